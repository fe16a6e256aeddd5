"""Footnotes that the markup ties to their marks: links down from the text and back up to it."""

from __future__ import annotations

import re
from itertools import islice

from bot.intake.markup.tree import Element, drop, short_text, text_in

_MARK = re.compile(
    r"\W{0,2}(?:(?:foot|end)?note |nota |anm\. ?)?(?:\d{1,3}|[*†‡§]{1,3}|[ivx]{1,5})\W{0,2}", re.IGNORECASE
)
_BACK = re.compile(r"[\s\[(]*(?:↩|↵|⤴|↑|\^|back(?: to (?:text|top|article))?)[\ufe0e\ufe0f\s\])]*", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(^]?(?:\d{1,3}|[*†‡§]{1,3})[.:)\]]*\s+")
_HEADING = re.compile(
    r"(?:end|foot)?\s?notes?|references|notes and (?:references|sources)|citations"
    r"|anmerkungen|fu(?:ß|ss)noten|endnoten|notes de bas de page|notas(?: al pie)?|note",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?:^|[\s_-])(?:(?:foot|end)?notes|fussnoten)(?:$|[\s_-])", re.IGNORECASE)
_INLINE = frozenset(["a", "sup", "sub", "span", "b", "strong", "i", "em", "small", "cite"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SECTIONS = frozenset(["html", "body", "main", "article", "section", "table"])
_LARGEST = 100  # elements of what is no note
_LONGEST = 2000  # characters of a note
_MOST = 1000
_FEW_LISTS = 2


def take_footnotes(root: Element) -> tuple[str, ...]:
    """The notes in order, without their numbers; they, their marks and their heading are taken out of the tree."""
    links = [link for link in root.iter("a") if "#" in (link.get("href") or "")][:_MOST]
    if not links:
        return _unlinked(root)
    named = {name: element for element in root.iter("*") for name in (element.get("id"), element.get("name")) if name}
    order = {element: at for at, element in enumerate(root.iter("*"))}
    marks: list[Element] = []
    notes: dict[Element, None] = {}
    for link in links:
        target = named.get(link.get("href").partition("#")[2])
        if _BACK.fullmatch(short_text(link, 30)):
            holder = _holder(link)
        elif target is not None and order[target] > order[link] and _MARK.fullmatch(short_text(link, 15)):
            holder = _holder(target)
            marks += [link] if holder is not None else []
        else:
            continue
        if holder is not None:
            notes[holder] = None
    texts = tuple(text for note in sorted(notes, key=order.__getitem__) if (text := _text(note)))
    _take_out(marks, notes)
    return texts or _unlinked(root)


def _unlinked(root: Element) -> tuple[str, ...]:
    """The notes of a numbered list below a heading of notes, when plain raised figures in the text count them."""
    for items in islice(filter(_holds_notes, root.iter("ol")), _FEW_LISTS):
        notes = list(items.iterchildren("li"))
        numbers = [str(number) for number in range(1, len(notes) + 1)]
        marks = [mark for mark in root.iter("sup") if _figure(mark)]
        if notes and [_figure(mark) for mark in marks] == numbers:
            texts = tuple(map(_text, notes))
            _take_out(marks, dict.fromkeys(notes))
            return texts
    return ()


def _holds_notes(items: Element) -> bool:
    above = items.getprevious()
    headed = above is not None and _HEADING.fullmatch(short_text(above, 40).strip(" :"))
    return bool(headed or _NOTES.search(items.get("class") or ""))


def _figure(mark: Element) -> str:
    """The number that a raised figure is, "" for whatever else is raised."""
    figure = short_text(mark, 6).strip("[]()")
    return figure if figure.isdecimal() else ""


def _holder(element: Element) -> Element | None:
    """The block that holds a note, given the element that a mark names or a link back from it; None for others."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    if element.tag == "p" and element.getparent().tag == "li":
        element = element.getparent()
    inside = [child.tag for child in islice(element.iter(), _LARGEST)]
    if element.tag in _SECTIONS or len(inside) == _LARGEST or not _HEADINGS.isdisjoint(inside):
        return None
    return element if short_text(element, _LONGEST) else None


def _text(note: Element) -> str:
    for link in list(note.iter("a")):
        label = short_text(link, 30)
        if (link.get("href") or "").startswith("#") and (_BACK.fullmatch(label) or _MARK.fullmatch(label)):
            drop(link)
    return _NUMBER.sub("", text_in(note), count=1) if _NUMBER.match(text_in(note)) else text_in(note)


def _take_out(marks: list[Element], notes: dict[Element, None]) -> None:
    for link in marks:
        parent = link.getparent()
        if parent is not None:
            drop(parent if parent.tag == "sup" and text_in(parent) == text_in(link) else link)
    blocks = dict.fromkeys(parent for note in notes if (parent := note.getparent()) is not None)
    for note in notes:
        drop(note)
    for block in blocks:
        above = block.getprevious()
        headed = above is not None and _HEADING.fullmatch(short_text(above, 40).strip(" :"))
        if headed and not text_in(block):
            drop(above)
