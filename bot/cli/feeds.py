"""feed: following feeds and reading them, and feeds and lists of feeds among what is imported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator
from typing import Any

from bot.app import GuildServices, open_library
from bot.cli import output
from bot.cli.output import Exit, Misused
from bot.cli.sources import Source
from bot.domain.errors import DocentError
from bot.domain.feeds import FeedCheck, KnownFeed, Mode
from bot.domain.record import Record
from bot.intake.table import Row
from bot.services.feeds import FeedService
from bot.services.importing import Outcome
from bot.settings import Settings

_FILES = (".opml", ".xml", ".rss", ".atom", ".rdf")


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    feed = commands.add_parser("feed", parents=[shared], help="follow feeds: add, list, check, pause, resume, remove")
    actions = feed.add_subparsers(title="actions", metavar="ACTION", required=True)

    add = actions.add_parser("add", parents=[shared], help="follow a feed from now on; takes its newest 20 items")
    add.add_argument("url", metavar="URL", nargs="+", help="the address of a feed, or of a page that names one")
    add.add_argument("--mode", choices=[mode.value for mode in Mode], help="what becomes of new items (review)")
    add.set_defaults(handle=add_)

    listing = actions.add_parser("list", parents=[shared], help="the feeds and how they fare")
    listing.add_argument("--opml", action="store_true", help="as a list that other feed readers take")
    listing.set_defaults(handle=list_)

    check = actions.add_parser("check", parents=[shared], help="read feeds now: those named, or all but the paused")
    check.add_argument("url", metavar="URL", nargs="*")
    check.set_defaults(handle=check_)

    for name, what in (
        ("pause", "do not read a feed until it is resumed"),
        ("resume", "read a feed again"),
        ("remove", "follow a feed no more; what came from it stays"),
    ):
        action = actions.add_parser(name, parents=[shared], help=what)
        action.add_argument("url", metavar="URL", nargs="+")
        action.set_defaults(handle=change, verb=name)


async def add_(chosen: argparse.Namespace, settings: Settings) -> int:
    mode = Mode(chosen.mode) if chosen.mode else None
    refused = False
    async with open_library(settings) as services:
        feeds = (await services.guild(chosen.guild)).feeds
        for url in chosen.url:
            try:
                _tell_check(chosen, await feeds.follow(url, mode))
            except DocentError as error:
                refused = True
                output.refuse(chosen, url, error)
    return Exit.REFUSED if refused else Exit.OK


async def list_(chosen: argparse.Namespace, settings: Settings) -> int:
    if chosen.opml and chosen.json:
        raise Misused("--opml and --json are two forms of the list: give one of them.")
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        if chosen.opml:
            sys.stdout.write((await library.feed_lists.written()).decode("utf-8"))
            return Exit.OK
        for feed in await library.feeds.all():
            if chosen.json:
                output.emit(_record(feed))
            else:
                output.say(_line(feed))
    return Exit.OK


async def check_(chosen: argparse.Namespace, settings: Settings) -> int:
    refused = False
    async with open_library(settings) as services:
        feeds = (await services.guild(chosen.guild)).feeds
        async for check in _checked(chosen, feeds):
            refused |= check is None or check.error is not None
            if check is not None:
                _tell_check(chosen, check)
    return Exit.REFUSED if refused else Exit.OK


async def _checked(chosen: argparse.Namespace, feeds: FeedService) -> AsyncIterator[FeedCheck | None]:
    """Each reading as it is done; None for a feed that there is none of, told on stderr."""
    if not chosen.url:
        async for check in feeds.check_all():
            yield check
    for url in chosen.url:
        try:
            yield await feeds.check((await feeds.find(url)).id)
        except DocentError as error:
            output.refuse(chosen, url, error)
            yield None


async def change(chosen: argparse.Namespace, settings: Settings) -> int:
    refused = False
    async with open_library(settings) as services:
        feeds = (await services.guild(chosen.guild)).feeds
        verbs = {"pause": feeds.pause, "resume": feeds.resume, "remove": feeds.remove}
        for url in chosen.url:
            try:
                feed = await verbs[chosen.verb]((await feeds.find(url)).id)
            except DocentError as error:
                refused = True
                output.refuse(chosen, url, error)
                continue
            if chosen.json:
                output.emit(_record(feed) | {"status": f"{chosen.verb}d"})
            else:
                output.say(f"{chosen.verb}d: {feed.name}")
    return Exit.REFUSED if refused else Exit.OK


def is_feed(source: Source) -> bool:
    """Whether the file is a feed or a list of feeds, by its name."""
    return source.path is not None and source.name.lower().endswith(_FILES)


def is_list(source: Source) -> bool:
    return is_feed(source) and b"<opml" in source.data[:4_000].lower()


async def feed_rows(source: Source) -> list[Row]:
    """The items of a feed that is kept as a file. Raises Unreadable, Unsupported or TooLarge."""
    from bot.intake.feed import open_feed

    feed = await open_feed(source.data)
    return [Row(number, Record(draft)) for number, draft in enumerate(feed.items, 1)]


async def follow_list(library: GuildServices, source: Source, *, dry_run: bool) -> AsyncIterator[Outcome]:
    """Follows the feeds of an OPML file, set to review; `feed check` or the running bot reads them."""
    lists = library.feed_lists
    told = await (lists.rehearse(source.data) if dry_run else lists.follow(source.data))
    for number, one in enumerate(told, 1):
        status = ("would be followed" if dry_run else "followed") if one.new else "present"
        error = one.error and type(one.error)(f"Line {one.line}: {one.error.sentence}")
        yield Outcome(number, one.name, "refused" if error else status, error=error)


def _tell_check(chosen: argparse.Namespace, check: FeedCheck) -> None:
    if check.error:
        output.refuse(chosen, check.feed.url, check.error)
        return
    for one in check.refused:
        output.complain(f"{check.feed.url}: {one}")
    if chosen.json:
        lists = {name: list(getattr(check, name)) for name in ("published", "held", "refused")}
        counts = {name: getattr(check, name) for name in ("completed", "owed", "known", "skipped", "left")}
        output.emit(_record(check.feed) | lists | counts)
    else:
        output.say(f"{check.feed.name} ({check.feed.mode}): {check.sentence}")


def _record(feed: KnownFeed) -> dict[str, Any]:
    names = ("id", "url", "title", "home", "folder", "mode", "paused", "reason")
    times = {"last_read": feed.succeeded or None, "next": feed.due, "failures": feed.failures, "failure": feed.failure}
    return {name: getattr(feed, name) for name in names} | times


def _line(feed: KnownFeed) -> str:
    state = feed.trouble or ("is paused" if feed.paused else "")
    return f"{feed.id:>5}  {feed.name} ({feed.mode}) {feed.url}" + (f"  {state}" if state else "")
