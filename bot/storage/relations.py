"""What a page or a curator says belongs together."""

from __future__ import annotations

from enum import StrEnum

from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild


class Bond(StrEnum):
    """Where a relation comes from."""

    LISTING = "listing"  # the page's own "More from …" block
    PIN = "pin"  # a curator: these belong together
    BLOCK = "block"  # a curator: never suggest this pair


class RelationStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def set_listed(self, transaction: Transaction, article: int, related: list[int]) -> None:
        """The items of the piece's own block, in the page's order; replaces what was listed before."""
        row = self._guild.row(article)
        await transaction.execute("DELETE FROM relation WHERE article = ? AND origin = 'listing'", (row,))
        await transaction.execute_many(
            "INSERT OR IGNORE INTO relation (article, related, origin, position) VALUES (?, ?, 'listing', ?)",
            [(row, self._guild.row(other), place) for place, other in enumerate(related, 1) if other != article],
        )

    async def tie(self, transaction: Transaction, article: int, other: int, bond: Bond) -> None:
        """A curator's pin or block holds both ways and replaces the opposite one."""
        await self.untie(transaction, article, other)
        await transaction.execute_many(
            "INSERT INTO relation (article, related, origin) VALUES (?, ?, ?)",
            [(self._guild.row(a), self._guild.row(b), bond.value) for a, b in ((article, other), (other, article))],
        )

    async def untie(self, transaction: Transaction, article: int, other: int) -> None:
        """Takes a curator's pin or block back; a page's own listing stays."""
        await transaction.execute_many(
            "DELETE FROM relation WHERE article = ? AND related = ? AND origin IN ('pin', 'block')",
            [(self._guild.row(a), self._guild.row(b)) for a, b in ((article, other), (other, article))],
        )

    async def of(self, article: int, within: Transaction | None = None) -> list[tuple[int, Bond, bool]]:
        """(other, bond, whether it is listed on *this* piece's page) both ways, in the page's order.

        Pages that list this piece in the same place come by day and title, not by the number they happened to get.
        """
        row = self._guild.row(article)
        rows = await (within or self._database).read(
            """WITH bond (other, origin, own, position) AS (
                SELECT related, origin, 1, position FROM relation WHERE article = :row
                UNION ALL SELECT article, origin, 0, position FROM relation WHERE related = :row AND origin = 'listing')
            SELECT other, origin, own, position FROM bond JOIN article ON article.id = other
            ORDER BY own DESC, position, article.published DESC, article.title, other""",
            {"row": row},
        )
        return [(self._guild.sequence(other), Bond(origin), bool(own)) for other, origin, own, _ in rows]

    async def listed(self, article: int, within: Transaction | None = None) -> list[int]:
        """What the piece's own page lists, in its order."""
        return [other for other, bond, own in await self.of(article, within) if own and bond is Bond.LISTING]

    async def move(self, transaction: Transaction, gone: int, stays: int) -> None:
        """Gives every relation of one piece to another (when two rows turn out to be one piece)."""
        old, new = self._guild.row(gone), self._guild.row(stays)
        for column, other in (("article", "related"), ("related", "article")):
            await transaction.execute(
                f"UPDATE OR IGNORE relation SET {column} = ? WHERE {column} = ? AND {other} <> ?",
                (new, old, new),
            )
        await transaction.execute("DELETE FROM relation WHERE article = ? OR related = ?", (old, old))
