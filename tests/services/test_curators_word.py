"""What a curator wrote or chose outlives imports, updates, edits and computing anew."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import GuildServices, open_library
from bot.domain.article import Draft, Kind, Topic
from bot.domain.record import read_record
from bot.intake.table import Row
from bot.settings import Settings
from bot.storage.guild import LOCAL

PIECE = Draft(
    title="The Price of a Signature",
    kind=Kind.COMMENTARY,
    published="2024-03-05",
    url="https://example.org/price",
    body=("Every ministry should publish what relief would look like.", "Banks read the law more carefully."),
)
WORDS = ("Ministries hide the price of relief.", "Banks pay it.")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[GuildServices]:
    """A library with one piece, its summary written and its topic chosen by a curator."""
    async with open_library(Settings(database_path=tmp_path / "library.db")) as services:
        here = await services.guild(LOCAL)
        await here.library.add(PIECE)
        await here.library.write_summary(1, "\n".join(WORDS), "Dana")
        record = json.loads(json.dumps(await here.exporting.record(1)))
        record["topics"] = [{"name": "Banking", "weight": 1.0, "origin": "curator"}]
        await here.library.remove(1)
        await _import(here, record)
        yield here


async def _import(here: GuildServices, record: dict[str, object]) -> None:
    async for _ in here.importing.run([Row(1, read_record(record))]):
        pass


async def _holds(here: GuildServices) -> None:
    (piece,) = await here.search.newest(5)
    article = (await here.reading.article(piece.id)).article
    assert (article.summary.origin, article.summary.full, article.summary.edited_by) == ("written", WORDS, "Dana")
    assert Topic("Banking", 1.0, "curator") in article.topics


async def test_import_of_the_same_page_and_of_an_export(here: GuildServices) -> None:
    (piece,) = await here.search.newest(5)
    await _import(here, {"title": PIECE.title, "date": PIECE.published, "body": list(PIECE.body), "url": PIECE.url})
    await _holds(here)
    await _import(here, await here.exporting.record(piece.id) | {"id": 77})
    await _holds(here)


async def test_update_with_a_longer_text(here: GuildServices) -> None:
    (piece,) = await here.search.newest(5)
    await here.library.update(piece.id, replace(PIECE, body=(*PIECE.body, "A door is cheaper than a wall.")))
    await _holds(here)


async def test_computing_everything_anew(here: GuildServices) -> None:
    async for _ in here.library.rebuild():
        pass
    await _holds(here)
