"""A record as the cells of a table, so that a spreadsheet can show the library and give it back unharmed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from bot.domain.article import Article, Draft
from bot.domain.catalogue_names import split_people
from bot.domain.record import to_record
from bot.domain.record_fields import field_of, split_tags

TABLE_COLUMNS = tuple(to_record(Article(0, Draft())))

_NAMES = frozenset({"authors", "participants"})
_PARAGRAPHS = frozenset({"body", "footnotes", "places"})
_LISTS = _NAMES | _PARAGRAPHS | {"tags", "related", "person", "summary", "topics", "quotes", "pinned", "blocked"}
# A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe before it makes it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def cells_of_record(record: Mapping[str, Any]) -> dict[str, str]:
    """The record's fields as cells by column: lists of names and tags as "A; B", paragraphs with blank lines
    between them, everything that has no such form as JSON."""
    return {column: _guarded(_cell(column, record.get(column))) for column in TABLE_COLUMNS}


def record_of_cells(cells: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The record in a row of a table, given as (column, cell) pairs whatever the columns are called.

    Empty cells are left out. Of two columns with one meaning ("Author 1", "Author 2") lists are joined, else the
    first filled one counts.
    """
    record: dict[str, Any] = {}
    for column, cell in cells:
        cell = _unguarded(cell).strip()
        # A column of ours that others use for tags: objects in it are what a library knew of the piece.
        field = column if column in _LISTS and cell.startswith(("[{", '{"')) else _field(column)
        if not cell and field != "source":  # an empty source is a statement of the export: it stays as it is
            continue
        if field not in record:
            record[field] = _value(field, cell)
        elif field in _NAMES | {"tags"} and isinstance(record[field], str):
            record[field] += f"; {cell}"
    return record


@lru_cache(maxsize=1024)
def _field(column: str) -> str:
    return field_of(re.sub(r"[\s_]*\d+$", "", column)) or column


def _cell(column: str, value: Any) -> str:
    if value is None or value in ("", [], ()):
        return ""
    if isinstance(value, bool | Mapping):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return _list_cell(column, list(value))
    return str(value)


def _list_cell(column: str, items: list[Any]) -> str:
    """The readable form if it reads back as the same list, else JSON."""
    if all(isinstance(item, str) and item for item in items):
        text = ("\n\n" if column in _PARAGRAPHS else "; ").join(items)
        if not text.startswith(("[", "{")) and _split(column, text) == items:
            return text
    return json.dumps(items, ensure_ascii=False)


def _split(column: str, text: str) -> list[str]:
    if column in _PARAGRAPHS:
        return [part for part in text.split("\n\n") if part.strip() == part and "\n" not in part]
    return list(split_people(text) if column in _NAMES else split_tags(text))


def _value(field: str, cell: str) -> Any:
    if field in _LISTS and cell[:1] in ("[", "{"):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
