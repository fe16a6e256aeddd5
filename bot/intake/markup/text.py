"""The article's own text on a page, by trafilatura with readability-lxml as a second opinion.

Measured on three public sets of pages (see `benchmarks/extraction.py`): trafilatura keeps more of an article than
readability, readability keeps less of what stands around it. So trafilatura's quick mode is taken where both agree,
its slow mode where they don't, and lines at the beginning and end that readability left out are dropped.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Sequence

from bot.intake.markup.blocks import lines_in
from bot.intake.markup.tree import Element, text_in

_AGREEMENT = 0.9  # of the words, from which trafilatura's quick mode is as good as its slow one
_BETTER = 0.1  # by which one text must agree more to be preferred
_SUPPORTED = 0.6  # of the text that readability must have for its opinion to count
_SHORT = 120  # characters of an opening line that may be furniture; a longer one is prose
LONGEST_DECK = 160  # characters; a longer line under the title is the piece's first paragraph
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_WORD = re.compile(r"\w+")


def article_lines(root: Element, url: str = "", descriptions: Sequence[str] = ()) -> list[str]:
    """The lines of the article: paragraphs, headings, list items ("- …"); [] when the page has none.

    `descriptions` are the page's own summaries, which often stand above the article and aren't part of it.
    """
    summary = _by_readability(root)
    opinion = "" if summary is None else str(summary.text_content())
    text = _by_trafilatura(root, url, fast=True)
    agreed = _likeness(text, opinion)
    if agreed < _AGREEMENT:
        thorough = _by_trafilatura(root, url, fast=False)
        text = text if agreed > _likeness(thorough, opinion) + _BETTER else thorough
    lines = [line.strip() for line in text.split("\n") if _key(line)]
    if summary is not None:
        lines = _restored(lines, summary) if lines else [line.text for line in lines_in([summary])]
    return _trimmed(lines, _key(opinion), [_key(text) for text in descriptions])


def _by_trafilatura(root: Element, url: str, *, fast: bool) -> str:
    import trafilatura

    try:
        page = copy.deepcopy(root)
        _held = list(page.iter())  # as below
        text = trafilatura.extract(page, url=url or None, fast=fast, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - its rules meet markup nobody thought of; the other opinion is still there
        return ""
    return text or ""


def _by_readability(root: Element) -> Element | None:
    import lxml.html
    from readability import Document

    try:
        page = copy.deepcopy(root)
        _held = list(page.iter())  # lxml makes an element's object anew each time it is met, unless someone holds it
        summary = Document(page).summary(html_partial=True)
        return lxml.html.fromstring(summary) if summary.strip() else None
    except Exception:  # noqa: BLE001 - as above
        return None


def _restored(lines: list[str], summary: Element) -> list[str]:
    """The lines with the headings and list items between them where trafilatura found nothing but paragraphs.

    It does so on pages whose text it has to gather in a last attempt; the second opinion holds them in their places.
    """
    parts = {_key(text_in(part)) for part in summary.iter(*_HEADINGS, "li") if not _is_card(part)} - {""}
    if not parts or any(_key(line) in parts for line in lines):
        return lines
    places = {_key(line): at for at, line in enumerate(lines)}
    found: list[list[str]] = [[] for _ in lines]
    waiting: list[str] = []
    at = -1
    for text in (line.text for line in lines_in([summary])):
        if (place := places.get(_key(text), -1)) > at:
            found[place], waiting, at = waiting if at >= 0 else [], [], place
        elif _key(text) in parts:
            waiting.append(text)
    below = waiting if at == len(lines) - 1 else []
    return [text for above, line in zip(found, lines, strict=True) for text in (*above, line)] + below


def _is_card(element: Element) -> bool:
    """Whether a list item or a heading in one is more than a line: a person, a picture, another piece."""
    item = element if element.tag == "li" else next(element.iterancestors("li"), None)
    return item is not None and next(item.iter("img", *_HEADINGS), None) is not None


def _trimmed(lines: list[str], opinion: str, descriptions: list[str]) -> list[str]:
    """The lines without those at either end that the second opinion lacks."""
    supported = [_key(line) in opinion for line in lines]
    total = sum(map(len, lines))
    if sum(len(line) for line, held in zip(lines, supported, strict=True) if held) <= _SUPPORTED * total:
        return lines
    first = 0
    while not supported[first] and (len(lines[first]) < _SHORT or is_description(lines[first], descriptions)):
        first += 1
    last = max(at for at, held in enumerate(supported) if held)
    return lines[first : last + 1]


def is_description(line: str, descriptions: Sequence[str]) -> bool:
    """Whether a line is one of the page's own summaries (given as keys), perhaps with its end cut."""
    key = _key(line)
    return (
        len(key) > 20
        and len(line) <= LONGEST_DECK
        and any(key == other or (len(other) > 60 and key.startswith(other[:-3])) for other in descriptions)
    )


def is_same(text: str, other: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return bool(_key(text)) and _key(text) == _key(other)


def _likeness(text: str, other: str) -> float:
    """How much two texts share: F1 of their words, 0 to 1."""
    words, others = (Counter(_WORD.findall(each.lower())) for each in (text, other))
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
