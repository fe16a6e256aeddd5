"""What is done once a day while the bot runs, in every library: the trash is emptied of what is too old."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.services.care import CareService
from bot.storage.database import Database
from bot.storage.guild import known_guilds

log = logging.getLogger(__name__)

PAUSE = 300.0  # seconds before the first time, so that a start is not slowed
DAY = 86_400.0


class Upkeep:
    """`care_of` gives what looks after a server's library."""

    def __init__(self, database: Database, care_of: Callable[[int], Awaitable[CareService]]) -> None:
        self._database = database
        self._care_of = care_of

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.sleep(PAUSE)
        while True:
            await self.once()
            await asyncio.sleep(DAY)

    async def once(self) -> None:
        """A library that fails is logged, and keeps no other from its turn."""
        for snowflake in await known_guilds(self._database):
            try:
                deleted = await (await self._care_of(snowflake)).empty_trash()
            except Exception:
                log.exception("The trash of server %d could not be emptied", snowflake)
            else:
                if deleted:
                    log.info("Server %d: %d removed pieces deleted for good.", snowflake, deleted)
