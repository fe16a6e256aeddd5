"""brief: what the library says on a topic over several pieces, for programs and people."""

from __future__ import annotations

import argparse
from typing import Any

from bot.app import open_library
from bot.cli import output
from bot.cli.output import Exit
from bot.domain.answers import BriefAnswer, View
from bot.domain.dates import since_date
from bot.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    brief = commands.add_parser(
        "brief", parents=[shared], help="a topic over several pieces, every line with its source"
    )
    brief.add_argument("topic", nargs="+", metavar="TOPIC")
    brief.add_argument("--view", choices=[view.value for view in View], default=View.OVERVIEW.value)
    brief.add_argument("--since", default="", help="only pieces from this day on")
    brief.set_defaults(handle=brief_)


async def brief_(chosen: argparse.Namespace, settings: Settings) -> int:
    since = since_date(chosen.since) if chosen.since else ""
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        answer = await library.briefing.brief(" ".join(chosen.topic), View(chosen.view), since)
    if chosen.json:
        output.emit(_record(answer))
    else:
        _tell(answer)
    return Exit.OK


def _record(answer: BriefAnswer) -> dict[str, Any]:
    pieces = [{"number": number} | output.brief_record(piece) for number, piece in enumerate(answer.pieces, 1)]
    lines = [
        {
            "text": line.text,
            "number": line.number,
            "id": answer.piece_of(line).id,
            "date": answer.piece_of(line).published,
            "speaker": line.speaker,
            "place": line.place,
        }
        for line in answer.lines
    ]
    people = [{"id": one.id, "name": one.name, "total": one.total, "latest": one.latest} for one in answer.people]
    return {
        "topic": answer.topic,
        "view": answer.view.value,
        "since": answer.since,
        "people": people,
        "lines": lines,
        "pieces": pieces,
        "total": answer.total,
        "gaps": list(answer.gaps),
        "earlier": answer.earlier,
        "closest": list(answer.closest),
    }


def _tell(answer: BriefAnswer) -> None:
    if not answer.pieces:
        since = f" since {answer.since}" if answer.since else ""
        earlier = f" {answer.earlier} before it." if answer.earlier else ""
        topics = f" Closest topics: {', '.join(answer.closest)}." if answer.closest else ""
        output.complain(f"Nothing on “{answer.topic}”{since} in this library.{earlier}{topics}")
        return
    output.say(f"{answer.topic}: {answer.total} piece{'s' * (answer.total != 1)}")
    for one in answer.people:
        output.say(f"  {one.name}: {one.total} piece{'s' * (one.total != 1)}, the latest {one.latest}")
    year = ""
    for line in answer.lines:
        if answer.view is View.TIMELINE and answer.piece_of(line).year != year:
            year = answer.piece_of(line).year
            output.say(year)
        output.say(f"- {line.text}{f' ({line.source})' if line.source else ''} [{line.number}]")
    for number, piece in enumerate(answer.pieces, 1):
        output.say(f"[{number}] {output.line_of(piece).strip()}")
    for gap in answer.gaps:
        output.say(gap)
