"""What speaks for a pair beside their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Topic
from bot.domain.companions import closeness, expected_likeness, likely_topics


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("2024-03-01", "2024-03-01", 1.0, id="one day"),
        pytest.param("2024-03-01", "2024-08-28", 0.37, id="a season apart"),
        pytest.param("2024-08-28", "2024-03-01", 0.37, id="either way round"),
        pytest.param("2014-03-01", "2024-03-01", 0.0, id="years apart"),
        pytest.param("", "2024-03-01", 0.0, id="no date"),
        pytest.param("2024-03-01", "spring", 0.0, id="not a date"),
    ],
)
def test_closeness(one: str, other: str, expected: float) -> None:
    assert closeness(one, other) == pytest.approx(expected, abs=0.005)


def test_likely_topics_weigh_what_their_pieces_are_of_all_the_likeness() -> None:
    near = [
        (0.4, [Topic("Energy", 1.0, "page")]),
        (0.4, [Topic("Energy", 1.0, "curator"), Topic("Taiwan", 0.5, "curator"), Topic("gas", 1.0, "extracted")]),
        (0.2, []),
    ]
    assert likely_topics(near) == pytest.approx({"Energy": 0.8, "Taiwan": 0.2})
    assert likely_topics([]) == {}


def test_only_what_is_near_says_what_a_piece_is_likely_about() -> None:
    near = [(0.4, [Topic("Energy", 1.0, "page")]), (0.1, [Topic("Taiwan", 1.0, "page")])]
    assert likely_topics(near) == {"Energy": 1.0}


def test_expected_likeness_counts_what_people_gave() -> None:
    likely = {"Energy": 0.8, "Taiwan": 0.2}
    theirs = [Topic("Energy", 1.0, "page"), Topic("Taiwan", 1.0, "extracted"), Topic("Oil", 1.0, "page")]
    assert expected_likeness(likely, theirs) == {"Energy": 0.8}


topics = st.lists(
    st.builds(Topic, st.sampled_from("abcd"), st.floats(0, 1), st.just("page")), unique_by=lambda t: t.name
)


@given(st.lists(st.tuples(st.floats(0.01, 1), topics)), topics)
def test_the_whole_is_never_more_than_one(near: list[tuple[float, list[Topic]]], theirs: list[Topic]) -> None:
    assert sum(expected_likeness(likely_topics(near), theirs).values()) <= 1 + 1e-9
