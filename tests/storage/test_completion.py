"""What somebody has begun to type: words inside, unfinished words, one typo, never another guild's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.completion import CompletionStore, Scope, deletions
from bot.storage.database import Database
from bot.storage.guild import guild_of

TITLES = {
    1: "The Long Game of Sanctions",
    2: "Sanctioning Shadow Fleets",
    3: "U.S.-China Competition and the Future of Chips",
    4: "Énergie: What Paris Wants",
    5: "台湾海峡の安全保障",
}


@pytest.fixture
async def completion(database: Database) -> CompletionStore:
    store = CompletionStore(database, await guild_of(database, 1))
    async with database.write() as transaction:
        for number, title in TITLES.items():
            await store.put(transaction, Scope.ARTICLE, number, title, "Mara Ellingsen" if number == 2 else "")
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("long", [1]),
        ("game sanct", [1]),
        ("SANCTI", [1, 2]),
        ("ellingsen", [2]),
        ("fleets mara", [2]),
        ("china", [3]),
        ("us china chips", [3]),
        ("energie", [4]),
        ("台湾", [5]),
        ("sanctons", [1]),
        ("shadwo", [2]),
        ("ellingsenn", [2]),
        ("xhadow", [2]),
        ("elingsen flets", [2]),
        ("zebra", []),
        ("", []),
        ('"; DROP TABLE article; --', []),
        ("%", []),
    ],
    ids=lambda value: repr(value) if isinstance(value, str) else "",
)
async def test_what_is_found(completion: CompletionStore, typed: str, found: list[int]) -> None:
    assert sorted(await completion.find(Scope.ARTICLE, typed)) == found


async def test_a_typo_is_not_forgiven_when_something_fits_exactly(
    completion: CompletionStore, database: Database
) -> None:
    async with database.write() as transaction:
        await completion.put(transaction, Scope.ARTICLE, 9, "Shadows")
        await completion.put(transaction, Scope.ARTICLE, 10, "Shallow")
    assert await completion.find(Scope.ARTICLE, "shadow") == [9, 2]


async def test_what_is_removed_or_renamed_is_no_longer_found(completion: CompletionStore, database: Database) -> None:
    async with database.write() as transaction:
        await completion.remove(transaction, Scope.ARTICLE, 1)
        await completion.put(transaction, Scope.ARTICLE, 2, "Tankers at Dusk")
    assert await completion.find(Scope.ARTICLE, "sanctions") == []
    assert await completion.find(Scope.ARTICLE, "shadwo") == []
    assert await completion.find(Scope.ARTICLE, "dusk") == [2]


async def test_scopes_and_guilds_are_apart(completion: CompletionStore, database: Database) -> None:
    other = CompletionStore(database, await guild_of(database, 2))
    assert await other.find(Scope.ARTICLE, "sanctions") == []
    assert await completion.find(Scope.PERSON, "ellingsen") == []


@given(st.text(alphabet="abcde", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("drst"), st.data())
def test_one_edit_shares_a_deletion(word: str, at: int, edit: str, data: st.DataObject) -> None:
    at %= len(word)
    letter = data.draw(st.sampled_from("abcdexyz"))
    edited = {
        "d": word[:at] + word[at + 1 :],
        "r": word[:at] + letter + word[at + 1 :],
        "s": word[:at] + letter + word[at:],
        "t": word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    }[edit]
    assert {word, *deletions(word)} & {edited, *deletions(edited)} or len(edited) < 4


async def test_a_word_of_thousands_of_titles_hides_nothing(completion: CompletionStore, database: Database) -> None:
    async with database.write() as transaction:
        for number in range(100, 2_200):
            await completion.put(transaction, Scope.ARTICLE, number, f"Report {number}")
        await completion.put(transaction, Scope.ARTICLE, 50, "Report on Lighthouses")
    assert await completion.find(Scope.ARTICLE, "report lighth") == [50]
    assert await completion.find(Scope.ARTICLE, "rep ligthhouses") == [50]
