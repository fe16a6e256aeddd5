"""Feeds of a guild, and the keys of the items that were taken from them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bot.domain.feeds import KnownFeed, Mode
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild

_COLUMNS = (
    "id, url, title, mode, home, folder, paused, reason, due, checked, succeeded, failures, failure, etag, modified"
)


class FeedStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    # ------------------------------------------------------------------ reading

    async def get(self, feed: int) -> KnownFeed | None:
        return await self._one("id = ? AND removed = ''", feed)

    async def by_address(self, url_key: str) -> KnownFeed | None:
        return await self._one("url_key = ? AND removed = ''", url_key)

    async def removed(self, feed: int) -> KnownFeed | None:
        """A feed that is followed no more, for taking that back."""
        return await self._one("id = ? AND removed <> ''", feed)

    async def all(self) -> list[KnownFeed]:
        """By name."""
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM feed WHERE guild = ? AND removed = '' "
            "ORDER BY CASE title WHEN '' THEN url ELSE title END COLLATE NOCASE, id",
            (self._guild.ordinal,),
        )
        return [_feed(row) for row in rows]

    async def count(self) -> int:
        rows = await self._database.read(
            "SELECT count(*) FROM feed WHERE guild = ? AND removed = ''", (self._guild.ordinal,)
        )
        return int(rows[0][0])

    async def seen(self, keys: Iterable[str], within: Transaction | None = None) -> set[str]:
        """Which of the item keys are known."""
        rows = await (within or self._database).read(
            "SELECT key FROM feed_item WHERE guild = ? AND key IN (SELECT value FROM json_each(?))",
            (self._guild.ordinal, json.dumps(list(keys))),
        )
        return {str(row[0]) for row in rows}

    async def _one(self, condition: str, value: object) -> KnownFeed | None:
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM feed WHERE guild = ? AND {condition}", (self._guild.ordinal, value)
        )
        return _feed(rows[0]) if rows else None

    # ------------------------------------------------------------------ writing

    async def add(
        self,
        transaction: Transaction,
        url: str,
        url_key: str,
        mode: Mode,
        now: str,
        due: str,
        *,
        title: str = "",
        home: str = "",
        folder: str = "",
    ) -> int | None:
        """The new feed's number; None when it is followed already. One that was removed begins anew."""
        rows = await transaction.read(
            """INSERT INTO feed (guild, url, url_key, title, home, folder, mode, due, added)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (guild, url_key) DO UPDATE SET url = excluded.url, title = excluded.title, home = excluded.home,
                folder = excluded.folder, mode = excluded.mode, due = excluded.due, added = excluded.added,
                paused = 0, reason = '', etag = '', modified = '', checked = '', succeeded = '', failures = 0,
                failure = '', removed = ''
            WHERE removed <> '' RETURNING id""",
            (self._guild.ordinal, url, url_key, title, home, folder, mode.value, due, now),
        )
        return int(rows[0][0]) if rows else None

    async def set_mode(self, transaction: Transaction, feed: int, mode: Mode) -> None:
        await self._set(transaction, feed, mode=mode.value)

    async def set_paused(self, transaction: Transaction, feed: int, reason: str = "") -> None:
        await self._set(transaction, feed, paused=1, reason=reason)

    async def set_running(self, transaction: Transaction, feed: int, due: str) -> None:
        """Read again from `due` on, with the failures of before forgotten."""
        await self._set(transaction, feed, paused=0, reason="", failures=0, failure="", due=due)

    async def set_removed(self, transaction: Transaction, feed: int, removed: str) -> None:
        await self._set(transaction, feed, removed=removed)

    async def set_address(self, transaction: Transaction, feed: int, url: str, url_key: str) -> bool:
        """Whether the feed now has the address; another feed of this guild may have it."""
        rows = await transaction.read(
            "UPDATE OR IGNORE feed SET url = ?, url_key = ? WHERE guild = ? AND id = ? RETURNING id",
            (url, url_key, self._guild.ordinal, feed),
        )
        return bool(rows)

    async def set_read(
        self, transaction: Transaction, feed: KnownFeed, now: str, due: str, *, etag: str, modified: str
    ) -> None:
        """It was read well: its name may have changed, and its failures are over."""
        await self._set(
            transaction,
            feed.id,
            title=feed.title,
            home=feed.home,
            etag=etag,
            modified=modified,
            checked=now,
            succeeded=now,
            due=due,
            failures=0,
            failure="",
        )

    async def set_failed(
        self, transaction: Transaction, feed: int, failures: int, sentence: str, now: str, due: str
    ) -> None:
        await self._set(transaction, feed, failures=failures, failure=sentence, checked=now, due=due)

    async def mark(self, transaction: Transaction, keys: Iterable[str], now: str) -> None:
        """Item keys that are not taken again."""
        await transaction.execute_many(
            "INSERT OR IGNORE INTO feed_item (guild, key, seen) VALUES (?, ?, ?)",
            [(self._guild.ordinal, key, now) for key in keys],
        )

    async def _set(self, transaction: Transaction, feed: int, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        await transaction.execute(
            f"UPDATE feed SET {columns} WHERE guild = ? AND id = ?", (*values.values(), self._guild.ordinal, feed)
        )


async def due_feeds(database: Database, now: str, limit: int, servers: Iterable[int]) -> list[tuple[int, int]]:
    """(server, feed) of each of these servers' feeds whose time has come, the longest due first."""
    rows = await database.read(
        """SELECT snowflake, feed.id FROM feed JOIN guild ON guild.ordinal = feed.guild
        WHERE paused = 0 AND removed = '' AND due <= ? AND snowflake IN (SELECT value FROM json_each(?))
        ORDER BY due, feed.id LIMIT ?""",
        (now, json.dumps(sorted(servers)), limit),
    )
    return [(int(snowflake), int(feed)) for snowflake, feed in rows]


def _feed(row: tuple[Any, ...]) -> KnownFeed:
    names = [name.strip() for name in _COLUMNS.split(",")]
    values = dict(zip(names, row, strict=True))
    return KnownFeed(**values | {"mode": Mode(values["mode"]), "paused": bool(values["paused"])})
