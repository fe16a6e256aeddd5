"""Many pieces in one file: comma-separated values, JSON Lines and JSON, read row by row."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath
from typing import Any

from bot.domain.article import Draft
from bot.domain.dates import is_day_first
from bot.domain.errors import DocentError, Invalid, TooLarge, Unreadable, Unsupported
from bot.domain.record import Record, RecordId, read_record
from bot.domain.record_cells import record_of_cells
from bot.domain.record_fields import field_of
from bot.intake.plain import check_size
from bot.intake.rows import LONGEST_ROW, CsvLines, check_json, line_starts, lines_of, utf8_of, values_of

_MOST_ROWS = 100_000
_LONGEST_NAME = 100  # characters of a column's name
_LONGEST_HEADER = 100_000  # bytes of the first row
_LIST = re.compile(rb'\s*(?:\{\s*"items"\s*:\s*)?\[')
_ABOVE = 10  # lines among which the header is looked for: a list's own name may stand above it
_DELIMITERS = ",;\t|"
_THREE_NUMBERS = re.compile(rb"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


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


def is_table(name: str) -> bool:
    """Whether a file's name says that it holds many pieces."""
    return _suffix(name) in _READERS


def read_table(name: str, data: bytes, *, limited: bool = True) -> Iterator[Row]:
    """The rows of a .csv, .tsv, .jsonl, .ndjson or .json file, one after the other.

    Not `limited` in size and rows is what comes from a shell: the export of a large library is larger than an upload.
    A row that can't be taken comes as a Row with its error and does not stop the others. Raises Unsupported for
    other files, TooLarge, and Unreadable or Invalid when the file as a whole is not what its name says.
    """
    reader = _READERS.get(_suffix(name))
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
    marked = re.match(rb"sep=(.)(?:\r\n?|\n)", data)  # how Excel names the delimiter in the file itself
    data = data[marked.end() :] if marked else data
    # A cell may hold a whole report; the module's own limit of 131,072 characters is one for all its readers.
    csv.field_size_limit(LONGEST_ROW)
    for above, start in enumerate(islice(line_starts(data), _ABOVE)):
        top = data[start : start + _LONGEST_HEADER].decode("utf-8", "ignore")
        delimiter = marked[1].decode("ascii", "replace") if marked else _delimiter(top)
        header = _first_row(top, delimiter)
        if any(field_of(column) in {"title", "body", "url"} for column in header):
            return _csv_rows(data[start:], delimiter, [column.strip()[:_LONGEST_NAME] for column in header], above)
    raise Invalid("The first row must name the columns, such as title, authors, date, type, url and text.")


def _csv_rows(data: bytes, delimiter: str, header: list[str], above: int) -> Iterator[Row]:
    """`above` lines stand before the header."""
    day_first = _puts_day_first(data, delimiter, header)
    lines = CsvLines(data, delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        next(reader)
    number = 1 + above
    while True:
        number += 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, error=Invalid(f"Row {number}: a quotation mark is opened and not closed."))
            continue
        except TooLarge as refusal:
            yield _refused("Row", number, refusal)
            return
        if any(cell.strip() for cell in cells):
            yield _row("Row", number, _in_columns(header, cells), day_first=day_first)


def _first_row(top: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _in_columns(header: list[str], cells: list[str]) -> Callable[[], dict[str, Any]]:
    def record() -> dict[str, Any]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise Invalid(
                f"It has {len(cells)} cells where the first row names {len(header)}; "
                "put text that holds the delimiter in quotation marks."
            )
        return record_of_cells(zip(header, cells, strict=False))

    return record


def _delimiter(top: str) -> str:
    """The sign that divides the first line into the most columns known to us."""
    first = re.split(r"[\r\n]", top, maxsplit=1)[0]

    def known(sign: str) -> tuple[int, int]:
        columns = next(csv.reader([first], delimiter=sign), [])
        return sum(bool(field_of(column)) for column in columns), len(columns)

    return max(_DELIMITERS, key=known)


def _puts_day_first(data: bytes, delimiter: str, header: list[str]) -> bool:
    """Whether the table writes 15/12/2017: the first date that can be read only one way decides for all."""
    columns = [index for index, column in enumerate(header) if field_of(column) == "date"]
    if not columns or not _THREE_NUMBERS.search(data):
        return False
    lines = CsvLines(data, delimiter)
    with suppress(csv.Error, TooLarge):
        for row in csv.reader(lines, delimiter=delimiter):
            lines.begin()
            found = is_day_first(row[columns[0]]) if len(row) > columns[0] else None
            if found is not None:
                return found
    return False


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
        return Row(number, error=Invalid(f"{word} {number} has neither a title nor a text."))
    if "source" not in fields:
        record = replace(record, draft=replace(draft, source="import"))
    return Row(number, record)


def _refused(word: str, number: int, refusal: DocentError) -> Row:
    sentence = refusal.sentence
    return Row(number, error=type(refusal)(f"{word} {number}: {sentence[0].lower()}{sentence[1:]}"))


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


_READERS = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".json": _read_json,
}
