"""RSS, Atom and RDF as raw items, whatever state the XML is in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from bot.domain.errors import Unreadable, Unsupported
from bot.domain.text import fold
from bot.intake.feed_item import Channel, Link, RawItem
from bot.intake.fragment import plain_text, web_address
from bot.intake.podcast import Spoken, is_podcast, read_spoken

_SUBSET = re.compile(rb"<!DOCTYPE[^\[<>]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = re.compile(rb"\]\s*>")
# A declaration that can be read byte by byte is not in two-byte letters, whatever it says.
_WIDE = re.compile(
    rb"^(\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])(?:utf|ucs|iso-10646-ucs)-?(?:16|32|2|4)[a-z]{0,2}", re.I
)
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-f]+)|0*([0-9]+));?", re.I)
_PROLOGUE = 65_536  # bytes within which a document type stands


def read_syndication(data: bytes, *, url: str, content_type: str) -> tuple[str, Channel, list[RawItem]]:
    """The feed's format (rss, atom, rdf), what it says of itself, and its items.

    Raises Unsupported when the bytes are no feed, Unreadable when nothing of one can be made out.
    """
    import feedparser

    data = _defused(data)
    # No address of the feed itself here, or feedparser would make an address of every guid that is none.
    headers = {"content-type": content_type or "application/xml"}
    try:
        # A stream and not the bytes themselves: bytes that spell a path would be opened as a file.
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise Unreadable("The feed is damaged beyond reading.") from error
    version = str(parsed.get("version") or "")
    if not version and not parsed.entries:
        raise Unsupported("There is no feed at that address. A feed is RSS, Atom or JSON Feed.")
    entries = parsed.entries[:-1] if _is_cut_off(data) and len(parsed.entries) > 1 else parsed.entries
    channel = _channel(parsed.feed, url, podcast=is_podcast(data))
    spoken = read_spoken(data) if channel.podcast else []
    items = [
        _raw(entry, _spoken_of(entry, index, spoken, len(parsed.entries)), channel, url)
        for index, entry in enumerate(entries)
    ]
    return _format(version), channel, items


def _defused(data: bytes) -> bytes:
    """Without the document's own entities, of which bombs are made, and without references to no character."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data[:1] and b"\x00" not in data[:4]:
        data = _WIDE.sub(rb"\1utf-8", data.replace(b"\x00", b""), count=1)
    data = _REFERENCE.sub(lambda match: match[0] if _is_character(match[1], match[2]) else b"", data)
    start = _SUBSET.search(data, 0, _PROLOGUE)
    end = _SUBSET_END.search(data, start.end()) if start else None
    return data[: start.start()] + data[end.end() :] if start and end else data


def _is_character(hexadecimal: bytes | None, decimal: bytes | None) -> bool:
    """False for halves of pairs and numbers beyond Unicode: one of them, and feedparser gives up the whole feed."""
    digits = hexadecimal or decimal or b""
    code = int(digits, 16 if hexadecimal else 10) if len(digits) < 8 else -1
    return 0 <= code < 0xD800 or 0xE000 <= code < 0x110000


def _is_cut_off(data: bytes) -> bool:
    """Whether the document ends before its root element does, so that its last item may be half an item."""
    return not re.search(rb"</\s*(?:\w+:)?(?:rss|feed|rdf)\s*>", data[-2000:], re.IGNORECASE) and b"\x00" not in data


def _format(version: str) -> str:
    if version.startswith("atom"):
        return "atom"
    return "rdf" if version in {"rss090", "rss10"} else "rss"


def _channel(feed: Any, url: str, *, podcast: bool) -> Channel:
    return Channel(
        title=plain_text(_text(feed, "title")),
        url=web_address(_text(feed, "link"), url),
        language=_text(feed, "language"),
        podcast=podcast,
    )


def _spoken_of(entry: Any, index: int, spoken: list[Spoken], count: int) -> Spoken:
    guid = _text(entry, "id")
    if guid and (found := next((one for one in spoken if one.guid == guid), None)):
        return found
    return spoken[index] if len(spoken) == count else Spoken()


