"""How quick a whole library is: an import of made-up pieces, then every question through its service.

python -m benchmarks.library [--pieces 10000] [--folder FOLDER]

FOLDER keeps the library, so that only the first run imports; the questions are asked of a copy, because it grows.
Times are milliseconds of CPU (all threads), of CPU in the event loop's thread alone, and of the clock, median / p95;
"after a change" is the first question after a piece was added.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import numpy as np

from bot.app import GuildServices, open_library
from bot.domain.article import Brief, Draft, Kind
from bot.domain.record import NamedTopic, Record
from bot.intake.table import Row
from bot.services.search import Question
from bot.settings import Settings
from bot.storage.guild import LOCAL

QUESTIONS = 150  # of each kind
MERGING = 270  # pieces added one by one: more than the index reads before it merges them
WORDS, SUBJECTS, OWN = 40_000, 200, 120  # words in all; subjects; words that belong to one of them
FLAT = 60  # words of English that carry meaning are spread more evenly than Zipf's first ranks
PEOPLE = 400
LISTED = 40  # topics on the server's own list
SMALL = ["the", "of", "and", "to", "in", "a", "that", "is", "for", "it", "with", "as", "on", "by", "at", "from", "this"]
FIRST_DAY = date(2010, 1, 1)
KINDS = [Kind.COMMENTARY] * 5 + [Kind.REPORT] * 2 + [Kind.PODCAST, Kind.VIDEO, Kind.TESTIMONY]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
CLOCKS = (time.process_time, time.thread_time, time.perf_counter)


class Writing:
    """Makes up drafts, the same ones on every run: sentences of invented words, each piece on one subject.

    The language is one; what is written in it goes by `seed`.
    """

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(7)
        syllables = [first + vowel + last for first in "bdfgklmnprst" for vowel in "aeiou" for last in ("", "n", "r")]
        made = self._chance.choice(syllables, (2 * WORDS, 4))
        lengths = self._chance.integers(2, 5, 2 * WORDS)
        self._words = np.array(
            list(dict.fromkeys("".join(parts[:length]) for parts, length in zip(made, lengths, strict=True)))[:WORDS]
        )
        share = 1 / (FLAT + np.arange(len(self._words)))
        self._share = share / share.sum()
        self._subjects = self._chance.integers(300, len(self._words), (SUBJECTS, OWN))
        names = self._chance.choice(self._words, (PEOPLE, 2))
        self._people = [" ".join(map(str.capitalize, name)) for name in names.tolist()]
        self._chance = np.random.default_rng(seed)

    def drafts(self, number: int) -> Iterator[Draft]:
        for one in range(1, number + 1):
            yield self.draft(f"https://example.org/{one}")

    def draft(self, url: str) -> Draft:
        chance = self._chance
        subject = int(chance.integers(SUBJECTS))
        sizes = chance.integers(60, 140, max(1, round(chance.lognormal(1.9, 0.6))))
        tags = [self._topic(subject), self._topic(int(chance.integers(SUBJECTS)))]
        writers = (subject + chance.integers(0, 12, chance.integers(1, 4))) % PEOPLE
        return Draft(
            title=self.words(subject, 7).capitalize(),
            kind=KINDS[chance.integers(len(KINDS))],
            deck=self.paragraph(subject, 20),
            published=(FIRST_DAY + timedelta(days=int(chance.integers(6_000)))).isoformat(),
            authors=tuple(dict.fromkeys(self._people[one] for one in writers)),
            url=url,
            body=tuple(self.paragraph(subject, int(size)) for size in sizes),
            tags=tuple(tags[: chance.integers(0, 3)]),
        )

    def query(self) -> str:
        """Two to four words, most of them of one subject."""
        return self.words(int(self._chance.integers(SUBJECTS)), int(self._chance.integers(2, 5)), own=0.8)

    def topic(self) -> str:
        return self._topic(int(self._chance.integers(SUBJECTS)))

    def message(self) -> str:
        return self.paragraph(int(self._chance.integers(SUBJECTS)), 60)

    def words(self, subject: int, number: int, own: float = 1 / 3) -> str:
        general = self._chance.choice(len(self._words), number, p=self._share)
        special = self._subjects[subject][self._chance.zipf(1.5, number) % OWN]
        return " ".join(self._words[np.where(self._chance.random(number) < own, special, general)].tolist())

    def paragraph(self, subject: int, number: int) -> str:
        """Sentences of about twenty words, four in ten of them small ones."""
        small = self._chance.choice(SMALL, number).tolist()
        words = self.words(subject, number).split()
        taken = self._chance.random(number) < 0.4
        said = [other if take else word for other, word, take in zip(small, words, taken, strict=True)]
        return " ".join(f"{' '.join(said[at : at + 20]).capitalize()}." for at in range(0, number, 20))

    def _topic(self, subject: int) -> str:
        return " ".join(self._words[self._subjects[subject][:2]]).title()


async def fill(library: GuildServices, writing: Writing, pieces: int) -> None:
    records = [Record(Draft(), topic=NamedTopic(writing.topic(), curated=True)) for _ in range(LISTED)]
    records += [Record(draft) for draft in writing.drafts(pieces)]
    rows = [Row(number, record) for number, record in enumerate(records, 1)]
    start, busy = time.perf_counter(), time.process_time()
    statuses = [outcome.status async for outcome in library.importing.run(rows)]
    assert statuses.count("added") >= pieces, set(statuses)
    clock, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"import: {pieces / clock:.0f} pieces a second, {1000 * busy / pieces:.1f} ms of CPU each")


async def show(name: str, works: Sequence[Callable[[], Awaitable[object]]]) -> None:
    """Runs each once; the first is not counted, because it opens what the others find open."""
    tell(name, [await clocked(work) for work in works][1:])


async def clocked(work: Callable[[], Awaitable[object]]) -> tuple[float, ...]:
    """Milliseconds of CPU, all threads together, of CPU in this one, the event loop's, and of the clock."""
    begun = [clock() for clock in CLOCKS]
    await work()
    return tuple(1000 * (clock() - start) for clock, start in zip(CLOCKS, begun, strict=True))


