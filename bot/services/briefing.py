"""Briefings: what the library says on a topic over several pieces, who works on it, and what it lacks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from bot.domain.answers import BriefAnswer, BriefLine, Expert, View
from bot.domain.article import Article, Brief, Completeness, Kind
from bot.domain.brief import Line, Source, contributors, key_lines, timeline
from bot.domain.errors import Invalid
from bot.domain.gaps import gaps
from bot.domain.hits import newest_first
from bot.domain.subject import Subject, closest
from bot.domain.text import fold, joined, words
from bot.domain.typed import one_line
from bot.storage.article_filter import Filter
from bot.storage.shelf import Shelf

READ = 40  # pieces read for their lines
DEPTH = 2_000  # pieces on a topic that are counted
EVERY = 1_000_000  # pieces that have the words: numbers only, to be ranked next
LISTED = 12
PEOPLE = 5
RECEIPTS = 3
TOPICS = 200  # names among which the closest are looked for


@dataclass(frozen=True, slots=True)
class _Known:
    """A subject with its pieces, the newest first, and how much those that were read are about it (id → 0..1).

    `unread` have the words, but were too many to tell whether they are about them: they are neither shown nor
    counted, and yet nothing they may be is called missing.
    """

    subject: Subject
    pieces: Sequence[Brief] = ()
    unread: Sequence[Brief] = ()
    weights: Mapping[int, float] = field(default_factory=dict)

    def source(self, piece: Brief, article: Article) -> Source:
        weight = self.weights.get(piece.id) or self.subject.weight(article)
        people = tuple(person.name for person in (*article.authors, *article.participants) if person.name)
        return Source(piece, article.draft.body, weight, people, article.draft.places)


class BriefingService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now

    async def brief(self, topic: str, view: View = View.OVERVIEW, since: str = "") -> BriefAnswer:
        """A briefing on a topic of the list, or on any words; `since` is an ISO day. Raises Invalid for no words."""
        asked = one_line(topic)
        if not words(asked):
            raise Invalid("Name a topic, or a few words to look for.")
        known = await self._known(asked, since)
        pieces = [piece for piece in known.pieces if not since or piece.published >= since]
        reading = _worth_reading(pieces, view)[:READ]
        articles = [(piece, await self._shelf.articles.get(piece.id)) for piece in reading]
        sources = [known.source(piece, one) for piece, one in articles if one is not None]
        compose = timeline if view is View.TIMELINE else key_lines
        # Splitting dozens of pieces into sentences takes longer than others should wait for.
        lines = await asyncio.to_thread(compose, sources, known.subject)
        listed = list(dict.fromkeys([*(line.piece for line in lines), *pieces]))[:LISTED]
        earlier = [piece for piece in known.pieces if piece.published < since]
        return BriefAnswer(
            topic=known.subject.name,
            view=view,
            since=since,
            people=await self._people(pieces),
            lines=tuple(_numbered(lines, listed)),
            pieces=tuple(listed),
            total=len(pieces),
            gaps=await self._gaps([*known.pieces, *known.unread]) if pieces else (),
            earlier=len(earlier),
            last=earlier[0] if earlier else None,
            closest=() if pieces else await self._closest(asked, known.subject.name if earlier else ""),
        )

    async def _known(self, asked: str, since: str) -> _Known:
        """A topic of the list has the pieces filed under it; anything else is words, or a name given up."""
        listed = Subject.listed(asked, await self._shelf.topics.curated())
        topic = await self._shelf.topics.by_name(listed.name) if listed else None
        found = await self._shelf.articles.newest(Filter(topic=topic[0]), DEPTH) if topic else []
        if listed and found:
            return _Known(listed, newest_first(found))
        _, name = await self._shelf.topics.by_name(asked) or (0, asked)
        return await self._typed(asked if fold(name) == fold(asked) else name, since)

    async def _typed(self, asked: str, since: str) -> _Known:
        """The pieces that have every word and are about them; only the best ranked are read to tell."""
        subject = Subject.typed(asked)
        if not subject.words:
            return _Known(subject)
        found = await self._shelf.articles.briefs(await self._having(subject))
        found.sort(key=lambda piece: piece.published < since)
        articles = [await self._shelf.articles.get(piece.id) for piece in found[: 2 * READ]]
        weights = {one.id: subject.weight(one) for one in articles if one is not None}
        about = [piece for piece in found if weights.get(piece.id)]
        return _Known(subject, newest_first(about), found[2 * READ :], weights)

    async def _having(self, subject: Subject) -> list[int]:
        """The pieces that have every word, the best ranked first; where words are joined, by their parts."""
        if joined(subject.name):
            pairs = set(await self._shelf.postings.having(subject.stems))
            return [hit.article for hit in (await self._shelf.postings.search(subject.name, DEPTH, pairs)).hits]
        having = set(await self._shelf.fulltext.phrase(subject.words, EVERY))
        ranked = await self._shelf.fulltext.ranked(subject.words, DEPTH)
        return [number for number, _ in ranked if number in having]

    async def _people(self, pieces: Sequence[Brief]) -> tuple[Expert, ...]:
        made = await self._shelf.people.of_articles([piece.id for piece in pieces])
        ranked = {person: (score, works) for person, score, works in contributors(pieces, made)}
        # A few more than are shown are named, so that equals can be put in the order of their names.
        known = await self._shelf.people.get_many(list(ranked)[: 4 * PEOPLE])
        people = [
            Expert(
                id=one.id,
                name=one.person.name,
                role=one.person.role,
                former=one.person.former,
                score=ranked[one.id][0],
                pieces=tuple(ranked[one.id][1][:RECEIPTS]),
                total=len(ranked[one.id][1]),
                latest=max(piece.published for piece in ranked[one.id][1]),
            )
            for one in known
        ]
        return tuple(sorted(people, key=lambda one: (-one.score, one.name))[:PEOPLE])

    async def _gaps(self, found: Sequence[Brief]) -> tuple[str, ...]:
        """Over everything on the topic, whatever the question's `since` leaves out."""
        counts = await self._shelf.articles.counts()
        held = {kind: counts.get(kind.value, 0) for kind in Kind}
        today = self._now().date().isoformat()
        newest = await self._shelf.articles.newest(Filter(until=today), 1)
        return gaps(found, held, newest[0].published if newest else "")

    async def _closest(self, asked: str, but: str) -> tuple[str, ...]:
        names = [name for _, name, _ in await self._shelf.topics.largest(TOPICS)]
        return closest(asked, [name for name in names if fold(name) != fold(but)])


def _worth_reading(pieces: Sequence[Brief], view: View) -> list[Brief]:
    """Those that lines may come from, the newest and fullest first; for a timeline, a few of each year in turn."""
    whole = [piece for piece in pieces if piece.completeness is not Completeness.LISTING]
    whole.sort(key=lambda piece: (piece.superseded, piece.completeness is not Completeness.FULL))
    if view is View.OVERVIEW:
        return whole
    whole.sort(key=lambda piece: piece.year, reverse=True)
    years = [list(group) for _, group in groupby(whole, key=lambda piece: piece.year)]
    turns = [(turn, piece) for year in years for turn, piece in enumerate(year)]
    return [piece for _, piece in sorted(turns, key=lambda one: one[0])]


def _numbered(lines: Sequence[Line], listed: Sequence[Brief]) -> list[BriefLine]:
    numbers = {piece: number for number, piece in enumerate(listed, start=1)}
    return [BriefLine(line.text, numbers[line.piece], line.speaker, line.place) for line in lines]
