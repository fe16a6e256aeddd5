"""The index in the file: the same answers as the plainest one in memory, whatever happened to it before."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.hits import Neighbour, Ranking
from bot.domain.query import search
from bot.domain.similar import neighbours, similar
from bot.storage.database import Database
from bot.storage.guild import guild_of
from bot.storage.postings import PostingStore
from tests.unit.memory_postings import MemoryPostings, Piece
from tests.unit.nasty import texts
from tests.unit.sample_library import PIECES

QUERIES = ["grain strait", "export controls chips", "tankres premums", "insurers", "zeppelin", ""]


@pytest.fixture
async def store(database: Database) -> PostingStore:
    return PostingStore(database, await guild_of(database, 1))


@pytest.fixture
async def merging(database: Database) -> PostingStore:
    """One that merges every four changes, spread over three, so that a small library goes through all of it."""
    return PostingStore(database, await guild_of(database, 1), merge_at=4, slices=3)


async def put(store: PostingStore, pieces: Iterable[Piece], at_once: bool = False) -> None:
    async with store.database.write() as transaction:
        if at_once:
            await store.put_many(transaction, list(pieces))
        else:
            for piece in pieces:
                await store.put(transaction, *piece)


async def remove(store: PostingStore, *articles: int) -> None:
    async with store.database.write() as transaction:
        for article in articles:
            await store.remove(transaction, article)


async def rebuild(store: PostingStore) -> None:
    async with store.database.write() as transaction:
        await store.rebuild(transaction)


Answers = tuple[list[Ranking], list[tuple[Neighbour, ...]], list[tuple[Neighbour, ...]]]


async def answers(store: PostingStore) -> Answers:
    found = [await store.search(query, 20) for query in QUERIES]
    near = [await store.neighbours(article, title, text, 20) for article, title, text in PIECES]
    return found, near, [await store.similar("", text, 20) for _, _, text in PIECES]


def expected(pieces: Iterable[Piece]) -> Answers:
    """The same from the plain index; article numbers in order, because ties aside no answer knows the order."""
    memory = MemoryPostings(sorted(pieces))
    found = [search(memory, query, 20) for query in QUERIES]
    near = [neighbours(memory, article, title, text, 20) for article, title, text in PIECES]
    return found, near, [similar(memory, "", text, 20) for _, _, text in PIECES]


def same(one: Answers, other: Answers) -> None:
    for mine, theirs in zip(one[0], other[0], strict=True):
        assert [hit.article for hit in mine.hits] == [hit.article for hit in theirs.hits]
        assert [hit.score for hit in mine.hits] == pytest.approx([hit.score for hit in theirs.hits])
        assert (mine.total, mine.corrected) == (theirs.total, theirs.corrected)
    for near, far in zip(one[1] + one[2], other[1] + other[2], strict=True):
        assert [(hit.article, hit.terms, hit.shared) for hit in near] == [
            (hit.article, hit.terms, hit.shared) for hit in far
        ]
        assert [hit.score for hit in near] == pytest.approx([hit.score for hit in far])


# ---------------------------------------------------------------- the same answers


@pytest.mark.parametrize("at_once", [True, False])
async def test_before_the_first_merge(store: PostingStore, at_once: bool) -> None:
    await put(store, PIECES, at_once)
    same(await answers(store), expected(PIECES))


@pytest.mark.parametrize("at_once", [True, False])
async def test_after_merges(merging: PostingStore, at_once: bool) -> None:
    await put(merging, PIECES, at_once)
    same(await answers(merging), expected(PIECES))


async def test_after_removals_and_edits(merging: PostingStore) -> None:
    edited = (2, "Convoys Again", "Grain needs no convoy: grain ships wait for wells and harvests.")
    await put(merging, PIECES)
    await remove(merging, 1, 5, 11, 77)
    await put(merging, [edited])
    left = [piece for piece in PIECES if piece[0] not in {1, 2, 5, 11}]
    same(await answers(merging), expected([*left, edited]))


async def test_words_that_only_a_removed_piece_said_correct_nothing(merging: PostingStore) -> None:
    await put(merging, [*PIECES, (50, "Zeppelins", "Zeppelins over the strait.")])
    assert (await merging.search("zepelins", 5)).corrected == {"zepelins": "zeppelins"}
    await remove(merging, 50)
    assert (await merging.search("zepelins", 5)).corrected == {}


@pytest.mark.parametrize("seed", range(8))
async def test_any_history_gives_the_same_answers(merging: PostingStore, database: Database, seed: int) -> None:
    """Written by two processes in turn, some of whose transactions fail, and read by an old reader and a new one."""
    chance = random.Random(seed)
    stores = [merging, PostingStore(database, await guild_of(database, 1), merge_at=5, slices=4)]
    there: dict[int, Piece] = {}
    for _ in range(40):
        store, step = chance.choice(stores), chance.random()
        article, title, text = chance.choice(PIECES)
        piece = (article, title, text if chance.random() < 0.7 else chance.choice(PIECES)[2])
        if step < 0.5:
            there[article] = piece
            await put(store, [piece])
        elif step < 0.75:
            there.pop(article, None)
            await remove(store, article)
        elif step < 0.9:
            await fail(store, piece, chance.choice(PIECES)[0])
        else:
            await rebuild(store)
        if step > 0.4:
            same(await answers(store), expected(there.values()))
    same(await answers(PostingStore(database, await guild_of(database, 1))), expected(there.values()))


async def fail(store: PostingStore, piece: Piece, other: int) -> None:
    """Writes and removes, and takes all of it back."""
    with suppress(RuntimeError):
        async with store.database.write() as transaction:
            await store.put(transaction, *piece)
            await store.remove(transaction, other)
            await store.put(transaction, 90, "Zeppelins", f"Zeppelins over {piece[1]}.")
            raise RuntimeError


async def test_rebuilding_changes_no_answer_and_leaves_no_trace(merging: PostingStore, database: Database) -> None:
    await put(merging, [*PIECES, (50, "Zeppelins", "Zeppelins over Friedrichshafen.")])
    await remove(merging, 50, 3)
    before = await answers(merging)
    await rebuild(merging)
    same(await answers(merging), before)
    assert await database.read("SELECT text FROM vocabulary WHERE text LIKE 'zep%' OR text LIKE 'fried%'") == []
    assert await database.read("SELECT count(*), max(id & 4294967295) FROM bag") == [(10, 9)]
    fresh = PostingStore(database, await guild_of(database, 2))
    await put(fresh, [piece for piece in PIECES if piece[0] != 3])
    sizes = "SELECT count(*), sum(length(slots)) FROM posting WHERE id >> 48 = ?"
    await rebuild(fresh)
    assert await database.read(sizes, (1,)) == await database.read(sizes, (2,))


async def test_a_new_process_reads_what_another_wrote(store: PostingStore, database: Database) -> None:
    await put(store, PIECES)
    await rebuild(store)
    again = PostingStore(database, await guild_of(database, 1))
    same(await answers(again), expected(PIECES))


async def test_thousands_of_pieces_in_rows_of_their_full_size(store: PostingStore) -> None:
    """Common words fill several rows of postings, and the vocabulary several blocks."""
    chance = random.Random(1)
    pieces = [
        (number, f"tankers {chance.choice('abcd') * 3}", f"word{number} word{chance.randrange(900)} strait")
        for number in range(1, 9_001)
    ]
    await put(store, pieces[:5_000], at_once=True)
    await put(store, pieces[5_000:], at_once=True)
    await put(store, [(8_000, "Zeppelins", "Zeppelins over the strait")])
    for _ in range(2):
        assert (await store.search("tankers", 5)).total == 8_999
        assert (await store.search("strait", 5)).total == 9_000
        assert [hit.article for hit in (await store.search("zepelins strait", 1)).hits] == [8_000]
        assert (await store.search("word8999", 5)).hits[0].article == 8_999
        assert (await store.search("tankers", 9_000, range(4_000, 4_100))).total == 100
        await rebuild(store)


# ---------------------------------------------------------------- guilds and transactions


async def test_guilds_never_meet(merging: PostingStore, database: Database) -> None:
    other = PostingStore(database, await guild_of(database, 2), merge_at=4, slices=3)
    await put(merging, PIECES[:5])
    await put(other, PIECES[5:])
    await put(merging, [(6, "Only Here", "Zeppelins queue outside the strait.")])
    await remove(other, 7)
    same(await answers(merging), expected([*PIECES[:5], (6, "Only Here", "Zeppelins queue outside the strait.")]))
    same(await answers(other), expected([*PIECES[5:6], *PIECES[7:]]))
    assert (await other.search("zepelins", 5)) == Ranking()


async def test_a_transaction_that_fails_leaves_nothing(merging: PostingStore) -> None:
    await put(merging, PIECES[:6])

    await fail(merging, PIECES[7], 1)
    same(await answers(merging), expected(PIECES[:6]))
    await put(merging, PIECES[6:])
    same(await answers(merging), expected(PIECES))


async def test_questions_while_others_write(merging: PostingStore) -> None:
    """Every answer is of one moment: all that it names was there together."""
    await put(merging, PIECES[:3])

    async def writing() -> None:
        for _ in range(6):
            await put(merging, PIECES[3:])
            await remove(merging, *(piece[0] for piece in PIECES[3:]))

    async def asking() -> None:
        for _ in range(25):
            found = {hit.article for hit in (await merging.search("grain chips tankers wells engines", 20)).hits}
            assert found == {1, 2, 3} or len(found & {4, 5, 6, 7, 8, 9, 10}) >= 6

    await asyncio.gather(writing(), asking(), asking())


# ---------------------------------------------------------------- odd input


@pytest.mark.parametrize(
    ("title", "text"),
    [("", ""), ("—", "… !"), ("the", "of and"), ("\ud800", "\ud800 tankers"), ("\x00tankers\x00", "a\x00b")],
)
async def test_pieces_with_little_in_them(store: PostingStore, title: str, text: str) -> None:
    await put(store, [*PIECES, (50, title, text)])
    assert (await store.search("tankers", 20)).total >= 3
    await remove(store, 50)
    same(await answers(store), expected(PIECES))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), max_size=4), st.one_of(st.text(), texts))
async def test_whatever_is_stored_and_asked(store: PostingStore, pieces: list[tuple[str, str]], query: str) -> None:
    kept = [(number, title, text) for number, (title, text) in enumerate(pieces, 1)]
    await put(store, kept, at_once=True)
    found = await store.search(query, 20)
    near = await store.similar("", query, 20)
    await remove(store, *(piece[0] for piece in kept))
    memory = MemoryPostings(kept)
    assert [hit.article for hit in found.hits] == [hit.article for hit in search(memory, query, 20).hits]
    assert [hit.article for hit in near] == [hit.article for hit in similar(memory, "", query, 20)]


async def test_a_very_long_piece(store: PostingStore) -> None:
    words = [f"word{number}" for number in range(3_000)]
    await put(store, [(1, "Long", " ".join(words * 4) + " tankers" * 70_000), (2, "Short", "tankers word7")])
    assert [hit.article for hit in (await store.search("word2999", 5)).hits] == [1]
    assert [hit.article for hit in (await store.search("tankers", 5)).hits] == [2, 1]


async def test_an_empty_library(store: PostingStore) -> None:
    assert await store.search("tankers", 5) == Ranking()
    assert await store.similar("", "tankers", 5) == ()
    await remove(store, 1)
    await rebuild(store)
    assert await store.search("tankers", 5) == Ranking()
