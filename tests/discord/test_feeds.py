"""A curator follows feeds: `/library feed`, its buttons, the schedule; and members may not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Services, open_library
from bot.services.polling import PAUSE
from bot.settings import Settings
from bot.storage.guild import LOCAL
from tests.conftest import HERE, NOW
from tests.discord.world import World, labels, text
from tests.feed_server import LATER, NEW, OLD, asked, essay, feed
from tests.intake.hostile import Server, http, serving


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):  # type: ignore[no-untyped-def]
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))


@pytest.fixture
async def services(settings: Settings, clock: Clock) -> AsyncIterator[Services]:
    async with open_library(settings, clock) as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Server]:
    async with serving({}) as server:
        server.answers["/feed"] = feed(server, [NEW, OLD])
        yield server


async def test_a_feed_is_followed_read_and_reviewed(world: World, site: Server) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    said = text(shown)
    assert shown.ephemeral
    for words in ("followed from now on. Read: 2 to review.", "## The Quay Letter", "new pieces wait for review"):
        assert words in said
    assert {"Check now", "Pause", "Set to publish", "Remove", "All feeds"} <= set(labels(shown))
    assert (await here.library.care.status()).drafts == 2

    site.answers["/feed"] = feed(site, [LATER, NEW])
    set_to = await here.curator.click(shown.response.message, label="Set to publish")
    assert "published at once" in text(set_to)
    checked = await here.curator.click(set_to.response.message, label="Check now")
    assert "Read: 1 published." in text(checked)
    assert [piece.title for piece in await here.library.search.newest()] == ["A Dredger Named Hope"]


FORMATS = {
    "atom": """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay Letter</title><entry><id>a</id>
        <title>Berth Ten</title><author><name>Ines Calder</name></author><published>2026-06-04T10:00:00Z</published>
        <link rel="alternate" href="SITE/ten"/><content type="html">&lt;p&gt;TEXT&lt;/p&gt;</content></entry></feed>""",
    "rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="SITE/"><title>The Quay Letter</title></channel>
        <item rdf:about="SITE/ten"><title>Berth Ten</title><link>SITE/ten</link><dc:creator>Ines Calder</dc:creator>
        <dc:date>2026-06-04</dc:date><description>TEXT</description></item></rdf:RDF>""",
    "json": """{"version": "https://jsonfeed.org/version/1.1", "title": "The Quay Letter", "items": [{"id": "a",
        "title": "Berth Ten", "url": "SITE/ten", "authors": [{"name": "Ines Calder"}], "content_text": "TEXT",
        "date_published": "2026-06-04T10:00:00Z"}]}""",
    "feedburner": """<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay Letter</title>
        <item><title>Berth Ten</title><link>https://proxy.example/~r/1</link><feedburner:origLink>SITE/ten</feedburner:origLink>
        <dc:creator>Ines Calder</dc:creator><pubDate>4 June 2026</pubDate><description>TEXT</description>
        </item></channel></rss>""",
}


@pytest.mark.parametrize("form", list(FORMATS))
async def test_every_format_is_followed_alike(world: World, site: Server, form: str) -> None:
    here = world.here
    label = "application/feed+json" if form == "json" else "application/xml"
    body = FORMATS[form].replace("SITE", site.url("")).replace("TEXT", f"{essay('Ten')} {essay('Ten more')}")
    site.answers["/feed"] = http(body.encode(), content_type=label)
    shown = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="publish")
    assert "Read: 1 published." in text(shown)
    draft = (await here.library.library.get(1)).draft
    assert (draft.title, draft.authors, draft.published) == ("Berth Ten", ("Ines Calder",), "2026-06-04")
    assert (draft.url, draft.words > 200) == (site.url("/ten"), True)


async def test_buttons_pause_resume_and_remove_and_undo_also_after_a_restart(world: World, site: Server) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="publish")
    await world.restart()
    paused = await here.curator.click(shown.response.message, label="Pause")
    assert "**State**: paused" in text(paused)
    resumed = await here.curator.click(paused.response.message, label="Resume")
    assert "all is well" in text(resumed)
    question = await here.curator.click(resumed.response.message, label="Remove")
    assert "Remove the feed **The Quay Letter**?" in text(question)
    kept = await here.curator.click(question.response.message, label="Cancel")
    question = await here.curator.click(kept.response.message, label="Remove")
    removed = await here.curator.click(question.response.message, label="Remove")
    assert await here.library.feeds.all() == []
    assert len(await here.library.search.newest()) == 2, "what came from it stays"
    undone = await here.curator.click(removed.response.message, label="Undo")
    assert "It is followed again." in text(undone)
    assert [one.mode.value for one in await here.library.feeds.all()] == ["publish"]


