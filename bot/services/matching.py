"""Tells whether a draft is in the library already: as itself, as nearly itself, or as a listing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Container, Iterable, Iterator

from bot.domain.article import Article, Author, Brief, Completeness, Draft
from bot.domain.duplicates import CANDIDATE, likeliest, sameness
from bot.domain.errors import Duplicate
from bot.domain.listings import SURE, is_same_listing, takes_over
from bot.domain.text import words
from bot.services.derivation import Derived
from bot.storage.articles import address_keys
from bot.storage.database import Transaction
from bot.storage.shelf import Shelf

OPENING = 8  # words in a row that are looked up to find where else a text begins so
LABEL = 3  # words a teaser may begin with that the text does not have ("Executive Summary")
BEGINNINGS = 4  # paragraphs with which the text proper may begin: notes stand before it
CANDIDATES = 50
SUBTITLE = re.compile(r"\s*[:?!]\s+|\s+[–—-]\s+")
AND = re.compile(r"\s+(?:&|and)\s+", re.IGNORECASE)  # written either way


class Matcher:
    """Reads within the transaction that will write, so that two adds at once can't both find nothing."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def same_piece(
        self, transaction: Transaction, draft: Draft, derived: Derived, besides: Container[int] = ()
    ) -> int | None:
        """The listing this draft completes, or None; raises Duplicate when the piece itself is there.

        `besides` are entries that a listed item can't be, because its own library holds them apart.
        """
        found = await self.known_as(transaction, draft, derived)
        if found is None and draft.completeness is Completeness.LISTING:
            entry = await self.piece_of(transaction, draft)
            found = None if entry is None or entry in besides else entry
        if found is None:
            return await self._listing_of(transaction, draft)
        known = await self._shelf.articles.get(found, transaction)
        if known and known.draft.completeness is Completeness.LISTING is not draft.completeness:
            return found
        title = known.title if known else draft.title
        raise Duplicate(f"“{title}” is in the library already (article {found}). Edit it there to change it.", found)

    async def known_as(self, transaction: Transaction, draft: Draft, derived: Derived) -> int | None:
        """By address, by the same text, or by a text that is mostly the same."""
        articles = self._shelf.articles
        addressed = await articles.by_address(address_keys(draft), transaction)
        if addressed is not None and not await self._is_listing(transaction, addressed):
            return addressed
        found = await articles.by_content(derived.content_hash, transaction) if derived.content_hash else None
        if found is None and draft.body:
            found = await self._nearly(transaction, draft, derived.shingles)
        # The address of a listing says less than the text of a piece that is here.
        return addressed if found is None else found

    async def _is_listing(self, transaction: Transaction, article: int) -> bool:
        known = await self._shelf.articles.get(article, transaction)
        return known is not None and known.draft.completeness is Completeness.LISTING

    async def _nearly(self, transaction: Transaction, draft: Draft, hashes: frozenset[int]) -> int | None:
        """The piece whose text is the most like this one's, among those that share its title or its shingles."""
        sharing = await self._shelf.derived.sharing(transaction, hashes, CANDIDATE)
        titled = await self._shelf.articles.titled(transaction, draft.title)
        near: list[tuple[float, int]] = []
        for other in dict.fromkeys([*titled, *likeliest(sharing, len(hashes))]):
            known = await self._shelf.articles.get(other, transaction)
            if known and (same := sameness(known.draft, draft)):
                near.append((-same, other))
        return min(near)[1] if near else None

    async def _listing_of(self, transaction: Transaction, draft: Draft) -> int | None:
        """The entry known from a block that this piece is."""
        if draft.completeness is Completeness.LISTING or not await self._shelf.articles.has_listings(transaction):
            return None
        phrases = [p for text in (draft.deck, *draft.body[:BEGINNINGS]) for p in openings(text)]
        async for known in self._having(transaction, draft.title, phrases):
            listed = known.draft.completeness is Completeness.LISTING
            if listed and takes_over(known.brief, draft) >= SURE:
                return known.id
        return None

    async def piece_of(self, transaction: Transaction, listed: Draft) -> int | None:
        """The entry, whole or listed, that an item of a page's block means."""
        found = await self._shelf.articles.by_address(address_keys(listed), transaction)
        if found is not None:
            return found
        async for known in self._having(transaction, listed.title.removesuffix("…"), openings(listed.deck)):
            if takes_over(_brief(listed), known.draft) >= SURE or is_same_listing(known.draft, listed):
                return known.id
        return None

    async def _having(self, transaction: Transaction, title: str, phrases: Iterable[str]) -> AsyncIterator[Article]:
        """Pieces of that title, then those that hold it, without its subtitle too, or one of the phrases."""
        seen: set[int] = set()
        async for other in self._numbers(transaction, title, phrases):
            known = None if other in seen else await self._shelf.articles.get(other, transaction)
            seen.add(other)
            if known:
                yield known

    async def _numbers(self, transaction: Transaction, title: str, phrases: Iterable[str]) -> AsyncIterator[int]:
        for other in await self._shelf.articles.titled(transaction, title):
            yield other
        titles = dict.fromkeys((title, SUBTITLE.split(title)[0]))
        for parts in [*(AND.split(one) for one in titles), *([phrase] for phrase in phrases)]:
            if all(parts):
                for other in await self._shelf.fulltext.phrase(parts, CANDIDATES, transaction):
                    yield other


def openings(text: str) -> Iterator[str]:
    """The first words of a text, without a label before them, and those after a slip; nothing of a shorter text."""
    first = words(text)[: LABEL + 2 * OPENING]
    for start in (0, LABEL, LABEL + OPENING):
        if len(first) >= start + OPENING:
            yield " ".join(first[start : start + OPENING])


def _brief(listed: Draft) -> Brief:
    return Article(0, listed, tuple(Author(0, name) for name in listed.authors)).brief
