"""What a feed names and its site did not give, until it does or is given up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild


@dataclass(frozen=True, slots=True)
class Owed:
    """The page of a piece, or the files of its recording. `url_key` is the piece's address.

    `named` says where it is, as the room that owes it writes that; `tries` counts those after the first.
    """

    url_key: str
    what: Literal["page", "recording"]
    named: dict[str, Any]
    tries: int = 0


class OwedStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def due(self, feed: int, now: str, limit: int) -> list[Owed]:
        """What the feed owes and whose time has come, the longest due first."""
        rows = await self._database.read(
            "SELECT url_key, what, named, tries FROM owed WHERE guild = ? AND feed = ? AND due <= ? "
            "ORDER BY due, url_key LIMIT ?",
            (self._guild.ordinal, feed, now, limit),
        )
        return [Owed(url_key, what, json.loads(named), tries) for url_key, what, named, tries in rows]

    async def put(self, transaction: Transaction, feed: int, owed: Owed, due: str) -> None:
        await transaction.execute(
            "INSERT OR REPLACE INTO owed (guild, url_key, what, named, feed, tries, due) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self._guild.ordinal, owed.url_key, owed.what, json.dumps(owed.named), feed, owed.tries, due),
        )

    async def drop(self, transaction: Transaction, owed: Owed) -> None:
        await transaction.execute(
            "DELETE FROM owed WHERE guild = ? AND url_key = ? AND what = ?",
            (self._guild.ordinal, owed.url_key, owed.what),
        )
