"""Briefings over many pieces: what is read, what is counted, and that the order of adding changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import GuildServices
from bot.domain.answers import BriefAnswer, View
from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import Invalid
from bot.services.briefing import LISTED, READ
from tests.conftest import NOW
from tests.topic_list import put_on_list

SEAS = {
    "Baltic": "Anchors dragged over Baltic cables are called accidents until the third winter in a row.",
    "Barents": "Trawlers that cross Barents cables at night seldom carry the transponder their flag demands.",
    "Celtic": "Insurers price Celtic cables by the depth of the trench and not by the weather above it.",
    "Ionian": "A single repair ship serves all Ionian cables, and it is usually in dry dock by October.",
    "Tyrrhenian": "Landing stations for Tyrrhenian cables stand behind fences that a child could climb.",
    "Marmara": "Every freighter through the straits passes over Marmara cables laid before its captain was born.",
}


def draft(sea: str, year: int, kind: Kind = Kind.COMMENTARY) -> Draft:
    return Draft(
        title=f"Cables under the {sea} Sea",
        kind=kind,
        published=f"{year}-04-02",
        authors=(f"Author of {sea}", "Ada Brightwater"),
        url=f"https://example.org/{sea}-{year}-{kind}",
        body=(SEAS[sea],),
    )


DRAFTS = [draft(sea, 2020 + n, Kind.REPORT if n == 2 else Kind.COMMENTARY) for n, sea in enumerate(SEAS)]


def said(answer: BriefAnswer) -> object:
    """The answer without the numbers that pieces and people got when they were added."""
    return (
        [(line.text, line.number) for line in answer.lines],
        [piece.title for piece in answer.pieces],
        [(one.name, one.total) for one in answer.people],
        answer.gaps,
    )


@pytest.mark.parametrize("view", View)
async def test_the_order_of_adding_changes_nothing(services: object, library: GuildServices, view: View) -> None:
    there = await services.guild(222)  # type: ignore[attr-defined]
    for one, other in zip(DRAFTS, reversed(DRAFTS), strict=True):
        await library.library.add(one)
        await there.library.add(other)
    first, second = await library.briefing.brief("cables", view), await there.briefing.brief("cables", view)
    assert said(first) == said(second)
    assert first.lines


async def test_lines_come_from_different_pieces_and_the_list_numbers_them_all(library: GuildServices) -> None:
    for one in DRAFTS:
        await library.library.add(one)
    answer = await library.briefing.brief("cables")
    assert answer.total == len(answer.pieces) == 6
    assert len({line.number for line in answer.lines}) == len(answer.lines)
    for line in answer.lines:
        piece = await library.library.get(answer.piece_of(line).id)
        assert line.text in piece.draft.text


async def test_since_is_kept_to_in_lines_list_and_people_and_not_in_gaps(library: GuildServices) -> None:
    for one in DRAFTS:
        await library.library.add(one)
    answer = await library.briefing.brief("cables", since="2024-01-01")
    assert [piece.year for piece in answer.pieces] == ["2025", "2024"]
    assert {one.name for one in answer.people} == {"Author of Tyrrhenian", "Author of Marmara", "Ada Brightwater"}
    assert (answer.earlier, answer.last and answer.last.year) == (4, "2023")
    assert answer.gaps == ("No report since April 2022.",)


async def test_a_listing_is_counted_and_never_quoted(library: GuildServices) -> None:
    await library.library.add(DRAFTS[0])
    known = replace(DRAFTS[1], completeness=Completeness.LISTING, body=(), deck="The cables of the north, in a teaser.")
    await library.library.add(known)
    answer = await library.briefing.brief("cables")
    assert answer.total == 2
    assert {answer.piece_of(line).title for line in answer.lines} == {DRAFTS[0].title}


async def test_a_removed_piece_is_in_no_briefing(library: GuildServices) -> None:
    number = (await library.library.add(DRAFTS[0])).article.id
    await library.library.remove(number)
    assert not (await library.briefing.brief("cables")).pieces


async def test_more_pieces_than_are_read_are_counted(library: GuildServices) -> None:
    await put_on_list(library, {"Cables": []})
    for number in range(READ + 5):
        text = (
            f"Cables number {number} and {number + 1} lie in {number * 7} meters of water where nobody fishes at all."
        )
        part = replace(DRAFTS[0], title=f"Cables, Part {number}", url=f"https://example.org/{number}", body=(text,))
        await library.library.add(part)
    answer = await library.briefing.brief("cables")
    assert answer.total == READ + 5
    assert len(answer.pieces) == LISTED


async def test_a_topic_that_nothing_is_filed_under_is_looked_for_as_words(library: GuildServices) -> None:
    passing = "Nobody counts the boats of the bay at night. " * 150
    await library.library.add(Draft(title="On Boats", body=(f"Cables lie there. {passing}", "Boats hate cables.")))
    await put_on_list(library, {"Cables": ["submarine lines"]})
    assert not (await library.library.get(1)).topics
    assert (await library.briefing.brief("cables")).total == 1


async def test_what_has_nothing_since_then_is_not_its_own_closest_topic(library: GuildServices) -> None:
    await library.library.add(replace(DRAFTS[0], tags=("Cables", "Fishing")))
    await put_on_list(library, {"Cables": []})
    answer = await library.briefing.brief("cables", since="2031-01-01")
    assert (answer.earlier, answer.closest) == (1, ("Fishing",))


async def test_a_topic_off_the_list_is_not_its_own_closest_either(library: GuildServices) -> None:
    await library.library.add(replace(DRAFTS[0], tags=("Cables", "Fishing")))
    answer = await library.briefing.brief("cables", since="2031-01-01")
    assert answer.earlier == 1
    assert "Cables" not in answer.closest


@pytest.mark.parametrize("topic", ["", "  ", '"', "\x00", "?!"])
async def test_no_words_are_refused(library: GuildServices, topic: str) -> None:
    with pytest.raises(Invalid, match="Name a topic"):
        await library.briefing.brief(topic)


async def test_pieces_dated_ahead_do_not_make_the_library_look_new(library: GuildServices) -> None:
    await library.library.add(draft("Baltic", NOW.year - 1))
    await library.library.add(replace(DRAFTS[1], title="On Something Else", tags=(), body=(), published="2031-01-01"))
    assert not any("since" in gap for gap in (await library.briefing.brief("baltic cables")).gaps)


async def test_a_name_that_was_given_up_leads_to_the_topic_also_off_the_list(library: GuildServices) -> None:
    await library.library.add(replace(DRAFTS[0], tags=("Seabed",)))
    await library.library.add(replace(DRAFTS[1], tags=("Infrastructure",)))
    gone, stays = await library.naming.topic("Seabed"), await library.naming.topic("Infrastructure")
    await library.naming.merge_topics(gone.id, stays.id)
    answer = await library.briefing.brief("seabed")
    assert (answer.topic, answer.total) == ("Infrastructure", 2)
