"""What the ranking answers: article numbers with their scores and the evidence behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.article import Brief
from bot.domain.text import fold


@dataclass(frozen=True, slots=True)
class Hit:
    """An article number and its score; scores compare within one answer only."""

    article: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best `hits` of `total` pieces that say a word of the query.

    `corrected` names the words that the library does not know, each with the word that was searched in its place.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: Mapping[str, str] = field(default_factory=dict)

    def said_aloud(self, query: str) -> str:
        """The query as it was really searched, "" when nothing was corrected."""
        if not self.corrected:
            return ""
        return re.sub(r"[^\W_]+(?:['’.][^\W_]+)*", lambda found: self.corrected.get(fold(found[0]), found[0]), query)

    def followed_by(self, named: Sequence[int]) -> Ranking:
        """With the pieces at its end that are there by a name; what is there as it was typed is not corrected."""
        if named and self.corrected:
            return Ranking().followed_by(named)
        ranked = {hit.article for hit in self.hits}
        more = tuple(Hit(number, 0.0) for number in named if number not in ranked)
        return Ranking((*self.hits, *more), self.total + len(more), self.corrected)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A piece like another one, with what made it so.

    `score` is 0..1; `terms` are the shared words that made it, as the asking text writes them, the weightiest first;
    `shared` is how many words they share in all.
    """

    article: int
    score: float
    terms: tuple[str, ...] = ()
    shared: int = 0


def newest_first(pieces: Iterable[Brief]) -> list[Brief]:
    """Pieces of one day by title, never by the number they got when they were added."""
    return sorted(sorted(pieces, key=lambda piece: piece.title), key=lambda piece: piece.published, reverse=True)
