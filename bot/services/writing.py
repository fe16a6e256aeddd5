"""Writes one piece and everything that is kept beside it, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import zip_longest

from bot.domain.article import Completeness, Draft, Kind, Listing, as_listing_draft, check_length, opening_words
from bot.domain.errors import Invalid
from bot.domain.listings import enriched
from bot.domain.passages import turn
from bot.domain.text import fold
from bot.services.derivation import Derived, derive, of_now
from bot.services.matching import Matcher
from bot.storage.completion import Scope
from bot.storage.database import Transaction
from bot.storage.names import Votes
from bot.storage.shelf import Shelf

# Names before each turn would make every conversation of two people alike.
SPOKEN = frozenset({Kind.PODCAST, Kind.TRANSCRIPT, Kind.VIDEO})


class Writer:
    def __init__(self, shelf: Shelf, matcher: Matcher) -> None:
        self._shelf = shelf
        self._matcher = matcher

    async def write(
        self,
        transaction: Transaction,
        draft: Draft,
        derived: Derived,
        article: int | None,
        now: str,
        by: int,
        *,
        wanted: int | None = None,
    ) -> int:
        """The article number written: a new one when `article` is None, `wanted` if that one is free."""
        shelf = self._shelf
        known = article is not None
        if article is None:
            article = await shelf.articles.insert(transaction, draft, derived.content_hash, now, by, wanted)
        async with self.spelled(transaction, article):
            if known:
                await self.take_out(transaction, article)
                await shelf.articles.update(transaction, article, draft, derived.content_hash, now, by)
            for person, name in await shelf.people.set_article(transaction, article, draft.authors, draft.participants):
                await shelf.completion.put(transaction, Scope.PERSON, person, name)
            await self._set_derived(transaction, article, draft, derived)
            await self.put_in(transaction, article, draft)
        if draft.related:
            await self.set_listed(transaction, article, draft.related, now, by)
        return article

    async def derive_again(self, transaction: Transaction, article: int, draft: Draft, derived: Derived) -> None:
        """Replaces what is computed from a piece; the piece itself stays as it is."""
        async with self.spelled(transaction, article):
            await self.take_out(transaction, article)
            await self.put_back(transaction, article, draft, derived)

    @asynccontextmanager
    async def spelled(self, transaction: Transaction, article: int) -> AsyncIterator[None]:
        """Whatever happens to the piece within: names that nobody chose are spelled then as most pieces spell them."""
        shelf = self._shelf
        both = (shelf.people_names, shelf.topic_names)
        before = [await names.votes(transaction, article) for names in both]
        yield
        people, _ = [
            await names.agree(transaction, _contested(old, await names.votes(transaction, article)))
            for names, old in zip(both, before, strict=True)
        ]
        await shelf.derived.respell(transaction, people)

    async def put_back(self, transaction: Transaction, article: int, draft: Draft, derived: Derived) -> None:
        """The same for a piece that is out of the indexes."""
        await self._set_derived(transaction, article, draft, derived)
        await self.put_in(transaction, article, draft)

    async def _set_derived(self, transaction: Transaction, article: int, draft: Draft, derived: Derived) -> None:
        shelf = self._shelf
        derived = await of_now(draft, derived, shelf, transaction)
        filed = (await shelf.topics.as_written(transaction, [article])).get(article, ())
        given = [one for one in filed if one.origin == "curator"]
        named = {fold(one.name) for one in given}  # a curator's word outlives every computation
        topics = (*given, *(one for one in derived.topics if fold(one.name) not in named))
        for topic, name in await shelf.topics.set_article(transaction, article, topics):
            await shelf.completion.put(transaction, Scope.TOPIC, topic, name)
        await shelf.derived.set_summary(transaction, article, derived.summary)
        people = (*draft.authors, *draft.participants)
        proper = await shelf.people.proper((*people, *(quote.speaker for quote in derived.quotes)), transaction)
        own = {proper[name] for name in people}
        quotes = [
            replace(one, speaker=called) if (called := proper.get(one.speaker)) in own else one
            for one in derived.quotes
        ]
        await shelf.derived.set_quotes(transaction, article, quotes)
        await shelf.derived.set_shingles(transaction, article, derived.shingles)

    async def put_in(self, transaction: Transaction, article: int, draft: Draft) -> None:
        people = (*draft.authors, *draft.participants)
        await self._shelf.fulltext.add(transaction, article)
        await self._shelf.postings.put(transaction, article, heading(draft), searchable(draft))
        await self._shelf.completion.put(transaction, Scope.ARTICLE, article, draft.title, *people)

    async def take_out(self, transaction: Transaction, article: int) -> None:
        """The opposite; before anything in the row changes."""
        await self._shelf.fulltext.remove(transaction, article)
        await self._shelf.postings.remove(transaction, article)
        await self._shelf.completion.remove(transaction, Scope.ARTICLE, article)

    async def set_listed(
        self,
        transaction: Transaction,
        article: int,
        listings: Sequence[Listing],
        now: str,
        by: int,
        entries: Sequence[int | None] = (),
    ) -> None:
        """Each item of the page's block becomes a relation, and an entry of its own when it is not there yet.

        `entries` are the article numbers of the items, in their order, where they are known for sure.
        """
        before = await self._listed_before(transaction, article)
        related: list[int] = []
        for listing, known in zip_longest(listings, entries[: len(listings)]):
            if known is not None:
                related.append(known)
            elif listing.heading:
                listed = checked(as_listing_draft(listing))
                entry = await self._matcher.piece_of(transaction, listed)
                if entry is None:
                    derived = await derive(listed, self._shelf, transaction)
                    earlier = _renewed(listed, before, related)
                    entry = await self.write(transaction, listed, derived, earlier, now, by)
                else:
                    await self._enrich(transaction, entry, listed, now, by)
                related.append(entry)
        await self._shelf.relations.set_listed(transaction, article, list(dict.fromkeys(related)))

    async def _enrich(self, transaction: Transaction, entry: int, listed: Draft, now: str, by: int) -> None:
        """What this block tells of an entry that is known from another one only."""
        known = await self._shelf.articles.get(entry, transaction)
        if known is None or known.draft.completeness is not Completeness.LISTING:
            return
        more = enriched(known.draft, listed)
        if more != known.draft:
            derived = await derive(more, self._shelf, transaction)
            await self.write(transaction, more, derived, entry, now, by)

    async def _listed_before(self, transaction: Transaction, article: int) -> dict[int, Draft]:
        """The entries that are known from this page's block alone, as they stand."""
        found: dict[int, Draft] = {}
        for number in await self._shelf.relations.listed(article, transaction):
            known = await self._shelf.articles.get(number, transaction)
            if known and known.draft.completeness is Completeness.LISTING and not known.removed:
                found[number] = known.draft
        return found


