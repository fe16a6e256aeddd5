"""Reads one guild's index for the ranking, on a plain connection inside one snapshot of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from bot.domain.postings import Columns, Entries, Lexicon, Numbers, Vectors, by_term
from bot.domain.spelling import described
from bot.storage.posting_arrays import BAG, THOUSANDTHS, Arrays, Bag, Run, arrays_of, counts, numbers, run_of, with_bags
from bot.storage.posting_state import STATE, WORDS, State

PART = 4_096  # postings a row; part and term share a row's id
PART_BITS = 16


COLUMNS = "SELECT name, data FROM posting_column WHERE guild = ? ORDER BY name, block"
STEMS = "SELECT id, stem FROM vocabulary WHERE guild = ? AND id >= ?"
NEW_WORDS = "SELECT id, text FROM vocabulary WHERE guild = ? AND id >= ?"
BAGS = f"SELECT {BAG} FROM bag WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
LIVING = "SELECT id FROM bag WHERE id BETWEEN ? AND ? AND gone = 0"
GONE = "SELECT id FROM bag WHERE id BETWEEN ? AND ? AND gone = 1"


@dataclass(slots=True)
class Memory:
    """What a reader keeps between questions, and renews when the state says that it is stale."""

    state: State | None = None
    arrays: Arrays | None = None
    run: Run = field(default_factory=lambda: run_of([], np.empty(0, np.uint32)))  # postings of bags not yet merged
    added: dict[int, Bag] = field(default_factory=dict)  # those bags, by slot
    gone: set[int] = field(default_factory=set)  # merged slots whose pieces are gone
    numbers: dict[str, int] = field(default_factory=dict)  # of words asked for, until some may be forgotten
    words: list[str] = field(default_factory=list)  # by number; numbers are never given twice
    lengths: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))
    letters: Numbers = field(default_factory=lambda: np.empty(0, np.uint32))


class SqlitePostings:
    """`Postings` of the guild with that ordinal. Made anew for each question; `memory` outlives it."""

    def __init__(self, connection: sqlite3.Connection, ordinal: int, memory: Memory) -> None:
        self._read = connection.execute
        self._ordinal = ordinal
        self._memory = memory
        self._arrays, self._run = self._refreshed()
        arrays = self._arrays
        self._columns = Columns(arrays.article, arrays.length, arrays.hash, arrays.norm / THOUSANDTHS)
        self._documents = int(np.count_nonzero(arrays.article))
        self._whole = self._documents == len(arrays.article)
        self._known: dict[int, list[tuple[bytes, bytes]]] = {}

    # ------------------------------------------------------------------ the Postings protocol

    @property
    def columns(self) -> Columns:
        return self._columns

    @property
    def documents(self) -> int:
        return self._documents

    @property
    def average_length(self) -> float:
        return float(self._arrays.length.sum()) / max(self._documents, 1)

    def numbers(self, stems: Sequence[str]) -> dict[str, int]:
        known = self._memory.numbers
        new = [stem for stem in stems if stem not in known]
        known |= self._read(WORDS, (json.dumps(sorted(new)), self._ordinal)).fetchall()
        found = {stem: known[stem] for stem in sorted(stems) if stem in known}
        said = self._arrays.documents[list(found.values())] > 0
        return dict(compress(found.items(), said.tolist()))

    def stems(self, terms: Sequence[int]) -> dict[int, str]:
        rows = self._read(
            "SELECT id, text FROM vocabulary WHERE guild = ? AND id IN (SELECT value FROM json_each(?))",
            (self._ordinal, json.dumps(list(terms))),
        )
        return dict(rows.fetchall())

    def frequencies(self, terms: Numbers) -> Numbers:
        return self._arrays.documents[terms]

    def entries(self, terms: Numbers) -> Entries:
        rows = self._posted(terms.tolist())
        at = np.repeat([row[0] for row in rows], [len(row[1]) // 4 for row in rows]).astype(np.intp)
        slots = numbers(b"".join(row[1] for row in rows))
        times = counts(b"".join(row[2] for row in rows)).astype(np.uint32)
        if not self._whole:
            living = self._arrays.article[slots] > 0
            at, slots, times = at[living], slots[living], times[living]
        return self._with_pending(terms, Entries(at, slots, times))

    def vectors(self, slots: Sequence[int]) -> Vectors:
        rows = self._read(
            "SELECT id & 4294967295, words, counts FROM bag WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([self._ordinal << 32 | slot for slot in slots]),),
        ).fetchall()
        places = {slot: place for place, slot in enumerate(slots)}
        owners = np.repeat([places[row[0]] for row in rows], [len(row[1]) // 4 for row in rows]).astype(np.intp)
        terms = self._arrays.stem[numbers(b"".join(row[1] for row in rows))]
        return by_term(owners, terms, counts(b"".join(row[2] for row in rows)))

    def slot(self, article: int) -> int | None:
        rows = self._read(
            "SELECT id & 4294967295 FROM bag WHERE article = ? AND gone = 0", (self._ordinal << 32 | article,)
        ).fetchall()
        return int(rows[0][0]) if rows else None

    def lexicon(self) -> Lexicon:
        memory, pieces = self._memory, self._arrays.pieces
        del memory.words[len(pieces) :]  # the last words may have been forgotten by a rebuilding
        memory.lengths, memory.letters = memory.lengths[: len(pieces)], memory.letters[: len(pieces)]
        if (known := len(memory.words)) < len(pieces):
            new = [""] * (len(pieces) - known)
            for number, text in self._read(NEW_WORDS, (self._ordinal, known)):
                new[number - known] = text
            lengths, letters = described(new)
            memory.words += new
            memory.lengths = np.concatenate([memory.lengths, lengths])
            memory.letters = np.concatenate([memory.letters, letters])
        return Lexicon(memory.words, memory.lengths, memory.letters, pieces)

    # ------------------------------------------------------------------ how

    def _refreshed(self) -> tuple[Arrays, Run]:
        """The arrays with everything added and removed since the last merge, and its postings."""
        rows = self._read(STATE, (self._ordinal,)).fetchall()
        state, memory = State(*rows[0]) if rows else State(), self._memory
        if memory.arrays is None or memory.state != state:
            if memory.arrays is None or memory.state is None or memory.state.version != state.version:
                memory.arrays = arrays_of(self._read(COLUMNS, (self._ordinal,)))
                memory.run, memory.added, memory.gone, memory.numbers = Memory().run, {}, set(), {}
            memory.arrays = self._caught_up(memory.arrays, state)
            memory.state = state
        return memory.arrays, memory.run

    def _caught_up(self, arrays: Arrays, state: State) -> Arrays:
        """The arrays after what has come and gone since they were made; the memory's bags and run follow."""
        memory = self._memory
        living, gone = self._slots(LIVING, state.merged, state.slots), self._slots(GONE, 0, state.merged)
        new, lost = self._bags(living - memory.added.keys()), self._bags(gone - memory.gone)
        lost += [memory.added.pop(slot) for slot in memory.added.keys() - living]
        memory.added |= {bag[0]: bag for bag in new}
        memory.gone = gone
        stems = self._read(STEMS, (self._ordinal, len(arrays.stem))).fetchall()
        arrays, run = with_bags(arrays, stems, state.slots, new, lost)
        memory.run = memory.run.without([bag[0] for bag in lost]).and_then(run).above(state.moved, state.moving)
        return arrays

    def _posted(self, terms: Sequence[int]) -> list[tuple[int, bytes, bytes]]:
        """The stored postings: place of the term, slots, counts. What a question asks for again is at hand."""
        new = [term for term in terms if term not in self._known]
        self._known |= {term: [] for term in new}
        first = [(self._ordinal << 48) + (term << PART_BITS) for term in new]
        rows = self._read(
            """SELECT wanted.key, slots, counts FROM json_each(?) AS wanted CROSS JOIN posting
            ON posting.id BETWEEN wanted.value AND wanted.value + 65535""",
            (json.dumps(first),),
        )
        for place, slots, times in rows:
            self._known[new[place]].append((slots, times))
        return [(at, slots, times) for at, term in enumerate(terms) for slots, times in self._known[term]]

    def _slots(self, sql: str, first: int, end: int) -> set[int]:
        guild = self._ordinal << 32
        return {row - guild for (row,) in self._read(sql, (guild | first, guild + end - 1))}

    def _bags(self, slots: Collection[int]) -> list[Bag]:
        return self._read(BAGS, (json.dumps([self._ordinal << 32 | slot for slot in slots]),)).fetchall()

    def _with_pending(self, terms: Numbers, entries: Entries) -> Entries:
        run = self._run
        starts, ends = np.searchsorted(run.terms, terms), np.searchsorted(run.terms, terms, side="right")
        sizes = ends - starts
        total = int(sizes.sum())
        if not total:
            return entries
        # All places from each start to its end, without a loop: count on from the start, less what came before.
        found = np.arange(total) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        return Entries(
            np.concatenate([entries.at, np.repeat(np.arange(len(terms)), sizes)]),
            np.concatenate([entries.slots, run.slots[found]]),
            np.concatenate([entries.counts, run.counts[found]]),
        )
