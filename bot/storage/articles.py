"""The pieces of one guild: written, found by number, address, title or content, counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.domain.article import Article, Brief, Draft
from bot.domain.text import fold
from bot.domain.urlkey import url_key
from bot.storage.article_filter import Filter
from bot.storage.article_rows import BRIEF, COLUMNS, WHOLE, article_of, brief_of, values_of
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild


class ArticleStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    # ------------------------------------------------------------------ writing

    async def insert(
        self,
        transaction: Transaction,
        draft: Draft,
        content_hash: str,
        now: str,
        by: int,
        wanted: int | None = None,
    ) -> int:
        """Adds the row and returns its article number: `wanted` if that one is free, else the next."""
        article = await self._number(transaction, wanted)
        names = ["id", "guild", *COLUMNS, "added", "added_by", "changed", "changed_by"]
        values = [
            self._guild.row(article),
            self._guild.ordinal,
            *values_of(draft, content_hash),
            now,
            by,
            now,
            by,
        ]
        marks = ", ".join("?" * len(names))
        await transaction.execute(f"INSERT INTO article ({', '.join(names)}) VALUES ({marks})", values)
        await self.set_addresses(transaction, article, draft)
        return article

    async def _number(self, transaction: Transaction, wanted: int | None) -> int:
        if wanted is not None and 0 < wanted < 1 << 31:
            taken = await transaction.read("SELECT 1 FROM article WHERE id = ?", (self._guild.row(wanted),))
            if not taken:
                sql = "UPDATE guild SET sequence = max(sequence, ?) WHERE ordinal = ?"
                await transaction.execute(sql, (wanted, self._guild.ordinal))
                return wanted
        rows = await transaction.read(
            "UPDATE guild SET sequence = sequence + 1 WHERE ordinal = ? RETURNING sequence", (self._guild.ordinal,)
        )
        return int(rows[0][0])

    async def update(
        self, transaction: Transaction, article: int, draft: Draft, content_hash: str, now: str, by: int
    ) -> None:
        """Replaces every field of the row; people, topics and derived rows are their own stores'."""
        pairs = ", ".join(f"{name} = ?" for name in COLUMNS)
        await transaction.execute(
            f"UPDATE article SET {pairs}, changed = ?, changed_by = ? WHERE id = ?",
            [*values_of(draft, content_hash), now, by, self._guild.row(article)],
        )
        await self.set_addresses(transaction, article, draft)

    async def set_addresses(self, transaction: Transaction, article: int, draft: Draft) -> None:
        """The piece gives up its old addresses and takes the new ones that nobody else holds."""
        row = self._guild.row(article)
        await transaction.execute("DELETE FROM address WHERE article = ?", (row,))
        await transaction.execute_many(
            "INSERT OR IGNORE INTO address (guild, url_key, article) VALUES (?, ?, ?)",
            [(self._guild.ordinal, key, row) for key in address_keys(draft)],
        )

    async def set_removed(self, transaction: Transaction, article: int, now: str, by: int) -> None:
        """`now` empty puts the piece back."""
        await transaction.execute(
            "UPDATE article SET removed = ?, removed_by = ? WHERE id = ?", (now, by, self._guild.row(article))
        )
        if now:
            await transaction.execute("DELETE FROM address WHERE article = ?", (self._guild.row(article),))

    async def set_stamps(self, transaction: Transaction, article: int, added: str, changed: str) -> None:
        """When the piece came and when it was last changed, as the library it comes from knew."""
        await transaction.execute(
            "UPDATE article SET added = ?, changed = ? WHERE id = ?", (added, changed, self._guild.row(article))
        )

    async def set_superseded(self, transaction: Transaction, article: int, by_article: int | None) -> None:
        newer = None if by_article is None else self._guild.row(by_article)
        await transaction.execute(
            "UPDATE article SET superseded_by = ? WHERE id = ?", (newer, self._guild.row(article))
        )

    async def purge(self, transaction: Transaction, before: str, limit: int) -> list[int]:
        """Deletes for good what went to the trash before that time, so many at most; returns their numbers."""
        rows = await transaction.read(
            """DELETE FROM article WHERE id IN (
                SELECT id FROM article WHERE guild = ? AND removed <> '' AND removed < ? ORDER BY id LIMIT ?)
            RETURNING id""",
            (self._guild.ordinal, before, limit),
        )
        return [self._guild.sequence(row[0]) for row in rows]

    # ------------------------------------------------------------------ reading

    async def get(self, article: int, within: Transaction | None = None) -> Article | None:
        """The whole piece, also one in the trash (its `removed` says when)."""
        read = (within or self._database).read
        rows = await read(f"SELECT {WHOLE} FROM article WHERE article.id = ?", (self._guild.row(article),))
        return article_of(self._guild, rows[0]) if rows else None

    async def briefs(self, articles: Iterable[int]) -> list[Brief]:
        """Those that are in the library, in the order asked for."""
        wanted = list(articles)
        ids = json.dumps([self._guild.row(article) for article in wanted])
        rows = await self._database.read(
            f"SELECT {BRIEF} FROM article WHERE id IN (SELECT value FROM json_each(?)) AND removed = ''",
            (ids,),
        )
        found = {brief.id: brief for brief in (brief_of(self._guild, row) for row in rows)}
        return [found[article] for article in wanted if article in found]

    async def texts(self, articles: Iterable[int]) -> dict[int, tuple[str, str]]:
        """(deck, body) of each piece."""
        rows = await self._database.read(
            "SELECT id, deck, body FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        return {self._guild.sequence(row): (str(deck), str(body)) for row, deck, body in rows}

    async def published(self, articles: Iterable[int]) -> dict[int, str]:
        """The ISO date, or "", of each piece that is in the library."""
        rows = await self._database.read(
            "SELECT id, published FROM article WHERE id IN (SELECT value FROM json_each(?)) AND removed = ''",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        return {self._guild.sequence(row): str(published) for row, published in rows}

    async def newest(self, chosen: Filter | None = None, limit: int = 25, offset: int = 0) -> list[Brief]:
        clause, values = (chosen or Filter()).clause(self._guild.ordinal)
        # Chosen first: the columns of a brief are looked up for those alone that are shown.
        rows = await self._database.read(
            f"""SELECT {BRIEF} FROM article WHERE id IN (
                SELECT id FROM article WHERE {clause} ORDER BY published DESC, id DESC LIMIT ? OFFSET ?)
            ORDER BY published DESC, id DESC""",
            [*values, limit, offset],
        )
        return [brief_of(self._guild, row) for row in rows]

    async def count(self, chosen: Filter | None = None) -> int:
        clause, values = (chosen or Filter()).clause(self._guild.ordinal)
        rows = await self._database.read(f"SELECT count(*) FROM article WHERE {clause}", values)
        return int(rows[0][0])

    async def ids(self, chosen: Filter | None = None) -> list[int]:
        """Every article number the filter lets through, in order."""
        clause, values = (chosen or Filter()).clause(self._guild.ordinal)
        # One value instead of thousands of rows, each of which would cost as much as finding it.
        rows = await self._database.read(
            f"SELECT json_group_array(id & 4294967295) FROM article WHERE {clause}", values
        )
        return sorted(json.loads(rows[0][0]))

    async def by_title(
        self, title: str, *, removed: bool = False, prefix: bool = False, limit: int = 25
    ) -> list[Brief]:
        """Exact titles (case and accents aside), or titles that begin so; the newest first."""
        key = fold(title)
        if not key:
            return []
        test, values = ("title_key = ?", [key])
        if prefix:
            test, values = "title_key >= ? AND title_key < ?", [key, key + "\U0010ffff"]
        sign = "<>" if removed else "="
        rows = await self._database.read(
            f"""SELECT {BRIEF} FROM article WHERE id IN (
                SELECT id FROM article WHERE guild = ? AND {test} AND removed {sign} ''
                ORDER BY completeness = 'listing', published DESC, id DESC LIMIT ?)
            ORDER BY completeness = 'listing', published DESC, id DESC""",
            [self._guild.ordinal, *values, limit],
        )
        return [brief_of(self._guild, row) for row in rows]

    async def titled(self, within: Transaction, title: str) -> list[int]:
        """The few newest pieces in the library of exactly this title (case and accents aside)."""
        rows = await within.read(
            "SELECT id FROM article WHERE guild = ? AND title_key = ? AND removed = '' ORDER BY id DESC LIMIT 5",
            (self._guild.ordinal, fold(title)),
        )
        return [self._guild.sequence(row[0]) for row in rows]

    async def by_address(self, keys: Sequence[str], within: Transaction | None = None) -> int | None:
        """The article number that is known by one of these URL keys."""
        read = (within or self._database).read
        for key in keys:
            rows = await read("SELECT article FROM address WHERE guild = ? AND url_key = ?", (self._guild.ordinal, key))
            if rows:
                return self._guild.sequence(rows[0][0])
        return None

    async def by_content(self, content_hash: str, within: Transaction | None = None) -> int | None:
        read = (within or self._database).read
        rows = await read(
            "SELECT id FROM article WHERE guild = ? AND content_hash = ? AND content_hash <> '' AND removed = ''",
            (self._guild.ordinal, content_hash),
        )
        return self._guild.sequence(rows[0][0]) if rows else None

    async def has_listings(self, within: Transaction) -> bool:
        """Whether anything is known from another page's block only."""
        rows = await within.read(
            "SELECT 1 FROM article WHERE guild = ? AND completeness = 'listing' AND removed = '' LIMIT 1",
            (self._guild.ordinal,),
        )
        return bool(rows)

    async def trash(self, limit: int = 25) -> list[tuple[Brief, str]]:
        """What can be restored, with the time it was removed; the latest first."""
        rows = await self._database.read(
            f"SELECT {BRIEF}, removed FROM article WHERE guild = ? AND removed <> '' ORDER BY removed DESC, id LIMIT ?",
            (self._guild.ordinal, limit),
        )
        return [(brief_of(self._guild, row), str(row[-1])) for row in rows]

    async def counts(self) -> dict[str, int]:
        """How many pieces of each kind, and of each gap worth mending."""
        rows = await self._database.read(
            """SELECT kind, count(*) FROM article WHERE guild = :guild AND removed = '' GROUP BY kind
            UNION ALL SELECT 'listings', count(*) FROM article
                WHERE guild = :guild AND removed = '' AND completeness = 'listing'
            UNION ALL SELECT 'without a date', count(*) FROM article
                WHERE guild = :guild AND removed = '' AND published = ''
            UNION ALL SELECT 'without authors', count(*) FROM article WHERE guild = :guild AND removed = ''
                AND NOT EXISTS (SELECT 1 FROM article_person WHERE article = article.id)
            UNION ALL SELECT 'in the trash', count(*) FROM article WHERE guild = :guild AND removed <> ''""",
            {"guild": self._guild.ordinal},
        )
        return {str(name): int(count) for name, count in rows}


def address_keys(draft: Draft) -> list[str]:
    """The URL keys a piece is known by: its own page and the full piece."""
    return [key for key in dict.fromkeys(map(url_key, (draft.canonical_url, draft.url))) if key]
