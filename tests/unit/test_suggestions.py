"""What belongs beside a piece, and the reasons that are given for it."""

import pytest

from bot.domain.suggestions import A_SUBJECT, FLOOR, Evidence, alike_by_chance, suggest


def order(*evidence: Evidence) -> list[int]:
    return [one.other for one in suggest(evidence)]


def reason(evidence: Evidence) -> str:
    (one,) = suggest([evidence])
    return "; ".join(one.reasons)


def alike(other: int, text: float, **more: object) -> Evidence:
    return Evidence(other, text=text, terms=("oil", "ships"), shared=4, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "weak",
    [
        pytest.param(alike(1, FLOOR - 0.01), id="texts hardly alike"),
        pytest.param(alike(1, FLOOR - 0.01, season=1.0), id="the same day makes nothing related"),
        pytest.param(Evidence(1, text=0.6, terms=("oil",), shared=1), id="one word in common"),
        pytest.param(
            Evidence(1, authors=("Ann",), people=("Bo",), season=1.0), id="the same author and day, on something else"
        ),
        pytest.param(alike(1, 0.9, blocked=True), id="a curator's block"),
    ],
)
def test_what_is_not_suggested(weak: Evidence) -> None:
    assert order(weak) == []


def test_among_few_pieces_chance_makes_texts_alike() -> None:
    few, many = alike_by_chance(30), alike_by_chance(10_000)
    assert FLOOR < many < few < A_SUBJECT == alike_by_chance(3)
    assert not suggest([alike(1, few - 0.01)], few)
    assert suggest([alike(1, few - 0.01)], many)
    assert suggest([alike(1, FLOOR, topics={"Energy": 0.3})], few)  # text and topics are judged together
    assert not suggest([alike(1, 0.05, topics={"Energy": 0.2})], few)  # one broad topic is no relation
    assert suggest([Evidence(1, listed=True), Evidence(2, pinned=True)], few)


def test_the_word_of_curators_and_pages_comes_first() -> None:
    pinned, listed = Evidence(1, pinned=True), Evidence(2, listed=True, place=3)
    tagged, text = alike(3, 0.1, topics={"Energy": 0.9}), alike(4, 0.5)
    assert order(text, tagged, listed, pinned) == [1, 2, 3, 4]


def test_topics_that_people_gave_to_others_stand_in_for_those_a_piece_lacks() -> None:
    assert order(alike(1, 0.4), alike(2, 0.3, likely={"Energy": 0.5})) == [2, 1]
    assert "filed under Energy" in reason(alike(2, 0.3, likely={"Energy": 0.5}))
    assert "filed under" not in reason(alike(2, 0.3, likely={"Energy": 0.05}))


def test_only_who_wrote_both_is_called_their_author() -> None:
    assert reason(alike(1, 0.4, authors=("Ann",), people=("Bo",))).startswith("same author: Ann;")
    assert reason(alike(1, 0.4, authors=("Ann", "Bo", "Cy"))).startswith("same authors: Ann, Bo;")
    assert reason(alike(1, 0.4, people=("Bo", "Cy"))).startswith("Bo and Cy in both;")


def test_the_day_settles_near_ties() -> None:
    assert order(alike(1, 0.32), alike(2, 0.30, season=0.9)) == [2, 1]
    assert order(alike(1, 0.40), alike(2, 0.30, season=0.9)) == [1, 2]


def test_ties_go_to_the_lower_number() -> None:
    assert order(alike(9, 0.3), alike(4, 0.3)) == [4, 9]
