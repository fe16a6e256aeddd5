"""A briefing quotes word for word, spreads over the pieces, and answers alike in whatever order it is asked."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Brief, Completeness, Kind
from bot.domain.brief import Line, Source, contributors, key_lines, timeline
from bot.domain.subject import Subject
from tests.unit.nasty import lines

FERRIES = Subject.typed("ferries")


def source(
    number: int, published: str, *body: str, title: str = "", kind: Kind = Kind.COMMENTARY, **facts: object
) -> Source:
    piece = Brief(number, title or f"Ferries and Freight, Part {number}", kind, published)
    return Source(replace(piece, **facts), body)  # type: ignore[arg-type]


CREWS = source(
    1,
    "2025-05-01",
    "Island ferries lose their crews to the oil platforms because the platforms pay double for the same license. "
    "He said so twice.",
    "A license earned on ferries should stay valid for five years, so that sailors can come back to the harbor.",
    "Apprentices on ferries need a paid berth before any shipyard needs another subsidy for its docks.",
)
HULLS = source(
    2,
    "2024-02-01",
    "Most ferries in the northern archipelago were built before their captains were born, and repairs cost more each "
    "winter. Do repairs matter?",
    "Electric ferries need quays with strong cables, which cost more than the hulls that carry the batteries.",
)
FARES = source(
    3,
    "2023-08-01",
    "Cheap fares on ferries fill the boats in July and empty the treasury of the county in November.",
    kind=Kind.REPORT,
)
PIECES = [CREWS, HULLS, FARES]


@pytest.mark.parametrize("compose", [key_lines, timeline])
def test_every_line_stands_in_its_piece_word_for_word(compose: object) -> None:
    bodies = {one.piece: "\n".join(one.body) for one in PIECES}
    found: list[Line] = compose(PIECES, FERRIES)  # type: ignore[operator]
    assert found
    assert all(line.text in bodies[line.piece] for line in found)


def test_a_line_says_its_page_or_minute() -> None:
    for place, said in (("p. 12", "p. 12"), ("754", "at 12:34"), ("", "")):
        (line,) = key_lines([replace(FARES, places=(place,))], FERRIES)
        assert line.place == said


def test_each_piece_gives_a_line_before_any_gives_a_second() -> None:
    assert {line.piece.id for line in key_lines(PIECES, FERRIES, 3)} == {1, 2, 3}
    assert [line.piece.id for line in key_lines(PIECES, FERRIES, 5)].count(3) == 1
    assert len(key_lines(PIECES, FERRIES, 5)) == 5


def test_the_newest_piece_stands_first_in_a_briefing_and_last_in_a_timeline() -> None:
    assert [line.piece.year for line in key_lines(PIECES, FERRIES, 3)] == ["2025", "2024", "2023"]
    assert [line.piece.year for line in timeline(PIECES, FERRIES)] == ["2023", "2024", "2025"]


def test_the_lines_of_a_piece_stand_in_its_own_order() -> None:
    body = " ".join(CREWS.body)
    places = [body.index(line.text) for line in key_lines([CREWS], FERRIES)]
    assert places == sorted(places)
    assert len(places) > 1


@pytest.mark.parametrize(
    ("changes", "id_"),
    [
        ({"completeness": Completeness.LISTING}, "listing"),
        (
            {
                "title": "On Something Else",
                "weight": 0.3,
                "body": ("Lighthouses keep their keepers for thirty years.",),
            },
            "other",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_the_pieces_own_word_on_the_topic_is_not_quoted(changes: dict[str, object], id_: str) -> None:
    fields = dict(changes)
    weight, body = float(str(fields.pop("weight", 1.0))), fields.pop("body", FARES.body)
    other = Source(replace(FARES.piece, **fields), body, weight)  # type: ignore[arg-type]
    assert [line.piece.id for line in key_lines([CREWS, other], FERRIES)] == [1, 1, 1], id_


def test_a_superseded_piece_is_quoted_after_the_others() -> None:
    old = replace(CREWS, piece=replace(CREWS.piece, superseded=True))
    assert [line.piece.id for line in key_lines([old, HULLS, FARES], FERRIES, 2)] == [2, 3]


def test_two_pieces_that_say_the_same_are_quoted_once() -> None:
    twin = source(4, "2025-04-01", *CREWS.body)
    texts = [line.text for line in key_lines([CREWS, twin], FERRIES, 2)]
    assert len(set(texts)) == 2


def test_sentences_that_lean_on_others_are_not_lines() -> None:
    found = [line.text for line in key_lines(PIECES, FERRIES, 9)]
    assert not {"He said so twice.", "Do repairs matter?"} & set(found)


def test_a_speaker_is_named_and_does_not_speak_of_themselves() -> None:
    talk = source(
        5,
        "2025-06-01",
        "Runa Holm: I have worked on ferries all my life and my father did so before me, in the same harbor.",
        "Runa Holm: You told me that ferries were the only industry where the fog is a member of the board.",
        "Ivo Strand: Nobody insures ferries against fog, and fog is what sinks the timetable every autumn.",
        kind=Kind.PODCAST,
    )
    assert [(line.speaker, line.text) for line in key_lines([talk], FERRIES)] == [
        ("Ivo Strand", "Nobody insures ferries against fog, and fog is what sinks the timetable every autumn.")
    ]


def test_show_notes_that_introduce_people_are_not_lines() -> None:
    notes = source(
        6,
        "2025-06-01",
        "Runa Holm is a captain who has steered ferries through the northern archipelago for thirty years.",
        "In this episode the captain takes up ferries, freight and the price of diesel in small harbors.",
        "Crews leave ferries for the oil platforms, and the timetable is the first to notice.",
        "Holm speaks of ferries from the bridge, and Strand as a student of the harbors that they serve.",
        kind=Kind.PODCAST,
    )
    found = key_lines([replace(notes, people=("Runa Holm", "Ivo Strand"))], FERRIES)
    assert [line.text for line in found] == [notes.body[2]]


def test_a_timeline_gives_each_year_a_line_before_any_gets_a_second() -> None:
    more = [
        source(10, "2025-01-01", "Harbors in the south ask for quiet ferries and pay a premium for them."),
        source(11, "2025-02-01", "Ice will keep ferries in port for ten days of every winter from now on."),
        source(12, "2025-03-01", "Passengers forgive ferries that are late and never those that are cold."),
    ]
    assert [line.piece.year for line in timeline([*PIECES, *more], FERRIES, 4)] == ["2023", "2024", "2025", "2025"]


def test_a_piece_without_a_date_has_no_place_in_a_timeline() -> None:
    undated = replace(FARES, piece=replace(FARES.piece, published=""))
    assert {line.piece.id for line in timeline([CREWS, undated], FERRIES)} == {1}
    assert 3 in {line.piece.id for line in key_lines([CREWS, undated], FERRIES)}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_asking_and_the_numbers_of_pieces_change_nothing(seed: int) -> None:
    shuffled = [replace(one, piece=replace(one.piece, id=100 - one.piece.id * seed)) for one in PIECES]
    random.Random(seed).shuffle(shuffled)
    for compose in (key_lines, timeline):
        assert [line.text for line in compose(shuffled, FERRIES)] == [line.text for line in compose(PIECES, FERRIES)]


@given(
    st.lists(st.tuples(lines, st.lists(lines, max_size=4), st.sampled_from(["", "2024-01-01", "nonsense"])), max_size=4)
)
def test_no_text_is_too_strange(found: list[tuple[str, list[str], str]]) -> None:
    sources = [
        Source(Brief(number, title, Kind.PODCAST, published), tuple(body))
        for number, (title, body, published) in enumerate(found)
    ]
    for line in key_lines(sources, Subject.typed("north korea")):
        assert line.text


# ---------------------------------------------------------------------- who works on it


def piece(number: int, published: str, kind: Kind = Kind.REPORT) -> Brief:
    return Brief(number, f"Piece {number}", kind, published)


@pytest.mark.parametrize(
    ("pieces", "made", "ranked"),
    [
        pytest.param(
            [piece(1, "2025-01-01")], {1: [(7, "author"), (8, "author"), (9, "participant")]}, [7, 8, 9], id="part"
        ),
        pytest.param(
            [piece(1, "2025-01-01"), piece(2, "2015-01-01")], {1: [(7, "author")], 2: [(8, "author")]}, [7, 8], id="age"
        ),
        pytest.param(
            [piece(n, "2025-01-01") for n in (1, 2, 3)],
            {1: [(7, "author")], 2: [(8, "author")], 3: [(8, "author")]},
            [8, 7],
            id="many pieces",
        ),
        pytest.param(
            [piece(1, "2025-01-01", Kind.IN_THE_NEWS)],
            {1: [(7, "author"), (8, "participant")]},
            [8],
            id="a journalist is none of the team",
        ),
        pytest.param([piece(1, "2025-01-01")], {}, [], id="nobody named"),
    ],
)
def test_who_works_on_it(pieces: list[Brief], made: dict[int, list[tuple[int, str]]], ranked: list[int]) -> None:
    assert [person for person, _, _ in contributors(pieces, made)] == ranked


def test_a_person_with_two_parts_in_a_piece_made_one_piece() -> None:
    ((_, _, works),) = contributors([piece(1, "2025-01-01")], {1: [(7, "author"), (7, "participant")]})
    assert works == [piece(1, "2025-01-01")]
