"""The lists of those who take part in a piece, below headings such as "Host" and "Featuring"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import takewhile

from bot.intake.layout.lines import Line
from bot.intake.layout.names import is_people, split_names
from bot.intake.layout.participants import is_speakers_heading, people_listed
from bot.intake.markup.blocks import lines_in
from bot.intake.markup.tree import Element, drop, short_text

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "dt", "strong")
_MOST_LINES = 60
_STAFF = re.compile(
    r"(?:(?:our|related|about the) )?experts?|(?:media |press )?contacts?|expert(?:innen|en|e|as|os)",
    re.IGNORECASE,
)  # heads a list of the house's own people, whatever they did for the piece


def take_speakers(root: Element) -> tuple[str, ...]:
    """The people of such lists in order, when nothing else stands below their headings; the lists are taken out."""
    return _take_lists(root, is_speakers_heading)


def drop_staff(root: Element) -> None:
    """Takes out the lists of a house's experts, whose roles would else be left in the text."""
    _take_lists(root, _is_staff)


def _is_staff(text: str) -> bool:
    return bool(_STAFF.fullmatch(text))


def _take_lists(root: Element, is_heading: Callable[[str], bool]) -> tuple[str, ...]:
    found: list[str] = []
    for heading in [part for part in root.iter(*_HEADINGS) if len(part) == 0]:
        if heading.getparent() is None or not is_heading(short_text(heading, 40)):
            continue
        block = list(takewhile(partial(_is_below, heading.tag), heading.itersiblings()))
        if named := _only_people([Line(short_text(heading, 40)), *lines_in(block)][:_MOST_LINES]):
            found += named
            for element in (heading, *block):
                drop(element)
    return tuple(dict.fromkeys(found))


def _is_below(rank: str, element: Element) -> bool:
    return next(element.iter(rank), None) is None


def _only_people(lines: list[Line]) -> tuple[str, ...]:
    """The people below a heading, () when anything else stands there."""
    named, end = people_listed(lines, 0)
    if end == len(lines):
        return named
    texts = [line.text for line in lines[1:]]
    return tuple(name for text in texts for name in split_names(text)) if all(map(is_people, texts)) else ()
