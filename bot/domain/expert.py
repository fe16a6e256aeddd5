"""Who knows: people ranked by what they made on a subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp2

DEPTH = 500  # pieces of a ranking that count: expertise shows in many pieces, not in the best one
RELEVANT = 0.4  # of the best piece's score; what answers less is about something else, which shows in small libraries
HEAD = 20  # 1 / (HEAD + rank): the first pieces count alike, so that one lucky hit makes no expert
COAUTHOR = 0.9  # of what the first author gets
PARTICIPANT = 0.7  # a guest knows the subject; whoever wrote on it has shown so
HALF_LIFE = 5.0  # years
LASTING = 0.5  # of a piece's worth does not age: whoever knew a subject once is still worth asking


@dataclass(frozen=True, slots=True)
class Credit:
    """One person's part in one piece: `place` from 0 among the authors, or among the participants."""

    article: int
    person: int
    participant: bool = False
    place: int = 0
    published: str = ""  # ISO date, or ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's rank on a subject, and all their pieces in the ranking, those that made it first."""

    person: int
    score: float
    articles: tuple[int, ...]


def standings(ranked: Sequence[int], credits: Iterable[Credit], today: date) -> list[Standing]:
    """The people of the ranked pieces (article numbers, best first), the best first; ties by the lower number."""
    worth = {article: 1 / (HEAD + rank) for rank, article in enumerate(ranked[:DEPTH])}
    theirs: dict[int, dict[int, float]] = {}
    for credit in credits:
        if credit.article in worth:
            value = worth[credit.article] * part(credit) * recency(credit.published, today)
            pieces = theirs.setdefault(credit.person, {})
            pieces[credit.article] = max(value, pieces.get(credit.article, 0.0))
    found = [
        Standing(person, sum(pieces.values()), tuple(sorted(pieces, key=lambda one: (-pieces[one], one))))
        for person, pieces in theirs.items()
    ]
    return sorted(found, key=lambda one: (-round(one.score, 9), one.person))


def part(credit: Credit) -> float:
    if credit.participant:
        return PARTICIPANT
    return COAUTHOR if credit.place else 1.0


def recency(published: str, today: date) -> float:
    """1 for a piece of today, half of what ages lost every `HALF_LIFE` years; undated pieces count as old."""
    try:
        years = max(0.0, (today - date.fromisoformat(published[:10])).days / 365.25)
    except ValueError:
        return LASTING
    return LASTING + (1 - LASTING) * exp2(-years / HALF_LIFE)
