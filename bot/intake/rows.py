"""A table's text cut into rows before anything is parsed, so that no row takes more memory than a book does.

A megabyte of brackets or cells becomes a hundred of objects; therefore a row's length and its signs are counted first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.article import LONGEST_TEXT
from bot.domain.errors import TooLarge, Unreadable

LONGEST_ROW = 2 * LONGEST_TEXT  # characters: a book, and what JSON writes around it
_MOST_SIGNS = 300_000  # of one kind in a row; a book's prose has 60,000 commas
_MOST_BRACKETS = 50_000  # in a row; each is an object that takes up to 200 bytes

_LINE_END = re.compile(r"\r\n?|\n")
# A string that is never closed is one token up to the end, so that the signs in it start no search of their own.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")


class CsvLines(Iterator[str]):
    """The lines of a CSV text with their ends, for `csv.reader`; `begin` says that a new row starts.

    Raises TooLarge when a row, which may have many lines, is longer than a row may be.
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._at = self._start = 0
        self._signs = 0

    def begin(self) -> None:
        self._start, self._signs = self._at, 0

    def __next__(self) -> str:
        start = self._at
        if start >= len(self._text):
            raise StopIteration
        end = _LINE_END.search(self._text, start)
        self._at = end.end() if end else len(self._text)
        self._signs += self._text.count(self._delimiter, start, self._at)
        if self._at - self._start > LONGEST_ROW or self._signs > _MOST_SIGNS:
            raise TooLarge("It is longer than a row can be, or a quotation mark is not closed; the rest was not read.")
        return self._text[start : self._at]


def lines_of(text: str) -> Iterator[str]:
    """Line after line without a second copy of the file."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def check_json(text: str) -> str:
    """The text of one JSON value, if it may be parsed. Raises TooLarge."""
    brackets = text.count("[") + text.count("{")
    if len(text) > LONGEST_ROW or max(text.count(","), text.count(":")) > _MOST_SIGNS or brackets > _MOST_BRACKETS:
        raise TooLarge("It is longer than a record can be. Send it in parts.")
    return text


def values_of(text: str, start: int) -> Iterator[str]:
    """The values of a JSON list as texts; `start` is where it begins, behind its bracket.

    Raises Unreadable where the list is damaged or ends without a bracket.
    """
    at = _after_blanks(text, start)
    while not text.startswith("]", at):
        end = _end_of_value(text, at)
        yield text[at:end]
        at = _after_blanks(text, end)


def _after_blanks(text: str, at: int) -> int:
    blanks = _BETWEEN.match(text, at)
    return blanks.end() if blanks else at


def _end_of_value(text: str, at: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, at, at + LONGEST_ROW):
        sign = text[token.start()]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if depth <= 0:
                return token.end() if depth == 0 else token.start()
        elif sign == "," and depth == 0:
            return token.start()
    raise Unreadable("The file is not valid JSON. Save it again, or send one record a line as .jsonl.")
