"""Pages of feed items that did not answer, until they do or are given up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild


@dataclass(frozen=True, slots=True)
class OwedPage:
    """`tries` counts those after the first."""

    url_key: str
    url: str
    tries: int


class OwedPageStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def due(self, feed: int, now: str, limit: int) -> list[OwedPage]:
        """The feed's pages whose time has come, the longest due first."""
        rows = await self._database.read(
            "SELECT url_key, url, tries FROM owed_page WHERE guild = ? AND feed = ? AND due <= ? "
            "ORDER BY due, url_key LIMIT ?",
            (self._guild.ordinal, feed, now, limit),
        )
        return [OwedPage(*row) for row in rows]

    async def put(
        self, transaction: Transaction, feed: int, url_key: str, url: str, due: str, *, tries: int = 0
    ) -> None:
        await transaction.execute(
            "INSERT OR REPLACE INTO owed_page (guild, url_key, url, feed, tries, due) VALUES (?, ?, ?, ?, ?, ?)",
            (self._guild.ordinal, url_key, url, feed, tries, due),
        )

    async def drop(self, transaction: Transaction, url_key: str) -> None:
        await transaction.execute(
            "DELETE FROM owed_page WHERE guild = ? AND url_key = ?", (self._guild.ordinal, url_key)
        )
