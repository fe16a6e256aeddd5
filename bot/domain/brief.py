"""A briefing over several pieces: the lines that stand for them, each verbatim from one, and who works on them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.article import Brief, Completeness, Kind
from bot.domain.places import place_of
from bot.domain.quotes import LONGEST, SHORTEST
from bot.domain.statements import SPOKEN, Statement, statements
from bot.domain.subject import Subject
from bot.domain.summary import announces_conversation, dangles, is_question, word_weights, worth

OVERVIEW, TIMELINE = 5, 8  # lines
_PER_PIECE = 3  # lines of a piece that are considered: the first unless another piece says the same
_MAIN = 0.8  # weight from which every line of a written piece is on the topic, named in it or not

# A line counts for what it says in its piece (scaled as in summaries), and a piece for being about the topic, new and
# whole; these are of one size, so that neither an old masterpiece nor a stray remark of yesterday wins.
_SIGNIFICANCE = 2.5
_HALF_LIFE = 3.0  # years in which a piece counts half as much
_EXCERPT, _SUPERSEDED = 0.5, 2.0
_PASSING = 0.5  # off for "This month …": a line of a day that is not the reader's
_MOMENT = re.compile(r"\b(?:[Tt]his|[Ll]ast|[Nn]ext) (?:week|month)\b|\b(?:[Yy]esterday|[Tt]omorrow|[Tt]onight)\b")
_ALIKE = 0.5  # share of a line's terms that a better one may have already

_RAMBLING = SPOKEN - {Kind.TESTIMONY}  # in a conversation on the topic not every line is on it
# What is said of the conversation itself, or to the other one, rather than of the subject.
_CHATTER = re.compile(
    r"\b(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|me|[Yy]ou|[Yy]ours?|[Yy]ou[’'](?:re|ve|d|ll)|[Tt]oday|asks|episode|conversation|"
    r"we are (?:talking|joined)|we[’']re (?:talking|joined))\b"
)

_LEAD, _OTHER_AUTHOR, _PARTICIPANT = 1.0, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Source:
    """A piece to be quoted from, with how much it is about the subject (0..1) and everybody it names as taking part."""

    piece: Brief
    body: tuple[str, ...]
    weight: float = 1.0
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # as in `Draft`


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of one piece, word for word; the speaker is named where the piece tells who said it."""

    text: str
    speaker: str
    piece: Brief
    place: str = ""  # page or minute, as a reader says it


def key_lines(sources: Sequence[Source], subject: Subject, count: int = OVERVIEW) -> list[Line]:
    """The lines that best stand for the pieces, the newest piece first.

    A second line of a piece is taken only when every other piece with a good line has given one.
    """
    chosen: list[_Candidate] = []
    for one in sorted(_candidates(sources, subject), key=lambda one: (one.place, *one.order)):
        if len(chosen) < count and not one.repeats(chosen):
            chosen.append(one)
    return [one.line for one in _by_day(chosen, newest_first=True)]


def timeline(sources: Sequence[Source], subject: Subject, count: int = TIMELINE) -> list[Line]:
    """A line for each of the newest years, then a second one where there is room; the oldest first.

    A piece gives one line, and pieces without a date none.
    """
    dated = [source for source in sources if source.piece.year]
    best = _by_day([one for one in _candidates(dated, subject) if one.place == 0])
    turns: list[tuple[int, int, _Candidate]] = []
    for year, group in groupby(best, key=lambda one: one.line.piece.year):
        ranked = sorted(group, key=lambda one: one.order)
        turns += [(turn, -int(year), one) for turn, one in enumerate(ranked)]
    chosen: list[_Candidate] = []
    for _, _, one in sorted(turns, key=lambda turn: turn[:2]):
        if len(chosen) < count and not one.repeats(chosen):
            chosen.append(one)
    return [one.line for one in _by_day(chosen)]


