"""Answers about people: a person's card, and who a person is by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.domain.answers import PAGE_SIZE, PersonAnswer
from bot.domain.article import Kind, KnownPerson, Person
from bot.domain.errors import NotFound, Removed
from bot.domain.typed import one_line
from bot.services.resolving import refuse_empty
from bot.storage.article_filter import Filter
from bot.storage.completion import Scope
from bot.storage.shelf import Shelf


class PeopleService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now

    async def find(self, text: str) -> KnownPerson:
        """By `id:n`, name or alias, else the only person the words fit. Raises NotFound naming who comes near."""
        text = one_line(text)
        number = text.removeprefix("id:")
        found = await self._shelf.people.get(int(number)) if _is_id(text, number) else None
        found = found or await self._shelf.people.by_name(text)
        if found:
            await self._refuse_removed(found)
            return found
        near = await self._shelf.people.shown(await self._shelf.completion.find(Scope.PERSON, text))
        if len(near) == 1:
            return near[0]
        if near:
            names = ", ".join(sorted(one.person.name for one in near)[:5])
            raise NotFound(f"Several people fit “{text[:80]}”: {names}. Give the whole name.")
        await refuse_empty(self._shelf)
        raise NotFound(f"Nobody in this library is called “{text[:80]}”. Try a part of the name.")

    async def card(self, person: int, kind: Kind | None = None, page: int = 0) -> PersonAnswer:
        """The person with one page of their pieces, the newest first."""
        stored = await self._shelf.people.get(person)
        if stored is None:
            raise NotFound("This person is no longer in the library.")
        await self._refuse_removed(stored)
        chosen = Filter(kind=kind, person=person)
        total = await self._shelf.articles.count(chosen)
        page = min(page, max(0, (total - 1) // PAGE_SIZE))
        one = stored.person
        return PersonAnswer(
            person_id=person,
            name=one.name,
            role=one.role,
            bio=one.bio,
            links=one.links,
            former=one.former,
            topics=tuple(await self._shelf.people.topics(person)),
            coauthors=tuple(await self._shelf.people.coauthors(person)),
            pieces=tuple(await self._shelf.articles.newest(chosen, PAGE_SIZE, page * PAGE_SIZE)),
            total=total,
            kind=kind,
            page=page,
        )

    async def _refuse_removed(self, known: KnownPerson) -> None:
        if not await self._shelf.people.shown([known.id]):
            raise Removed(
                f"Every piece of {known.person.name} was removed from this library, so there is nothing to show."
            )

    async def describe(self, person: Person) -> int:
        """Writes what a person's page says onto their card; returns the person's id."""
        async with self._shelf.database.write() as transaction:
            identity, new = await self._shelf.people.describe(transaction, person)
            respelled = await self._shelf.people_names.say(transaction, identity, person.name)
            await self._shelf.derived.respell(transaction, respelled)
            if new:
                await self._shelf.completion.put(transaction, Scope.PERSON, identity, person.name)
        return identity


def _is_id(text: str, number: str) -> bool:
    return text.startswith("id:") and number.isascii() and number.isdigit() and len(number) < 19
