"""Whether a piece is known again in another form, and whether different pieces stay apart.

    python -m benchmarks.duplicates FOLDER [--pieces 4000] [--asked 300]

FOLDER holds .jsonl or .jsonl.gz files of records with `text` (and `title`, `authors`, `date`); texts of at least 60
words are taken. All of them are put into a library on disk. Then pieces in disguise, without their titles, authors and
dates, are looked up as Docent looks up whatever comes in; and pairs of different pieces that share a good part of
their words are put into a second library and looked up there. Beside it stands what containment of the sampled
shingles alone says, and rapidfuzz's token_set_ratio on the pairs.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from benchmarks.disguises import DISGUISES, PARTS, paragraphs
from benchmarks.lookalikes import LOOKALIKES, Maker
from bot.domain.article import Draft, opening_words
from bot.domain.dates import iso_date
from bot.domain.duplicates import containment, shingles
from bot.services.derivation import recognise
from bot.services.matching import Matcher
from bot.storage.database import Database, open_database
from bot.storage.shelf import Shelf, open_shelf

SHORTEST = 60
PARTED = 250  # words of a piece that has parts
FUZZY = 90.0  # token_set_ratio from which rapidfuzz calls two texts one
NOW = "2026-01-01T00:00:00+00:00"


def drafts_in(folder: Path, most: int) -> list[Draft]:
    found: list[Draft] = []
    for path in sorted(folder.glob("*.jsonl*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            found += filter(None, (_draft(json.loads(line)) for line in lines))
    Random(11).shuffle(found)
    return found[:most]


def _draft(record: dict[str, Any]) -> Draft | None:
    text = str(record.get("text") or "")
    if len(text.split()) < SHORTEST:
        return None
    authors = record.get("authors") or []
    return Draft(
        title=str(record.get("title") or "") or opening_words(text),
        published=iso_date(str(record.get("date") or "")),
        authors=tuple(authors),
        body=tuple(paragraphs(text)),
    )


class Library:
    """Only what recognising needs is written: the piece and its shingles."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._matcher = Matcher(shelf)
        self.seconds: list[float] = []

    async def put(self, draft: Draft) -> int:
        marks = recognise(draft)
        async with self._shelf.database.write() as transaction:
            number = await self._shelf.articles.insert(transaction, draft, marks.content_hash, NOW, 0)
            await self._shelf.people.set_article(transaction, number, draft.authors, draft.participants)
            await self._shelf.derived.set_shingles(transaction, number, marks.shingles)
        return number

    async def find(self, draft: Draft) -> int | None:
        async with self._shelf.database.write() as transaction:
            start = time.process_time()
            found = await self._matcher.known_as(transaction, draft, recognise(draft))
            self.seconds.append(time.process_time() - start)
        return found


def sampled(one: Draft, other: Draft) -> bool:
    a, b = shingles(one.text), shingles(other.text)
    return len(a & b) >= 3 and containment(len(a & b), len(a), len(b)) >= 0.5


def fuzzy(one: Draft, other: Draft) -> bool:
    return fuzz.token_set_ratio(one.text, other.text) >= FUZZY


