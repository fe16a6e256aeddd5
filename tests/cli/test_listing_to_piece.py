"""An entry known from a page's block becomes the whole piece, by whatever door the piece arrives."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import open_library
from bot.domain.article import Kind
from bot.settings import Settings
from tests.cli.conftest import PAGE, Shell
from tests.intake.docx_bytes import docx, paragraph
from tests.intake.pdf_bytes import Text, columns, pdf

TITLE = "The Price of Caution"
PEOPLE = ("Marek Sunde", "Ines Vale", "Lena Ostrow")
BODY = (
    "Measuring the cost of caution has never been a priority for the agencies that impose it, and the numbers that "
    "exist come from the institutions that would rather not be asked. This report counts what was not lent.",
    "Four harbor towns opened their books to us. In each of them the smallest bank had closed the most accounts, "
    "and nobody in the capital could say why, because nobody had been told to keep the letters.",
    "A clearing house of the towns themselves could carry the risk that no single ledger can, at a price which the "
    "savings of one year would pay. The law that it needs has two paragraphs and was drafted long ago.",
)


def _html() -> bytes:
    text = "".join(f"<p>{html.escape(part)}</p>" for part in BODY)
    people = "".join(f'<meta name="author" content="{name}">' for name in PEOPLE)
    return (
        f"<!doctype html><html><head><title>{TITLE}</title>{people}</head>"
        f"<body><article><h1>{TITLE}</h1>{text}</article></body></html>"
    ).encode()


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("Headline", "Author", "Text"), (TITLE, "; ".join(PEOPLE), "\n\n".join(BODY))])
    return out.getvalue().encode("utf-16")


def _pdf() -> bytes:
    first, *others = columns(BODY)
    return pdf([[Text(72, 740, TITLE, 20, bold=True), *first], *others])


def _feed() -> bytes:
    text = html.escape("".join(f"<p>{part}</p>" for part in BODY))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Letter</title>'
        f"<item><title>{TITLE}</title><link>https://example.org/caution</link><content:encoded>{text}</content:encoded></item>"
        "</channel></rss>"
    ).encode()


def _pasted() -> bytes:
    return "\n".join(["March 20, 2023", TITLE, f"By {PEOPLE[0]}, {PEOPLE[1]} & {PEOPLE[2]}", *BODY]).encode()


DOORS: dict[str, Callable[[], bytes]] = {
    "a.txt": _pasted,
    "a.md": lambda: "\n\n".join([f"# {TITLE}", f"By {PEOPLE[0]}", *BODY]).encode(),
    "a.html": _html,
    "a.pdf": _pdf,
    "a.docx": lambda: docx([paragraph(TITLE, "T"), *map(paragraph, BODY)]),
    "a.xml": _feed,
    "a.csv": _csv,
    "a.jsonl": lambda: json.dumps({"title": TITLE, "authors": PEOPLE, "body": BODY}).encode(),
}


def is_whole(docent: Shell) -> None:
    """Entry 3 holds the piece now, the page still lists it, and nothing is there twice."""
    listed = {one["id"]: one for one in docent("list", "--json").lines}
    assert sorted(listed) == [1, 2, 3]
    assert (listed[3]["title"], listed[3]["completeness"]) == (TITLE, "full")
    assert [item["id"] for item in docent("show", "1").lines[0]["related"]] == [2, 3]
    assert any("listed on its page" in hit["reasons"] for hit in docent("related", 1, "--json").lines[0]["hits"])


@pytest.mark.parametrize("door", DOORS)
def test_a_file(filled: Shell, folder: Path, door: str) -> None:
    (folder / door).write_bytes(DOORS[door]())
    rehearsed = filled("import", door, "--dry-run", "--json")
    assert [one["status"] for one in rehearsed.lines] == ["would be completed"]
    done = filled("import", door, "--json")
    assert done.code == 0, done.err
    assert [(one["status"], one["id"]) for one in done.lines] == [("completed", 3)]
    is_whole(filled)


def test_a_paste(process: Shell) -> None:
    process("import", PAGE)
    assert process("import", "-", "--json", stdin=_pasted()).lines[0]["status"] == "completed"
    is_whole(process)


def test_a_suggestion_that_is_reviewed(filled: Shell, folder: Path) -> None:
    async def review() -> int:
        async with open_library(Settings(database_path=folder / "library.db")) as services:
            post = (await services.guild(0)).post
            held = await post.suggest("", TITLE, "We should have this one.", owner=7)
            await post.amend(held.id, {"authors": PEOPLE, "body": BODY, "kind": Kind.REPORT})
            added = await post.publish(held.id, by=5)
            assert added.took_over
            return added.article.id

    assert asyncio.run(review()) == 3
    is_whole(filled)


def test_two_pages_list_one_piece_and_tell_more_of_it_together(filled: Shell, folder: Path) -> None:
    block = {"title": TITLE, "date": "2023-03-20", "teaser": f"{BODY[0][:120]}...", "authors": ["M. Sunde"]}
    page = {"title": "Ledgers Elsewhere", "body": ["Other towns keep other books."], "related": [block]}
    (folder / "page.jsonl").write_text(json.dumps(page), "utf-8")
    assert filled("import", "page.jsonl").code == 0
    listed = {one["id"]: one for one in filled("list", "--json").lines}
    assert sorted(listed) == [1, 2, 3, 4]
    assert (listed[3]["title"], listed[3]["date"], listed[3]["authors"]) == (TITLE, "2023-03-20", list(PEOPLE))
    assert [item["id"] for item in filled("show", "4").lines[0]["related"]] == [3]


def test_what_is_listed_and_here_already_is_the_piece_itself(filled: Shell, folder: Path) -> None:
    block = {"title": "The Quiet Ledger", "authors": ["Col. Ada Brightwater (Ret.)"], "date": "2023-03-15"}
    page = {"title": "Ledgers Elsewhere", "body": ["Other towns keep other books."], "related": [block]}
    (folder / "page.jsonl").write_text(json.dumps(page), "utf-8")
    assert filled("import", "page.jsonl").code == 0
    assert [item["id"] for item in filled("show", "4").lines[0]["related"]] == [1]
