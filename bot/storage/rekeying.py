"""Keys of addresses as they are made now: what was found to be tracking since goes out of those that are kept."""

from __future__ import annotations

from bot.domain.urlkey import url_key
from bot.storage.database import Transaction
from bot.storage.guild import Guild

_MARK = "address "
# Table, column, and what stands before the key there; only a query can hold tracking.
_KEPT = (("address", "url_key", ""), ("owed", "url_key", ""), ("draft_mark", "mark", _MARK))


async def rekey(transaction: Transaction, guild: Guild) -> int:
    """Returns how many keys changed; one that another piece has by now stays as it was."""
    changed = 0
    for table, column, before in _KEPT:
        rows = await transaction.read(
            f"SELECT DISTINCT {column} FROM {table} WHERE guild = ? AND {column} LIKE ? || '%?%'",
            (guild.ordinal, before),
        )
        again = [(key, url_key("https://" + key)) for key in (str(row[0]).removeprefix(before) for row in rows)]
        moved = [(before + new, guild.ordinal, before + old) for old, new in again if new not in ("", old)]
        await transaction.execute_many(
            f"UPDATE OR IGNORE {table} SET {column} = ? WHERE guild = ? AND {column} = ?", moved
        )
        changed += len(moved)
    return changed
