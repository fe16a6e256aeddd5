"""The peak memory of the bot's process, without Discord, while it is handed every hostile file and page at hand.

python -m benchmarks.memory [--all]: builds the files (`tests.intake.hostile_files`; the slow ones only with --all),
serves the pages on loopback, and starts a process of its own that reads them through the services Discord uses.
Peaks are the system's (VmHWM, of the process itself; getrusage for its children, the largest so far). In MiB.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.app import GuildServices, open_library
from bot.domain.errors import DocentError
from bot.intake.feed import open_feed
from bot.intake.fetch import Gate, open_gate
from bot.settings import Settings
from tests.intake import hostile, hostile_files
from tests.intake.hostile import Answer, http, packed, serving

MIB = 2**20
AT_ONCE = 12  # fetches of one page, more than the gate lets through together
_SUFFIXES = {"PDFS": "a.pdf", "DOCUMENTS": "a.docx", "FEEDS": "a.xml"}


def main(arguments: list[str]) -> int:
    if len(arguments) == 2:
        asyncio.run(_library(Path(arguments[0]), arguments[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder), slow="--all" in arguments)
        return asyncio.run(_serve(Path(folder)))


# ---------------------------------------------------------------------- the process that builds and serves


def _build(folder: Path, *, slow: bool) -> None:
    """Each file as `GROUP name` with its bytes, and a list of them in their order."""
    listed: list[tuple[str, str, str]] = []
    for group in ("PDFS", "DOCUMENTS", "TEXTS", "TABLES", "FEEDS"):
        for name, entry in getattr(hostile_files, group).items():
            if name in hostile_files.SLOW and not slow:
                continue
            file, made = entry if isinstance(entry, tuple) else (_SUFFIXES[group], entry)
            (folder / f"{group} {name}").write_bytes(made())
            listed.append((group, name, file))
    (folder / "HONEST a table of 25 MiB").write_bytes(_honest_table())
    listed.append(("HONEST", "a table of 25 MiB", "a.jsonl"))
    (folder / "list.json").write_text(json.dumps(listed))


def _honest_table() -> bytes:
    """Four thousand pieces of 900 words, no two alike."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 9))) for _ in range(30_000)]
    lines: list[str] = []
    while sum(map(len, lines[:1])) * len(lines) < 24.5 * MIB:
        body = [" ".join(chance.choices(words, k=90)).capitalize() + "." for _ in range(10)]
        lines.append(json.dumps({"title": " ".join(chance.choices(words, k=6)), "body": body}))
    return "\n".join(lines).encode()[: 25 * MIB]


async def _serve(folder: Path) -> int:
    document = "application/pdf"
    answers: dict[str, Answer] = {
        "/bomb": packed(hostile.bomb(200)),
        "/bomb-as-pdf": packed(gzip.compress(b"%PDF-1.7\n" + bytes(200 * MIB)), content_type=document),
        "/endless": hostile.endless_body,
        "/chunks": hostile.endless_chunk_line,
        "/large-pdf": http(b"%PDF-1.7\n" + bytes(24 * MIB), content_type=document),
        "/large-page": http(b"<p>" + b"word " * (2 * MIB - 10)),
        "/feed-bomb": packed(gzip.compress(b"<rss>" + b"<item>" * 2 * MIB), content_type="application/rss+xml"),
    }
    async with serving(answers) as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.memory", str(folder), server.url("")),
            env=os.environ | {"FETCH_ALLOW_PRIVATE": server.host},
        )
        return await process.wait()


# ---------------------------------------------------------------------- the bot's process


async def _library(folder: Path, site: str) -> None:
    host = site.removeprefix("http://")
    settings = Settings(database_path=folder / "library.db", fetch_allow_private=frozenset({host}))
    async with open_library(settings) as services, open_gate({host}) as gate:
        library = await services.guild(1)
        print(f"{'opened':60} own peak {_own():4.0f}")
        for group, name, file in json.loads((folder / "list.json").read_text()):
            read = (folder / f"{group} {name}").read_bytes
            await _told(f"{group.lower()}: {name}", lambda: _taken(library, group, file, read))  # noqa: B023
        for path in ("/bomb", "/bomb-as-pdf", "/endless", "/chunks", "/large-pdf", "/large-page", "/feed-bomb"):
            await _told(f"fetch: {AT_ONCE} times {path[1:]}", lambda: _fetched(gate, site + path))  # noqa: B023
    print(f"peak of the bot's process {_own():.0f} MiB, of its largest child {_largest_child():.0f} MiB")


async def _told(name: str, job: Callable[[], Awaitable[str]]) -> None:
    started = time.perf_counter()
    try:
        ending = await job()
    except DocentError as refusal:
        ending = refusal.code
    taken = time.perf_counter() - started
    print(f"{name:60} own peak {_own():4.0f}, children's {_largest_child():4.0f}, {taken:5.1f} s: {ending}", flush=True)


async def _taken(library: GuildServices, group: str, file: str, read: Callable[[], bytes]) -> str:
    if group == "FEEDS":
        return f"{len((await open_feed(read())).items)} items"
    if group not in ("TABLES", "HONEST"):
        draft = await library.post.from_file(file, read())
        await library.post.publish((await library.post.hold(draft, "file", 1)).id, 1)
        return "published"
    number = await library.tables.hold(file, read())
    tried = [report async for report in library.tables.rehearse(number)][-1]
    if group == "TABLES":
        tried = [report async for report in library.tables.run(number, 1)][-1]
    return f"{tried.added} of {tried.total} rows"


async def _fetched(gate: Gate, url: str) -> str:
    async def one() -> str:
        try:
            return f"{len((await gate.get(url)).body) / MIB:.0f} MiB"
        except DocentError as refusal:
            return refusal.code

    return ", ".join(sorted(set(await asyncio.gather(*(one() for _ in range(AT_ONCE))))))


def _own() -> float:
    """The peak of this process; getrusage would count what the process that started it had taken, too."""
    with suppress(OSError, StopIteration), open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _largest_child() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
