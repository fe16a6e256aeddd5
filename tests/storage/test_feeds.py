"""Feeds in the file: one guild's rows only, due in their order, and items that stay seen."""

from __future__ import annotations

from bot.domain.feeds import Mode
from bot.storage.database import Database
from bot.storage.feeds import due_feeds
from bot.storage.shelf import Shelf, open_shelf
from tests.conftest import ELSEWHERE, HERE

BOTH = {HERE, ELSEWHERE}
EARLY, NOON, LATE = "2026-06-15T08:00:00+00:00", "2026-06-15T12:00:00+00:00", "2026-06-15T18:00:00+00:00"


async def _add(shelf: Shelf, name: str, due: str = NOON) -> int | None:
    async with shelf.database.write() as transaction:
        url = f"https://{name}.example/feed"
        return await shelf.feeds.add(transaction, url, f"{name}.example/feed", Mode.REVIEW, NOON, due, title=name)


async def test_the_due_of_every_guild_come_in_their_order(database: Database, shelf: Shelf) -> None:
    other = await open_shelf(database, ELSEWHERE)
    late, early, there = await _add(shelf, "a", LATE), await _add(shelf, "b", EARLY), await _add(other, "c", NOON)
    assert await due_feeds(database, NOON, 10, BOTH) == [(HERE, early), (ELSEWHERE, there)]
    assert await due_feeds(database, NOON, 1, BOTH) == [(HERE, early)]
    assert await due_feeds(database, LATE, 10, BOTH) == [(HERE, early), (ELSEWHERE, there), (HERE, late)]
    assert await due_feeds(database, LATE, 10, {ELSEWHERE}) == [(ELSEWHERE, there)]
    assert await due_feeds(database, LATE, 10, ()) == []


async def test_paused_and_removed_feeds_are_never_due(database: Database, shelf: Shelf) -> None:
    paused, removed = await _add(shelf, "a"), await _add(shelf, "b")
    assert paused
    assert removed
    async with database.write() as transaction:
        await shelf.feeds.set_paused(transaction, paused, "It is gone.")
        await shelf.feeds.set_removed(transaction, removed, NOON)
    assert await due_feeds(database, LATE, 10, BOTH) == []
    assert [(feed.name, feed.trouble) for feed in await shelf.feeds.all()] == [("a", "is paused: It is gone.")]


async def test_no_guild_reaches_a_feed_of_another(database: Database, shelf: Shelf) -> None:
    other = await open_shelf(database, ELSEWHERE)
    ours = await _add(shelf, "a")
    assert ours
    async with database.write() as transaction:
        await other.feeds.set_paused(transaction, ours, "Not theirs.")
        await other.feeds.set_removed(transaction, ours, NOON)
        await other.feeds.set_mode(transaction, ours, Mode.PUBLISH)
        await other.feeds.mark(transaction, ["k"], NOON)
    assert await other.feeds.get(ours) is None
    assert await other.feeds.all() == []
    known = await shelf.feeds.get(ours)
    assert known
    assert (known.mode, known.paused) == (Mode.REVIEW, False)
    assert await shelf.feeds.seen(["k"]) == set()
    assert await other.feeds.seen(["k", "l"]) == {"k"}


async def test_an_address_is_followed_once_and_begins_anew_after_removal(database: Database, shelf: Shelf) -> None:
    number = await _add(shelf, "a")
    assert number
    assert await _add(shelf, "a") is None
    async with database.write() as transaction:
        await shelf.feeds.set_failed(transaction, number, 4, "It broke.", NOON, LATE)
        await shelf.feeds.set_removed(transaction, number, NOON)
    assert await shelf.feeds.get(number) is None
    assert await _add(shelf, "a", LATE) == number
    known = await shelf.feeds.get(number)
    assert known
    assert (known.failures, known.failure, known.due) == (0, "", LATE)


async def test_an_address_that_another_feed_has_is_not_taken(database: Database, shelf: Shelf) -> None:
    first, second = await _add(shelf, "a"), await _add(shelf, "b")
    assert first
    assert second
    async with database.write() as transaction:
        assert not await shelf.feeds.set_address(transaction, first, "https://b.example/feed", "b.example/feed")
        assert await shelf.feeds.set_address(transaction, first, "https://c.example/feed", "c.example/feed")
    assert [feed.url for feed in await shelf.feeds.all()] == ["https://c.example/feed", "https://b.example/feed"]
