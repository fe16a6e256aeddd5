"""The lists of those who take part in a piece, below headings such as "Host" and "Featuring"."""

from __future__ import annotations

from bot.intake.layout.lines import Line
from bot.intake.layout.names import is_people, split_names
from bot.intake.layout.participants import is_speakers_heading, people_listed
from bot.intake.markup.blocks import lines_in
from bot.intake.markup.tree import Element, drop, short_text

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "dt", "strong")
_MOST_LINES = 60


def take_speakers(root: Element) -> tuple[str, ...]:
    """The people of such lists in order, when nothing else stands below their headings; the lists are taken out."""
    found: list[str] = []
    for heading in [part for part in root.iter(*_HEADINGS) if len(part) == 0]:
        if heading.getparent() is None or not is_speakers_heading(short_text(heading, 40)):
            continue
        block: list[Element] = []
        for element in heading.itersiblings():
            if element.tag == heading.tag:
                break
            block.append(element)
        lines = [Line(short_text(heading, 40)), *lines_in(block)][:_MOST_LINES]
        named, end = people_listed(lines, 0)
        if end < len(lines) and all(is_people(line.text) for line in lines[1:]):
            named, end = tuple(name for line in lines[1:] for name in split_names(line.text)), len(lines)
        if named and end == len(lines):
            found += named
            for element in (heading, *block):
                drop(element)
    return tuple(dict.fromkeys(found))
