"""Who wrote the piece, chosen among its metadata, the elements marked as its byline and a line "By …"."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from bot.domain.names import split_names as split_loosely
from bot.domain.text import fold
from bot.intake.layout.names import byline_names, clean_name, is_name, split_names
from bot.intake.markup.blocks import following
from bot.intake.markup.tree import Element, flat, short_text, text_in

_BEFORE = re.compile(
    r"^(?:(?:posted |written |reported |published |article |story |words |text |recipe )?by\b"
    r"|(?:ein beitrag |ein gastbeitrag |text |rezept |veröffentlicht |eingestellt |geschrieben |erstellt )?von\b"
    r"|(?:publié |écrit |rédigé )?par\b|(?:publicado |escrito )?por\b|di\b|door\b|interview:?\b"
    r"|autor(?:in|en|es|a)?\b|текст\b|автор\b|authors?\b|auteurs?\b|text\b|verfasst von\b)\s*:?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:[|•·/–—-]\s.*|(?:shares?|view profile|bio|follow|updated|published|posted|on)\b.*)$|\s*\(.*"
    r"|\s+for (?:the )?[A-Z].*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"super ?user|(?:site ?|web ?)?(?:admin(?:istrator)?|master|team)|(?:noc|web|site) (?:admin|team)"
    r"|(?:the )?editors?|editorial(?: (?:team|staff|board))?|staff(?: writer)?"
    r"|(?:die )?redaktion.*|redaccion.*|redazione.*|la redaction.*|guest(?: (?:author|post|contributor))?"
    r"|contributors?|author|unknown|anonymous|news ?(?:desk|room)|press (?:office|release)|default|users?|various"
    r"|none|null|n/?a|test|.{2,30} admin|instagram|twitter|facebook|linkedin|xing|youtube|autorenseite von",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|co|e\.v|s\.a|plc|ag|se)\.?$|\.(?:com|org|net|de|fr|ch|at|eu|io|co)\b", re.IGNORECASE
)
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Z.]{1,6}|Ph\.?D\.?)")
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:by|user-name|by-?lines?|auth|authors?|contributors?|writers?|autor(?:in|en)?|auteurs?)"
    r"(?:[_-]{1,2}(?:names?|links?|list|info|title|item|text))?(?:__\w{1,6})?(?:$|\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"comment|related|sidebar|footer|widget|recommend|teaser|newsletter|bio(?:graphy)?\b|avatar|image|photo", re.I
)
_OF_LISTS = re.compile(r"related|recommend|teaser|widget|sidebar", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in)?|auteurs?|(?:our-)?people|equipe|bio|wissenschaftler-in|persons?|experts?|staff|contributors?|producers|profiles?|by|writers?"
    r"|redaktion|columnists?|fellows?|scholars?)/[^/?#]+/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_ANYWHERE = (
    "//body//*[@rel='author' or @itemprop='author' or contains(@class, 'uthor') or contains(@class, 'yline')"
    " or contains(@id, 'uthor') or contains(@id, 'yline') or @data-hook='user-name'"
    " or @class='by']"
)
_ANNOUNCED = re.compile(
    r"(?:written |posted |reported )?by:?|authors?:?|autor(?:in|en)?:?|written and reported by:?|von:?", re.I
)
_TAKES_PART = re.compile(r"(?:featuring|with|guests?|hosts?|moderat(?:or|ed by)|speakers?|panelists?)\b", re.IGNORECASE)
_LINES = frozenset(
    {"p", "div", "span", "strong", "em", "i", "b", "h2", "h3", "h4", "h5", "h6", "li", "address", "small", "td"}
)
_REACH = 400  # elements after the heading among which its byline stands
_LONGEST = 300


def choose_authors(
    root: Element, heading: Element | None, stated: Iterable[Sequence[str]], site: str, houses: Collection[str] = ()
) -> tuple[str, ...]:
    """The authors' names, in order; () when nothing names them.

    `heading` is the title's element, `stated` what each vocabulary of the metadata says, the best first; `houses` are
    names that the site may have given itself, in lower case: such an author gives way to any person the page names.
    """
    named = ([text for text in texts if fold(text) not in houses or is_name(text)] for texts in stated)
    found = [names for texts in named if (names := _people(texts, site))]
    if len(found) > 1 and len(found[1]) > len(found[0]) and set(map(fold, found[0])) < set(map(fold, found[1])):
        found.pop(0)  # one vocabulary names only the first author
    desk = bool(found) and all(_is_desk(name) or fold(name) in houses for name in found[0])
    if found and all(" " in name for name in found[0]) and not desk:
        return found[0]
    marked = _marked(root, heading, site)
    if not found or desk or any(_completes(name, found[0]) for name in marked):
        people = () if all(map(_is_desk, marked)) else marked
        return people or _written(root, heading) or next(iter(found), ()) or marked or _guessed(root, site)
    return found[0]


def _is_desk(name: str) -> bool:
    """Whether a name is that of a newsroom, where a page may name a person as well."""
    return fold(name).rpartition(" ")[2] in ("editors", "staff", "newsroom", "redaktion", "team")


def _completes(name: str, known: Sequence[str]) -> bool:
    """Whether a full name is that of someone known by the first name or the family name alone."""
    return any(fold(part) in fold(name).split() for part in known)


def _people(texts: Iterable[str], site: str) -> tuple[str, ...]:
    """The people that metadata names, without sites, companies, roles and accounts."""
    names: list[str] = []
    for text in texts:
        text = _BEFORE.sub("", _surname_last(flat(html.unescape(text)).strip(" ,;|")))
        parts = split_names(text) or split_loosely(text)
        parts = parts[:1] + tuple(part for part in parts[1:] if not _CREDENTIAL.fullmatch(part))
        names += [name for part in parts if (name := _person(part, site))]
    return tuple(dict.fromkeys(names))


def _person(text: str, site: str) -> str:
    name = clean_name(_AFTER.sub("", text))
    key, own = fold(name), fold(site)
    if not key or len(name) > 60 or _NOBODY.fullmatch(key) or _COMPANY.search(name):
        return ""
    if not is_name(name) and (_within(key, own) or _within(own, key)):
        return ""  # the site's own name; a personal site may bear that of its author
    if re.search(r"[@/\\<>={}_]|https?:|\d", name) or (name.islower() and name.isascii()):
        return ""  # an account's name
    return name


def _within(words: str, text: str) -> bool:
    """Whether some words stand together in a text; "lynn" is not in "heavenlynn"."""
    return bool(words) and f" {words} " in f" {text} "


def _surname_last(text: str) -> str:
    """The name "Lind, Ana", as catalogues and citations write it, turned round."""
    match = re.fullmatch(r"((?:[a-z]{1,3}\s){0,2}[^\W\d_][\w'’-]+),\s+([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)", text)
    if not match or _CREDENTIAL.fullmatch(match[2]) or match[2].lower().strip(".") in ("jr", "sr"):
        return text
    return f"{match[2]} {match[1]}"


def _marked(root: Element, heading: Element | None, site: str) -> tuple[str, ...]:
    """The people in the elements that the page marks as its byline: the first group of them after the heading."""
    for elements in (islice(_after(root, heading), _REACH), root.xpath(_ANYWHERE)):
        groups: dict[Element, list[str]] = {}
        for element in elements:
            mark = _mark_of(element)
            names = _names_in(element, site, sure=mark == "sure") if mark else []
            if names:
                groups.setdefault(_group(element), []).extend(names)
                if len(groups) > 1:
                    break
        if groups:
            return tuple(dict.fromkeys(next(iter(groups.values()))))
    return ()


def _group(element: Element) -> Element:
    """The element that holds a byline's several names, each of which may be wrapped."""
    parent = element.getparent()
    return parent if parent is None or len(parent) > 1 else parent.getparent()


