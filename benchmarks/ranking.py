"""How quick the index is at ten thousand pieces, beside FTS5 on the same library and queries.

python -m benchmarks.ranking [--pieces 10000]

The library is made up: words of syllables with natural frequencies, in pieces that keep to one of 200 subjects.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bot.storage.database import open_database
from bot.storage.guild import LOCAL, guild_of
from bot.storage.postings import PostingStore

CHUNK = 100  # pieces a transaction, as in an import
SINGLE, QUESTIONS = 300, 200  # pieces put one at a time; questions of each kind
WORDS, SUBJECTS, OWN = 60_000, 200, 150  # words in all; subjects; words that belong to one of them
Piece = tuple[int, str, str]


class Writing:
    """Makes up pieces and queries, the same ones on every run."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = np.random.default_rng(seed)
        syllables = [first + vowel + last for first in "bdfgklmnprst" for vowel in "aeiou" for last in ("", "n", "r")]
        made = self._chance.choice(syllables, (2 * WORDS, 4))
        lengths = self._chance.integers(2, 5, 2 * WORDS)
        distinct = dict.fromkeys("".join(parts[:length]) for parts, length in zip(made, lengths, strict=True))
        self._words = np.array(list(distinct)[:WORDS])
        share = 1 / np.arange(1, len(self._words) + 1)
        self._share = share / share.sum()
        self._subjects = self._chance.integers(500, len(self._words), (SUBJECTS, OWN))

    def text(self, words: int) -> str:
        """Two words in three from the language, one from the subject."""
        own = self._subjects[self._chance.integers(SUBJECTS)]
        general = self._chance.choice(len(self._words), words, p=self._share)
        special = own[self._chance.zipf(1.5, words) % OWN]
        return " ".join(self._words[np.where(self._chance.random(words) < 1 / 3, special, general)])

    def pieces(self, number: int) -> Iterator[Piece]:
        for article in range(1, number + 1):
            yield article, self.text(8), self.text(int(self._chance.lognormal(6.5, 0.5)))

    def queries(self, number: int, typo: bool = False) -> list[str]:
        """Two to four words of one subject and the language; a typo drops a letter of the first."""
        found = [self.text(int(self._chance.integers(2, 5))) for _ in range(number)]
        return [query[:2] + query[3:] for query in found] if typo else found


def show(name: str, millis: list[float]) -> None:
    median, late = np.quantile(millis, (0.5, 0.95))
    print(f"{name:44} {median:8.2f} {late:8.2f}")


async def clocked(work: Callable[[], Coroutine[Any, Any, Any]]) -> float:
    """CPU milliseconds, all threads together."""
    start = time.process_time()
    await work()
    return 1000 * (time.process_time() - start)


def full_text(pieces: list[Piece], folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "fts.db")
    connection.execute("CREATE VIRTUAL TABLE page USING fts5(title, body, tokenize = 'porter unicode61')")
    connection.executemany("INSERT INTO page (rowid, title, body) VALUES (?, ?, ?)", pieces)
    connection.commit()
    return connection


async def measure(number: int, folder: Path) -> None:
    writing = Writing()
    pieces = list(writing.pieces(number))
    async with open_database(folder / "library.db") as database:
        store = PostingStore(database, await guild_of(database, LOCAL))

        async def put(*chunk: Piece) -> None:
            async with database.write() as transaction:
                await store.put_many(transaction, chunk)

        print(f"{number} pieces; CPU ms {'':23} median      p95")
        bulk, last = pieces[:-SINGLE], pieces[-SINGLE:]
        many = [await clocked(partial(put, *bulk[start : start + CHUNK])) for start in range(0, len(bulk), CHUNK)]
        print(f"{'put, mean of an import':44} {sum(many) / len(bulk):8.2f}")
        single = [await clocked(partial(put, piece)) for piece in last]
        show("put, one at a time", single)
        print(f"{'put, the one that merges':44} {max(single):8.2f}")
        await database.read("PRAGMA wal_checkpoint(TRUNCATE)")
        print(f"{'index, MiB':44} {(folder / 'library.db').stat().st_size / 2**20:8.1f}")
        await ask(store, writing, pieces)
        await ask_fts(full_text(pieces, folder), writing)


async def ask(store: PostingStore, writing: Writing, pieces: list[Piece]) -> None:
    queries, wrong = writing.queries(QUESTIONS), writing.queries(QUESTIONS, typo=True)
    messages = [writing.text(60) for _ in range(QUESTIONS)]
    show("search", [await clocked(partial(store.search, query, 10)) for query in queries])
    show("search with a typo", [await clocked(partial(store.search, query, 10)) for query in wrong])
    show("search for experts, 500 hits", [await clocked(partial(store.search, query, 500)) for query in queries])
    show(
        "related to a piece",
        [
            await clocked(partial(store.neighbours, article, title, text, 100))
            for article, title, text in pieces[:QUESTIONS]
        ],
    )
    whole = [text for _, _, text in pieces[:QUESTIONS]]
    show("related to a whole text", [await clocked(partial(store.similar, "", text, 25)) for text in whole])
    show("related to 60 words", [await clocked(partial(store.similar, "", message, 25)) for message in messages])


async def ask_fts(fts: sqlite3.Connection, writing: Writing) -> None:
    async def ranked(query: str) -> None:
        match = " OR ".join(f'"{word}"' for word in query.split())
        sql = "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 3.0, 1.0) LIMIT 10"
        fts.execute(sql, (match,)).fetchall()

    show("FTS5 bm25, as many queries", [await clocked(partial(ranked, query)) for query in writing.queries(QUESTIONS)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(chosen.pieces, Path(folder)))


if __name__ == "__main__":
    main()
