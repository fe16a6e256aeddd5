"""The way in: reads what a curator brings, keeps it as a draft, and publishes it on their word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.article import Article, Completeness, Draft
from bot.domain.errors import Invalid
from bot.domain.updating import updated
from bot.domain.urlkey import web_url
from bot.intake.fetch import PAGES, Gate
from bot.intake.reading import Reader, read_paste
from bot.services.derivation import recognised
from bot.services.desk import Desk, Held, held_of
from bot.services.library import Added, LibraryService
from bot.services.matching import Matcher
from bot.services.telling import Told, untold
from bot.storage.shelf import Shelf

SUGGESTIONS = 10  # of one member that may wait at once
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Published(Added):
    """What became of a held draft.

    `settled` counts the other drafts of the piece that went with it, having nothing to add; `others` still wait,
    because they would change something.
    """

    settled: int = 0
    others: tuple[Held, ...] = ()


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
        self._desk = Desk(shelf)

    # ------------------------------------------------------------------ reading what is brought

    async def from_paste(self, text: str, url: str = "") -> Draft:
        """A page as people copy it. Raises BlockedPage or Unreadable when it is no piece."""
        return replace(await asyncio.to_thread(read_paste, text, url), source="paste")

    async def from_file(self, name: str, data: bytes, url: str = "") -> Draft:
        """A file by name and content. Raises Unsupported, TooLarge or Unreadable with what to do."""
        return replace(await self._reader.document(name, data, url), source="file")

    async def from_url(self, url: str, told: Told = untold) -> Draft:
        """A page of the web, through the safe gate. Raises InvalidUrl, RefusedAddress, Unreachable, BlockedPage …"""
        told("Asking the site for the page: it is given 20 seconds.")
        page = await self._gate.get(url, accept=PAGES)
        told(f"The page is here ({len(page.body) / 1000:,.0f} kB) and is being read.")
        return replace(await self._reader.page(page), source="url")

    # ------------------------------------------------------------------ review

    async def hold(self, draft: Draft, origin: str, owner: int, note: str = "") -> Held:
        """Keeps a draft until it is published or discarded; a restart does not lose it."""
        now = self._now().isoformat(timespec="seconds")
        async with self._shelf.database.write() as transaction:
            number = await self._desk.put(transaction, draft, origin, owner, now, note)
        return Held(number, draft, origin, owner, now, note)

    async def suggest(self, link: str, title: str, note: str, owner: int) -> Held:
        """A member's wish for the review list. Raises Invalid when it says nothing or they have many waiting."""
        if not (link or title):
            raise Invalid("Give a link, or words that name the piece.")
        if link and not web_url(link):
            raise Invalid(f"“{link[:60]}” is not the address of a page. Give a full one, or words that name the piece.")
        wish = Draft(title=title, url=link, source="suggestion")
        if await self._desk.same(wish):
            raise Invalid("This was suggested or brought before and awaits a curator's review.")
        waiting = [one for one in await self._shelf.drafts.waiting(ALL) if one.origin == "suggestion"]
        if sum(one.owner == owner for one in waiting) >= SUGGESTIONS:
            raise Invalid(f"{SUGGESTIONS} of your suggestions await review. Curators read them first.")
        return await self.hold(wish, "suggestion", owner, note)

    async def held(self, number: int) -> Held:
        return await self._desk.get(number)

    async def others(self, held: Held) -> list[Held]:
        """The other drafts that wait for the same piece, the longest waiting first."""
        return await self._desk.same(held.draft, besides=held.id)

    async def amend(self, number: int, changes: dict[str, Any]) -> Held:
        """Changes fields of a held draft by name."""
        held = await self.held(number)
        draft = replace(held.draft, **changes)
        async with self._shelf.database.write() as transaction:
            await self._desk.change(transaction, held, draft)
        return replace(held, draft=draft)

    async def fetch(self, number: int, told: Told = untold) -> Held:
        """Reads the page that a held draft links to; what was known of it fills the gaps. Raises as `from_url`."""
        held = await self.held(number)
        found = await self.from_url(held.draft.url, told)
        return await self.amend(number, _fields(updated(held.draft, found)))

    async def known(self, draft: Draft) -> Article | None:
        """The whole piece that a draft is another reading of: same address, same text or nearly so."""
        derived = await recognised(draft)
        async with self._shelf.database.write() as transaction:
            number = await self._matcher.known_as(transaction, draft, derived)
            found = None if number is None else await self._shelf.articles.get(number, transaction)
        listed = found is not None and found.draft.completeness is Completeness.LISTING
        return None if listed and draft.completeness is not Completeness.LISTING else found

    async def publish(self, number: int, by: int) -> Published:
        """Adds the draft to the library; when that is refused, the draft stays."""
        held = await self.held(number)
        added = await self._library.add(held.draft, by)
        return await self._published(added, number)

    async def update(self, number: int, article: int, by: int) -> Published:
        """Applies a held draft to the piece it is a newer reading of."""
        held = await self.held(number)
        piece, change = await self._library.update(article, held.draft, by)
        return await self._published(Added(piece, False, change), number)

    async def _published(self, added: Added, number: int) -> Published:
        async with self._shelf.database.write() as transaction:
            await self._shelf.drafts.drop(transaction, number)
            settled, others = await self._desk.settle(transaction, added.article)
        return Published(added.article, added.took_over, added.change, settled, tuple(others))

    async def discard(self, number: int) -> Held:
        held = await self.held(number)
        async with self._shelf.database.write() as transaction:
            await self._shelf.drafts.drop(transaction, number)
        return held

    async def waiting(self, limit: int = 25, offset: int = 0) -> list[Held]:
        """Drafts awaiting review, the longest waiting first."""
        return [held_of(one) for one in await self._shelf.drafts.waiting(limit, offset)]

    async def count_waiting(self) -> int:
        return await self._shelf.drafts.count()


def _fields(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
