"""A page's JSON-LD (schema.org): the object that describes the piece, read into facts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.durations import seconds_of
from bot.intake.markup.facts import Facts
from bot.intake.markup.tree import Element, flat, text_in

_LARGEST = 2 * 1024 * 1024  # characters of one script
_MOST_NODES = 5_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)+|(?:-->|//\s*\]\]>|\]\]>|;)+\s*$", re.S
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")

_DESCENDED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_RANKS = {
    "article": 5,
    "newsarticle": 5,
    "blogposting": 5,
    "report": 5,
    "scholarlyarticle": 5,
    "opinionnewsarticle": 5,
    "analysisnewsarticle": 5,
    "reportagenewsarticle": 5,
    "backgroundnewsarticle": 5,
    "reviewnewsarticle": 5,
    "techarticle": 5,
    "medicalscholarlyarticle": 5,
    "publicationissue": 4,
    "podcastepisode": 5,
    "radioepisode": 5,
    "episode": 4,
    "audioobject": 3,
    "videoobject": 3,
    "clip": 3,
    "event": 4,
    "educationevent": 4,
    "businessevent": 4,
    "socialmediaposting": 3,
    "liveblogposting": 4,
    "creativework": 3,
    "digitaldocument": 3,
    "book": 3,
    "profilepage": 2,
    "webpage": 1,
    "itempage": 1,
}
_ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "corporation", "ngo"})

Node = Mapping[str, Any]


def read_jsonld(root: Element) -> Facts:
    """What the page's JSON-LD says of the piece; empty when it has none that can be read. Never raises."""
    nodes = [node for script in _scripts(root) for node in _nodes(_parsed(script))]
    ranked = [(rank, node) for node in nodes if (rank := _rank(node))]
    if not ranked:
        return Facts()
    best = max(rank for rank, _ in ranked)
    likely = [node for rank, node in ranked if rank == best]
    main = next((node for node in likely if len(likely) > 1 and _is_titled(node, root)), likely[0])
    page = next((node for _, node in ranked if "webpage" in types_of(node)), {})
    return _facts(main, page, {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1})


def types_of(node: Node) -> tuple[str, ...]:
    """The schema.org types of an object, in lower case."""
    return tuple(str(name).rpartition("/")[2].lower() for name in _many(node.get("@type")) if isinstance(name, str))


def _is_titled(node: Node, root: Element) -> bool:
    """Whether the page bears an object's title, as it does not bear those of the pieces it lists."""
    title = (_text(node, "headline") or _text(node, "name")).casefold()
    shown = (text_in(element).casefold() for element in root.iter("title", "h1"))
    return bool(title) and any(title in text for text in shown)


def _rank(node: Node) -> float:
    """How likely an object is the piece: by its type, and a headline and date besides."""
    rank = max((_RANKS.get(name, 0) for name in types_of(node)), default=0)
    return rank and rank + 0.5 * bool(_text(node, "headline")) + 0.4 * bool(_text(node, "datePublished"))


def _facts(main: Node, page: Node, by_id: Mapping[str, Node]) -> Facts:
    authors, organisations = _people(main.get("author") or main.get("creator"), by_id)
    audio = _first(main.get("audio")) or _first(main.get("associatedMedia")) or _first(main.get("encoding"))
    image = _resolved(_first(main.get("image")), by_id)
    publisher = _resolved(_first(main.get("publisher")), by_id)
    duration = _text(main, "duration") or _text(main, "timeRequired") or _text(audio, "duration")
    return Facts(
        titles=_present(_text(main, "headline"), _text(main, "name"), _text(main, "alternativeHeadline")),
        authors=authors,
        organisations=organisations,
        date=_text(main, "datePublished")
        or _text(main, "startDate")
        or _text(main, "uploadDate")
        or _text(main, "dateCreated")
        or _text(page, "datePublished"),
        descriptions=_present(_text(main, "description"), _text(main, "abstract"), _text(page, "description")),
        types=types_of(main),
        sections=_texts(main.get("articleSection")) + _texts(main.get("genre")),
        site=_text(publisher, "name"),
        image_url=_address(image),
        image_alt=_text(image, "caption") or _text(image, "name") if isinstance(image, Mapping) else "",
        audio_url=_text(audio, "contentUrl") if _is_audio(audio) else "",
        seconds=seconds_of(duration),
        tags=tuple(tag for text in _texts(main.get("keywords")) for tag in _split_tags(text)),
        language=_text(main, "inLanguage") or _text(page, "inLanguage"),
        url=_text(main, "url") or _address(main.get("mainEntityOfPage")),
        locked=_is_locked(main),
    )


def _scripts(root: Element) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _LARGEST:
            yield script.text


def _parsed(text: str) -> Any:
    """The JSON in a script, with what pages get wrong put right; None when it stays unreadable."""
    text = _WRAPPING.sub("", text).strip()
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(candidate)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(parsed: Any) -> Iterator[Node]:
    """The objects of a document, those of its graph and its main entity, in order."""
    waiting, seen = [parsed], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting.extend(reversed(node[:_MOST_NODES]))
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in reversed(_DESCENDED) if isinstance(node.get(key), dict | list))


def _people(value: Any, by_id: Mapping[str, Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(people, organisations) named as authors."""
    people: list[str] = []
    organisations: list[str] = []
    for entry in _many(value):
        entry = _resolved(entry, by_id)
        names = _texts(entry.get("name")) if isinstance(entry, Mapping) else _texts(entry)
        is_organisation = isinstance(entry, Mapping) and _ORGANISATIONS.intersection(types_of(entry))
        (organisations if is_organisation else people).extend(names)
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(organisations))


def _resolved(value: Any, by_id: Mapping[str, Node]) -> Any:
    """An object in place of a mere reference to it."""
    if isinstance(value, Mapping) and "@id" in value and "name" not in value and "url" not in value:
        return by_id.get(str(value["@id"]), value)
    return value


def _address(value: Any) -> str:
    value = _first(value)
    if isinstance(value, Mapping):
        return _text(value, "contentUrl") or _text(value, "url") or _text(value, "@id")
    return value.strip() if isinstance(value, str) else ""


def _is_audio(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    url = _text(value, "contentUrl")
    named = "audioobject" in types_of(value) or _text(value, "encodingFormat").startswith("audio/")
    return named or bool(re.search(r"\.(?:mp3|m4a|ogg|opus|wav)(?:[?#]|$)", url))


def _is_locked(node: Node) -> bool:
    return str(node.get("isAccessibleForFree", "")).strip().lower() in {"false", "no"}


def _text(node: Any, key: str) -> str:
    if not isinstance(node, Mapping):
        return ""
    return next(iter(_texts(node.get(key))), "")


def _texts(value: Any) -> tuple[str, ...]:
    """The non-empty strings in a value, as readers see them; `{"@value": …}` counts as its string."""
    found = []
    for entry in _many(value):
        if isinstance(entry, Mapping):
            entry = entry.get("@value") or entry.get("name")
        if isinstance(entry, str) and (text := flat(_TAG.sub("", html.unescape(html.unescape(entry))))):
            found.append(text)
    return tuple(found)


def _split_tags(text: str) -> list[str]:
    return [tag for part in re.split(r"[,;|]", text) if (tag := part.strip())]


def _present(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value[:200] if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_many(value)), None)
