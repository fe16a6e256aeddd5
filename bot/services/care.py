"""How the library is: counts, gaps, what waits, what was asked in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.answers import StatusAnswer
from bot.domain.article import Kind
from bot.domain.typed import one_line
from bot.storage import care
from bot.storage.shelf import Shelf

TRASH = timedelta(days=30)  # how long a removed piece can be restored

AT_ONCE = 100  # pieces deleted in one transaction, so that nobody waits long for the writer


class CareService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now

    async def status(self) -> StatusAnswer:
        counts = await self._shelf.articles.counts()
        feeds = await self._shelf.feeds.all()
        people, topics = await self._shelf.people.count(), await self._shelf.topics.count()
        return StatusAnswer(
            counts={kind: counts[kind.value] for kind in Kind if counts.get(kind.value)},
            people=people,
            topics=topics,
            listings=counts["listings"],
            missing_authors=counts["without authors"],
            missing_dates=counts["without a date"],
            drafts=await self._shelf.drafts.count(),
            trash=counts["in the trash"],
            last_backup=await asyncio.to_thread(care.last_backup, self._shelf.database.path),
            unanswered=tuple(await self._shelf.unanswered.most_asked()),
            feeds=len(feeds),
            troubled_feeds=tuple(feed for feed in feeds if feed.trouble),
        )

    async def empty_trash(self) -> int:
        """Deletes for good what was removed more than 30 days ago, with what the log knew of it; returns how many."""
        now = self._now()
        before, stamp = ((now - ago).isoformat(timespec="seconds") for ago in (TRASH, timedelta()))
        count = 0
        while True:
            async with self._shelf.database.write() as transaction:
                gone = await self._shelf.articles.purge(transaction, before, AT_ONCE)
                await self._shelf.changes.purge(transaction, gone, stamp)
            count += len(gone)
            if len(gone) < AT_ONCE:
                return count

    async def forget(self, member: int) -> int:
        """Takes a member's Discord id out of everything this library keeps; returns in how many places it stood."""
        async with self._shelf.database.write() as transaction:
            return await self._shelf.members.forget(transaction, member)

    async def note_unanswered(self, query: str) -> None:
        """Counts a question the library had nothing on, so that curators see what is missing."""
        text = one_line(query)[:100].lower()
        if text:
            async with self._shelf.database.write() as transaction:
                await self._shelf.unanswered.add(transaction, text, self._now().isoformat(timespec="seconds"))
