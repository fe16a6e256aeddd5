"""The first lines of a document (title, subtitle, byline, date, type), told apart from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import names as domain_names
from bot.domain.article import Kind
from bot.domain.text import fold
from bot.intake.layout.datelines import date_line
from bot.intake.layout.labels import kind_label
from bot.intake.layout.names import byline_names, is_name, is_role, split_names, with_names, witness_names

_WITHIN = 12  # paragraphs; what stands further down belongs to the text
_ADDRESS = re.compile(r"[\w.}]@\w+\.\w")
_HEADING_LINES = (
    "introduction|executive summary|summary|abstract|contents|table of contents|key takeaways|key findings|"
    "overview|background|foreword|preface|acknowledgments|acknowledgements|the bottom line|features|"
    "about the author|about the authors|task force leadership|key points|highlights"
)
_HEADINGS = frozenset(_HEADING_LINES.split("|"))
_NOBODY_LINES = (
    "user|admin|administrator|author|owner|unknown|microsoft office user|microsoft|default|root|pc|webmaster|"
    "editor|editors|staff|guest|guest author|anonymous|windows user"
)
_NOBODY = frozenset(_NOBODY_LINES.split("|"))
_OFFICES = frozenset({"staff", "editors", "team", "desk", "newsroom", "media", "office"})
_JUNK_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|document\d*|slide \d+|powerpoint presentation|layout \d+|title|draft|template"
    r"|.*\.(?:docx?|pdf|indd|qxd|qxp|tex|dvi|pptx?|rtf|txt|md|ai|pages)|[\d_.\-\s]*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first paragraphs of a document state; `body` is what is left of the paragraphs."""

    title: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    kind: Kind | None = None
    body: tuple[str, ...] = ()


def read_opening(paragraphs: Sequence[str], *, title: str = "") -> Opening:
    """Reads the short paragraphs before the text begins.

    `title` is the title where the document marks it as such; else the first line that is nothing else is it. A
    deck is the line after the title, if a byline or date follows it, or if it is too long for a heading and no
    sentence of the text.
    """
    printed = [index for index, text in enumerate(paragraphs[:_WITHIN]) if title and fold(text) == fold(title)]
    opening = Opening(title=title)
    used = set(range(printed[0])) if printed else set[int]()  # series and programmes stand above the title
    titled = -1
    for index, text in enumerate(paragraphs[:_WITHIN]):
        if _is_text(text):
            break
        above = bool(printed) and index < printed[0]
        read = None if index in printed else _state_all(opening, text, above=above)
        if index in printed:
            read, titled = opening, index
        elif read is None and not opening.title and fold(text) not in _HEADINGS and not text.startswith("•"):
            read, titled = replace(opening, title=text), index
        elif read is None and 0 <= titled == index - 1 and _is_deck(paragraphs, index):
            read = replace(opening, deck=text)
        if read is not None:
            opening = read
            used.add(index)
        elif fold(text) in _HEADINGS:
            break
    return replace(opening, body=tuple(text for index, text in enumerate(paragraphs) if index not in used))


def line_of_names(text: str) -> tuple[str, ...]:
    """The people of a line that holds nothing but names, with or without "By"; () for any other line."""
    if stated := byline_names(text):
        return stated
    names = split_names(text) if len(text) < 300 else ()
    return names if all(map(is_name, names)) else ()


def is_person(name: str) -> bool:
    """Whether a name that a feed or file gives as an author can be a person's: no office, software or address."""
    office = fold(name).rpartition(" ")[2] in _OFFICES
    return fold(name) not in _NOBODY and not office and is_name(name, listed=True)


def stated_author(text: str) -> tuple[str, ...]:
    """The authors in a file's own properties, or none when software or an office wrote something else there."""
    names = domain_names.split_names(text)
    return names if fold(text) not in _NOBODY and all(map(is_name, names)) else ()


def stated_title(text: str) -> str:
    """The title in a file's own properties, or "" when it is a file name or the software's own words."""
    text = " ".join(text.split())
    return "" if _JUNK_TITLE.fullmatch(text) or len(text) > 300 else text


def _state_all(opening: Opening, line: str, *, above: bool) -> Opening | None:
    """As `_state`, for a line of several statements too: "Commentary | March 3, 2024 | By Ana Lind"."""
    read: Opening | None = opening
    for part in re.split(r"\s+[|•·]\s+", line):
        read = _state(read, part, above=above) if read else None
    return read


def _state(opening: Opening, text: str, *, above: bool) -> Opening | None:
    """The opening with what a line states, or None when it states nothing that is still asked for.

    `above` the title a line of capitalised words is a series more often than it is the authors.
    """
    if not opening.published and (day := date_line(text)):
        return replace(opening, published=day.iso)
    if not opening.kind and (kind := kind_label(text)):
        return replace(opening, kind=kind)
    if witnesses := witness_names(text):
        return replace(opening, authors=witnesses, kind=Kind.TESTIMONY)
    if (names := byline_names(text)) or (opening.authors and (names := with_names(text))):
        return replace(opening, authors=tuple(dict.fromkeys(opening.authors + names)))
    if opening.title and not opening.authors and not above and (names := line_of_names(text)):
        return replace(opening, authors=names)
    office = len(text.split()) <= 12 and is_role(text)
    return opening if opening.authors and (office or _ADDRESS.search(text)) else None


def _is_text(text: str) -> bool:
    """Long enough to be the first paragraph of the text, not a line above it."""
    count = len(text.split())
    return count > 45 or (count > 22 and text.rstrip('”"’)').endswith((".", "?", "!")))


def _is_deck(paragraphs: Sequence[str], index: int) -> bool:
    text = paragraphs[index]
    if fold(text) in _HEADINGS or text.startswith("•") or re.match(r"\d+[.)]?\s", text):
        return False
    following = paragraphs[index + 1 : index + 3]
    stated = any(date_line(line) or line_of_names(line) for line in following)
    return stated or (bool(following) and 5 <= len(text.split()) <= 30 and not text.endswith("."))
