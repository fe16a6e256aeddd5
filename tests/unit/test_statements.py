"""What of a body may stand for it: whole sentences of its own, without furniture, headings and repetitions."""

from __future__ import annotations

import pytest

from bot.domain.article import Kind
from bot.domain.furniture import is_bio, is_furniture, is_patter, section_of, without_marks
from bot.domain.quotes import quotes
from bot.domain.statements import is_spoken, statements
from bot.domain.text import word_count

FURNITURE = [
    "Read the full commentary in The Harbor Gazette.",
    "Read the Full Article at Harbor Business.",
    "Read it here.",
    "Listen to the full episode on Harbor Radio.",
    "Please visit The Harbor Gazette to read the full article.",
    "This article was originally published in The Harbor Gazette.",
    "Image credit: Harbor Photo Service.",
    "Sign up for our weekly newsletter.",
    "The views expressed here are those of the author alone.",
    "© 2024 Harbor Institute.",
    "Editor’s note: An earlier version misspelled a name.",
    "RSVP by noon.",
    "Moderated by Nora Quayle, senior fellow in the Maritime Program.",
    "A recording will be posted after the event.",
    "This virtual event is on the record.",
]
MATTER = [
    "Read together, the two rules leave banks no choice.",
    "This article argues that the cap was a shipping policy.",
    "The report shows how copyright law shapes the market for training data.",
    "Members of the alliance watch the strait more closely than the sky.",
    "Visitors to the port see no tankers.",
    "Prices moderated by spring, and tankers were built again.",
    "The recording industry never paid for a port.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", MATTER)
def test_matter_is_kept(line: str) -> None:
    assert not is_furniture(line)


def test_bios_and_patter() -> None:
    assert is_bio("Ada Roe is a senior fellow at the Harbor Institute.")
    assert not is_bio("Ada Roe is right that the cap leaks.")
    assert is_patter("Welcome back to Harbor Radio.")
    assert is_patter("Thanks so much for joining us.")
    assert is_patter("I will make three points this morning.")
    assert not is_patter("Banks welcome the clarity that lists give them.")


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Executive Summary", "summary"),
        ("Key Findings", "summary"),
        ("1. Summary", "summary"),
        ("Bottom Line", "summary"),
        ("Acknowledgments", "aside"),
        ("About the Authors", "aside"),
        ("Endnotes", "aside"),
        ("The Price of Waiting", ""),
        ("Related Work on Sanctions", "aside"),
    ],
)
def test_sections(heading: str, section: str) -> None:
    assert section_of(heading) == section


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("• The cap leaks.", "The cap leaks."),
        ("12. The cap leaks.", "The cap leaks."),
        ("[00:12:31] The cap leaks.", "The cap leaks."),
        ("04:10 - The cap leaks.", "The cap leaks."),
        ("12 ships sailed.", "12 ships sailed."),
        ("2024 was calm.", "2024 was calm."),
    ],
)
def test_marks_before_the_first_word(line: str, rest: str) -> None:
    assert without_marks(line) == rest


def texts(paragraphs: list[str], kind: Kind | None = None) -> list[str]:
    return [one.text for one in statements(paragraphs, kind)]


def test_headings_fragments_and_cut_sentences_are_left_out() -> None:
    body = [
        "The Price of Waiting",
        "Waiting has a price that nobody budgets for. Then:",
        "and a half sentence that lost its head.",
        "Too short.",
        "The rest of this sentence was cut off by the outl...",
    ]
    assert texts(body) == ["Waiting has a price that nobody budgets for."]


def test_sections_beside_the_matter_are_left_out() -> None:
    body = ["The cap leaked within a year.", "Acknowledgments", "We thank the Harbor Fund for its support."]
    assert texts(body) == ["The cap leaked within a year."]


def test_a_summary_is_read_first_and_stays_in_its_place() -> None:
    body = ["Preface", "This work began on a ferry.", "Executive Summary", "The cap leaked within a year."]
    found = statements(body, Kind.REPORT)
    assert [(one.text, one.rank) for one in found] == [
        ("This work began on a ferry.", 1),
        ("The cap leaked within a year.", 0),
    ]


def test_a_pull_quote_gives_way_to_the_running_text() -> None:
    body = ["“The cap leaked within a year.”", "Nobody was surprised by that. The cap leaked within a year."]
    found = statements(body)
    assert [(one.text, one.paragraph) for one in found] == [
        ("Nobody was surprised by that.", 2),
        ("The cap leaked within a year.", 2),
    ]


def test_turns_give_speakers_and_lose_politeness() -> None:
    body = [
        "ADA ROE: Welcome to Harbor Radio. How do caps leak, Bo?",
        "Bo Poe (00:01:10): Thank you, Ada. A cap leaks where nobody checks the papers.",
        "It is always the papers in the end.",
        "ADA ROE: Yeah, I see that.",
    ]
    assert [(one.speaker, one.text) for one in statements(body, Kind.PODCAST)] == [
        ("ADA ROE", "How do caps leak, Bo?"),
        ("Bo Poe (00:01:10)", "A cap leaks where nobody checks the papers."),
        ("Bo Poe (00:01:10)", "It is always the papers in the end."),
    ]


def test_a_colon_in_an_essay_makes_no_speaker() -> None:
    body = ["Recommendation: The coalition should publish one list.", "It has not done so yet."]
    assert not is_spoken(body, Kind.COMMENTARY)
    assert [one.speaker for one in statements(body, Kind.COMMENTARY)] == ["", ""]


def test_bios_at_the_end_are_left_out() -> None:
    body = ["The cap leaked within a year.", "Ada Roe is a senior fellow at the Harbor Institute."]
    assert texts(body) == ["The cap leaked within a year."]


def test_of_questions_and_answers_the_answers_are_told_whatever_their_punctuation() -> None:
    poor = ["Q: so what changed in the harbor", "A: well the ships got older, nobody answered the phone anymore"] * 3
    proper = ["Q: What changed in the old harbor?", "A: The ships got older and the insurers went away."] * 3
    for body in (poor, proper):
        found = statements(body, Kind.COMMENTARY)
        assert {one.text for one in found} == {body[1].removeprefix("A: ")}
        assert {one.said_by for one in found} == {""}
        assert all(quote.speaker == "" for quote in quotes(body, ["Nora Quayle"], Kind.COMMENTARY))


def test_a_body_of_fragments_still_gives_something() -> None:
    assert texts(["caps and tankers and flags"]) == ["caps and tankers and flags"]
    assert texts(["Caps"]) == ["Caps"]
    assert texts(["  "]) == []


def test_words_of_scripts_without_spaces() -> None:
    assert word_count("The cap leaked.") == 3
    assert word_count("制裁还在继续而且没有人知道") == 6


def test_guests_of_show_notes_are_introduced_in_their_bios_only() -> None:
    bio = "Ada Roe is a grid engineer and former control-room manager."
    lead = "Bo Poe leads the harbor program at the Institute of Tides."
    body = [
        bio,
        "The pumps stand still for a week.",
        "Nobody knows who guards the pumps at night.",
        lead,
        "The gate rusts on.",
    ]
    assert not {bio, lead} & {one.text for one in statements(body * 2, Kind.PODCAST)}
    assert bio in {one.text for one in statements(body * 2, Kind.COMMENTARY)}
