"""Feeds over real HTTP on loopback: followed, read, moved, failing, gone, and never taking anything twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import GuildServices, Services, open_library
from bot.domain.article import Completeness
from bot.domain.errors import DocentError, Invalid, NotFound, RefusedAddress, Unsupported
from bot.domain.feeds import Mode
from bot.intake.opml import FeedAddress, write_opml
from bot.services.feeds import FeedService
from bot.settings import Settings
from tests.conftest import ELSEWHERE, HERE, NOW
from tests.feed_server import HARBOR, LATER, NEW, OLD, Item, asked, essay, feed, page
from tests.intake.hostile import Server, http, moved, serving, silence


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Site:
    """A server with a feed, and two libraries that may fetch from it."""

    server: Server
    services: Services
    library: GuildServices
    clock: Clock
    settings: Settings
    others: list[Server] = field(default_factory=list)

    @property
    def feeds(self) -> FeedService:
        return self.library.feeds

    def shows(self, *items: Item, headers: tuple[str, ...] = ()) -> None:
        self.server.answers["/feed"] = feed(self.server, items, *headers)

    async def titles(self) -> list[str]:
        return [piece.title for piece in await self.library.search.newest(50)]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    clock = Clock()
    async with serving({}) as server:
        settings = Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))
        async with open_library(settings, clock) as services:
            made = Site(server, services, await services.guild(HERE), clock, settings)
            made.shows(NEW, OLD)
            yield made


# ---------------------------------------------------------------------- following


async def test_a_feed_set_to_publish_fills_the_library(site: Site) -> None:
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    assert (done.feed.title, done.feed.mode, len(done.published)) == ("The Quay Letter", Mode.PUBLISH, 2)
    assert done.feed.home == site.server.url("/home")
    assert await site.titles() == ["The Ledger of Tugs", "Berth Nine"]
    piece = await site.library.library.get(done.published[0])
    assert (piece.title, piece.draft.source, piece.draft.published) == ("Berth Nine", "feed", "2026-06-01")
    assert [author.name for author in piece.authors] == ["Ines Calder"]
    assert len(asked(site.server, "/feed")) == 1


async def test_a_feed_is_set_to_review_unless_told_otherwise(site: Site) -> None:
    done = await site.feeds.follow(site.server.url("/feed"))
    assert (done.feed.mode, len(done.held), await site.titles()) == (Mode.REVIEW, 2, [])
    waiting = await site.library.post.waiting()
    assert [(one.draft.title, one.origin) for one in waiting] == [
        ("Berth Nine", "feed"),
        ("The Ledger of Tugs", "feed"),
    ]
    published = await site.library.post.publish(waiting[0].id, 7)
    assert published.article.title == "Berth Nine"


async def test_a_web_page_leads_to_the_feed_it_names(site: Site) -> None:
    site.server.answers["/"] = http(b"<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head>")
    done = await site.feeds.follow(site.server.url("/"), Mode.PUBLISH)
    assert (done.feed.url, len(done.published)) == (site.server.url("/feed"), 2)


@pytest.mark.parametrize(("status", "kept"), [("302 Found", True), ("301 Moved Permanently", False)])
async def test_a_feed_is_followed_where_it_lives_for_good(site: Site, status: str, kept: bool) -> None:
    site.server.answers["/short"] = moved("/feed", status=status)
    done = await site.feeds.follow(site.server.url("/short"))
    assert done.feed.url == site.server.url("/short" if kept else "/feed")


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/page", Unsupported, "names no feed"),
        ("/missing", DocentError, "There is nothing at its address. Check"),
        ("/pdf", Unsupported, "a PDF"),
        ("/broken", DocentError, "damaged"),
    ],
)
async def test_what_is_no_feed_is_not_followed(site: Site, path: str, error: type[DocentError], said: str) -> None:
    site.server.answers |= {
        "/page": http(),
        "/pdf": http(b"%PDF-1.4 ...", content_type="application/pdf"),
        "/broken": http(b'{"items": [', content_type="application/feed+json"),
    }
    with pytest.raises(error, match=said):
        await site.feeds.follow(site.server.url(path))
    assert await site.feeds.all() == []


async def test_an_unsafe_address_is_not_followed(site: Site) -> None:
    with pytest.raises(RefusedAddress):
        await site.feeds.follow("http://169.254.169.254/feed")


async def test_a_feed_is_followed_once_and_its_mode_can_be_set(site: Site) -> None:
    await site.feeds.follow(site.server.url("/feed"))
    with pytest.raises(Invalid, match="followed already, set to review"):
        await site.feeds.follow(site.server.url("/feed?utm_source=x"))
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    assert done.feed.mode is Mode.PUBLISH
    site.shows(LATER, NEW, OLD)
    assert len((await site.feeds.check(done.feed.id)).published) == 1
    assert await site.titles() == ["A Dredger Named Hope"]


# ---------------------------------------------------------------------- reading again


async def test_an_unchanged_feed_is_asked_for_on_condition(site: Site) -> None:
    tags = ('ETag: "v1"', "Last-Modified: Wed, 03 Jun 2026 10:00:00 GMT")
    site.shows(NEW, headers=tags)
    number = (await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)).feed.id
    site.server.answers["/feed"] = http(b"", status="304 Not Modified")
    for _ in range(2):
        assert (await site.feeds.check(number)).sentence == "Nothing new."
    for head in asked(site.server, "/feed")[1:]:
        assert 'If-None-Match: "v1"' in head
        assert "If-Modified-Since: Wed, 03 Jun 2026 10:00:00 GMT" in head


@pytest.mark.parametrize("mode", list(Mode))
async def test_nothing_is_taken_twice_and_only_what_is_new(site: Site, mode: Mode) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"), mode)).feed.id
    again = await site.feeds.check(number)
    assert (again.published, again.held, again.known) == ((), (), 0)
    # The same guid at a new address, and the same address under a new guid, are no new pieces.
    site.shows(LATER, replace(NEW, path="/tugs-corrected"), replace(OLD, guid="other"))
    new = await site.feeds.check(number)
    assert len(new.published) + len(new.held) == 1


async def test_a_discarded_or_removed_piece_does_not_come_back(site: Site) -> None:
    url = site.server.url("/feed")
    number = (await site.feeds.follow(url)).feed.id
    for held in await site.library.post.waiting():
        await site.library.post.discard(held.id)
    await site.feeds.remove(number)
    again = await site.feeds.follow(url, Mode.PUBLISH)
    assert (again.published, again.held, await site.titles()) == ((), (), [])


@pytest.mark.parametrize("mode", list(Mode))
async def test_what_came_by_another_door_is_passed_over_in_silence(site: Site, mode: Mode) -> None:
    text = essay(NEW.title)
    retyped = await site.library.post.from_paste(f"June 3, 2026\n\nTug Ledger Retyped\n\nBy Ines Calder\n\n{text}")
    await site.library.library.add(retyped)
    by_address = await site.library.post.from_paste(
        f"Berth Nine\n\nBy Ines Calder\n\n{HARBOR}", site.server.url(OLD.path)
    )
    await site.library.library.add(replace(by_address, url=site.server.url(OLD.path)))
    done = await site.feeds.follow(site.server.url("/feed"), mode)
    assert (done.known, done.published, done.held, done.refused) == (2, (), (), ())


async def test_what_waits_for_review_already_is_not_held_again(site: Site) -> None:
    draft = await site.library.post.from_paste(f"Berth Nine\n\nBy Ines Calder\n\n{HARBOR}")
    await site.library.post.hold(replace(draft, url=site.server.url(OLD.path)), "url", 7)
    done = await site.feeds.follow(site.server.url("/feed"))
    assert (len(done.held), done.known) == (1, 1)


async def test_of_a_new_feed_only_the_newest_twenty_are_taken(site: Site) -> None:
    items = [Item(f"Berth Number {n}", f"/b{n}", f"{n:02} May 2026 10:00:00 GMT") for n in range(1, 26)]
    site.shows(*items)
    done = await site.feeds.follow(site.server.url("/feed"))
    assert (len(done.held), done.skipped, done.left) == (20, 5, 0)
    titles = [held.draft.title for held in await site.library.post.waiting(50)]
    assert titles == [f"Berth Number {n}" for n in range(6, 26)]
    assert (await site.feeds.check(done.feed.id)).held == ()


async def test_a_flood_is_taken_in_parts_although_the_feed_has_not_changed(site: Site) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    items = [Item(f"Berth Number {n}", f"/b{n}", f"{n:02} May 2026 10:00:00 GMT") for n in range(1, 26)]
    site.shows(*items, headers=('ETag: "flood"',))
    first, second = await site.feeds.check(number), await site.feeds.check(number)
    assert (len(first.held), first.left, len(second.held), second.left) == (20, 5, 5, 0)
    assert "If-None-Match" not in asked(site.server, "/feed")[-1]


async def test_an_item_without_a_title_is_refused_once_and_keeps_nobody_out(site: Site) -> None:
    site.shows(NEW, replace(OLD, title=""))
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    assert (len(done.published), len(done.refused)) == (1, 1)
    assert "has no title" in done.refused[0]
    assert (await site.feeds.check(done.feed.id)).refused == ()


# ---------------------------------------------------------------------- teasers


@pytest.mark.parametrize("form", ["html", "text"])
async def test_a_teaser_is_completed_from_its_page(site: Site, form: str) -> None:
    site.shows(replace(NEW, whole=False))
    text = HARBOR.format(subject="The tug")
    plain = f"May 1, 2026\n\nThe Ledger of Tugs, Revised\n\nBy Someone Else\n\n{text}"
    site.server.answers["/tugs"] = (
        page("The Ledger of Tugs, Revised", text)
        if form == "html"
        else http(plain.encode(), content_type="text/plain; charset=utf-8")
    )
    if form == "html":
        pytest.importorskip("bot.intake.html", reason="this version reads no web pages yet")
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    draft = (await site.library.library.get(done.published[0])).draft
    assert (draft.completeness, draft.title, draft.published) == (Completeness.FULL, "The Ledger of Tugs", "2026-06-03")
    assert "priced" in draft.text
    assert draft.words > 100


@pytest.mark.parametrize(
    "answer",
    [
        http(status="404 Not Found"),
        http(b"<html><title>Just a moment...</title><body>Enable JavaScript and cookies to continue"),
        moved("/"),
    ],
    ids=["gone", "blocked", "sent to the home page"],
)
async def test_without_its_page_a_teaser_is_kept_as_an_excerpt(site: Site, answer: bytes) -> None:
    site.shows(replace(NEW, whole=False))
    site.server.answers |= {"/tugs": answer, "/": page("The Quay Letter", HARBOR.format(subject="Us"))}
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    draft = (await site.library.library.get(done.published[0])).draft
    assert (draft.completeness, draft.body) == (Completeness.EXCERPT, ("A short word on The Ledger of Tugs.",))


# ---------------------------------------------------------------------- trouble


async def test_a_failing_feed_is_left_alone_for_longer_and_longer(site: Site) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/feed"] = http(status="503 Service Unavailable")
    waits = []
    for _ in range(3):
        feed_now = (await site.feeds.check(number)).feed
        waits.append((datetime.fromisoformat(feed_now.due) - site.clock.now) / timedelta(hours=1))
    assert [round(wait / 2**n) for n, wait in enumerate(waits, 1)] == [1, 1, 1]
    assert feed_now.trouble == "has failed 3 times: The site answers with an error (503)."
    status = await site.library.care.status()
    assert (status.feeds, [one.name for one in status.troubled_feeds]) == (1, ["The Quay Letter"])
    site.shows(LATER)
    done = await site.feeds.check(number)
    assert (done.feed.failures, done.feed.trouble, len(done.held)) == (0, "", 1)
    assert (await site.library.care.status()).troubled_feeds == ()


async def test_retry_after_is_honoured(site: Site) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/feed"] = http(b"", "Retry-After: 36000", status="429 Too Many Requests")
    done = await site.feeds.check(number)
    assert datetime.fromisoformat(done.feed.due) - site.clock.now == timedelta(hours=10)


async def test_a_feed_that_is_gone_pauses_and_says_why(site: Site) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/feed"] = http(status="410 Gone")
    done = await site.feeds.check(number)
    assert (done.feed.paused, done.feed.trouble) == (True, "is paused: Its site says that it is gone for good.")
    resumed = await site.feeds.resume(number)
    assert (resumed.paused, resumed.trouble) == (False, "")


@pytest.mark.parametrize(
    ("status", "kept"), [("301 Moved Permanently", False), ("308 Permanent Redirect", False), ("302 Found", True)]
)
async def test_only_a_permanent_move_changes_the_address(site: Site, status: str, kept: bool) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/new"] = feed(site.server, [LATER, NEW])
    site.server.answers["/feed"] = moved("/new", status=status)
    done = await site.feeds.check(number)
    assert done.feed.url == site.server.url("/feed" if kept else "/new")
    assert len(done.held) == 1
    await site.feeds.check(number)
    assert len(asked(site.server, "/feed")) == (3 if kept else 2)


async def test_a_feed_that_moves_onto_another_is_paused(site: Site) -> None:
    site.server.answers["/other"] = feed(site.server, [OLD], title="The Other Letter")
    await site.feeds.follow(site.server.url("/other"))
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/feed"] = moved("/other", status="301 Moved Permanently")
    done = await site.feeds.check(number)
    assert "another feed here has" in done.feed.trouble


async def test_a_feed_is_not_read_by_two_at_once(site: Site) -> None:
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.asked.clear()
    site.server.answers["/feed"] = silence
    first = asyncio.create_task(site.feeds.check(number))
    await site.server.asked.wait()
    with pytest.raises(Invalid, match="being read at this moment"):
        await site.feeds.check(number)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    site.shows(LATER)
    assert len((await site.feeds.check(number)).held) == 1


# ---------------------------------------------------------------------- keeping


async def test_removing_is_taken_back_with_everything_it_was(site: Site) -> None:
    done = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    await site.feeds.remove(done.feed.id)
    with pytest.raises(NotFound):
        await site.feeds.get(done.feed.id)
    assert await site.feeds.bring_back(done.feed.id) == done.feed


@pytest.mark.parametrize("asked_for", ["id:1", "1", "The Quay Letter", "the quay letter", "URL"])
async def test_a_feed_is_found_by_number_name_and_address(site: Site, asked_for: str) -> None:
    await site.feeds.follow(site.server.url("/feed"))
    found = await site.feeds.find(asked_for.replace("URL", site.server.url("/feed/")))
    assert found.title == "The Quay Letter"
    with pytest.raises(NotFound):
        await (await site.services.guild(ELSEWHERE)).feeds.find(asked_for.replace("URL", site.server.url("/feed")))


async def test_a_list_of_feeds_goes_out_and_comes_in_elsewhere(site: Site) -> None:
    await site.feeds.follow(site.server.url("/feed"))
    there = await site.services.guild(ELSEWHERE)
    written = await site.library.feed_lists.written()
    assert [one.new for one in await there.feed_lists.rehearse(written)] == [True]
    assert await there.feeds.all() == []
    told = await there.feed_lists.follow(written, Mode.PUBLISH)
    assert [(one.name, one.new, one.error) for one in told] == [("The Quay Letter", True, None)]
    assert [one.new for one in await there.feed_lists.follow(written)] == [False]
    (followed,) = await there.feeds.all()
    assert (followed.mode, len((await there.feeds.check(followed.id)).published)) == (Mode.PUBLISH, 2)


async def test_a_list_does_not_name_what_may_not_be_opened(site: Site) -> None:
    addresses = (
        "http://169.254.169.254/feed",
        "http://[::1]/feed",
        "http://user:secret@example.org/feed",
        "http://example.org:6379/",
        "https://example.org/feed",
        "https://www.example.org/feed/",
    )
    told = await site.library.feed_lists.follow(write_opml([FeedAddress(address) for address in addresses]))
    codes = [one.error.code if one.error else "" for one in told]
    assert codes == ["refused_address", "refused_address", "invalid_url", "refused_address", "", ""]
    assert [one.new for one in told][4:] == [True, False]  # they are one feed
    assert [feed.url for feed in await site.feeds.all()] == ["https://example.org/feed"]


async def test_two_servers_follow_the_same_feed_apart(site: Site) -> None:
    there = await site.services.guild(ELSEWHERE)
    ours = await site.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    theirs = await there.feeds.follow(site.server.url("/feed"))
    assert (len(ours.published), len(theirs.held), await there.search.newest()) == (2, 2, [])
    await there.feeds.pause(theirs.feed.id)
    with pytest.raises(NotFound):
        await there.feeds.remove(ours.feed.id)
    assert [(one.mode, one.paused) for one in await site.feeds.all()] == [(Mode.PUBLISH, False)]


async def test_everything_is_remembered_after_a_restart(site: Site) -> None:
    site.shows(NEW, OLD, headers=('ETag: "v1"',))
    before = (await site.feeds.follow(site.server.url("/feed"))).feed
    async with open_library(site.settings, site.clock) as reopened:
        feeds = (await reopened.guild(HERE)).feeds
        assert await feeds.all() == [before]
        assert (await feeds.check(before.id)).held == ()
    assert 'If-None-Match: "v1"' in asked(site.server, "/feed")[-1]


# ---------------------------------------------------------------------- the schedule


async def _look(site: Site) -> None:
    """One look at the schedule, and whatever it takes on."""
    async with asyncio.TaskGroup() as group:
        await site.services.poller(lambda: {HERE, ELSEWHERE}).look(group)


async def test_the_poller_reads_what_is_due_in_every_library(site: Site) -> None:
    there = await site.services.guild(ELSEWHERE)
    await site.feeds.follow(site.server.url("/feed"))
    await there.feeds.follow(site.server.url("/feed"), Mode.PUBLISH)
    site.shows(LATER, NEW, OLD)
    await _look(site)
    assert len(asked(site.server, "/feed")) == 2, "nothing is due yet"
    site.clock.forward(hours=2)
    await _look(site)
    assert [held.draft.title for held in await site.library.post.waiting()][-1] == "A Dredger Named Hope"
    assert [piece.title for piece in await there.search.newest(1)] == ["A Dredger Named Hope"]
    await _look(site)
    assert len(asked(site.server, "/feed")) == 4


async def test_a_feed_that_hangs_delays_no_other(site: Site) -> None:
    site.server.answers["/slow"] = feed(site.server, [OLD], title="The Slow Letter")
    await site.feeds.follow(site.server.url("/slow"))
    number = (await site.feeds.follow(site.server.url("/feed"))).feed.id
    site.server.answers["/slow"] = silence
    site.shows(LATER)
    site.clock.forward(hours=2)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3), asyncio.TaskGroup() as group:
            await site.services.poller(lambda: {HERE, ELSEWHERE}).look(group)
    assert (await site.feeds.get(number)).checked == site.clock.now.isoformat(timespec="seconds")
    assert [held.draft.title for held in await site.library.post.waiting()][-1] == "A Dredger Named Hope"
