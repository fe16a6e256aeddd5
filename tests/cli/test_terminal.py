"""What strangers wrote is shown on a terminal, and takes no effect on it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Shell

# A window's title, a cleared screen, colour by the one-sign form, a carriage return, a direction turned round.
ORDERS = "\x1b]0;owned\x07 \x1b[2J \x9b31m \rOver \u202egnp"
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(docent: Shell, folder: Path) -> Shell:
    body = PAGE.read_text("utf-8").splitlines()[4:6]
    record = {"title": f"Ledger {ORDERS}", "authors": [f"Ada {ORDERS}\n    7  Forged"], "body": body, "tags": [ORDERS]}
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    assert docent("import", "a.jsonl").code == 0
    return docent


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("search", "ledger"),
        ("search", ORDERS),
        ("author", "Ada"),
        ("show", f"Ledgre {ORDERS}"),
        ("brief", ORDERS),
        ("expert", ORDERS),
        ("import", f"gone{ORDERS}.txt"),
        ("import", f"http://{ORDERS}/"),
        ("import", "a.jsonl"),
    ],
    ids=lambda command: " ".join(command).encode("unicode_escape").decode(),
)
def test_nothing_stored_or_typed_orders_a_terminal(hostile: Shell, command: tuple[str, ...]) -> None:
    said = hostile(*command)
    assert said.out or said.err
    assert OBEYED.findall(said.out + said.err) == []


def test_marks_that_scripts_are_written_with_stay(docent: Shell, folder: Path) -> None:
    title = "می\u200cخواهم \u200fשלום\u200e 👩\u200d👧"
    (folder / "a.jsonl").write_text(
        json.dumps({"title": title, "body": PAGE.read_text("utf-8").splitlines()[4:6]}), "utf-8"
    )
    assert docent("import", "a.jsonl").code == 0
    assert title in docent("list").out


def test_a_piece_stays_on_its_line(hostile: Shell) -> None:
    assert len(hostile("list").out.splitlines()) == 1


def test_lines_of_json_hold_the_same_text_in_signs_no_terminal_obeys(hostile: Shell) -> None:
    said = hostile("list", "--json")
    assert OBEYED.findall(said.out.replace("\u202e", "")) == []
    assert "\x9b31m" in said.lines[0]["title"]
