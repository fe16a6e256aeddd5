"""Computes pieces anew when what they depend on has changed: the topic list, a name, or the program itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from bot.domain.article import Article
from bot.domain.text import fold, joined, terms
from bot.domain.topic import spellings
from bot.services.derivation import Derived, derive
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

    async def all_again(self, numbers: Iterable[int]) -> int:
        """Computes pieces anew and writes those that come out otherwise; returns how many were looked at."""
        looked_at = 0
        async for _ in self.again(sorted(numbers), only_changed=True):
            looked_at += 1
        return looked_at

    async def again(self, numbers: Iterable[int], *, only_changed: bool = False) -> AsyncIterator[int]:
        """Computes what is kept beside each piece, in a transaction of its own; gives the numbers as it goes."""
        for number in numbers:
            piece = await self._shelf.articles.get(number)
            if piece and not piece.removed:
                derived = await derive(piece.draft, self._shelf)
                if not (only_changed and await self._has(piece, derived)):
                    await self._write(piece, derived)
            yield number

    async def _write(self, piece: Article, derived: Derived) -> None:
        async with self._shelf.database.write() as transaction:
            now = await self._shelf.articles.get(piece.id, transaction)
            # What was changed meanwhile was computed anew by the change itself.
            if now and not now.removed and now.draft == piece.draft:
                await self._writer.derive_again(transaction, piece.id, piece.draft, derived)
                await touch(transaction, self._shelf.guild)

    async def _has(self, piece: Article, derived: Derived) -> bool:
        """Whether a piece has all this already, of what a name or a list can change; a curator's topics stay anyhow."""
        filed, found = (
            {fold(topic.name): (topic.weight, topic.origin) for topic in topics}
            for topics in (piece.topics, derived.topics)
        )
        given = {name: facts for name, facts in filed.items() if facts[1] == "curator"}
        same = filed == found | given
        return same and derived.quotes == await self._shelf.derived.quotes(piece.id)
