"""Where the blocks below a page's body begin: other pieces, authors, notes; and pages that are listings only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.article import Kind, Listing
from bot.intake.layout.datelines import date_line
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.labels import kind_label
from bot.intake.layout.lines import Line, unwrapped
from bot.intake.layout.names import byline_names, is_people
from bot.intake.layout.prose import extent, is_prose
from bot.intake.layout.related import is_cut, is_related_heading, paper_of, read_items
from bot.intake.layout.tags import programme_line

_SHOWING = re.compile(r"showing\s+[\d,]+\s*[-–—]\s*[\d,]+\s+of\s+[\d,]+(?:\s+\w+){0,3}", re.IGNORECASE)
_OPENING = 24  # words, and lines, from the title on by which a second copy of a page is known
_NEAR = 6  # lines in which an item shows its teaser
_PARAGRAPH = 430  # characters no teaser has
_MOST_HEADINGS = 20  # a page has one or two such blocks
_MOST_LINES = 150  # in which a block shows what it holds
_MOST_LABELS = 5  # of one item: format, outlet, date, people
_PAGES = re.compile(r"(?:\d{1,4}|…|\.\.\.|next|previous|prev|last|first|page \d+|[«»‹›<>\s])+", re.IGNORECASE)


def related_start(lines: Sequence[Line], body_at: int) -> int:
    """The line at which the block of other pieces begins, after `body_at`; the number of lines when there is none."""
    last_prose = max((at for at in range(body_at, len(lines)) if _is_paragraph(lines[at])), default=-1)
    headings = 0
    for at in range(max(body_at, last_prose + 1), len(lines)):
        if headings < _MOST_HEADINGS and is_related_heading(lines[at].text):
            headings += 1
            if _holds_items(lines[at + 1 : at + _MOST_LINES]):
                return at
        if at > body_at and _opens_items(lines, at):
            return at
    return len(lines)


def digest_start(lines: Sequence[Line], body_at: int) -> int:
    """The line at which a digest's items begin: title, byline, `Published March 29 in OUTLET`; else the count."""
    for at in range(body_at, len(lines) - 2):
        if byline_names(lines[at + 1].text) and paper_of(lines[at + 2].text):
            return at
    return len(lines)


def first_copy(lines: Sequence[Line]) -> list[Line]:
    """The lines up to where the whole page, from its first line on, begins again below text or items."""
    end = second_copy(lines, lines[0].text, 1)
    told = any(is_prose(line.text) or is_cut(line.text) for line in lines[:end])
    return unwrapped(lines[:end]) if told and end < len(lines) else list(lines)


def second_copy(lines: Sequence[Line], title: str, body_at: int) -> int:
    """Where the same page begins again, when it was pasted twice; else the number of lines.

    The title stands a second time below the body's beginning, with the same words after it or the same line before
    it. The second copy may break its lines elsewhere.
    """
    first = next((at for at in range(body_at) if lines[at].text == title), None)
    if first is None:
        return len(lines)
    opening = _words(lines, first)
    for at in range(max(body_at, first + 2), len(lines)):
        if not lines[at].text or not title.startswith(lines[at].text):
            continue
        back = 0
        while back < first and lines[at - back - 1].text == lines[first - back - 1].text:
            back += 1
        same = opening if not back else title.split()
        if _words(lines, at)[: len(same)] == same:
            return at - back
    return len(lines)


def _words(lines: Sequence[Line], at: int) -> list[str]:
    """The words of a line and of those after it, enough of them to know a page by."""
    return " ".join(line.text for line in lines[at : at + _OPENING]).split()[:_OPENING]


def listing_page(lines: Sequence[Line]) -> tuple[Listing, ...]:
    """The items of a page that is nothing but a listing ("Showing 1-20 of 300 Publications"); () for other pages."""
    at = next((at for at, line in enumerate(lines[:60]) if _SHOWING.fullmatch(line.text)), None)
    if at is None:
        return ()
    heading = next((line.text for line in reversed(lines[:at]) if line.text), "")
    kind = kind_label(heading)
    items = [line for line in lines[at + 1 :] if not line.text or not _PAGES.fullmatch(line.text)]
    return read_items(items, kind if kind not in (Kind.IN_THE_NEWS, Kind.OTHER) else None)


def _holds_items(lines: Sequence[Line]) -> bool:
    """Whether what follows are items: half of them say more than a title and a sentence."""
    items = read_items(lines)
    told = sum(bool(item.authors or item.kind or item.published or is_cut(item.teaser)) for item in items)
    return bool(items) and told * 2 >= len(items)


def _is_paragraph(line: Line) -> bool:
    return extent(line.text) > _PARAGRAPH and not is_cut(line.text) and not is_furniture(line.text)


def _opens_items(lines: Sequence[Line], at: int) -> bool:
    """Whether an item without any heading above it begins here: labels, then a teaser that is cut or a Read More."""
    if _is_row_of_labels(lines, at):
        return True
    near = [line for line in lines[at : at + _NEAR + 1] if line.text]
    cut = next((i for i, line in enumerate(near) if is_cut(line.text)), None)
    if cut is None:
        return False
    labels = near[:cut]
    text = lines[at].text
    if not text:  # a lone bullet
        return len(labels) <= 3 and all(len(line.text) < 160 for line in labels)
    if kind_label(text):
        return any(date_line(line.text) for line in labels) or lines[at].bullet or _byline_after(lines, at)
    if date_line(text):
        return any(kind_label(line.text) for line in labels)
    return bool(programme_line(text)) and cut == 1 and _byline_after(lines, at)


def _is_row_of_labels(lines: Sequence[Line], at: int) -> bool:
    """Whether an item's labels stand here one a line, its date and its format among them, and a title below them."""
    kinds = dates = 0
    for line in lines[at : at + _MOST_LABELS + 1]:
        kind, date = kind_label(line.text), date_line(line.text)
        if not (kind or date or is_people(line.text) or (line.bullet and kinds)):
            return bool(kinds and dates and line.text)
        if not kinds and not dates and not (kind or date):
            return False
        kinds += kind is not None
        dates += date is not None
    return False


def _byline_after(lines: Sequence[Line], at: int) -> bool:
    return any(byline_names(line.text) for line in lines[at + 1 : at + _NEAR])
