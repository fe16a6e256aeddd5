"""The pages behind a feed's teasers: read when the item comes, or when a page that did not answer does."""

from __future__ import annotations

import logging
from collections.abc import Container
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.domain.article import Article, Completeness, Draft, Kind
from bot.domain.errors import DocentError, Unreachable
from bot.domain.feeds import KnownFeed
from bot.domain.urlkey import url_key
from bot.intake.failures import ErrorStatus
from bot.intake.fetch import PAGES, Gate
from bot.intake.reading import Reader
from bot.services.derivation import recognised
from bot.services.desk import Desk
from bot.services.library import LibraryService
from bot.services.matching import Matcher
from bot.storage.database import Transaction
from bot.storage.owed import Owed
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

TEASER = 100  # words; a text with fewer is not the piece, and its page is asked for it
_PASSING = frozenset({408, 425, 429})  # and every 5xx

STATED = ("title", "published", "authors", "tags")  # a feed is surer of them than a page
FACTS = (*STATED, "kind", "deck", "participants", "outlet", "image_url")


@dataclass(frozen=True, slots=True)
class Whole:
    """An item as it is taken; `owed` is its page, when that did not answer and may the next time."""

    draft: Draft
    owed: Owed | None = None


class PageDesk:
    def __init__(self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader) -> None:
        self._shelf = shelf
        self._library = library
        self._gate = gate
        self._reader = reader
        self._desk = Desk(shelf)
        self._matcher = Matcher(shelf)

    async def whole(self, draft: Draft, feed_url: str) -> Whole:
        """The piece from its own page when the feed gives but a teaser; else what the feed gives, as an excerpt."""
        if not is_teaser(draft):
            return Whole(draft)
        try:
            found = await self._page(draft.url, feed_url)
        except DocentError as error:
            log.info("The page of a feed's item was not read: %s", error.sentence)
            owed = Owed(url_key(draft.url), "page", {"url": draft.url}) if may_pass(error) else None
            return Whole(as_excerpt(draft), owed)
        if found is None or found.words <= draft.words:
            return Whole(as_excerpt(draft))
        return Whole(completed(draft, found))

    async def complete(self, owed: Owed, feed: KnownFeed) -> bool:
        """Whether a draft or a piece was completed. Whoever discarded or completed it themselves is left in peace.

        Raises as the gate and the reader do.
        """
        if not (await self._desk.at_address(owed.url_key) or await self._excerpt(owed)):
            return False
        page = await self._page(str(owed.named["url"]), feed.url)
        if page is None:
            return False
        async with self._shelf.database.write() as transaction:
            piece = await self._excerpt(owed, transaction)
            held = None if piece else await self._desk.at_address(owed.url_key, transaction)
            if held and is_better(held.draft, page):
                await self._desk.change(transaction, held, completed(held.draft, page, FACTS))
                return True
        if piece is None or not is_better(piece.draft, page) or await self._is_elsewhere(piece, page):
            return False
        await self._library.update(piece.id, completed(piece.draft, page, FACTS))
        return True

    async def _excerpt(self, owed: Owed, within: Transaction | None = None) -> Article | None:
        """The piece at the address, unless its text is whole already."""
        number = await self._shelf.articles.by_address([owed.url_key], within)
        piece = await self._shelf.articles.get(number, within) if number else None
        return piece if piece and piece.draft.completeness is not Completeness.FULL else None

    async def _is_elsewhere(self, piece: Article, page: Draft) -> bool:
        """Whether the whole text came by another door meanwhile, as a piece of its own."""
        text = replace(page, title=piece.title, url="", canonical_url="")
        derived = await recognised(text)
        async with self._shelf.database.write() as transaction:
            return await self._matcher.known_as(transaction, text, derived) not in (None, piece.id)

    async def _page(self, url: str, feed_url: str) -> Draft | None:
        """What stands at the address; None when that is no piece of its own. Raises as the gate and the reader do."""
        page = await self._gate.get(url, accept=PAGES, named_by=feed_url)
        found = await self._reader.page(page)
        lands_elsewhere = urlsplit(page.url).path in ("", "/")  # pages that are gone are often sent to the home page
        return None if lands_elsewhere or found.person is not None else found


def is_teaser(draft: Draft) -> bool:
    """Whether the piece stands on its page rather than in the feed; a recording is whole as it is."""
    recorded = bool(draft.audio_url) or draft.kind is Kind.VIDEO
    return bool(draft.url) and not recorded and draft.words < TEASER


def as_excerpt(draft: Draft) -> Draft:
    return replace(draft, completeness=Completeness.EXCERPT if draft.body else Completeness.LISTING)


def is_better(known: Draft, page: Draft) -> bool:
    return known.completeness is not Completeness.FULL and page.words > known.words


def may_pass(error: DocentError) -> bool:
    """Whether a page that failed so may answer in an hour."""
    if isinstance(error, ErrorStatus):
        return error.status >= 500 or error.status in _PASSING
    return isinstance(error, Unreachable)


def completed(item: Draft, page: Draft, surer: Container[str] = STATED) -> Draft:
    """The page's text; of the facts in `surer` the item's word counts, of the others the page's; gaps are filled."""
    facts = {}
    for name in FACTS:
        ours, theirs = getattr(item, name), getattr(page, name)
        facts[name] = (ours or theirs) if name in surer else (theirs or ours)
    known_as = page.canonical_url or (item.url if url_key(item.url) != url_key(page.url) else "")
    return replace(page, **facts, canonical_url=known_as, source="feed")
