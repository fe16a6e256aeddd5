"""Time marks of a transcript ("[00:12:34] Jane Roe: …", "12:34 Jane Roe", "Jane Roe (12:34)"), taken out and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.intake.layout.lines import plain_characters

_FEWEST = 3  # marks; fewer are times that a text mentions
_FEWEST_WORDS = 6  # from one mark to the next on the whole; the entries of a schedule or of chapters have fewer
_OPENING = 40  # letters by which a paragraph is known again

_CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)(?:[.,]\d{1,3})?"
_MARK = rf"(?:[\[(<]\s*{_CLOCK}\s*[\])>]|{_CLOCK.replace('?P<', '?P<bare_')}(?!\s*(?:[ap]\.?m\b|[-–—]\s*\d|\d)))"
_NAME = r"(?P<name>[^\W\d_a-z][\w.'’\-]*(?:,?[ \t]+(?:[^\W\d_a-z][\w.'’\-]*|de|da|van|von|der|bin|al|of|the|and)){0,5})"
_BEFORE = re.compile(rf"\s*{_MARK}\s*[-–—:|]?\s*(?P<rest>.*)", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*{_NAME}\s*,?:?[ \t]*{_MARK}\s*:?\s*(?P<rest>.*)")
_SPEAKER = re.compile(rf"{_NAME}\s*:?")
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """`seconds` from the beginning of the recording, and the letters that the paragraph begins with."""

    seconds: int
    opening: str


@dataclass(slots=True)
class _Turn:
    """What stands from one mark to the next; before the first mark `seconds` is None."""

    seconds: int | None
    name: str
    lines: list[str]

    @property
    def words(self) -> int:
        return sum(len(line.split()) for line in self.lines)

    @property
    def ended(self) -> bool:
        told = [line for line in self.lines if line.strip()]
        return bool(told and _ENDED.search(told[-1].strip()))


def take_times(text: str) -> tuple[str, list[Mark]]:
    """A transcript without its time marks, and these; any other text as it is, and none.

    A name alone beside or below its mark becomes the speaker of the words that follow ("Jane Roe: …").
    """
    if ":" not in text:
        return text, []
    turns = list(_turns(plain_characters(text).split("\n")))
    marked = [turn for turn in turns if turn.seconds is not None]
    if not _is_transcript(marked):
        return text, []
    paragraphs, marks = [], []
    for turn in turns:
        told = "\n".join(turn.lines).strip()
        if turn.name:
            told = f"{turn.name}: {told}" if told else turn.name
        if told:
            paragraphs.append(told)
        if told and turn.seconds is not None:
            marks.append(Mark(turn.seconds, _letters(told)))
    return "\n\n".join(paragraphs), marks


def places_of(body: Sequence[str], marks: Sequence[Mark]) -> tuple[str, ...]:
    """For each paragraph the seconds at which its turn begins, as digits; "" before the first mark, () without any."""
    places: list[str] = []
    now, at = "", 0
    for paragraph in body:
        letters = _letters(paragraph)
        found = next((place for place in range(at, len(marks)) if letters.startswith(marks[place].opening)), None)
        if found is not None:
            now, at = str(marks[found].seconds), found + 1
        places.append(now)
    return tuple(places) if any(places) else ()


def _turns(lines: Sequence[str]) -> Iterator[_Turn]:
    turn = _Turn(None, "", [])
    for line in lines:
        found = _BEFORE.fullmatch(line) or _BEHIND.fullmatch(line)
        if found is None:
            if turn.seconds is not None and not turn.name and not turn.words and _SPEAKER.fullmatch(line.strip()):
                turn.name = line.strip().rstrip(" :")  # the name on the line below the mark
            else:
                turn.lines.append(line)
            continue
        yield turn
        rest, name = found["rest"].strip(), found.groupdict().get("name") or ""
        if not name and _SPEAKER.fullmatch(rest):
            name, rest = rest, ""
        turn = _Turn(_seconds(found), name.rstrip(" :,"), [rest] if rest else [])
    yield turn


def _is_transcript(marked: Sequence[_Turn]) -> bool:
    """Whether words are spoken between the marks, and time goes on from one to the next."""
    if len(marked) < _FEWEST or median(turn.words for turn in marked) < _FEWEST_WORDS:
        return False
    forward = sum((one.seconds or 0) <= (two.seconds or 0) for one, two in pairwise(marked))
    ended = sum(turn.ended for turn in marked)
    return forward >= 0.9 * (len(marked) - 1) and 2 * ended >= len(marked)


def _seconds(found: re.Match[str]) -> int:
    groups = found.groupdict()
    hours, minutes, seconds = (
        int(groups[unit] or groups[f"bare_{unit}"] or 0) for unit in ("hours", "minutes", "seconds")
    )
    return hours * 3600 + minutes * 60 + seconds


def _letters(text: str) -> str:
    return "".join(char for char in text[: 4 * _OPENING] if char.isalnum())[:_OPENING]
