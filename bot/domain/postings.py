"""What the ranking reads of a library: which piece says which term how often, as arrays.

Terms and pieces go by small numbers of the index's own: a *term* is the number of a stem, a *slot* that of a
piece's place in the index. Neither leaves the index, because both depend on the order in which it was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.bag import MAX_COUNT

Numbers = NDArray[np.uint32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts of the pieces, one place a slot. An article number of 0 marks a slot whose piece is gone."""

    articles: Numbers
    lengths: Numbers  # words, title weighed
    keys: Numbers  # a hash of the text: settles ties in a way that no order of adding can change
    norms: Floats  # the length of the vector 1 + ln(count) of its terms

    @property
    def size(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Entries:
    """The postings of some terms, end to end: `at` is the place of the term among those asked for."""

    at: NDArray[np.intp]
    slots: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class Vectors:
    """The terms of some pieces, end to end: `owners` is the place of the piece among those asked for."""

    owners: NDArray[np.intp]
    terms: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a library, one place a word. `pieces` counts those that say it; 0: none does any more."""

    words: Sequence[str]
    lengths: NDArray[np.uint8]
    letters: Numbers
    pieces: Numbers


class Postings(Protocol):
    """One guild's index, as it was at one moment."""

    @property
    def columns(self) -> Columns: ...

    @property
    def documents(self) -> int:
        """How many pieces there are."""
        ...

    @property
    def average_length(self) -> float: ...

    def numbers(self, stems: Sequence[str]) -> dict[str, int]:
        """stem → its term, for those that some piece says."""
        ...

    def stems(self, terms: Sequence[int]) -> dict[int, str]:
        """term → its stem."""
        ...

    def frequencies(self, terms: Numbers) -> Numbers:
        """In how many pieces each term stands."""
        ...

    def entries(self, terms: Numbers) -> Entries:
        """The postings of the terms, of living pieces only."""
        ...

    def vectors(self, slots: Sequence[int]) -> Vectors:
        """The terms of these pieces, each once a piece."""
        ...

    def slot(self, article: int) -> int | None:
        """Where a piece stands; None when it is not in the index."""
        ...

    def lexicon(self) -> Lexicon:
        """The words of the library as they are spelled."""
        ...


def by_term(owners: NDArray[np.integer], terms: Numbers, counts: NDArray[np.generic]) -> Vectors:
    """Counts of words as vectors: what one owner says of one term in several words comes together."""
    keys, places = np.unique(terms.astype(np.int64) << 32 | owners, return_inverse=True)
    times = np.minimum(summed(places, counts, len(keys)), MAX_COUNT)
    return Vectors(keys & 0xFFFFFFFF, (keys >> 32).astype(np.uint32), times.astype(np.uint32))


def summed(places: NDArray[np.integer], weights: NDArray[np.generic], size: int = 0) -> Floats:
    """The weights added up place by place: an array of at least `size` sums."""
    return np.bincount(places, weights=weights, minlength=size).astype(np.float64, copy=False)
