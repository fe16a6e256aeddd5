"""The plainest possible index, all in memory: what the SQLite one is compared with, and quick ground for unit tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np

from bot.domain.bag import bag, stemmed
from bot.domain.postings import Columns, Entries, Lexicon, Numbers, Vectors
from bot.domain.spelling import described

Piece = tuple[int, str, str]  # article number, title, text


class MemoryPostings:
    """`Postings` over some pieces; terms are numbered in the order in which they turn up."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = list(pieces)
        self._words = [bag(title, text) for _, title, text in self._pieces]
        self._counts = [stemmed(words) for words in self._words]
        self._terms = {name: n for n, name in enumerate(dict.fromkeys(name for one in self._counts for name in one))}
        self._names = list(self._terms)

    @property
    def columns(self) -> Columns:
        keys = [
            int.from_bytes(blake2b(f"{title}\n{text}".encode(errors="surrogatepass"), digest_size=4).digest())
            for _, title, text in self._pieces
        ]
        norms = [round(1000 * sum((1 + np.log(n)) ** 2 for n in one.values()) ** 0.5) / 1000 for one in self._counts]
        return Columns(
            np.array([article for article, _, _ in self._pieces], np.uint32),
            np.array([sum(one.values()) for one in self._words], np.uint32),
            np.array(keys, np.uint32),
            np.array(norms, np.float64),
        )

    @property
    def documents(self) -> int:
        return len(self._pieces)

    @property
    def average_length(self) -> float:
        return sum(sum(one.values()) for one in self._words) / max(1, len(self._words))

    def numbers(self, stems: Sequence[str]) -> dict[str, int]:
        return {name: self._terms[name] for name in stems if name in self._terms}

    def stems(self, terms: Sequence[int]) -> dict[int, str]:
        return {term: self._names[term] for term in terms}

    def frequencies(self, terms: Numbers) -> Numbers:
        return np.array([sum(self._names[term] in one for one in self._counts) for term in terms], np.uint32)

    def entries(self, terms: Numbers) -> Entries:
        found = [
            (at, slot, one[self._names[term]])
            for at, term in enumerate(terms)
            for slot, one in enumerate(self._counts)
            if self._names[term] in one
        ]
        at, slots, counts = np.array(found, np.uint32).reshape(-1, 3).T
        return Entries(at.astype(np.intp), slots, counts)

    def vectors(self, slots: Sequence[int]) -> Vectors:
        found = [
            (owner, self._terms[name], count)
            for owner, slot in enumerate(slots)
            for name, count in self._counts[slot].items()
        ]
        owners, terms, counts = np.array(found, np.uint32).reshape(-1, 3).T
        return Vectors(owners.astype(np.intp), terms, counts)

    def slot(self, article: int) -> int | None:
        return next((slot for slot, piece in enumerate(self._pieces) if piece[0] == article), None)

    def lexicon(self) -> Lexicon:
        words = sorted({word for one in self._words for word in one})
        pieces = np.array([sum(word in one for one in self._words) for word in words], np.uint32)
        return Lexicon(words, *described(words), pieces)
