"""The word that was meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.postings import Lexicon
from bot.domain.spelling import described, letters, nearest, slips_allowed

KNOWN = {"sanctions": 9, "sanction": 4, "strait": 3, "straits": 1, "trait": 2, "chips": 5, "ships": 7, "gone": 0}


def lexicon(known: dict[str, int]) -> Lexicon:
    words = list(known)
    return Lexicon(words, *described(words), np.array([known[word] for word in words], np.uint32))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("sancitons", "sanctions", id="neighbours swapped"),
        pytest.param("sanctons", "sanctions", id="a letter dropped"),
        pytest.param("sancttions", "sanctions", id="a letter added"),
        pytest.param("sanktions", "sanctions", id="a letter replaced"),
        pytest.param("sankcions", "sanctions", id="two slips in a long word"),
        pytest.param("satrit", None, id="two slips in a short word are another word"),
        pytest.param("staits", "straits", id="the fewest slips win"),
        pytest.param("cips", "chips", id="of two as near, the same first letter"),
        pytest.param("hcips", "chips", id="the first two letters swapped"),
        pytest.param("whips", None, id="a short word with another first letter is another word"),
        pytest.param("sanction", "sanction", id="known words are themselves"),
        pytest.param("gonee", None, id="a word that no piece says any more"),
        pytest.param("chp", None, id="too short to guess"),
        pytest.param("f35s", None, id="names with figures stay"),
        pytest.param("turbine", None, id="nothing near"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_nearest(typed: str, meant: str | None) -> None:
    assert nearest(typed, lexicon(KNOWN)) == meant


def test_more_pieces_settle_what_letters_do_not() -> None:
    assert nearest("pord", lexicon({"port": 2, "pore": 5, "pork": 5})) == "pore"


def test_the_order_of_the_lexicon_does_not_matter() -> None:
    turned = dict(reversed(KNOWN.items()))
    for typed in ("sanctios", "shipz", "straitt", "staits"):
        assert nearest(typed, lexicon(KNOWN)) == nearest(typed, lexicon(turned))


@given(st.text(alphabet="abcdefgh", min_size=4, max_size=12), st.data())
def test_one_slip_is_always_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    typed = word[:at] + data.draw(st.sampled_from("abcdefghz")) + word[at + 1 :]
    assert nearest(typed, lexicon({word: 1, "zzzzzzzzzzzzzzzz": 1})) == word


@given(st.text())
def test_whatever_is_typed(typed: str) -> None:
    assert 0 <= slips_allowed(typed) <= 2
    assert letters(typed) < 2**32
    assert nearest(typed, lexicon(KNOWN)) in {None, *KNOWN}
