"""The way in: reads what a curator brings, keeps it as a draft, and publishes it on their word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.article import Article, Completeness, Draft
from bot.domain.errors import Invalid, NotFound
from bot.domain.record import draft_of_record, record_of_draft
from bot.domain.updating import updated
from bot.domain.urlkey import url_key
from bot.intake.fetch import PAGES, Gate
from bot.intake.reading import Reader, read_paste
from bot.services.derivation import recognise
from bot.services.library import Added, LibraryService
from bot.services.matching import Matcher
from bot.storage.desk import StoredDraft
from bot.storage.shelf import Shelf

SUGGESTIONS = 10  # of one member that may wait at once
ALL = 1_000_000


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


class PostService:
    def __init__(
        self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._gate = gate
        self._reader = reader
        self._now = now
        self._matcher = Matcher(shelf)

    # ------------------------------------------------------------------ reading what is brought

    async def from_paste(self, text: str, url: str = "") -> Draft:
        """A page as people copy it. Raises BlockedPage or Unreadable when it is no piece."""
        return replace(await asyncio.to_thread(read_paste, text, url), source="paste")

    async def from_file(self, name: str, data: bytes, url: str = "") -> Draft:
        """A file by name and content. Raises Unsupported, TooLarge or Unreadable with what to do."""
        return replace(await self._reader.document(name, data, url), source="file")

    async def from_url(self, url: str) -> Draft:
        """A page of the web, through the safe gate. Raises InvalidUrl, RefusedAddress, Unreachable, BlockedPage …"""
        page = await self._gate.get(url, accept=PAGES)
        return replace(await self._reader.page(page), source="url")

    # ------------------------------------------------------------------ review

    async def hold(self, draft: Draft, origin: str, owner: int, note: str = "") -> Held:
        """Keeps a draft until it is published or discarded; a restart does not lose it."""
        now = self._now().isoformat(timespec="seconds")
        async with self._shelf.database.write() as transaction:
            number = await self._shelf.drafts.add(transaction, _noted(draft, note), origin, owner, now)
        return Held(number, draft, origin, owner, now, note)

    async def suggest(self, link: str, title: str, note: str, owner: int) -> Held:
        """A member's wish for the review list. Raises Invalid when it says nothing or they have many waiting."""
        if not (link or title):
            raise Invalid("Give a link, or words that name the piece.")
        waiting = [one for one in await self._shelf.drafts.waiting(ALL) if one.origin == "suggestion"]
        for one in waiting:
            if link and url_key(one.record.get("url") or "") == url_key(link):
                raise Invalid("This was suggested before and awaits a curator's review.")
        if sum(one.owner == owner for one in waiting) >= SUGGESTIONS:
            raise Invalid(f"{SUGGESTIONS} of your suggestions await review. Curators read them first.")
        return await self.hold(Draft(title=title, url=link, source="suggestion"), "suggestion", owner, note)

    async def held(self, number: int) -> Held:
        stored = await self._shelf.drafts.get(number)
        if stored is None:
            raise NotFound("This draft is no longer here: it was published or discarded meanwhile.")
        return _held(stored)

    async def amend(self, number: int, changes: dict[str, Any]) -> Held:
        """Changes fields of a held draft by name."""
        held = await self.held(number)
        draft = replace(held.draft, **changes)
        async with self._shelf.database.write() as transaction:
            await self._shelf.drafts.change(transaction, number, _noted(draft, held.note))
        return replace(held, draft=draft)

    async def fetch(self, number: int) -> Held:
        """Reads the page that a held draft links to; what was known of it fills the gaps. Raises as `from_url`."""
        held = await self.held(number)
        found = await self.from_url(held.draft.url)
        return await self.amend(number, _fields(updated(held.draft, found)))

    async def known(self, draft: Draft) -> Article | None:
        """The whole piece that a draft is another reading of: same address, same text or nearly so."""
        async with self._shelf.database.write() as transaction:
            number = await self._matcher.known_as(transaction, draft, recognise(draft))
            found = None if number is None else await self._shelf.articles.get(number, transaction)
        listed = found is not None and found.draft.completeness is Completeness.LISTING
        return None if listed and draft.completeness is not Completeness.LISTING else found

    async def publish(self, number: int, by: int) -> Added:
        """Adds the draft to the library; when that is refused, the draft stays."""
        held = await self.held(number)
        added = await self._library.add(held.draft, by)
        await self._drop(number)
        return added

    async def update(self, number: int, article: int, by: int) -> tuple[Article, int]:
        """Applies a held draft to the piece it is a newer reading of; returns it and the change's number."""
        held = await self.held(number)
        done = await self._library.update(article, held.draft, by)
        await self._drop(number)
        return done

    async def discard(self, number: int) -> Held:
        held = await self.held(number)
        await self._drop(number)
        return held

    async def waiting(self, limit: int = 25, offset: int = 0) -> list[Held]:
        """Drafts awaiting review, the longest waiting first."""
        return [_held(one) for one in await self._shelf.drafts.waiting(limit, offset)]

    async def count_waiting(self) -> int:
        return await self._shelf.drafts.count()

    async def _drop(self, number: int) -> None:
        async with self._shelf.database.write() as transaction:
            await self._shelf.drafts.drop(transaction, number)


def _held(stored: StoredDraft) -> Held:
    note = str(stored.record.get("note") or "")
    return Held(stored.id, draft_of_record(stored.record), stored.origin, stored.owner, stored.created, note)


def _noted(draft: Draft, note: str) -> dict[str, Any]:
    return record_of_draft(draft) | ({"note": note} if note else {})


def _fields(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