def names_marked(element: Element) -> tuple[str, ...]:
    """The people in the parts of an element that are marked as a byline, for items that lists hold."""
    marked = (part for part in element.iter("p", "div", "span", "ul", "a") if _mark_of(part, listed=True))
    return tuple(next((names for part in marked if (names := _names_in(part, "", sure=False))), ()))


def _mark_of(element: Element, *, listed: bool = False) -> str:
    """How an element is marked as naming an author: "sure", "likely" or "" when it isn't.

    `listed`: it belongs to an item of a list, whose parts are all marked as such.
    """
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") in ("author", "creator"):
        return "sure"
    words = " ".join(element.get(name) or "" for name in ("class", "id", "data-testid", "data-hook"))
    if _ASIDE.search(_OF_LISTS.sub("", words) if listed else words):
        return ""
    if _MARKED.search(words) or (
        element.tag == "a" and is_profile(element.get("href") or "") and not _announced(element)
    ):
        return "likely"
    return ""


def _announced(link: Element) -> bool:
    """Whether the line of a link says that someone takes part or speaks: "Featuring Ana Lind", "Ana Lind, Fellow:"."""
    line = next((above for above in link.iterancestors() if above.tag in ("p", "div", "li", "h3", "h4", "td")), link)
    text = short_text(line, _LONGEST)
    return text.endswith(":") or bool(_TAKES_PART.match(text))


def is_profile(url: str) -> bool:
    """Whether an address is that of a person's page on some site."""
    return bool(_PROFILE.search(url))


def _names_in(element: Element, site: str, *, sure: bool) -> list[str]:
    """The names in a marked element: those of its links, else of its text; one word is a name where that is sure."""

    def people(text: str) -> list[str]:
        names = split_names(_AFTER.sub("", _BEFORE.sub("", text))) if text and len(text) <= _LONGEST else ()
        return [name for part in names if (name := _person(part, site)) and is_name(name, listed=sure)]

    linked = [name for link in element.iter("a") if link is not element for name in people(text_in(link))]
    if linked:
        return linked
    if element.tag in ("ul", "ol"):
        return people(", ".join(text_in(item).strip(", ") for item in element))
    texts = [text_in(element), *(flat(part) for part in element.itertext())]
    return next((found for text in texts if (found := people(text))), [])


def _written(root: Element, heading: Element | None) -> tuple[str, ...]:
    """The people of a line "By …", or of the line after "Written by", soon after the heading."""
    announced = False
    for element in islice(_after(root, heading), _REACH):
        if element.tag not in _LINES or sum(1 for _ in islice(element.iter(), 12)) == 12:
            continue
        text = text_in(element)
        if not text or len(text) > _LONGEST:
            continue
        names = split_names(text) if announced else byline_names(text)
        if names and all(is_name(name) for name in names):
            return names
        announced = bool(_ANNOUNCED.fullmatch(text))
    return ()


def _guessed(root: Element, site: str) -> tuple[str, ...]:
    """What trafilatura takes for the author, where it is a full name."""
    from trafilatura.metadata import extract_author

    names = _people((extract_author(root) or "").split(";"), site)
    return tuple(name for name in names if is_name(name))


def _after(root: Element, heading: Element | None) -> Iterator[Element]:
    """The elements after the heading; all of the page's when there is none."""
    return following(heading) if heading is not None else root.find("body").iter("*")
