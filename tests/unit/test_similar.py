"""Pieces like a text, and the words that make them so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bag import bag, stemmed
from bot.domain.likeness import likeness
from bot.domain.similar import neighbours, similar
from tests.unit.memory_postings import MemoryPostings
from tests.unit.nasty import texts
from tests.unit.sample_library import PIECES

LIBRARY = MemoryPostings(PIECES)


def like(article: int, limit: int = 3) -> list[int]:
    _, title, text = PIECES[article - 1]
    return [one.article for one in neighbours(LIBRARY, article, title, text, limit)]


@pytest.mark.parametrize(("article", "nearest"), [(1, 2), (4, 5), (7, 8)])
def test_the_same_subject_is_nearest(article: int, nearest: int) -> None:
    assert like(article)[0] == nearest


def test_a_piece_is_not_like_itself() -> None:
    assert all(article not in like(article, 99) for article, _, _ in PIECES)


def test_a_piece_that_is_not_there_has_no_neighbours() -> None:
    assert neighbours(LIBRARY, 77, "Tankers", "Tankers in the strait.", 5) == ()


def test_words_of_one_piece_only_make_nothing_alike() -> None:
    assert like(11) == []
    assert similar(LIBRARY, "", "zeppelin", 5) == ()


def test_the_surroundings_of_a_text_speak_too() -> None:
    """ "Navy" stands in neither of the pieces on premiums but in those nearest to the text, so these come in."""
    postings, text = LIBRARY, stemmed(bag("", "navy convoys"))
    known = {number: text[name] for name, number in postings.numbers(list(text)).items()}
    found = likeness(postings, known)
    assert found is not None
    assert found.scores[2] > 0  # slot 2: "Who Insures a Tanker?", which says neither word


def test_reasons_are_words_of_the_text_in_its_own_spelling() -> None:
    text = "The Strait is closed to Tankers, says the Navy. In the Strait no Tankers wait; the Strait is quiet."
    first = similar(LIBRARY, "", text, 1)[0]
    assert set(first.terms[:2]) == {"Strait", "Tankers"}
    assert first.shared == 3  # and the Navy; "closed" is a word for anything


def test_words_that_name_nothing_are_no_reason() -> None:
    text = "Grain is better, and better grain feeds."
    pieces = [(1, "Grain", "Better grain, seven times better grain."), (2, "Ports", "Better ports for grain.")]
    found, _ = neighbours(MemoryPostings([*pieces, (3, "Feed", text)]), 3, "Feed", text, 2)
    assert found.terms == ("grain",)
    assert found.shared == 2


def test_of_a_question_only_what_it_asks_about_counts() -> None:
    """The subject of most pieces and a word of one piece alone do; the words it is put in do not."""
    pieces = [(1, "Secondary sanctions", "Sanctions on banks."), (2, "Sanctions", "Everyone has written on sanctions.")]
    found = similar(
        MemoryPostings([*pieces, (3, "Coal", "Coal sanctions.")]), "", "Who wrote on secondary sanctions?", 3
    )
    assert (found[0].article, set(found[0].terms)) == (1, {"secondary", "sanctions"})
    assert similar(MemoryPostings(pieces), "", "Hello everyone, who has written?", 3) == ()


def test_a_name_of_two_words_is_one_reason() -> None:
    text = "Export controls again: export controls on tools. Whoever loves export controls loves tools."
    terms = similar(LIBRARY, "", text, 1)[0].terms
    assert "export controls" in {term.lower() for term in terms}


def test_what_is_too_little_like_the_text_stays_out() -> None:
    found = similar(LIBRARY, "", "tankers in the strait", 9)
    least = found[2].score
    assert similar(LIBRARY, "", "tankers in the strait", 9, least=least) == found[:3]


def test_scores_fall_and_stay_within_one() -> None:
    for article, title, text in PIECES:
        scores = [one.score for one in neighbours(LIBRARY, article, title, text, 99)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_an_exact_copy_comes_first_and_high() -> None:
    copies = MemoryPostings([*PIECES, (99, "Closing the Strait", PIECES[0][2])])
    first = neighbours(copies, 1, PIECES[0][1], PIECES[0][2], 1)[0]
    assert first.article == 99
    assert first.score > 0.6


@given(st.permutations(PIECES))
def test_the_order_of_adding_does_not_matter(pieces: list[tuple[int, str, str]]) -> None:
    other = MemoryPostings(pieces)
    for article, title, text in PIECES[:4]:
        mine, theirs = (neighbours(one, article, title, text, 5) for one in (LIBRARY, other))
        assert [one.article for one in mine] == [one.article for one in theirs]
        assert [one.terms for one in mine] == [one.terms for one in theirs]
        assert np.allclose([one.score for one in mine], [one.score for one in theirs])


@given(texts, st.one_of(st.text(), texts), st.integers(0, 5))
def test_whatever_text(title: str, text: str, limit: int) -> None:
    assert len(similar(LIBRARY, title, text, limit)) <= limit


def test_an_empty_library_has_nothing_alike() -> None:
    assert similar(MemoryPostings([]), "", "tankers", 5) == ()
