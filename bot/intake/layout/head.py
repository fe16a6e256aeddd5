"""The head of a page: date, title, deck, people, kind and tags, in whichever order the site prints them.

Two orders are in use. *Date first* (CNAS, Atlantic Council): date, title, deck, byline, body. *Title first* (CSIS,
RAND, Carnegie, CFR, Lawfare, Brookings): label, title, deck, people, date, body. The date line's own form and what
stands on its two sides say which one a page has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.text import fold
from bot.intake.layout.datelines import date_line
from bot.intake.layout.furniture import is_credit, is_furniture
from bot.intake.layout.handoff import hand_off
from bot.intake.layout.head_facts import Head, take, take_date, take_people
from bot.intake.layout.head_order import (
    DECK_LONGEST,
    date_anchor,
    head_end,
    is_deck_above,
    is_role_of_person,
    is_title_above,
    menu_lines,
    names_hour,
    title_above,
    title_candidates,
    topics_above,
)
from bot.intake.layout.labels import is_series, kind_label
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, is_people, is_role, split_names
from bot.intake.layout.participants import is_speakers_heading, people_listed, turn
from bot.intake.layout.prose import extent, is_heading_word, is_prose, sentence_count, word_count
from bot.intake.layout.related import is_cut, is_related_heading, paper_of
from bot.intake.layout.sites import is_site, without_site

_DECK_BELOW_DATE = 130  # characters; longer lines there are the body's first
_LATE_BYLINE = 10  # lines of a body in which a byline may still come, before any prose
_IN_BRACKETS = re.compile(r"\(([^()]{3,50})\)")
_NUMBERED = re.compile(r"(?:(?:[IVX]{1,4}|\d{1,2}|[A-Z])[.)]|[QA]\d*[:.])\s")


def read_head(lines: Sequence[Line]) -> Head:
    """The head of a page given as its lines."""
    head = Head()
    end = head_end(lines)
    anchor = date_anchor(lines, end)
    dropped = menu_lines(lines, end)
    before = [at for at in range(end if anchor is None else anchor) if at not in dropped]
    if anchor is not None and (date := date_line(lines[anchor].text)):
        take_date(head, date)
    for at in before:
        take(head, lines[at])
    title = _take_title(head, lines, before, anchor, end)
    after = title if title >= 0 else (-1 if anchor is None else anchor)
    head.body_at = _consume(head, lines, after + 1, -1 if anchor is None else anchor)
    _take_late_byline(head, lines)
    return head


def _take_title(head: Head, lines: Sequence[Line], before: Sequence[int], anchor: int | None, end: int) -> int:
    """Take the title, and what stands between it and the date; the number of its line, -1 when there is none."""
    above = title_candidates(lines, before)
    people = next((at for at in range((anchor or 0) + 1, end) if is_speakers_heading(lines[at].text)), end)
    below = [] if anchor is None else title_candidates(lines, range(anchor + 1, people))
    below = [at for at in below if at + 1 == len(lines) or not is_credit(lines[at + 1].text)]
    date = None if anchor is None else date_line(lines[anchor].text)
    if is_title_above(lines, date, before, above, below):
        title, topics = title_above(lines, above, before, clocked=head.clocked)
        head.tags = head.tags or topics
    else:
        title = below[0] if below else -1
        head.date_first = True
        head.tags = head.tags or topics_above(lines, before)
        for line in lines[anchor or 0 : max(title, 0)]:
            take(head, line)
    head.title = without_site(lines[title].text) if title >= 0 else ""
    return title


def _consume(head: Head, lines: Sequence[Line], start: int, anchor: int) -> int:
    """Take what follows the title until the body begins; the number of the body's first line."""
    at = start
    deck_may_come = True
    while at < len(lines):
        line = lines[at]
        if is_related_heading(line.text) or hand_off(line.text):
            break
        if is_speakers_heading(line.text):
            named, at = people_listed(lines, at)
            head.participants += named
            continue
        if not line.text or is_furniture(line.text) or is_site(line.text) or take(head, line):
            # A deck stands above people and date; only below a date with a clock (Lawfare's) it comes after it.
            dated = date_line(line.text) is not None
            deck_may_come = head.clocked if dated else deck_may_come and not byline_names(line.text)
        elif _take_by_place(head, lines, at, anchor) or (not head.date_first and _is_under_picture(head, lines, at)):
            pass
        elif (
            deck_may_come
            and not head.deck
            and _is_deck(head, lines, at, above=not head.date_first and (at < anchor or is_deck_above(lines, at)))
        ):
            head.deck = line.text
        elif at > anchor:
            break
        at += 1
    return at


