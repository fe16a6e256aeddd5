"""Every card is one that Discord accepts and that does no harm, whatever the library holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from discord import ui
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from simcord.components import validate_components

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
from bot.domain.article import Article, Author, Brief, Completeness, Draft, Kind, Listing, Quote, Summary, Topic
from bot.domain.errors import Invalid
from bot.domain.feeds import Listed, Mode
from cogs.ui import cards
from cogs.ui.buttons import Action, Verb
from cogs.ui.feed_list_card import feed_list_card, followed_list_card
from cogs.ui.freshness import age_of
from cogs.ui.limits import Card, CardLimitError, fit, room_beside, row
from cogs.ui.share import shared_copy
from tests.openapi import check_message, needs_openapi
from tests.unit import any_answer as anything
from tests.unit.card_parts import buttons_of, contents, hold_to_limits
from tests.unit.nasty import lines

TODAY = date(2026, 11, 23)
sharers = st.one_of(st.none(), lines)
listed = st.lists(
    st.builds(
        Listed, name=lines, line=st.integers(0, 10**6), new=st.booleans(), error=st.none() | st.builds(Invalid, lines)
    ),
    max_size=12,
)

BUILDERS: dict[str, st.SearchStrategy[Card]] = {
    "article": st.builds(
        cards.article_card, anything.article_answers, today=st.dates(), shared_by=sharers, notice=lines
    ),
    "quotes": st.builds(cards.quotes_card, anything.article_answers, today=st.dates(), shared_by=sharers),
    "cite": st.builds(cards.cite_card, anything.article_answers, today=st.dates(), shared_by=sharers),
    "brief": st.builds(cards.brief_card, anything.brief_answers, shared_by=sharers, can_suggest=st.booleans()),
    "newer": st.builds(cards.newer_card, anything.article_answers, shared_by=sharers),
    "related": st.builds(cards.related_card, anything.related_answers, shared_by=sharers),
    "person": st.builds(cards.person_card, anything.person_answers, shared_by=sharers),
    "expert": st.builds(cards.expert_card, anything.expert_answers, shared_by=sharers, can_suggest=st.booleans()),
    "search": st.builds(cards.search_card, anything.search_answers, shared_by=sharers, can_suggest=st.booleans()),
    "status": st.builds(cards.status_card, anything.status_answers),
    "feeds": st.builds(cards.feeds_card, anything.many_feeds, st.integers(-1, 10_001)),
    "feed list": st.builds(feed_list_card, listed, st.integers(0, 2**63 - 1), lines, st.sampled_from(Mode)),
    "followed list": st.builds(followed_list_card, listed),
    "feed": st.builds(cards.feed_card, anything.feeds, notice=lines, refused=anything.names),
    "feed check": st.builds(cards.feed_check_card, anything.feed_checks, lines),
    "remove feed": st.builds(cards.remove_feed_card, anything.feeds),
    "removed feed": st.builds(cards.removed_feed_card, anything.feeds),
    "draft": st.builds(cards.draft_card, anything.drafts, anything.ids, notice=lines),
    "help": st.builds(cards.help_card, curator=st.booleans()),
    "notice": st.builds(cards.notice_card, lines),
    "error": st.builds(cards.error_card, lines, lines),
    "duplicate": st.builds(cards.duplicate_card, lines, anything.briefs),
    "confirm": st.builds(cards.confirm_card, anything.briefs, st.sampled_from(["remove", "merge"]), lines),
    "removed": st.builds(cards.removed_card, anything.briefs, lines),
    "choice": st.builds(
        cards.choice_card, lines, anything.many_briefs, st.builds(Action, st.sampled_from(Verb), extra=lines)
    ),
}


def hold_to_the_text(card: Card) -> None:
    """Nothing stored pings, and what links are there are ours, to plain web addresses."""
    for shown in contents(card):
        text = re.sub(r"```\n[^`\n]+\n```", "", shown)  # in a block to copy from nothing takes effect but its end
        assert "```" not in text
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "", text)
        assert not re.search(r"<@[!&]?\d|@(?i:everyone|here)\b", text)
        assert not re.search(r"<[@#/:\w]", bare)
        for address in re.findall(r"\S*://\S*", bare):
            assert re.search(r"\]\(https?://[a-z0-9._-]+(:\d+)?[^()\s<>]*\)$", address), address
    for address in buttons_of(card).values():
        assert address.startswith(("d1:", "https://", "http://"))


@pytest.mark.parametrize("name", BUILDERS)
@settings(
    deadline=None,
    max_examples=25,
    phases=[Phase.reuse, Phase.generate],  # making an example of this size smaller takes minutes and tells no more
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_card_is_within_limits_and_harmless(name: str, data: st.DataObject) -> None:
    card = data.draw(BUILDERS[name])
    hold_to_limits(card)
    hold_to_the_text(card)
    validate_components(card.to_components(), flags=1 << 15)


# --------------------------------------------------------------------------- the largest of everything

STARS = "*" * 9_000  # each is shown with a backslash, so nothing takes more room
WORDS = "unbelievably long " * 600
BOTH = pytest.mark.parametrize("bulk", [pytest.param(STARS, id="stars"), pytest.param(WORDS, id="words")])


def huge(bulk: str) -> dict[str, Callable[[], Card]]:
    piece = Brief(
        5, bulk, Kind.PRESS_RELEASE, "2019-03-14", (bulk,) * 200, bulk, Completeness.LISTING, "x" + bulk, 10**9, 10**9,
        "https://example.org/" + "a" * 490, True,
    )  # fmt: skip
    pieces = tuple(replace(piece, id=number) for number in range(20))
    listing = Listing(Kind.PRESS_RELEASE, bulk, bulk, (bulk,) * 200)
    draft = Draft(
        title=bulk, kind=Kind.PRESS_RELEASE, deck=bulk, published="2019-03-14", authors=(bulk,) * 200,
        participants=(bulk,) * 200, outlet=bulk, url=piece.url, completeness=Completeness.EXCERPT, body=(bulk,) * 50,
        tags=(bulk,) * 50, related=(listing,) * 50, pages=10**9, seconds=10**9, audio_url=piece.url,
    )  # fmt: skip
    people = tuple(Author(number, bulk) for number in range(200))
    summary = Summary(bulk, (bulk,) * 50, (bulk,) * 50, "extract", bulk)
    article = Article(5, draft, people, people, (Topic(bulk),) * 50, summary)
    answer = ArticleAnswer(
        article=article, length="full", newer=pieces, superseded_by=piece, quotes=(Quote(bulk, bulk, 10**9),) * 50
    )
    experts = tuple(
        Expert(id=number, name=bulk, role=bulk, former=True, pieces=pieces, total=10**9, latest="2024-03-14")
        for number in range(20)
    )
    briefing = BriefAnswer(
        topic=bulk, since="2024-03-14", people=experts, lines=tuple(BriefLine(bulk, n, bulk) for n in range(1, 21)),
        pieces=pieces, total=10**9, gaps=(bulk,) * 50,
    )  # fmt: skip
    related = tuple(RelatedHit(piece, 0.5, (bulk,) * 50) for piece in pieces)
    return {
        "article": lambda: cards.article_card(answer, today=TODAY, shared_by=bulk, notice=bulk),
        "quotes": lambda: cards.quotes_card(answer, today=TODAY, shared_by=bulk),
        "cite": lambda: cards.cite_card(answer, today=TODAY, shared_by=bulk),
        "brief": lambda: cards.brief_card(replace(briefing, view=View.OVERVIEW), shared_by=bulk),
        "timeline": lambda: cards.brief_card(replace(briefing, view=View.TIMELINE), shared_by=bulk),
        "no brief": lambda: cards.brief_card(
            BriefAnswer(topic=bulk, since="2024-03-14", earlier=10**9, last=piece), shared_by=bulk
        ),
        "newer": lambda: cards.newer_card(answer, shared_by=bulk),
        "related": lambda: cards.related_card(
            RelatedAnswer(
                source=piece, hits=related, other_formats=10**9, kind=Kind.IN_THE_NEWS, minutes=600, longer=10**9,
                page=1, people=experts,
            ),
            shared_by=bulk,
            age=age_of(piece, answer.freshness, TODAY),
        ),
        "related to a message": lambda: shared_copy(
            cards.related_card(RelatedAnswer(source=None, hits=related, people=experts)), bulk
        ),
        "person": lambda: cards.person_card(
            PersonAnswer(
                person_id=5, name=bulk, role=bulk, bio=bulk, former=True, topics=(bulk,) * 50, coauthors=(bulk,) * 50,
                links=tuple(f"https://{number}.example/" for number in range(20)), pieces=pieces, total=10**9,
                kind=Kind.IN_THE_NEWS, page=9_998,
            ),
            shared_by=bulk,
        ),
        "expert": lambda: cards.expert_card(ExpertAnswer(topic=bulk, people=experts), shared_by=bulk),
        "no expert": lambda: cards.expert_card(ExpertAnswer(topic=bulk, closest=(bulk,) * 50), can_suggest=True),
        "search": lambda: cards.search_card(
            SearchAnswer(
                query=bulk, hits=tuple(SearchHit(piece, bulk) for piece in pieces), page=1, total=10**9, corrected=bulk,
                filters=bulk, state=bulk,
            ),
            shared_by=bulk,
        ),
        "status": lambda: cards.status_card(
            StatusAnswer(
                counts=dict.fromkeys(Kind, 10**9), people=10**9, topics=10**9, listings=10**9, missing_authors=10**9,
                missing_dates=10**9, drafts=10**9, trash=10**9, last_backup="2026-11-23T10:20:30",
                unanswered=((bulk, 10**9),) * 50,
            )
        ),
        "draft": lambda: cards.draft_card(draft, 5, notice=bulk),
        "choice": lambda: cards.choice_card(bulk, pieces * 3, Action(Verb.RELATED, extra="podcast")),
        "duplicate": lambda: cards.duplicate_card(bulk, piece),
        "confirm": lambda: cards.confirm_card(piece, "remove", bulk),
        "removed": lambda: cards.removed_card(piece, bulk),
        "error": lambda: cards.error_card(bulk, bulk),
    }  # fmt: skip


@pytest.mark.parametrize("name", huge(STARS))
@BOTH
def test_the_largest_answers_fit(name: str, bulk: str) -> None:
    hold_to_limits(huge(bulk)[name]())


# --------------------------------------------------------------------------- the limits themselves


def test_a_card_is_never_kept_in_memory_waiting_for_clicks() -> None:
    card = fit("Text")
    assert card.is_finished()
    assert card.timeout is None


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("x" * 4_001,), id="too much text"),
        pytest.param(("x",) * 41, id="too many components"),
        pytest.param((row(ui.Button(custom_id="a")), row(ui.Button(custom_id="a"))), id="the same id twice"),
    ],
)
def test_a_card_beyond_the_limits_is_refused(parts: tuple[Any, ...]) -> None:
    with pytest.raises(CardLimitError):
        fit(*parts)


def test_room_is_what_the_other_texts_leave() -> None:
    assert room_beside("x" * 1_000, "y" * 500) == 2_500


@needs_openapi
def test_the_description_refuses_what_discord_refuses() -> None:
    with pytest.raises(AssertionError):
        check_message([{"type": 10, "content": ""}])
