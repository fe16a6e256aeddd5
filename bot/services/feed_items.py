"""Takes the items of a feed into the library or onto the curators' desk, each of them once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from bot.domain.article import Completeness, Draft
from bot.domain.errors import DocentError, Duplicate
from bot.domain.feeds import KnownFeed, Mode
from bot.domain.text import fold
from bot.domain.updating import updated
from bot.domain.urlkey import url_key
from bot.intake.feed_item import FeedItem
from bot.intake.fetch import Gate
from bot.intake.reading import Reader
from bot.services.derivation import recognised
from bot.services.desk import Desk
from bot.services.feed_pages import PageDesk
from bot.services.library import LibraryService
from bot.services.matching import Matcher
from bot.services.owing import OwedDesk
from bot.services.recordings import Recordings, files_of
from bot.services.telling import Told, untold
from bot.storage.articles import address_keys
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

NEWEST = 20  # items of a new feed, and at most so many of any feed at once
BUDGET = 180.0  # seconds; what is not done by then is left for the next time


@dataclass(slots=True)
class Taken:
    """What became of the items; the fields are those of a FeedCheck."""

    published: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    known: int = 0
    skipped: int = 0
    left: int = 0
    owed: int = 0


class ItemDesk:
    def __init__(
        self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._now = now
        self._matcher = Matcher(shelf)
        self._desk = Desk(shelf)
        self._pages = PageDesk(shelf, library, gate, reader)
        self._recordings = Recordings(shelf, library, gate, reader)
        self._owed = OwedDesk(shelf, self._pages, self._recordings, now)

    async def take(self, feed: KnownFeed, entries: Sequence[FeedItem], told: Told = untold) -> Taken:
        """The newest items of a new feed, and whatever is new of a known one, the oldest first."""
        taken = Taken()
        fresh = await self._unseen(feed, entries)
        if not feed.succeeded:
            fresh, older = fresh[:NEWEST], fresh[NEWEST:]
            await self._mark([key for _, keys in older for key in keys])
            taken.skipped = len(older)
        loop = asyncio.get_running_loop()
        enough = loop.time() + BUDGET
        oldest_first = fresh[::-1]
        for done, (entry, keys) in enumerate(oldest_first):
            if done == NEWEST or loop.time() > enough:
                taken.left = len(oldest_first) - done
                break
            told(f"Item {done + 1} of {len(oldest_first)}: {entry.draft.title or entry.draft.url}")
            await self._take(feed, entry, keys, taken)
        return taken

    async def try_again(self, feed: KnownFeed, entries: Sequence[FeedItem] = ()) -> int:
        """Asks for pages and transcripts that did not answer, or that the feed names only now for items that it had.

        Returns how many pieces and drafts that completed.
        """
        await self._owe_later(feed, entries)
        return await self._owed.try_again(feed)

    async def _owe_later(self, feed: KnownFeed, entries: Sequence[FeedItem]) -> None:
        """Notes the transcripts and chapters that known items did not have when they were taken."""
        known = {mark: entry for entry in entries for mark in file_keys(feed.id, entry)}
        items = {item_keys(feed.id, entry)[-1] for entry in known.values()}
        seen = await self._shelf.feeds.seen([*known, *items])
        later = {
            mark: entry for mark, entry in known.items() if mark not in seen and item_keys(feed.id, entry)[-1] in seen
        }
        for entry in later.values():
            if owed := files_of(entry).owed(url_key(entry.draft.url)):
                await self._owed.owe(feed, owed)
        await self._mark(list(later))

    async def _unseen(self, feed: KnownFeed, entries: Sequence[FeedItem]) -> list[tuple[FeedItem, list[str]]]:
        """The items never met before with their keys, the newest first."""
        keyed = [(entry, item_keys(feed.id, entry)) for entry in entries]
        seen = await self._shelf.feeds.seen([key for _, keys in keyed for key in keys])
        fresh = [(entry, keys) for entry, keys in keyed if seen.isdisjoint(keys)]
        return sorted(fresh, key=lambda pair: pair[0].draft.published, reverse=True)

    async def _take(self, feed: KnownFeed, entry: FeedItem, keys: list[str], taken: Taken) -> None:
        named = entry.draft.title or entry.draft.url
        try:
            await self._sort(feed, entry, keys, taken)
        except Duplicate:
            taken.known += 1
            await self._mark(keys)
        except DocentError as error:
            taken.refused.append(f"{named}: {error.sentence}")
            await self._mark(keys)
        except Exception:  # one item that breaks us must not keep the others out for ever
            log.exception("An item of feed %d could not be taken", feed.id)
            taken.refused.append(f"{named}: it could not be read; the log has the details.")
            await self._mark(keys)

    async def _sort(self, feed: KnownFeed, entry: FeedItem, keys: list[str], taken: Taken) -> None:
        """Into the library or onto the desk, with what its page, its transcript and its chapters say."""
        draft, unheard = entry.draft, None
        if await self._is_here(draft) or (feed.mode is Mode.REVIEW and await self._waits(draft)):
            raise Duplicate("It is here already.", 0)
        if entry.transcripts or entry.chapters_url:
            draft, unheard = await self._recordings.heard(entry, feed.url)
        whole = await self._pages.whole(draft, feed.url)
        if feed.mode is Mode.PUBLISH:
            taken.published.append(await self._publish(whole.draft, keys))
        elif number := await self._hold(whole.draft, keys):
            taken.held.append(number)
        else:
            taken.known += 1
        for owed in filter(None, (whole.owed, unheard)):
            taken.owed += 1
            await self._owed.owe(feed, owed)
        await self._mark(file_keys(feed.id, entry))

    async def _is_here(self, draft: Draft) -> bool:
        """Whether its address is a whole piece's; a listing is completed by the item instead."""
        found = await self._shelf.articles.by_address(address_keys(draft))
        known = await self._shelf.articles.get(found) if found else None
        return known is not None and known.draft.completeness is not Completeness.LISTING

    async def _waits(self, draft: Draft) -> bool:
        """Whether it awaits review already with its text; a mere suggestion is completed by the item instead."""
        return any(not held.bare for held in await self._desk.same(draft))

    async def _publish(self, draft: Draft, keys: list[str]) -> int:
        """The article's number. What waited for the same piece and says nothing more of it goes."""
        added = await self._library.add(draft)
        async with self._shelf.database.write() as transaction:
            await self._desk.settle(transaction, added.article)
            await self._shelf.feeds.mark(transaction, keys, self._stamp())
        return added.article.id

    async def _hold(self, draft: Draft, keys: list[str]) -> int | None:
        """The draft's number; None when it waits already. It is held and its keys marked in one transaction: never
        twice, also after a crash.

        Raises Duplicate when the piece is in the library.
        """
        derived = await recognised(draft)
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            await self._matcher.same_piece(transaction, draft, derived)
            if await self._shelf.feeds.seen(keys, transaction):
                raise Duplicate("Another reading of this feed was quicker.", 0)
            await self._shelf.feeds.mark(transaction, keys, now)
            waiting = await self._desk.same(draft, transaction)
            if not waiting:
                return await self._desk.put(transaction, draft, "feed", 0, now)
            if waiting[0].bare:
                await self._desk.change(transaction, waiting[0], updated(waiting[0].draft, draft))
            return None

    async def _mark(self, keys: Sequence[str]) -> None:
        async with self._shelf.database.write() as transaction:
            await self._shelf.feeds.mark(transaction, keys, self._stamp())

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def item_keys(feed: int, entry: FeedItem) -> list[str]:
    """What an item is known by: its guid within its feed, its address everywhere, or else its title and date."""
    draft = entry.draft
    names = [f"url {key}" for key in address_keys(draft)]
    if entry.guid:
        names.append(f"guid {feed} {entry.guid}")
    names = names or [f"item {feed} {fold(draft.title)} {draft.published} {fold(draft.text[:200])}"]
    return [blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() for name in names]


def file_keys(feed: int, entry: FeedItem) -> list[str]:
    """What the files of an item's recording are known by: one name for all its transcripts, one for its chapters,
    wherever they are, since some feeds give them another address at each reading."""
    if not url_key(entry.draft.url):
        return []
    item = item_keys(feed, entry)[-1]
    return [
        f"{item} {what}"
        for what, named in (("transcript", entry.transcripts), ("chapters", entry.chapters_url))
        if named
    ]
