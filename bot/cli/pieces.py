"""import, read, export, list, show: pieces in and out of a library."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from bot.app import GuildServices, open_library
from bot.cli import output
from bot.cli.feeds import feed_rows, follow_list, is_feed, is_list
from bot.cli.output import Exit, Misused
from bot.cli.sources import Source, expand, read_source, rows_of
from bot.domain.errors import DocentError, Duplicate, NotFound
from bot.domain.record import Record, record_of_draft
from bot.intake.table import Row
from bot.services.importing import Outcome
from bot.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    into = commands.add_parser("import", parents=[shared], help="add pages, files, tables and exports; idempotent")
    into.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, an address, or - for stdin")
    into.add_argument("--url", default="", help="the address of a single page that is pasted or read from a file")
    into.add_argument("--dry-run", action="store_true", help="say what would be added, add nothing")
    into.set_defaults(handle=import_)

    read = commands.add_parser("read", parents=[shared], help="what is understood of a page, as JSON; stores nothing")
    read.add_argument("paths", nargs="+", metavar="PATH", help="a file, an address, or - for stdin")
    read.add_argument("--url", default="", help="the address of the page")
    read.set_defaults(handle=read_)

    out = commands.add_parser("export", parents=[shared], help="everything, in a form that import takes back")
    out.add_argument("-o", "--output", type=Path, metavar="FILE", help="stdout without it")
    out.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    out.set_defaults(handle=export)

    listing = commands.add_parser("list", parents=[shared], help="the pieces, the newest first")
    listing.add_argument("--limit", type=output.positive, help="how many (all without it)")
    listing.set_defaults(handle=list_)

    show = commands.add_parser("show", parents=[shared], help="one piece, whole")
    show.add_argument("article", nargs="+", metavar="ID|TITLE")
    show.set_defaults(handle=show_)


async def import_(chosen: argparse.Namespace, settings: Settings) -> int:
    refused = found = False
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        for source in _sources(chosen):
            found = True
            tally: Counter[str] = Counter()
            shown = not (chosen.json and sys.stdout.isatty())
            with output.progress(f"Importing {source.label}", shown=shown) as advance:
                async for outcome in _imported(chosen, library, source):
                    refused |= outcome.error is not None
                    tally[outcome.status] += 1
                    advance()
                    _tell(chosen, source, outcome)
            if tally.total() > 1:
                output.complain(f"{source.label}: {', '.join(f'{count} {status}' for status, count in tally.items())}.")
    if not found:
        raise NotFound(f"There is no file in {' '.join(chosen.paths)}.")
    return Exit.REFUSED if refused else Exit.OK


def _sources(chosen: argparse.Namespace) -> Iterator[Source]:
    if chosen.url and len(chosen.paths) > 1:
        raise Misused("--url is the address of one page, so give one PATH with it.")
    if not all(chosen.paths):
        raise Misused("An empty PATH names no file; - stands for stdin, . for this folder.")
    return expand(chosen.paths)


async def _imported(chosen: argparse.Namespace, library: GuildServices, source: Source) -> AsyncIterator[Outcome]:
    try:
        if is_list(source):
            async for outcome in follow_list(library, source, dry_run=chosen.dry_run):
                yield outcome
            return
        if source.holds_many or is_feed(source):
            rows = await feed_rows(source) if is_feed(source) else rows_of(source)
            importing = library.importing
            outcomes = importing.rehearse(rows) if chosen.dry_run else importing.run(rows)
            async for outcome in outcomes:
                yield _conditional(outcome) if chosen.dry_run else outcome
            return
        draft = await read_source(library.post, source, chosen.url)
        if chosen.dry_run:
            async for outcome in library.importing.rehearse([Row(0, Record(draft))]):
                yield _conditional(outcome)
        elif draft.person is not None:
            yield Outcome(0, draft.person.name, "person", await library.people.describe(draft.person))
        else:
            added = await library.library.add(draft)
            yield Outcome(0, added.article.title, "completed" if added.took_over else "added", added.article.id)
    except DocentError as error:
        number = error.article_id if isinstance(error, Duplicate) else None
        yield Outcome(0, status="refused", article=number, error=error)


def _conditional(outcome: Outcome) -> Outcome:
    """Of a dry run: numbers given to new pieces mean nothing."""
    if outcome.status not in ("added", "completed"):
        return outcome
    return replace(outcome, status=f"would be {outcome.status}", article=None)


def _tell(chosen: argparse.Namespace, source: Source, outcome: Outcome) -> None:
    place = f"{source.label}:{outcome.number}" if outcome.number else source.label
    if outcome.error:
        output.refuse(chosen, place, outcome.error)
    elif chosen.json:
        line = {"input": place, "id": outcome.article, "title": outcome.title, "status": outcome.status}
        output.emit(line if outcome.record_id is None else line | {"record": outcome.record_id})
    else:
        number = f"{outcome.article:>5}  " if outcome.article else "       "
        output.say(f"{number}{outcome.status}: {outcome.title}")


async def read_(chosen: argparse.Namespace, settings: Settings) -> int:
    refused = False
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        for source in _sources(chosen):
            try:
                output.emit(record_of_draft(await read_source(library.post, source, chosen.url)))
            except DocentError as error:
                refused = True
                chosen.json = True
                output.refuse(chosen, source.label, error)
    return Exit.REFUSED if refused else Exit.OK


async def export(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services, AsyncExitStack() as stack:
        library = await services.guild(chosen.guild)
        target: TextIO = sys.stdout
        if chosen.output:
            target = stack.enter_context(open(chosen.output, "w", encoding="utf-8", newline=""))  # noqa: ASYNC230, SIM115
        count = 0
        async for line in library.exporting.lines(chosen.format):
            target.write(line)
            count += 1
    output.complain(f"Exported {count} lines.")
    return Exit.OK


async def list_(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        for piece in await library.search.newest(chosen.limit or 1_000_000):
            if chosen.json:
                output.emit(output.brief_record(piece))
            else:
                output.say(output.line_of(piece))
    return Exit.OK


async def show_(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        piece = await library.resolving.resolve(" ".join(chosen.article))
        output.emit(await library.exporting.record(piece.id))
    return Exit.OK
