"""import, read, export, list and show, as a person at a shell uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Shell


def test_a_page_is_added_with_what_it_lists(filled: Shell) -> None:
    listed = filled("list", "--json").lines
    assert [(one["id"], one["kind"], one["completeness"]) for one in listed] == [
        (1, "commentary", "excerpt"),
        (3, "report", "listing"),
        (2, "podcast", "listing"),
    ]
    shown = filled("show", "1").lines[0]
    assert (shown["title"], shown["date"]) == ("The Quiet Ledger", "2023-03-14")
    assert shown["authors"] == ["Ada Brightwater", "Tomas Quill"]
    assert [item["id"] for item in shown["related"]] == [2, 3]


def test_a_podcast_that_the_page_lists_is_related_and_says_why(filled: Shell) -> None:
    (answer,) = filled("related", 1, "--kind", "podcast", "--json").lines
    assert [(hit["id"], hit["kind"]) for hit in answer["hits"]] == [(2, "podcast")]
    assert answer["hits"][0]["reasons"][0] == "listed on its page"


def test_the_same_page_again_changes_nothing(filled: Shell) -> None:
    before = filled("export").out
    again = filled("import", PAGE, "--json")
    assert again.code == 1
    assert again.lines[0]["error"]["code"] == "duplicate"
    assert again.lines[0]["id"] == 1
    assert "is in the library already (article 1)" in again.err
    assert filled("export").out == before


def test_a_dry_run_says_what_would_be_and_stores_nothing(docent: Shell) -> None:
    said = docent("import", PAGE, "--dry-run", "--json")
    assert (said.code, said.lines[0]["status"], said.lines[0]["id"]) == (0, "would be added", None)
    assert docent("list").out == ""
    docent("import", PAGE)
    before = docent("export").out
    assert docent("import", PAGE, "--dry-run", "--json").lines[0]["error"]["code"] == "duplicate"
    assert docent("export").out == before


def test_a_dry_run_of_a_table_stores_nothing(docent: Shell, folder: Path) -> None:
    (folder / "pieces.csv").write_text("title,text\nThe Long Pier,A pier is a promise to ships.\n", "utf-8")
    assert "would be added: The Long Pier" in docent("import", "pieces.csv", "--dry-run").out
    assert docent("export").out == ""
    assert docent("import", "pieces.csv").code == 0
    assert [one["title"] for one in docent("list", "--json").lines] == ["The Long Pier"]


def test_a_dry_run_names_the_row_that_another_one_repeats(docent: Shell, folder: Path) -> None:
    rows = [
        "The Long Pier,A pier is a promise.",
        "The Short Pier,Not a promise at all.",
        "The Long Pier,A pier is a promise.",
    ]
    (folder / "pieces.csv").write_text("\n".join(["title,text", *rows]), "utf-8")
    said = docent("import", "pieces.csv", "--dry-run", "--json")
    assert said.lines[2]["error"] == {"code": "duplicate", "message": "“The Long Pier” is the same as row 2."}
    docent("import", "pieces.csv")
    assert "in the library already (article 1)" in docent("import", "pieces.csv", "--dry-run").err


@pytest.mark.parametrize("lines", ["list", "lines", "one"])
def test_records_in_a_file_named_text_are_records(docent: Shell, folder: Path, lines: str) -> None:
    records = [{"title": title, "text": f"{title} is a promise to ships."} for title in ("The Long Pier", "The Mole")]
    told = {
        "list": json.dumps(records, indent=1),
        "lines": "\n".join(map(json.dumps, records)) + "\n",
        "one": json.dumps(records[0], indent=1),
    }
    (folder / "pieces.txt").write_text(told[lines], "utf-8")
    assert "import it instead" in docent("read", "pieces.txt").err
    assert docent("import", "pieces.txt").code == 0
    titles = {one["title"] for one in docent("list", "--json").lines}
    assert titles == ({"The Long Pier"} if lines == "one" else {"The Long Pier", "The Mole"})


def test_captions_are_read_as_a_transcript(docent: Shell, folder: Path) -> None:
    said = "WEBVTT\n\n12:34.000 --> 12:40.000\n<v Ada Quill>A pier is a promise to ships.\n"
    (folder / "The long pier.vtt").write_text(said, "utf-8")
    (read,) = docent("read", "The long pier.vtt", "--json").lines
    assert (read["title"], read["kind"], read["places"]) == ("The long pier", "transcript", ["754"])
    assert read["body"] == ["Ada Quill: A pier is a promise to ships."]
    assert docent("import", "The long pier.vtt").code == 0
    (folder / "silent.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n[Music]\n", "utf-8")
    silent = docent("import", "silent.srt")
    assert (silent.code, "nothing said" in silent.err) == (1, True)


_WHOLE = " ".join(
    f"Pier {number} was drawn by hand and paid for twice, as every harbor master knows." for number in range(9)
)
_PAGES = {
    "a.txt": lambda more: f"June 3, 2025\n\nThe Long Pier\n\nBy Ada Quill\n\n{_WHOLE}\n\n{more}\n",
    "a.md": lambda more: f"# The Long Pier\n\nBy Ada Quill\n\n{_WHOLE}\n\n{more}\n",
    "a.html": lambda more: (
        "<!doctype html><html><head><title>The Long Pier</title></head><body><article><h1>The Long Pier</h1>"
        f"<p>By Ada Quill</p><p>{_WHOLE}</p><p>{more}</p></article></body></html>"
    ),
}


@pytest.mark.parametrize("name", list(_PAGES))
@pytest.mark.parametrize("stdin", [False, True], ids=["file", "stdin"])
def test_the_page_s_address_is_the_piece_s_own_only_where_all_of_it_is(
    process: Shell, folder: Path, name: str, stdin: bool
) -> None:
    said = []
    for more in ("It was never finished.", "Read the full article from Foreign Affairs."):
        (folder / name).write_text(_PAGES[name](more), "utf-8")
        path, data = ("-", (folder / name).read_bytes()) if stdin else (name, b"")
        (read,) = process("read", path, "--url", "https://quay.example/pier?utm_source=x", stdin=data).lines
        said.append((read["completeness"], read["url"], read["canonical_url"], read["outlet"]))
    here = "https://quay.example/pier"
    assert said == [("full", here, here, ""), ("excerpt", "", here, "Foreign Affairs")]


def test_a_folder_gives_the_files_in_it_and_below_but_no_hidden_ones(docent: Shell, folder: Path) -> None:
    (folder / "pages" / "2023").mkdir(parents=True)
    (folder / "pages" / "2023" / "one.txt").write_bytes(PAGE.read_bytes())
    (folder / "pages" / ".draft.txt").write_text("Not this one.\n\nIt is hidden.", "utf-8")
    said = docent("import", "pages", "--json")
    assert said.code == 0
    assert [one["title"] for one in said.lines] == ["The Quiet Ledger"]


def test_one_bad_file_in_a_folder_does_not_stop_the_others(docent: Shell, folder: Path) -> None:
    (folder / "pages").mkdir()
    (folder / "pages" / "a.xyz").write_text("?", "utf-8")
    (folder / "pages" / "b.txt").write_bytes(PAGE.read_bytes())
    said = docent("import", "pages", "--json")
    assert said.code == 1
    assert [("error" in one, one.get("title")) for one in said.lines] == [(True, None), (False, "The Quiet Ledger")]


_REFUSED: dict[str, tuple[str, bytes | None, str, str]] = {
    "missing": ("gone.txt", None, "not_found", "There is no file gone.txt."),
    "empty": ("empty.txt", b"  \n", "unreadable", "is empty"),
    "unknown ending": ("piece.xyz", b"words", "unsupported", "Files that are read are"),
    "text that is none": ("noise.txt", bytes(range(256)) * 8, "unsupported", "holds something else"),
    "a name that lies": ("paper.pdf", b"Only words.", "unsupported", "is named .pdf but holds"),
    "a damaged table": ("rows.json", b"[{", "unreadable", "not valid JSON"),
    "a table of strangers": ("rows.csv", b"colour,size\nred,4\n", "invalid", "must name the columns"),
}


@pytest.mark.parametrize(("name", "data", "code", "sentence"), _REFUSED.values(), ids=_REFUSED)
@pytest.mark.parametrize("command", ["import", "read"])
def test_what_can_not_be_taken_is_refused_with_a_sentence(
    docent: Shell, folder: Path, command: str, name: str, data: bytes | None, code: str, sentence: str
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    if command == "read" and name.startswith("rows"):
        code, sentence = "unsupported", "holds many pieces: import it instead"
    said = docent(command, name, "--json")
    assert said.code == 1
    assert said.lines[0]["input"] == name
    assert said.lines[0]["error"]["code"] == code
    assert sentence in said.lines[0]["error"]["message"]
    assert said.lines[0]["error"]["message"] in said.err


def test_an_empty_folder_is_named(docent: Shell, folder: Path) -> None:
    (folder / "nothing").mkdir()
    said = docent("import", "nothing")
    assert (said.code, said.err) == (1, "There is no file in nothing.\n")


def test_rows_that_can_not_be_read_are_named_and_the_others_taken(docent: Shell, folder: Path) -> None:
    rows = (
        '{"title": "Harbours in Winter", "text": "Ice is a customs officer."}\n'
        "not json\n"
        '{"title": "Harbours in Spring", "date": "someday", "text": "Thaw."}\n'
        '{"title": "Harbours in Summer", "summary": {"brief": "x", "origin": "rumour"}, "text": "Heat."}\n'
        '{"title": "Harbours in Autumn", "text": "Storms are a customs officer, too."}\n'
    )
    (folder / "rows.jsonl").write_text(rows, "utf-8")
    said = docent("import", "rows.jsonl", "--json")
    assert said.code == 1
    assert [one["input"] for one in said.lines if "error" in one] == [f"rows.jsonl:{row}" for row in (2, 3, 4)]
    assert [one["title"] for one in docent("list", "--json").lines] == ["Harbours in Autumn", "Harbours in Winter"]
    assert docent("check").code == 0


def test_read_stores_nothing(docent: Shell) -> None:
    (record,) = docent("read", PAGE).lines
    assert (record["kind"], record["title"], len(record["body"])) == ("commentary", "The Quiet Ledger", 2)
    assert docent("list").out == ""


def test_an_export_that_can_not_be_written_is_a_sentence(filled: Shell) -> None:
    said = filled("export", "-o", "no/such/folder/all.jsonl")
    assert (said.code, said.out) == (1, "")
    assert "No such file or directory" in said.err


def test_two_pages_can_not_have_one_address(docent: Shell) -> None:
    said = docent("import", PAGE, PAGE, "--url", "https://example.org/a")
    assert said.code == 2
    assert "--url is the address of one page" in said.err


def test_show_offers_what_comes_near(filled: Shell) -> None:
    said = filled("show", "ledger")
    assert (said.code, said.out) == (1, "")
    assert "Did you mean one of these?" in said.err
    assert "The Quiet Ledger" in said.err


def test_another_server_s_library_is_another_library(filled: Shell) -> None:
    assert filled("list", "--guild", "111111111111111111").out == ""
    assert filled("show", "1", "--guild", "111111111111111111").code == 1


def test_a_record_without_a_title_goes_by_its_opening_words(docent: Shell, folder: Path) -> None:
    text = "Cranes stand idle in the harbor. Nobody hired the crews."
    (folder / "rows.jsonl").write_text(f'{{"id": "x", "text": "{text}"}}\n{{"id": "y"}}\n', "utf-8")
    done = docent("import", "rows.jsonl", "--json")
    assert done.code == 1
    added, refused = done.lines
    assert (added["record"], added["status"], added["title"]) == ("x", "added", text)
    assert refused["error"]["code"] == "invalid"
