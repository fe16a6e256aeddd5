"""Stems made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.surface import Surfaces
from tests.unit.nasty import texts


@pytest.mark.parametrize(
    ("text", "stem", "form"),
    [
        pytest.param("Sanctions bite. Most sanctions fade.", "sanction", "sanctions", id="a sentence's capital"),
        pytest.param("Iran waits. In Iran nothing moves.", "iran", "Iran", id="a name"),
        pytest.param("NATO, says NATO", "nato", "NATO", id="an abbreviation"),
        pytest.param("Iran's ports, Iran's ships", "iran", "Iran", id="possessives"),
        pytest.param("The F-35 flies", "f35", "F-35", id="a name with a figure"),
        pytest.param("a China-based firm", "china", "China", id="part of a compound"),
        pytest.param("nothing of it", "zeppelin", "zeppelin", id="a stem that the text does not have"),
    ],
)
def test_form(text: str, stem: str, form: str) -> None:
    assert Surfaces([stem], text).form(stem) == form


@pytest.mark.parametrize(
    ("text", "names", "phrases"),
    [
        pytest.param(
            "North Korea tests. Sanctions on North Korea fail; North Korea trades.",
            ["korea", "sanction", "north"],
            ("North Korea", "Sanctions"),
            id="the words of a name come together in their own order",
        ),
        pytest.param(
            "Tokyo and Seoul talk. Tokyo and Seoul agree.",
            ["seoul", "tokyo"],
            ("Seoul", "Tokyo"),
            id="not side by side",
        ),
        pytest.param("price cap, once", ["price", "cap"], ("price", "cap"), id="once is chance"),
        pytest.param(
            "price cap. price cap. price war, price war, price, price, price",
            ["price", "cap", "war"],
            ("price cap", "war"),
            id="the closer bond wins",
        ),
        pytest.param("anything", [], (), id="no names"),
    ],
)
def test_phrases(text: str, names: list[str], phrases: tuple[str, ...]) -> None:
    assert Surfaces(names, text).phrases(names) == phrases


@given(st.lists(st.one_of(st.text(), texts), max_size=3))
def test_any_texts(given_texts: list[str]) -> None:
    surfaces = Surfaces(["korea", "north"], *given_texts)
    assert surfaces.phrases(["korea", "north"])
