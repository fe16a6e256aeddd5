"""One reading of one feed: asked for only if it changed, its items taken, and its next turn set."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import DocentError, Invalid, Unreachable, Unreadable
from bot.domain.feeds import FeedCheck, KnownFeed, next_check
from bot.domain.urlkey import url_key
from bot.intake.failures import ErrorStatus
from bot.intake.feed import Feed, open_feed
from bot.intake.fetch import FEEDS, Gate, Page
from bot.services.feed_items import ItemDesk
from bot.services.telling import Told, untold
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

SECONDS = 300.0  # one reading of one feed, its items' pages included
GONE = 410

_STATUS_SENTENCES = {
    401: "The site asks for a login.",
    403: "The site does not let the bot read it.",
    404: "There is nothing at its address.",
    GONE: "Its site says that it is gone for good.",
    429: "The site asks for fewer requests.",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from a feed's address; `feed` is None when nothing has changed since the last time."""

    page: Page
    feed: Feed | None


class FeedReader:
    def __init__(self, shelf: Shelf, items: ItemDesk, gate: Gate, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._items = items
        self._gate = gate
        self._now = now
        self._under_way: set[int] = set()

    async def check(self, feed: KnownFeed, fetched: Fetched | None = None, told: Told = untold) -> FeedCheck:
        """What a reading brings, or the `error` that kept it from bringing anything; `fetched` is the feed if it
        was fetched just now. Raises Invalid while another reading of this feed is under way.
        """
        if feed.id in self._under_way:
            raise Invalid(f"“{feed.name}” is being read at this moment. Look again in a minute.")
        self._under_way.add(feed.id)
        try:
            async with asyncio.timeout(SECONDS):
                return await self._check(feed, fetched or await self._fetch(feed), told)
        except TimeoutError:
            return await self._failed(feed, Unreachable("Reading it took too long."))
        except DocentError as error:
            return await self._failed(feed, error)
        except Exception:
            log.exception("Feed %d could not be read", feed.id)
            return await self._failed(feed, Unreadable("It could not be read; the log has the details."))
        finally:
            self._under_way.discard(feed.id)

    async def _fetch(self, feed: KnownFeed) -> Fetched | None:
        """What is at the feed's address; None when that has become another feed's."""
        page = await self._gate.get(feed.url, accept=FEEDS, etag=feed.etag, modified=feed.modified)
        if page.moved_permanently_to and not await self._move(feed, page.moved_permanently_to):
            return None
        return Fetched(page, None if page.status == 304 else await read_page_as_feed(page))

    async def _check(self, feed: KnownFeed, fetched: Fetched | None, told: Told) -> FeedCheck:
        if fetched is None:
            return FeedCheck(feed=await self._now_known(feed))
        page, read = fetched.page, fetched.feed
        completed = await self._items.try_again(feed, read.entries if read else ())
        if read is None:
            conditions = (page.etag or feed.etag, page.modified or feed.modified)
            return FeedCheck(feed=await self._succeeded(feed, *conditions), completed=completed)
        feed = replace(feed, title=read.title or feed.title, home=read.url or feed.home)
        taken = await self._items.take(feed, read.entries, told)
        # With something left over the feed must come whole the next time, also when it has not changed.
        conditions = ("", "") if taken.left else (page.etag, page.modified)
        return FeedCheck(
            feed=await self._succeeded(feed, *conditions),
            published=tuple(taken.published),
            held=tuple(taken.held),
            completed=completed,
            owed=taken.owed,
            known=taken.known,
            skipped=taken.skipped,
            left=taken.left,
            refused=tuple(taken.refused),
        )

    async def _move(self, feed: KnownFeed, url: str) -> bool:
        """The site says for good that the feed lives elsewhere: whether it is still to be read as this feed."""
        async with self._shelf.database.write() as transaction:
            moved = await self._shelf.feeds.set_address(transaction, feed.id, url, url_key(url))
            if not moved:
                reason = "It has moved to an address that another feed here has."
                await self._shelf.feeds.set_paused(transaction, feed.id, reason)
        return moved

    async def _succeeded(self, feed: KnownFeed, etag: str, modified: str) -> KnownFeed:
        now = self._now()
        due = next_check(now, 0, random.random())
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_read(transaction, feed, _iso(now), _iso(due), etag=etag, modified=modified)
        return await self._now_known(feed)

    async def _failed(self, feed: KnownFeed, error: DocentError) -> FeedCheck:
        now, failures = self._now(), feed.failures + 1
        retry_after = error.retry_after if isinstance(error, ErrorStatus) else 0
        due = next_check(now, failures, random.random(), retry_after)
        sentence = what_went_wrong(error)
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.set_failed(transaction, feed.id, failures, sentence, _iso(now), _iso(due))
            if isinstance(error, ErrorStatus) and error.status == GONE:
                await self._shelf.feeds.set_paused(transaction, feed.id, sentence)
        told = Unreachable(sentence) if isinstance(error, ErrorStatus) else type(error)(sentence)
        return FeedCheck(feed=await self._now_known(feed), error=told)

    async def _now_known(self, feed: KnownFeed) -> KnownFeed:
        """The feed as it is kept now; as it was, when it was removed meanwhile."""
        return await self._shelf.feeds.get(feed.id) or feed


async def read_page_as_feed(page: Page) -> Feed:
    """Raises Unreadable, Unsupported or TooLarge."""
    label = f"{page.content_type}; charset={page.charset}" if page.charset else page.content_type
    return await open_feed(page.body, url=page.url, content_type=label)


def what_went_wrong(error: DocentError) -> str:
    """A sentence about a feed, without the advice that is meant for single pages ("paste its text instead")."""
    if isinstance(error, ErrorStatus):
        return _STATUS_SENTENCES.get(error.status, f"The site answers with an error ({error.status}).")
    first = re.match(r".+?[.!?](?=\s|$)", error.sentence, re.DOTALL)
    return first[0] if first else error.sentence


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