def tell(name: str, times: Sequence[tuple[float, ...]]) -> None:
    typical, late = np.quantile(times, (0.5, 0.95), axis=0)
    figures = "   ".join(f"{one:7.2f} /{other:7.2f}" for one, other in zip(typical, late, strict=True))
    print(f"{name:36} {figures}", flush=True)


async def ask(library: GuildServices, writing: Writing) -> None:
    print(f"{'milliseconds':36} {'CPU':>16}   {'of it in the loop':>16}   {'clock':>16}")
    pieces = await library.search.newest(limit=1_000)
    chance = np.random.default_rng(11)
    some = [pieces[one] for one in chance.choice(len(pieces), QUESTIONS, replace=False)]
    await ask_search(library, writing)
    await ask_resolving(library, some)
    await ask_discovery(library, writing, some)
    await show("status", [library.care.status] * 20)


async def ask_search(library: GuildServices, writing: Writing) -> None:
    find = library.search.search
    queries = [writing.query() for _ in range(QUESTIONS)]
    await show("search", [lambda q=query: find(Question(q)) for query in queries])
    await show("search, one type", [lambda q=query: find(Question(q, Kind.COMMENTARY)) for query in queries])
    person, _ = (await library.resolving.complete_person("b"))[0]
    await show("search, one author", [lambda q=query: find(Question(q, person=person)) for query in queries])
    await show("search, since a day", [lambda q=query: find(Question(q, since="2018-01-01")) for query in queries])
    await show("search, a typo", [lambda q=query: find(Question(q[:2] + q[3:])) for query in queries])
    phrases = [f'"{writing.words(0, 2)}"' for _ in range(QUESTIONS)]
    await show("search, a phrase", [lambda q=phrase: find(Question(q)) for phrase in phrases])
    await show("search, no words", [lambda n=n: find(Question(), n) for n in range(QUESTIONS)])


async def ask_resolving(library: GuildServices, pieces: Sequence[Brief]) -> None:
    complete = library.resolving.complete
    for letters in (1, 3, 8):
        await show(f"complete, {letters} letters", [lambda t=one.title[:letters]: complete(t) for one in pieces])
    inside = [" ".join(one.title.split()[2:4])[:-1] for one in pieces]
    await show("complete, words inside", [lambda t=typed: complete(t) for typed in inside])
    await show("complete, a typo", [lambda t=one.title[:5] + one.title[6:12]: complete(t) for one in pieces])
    named, topics = library.resolving.complete_person, library.resolving.complete_topic
    await show("complete a person", [lambda t=one.authors[0][:3]: named(t) for one in pieces])
    await show("complete a topic", [lambda t=one.title[:2]: topics(t) for one in pieces])


async def ask_discovery(library: GuildServices, writing: Writing, pieces: Sequence[Brief]) -> None:
    discovery = library.discovery
    await show("related to a piece, first time", [lambda n=one.id: discovery.related(n) for one in pieces])
    await show("related to a piece, kept", [lambda n=one.id: discovery.related(n) for one in pieces])
    texts = [(await library.library.get(one.id)).draft.text for one in pieces]
    await show("related to a whole text", [lambda t=text: discovery.related_to_text(t) for text in texts])
    messages = [writing.message() for _ in range(QUESTIONS)]
    await show("related to 60 words", [lambda t=text: discovery.related_to_text(t) for text in messages])
    topics = [writing.topic() for _ in range(QUESTIONS)]
    await show("experts", [lambda t=topic: discovery.experts(t) for topic in topics])
    await change(library, writing, pieces)


async def change(library: GuildServices, writing: Writing, pieces: Sequence[Brief]) -> None:
    """Pieces added one by one, past a merge of the index; after each, the first questions."""
    find, related = library.search.search, library.discovery.related
    drafts = [writing.draft(f"https://example.org/new/{time.time_ns()}-{n}") for n in range(MERGING)]
    queries = [writing.query() for _ in range(MERGING)]
    works: list[tuple[str, Callable[[int], Awaitable[object]]]] = [
        ("add a piece", lambda n: library.library.add(drafts[n])),
        ("search after a change", lambda n: find(Question(queries[n]))),
        ("related after a change", lambda n: related(pieces[n % len(pieces)].id)),
    ]
    times: dict[str, list[tuple[float, ...]]] = {}
    for n in range(MERGING):
        for name, work in works:
            times.setdefault(name, []).append(await clocked(lambda n=n, work=work: work(n)))
    for name, found in times.items():
        tell(name, found)
    longest, draft = max(zip(times["add a piece"], drafts, strict=True), key=lambda add: add[0])
    tell(f"the longest, of {draft.words} words", [longest])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        file = (chosen.folder or Path(scratch)) / f"library-{chosen.pieces}.db"
        if not file.exists():
            asyncio.run(with_library(file, lambda library: fill(library, Writing(seed=1), chosen.pieces)))
        asyncio.run(
            with_library(Path(copy(file, Path(scratch) / "measured.db")), lambda library: ask(library, Writing(seed=2)))
        )


async def with_library(file: Path, work: Callable[[GuildServices], Awaitable[None]]) -> None:
    async with open_library(Settings(database_path=file), lambda: NOW) as services:
        gc.collect()
        gc.freeze()  # as the bot does when it starts
        await work(await services.guild(LOCAL))


if __name__ == "__main__":
    main()
