"""The index of one guild as arrays: how rows become numbers, and what some more bags change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.domain.postings import Numbers, by_term

BLOCK = 8_192  # numbers a row: a merge that touches one place writes 32 KiB
THOUSANDTHS = 1_000

Bag = tuple[int, int, int, int, int, bytes, bytes]  # slot, article number, length, norm, hash, words, counts
BAG = "id & 4294967295, article & 4294967295, length, norm, hash, words, counts"


def numbers(blob: bytes) -> Numbers:
    return np.frombuffer(blob, dtype="<u4")


def counts(blob: bytes) -> NDArray[np.uint16]:
    return np.frombuffer(blob, dtype="<u2")


@dataclass(frozen=True, slots=True)
class Arrays:
    """Four columns by vocabulary number and four by slot; an article number of 0 marks a slot without a piece."""

    stem: Numbers  # word → its stem
    documents: Numbers  # stem → pieces that say it
    pieces: Numbers  # word → pieces that say it just so
    entries: Numbers  # stem → places in its postings, gone pieces included
    article: Numbers
    length: Numbers
    norm: Numbers
    hash: Numbers


@dataclass(frozen=True, slots=True)
class Run:
    """Postings in the order of their terms, and of slots within a term."""

    terms: Numbers
    slots: Numbers
    counts: Numbers

    def without(self, slots: Sequence[int]) -> Run:
        return self._where(~np.isin(self.slots, np.array(slots, np.uint32))) if slots else self

    def above(self, term: int, slot: int) -> Run:
        """All but what a merge has moved: the terms below `term` of the slots below `slot`."""
        return self._where((self.terms >= term) | (self.slots >= slot)) if term else self

    def and_then(self, later: Run) -> Run:
        """With the postings of later slots."""
        at = np.searchsorted(self.terms, later.terms, side="right")
        mine, theirs = (self.terms, self.slots, self.counts), (later.terms, later.slots, later.counts)
        return Run(*(np.insert(one, at, other) for one, other in zip(mine, theirs, strict=True)))

    def _where(self, kept: NDArray[np.bool_]) -> Run:
        return Run(self.terms[kept], self.slots[kept], self.counts[kept])


def arrays_of(rows: Iterable[tuple[str, bytes]]) -> Arrays:
    """Out of the rows of `posting_column`, in the order of their blocks."""
    parts: dict[str, list[bytes]] = {}
    for name, data in rows:
        parts.setdefault(name, []).append(data)
    return Arrays(*(numbers(b"".join(parts.get(field.name, ()))) for field in fields(Arrays)))


def blocks(arrays: Arrays, before: Arrays) -> list[tuple[str, int, bytes]]:
    """The (name, block, data) that differ from `before`."""
    found: list[tuple[str, int, bytes]] = []
    for field in fields(Arrays):
        new, old = getattr(arrays, field.name), getattr(before, field.name)
        for start in range(0, len(new), BLOCK):
            part = new[start : start + BLOCK]
            if not np.array_equal(part, old[start : start + BLOCK]):
                found.append((field.name, start // BLOCK, part.astype("<u4").tobytes()))
    return found


def with_bags(
    arrays: Arrays, stems: Sequence[tuple[int, int]], size: int, added: Sequence[Bag], gone: Sequence[Bag]
) -> tuple[Arrays, Run]:
    """The arrays of `size` slots after some words, bags and removals, and the postings that the bags add.

    `stems` are the (word, stem) numbers given out since; `gone` are bags that the arrays still count.
    """
    words = max([len(arrays.stem), *(word + 1 for word, _ in stems)])
    new = Arrays(*(_grown(getattr(arrays, field.name), words) for field in fields(Arrays)[:4]), *_slots(arrays, size))
    if stems:
        pairs = np.array(stems, dtype=np.uint32)
        new.stem[pairs[:, 0]] = pairs[:, 1]
    run = run_of(added, new.stem)
    _count(new, added, run, 1)
    _count(new, gone, run_of(gone, new.stem), -1)
    np.add.at(new.entries, run.terms, np.uint32(1))
    for bag in added:
        new.article[bag[0]], new.length[bag[0]], new.norm[bag[0]], new.hash[bag[0]] = bag[1:5]
    for bag in gone:
        new.article[bag[0]] = new.length[bag[0]] = 0
    return new, run


def _slots(arrays: Arrays, size: int) -> list[Numbers]:
    return [_grown(getattr(arrays, field.name), size) for field in fields(Arrays)[4:]]


def _grown(column: Numbers, size: int) -> Numbers:
    """A copy that can be written to, with zeros at the end."""
    new = np.zeros(max(size, len(column)), dtype=np.uint32)
    new[: len(column)] = column
    return new


def _count(arrays: Arrays, bags: Sequence[Bag], run: Run, sign: int) -> None:
    said = np.bincount(run.terms, minlength=len(arrays.stem))
    words = np.bincount(numbers(b"".join(bag[5] for bag in bags)), minlength=len(arrays.stem))
    arrays.documents[:] = arrays.documents + sign * said
    arrays.pieces[:] = arrays.pieces + sign * words


def run_of(bags: Sequence[Bag], stem: Numbers) -> Run:
    """The postings of some bags: words of one stem are counted together."""
    slots = np.repeat([bag[0] for bag in bags], [len(bag[5]) // 4 for bag in bags]).astype(np.int64)
    terms = stem[numbers(b"".join(bag[5] for bag in bags))]
    found = by_term(slots, terms, counts(b"".join(bag[6] for bag in bags)))
    return Run(found.terms, found.owners.astype(np.uint32), found.counts)
