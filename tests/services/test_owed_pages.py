"""A feed's teaser whose page fails for a time: kept as an excerpt, and completed when the page answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import GuildServices, Services, open_library
from bot.domain.article import Completeness, Draft
from bot.domain.feeds import Mode
from bot.settings import Settings
from tests.conftest import HERE, NOW
from tests.feed_server import NEW, asked, essay, feed, page
from tests.intake.hostile import Server, http, serving

TEASER = replace(NEW, whole=False)
BUSY = http(status="503 Service Unavailable")
TEXT = essay("The Ledger of Tugs")


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Site:
    """A server with a feed of one teaser, whose page is too busy to answer."""

    server: Server
    services: Services
    library: GuildServices
    clock: Clock
    settings: Settings

    async def follow(self, mode: Mode = Mode.PUBLISH) -> int:
        done = await self.library.feeds.follow(self.server.url("/feed"), mode)
        assert (done.owed, len(done.published) + len(done.held)) == (1, 1)
        return done.feed.id

    def recover(self) -> None:
        self.server.answers["/tugs"] = page("The Ledger of Tugs, Revised", TEXT)

    async def only_piece(self) -> Draft:
        (piece,) = await self.library.search.newest(50)
        return (await self.library.library.get(piece.id)).draft


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    clock = Clock()
    async with serving({"/tugs": BUSY}) as server:
        server.answers["/feed"] = feed(server, [TEASER], 'ETag: "v1"')
        settings = Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))
        async with open_library(settings, clock) as services:
            yield Site(server, services, await services.guild(HERE), clock, settings)


@pytest.mark.parametrize("changed", [True, False], ids=["the feed grew", "the feed is unchanged"])
async def test_a_published_excerpt_is_completed_at_the_next_reading(site: Site, changed: bool) -> None:
    number = await site.follow()
    assert (await site.only_piece()).completeness is Completeness.EXCERPT
    site.recover()
    if not changed:
        site.server.answers["/feed"] = http(b"", status="304 Not Modified")
    done = await site.library.feeds.check(number)
    assert (done.completed, done.published, done.sentence) == (1, (), "Read: 1 completed with what came later.")
    whole = await site.only_piece()
    assert (whole.completeness, whole.title, whole.published) == (Completeness.FULL, TEASER.title, "2026-06-03")
    assert "priced" in whole.text.lower()
    assert (await site.library.feeds.check(number)).sentence == "Nothing new."
    assert len(asked(site.server, "/tugs")) == 2


async def test_a_waiting_draft_is_completed_where_it_waits(site: Site) -> None:
    number = await site.follow(Mode.REVIEW)
    (held,) = await site.library.post.waiting()
    await site.library.post.amend(held.id, {"title": "The Tug Ledger", "deck": "A curator's own deck."})
    site.recover()
    assert (await site.library.feeds.check(number)).completed == 1
    (whole,) = await site.library.post.waiting()
    assert (whole.id, whole.draft.title, whole.draft.deck) == (held.id, "The Tug Ledger", "A curator's own deck.")
    assert whole.draft.completeness is Completeness.FULL
    assert (await site.library.post.publish(held.id, 7)).article.draft.words > 100


async def test_a_draft_that_was_published_meanwhile_is_completed_as_a_piece(site: Site) -> None:
    number = await site.follow(Mode.REVIEW)
    (held,) = await site.library.post.waiting()
    await site.library.post.publish(held.id, 7)
    site.recover()
    assert (await site.library.feeds.check(number)).completed == 1
    assert (await site.only_piece()).completeness is Completeness.FULL


@pytest.mark.parametrize("mode", list(Mode))
async def test_what_was_discarded_or_removed_is_left_in_peace(site: Site, mode: Mode) -> None:
    number = await site.follow(mode)
    if mode is Mode.REVIEW:
        await site.library.post.discard((await site.library.post.waiting())[0].id)
    else:
        await site.library.library.remove(1)
    site.recover()
    assert (await site.library.feeds.check(number)).completed == 0
    assert (len(asked(site.server, "/tugs")), await site.library.search.newest(5)) == (1, [])


async def test_a_text_that_came_by_another_door_meanwhile_is_not_kept_twice(site: Site) -> None:
    number = await site.follow()
    other = Draft(title="Tugs and Their Ledger", body=(TEXT, TEXT.replace("Harbors", "Ports")), published="2026-06-03")
    await site.library.library.add(other)
    site.recover()
    assert (await site.library.feeds.check(number)).completed == 0
    assert [piece.completeness for piece in await site.library.search.newest(5)] == [
        Completeness.FULL,
        Completeness.EXCERPT,
    ]


async def test_a_page_that_stays_away_is_asked_for_less_and_less_and_then_given_up(site: Site) -> None:
    number = await site.follow()
    gaps, last = [], site.clock.now
    for _ in range(24 * 10):
        before = len(asked(site.server, "/tugs"))
        await site.library.feeds.check(number)
        if len(asked(site.server, "/tugs")) > before:
            gaps.append(round((site.clock.now - last) / timedelta(hours=1)))
            last = site.clock.now
        site.clock.forward(hours=1)
    assert len(gaps) == 7
    assert gaps[:6] == sorted(gaps[:6])
    assert gaps[0] == 0
    assert all(20 <= gap <= 28 for gap in gaps[5:])
    site.recover()
    assert (await site.library.feeds.check(number)).completed == 0


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "451 Unavailable"])
async def test_a_page_that_is_not_to_be_had_is_not_owed(site: Site, status: str) -> None:
    site.server.answers["/tugs"] = http(status=status)
    done = await site.library.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    assert (done.owed, len(done.published)) == (0, 1)
    await site.library.feeds.check(done.feed.id)
    assert len(asked(site.server, "/tugs")) == 1


async def test_a_page_that_dies_the_second_time_is_forgotten(site: Site) -> None:
    number = await site.follow()
    site.server.answers["/tugs"] = http(status="404 Not Found")
    for _ in range(2):
        await site.library.feeds.check(number)
        site.clock.forward(days=1)
    assert len(asked(site.server, "/tugs")) == 2


async def test_what_is_owed_is_remembered_after_a_restart(site: Site) -> None:
    number = await site.follow()
    site.recover()
    async with open_library(site.settings, site.clock) as reopened:
        assert (await (await reopened.guild(HERE)).feeds.check(number)).completed == 1
