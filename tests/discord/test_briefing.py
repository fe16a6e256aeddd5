"""A member asks for a briefing on a topic: /brief, its timeline, sharing it, and asking about nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.article import Draft, Kind
from tests.discord.world import PODCAST, SANCTIONS, World, filled_in, labels, text
from tests.topic_list import put_on_list

LEDGER = Draft(
    title="The Ledger Remembers",
    kind=Kind.REPORT,
    published="2025-02-11",
    authors=("Marek Sunde",),
    url="https://example.org/ledger-remembers",
    tags=("Sanctions",),
    body=("Sanctions leave a mark on every ledger they touch, and auditors read the mark long after the law is gone.",),
)


async def brief(world: World, **asked: Any) -> Any:
    return await world.here.member.slash(world.here.channel, "brief", **asked)


async def test_a_briefing_has_people_lines_pieces_and_gaps(filled: World) -> None:
    shown = await brief(filled, topic="sanctions")
    said = text(shown)
    assert shown.ephemeral
    assert "## Brief: sanctions\n-# 2 pieces in this library." in said
    assert "**Who works on it**: Ada Brightwater, 2 pieces; Tomas Quill, 1 piece; Lena Ostrow, 1 piece" in said
    assert "\\[1\\] The Price of a Signature (commentary, Ada Brightwater, Tomas Quill, 5 Mar 2024)" in said
    assert "\\[2\\] Doors and Walls (podcast, Ada Brightwater, 2 May 2024)" in said
    assert "**Gaps**: No report yet." in said
    assert labels(shown) == ["Summary [1]", "Timeline", "Share"]


@pytest.mark.parametrize("view", ["overview", "timeline"])
async def test_every_line_ends_with_its_source_and_stands_in_it(filled: World, view: str) -> None:
    await filled.here.library.library.add(LEDGER)
    said = text(await brief(filled, topic="sanctions", view=view))
    lines = [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]
    found = [re.fullmatch(r"(.+) \\\[([12])\\\]", line) for line in lines]
    assert {one[2] for one in found if one} == {"1", "2"}
    for one in found:
        assert one is not None
        piece = {"The Price": SANCTIONS, "The Ledge": LEDGER}[said.split(f"\n\\[{one[2]}\\] ")[1][:9]]
        assert one[1] in piece.text


async def test_the_answer_is_deferred_at_once_and_privately(filled: World) -> None:
    await brief(filled, topic="sanctions")
    answers = [one.json for one in filled.env.http_requests if one.path.endswith("/callback")]
    assert answers[-1]["type"] == 5
    assert answers[-1]["data"]["flags"] & 64


async def test_an_alias_of_the_servers_own_topic_means_the_topic(world: World) -> None:
    library = world.here.library
    await put_on_list(library, {"Sanctions": ["economic pressure"]})
    await library.library.add(SANCTIONS)
    assert "## Brief: Sanctions" in text(await brief(world, topic="Economic Pressure"))


async def test_the_timeline_is_by_year_and_a_button_away(filled: World) -> None:
    here = filled.here
    shown = await brief(filled, topic="sanctions")
    timeline = await here.member.click(shown.response.message, label="Timeline")
    assert "## Timeline: sanctions" in text(timeline)
    assert "__2024__" in text(timeline)
    back = await here.member.click(shown.response.message, label="Overview")
    assert "## Brief: sanctions" in text(back)


async def test_since_leaves_out_what_is_older_and_says_what_there_was(filled: World) -> None:
    said = text(await brief(filled, topic="sanctions", since="April 2024"))
    assert "1 piece since 1 Apr 2024" in said
    assert "Doors and Walls" in said
    assert "The Price of a Signature" not in said
    nothing = text(await brief(filled, topic="sanctions", since="2025"))
    assert 'Nothing on *sanctions* since 1 Jan 2025 in this library. The newest before is "Doors and Walls"' in nothing
    assert "Leave *since* out to see 2 earlier pieces." in nothing
    assert "not a date" in text(await brief(filled, topic="sanctions", since="whenever"))


async def test_a_shared_briefing_is_public_and_its_buttons_survive_a_restart(filled: World) -> None:
    here = filled.here
    shown = await brief(filled, topic="sanctions", view="timeline", since="2023")
    await filled.restart()
    shared = await here.member.click(shown.response.message, label="Share")
    assert not shared.ephemeral
    assert "## Timeline: sanctions\n-# 2 pieces since 1 Jan 2023" in text(shared)
    assert "Shared by @sam1" in text(shared)
    opened = await here.curator.click(shared.response.message, label="Summary [1]")
    assert opened.ephemeral
    assert "The Price of a Signature" in text(opened)


async def test_nothing_found_is_a_page_that_helps(filled: World) -> None:
    shown = await brief(filled, topic="sancshuns")
    assert "Nothing on *sancshuns* in this library. Closest topics: Sanctions" in text(shown)
    form = await filled.here.member.click(shown.response.message, label="Suggest")
    assert filled_in(form)["what"] == "sancshuns"
    status = await filled.here.library.care.status()
    assert ("sancshuns", 1) in status.unanswered


@pytest.mark.parametrize("topic", ['"', "a AND OR", "the of and", "<@1> @everyone", "\x00", "x" * 500, "日本", "   "])
async def test_whatever_people_type_is_answered(filled: World, topic: str) -> None:
    said = text(await brief(filled, topic=topic))
    assert "Nothing on" in said or "Name a topic" in said
    assert "Reference" not in said


async def test_another_servers_pieces_are_in_no_briefing(filled: World) -> None:
    there = filled.elsewhere
    shown = await there.member.slash(there.channel, "brief", topic="sanctions")
    assert "Nothing on *sanctions* in this library." in text(shown)


async def test_a_topic_known_from_listings_alone_is_listed_and_not_quoted(world: World) -> None:
    listed = replace(PODCAST, body=(), deck="Sanctions end when somebody with a pen says so.", url="")
    await world.here.library.library.add(replace(listed, completeness=type(listed.completeness).LISTING))
    said = text(await brief(world, topic="sanctions"))
    assert "no line of them that stands alone" in said
    assert "Doors and Walls (podcast (listing)" in said
    assert "somebody with a pen" not in said