def _take_late_byline(head: Head, lines: Sequence[Line]) -> None:
    """Take a byline that stands below a list at the body's beginning, such as a task force's leaders."""
    for at in range(head.body_at, min(head.body_at + _LATE_BYLINE, len(lines))):
        if head.authors or is_prose(lines[at].text) or hand_off(lines[at].text) or is_related_heading(lines[at].text):
            return
        if byline_names(lines[at].text) and not (at + 1 < len(lines) and paper_of(lines[at + 1].text)):
            head.taken += [line for line in lines[at : at + 2] if take_people(head, line.text)]


def _take_by_place(head: Head, lines: Sequence[Line], at: int, anchor: int) -> bool:
    """Take a line that is a person, a role, an outlet or the title again only by where it stands; whether it was."""
    text = lines[at].text
    has_role = at + 1 < len(lines) and is_role(lines[at + 1].text)
    if fold(text) == "by" or _is_title_again(head.title, text):
        return True
    set_apart = at < anchor or lines[at].bullet or has_role
    if is_people(text) and (_is_list_of_people(lines, at) or (set_apart and not head.date_first)):
        head.authors = tuple(dict.fromkeys(head.authors + split_names(text)))
        return True
    if head.kind and (match := _IN_BRACKETS.fullmatch(text)):
        head.outlet = head.outlet or ("" if is_series(match[1]) else match[1])
        return True
    return bool(head.authors) and is_role_of_person(lines, at)


def _is_title_again(title: str, text: str) -> bool:
    """Whether a line repeats the title, perhaps in quotes and without the label before it ("Online Event: …")."""
    bare, title = fold(text).strip('"“”'), fold(title)
    return bare == title or (len(bare.split()) > 1 and title.endswith(f": {bare}") and bare != fold(text))


def _is_list_of_people(lines: Sequence[Line], at: int) -> bool:
    """Whether a line of names can be nothing but the authors: several of them, or below a "By" of its own."""
    return len(split_names(lines[at].text)) > 1 or (at > 0 and fold(lines[at - 1].text) == "by")


def _is_deck(head: Head, lines: Sequence[Line], at: int, *, above: bool) -> bool:
    """Whether the line after the title is its deck: one short sentence or phrase, with more to come below it.

    Two sentences may be one as well where nothing else can stand: `above` date or people on pages that have their
    title first, or below a clock (Lawfare's) with the site's own line or running text under them.
    """
    text = lines[at].text
    if lines[at].bullet or is_heading_word(text) or is_cut(text) or word_count(text) < 3:
        return False
    if text[0] in "“\"'‘(" or _NUMBERED.match(text) or text.endswith((":", ",", ";")) or kind_label(text):
        return False
    if names_hour(text) or turn(text) or _is_under_picture(head, lines, at):
        return False  # when an event takes place; someone's first words; what a picture shows
    below = next((line.text for line in lines[at + 1 :] if line.text and not is_furniture(line.text)), "")
    if not below or hand_off(below) or is_related_heading(below):
        return False  # nothing but this line is left for the body
    if (
        above
        or (head.date_first and byline_names(lines[at + 1].text))
        or (head.clocked and not is_prose(text) and (lines[at + 1].text != below or is_prose(below)))
    ):
        return extent(text) <= DECK_LONGEST
    longest = _DECK_BELOW_DATE if head.date_first and not byline_names(below) else DECK_LONGEST
    return extent(text) <= longest and sentence_count(text) <= 1 and not is_prose(text)


def _is_under_picture(head: Head, lines: Sequence[Line], at: int) -> bool:
    """Whether a line above a credit says what the picture shows; right below title or clock it is the deck."""
    credited = at + 1 < len(lines) and is_credit(lines[at + 1].text) and not is_prose(lines[at].text)
    below_title = fold(lines[at - 1].text) == fold(head.title) and not head.date_first
    return credited and not below_title and not (head.clocked and date_line(lines[at - 1].text))
