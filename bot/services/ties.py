"""What imported records say of each other, put in place when all of them are there."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from bot.domain.article import Draft
from bot.domain.record import Record, RecordId
from bot.services.writing import Writer
from bot.storage.database import Transaction
from bot.storage.guild import touch
from bot.storage.relations import Bond
from bot.storage.shelf import Shelf

CHUNK = 100  # records a transaction


class Ties:
    """Collects the records of one import by the ids of the library they come from.

    Only pieces that this import wrote are tied: what curators here said of older ones stays as it is.
    """

    def __init__(self, shelf: Shelf, writer: Writer) -> None:
        self._shelf = shelf
        self._writer = writer
        self._numbers: dict[RecordId, int] = {}
        self._written: dict[int, RecordId] = {}
        self._records: dict[int, Record] = {}

    def know(self, record_id: RecordId, article: int) -> None:
        """A record's piece was here before, under this number."""
        if record_id is not None:
            self._numbers[record_id] = article

    def add(self, article: int, record: Record) -> None:
        """A record was written under this number."""
        self.know(record.id, article)
        self._written[article] = record.id
        if any((*record.related_ids, *record.pinned, *record.blocked, record.superseded_by)):
            # Without its texts: a file of 25 MiB would be kept in memory until its end.
            self._records[article] = replace(record, draft=Draft(related=record.draft.related), summary=None, topics=())

    def written(self, record_id: RecordId) -> Container[int]:
        """Pieces that came with this import under other ids of the same library, so that they are not the same."""
        return self._written if isinstance(record_id, int) else ()

    async def restore(self, now: str, by: int) -> None:
        """Puts relations, pins, blocks and successors in place."""
        records = list(self._records.items())
        for start in range(0, len(records), CHUNK):
            async with self._shelf.database.write() as transaction:
                for article, record in records[start : start + CHUNK]:
                    await self._restore(transaction, article, record, now, by)
                await touch(transaction, self._shelf.guild)

    async def _restore(self, transaction: Transaction, article: int, record: Record, now: str, by: int) -> None:
        if any(record.related_ids):
            entries = [None if one is None else self._numbers.get(one) for one in record.related_ids]
            await self._writer.set_listed(transaction, article, record.draft.related, now, by, entries)
        for bond, ids in ((Bond.PIN, record.pinned), (Bond.BLOCK, record.blocked)):
            for other in self._known(ids):
                if other != article:
                    await self._shelf.relations.tie(transaction, article, other, bond)
        for newer in self._known([record.superseded_by]):
            if newer != article:
                await self._shelf.articles.set_superseded(transaction, article, newer)

    def _known(self, ids: Iterable[RecordId]) -> list[int]:
        return [self._numbers[one] for one in ids if one is not None and one in self._numbers]
