"""Every door leads through the same review, survives a new start, and completes what was known from a listing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.app import open_library
from bot.client import Docent
from bot.domain.article import Completeness
from bot.settings import Settings
from tests.conftest import NOW
from tests.discord.world import SEED, World, filled_in, labels, make_world, quiet, text
from tests.feed_server import Item, feed
from tests.intake.hostile import Server, http, serving

OPENING = (
    "Measuring the cost of caution has never been a priority for the agencies that impose it, and the numbers that "
    "exist come from the institutions that would rather not be asked for them again."
)
REST = (
    "A register of refused transfers would cost less than one inquiry. It would show which banks refuse whom, and for "
    "how long, and it would let a small state answer the question that its own central bank can't: how much of the "
    "trade that went away was forbidden, and how much was only feared? Nobody has published that figure since 2014. "
    "The agencies should publish it every quarter, beside the list of those whom they sanction, and parliaments should "
    "ask for it before they renew the law. Until then every estimate of what caution costs is an estimate of what "
    "banks are willing to admit, and those are not the same number in any country that has looked."
)
TITLE, AUTHORS, PATH = "The Price of Caution", ("Marek Sunde", "Ines Vale", "Lena Ostrow"), "/price-of-caution"
PASTED = f"{TITLE}\n\nBy Marek Sunde, Ines Vale & Lena Ostrow\n\nMay 2, 2023\n\n{OPENING}\n\n{REST}\n"
HTML = (
    f"<!doctype html><html><head><title>{TITLE}</title>"
    + "".join(f'<meta name="author" content="{name}">' for name in AUTHORS)
    + '<meta property="article:published_time" content="2023-05-02"></head><body><article>'
    f"<h1>{TITLE}</h1><p>{OPENING}</p><p>{REST}</p></article></body></html>"
)
BARE = (
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    f"<p>{OPENING}</p><p>{REST}</p></article></body></html>"
)


class Long(Item):
    """An item whose text is the piece."""

    def xml(self, base: str) -> str:
        return (
            f"<item><title>{TITLE}</title><link>{base}{PATH}</link><pubDate>Tue, 02 May 2023 10:00:00 GMT</pubDate>"
            + "".join(f"<dc:creator>{name}</dc:creator>" for name in AUTHORS)
            + f"<content:encoded><![CDATA[<p>{OPENING}</p><p>{REST}</p>]]></content:encoded></item>"
        )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))


@pytest.fixture
async def site() -> AsyncIterator[Server]:
    async with serving({PATH: http(HTML.encode())}) as server:
        server.answers["/feed"] = feed(server, [Long(TITLE, PATH)])
        yield server


# ---------------------------------------------------------------------- the doors, each as far as its review card


async def by_address(world: World, site: Server) -> Any:
    here = world.here
    return await here.curator.slash(here.channel, "library add", url=site.url(PATH))


async def by_file(world: World, site: Server) -> Any:
    here = world.here
    return await here.curator.slash(here.channel, "library add", file=("caution.txt", PASTED.encode()))


async def by_paste(world: World, site: Server) -> Any:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    return await here.curator.submit_modal(form, {"part1": PASTED})


async def by_a_message_with_a_link(world: World, site: Server) -> Any:
    here = world.here
    message = await here.member.send(here.channel, f"Have you seen this? {site.url(PATH)}")
    return await here.curator.context_menu(here.channel, "Add to library", message)


async def by_a_message_with_its_text(world: World, site: Server) -> Any:
    here = world.here
    message = await here.member.send(here.channel, PASTED)
    return await here.curator.context_menu(here.channel, "Add to library", message)


async def by_feed(world: World, site: Server) -> Any:
    here = world.here
    await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="review")
    listed = await here.curator.slash(here.channel, "library review")
    return await here.curator.click(listed.response.message, label="Review")


async def by_suggestion(world: World, site: Server) -> Any:
    here = world.here
    shown = await here.member.slash(here.channel, "help")
    form = await here.member.click(shown.response.message, label="Suggest a piece")
    await here.member.submit_modal(form, {"what": site.url(PATH), "why": "A minister asked."})
    listed = await here.curator.slash(here.channel, "library review")
    card = await here.curator.click(listed.response.message, label="Review")
    assert "A minister asked." in text(card)
    return await here.curator.click(card.response.message, label="Read its page")


Door = Callable[[World, Server], Awaitable[Any]]
DOORS: list[Door] = [
    by_address,
    by_file,
    by_paste,
    by_a_message_with_a_link,
    by_a_message_with_its_text,
    by_feed,
    by_suggestion,
]


async def _list_it(world: World) -> tuple[int, int]:
    """A page is published whose block lists the piece; the numbers of the two."""
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    review = await here.curator.submit_modal(form, {"part1": SEED})
    await here.curator.click(review.response.message, label="Publish")
    pieces = {piece.kind.value: piece for piece in await here.library.search.newest()}
    assert pieces["report"].completeness is Completeness.LISTING
    return pieces["commentary"].id, pieces["report"].id


async def _is_whole(world: World, page: int, listing: int) -> None:
    """The entry kept its number and what leads to it."""
    here = world.here
    whole = (await here.library.library.get(listing)).draft
    assert (whole.title, whole.completeness, len(whole.body)) == (TITLE, Completeness.FULL, 2)
    assert whole.published == "2023-05-02"
    assert (await here.library.care.status()).total == 3
    related = text(await here.member.slash(here.channel, "related", article=f"id:{page}"))
    assert TITLE in related
    assert "listed on its page" in related


# ---------------------------------------------------------------------- review


@pytest.mark.parametrize("door", DOORS)
async def test_what_came_is_reviewed_corrected_and_published(world: World, site: Server, door: Door) -> None:
    here = world.here
    review = await door(world, site)
    said = text(review)
    for words in ("Review before publishing", f"**Title**: {TITLE}", "2 May 2023", "Marek Sunde, Ines Vale"):
        assert words in said
    assert await here.library.search.newest() == []
    form = await here.curator.click(review.response.message, label="Edit")
    fields = {one["component"]["custom_id"] for one in form.modal["components"]}
    assert fields == {"title", "deck", "authors", "date", "kind"}
    changes = {"deck": "What refusing costs.", "date": "3 May 2023", "kind": ["report"]}
    preview = await here.curator.submit_modal(form, filled_in(form, **changes))
    assert "Changed. Nothing is published yet." in text(preview)
    assert "**Date**: 3 May 2023" in text(preview)
    published = await here.curator.click(preview.response.message, label="Publish")
    assert "Published." in text(published)
    (piece,) = await here.library.search.newest()
    assert (piece.deck, piece.published, piece.kind.value) == ("What refusing costs.", "2023-05-03", "report")
    assert (await here.library.care.status()).drafts == 0


@pytest.mark.parametrize("door", [by_address, by_a_message_with_a_link, by_suggestion])
async def test_what_is_missing_is_asked_for(world: World, site: Server, door: Door) -> None:
    here = world.here
    site.answers[PATH] = http(BARE.encode())
    review = await door(world, site)
    assert "**Authors**: missing" in text(review)
    assert "Please add authors, date and type with Edit: the piece is hard to find otherwise." in text(review)
    form = await here.curator.click(review.response.message, label="Edit")
    given = {"authors": "\n".join(AUTHORS), "date": "2023-05-02", "kind": ["report"]}
    preview = await here.curator.submit_modal(form, filled_in(form, **given))
    assert "Please add" not in text(preview)


async def test_a_draft_survives_the_end_of_the_process(settings: Settings, site: Server) -> None:
    async with AsyncExitStack() as before, AsyncExitStack() as after:
        services = await before.enter_async_context(open_library(settings, lambda: NOW))
        env = await after.enter_async_context(simcord.run(Docent(services, settings, quiet)))
        world = await make_world(env, services, settings)
        here = world.here
        cards = [await by_address(world, site), await by_paste(world, site)]
        reopened = await after.enter_async_context(open_library(settings, lambda: NOW))
        await env.restart_bot(Docent(reopened, settings, quiet))
        await before.aclose()

        form = await here.curator.click(cards[0].response.message, label="Edit")
        edited = await here.curator.submit_modal(form, filled_in(form, title="The Price of Too Much Caution"))
        assert "Changed. Nothing is published yet." in text(edited)
        published = await here.curator.click(cards[0].response.message, label="Publish")
        assert "Published." in text(published)
        late = await here.curator.click(cards[1].response.message, label="Publish")
        assert "would change" in text(late) or "no longer here" in text(late.followups[0])
        library = await reopened.guild(here.guild.id)
        assert [piece.title for piece in await library.search.newest()] == ["The Price of Too Much Caution"]


async def test_reading_a_known_page_again_shows_what_changed_before_it_is_applied(world: World, site: Server) -> None:
    here = world.here
    review = await by_address(world, site)
    await here.curator.click(review.response.message, label="Publish")
    same = await by_address(world, site)
    assert "this reading says nothing new" in text(same)
    assert (await here.library.care.status()).drafts == 0

    more = "The first such register opened in 2025, and it was read by nobody but the banks that were named in it."
    changed = HTML.replace("2023-05-02", "2023-05-09").replace("</article>", f"<p>{more}</p></article>")
    site.answers[PATH] = http(changed.encode())
    shown = await by_address(world, site)
    assert "**Date**: 2 May 2023 → 9 May 2023" in text(shown)
    assert "**Text**: 2 paragraphs" in text(shown)
    assert (await here.library.library.get(1)).draft.published == "2023-05-02"
    done = await here.curator.click(shown.response.message, label="Update")
    piece = (await here.library.library.get(1)).draft
    assert (piece.published, piece.body[-1]) == ("2023-05-09", more)
    await here.curator.click(done.response.message, label="Undo")
    assert (await here.library.library.get(1)).draft.published == "2023-05-02"


# ---------------------------------------------------------------------- listing to piece


@pytest.mark.parametrize("door", DOORS)
async def test_a_listing_is_completed_by_any_door_of_review(world: World, site: Server, door: Door) -> None:
    here = world.here
    page, listing = await _list_it(world)
    review = await door(world, site)
    published = await here.curator.click(review.response.message, label="Publish")
    assert "It was known from a listing and is complete now." in text(published)
    await _is_whole(world, page, listing)


async def test_a_listing_is_completed_by_a_feed_that_publishes(world: World, site: Server) -> None:
    here = world.here
    page, listing = await _list_it(world)
    shown = await here.curator.slash(here.channel, "library feed", url=site.url("/feed"), mode="publish")
    assert "1 published" in text(shown)
    await _is_whole(world, page, listing)


async def test_a_listing_is_completed_by_a_table(world: World, site: Server) -> None:
    here = world.here
    page, listing = await _list_it(world)
    row = f'"{TITLE}","{"; ".join(AUTHORS)}",2023-05-02,report,"{OPENING}\n\n{REST}"\n'
    table = ("pieces.csv", f"title,authors,date,type,text\n{row}".encode())
    asked = await here.curator.slash(here.channel, "library import", file=table)
    assert "1 would complete a listing" in text(asked)
    await here.curator.click(asked.response.message, label=next(one for one in labels(asked) if "Import" in one))
    await _is_whole(world, page, listing)
