"""Files made to do harm: each ends in a draft or a sentence, the bot's own memory untouched by the bombs."""

from __future__ import annotations

import gc

import pytest

from bot.domain.errors import DocentError
from bot.domain.record import draft_of_record, record_of_draft
from bot.intake.feed import open_feed
from bot.intake.files import open_file
from bot.intake.table import read_table
from tests.intake import hostile_files
from tests.intake.hostile_files import DOCUMENTS, FEEDS, PDFS, SLOW, TABLES, TEXTS, Made

_CODES = {"invalid", "too_large", "unsupported", "unreadable", "blocked_page"}
_READ = {  # what a good reader makes something of, for it does no harm
    *("a table of contents that leads back to itself", "a billion pages by its own word"),
    *("a page as wide as the sky", "a page of no size", "dictionaries in dictionaries", "brackets without end"),
    *("states saved without end", "a form that draws itself", "names that climb out of the folder"),
    *("a zip in the zip", "styles that inherit from each other", "quotations in quotations", "lists in lists"),
    "front matter that points at itself",
}


def _quick(table: dict[str, Made]) -> list[object]:
    return [pytest.param(name, made, id=name) for name, made in table.items() if name not in SLOW]


async def _ending(file: str, made: Made) -> DocentError | None:
    """The refusal that a file ends in; None when it gives a draft that can be kept."""
    try:
        draft = await open_file(file, made())
    except DocentError as refusal:
        return refusal
    assert draft_of_record(record_of_draft(draft)) == draft
    return None


def _is_told(name: str, refusal: DocentError | None) -> bool:
    if refusal is None:
        return name in _READ
    return refusal.code in _CODES and refusal.sentence.endswith(".") and "Traceback" not in refusal.sentence


@pytest.mark.parametrize(("name", "made"), _quick(PDFS))
async def test_a_hostile_pdf(name: str, made: Made) -> None:
    assert _is_told(name, await _ending("a.pdf", made))


@pytest.mark.parametrize(("name", "made"), _quick(DOCUMENTS))
async def test_a_hostile_word_document(name: str, made: Made) -> None:
    before = _memory_mib()
    assert _is_told(name, await _ending("a.docx", made))
    gc.collect()
    assert _memory_mib() - before < 100


@pytest.mark.parametrize(
    ("name", "file", "made"), [pytest.param(n, *e, id=n) for n, e in TEXTS.items() if n not in SLOW]
)
async def test_a_hostile_text(name: str, file: str, made: Made) -> None:
    assert _is_told(name, await _ending(file, made))


@pytest.mark.parametrize(("file", "made"), [pytest.param(*e, id=n) for n, e in TABLES.items() if n not in SLOW])
def test_a_hostile_table(file: str, made: Made) -> None:
    try:
        rows = list(read_table(file, made()))
    except DocentError as refusal:
        assert refusal.code in _CODES  # noqa: PT017
        return
    assert rows
    for row in rows:
        assert (row.error is None) is (row.draft is not None)
        assert row.draft is None or draft_of_record(record_of_draft(row.draft)) == row.draft


@pytest.mark.parametrize(("name", "made"), _quick(FEEDS))
async def test_a_hostile_feed(name: str, made: Made) -> None:
    try:
        feed = await open_feed(made(), url="https://h.example/feed")
    except DocentError as refusal:
        assert refusal.code in _CODES  # noqa: PT017
        return
    secret = "root:x"
    assert not any(secret in draft.text or len(draft.text) > 10_000_000 for draft in feed.items)


def test_the_slow_ones_are_among_them() -> None:
    tables = (getattr(hostile_files, name) for name in ("PDFS", "DOCUMENTS", "TEXTS", "TABLES", "FEEDS"))
    assert {name for table in tables for name in table} >= SLOW


def _memory_mib() -> float:
    """This process's memory in use; 0 where the system doesn't tell, so that the test compares nothing."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0.0
