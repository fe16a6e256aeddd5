"""The real process between other programs: bytes in, JSON Lines out, quiet when the reader leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, ROOT, Shell


def test_a_page_comes_in_by_a_pipe(process: Shell) -> None:
    said = process("import", "-", "--json", stdin=PAGE.read_bytes())
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] | {"id": 0} == {"input": "-", "id": 0, "title": "The Quiet Ledger", "status": "added"}


def test_an_export_goes_by_a_pipe_into_another_library(process: Shell, folder: Path) -> None:
    process("import", PAGE)
    everything = process("export")
    assert everything.err == "Exported 8 lines.\n"
    other = str(folder / "other.db")
    assert process("import", "-", "--database", other, stdin=everything.out.encode()).code == 0
    assert process("export", "--database", other).out == everything.out


@pytest.mark.parametrize("command", ["import", "read"])
def test_noise_on_stdin_is_refused_with_a_sentence(process: Shell, command: str) -> None:
    said = process(command, "-", "--json", stdin=bytes(range(256)) * 16)
    assert said.code == 1
    assert said.lines[0]["error"]["code"] == "unreadable"
    assert said.err == "-: What came in is not text. Give the file's name instead of -, or paste its text.\n"


def test_utf8_goes_in_and_out_whatever_the_locale(process: Shell) -> None:
    page = "March 14, 2023\nDie Brücke — 橋\nBy Zoë Ågren\nEine Brücke ist ein Versprechen, das man betreten kann.\n"
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert process("import", "-", stdin=page.encode(), **plain).code == 0
    assert "Die Brücke — 橋" in process("list", **plain).out
    assert process("list", "--json", **plain).lines[0]["authors"] == ["Zoë Ågren"]


def test_a_reader_who_leaves_early_is_no_error(process: Shell, folder: Path) -> None:
    rows = [json.dumps({"title": f"Note {n}", "text": f"Note {n} is about harbour {n}. " * 200}) for n in range(40)]
    (folder / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    assert process("import", "rows.jsonl").code == 0
    export = subprocess.Popen(
        [sys.executable, "-m", "bot", "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert export.stdout is not None
    export.stdout.read(1)
    export.stdout.close()
    assert export.stderr is not None
    with export.stderr as errors:
        assert b"Traceback" not in errors.read()
        assert export.wait(30) == 0


def test_a_terminal_sees_progress_and_the_pipe_every_row(folder: Path) -> None:
    rows = [json.dumps({"title": f"Berth {n}", "text": f"Berth {n} lies north of berth {n + 1}."}) for n in range(5)]
    (folder / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    ours, theirs = os.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "import", "rows.jsonl"],
            stdout=subprocess.PIPE,
            stderr=theirs,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
            timeout=60,
            check=True,
        )
        shown = os.read(ours, 65_536).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert [line.split(": ")[1] for line in ended.stdout.decode().splitlines()] == [f"Berth {n}" for n in range(5)]
    assert "Importing rows.jsonl" in shown
    assert "rows.jsonl: 5 added." in shown


def test_summaries_of_lines(process: Shell) -> None:
    text = "A port is a promise. Ships come when the promise is kept. The ledger of the port should be public."
    lines = [{"id": "a", "title": "Ports", "deck": "", "text": text}, {"id": 2, "title": "", "text": ""}]
    given = "\n".join([*map(json.dumps, lines), "broken", "[1]"])
    said = process("summarize", "-", "--length", "brief", stdin=given.encode())
    assert said.code == 1
    first, second, *refused = said.lines
    assert first["id"] == "a"
    assert len(first["sentences"]) == 1
    assert first["sentences"][0] in text
    assert second == {"id": 2, "sentences": []}
    assert [one["input"] for one in refused] == ["line 3", "line 4"]
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "the following arguments are required"),
        (("frobnicate",), 2, "invalid choice"),
        (("related",), 2, "Name a piece by its id or title"),
        (("list", "--database", "/"), 78, "can't be opened"),
        (("list", "--guild", "here"), 2, "is no server's id"),
        (("summarize", "1", "--sentences", "0"), 2, "not a number from 1 to"),
        (("search", "x", "--kind", "poem"), 2, "is none of commentary"),
    ],
    ids=["nothing", "no command", "no piece", "no file", "no server", "no sentence", "no kind"],
)
def test_exit_codes(process: Shell, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    said = process(*arguments)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_a_wrong_setting_is_one_sentence_and_code_78(process: Shell) -> None:
    said = process("list", DISCORD_TOKEN="secret-but-wrong")
    assert said.code == 78
    assert "DISCORD_TOKEN does not look like a bot token" in said.err
    assert "secret-but-wrong" not in said.err
