"""What people and topics are called: proper names, aliases, and two entries that turn out to be one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.domain.text import fold
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild
from bot.storage.people import name_key

Votes = set[tuple[int, str, str]]  # entry, how a piece spells its name, how the library does


@dataclass(frozen=True, slots=True)
class _Tables:
    """Where one kind of named thing is kept: its own table, its aliases, and what ties it to pieces."""

    entry: str  # also the column by which the other two name it
    alias: str
    tie: str
    key: Callable[[str], str]


_PEOPLE = _Tables("person", "person_alias", "article_person", name_key)
_TOPICS = _Tables("topic", "topic_alias", "article_topic", fold)


@dataclass(frozen=True, slots=True)
class Respelled:
    """An entry whose name is spelled otherwise now."""

    id: int
    before: str
    name: str


class NameStore:
    """The names of one guild's people, or of its topics. Table names come from this module alone."""

    def __init__(self, database: Database, guild: Guild, tables: _Tables) -> None:
        self._database = database
        self._guild = guild
        self._tables = tables

    async def name(self, entry: int, within: Transaction | None = None) -> str:
        """Its proper name, "" when this guild has no such entry."""
        rows = await (within or self._database).read(
            f"SELECT name FROM {self._tables.entry} WHERE guild = ? AND id = ?", (self._guild.ordinal, entry)
        )
        return str(rows[0][0]) if rows else ""

    async def aliases(self, entry: int, within: Transaction | None = None) -> list[str]:
        """Its other names, in the order of the alphabet."""
        rows = await (within or self._database).read(
            f"SELECT name FROM {self._tables.alias} WHERE guild = ? AND {self._tables.entry} = ? ORDER BY name_key",
            (self._guild.ordinal, entry),
        )
        return [str(row[0]) for row in rows]

    async def holder(self, within: Transaction, name: str) -> int | None:
        """Who or what is called so, properly or by an alias."""
        t, values = self._tables, {"guild": self._guild.ordinal, "key": self._tables.key(name)}
        rows = await within.read(
            f"""SELECT id FROM {t.entry} WHERE guild = :guild AND name_key = :key
            UNION ALL SELECT {t.entry} FROM {t.alias} WHERE guild = :guild AND name_key = :key""",
            values,
        )
        return int(rows[0][0]) if rows else None

    async def rename(self, transaction: Transaction, entry: int, name: str, aliases: Sequence[str]) -> None:
        """Replaces its names; the caller has made sure that nobody else holds them (see `holder`)."""
        t, key = self._tables, self._tables.key(name)
        await transaction.execute(
            f"DELETE FROM {t.alias} WHERE guild = ? AND {t.entry} = ?", (self._guild.ordinal, entry)
        )
        await transaction.execute(
            f"UPDATE {t.entry} SET name = ?, name_key = ?, said = 1 WHERE guild = ? AND id = ?",
            (name, key, self._guild.ordinal, entry),
        )
        others = {t.key(alias): alias for alias in aliases if t.key(alias) not in ("", key)}
        await transaction.execute_many(
            f"INSERT INTO {t.alias} (guild, name_key, name, {t.entry}) VALUES (?, ?, ?, ?)",
            [(self._guild.ordinal, one, alias, entry) for one, alias in others.items()],
        )

    async def pieces(self, within: Transaction, entry: int) -> list[int]:
        """The article numbers tied to it, also those in the trash."""
        rows = await within.read(
            f"""SELECT DISTINCT article FROM {self._tables.tie} WHERE {self._tables.entry} = ?
            AND article BETWEEN ? AND ? ORDER BY 1""",
            (entry, self._guild.first_row, self._guild.last_row),
        )
        return [self._guild.sequence(row[0]) for row in rows]

    async def merge(self, transaction: Transaction, gone: int, stays: int) -> None:
        """Everything tied to one becomes the other's, its names aliases, and the one is no more."""
        t = self._tables
        name = await self.name(gone, transaction)
        await transaction.execute(f"UPDATE OR IGNORE {t.tie} SET {t.entry} = ? WHERE {t.entry} = ?", (stays, gone))
        await transaction.execute(f"DELETE FROM {t.tie} WHERE {t.entry} = ?", (gone,))  # the piece had both
        await transaction.execute(
            f"UPDATE {t.alias} SET {t.entry} = ? WHERE guild = ? AND {t.entry} = ?", (stays, self._guild.ordinal, gone)
        )
        await transaction.execute(f"DELETE FROM {t.entry} WHERE guild = ? AND id = ?", (self._guild.ordinal, gone))
        await transaction.execute(
            f"INSERT OR IGNORE INTO {t.alias} (guild, name_key, name, {t.entry}) VALUES (?, ?, ?, ?)",
            (self._guild.ordinal, t.key(name), name, stays),
        )
        await transaction.execute(
            f"UPDATE {t.entry} SET said = 1 WHERE guild = ? AND id = ?", (self._guild.ordinal, stays)
        )

    # ------------------------------------------------------------------ spelling

    async def say(self, transaction: Transaction, entry: int, name: str) -> list[Respelled]:
        """Somebody writes the name so, and nobody did before: from now on it is no matter how pieces spell it."""
        t = self._tables
        before = await self.name(entry, transaction)
        rows = await transaction.read(
            f"""UPDATE {t.entry} SET said = 1, name = iif(name_key = :key, :name, name)
            WHERE guild = :guild AND id = :id AND said = 0 RETURNING name""",
            {"key": t.key(name), "name": name, "guild": self._guild.ordinal, "id": entry},
        )
        return [Respelled(entry, before, str(row[0])) for row in rows if row[0] != before]

    async def votes(self, within: Transaction, article: int) -> Votes:
        """How the piece spells what it names; nothing counts of a piece in the trash."""
        t = self._tables
        rows = await within.read(
            f"""SELECT {t.entry}.id, spelled, {t.entry}.name FROM {t.tie} JOIN {t.entry} ON {t.entry}.id = {t.entry}
            JOIN article ON article.id = article WHERE article = ? AND spelled <> '' AND removed = ''""",
            (self._guild.row(article),),
        )
        return {(int(entry), str(spelled), str(name)) for entry, spelled, name in rows}

    async def agree(self, transaction: Transaction, entries: Collection[int]) -> list[Respelled]:
        """Spells those whose name nobody chose as most pieces do, of equals as the first by the alphabet."""
        t = self._tables
        rows = await transaction.read(
            f"""SELECT {t.entry}.id, name, (
                SELECT spelled FROM {t.tie} WHERE {t.tie}.{t.entry} = {t.entry}.id AND spelled > ''
                AND article NOT IN (SELECT id FROM article WHERE guild = :guild AND removed <> '')
                GROUP BY spelled ORDER BY count(*) DESC, spelled LIMIT 1)
            FROM json_each(:entries) AS one CROSS JOIN {t.entry} ON {t.entry}.id = one.value
            WHERE guild = :guild AND said = 0""",
            {"guild": self._guild.ordinal, "entries": json.dumps(sorted(entries))},
        )
        changed = [Respelled(entry, before, name) for entry, before, name in rows if name not in (None, before)]
        await transaction.execute_many(
            f"UPDATE {t.entry} SET name = ? WHERE id = ?", [(one.name, one.id) for one in changed]
        )
        return changed


def people_names(database: Database, guild: Guild) -> NameStore:
    return NameStore(database, guild, _PEOPLE)


def topic_names(database: Database, guild: Guild) -> NameStore:
    return NameStore(database, guild, _TOPICS)
