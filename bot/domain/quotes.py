"""The most quotable lines of a piece, verbatim, with who said them and where."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.article import Kind, Quote
from bot.domain.statements import Statement, statements, unquoted
from bot.domain.summary import announces_conversation, dangles, is_question, word_weights
from bot.domain.text import terms

SHORTEST, LONGEST = 8, 40  # words: shorter says too little, longer is no longer a line
_IDEAL = 20

# In units of the piece's most significant line. A quotable line takes a position, and most such lines have one of
# these marks; how much each counts is judgement, not measurement, so they are few and equal.
_POSITION = 0.5
_PLACE = 0.2  # the first and last sentence of a paragraph carry its point
_LENGTH = 0.5  # off for each 20 words away from the ideal
_ALIKE = 0.5  # share of a line's terms that a better one may have already

# In these the authors are not the ones who speak, unless a name stands before the line.
_NOT_THE_AUTHOR = frozenset(
    {Kind.PODCAST, Kind.VIDEO, Kind.EVENT, Kind.TRANSCRIPT, Kind.IN_THE_NEWS, Kind.PRESS_NOTE, Kind.PRESS_RELEASE}
)
# The marks, for text in lower case.
_STANCE = re.compile(
    r"\b(?:should|must|needs? to|ought to|cannot|can[’']t|will not|won[’']t|never|only|always|every|"
    r"best|worst|most(?! of)|least)\b"
)
_CONTRAST = re.compile(
    r"\b(?:not|less|more)\b.{3,60}\b(?:but|than)\b|\b(?:rather than|instead of|is no|is not|are not|far from)\b"
)
_FIGURE = re.compile(
    r"[$€£¥]\s?\d|\d[\d,.]*\s?(?:%|percent|per cent|million|billion|trillion|times|years|months|days)\b"
)
_NAME = r"(?:[^\W\d_a-z][\w’'-]*\.?(?: (?:de|da|van|von|der|bin|al|el))?[ \u00a0]){0,3}[^\W\d_a-z][\w’'-]+"
_SAID = (
    r"(?:said|says|told [^,.“”\"]{1,40}|argued|argues|added|adds|wrote|writes|explained|explains|"
    r"noted|notes|warned|warns|observed|concluded|cautioned|stressed)"
)
_SPEECH = re.compile(r"[“\"]([^“”\"]{20,400})[”\"]")
_BEHIND = re.compile(rf"^,?\s*(?:{_SAID}\s+({_NAME})|({_NAME}|[Hh]e|[Ss]he),?\s+{_SAID}\b)")
_BEFORE = re.compile(
    rf"(?:({_NAME}|[Hh]e|[Ss]he)(?:, [^“”\"]{{1,80}},)? {_SAID}|[Aa]ccording to ({_NAME}))(?: that)?[,:]?\s*$"
)
_MARKS = "“”\"‘’' \t\n"


def quotes(
    paragraphs: Sequence[str], authors: Sequence[str] = (), kind: Kind | None = None, limit: int = 5
) -> tuple[Quote, ...]:
    """The most quotable lines of a body, best first, each with its speaker and its paragraph (from 1).

    The speaker is the one whose turn it is in a transcript, the person quoted, or the sole author of a written
    piece; empty when the piece does not tell. Every text is found in its paragraph (see `verify`).
    """
    author = authors[0] if len(authors) == 1 and kind not in _NOT_THE_AUTHOR else ""
    found = statements(paragraphs, kind)
    weights = word_weights("", "", found)
    lines = [line for line in _lines(found, author) if line.quotable]
    best = max((_significance(line, weights) for line in lines), default=0.0) or 1.0
    ranked = sorted(lines, key=lambda line: -(_significance(line, weights) / best + line.merit))
    chosen: list[_Line] = []
    for line in ranked:
        if len(chosen) < limit and not any(_alike(line, other) for other in chosen):
            chosen.append(line)
    return tuple(Quote(line.text, line.speaker, line.paragraph) for line in chosen)


def verify(quote: Quote, paragraphs: Sequence[str]) -> bool:
    """Whether the quote stands word for word in one of the paragraphs, white space aside."""
    wanted = " ".join(quote.text.split())
    return bool(wanted) and any(wanted in " ".join(paragraph.split()) for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be quoted."""

    text: str
    speaker: str
    paragraph: int
    terms: frozenset[str]
    edge: bool  # first or last of its paragraph

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def quotable(self) -> bool:
        """Of the right length, understood without what stands before it, no question, no stray quotation mark."""
        text = self.text
        if not SHORTEST <= self.words <= LONGEST or is_question(text):
            return False
        even = text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
        return even and not (dangles(text) or announces_conversation(text))

    @property
    def merit(self) -> float:
        """What its manner is worth, whatever it is about."""
        text = self.text.lower()
        marks = sum(bool(mark.search(text)) for mark in (_STANCE, _CONTRAST, _FIGURE))
        return _POSITION * marks + _PLACE * self.edge - _LENGTH * abs(self.words - _IDEAL) / 20


def _lines(found: Sequence[Statement], author: str) -> Iterator[_Line]:
    """Each statement, or the words quoted in it, with its speaker; "he said" means the last person named.

    Whoever is quoted once in a paragraph is who speaks on in a quotation of several sentences there.
    """
    named, speaking = "", False
    for place, one in enumerate(found):
        last = place + 1 == len(found) or found[place + 1].paragraph != one.paragraph
        if place and found[place - 1].paragraph != one.paragraph:
            named, speaking = "", False
        speech = None if one.speaker else _SPEECH.search(one.text)
        said_by = _speaker_of(one.text, speech) if speech else None
        if speech and said_by is not None:
            named = said_by if said_by.lower() not in ("he", "she", "") else named
            text = speech.group(1).strip(" ,")
            yield _Line(text, named, one.paragraph, frozenset(terms(text)), one.opens or last)
        elif named and not one.speaker and (speaking or _marks(one.text) > 0):
            speaking = speaking + _marks(one.text) > 0
            text = unquoted(one.text)
            yield _Line(text, named, one.paragraph, frozenset(terms(text)), one.opens or last)
        else:
            speaker = one.said_by if one.speaker else author
            yield _Line(one.text, speaker, one.paragraph, frozenset(one.terms), one.opens or last)


def _marks(text: str) -> int:
    """How many quotations begin in a text and don't end there; below 0, end that began before."""
    return text.count("“") - text.count("”")


def _speaker_of(sentence: str, speech: re.Match[str]) -> str | None:
    """The person a quotation is attributed to, "he" or "she", or None when it is a phrase in the author's own line."""
    behind = _BEHIND.match(sentence[speech.end() :])
    before = _BEFORE.search(sentence[max(0, speech.start() - 160) : speech.start()])
    found = behind or before
    return next((group for group in found.groups() if group), "") if found else None


def _significance(line: _Line, weights: dict[str, float]) -> float:
    return sum(weights.get(term, 0.0) for term in line.terms) / math.sqrt(len(line.terms) or 1)


def _alike(line: _Line, other: _Line) -> bool:
    shared = len(line.terms & other.terms)
    return shared > _ALIKE * min(len(line.terms), len(other.terms))
