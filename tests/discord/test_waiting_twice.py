"""One piece comes by two doors before anybody has published it: both are shown, and settled together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.discord.world import World, labels, text
from tests.feed_server import NEW, OLD, essay, feed, page, rss
from tests.intake.hostile import Server, http, serving

TEXT = essay(NEW.title)
PASTED = f"June 3, 2026\n\nTug Ledger, Retyped\n\nBy Ines Calder\n\n{TEXT}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))


@pytest.fixture
async def site() -> AsyncIterator[Server]:
    async with serving({}) as server:
        server.answers["/feed"] = feed(server, [NEW])
        yield server


async def _follow(world: World, site: Server, mode: str = "review") -> str:
    here = world.here
    return text(await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode=mode))


async def _paste(world: World, pasted: str = PASTED, url: str = "") -> object:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    return await here.curator.submit_modal(form, {"part1": pasted, "url": url})


async def _titles(world: World) -> list[str]:
    return [piece.title for piece in await world.here.library.search.newest()]


@pytest.mark.parametrize(
    "pasted",
    [
        PASTED,
        f"June 3, 2026\n\n{NEW.title}\n\nBy Ines Calder\n\n" + "A different wording of the whole matter. " * 30,
    ],
    ids=["the same text retyped", "the same title, day and author"],
)
async def test_a_feeds_item_does_not_wait_beside_a_pasted_page(world: World, site: Server, pasted: str) -> None:
    await _paste(world, pasted)
    assert "1 here already" in await _follow(world, site)
    assert (await world.here.library.care.status()).drafts == 1


async def test_what_only_looks_alike_waits_on_its_own(world: World, site: Server) -> None:
    other = essay("Something else altogether")
    await _paste(world, f"June 3, 2025\n\n{NEW.title}\n\nBy Ines Calder\n\n{other}")
    await _paste(world, f"June 3, 2026\n\nAnother Matter\n\nBy Ines Calder\n\n{essay('Another matter')}")
    assert "1 to review" in await _follow(world, site)
    assert (await world.here.library.care.status()).drafts == 3


async def test_a_suggestion_is_completed_by_the_feeds_item(world: World, site: Server) -> None:
    here = world.here
    await here.library.post.suggest(site.url(NEW.path), "", "The archive asked.", here.member.id)
    await _follow(world, site)
    listed = await here.curator.slash(here.channel, "library review")
    assert "1 of 1" in text(listed)
    card = await here.curator.click(listed.response.message, label="Review")
    assert "The archive asked." in text(card)
    assert f"**Title**: {NEW.title}" in text(card)
    done = await here.curator.click(card.response.message, label="Publish")
    assert "Published." in text(done)
    assert (await here.library.library.get(1)).draft.words > 100


async def test_the_card_names_the_other_draft_and_publishing_settles_it(world: World, site: Server) -> None:
    here = world.here
    await _follow(world, site)
    card = await _paste(world)
    assert "Also waiting for this piece" in text(card)
    assert f"{NEW.title} | from a feed" in text(card)
    other = await here.curator.click(card.response.message, label="Review")
    assert "Tug Ledger, Retyped | pasted" in text(other)

    await world.restart()
    done = await here.curator.click(other.response.message, label="Publish")
    assert await _titles(world) == [NEW.title]
    drafts = (await here.library.care.status()).drafts
    late = await here.curator.click(card.response.message, label="Publish")
    if drafts:  # what it would change of the piece is shown, and nothing is kept twice
        assert "would change" in text(late)
    else:
        assert "Another draft of it said nothing more and is gone." in text(done)
        assert "no longer here" in text(late)
    assert await _titles(world) == [NEW.title]


async def test_a_draft_with_more_to_say_stays_and_is_offered_as_an_update(world: World, site: Server) -> None:
    here = world.here
    opening = " ".join(TEXT.split()[:20])
    teaser = rss(site, [replace(NEW, whole=False)]).replace(b"A short word on The Ledger of Tugs.", opening.encode())
    site.answers["/feed"] = http(teaser, content_type="application/rss+xml")
    site.answers[NEW.path] = http(status="404 Not Found")
    await _follow(world, site)
    card = await _paste(world, f"June 3, 2026\n\n{NEW.title}\n\nBy Ines Calder\n\n{TEXT}\n\n{essay('More of it')}")
    assert "Also waiting" in text(card)
    first = await here.curator.click(card.response.message, label="Review")
    done = await here.curator.click(first.response.message, label="Publish")
    assert "Another draft would change it: see /library review." in text(done)
    listed = await here.curator.slash(here.channel, "library review")
    update = await here.curator.click(listed.response.message, label="Review")
    assert "In the library already" in text(update)
    whole = await here.curator.click(update.response.message, label="Update")
    assert "Updated." in text(whole)
    assert (await _titles(world), (await here.library.care.status()).drafts) == ([NEW.title], 0)
    assert (await here.library.library.get(1)).draft.words > 200


async def test_a_feed_set_to_publish_settles_a_suggestion(world: World, site: Server) -> None:
    here = world.here
    await here.library.post.suggest(site.url(NEW.path), "", "", here.member.id)
    assert "1 published" in await _follow(world, site, "publish")
    assert ((await here.library.care.status()).drafts, await _titles(world)) == (0, [NEW.title])


async def test_a_member_is_told_that_a_piece_waits_already(world: World, site: Server) -> None:
    here = world.here
    await _follow(world, site)
    shown = await here.member.slash(here.channel, "help")
    form = await here.member.click(shown.response.message, label="Suggest a piece")
    said = await here.member.submit_modal(form, {"what": NEW.title, "why": ""})
    assert "was suggested or brought before" in text(said)


async def test_the_page_of_a_teaser_can_be_read_from_its_card(world: World, site: Server) -> None:
    here = world.here
    site.answers["/feed"] = feed(site, [OLD, replace(NEW, whole=False)])
    site.answers[NEW.path] = http(status="503 Service Unavailable")
    assert "1 page or transcript did not answer: asked for again" in await _follow(world, site)
    listed = await here.curator.slash(here.channel, "library review")
    cards = [await here.curator.click(listed.response.message, custom_id=f"d1:draft:{n}") for n in (1, 2)]
    teaser = next(card for card in cards if "the published excerpt, not the full piece" in text(card))
    assert [("Read its page" in labels(card)) for card in cards] == [card is teaser for card in cards]
    site.answers[NEW.path] = page(NEW.title, TEXT)
    read = await here.curator.click(teaser.response.message, label="Read its page")
    assert "Read. Nothing is published yet." in text(read)
    assert "published excerpt" not in text(read)
