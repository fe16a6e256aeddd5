"""Keeps an older library right: what was counted before words of other scripts were told apart is counted anew, and
drafts that were held before they had marks get them."""

from __future__ import annotations

from bot.domain.article import Draft
from bot.domain.text import read_otherwise
from bot.services.desk import Desk, held_of
from bot.services.matching import Matcher
from bot.services.writing import Writer
from bot.storage.completion import Scope
from bot.storage.guild import touch
from bot.storage.rekeying import rekey
from bot.storage.shelf import Shelf

# What was kept by which rule, under a setting's name: how the words of texts are told apart, how addresses are keyed.
_WORDS, _READING = "words", "pairs of characters, without particles"
_KEYS, _TRACKING = "address keys", "without what tells who shared a recording"


async def read_again(shelf: Shelf) -> int:
    """Counts anew what is read otherwise now, once a library; returns how many pieces and names there were.

    Other words in Latin, Greek, Cyrillic, Arabic or Hebrew letters stand as they are.
    """
    await _mark_drafts(shelf)
    await _rekey(shelf)
    if await shelf.settings.get(_WORDS) == _READING:
        return 0
    told = await _pieces_again(shelf) + await _names_again(shelf)
    async with shelf.database.write() as transaction:
        await shelf.settings.set(transaction, _WORDS, _READING)
        if told:
            await touch(transaction, shelf.guild)
    return told


async def _rekey(shelf: Shelf) -> None:
    """So that what was kept under an address with tracking is known by it without."""
    if await shelf.settings.get(_KEYS) == _TRACKING:
        return
    async with shelf.database.write() as transaction:
        await rekey(transaction, shelf.guild)
        await shelf.settings.set(transaction, _KEYS, _TRACKING)


async def _mark_drafts(shelf: Shelf) -> None:
    """So that a piece is known again which already waits."""
    desk = Desk(shelf)
    for held in map(held_of, await shelf.drafts.unmarked()):
        async with shelf.database.write() as transaction:
            await desk.change(transaction, held, held.draft)


async def _pieces_again(shelf: Shelf) -> int:
    writer, told = Writer(shelf, Matcher(shelf)), 0
    for number in await shelf.articles.ids():
        piece = await shelf.articles.get(number)
        if piece is None or not read_otherwise(_everything(piece.draft)):
            continue
        async with shelf.database.write() as transaction:
            now = await shelf.articles.get(number, transaction)
            if now and not now.removed:
                await writer.take_out(transaction, number)
                await writer.put_in(transaction, number, now.draft)
                told += 1
    return told


async def _names_again(shelf: Shelf) -> int:
    aliases = await shelf.people.all_aliases()
    named = [(Scope.PERSON, one.id, (one.person.name, *aliases.get(one.id, ()))) for one in await shelf.people.all()]
    for topic in await shelf.topics.named():
        if known := await shelf.topics.by_name(topic.name):
            named.append((Scope.TOPIC, known[0], (topic.name, *topic.aliases)))
    other = [one for one in named if read_otherwise(" ".join(one[2]))]
    async with shelf.database.write() as transaction:
        for scope, entry, names in other:
            await shelf.completion.put(transaction, scope, entry, *names)
    return len(other)


def _everything(draft: Draft) -> str:
    return " ".join((draft.title, draft.deck, *draft.authors, *draft.participants, draft.text))
