"""What curators do to names: correct a person's card, rename, give aliases, merge, and keep the topic list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.article import Article, Person
from bot.domain.errors import Invalid, NotFound
from bot.domain.urlkey import url_key
from bot.services.filing import Filing
from bot.services.matching import Matcher
from bot.services.writing import Writer
from bot.storage.completion import Scope
from bot.storage.database import Transaction
from bot.storage.guild import touch
from bot.storage.names import NameStore
from bot.storage.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Named:
    """A person or topic by its names; `curated` topics are on the server's own list. `id` 0: not there yet."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    curated: bool = False


class NamingService:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now
        self._writer = Writer(shelf, Matcher(shelf))
        self._filing = Filing(shelf, self._writer)

    # ------------------------------------------------------------------ people

    async def person(self, number: int) -> tuple[Named, Person]:
        """A person's names and card; raises NotFound."""
        known = await self._shelf.people.get(number)
        if known is None:
            raise NotFound("This person is no longer in the library.")
        aliases = await self._shelf.people_names.aliases(number)
        return Named(number, known.person.name, tuple(aliases)), known.person

    async def set_card(self, number: int, card: Person, by: int = 0) -> None:
        """Role, bio, links, photo and whether they left; raises Invalid for an address that is none."""
        _, before = await self.person(number)
        for address in filter(None, (*card.links, card.photo_url)):
            if not url_key(address):
                raise Invalid(f"“{address[:80]}” is not an address. It begins with https://.")
        async with self._shelf.database.write() as transaction:
            await self._shelf.people.set_card(transaction, number, card)
            await self._note(transaction, "person", by, _told(before), _told(card))

    async def rename_person(self, number: int, name: str, aliases: Sequence[str], by: int = 0) -> Named:
        """The proper name and the aliases; a name given up stays an alias. Raises Invalid when another has one."""
        before, _ = await self.person(number)
        after = _renamed(before, name, aliases)
        names = self._shelf.people_names
        async with self._shelf.database.write() as transaction:
            await _refuse_taken(transaction, names, after, "person")
            pieces = await names.pieces(transaction, number)
            async with self._rewritten(transaction, pieces):
                await names.rename(transaction, number, after.name, after.aliases)
            await self._complete(transaction, Scope.PERSON, names, number)
            await self._note(transaction, "person names", by, _names(before), _names(after))
        await self._filing.all_again(pieces)  # their quotes name the speaker
        return after

    async def merge_people(self, gone: int, stays: int, by: int = 0) -> int:
        """One of two entries of the same person goes into the other; returns how many pieces moved."""
        (old, old_card), (new, new_card) = await self.person(gone), await self.person(stays)
        _refuse_itself(gone, stays)
        names = self._shelf.people_names
        async with self._shelf.database.write() as transaction:
            pieces = await names.pieces(transaction, gone)
            async with self._rewritten(transaction, pieces):
                await names.merge(transaction, gone, stays)
            await self._shelf.people.set_card(transaction, stays, _filled(new_card, old_card))
            await self._shelf.completion.remove(transaction, Scope.PERSON, gone)
            await self._complete(transaction, Scope.PERSON, names, stays)
            before = [_told(old_card) | _names(old) | {"pieces": pieces}, _told(new_card) | _names(new)]
            await self._note(transaction, "merge people", by, before, {"into": new.name})
        await self._filing.all_again(pieces)
        return len(pieces)

    # ------------------------------------------------------------------ topics

    async def topic(self, text: str) -> Named:
        """The topic of that name or alias; one that is not there yet has the id 0."""
        found = await self._shelf.topics.by_name(text)
        return await self._topic(found[0]) if found else Named(0, text)

    async def topic_by_number(self, number: int) -> Named:
        """Raises NotFound."""
        return await self._topic(number)

    async def set_topic(
        self, number: int, name: str, aliases: Sequence[str], *, curated: bool, by: int = 0
    ) -> tuple[Named, int]:
        """Names a topic, new when `number` is 0, and keeps it on the server's list or off it.

        Returns it with how many pieces were filed anew, because they have one of its names, or had it before. Raises
        Invalid when another topic has one of the names.
        """
        before = await self._topic(number) if number else Named(0, name)
        after = replace(_renamed(before, name, aliases), curated=curated)
        names, topics = self._shelf.topic_names, self._shelf.topics
        async with self._shelf.database.write() as transaction:
            await _refuse_taken(transaction, names, after, "topic")
            if not number:
                number, _ = await topics.ensure(transaction, after.name, curated=curated)
            pieces = await names.pieces(transaction, number)
            async with self._rewritten(transaction, pieces):
                await names.rename(transaction, number, after.name, after.aliases)
            await topics.set_curated(transaction, number, curated)
            await self._complete(transaction, Scope.TOPIC, names, number)
            await self._note(transaction, "topic", by, _names(before), _names(after) | {"curated": curated})
        return replace(after, id=number), await self._file(pieces, before, after)

    async def merge_topics(self, gone: int, stays: int, by: int = 0) -> int:
        """One topic goes into another and becomes its alias; returns how many pieces moved.

        It is on the server's list when either was.
        """
        old, new = await self._topic(gone), await self._topic(stays)
        _refuse_itself(gone, stays)
        names = self._shelf.topic_names
        async with self._shelf.database.write() as transaction:
            pieces = await names.pieces(transaction, gone)
            async with self._rewritten(transaction, pieces):
                await names.merge(transaction, gone, stays)
            await self._shelf.topics.set_curated(transaction, stays, old.curated or new.curated)
            await self._shelf.completion.remove(transaction, Scope.TOPIC, gone)
            await self._complete(transaction, Scope.TOPIC, names, stays)
            await self._note(transaction, "merge topics", by, _names(old) | {"pieces": pieces}, {"into": new.name})
        await self._file(pieces, old, new)
        return len(pieces)

    async def _topic(self, number: int) -> Named:
        name = await self._shelf.topic_names.name(number)
        if not name:
            raise NotFound("This topic is no longer in the library.")
        aliases = await self._shelf.topic_names.aliases(number)
        return Named(number, name, tuple(aliases), name in await self._shelf.topics.curated())

    async def _file(self, pieces: Sequence[int], *topics: Named) -> int:
        """Files anew these pieces and those that have one of the names; returns how many."""
        names = {name for topic in topics for name in (topic.name, *topic.aliases)}
        return await self._filing.all_again({*pieces, *await self._filing.naming(names)})

    # ------------------------------------------------------------------ both

    @asynccontextmanager
    async def _rewritten(self, transaction: Transaction, pieces: Sequence[int]) -> AsyncIterator[None]:
        """Takes the pieces out of every index before their names change, and puts them in again as they are then."""
        filed = await self._shelf.topics.as_written(transaction, pieces)  # a curator's word moves with the name
        for number in pieces:
            if await self._living(transaction, number):
                await self._writer.take_out(transaction, number)
        yield
        for number in pieces:
            piece = await self._shelf.articles.get(number, transaction)
            if piece is None:
                continue
            draft = piece.draft
            await self._shelf.people.set_article(transaction, number, draft.authors, draft.participants)
            await self._shelf.topics.set_article(transaction, number, filed.get(number, ()))
            if not piece.removed:
                await self._writer.put_in(transaction, number, draft)
        await touch(transaction, self._shelf.guild)

    async def _living(self, transaction: Transaction, number: int) -> Article | None:
        piece = await self._shelf.articles.get(number, transaction)
        return piece if piece and not piece.removed else None

    async def _complete(self, transaction: Transaction, scope: Scope, names: NameStore, number: int) -> None:
        known = [await names.name(number, transaction), *await names.aliases(number, transaction)]
        await self._shelf.completion.put(transaction, scope, number, *known)

    async def _note(self, transaction: Transaction, verb: str, by: int, before: object, after: object) -> None:
        now = self._now().isoformat(timespec="seconds")
        await self._shelf.changes.add(transaction, verb, None, now, by, before, after)


