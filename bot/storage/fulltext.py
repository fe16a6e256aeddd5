"""SQLite's full text over title, deck, body, people and topics: phrases, and pieces that have all words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild

_COLUMNS = "title, deck, body, people, topics"


class FullTextStore:
    """An external-content FTS5 table: this store keeps it in step with `article` (https://sqlite.org/fts5.html)."""

    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def add(self, transaction: Transaction, article: int) -> None:
        """Indexes the row as it stands now; call after the row, its people and its topics are written."""
        await transaction.execute(
            f"INSERT INTO article_text (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM article WHERE id = ?",
            (self._guild.row(article),),
        )

    async def remove(self, transaction: Transaction, article: int) -> None:
        """Takes the row's words out; call before anything in the row changes."""
        await transaction.execute(
            f"INSERT INTO article_text (article_text, rowid, {_COLUMNS}) "
            f"SELECT 'delete', id, {_COLUMNS} FROM article WHERE id = ?",
            (self._guild.row(article),),
        )

    async def phrase(self, phrases: Sequence[str], limit: int = 1_000, within: Transaction | None = None) -> list[int]:
        """Article numbers that hold every phrase word for word."""
        return await self.either([[phrase] for phrase in phrases], limit, within)

    async def either(
        self, phrases: Sequence[Sequence[str]], limit: int, within: Transaction | None = None
    ) -> list[int]:
        """Article numbers that hold one phrase of each set."""
        match = " AND ".join(f"({' OR '.join(map(_quoted, one))})" for one in phrases)
        rows = await (within or self._database).read(
            "SELECT rowid FROM article_text WHERE article_text MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
            (match, self._guild.first_row, self._guild.last_row, limit),
        )
        return [self._guild.sequence(row[0]) for row in rows]

    async def ranked(self, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(article, BM25 score, higher is better) of pieces with any of the words; title weighs 3, deck 2."""
        if not words:
            return []
        rows = await self._database.read(
            """SELECT rowid, -bm25(article_text, 3.0, 2.0, 1.0, 1.0, 1.0) AS score FROM article_text
            WHERE article_text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score DESC, rowid LIMIT ?""",
            (" OR ".join(map(_quoted, words)), self._guild.first_row, self._guild.last_row, limit),
        )
        return [(self._guild.sequence(row), float(score)) for row, score in rows]


def _quoted(phrase: str) -> str:
    """An FTS5 string: whatever people type is words to look for, never syntax."""
    return '"' + phrase.replace('"', " ").replace("\x00", " ") + '"'
