"""The kept suggestions: whatever was changed, they are those that would be computed now, in any library built so."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.app import GuildServices, Services
from bot.domain.answers import RelatedHit
from bot.domain.article import Draft, Kind, Listing
from bot.domain.errors import DocentError
from bot.services.relating import Word
from bot.storage.shelf import open_shelf
from tests.conftest import HERE
from tests.unit.sample_library import PIECES

PEOPLE = ["Ada Brightwater", "Tomas Quill", "Mara Ellingsen", "Jon Sorrel"]
TOPICS = ["Shipping", "Export Controls", "Food Security", "Energy"]
WORDS = sorted({word for _, _, text in PIECES for word in text.split()})
Answers = dict[int, list[RelatedHit]]
Step = Callable[[], Awaitable[object]]


class History:
    """A library to which anything may happen; what is refused is no matter."""

    def __init__(self, library: GuildServices, seed: int) -> None:
        self._library = library
        self._chance = random.Random(seed)

    async def step(self) -> None:
        with suppress(DocentError):
            await self._chance.choice([*self._of_pieces(), *self._of_names()])()

    async def step_of_a_piece(self) -> None:
        with suppress(DocentError):
            await self._chance.choice(self._of_pieces())()

    def _of_pieces(self) -> list[Step]:
        return [*([self._add] * 4), self._edit, self._edit, self._remove, self._restore, self._say, self._say]

    def _of_names(self) -> list[Step]:
        return [self._name_topic, self._merge_topics, self._rename_person, self._merge_people]

    def draft(self) -> Draft:
        chance, (_, title, text) = self._chance, self._chance.choice(PIECES)
        _, other, _ = chance.choice(PIECES)
        return Draft(
            title=f"{title} {chance.randrange(99)}",
            kind=chance.choice([Kind.COMMENTARY, Kind.REPORT, Kind.PODCAST]),
            published=f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-11",
            authors=tuple(chance.sample(PEOPLE, chance.randrange(3))),
            body=(text, " ".join(chance.sample(WORDS, 40)) + "."),
            tags=tuple(chance.sample(TOPICS, chance.randrange(3))),
            related=(Listing(title=other, kind=Kind.COMMENTARY),) if chance.random() < 0.2 else (),
        )

    async def begin(self, pieces: int) -> None:
        for _ in range(pieces):
            with suppress(DocentError):
                await self._add()

    async def living(self) -> list[int]:
        return [piece.id for piece in await self._library.search.newest(limit=100)]

    async def _any(self) -> int:
        return self._chance.choice(await self.living() or [0])

    async def _add(self) -> None:
        await self._library.library.add(self.draft())

    async def _edit(self) -> None:
        new = self.draft()
        fields = {"body": new.body, "tags": new.tags, "authors": new.authors, "published": new.published}
        name = self._chance.choice(sorted(fields))
        await self._library.library.edit(await self._any(), {name: fields[name]})

    async def _remove(self) -> None:
        await self._library.library.remove(await self._any())

    async def _restore(self) -> None:
        await self._library.library.restore(self._chance.randrange(1, 20))

    async def _say(self) -> None:
        await self._library.relating.say(await self._any(), await self._any(), self._chance.choice(list(Word)))

    async def _name_topic(self) -> None:
        topic = await self._library.naming.topic(self._chance.choice([*TOPICS, "Tankers"]))
        listed = self._chance.random() < 0.7
        await self._library.naming.set_topic(topic.id, topic.name, topic.aliases, curated=listed)

    async def _merge_topics(self) -> None:
        gone, stays = [await self._library.naming.topic(name) for name in self._chance.sample(TOPICS, 2)]
        await self._library.naming.merge_topics(gone.id, stays.id)

    async def _rename_person(self) -> None:
        person = await self._library.people.find(self._chance.choice(PEOPLE))
        await self._library.naming.rename_person(person.id, person.person.name + " Jr", [])

    async def _merge_people(self) -> None:
        gone, stays = [await self._library.people.find(name) for name in self._chance.sample(PEOPLE, 2)]
        await self._library.naming.merge_people(gone.id, stays.id)


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
        await history.step_of_a_piece()
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
