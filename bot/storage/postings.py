"""The words of one guild's pieces: kept for search, relations, experts and spelling."""

from __future__ import annotations

import asyncio
import json
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, replace
from functools import partial
from hashlib import blake2b
from math import fsum, log, sqrt
from typing import TYPE_CHECKING, TypeVar

from bot.domain.bag import bag, stemmed
from bot.domain.hits import Neighbour, Ranking
from bot.domain.text import stem
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild
from bot.storage.posting_state import STATE, WORDS, State

if TYPE_CHECKING:
    import sqlite3

    from bot.domain.postings import Postings
    from bot.storage.posting_merge import Plan
    from bot.storage.posting_reader import Memory

MERGE_AT = 256  # bags read as they are before they are merged into the postings
SLICES = 32  # changes over which a merge is spread, so that none of them holds the writer long
LONG = 30_000  # characters from which counting leaves the event loop: about 5,000 words, 5 ms

Answer = TypeVar("Answer")


class PostingStore:
    def __init__(self, database: Database, guild: Guild, merge_at: int = MERGE_AT, slices: int = SLICES) -> None:
        self.database = database
        self._guild = guild
        self._merge_at = merge_at
        self._slices = slices
        self._plan: Plan | None = None
        self._memory: Memory | None = None

    # ------------------------------------------------------------------ writing

    async def put(self, transaction: Transaction, article: int, title: str, text: str) -> None:
        """Counts the words of a piece; what was kept of it before is replaced."""
        await self.put_many(transaction, [(article, title, text)])

    async def put_many(self, transaction: Transaction, pieces: Sequence[tuple[int, str, str]]) -> None:
        """The same for several (article, title, text) at once, which takes a third of the time."""
        await self._forget(transaction, [article for article, _, _ in pieces])
        counted = await self._counted(pieces)
        state = await self._state(transaction)
        words = dict.fromkeys(word for counts in counted for word in counts)
        numbers, given_out = await self._numbered(transaction, words, state.words)
        await transaction.execute_many(
            "INSERT INTO bag (id, article, length, norm, hash, words, counts) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    self._guild.first_row | slot,
                    self._guild.row(article),
                    sum(counts.values()),
                    _norm(counts),
                    _hash(title, text),
                    _packed("I", [numbers[word] for word in counts]),
                    _packed("H", counts.values()),
                )
                for slot, ((article, title, text), counts) in enumerate(zip(pieces, counted, strict=True), state.slots)
            ],
        )
        await self._changed(transaction, replace(state, words=given_out, slots=state.slots + len(pieces)), len(pieces))

    async def remove(self, transaction: Transaction, article: int) -> None:
        """Forgets a piece; one that was never put is no matter."""
        await self._forget(transaction, [article])

    async def _forget(self, transaction: Transaction, articles: Sequence[int]) -> None:
        rows = await transaction.read(
            "SELECT id FROM bag WHERE article IN (SELECT value FROM json_each(?)) AND gone = 0",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        if not rows:
            return
        state = await self._state(transaction)
        settled = self._guild.first_row | state.settled
        await transaction.execute_many(
            "UPDATE bag SET gone = 1 WHERE id = ? AND id < ?", [(*row, settled) for row in rows]
        )
        await transaction.execute_many("DELETE FROM bag WHERE id = ? AND id >= ?", [(*row, settled) for row in rows])
        await self._changed(transaction, state, len(rows))

    async def rebuild(self, transaction: Transaction) -> None:
        """Builds the postings again from the counted words, without a trace of what is gone."""
        from bot.storage.posting_merge import rebuild

        state = await rebuild(transaction, self._guild.ordinal, await self._state(transaction))
        await self._save(transaction, state)

    async def _counted(self, pieces: Sequence[tuple[int, str, str]]) -> list[dict[str, int]]:
        def count() -> list[dict[str, int]]:
            return [bag(title, text) for _, title, text in pieces]

        return count() if sum(len(text) for _, _, text in pieces) < LONG else await asyncio.to_thread(count)

    async def _changed(self, transaction: Transaction, state: State, bags: int) -> None:
        state = replace(state, pending=state.pending + bags, change=state.change + 1)
        if state.moving or state.pending >= self._merge_at:
            from bot.storage.posting_merge import advance, planned

            state = state if state.moving else replace(state, moving=state.slots, moved=0, pending=0)
            self._plan = await planned(transaction, self._guild.ordinal, state, self._plan)
            state = await advance(transaction, self._guild.ordinal, state, self._plan, bags / self._slices)
            self._plan = self._plan if state.moving else None
        await self._save(transaction, state)

    async def _numbered(
        self, transaction: Transaction, words: Iterable[str], given_out: int
    ) -> tuple[dict[str, int], int]:
        """Each word's vocabulary number, new ones given out, and how many have been given out by now."""
        found = await self._known(transaction, list(words))
        new = dict.fromkeys(word for word in words if word not in found)
        for word in list(new):
            while (word := stem(word)) not in new:  # a stem is in the vocabulary too, with a stem of its own
                new[word] = None
        found |= await self._known(transaction, [word for word in new if word not in found])
        new_words = [word for word in new if word not in found]
        found |= {word: number for number, word in enumerate(new_words, given_out)}
        await transaction.execute_many(
            "INSERT INTO vocabulary (guild, text, id, stem) VALUES (?, ?, ?, ?)",
            [(self._guild.ordinal, word, found[word], found[stem(word)]) for word in new_words],
        )
        return found, given_out + len(new_words)

    async def _known(self, transaction: Transaction, words: Collection[str]) -> dict[str, int]:
        rows = await transaction.read(WORDS, (json.dumps(sorted(words)), self._guild.ordinal))
        return {str(word): int(number) for word, number in rows}

    async def _state(self, transaction: Transaction) -> State:
        rows = await transaction.read(STATE, (self._guild.ordinal,))
        return State(*rows[0]) if rows else State()

    async def _save(self, transaction: Transaction, state: State) -> None:
        await transaction.execute(
            """INSERT OR REPLACE INTO posting_state (guild, words, slots, merged, pending, version, change, moving,
            moved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (self._guild.ordinal, *astuple(state)),
        )

    # ------------------------------------------------------------------ reading

    async def search(self, query: str, limit: int, allowed: Collection[int] | None = None) -> Ranking:
        """See `bot.domain.query.search`."""
        from bot.domain.query import search

        return await self.ask(lambda postings: search(postings, query, limit, allowed))

    async def having(self, stems: Collection[str]) -> list[int]:
        """See `bot.domain.query.having`."""
        from bot.domain.query import having

        return await self.ask(lambda postings: having(postings, stems))

    async def similar(self, title: str, text: str, limit: int, least: float = 0.0) -> tuple[Neighbour, ...]:
        """See `bot.domain.similar.similar`."""
        from bot.domain.similar import similar

        return await self.ask(lambda postings: similar(postings, title, text, limit, least))

    async def neighbours(self, article: int, title: str, text: str, limit: int) -> tuple[Neighbour, ...]:
        """See `bot.domain.similar.neighbours`."""
        from bot.domain.similar import neighbours

        return await self.ask(lambda postings: neighbours(postings, article, title, text, limit))

    async def ask(self, question: Callable[[Postings], Answer]) -> Answer:
        """The answer to any question about the index, reckoned in the readers' thread on one snapshot."""
        return await self.database.snapshots.ask(partial(self._answer, question))

    def _answer(self, question: Callable[[Postings], Answer], connection: sqlite3.Connection) -> Answer:
        from bot.storage.posting_reader import Memory, SqlitePostings

        if self._memory is None:
            self._memory = Memory()
        return question(SqlitePostings(connection, self._guild.ordinal, self._memory))


def _norm(counts: dict[str, int]) -> int:
    """The length of the vector 1 + ln(count) of the stems, in thousandths; an exact sum, so order is no matter."""
    return round(1_000 * sqrt(fsum((1 + log(count)) ** 2 for count in stemmed(counts).values())))


def _hash(title: str, text: str) -> int:
    return int.from_bytes(blake2b(f"{title}\n{text}".encode(errors="surrogatepass"), digest_size=4).digest())


def _packed(code: str, values: Iterable[int]) -> bytes:
    packed = array(code, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
