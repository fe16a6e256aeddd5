"""Moves new bags into the postings: many pieces at once, because a common term's row is long.

A merge goes term by term and may be spread over many changes; until its last the columns stay as they were, and
readers take the terms below `moved` from the postings, the others from the bags.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from itertools import compress, pairwise
from math import ceil

import numpy as np

from bot.storage.database import Row, Transaction
from bot.storage.posting_arrays import BAG, Arrays, Bag, Run, arrays_of, blocks, with_bags
from bot.storage.posting_reader import COLUMNS, PART, PART_BITS, STEMS
from bot.storage.posting_state import State

CHUNK = 1_000  # bags a round when everything is rebuilt: some tens of MiB


@dataclass(frozen=True, slots=True)
class Plan:
    """What moves: the bags of the slots from `merged` to `moving`, as a library of this version has them."""

    transaction: Transaction  # in which it was made: what that one wrote may have been taken back
    version: int
    moving: int
    before: Arrays
    after: Arrays  # with all of these bags, also those that have gone meanwhile
    run: Run

    def holds(self, transaction: Transaction, state: State) -> bool:
        mine = self.transaction.committed or self.transaction is transaction
        return mine and (self.version, self.moving) == (state.version, state.moving)


async def planned(transaction: Transaction, ordinal: int, state: State, known: Plan | None = None) -> Plan:
    """The plan of the merge that the state is in: the known one if it still holds."""
    if known is not None and known.holds(transaction, state):
        return known
    guild = ordinal << 32
    before = arrays_of(await transaction.read(COLUMNS, (ordinal,)))
    stems = await transaction.read(STEMS, (ordinal, len(before.stem)))
    bags = await _bags(transaction, "id BETWEEN ? AND ?", guild | state.merged, guild + state.moving - 1)
    after, run = await asyncio.to_thread(with_bags, before, stems, state.moving, bags, [])
    return Plan(transaction, state.version, state.moving, before, after, run)


async def advance(transaction: Transaction, ordinal: int, state: State, plan: Plan, share: float = 1.0) -> State:
    """Moves that share of the plan's terms into the postings, and with the last of them settles the columns."""
    begins = np.flatnonzero(np.diff(plan.run.terms, prepend=np.uint32(0xFFFFFFFF)))
    places = [*begins.tolist(), len(plan.run.terms)]
    first = int(np.searchsorted(plan.run.terms[begins], state.moved))
    last = min(first + ceil(share * len(begins)), len(begins))
    part = slice(places[first], places[last])
    await _append(
        transaction, ordinal, plan.before, Run(plan.run.terms[part], plan.run.slots[part], plan.run.counts[part])
    )
    if last < len(begins):
        return replace(state, moved=int(plan.run.terms[places[last]]))
    return await _settled(transaction, ordinal, state, plan)


async def _settled(transaction: Transaction, ordinal: int, state: State, plan: Plan) -> State:
    guild = ordinal << 32
    span = (guild, guild + state.moving - 1)
    gone = await _bags(transaction, "id BETWEEN ? AND ? AND gone = 1", *span)
    arrays, _ = await asyncio.to_thread(with_bags, plan.after, [], state.moving, [], gone)
    await transaction.execute_many(
        "INSERT INTO posting_column (guild, name, block, data) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET data = excluded.data",
        [(ordinal, *block) for block in blocks(arrays, plan.before)],
    )
    await transaction.execute("DELETE FROM bag WHERE id BETWEEN ? AND ? AND gone = 1", span)
    return replace(state, merged=state.moving, moving=0, moved=0, version=state.version + 1)


