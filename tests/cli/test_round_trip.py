"""A library goes out as records and comes back in as the same library."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import UTC, datetime
from pathlib import Path

from bot.app import GuildServices, open_library
from bot.domain.article import Completeness, Draft, Kind, Listing, Person
from bot.services.relating import Word
from bot.settings import Settings
from tests.cli.conftest import PAGE, Shell
from tests.topic_list import put_on_list

THEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
REPORT = Draft(
    title="Counting the Harbours",
    kind=Kind.REPORT,
    deck="What a census of small ports would cost, and what it would save.",
    published="2024-05-02",
    authors=("Ada Brightwater", "Marek Sunde"),
    participants=("Lena Ostrow",),
    url="https://example.org/reports/harbours.pdf",
    canonical_url="https://example.org/reports/harbours",
    body=(
        "Nobody knows how many small ports there are, because nobody is paid to. A census should come first.",
        "Ada Brightwater said, “A port that is not counted can't be protected, and it will be found by others.”",
        "The cost of a census is smaller than the cost of one closed strait; the Meridian Compact should pay for it.",
    ),
    footnotes=("1. Port registers, 2019–2023.", "2. Interviews; see the annex."),
    tags=("Harbours", "Shipping"),
    language="en",
    pages=48,
    image_url="https://example.org/harbours.jpg",
    image_alt="A pier, seen from above",
    source="file",
)
EPISODE = Draft(
    title="Minutes from the Pier",
    kind=Kind.PODCAST,
    published="2024-06-11",
    authors=("Lena Ostrow",),
    participants=("Ada Brightwater", "Tomas Quill"),
    url="https://example.org/pod/7",
    seconds=2460,
    audio_url="https://example.org/pod/7.mp3",
    body=("Lena Ostrow talks with two harbour masters about what a ledger can't see, and what a register would.",),
    source="feed",
)
OLDER = Draft(
    title="Counting the Harbours: A First Attempt",
    kind=Kind.REPORT,
    published="2019-02-03",
    authors=("Marek Sunde",),
    outlet="Harbor Review",
    completeness=Completeness.EXCERPT,
    body=("Five years of guesses about quays and moorings make a poor census, but they made the first one we had.",),
    related=(
        Listing(Kind.VIDEO, "A Tour of the Quay", "", ("Ines Vale",), "2019-01-15", "", ("Shipping",)),
        Listing(Kind.REPORT, "Counting the Harbours", "", ("Ada Brightwater", "Marek Sunde"), "2024-05-02"),
    ),
)


async def _fill(library: GuildServices) -> None:
    """Everything that curators can say, once."""
    await put_on_list(library, {"Shipping": ["Maritime trade", "Freight"], "Meridian Compact": ["MC"]})
    for draft in (REPORT, EPISODE, OLDER):
        await library.library.add(draft, by=5)
    titles = (REPORT.title, EPISODE.title, OLDER.title, "A Tour of the Quay")
    report, episode, older, video = [(await library.resolving.resolve(title)).id for title in titles]
    await library.people.describe(
        Person("Marek Sunde", "Senior Fellow", "He counts ports.", ("https://example.org/sunde",), former=True)
    )
    await library.library.write_summary(episode, "Two masters, one ledger.\nThe register comes up twice.", "Dana", 5)
    await library.relating.say(report, episode, Word.PIN, 5)
    await library.relating.say(episode, video, Word.BLOCK, 5)
    await library.relating.say(older, report, Word.SUPERSEDED, 5)
    await library.library.edit(older, {"deck": "Guesses."}, 5)


def _filled(path: Path) -> None:
    async def fill() -> None:
        async with open_library(Settings(database_path=path), lambda: THEN) as services:
            library = await services.guild(0)
            await _fill(library)
            shelf = library.library._shelf
            async with shelf.database.write() as transaction:
                known = await library.people.find("Marek Sunde")
                await shelf.people.add_aliases(transaction, known.id, ["Mark Sunde", "M. Sunde"])

    asyncio.run(fill())


def test_nothing_is_lost_in_json_lines(docent: Shell, folder: Path) -> None:
    _filled(folder / "library.db")
    docent("import", PAGE)
    first = docent("export").out
    (folder / "all.jsonl").write_text(first, "utf-8")
    other = ("--database", folder / "other.db")
    assert docent("import", "all.jsonl", *other).code == 0
    assert docent("export", *other).out == first
    records = {one["title"]: one for one in map(json.loads, first.splitlines())}
    report, episode = records[REPORT.title], records[EPISODE.title]
    assert (report["pinned"], episode["pinned"]) == ([episode["id"]], [report["id"]])
    assert episode["blocked"] == [records["A Tour of the Quay"]["id"]]
    assert records[OLDER.title]["superseded_by"] == report["id"]
    assert [item["id"] for item in records[OLDER.title]["related"]][1] == report["id"]
    assert episode["summary"]["origin"] == "written"
    assert episode["summary"]["edited_by"] == "Dana"
    assert (report["footnotes"], report["pages"], episode["seconds"]) == (list(REPORT.footnotes), 48, 2460)
    assert report["added"] == "2026-03-01T09:30:00+00:00"
    assert records["Shipping"]["topic"]["aliases"] == ["Freight", "Maritime trade"]
    assert records["Marek Sunde"]["person"]["aliases"] == ["M. Sunde", "Mark Sunde"]
    assert records["Marek Sunde"]["person"]["former"] is True


def test_the_same_export_again_changes_nothing(docent: Shell, folder: Path) -> None:
    _filled(folder / "library.db")
    before = docent("export").out
    (folder / "all.jsonl").write_text(before, "utf-8")
    said = docent("import", "all.jsonl", "--json")
    assert {one["error"]["code"] if "error" in one else one["status"] for one in said.lines} == {"duplicate", "present"}
    assert docent("export").out == before


def test_what_curators_here_said_meanwhile_is_kept(docent: Shell, folder: Path) -> None:
    _filled(folder / "library.db")
    (folder / "all.jsonl").write_text(docent("export").out, "utf-8")

    async def change() -> None:
        async with open_library(Settings(database_path=folder / "library.db")) as services:
            library = await services.guild(0)
            one, other = [await library.resolving.resolve(draft.title) for draft in (REPORT, EPISODE)]
            await library.relating.say(one.id, other.id, Word.BLOCK)

    asyncio.run(change())
    before = docent("export").out
    docent("import", "all.jsonl")
    assert docent("export").out == before


def test_what_is_in_the_trash_is_neither_exported_nor_referred_to(docent: Shell, folder: Path) -> None:
    _filled(folder / "library.db")

    async def remove() -> None:
        async with open_library(Settings(database_path=folder / "library.db")) as services:
            library = await services.guild(0)
            await library.library.remove((await library.resolving.resolve(REPORT.title)).id)

    asyncio.run(remove())
    records = [json.loads(line) for line in docent("export").out.splitlines()]
    assert REPORT.title not in {one["title"] for one in records}
    assert [one["superseded_by"] for one in records if one["title"] == OLDER.title] == [None]
    assert all(not one.get("pinned") for one in records)


def test_a_spreadsheet_keeps_the_pieces(docent: Shell, folder: Path) -> None:
    _filled(folder / "library.db")
    first = docent("export", "--format", "csv").out
    (folder / "all.csv").write_text(first, "utf-8", newline="")
    other = ("--database", folder / "other.db")
    assert docent("import", "all.csv", *other).code == 0
    back = docent("export", "--format", "csv", *other).out
    before, after = (list(csv.DictReader(text.splitlines(keepends=True))) for text in (first, back))
    assert [row["title"] for row in after] == [row["title"] for row in before]
    assert after == before


PERSON = """Odalys Fernhout
Senior Fellow, Coastal Program
Follow @ofernhout or twitter.com/ofernhout. Her slides: https:///slides
Odalys Fernhout is a senior fellow of the Coastal Program at the Harbor Institute. She leads its games and writes about
the way ports learn.
"""


def test_the_links_of_a_pasted_person_go_out_and_come_back(docent: Shell, folder: Path) -> None:
    (folder / "person.txt").write_text(PERSON, "utf-8")
    assert docent("import", "person.txt").code == 0
    assert docent("export", "-o", "all.jsonl").code == 0
    (record,) = map(json.loads, (folder / "all.jsonl").read_text("utf-8").splitlines())
    assert record["person"]["links"] == ["https://x.com/ofernhout", "https://twitter.com/ofernhout"]
    assert docent("import", "all.jsonl", "--database", "other.db").code == 0
