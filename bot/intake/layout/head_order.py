"""Which line of a page's head is the title, and whether it stands above or below the date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.text import fold
from bot.intake.layout.datelines import DateLine, date_line, running_time
from bot.intake.layout.furniture import is_caption, is_furniture, is_menu_word
from bot.intake.layout.handoff import hand_off
from bot.intake.layout.head_facts import states_fact
from bot.intake.layout.labels import is_series, kind_label
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, is_eastern_name, is_people, is_role
from bot.intake.layout.participants import turn
from bot.intake.layout.prose import extent, is_closed, is_heading_word, is_prose, sentence_count, word_count
from bot.intake.layout.related import is_cut, is_related_heading
from bot.intake.layout.sites import is_site, names_site
from bot.intake.layout.tags import is_programme, is_tag, is_topic, tag_line, topics_listed

_MOST_LINES = 150  # menus printed twice fit in
_MENU_RUN = 5  # so many short lines in a row at the top are a menu
_LONGEST = 240  # characters of a title
DECK_LONGEST = 260
_BELOW_DECK = 4  # lines: a label, a caption, a credit, then people or a date
_CUT_TITLE = 100  # a longer line that ends in dots is a teaser
_PLACE = re.compile(r"(?:virtual|online|in[- ]person|hybrid)(?: (?:only|event))?", re.IGNORECASE)  # of an event
_HOUR = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:[-–—]|to)\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
    r"|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?,?\s\(?(?:[ECMP][SD]?T|GMT|UTC|CES?T|BST)\b",
    re.IGNORECASE,
)


def head_end(lines: Sequence[Line]) -> int:
    """The first line of the body proper: the second of two paragraphs of prose, or what can't stand in a head."""
    prose = 0
    for at, line in enumerate(lines[:_MOST_LINES]):
        if is_related_heading(line.text) or (hand_off(line.text) and prose):
            return at
        if is_prose(line.text) and not is_furniture(line.text):
            prose += 1
            if prose == 2 or (sentence_count(line.text) > 1 and not is_deck_above(lines, at)):
                return at
    return min(len(lines), _MOST_LINES)


def is_deck_above(lines: Sequence[Line], at: int) -> bool:
    """Whether a paragraph is a long deck: people or the page's first date stand close below it."""
    if extent(lines[at].text) > DECK_LONGEST or any(_is_dated_or_signed(line.text) for line in lines[:at]):
        return False
    return any(_is_dated_or_signed(line.text) for line in lines[at + 1 : at + 1 + _BELOW_DECK])


def _is_dated_or_signed(text: str) -> bool:
    return date_line(text) is not None or byline_names(text) is not None


def date_anchor(lines: Sequence[Line], end: int) -> int | None:
    """The line that dates the page, "updated" only when nothing else does; None on a page without a date."""
    found = [(at, date) for at in range(end) if (date := date_line(lines[at].text))]
    stated = [at for at, date in found if not date.says_updated]
    return stated[0] if stated else (found[0][0] if found else None)


def menu_lines(lines: Sequence[Line], end: int) -> set[int]:
    """The lines of menus: runs of short lines without end marks at the top, most of them words of menus."""
    dropped: set[int] = set()
    run: list[int] = []
    for at in range(end + 1):
        text = lines[at].text if at < end else ""
        short = 0 < word_count(text) <= 4 and not re.search(r"[.:?!。：？！]$", text) and not date_line(text)
        if (short and byline_names(text) is None) or is_site(text):
            run.append(at)
            continue
        menu_words = [place for place, i in enumerate(run) if is_menu_word(lines[i].text) or is_site(lines[i].text)]
        if len(run) >= _MENU_RUN and len(menu_words) * 2 >= len(run):
            dropped.update(run[: menu_words[-1] + 1])  # what follows the last of them may be a label and a title
        elif len(menu_words) >= 2:
            dropped.update(run[place] for place in menu_words)
        run = []
    return dropped


def title_candidates(lines: Sequence[Line], numbers: Sequence[int]) -> list[int]:
    """Those of the numbered lines that can be a title by their form."""
    return [at for at in numbers if _may_be_title(lines, at) and not is_heading_word(lines[at].text)]


def is_title_above(
    lines: Sequence[Line], date: DateLine | None, before: Sequence[int], above: list[int], below: list[int]
) -> bool:
    """Whether the title is one of the lines above the date, rather than one of those below it."""
    if not above or not below:
        return bool(above)
    if date is None:
        return True
    first = fold(lines[below[0]].text)
    if any(fold(lines[at].text).startswith(first) for at in above):
        return False  # the window's title stands above, the page's own below
    if date.label and is_series(date.label):
        return False
    if date.clocked or date.says_published or any(byline_names(lines[at].text) for at in before):
        return True
    if all(_is_weak(lines[at].text) for at in above):
        return False
    below_it = lines[below[0]].text
    return is_closed(below_it) or is_people(below_it) or any(is_people(lines[at].text) for at in above)


