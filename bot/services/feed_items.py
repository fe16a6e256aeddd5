"""Takes the items of a feed into the library or onto the curators' desk, each of them once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import DocentError, Duplicate
from bot.domain.feeds import KnownFeed, Mode
from bot.domain.record import record_of_draft
from bot.domain.text import fold
from bot.domain.urlkey import url_key
from bot.intake.feed_item import FeedItem
from bot.intake.fetch import PAGES, Gate
from bot.intake.reading import Reader
from bot.services.derivation import derive
from bot.services.library import LibraryService
from bot.services.matching import Matcher
from bot.storage.articles import address_keys
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

NEWEST = 20  # items of a new feed, and at most so many of any feed at once
TEASER = 100  # words; a text with fewer is not the piece, and its page is asked for it
BUDGET = 180.0  # seconds; what is not done by then is left for the next time
WAITING = 1_000  # drafts on the desk that are looked through for the same piece


@dataclass(slots=True)
class Taken:
    """What became of the items; the fields are those of a FeedCheck."""

    published: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    known: int = 0
    skipped: int = 0
    left: int = 0


class ItemDesk:
    def __init__(
        self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._gate = gate
        self._reader = reader
        self._now = now
        self._matcher = Matcher(shelf)

    async def take(self, feed: KnownFeed, entries: Sequence[FeedItem]) -> Taken:
        """The newest items of a new feed, and whatever is new of a known one, the oldest first."""
        taken = Taken()
        fresh = await self._unseen(feed, entries)
        if not feed.succeeded:
            fresh, older = fresh[:NEWEST], fresh[NEWEST:]
            await self._mark([key for _, keys in older for key in keys])
            taken.skipped = len(older)
        loop = asyncio.get_running_loop()
        enough = loop.time() + BUDGET
        waiting = await self._addresses_waiting() if fresh else set()
        oldest_first = fresh[::-1]
        for done, (entry, keys) in enumerate(oldest_first):
            if done == NEWEST or loop.time() > enough:
                taken.left = len(oldest_first) - done
                break
            await self._take(feed, entry.draft, keys, waiting, taken)
        return taken

    async def _unseen(self, feed: KnownFeed, entries: Sequence[FeedItem]) -> list[tuple[FeedItem, list[str]]]:
        """The items never met before with their keys, the newest first."""
        keyed = [(entry, item_keys(feed.id, entry)) for entry in entries]
        seen = await self._shelf.feeds.seen([key for _, keys in keyed for key in keys])
        fresh = [(entry, keys) for entry, keys in keyed if seen.isdisjoint(keys)]
        return sorted(fresh, key=lambda pair: pair[0].draft.published, reverse=True)

    async def _take(self, feed: KnownFeed, draft: Draft, keys: list[str], waiting: set[str], taken: Taken) -> None:
        try:
            if not waiting.isdisjoint(address_keys(draft)) or await self._is_here(draft):
                taken.known += 1
                await self._mark(keys)
                return
            draft = await self._whole(draft, feed.url)
            if feed.mode is Mode.PUBLISH:
                taken.published.append((await self._library.add(draft)).article.id)
                await self._mark(keys)
            else:
                taken.held.append(await self._hold(draft, keys))
        except Duplicate:
            taken.known += 1
            await self._mark(keys)
        except DocentError as error:
            taken.refused.append(f"{draft.title or draft.url}: {error.sentence}")
            await self._mark(keys)
        except Exception:  # one item that breaks us must not keep the others out for ever
            log.exception("An item of feed %d could not be taken", feed.id)
            taken.refused.append(f"{draft.title or draft.url}: it could not be read; the log has the details.")
            await self._mark(keys)

    async def _is_here(self, draft: Draft) -> bool:
        """Whether its address is a whole piece's; a listing is completed by the item instead."""
        found = await self._shelf.articles.by_address(address_keys(draft))
        known = await self._shelf.articles.get(found) if found else None
        return known is not None and known.draft.completeness is not Completeness.LISTING

    async def _hold(self, draft: Draft, keys: list[str]) -> int:
        """The draft's number. It is held and its keys marked in one transaction: never twice, also after a crash.

        Raises Duplicate when the piece is in the library.
        """
        derived = await derive(draft, await self._shelf.topics.curated())
        now = self._stamp()
        async with self._shelf.database.write() as transaction:
            await self._matcher.same_piece(transaction, draft, derived)
            if await self._shelf.feeds.seen(keys, transaction):
                raise Duplicate("Another reading of this feed was quicker.", 0)
            number = await self._shelf.drafts.add(transaction, record_of_draft(draft), "feed", 0, now)
            await self._shelf.feeds.mark(transaction, keys, now)
        return number

    async def _addresses_waiting(self) -> set[str]:
        """The addresses of what waits for review already, by whatever door it came."""
        waiting = await self._shelf.drafts.waiting(WAITING)
        return {
            key for one in waiting for name in ("url", "canonical_url") if (key := url_key(one.record.get(name) or ""))
        }

    async def _whole(self, draft: Draft, feed_url: str) -> Draft:
        """The piece from its own page when the feed gives but a teaser; else what the feed gives, as an excerpt."""
        if not is_teaser(draft):
            return draft
        try:
            page = await self._gate.get(draft.url, accept=PAGES, named_by=feed_url)
            found = await self._reader.page(page)
        except DocentError as error:
            log.info("The page of a feed's item was not read: %s", error.sentence)
            return as_excerpt(draft)
        lands_elsewhere = urlsplit(page.url).path in ("", "/")  # pages that are gone are often sent to the home page
        if lands_elsewhere or found.person is not None or found.words <= draft.words:
            return as_excerpt(draft)
        return completed(draft, found)

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


def is_teaser(draft: Draft) -> bool:
    """Whether the piece stands on its page rather than in the feed; a recording is whole as it is."""
    recorded = bool(draft.audio_url) or draft.kind is Kind.VIDEO
    return bool(draft.url) and not recorded and draft.words < TEASER


def as_excerpt(draft: Draft) -> Draft:
    return replace(draft, completeness=Completeness.EXCERPT if draft.body else Completeness.LISTING)


def completed(item: Draft, page: Draft) -> Draft:
    """The page's text with the facts that a feed states more surely than a page: title, date and authors."""
    stated = {name: value for name in ("title", "published", "authors", "tags") if (value := getattr(item, name))}
    filled = {name: getattr(page, name) or getattr(item, name) for name in ("kind", "deck", "outlet", "image_url")}
    known_as = page.canonical_url or (item.url if url_key(item.url) != url_key(page.url) else "")
    return replace(page, **filled | stated, canonical_url=known_as, source="feed")
