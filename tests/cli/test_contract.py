"""The contract with programs: where options stand, what goes to which stream, and what an item that is refused says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, ROOT, Shell

RECORD = {
    *("id", "kind", "title", "deck", "date", "authors", "participants", "outlet", "url", "canonical_url"),
    *("completeness", "body", "footnotes", "tags", "related"),
}
RELATED = {"id", "kind", "title", "teaser", "authors", "date", "outlet", "programs"}


def test_options_of_the_library_stand_before_or_after_the_command(docent: Shell, folder: Path) -> None:
    where = ("--database", folder / "other.db", "--guild", "7")
    assert docent(*where, "--json", "import", PAGE).lines[0]["id"] == 1
    assert len(docent("list", *where, "--json").lines) == 3
    assert len(docent("--json", "list", *where).lines) == 3
    assert len(docent("--guild", 7, "list", *where[:2], "--json").lines) == 3
    assert docent("list", "--json").lines == []
    assert docent("--guild", 8, "list", *where[:2]).out == ""
    assert docent("feed", *where, "list", "--json").code == docent("--json", "feed", "list", *where).code == 0


def test_a_record_has_the_fields_of_the_contract(filled: Shell) -> None:
    read, shown, exported = (
        filled("read", PAGE).lines[0],
        filled("show", 1).lines[0],
        next(one for one in filled("export").lines if one["id"] == 1),
    )
    assert RECORD <= read.keys() <= shown.keys()
    assert shown == exported
    assert shown["summary"].keys() >= {"brief", "short", "full", "origin"}
    for record in (read, shown):
        assert [item.keys() >= RELATED for item in record["related"]] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (("show", "99"), "99"),
        (("show", "no", "such", "piece"), "no such piece"),
        (("summarize", "gone.txt"), "gone.txt"),
        (("author", "nobody"), "nobody"),
        (("search", "--queries", "gone.jsonl"), "gone.jsonl"),
        (("complete", "--queries", "gone.jsonl"), "gone.jsonl"),
        (("related", "--text", "gone.txt"), "gone.txt"),
        (("restore", "gone.db"), "gone.db"),
        (("import", "gone.txt"), "gone.txt"),
        (("read", "gone.txt"), "gone.txt"),
        (("related", "99"), "99"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_not_there_is_named_in_a_line_and_a_sentence(
    filled: Shell, arguments: tuple[str, ...], asked: str
) -> None:
    said = filled(*arguments, "--json")
    assert said.code == 1
    (line,) = said.lines
    assert (line["input"], line["error"]["code"]) == (asked, "not_found")
    assert line["error"]["message"] in said.err
    assert asked in said.err


@pytest.mark.parametrize("value", ["0", "-1", "abc", "1e3", "", "9" * 40])
@pytest.mark.parametrize("command", [("list",), ("search", "x"), ("related", "1"), ("complete", "x")], ids=" ".join)
def test_a_limit_is_a_number(docent: Shell, command: tuple[str, ...], value: str) -> None:
    said = docent(*command, "--limit", value)
    assert (said.code, said.out) == (2, "")
    assert "is not a number from 1 to" in said.err


@pytest.mark.parametrize("value", ["-3", "x", "9" * 30])
def test_a_server_is_an_id(docent: Shell, value: str) -> None:
    said = docent("list", f"--guild={value}")
    assert (said.code, said.out) == (2, "")
    assert "is no server's id" in said.err


def test_an_empty_path_is_not_this_folder(docent: Shell, folder: Path) -> None:
    (folder / "a.txt").write_bytes(PAGE.read_bytes())
    assert docent("import", "").code == docent("read", "").code == docent("list", "--database", "").code == 2
    assert docent("list").out == ""


def test_several_paths_of_every_sort(docent: Shell, folder: Path) -> None:
    (folder / "пьеса 橋.txt").write_bytes(PAGE.read_bytes())
    (folder / "rows.csv").write_text("title,text\nThe Long Pier,A pier is a promise to ships.\n", "utf-8")
    said = docent("import", "пьеса 橋.txt", "rows.csv", "gone.txt", "--json")
    assert said.code == 1
    assert [one["input"] for one in said.lines] == ["пьеса 橋.txt", "rows.csv:2", "gone.txt"]
    assert [one.get("status", "refused") for one in said.lines] == ["added", "added", "refused"]


@pytest.mark.parametrize("command", [("import", "-"), ("read", "-"), ("related", "--text", "-")], ids=" ".join)
def test_nothing_on_stdin(process: Shell, command: tuple[str, ...]) -> None:
    said = process(*command, "--json")
    assert (said.code, said.lines[0]["error"]["code"]) == (1, "unreadable")
    assert process("summarize", "-").code == 0


def test_a_very_long_argument_is_a_question_like_others(filled: Shell) -> None:
    for command in ("search", "show", "related", "expert", "author", "brief", "import", "read"):
        said = filled(command, "ledger " * 20_000, "--json")
        assert said.code in (0, 1), command
        assert said.lines


def test_a_library_where_none_can_be(docent: Shell, folder: Path) -> None:
    (folder / "notes.txt").write_text("Not a library. " * 100, "utf-8")
    for path in ("notes.txt", "notes.txt/library.db", "."):
        said = docent("list", "--database", path, "--json")
        assert (said.code, said.out) == (78, ""), path
        assert "can't be opened" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written(filled: Shell, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)
    (folder / "fixed").mkdir(mode=0o500)
    assert "closed can't be read" in filled("import", "closed").err
    for command in (("export", "-o", "fixed/a.jsonl"), ("backup", "fixed/a.db")):
        said = filled(*command)
        assert said.code == 1
        assert "fixed/a" in said.err
    assert filled("list", "--database", "fixed/a.db").code == 78


def test_a_backup_does_not_take_the_library_s_place(filled: Shell, folder: Path) -> None:
    said = filled("backup", folder / "library.db", "--json")
    assert (said.code, said.lines[0]["error"]["code"]) == (1, "invalid")
    assert filled("check").code == 0


def test_an_import_that_is_interrupted_leaves_a_sound_file_and_goes_on(docent: Shell, folder: Path) -> None:
    rows = [json.dumps({"id": n, "title": f"Note {n}", "text": f"Note {n} is of berth {n}. " * 60}) for n in range(400)]
    (folder / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "import", "rows.jsonl", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert started.stdout is not None
    started.stdout.readline()
    started.send_signal(signal.SIGINT)
    _, errors = started.communicate(timeout=60)
    assert started.returncode == 130
    assert b"Traceback" not in errors
    assert docent("check").code == 0
    kept = len(docent("list", "--json").lines)
    assert 0 < kept < 400
    again = docent("import", "rows.jsonl", "--json").lines
    assert len([one for one in again if one.get("status") == "added"]) == 400 - kept
    assert len(docent("list", "--json").lines) == 400


def test_what_a_command_does_not_need_is_not_loaded(folder: Path) -> None:
    heavy = {
        "discord",
        "trafilatura",
        "lxml",
        "numpy",
        "feedparser",
        "pypdf",
        "pypdfium2",
        "mammoth",
        "rich",
        "htmldate",
    }
    code = (
        "import sys; from bot.cli.command import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"sys.exit(','.join({heavy!r} & sys.modules.keys()) or 0)"
    )
    for command in (["--help"], ["list"], ["show", "1"]):
        ended = subprocess.run(
            [sys.executable, "-c", code, *command],
            capture_output=True,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert ended.returncode == 0, (command, ended.stderr)
