"""What is put right in a page's tree before its text is read: layout tables unfolded, prompts to subscribe dropped."""

from __future__ import annotations

import re
from itertools import islice

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
    prompts = [heading for heading in root.iter(*_PROMPT_TAGS) if _PROMPT.fullmatch(short_text(heading, 120))]
    for box in dict.fromkeys(heading.getparent() for heading in prompts):
        if _is_only_prompt(box):
            drop(box)


def _lays_out(table: Element) -> bool:
    """Whether a table is there for the looks: it holds the page's title or a cell of running text."""
    if next(table.iter("h1"), None) is not None:
        return True
    return any(_has_words(cell, _CELL) for cell in table.iter("td"))


def _unfold(table: Element) -> None:
    table.tag = "div"
    waiting = list(table)
    while waiting:
        element = waiting.pop()
        if element.tag in _TABLE_TAGS and element.tag != "table":
            waiting.extend(element)
            element.tag = "div"


def _is_only_prompt(box: Element) -> bool:
    """Whether the box that such a heading heads holds nothing else."""
    if box.tag in ("html", "body", "main", "article") or _has_words(box, _BOX):
        return False
    return next(box.iter("h1"), None) is None


def _has_words(element: Element, count: int) -> bool:
    """Whether an element holds more than so many words."""
    words = (word for part in element.itertext() for word in part.split())
    return next(islice(words, count, None), None) is not None
