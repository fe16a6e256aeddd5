"""The standfirst of a piece: the line by its title that says in a sentence what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.intake.layout.datelines import date_line, running_time
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.handoff import hand_off, opening_origin
from bot.intake.layout.labels import kind_label
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, is_people
from bot.intake.layout.tags import is_tag
from bot.intake.markup.blocks import following, lines_in
from bot.intake.markup.text import LONGEST_DECK
from bot.intake.markup.tree import Element, short_text, text_in

_MARK = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|sub|sub-?(?:title|tit|head(?:ing|line)?)|standfirst|lede|chap(?:[oô]|eau)|vorspann"
    r"|untertitel|entradilla|bajada|bajante|linha-?fina|subt[ií]tulo|sous-?titre|sottotitolo|ondertitel|excerpt)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_WEAK_MARK = re.compile(
    r"(?:^|[\s_-])(?:desc|description|lead|intro|introduction|summary|teaser-text)(?:$|[\s_-])", re.IGNORECASE
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "documentDescription"
_CAPTION = re.compile(r"caption|credit|figure|legend", re.IGNORECASE)
_REACH = 40  # elements after the heading
_CLOSE = 12  # elements after the heading, within which weaker marks are believed
_HEADINGS = ("h2", "h3", "h4", "h5")
_SHORTEST = 15
_LEVELS = 2  # around the heading, up to which the next lines may lie
_FEW = 3  # elements below the heading that are looked at


def standfirst(heading: Element | None, descriptions: tuple[str, ...], title: str) -> str:
    """An element marked as that, one that repeats the page's own summary, or the line right above byline or date."""
    if heading is None:
        return ""
    if subtitle := _between(heading):
        return subtitle
    for number, element in enumerate(following(heading)):
        if number >= _REACH:
            break
        if len(element) > 4 or element.tag in ("script", "style", "a", "time"):
            continue
        text = short_text(element, LONGEST_DECK)
        if len(text) < _SHORTEST or text == title or _is_caption(element) or _is_other(text):
            continue
        named = _HUMP.sub("-", element.get("class") or "")
        if _MARK.search(named) or (number < _CLOSE and _WEAK_MARK.search(named)) or text in descriptions:
            return text
    return ""


def _between(heading: Element) -> str:
    """A line right below the title, with the byline or date right below it."""
    below = list(islice(_below(heading), _FEW))
    if not below or below[0].tag in ("ul", "ol", "nav", "time", "figure", "a") or _is_caption(below[0]):
        return ""
    lines = [line for line in lines_in(below) if line.text][:2]
    if len(lines) < 2 or not _may_be(lines[0]) or (below[0].tag not in _HEADINGS and _is_label(lines[0].text)):
        return ""
    after = lines[1].text
    return lines[0].text if byline_names(after) or date_line(after) else ""


def _below(heading: Element) -> Iterator[Element]:
    """The elements with text after the heading, in what holds it or in what holds that."""
    node = heading
    for _ in range(_LEVELS):
        found = [element for element in node.itersiblings() if text_in(element)]
        if found:
            yield from found
            return
        node = node.getparent()
        if node is None or node.tag in ("body", "main", "html"):
            return


def _may_be(line: Line) -> bool:
    text = line.text
    fits = _SHORTEST <= len(text) <= LONGEST_DECK
    return fits and not line.url and not _is_other(text) and not (is_people(text) or kind_label(text))


def _is_label(text: str) -> bool:
    """Whether a line names topics, a role, a place or an outlet, as they also stand above a date."""
    return is_tag(text.replace(",", "").replace("/", "")) or bool(hand_off(text) or opening_origin(text)[1])


def _is_other(text: str) -> bool:
    return bool(byline_names(text) or date_line(text) or is_furniture(text) or running_time(text))


def _is_caption(element: Element) -> bool:
    inside = any(part.tag in ("figure", "figcaption") for part in (element, element.getparent()))
    return inside or bool(_CAPTION.search(element.get("class") or ""))
