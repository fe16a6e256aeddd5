"""What belongs together and who knows: related pieces with their reasons, and experts with their receipts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.domain.answers import Expert, ExpertAnswer, RelatedAnswer, RelatedHit
from bot.domain.article import Article, Brief, Kind
from bot.domain.companions import CHOSEN, closeness, expected_likeness, likely_topics
from bot.domain.dates import day_in_words
from bot.domain.errors import NotFound, Removed
from bot.domain.expert import DEPTH, RELEVANT, standings
from bot.domain.hits import Neighbour
from bot.domain.suggestions import FLOOR, Evidence, Filed, Suggestion, alike_by_chance, suggest
from bot.domain.topic import topic_index
from bot.domain.typed import one_line
from bot.services.writing import heading, searchable
from bot.storage.guild import generation
from bot.storage.relations import Bond
from bot.storage.shelf import Shelf

CANDIDATES = 100  # pieces looked at for one; the text alone finds everything worth suggesting among them
SPARE = 4  # pieces looked at for each that is shown, because some have but one word in common
KEPT = 100  # suggestions kept for a piece, enough for every type
WORDS_A_MINUTE = 230
EVERY = 1_000_000  # pieces that say a topic's name: numbers only
EXPERTS = 10
ASKED = 3  # people named beside what is related to a text
RECEIPTS = 3


class DiscoveryService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now

    # ------------------------------------------------------------------ related

    async def related(
        self, number: int, kind: Kind | None = None, *, minutes: int | None = None, page: int = 0, limit: int = KEPT
    ) -> RelatedAnswer:
        """Suggestions for a piece, each with its reasons. Raises NotFound or Removed."""
        piece = await self._shelf.articles.get(number)
        if piece is None or piece.removed:
            raise (
                NotFound(f"There is no article {number} in this library.")
                if piece is None
                else Removed(f"“{piece.title}” was removed on {day_in_words(piece.removed)}. A curator can restore it.")
            )
        hits = await self._hits(await self._neighbours(piece))
        asked = [hit for hit in hits if _fits(hit.piece, kind, None)]
        fitting = [hit for hit in asked if _fits(hit.piece, kind, minutes)]
        return RelatedAnswer(
            source=piece.brief,
            hits=tuple(fitting[:limit]),
            other_formats=len(hits) - len(asked),
            kind=kind,
            minutes=minutes,
            longer=len(asked) - len(fitting),
            page=page,
        )

    async def related_to_text(self, text: str, kind: Kind | None = None, limit: int = 5) -> RelatedAnswer:
        """Suggestions for any text (a message, a pitch), with the people to ask."""
        looked_at = CANDIDATES if kind else SPARE * limit
        found = await self._shelf.postings.similar("", text, looked_at, least=FLOOR)
        hits = await self._hits(
            suggest([Evidence(one.article, text=one.score, terms=one.terms, shared=one.shared) for one in found])
        )
        fitting = tuple(hit for hit in hits if _fits(hit.piece, kind, None))[:limit]
        pieces = {hit.piece.id: hit.piece for hit in fitting}
        people = await self._experts(list(pieces), ASKED, pieces) if fitting else []
        return RelatedAnswer(source=None, hits=fitting, kind=kind, people=tuple(people))

    async def _neighbours(self, piece: Article) -> list[Suggestion]:
        """As kept for this generation of the library, else computed now and kept."""
        now = await generation(self._shelf.database, self._shelf.guild)
        kept = await self._shelf.derived.neighbours(piece.id, now)
        if kept is not None:
            return [Suggestion(other, score, tuple(reasons)) for other, score, reasons in kept]
        pieces = await self._shelf.articles.count()
        found = suggest(await self._evidence(piece, pieces), alike_by_chance(pieces))[:KEPT]
        rows = [(one.other, one.score, list(one.reasons)) for one in found]
        if not self._shelf.database.busy:  # an answer never waits for a long change; the next one keeps it
            async with self._shelf.database.write() as transaction:
                await self._shelf.derived.set_neighbours(transaction, now, [(piece.id, rows)])
        return found

    async def _evidence(self, piece: Article, pieces: int) -> list[Evidence]:
        """What is known of a piece and each that may belong to it, in a library of so many pieces."""
        shelf = self._shelf
        bonds = await shelf.relations.of(piece.id)
        words = heading(piece.draft), searchable(piece.draft)
        similar = await shelf.postings.neighbours(piece.id, *words, CANDIDATES)
        text = {one.article: one for one in similar}
        near = await shelf.topics.sharing(piece.id, CANDIDATES)
        published = await shelf.articles.published({*(other for other, _, _ in bonds), *text, *near})
        others = sorted(published)  # without what lies in the trash, which takes no place in a page's list either
        bonds = [bond for bond in bonds if bond[0] in published]
        topics = await shelf.topics.of_articles(others)
        people = await shelf.people.of_articles([*others, piece.id])
        listed = await shelf.topics.curated()
        filed = Filed(piece.topics, await shelf.topics.rarity(piece.id, pieces), listed)
        likely = {}
        if not any(topic.origin in CHOSEN or topic.name in listed for topic in piece.topics):
            likely = likely_topics((one.score, topics.get(one.article, ())) for one in similar)
        ours = dict(people.get(piece.id, []))
        names = {author.id: author.name for author in (*piece.authors, *piece.participants)}
        tied = {(other, bond): place for place, (other, bond, _) in reversed(list(enumerate(bonds)))}
        found: list[Evidence] = []
        for other in others:
            shared = {names[one]: {part, ours[one]} for one, part in people.get(other, []) if one in ours}
            theirs, like = topics.get(other, []), text.get(other, Neighbour(other, 0.0))
            found.append(
                Evidence(
                    other,
                    listed=(other, Bond.LISTING) in tied,
                    place=tied.get((other, Bond.LISTING), 0),
                    pinned=(other, Bond.PIN) in tied,
                    blocked=(other, Bond.BLOCK) in tied,
                    text=like.score,
                    terms=like.terms,
                    shared=like.shared,
                    authors=[name for name, parts in shared.items() if parts == {"author"}],
                    people=[name for name, parts in shared.items() if parts != {"author"}],
                    topics=filed.likeness(theirs),
                    likely=expected_likeness(likely, theirs) if likely else {},
                    season=closeness(piece.draft.published, published.get(other, "")),
                )
            )
        return found

    async def _hits(self, found: list[Suggestion]) -> list[RelatedHit]:
        """The suggestions with their pieces; equals by day and title, never by the number they happened to get."""
        pieces = {piece.id: piece for piece in await self._shelf.articles.briefs([one.other for one in found])}
        hits = [RelatedHit(pieces[one.other], one.score, one.reasons) for one in found if one.other in pieces]
        hits.sort(key=lambda hit: hit.piece.title)
        hits.sort(key=lambda hit: hit.piece.published, reverse=True)
        return sorted(hits, key=lambda hit: -round(hit.score, 9))

    # ------------------------------------------------------------------ experts

    async def experts(self, topic: str) -> ExpertAnswer:
        """People ranked by what they published on the topic, with the pieces that show it."""
        topic = one_line(topic)
        ranking = await self._shelf.postings.search(topic, DEPTH)
        least = RELEVANT * max((hit.score for hit in ranking.hits), default=0.0)
        ranked = await self._on_topic(topic, [hit.article for hit in ranking.hits if hit.score >= least])
        people = await self._experts(ranked, EXPERTS)
        closest = () if people else await self._shelf.topics.closest(topic)
        return ExpertAnswer(topic=topic, people=tuple(people), closest=closest)

    async def _on_topic(self, topic: str, ranked: list[int]) -> list[int]:
        """Of a topic that people gave, the pieces under it first, then what names it; one word of it is no matter."""
        listed = topic_index(await self._shelf.topics.curated()).canonical(topic)
        known = await self._shelf.topics.by_name(listed or topic)
        filed = await self._shelf.topics.filed(known[0], DEPTH) if known else []
        if not filed:
            return ranked
        named = set(await self._shelf.fulltext.phrase([topic], EVERY))
        places = {article: place for place, article in enumerate(ranked)}
        pieces = sorted(filed, key=lambda one: places.get(one, len(ranked)))
        return [*pieces, *(article for article in ranked if article in named and article not in set(pieces))]

    async def _experts(
        self, ranked: Sequence[int], limit: int, at_hand: Mapping[int, Brief] | None = None
    ) -> list[Expert]:
        """Who made the ranked pieces, the best first, each with receipts; those that are at hand are not read again."""
        credits = await self._shelf.people.credits(ranked)
        best = standings(ranked, credits, self._now().date())
        best = [one for one in best if round(one.score, 9) >= round(best[:limit][-1].score, 9)]
        known = {one.id: one.person for one in await self._shelf.people.get_many([one.person for one in best])}
        # Equals by name, never by the number they happened to get.
        best = [one for one in best if one.person in known]
        best = sorted(best, key=lambda one: (-round(one.score, 9), known[one.person].name))[:limit]
        receipts = [article for one in best for article in one.articles[:RECEIPTS]]
        pieces = at_hand or {piece.id: piece for piece in await self._shelf.articles.briefs(receipts)}
        latest = {(one.person, one.article): one.published for one in credits}
        return [
            Expert(
                id=one.person,
                name=known[one.person].name,
                role=known[one.person].role,
                former=known[one.person].former,
                score=one.score,
                pieces=tuple(pieces[article] for article in one.articles[:RECEIPTS] if article in pieces),
                total=len(one.articles),
                latest=max(latest[one.person, article] for article in one.articles),
            )
            for one in best
        ]


def _fits(piece: Brief, kind: Kind | None, minutes: int | None) -> bool:
    if kind and piece.kind is not kind:
        return False
    if not minutes:
        return True
    needed = piece.seconds / 60 if piece.seconds else piece.words / WORDS_A_MINUTE
    return 0 < needed <= minutes
