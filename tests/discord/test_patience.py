"""What may take long: Discord hears of it at once, and nobody loses the card they pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.discord.world import SEED, World, filled_in, labels, text
from tests.feed_server import essay

DEFERRED, DEFERRED_UPDATE = 5, 6


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))


def sent(world: World) -> list[str]:
    """What the bot sent to Discord, the callbacks and messages, as text."""
    return [f"{entry.method} {entry.path} {entry.json}" for entry in world.env.http_requests]


def last_callback(world: World) -> str:
    return [one for one in sent(world) if "/callback" in one][-1]


async def _publish(world: World) -> object:
    here = world.here
    await here.library.post.hold(here_draft(), "paste", here.curator.id)
    listed = await here.curator.slash(here.channel, "library review")
    card = await here.curator.click(listed.response.message, label="Review")
    return await here.curator.click(card.response.message, label="Publish")


async def _confirm(world: World) -> object:
    here = world.here
    question = await here.curator.slash(here.channel, "library remove", article="id:1")
    return await here.curator.click(question.response.message, label="Remove")


async def _discard(world: World) -> object:
    here = world.here
    card = await here.curator.slash(here.channel, "library add", file=("page.txt", SEED.encode()))
    return await here.curator.click(card.response.message, label="Discard")


async def _edit_a_draft(world: World) -> object:
    here = world.here
    card = await here.curator.slash(here.channel, "library add", file=("page.txt", SEED.encode()))
    form = await here.curator.click(card.response.message, label="Edit")
    return await here.curator.submit_modal(form, filled_in(form, title="Another Title"))


async def _edit_a_piece(world: World) -> object:
    here = world.here
    form = await here.curator.slash(here.channel, "library edit", article="id:1")
    return await here.curator.submit_modal(form, filled_in(form, title="Another Title"))


async def _undo(world: World) -> object:
    here = world.here
    saved = await _edit_a_piece(world)
    return await here.curator.click(saved.response.message, label="Undo")  # type: ignore[attr-defined]


async def _turn_a_briefing(world: World) -> object:
    here = world.here
    briefing = await here.member.slash(here.channel, "brief", topic="sanctions")
    return await here.member.click(briefing.response.message, label="Timeline")


def here_draft():  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from tests.discord.world import SANCTIONS

    return replace(SANCTIONS, title="Quite Another Matter", url="", body=(essay("Quite another matter"),))


@pytest.mark.parametrize(
    ("act", "kind", "said"),
    [
        (_publish, DEFERRED_UPDATE, "Published."),
        (_confirm, DEFERRED_UPDATE, "Removed"),
        (_discard, DEFERRED_UPDATE, "Discarded"),
        (_edit_a_draft, DEFERRED_UPDATE, "Changed. Nothing is published yet."),
        (_edit_a_piece, DEFERRED, "Saved."),
        (_undo, DEFERRED, "Undone."),
        (_turn_a_briefing, DEFERRED_UPDATE, "Timeline: sanctions"),
    ],
)
async def test_every_click_that_writes_or_reads_much_is_deferred_first(
    filled: World, act: Callable[[World], Awaitable[object]], kind: int, said: str
) -> None:
    shown = await act(filled)
    assert said in text(shown)
    assert shown.response.ephemeral  # type: ignore[attr-defined]
    assert f"'type': {kind}" in last_callback(filled)


async def test_a_shared_briefing_is_deferred_for_all_to_see_and_the_private_card_stays(filled: World) -> None:
    here = filled.here
    briefing = await here.member.slash(here.channel, "brief", topic="sanctions")
    shared = await here.member.click(briefing.response.message, label="Share")
    assert f"'type': {DEFERRED}" in last_callback(filled)
    assert not shared.ephemeral
    assert "Shared by" in text(shared)
    assert "Timeline" in labels(briefing)


async def test_a_click_on_a_card_that_all_see_is_answered_privately(filled: World) -> None:
    here = filled.here
    message = await filled.plant(here, "d1:confirm:1:0:remove")
    shown = await here.curator.click(message, custom_id="d1:confirm:1:0:remove")
    assert shown.ephemeral
    assert "Removed" in text(shown)
    assert labels(filled.env.bot.get_channel(here.channel.id).get_partial_message(message.id) and message) == ["Old"]


async def test_what_fails_after_a_defer_leaves_the_card_to_try_again(world: World) -> None:
    here = world.here
    held = await here.library.post.hold(here_draft(), "paste", here.curator.id)
    listed = await here.curator.slash(here.channel, "library review")
    card = await here.curator.click(listed.response.message, label="Review")
    await here.library.post.amend(held.id, {"title": " "})
    failed = await here.curator.click(card.response.message, label="Publish")
    (beside,) = failed.followups
    assert "has no title" in text(beside)
    assert {"Publish", "Edit", "Discard"} <= set(labels(card))
    await here.library.post.amend(held.id, {"title": "Quite Another Matter"})
    assert "Published." in text(await here.curator.click(card.response.message, label="Publish"))
