"""What is put right in a page's tree before its text is read: layout tables unfolded, prompts to subscribe dropped."""

from __future__ import annotations

import re

from bot.intake.markup.tree import Element, drop, short_text

_PROMPT = re.compile(
    r"(?:sign up|subscribe)\b.{0,80}|.{0,40}\bnewsletters?\b.{0,40}|stay (?:up[- ]to[- ]date|informed)\b.{0,60}"
    r"|get (?:the latest|updates|our)\b.{0,60}",
    re.IGNORECASE,
)
_PROMPT_TAGS = ("h2", "h3", "h4", "h5", "h6")
_BOX = 60  # words of a box that asks to subscribe
_CELL = 100  # words that no cell of a table of data holds
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")


def clear(root: Element) -> None:
    """Changes the tree in place."""
    for table in list(root.iter("table")):
        if _lays_out(table):
            _unfold(table)
    for heading in list(root.iter(*_PROMPT_TAGS)):
        if heading.getroottree().getroot() is root and _PROMPT.fullmatch(short_text(heading, 120)):
            _drop_box(heading)


def _lays_out(table: Element) -> bool:
    """Whether a table is there for the looks: it holds the page's title or a cell of running text."""
    if next(table.iter("h1"), None) is not None:
        return True
    return any(len(str(cell.text_content()).split()) > _CELL for cell in table.iter("td"))


def _unfold(table: Element) -> None:
    table.tag = "div"
    waiting = list(table)
    while waiting:
        element = waiting.pop()
        if element.tag in _TABLE_TAGS and element.tag != "table":
            waiting.extend(element)
            element.tag = "div"


def _drop_box(heading: Element) -> None:
    """Drops the box that a heading heads, when it holds nothing else."""
    box = heading.getparent()
    if box is None or box.tag in ("body", "main", "article") or next(box.iter("h1"), None) is not None:
        return
    if len(str(box.text_content()).split()) <= _BOX:
        drop(box)