def _raw(entry: Any, spoken: Spoken, channel: Channel, url: str) -> RawItem:
    content = max((_text(part, "value") for part in _list(entry, "content")), key=len, default="")
    base = next((_text(part, "base") for part in _list(entry, "content")), "") or channel.url or url
    return RawItem(
        guid=_text(entry, "id"),
        links=_links(entry),
        title=_text(entry, "title"),
        content=content,
        summary=_text(entry, "summary"),
        authors=_authors(entry, spoken),
        hosts=spoken.hosts,
        guests=spoken.guests,
        dates=tuple(_text(entry, name) for name in ("published", "created", "updated") if _text(entry, name)),
        tags=tuple(term for tag in _list(entry, "tags") if (term := _text(tag, "term") or _text(tag, "label"))),
        enclosures=_enclosures(entry),
        duration=_text(entry, "itunes_duration") or _first(entry, "media_content", "duration"),
        image=_image(entry),
        language=_text(entry, "language"),
        outlet=_outlet(entry, channel),
        base=base,
        transcripts=spoken.transcripts,
        chapters_url=spoken.chapters_url,
    )


def _links(entry: Any) -> tuple[str, ...]:
    """The entry's page, the best first: what a proxy of feeds calls the original, then the link to a page.

    feedparser also gives a guid as a link; one that is no address by itself is none.
    """
    links = _list(entry, "links")
    pages = [link for link in links if _text(link, "rel") == "alternate" and "html" in (_text(link, "type") or "html")]
    found = [_text(entry, "feedburner_origlink"), *(_text(link, "href") for link in pages), _text(entry, "link")]
    guid = _text(entry, "id")
    return tuple(dict.fromkeys(link for link in found if link and (link != guid or "://" in link)))


def _authors(entry: Any, spoken: Spoken) -> tuple[str, ...]:
    """The names; of a podcast the persons, for its author is as often the show or its publisher."""
    names = [_text(author, "name") for author in _list(entry, "authors")] or [_text(entry, "author")]
    if spoken.hosts or spoken.guests:
        names = [name for name in names if fold(name) != fold(spoken.itunes_author)]
    return tuple(name for name in names if name)


def _enclosures(entry: Any) -> tuple[Link, ...]:
    linked = [link for link in _list(entry, "links") if _text(link, "rel") == "enclosure"]
    found = [(_text(link, "href"), _text(link, "type")) for link in linked]
    found += [(_text(media, "url"), _text(media, "type")) for media in _list(entry, "media_content")]
    return tuple(Link(href, type) for href, type in found if href)


def _image(entry: Any) -> str:
    pictures: list[str] = [_text(entry.get("image") or {}, "href"), _first(entry, "media_thumbnail", "url")]
    pictures += [
        _text(media, "url")
        for media in _list(entry, "media_content")
        if _text(media, "type").startswith("image/") or _text(media, "medium") == "image"
    ]
    return next((picture for picture in pictures if picture), "")


def _outlet(entry: Any, channel: Channel) -> str:
    """Where the piece first appeared, if the feed names a source that is not the feed itself."""
    source = entry.get("source")
    title = plain_text(_text(source, "title") if hasattr(source, "get") else "")
    return "" if fold(title) == fold(channel.title) else title


def _first(entry: Any, name: str, field: str) -> str:
    return next((_text(part, field) for part in _list(entry, name) if _text(part, field)), "")


def _list(entry: Any, name: str) -> list[Any]:
    value = _get(entry)(name)
    return [part for part in value if hasattr(part, "get")] if isinstance(value, list) else []


def _text(entry: Any, name: str) -> str:
    value = _get(entry)(name)
    return value.strip() if isinstance(value, str) else ""


def _get(entry: Any) -> Callable[[str], Any]:
    """Only what is there under its own name: feedparser's look-up would answer for one field with another."""
    return lambda name: dict.get(entry, name) if isinstance(entry, dict) else None
