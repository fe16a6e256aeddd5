"""How long the readers of files and feeds take: python -m benchmarks.documents."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import time
from collections.abc import Callable

from bot.intake.docx import read_docx
from bot.intake.feed import read_feed
from bot.intake.files import open_file
from bot.intake.markdown import read_markdown
from bot.intake.pdf import read_pdf
from bot.intake.sandbox import open_sandbox
from bot.intake.table import read_table
from tests.intake.docx_bytes import docx, paragraph
from tests.intake.pdf_bytes import columns, pdf

_SENTENCE = "Harbours are slow to build and quick to fill, and the states that own them learn it each time ships come. "
_PARAGRAPH = _SENTENCE * 5


def main() -> None:
    """Prints the median of each, by the clock and in CPU time."""
    one, two = (_pages(count, 30) for count in (1, 2))
    word = docx([paragraph(_PARAGRAPH) for _ in range(150)])
    feed, table, lines = _feed(100).encode(), _table(5_000).encode(), _lines(5_000).encode()
    text = "---\ntitle: Ports\n---\n" + f"{_PARAGRAPH}\n\n" * 100
    jobs: dict[str, Callable[[], object]] = {
        "PDF of 30 pages, one column": lambda: read_pdf(one),
        "PDF of 30 pages, two columns": lambda: read_pdf(two),
        "the same in a child process": lambda: asyncio.run(open_file("a.pdf", two)),
        "the same with pypdf": lambda: read_pdf(two, plain=True),
        "Word document of 15,000 words": lambda: read_docx(word),
        "the same in its child process": lambda: asyncio.run(open_file("a.docx", word)),
        "Markdown of 10,000 words": lambda: read_markdown(text),
        "feed of 100 items, 500 words each": lambda: read_feed(feed, url="https://h.example/feed"),
        "CSV of 5,000 rows": lambda: list(read_table("a.csv", table)),
        "JSON Lines of 5,000 records": lambda: list(read_table("a.jsonl", lines)),
    }
    for name, job in jobs.items():
        taken, used = _medians(job)
        print(f"{name:36} {taken:8.0f} ms {used:8.0f} ms of CPU")
    asyncio.run(_pages_of_the_web())


async def _pages_of_the_web() -> None:
    """One page after another, each in a process of its own and all in one that stays warm; by the clock."""
    page = f"<!doctype html><title>Ports</title><article><h1>Ports</h1>{f'<p>{_PARAGRAPH}</p>' * 12}</article>".encode()
    async with open_sandbox() as pages:
        for name, warm in (("web page in a process of its own", None), ("web page in the warm process", pages)):
            await open_file("a.html", page, pages=warm)
            taken = []
            for _ in range(15):
                started = time.perf_counter()
                await open_file("a.html", page, pages=warm)
                taken.append(1000 * (time.perf_counter() - started))
            print(f"{name:36} {statistics.median(taken):8.0f} ms")


def _medians(job: Callable[[], object], times: int = 7) -> tuple[float, float]:
    job()
    taken, used = [], []
    for _ in range(times):
        started, before = time.perf_counter(), _cpu()
        job()
        taken.append(time.perf_counter() - started)
        used.append(_cpu() - before)
    return statistics.median(taken) * 1000, statistics.median(used) * 1000


def _cpu() -> float:
    """Seconds of CPU this process and the children it waited for have used."""
    return sum(os.times()[:4])


def _pages(count: int, pages: int) -> bytes:
    numbered = (f"In the year {number}, {_PARAGRAPH}" for number in range(1_000))
    return pdf(page for page, _ in zip(columns(numbered, count=count), range(pages), strict=False))


def _feed(count: int) -> str:
    item = (
        "<item><title>Ports {0}</title><link>https://h.example/{0}</link><guid>{0}</guid>"
        "<pubDate>Fri, 15 Dec 2017 08:00:00 GMT</pubDate><dc:creator>Ana Lind</dc:creator>"
        "<content:encoded><![CDATA[{1}]]></content:encoded></item>"
    )
    content = f"<p>{_PARAGRAPH}</p>" * 5
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    items = "".join(item.format(number, content) for number in range(count))
    return f'<rss version="2.0" {spaces}><channel><title>Harbour</title>{items}</channel></rss>'


def _table(count: int) -> str:
    row = '"Ports {0}",Ana Lind; Bo Okoro,2024-03-14,Report,https://h.example/{0},energy; ports,"{1}"\n'
    return "title,authors,date,type,url,tags,text\n" + "".join(row.format(n, _PARAGRAPH) for n in range(count))


def _lines(count: int) -> str:
    record = {"authors": ["Ana Lind"], "date": "2024-03-14", "kind": "report", "body": [_PARAGRAPH], "tags": ["ports"]}
    return "".join(json.dumps({"id": n, "title": f"Ports {n}", **record}) + "\n" for n in range(count))


if __name__ == "__main__":
    main()
