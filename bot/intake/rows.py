"""A table's bytes cut into rows before anything is parsed, so that no row takes more memory than a book does.

A megabyte of brackets or cells becomes a hundred of objects; therefore a row's length and its signs are counted first.
Rows are cut from UTF-8 and decoded one by one: one emoji would make the whole text four times as large.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from bot.domain.article import LONGEST_TEXT
from bot.domain.errors import TooLarge, Unreadable
from bot.intake.charset import unmarked_utf16
from bot.intake.plain import check_is_text, text_of

LONGEST_ROW = 3 * LONGEST_TEXT  # bytes: a book in any script
_MOST_SIGNS = 300_000  # of one kind in a row; a book's prose has 60,000 commas
_PIECE = 2**20  # bytes that are decoded at once
_MOST_BRACKETS = 50_000  # in a row; each is an object that takes up to 200 bytes

_LINE_END = re.compile(rb"\r\n?|\n")
# A string that is never closed is one token up to the end, so that the signs in it start no search of their own.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,]*")


class CsvLines(Iterator[str]):
    """The lines of a CSV file with their ends, for `csv.reader`; `begin` says that a new row starts.

    Raises TooLarge when a row, which may have many lines, is longer than a row may be.
    """

    def __init__(self, data: bytes, delimiter: str) -> None:
        self._data = data
        self._delimiter = delimiter.encode()
        self._at = self._start = 0
        self._signs = 0

    def begin(self) -> None:
        self._start, self._signs = self._at, 0

    def go_on(self) -> None:
        """After the row's first line, where its quotation marks go wrong: what they swallowed are rows of their own."""
        end = _LINE_END.search(self._data, self._start)
        self._at = end.end() if end else len(self._data)

    def __next__(self) -> str:
        start = self._at
        if start >= len(self._data):
            raise StopIteration
        end = _LINE_END.search(self._data, start)
        self._at = end.end() if end else len(self._data)
        self._signs += self._data.count(self._delimiter, start, self._at)
        if self._at - self._start > LONGEST_ROW or self._signs > _MOST_SIGNS:
            raise TooLarge("It is longer than a row can be, or a quotation mark is not closed; the rest was not read.")
        return self._data[start : self._at].decode()


def utf8_of(name: str, data: bytes) -> bytes:
    """The file's text as UTF-8 without mark and nulls: mostly the very bytes. Raises Unreadable when it is no text."""
    if unmarked_utf16(data):
        return text_of(name, data).encode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            text = decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))
            if start == 0:
                check_is_text(name, text.replace("\x00", ""))
    except UnicodeDecodeError:
        return text_of(name, data).encode()
    return data.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"")


def line_starts(data: bytes) -> Iterator[int]:
    """Where each line begins, whatever its end."""
    yield 0
    yield from (end.end() for end in _LINE_END.finditer(data))


def lines_of(data: bytes) -> Iterator[bytes]:
    """Line after line without a second copy of the file."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def check_json(data: bytes) -> bytes:
    """The bytes of one JSON value, if it may be parsed. Raises TooLarge."""
    brackets = data.count(b"[") + data.count(b"{")
    if len(data) > LONGEST_ROW or max(data.count(b","), data.count(b":")) > _MOST_SIGNS or brackets > _MOST_BRACKETS:
        raise TooLarge("It is longer than a record can be. Send it in parts.")
    return data


def values_of(data: bytes, start: int) -> Iterator[bytes]:
    """The values of a JSON list; `start` is where it begins, behind its bracket.

    Raises Unreadable where the list is damaged or ends without a bracket.
    """
    at = _after_blanks(data, start)
    while not data.startswith(b"]", at):
        end = _end_of_value(data, at)
        yield data[at:end]
        at = _after_blanks(data, end)


def _after_blanks(data: bytes, at: int) -> int:
    blanks = _BETWEEN.match(data, at)
    return blanks.end() if blanks else at


def _end_of_value(data: bytes, at: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(data, at, at + LONGEST_ROW):
        sign = data[token.start() : token.start() + 1]
        if sign in (b"[", b"{"):
            depth += 1
        elif sign in (b"]", b"}"):
            depth -= 1
            if depth <= 0:
                return token.end() if depth == 0 else token.start()
        elif sign == b"," and depth == 0:
            return token.start()
    raise Unreadable("The file is not valid JSON. Save it again, or send one record a line as .jsonl.")