def _renamed(before: Named, name: str, aliases: Sequence[str]) -> Named:
    name = " ".join(name.split())
    if not name:
        raise Invalid("A name can't be empty.")
    kept = (*aliases, before.name) if before.id and before.name != name else tuple(aliases)
    flat = dict.fromkeys(" ".join(alias.split()) for alias in kept)
    return replace(before, name=name, aliases=tuple(alias for alias in flat if alias and alias != name))


async def _refuse_taken(transaction: Transaction, names: NameStore, wanted: Named, what: str) -> None:
    for name in (wanted.name, *wanted.aliases):
        holder = await names.holder(transaction, name)
        if holder is not None and holder != wanted.id:
            raise Invalid(
                f"“{name}” is another {what} of this library. Merge the two with `/library {what}` and `into`."
            )


def _refuse_itself(gone: int, stays: int) -> None:
    if gone == stays:
        raise Invalid("These are one and the same already.")


def _filled(card: Person, other: Person) -> Person:
    """The card with its gaps filled from the entry that goes."""
    return replace(
        card,
        role=card.role or other.role,
        bio=card.bio or other.bio,
        links=card.links or other.links,
        photo_url=card.photo_url or other.photo_url,
    )


def _told(card: Person) -> dict[str, object]:
    return {
        "name": card.name,
        "role": card.role,
        "bio": card.bio,
        "links": list(card.links),
        "photo_url": card.photo_url,
        "former": card.former,
    }


def _names(named: Named) -> dict[str, object]:
    return {"name": named.name, "aliases": list(named.aliases)}
