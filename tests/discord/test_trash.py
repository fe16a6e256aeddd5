"""What is removed leaves no trace for members, can be restored for 30 days, and is then deleted for good."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta

import pytest

from bot.app import Services, open_library
from bot.client import Docent
from bot.domain.article import Person
from bot.services.upkeep import DAY, PAUSE
from bot.settings import Settings
from bot.storage.guild import LOCAL
from tests.conftest import NOW
from tests.discord.world import GRID, World, quiet, text


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):  # type: ignore[no-untyped-def]
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def services(settings: Settings, clock: Clock) -> AsyncIterator[Services]:
    async with open_library(settings, clock) as opened:
        yield opened


async def _remove(world: World, article: str) -> object:
    here = world.here
    asked = await here.curator.slash(here.channel, "library remove", article=article)
    return await here.curator.click(asked.response.message, label="Remove")


async def _days(world: World, clock: Clock, days: int) -> None:
    clock.now += timedelta(days=days)
    await world.env.advance_time(DAY + 1)


async def test_the_trash_is_emptied_after_thirty_days_in_every_library(filled: World, clock: Clock) -> None:
    here, local = filled.here, await filled.services.guild(LOCAL)
    await local.library.add(GRID)
    await local.library.remove(1)
    removed = await _remove(filled, "id:3")
    await filled.env.restart_bot(Docent(filled.services, filled.settings, quiet, polls=False))
    await filled.env.advance_time(PAUSE + 1)
    await _days(filled, clock, 29)
    assert ((await here.library.care.status()).trash, (await local.care.status()).trash) == (1, 1)
    back = await here.curator.click(removed.response.message, label="Undo")
    assert "Restored." in text(back)

    removed = await _remove(filled, "id:3")
    await _days(filled, clock, 31)
    assert ((await here.library.care.status()).trash, (await local.care.status()).trash) == (0, 0)
    late = await here.curator.click(removed.response.message, label="Undo")
    assert "Article 3 was removed, and deleted for good 30 days later, on 2026-08-14." in text(late)
    for typed in ("id:3", GRID.title):
        shown = await here.curator.slash(here.channel, "library restore", article=typed)
        assert "removed more than 30 days ago is deleted for good" in text(shown)
    assert (await here.library.care.status()).total == 2
    assert await _check(filled) == []


async def _check(world: World) -> list[str]:
    """Where the deleted text still stands, and rows that point nowhere."""
    sentence = "Transformers take two years to build"
    with closing(sqlite3.connect(world.settings.database_path)) as connection:
        tables = ("article", "change", "draft", "summary", "quote", "vocabulary", "completion", "unanswered")
        left = [
            table
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}")
            if any(sentence in str(value) for value in row)
        ]
        return left + [str(row) for row in connection.execute("PRAGMA foreign_key_check")]


async def test_what_grew_too_old_while_the_bot_was_down_goes_after_its_start(filled: World, clock: Clock) -> None:
    await _remove(filled, "id:3")
    clock.now += timedelta(days=31)
    await filled.restart()
    await filled.env.advance_time(PAUSE + 1)
    assert (await filled.here.library.care.status()).trash == 0


async def test_people_whose_pieces_are_all_removed_are_offered_nowhere(filled: World) -> None:
    here = filled.here

    async def offered() -> list[str]:
        typed = [
            await here.member.autocomplete(here.channel, "author", "name", words) for words in ("", "marek", "sun")
        ]
        return [choice["name"] for choices in typed for choice in choices if choice["name"] == "Marek Sunde"]

    card = await here.member.slash(here.channel, "author", name="Marek Sunde")
    assert "Who Keeps the Grid Awake" in text(card)
    assert len(await offered()) == 3
    people = (await here.library.care.status()).people
    removed = await _remove(filled, "id:3")
    assert await offered() == []
    assert (await here.library.care.status()).people == people - 1
    assert "Every piece of Marek Sunde was removed" in text(
        await here.member.slash(here.channel, "author", name="Marek Sunde")
    )
    assert "Marek Sunde" not in text(await here.member.slash(here.channel, "expert", topic="electric grids"))
    await here.curator.click(removed.response.message, label="Undo")
    assert len(await offered()) == 3
    assert "Marek Sunde" in text(await here.member.slash(here.channel, "expert", topic="electric grids"))


async def test_somebody_with_a_card_of_their_own_stays(filled: World) -> None:
    here = filled.here
    await here.library.people.describe(Person("Marek Sunde", role="Fellow"))
    await _remove(filled, "id:3")
    assert [one["name"] for one in await here.member.autocomplete(here.channel, "author", "name", "marek")] == [
        "Marek Sunde"
    ]
    assert "Fellow" in text(await here.member.slash(here.channel, "author", name="Marek Sunde"))