def contributors(
    pieces: Sequence[Brief], made: Mapping[int, Sequence[tuple[int, str]]]
) -> list[tuple[int, float, list[Brief]]]:
    """(person, score, their pieces) of those who work on the topic, the best first.

    `made` gives the (person, "author" or "participant") of each piece in their order. First authors count most, then
    the others, then participants; newer pieces more than older ones. Who writes about the team in the news is none of
    it: of such pieces only participants count.
    """
    newest = max((piece.published for piece in pieces), default="")
    weights: dict[int, list[float]] = {}
    theirs: dict[int, list[Brief]] = {}
    for piece in pieces:
        authors = 0
        for person, part in made.get(piece.id, ()):
            share = _PARTICIPANT
            if part == "author":
                authors += 1
                share = _LEAD if authors == 1 else _OTHER_AUTHOR
                if piece.kind is Kind.IN_THE_NEWS:
                    continue
            weights.setdefault(person, []).append(share * _recency(piece.published, newest))
            works = theirs.setdefault(person, [])
            if works[-1:] != [piece]:  # both author and participant of it
                works.append(piece)
    ranked = [(person, round(math.fsum(found), 9), theirs[person]) for person, found in weights.items()]
    return sorted(ranked, key=lambda one: -one[1])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be taken: the `place`-th best of its piece, from 0, and the `rank`-th in reading order."""

    line: Line
    place: int
    rank: int
    score: float
    terms: frozenset[str]

    @property
    def order(self) -> tuple[float, str, str]:
        """The best first; equals by what they say, never by the number they got when they were added."""
        return (-self.score, self.line.piece.title, self.line.text)

    def repeats(self, others: Sequence[_Candidate]) -> bool:
        """Whether one of the others says most of it already."""
        return any(len(self.terms & other.terms) > _ALIKE * min(len(self.terms), len(other.terms)) for other in others)


def _candidates(sources: Sequence[Source], subject: Subject) -> list[_Candidate]:
    newest = max((source.piece.published for source in sources), default="")
    return [one for source in sources for one in _lines_of(source, subject, newest)]


def _lines_of(source: Source, subject: Subject, newest: str) -> list[_Candidate]:
    """The best lines of a piece; none of a listing, whose teaser is another page's."""
    piece = source.piece
    if piece.completeness is Completeness.LISTING:
        return []
    found = statements(source.body, piece.kind)
    weights = word_weights(piece.title, piece.deck, found)
    significances = [_significance(one, weights) for one in found]
    scale = _SIGNIFICANCE / (max(significances, default=0.0) or 1.0)
    merit = _merit(source, newest)
    scored: list[tuple[float, float, Statement]] = []
    for one, significance in zip(found, significances, strict=True):
        if not _stands_alone(one) or _chatters(one, source):
            continue
        share = subject.share(one.text)
        if share or (source.weight >= _MAIN and piece.kind not in _RAMBLING):
            passing = _PASSING if _MOMENT.search(one.text) else 0.0
            score = scale * significance + worth(one, piece.kind) + share + merit - passing
            scored.append((round(score, 9), share, one))
    scored.sort(key=lambda found: (-found[0], found[2].rank))
    return [
        _Candidate(_line(one, source), place, one.rank, score, frozenset(one.terms))
        for place, (score, share, one) in enumerate(scored[:_PER_PIECE])
        if share or place == 0  # one line may stand for the whole piece; a further one has to name the subject
    ]


def _stands_alone(one: Statement) -> bool:
    """Of the length of a line, and understood without the sentences around it."""
    text = one.text
    even = text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    leans = dangles(text) or is_question(text) or announces_conversation(text)
    return SHORTEST <= one.words <= LONGEST and even and not leans


def _chatters(one: Statement, source: Source) -> bool:
    """Whether a line of a conversation is about who talks there.

    Show notes introduce people by their full names, and later several in one sentence.
    """
    if source.piece.kind not in _RAMBLING:
        return False
    named = {name for name in source.people if re.search(rf"\b{re.escape(name.split()[-1])}\b", one.text)}
    return len(named) > 1 or one.text.startswith(source.people) or _CHATTER.search(one.text) is not None


def _merit(source: Source, newest: str) -> float:
    """What a line is worth for the piece it is from."""
    piece = source.piece
    part = 0.0 if piece.completeness is Completeness.FULL else _EXCERPT
    return source.weight + _recency(piece.published, newest) - part - _SUPERSEDED * piece.superseded


def _recency(published: str, newest: str) -> float:
    """1 for the newest day, half of it for each half-life before; 0 without a day."""
    try:
        age = date.fromisoformat(newest) - date.fromisoformat(published)
    except ValueError:
        return 0.0
    return float(0.5 ** (max(0, age.days) / 365.25 / _HALF_LIFE))


def _significance(one: Statement, weights: Mapping[str, float]) -> float:
    known = frozenset(one.terms)
    return math.fsum(weights.get(term, 0.0) for term in known) / math.sqrt(len(known) or 1)


def _line(one: Statement, source: Source) -> Line:
    return Line(one.text, one.said_by, source.piece, place_of(one.paragraph, source.places))


def _by_day(found: Sequence[_Candidate], *, newest_first: bool = False) -> list[_Candidate]:
    """Piece after piece, the oldest first or the newest, the lines of a piece in its own order."""
    told = sorted(found, key=lambda one: (one.line.piece.title, one.rank))
    return sorted(told, key=lambda one: one.line.piece.published, reverse=newest_first)