async def test_the_command_does_the_same_by_name_and_address(world: World, site: Server) -> None:
    here = world.here
    empty = await here.curator.slash(here.channel, "library feed")
    assert "follows no feeds yet" in text(empty)
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), action="add", mode="publish")
    offered = await here.curator.autocomplete(here.channel, "library feed", "url", "quay")
    assert offered == [{"name": "The Quay Letter", "value": "id:1"}]
    for url, action, said in (
        ("id:1", "pause", "paused"),
        ("The Quay Letter", "resume", "Resumed"),
        (site.url("/feed"), "check", "Nothing new."),
        ("id:1", "add", "followed already"),
        ("id:1", "remove", "Remove the feed"),
    ):
        shown = await here.curator.slash(here.channel, "library feed", url=url, action=action)
        assert said in text(shown), action
    changed = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="review")
    assert "set anew" in text(changed)
    listed = await here.curator.slash(here.channel, "library feed", action="list")
    assert "1 of 1" in text(listed)
    opened = await here.curator.click(listed.response.message, label="Open")
    assert "## The Quay Letter" in text(opened)


@pytest.mark.parametrize(
    ("url", "action", "said"),
    [
        ("", "pause", "Say which feed to pause"),
        ("The Unheard Letter", "check", "No feed here is called"),
        ("id:77", "remove", "no longer followed"),
        ("not an address", "add", "not the address of a web page"),
        ("http://169.254.169.254/feed", "add", "not on the public internet"),
        ("SITE/missing", "add", "There is nothing at its address."),
        ("SITE/page", "add", "names no feed"),
    ],
)
async def test_bad_input_is_answered_with_a_sentence(
    world: World, site: Server, url: str, action: str, said: str
) -> None:
    here = world.here
    site.answers["/page"] = http()
    shown = await here.curator.slash(here.channel, "library feed", url=url.replace("SITE", site.url("")), action=action)
    assert said in text(shown)
    assert "Reference" not in text(shown)


async def test_a_failing_feed_is_told_on_its_card_and_in_the_status(world: World, site: Server) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    site.answers["/feed"] = http(status="500 Internal Server Error")
    for _ in range(3):
        failed = await here.curator.click(shown.response.message, label="Check now")
    assert "It could not be read: The site answers with an error (500)." in text(failed)
    status = await here.curator.slash(here.channel, "library status")
    assert "Feed *The Quay Letter* has failed 3 times: The site answers with an error (500)." in text(status).replace(
        "\\", ""
    )
    listed = await here.curator.click(status.response.message, label="Feeds")
    assert "has failed 3 times" in text(listed)


@pytest.mark.parametrize("click", ["d1:feeds:0", "d1:feed:1", "d1:feed:1:0:gone", "d1:feed:1:0:publish"])
async def test_a_member_may_not_press_the_buttons(world: World, site: Server, click: str) -> None:
    here = world.here
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    before = await here.library.feeds.all()
    message = await world.plant(here, click)
    assert "Only curators may do this" in text(await here.member.click(message, custom_id=click))
    assert await here.library.feeds.all() == before


@pytest.mark.parametrize("what", ["", "check", "pause", "gone", "back", "publish"])
async def test_the_other_server_never_reaches_our_feed(world: World, site: Server, what: str) -> None:
    here, there = world.here, world.elsewhere
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    before = await here.library.feeds.all()
    click = f"d1:feed:1:0:{what}".removesuffix(":0:")
    shown = await there.curator.click(await world.plant(there, click), custom_id=click)
    assert "no longer followed" in text(shown)
    assert "follows no feeds yet" in text(await there.curator.slash(there.channel, "library feed"))
    assert await there.curator.autocomplete(there.channel, "library feed", "url", "") == []
    assert await here.library.feeds.all() == before


def _opml(*lines: str) -> bytes:
    return "\n".join(["<opml version='2.0'><body>", *lines, "</body></opml>"]).encode()


async def test_a_list_is_tried_out_followed_and_written_again(world: World, site: Server, clock: Clock) -> None:
    here = world.here
    site.answers["/other"] = feed(site, [LATER], title="The Other Letter")
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    mine = _opml(
        f"<outline text='The Quay Letter' xmlUrl='{site.url('/feed')}'/>",
        f"<outline text='Tugs'><outline text='The Other Letter' xmlUrl='{site.url('/other')}'/></outline>",
        "<outline text='A local file' xmlUrl='file:///etc/passwd'/>",
        "<outline text='The router' xmlUrl='http://10.0.0.1/feed'/>",
    )
    asked_for = await here.curator.slash(here.channel, "library feed", file=("mine.opml", mine), mode="publish")
    said = text(asked_for)
    assert asked_for.ephemeral
    for words in (
        "Nothing is followed yet. Of 4 feeds:",
        "- 1 would be followed, set to publish\n- 1 followed already\n- 2 refused",
        "- Line 4, A local file: ",
        "- Line 5, The router: ",
        "not on the public internet",
    ):
        assert words in said
    assert len(await here.library.feeds.all()) == 1

    await world.restart()
    done = await here.curator.click(asked_for.response.message, label="Follow 1 feed")
    assert "1 followed from now on" in text(done)
    assert "Line 5" in text(done)
    assert [(one.title, one.mode.value) for one in await here.library.feeds.all()] == [
        ("The Other Letter", "publish"),
        ("The Quay Letter", "review"),
    ]
    await world.env.advance_time(PAUSE + 1)
    assert [piece.title for piece in await here.library.search.newest()] == ["A Dredger Named Hope"]

    listed = await here.curator.click(done.response.message, label="All feeds")
    written = await here.curator.click(listed.response.message, label="As a file (OPML)")
    assert "2 feeds, for any feed reader." in text(written)
    (attached,) = written.response.message.attachments
    assert attached.filename == "feeds.opml"
    assert list((world.settings.database_path.parent / "uploads").iterdir()) == []


