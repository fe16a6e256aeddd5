"""What a feed names and its site did not give is asked for again at the feed's next readings, less and less often."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import DocentError
from bot.domain.feeds import KnownFeed, next_check
from bot.intake.failures import ErrorStatus
from bot.services.feed_pages import PageDesk, may_pass
from bot.services.recordings import Recordings, Tried, may_come
from bot.storage.owed import Owed
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

MOST_TRIES = 6  # after the first, over about three days
AT_ONE_READING = 20
BUDGET = 90.0  # seconds of one reading; new items must have their turn


class OwedDesk:
    def __init__(self, shelf: Shelf, pages: PageDesk, recordings: Recordings, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._pages = pages
        self._recordings = recordings
        self._now = now

    async def owe(self, feed: KnownFeed, owed: Owed) -> None:
        """It is asked for at the next occasion."""
        async with self._shelf.database.write() as transaction:
            await self._shelf.owed.put(transaction, feed.id, owed, _iso(self._now()))

    async def try_again(self, feed: KnownFeed) -> int:
        """Asks for what is owed and due; returns how many pieces and drafts it completed."""
        loop = asyncio.get_running_loop()
        enough, done = loop.time() + BUDGET, 0
        for owed in await self._shelf.owed.due(feed.id, _iso(self._now()), AT_ONE_READING):
            if loop.time() > enough:
                break
            tried = await self._complete(owed, feed)
            done += tried.done
            if tried.error:
                log.info("The %s of a feed's item was not read: %s", owed.what, tried.error.sentence)
            if tried.left and owed.tries < MOST_TRIES:
                await self._put_off(feed, tried.left, tried.error)
                continue
            async with self._shelf.database.write() as transaction:
                await self._shelf.owed.drop(transaction, owed)
        return done

    async def _complete(self, owed: Owed, feed: KnownFeed) -> Tried:
        page = owed.what == "page"
        try:
            return (
                Tried(await self._pages.complete(owed, feed)) if page else await self._recordings.complete(owed, feed)
            )
        except DocentError as error:
            passes = may_pass(error) if page else may_come(error)
            return Tried(done=False, left=owed if passes else None, error=error)

    async def _put_off(self, feed: KnownFeed, owed: Owed, error: DocentError | None) -> None:
        tries = owed.tries + 1
        retry_after = error.retry_after if isinstance(error, ErrorStatus) else 0
        due = next_check(self._now(), tries, random.random(), retry_after)
        async with self._shelf.database.write() as transaction:
            await self._shelf.owed.put(transaction, feed.id, replace(owed, tries=tries), _iso(due))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
