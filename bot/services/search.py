"""Finds pieces: words, phrases, exact titles and addresses, narrowed by type, person, topic and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.answers import PAGE_SIZE, SearchAnswer, SearchHit
from bot.domain.article import Brief, Kind, KnownPerson
from bot.domain.dates import day_in_words
from bot.domain.errors import NotFound
from bot.domain.hits import Hit, Ranking, newest_first
from bot.domain.snippet import Snippets
from bot.domain.text import STOP_WORDS, joined, terms, words
from bot.domain.typed import one_line
from bot.domain.urlkey import url_key
from bot.storage.article_filter import Filter
from bot.storage.completion import Scope
from bot.storage.shelf import Shelf

DEPTH = 200  # results that can be turned to, page by page
NAMESAKES = 25  # people of one name whose pieces are found by it
PASTED = 25  # words; what a longer query quotes are its own quotations, not phrases that somebody looks for
_PHRASE = re.compile(r'["“”„]([^"“”„]+)["“”„]')


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; empty fields ask nothing. `person` is an id, `since` an ISO day."""

    text: str = ""
    kind: Kind | None = None
    person: int | None = None
    topic: str = ""
    since: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """As short named texts, to be kept in a button."""
        person = "" if self.person is None else str(self.person)
        kind = self.kind.value if self.kind else ""
        return {"q": self.text, "k": kind, "p": person, "t": self.topic, "s": self.since}

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Question:
        kind, person = fields.get("k", ""), fields.get("p", "")
        return cls(
            fields.get("q", ""),
            Kind(kind) if kind in set(Kind) else None,
            int(person) if person.isdecimal() else None,
            fields.get("t", ""),
            fields.get("s", ""),
        )


class SearchService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now

    async def newest(self, limit: int = 25, *, person: int | None = None) -> list[Brief]:
        return await self._shelf.articles.newest(Filter(person=person), limit)

    async def search(self, asked: Question, page: int = 0, *, size: int = PAGE_SIZE, state: str = "") -> SearchAnswer:
        """One page of what was found. Raises NotFound for a topic the library does not have."""
        chosen = await self._filter(asked)
        text = one_line(asked.text)
        if not text:
            total = await self._shelf.articles.count(chosen)
            page = _within(page, total, size)
            pieces = await self._shelf.articles.newest(chosen, size, page * size)
            hits = tuple(SearchHit(piece, piece.deck) for piece in pieces)
            return await self._answer(asked, hits, page, total, state)
        ranking = await self._ranked(text, chosen)
        page = _within(page, len(ranking.hits), size)
        shown = {hit.article: hit.score for hit in ranking.hits[page * size : (page + 1) * size]}
        pieces = await self._shelf.articles.briefs(shown)
        corrected = ranking.said_aloud(text)
        texts, snippets = await self._shelf.articles.texts(shown), Snippets(_words(corrected or text))
        hits = tuple(
            SearchHit(piece, snippets.of(*texts.get(piece.id, ())) or piece.deck, shown[piece.id]) for piece in pieces
        )
        return await self._answer(asked, hits, page, len(ranking.hits), state, corrected)

    async def _ranked(self, text: str, chosen: Filter) -> Ranking:
        """The exact title or address first, then by rank; every phrase in quotes must be there word for word."""
        allowed = None if chosen.empty else set(await self._shelf.articles.ids(chosen))
        phrases = _PHRASE.findall(text)
        if phrases and len(text.split()) <= PASTED:
            having = await self._saying(phrases)
            allowed = having if allowed is None else allowed & having
        exact = [number for number in await self._exact(text) if allowed is None or number in allowed]
        ranking = await self._shelf.postings.search(text, DEPTH, allowed)
        if len(ranking.hits) < DEPTH:
            named = [number for number in await self._named(text) if allowed is None or number in allowed]
            ranking = ranking.followed_by(named)
        if not exact:
            return ranking
        best = max((hit.score for hit in ranking.hits), default=0.0) + 1.0
        rest = (hit for hit in ranking.hits if hit.article not in exact)
        return Ranking((*(Hit(number, best) for number in exact), *rest), ranking.total)

    async def _saying(self, phrases: Sequence[str]) -> set[int]:
        """The pieces that say every phrase word for word; where words are joined, every part of it."""
        spaced = [phrase for phrase in phrases if not joined(phrase)]
        found = [set(await self._shelf.postings.having(set(terms(one)))) for one in phrases if joined(one)]
        if spaced:
            found.append(set(await self._shelf.fulltext.phrase(spaced)))
        return set.intersection(*found)

    async def _named(self, text: str) -> list[int]:
        """The pieces of the topic that the words name, then those of the people, each the newest first."""
        name = one_line(_PHRASE.sub(r"\1", text))
        topic = await self._shelf.topics.by_name(name)
        found = await self._shelf.topics.filed(topic[0], DEPTH) if topic else []
        pieces: set[Brief] = set()
        for person in await self._called(name):
            pieces.update(await self._shelf.articles.newest(Filter(person=person.id), DEPTH))
        return [*found, *(piece.id for piece in newest_first(pieces))]

    async def _called(self, name: str) -> list[KnownPerson]:
        """Whoever is known by that very name, else the people with all its words, written out, in theirs."""
        known = await self._shelf.people.by_name(name)
        near = [] if known else (await self._shelf.completion.find(Scope.PERSON, name))[:NAMESAKES]
        asked = set(words(name))
        people = [one for one in await self._shelf.people.shown(near) if asked <= set(words(one.person.name))]
        return [known] if known else people

    async def _exact(self, text: str) -> list[int]:
        address = await self._shelf.articles.by_address([key]) if (key := url_key(text)) else None
        return [address] if address else [piece.id for piece in await self._shelf.articles.by_title(text)]

    async def _filter(self, asked: Question) -> Filter:
        topic = None
        if asked.topic:
            known = await self._shelf.topics.by_name(asked.topic)
            if known is None:
                names = ", ".join(name for _, name, _ in await self._shelf.topics.largest(8))
                raise NotFound(
                    f"This library has no topic “{asked.topic[:60]}”." + (f" Its largest are {names}." if names else "")
                )
            topic = known[0]
        return Filter(asked.kind, asked.person, topic, asked.since)

    async def _answer(
        self, asked: Question, hits: tuple[SearchHit, ...], page: int, total: int, state: str, corrected: str = ""
    ) -> SearchAnswer:
        closest = () if hits else await self._shelf.topics.closest(asked.text)
        person = None if asked.person is None else await self._shelf.people.get(asked.person)
        narrowed = [
            asked.kind.plural if asked.kind else "",
            f"by {person.person.name}" if person else "",
            f"on {asked.topic}" if asked.topic else "",
            f"since {day_in_words(asked.since)}" if asked.since else "",
        ]
        return SearchAnswer(
            query=asked.text,
            hits=hits,
            page=page,
            total=total,
            corrected=corrected,
            closest=closest,
            filters=", ".join(filter(None, narrowed)),
            state=state,
        )


def _words(text: str) -> list[str]:
    """The distinct words that carry meaning; all of them when none does."""
    distinct = list(dict.fromkeys(words(text)))
    return [word for word in distinct if word not in STOP_WORDS] or distinct


def _within(page: int, total: int, size: int) -> int:
    return max(0, min(page, (total - 1) // size))
