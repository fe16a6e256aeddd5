"""`python -m bot feed`, and feeds among what is imported, as a person in a shell; the feeds over real HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.intake.opml import FeedAddress, read_opml, write_opml
from tests.feed_server import LATER, NEW, OLD, essay, feed, page, rss
from tests.intake.hostile import Server, http, serving

ROOT = Path(__file__).parents[2]


@dataclass
class Ran:
    code: int
    out: str
    errors: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Shell:
    folder: Path
    server: Server

    async def run(self, *arguments: str) -> Ran:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        settings = {"DATABASE_PATH": str(self.folder / "library.db"), "FETCH_ALLOW_PRIVATE": "127.0.0.1"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env=kept | settings | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, errors = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), errors.decode())


@pytest.fixture
async def shell(tmp_path: Path) -> AsyncIterator[Shell]:
    async with serving({}) as server:
        server.answers["/feed"] = feed(server, [NEW, OLD])
        yield Shell(tmp_path, server)


async def test_a_feed_is_added_listed_checked_and_removed(shell: Shell) -> None:
    url = shell.server.url("/feed")
    added = await shell.run("feed", "add", url, "--mode", "publish", "--json")
    (line,) = added.lines
    assert (added.code, line["title"], line["mode"], line["published"]) == (0, "The Quay Letter", "publish", [1, 2])

    listed = await shell.run("feed", "list", "--json")
    assert [(one["url"], one["failures"], one["paused"]) for one in listed.lines] == [(url, 0, False)]

    shell.server.answers["/feed"] = feed(shell.server, [LATER, NEW])
    checked = await shell.run("feed", "check", "--json")
    assert [(one["published"], one["known"]) for one in checked.lines] == [([3], 0)]
    titles = [one["title"] for one in (await shell.run("list", "--json")).lines]
    assert titles == ["A Dredger Named Hope", "The Ledger of Tugs", "Berth Nine"]

    assert (await shell.run("feed", "pause", url)).out == "paused: The Quay Letter\n"
    assert (await shell.run("feed", "check", "--json")).lines == []
    assert (await shell.run("feed", "resume", url)).code == 0
    assert (await shell.run("feed", "remove", "The Quay Letter")).code == 0
    assert (await shell.run("feed", "list", "--json")).lines == []


async def test_the_list_goes_out_as_opml_and_comes_in_again(shell: Shell) -> None:
    url = shell.server.url("/feed")
    await shell.run("feed", "add", url)
    out = await shell.run("feed", "list", "--opml")
    assert [(one.url, one.title) for one in read_opml(out.out.encode())] == [(url, "The Quay Letter")]

    listed = [FeedAddress(url, "The Quay Letter"), FeedAddress(shell.server.url("/other"), "The Other Letter")]
    (shell.folder / "mine.opml").write_bytes(write_opml(listed))
    rehearsed = await shell.run("import", "mine.opml", "--dry-run", "--json")
    assert [one["status"] for one in rehearsed.lines] == ["present", "would be followed"]
    came = await shell.run("import", "mine.opml", "--json")
    assert (came.code, [one["status"] for one in came.lines]) == (0, ["present", "followed"])
    assert [one["title"] for one in (await shell.run("feed", "list", "--json")).lines] == [
        "The Other Letter",
        "The Quay Letter",
    ]


async def test_one_bad_feed_is_named_and_the_others_are_read(shell: Shell) -> None:
    await shell.run("feed", "add", shell.server.url("/feed"))
    shell.server.answers["/other"] = feed(shell.server, [LATER], title="The Other Letter")
    await shell.run("feed", "add", shell.server.url("/other"))
    shell.server.answers["/other"] = http(status="500 Internal Server Error")
    checked = await shell.run("feed", "check", "--json")
    told = {one.get("url") or one["input"]: one for one in checked.lines}
    assert checked.code == 1
    assert told[shell.server.url("/other")]["error"]["code"] == "unreachable"
    assert told[shell.server.url("/feed")]["failures"] == 0
    assert "The site answers with an error (500)." in checked.errors


async def test_a_page_that_did_not_answer_is_read_at_the_next_check(shell: Shell) -> None:
    shell.server.answers["/feed"] = feed(shell.server, [replace(NEW, whole=False)])
    shell.server.answers[NEW.path] = http(status="503 Service Unavailable")
    added = await shell.run("feed", "add", shell.server.url("/feed"), "--mode", "publish")
    assert "1 page or transcript did not answer: asked for again at the next readings." in added.out
    shell.server.answers[NEW.path] = page(NEW.title, essay(NEW.title))
    checked = await shell.run("feed", "check", "--json")
    assert [(one["completed"], one["published"]) for one in checked.lines] == [(1, [])]
    (piece,) = (await shell.run("list", "--json")).lines
    assert piece["completeness"] == "full"


async def test_a_feed_kept_as_a_file_is_read_once(shell: Shell) -> None:
    (shell.folder / "letter.xml").write_bytes(rss(shell.server, [NEW, OLD]))
    rehearsed = await shell.run("import", "letter.xml", "--dry-run", "--json")
    assert [one["status"] for one in rehearsed.lines] == ["would be added", "would be added"]
    came = await shell.run("import", "letter.xml", "--json")
    assert [(one["title"], one["status"]) for one in came.lines] == [
        ("The Ledger of Tugs", "added"),
        ("Berth Nine", "added"),
    ]
    assert (await shell.run("feed", "list", "--json")).lines == []
    again = await shell.run("import", "letter.xml", "--json")
    assert {one["error"]["code"] for one in again.lines} == {"duplicate"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("feed", "add", "SITE/page"), 1, "names no feed"),
        (("feed", "add", "SITE/missing"), 1, "There is nothing at its address."),
        (("feed", "add", "http://10.0.0.1/feed"), 1, "not on the public internet"),
        (("feed", "check", "SITE/feed"), 1, "No feed here is called"),
        (("feed", "remove", "7"), 1, "no longer followed"),
        (("feed", "list", "--opml", "--json"), 2, "give one of them"),
        (("feed",), 2, "ACTION"),
        (("feed", "add", "SITE/feed", "--mode", "loud"), 2, "invalid choice"),
        (("import", "no-feed.xml"), 1, "no-feed.xml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
async def test_bad_input_is_a_sentence_on_stderr(
    shell: Shell, arguments: tuple[str, ...], code: int, said: str
) -> None:
    shell.server.answers["/page"] = http()
    (shell.folder / "no-feed.xml").write_text("<invoice><total>12</total></invoice>")
    ran = await shell.run(*(one.replace("SITE", shell.server.url("")) for one in arguments))
    assert (ran.code, said in ran.errors, ran.out) == (code, True, "")
    assert "Traceback" not in ran.errors
