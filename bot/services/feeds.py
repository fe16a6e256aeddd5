"""The feeds of one library: following, pausing and removing them, and reading one now."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import Invalid, InvalidUrl, NotFound, Unreachable, Unsupported
from bot.domain.feeds import FeedCheck, KnownFeed, Mode
from bot.domain.urlkey import url_key
from bot.intake.failures import ErrorStatus
from bot.intake.feed import feed_links
from bot.intake.fetch import FEEDS, Gate, Page
from bot.intake.media import Media
from bot.intake.opml import FeedAddress
from bot.intake.reading import Reader
from bot.services.feed_items import ItemDesk
from bot.services.feed_reading import FeedReader, Fetched, read_page_as_feed, what_went_wrong
from bot.services.library import LibraryService
from bot.services.telling import Told, untold
from bot.storage.shelf import Shelf

MOST = 1_000  # feeds of one library
AT_ONCE = 4  # fewer than the gate has turns, so that a curator's page never waits for feeds


class FeedService:
    def __init__(
        self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._shelf = shelf
        self._gate = gate
        self._now = now
        self._reader = FeedReader(shelf, ItemDesk(shelf, library, gate, reader, now), gate, now)

    # ------------------------------------------------------------------ asking

    async def all(self) -> list[KnownFeed]:
        return await self._shelf.feeds.all()

    async def get(self, number: int) -> KnownFeed:
        found = await self._shelf.feeds.get(number)
        if found is None:
            raise NotFound("This feed is no longer followed here.")
        return found

    async def find(self, text: str) -> KnownFeed:
        """The feed of an address, of a name, or of `id:3`. Raises NotFound."""
        text = " ".join(text.split())
        if re.fullmatch(r"(?:id:)?[0-9]{1,18}", text):
            return await self.get(int(text.removeprefix("id:")))
        found = await self._shelf.feeds.by_address(url_key(text)) if url_key(text) else None
        named = [feed for feed in await self.all() if text and feed.name.casefold() == text.casefold()]
        if found is None and not named:
            raise NotFound(f"No feed here is called “{text[:100]}”. The list of feeds has their names and addresses.")
        return found or named[0]

    # ------------------------------------------------------------------ following

    async def follow(self, url: str, mode: Mode | None = None, by: int = 0, told: Told = untold) -> FeedCheck:
        """Reads the feed at an address, or the one that a page there names, and follows it from now on.

        New feeds are set to review unless `mode` says otherwise; a feed that is followed already is only set to
        `mode`. Raises Invalid, Unsupported, Unreachable … when there is no feed to follow.
        """
        known = await self._shelf.feeds.by_address(url_key(url)) if url_key(url) else None
        if known is None:
            address, page = await self._feed_page(url)
            known = await self._shelf.feeds.by_address(url_key(address))
            if known is None:
                read = await read_page_as_feed(page)
                number = await self.start(FeedAddress(address, read.title, read.url), mode or Mode.REVIEW, by)
                return await self._reader.check(await self.get(number), Fetched(page, read), told)
        if mode is None or mode is known.mode:
            raise Invalid(f"“{known.name}” is followed already, set to {known.mode}.")
        return FeedCheck(feed=await self.set_mode(known.id, mode, by))

    async def start(self, address: FeedAddress, mode: Mode, by: int) -> int:
        """Follows a feed without reading it: its turn comes soon. Raises Invalid, InvalidUrl."""
        if await self._shelf.feeds.count() >= MOST:
            raise Invalid(f"This library follows {MOST:,} feeds, and that is as many as it can. Remove one first.")
        now, key = self._stamp(), url_key(address.url)
        if not key:
            raise InvalidUrl(f"“{address.url[:100]}” is not the address of a feed.")
        async with self._shelf.database.write() as transaction:
            number = await self._shelf.feeds.add(
                transaction, address.url, key, mode, now, now,
                title=address.title, home=address.home, folder=address.folder,
            )  # fmt: skip
            told = {"url": address.url, "mode": mode.value}
            await self._shelf.changes.add(transaction, "feed add", None, now, by, None, told)
        if number is None:
            raise Invalid("This feed was added a moment ago by someone else.")
        return number

    async def check(self, number: int, told: Told = untold) -> FeedCheck:
        """Reads a feed now and takes what is new. What the feed provokes is told in `error`, never raised.

        Raises NotFound, and Invalid while another reading of it is under way.
        """
        return await self._reader.check(await self.get(number), told=told)

    async def check_all(self) -> AsyncIterator[FeedCheck]:
        """Reads every feed that is not paused, a few at once, and tells of each as it is done."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def check(number: int) -> FeedCheck:
            async with turns:
                return await self.check(number)

        tasks = [asyncio.create_task(check(feed.id)) for feed in await self.all() if not feed.paused]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def set_mode(self, number: int, mode: Mode, by: int = 0) -> KnownFeed:
        feed = await self.get(number)
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_mode(transaction, number, mode)
            await self._shelf.changes.add(
                transaction, "feed set", None, self._stamp(), by, _told(feed), _told(replace(feed, mode=mode))
            )
        return await self.get(number)

    async def pause(self, number: int, by: int = 0) -> KnownFeed:
        """It is not read until it is resumed."""
        feed = await self.get(number)
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_paused(transaction, number)
            await self._shelf.changes.add(transaction, "feed pause", None, self._stamp(), by, None, _told(feed))
        return await self.get(number)

    async def resume(self, number: int, by: int = 0) -> KnownFeed:
        """It is read again, soon, and what failed before is forgotten."""
        feed = await self.get(number)
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_running(transaction, number, self._stamp())
            await self._shelf.changes.add(transaction, "feed resume", None, self._stamp(), by, None, _told(feed))
        return await self.get(number)

    async def remove(self, number: int, by: int = 0) -> KnownFeed:
        """It is followed no more. What came from it stays; `bring_back` undoes it."""
        feed = await self.get(number)
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_removed(transaction, number, self._stamp())
            await self._shelf.changes.add(transaction, "feed remove", None, self._stamp(), by, _told(feed))
        return feed

    async def bring_back(self, number: int, by: int = 0) -> KnownFeed:
        """Follows a removed feed again, as it was."""
        if feed := await self._shelf.feeds.removed(number):
            async with self._shelf.database.write() as transaction:
                await self._shelf.feeds.set_removed(transaction, number, "")
                await self._shelf.changes.add(transaction, "feed add", None, self._stamp(), by, None, _told(feed))
        return await self.get(number)

    async def _feed_page(self, url: str) -> tuple[str, Page]:
        """The feed at the address, or the first that the web page there names in its head, with its address.

        A temporary redirect leaves the address as it was given.
        """
        try:
            page = await self._gate.get(url, accept=FEEDS | {Media.HTML})
            if page.media is not Media.HTML:
                return page.moved_permanently_to or url.strip(), page
            named = feed_links(page.body, url=page.url)
            if not named:
                raise Unsupported("That is a web page, and it names no feed. Give the address of the feed itself.")
            page = await self._gate.get(named[0], accept=FEEDS, named_by=page.url)
            return page.moved_permanently_to or named[0], page
        except ErrorStatus as error:
            raise Unreachable(f"{what_went_wrong(error)} Check the address in a browser.") from error

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _told(feed: KnownFeed) -> dict[str, str]:
    return {"url": feed.url, "mode": feed.mode.value}
