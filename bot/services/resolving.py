"""Finds the one piece somebody means: by number, address, label, title, or the beginning of one."""

from __future__ import annotations

import re

from bot.domain.article import Brief, Completeness
from bot.domain.dates import day_in_words
from bot.domain.errors import NotFound, Removed
from bot.domain.label import label, title_in
from bot.domain.text import fold, words
from bot.domain.typed import one_line
from bot.domain.urlkey import typed_url, url_key
from bot.services.care import TRASH
from bot.storage.completion import Scope
from bot.storage.shelf import Shelf

SHORTLIST = 100  # pieces with the words typed that are looked at: with more, more letters will be typed
CHOICES = 25  # Discord's limit for completion and for a menu
_NUMBER = re.compile(r"(?:id:|#)?\s*([0-9]{1,10})")
_QUOTED = re.compile(r'["“”„«]([^"“”„«»]+)["“”„»]')
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class DidYouMean(NotFound):
    """Nothing is called exactly so, but these come near."""

    def __init__(self, sentence: str, candidates: tuple[Brief, ...]) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class ResolvingService:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def resolve(self, text: str) -> Brief:
        """The piece in the library that is meant. Raises Removed, DidYouMean with candidates, or NotFound."""
        text = _unquoted(one_line(text))
        found = await self._by_number(text) or await self._by_address(text) or await self._by_title(text)
        if found:
            return found
        candidates = tuple(await self.complete(text)) or tuple(await self._any_word(text))
        if candidates:
            raise DidYouMean(
                f"Nothing in this library is called “{_short(text)}”. Did you mean one of these?", candidates
            )
        await refuse_empty(self._shelf)
        raise NotFound(
            f"Nothing in this library is called “{_short(text)}”. Try a word of its title, an author's name, or search."
        )

    async def linked(self, addresses: list[str]) -> int | None:
        """The first of some addresses that is a piece of this library."""
        return await self._shelf.articles.by_address([key for key in map(url_key, addresses) if key])

    async def resolve_removed(self, text: str) -> Brief:
        """The same for the trash."""
        text = one_line(text)
        trash = [brief for brief, _ in await self._shelf.articles.trash(1_000)]
        number = _NUMBER.fullmatch(text)
        for brief in trash:
            if (number and int(number[1]) == brief.id) or text == label(brief) or fold(text) == fold(brief.title):
                return brief
        having = [brief for brief in trash if text and fold(text) in fold(label(brief))]
        if len(having) == 1:
            return having[0]
        raise NotFound(
            f"Nothing in the trash is called “{_short(text)}”. Pick from the list that opens as you type; what was "
            f"removed more than {TRASH.days} days ago is deleted for good."
        )

    async def complete(self, typed: str, limit: int = CHOICES) -> list[Brief]:
        """What the typed words begin to name, best first; the newest pieces when nothing is typed."""
        typed = one_line(typed)
        if not typed:
            return await self._shelf.articles.newest(limit=limit)
        begun = await self._shelf.articles.by_title(typed, prefix=True, limit=limit)
        if len(begun) == limit:
            return begun
        found = await self._shelf.completion.find(Scope.ARTICLE, typed)
        pieces = {one.id: one for one in [*begun, *await self._shelf.articles.briefs(found[:SHORTLIST])]}
        return sorted(pieces.values(), key=lambda one: _rank(one, typed))[:limit]

    async def complete_removed(self, typed: str, limit: int = CHOICES) -> list[Brief]:
        trash = [brief for brief, _ in await self._shelf.articles.trash(1_000)]
        return [brief for brief in trash if fold(typed) in fold(label(brief))][:limit]

    async def complete_person(self, typed: str, limit: int = CHOICES) -> list[tuple[int, str]]:
        """(id, name), best first."""
        found = await self._shelf.completion.find(Scope.PERSON, typed) if typed.strip() else None
        people = await self._shelf.people.shown(found)
        folded = fold(typed)
        people.sort(key=lambda one: (not fold(one.person.name).startswith(folded), one.person.name))
        return [(one.id, one.person.name) for one in people[:limit]]

    async def complete_topic(self, typed: str, limit: int = CHOICES) -> list[str]:
        """Topic names, the server's own and the largest first."""
        fitting = await self._shelf.completion.find(Scope.TOPIC, typed) if typed.strip() else None
        return [name for _, name, _ in await self._shelf.topics.largest(limit, fitting)]

    # ------------------------------------------------------------------ ways to mean a piece

    async def _by_number(self, text: str) -> Brief | None:
        number = _NUMBER.fullmatch(text)
        if not number:
            return None
        found = await self._shelf.articles.briefs([int(number[1])])
        if not found and text.startswith("id:"):
            await self._tell_removed(int(number[1]))
        return found[0] if found else None

    async def _tell_removed(self, number: int) -> None:
        piece = await self._shelf.articles.get(number)
        if piece and piece.removed:
            raise Removed(f"“{piece.title}” was removed on {day_in_words(piece.removed)}. A curator can restore it.")

    async def _by_address(self, text: str) -> Brief | None:
        address = typed_url(text)
        if not _ADDRESS.fullmatch(address):
            return None
        found = await self._shelf.articles.by_address([url_key(address)])
        return (await self._shelf.articles.briefs([found]))[0] if found else None

    async def _by_title(self, text: str) -> Brief | None:
        articles = self._shelf.articles
        exact = await articles.by_title(text)
        if len(exact) == 1:
            return exact[0]
        title, _ = title_in(text)
        labelled = [brief for brief in await articles.by_title(title, prefix=True, limit=500) if label(brief) == text]
        if labelled or exact:
            return (labelled or exact)[0]
        begun = await articles.by_title(text, prefix=True, limit=2)
        return begun[0] if len(begun) == 1 else None

    async def _any_word(self, text: str) -> list[Brief]:
        """Pieces that have most of the words, when none has them all."""
        votes: dict[int, int] = {}
        for word in set(words(text)):
            if len(word) > 2:
                for target in await self._shelf.completion.find(Scope.ARTICLE, word):
                    votes[target] = votes.get(target, 0) + 1
        best = sorted(votes, key=lambda target: (-votes[target], -target))[:5]
        return await self._shelf.articles.briefs(best)


async def refuse_empty(shelf: Shelf) -> None:
    """Raises NotFound with what to do first when there is nothing that anybody could find."""
    if not await shelf.articles.count():
        raise NotFound(
            "This library has no pieces yet. A curator adds the first with /library add, or with python -m bot import."
        )


def _rank(piece: Brief, typed: str) -> tuple[bool, int, bool, tuple[int, ...], int]:
    """Begins so; has more of the words in its title; is here in full; is newer."""
    title, folded = fold(piece.title), fold(typed)
    missing = sum(word not in title for word in words(typed))
    newness = tuple(-int(part) for part in piece.published.split("-") if part) or (0,)
    listing = piece.completeness is Completeness.LISTING
    return (not title.startswith(folded), missing, listing, newness, -piece.id)


def _unquoted(text: str) -> str:
    """A title as such, also when it was copied with the quotation marks around it."""
    quoted = _QUOTED.fullmatch(text)
    return quoted[1] if quoted else text


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