async def rebuild(transaction: Transaction, ordinal: int, state: State) -> State:
    """Counts everything again from the bags: slots without gaps, no words that nobody says any more."""
    guild = ordinal << 32
    last = guild | (1 << 32) - 1
    await transaction.execute("DELETE FROM bag WHERE id BETWEEN ? AND ? AND gone = 1", (guild, last))
    await transaction.execute("DELETE FROM posting WHERE id BETWEEN ? AND ?", (ordinal << 48, (ordinal + 1 << 48) - 1))
    await transaction.execute("DELETE FROM posting_column WHERE guild = ?", (ordinal,))
    rows = await transaction.read("SELECT id FROM bag WHERE id BETWEEN ? AND ? ORDER BY id", (guild, last))
    moved = [(guild | slot, row) for slot, (row,) in enumerate(rows) if row != guild | slot]
    await transaction.execute_many("UPDATE bag SET id = ? WHERE id = ?", moved)
    state = replace(state, slots=len(rows), merged=0, moving=0, moved=0, pending=0)
    while state.merged < state.slots:
        state = replace(state, moving=min(state.merged + CHUNK, state.slots))
        state = await advance(transaction, ordinal, state, await planned(transaction, ordinal, state))
    await _forget_words(transaction, ordinal)
    return replace(state, version=state.version + 1, change=state.change + 1)


async def _forget_words(transaction: Transaction, ordinal: int) -> None:
    """Words that no piece says leave the vocabulary, but for the stems (and their stems) of those that one does."""
    arrays = arrays_of(await transaction.read(COLUMNS, (ordinal,)))
    needed = (arrays.pieces > 0) | (arrays.documents > 0)
    while not needed[roots := arrays.stem[needed]].all():
        needed[roots] = True
    await transaction.execute_many(
        "DELETE FROM vocabulary WHERE guild = ? AND id = ?",
        [(ordinal, number) for number in np.flatnonzero(~needed).tolist()],
    )


async def _bags(transaction: Transaction, clause: str, *values: int) -> list[Bag]:
    rows = await transaction.read(f"SELECT {BAG} FROM bag WHERE {clause} ORDER BY id", values)
    return [
        (slot, article, length, norm, key, words, counts) for slot, article, length, norm, key, words, counts in rows
    ]


async def _append(transaction: Transaction, ordinal: int, before: Arrays, run: Run) -> None:
    if not len(run.terms):
        return
    tails, first, wanted = await asyncio.to_thread(_tails, ordinal, before, run)
    rows = await transaction.read(
        "SELECT id, slots, counts FROM posting WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    await transaction.execute_many(
        "INSERT INTO posting (id, slots, counts) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET slots = excluded.slots, counts = excluded.counts",
        await asyncio.to_thread(_rows, tails, first, run, rows),
    )


def _tails(ordinal: int, before: Arrays, run: Run) -> tuple[list[int], list[int], str]:
    """The last row of each term, where the term begins in the run, and which rows hold something already (JSON)."""
    terms, first = np.unique(run.terms, return_index=True)
    entries = np.zeros(len(terms), np.uint32)
    inside = terms < len(before.entries)
    entries[inside] = before.entries[terms[inside]]
    parts = zip(terms.tolist(), (entries // PART).tolist(), strict=True)
    tails = [_row(ordinal, term, part) for term, part in parts]
    return tails, first.tolist(), json.dumps(list(compress(tails, (entries % PART > 0).tolist())))


def _row(ordinal: int, term: int, part: int) -> int:
    return ordinal << 48 | term << PART_BITS | part


def _rows(tails: list[int], first: list[int], run: Run, before: list[Row]) -> list[tuple[int, bytes, bytes]]:
    """The last row of each term with what comes to it, cut into new rows where it overflows."""
    old: dict[int, tuple[bytes, bytes]] = {row: (slots, counts) for row, slots, counts in before}
    slots, counts = run.slots.astype("<u4").tobytes(), run.counts.astype("<u2").tobytes()
    found: list[tuple[int, bytes, bytes]] = []
    for tail, (start, end) in zip(tails, pairwise([*first, len(run.slots)]), strict=True):
        had = old.get(tail, (b"", b""))
        new = had[0] + slots[4 * start : 4 * end], had[1] + counts[2 * start : 2 * end]
        for part, place in enumerate(range(0, len(new[0]) // 4, PART)):
            cut = slice(4 * place, 4 * (place + PART)), slice(2 * place, 2 * (place + PART))
            found.append((tail + part, new[0][cut[0]], new[1][cut[1]]))
    return found
