"""Reads the feeds of every server when their time comes, a few at once, so that none waits for a bad one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from bot.domain.errors import DocentError
from bot.services.feeds import AT_ONCE, FeedService
from bot.storage.database import Database
from bot.storage.feeds import due_feeds

log = logging.getLogger(__name__)

PAUSE = 120.0  # seconds between two looks at the schedule; also before the first, so that a start is not slowed
MOST_DUE = 200  # feeds taken on at one look


class Poller:
    """`feeds_of` gives a server's feeds; `now` must be the clock by which they were scheduled.

    `servers` are those the bot is in at that moment: nobody waits for the feeds of one that removed it, and they are
    due again when it comes back.
    """

    def __init__(
        self,
        database: Database,
        feeds_of: Callable[[int], Awaitable[FeedService]],
        now: Callable[[], datetime],
        servers: Callable[[], Collection[int]],
    ) -> None:
        self._database = database
        self._feeds_of = feeds_of
        self._now = now
        self._servers = servers
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._taken_on: set[tuple[int, int]] = set()

    async def run(self) -> None:
        """Until cancelled; what is being read then is given up, and is due again after the next start."""
        async with asyncio.TaskGroup() as group:
            while True:
                await asyncio.sleep(PAUSE)
                await self.look(group)

    async def look(self, group: asyncio.TaskGroup) -> None:
        """Takes on every feed that is due and not taken on yet, and does not wait for them."""
        try:
            now = self._now().isoformat(timespec="seconds")
            due = await due_feeds(self._database, now, MOST_DUE, self._servers())
        except Exception:  # a file that is busy or gone for a moment; the schedule must outlive it
            log.exception("The schedule of feeds could not be read")
            return
        for place in due:
            if place not in self._taken_on:
                self._taken_on.add(place)
                group.create_task(self._check(place), name=f"feed {place[1]}")

    async def _check(self, place: tuple[int, int]) -> None:
        guild, feed = place
        try:
            async with self._turns:
                if guild not in self._servers():
                    return
                done = await (await self._feeds_of(guild)).check(feed)
            if done.error:
                log.info("Feed %d of server %d: %s", feed, guild, done.error.sentence)
        except DocentError as refusal:  # removed meanwhile, or being read on a curator's word
            log.info("Feed %d of server %d was not read: %s", feed, guild, refusal.sentence)
        except Exception:
            log.exception("Feed %d of server %d could not be read", feed, guild)
        finally:
            self._taken_on.discard(place)
