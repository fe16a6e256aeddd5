"""The complete sentences of a piece that can stand for it: what summaries and quotes choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.article import Kind
from bot.domain.furniture import is_bio, is_filler, is_furniture, is_guest, is_patter, section_of, without_marks
from bot.domain.passages import is_heading, turn
from bot.domain.sentences import sentences
from bot.domain.text import fold, terms, word_count

# Kinds whose paragraphs may be speakers' turns ("Jane Roe: …").
SPOKEN = frozenset({Kind.PODCAST, Kind.VIDEO, Kind.TRANSCRIPT, Kind.EVENT, Kind.PRESS_NOTE, Kind.TESTIMONY})
_WITH_GUESTS = frozenset({Kind.PODCAST, Kind.VIDEO, Kind.EVENT})
_PRONOUN = re.compile(r"(?:He|She|They|His|Her|Their)\b")
_FEWEST_WORDS = 4
_ASKS = "Q"  # as interviews call who asks; "A" answers
_COMPLETE = re.compile(r"[.!?。！？｡؟۔।॥።։][\"'”’»)\]」』*_\u200e\u200f]*(?:\[\d{1,3}\]|\d{1,3})*$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])[\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the body, verbatim, with where and by whom it was said.

    `paragraph` counts from 1. `rank` is its place in reading order from 0: the sentences of an executive summary
    come before those of the body it sums up. `opens` says that it begins its paragraph, `sums_up` that the authors
    put it under such a heading (executive summary, findings, recommendations).
    """

    text: str
    paragraph: int
    rank: int
    opens: bool
    words: int
    terms: tuple[str, ...]
    speaker: str = ""
    sums_up: bool = False

    @property
    def said_by(self) -> str:
        """The speaker's name without their office; "" where a letter stands for it ("A: …")."""
        name = self.speaker.split(",")[0].split("(")[0].strip()
        return name if len(name) > 1 else ""


def statements(paragraphs: Sequence[str], kind: Kind | None = None) -> list[Statement]:
    """The complete, distinct sentences of a body in its order, without furniture, headings and patter.

    When nothing in the body is a complete sentence (a list of fragments, a script without full stops), its
    passages are given as they are, so that a body with words always has a statement.
    """
    return list(_statements(tuple(paragraphs), is_spoken(paragraphs, kind), kind))


@lru_cache(maxsize=4)  # a summary and quotes are made of the same body, one after the other
def _statements(paragraphs: tuple[str, ...], spoken: bool, kind: Kind | None) -> tuple[Statement, ...]:
    polite = kind in SPOKEN
    found = [raw for raw in _raw(paragraphs, spoken, kind in _WITH_GUESTS) if _stands_alone(raw, polite)] or _fragments(
        paragraphs, spoken
    )
    found = _distinct(found)
    ranks = {id(raw): rank for rank, raw in enumerate(sorted(found, key=lambda raw: not raw.summary))}
    return tuple(
        Statement(
            raw.text,
            raw.paragraph,
            ranks[id(raw)],
            raw.opens,
            raw.words,
            tuple(terms(raw.text)),
            raw.speaker,
            raw.summary,
        )
        for raw in found
    )


def forget() -> None:
    """Splits the next body anew, for those who measure."""
    _statements.cache_clear()


def is_spoken(paragraphs: Sequence[str], kind: Kind | None) -> bool:
    """Whether paragraphs are speakers' turns: the kind says so, or a third of them begin with a name and a colon."""
    turns = sum(bool(turn(paragraph)[0]) for paragraph in paragraphs)
    return turns > 0 and (kind in SPOKEN or (len(paragraphs) >= 6 and turns * 3 >= len(paragraphs)))


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    paragraph: int
    opens: bool
    words: int
    speaker: str
    summary: bool


def _raw(paragraphs: Sequence[str], spoken: bool, guests: bool) -> Iterator[_Raw]:
    """Every sentence under the headings that matter, with its speaker; bios of authors and guests left out."""
    section = speaker = ""
    last = len(paragraphs)
    for number, paragraph in enumerate(paragraphs, 1):
        heading = paragraph.strip()
        if "\n" not in heading and is_heading(heading):
            section = section_of(heading)
            continue
        if section == "aside":
            continue
        opens, in_bio = True, False
        for sentence in sentences(paragraph):
            if is_heading(sentence) and section_of(sentence):
                section = section_of(sentence)
                continue
            text = without_marks(sentence)
            if spoken:
                named, text = turn(text)
                speaker = named or speaker
            text = unquoted(text) if speaker else text
            in_bio = (is_guest(text) or (in_bio and bool(_PRONOUN.match(text)))) if guests else is_bio(text)
            if not (in_bio and (guests or number > last - 3)):
                yield _Raw(text, number, opens, word_count(text), speaker, section == "summary")
            opens = False


def unquoted(text: str) -> str:
    """A sentence of somebody's speech without the mark of a quotation that began before it or goes on behind it."""
    if text.startswith("“") and text.count("“") > text.count("”"):
        return text[1:]
    return text[:-1] if text.endswith("”") and text.count("”") > text.count("“") else text


def _stands_alone(raw: _Raw, polite: bool) -> bool:
    """Whether a sentence is whole and says something of the piece's own."""
    text = raw.text
    if raw.words < _FEWEST_WORDS or text[0].islower() or not _COMPLETE.search(text, max(0, len(text) - 20)):
        return False
    if _CUT.search(text, max(0, len(text) - 12)) or is_furniture(text):
        return False
    if raw.speaker and (raw.speaker == _ASKS or is_filler(text)):
        return False
    return not ((polite or raw.speaker) and is_patter(text))


def _fragments(paragraphs: Sequence[str], spoken: bool) -> list[_Raw]:
    """What a body without complete sentences has to offer: its passages, questions and furniture last to go."""
    every: list[_Raw] = []
    for number, paragraph in enumerate(paragraphs, 1):
        speaker, told = turn(paragraph) if spoken else ("", paragraph)
        every += [_Raw(text, number, True, word_count(text), speaker, False) for text in sentences(told)]
    telling = [raw for raw in every if raw.words > 2 and not is_furniture(raw.text) and raw.speaker != _ASKS]
    return telling or every


def _distinct(found: list[_Raw]) -> list[_Raw]:
    """Without repetitions: a pull quote gives way to the running text it repeats, then the first one stays."""
    by_text: dict[str, _Raw] = {}
    crowds: dict[int, int] = {}
    for raw in found:
        crowds[raw.paragraph] = crowds.get(raw.paragraph, 0) + 1
    for raw in found:
        key = fold(raw.text).strip("\"'“”‘’ ")
        known = by_text.get(key)
        if known is None or (crowds[known.paragraph] == 1 < crowds[raw.paragraph]):
            by_text[key] = raw
    kept = {id(raw) for raw in by_text.values()}
    return [raw for raw in found if id(raw) in kept]
