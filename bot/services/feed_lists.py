"""Lists of feeds (OPML): tried out, followed as a whole on a word, and written."""

from __future__ import annotations

import asyncio

from bot.domain.errors import DocentError, Invalid, InvalidUrl, NotFound
from bot.domain.feeds import Listed, Mode
from bot.domain.urlkey import url_key
from bot.intake.fetch import Gate
from bot.intake.opml import FeedAddress, read_opml, write_opml
from bot.services.feed_reading import what_went_wrong
from bot.services.feeds import MOST, FeedService
from bot.storage.shelf import Shelf
from bot.storage.uploads import UploadStore


class FeedLists:
    def __init__(self, shelf: Shelf, feeds: FeedService, gate: Gate) -> None:
        self._shelf = shelf
        self._feeds = feeds
        self._gate = gate
        self._uploads = UploadStore(shelf.database.path, shelf.guild)

    async def written(self) -> bytes:
        """The feeds that are followed as other feed readers take them."""
        feeds = [FeedAddress(feed.url, feed.title, feed.home, feed.folder) for feed in await self._feeds.all()]
        return write_opml(feeds, title="Docent's feeds")

    async def rehearse(self, data: bytes) -> list[Listed]:
        """What following the list would do, feed by feed. Raises Unreadable or TooLarge when it is none."""
        return [listed for _, listed in await self._judged(data)]

    async def follow(self, data: bytes, mode: Mode | None = None, by: int = 0) -> list[Listed]:
        """Follows what is new in the list, set to review unless told otherwise. They are read when their turn comes."""
        told = []
        for address, listed in await self._judged(data):
            if listed.new and not listed.error:
                try:
                    await self._feeds.start(address, mode or Mode.REVIEW, by)
                except Invalid as refusal:
                    listed = _listed(address, error=refusal)
            told.append(listed)
        return told

    # ------------------------------------------------------------------ waiting for a word

    async def hold(self, data: bytes) -> int:
        """Keeps a list until it is confirmed or cancelled; a restart does not lose it."""
        return await asyncio.to_thread(self._uploads.keep, "feeds.opml", data)

    async def follow_held(self, number: int, mode: Mode | None, by: int) -> list[Listed]:
        """Follows a held list and throws it away; stopped half-way it stays, and doing it again does no harm."""
        found = await asyncio.to_thread(self._uploads.get, number)
        if found is None:
            raise NotFound("This list is no longer here: it was followed or cancelled meanwhile. Send it again.")
        told = await self.follow(found[1], mode, by)
        await self.discard(number)
        return told

    async def discard(self, number: int) -> None:
        await asyncio.to_thread(self._uploads.drop, number)

    # ------------------------------------------------------------------ judging

    async def _judged(self, data: bytes) -> list[tuple[FeedAddress, Listed]]:
        """Each feed of the list with what becomes of it: followed, here already, or refused with the reason."""
        addresses = await asyncio.to_thread(read_opml, data)
        known = {url_key(feed.url) for feed in await self._feeds.all()}
        room = MOST - len(known)
        judged = []
        for address in addresses:
            key = url_key(address.url)
            listed = _listed(address, new=key not in known, error=self._refusal(address.url))
            if listed.new and not listed.error:
                room -= 1
                if room < 0:
                    full = Invalid(f"This library follows {MOST:,} feeds then, as many as it can.")
                    listed = _listed(address, error=full)
                known.add(key)
            judged.append((address, listed))
        return judged

    def _refusal(self, url: str) -> DocentError | None:
        try:
            if not url_key(url):
                raise InvalidUrl(f"“{url[:100]}” is not the address of a feed.")
            self._gate.check(url)
        except DocentError as refusal:
            return type(refusal)(what_went_wrong(refusal))
        return None


def _listed(address: FeedAddress, *, new: bool = True, error: DocentError | None = None) -> Listed:
    return Listed(name=address.title or address.url, line=address.line, new=new, error=error)
