"""Members suggest, curators review: from an empty page to a published piece."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.article import Draft
from tests.discord.world import World, filled_in, labels, text


async def test_an_empty_search_leads_to_a_suggestion_in_the_review_list(filled: World) -> None:
    here = filled.here
    empty = await here.member.slash(here.channel, "search", query="lighthouse keepers")
    form = await here.member.click(empty.response.message, label="Suggest")
    thanks = await here.member.submit_modal(form, filled_in(form, why="Two desks asked for it."))
    assert "awaits a curator's review" in text(thanks)
    assert thanks.ephemeral

    status = await here.curator.slash(here.channel, "library status")
    assert "Awaiting review: 1" in text(status)
    listed = await here.curator.click(status.response.message, label="Review what waits")
    assert "**lighthouse keepers**\nsuggested | 15 Jun 2026\n" in text(listed)
    assert f"Suggested by <@{here.member.id}>: Two desks asked for it." in text(listed)

    await filled.restart()
    draft = await here.curator.click(listed.response.message, label="Review")
    assert "Suggested by" in text(draft)
    assert "Outlet" not in text(draft)
    edit = await here.curator.click(draft.response.message, label="Edit")
    changed = await here.curator.submit_modal(edit, filled_in(edit, title="Keepers of the Light", kind=["report"]))
    assert "Two desks asked for it." in text(changed)
    done = await here.curator.click(draft.response.message, label="Publish")
    assert "Published." in text(done)
    assert (await here.library.library.get(4)).draft.outlet == ""
    empty = await here.curator.slash(here.channel, "library review")
    assert "Nothing waits." in text(empty)


@pytest.mark.parametrize("door", ["expert", "help"])
async def test_other_doors_for_a_suggestion(filled: World, door: str) -> None:
    here = filled.here
    options = {"topic": "glassblowing"} if door == "expert" else {}
    shown = await here.member.slash(here.channel, door, **options)
    label = "Suggest" if door == "expert" else "Suggest a piece"
    form = await here.member.click(shown.response.message, label=label)
    thanks = await here.member.submit_modal(form, {"what": "https://example.org/glass A history of glass", "why": ""})
    assert "Thank you." in text(thanks)
    held = (await here.library.post.waiting())[0]
    assert (held.draft.url, held.draft.title) == ("https://example.org/glass", "A history of glass")
    assert (held.origin, held.owner) == ("suggestion", here.member.id)


async def test_curators_are_not_asked_to_suggest_in_help(world: World) -> None:
    shown = await world.here.curator.slash(world.here.channel, "help")
    assert "Suggest a piece" not in labels(shown)


async def _suggest(world: World, what: str) -> str:
    here = world.here
    shown = await here.member.slash(here.channel, "help")
    form = await here.member.click(shown.response.message, label="Suggest a piece")
    return text(await here.member.submit_modal(form, {"what": what, "why": ""}))


async def test_what_is_there_or_waits_already_is_said(filled: World) -> None:
    assert "has this piece already" in await _suggest(filled, "https://example.org/grid-awake?utm_source=x")
    assert "Thank you" in await _suggest(filled, "https://example.org/new")
    assert "was suggested or brought before" in await _suggest(filled, "https://www.example.org/new/")
    assert (await filled.here.library.care.status()).drafts == 1


async def test_one_member_can_not_flood_the_list(world: World) -> None:
    for number in range(10):
        assert "Thank you" in await _suggest(world, f"A piece on harbour {number}")
    assert "10 of your suggestions await review" in await _suggest(world, "One more")
    assert (await world.here.library.care.status()).drafts == 10
    listed = await world.here.curator.slash(world.here.channel, "library review")
    assert "1–5 of 10" in text(listed)
    after = await world.here.curator.click(listed.response.message, label="Next")
    assert "6–10 of 10" in text(after)
    assert "Next" not in labels(after)


async def test_a_suggestion_that_says_nothing_is_refused(world: World) -> None:
    assert "Give a link" in await _suggest(world, "   ")


@pytest.mark.parametrize("link", ["https:///a", "https://example.org:port/a"])
async def test_a_suggestion_of_no_address_is_refused_and_the_list_still_opens(world: World, link: str) -> None:
    assert "is not the address of a page" in await _suggest(world, f"Read {link} please")
    assert "Thank you" in await _suggest(world, "A piece on harbours")
    listed = await world.here.curator.slash(world.here.channel, "library review")
    assert "A piece on harbours" in text(listed)


async def test_a_suggestion_cannot_ping_or_link(world: World) -> None:
    await _suggest(world, "@everyone [free](https://example.org/money)")
    listed = await world.here.curator.slash(world.here.channel, "library review")
    assert "@everyone" not in text(listed)
    assert "https://example.org/money" not in text(listed)
    assert "\\[free\\]" in text(listed)


async def test_members_do_not_see_the_list(world: World) -> None:
    here = world.here
    await here.library.post.hold(Draft(title="Secret"), "suggestion", here.member.id)
    for custom_id in ("d1:waiting:0", "d1:draft:1", "d1:fetch:1"):
        message = await world.plant(here, custom_id)
        shown = await here.member.click(message, custom_id=custom_id)
        assert "Only curators may do this." in text(shown)
        assert "Secret" not in text(shown)


async def test_a_suggested_address_is_read_only_on_a_curators_word_and_through_the_gate(world: World) -> None:
    here = world.here
    asked: list[str] = []

    async def page(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="never read")

    app = web.Application()
    app.router.add_get("/inside", page)
    async with TestServer(app) as server:
        said = await _suggest(world, str(server.make_url("/inside")))
        assert "Thank you" in said
        assert asked == []
        listed = await here.curator.slash(here.channel, "library review")
        draft = await here.curator.click(listed.response.message, label="Review")
        shown = await here.curator.click(draft.response.message, label="Read its page")
        assert asked == []
        assert "Reference" not in text(shown)
        assert "Publish" not in labels(shown)
    assert (await here.library.care.status()).drafts == 1
