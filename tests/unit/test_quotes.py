"""Quotable lines: verbatim, self-contained, with the right speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Kind, Quote
from bot.domain.quotes import LONGEST, SHORTEST, quotes, verify

ESSAY = [
    "The depot has burned twice in the memory of the island. A third fire would not be an accident but a policy. "
    "But nobody has planned for it.",
    "The navy should split the depot among four sites before the next storm. It would cost 40 million crowns. "
    "Who would pay for that is another question, and who would not?",
    "“We were lucky with the wind that night, and luck must never be a plan,” said Harbor Master Bo Poe.",
    "“The second fire taught us less than the first one should have,” he said.",
]


def found(
    kind: Kind | None = Kind.COMMENTARY, authors: tuple[str, ...] = ("Ada Roe",), limit: int = 9
) -> dict[str, Quote]:
    return {quote.text: quote for quote in quotes(ESSAY, authors, kind, limit)}


def test_claims_and_demands_are_quoted_with_their_author_and_place() -> None:
    lines = found()
    demand = lines["The navy should split the depot among four sites before the next storm."]
    assert (demand.speaker, demand.paragraph) == ("Ada Roe", 2)
    assert "A third fire would not be an accident but a policy." in lines


def test_leaning_lines_and_questions_are_not_quoted() -> None:
    assert not any(line.startswith(("But", "It", "Who")) for line in found())


def test_quoted_people_speak_for_themselves() -> None:
    lines = found()
    assert (
        lines["We were lucky with the wind that night, and luck must never be a plan"].speaker == "Harbor Master Bo Poe"
    )


def test_a_quotation_of_several_sentences_is_its_speakers_to_the_end() -> None:
    body = [
        "“The island must store fuel for ninety days,” says Ada Roe, a senior fellow. “The old depot should move "
        "before winter comes again. The navy should buy barges instead of a second gauge.” The harbor should answer "
        "the letter within a month."
    ]
    assert {quote.text: quote.speaker for quote in quotes(body, (), Kind.PRESS_NOTE)} == {
        "The island must store fuel for ninety days": "Ada Roe",
        "The old depot should move before winter comes again.": "Ada Roe",
        "The navy should buy barges instead of a second gauge.": "Ada Roe",
        "The harbor should answer the letter within a month.": "",
    }
    assert all(verify(quote, body) for quote in quotes(body, (), Kind.PRESS_NOTE))


def test_he_said_means_the_last_person_named_in_the_paragraph() -> None:
    body = [ESSAY[2] + " " + ESSAY[3]]
    assert {quote.speaker for quote in quotes(body, ("Ada Roe",))} == {"Harbor Master Bo Poe"}
    assert found()["The second fire taught us less than the first one should have"].speaker == ""


def test_several_authors_leave_the_speaker_open() -> None:
    assert found(authors=("Ada Roe", "Cy Lind"))["A third fire would not be an accident but a policy."].speaker == ""


def test_show_notes_are_not_the_authors_words() -> None:
    assert found(Kind.PODCAST)["A third fire would not be an accident but a policy."].speaker == ""


def test_turns_and_press_notes_name_the_speaker_without_role() -> None:
    body = [
        "CY LIND: How long would the fuel last if the road were closed for good?",
        "ADA ROE: The island would be dark within nine days and cold within ten.",
    ]
    assert quotes(body, ("Cy Lind",), Kind.PODCAST)[0].speaker == "ADA ROE"
    note = ["Ada Roe, Senior Fellow, Harbor Program: “The depot must be moved before anybody measures the risk again.”"]
    assert quotes(note, (), Kind.PRESS_NOTE)[0].speaker == "Ada Roe"


def test_limit_and_alikeness() -> None:
    body = ["The depot must never burn again in our time. The old depot must never burn again in our own time."]
    assert len(quotes(body)) == 1
    assert len(found(limit=2)) == 2


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("A third fire would not be an accident but a policy.", True),
        ("A third  fire would\nnot be an accident but a policy.", True),
        ("A third fire would be an accident.", False),
        ("for it. The navy should", False),
        ("", False),
        (" ", False),
    ],
    ids=["verbatim", "white space", "changed", "across paragraphs", "empty", "blank"],
)
def test_verify(text: str, holds: bool) -> None:
    assert verify(Quote(text), ESSAY) is holds


@given(st.lists(st.one_of(st.sampled_from(ESSAY), st.text(max_size=120)), max_size=8), st.sampled_from([None, *Kind]))
def test_every_quote_stands_in_its_paragraph(body: list[str], kind: Kind | None) -> None:
    lines = quotes(body, ("Ada Roe",), kind)
    assert len(lines) <= 5
    for line in lines:
        assert verify(line, [body[line.paragraph - 1]])
        assert SHORTEST <= len(line.text.split()) <= LONGEST
    assert quotes(body, ("Ada Roe",), kind) == lines


def test_a_press_note_quotes_each_expert_without_half_a_quotation_mark() -> None:
    body = [
        "A fire has destroyed the depot. Experts are available for comment.",
        "Ada Roe, Senior Fellow, Harbor Program:",
        "“The fire takes a quarter of the island’s fuel out of reach. The navy should buy barges before the winter.”",
        "To arrange an interview, contact press@example.org.",
    ]
    found = {quote.text: quote.speaker for quote in quotes(body, (), Kind.PRESS_NOTE)}
    assert found == {
        "The fire takes a quarter of the island’s fuel out of reach.": "Ada Roe",
        "The navy should buy barges before the winter.": "Ada Roe",
    }
    assert all(verify(quote, body) for quote in quotes(body, (), Kind.PRESS_NOTE))
