"""Find related on what people write to each other: questions are answered, chatter is not."""

from __future__ import annotations

import pytest

from bot.services.starter import load_starter
from tests.discord.world import World, text


async def _related(world: World, message: str) -> list[str]:
    here = world.here
    await load_starter(here.library.importing)
    sent = await here.member.send(here.channel, message)
    return text(await here.member.context_menu(here.channel, "Find related", sent)).splitlines()


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("Has anyone here written on how sanctions end? A senator's office is asking.", "Do Sanctions Ever End?"),
        ("Do we have anything on how banks react to secondary sanctions? Need it by noon.", "The Banks in the Middle"),
        ("Does anyone know a good podcast about Taiwan and gas?", "The Shortest Fuse in Taiwan Is a Gas Tank"),
        ("A reporter wants a comment on the tanker that Russia renamed, who can talk?", "The Oil Price Cap Was"),
    ],
)
async def test_a_question_is_answered_by_what_it_is_about(world: World, message: str, first: str) -> None:
    shown = await _related(world, message)
    assert shown[1].startswith(f"**{first}")
    reasons = [line for line in shown if line.startswith("Why: ")]
    assert reasons
    assert not [line for line in reasons if {"anyone", "written", "anything"} & set(line.replace(",", "").split())]


@pytest.mark.parametrize("message", ["Congrats to everyone on a great week, see you Monday!", "Lunch at noon?", "👍"])
async def test_chatter_is_about_nothing(world: World, message: str) -> None:
    assert "Nothing in this library is close enough to suggest." in (await _related(world, message))[1]
