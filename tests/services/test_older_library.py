"""A file of an older Docent, opened by this one: what was kept then is as good as what is kept now."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import open_library
from bot.domain.article import Completeness, Draft
from bot.domain.errors import Invalid
from bot.domain.record import record_of_draft
from bot.domain.urlkey import url_key
from bot.settings import Settings
from bot.storage.migrate import FOLDER, migrate
from tests.conftest import HERE
from tests.feed_server import NEW, essay, feed, page
from tests.intake.hostile import http, serving
from tests.services.test_owed_pages import TEASER, Clock

PIER = Draft(title="The Long Pier", url="https://quay.example/pier", body=(essay("The Long Pier"),))


def older(path: Path, schema: int) -> None:
    """A file as the Docent of that schema left it."""
    folder = path.parent / "older"
    folder.mkdir()
    for script in sorted(FOLDER.glob("*.sql"))[:schema]:
        shutil.copy(script, folder)
    migrate(path, folder)


def write(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()


@pytest.mark.parametrize("schema", [1, 2, 3])
async def test_a_draft_that_waits_since_before_marks_is_known_again(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "library.db"
    older(path, schema)
    insert = (
        "INSERT INTO draft (guild, record, origin, owner, created) VALUES (1, ?, 'paste', 7, '2026-01-01T00:00:00')"
    )
    record = json.dumps(record_of_draft(PIER) | {"note": "From Ada."})
    write(path, ("INSERT INTO guild (ordinal, snowflake) VALUES (1, ?)", (HERE,)), (insert, (record,)))
    async with open_library(Settings(database_path=path), Clock()) as services:
        post = (await services.guild(HERE)).post
        (old,) = await post.waiting()
        assert (old.draft, old.note, old.owner) == (PIER, "From Ada.", 7)
        retyped = Draft(title="Quite Another Title", body=PIER.body)
        assert [one.id for one in await post.others(await post.hold(retyped, "paste", 8))] == [old.id]
        with pytest.raises(Invalid, match="awaits a curator's review"):
            await post.suggest("https://quay.example/pier?utm_source=mail", "", "", 9)


async def test_what_was_kept_with_the_mark_of_who_shared_it_is_known_without(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    film = Draft(title="A Film", url="https://youtu.be/abc?si=me", body=(essay("A Film"),))
    talk = Draft(title="A Talk", url="https://open.spotify.com/episode/xyz?si=me", body=(essay("A Talk"),))
    async with open_library(Settings(database_path=path), Clock()) as services:
        library = await services.guild(HERE)
        await library.library.add(film)
        waiting = (await library.post.hold(talk, "paste", 7)).id
    write(  # as they were kept then
        path,
        ("UPDATE address SET url_key = url_key || '?si=me'", ()),
        ("UPDATE draft_mark SET mark = mark || '?si=me' WHERE mark LIKE 'address %'", ()),
        ("DELETE FROM setting WHERE name = 'address keys'", ()),
    )
    async with open_library(Settings(database_path=path), Clock()) as services:
        library = await services.guild(HERE)
        assert await library.resolving.linked(["https://youtu.be/abc?si=you"]) == 1
        other = Draft(title="Quite Another Title", url="https://open.spotify.com/episode/xyz")
        assert [one.id for one in await library.post.others(await library.post.hold(other, "paste", 8))] == [waiting]


async def test_a_page_that_was_owed_then_completes_its_piece_now(tmp_path: Path) -> None:
    path, clock = tmp_path / "library.db", Clock()
    older(path, 5)
    settings = Settings(database_path=path, fetch_allow_private=frozenset({"127.0.0.1"}))
    async with serving({NEW.path: http(status="404 Not Found")}) as server:
        server.answers["/feed"] = feed(server, [TEASER])
        owed = "INSERT INTO owed_page (guild, url_key, url, feed, tries, due) VALUES (1, ?, ?, 1, 2, '2026-01-01')"
        followed = "INSERT INTO feed (guild, url, url_key, mode, due, added) VALUES (1, ?, ?, 'publish', '', '')"
        write(
            path,
            ("INSERT INTO guild (ordinal, snowflake) VALUES (1, ?)", (HERE,)),
            (followed, (server.url("/feed"), url_key(server.url("/feed")))),
            (owed, (url_key(server.url(NEW.path)), server.url(NEW.path))),
        )
        async with open_library(settings, clock) as services:
            library = await services.guild(HERE)
            excerpt = Draft(title=NEW.title, url=server.url(NEW.path), body=("A short word.",))
            await library.library.add(replace(excerpt, completeness=Completeness.EXCERPT))
            server.answers[NEW.path] = page(NEW.title, essay(NEW.title))
            assert (await library.feeds.check(1)).completed == 1
            assert (await library.library.get(1)).draft.completeness is Completeness.FULL
