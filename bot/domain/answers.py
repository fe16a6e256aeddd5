"""What the services answer: complete values that a card or a command line shows without asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.article import Article, Brief, Kind, Quote
from bot.domain.feeds import KnownFeed

PAGE_SIZE = 5  # a result row costs three of the forty components Discord allows a message


def page_count(total: int, size: int = PAGE_SIZE) -> int:
    """How many pages hold `total` results; never less than one, so that an empty answer is a page too."""
    return max(1, -(-total // size))


@dataclass(frozen=True, slots=True)
class Freshness:
    """What came after a piece: newer ones on its first topic, the newest first, and the one that supersedes it."""

    newer: tuple[Brief, ...] = ()
    superseded_by: Brief | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAnswer:
    """One piece as `/summary` shows it. `length` is brief, short or full."""

    article: Article
    length: str = "short"
    newer: tuple[Brief, ...] = ()  # newer pieces on its first topic, the newest first
    superseded_by: Brief | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def freshness(self) -> Freshness:
        return Freshness(self.newer, self.superseded_by)


@dataclass(frozen=True, slots=True)
class RelatedHit:
    """One suggestion, its score in 0..1 and the reasons that really made the score, the heaviest first."""

    piece: Brief
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """A person ranked for a topic, with receipts: the pieces that made the rank, the best first.

    `total` counts all their pieces on the topic, `latest` is the ISO date of the newest of them.
    """

    id: int
    name: str
    role: str = ""
    former: bool = False
    score: float = 0.0
    pieces: tuple[Brief, ...] = ()
    total: int = 0
    latest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedAnswer:
    """Suggestions for a piece, or for a free text when `source` is None.

    `hits` are all that passed the floor, the best first: the card shows page `page` (from 0) of them.
    `other_formats` counts what the filter `kind` left out, `longer` what `minutes` did. `people` are
    those to ask, for a free text.
    """

    source: Brief | None
    hits: tuple[RelatedHit, ...] = ()
    other_formats: int = 0
    kind: Kind | None = None
    minutes: int | None = None
    longer: int = 0
    page: int = 0
    people: tuple[Expert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswer:
    """A person as `/author` shows them: `pieces` is one page of `total`, the newest first."""

    person_id: int
    name: str
    role: str = ""
    bio: str = ""
    links: tuple[str, ...] = ()
    former: bool = False
    topics: tuple[str, ...] = ()
    coauthors: tuple[str, ...] = ()
    pieces: tuple[Brief, ...] = ()
    total: int = 0
    kind: Kind | None = None
    page: int = 0

    @property
    def pages(self) -> int:
        return page_count(self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAnswer:
    """People ranked by what they published on a topic; `closest` are topics to try when there are none."""

    topic: str
    people: tuple[Expert, ...] = ()
    closest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result with the passage that matched, as plain text."""

    piece: Brief
    snippet: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """One page of results: `hits` are page `page` (from 0) of `total`.

    `corrected` is the query that was really searched, when a typo was mended; `closest` are topics to try
    when nothing was found; `filters` says in words what narrowed the search ("podcasts, since 2020");
    `state` is the text from which a service can search again, kept in the buttons of the card.
    """

    query: str = ""
    hits: tuple[SearchHit, ...] = ()
    page: int = 0
    total: int = 0
    corrected: str = ""
    closest: tuple[str, ...] = ()
    filters: str = ""
    state: str = ""

    @property
    def pages(self) -> int:
        return page_count(self.total)


class View(StrEnum):
    """How a briefing is laid out: the key lines, or lines by year."""

    OVERVIEW = "overview"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A sentence of one piece, word for word; `number` is the piece's place in the briefing's list, from 1.

    `place` is its page or minute ("p. 4", "at 12:34"), or "".
    """

    text: str
    number: int
    speaker: str = ""
    place: str = ""

    @property
    def source(self) -> str:
        """Who said it and where, as far as the piece tells: "Jane Roe, at 12:34"."""
        return ", ".join(filter(None, (self.speaker.strip(), self.place)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAnswer:
    """Several pieces on a topic at once: who works on it, key lines, the numbered pieces, and what is missing.

    `pieces` are the first of `total`, those that lines are from before the others. `since` is an ISO day or empty;
    `earlier` counts the pieces before it and `last` is the newest of them. `gaps` are sentences; `closest` are
    topics to try when nothing was found.
    """

    topic: str
    view: View = View.OVERVIEW
    since: str = ""
    people: tuple[Expert, ...] = ()
    lines: tuple[BriefLine, ...] = ()
    pieces: tuple[Brief, ...] = ()
    total: int = 0
    gaps: tuple[str, ...] = ()
    earlier: int = 0
    last: Brief | None = None
    closest: tuple[str, ...] = ()

    def piece_of(self, line: BriefLine) -> Brief:
        return self.pieces[line.number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAnswer:
    """What a curator needs to know about the library. `last_backup` is ISO date and time, UTC, or empty.

    `unanswered` are queries that found nothing, each with how often it was asked, the most asked first.
    """

    counts: Mapping[Kind, int] = field(default_factory=dict)
    people: int = 0
    topics: int = 0
    listings: int = 0
    missing_authors: int = 0
    missing_dates: int = 0
    drafts: int = 0
    trash: int = 0
    last_backup: str = ""
    unanswered: tuple[tuple[str, int], ...] = ()
    feeds: int = 0
    troubled_feeds: tuple[KnownFeed, ...] = ()  # those that fail, or were paused without anybody's word

    @property
    def total(self) -> int:
        return sum(self.counts.values())
