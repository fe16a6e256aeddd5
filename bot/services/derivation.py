"""What is computed from a piece when it is added or edited, so that every later question only reads."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Completeness, Draft, Kind, Quote, Summary, Topic
from bot.domain.duplicates import content_hash, shingles
from bot.domain.found_topics import found_topics
from bot.domain.quotes import quotes, verify
from bot.domain.summary import summarize
from bot.domain.text import fold
from bot.domain.topic import once, topic_index
from bot.storage.database import Transaction
from bot.storage.guild import generation
from bot.storage.shelf import Shelf

LONG = 200  # words from which the work leaves the event loop (3 to 6 ms of it)
ENOUGH = 3  # topics of a piece; what people gave counts, what the text itself names only fills up


@dataclass(frozen=True, slots=True)
class Moment:
    """The library's generation and a hash of its topic list when something was derived by them."""

    generation: int = -1
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Derived:
    summary: Summary
    quotes: tuple[Quote, ...]
    topics: tuple[Topic, ...]
    shingles: frozenset[int]
    content_hash: str
    moment: Moment = Moment()


def recognise(draft: Draft) -> Derived:
    """Only what tells the draft from other pieces, for those who want to know whether it is there already."""
    shared, digest = _marks(draft)
    return Derived(summary=Summary(), quotes=(), topics=(), shingles=shared, content_hash=digest)


async def recognised(draft: Draft) -> Derived:
    """As `recognise`, a long text beside the event loop."""
    return recognise(draft) if draft.words < LONG else await asyncio.to_thread(recognise, draft)


def _marks(draft: Draft) -> tuple[frozenset[int], str]:
    """Shingles and content hash; a listing has no text to go by."""
    listing = draft.completeness is Completeness.LISTING
    return frozenset() if listing else shingles(draft.text), "" if listing or not draft.body else content_hash(draft)


async def derive(draft: Draft, shelf: Shelf, within: Transaction | None = None) -> Derived:
    """By the server's topic list, with its people called as they are there."""
    began = await generation(within or shelf.database, shelf.guild)
    curated = await shelf.topics.curated(within)
    moment = Moment(began, _hash(curated))
    proper = await shelf.people.proper((*draft.authors, *draft.participants), within)
    if draft.words < LONG:
        derived = derive_now(draft, curated, proper)
    else:
        derived = await asyncio.to_thread(derive_now, draft, curated, proper)
    return replace(derived, moment=moment)


async def of_now(draft: Draft, derived: Derived, shelf: Shelf, transaction: Transaction) -> Derived:
    """What was derived before the transaction, or anew where the topic list has changed since; given topics stay."""
    if await generation(transaction, shelf.guild) == derived.moment.generation:
        return derived
    if _hash(await shelf.topics.curated(transaction)) == derived.moment.listed:
        return derived
    again = await derive(draft, shelf, transaction)
    given = [topic for topic in derived.topics if topic.origin == "curator"]
    return replace(again, topics=tuple(once((*given, *again.topics), lambda topic: fold(topic.name)).values()))


def _hash(curated: Mapping[str, Sequence[str]]) -> int:
    return hash(tuple((name, *aliases) for name, aliases in curated.items()))


def derive_now(draft: Draft, curated: Mapping[str, Sequence[str]], proper: Mapping[str, str]) -> Derived:
    """The work itself, in the thread that calls; `curated` is name → aliases, `proper` name → proper name."""
    shared, digest = _marks(draft)
    authors, others = (
        tuple(dict.fromkeys(proper.get(name, name) for name in names)) for names in (draft.authors, draft.participants)
    )
    draft = replace(draft, authors=authors, participants=others)
    found = quotes(draft.body, draft.authors, draft.kind or Kind.OTHER)
    return Derived(
        summary=summarize(draft.title, draft.deck, draft.body, draft.kind, draft.completeness),
        quotes=tuple(quote for quote in found if verify(quote, draft.body)),  # nothing is kept that is not there
        topics=topics_of(draft, curated),
        shingles=shared,
        content_hash=digest,
    )


def topics_of(draft: Draft, curated: Mapping[str, Sequence[str]]) -> tuple[Topic, ...]:
    """The server's own topics first, then the page's tags, then what the text itself names, each topic once."""
    text = f"{draft.deck}\n\n{draft.text}"
    index = topic_index(curated)
    found = index.match(text, draft.title)
    # A page names its main topic first, which the weights keep.
    for place, tag in enumerate(draft.tags):
        found.append(Topic(index.canonical(tag) or tag, max(0.5, 1.0 - place / 50), "page"))
    if len(found) < ENOUGH:
        people = (*draft.authors, *draft.participants)
        for topic in found_topics(text, ENOUGH, draft.title, people)[: ENOUGH - len(found)]:
            found.append(Topic(index.canonical(topic.name) or topic.name, round(topic.weight / 2, 4)))
    return tuple(topic for key, topic in once(found, lambda topic: fold(topic.name)).items() if key)
