"""A podcast's episodes with what is said in them, over real HTTP; and never without the episode itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import GuildServices, open_library
from bot.domain.article import Completeness, Draft, Kind
from bot.domain.feeds import Mode
from bot.services.search import Question
from bot.settings import Settings
from tests.conftest import HERE, NOW
from tests.feed_server import asked
from tests.intake.hostile import Answer, Server, bomb, http, moved, packed, serving
from tests.intake.test_transcripts import HTML, JSON, PLACES, SRT, TEXT, TURNS, VTT

NOTES = "Ada Quill and Ines Calder on tugs."
CHAPTERS = json.dumps({"version": "1.2.0", "chapters": [{"startTime": 60, "title": "The ports"}]}).encode()
FORMS = {
    "json": ("application/json", JSON),
    "vtt": ("text/vtt", VTT),
    "srt": ("application/x-subrip", SRT),
    "html": ("text/html", HTML),
    "txt": ("text/plain", TEXT),
}


@dataclass
class Studio:
    server: Server
    library: GuildServices

    def publishes(
        self, *transcripts: str, chapters: str = "", elsewhere: str = "", headers: tuple[str, ...] = ()
    ) -> None:
        """An episode whose feed names these files, by their endings."""
        named = "".join(
            f'<podcast:transcript url="{elsewhere or self.server.url("")}/said.{ending}" type="{FORMS[ending][0]}"/>'
            for ending in transcripts
        )
        if chapters:
            named += f'<podcast:chapters url="{self.server.url(chapters)}" type="application/json+chapters"/>'
        self.server.answers["/feed"] = http(
            f"""<?xml version="1.0"?><rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
            xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>The Quay Hour</title>
            <link>{self.server.url("/home")}</link><item><title>Tugs at Noon</title><guid>e1</guid>
            <pubDate>Wed, 03 Jun 2026 10:00:00 GMT</pubDate><description>{NOTES}</description>
            <podcast:person role="host">Ada Quill</podcast:person><itunes:duration>1:10:00</itunes:duration>
            <enclosure url="{self.server.url("/e1.mp3")}" type="audio/mpeg" length="1"/>{named}</item></channel></rss>
            """.encode(),
            *headers,
            content_type="application/rss+xml",
        )

    def answers(self, path: str, body: str | bytes, content_type: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.server.answers[path] = http(data, content_type=content_type)

    async def episode(self) -> Draft:
        done = await self.library.feeds.follow(self.server.url("/feed"), Mode.PUBLISH)
        assert (len(done.published), done.refused) == (1, ())
        return (await self.library.library.get(done.published[0])).draft


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with serving({}) as server:
        settings = Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))
        async with open_library(settings, lambda: NOW) as services:
            studio = Studio(server, await services.guild(HERE))
            for ending, (label, body) in FORMS.items():
                studio.answers(f"/said.{ending}", body, label)
            studio.answers("/chapters.json", CHAPTERS, "application/json+chapters")
            yield studio


@pytest.mark.parametrize("ending", list(FORMS))
async def test_an_episode_comes_with_its_transcript(studio: Studio, ending: str) -> None:
    studio.publishes(ending)
    draft = await studio.episode()
    assert (draft.kind, draft.completeness, draft.seconds) == (Kind.PODCAST, Completeness.FULL, 4200)
    assert (draft.body, draft.places) == ((NOTES, *TURNS), ("", *PLACES))
    assert (draft.authors, draft.participants) == (("Ada Quill",), ("Ines Calder",))


async def test_what_is_said_is_found_and_quoted_with_its_speaker_and_second(studio: Studio) -> None:
    studio.publishes("vtt")
    line = "Every ministry should publish the depth of its harbors before it buys a single tug."
    studio.answers("/said.vtt", VTT.replace("Ports are slow to build.", line), "text/vtt")
    draft = await studio.episode()
    (hit,) = (await studio.library.search.search(Question("depth of harbors"))).hits
    assert hit.piece.title == "Tugs at Noon"
    (quote,) = await studio.library.reading.quotes(hit.piece.id)
    assert (quote.text, quote.speaker, draft.places[quote.paragraph - 1]) == (line, "Ines Calder", "62")


async def test_the_best_form_is_asked_for_and_the_next_when_it_fails(studio: Studio) -> None:
    studio.publishes("txt", "srt", "json")
    await studio.episode()
    assert [len(asked(studio.server, f"/said.{ending}")) for ending in ("json", "srt", "txt")] == [1, 0, 0]


async def test_a_worse_form_is_read_when_the_best_is_damaged(studio: Studio) -> None:
    studio.publishes("txt", "srt", "json")
    studio.answers("/said.json", '{"segments": [', "application/json")
    assert (await studio.episode()).places == ("", *PLACES)
    assert [len(asked(studio.server, f"/said.{ending}")) for ending in ("json", "srt", "txt")] == [1, 1, 0]


async def test_chapters_stand_above_what_is_said(studio: Studio) -> None:
    studio.publishes("vtt", chapters="/chapters.json")
    draft = await studio.episode()
    assert (draft.body, draft.places) == ((NOTES, TURNS[0], "The ports", *TURNS[1:]), ("", "1", "60", *PLACES[1:]))


async def test_without_a_transcript_the_chapters_follow_the_notes(studio: Studio) -> None:
    studio.publishes(chapters="/chapters.json")
    draft = await studio.episode()
    assert (draft.body, draft.places) == ((NOTES, "The ports"), ("", "60"))


@pytest.mark.parametrize(
    "answer",
    [
        http(status="404 Not Found"),
        http(status="503 Service Unavailable"),
        http(b"%PDF-1.4", content_type="application/pdf"),
        http(b"WEBVTT\n\n", content_type="text/vtt"),
        http(b"", content_type="text/vtt"),
        packed(bomb(80), content_type="text/vtt"),
        moved("http://169.254.169.254/latest/meta-data"),
    ],
    ids=["gone", "busy", "a PDF", "no words", "empty", "a bomb", "into the cloud"],
)
async def test_without_them_the_episode_is_as_its_feed_tells(studio: Studio, answer: Answer) -> None:
    studio.publishes("vtt", chapters="/chapters.json")
    studio.server.answers |= {"/said.vtt": answer, "/chapters.json": http(status="404 Not Found")}
    draft = await studio.episode()
    assert (draft.title, draft.body, draft.places, draft.seconds) == ("Tugs at Noon", (NOTES,), (), 4200)


async def test_a_feed_may_not_lead_into_the_own_network(studio: Studio, tmp_path: Path) -> None:
    studio.publishes("vtt", elsewhere="http://10.0.0.7")
    assert (await studio.episode()).body == (NOTES,)


async def test_times_survive_export_and_import(studio: Studio, tmp_path: Path) -> None:
    studio.publishes("vtt")
    before = await studio.episode()
    exported = "".join([line async for line in studio.library.exporting.lines("jsonl")]).encode()
    settings = Settings(database_path=tmp_path / "other.db")
    async with open_library(settings, lambda: NOW) as services:
        there = await services.guild(HERE)
        number = await there.tables.hold("export.jsonl", exported)
        async for report in there.tables.run(number, 0):
            last = report
        assert last.refused == 0
        after = (await there.library.get(1)).draft
    assert (after.body, after.places) == (before.body, before.places)
