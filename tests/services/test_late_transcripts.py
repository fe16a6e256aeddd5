"""A transcript or a list of chapters that comes later than its episode completes it where it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.app import open_library
from bot.domain.article import Draft
from bot.domain.feeds import FeedCheck, Mode
from bot.settings import Settings
from tests.conftest import HERE
from tests.feed_server import asked
from tests.intake.hostile import http, serving
from tests.intake.test_transcripts import PLACES, TURNS, VTT
from tests.services.test_episodes import CHAPTERS, NOTES, Studio
from tests.services.test_owed_pages import Clock

BUSY, GONE = http(status="503 Service Unavailable"), http(status="404 Not Found")
WHOLE = (NOTES, *TURNS)
HEADED = (NOTES, TURNS[0], "The ports", *TURNS[1:])


class LateStudio(Studio):
    """An episode that was taken before all that belongs to it was there."""

    clock: Clock
    settings: Settings
    number = 0

    async def follow(self, mode: Mode = Mode.PUBLISH) -> FeedCheck:
        done = await self.library.feeds.follow(self.server.url("/feed"), mode)
        assert len(done.published) + len(done.held) == 1
        self.number = done.feed.id
        return done

    async def read_again(self) -> FeedCheck:
        self.clock.forward(hours=1)
        return await self.library.feeds.check(self.number)

    async def piece(self) -> Draft:
        return (await self.library.library.get(1)).draft

    def recover(self) -> None:
        self.answers("/said.vtt", VTT, "text/vtt")
        self.answers("/chapters.json", CHAPTERS, "application/json+chapters")


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[LateStudio]:
    clock = Clock()
    async with serving({}) as server:
        settings = Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({"127.0.0.1"}))
        async with open_library(settings, clock) as services:
            studio = LateStudio(server, await services.guild(HERE))
            studio.clock, studio.settings = clock, settings
            yield studio


@pytest.mark.parametrize(
    "answer",
    [BUSY, GONE, http(b"WEBVTT\n\n", content_type="text/vtt")],
    ids=["busy", "not there yet", "not written yet"],
)
@pytest.mark.parametrize("changed", [True, False], ids=["the feed is whole", "the feed is unchanged"])
async def test_a_transcript_that_failed_comes_at_the_next_reading(
    studio: LateStudio, answer: bytes, changed: bool
) -> None:
    studio.publishes("vtt", headers=('ETag: "v1"',))
    studio.server.answers["/said.vtt"] = answer
    done = await studio.follow()
    assert (done.owed, (await studio.piece()).body) == (1, (NOTES,))
    studio.recover()
    if not changed:
        studio.server.answers["/feed"] = http(b"", status="304 Not Modified")
    done = await studio.read_again()
    assert (done.completed, done.sentence) == (1, "Read: 1 completed with what came later.")
    piece = await studio.piece()
    assert (piece.body, piece.places, piece.participants) == (WHOLE, ("", *PLACES), ("Ines Calder",))
    for _ in range(3):
        assert (await studio.read_again()).completed == 0
    assert len(asked(studio.server, "/said.vtt")) == 2


async def test_what_the_feed_names_only_later_comes_as_well(studio: LateStudio) -> None:
    studio.publishes()
    assert (await studio.follow()).owed == 0
    studio.recover()
    studio.publishes(chapters="/chapters.json")
    assert (await studio.read_again()).completed == 1
    assert (await studio.piece()).body == (NOTES, "The ports")
    studio.publishes("vtt", chapters="/chapters.json")
    assert (await studio.read_again()).completed == 1
    piece = await studio.piece()
    assert (piece.body, piece.places) == (HEADED, ("", "1", "60", *PLACES[1:]))
    assert (await studio.read_again()).completed == 0


async def test_chapters_that_failed_come_between_what_is_said(studio: LateStudio) -> None:
    studio.publishes("vtt", chapters="/chapters.json")
    studio.recover()
    studio.server.answers["/chapters.json"] = BUSY
    assert (await studio.follow()).owed == 1
    studio.recover()
    assert (await studio.read_again()).completed == 1
    assert (await studio.piece()).body == HEADED
    assert len(asked(studio.server, "/said.vtt")) == 1


async def test_chapters_that_never_come_do_not_hold_up_a_transcript(studio: LateStudio) -> None:
    studio.publishes("vtt", chapters="/nowhere.json")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow()
    studio.recover()
    assert [(await studio.read_again()).completed for _ in range(5)] == [1, 0, 0, 0, 0]
    assert (await studio.piece()).body == WHOLE
    assert len(asked(studio.server, "/said.vtt")) == 2


async def test_chapters_that_fail_when_the_transcript_comes_are_still_owed(studio: LateStudio) -> None:
    studio.publishes("vtt", chapters="/chapters.json")
    studio.server.answers |= {"/said.vtt": BUSY, "/chapters.json": BUSY}
    await studio.follow()
    studio.recover()
    studio.server.answers["/chapters.json"] = BUSY
    assert (await studio.read_again()).completed == 1
    assert (await studio.piece()).body == WHOLE
    studio.recover()
    assert [(await studio.read_again()).completed for _ in range(4)].count(1) == 1
    assert (await studio.piece()).body == HEADED
    assert len(asked(studio.server, "/said.vtt")) == 2


async def test_a_suggestion_of_a_published_episode_does_not_take_its_transcript(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow()
    wish = await studio.library.post.suggest((await studio.piece()).url, "", "", 9)
    studio.recover()
    assert (await studio.read_again()).completed == 1
    assert (await studio.piece()).body == WHOLE
    assert (await studio.library.post.held(wish.id)).bare


async def test_chapters_that_come_first_are_there_until_the_transcript_comes(studio: LateStudio) -> None:
    studio.publishes("vtt", chapters="/chapters.json")
    studio.server.answers |= {"/said.vtt": BUSY, "/chapters.json": BUSY}
    await studio.follow()
    studio.recover()
    studio.server.answers["/said.vtt"] = BUSY
    await studio.read_again()
    assert (await studio.piece()).body == (NOTES, "The ports")
    studio.recover()
    for _ in range(3):
        await studio.read_again()
    assert (await studio.piece()).body == HEADED


async def test_a_waiting_draft_keeps_what_its_curator_wrote(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow(Mode.REVIEW)
    (held,) = await studio.library.post.waiting()
    wrote = {"title": "Tugs, Again", "body": ("Our own note on it.",), "participants": ("Ines M. Calder",)}
    await studio.library.post.amend(held.id, wrote)
    studio.recover()
    assert (await studio.read_again()).completed == 1
    (whole,) = await studio.library.post.waiting()
    assert (whole.id, whole.draft.title, whole.draft.participants) == (held.id, "Tugs, Again", ("Ines M. Calder",))
    assert whole.draft.body == ("Our own note on it.", *TURNS)


async def test_a_piece_keeps_what_its_curator_corrected(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow()
    await studio.library.library.edit(1, {"deck": "A deck.", "body": ("Corrected notes.",), "places": ()}, 7)
    await studio.library.library.write_summary(1, "A summary of our own.", "Ada", 7)
    studio.recover()
    assert (await studio.read_again()).completed == 1
    piece = await studio.library.library.get(1)
    assert (piece.draft.deck, piece.draft.body) == ("A deck.", ("Corrected notes.", *TURNS))
    assert piece.summary.brief == "A summary of our own."


async def test_a_transcript_that_a_curator_put_in_meanwhile_is_not_added_twice(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow()
    corrected = (NOTES, *(turn.replace("slow to build", "slow to be built") for turn in TURNS))
    await studio.library.library.edit(1, {"body": corrected, "places": ()}, 7)
    studio.recover()
    assert (await studio.read_again()).completed == 0
    assert (await studio.piece()).body == corrected


@pytest.mark.parametrize("mode", list(Mode))
async def test_what_was_discarded_or_removed_is_left_in_peace(studio: LateStudio, mode: Mode) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow(mode)
    if mode is Mode.REVIEW:
        await studio.library.post.discard((await studio.library.post.waiting())[0].id)
    else:
        await studio.library.library.remove(1)
    studio.recover()
    assert (await studio.read_again()).completed == 0
    assert len(asked(studio.server, "/said.vtt")) == 1


async def test_a_transcript_that_stays_away_is_asked_for_less_and_less_and_then_given_up(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = GONE
    await studio.follow()
    asked_at = []
    for _ in range(24 * 8):
        before = len(asked(studio.server, "/said.vtt"))
        await studio.read_again()
        if len(asked(studio.server, "/said.vtt")) > before:
            asked_at.append(studio.clock.now)
    gaps = [round((later - sooner) / timedelta(hours=1)) for sooner, later in pairwise(asked_at)]
    assert len(asked_at) == 7
    assert gaps[:4] == sorted(gaps[:4])
    assert all(20 <= gap <= 28 for gap in gaps[4:])


async def test_a_transcript_that_may_not_be_had_is_not_owed(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = http(status="403 Forbidden")
    assert (await studio.follow()).owed == 0
    await studio.read_again()
    assert len(asked(studio.server, "/said.vtt")) == 1


async def test_what_is_owed_is_remembered_after_a_restart(studio: LateStudio) -> None:
    studio.publishes("vtt")
    studio.server.answers["/said.vtt"] = BUSY
    await studio.follow()
    studio.recover()
    async with open_library(studio.settings, studio.clock) as reopened:
        assert (await (await reopened.guild(HERE)).feeds.check(studio.number)).completed == 1