async def test_cancel_follows_nothing_and_keeps_no_file(world: World, site: Server) -> None:
    here = world.here
    one = _opml(f"<outline xmlUrl='{site.url('/feed')}'/>")
    asked_for = await here.curator.slash(here.channel, "library feed", file=("mine.opml", one))
    await here.curator.click(asked_for.response.message, label="Cancel")
    assert await here.library.feeds.all() == []
    assert list((world.settings.database_path.parent / "uploads").iterdir()) == []
    late = await world.plant(here, "d1:opml:77:0:review")
    assert "no longer here" in text(await here.curator.click(late, custom_id="d1:opml:77:0:review"))
    refused = await here.member.click(late, custom_id="d1:opml:77:0:review")
    assert "Only curators may do this" in text(refused)


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"hello", {}, "not a list of feeds"),
        (_opml("<outline text='Nothing'/>"), {}, "names no feeds"),
        (_opml("<outline xmlUrl='https://x.example/feed'/>"), {"action": "remove"}, "A list of feeds is only followed"),
        (_opml("<outline xmlUrl='https://x.example/feed'/>"), {"url": "https://x.example"}, "give the file alone"),
        (b"<opml>" + b" " * (2 * 2**20), {}, "larger than 2 MiB"),
    ],
    ids=["text", "no feeds", "remove", "an address, too", "too large"],
)
async def test_what_is_no_list_is_refused_with_a_sentence(
    world: World, data: bytes, options: dict[str, str], said: str
) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library feed", file=("mine.opml", data), **options)
    assert said in text(shown)
    assert "Reference" not in text(shown)


async def test_the_poller_reads_what_is_due_while_the_bot_runs(world: World, site: Server, clock: Clock) -> None:
    here = world.here
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="publish")
    site.answers["/feed"] = feed(site, [LATER, NEW, OLD])
    await world.env.advance_time(PAUSE + 1)
    assert len(asked(site, "/feed")) == 1, "it is not due yet"
    clock.now += timedelta(hours=2)
    await world.env.advance_time(PAUSE + 1)
    assert [piece.title for piece in await here.library.search.newest(1)] == ["A Dredger Named Hope"]
    await world.restart()
    clock.now += timedelta(hours=2)
    await world.env.advance_time(PAUSE + 1)
    assert len(asked(site, "/feed")) == 3


async def test_a_server_that_removed_the_bot_is_not_polled_until_it_is_back(
    world: World, site: Server, clock: Clock
) -> None:
    here, there = world.here, world.elsewhere
    for server in (here, there):
        await server.curator.slash(server.channel, "library feed", url=site.url("/feed"), mode="publish")
    local = await world.services.guild(LOCAL)
    await local.feeds.follow(site.url("/feed"))

    async def read_in_two_hours() -> int:
        before = len(asked(site, "/feed"))
        clock.now += timedelta(hours=2)
        await world.env.advance_time(PAUSE + 1)
        return len(asked(site, "/feed")) - before

    assert await read_in_two_hours() == 2, "both servers, and not the local library"
    ours = world.env.bot.get_guild(here.guild.id)
    assert ours is not None
    await ours.leave()
    assert await read_in_two_hours() == 1
    await world.restart()
    assert await read_in_two_hours() == 1
    assert [(one.paused, one.trouble) for one in await here.library.feeds.all()] == [(False, "")]

    world.env.backend._reserved_ids.discard(HERE)  # the look-alike has no way back; a server keeps its id
    world.env.create_guild("Meridian", id=HERE)
    site.answers["/feed"] = feed(site, [LATER, NEW, OLD])
    assert await read_in_two_hours() == 2
    assert [piece.title for piece in await here.library.search.newest(1)] == ["A Dredger Named Hope"]


async def test_an_outage_is_no_removal(world: World, site: Server, clock: Clock) -> None:
    here = world.here
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"))
    world.env.bot._connection.parse_guild_delete({"id": str(HERE), "unavailable": True})
    clock.now += timedelta(hours=2)
    await world.env.advance_time(PAUSE + 1)
    assert len(asked(site, "/feed")) == 2
