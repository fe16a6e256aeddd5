"""The kept suggestions: whatever was changed, they are those that would be computed now, in any library built so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import GuildServices, Services
from bot.domain.answers import RelatedHit
from bot.storage.shelf import open_shelf
from tests.conftest import HERE
from tests.services.any_history import History

Answers = dict[int, list[RelatedHit]]


async def related(library: GuildServices, pieces: list[int]) -> Answers:
    return {number: list((await library.discovery.related(number)).hits) for number in pieces}


def same(one: Answers, other: Answers) -> None:
    assert one.keys() == other.keys()
    for number, hits in one.items():
        assert [(hit.piece.id, hit.reasons) for hit in hits] == [(hit.piece.id, hit.reasons) for hit in other[number]]
        assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in other[number]])


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_history_what_is_kept_is_what_would_be_computed(
    services: Services, library: GuildServices, seed: int
) -> None:
    history = History(library, seed)
    await history.begin(10)
    for _ in range(12):
        await related(library, await history.living())  # kept now, and stale after the next change
        await history.step()
        pieces = await history.living()
        kept = await related(library, pieces)
        await forget(services)
        same(kept, await related(library, pieces))


async def forget(services: Services) -> None:
    """Throws away every suggestion that is kept, and for good what is in the trash: neither may matter."""
    shelf = await open_shelf(services.database, HERE)
    async with services.database.write() as transaction:
        await transaction.execute("DELETE FROM neighbour")
        await shelf.articles.purge(transaction, "9999", 100)


@pytest.mark.parametrize("seed", range(2))
async def test_rebuilding_everything_changes_no_suggestion(library: GuildServices, seed: int) -> None:
    history = History(library, 100 + seed)
    for _ in range(25):
        await history.step()
    pieces = await history.living()
    before = await related(library, pieces)
    _ = [step async for step in library.library.rebuild()]
    same(before, await related(library, pieces))
    assert any(before.values())


async def test_a_kept_suggestion_is_read_and_not_computed(services: Services, library: GuildServices) -> None:
    history = History(library, 7)
    await history.begin(8)
    (number, *_) = await history.living()
    before = await related(library, [number])
    async with services.database.write() as transaction:
        await transaction.execute("UPDATE neighbour SET hits = '[]'")
    assert await related(library, [number]) == {number: []}
    await library.library.add(replace(history.draft(), title="One More"))
    assert len((await related(library, [number]))[number]) >= len(before[number]) > 0
