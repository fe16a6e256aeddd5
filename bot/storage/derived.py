"""What is computed from a piece and kept beside it: summaries, quotes, shingles, neighbours."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from bot.domain.article import Quote, Summary
from bot.domain.duplicates import SAMPLE
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild
from bot.storage.names import Respelled


class DerivedStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def set_summary(self, transaction: Transaction, article: int, summary: Summary) -> None:
        """One row an origin: an extract never overwrites what a curator wrote."""
        await transaction.execute(
            "INSERT OR REPLACE INTO summary (article, origin, brief, short, full, edited_by) VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._guild.row(article),
                summary.origin,
                summary.brief,
                json.dumps(summary.short, ensure_ascii=False),
                json.dumps(summary.full, ensure_ascii=False),
                summary.edited_by,
            ),
        )

    async def drop_summary(self, transaction: Transaction, article: int, origin: str) -> None:
        await transaction.execute(
            "DELETE FROM summary WHERE article = ? AND origin = ?", (self._guild.row(article), origin)
        )

    async def set_quotes(self, transaction: Transaction, article: int, quotes: Sequence[Quote]) -> None:
        row = self._guild.row(article)
        await transaction.execute("DELETE FROM quote WHERE article = ?", (row,))
        await transaction.execute_many(
            "INSERT INTO quote (article, position, text, speaker, paragraph) VALUES (?, ?, ?, ?, ?)",
            [(row, place, quote.text, quote.speaker, quote.paragraph) for place, quote in enumerate(quotes, 1)],
        )

    async def respell(self, transaction: Transaction, people: Iterable[Respelled]) -> None:
        """Speakers are called as the library calls them, in all their pieces."""
        await transaction.execute_many(
            """UPDATE quote SET speaker = ? WHERE speaker = ?
            AND article IN (SELECT article FROM article_person WHERE person = ?)""",
            [(one.name, one.before, one.id) for one in people],
        )

    async def quotes(self, article: int) -> tuple[Quote, ...]:
        rows = await self._database.read(
            "SELECT text, speaker, paragraph FROM quote WHERE article = ? ORDER BY position",
            (self._guild.row(article),),
        )
        return tuple(Quote(*row) for row in rows)

    async def set_shingles(self, transaction: Transaction, article: int, hashes: Iterable[int]) -> None:
        row = self._guild.row(article)
        await transaction.execute("DELETE FROM shingle WHERE article = ?", (row,))
        await transaction.execute_many(
            "INSERT INTO shingle (guild, hash, article) VALUES (?, ?, ?)",
            [(self._guild.ordinal, one, row) for one in sorted(hashes)],
        )

    async def sharing(self, within: Transaction, hashes: Collection[int], share: float) -> dict[int, tuple[int, int]]:
        """Pieces in the library that may have that share of the smaller of two samples in common.

        article → (shared hashes, all of its own). The many that share a turn of phrase are left out by their length
        in words, which tells roughly how many hashes they have, before those are counted.
        """
        rows = await within.read(
            """SELECT shingle.article, count(*),
                (SELECT count(*) FROM shingle AS own WHERE own.article = shingle.article)
            FROM shingle JOIN article ON article.id = shingle.article AND article.removed = ''
            WHERE shingle.guild = ? AND hash IN (SELECT value FROM json_each(?)) GROUP BY shingle.article
            HAVING 2 * count(*) >= ? * min(article.words / ?, ?)""",
            (self._guild.ordinal, json.dumps(sorted(hashes)), share, SAMPLE, len(hashes)),
        )
        return {self._guild.sequence(row): (int(shared), int(total)) for row, shared, total in rows}

    async def neighbours(self, article: int, generation: int) -> list[tuple[int, float, list[str]]] | None:
        """(other, score, shared terms) as computed at this generation of the guild, or None when that is stale."""
        rows = await self._database.read(
            "SELECT hits FROM neighbour WHERE article = ? AND generation = ?",
            (self._guild.row(article), generation),
        )
        return [(int(a), float(b), list(c)) for a, b, c in json.loads(rows[0][0])] if rows else None

    async def set_neighbours(
        self,
        transaction: Transaction,
        generation: int,
        computed: Sequence[tuple[int, Sequence[tuple[int, float, Sequence[str]]]]],
    ) -> None:
        await transaction.execute_many(
            "INSERT OR REPLACE INTO neighbour (article, generation, hits) VALUES (?, ?, ?)",
            [
                (self._guild.row(article), generation, json.dumps(list(hits), ensure_ascii=False))
                for article, hits in computed
            ],
        )