def title_above(
    lines: Sequence[Line], candidates: list[int], before: Sequence[int], *, clocked: bool
) -> tuple[int, tuple[str, ...]]:
    """(the line above the date that is the title, the topics above it): the first that is no topic, section or role.

    Where a weekday or hour stands with the date (`clocked`), or the deck is a sentence, the sites have a topic first.
    """
    candidates = _without_window_title(lines, candidates)
    kept = [at for at in candidates if not is_topic(lines[at].text) and not is_role_of_person(lines, at)] or candidates
    by_place = clocked or _has_sentence_for_deck(lines, kept)
    while (
        len(kept) > 1
        and not _is_labelled(lines, kept[0], before)
        and word_count(lines[kept[0]].text) <= 2
        and not is_people(lines[kept[1]].text)
        and sentence_count(lines[kept[1]].text) < 2
    ):
        kept = kept[1:]
    if (
        by_place
        and len(kept) > 1
        and not _is_labelled(lines, kept[0], before)
        and _is_section(lines[kept[0]].text)
        and not _is_sentence_or_people(lines[kept[1]].text)
    ):
        kept = kept[1:]
    above = (lines[at].text for at in candidates if at < kept[0])
    return kept[0], tuple(text for text in above if is_topic(text) or (by_place and _is_section(text)))


def _without_window_title(lines: Sequence[Line], candidates: list[int]) -> list[int]:
    """The candidates without a first one that is the window's title: the page's own stands below it once more."""
    first = fold(lines[candidates[0]].text)
    again = any(re.match(rf"{re.escape(fold(lines[at].text))}\s[|–—-]\s", first) for at in candidates[1:])
    return candidates[1:] if again else candidates


def topics_above(lines: Sequence[Line], numbers: Sequence[int]) -> tuple[str, ...]:
    """The topics that stand right above a date: on one line with commas, or one a line."""
    if numbers and (listed := topics_listed(lines[numbers[-1]].text)):
        return listed
    topics: list[str] = []
    for at in reversed(numbers):
        if not is_topic(lines[at].text) and not is_programme(lines[at].text):
            break
        topics.insert(0, lines[at].text)
    return tuple(topics)


def _is_labelled(lines: Sequence[Line], at: int, before: Sequence[int]) -> bool:
    """Whether the format stands above a line, and not a menu, so that no topic does."""
    return at - 1 in before and kind_label(lines[at - 1].text) is not None


def _has_sentence_for_deck(lines: Sequence[Line], candidates: Sequence[int]) -> bool:
    """Whether a sentence follows the second candidate, before people or a date."""
    for at in range(candidates[1] + 1 if len(candidates) > 1 else len(lines), len(lines)):
        text = lines[at].text
        if _is_dated_or_signed(text) or is_people(text):
            return False
        if is_closed(text) and not is_caption(text) and not is_furniture(text):
            return any(_is_dated_or_signed(line.text) for line in lines[at + 1 : at + 1 + _BELOW_DECK])
    return False


def _is_section(text: str) -> bool:
    """Whether a line can be the topic that stands above a title; a site's own name makes it a section of the site."""
    return is_tag(text) and not names_site(text)


def _is_sentence_or_people(text: str) -> bool:
    return is_closed(text) or is_people(text)


def names_hour(text: str) -> bool:
    """Whether a line says at what hour an event takes place."""
    return bool(_HOUR.search(text))


def is_role_of_person(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the role of the person on the line above."""
    above = lines[at - 1].text if at else ""
    return is_role(lines[at].text) and (is_people(above) or byline_names(above) is not None)


def _is_weak(text: str) -> bool:
    """Whether a line above a date is rather a label than a title."""
    return is_topic(text) or word_count(text) <= 3 or is_people(text)


def _is_spoken(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the turn of somebody who speaks again; a wide colon stands in titles, too."""
    speaker = turn(lines[at].text)
    others = (line.text for line in lines if line.text != lines[at].text)
    return is_eastern_name(speaker) and any(turn(text) == speaker for text in others)


def _may_be_title(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    text = line.text
    if not text or extent(text) > _LONGEST or is_furniture(text) or is_caption(text):
        return False
    if (
        line.bullet
        or date_line(text)
        or names_hour(text)
        or _PLACE.fullmatch(text)
        or is_site(text)
        or hand_off(text)
        or running_time(text)
    ):
        return False
    if kind_label(text) or tag_line(text) or states_fact(text) or is_prose(text):
        return False
    if at and byline_names(text) and not date_line(lines[at - 1].text):
        return False
    if _is_spoken(lines, at) or text.endswith(":") or text[0].islower() or (is_cut(text) and len(text) > _CUT_TITLE):
        return False
    return not re.match(r"\(.*\)$|[·•|]", text)
