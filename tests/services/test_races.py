"""Two curators at once: one of them is told, and the index stays sound."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import GuildServices
from bot.domain.article import Article, Completeness, Draft, Kind, Listing
from bot.domain.errors import DocentError, Duplicate
from bot.services.derivation import derive
from bot.services.matching import Matcher
from bot.services.writing import Writer
from bot.settings import Settings
from bot.storage import care
from bot.storage.shelf import Shelf

PIECE = Draft(
    title="The Narrow Door",
    kind=Kind.COMMENTARY,
    published="2024-03-05",
    authors=("Ada Brightwater",),
    url="https://example.org/narrow-door",
    body=("A narrow door keeps out the wind and the guests alike, and ministers forget the guests first.",),
)


@pytest.mark.parametrize("other", ["remove", "edit"])
async def test_removing_while_somebody_works_on_it(library: GuildServices, settings: Settings, other: str) -> None:
    number = (await library.library.add(PIECE)).article.id
    second = library.library.remove(number) if other == "remove" else library.library.edit(number, {"deck": "New."})
    done = await asyncio.gather(library.library.remove(number), second, return_exceptions=True)
    refused = [one for one in done if isinstance(one, BaseException)]
    assert len(refused) == 1
    assert isinstance(refused[0], DocentError)
    assert care.check(settings.database_path) == []


async def test_restoring_twice_at_once(library: GuildServices, settings: Settings) -> None:
    number = (await library.library.add(PIECE)).article.id
    await library.library.remove(number)
    done = await asyncio.gather(*(library.library.restore(number) for _ in range(2)), return_exceptions=True)
    assert sum(isinstance(one, Article) for one in done) == 1
    assert care.check(settings.database_path) == []


async def test_a_piece_comes_back_although_a_page_listed_it_meanwhile(library: GuildServices) -> None:
    number = (await library.library.add(PIECE)).article.id
    await library.library.remove(number)
    listing = Listing(kind=Kind.COMMENTARY, title=PIECE.title, authors=PIECE.authors, url=PIECE.url)
    other = Draft(title="A Page That Lists It", body=("It lists a piece about doors and guests.",), related=(listing,))
    page = (await library.library.add(other)).article.id
    back = await library.library.restore(number)
    assert back.draft.completeness is Completeness.FULL
    assert [hit.piece.id for hit in (await library.discovery.related(page)).hits] == [number]


async def test_a_listing_with_the_address_does_not_hide_that_the_text_is_here(library: GuildServices) -> None:
    from dataclasses import replace

    number = (await library.library.add(replace(PIECE, url=""))).article.id
    listing = Listing(title="Quite Another Headline", url=PIECE.url)
    await library.library.add(Draft(title="A Page", body=("It lists something.",), related=(listing,)))
    with pytest.raises(Duplicate) as caught:
        await library.library.add(PIECE)
    assert caught.value.article_id == number


@pytest.mark.parametrize("change", ["name", "alias", "off"])
async def test_a_list_that_changes_while_a_piece_is_read_counts_for_it(
    library: GuildServices, shelf: Shelf, change: str
) -> None:
    known = (await library.naming.set_topic(0, "Doors", (), curated=True))[0]
    derived = await derive(PIECE, shelf)
    if change == "name":
        await library.naming.set_topic(0, "Guests", (), curated=True)
    elif change == "alias":
        await library.naming.set_topic(known.id, "Doors", ("guests",), curated=True)
    else:
        await library.naming.set_topic(known.id, "Entrances", (), curated=False)
    async with shelf.database.write() as transaction:
        number = await Writer(shelf, Matcher(shelf)).write(transaction, PIECE, derived, None, "2026-01-01", 0)
    filed = (await library.library.get(number)).topics
    _ = [step async for step in library.library.rebuild()]
    assert filed == (await library.library.get(number)).topics
    assert filed != derived.topics
