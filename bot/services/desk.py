"""The curators' desk: drafts awaiting review, each piece known again when it comes by another door."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.article import Article, Completeness, Draft
from bot.domain.errors import NotFound
from bot.domain.one_piece import is_one_piece
from bot.domain.record import draft_of_record, record_of_draft
from bot.domain.text import fold
from bot.domain.updating import differences, updated
from bot.services.derivation import Derived, recognised
from bot.storage.articles import address_keys
from bot.storage.database import Transaction
from bot.storage.desk import StoredDraft
from bot.storage.shelf import Shelf

SURE = frozenset({"address", "text"})  # marks that decide by themselves; the others only say where to look
LEAST_PARTS = 3  # fewer four-word runs in common are turns of phrase


@dataclass(frozen=True, slots=True)
class Held:
    """A draft awaiting review. `owner` is the member who brought it; `origin` how ("url", "paste", "suggestion").

    `note` is what a member said of their suggestion.
    """

    id: int
    draft: Draft
    origin: str
    owner: int
    created: str
    note: str = ""

    @property
    def bare(self) -> bool:
        """Whether it only names the piece."""
        return not self.draft.body

    @property
    def owed(self) -> bool:
        """Whether a feed gave a teaser of it, and its page may have the rest."""
        return self.origin == "feed" and self.draft.completeness is not Completeness.FULL


class Desk:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def get(self, number: int, within: Transaction | None = None) -> Held:
        """Raises NotFound."""
        stored = await self._shelf.drafts.get(number, within)
        if stored is None:
            raise NotFound("This draft is no longer here: it was published or discarded meanwhile.")
        return held_of(stored)

    async def put(
        self, transaction: Transaction, draft: Draft, origin: str, owner: int, now: str, note: str = ""
    ) -> int:
        """The draft's number. Raises Invalid for one whose fields no record holds."""
        number = await self._shelf.drafts.add(transaction, _record(draft, note), origin, owner, now)
        await self._shelf.drafts.set_marks(transaction, number, _marks(draft, await recognised(draft)))
        return number

    async def change(self, transaction: Transaction, held: Held, draft: Draft) -> None:
        """The draft takes the place of what was held."""
        await self._shelf.drafts.change(transaction, held.id, _record(draft, held.note))
        await self._shelf.drafts.set_marks(transaction, held.id, _marks(draft, await recognised(draft)))

    async def at_address(self, url_key: str, within: Transaction | None = None) -> Held | None:
        """The draft that waits under an address, the longest waiting of them."""
        for number in await self._shelf.drafts.sharing([f"address {url_key}"], within):
            return await self.get(number, within)
        return None

    async def same(self, draft: Draft, within: Transaction | None = None, besides: int = 0) -> list[Held]:
        """Those that wait for the same piece, by whatever door they came; the longest waiting first."""
        marks = _marks(draft, await recognised(draft))
        found: list[Held] = []
        for number, shared in (await self._shelf.drafts.sharing(marks, within)).items():
            kinds = [mark.partition(" ")[0] for mark in shared]
            if number == besides or (set(kinds) == {"part"} and len(kinds) < LEAST_PARTS):
                continue
            other = await self.get(number, within)
            if not SURE.isdisjoint(kinds) or await asyncio.to_thread(is_one_piece, draft, other.draft):
                found.append(other)
        return found

    async def settle(self, transaction: Transaction, piece: Article, besides: int = 0) -> tuple[int, list[Held]]:
        """Drops the drafts of a piece that is in the library now and that say nothing more of it.

        Returns how many, and those that stay because they would change something.
        """
        dropped, staying = 0, []
        for other in await self.same(piece.draft, transaction, besides):
            if other.bare or not differences(piece.draft, updated(piece.draft, other.draft)):
                await self._shelf.drafts.drop(transaction, other.id)
                dropped += 1
            else:
                staying.append(other)
        return dropped, staying


def held_of(stored: StoredDraft) -> Held:
    note = str(stored.record.get("note") or "")
    return Held(stored.id, draft_of_record(stored.record), stored.origin, stored.owner, stored.created, note)


def _record(draft: Draft, note: str) -> dict[str, Any]:
    record = record_of_draft(draft)
    draft_of_record(record)  # what can't be read back would bar the way to all the others
    return record | ({"note": note} if note else {})


def _marks(draft: Draft, derived: Derived) -> Iterator[str]:
    yield from (f"address {key}" for key in address_keys(draft))
    if draft.title.strip():
        yield f"title {fold(draft.title)}"
    if derived.content_hash:
        yield f"text {derived.content_hash}"
    yield from (f"part {number}" for number in derived.shingles)
