"""A transcript's time marks leave the text and stay as places; times that a text mentions are left alone."""

from __future__ import annotations

import pytest

from bot.domain.article import Draft, Kind
from bot.domain.places import said_place
from bot.domain.quotes import quotes
from bot.intake.html import read_html
from bot.intake.pasted import read_pasted

HEAD = "May 21, 2021\nTranscript: The Doorstep Tapes\n\n"
TURNS = [
    ("Ludmila Vashti", "The other voice is mine, and Noor has read the lists so that you need not."),
    ("Noor Zambra", "A list that nobody reads is only a wall, and every wall needs a keeper."),
    ("Ludmila Vashti", "Start with the long one, then, and tell us what it costs."),
    ("Noor Zambra", "The long one costs a harbor its berths for two summers and a bank its patience."),
]
SECONDS = (4, 31, 754, 3754)
CLOCKS = ("00:00:04", "00:00:31", "00:12:34", "01:02:34")

FORMS = {
    "in brackets before the name": lambda name, clock, words: f"[{clock}] {name}: {words}",
    "bare before the name": lambda name, clock, words: f"{clock} {name}: {words}",
    "in round brackets": lambda name, clock, words: f"({clock}) {name}: {words}",
    "behind the name": lambda name, clock, words: f"{name} ({clock}): {words}",
    "behind the colon": lambda name, clock, words: f"{name}: [{clock}] {words}",
    "on a line with the name": lambda name, clock, words: f"{name}  {clock}\n{words}",
    "on a line before the name": lambda name, clock, words: f"{clock}\n{name}: {words}",
    "name and words on lines of their own": lambda name, clock, words: f"{clock}\n{name}\n{words}",
    "without leading zeros": lambda name, clock, words: f"{clock.removeprefix('00:')} {name}: {words}",
}


@pytest.fixture(params=FORMS, ids=list(FORMS))
def draft(request: pytest.FixtureRequest) -> Draft:
    form = FORMS[request.param]
    turns = [form(name, clock, words) for (name, words), clock in zip(TURNS, CLOCKS, strict=True)]
    return read_pasted(HEAD + "\n\n".join(turns))


def test_marks_leave_the_text_and_stay_as_its_places(draft: Draft) -> None:
    assert draft.kind is Kind.TRANSCRIPT
    assert draft.body == tuple(f"{name}: {words}" for name, words in TURNS)
    assert draft.places == tuple(map(str, SECONDS))
    assert set(draft.participants) == {"Ludmila Vashti", "Noor Zambra"}


def test_a_quote_says_speaker_and_minute(draft: Draft) -> None:
    said = {quote.text: quote for quote in quotes(draft.body, draft.authors, draft.kind)}
    wall = said["A list that nobody reads is only a wall, and every wall needs a keeper."]
    assert (wall.speaker, said_place(draft.places[wall.paragraph - 1])) == ("Noor Zambra", "at 0:31")
    assert [said_place(place) for place in draft.places] == ["at 0:04", "at 0:31", "at 12:34", "at 1:02:34"]


def test_a_turn_of_several_paragraphs_has_one_minute_and_what_comes_before_the_first_has_none() -> None:
    spoken = [f"[{clock}] {name}: {words}" for (name, words), clock in zip(TURNS, CLOCKS, strict=True)]
    spoken.insert(2, "Every wall that is built in spring has to be guarded in autumn.")
    draft = read_pasted(HEAD + "Two hosts and a guest discuss what the cabinet will do.\n\n" + "\n\n".join(spoken))
    first = len(draft.body) - 5
    assert draft.places[first:] == ("4", "31", "31", "754", "3754")
    assert set(draft.places[:first]) <= {""}


def test_a_page_s_transcript_is_read_in_the_same_way() -> None:
    turns = [f"<p>[{clock}] {name}: {words}</p>" for (name, words), clock in zip(TURNS, CLOCKS, strict=True)]
    deck = "<p>Two hosts and a guest discuss what the new cabinet will do with the old lists.</p>"
    page = (
        f"<html><head><title>T</title></head><body><article><h1>The Tapes</h1>{deck}{''.join(turns)}</article></body>"
    )
    draft = read_html(page.encode())
    assert draft.places[-4:] == tuple(map(str, SECONDS))
    assert not any("[" in paragraph for paragraph in draft.body)


@pytest.mark.parametrize(
    "lines",
    [
        ["9:00 Registration and coffee", "9:30 Welcome by the harbor master", "10:15 A panel on tides and their price"],
        ["00:00 Intro", "02:13 Why harbors silt", "15:40 Questions"],
        ["9:00 a.m. The doors open, and everybody is welcome to the hall.", "9:30 a.m. The harbor master speaks first."]
        * 2,
        ["At 12:34 the gate closed.", "At 12:50 it opened.", "At 13:10 the harbor master left."],
        ["12:34 was the hour of the tide, as every sailor of the harbor knew.", "Nothing else happened there."],
    ],
    ids=["a schedule", "chapters", "hours of a day", "times in sentences", "one time"],
)
def test_other_times_stay_in_the_text(lines: list[str]) -> None:
    closing = "The harbor is old, and nobody has counted the ships that it has sheltered in all these years."
    draft = read_pasted("\n\n".join(["May 21, 2021", "A Day at the Harbor", *lines, closing]))
    assert draft.places == ()
    told = " ".join((draft.deck, *draft.body))
    assert lines[-1].split()[-1] in told
