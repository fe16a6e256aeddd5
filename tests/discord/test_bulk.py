"""A curator brings a table: a dry run first, then the import; and takes the whole library out again."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.domain.article import Draft
from tests.discord.world import World, labels, text

CSV = (
    b"title,authors,date,type,url,text\n"
    b"Ice on the Line,Mara Holt,2024-02-01,report,https://example.org/ice,"
    b"Power lines ice over when the forecast is an hour late and nobody owns the delay between two desks.\n"
    b"Who Keeps the Grid Awake,Marek Sunde,2025-01-20,report,https://example.org/grid-awake,\n"
    b",Nobody,2024-02-01,report,https://example.org/untitled,\n"
    b"Late Trains,Mara Holt,the day before,commentary,https://example.org/trains,Trains are late.\n"
    b"Ice on the Line,Mara Holt,2024-02-01,report,https://example.org/ice,\n"
)


async def test_a_table_is_tried_out_confirmed_and_imported(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library import", file=("pieces.csv", CSV))
    said = text(asked)
    assert "Nothing is stored yet. Of 5 rows:\n- 1 would be added\n- 2 there already\n- 2 refused" in said
    assert "Row 4" in said
    assert "Row 5: " in said
    assert "the day before" in said
    assert said.count("Row 5") == 1
    assert (await here.library.care.status()).total == 3

    done = await here.curator.click(asked.response.message, label="Import 1 piece")
    assert "- 1 added\n- 2 there already\n- 2 refused" in text(done)
    assert labels(done) == []
    assert (await here.library.care.status()).total == 4
    found = await here.member.slash(here.channel, "summary", article="ice on the line")
    assert "1 Feb 2024 · Mara Holt" in text(found)


async def test_a_file_waits_for_its_word_over_a_restart_and_is_then_gone(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library import", file=("pieces.csv", CSV))
    uploads = filled.settings.database_path.parent / "uploads"
    assert len(list(uploads.iterdir())) == 1
    await filled.restart()
    done = await here.curator.click(asked.response.message, label="Import 1 piece")
    assert "1 added" in text(done)
    assert list(uploads.iterdir()) == []


async def test_cancel_imports_nothing_and_keeps_no_file(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library import", file=("pieces.csv", CSV))
    assert "Nothing was imported." in text(await here.curator.click(asked.response.message, label="Cancel"))
    assert list((filled.settings.database_path.parent / "uploads").iterdir()) == []
    assert (await here.library.care.status()).total == 3


async def test_a_file_with_nothing_new_offers_no_import(filled: World) -> None:
    here = filled.here
    row = b"title,url\nWho Keeps the Grid Awake,https://example.org/grid-awake\n"
    asked = await here.curator.slash(here.channel, "library import", file=("pieces.csv", row))
    assert "1 there already" in text(asked)
    assert not [label for label in labels(asked) if label.startswith("Import")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("page.html", b"<html></html>", "A table is a .csv"),
        ("empty.csv", b"title,authors\n", "no rows"),
        ("nameless.csv", b"a,b\n1,2\n", "must name the columns"),
        ("broken.json", b"[{", "not valid JSON"),
    ],
)
async def test_what_is_no_table_is_refused_with_a_sentence(world: World, name: str, data: bytes, said: str) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library import", file=(name, data))
    assert said in text(shown)
    assert "Reference" not in text(shown)


async def test_a_kept_file_belongs_to_its_server_and_its_curators(filled: World) -> None:
    here, elsewhere = filled.here, filled.elsewhere
    number = await here.library.tables.hold("pieces.csv", CSV)
    theirs = await filled.plant(elsewhere, f"d1:import:{number}")
    shown = await elsewhere.curator.click(theirs, custom_id=f"d1:import:{number}")
    assert "This file is no longer here" in text(shown)
    ours = await filled.plant(here, f"d1:import:{number}")
    assert "Only curators" in text(await here.member.click(ours, custom_id=f"d1:import:{number}"))
    assert (await here.library.care.status()).total == 3


async def test_the_word_may_come_long_after_the_dry_run(world: World) -> None:
    here = world.here
    rows = b"title\n" + b"".join(b"Note %d\n" % number for number in range(3))
    asked = await here.curator.slash(here.channel, "library import", file=("notes.csv", rows))
    await world.env.advance_time(16 * 60)  # the first token has ended; a click brings its own
    done = await here.curator.click(asked.response.message, label="Import 3 pieces")
    assert "3 added" in text(done)


async def test_a_long_dry_run_says_how_far_it_is(world: World) -> None:
    here = world.here
    text_of_row = " ".join(f"{one}{two}" for one in ("salt", "iron", "glass", "rope", "tar") for two in range(300))
    rows = "".join(f'{{"title": "Note {number}", "body": "{number} {text_of_row}"}}\n' for number in range(800))
    asked = await here.curator.slash(here.channel, "library import", file=("notes.jsonl", rows.encode()))
    assert "Of 800 rows" in text(asked)
    told = [entry for entry in world.env.http_requests if "Checking: " in str(entry.json)]
    assert told
    assert len(told) < 30


async def test_an_export_comes_back_as_it_was(filled: World) -> None:
    here, elsewhere = filled.here, filled.elsewhere
    shown = await here.curator.slash(here.channel, "library export")
    file = shown.response.attachments[0]
    assert file.filename == "library-2026-06-15.jsonl"
    data = await file.read()
    records = [json.loads(line) for line in data.decode().splitlines()]
    assert {"The Price of a Signature", "Doors and Walls", "Who Keeps the Grid Awake"} <= {
        record.get("title") for record in records
    }
    asked = await elsewhere.curator.slash(elsewhere.channel, "library import", file=(file.filename, data))
    button = next(label for label in labels(asked) if label.startswith("Import"))
    await elsewhere.curator.click(asked.response.message, label=button)
    assert (await elsewhere.library.care.status()).total == 3


async def test_a_spreadsheet_export_has_a_row_for_each_piece(filled: World) -> None:
    here = filled.here
    shown = await here.curator.slash(here.channel, "library export", format="csv")
    data = await shown.response.attachments[0].read()
    assert data.decode().startswith("id,kind,title")
    assert data.decode().count("\r\nid,") == 0
    assert b"Doors and Walls" in data


async def test_a_library_too_large_for_the_server_is_zipped(world: World) -> None:
    here = world.here
    for number in range(12):  # 30 MB of text that packs well
        notes = "".join(f"note {number} and {place % 977}, " for place in range(150_000))
        await here.library.library.add(Draft(title=f"Volume {number}", footnotes=(notes,)))
    shown = await here.curator.slash(here.channel, "library export")
    file = shown.response.attachments[0]
    assert file.filename == "library-2026-06-15.jsonl.zip"
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        assert archive.namelist() == ["library-2026-06-15.jsonl"]
        assert archive.read(archive.namelist()[0]).count(b"\n") == 12


def test_uploads_are_swept_and_never_another_servers(tmp_path: Path) -> None:
    import os

    from bot.storage.guild import Guild
    from bot.storage.uploads import UploadStore

    mine, theirs = (UploadStore(tmp_path / "library.db", Guild(number, number)) for number in (1, 11))
    old, new, other = mine.keep("a.csv", b"old"), mine.keep("../../b.CSV", b"new"), theirs.keep("c.jsonl", b"c")
    assert theirs.get(old) is None
    for path in (tmp_path / "uploads").iterdir():
        if path.read_bytes() != b"new":
            os.utime(path, (1, 1))
    assert mine.sweep(60) == 1
    assert mine.get(old) is None
    assert mine.get(new) is not None
    assert theirs.get(other) is not None
    assert {path.parent for path in tmp_path.rglob("*.csv")} == {tmp_path / "uploads"}