async def fill(library: Library, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """Article number → draft. Pieces that are known already are shown, for a person to judge, and left out."""
    kept: dict[int, Draft] = {}
    for draft in drafts:
        found = await library.find(draft)
        if found is None:
            kept[await library.put(draft)] = draft
        else:
            print(f"  known: {_line(draft)}\n     as: {_line(kept[found])}")
    return kept


def _line(draft: Draft) -> str:
    return f"{draft.published} {draft.title[:60]} | {' '.join(draft.text.split()[:14])}"


async def recalls(library: Library, kept: dict[int, Draft], asked: int, show: bool) -> None:
    print(f"\n{'recall by disguise':34} {'found':>6} {'wrong':>6}   sampled  rapidfuzz   of")
    chance, total = Random(5), Counter[str]()
    for name, disguise in DISGUISES.items():
        counts = Counter[str]()
        long = sorted(number for number, draft in kept.items() if draft.words >= (PARTED if disguise in PARTS else 0))
        for number in chance.sample(long, min(asked, len(long))):
            whole = kept[number]
            text = disguise(whole.text, chance)
            draft = Draft(title="Another headline altogether", body=tuple(paragraphs(text)))
            found = await library.find(draft)
            counts["found"] += found == number
            counts["wrong"] += found not in (None, number)
            counts["sampled"] += sampled(whole, draft)
            counts["fuzzy"] += fuzzy(whole, draft)
            counts["asked"] += 1
            if show and found != number:
                print(f"  {name}: {found} in place of {number}, {whole.words} → {draft.words} words: {_line(draft)}")
        print(_row(name, counts))
        total += counts
    print(_row("all", total))


def _row(name: str, counts: Counter[str]) -> str:
    share = {key: counts[key] / counts["asked"] for key in counts}
    return (
        f"{name:34} {share.get('found', 0):6.3f} {counts['wrong']:6} {share.get('sampled', 0):9.3f} "
        f"{share.get('fuzzy', 0):10.3f} {counts['asked']:5}"
    )


async def false_pairs(database: Database, drafts: Sequence[Draft], asked: int, show: bool) -> None:
    """Each kind in a library of its own, each piece in one pair of it: whatever is found there is false."""
    print(f"\n{'false pairs by kind':34} {'false':>6}   sampled  rapidfuzz   of")
    chance, total = Random(6), Counter[str]()
    for guild, (name, make) in enumerate(LOOKALIKES.items(), 2):
        library, counts = Library(await open_shelf(database, guild)), Counter[str]()
        pairs = list(_pairs(name, make, drafts, asked, chance))
        for one, _ in pairs:
            await library.put(one)
        for one, other in pairs:
            found = await library.find(other)
            counts["false"] += found is not None
            counts["sampled"] += sampled(one, other)
            counts["fuzzy"] += fuzzy(one, other)
            counts["asked"] += 1
            if show and found is not None:
                print(f"  {name}: {one.words} and {other.words} words: {_line(other)}")
        print(f"{name:34} {counts['false']:6} {counts['sampled']:9} {counts['fuzzy']:10} {counts['asked']:5}")
        total += counts
    print(f"{'all':34} {total['false']:6} {total['sampled']:9} {total['fuzzy']:10} {total['asked']:5}")


def _pairs(
    name: str, make: Maker, drafts: Sequence[Draft], asked: int, chance: Random
) -> Iterator[tuple[Draft, Draft]]:
    long = [draft for draft in drafts if draft.words >= 500]  # enough to be cut up
    chance.shuffle(long)
    size = 13 if "digest" in name else 3
    for start in range(0, min(asked * size, len(long) - size), size):
        yield make(long[start : start + size], chance)


async def measure(folder: Path, chosen: argparse.Namespace) -> None:
    drafts = drafts_in(chosen.folder, chosen.pieces)
    async with open_database(folder / "library.db") as database:
        library = Library(await open_shelf(database, 1))
        print(f"{len(drafts)} pieces; known already while they were put in:")
        kept = await fill(library, drafts)
        print(f"  {len(drafts) - len(kept)} of {len(drafts) * (len(drafts) - 1) // 2:,} pairs")
        await recalls(library, kept, chosen.asked, chosen.show)
        await false_pairs(database, list(kept.values()), chosen.asked, chosen.show)
        median, late = 1000 * np.quantile(library.seconds, (0.5, 0.95))
        print(f"\nlooking one up, CPU ms: {median:.1f} median, {late:.1f} p95")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pieces", type=int, default=4_000)
    parser.add_argument("--asked", type=int, default=300, help="pieces a disguise, pairs a kind")
    parser.add_argument("--show", action="store_true", help="what was missed, and every false pair")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), chosen))


if __name__ == "__main__":
    main()
