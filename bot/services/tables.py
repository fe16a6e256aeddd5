"""A table brought through Discord: kept, tried out without storing anything, then imported on a curator's word."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from itertools import islice

from bot.domain.article import Completeness, Draft
from bot.domain.duplicates import likeliest, sameness
from bot.domain.errors import DocentError, Duplicate, Invalid, NotFound
from bot.domain.import_report import ImportReport
from bot.domain.record import draft_of_record, record_of_draft
from bot.intake.table import Row, read_table
from bot.services.derivation import Derived, recognise
from bot.services.importing import ImportService, Outcome
from bot.services.matching import Matcher
from bot.services.writing import checked, titled
from bot.storage.articles import address_keys
from bot.storage.database import Transaction
from bot.storage.shelf import Shelf
from bot.storage.uploads import UploadStore

CHUNK = 25  # rows tried while the writer is held: tens of milliseconds
KEPT = 7 * 24 * 3600.0  # seconds after which a file that nobody confirmed is thrown away


class TableService:
    def __init__(self, shelf: Shelf, importing: ImportService) -> None:
        self._shelf = shelf
        self._importing = importing
        self._matcher = Matcher(shelf)
        self._uploads = UploadStore(shelf.database.path, shelf.guild)

    async def hold(self, name: str, data: bytes) -> int:
        """Keeps a file until it is confirmed or cancelled. Raises what `read_table` raises, and Invalid when empty."""
        if not await asyncio.to_thread(_count, name, data):
            raise Invalid("This file has no rows to import.")
        await self.sweep()
        return await asyncio.to_thread(self._uploads.keep, name, data)

    async def sweep(self) -> None:
        """Throws away what nobody confirmed for a week."""
        await asyncio.to_thread(self._uploads.sweep, KEPT)

    async def rehearse(self, number: int) -> AsyncIterator[ImportReport]:
        """What the import would do, row after row; the last report is the whole. Nothing is stored."""
        rows, total = await self._rows(number)
        report, seen = ImportReport(total), _Seen()
        while chunk := list(islice(rows, CHUNK)):
            async with self._shelf.database.write() as transaction:
                for row in chunk:
                    report = await self._tried(transaction, row, report, seen)
            yield report

    async def run(self, number: int, by: int) -> AsyncIterator[ImportReport]:
        """Imports the file and throws it away; stopped half-way it stays, and importing it again does no harm."""
        rows, total = await self._rows(number)
        report = ImportReport(total)
        async for outcome in self._importing.run(rows, by):
            report = _counted(report, outcome)
            yield report
        await self.discard(number)

    async def discard(self, number: int) -> None:
        await asyncio.to_thread(self._uploads.drop, number)

    async def _rows(self, number: int) -> tuple[Iterator[Row], int]:
        """The rows of a kept file and how many they are; its bytes are let go."""
        found = await asyncio.to_thread(self._uploads.get, number)
        if found is None:
            raise NotFound("This file is no longer here: it was imported or cancelled meanwhile. Send it again.")
        total = await asyncio.to_thread(_count, *found)
        return await asyncio.to_thread(read_table, *found), total

    async def _tried(self, transaction: Transaction, row: Row, report: ImportReport, seen: _Seen) -> ImportReport:
        if row.record is None:
            return report.having_refused(row.number, row.error.sentence if row.error else "It is empty.")
        draft = row.record.draft
        if row.record.topic is not None:
            known = await self._shelf.topics.by_name(row.record.topic.name)
            return report.having_found() if known else report.having_added()
        if draft.person is not None:
            return await self._tried_person(row, report)
        try:
            draft = checked(titled(draft))
            marks = recognise(draft)
            listing = await self._matcher.same_piece(transaction, draft, marks)
        except Duplicate:
            return report.having_found()
        except DocentError as refusal:
            return report.having_refused(row.number, refusal.sentence)
        if not seen.is_new(draft, marks):
            return report.having_found()
        return report.having_added() if listing is None else report.having_completed()

    async def _tried_person(self, row: Row, report: ImportReport) -> ImportReport:
        person = row.draft.person if row.draft else None
        if person is None or not person.name:
            return report.having_refused(row.number, "A person needs a name.")
        known = await self._shelf.people.by_name(person.name)
        return report.having_found() if known else report.having_added()


class _Seen:
    """The rows of the file so far: the same piece twice in one file is one piece.

    A file of 25 MiB has half a million shingles: of each the first row that has it is kept, and the rows are packed.
    """

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._row_of: dict[int, int] = {}  # shingle → row
        self._rows: list[tuple[bytes, int]] = []  # packed, with the number of its shingles

    def is_new(self, draft: Draft, marks: Derived) -> bool:
        keys = {*address_keys(draft), *filter(None, (marks.content_hash,))}
        known = not self._keys.isdisjoint(keys) or self._nearly(draft, marks.shingles)
        self._keys |= keys
        if not known and draft.completeness is not Completeness.LISTING:
            for one in marks.shingles:
                self._row_of.setdefault(one, len(self._rows))
            self._rows.append((_packed(draft), len(marks.shingles)))
        return not known

    def _nearly(self, draft: Draft, marks: frozenset[int]) -> bool:
        near = Counter(self._row_of[one] for one in marks if one in self._row_of)
        sharing = {row: (shared, self._rows[row][1]) for row, shared in near.items()}
        return any(sameness(_unpacked(self._rows[row][0]), draft) for row in likeliest(sharing, len(marks)))


def _packed(draft: Draft) -> bytes:
    return zlib.compress(json.dumps(record_of_draft(draft)).encode(), 1)


def _unpacked(data: bytes) -> Draft:
    return draft_of_record(json.loads(zlib.decompress(data)))


def _counted(report: ImportReport, outcome: Outcome) -> ImportReport:
    if outcome.status == "present" or isinstance(outcome.error, Duplicate):
        return report.having_found()
    if outcome.error:
        return report.having_refused(outcome.number, outcome.error.sentence)
    return report.having_completed() if outcome.status == "completed" else report.having_added()


def _count(name: str, data: bytes) -> int:
    rows: Iterator[Row] = read_table(name, data)
    return sum(1 for _ in rows)
