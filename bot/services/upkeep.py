"""What is done once a day while the bot runs, in every library: what is too old is thrown away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.storage.database import Database
from bot.storage.guild import known_guilds

log = logging.getLogger(__name__)

PAUSE = 300.0  # seconds before the first time, so that a start is not slowed
DAY = 86_400.0


class Upkeep:
    """`tidy` does it for one server, and gives how many pieces it deleted."""

    def __init__(self, database: Database, tidy: Callable[[int], Awaitable[int]]) -> None:
        self._database = database
        self._tidy = tidy

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
                deleted = await self._tidy(snowflake)
            except Exception:
                log.exception("The library of server %d could not be tidied", snowflake)
            else:
                if deleted:
                    log.info("Server %d: %d removed pieces deleted for good.", snowflake, deleted)
