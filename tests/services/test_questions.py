"""What people ask through the services: nothing they type is an error, and what they mean comes first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.app import GuildServices, open_library
from bot.domain.article import Draft, Kind
from bot.domain.errors import DocentError, NotFound
from bot.services.search import Question
from bot.settings import Settings
from tests.conftest import HERE, NOW
from tests.unit.nasty import texts
from tests.unit.sample_library import PIECES

OPERATORS = [
    '"', '""', '"unbalanced', "NEAR(", "AND", "OR NOT", "NOT tankers", "tank*", "^tankers", "title:tankers",
    "{title body} : strait", "-strait", "+strait", "(", ")", "\\", "'", ";--", "%", "_", "\x00", "\ud800", "👩‍👩‍👧",
    "台湾海峡", "\u202eשלום", "می‌خواهم", "the of and", "“tankers", "”", "id:", "id:999999999999999999", "https://",
    "https://[", "https://exa mple.org", "¼", "ﬀ", "İ",
]  # fmt: skip
typed = st.lists(st.one_of(st.sampled_from([*OPERATORS, "tankers", "strait"]), texts, st.text()), max_size=6).map(
    " ".join
)
anything = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[GuildServices]:
    """Three subjects, each with people, days, types and topics."""
    async with open_library(Settings(database_path=tmp_path / "library.db"), lambda: NOW) as services:
        library = await services.guild(HERE)
        for number, title, text in PIECES:
            await library.library.add(
                Draft(
                    title=title,
                    kind=Kind.REPORT if number % 2 else Kind.COMMENTARY,
                    authors=("Ada Brightwater",) if number < 4 else ("Tomas Quill",),
                    published=f"2024-01-{number:02}",
                    url=f"https://example.org/{number}",
                    tags=("Shipping",) if number < 4 else ("Technology",) if number < 7 else (),
                    body=(text,),
                )
            )
        yield library


async def found(library: GuildServices, question: Question) -> list[int]:
    return [hit.piece.id for hit in (await library.search.search(question)).hits]


# ---------------------------------------------------------------- anything at all


@anything
@given(typed)
@example("x" * 10_000)
@example("tankers " * 1_250)
@example('"' * 999)
@example(" ".join(OPERATORS))
async def test_whatever_is_typed_is_answered(library: GuildServices, text: str) -> None:
    answer = await library.search.search(Question(text))
    assert answer.hits or answer.closest
    await library.discovery.related_to_text(text)
    await library.discovery.experts(text)
    await library.resolving.complete(text)
    await library.resolving.complete_person(text)
    await library.resolving.complete_topic(text)
    for meaning in (library.resolving.resolve, library.people.find):
        with suppress(DocentError):
            await meaning(text)


@anything
@given(typed, st.text(max_size=20), st.text(max_size=20))
async def test_whatever_narrows_a_question(library: GuildServices, text: str, topic: str, since: str) -> None:
    with suppress(NotFound):
        await library.search.search(Question(text, Kind.REPORT, 1, topic, since))


# ---------------------------------------------------------------- what is meant comes first


@pytest.mark.parametrize(
    "text", ["Who Insures a Tanker?", "who insures a TANKER?", "https://www.example.org/3/?utm_source=x"]
)
async def test_an_exact_title_or_address_comes_first(library: GuildServices, text: str) -> None:
    assert (await found(library, Question(text)))[0] == 3


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        pytest.param(Question('"premiums not are"'), [], id="not word for word"),
        pytest.param(Question('"premiums not are" convoys'), [], id="with a word that is there"),
        pytest.param(Question('"wells run dry"'), [7, 8], id="a phrase"),
        pytest.param(Question("“wells run dry” herders"), [8, 7], id="curly quotes and a word"),
        pytest.param(Question("grain", kind=Kind.COMMENTARY), [8], id="a type"),
        pytest.param(Question("premiums", since="2024-01-02"), [2, 3], id="a day"),
        pytest.param(Question("chips", topic="technology"), [4, 6], id="a topic"),
        pytest.param(Question("strait", topic="Technology"), [], id="a topic that it is not"),
        pytest.param(Question("strait", person=2), [9], id="a person"),
        pytest.param(Question("strait", Kind.REPORT, 1, "Shipping", "2024-01-02"), [3], id="all at once"),
    ],
)
async def test_phrases_and_filters(library: GuildServices, question: Question, pieces: list[int]) -> None:
    assert sorted(await found(library, question)) == sorted(pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Technology", [6, 5, 4]),
        ('"technology"', [6, 5, 4]),
        ("Brightwater", [3, 2, 1]),
        ("ada BRIGHTWATER", [3, 2, 1]),
    ],
)
async def test_what_the_texts_do_not_say_is_found_by_its_topic_or_its_author(
    library: GuildServices, text: str, pieces: list[int]
) -> None:
    answer = await library.search.search(Question(text))
    assert [hit.piece.id for hit in answer.hits] == pieces
    assert answer.corrected == ""
    reports = [number for number in pieces if number % 2]
    assert await found(library, Question(text, kind=Kind.REPORT)) == reports


async def test_who_made_the_pieces_of_a_topic_knows_it_by_any_of_its_names(library: GuildServices) -> None:
    topic = await library.naming.topic("Technology")
    await library.naming.set_topic(topic.id, "Technology", ["Gadgetry"], curated=False)
    for name in ("gadgetry", "Technology"):
        (expert,) = (await library.discovery.experts(name)).people
        assert (expert.name, expert.total) == ("Tomas Quill", 3)
        assert await found(library, Question(name)) == [6, 5, 4]


async def test_a_correction_is_said_and_a_clean_question_loses_nothing(library: GuildServices) -> None:
    wrong = await library.search.search(Question("tankres in the strait"))
    right = await library.search.search(Question("tankers in the strait"))
    assert wrong.corrected == "tankers in the strait"
    assert right.corrected == ""
    assert [hit.piece.id for hit in wrong.hits] == [hit.piece.id for hit in right.hits]


async def test_nothing_found_names_the_closest_topics(library: GuildServices) -> None:
    answer = await library.search.search(Question("zeppelin technology fair", person=999))
    assert answer.hits == ()
    assert answer.closest[0] == "Technology"
