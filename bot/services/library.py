"""What curators do to a library: add, edit, remove, restore, relate. One verb is one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.article import Article, Completeness, Draft, Summary
from bot.domain.dates import day_in_words
from bot.domain.errors import Duplicate, Invalid, NotFound, Removed
from bot.domain.record import draft_of_record, record_of_draft
from bot.domain.sentences import sentences
from bot.domain.updating import undone, updated
from bot.services.care import TRASH
from bot.services.derivation import derive
from bot.services.filing import Filing
from bot.services.matching import Matcher
from bot.services.writing import Writer, checked
from bot.storage.articles import address_keys
from bot.storage.database import Transaction
from bot.storage.guild import touch
from bot.storage.rekeying import rekey
from bot.storage.shelf import Shelf

UNDOABLE = ("edit", "update", "undo", "summary")  # verbs of the change log that hold what was there before


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a draft. `took_over`: it filled an entry that was known from a block only."""

    article: Article
    took_over: bool
    change: int


class LibraryService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now
        self._matcher = Matcher(shelf)
        self._writer = Writer(shelf, self._matcher)
        self._filing = Filing(shelf, self._writer)

    # ------------------------------------------------------------------ adding

    async def add(self, draft: Draft, by: int = 0) -> Added:
        """Publishes a draft. Raises Duplicate with the piece that is there, Invalid when there is nothing to keep."""
        draft = checked(draft)
        derived = await derive(draft, self._shelf)
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            listing = await self._matcher.same_piece(transaction, draft, derived)
            article = await self._writer.write(transaction, draft, derived, listing, now, by)
            record = record_of_draft(draft)
            change = await self._shelf.changes.add(transaction, "add", article, now, by, None, record)
            await touch(transaction, self._shelf.guild)
        return Added(await self.get(article), listing is not None, change)

    # ------------------------------------------------------------------ changing

    async def edit(self, article: int, changes: dict[str, Any], by: int = 0) -> tuple[Article, int]:
        """Changes fields of the draft by name; returns the piece and the change's number, which undoes it."""
        before = await self.living(article)
        return await self._replace(before, checked(replace(before.draft, **changes)), "edit", by)

    async def update(self, article: int, draft: Draft, by: int = 0) -> tuple[Article, int]:
        """A newer reading of a known piece: what the reading does not state is kept."""
        before = await self.living(article)
        return await self._replace(before, checked(updated(before.draft, draft)), "update", by)

    async def undo(self, number: int, by: int = 0) -> Article:
        """Takes back an edit, an update or a written summary by the number of its change; later ones stay.

        Raises NotFound when there is no such change, Invalid when the same fields were changed again since.
        """
        change = await self._shelf.changes.get(number)
        if change is None or change.article is None or change.verb not in UNDOABLE:
            raise NotFound("This change can't be undone any more.")
        piece = await self.living(change.article)
        if change.verb == "summary":
            if _written(piece) != (change.after or None):
                raise Invalid("The summary was written anew since, so this can't be undone.")
            before = change.before or {"text": "", "author": ""}
            return (await self.write_summary(piece.id, before["text"], before["author"], by))[0]
        record = undone(record_of_draft(piece.draft), change.before, change.after)
        listed = change.before.get("listed")
        return (await self._replace(piece, checked(draft_of_record(record)), "undo", by, listed))[0]

    async def _replace(
        self, before: Article, draft: Draft, verb: str, by: int, listed: list[int] | None = None
    ) -> tuple[Article, int]:
        """`listed` puts the relations that the piece's own page names back as they were."""
        derived = await derive(draft, self._shelf)
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            await self._refuse_race(transaction, before)
            taken = await self._shelf.articles.by_address(address_keys(draft), transaction)
            if taken not in (None, before.id):
                raise Duplicate(f"Article {taken} has that address already. Edit that one instead.", taken or 0)
            same = await self._shelf.articles.by_content(derived.content_hash, transaction)
            if derived.content_hash and same not in (None, before.id):
                raise Duplicate(f"Article {same} holds the same text already. Edit that one instead.", same or 0)
            relations = await self._shelf.relations.listed(before.id, transaction)
            await self._writer.write(transaction, draft, derived, before.id, now, by)
            if listed is not None:
                await self._shelf.relations.set_listed(transaction, before.id, listed)
            # As they are kept, not as they were typed: only so can a later undo tell whether they are still the same.
            kept = await self._shelf.articles.get(before.id, transaction)
            old, new = record_of_draft(before.draft), record_of_draft(kept.draft if kept else draft)
            old["listed"] = relations
            change = await self._shelf.changes.add(transaction, verb, before.id, now, by, old, new)
            await touch(transaction, self._shelf.guild)
        return await self.get(before.id), change

    async def write_summary(self, article: int, text: str, author: str, by: int = 0) -> tuple[Article, int]:
        """A curator's own summary: shown before any extract and never overwritten; empty text takes it back.

        Returns the piece and the change's number, which undoes it.
        """
        before = _written(await self.living(article))
        now = self._stamp()
        paragraphs = tuple(line for row in text.splitlines() if (line := " ".join(row.split())))
        async with self._shelf.database.write() as transaction:
            if paragraphs:
                written = Summary(sentences(paragraphs[0])[0], paragraphs, paragraphs, "written", author)
                await self._shelf.derived.set_summary(transaction, article, written)
            else:
                await self._shelf.derived.drop_summary(transaction, article, "written")
            after = {"text": "\n".join(paragraphs), "author": author} if paragraphs else None
            change = await self._shelf.changes.add(transaction, "summary", article, now, by, before, after)
        return await self.get(article), change

    async def remove(self, article: int, by: int = 0) -> Article:
        """Moves the piece to the trash, from which it can be restored for 30 days."""
        piece = await self.living(article)
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            await self._refuse_race(transaction, piece)
            await self._to_trash(transaction, article, now, by)
            await self._shelf.changes.add(transaction, "remove", article, now, by)
            await touch(transaction, self._shelf.guild)
        return piece

    async def restore(self, article: int, by: int = 0) -> Article:
        """Takes a piece out of the trash. Raises Duplicate when the same piece was added again meanwhile."""
        piece = await self.get(article)
        if not piece.removed:
            raise Invalid(f"“{piece.title}” is in the library; there is nothing to restore.")
        derived = await derive(piece.draft, self._shelf)
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            await self._refuse_race(transaction, piece)
            found = await self._matcher.known_as(transaction, piece.draft, derived)
            if found is not None and not await self._gave_way(transaction, found, piece, now, by):
                raise Duplicate(f"The same piece was added again meanwhile, as article {found}.", found)
            async with self._writer.spelled(transaction, article):
                await self._shelf.articles.set_removed(transaction, article, "", 0)
                await self._shelf.articles.set_addresses(transaction, article, piece.draft)
                await self._writer.put_back(transaction, article, piece.draft, derived)
            await self._shelf.changes.add(transaction, "restore", article, now, by)
            await touch(transaction, self._shelf.guild)
        return await self.get(article)

    async def _refuse_race(self, transaction: Transaction, before: Article) -> None:
        """Raises Invalid when the piece is no longer what was read before this transaction had its turn."""
        now = await self._shelf.articles.get(before.id, transaction)
        if now is None or bool(now.removed) != bool(before.removed) or now.draft != before.draft:
            raise Invalid(f"Somebody changed “{before.title}” at the same moment. Look at it, then try again.")

    async def _gave_way(self, transaction: Transaction, found: int, piece: Article, now: str, by: int) -> bool:
        """Whether the other entry is a mere listing of the piece: then it leaves, and the piece has its relations."""
        other = await self._shelf.articles.get(found, transaction)
        listing = other is not None and other.draft.completeness is Completeness.LISTING
        if not listing or piece.draft.completeness is Completeness.LISTING:
            return False
        await self._shelf.relations.move(transaction, found, piece.id)
        await self._to_trash(transaction, found, now, by)
        return True

    async def _to_trash(self, transaction: Transaction, article: int, now: str, by: int) -> None:
        async with self._writer.spelled(transaction, article):
            await self._writer.take_out(transaction, article)
            await self._shelf.articles.set_removed(transaction, article, now, by)

    async def rebuild(self) -> AsyncIterator[tuple[int, int]]:
        """Computes every piece's derived rows anew, one transaction a piece; gives (done, total) as it goes."""
        numbers = await self._shelf.articles.ids()
        done = 0
        async for _ in self._filing.again(numbers):
            done += 1
            yield done, len(numbers)
        async with self._shelf.database.write() as transaction:
            await self._shelf.postings.rebuild(transaction)
            await rekey(transaction, self._shelf.guild)
            await touch(transaction, self._shelf.guild)

    # ------------------------------------------------------------------ reading

    async def get(self, article: int) -> Article:
        """The piece, also from the trash; raises NotFound."""
        found = await self._shelf.articles.get(article)
        if found is None:
            gone = await self._shelf.changes.purged(article)
            left = f"Article {article} was removed, and deleted for good {TRASH.days} days later, on {gone[:10]}."
            raise NotFound(left if gone else f"There is no article {article} in this library.")
        return found

    async def living(self, article: int) -> Article:
        """The piece if it is in the library; raises NotFound or Removed."""
        piece = await self.get(article)
        if piece.removed:
            raise Removed(f"“{piece.title}” was removed on {day_in_words(piece.removed)}. A curator can restore it.")
        return piece

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _written(piece: Article) -> dict[str, str] | None:
    """The summary that a curator wrote, as the change log keeps it."""
    summary = piece.summary
    return {"text": "\n".join(summary.full), "author": summary.edited_by} if summary.origin == "written" else None
