"""The real process, kept waiting: after five seconds a line says what is going on, and the answer takes its place."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_library
from bot.settings import Settings
from tests.discord.world import SANCTIONS
from tests.feed_server import NEW, OLD, Item, essay, feed, page
from tests.intake.hostile import serving
from tests.live.standin import GUILD, open_standin
from tests.live.test_process import running

ADMINISTRATOR = 8
DEFERRED, DEFERRED_UPDATE = 5, 6
EPHEMERAL = 64
LOOPBACK = {"FETCH_ALLOW_PRIVATE": "127.0.0.1"}


async def test_a_slow_page_is_waited_for_and_says_so(tmp_path: Path) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await discord.told("Asking the site for the page")
        writer.write(page("A Slow Page", essay("A slow page")))
        await writer.drain()

    async with open_standin() as discord, serving({"/slow": slow}) as site, running(discord, tmp_path, **LOOPBACK):
        answer = await discord.ask("library add", {"url": site.url("/slow")})
        assert (answer["type"], answer["data"]["flags"] & EPHEMERAL) == (DEFERRED, EPHEMERAL)
        line, card = await discord.told("Asking the site"), await discord.told("Review before publishing")
        assert line == card, "the answer takes the line's place"


async def test_a_new_feed_tells_which_item_it_is_at(tmp_path: Path) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await discord.told("Item 2 of 2: The Ledger of Tugs")
        writer.write(page(NEW.title, essay(NEW.title)))
        await writer.drain()

    async with open_standin() as discord, serving({NEW.path: slow}) as site, running(discord, tmp_path, **LOOPBACK):
        site.answers["/feed"] = feed(site, [Item(NEW.title, NEW.path, NEW.date, whole=False), OLD])
        await discord.ask("library feed", {"url": site.url("/feed")})
        await discord.told("Read: 2 to review.")


async def test_publishing_behind_another_writer_says_so_beside_the_card_and_then_changes_it(tmp_path: Path) -> None:
    settings = Settings(database_path=tmp_path / "library.db")
    async with open_library(settings) as services:
        held = await (await services.guild(GUILD)).post.hold(SANCTIONS, "paste", 0)
    async with open_standin() as discord, running(discord, tmp_path):
        await asyncio.wait_for(discord.ready.wait(), 30)
        with closing(sqlite3.connect(settings.database_path, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = await discord.click(f"d1:publish:{held.id}", permissions=ADMINISTRATOR)
            assert answer == {"type": DEFERRED_UPDATE}
            method, beside = await discord.told("The piece is being summarised, indexed and related")
            other.execute("ROLLBACK")
        assert (method, "@original" in beside) == ("POST", False)
        method, place = await discord.told("Published.")
        assert (method, "@original" in place) == ("PATCH", True)
        async with discord.news:
            await asyncio.wait_for(
                discord.news.wait_for(lambda: any(method == "DELETE" for method, *_ in discord.messages)), 30
            )


@pytest.mark.parametrize(
    ("command", "options", "line", "answer"),
    [
        ("brief", {"topic": "tugs"}, "Reading the pieces on this topic.", "Nothing on *tugs*"),
        ("library export", {}, "Writing the library", "There is nothing to export yet"),
    ],
)
async def test_a_briefing_and_an_export_that_wait_say_so(
    tmp_path: Path, command: str, options: dict[str, str], line: str, answer: str
) -> None:
    """The server's first question opens its library, which waits for whoever else writes."""
    async with open_standin() as discord, running(discord, tmp_path):
        await asyncio.wait_for(discord.ready.wait(), 30)
        with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            told = await discord.ask(command, options, permissions=ADMINISTRATOR)
            assert (told["type"], told["data"]["flags"] & EPHEMERAL) == (DEFERRED, EPHEMERAL)
            waiting = await discord.told(line)
            other.execute("ROLLBACK")
        assert await discord.told(answer) == waiting, "the answer takes the line's place"
