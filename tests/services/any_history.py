"""A library to which anything may happen, as chance has it."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.app import GuildServices
from bot.domain.article import Draft, Kind, Listing
from bot.domain.errors import DocentError
from bot.services.relating import Word
from tests.unit.sample_library import PIECES

PEOPLE = ["Ada Brightwater", "Tomas Quill", "Mara Ellingsen", "Jon Sorrel", "J. R. Roe", "JR Roe", "J.R. Róe"]
TOPICS = ["Shipping", "Export Controls", "Food Security", "Energy", "China Policy", "China policy", "CHINA policy"]
NAMES = ["Tankers", "grain ship", "Export control", "wells", "Strait", "convoy", "the navy", "chips"]  # of the texts
WORDS = sorted({word for _, _, text in PIECES for word in text.split()})
Step = Callable[[], Awaitable[object]]


class History:
    """A library to which anything may happen; what is refused is no matter."""

    def __init__(self, library: GuildServices, seed: int) -> None:
        self._library = library
        self._chance = random.Random(seed)

    async def step(self) -> None:
        with suppress(DocentError):
            await self._chance.choice([*self._of_pieces(), *self._of_names()])()

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
        """Put on the list or taken off it, under its name or another one, with more, fewer or other aliases."""
        chance = self._chance
        topic = await self._library.naming.topic(chance.choice([*TOPICS, *NAMES]))
        name = topic.name if chance.random() < 0.7 else chance.choice(NAMES)
        aliases = chance.sample([*topic.aliases, *NAMES], chance.randrange(3))
        await self._library.naming.set_topic(topic.id, name, aliases, curated=chance.random() < 0.7)

    async def _merge_topics(self) -> None:
        gone, stays = [await self._library.naming.topic(name) for name in self._chance.sample([*TOPICS, *NAMES], 2)]
        await self._library.naming.merge_topics(gone.id, stays.id)

    async def _rename_person(self) -> None:
        person = await self._library.people.find(self._chance.choice(PEOPLE))
        name = self._chance.choice([person.person.name + " Jr", "Shipping Grain"])
        await self._library.naming.rename_person(person.id, name, [])

    async def _merge_people(self) -> None:
        gone, stays = [await self._library.people.find(name) for name in self._chance.sample(PEOPLE, 2)]
        await self._library.naming.merge_people(gone.id, stays.id)
