"""Takes many records at once: in chunks, so that readers never wait long, and again without harm."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice

from bot.domain.article import Completeness, Person
from bot.domain.errors import DocentError, Duplicate, Invalid, Repeated
from bot.domain.record import NamedTopic, Record, RecordId
from bot.domain.text import fold
from bot.domain.topic import once
from bot.intake.table import Row
from bot.services.derivation import Derived, derive
from bot.services.filing import Filing
from bot.services.matching import Matcher
from bot.services.ties import Ties
from bot.services.writing import Writer, checked, titled
from bot.storage.completion import Scope
from bot.storage.database import Transaction
from bot.storage.guild import touch
from bot.storage.shelf import Shelf

CHUNK = 100  # records a transaction: a reader waits tens of milliseconds at most


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row. `status` is added, completed (a listing became whole), present, or refused."""

    number: int
    title: str = ""
    status: str = "added"
    article: int | None = None
    record_id: RecordId = None
    error: DocentError | None = None


class _Unstorable(Exception):
    """The file's own rules refuse a row that was half written."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _Rehearsed(Exception):
    """Takes back all that a rehearsal wrote."""


class ImportService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now
        self._matcher = Matcher(shelf)
        self._writer = Writer(shelf, self._matcher)
        self._filing = Filing(shelf, self._writer)

    async def run(self, rows: Iterable[Row], by: int = 0) -> AsyncIterator[Outcome]:
        """Imports row after row; each chunk is one transaction, and what is there already stays as it is.

        What the records say of each other is put in place at the end, when all of them are there.
        """
        ties = Ties(self._shelf, self._writer)
        renamed: set[NamedTopic] = set()
        filed: set[int] = set()  # pieces written since, which know of it
        for chunk in _chunks(rows):
            before = set(await self._shelf.topics.named())
            outcomes = await self._chunk(chunk, by, ties)
            if changed := before.symmetric_difference(await self._shelf.topics.named()):
                renamed |= changed
                filed.clear()
            filed.update(one.article for one in outcomes if one.article and not one.error)
            for outcome in outcomes:
                yield outcome
        await ties.restore(self._stamp(), by)
        named = await self._filing.naming({name for topic in renamed for name in (topic.name, *topic.aliases)})
        await self._filing.all_again(named - filed)

    async def rehearse(self, rows: Iterable[Row]) -> AsyncIterator[Outcome]:
        """What `run` would say of each row (of its own chunk it knows only the rows before it); stores nothing."""
        for chunk in _chunks(rows):
            for outcome in await self._chunk(chunk, 0, Ties(self._shelf, self._writer), keep=False):
                yield outcome

    async def _chunk(self, rows: list[Row], by: int, ties: Ties, *, keep: bool = True) -> list[Outcome]:
        ready: list[tuple[Row, Derived | None]] = []
        listed = bool(await self._shelf.topics.curated())
        for row in rows:
            record = row.record
            piece = record if record and record.draft.person is None and record.topic is None else None
            ready.append((row, _with_given(piece, await derive(piece.draft, self._shelf), listed) if piece else None))
        unfit: dict[int, Outcome] = {}
        while True:
            try:
                return await self._written(ready, unfit, by, ties, keep=keep)
            except _Unstorable as error:  # nothing of the chunk was stored: again, without that row
                unfit[error.outcome.number] = error.outcome

    async def _written(
        self, ready: list[tuple[Row, Derived | None]], unfit: dict[int, Outcome], by: int, ties: Ties, *, keep: bool
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with suppress(_Rehearsed):
            async with self._shelf.database.write() as transaction:
                for row, derived in ready:
                    outcome = unfit.get(row.number) or await self._take(transaction, row, derived, by, ties)
                    outcomes.append(outcome if keep else _rehearsed(outcome, outcomes))
                await touch(transaction, self._shelf.guild)
                if not keep:
                    raise _Rehearsed
        return outcomes

    async def _take(self, transaction: Transaction, row: Row, derived: Derived | None, by: int, ties: Ties) -> Outcome:
        record = row.record
        if record is None:
            return Outcome(row.number, status="refused", error=row.error or Invalid(f"Row {row.number} is empty."))
        outcome = Outcome(row.number, titled(record.draft).title, "refused", None, record.id)
        try:
            if record.topic:
                return replace(outcome, status=await self._name_topic(transaction, record.topic))
            if record.draft.person:
                return replace(outcome, status=await self._describe(transaction, record.draft.person, record.aliases))
            assert derived is not None
            number, status = await self._add(transaction, record, derived, by, ties)
        except Duplicate as error:
            ties.know(record.id, error.article_id)
            if record.draft.completeness is Completeness.LISTING:
                # A block that names what is here already says nothing new.
                return replace(outcome, status="present", article=error.article_id)
            return replace(outcome, article=error.article_id, error=error)
        except DocentError as error:
            return replace(outcome, error=error)
        except sqlite3.IntegrityError as error:
            refusal = Invalid(f"Row {row.number} can't be stored: {error}.")
            raise _Unstorable(replace(outcome, error=refusal)) from error
        return replace(outcome, status=status, article=number)

    async def _add(
        self, transaction: Transaction, record: Record, derived: Derived, by: int, ties: Ties
    ) -> tuple[int, str]:
        """The piece's article number, and what became of it. Raises Duplicate or Invalid."""
        draft, now = checked(titled(record.draft)), self._stamp()
        listing = await self._matcher.same_piece(transaction, draft, derived, ties.written(record.id))
        wanted = record.id if listing is None and isinstance(record.id, int) else None
        alone = replace(draft, related=()) if any(record.related_ids) else draft
        number = await self._writer.write(transaction, alone, derived, listing, now, by, wanted=wanted)
        if record.summary and record.summary.origin != "extract":
            await self._shelf.derived.set_summary(transaction, number, record.summary)
        if _is_time(record.added) and _is_time(record.changed):
            await self._shelf.articles.set_stamps(transaction, number, record.added, record.changed)
        await self._shelf.changes.add(transaction, "import", number, now, by)
        ties.add(number, record)
        return number, "completed" if listing else "added"

    async def _describe(self, transaction: Transaction, person: Person, aliases: Iterable[str]) -> str:
        """A record of a person: what it says goes onto their card."""
        if not person.name:
            raise Invalid("A person needs a name.")
        identity, new = await self._shelf.people.describe(transaction, person)
        respelled = await self._shelf.people_names.say(transaction, identity, person.name)
        await self._shelf.derived.respell(transaction, respelled)
        await self._shelf.people.add_aliases(transaction, identity, list(aliases))
        if new:
            await self._shelf.completion.put(transaction, Scope.PERSON, identity, person.name, *aliases)
        return "added" if new else "present"

    async def _name_topic(self, transaction: Transaction, topic: NamedTopic) -> str:
        """A record of a topic: its names, and its place on the server's list."""
        if not topic.name:
            raise Invalid("A topic needs a name.")
        identity, new = await self._shelf.topics.ensure(transaction, topic.name, curated=topic.curated)
        await self._shelf.topic_names.say(transaction, identity, topic.name)
        await self._shelf.topics.add_aliases(transaction, identity, topic.aliases)
        if new:
            await self._shelf.completion.put(transaction, Scope.TOPIC, identity, topic.name, *topic.aliases)
        return "added" if new else "present"

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _rehearsed(outcome: Outcome, above: Iterable[Outcome]) -> Outcome:
    """A row that is one of the rows above says so: what these wrote is no article of the library."""
    written = {one.article: one.number for one in above if one.status in ("added", "completed")}
    same = written.get(outcome.article)
    if outcome.article is None or same is None:
        return outcome
    error = Repeated(f"“{outcome.title}” is the same as row {same}.") if outcome.error else None
    return replace(outcome, article=None, error=error)


def _with_given(record: Record, derived: Derived, listed: bool) -> Derived:
    """With the topics that the record names, spelled as the piece does; a foreign record's are one more hint.

    Those of an export were found by the list of its own library: where another is, only a curator's word counts.
    """
    ours = {fold(topic.name): topic for topic in derived.topics}
    named = [replace(one, name=ours[key].name) if (key := fold(one.name)) in ours else one for one in record.topics]
    if record.added and not listed:
        return replace(derived, topics=tuple(named))
    more = [one for one in named if (one.origin == "curator" if record.added else fold(one.name) not in ours)]
    return replace(derived, topics=tuple(once((*more, *derived.topics), lambda one: fold(one.name)).values()))


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _names_something(row: Row) -> bool:
    return bool(row.record and (row.record.topic or row.record.draft.person))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Topics and people apart from pieces, which know of those that came before them."""
    for _, together in groupby(rows, key=_names_something):
        while chunk := list(islice(together, CHUNK)):
            yield chunk
