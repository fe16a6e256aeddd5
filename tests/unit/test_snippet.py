"""The part of a text that answers a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.snippet import Snippets
from bot.domain.text import words
from tests.unit.nasty import texts

TEXT = (
    "Ports were built for grain. The minister said nothing of it for a year, and nobody asked him to. "
    "Sanctions followed. Then the harbour master wrote that insurers, and not sanctions, had closed the strait to "
    "tankers; his letter was never answered. Policies changed little after that, as policies do."
)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        pytest.param(["insurer", "strait"], "insurers, and not sanctions, had closed the strait", id="together"),
        pytest.param(["sanction"], "Sanctions followed.", id="the first place, another form"),
        pytest.param(["policy"], "Policies changed little", id="a stem that is no beginning of the word"),
        pytest.param(["grain"], "Ports were built for grain.", id="case"),
    ],
)
def test_the_part_with_the_most_words_is_shown_as_it_stands(asked: list[str], part: str) -> None:
    shown = Snippets(asked).of("A deck that says neither.", TEXT)
    assert part in shown
    assert shown.strip("…") in TEXT


def test_a_sentence_that_begins_nearby_is_shown_from_its_beginning() -> None:
    assert Snippets(["minister"]).of(TEXT).startswith("The minister said nothing")
    assert Snippets(["letter"]).of(TEXT).startswith("…")


def test_words_inside_other_words_are_none() -> None:
    assert Snippets(["rain"]).of("Grain and trains.") == ""
    assert Snippets(["us"]).of("A bus. Us!") == "Us!"


def test_scripts_without_spaces_are_found_by_their_pairs() -> None:
    text = "各国政府正在加强芯片出口管制。企业需要时间来调整供应链。"
    assert Snippets(words("供应链")).of("", text) == "企业需要时间来调整供应链。"


def test_without_spaces_the_place_is_shown_with_what_stands_around_it() -> None:
    filling = "港口城市的历史与商人的故事，船只在这里停靠多年，带来香料与消息，"
    text = f"{filling * 6}联合国的制裁很难长期有效，{filling * 6}。"
    shown = Snippets(words("制裁")).of(text)
    assert "带来香料与消息，联合国的制裁很难长期有效，港口城市" in shown
    assert 150 < len(shown) < 170
    assert shown.strip("…") in text
    told = f"{filling * 3}。银行退出市场。「制裁是手段！」大臣说，{filling * 6}。"
    assert Snippets(words("制裁")).of(told).startswith("「制裁是手段")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("energie", "L’Énergie coûte."),
        ("iran", "Iran’s ports"),
        ("istanbul", "İstanbul waits"),
        ("台湾", "台湾海峡の安全"),
    ],
)
def test_accents_apostrophes_and_other_scripts(word: str, text: str) -> None:
    assert Snippets([word]).of(text) == text


def test_nothing_said_is_nothing_shown() -> None:
    assert Snippets([]).of(TEXT) == ""
    assert Snippets(["zeppelin"]).of(TEXT, "") == ""


@given(st.one_of(st.text(), texts), st.one_of(st.text(), texts))
def test_any_words_in_any_text(asked: str, text: str) -> None:
    shown = Snippets(words(asked)).of(text, asked)
    assert shown.strip("…") in " ".join(text.split()) + " ".join(asked.split())
