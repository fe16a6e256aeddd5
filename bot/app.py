"""The hallway: builds storage, then the services on it; no Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.intake.fetch import Gate, open_gate
from bot.intake.reading import Reader, open_reader
from bot.services.briefing import BriefingService
from bot.services.care import CareService
from bot.services.discovery import DiscoveryService
from bot.services.exporting import ExportService
from bot.services.feed_lists import FeedLists
from bot.services.feeds import FeedService
from bot.services.importing import ImportService
from bot.services.library import LibraryService
from bot.services.naming import NamingService
from bot.services.people import PeopleService
from bot.services.polling import Poller
from bot.services.post import PostService
from bot.services.reading import ReadingService
from bot.services.relating import RelatingService
from bot.services.renewing import read_again
from bot.services.resolving import ResolvingService
from bot.services.search import SearchService
from bot.services.tables import TableService
from bot.services.upkeep import Upkeep
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.guild import LOCAL
from bot.storage.shelf import Shelf, open_shelf

HEARTBEAT = "heartbeat"  # the note of when the running bot last gave a sign of life; empty after a clean end


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class GuildServices:
    """The verbs of one server's library. Nothing in here can reach another server's."""

    library: LibraryService
    reading: ReadingService
    resolving: ResolvingService
    briefing: BriefingService
    discovery: DiscoveryService
    search: SearchService
    people: PeopleService
    post: PostService
    care: CareService
    importing: ImportService
    relating: RelatingService
    exporting: ExportService
    tables: TableService
    naming: NamingService
    feeds: FeedService
    feed_lists: FeedLists


class Services:
    """Hands out each guild's services, made once."""

    def __init__(self, database: Database, gate: Gate, reader: Reader, now: Callable[[], datetime] = _now) -> None:
        self.database = database
        self._gate = gate
        self._reader = reader
        self._now = now
        self._guilds: dict[int, GuildServices] = {}

    async def guild(self, snowflake: int) -> GuildServices:
        if snowflake not in self._guilds:
            shelf = await open_shelf(self.database, snowflake)
            await read_again(shelf)
            self._guilds[snowflake] = self._build(shelf)
        return self._guilds[snowflake]

    def poller(self, servers: Callable[[], Collection[int]]) -> Poller:
        """What reads the feeds of the servers the bot is in, once it is run; the local library's are read on a word."""

        async def feeds_of(snowflake: int) -> FeedService:
            return (await self.guild(snowflake)).feeds

        return Poller(self.database, feeds_of, self._now, servers)

    def upkeep(self) -> Upkeep:
        """What looks after every library once a day, once it is run."""

        async def tidy(snowflake: int) -> int:
            library = await self.guild(snowflake)
            await library.tables.sweep()
            return await library.care.empty_trash()

        return Upkeep(self.database, tidy)

    def today(self) -> date:
        """The day on which answers are given (UTC)."""
        return self._now().date()

    async def beat(self, every: float) -> None:
        """Notes every so many seconds that the process lives, until it is cancelled, which notes that it ended."""
        try:
            while True:
                await self.set_note(HEARTBEAT, self._now().isoformat(timespec="seconds"))
                await asyncio.sleep(every)
        finally:
            await self.set_note(HEARTBEAT, "")

    async def note(self, name: str) -> str:
        """A word the process keeps for itself between runs, "" when it never did."""
        return await (await open_shelf(self.database, LOCAL)).settings.get(name)

    async def set_note(self, name: str, value: str) -> None:
        shelf = await open_shelf(self.database, LOCAL)
        async with self.database.write() as transaction:
            await shelf.settings.set(transaction, name, value)

    def _build(self, shelf: Shelf) -> GuildServices:
        resolving = ResolvingService(shelf)
        library = LibraryService(shelf, self._now)
        discovery = DiscoveryService(shelf, self._now)
        importing = ImportService(shelf, self._now)
        feeds = FeedService(shelf, library, self._gate, self._reader, self._now)
        return GuildServices(
            library=library,
            reading=ReadingService(shelf, library, self._now),
            resolving=resolving,
            briefing=BriefingService(shelf, self._now),
            discovery=discovery,
            search=SearchService(shelf, self._now),
            people=PeopleService(shelf, self._now),
            post=PostService(shelf, library, self._gate, self._reader, self._now),
            care=CareService(shelf, self._now),
            importing=importing,
            tables=TableService(shelf, importing),
            naming=NamingService(shelf, self._now),
            exporting=ExportService(shelf, library),
            feeds=feeds,
            feed_lists=FeedLists(shelf, feeds, self._gate),
            relating=RelatingService(shelf, library, self._now),
        )


@asynccontextmanager
async def open_library(settings: Settings, now: Callable[[], datetime] = _now) -> AsyncIterator[Services]:
    """Opens the file, the gate and the reader, and closes them. Raises Misconfigured when the file can't be used."""
    async with (
        open_database(settings.database_path, durable=settings.database_durable) as database,
        open_gate(allow_private=settings.fetch_allow_private) as gate,
        open_reader() as reader,
    ):
        yield Services(database, gate, reader, now)