def _contested(before: Votes, after: Votes) -> set[int]:
    """Entries that may be spelled otherwise now: one for another spelling came, or one for the spelling shown went."""
    came = {entry for entry, spelled, shown in after - before if spelled != shown}
    return came | {entry for entry, spelled, shown in before - after if spelled == shown}


def _renewed(listed: Draft, before: Mapping[int, Draft], taken: Sequence[int]) -> int | None:
    """The entry of the same page's earlier block that this item replaces: nothing but its teaser was reworded."""
    for number, known in before.items():
        same = (known.kind, known.authors, known.published) == (listed.kind, listed.authors, listed.published)
        if same and listed.authors and _untitled(known) and _untitled(listed) and number not in taken:
            return number
    return None


def titled(draft: Draft) -> Draft:
    """A record without a title goes by its opening words, as a listing does."""
    return draft if draft.title.strip() else replace(draft, title=opening_words(draft.deck or draft.text))


def _untitled(draft: Draft) -> bool:
    return draft.title == opening_words(draft.deck or draft.text)


def heading(draft: Draft) -> str:
    """The title to be weighed, "" when it only repeats the opening words."""
    return "" if _untitled(draft) else draft.title


def checked(draft: Draft) -> Draft:
    """The draft with a title to be known by. Raises Invalid when it has none, TooLarge beyond the length of a book."""
    title = " ".join(draft.title.split())
    if not title:
        raise Invalid("This piece has no title. Add one, so that people can find it.")
    check_length(draft)
    return replace(draft, title=title)


def searchable(draft: Draft) -> str:
    """The text a piece is found and compared by, who is speaking left out; the title is weighed apart."""
    spoken = draft.kind in SPOKEN
    body = (turn(paragraph)[1] if spoken else paragraph for paragraph in draft.body)
    return "\n\n".join(filter(None, (draft.deck, *body)))
