"""The curators' desk: drafts awaiting review, the change log, settings, and what was asked and not found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild


@dataclass(frozen=True, slots=True)
class StoredDraft:
    id: int
    record: dict[str, Any]
    origin: str
    owner: int
    created: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the append-only log; `before` and `after` are records or None."""

    id: int
    at: str
    by: int
    verb: str
    article: int | None
    before: Any
    after: Any


class DraftStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def add(self, transaction: Transaction, record: dict[str, Any], origin: str, owner: int, now: str) -> int:
        rows = await transaction.read(
            "INSERT INTO draft (guild, record, origin, owner, created) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (self._guild.ordinal, json.dumps(record, ensure_ascii=False), origin, owner, now),
        )
        return int(rows[0][0])

    async def change(self, transaction: Transaction, draft: int, record: dict[str, Any]) -> None:
        await transaction.execute(
            "UPDATE draft SET record = ? WHERE guild = ? AND id = ?",
            (json.dumps(record, ensure_ascii=False), self._guild.ordinal, draft),
        )

    async def drop(self, transaction: Transaction, draft: int) -> None:
        await transaction.execute("DELETE FROM draft WHERE guild = ? AND id = ?", (self._guild.ordinal, draft))

    async def set_marks(self, transaction: Transaction, draft: int, marks: Iterable[str]) -> None:
        """Replaces what the draft is known by."""
        await transaction.execute("DELETE FROM draft_mark WHERE draft = ?", (draft,))
        await transaction.execute_many(
            "INSERT OR IGNORE INTO draft_mark (guild, mark, draft) VALUES (?, ?, ?)",
            [(self._guild.ordinal, mark, draft) for mark in marks],
        )

    async def sharing(self, marks: Iterable[str], within: Transaction | None = None) -> dict[int, set[str]]:
        """The drafts that have any of these marks, the longest waiting first, each with those it has."""
        rows = await (within or self._database).read(
            """SELECT draft.id, mark FROM draft_mark JOIN draft ON draft.id = draft_mark.draft
            WHERE draft_mark.guild = ? AND mark IN (SELECT value FROM json_each(?)) ORDER BY created, draft.id""",
            (self._guild.ordinal, json.dumps(sorted(set(marks)))),
        )
        found: dict[int, set[str]] = {}
        for draft, mark in rows:
            found.setdefault(int(draft), set()).add(str(mark))
        return found

    async def get(self, draft: int, within: Transaction | None = None) -> StoredDraft | None:
        rows = await (within or self._database).read(
            "SELECT id, record, origin, owner, created FROM draft WHERE guild = ? AND id = ?",
            (self._guild.ordinal, draft),
        )
        return _draft(rows[0]) if rows else None

    async def waiting(self, limit: int = 25, offset: int = 0) -> list[StoredDraft]:
        """The oldest first: what has waited longest is reviewed first."""
        rows = await self._database.read(
            "SELECT id, record, origin, owner, created FROM draft WHERE guild = ? "
            "ORDER BY created, id LIMIT ? OFFSET ?",
            (self._guild.ordinal, limit, offset),
        )
        return [_draft(row) for row in rows]

    async def unmarked(self) -> list[StoredDraft]:
        """Those that were held before drafts had marks."""
        rows = await self._database.read(
            """SELECT id, record, origin, owner, created FROM draft WHERE guild = ?
            AND NOT EXISTS (SELECT 1 FROM draft_mark WHERE draft_mark.draft = draft.id)""",
            (self._guild.ordinal,),
        )
        return [_draft(row) for row in rows]

    async def count(self) -> int:
        rows = await self._database.read("SELECT count(*) FROM draft WHERE guild = ?", (self._guild.ordinal,))
        return int(rows[0][0])


class ChangeStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def add(
        self,
        transaction: Transaction,
        verb: str,
        article: int | None,
        now: str,
        by: int,
        before: Any = None,
        after: Any = None,
    ) -> int:
        rows = await transaction.read(
            "INSERT INTO change (guild, at, by, verb, article, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                self._guild.ordinal,
                now,
                by,
                verb,
                None if article is None else self._guild.row(article),
                json.dumps(before, ensure_ascii=False),
                json.dumps(after, ensure_ascii=False),
            ),
        )
        return int(rows[0][0])

    async def get(self, change: int) -> Change | None:
        rows = await self._database.read(
            "SELECT id, at, by, verb, article, before, after FROM change WHERE guild = ? AND id = ?",
            (self._guild.ordinal, change),
        )
        return self._change(rows[0]) if rows else None

    async def latest(self, limit: int = 10) -> list[Change]:
        rows = await self._database.read(
            "SELECT id, at, by, verb, article, before, after FROM change WHERE guild = ? ORDER BY id DESC LIMIT ?",
            (self._guild.ordinal, limit),
        )
        return [self._change(row) for row in rows]

    async def purge(self, transaction: Transaction, articles: Sequence[int], now: str) -> None:
        """Notes that these pieces were deleted for good, and forgets what they said."""
        for article in articles:
            await transaction.execute(
                "UPDATE change SET before = 'null', after = 'null' WHERE article = ?", (self._guild.row(article),)
            )
            await self.add(transaction, "purge", article, now, 0)

    async def purged(self, article: int) -> str:
        """When the piece was deleted for good; "" when it never was."""
        rows = await self._database.read(
            "SELECT max(at) FROM change WHERE article = ? AND verb = 'purge'", (self._guild.row(article),)
        )
        return str(rows[0][0] or "")

    def _change(self, row: tuple[Any, ...]) -> Change:
        identity, at, by, verb, article, before, after = row
        number = None if article is None else self._guild.sequence(article)
        return Change(identity, at, by, verb, number, json.loads(before), json.loads(after))


class SettingStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def get(self, name: str) -> str:
        rows = await self._database.read(
            "SELECT value FROM setting WHERE guild = ? AND name = ?", (self._guild.ordinal, name)
        )
        return str(rows[0][0]) if rows else ""

    async def set(self, transaction: Transaction, name: str, value: str) -> None:
        await transaction.execute(
            "INSERT OR REPLACE INTO setting (guild, name, value) VALUES (?, ?, ?)",
            (self._guild.ordinal, name, value),
        )


class UnansweredStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def add(self, transaction: Transaction, query: str, now: str) -> None:
        """Counts a question the library had no answer to; who asked is not kept."""
        await transaction.execute(
            """INSERT INTO unanswered (guild, query, last) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last""",
            (self._guild.ordinal, query, now),
        )

    async def most_asked(self, limit: int = 5) -> list[tuple[str, int]]:
        rows = await self._database.read(
            "SELECT query, count FROM unanswered WHERE guild = ? ORDER BY count DESC, last DESC LIMIT ?",
            (self._guild.ordinal, limit),
        )
        return [(str(query), int(count)) for query, count in rows]


def _draft(row: tuple[Any, ...]) -> StoredDraft:
    identity, record, origin, owner, created = row
    return StoredDraft(identity, json.loads(record), origin, owner, created)
