"""When a feed is read next, and what is told about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.feeds import FeedCheck, KnownFeed, next_check
from bot.intake.feed_item import FeedItem
from bot.services.feed_items import item_keys
from bot.services.feed_pages import as_excerpt, completed, is_teaser

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOURS = [1, 2, 4, 8, 16, 24, 24]


@pytest.mark.parametrize(("failures", "hours"), [*enumerate(HOURS), (5_000, 24)])
def test_failures_in_a_row_double_the_wait_up_to_a_day(failures: int, hours: int) -> None:
    assert next_check(NOW, failures, 0.5) - NOW == timedelta(hours=hours)


def test_jitter_spreads_by_a_tenth_either_way() -> None:
    waits = [next_check(NOW, 0, jitter) - NOW for jitter in (0.0, 0.25, 1.0)]
    assert waits == [timedelta(minutes=54), timedelta(minutes=57), timedelta(minutes=66)]


@pytest.mark.parametrize(
    ("asked", "waited"),
    [(60, timedelta(hours=2)), (4 * 3600, timedelta(hours=4)), (9_999_999, timedelta(days=7))],
    ids=["less than ours", "more than ours", "more than a week"],
)
def test_a_site_that_asks_for_patience_gets_it(asked: int, waited: timedelta) -> None:
    assert next_check(NOW, 1, 0.5, asked) - NOW == waited


def test_what_is_told_of_a_reading() -> None:
    feed = KnownFeed(id=1, url="https://a.example/feed")
    assert FeedCheck(feed=feed).sentence == "Nothing new."
    told = FeedCheck(feed=feed, published=(1, 2), known=3, refused=("x",), left=4, skipped=5).sentence
    assert told == "Read: 2 published, 3 here already, 1 refused, 4 left for the next time, 5 older and left out."


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        (Draft(url="https://a.example/1", body=("word " * 99,)), True),
        (Draft(url="https://a.example/1", body=("word " * 100,)), False),
        (Draft(body=("word " * 10,)), False),
        (Draft(url="https://a.example/1", audio_url="https://a.example/1.mp3", body=("word",)), False),
        (Draft(url="https://a.example/1", kind=Kind.VIDEO), False),
    ],
    ids=["99 words", "100 words", "no page", "a recording", "a video"],
)
def test_only_a_short_text_with_a_page_is_a_teaser(draft: Draft, wanted: bool) -> None:
    assert is_teaser(draft) is wanted


def test_the_page_gives_the_text_and_the_feed_the_facts() -> None:
    item = Draft(
        title="The Ledger", published="2026-06-03", authors=("Ines Calder",), url="https://a.example/r/1",
        body=("A teaser.",), outlet="The Quay Letter", completeness=Completeness.EXCERPT,
    )  # fmt: skip
    page = Draft(title="The Ledger | Quay", authors=("Menu",), url="https://a.example/ledger", body=("A text.",))
    whole = completed(item, page)
    assert (whole.title, whole.published, whole.authors) == ("The Ledger", "2026-06-03", ("Ines Calder",))
    assert (whole.body, whole.completeness, whole.outlet) == (("A text.",), Completeness.FULL, "The Quay Letter")
    assert (whole.url, whole.canonical_url) == ("https://a.example/ledger", "https://a.example/r/1")


def test_without_its_page_a_teaser_is_an_excerpt_and_a_bare_title_a_listing() -> None:
    assert as_excerpt(Draft(body=("A teaser.",))).completeness is Completeness.EXCERPT
    assert as_excerpt(Draft()).completeness is Completeness.LISTING


def test_an_item_is_known_by_address_everywhere_and_by_guid_in_its_own_feed() -> None:
    first = FeedItem(Draft(title="A", url="https://www.a.example/x/?utm_source=rss"), guid="7")
    moved = FeedItem(Draft(title="A", url="https://a.example/y"), guid="7")
    same = FeedItem(Draft(title="B", url="https://a.example/x"))
    assert set(item_keys(1, first)) & set(item_keys(1, moved))
    assert set(item_keys(1, first)) & set(item_keys(2, same))
    assert not set(item_keys(1, first)) & set(item_keys(2, moved))
    assert item_keys(1, FeedItem(Draft(title="A"))) != item_keys(1, FeedItem(Draft(title="B")))
