"""Any answer a service could give, sensible or not, for property tests of the cards."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.domain.answers import (
    ArticleAnswer,
    BriefAnswer,
    BriefLine,
    Expert,
    ExpertAnswer,
    PersonAnswer,
    RelatedAnswer,
    RelatedHit,
    SearchAnswer,
    SearchHit,
    StatusAnswer,
    View,
)
from bot.domain.article import (
    Article,
    Author,
    Brief,
    Completeness,
    Draft,
    Kind,
    Listing,
    Quote,
    Summary,
    Topic,
)
from bot.domain.errors import Unreachable
from bot.domain.feeds import FeedCheck, KnownFeed, Mode
from tests.unit.nasty import lines

ids = st.one_of(st.integers(0, 3), st.integers(-1, 2**63))
counts = st.one_of(st.integers(0, 8), st.integers(-1, 10**12))
dates = st.one_of(
    st.sampled_from(["", "2024", "2024-03", "2024-03-14", "0001-01-01", "2024-13-99", "14 March 2024", "²⁰²⁴-01-01"]),
    st.dates().map(str),
    lines,
)
urls = st.one_of(
    st.sampled_from(["", "https://example.org/a", "http://127.0.0.1:8000/a", "javascript:alert(1)", "https://[x"]),
    lines,
    lines.map(lambda text: "https://example.org/" + text),
)
kinds = st.sampled_from(Kind)
maybe_kinds = st.one_of(st.none(), kinds)
wholeness = st.sampled_from(Completeness)
names = st.one_of(
    st.lists(lines, max_size=4).map(tuple), st.tuples(lines, st.just(60)).map(lambda pair: (pair[0],) * pair[1])
)
sizes = st.one_of(st.none(), counts)

briefs = st.builds(
    Brief, id=ids, title=lines, kind=kinds, published=dates, authors=names, outlet=lines,
    completeness=wholeness, deck=lines, seconds=sizes, words=counts, url=urls,
    superseded=st.booleans(),
)  # fmt: skip
many_briefs = st.lists(briefs, max_size=8).map(tuple)
listings = st.builds(Listing, kind=maybe_kinds, title=lines, teaser=lines, authors=names)
drafts = st.builds(
    Draft, title=lines, kind=maybe_kinds, deck=lines, published=dates, authors=names, participants=names,
    outlet=lines, url=urls, canonical_url=urls, completeness=wholeness, body=st.lists(lines, max_size=3).map(tuple),
    tags=names, related=st.lists(listings, max_size=12).map(tuple), pages=sizes, seconds=sizes, audio_url=urls,
)  # fmt: skip
authors = st.lists(st.builds(Author, id=ids, name=lines), max_size=9).map(tuple)
summaries = st.builds(
    Summary, brief=lines, short=names, full=names, origin=st.sampled_from(["extract", "written", "model", ""]),
    edited_by=lines,
)  # fmt: skip
articles = st.builds(
    Article, id=ids, draft=drafts, authors=authors, participants=authors,
    topics=st.lists(st.builds(Topic, name=lines), max_size=9).map(tuple), summary=summaries,
)  # fmt: skip
quotes = st.lists(st.builds(Quote, text=lines, speaker=lines, paragraph=counts), max_size=9).map(tuple)
article_answers = st.builds(
    ArticleAnswer, article=articles, length=st.sampled_from(["brief", "short", "full"]), newer=many_briefs,
    superseded_by=st.one_of(st.none(), briefs), quotes=quotes,
)  # fmt: skip
experts = st.builds(
    Expert, id=ids, name=lines, role=lines, former=st.booleans(), pieces=many_briefs, total=counts, latest=dates
)
hits = st.lists(st.builds(RelatedHit, piece=briefs, reasons=names), max_size=13).map(tuple)
related_answers = st.builds(
    RelatedAnswer, source=st.one_of(st.none(), briefs), hits=hits, other_formats=counts, kind=maybe_kinds,
    minutes=st.none() | st.integers(1, 600), longer=st.integers(-1, 10**9), page=st.integers(-1, 10_001),
    people=st.lists(experts, max_size=5).map(tuple),
)  # fmt: skip
person_answers = st.builds(
    PersonAnswer, person_id=ids, name=lines, role=lines, bio=lines, links=st.lists(urls, max_size=9).map(tuple),
    former=st.booleans(), topics=names, coauthors=names, pieces=many_briefs, total=counts, kind=maybe_kinds,
    page=st.integers(-1, 10_001),
)  # fmt: skip
expert_answers = st.builds(ExpertAnswer, topic=lines, people=st.lists(experts, max_size=8).map(tuple), closest=names)
brief_answers = st.builds(
    lambda pieces, found, **fields: BriefAnswer(
        pieces=pieces,
        lines=tuple(BriefLine(text, place % len(pieces) + 1, who) for text, place, who in found if pieces),
        **fields,
    ),
    pieces=many_briefs, found=st.lists(st.tuples(lines, st.integers(0, 20), lines), max_size=9), topic=lines,
    view=st.sampled_from(View), since=dates, people=st.lists(experts, max_size=8).map(tuple), total=counts,
    gaps=names, earlier=counts, last=st.one_of(st.none(), briefs), closest=names,
)  # fmt: skip
search_answers = st.builds(
    SearchAnswer, query=lines, hits=st.lists(st.builds(SearchHit, piece=briefs, snippet=lines), max_size=8).map(tuple),
    page=st.integers(-1, 10_001), total=counts, corrected=lines, closest=names, filters=lines, state=lines,
)  # fmt: skip
feeds = st.builds(
    KnownFeed, id=ids, url=urls, title=lines, mode=st.sampled_from(Mode), home=urls, paused=st.booleans(), reason=lines,
    due=dates, checked=dates, succeeded=dates, failures=counts, failure=lines,
)  # fmt: skip
many_feeds = st.lists(feeds, max_size=13).map(tuple)
feed_checks = st.builds(
    FeedCheck, feed=feeds, published=st.lists(ids, max_size=3).map(tuple), known=counts, left=counts, refused=names,
    error=st.one_of(st.none(), lines.map(Unreachable)),
)  # fmt: skip
status_answers = st.builds(
    StatusAnswer, counts=st.dictionaries(kinds, counts), people=counts, topics=counts, listings=counts,
    missing_authors=counts, missing_dates=counts, drafts=counts, trash=counts, last_backup=dates,
    feeds=counts, troubled_feeds=many_feeds,
    unanswered=st.lists(st.tuples(lines, counts), max_size=15).map(tuple),
)  # fmt: skip
