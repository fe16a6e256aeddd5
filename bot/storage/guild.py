"""A guild's place in the file: every store is built on one and can reach no other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.database import Database, Transaction

LOCAL = 0  # the snowflake of the library the command line uses unless told otherwise
_SHIFT = 32


@dataclass(frozen=True, slots=True)
class Guild:
    """`ordinal` is the guild's number in this file; article rowids are `ordinal << 32 | sequence`.

    People and commands only ever see the sequence ("article 12"), so that no id can name another guild's piece.
    """

    snowflake: int
    ordinal: int

    @property
    def first_row(self) -> int:
        return self.ordinal << _SHIFT

    @property
    def last_row(self) -> int:
        return (self.ordinal + 1 << _SHIFT) - 1

    def row(self, sequence: int) -> int:
        """The rowid of an article number; numbers outside the guild's range match nothing."""
        return self.first_row | sequence if 0 < sequence < 1 << _SHIFT else -1

    def sequence(self, row: int) -> int:
        return row & (1 << _SHIFT) - 1


async def guild_of(database: Database, snowflake: int) -> Guild:
    """The guild's place, given out on first use."""
    sql = "SELECT ordinal FROM guild WHERE snowflake = ?"
    rows = await database.read(sql, (snowflake,))
    if not rows:
        async with database.write() as transaction:
            await transaction.execute("INSERT OR IGNORE INTO guild (snowflake) VALUES (?)", (snowflake,))
            rows = await transaction.read(sql, (snowflake,))
    return Guild(snowflake, int(rows[0][0]))


async def known_guilds(database: Database) -> list[int]:
    return [int(row[0]) for row in await database.read("SELECT snowflake FROM guild ORDER BY ordinal")]


async def touch(transaction: Transaction, guild: Guild) -> None:
    """Marks everything computed for this guild before now as stale."""
    await transaction.execute("UPDATE guild SET generation = generation + 1 WHERE ordinal = ?", (guild.ordinal,))


async def generation(within: Database | Transaction, guild: Guild) -> int:
    rows = await within.read("SELECT generation FROM guild WHERE ordinal = ?", (guild.ordinal,))
    return int(rows[0][0])
