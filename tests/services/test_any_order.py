"""The same library gives the same answers in whatever order it was built, and again when it is computed anew."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import GuildServices, open_library
from bot.domain.answers import View
from bot.domain.article import Completeness, Draft, Quote
from bot.domain.record import Record, read_record
from bot.intake.table import Row
from bot.services.search import Question
from bot.services.starter import STARTER
from bot.settings import Settings
from bot.storage.guild import LOCAL
from tests.services.any_history import History
from tests.topic_list import put_on_list

TOPICS = [one["topic"] for one in json.loads((STARTER / "00-topics.json").read_text("utf-8"))]
PIECES = sorted(STARTER.glob("[0-9]*-*.json"))[2:]  # behind the people and the topics
ASKED = ("North Korea", "export controls", "taiwan gas storage", "sanctoins", "who insures the tankers")


async def build(here: GuildServices, seed: int, *, topics: bool) -> None:
    """The starter's pieces in an order of their own; without the topic list, without the pages' tags as well."""
    if topics:
        await put_on_list(here, {one["name"]: one["aliases"] for one in TOPICS})
    records = [json.loads(path.read_text("utf-8")) for path in PIECES]
    random.Random(seed).shuffle(records)
    for record in records:
        record.pop("id")
        if not topics:
            record["tags"] = []
    async for outcome in here.importing.run([Row(place, read_record(one)) for place, one in enumerate(records, 1)]):
        assert outcome.error is None


async def everything(here: GuildServices, asked_for: Sequence[str] = ASKED) -> dict[str, Any]:
    """All answers, by title."""
    found: dict[str, Any] = {}
    for piece in await here.search.newest(100):
        answer = await here.reading.article(piece.id)
        related = await here.discovery.related(piece.id)
        found[piece.title] = (
            answer.article.summary,
            answer.quotes,
            {(topic.name, topic.weight, topic.origin) for topic in answer.article.topics},
            sorted(newer.title for newer in answer.newer),
            [(hit.piece.title, round(hit.score, 6), hit.reasons) for hit in related.hits],
        )
    for asked in asked_for:
        hits = (await here.search.search(Question(asked), size=50)).hits
        found[f"search {asked}"] = [(hit.piece.title, round(hit.score, 6), hit.snippet) for hit in hits]
        people = (await here.discovery.experts(asked)).people
        found[f"experts {asked}"] = [
            (one.name, round(one.score, 9), one.total, [piece.title for piece in one.pieces]) for one in people
        ]
        for view in View:
            told = await here.briefing.brief(asked, view)
            lines = [(line.text, told.piece_of(line).title, line.source) for line in told.lines]
            pieces = [piece.title for piece in told.pieces]
            found[f"brief {asked} {view}"] = (lines, pieces, [one.name for one in told.people], told.gaps)
    return found


@pytest.mark.parametrize("topics", [True, False], ids=["with a topic list", "without"])
async def test_three_orders_give_the_same_answers_and_so_does_computing_anew(tmp_path: Path, *, topics: bool) -> None:
    answers = []
    for seed in range(3):
        async with open_library(Settings(database_path=tmp_path / f"{seed}.db")) as services:
            here = await services.guild(LOCAL)
            await build(here, seed, topics=topics)
            answers.append(await everything(here))
            if seed == 0:
                steps = [step async for step in here.library.rebuild()]
                assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]
                answers.append(await everything(here))
    assert sum(piece.completeness is Completeness.FULL for piece in await _pieces(tmp_path / "0.db")) == 30
    same(*answers)


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_history_computing_anew_changes_nothing_and_neither_does_a_new_file(
    tmp_path: Path, seed: int
) -> None:
    asked = ("tankers", "Shipping", "grain convoys", "export controls", "wells")
    async with open_library(Settings(database_path=tmp_path / "old.db")) as services:
        here = await services.guild(LOCAL)
        history = History(here, seed)
        await history.begin(8)
        for _ in range(25):
            await history.step()
        answers = [await everything(here, asked)]
        lines = [line async for line in here.exporting.lines("jsonl")]
        _ = [step async for step in here.library.rebuild()]
        answers.append(await everything(here, asked))
    async with open_library(Settings(database_path=tmp_path / "new.db")) as services:
        here = await services.guild(LOCAL)
        rows = [Row(place, read_record(json.loads(line))) for place, line in enumerate(lines, 1)]
        assert [one.error async for one in here.importing.run(rows)] == [None] * len(rows)
        answers.append(await everything(here, asked))
        _ = [step async for step in here.library.rebuild()]
        answers.append(await everything(here, asked))
    same(*answers)


@pytest.mark.parametrize("seed", range(4))
async def test_a_name_is_shown_as_most_pieces_spell_it_in_whatever_order_they_came(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    line = "“Every harbour should be counted before it is defended, and the tide before the harbour,” {} said."
    spelled = (
        [("China policy", "J. R. Roe")] * 3 + [("China Policy", "JR Roe")] * 2 + [("CHINA POLICY", "J.R. Roe")] * 2
    )
    pieces = [
        Draft(title=f"Harbour {place}", authors=(name,), tags=(tag,), body=(f"Number {place}. {line.format(name)}",))
        for place, (tag, name) in enumerate(spelled)
    ]
    chance.shuffle(pieces)
    async with open_library(Settings(database_path=tmp_path / "library.db")) as services:
        here = await services.guild(LOCAL)
        rows = [Row(place, Record(piece)) for place, piece in enumerate(pieces[:4], 1)]
        assert [one.error async for one in here.importing.run(rows)] == [None] * 4
        for piece in pieces[4:]:
            await here.library.add(piece)
        assert await _shown(here) == {("China policy", "J. R. Roe", "J. R. Roe")}
        for piece in await here.search.newest(100):
            if int(piece.title.split()[1]) < 2:
                await here.library.remove(piece.id)
        assert await _shown(here) == {("CHINA POLICY", "J.R. Roe", "J.R. Roe")}  # of equals the first by the alphabet
        last = next(piece for piece in await here.search.newest(100) if piece.title == "Harbour 6")
        _, change = await here.library.edit(last.id, {"tags": ("China Policy",), "authors": ("JR Roe",)})
        assert await _shown(here) == {("China Policy", "JR Roe", "JR Roe")}
        before = await everything(here)
        _ = [step async for step in here.library.rebuild()]
        same(before, await everything(here))
        await here.library.undo(change)
        assert await _shown(here) == {("CHINA POLICY", "J.R. Roe", "J.R. Roe")}


async def test_a_name_that_somebody_chose_stays_as_they_wrote_it(library: GuildServices) -> None:
    piece = Draft(title="One", authors=("JR Roe",), tags=("China policy",), body=("A line.",))
    await library.library.add(piece)
    person, topic = await library.people.find("JR Roe"), await library.naming.topic("China policy")
    await library.naming.rename_person(person.id, "J. R. Roe", [])
    await library.naming.set_topic(topic.id, "China Policy", [], curated=False)
    await library.library.add(replace(piece, title="Two", body=("Another line.",)))
    assert {(topic, name) for topic, name, _ in await _shown(library)} == {("China Policy", "J. R. Roe")}


async def test_an_export_is_filed_by_the_list_of_the_library_it_comes_into(tmp_path: Path) -> None:
    async with open_library(Settings(database_path=tmp_path / "old.db")) as services:
        here = await services.guild(LOCAL)
        await build(here, 0, topics=True)
        lines = [line async for line in here.exporting.lines("jsonl") if not json.loads(line).get("topic")]
    async with open_library(Settings(database_path=tmp_path / "new.db")) as services:
        here = await services.guild(LOCAL)
        await put_on_list(here, {"Sea Trade": ["tankers", "shipping"], "Gas": ["LNG"]})
        await here.library.add(Draft(title="Before", body=("A piece that was here before.",)))
        rows = [Row(place, read_record(json.loads(line))) for place, line in enumerate(lines, 1)]
        assert [one.error async for one in here.importing.run(rows)] == [None] * len(rows)
        before = await everything(here)
        _ = [step async for step in here.library.rebuild()]
        same(before, await everything(here))


async def _shown(here: GuildServices) -> set[tuple[str, str, str]]:
    """What all pieces show: topic, author, speaker ("" when there is no quote)."""
    answers = [await here.reading.article(piece.id) for piece in await here.search.newest(100)]
    return {
        (topic.name, author.name, quote.speaker)
        for answer in answers
        for topic in answer.article.topics
        for author in answer.article.authors
        for quote in answer.quotes or (Quote("", ""),)
    }


def same(first: dict[str, Any], *others: dict[str, Any]) -> None:
    for other in others:
        assert first.keys() == other.keys()
        for name, answer in first.items():
            assert other[name] == answer, name


async def _pieces(path: Path) -> list[Any]:
    async with open_library(Settings(database_path=path)) as services:
        return await (await services.guild(LOCAL)).search.newest(100)
