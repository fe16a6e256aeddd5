"""One item of a related block, whose lines are known to belong together, read into a listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.article import Kind, Listing
from bot.domain.text import SPACELESS
from bot.domain.urlkey import clean_url
from bot.intake.layout.datelines import date_line
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.glued import split_title
from bot.intake.layout.labels import kind_label, kind_of_address, leading_kind
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, is_name, is_people, split_names
from bot.intake.layout.related import is_cut
from bot.intake.layout.tags import programme_line
from bot.intake.markup.authors import is_profile

_TITLE_LENGTH = 130  # characters; longer than any title
_OUTLET_LENGTH = 60
_TEASER_SHORTEST = 20
_SPACELESS = re.compile(f"[{SPACELESS}]")
_CALL = re.compile(
    r"(?:read|learn|see|view|find out|continue|watch|listen)\b.{0,30}|more\W*|.{0,3}|(?:scroll |go )?back to top",
    re.IGNORECASE,
)


def read_listing(
    lines: Sequence[Line], title: str, url: str, *, headed: bool, signed: tuple[str, ...] = ()
) -> Listing | None:
    """The listing of one item; None when it names no piece.

    `title` is the text of the item's heading (`headed`) or of its link, `url` the address behind it, `signed`
    those whom its markup names as authors. Whatever else the item holds may stand above or below its title.
    """
    lines = [part for line in lines for part in _parts(line, title)]
    texts = [line.text for line in lines]
    at = texts.index(title) if title in texts else -1
    kind = next((kind for text in texts if text != title and (kind := kind_label(text))), None)
    programs = next((programs for text in texts if text != title and (programs := programme_line(text))), ())
    kind = kind or next((leading_kind(text) for text in texts if text != title and byline_names(text)), None)
    title, teaser = _title_and_teaser(title, headed=headed, split=bool(programs))
    authors = _authors(lines, title) or signed or _signature(texts[at + 1 :])
    teaser = teaser or _teaser([text for text in texts[at + 1 :] if not _names_all(text, authors)], title)
    if word_count(title or teaser) < 2 and not (headed and (kind or teaser or authors)):
        return None
    return Listing(
        kind=kind or kind_of_address(url),
        title=title,
        teaser=teaser,
        authors=authors,
        published=next((line.iso for text in texts if text != title and (line := date_line(text))), ""),
        outlet=_outlet(texts[: max(at, 0)], kind),
        programs=programs,
        url=clean_url(url),
    )


def _parts(line: Line, title: str) -> list[Line]:
    """A line of several statements as one each: "Title12 May 2023", "Commentary by Ana Lind — March 2, 2023"."""
    if line.text == title:
        return [line]
    if line.text.startswith(title) and len(title) > _TEASER_SHORTEST // 2:
        return [replace(line, text=title), replace(line, text=line.text.removeprefix(title).strip(" ·•|–—-,"))]
    by = re.fullmatch(r"(?P<label>\S.{1,38}?) (?P<names>By \S.*)", line.text)
    if by and (names := byline_names(by["names"])) and all(map(is_name, names)):
        return [replace(line, text=by["label"]), replace(line, text=by["names"])]
    pieces = re.split(r"\s+[—–|•·]\s+", line.text)
    stated = all(is_label(piece) or byline_names(piece) for piece in pieces)
    return [replace(line, text=piece) for piece in pieces] if stated else [line]


def _title_and_teaser(text: str, *, headed: bool, split: bool) -> tuple[str, str]:
    """A link's text is the title, or the teaser where a site lists nothing else; or both without a space between."""
    if not headed and (is_cut(text) or len(text) > _TITLE_LENGTH):
        return split_title(text) if split else ("", text)
    return text, ""


def _teaser(texts: Sequence[str], title: str) -> str:
    """The first running text below the title."""
    for text in texts:
        says_more = text != title and len(text) >= _TEASER_SHORTEST and not is_call(text) and not is_furniture(text)
        if says_more and not (is_label(text) or byline_names(text) or is_name(text)):
            return text
    return ""


def _authors(lines: Sequence[Line], title: str) -> tuple[str, ...]:
    for line in lines:
        if line.text != title and (names := byline_names(line.text)):
            return names
    linked = (line.text for line in lines if is_name(line.text) and is_profile(line.url))
    return tuple(dict.fromkeys(linked))


def _signature(below: Sequence[str]) -> tuple[str, ...]:
    """The people of a line below the title that holds nothing else, right above the date or the kind."""
    for text, label in pairwise(below):
        if is_label(label) and is_people(text) and not is_label(text):
            return split_names(text)
    return ()


def _names_all(text: str, authors: tuple[str, ...]) -> bool:
    return bool(authors) and split_names(text) == authors


def word_count(text: str) -> int:
    """How many words a text has; in scripts without spaces about one for two characters."""
    return len(text.split()) + len(_SPACELESS.findall(text)) // 2


def _outlet(above: Sequence[str], kind: Kind | None) -> str:
    """What stands between the kind and the date above a title, as lists of op-eds have it."""
    for label, text, date in zip(above, above[1:], above[2:], strict=False):
        if kind and kind_label(label) is kind and date_line(date) and len(text) <= _OUTLET_LENGTH:
            return text
    return ""


def is_label(text: str) -> bool:
    """Whether a line of an item names its kind, its programmes or its date."""
    return bool(kind_label(text) or programme_line(text) or date_line(text))


def is_call(text: str) -> bool:
    """Whether a line asks to click: "Read more"."""
    return bool(_CALL.fullmatch(text))
