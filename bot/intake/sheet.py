"""Comma-separated values as spreadsheets of all kinds write them: the header found, the rows cut, bad ones named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count, islice

from bot.domain.dates import is_day_first
from bot.domain.errors import DocentError, Invalid, TooLarge
from bot.domain.record_fields import field_of
from bot.intake.rows import LONGEST_ROW, CsvLines, line_starts

_LONGEST_NAME = 100  # characters of a column's name
_LONGEST_HEADER = 100_000  # bytes of the first row
_ABOVE = 10  # lines among which the header is looked for: a list's own name may stand above it
_DELIMITERS = ",;\t|"
_THREE_NUMBERS = re.compile(rb"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_OPEN = Invalid("A quotation mark is opened and not closed, or stands alone inside a cell.")


@dataclass(frozen=True)
class Sheet:
    """UTF-8 from the header on; `above` lines stand before it."""

    data: bytes
    delimiter: str
    columns: tuple[str, ...]
    above: int = 0

    @cached_property
    def fields(self) -> frozenset[str]:
        """Those of ours that the columns name."""
        return frozenset(field for column in self.columns if (field := field_of(column)))

    def rows(self) -> Iterator[tuple[int, list[str] | DocentError]]:
        """The cells of each row with its number as a spreadsheet counts, or why it can't be taken.

        After an open quotation mark the lines behind it may be rows or the text of a cell: only those that have as
        many cells as the header are rows, until one has.
        """
        lost, told = 0, False
        for number, cells in self._cut():
            if isinstance(cells, DocentError):
                lost, told = number, False
                yield number, cells
            elif not lost or len(cells) == len(self.columns):
                lost = 0
                yield number, self._checked(cells)
            elif not told:
                told = True
                yield (
                    number,
                    Invalid(f"What follows row {lost} is no row, up to the next with {len(self.columns)} cells."),
                )

    def _cut(self) -> Iterator[tuple[int, list[str] | DocentError]]:
        """The rows that are not blank; an error where quotation marks go wrong, and what they swallowed after it."""
        lines = CsvLines(self.data, self.delimiter)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        with suppress(csv.Error):
            next(reader)
        for number in count(2 + self.above):
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                lines.go_on()
                yield number, _OPEN
            except TooLarge as refusal:
                yield number, refusal
                return
            else:
                if any(cell.strip() for cell in cells):
                    yield number, cells

    @cached_property
    def day_first(self) -> bool:
        """Whether the table writes 15/12/2017: the first date that can be read only one way decides for all."""
        dated = [index for index, column in enumerate(self.columns) if field_of(column) == "date"]
        if not dated or not _THREE_NUMBERS.search(self.data):
            return False
        lines = CsvLines(self.data, self.delimiter)
        with suppress(csv.Error, TooLarge):
            for row in csv.reader(lines, delimiter=self.delimiter):
                lines.begin()
                found = is_day_first(row[dated[0]]) if len(row) > dated[0] else None
                if found is not None:
                    return found
        return False

    def _checked(self, cells: list[str]) -> list[str] | DocentError:
        if not any(cell.strip() for cell in cells[len(self.columns) :]):
            return cells
        return Invalid(
            f"It has {len(cells)} cells where the first row names {len(self.columns)}; "
            "put text that holds the delimiter in quotation marks."
        )


def open_sheet(data: bytes) -> Sheet:
    """The sheet whose header names the most fields known to us: names that span columns may stand above it.

    Raises Invalid when no line near the top is a header.
    """
    marked = re.match(rb"sep=(.)(?:\r\n?|\n)", data)  # how Excel names the delimiter in the file itself
    data = data[marked.end() :] if marked else data
    # A cell may hold a whole report; the module's own limit of 131,072 characters is one for all its readers.
    csv.field_size_limit(LONGEST_ROW)
    starts = list(islice(line_starts(data), _ABOVE))
    found = [_headed(data, start, above, marked[1] if marked else b"") for above, start in enumerate(starts)]
    headers = [sheet for sheet in found if sheet.fields & {"title", "body", "url"}]
    if not headers:
        raise Invalid("The first row must name the columns, such as title, authors, date, type, url and text.")
    best = max(headers, key=lambda sheet: len(sheet.fields))
    return Sheet(data[starts[best.above] :], best.delimiter, best.columns, best.above)


def _headed(data: bytes, start: int, above: int, delimiter: bytes) -> Sheet:
    """The sheet's top, if its header begins there."""
    top = data[start : start + _LONGEST_HEADER].decode("utf-8", "ignore")
    sign = delimiter.decode("ascii", "replace") or _delimiter(top)
    return Sheet(b"", sign, tuple(column.strip()[:_LONGEST_NAME] for column in _first_row(top, sign)), above)


def _first_row(top: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _delimiter(top: str) -> str:
    """The sign that divides the first line into the most columns known to us."""
    first = re.split(r"[\r\n]", top, maxsplit=1)[0]

    def known(sign: str) -> tuple[int, int]:
        columns = next(csv.reader([first], delimiter=sign), [])
        return sum(bool(field_of(column)) for column in columns), len(columns)

    return max(_DELIMITERS, key=known)
