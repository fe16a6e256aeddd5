"""Computes pieces anew when what they depend on has changed: the topic list, a name, or the program itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from bot.domain.text import joined, terms
from bot.domain.topic import spellings
from bot.services.derivation import derive
from bot.services.writing import Writer
from bot.storage.guild import touch
from bot.storage.shelf import Shelf

EVERY_PIECE = 1_000_000  # of a server: a topic is filed wherever it is named


class Filing:
    def __init__(self, shelf: Shelf, writer: Writer) -> None:
        self._shelf = shelf
        self._writer = writer

    async def naming(self, names: Iterable[str]) -> set[int]:
        """The pieces that a topic of one of these names may be found in, or was."""
        found: set[int] = set()
        for name in names:
            if joined(name):
                found.update(await self._shelf.postings.having(set(terms(name))))
            elif words := spellings(name):
                found.update(await self._shelf.fulltext.either(words, EVERY_PIECE))
        return found

    async def again(self, numbers: Iterable[int]) -> AsyncIterator[int]:
        """Computes what is kept beside each piece, in a transaction of its own; gives the numbers as it goes."""
        for number in numbers:
            piece = await self._shelf.articles.get(number)
            if piece and not piece.removed:
                derived = await derive(piece.draft, self._shelf)
                async with self._shelf.database.write() as transaction:
                    now = await self._shelf.articles.get(number, transaction)
                    # What was changed meanwhile was computed anew by the change itself.
                    if now and not now.removed and now.draft == piece.draft:
                        await self._writer.derive_again(transaction, number, piece.draft, derived)
                        await touch(transaction, self._shelf.guild)
            yield number

    async def all_again(self, numbers: Iterable[int]) -> int:
        """The same at once; returns how many there were."""
        return len([number async for number in self.again(sorted(numbers))])
