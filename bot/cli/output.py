"""What the command line prints: JSON Lines for programs, lines of text for people, complaints to stderr."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

from bot.domain.article import Brief
from bot.domain.errors import DocentError, Duplicate

MOST = 1_000_000  # answers that may be asked for at once


class Exit(IntEnum):
    OK = 0
    REFUSED = 1  # some items were refused, each named on stderr
    USAGE = 2
    CONFIGURATION = 78  # EX_CONFIG of sysexits.h
    INTERRUPTED = 130


class Misused(Exception):
    """Options that don't go together, or one too few; the process ends with exit code 2."""


def positive(text: str) -> int:
    """The type of an option that says how many."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= MOST and len(text) < 9):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number from 1 to {MOST:,}")
    return int(text)


def use_utf8() -> None:
    """Pipes carry UTF-8 whatever the locale says; what no encoding can hold is shown as a question mark."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


# Signs that JSON leaves as they are, at which some programs end a line and some terminals take an order.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
# What a terminal would obey instead of showing it, and what turns the direction of a line; line ends and tabs stay.
_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\n\t\u2028\u2029]+")


def emit(record: Mapping[str, Any]) -> None:
    """One line of JSON."""
    print(json.dumps(record, ensure_ascii=False).translate(_ESCAPED), flush=True)


def say(text: str = "") -> None:
    """For a reader's eyes, on stdout."""
    print(_shown(text))


def complain(text: str) -> None:
    print(_shown(text), file=sys.stderr, flush=True)


def _shown(text: str) -> str:
    """Text that strangers wrote, with a sign in the place of everything that would take effect on a terminal."""
    return _ORDERS.sub("\ufffd", text)


def refuse(chosen: argparse.Namespace, source: str, error: DocentError) -> None:
    """An item that can't be taken: a sentence for people, and a line for programs when they asked for lines."""
    named = not source or error.sentence.startswith(f"{source} ") or f"“{source}”" in error.sentence
    named = named or f" {source}." in error.sentence
    complain(error.sentence if named else f"{source}: {error.sentence}")
    for piece in getattr(error, "candidates", ()):
        complain(line_of(piece))
    if chosen.json:
        what: dict[str, Any] = {"code": error.code, "message": error.sentence}
        line: dict[str, Any] = {"input": source, "error": what}
        if isinstance(error, Duplicate):
            what["id"] = line["id"] = error.article_id
        emit(line)


def progress_console() -> Any:
    """Where progress bars go: stderr, and nowhere when that is no terminal."""
    from rich.console import Console

    return Console(stderr=True, quiet=not sys.stderr.isatty())


@contextmanager
def progress(what: str, *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """A count that runs on a terminal's stderr while something long goes on; gives what to call for each item done."""
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}: {task.completed}"), TimeElapsedColumn()
    # Only a terminal's stdout may go through the bar's console: a pipe has a reader of its own.
    told = sys.stdout.isatty()
    with Progress(*columns, console=progress_console(), transient=True, redirect_stdout=told) as bar:
        task = bar.add_task(what, total=None)
        yield lambda: bar.advance(task)


def brief_record(piece: Brief) -> dict[str, Any]:
    """The facts of a piece that a list needs, as JSON."""
    return {
        "id": piece.id,
        "kind": piece.kind.value,
        "title": piece.title,
        "date": piece.published,
        "authors": list(piece.authors),
        "outlet": piece.outlet,
        "completeness": piece.completeness.value,
        "url": piece.url,
        "superseded": piece.superseded,
    }


def line_of(piece: Brief) -> str:
    """A piece on one line."""
    facts = [piece.kind.label.lower(), piece.published, ", ".join(piece.authors), "superseded" * piece.superseded]
    line = f"{piece.title}  ({'; '.join(fact for fact in facts if fact)})"
    return f"{piece.id:>5}  {_BREAKS.sub(' ', line)}"
