"""summarize, search, related, complete, expert: the questions, answered for programs and people."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.app import GuildServices, open_library
from bot.cli import output
from bot.cli.output import Exit, Misused
from bot.cli.sources import expand, is_file, read_source
from bot.domain.answers import RelatedAnswer, RelatedHit, SearchAnswer
from bot.domain.article import Kind, Summary
from bot.domain.dates import since_date
from bot.domain.errors import DocentError, Invalid
from bot.domain.summary import select, summarize
from bot.services.search import Question
from bot.settings import Settings

LENGTHS = {"brief": 1, "short": 3, "full": 6}


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    summary = commands.add_parser("summarize", parents=[shared], help="a piece's summary; - takes JSON Lines")
    summary.add_argument("source", nargs="?", default="-", metavar="ID|PATH|-")
    summary.add_argument("--length", choices=LENGTHS, default="short")
    summary.add_argument("--sentences", type=output.positive, metavar="N", help="so many sentences instead")
    summary.set_defaults(handle=summarize_)

    search = commands.add_parser("search", parents=[shared], help="find pieces")
    search.add_argument("query", nargs="*", metavar="QUERY")
    search.add_argument("--queries", type=Path, metavar="FILE", help="JSON Lines {qid, text}, all in one process")
    search.add_argument("--author", default="")
    search.add_argument("--topic", default="")
    search.add_argument("--since", default="")
    search.set_defaults(handle=search_)

    related = commands.add_parser("related", parents=[shared], help="what goes with a piece, and why")
    related.add_argument("article", nargs="*", metavar="ID")
    related.add_argument("--text", metavar="FILE|-", help="what goes with a text instead")
    related.set_defaults(handle=related_)
    for one in (search, related):
        one.add_argument("--limit", type=output.positive, default=10)
        one.add_argument("--kind", type=_kind, metavar="KIND", help=", ".join(kind.value for kind in Kind))

    complete = commands.add_parser("complete", parents=[shared], help="what the beginning of a title leads to")
    complete.add_argument("prefix", nargs="*", metavar="PREFIX")
    complete.add_argument("--queries", type=Path, metavar="FILE", help="JSON Lines {qid, text}, all in one process")
    complete.add_argument("--limit", type=output.positive, default=25)
    complete.set_defaults(handle=complete_)

    expert = commands.add_parser("expert", parents=[shared], help="who published on a topic")
    expert.add_argument("topic", nargs="+", metavar="TOPIC")
    expert.set_defaults(handle=expert_)


# ---------------------------------------------------------------------- summarize


async def summarize_(chosen: argparse.Namespace, settings: Settings) -> int:
    if chosen.source == "-":
        return _summarize_lines(chosen)
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        if "://" in chosen.source or await asyncio.to_thread(is_file, chosen.source):
            draft = await read_source(library.post, next(expand([chosen.source])))
            summary = summarize(draft.title, draft.deck, draft.body, draft.kind, draft.completeness)
            number, title, text = None, draft.title, draft.text
        else:
            brief = await library.resolving.resolve(chosen.source)
            piece = (await library.reading.article(brief.id)).article
            number, title, summary, text = piece.id, piece.title, piece.summary, piece.draft.text
    sentences = select(title, "", text, chosen.sentences) if chosen.sentences else _of_length(summary, chosen.length)
    if chosen.json:
        output.emit({"id": number, "title": title, "sentences": sentences, "origin": summary.origin})
    else:
        output.say(" ".join(sentences))
    return Exit.OK


def _of_length(summary: Summary, length: str) -> list[str]:
    return {"brief": [summary.brief], "short": list(summary.short), "full": list(summary.full)}[length]


def _summarize_lines(chosen: argparse.Namespace) -> int:
    """JSON Lines {id, title, deck, text} in, {id, sentences[]} out; the same order."""
    refused = False
    wanted = chosen.sentences or LENGTHS[chosen.length]
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            record = _object(line, number)
            fields = [str(record.get(name) or "") for name in ("title", "deck", "text")]
            output.emit({"id": record.get("id"), "sentences": select(fields[0], fields[1], fields[2], wanted)})
        except DocentError as error:
            refused = True
            chosen.json = True
            output.refuse(chosen, f"line {number}", error)
    return Exit.REFUSED if refused else Exit.OK


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(record, dict):
        raise Invalid(f"Line {number} is JSON, but not an object with named fields.")
    return record


# ---------------------------------------------------------------------- search


async def search_(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        person = (await library.people.find(chosen.author)).id if chosen.author else None
        since = since_date(chosen.since) if chosen.since else ""
        for qid, text in await asyncio.to_thread(_queries, chosen.queries, chosen.query):
            question = Question(text, chosen.kind, person, chosen.topic, since)
            answer = await library.search.search(question, size=chosen.limit)
            _tell_search(chosen, qid, answer)
    return Exit.OK


def _tell_search(chosen: argparse.Namespace, qid: Any, answer: SearchAnswer) -> None:
    if chosen.json or chosen.queries:
        hits = [
            {
                "id": hit.piece.id,
                "title": hit.piece.title,
                "kind": hit.piece.kind.value,
                "score": round(hit.score, 6),
                "snippet": hit.snippet,
            }
            for hit in answer.hits
        ]
        line: dict[str, Any] = {"query": answer.query, "hits": hits}
        output.emit(({"qid": qid} if qid is not None else {}) | line | {"corrected": answer.corrected})
        return
    if answer.corrected:
        output.say(f"Showing results for “{answer.corrected}”.")
    for hit in answer.hits:
        output.say(output.line_of(hit.piece))
        if hit.snippet:
            output.say(f"       {hit.snippet}")
    if not answer.hits:
        closest = f" Closest topics: {', '.join(answer.closest)}." if answer.closest else ""
        output.complain(f"Nothing on “{answer.query}” in this library.{closest}")


def _queries(file: Path | None, words: list[str]) -> list[tuple[Any, str]]:
    """(qid as it was given, text) of each line of the file, or the words alone. Raises Invalid naming the line."""
    if file is None:
        return [(None, " ".join(words))]
    lines = next(expand([str(file)])).text().split("\n") if not file.is_dir() else []
    records = [(number, _object(line, number)) for number, line in enumerate(lines, 1) if line.strip()]
    return [(record.get("qid", number), str(record.get("text") or "")) for number, record in records]


# ---------------------------------------------------------------------- related


async def related_(chosen: argparse.Namespace, settings: Settings) -> int:
    if not chosen.article and not chosen.text:
        raise Misused("Name a piece by its id or title, or give a text with --text.")
    refused = False
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        if chosen.text:
            text = await asyncio.to_thread(_text_in, chosen.text)
            _tell_related(chosen, None, await library.discovery.related_to_text(text, chosen.kind, chosen.limit))
        for asked in chosen.article:
            try:
                piece = await library.resolving.resolve(asked)
                answer = await library.discovery.related(piece.id, chosen.kind, limit=chosen.limit)
                _tell_related(chosen, piece.id, answer)
            except DocentError as error:
                refused = True
                output.refuse(chosen, asked, error)
    return Exit.REFUSED if refused else Exit.OK


def _text_in(path: str) -> str:
    source = next(expand([path]), None)
    if source is None or source.url:
        raise Invalid(f"{path} is not a file with a text.")
    return source.text()


def _tell_related(chosen: argparse.Namespace, number: int | None, answer: RelatedAnswer) -> None:
    hits = answer.hits[: chosen.limit]
    if chosen.json:
        output.emit({"id": number, "hits": [_hit_record(hit) for hit in hits]})
        return
    for hit in hits:
        output.say(output.line_of(hit.piece))
        output.say(f"       Why: {'; '.join(hit.reasons)}")
    if not hits:
        output.complain("Nothing in this library is close enough to suggest.")


def _hit_record(hit: RelatedHit) -> dict[str, Any]:
    return {
        "id": hit.piece.id,
        "title": hit.piece.title,
        "kind": hit.piece.kind.value,
        "score": round(hit.score, 6),
        "reasons": list(hit.reasons),
    }


# ---------------------------------------------------------------------- complete, expert


async def complete_(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        for qid, text in await asyncio.to_thread(_queries, chosen.queries, chosen.prefix):
            await _complete(chosen, library, qid, text)
    return Exit.OK


async def _complete(chosen: argparse.Namespace, library: GuildServices, qid: Any, text: str) -> None:
    found = await library.resolving.complete(text, chosen.limit)
    if chosen.json or chosen.queries:
        hits = [{"id": piece.id, "title": piece.title, "kind": piece.kind.value} for piece in found]
        output.emit(({"qid": qid} if qid is not None else {}) | {"query": text, "hits": hits})
        return
    for piece in found:
        output.say(output.line_of(piece))


async def expert_(chosen: argparse.Namespace, settings: Settings) -> int:
    async with open_library(settings) as services:
        library = await services.guild(chosen.guild)
        answer = await library.discovery.experts(" ".join(chosen.topic))
    if chosen.json:
        people = [
            {
                "id": one.id,
                "name": one.name,
                "role": one.role,
                "former": one.former,
                "score": round(one.score, 6),
                "pieces": [output.brief_record(piece) for piece in one.pieces],
                "total": one.total,
                "latest": one.latest,
            }
            for one in answer.people
        ]
        output.emit({"topic": answer.topic, "people": people, "closest": list(answer.closest)})
        return Exit.OK
    for one in answer.people:
        pieces = "1 piece" if one.total == 1 else f"{one.total} pieces"
        output.say(f"{one.name}{' (former)' if one.former else ''}: {pieces}, the latest {one.latest}")
        for piece in one.pieces:
            output.say(output.line_of(piece))
    if not answer.people:
        output.complain(f"Nobody on “{answer.topic}” in this library.")
    return Exit.OK


def _kind(text: str) -> Kind:
    try:
        return Kind(text.lower().replace("-", "_"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(kind.value for kind in Kind)}") from None
