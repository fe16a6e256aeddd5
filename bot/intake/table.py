"""Many pieces in one file: comma-separated values, JSON Lines and JSON, read row by row."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import PurePath
from typing import Any

from bot.domain.article import Draft
from bot.domain.errors import DocentError, Invalid, TooLarge, Unreadable, Unsupported
from bot.domain.record import Record, RecordId, read_record
from bot.domain.record_cells import record_of_cells
from bot.intake.plain import check_size
from bot.intake.rows import check_json, lines_of, utf8_of, values_of
from bot.intake.sheet import open_sheet

_MOST_ROWS = 100_000
_LIST = re.compile(rb'\s*(?:\{\s*"items"\s*:\s*)?\[')
_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_TEXTS = frozenset({".txt", ".text"})
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how Excel's files begin, the new and the old


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its record, or the refusal that names the row.

    `number` counts as a spreadsheet does (the header of a CSV file is row 1), in JSON Lines the lines, in JSON
    the items, from 1.
    """

    number: int
    record: Record | None = None
    error: DocentError | None = None

    @property
    def draft(self) -> Draft | None:
        return self.record.draft if self.record else None

    @property
    def id(self) -> RecordId:
        """The id that the record's own library gave it."""
        return self.record.id if self.record else None


def is_table(name: str, data: bytes) -> bool:
    """Whether a file's name says that it holds many pieces, or that it is a text and its content is records."""
    return _reader(name, data) is not None


def begins_records(data: bytes) -> bool:
    """Whether the first bytes are those of JSON records, one or many."""
    return bool(_RECORDS.match(data))


def read_table(name: str, data: bytes, *, limited: bool = True) -> Iterator[Row]:
    """The rows of a .csv, .tsv, .jsonl, .ndjson or .json file, or of JSON named .txt, one after the other.

    Not `limited` in size and rows is what comes from a shell: the export of a large library is larger than an upload.
    A row that can't be taken comes as a Row with its error and does not stop the others. Raises Unsupported for
    other files, TooLarge, and Unreadable or Invalid when the file as a whole is not what its name says.
    """
    reader = _reader(name, data)
    if reader and data.startswith(_SPREADSHEETS):
        raise Unsupported(
            "This is a spreadsheet under another name. Open it, save the sheet as CSV (UTF-8), send that."
        )
    if reader is None:
        raise Unsupported("A table is a .csv, .tsv, .jsonl or .json file.")
    if not limited and data.strip():
        return reader(utf8_of(name, data))
    check_size(name, data)
    return _at_most(_MOST_ROWS, reader(utf8_of(name, data)))


def _at_most(count: int, rows: Iterator[Row]) -> Iterator[Row]:
    """So many rows, and a refusal that names the first of what is left."""
    yield from islice(rows, count)
    if left := next(rows, None):
        yield Row(left.number, error=TooLarge(f"From row {left.number} on nothing was read: send it in parts."))


def _read_csv(data: bytes) -> Iterator[Row]:
    sheet = open_sheet(data)
    for number, cells in sheet.rows():
        if isinstance(cells, DocentError):
            yield _refused("Row", number, cells)
        else:
            record = partial(record_of_cells, zip(sheet.columns, cells, strict=False))
            yield _row("Row", number, record, day_first=sheet.day_first)


def _read_lines(data: bytes) -> Iterator[Row]:
    if _LIST.match(data):
        return _read_json(data)
    return (
        _row("Line", number, lambda line=line: _object(line))  # type: ignore[misc]
        for number, line in enumerate(lines_of(data), 1)
        if line.strip()
    )


def _read_json(data: bytes) -> Iterator[Row]:
    try:
        value = json.loads(check_json(data))
    except TooLarge:
        return _read_large_json(data)
    except ValueError:
        if b"\n{" in data.strip() and not _LIST.match(data):
            return _read_lines(data)  # JSON Lines under a name that says JSON
        raise Unreadable("The file is not valid JSON. Save it again, or send one record a line as .jsonl.") from None
    except RecursionError:
        raise Unreadable("The file is not a list of records.") from None
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    items: Iterable[Any] = value if isinstance(value, list) else [value]
    return (_row("Item", number, lambda item=item: item) for number, item in enumerate(items, 1))  # type: ignore[misc]


def _read_large_json(data: bytes) -> Iterator[Row]:
    """Item after item, so that a file of 25 MiB never is ten times as many bytes of objects."""
    start = _LIST.match(data)
    if not start:
        return _read_lines(data)
    return (
        _row("Item", number, lambda item=item: _object(item))  # type: ignore[misc]
        for number, item in enumerate(values_of(data, start.end()), 1)
    )


def _object(line: bytes) -> Any:
    try:
        return json.loads(check_json(line).removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        raise Invalid("It is not valid JSON.") from None


def _row(word: str, number: int, source: Callable[[], Any], *, day_first: bool = False) -> Row:
    try:
        fields = source()
        record = read_record(fields, day_first=day_first)
    except DocentError as refusal:
        return _refused(word, number, refusal)
    draft = record.draft
    if not (draft.title or draft.deck or draft.body or draft.person):
        alone = " A page is added by its address outside a table." if draft.url else ""
        return Row(number, error=Invalid(f"{word} {number} has neither a title nor a text.{alone}"))
    if "source" not in fields:
        record = replace(record, draft=replace(draft, source="import"))
    return Row(number, record)


def _refused(word: str, number: int, refusal: DocentError) -> Row:
    sentence = refusal.sentence
    return Row(number, error=type(refusal)(f"{word} {number}: {sentence[0].lower()}{sentence[1:]}"))


def _reader(name: str, data: bytes) -> Callable[[bytes], Iterator[Row]] | None:
    suffix = PurePath(name).suffix.lower()
    if suffix in _TEXTS and begins_records(data) and data.rstrip().endswith((b"}", b"]")):
        return _read_json
    return _READERS.get(suffix)


_READERS = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".json": _read_json,
}
