"""Summaries choose, they never write: what is chosen for each kind of piece, and properties for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Completeness, Kind
from bot.domain.summary import dangles, select, summarize

COMMENTARY = [
    "Ferries leave the harbor every morning with the same forty people on board. The harbor looks as it did in the "
    "days of sail, and visitors photograph it. Few of them look at the fuel depot behind the church.",
    "The harbor’s fuel depot is the weakest point of the island’s defense. Two tanks hold all the fuel that the "
    "island burns in nine days, and a single road leads to them. The navy should split the fuel depot among four "
    "sites before the next storm season.",
    "Critics say that four sites cost four times as much. They forget that the depot has burned twice. After the "
    "second fire the island imported fuel by barge for eleven weeks at three times the price.",
    "“We were lucky with the wind,” the harbor master said. Luck is no plan for a depot.",
    "Read the full commentary in The Harbor Gazette.",
]
TITLE = "The Fuel Depot Is the Island’s Weakest Point"


def test_commentary_leads_with_its_argument_and_says_what_should_be_done() -> None:
    summary = summarize(TITLE, "", COMMENTARY, Kind.COMMENTARY)
    assert summary.brief == "The harbor’s fuel depot is the weakest point of the island’s defense."
    assert "The navy should split the fuel depot among four sites before the next storm season." in summary.short
    assert (len(summary.short), len(summary.full), summary.origin) == (3, 6, "extract")
    assert not any("Harbor Gazette" in line for line in summary.full)


def test_an_anecdote_is_no_argument_though_it_comes_first() -> None:
    body = [
        "A visitor to the fuel depot is shown two tanks, a gate and a sleeping dog. Imagine a fire there at noon.",
        "The fuel depot is where the island can be beaten without a shot.",
    ]
    assert summarize("The Fuel Depot", "", body, Kind.COMMENTARY).brief == body[1]


def test_a_report_says_what_it_argues_before_what_the_world_is_like() -> None:
    body = [
        "Islands have stored fuel in depots for a hundred years, and most depots stand where the first one stood.",
        "This report argues that fuel should be stored in four depots.",
    ]
    assert summarize("Four Depots", "", body, Kind.REPORT).brief == body[1]


def test_in_a_conversation_nobody_is_called_i() -> None:
    body = [
        "Cy Lind: Today we are talking about the fuel depot. My guest is Ada Roe, who ran it for ten years.",
        "Ada Roe: I noticed that my fuel depot was wrong. A fuel depot with one gauge has no gauge at all.",
        "Cy Lind: You told me that your fuel depot burned.",
        "Ada Roe: A fuel depot burns from the pump, because nobody guards a pump at night.",
    ]
    assert select("The Depot", "", "\n\n".join(body), 4, Kind.TRANSCRIPT) == [
        "Today we are talking about the fuel depot.",
        "My guest is Ada Roe, who ran it for ten years.",
        "A fuel depot with one gauge has no gauge at all.",
        "A fuel depot burns from the pump, because nobody guards a pump at night.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "None of this means that the depot is safe.",
        "In her view the depot must move.",
        "Congress should fund the first of these and leave the rest alone.",
        "Roe says that this is what a fire costs.",
        "Methods and error rates should not.",
        "Because money is the one thing they have never had.",
        "Around the eighth day they choose which depot burns.",
        "The larger ones burn for a week.",
        "The harbor should be mended in three respects.",
        "First, the harbor should buy a second gauge.",
        "The difference, in her opinion, is the wind.",
        "Roe asks what all this does to the price of diesel.",
    ],
)
def test_what_leans_on_another_line_is_recognised(line: str) -> None:
    assert dangles(line)


@pytest.mark.parametrize(
    "line",
    [
        "A shortage that will end by itself is taken for a dependence that will not.",
        "In this report we show what a fire costs.",
        "Because money is short, the depot stays where it is.",
        "Of all depots this one burns best.",
        "By the rules of the harbors they inspect, officers may close a pump.",
        "Roe argues that depots belong on separate roads.",
    ],
)
def test_what_stands_alone_does_not_lean(line: str) -> None:
    assert not dangles(line)


def test_a_conversation_is_summed_up_by_what_is_said_of_its_subject() -> None:
    turns = [
        "Jane Roe: I am Jane Roe, and a year ago I set out to learn why fuel depots burn on quiet nights.",
        "Tom Vale: I have watched fuel depots burn for years. I was there when the harbor depot burned twice.",
        "Tom Vale: A fuel depot burns where its pump is old. I told my harbor so. You would not believe my letters.",
        "Tom Vale: Suppose a depot has one gauge. A depot with one gauge burns before anybody looks.",
        "Jane Roe: The last part of the conversation is about fuel and gauges. A second gauge costs less than a fire.",
    ]
    full = summarize("Why Fuel Depots Burn", "", turns, Kind.PODCAST).full
    assert full[0].startswith("I am Jane Roe")  # a host's first words tell what the episode is
    said = ("A fuel depot burns where", "A depot with one gauge", "A second gauge")
    assert all(any(line.startswith(one) for line in full) for one in said)
    shorter = select("Why Fuel Depots Burn", "", "\n\n".join(turns), 4, Kind.PODCAST)
    assert not any(
        line.startswith(("I have", "I told", "I was", "You", "Suppose", "The last part")) for line in shorter
    )


def test_the_deck_points_to_the_sentence_it_paraphrases() -> None:
    deck = "Two fires and eleven weeks of barges should have settled the question of imported fuel."
    barges = "After the second fire the island imported fuel by barge for eleven weeks at three times the price."
    assert barges not in summarize("Luck Is No Plan", "", COMMENTARY).short
    assert barges in summarize("Luck Is No Plan", deck, COMMENTARY).short


def test_a_report_is_summed_up_by_its_own_summary() -> None:
    body = [
        "Foreword",
        "I first crossed to the island in the winter of the long strike, and have loved its people since.",
        "Executive Summary",
        "This report finds that the island can store fuel for ninety days at a bearable cost. Four depots, each on "
        "its own road, would remove the danger of a single fire.",
        "Chapter One",
        "The island lies some forty miles from the mainland. Its people have always fished.",
        "Acknowledgments",
        "This report finds its origin in a grant of the Harbor Fund.",
    ]
    summary = summarize("Ninety Days of Fuel", "", body, Kind.REPORT)
    assert summary.brief == "This report finds that the island can store fuel for ninety days at a bearable cost."
    assert not any("grant" in line for line in summary.full)
    assert "Executive Summary" not in summary.full


def test_show_notes_say_who_talks_about_what() -> None:
    body = [
        "Fuel is dull until it runs out. Ada Roe and Bo Poe join Cy Lind to discuss how an island lives on nine days "
        "of fuel. They compare it with lighthouses.",
        "Subscribe to Harbor Radio wherever you get your podcasts.",
    ]
    assert summarize("Nine Days", "", body, Kind.PODCAST).brief.startswith("Ada Roe and Bo Poe join Cy Lind")


def test_a_transcript_gives_no_patter_no_names_and_no_times() -> None:
    body = [
        "CY LIND (00:00:04): Welcome to Harbor Radio. Today we are talking about the island’s fuel depot.",
        "ADA ROE (00:00:31): Thanks for having me. The depot holds fuel for nine days and not for ten.",
        "CY LIND (00:01:02): Can you tell us why nobody moves it?",
        "ADA ROE (00:01:10): Yeah, sure. Moving a depot costs a harbor its berths for two summers.",
        "CY LIND (00:09:58): Thank you for listening, and see you next week.",
    ]
    full = summarize("Nine Days", "", body, Kind.TRANSCRIPT).full
    assert full == (
        "Today we are talking about the island’s fuel depot.",
        "The depot holds fuel for nine days and not for ten.",
        "Moving a depot costs a harbor its berths for two summers.",
    )


def test_findings_and_recommendations_are_the_authors_own_summary() -> None:
    body = [
        "Executive Summary",
        "This report examines how islands store fuel.",
        "Key Findings",
        "Two thirds of the burned depots stood behind a church.",
        "Recommendations",
        "The navy should keep fuel in four harbors.",
        "Introduction",
        "The island lies forty miles from the mainland, and its people have always fished.",
        "Visitors photograph the depot and the church, and few of them ask what stands behind it.",
        "Ships bring fuel every week in summer and every month in winter.",
    ]
    short = summarize("How Islands Store Fuel", "", body, Kind.REPORT).short
    assert set(short) == {body[1], body[3], body[5]}


def test_testimony_comes_without_its_courtesies() -> None:
    body = [
        "Chairman Vale and distinguished members of the subcommittee, thank you for the chance to testify on fuel. "
        "My name is Ada Roe, and I study fuel depots.",
        "The island keeps fuel for nine days. Congress should pay for four depots.",
        "Thank you, and I look forward to your questions.",
    ]
    assert summarize("Testimony on Fuel", "", body, Kind.TESTIMONY).full == (
        "The island keeps fuel for nine days.",
        "Congress should pay for four depots.",
    )


def test_what_an_episode_asks_is_not_what_it_is_about() -> None:
    body = [
        "What happens to an island when the fuel is gone?",
        "Ada Roe and Bo Poe join Cy Lind to discuss how an island lives on nine days of fuel.",
        "Ada Roe is a grid engineer and the author of Salt. She served for nine years as a harbor pilot.",
    ]
    summary = summarize("Fuel and Islands", "", body, Kind.PODCAST)
    assert summary.brief == body[1]
    assert not any("pilot" in line for line in summary.full)


def test_a_short_body_gives_what_it_has() -> None:
    summary = summarize("A note", "", ["The depot closed on Monday. It opened again on Tuesday."])
    assert summary.full == ("The depot closed on Monday.", "It opened again on Tuesday.")
    assert summary.brief == "The depot closed on Monday."


def test_nothing_gives_nothing() -> None:
    empty = summarize("A title", "", [])
    assert (empty.brief, empty.short, empty.full) == ("", (), ())
    assert select("A title", "", " \n ", 3) == []


@pytest.mark.parametrize(
    ("teaser", "brief"),
    [
        (
            "Fuel is the island’s weakest point. Ada Roe explains how to mend it wi...",
            "Fuel is the island’s weakest point.",
        ),
        ("Fuel is the island’s weakest point....", "Fuel is the island’s weakest point."),
        ("As the island burns more fuel than ever, its two tanks have become a tar...", None),
        ("How islands store fuel", None),
    ],
    ids=["cut in its second sentence", "whole with dots behind", "cut in its first sentence", "a deck without a stop"],
)
def test_a_listing_is_summed_up_by_its_teaser(teaser: str, brief: str | None) -> None:
    summary = summarize("A title", teaser, [], Kind.PODCAST, Completeness.LISTING)
    assert summary.brief == (brief or teaser)
    assert summary.full[0] in teaser


def test_repeated_sentences_are_given_once() -> None:
    body = ["The depot must move.", "The island has one depot. The depot must move. Nobody disputes the cost."]
    full = summarize("The depot", "", body).full
    assert full.count("The depot must move.") == 1


def test_other_scripts_are_cut_at_their_own_stops() -> None:
    sentences = ["港口的油库是岛上最薄弱的环节。", "两个油罐只够九天使用。", "海军应该把油库分成四处。"]
    found = select("油库", "", "".join(sentences), 2)
    assert len(found) == 2
    assert set(found) < set(sentences)


LINES = st.sampled_from(
    [*COMMENTARY, "Executive Summary", "Notes", "ADA ROE: Thank you.", "• One", "Half a", "\n", "“", "...", "", "Ends…"]
)
BODIES = st.lists(st.one_of(LINES, st.text(max_size=80)), max_size=12)


@given(st.text(max_size=40), st.text(max_size=40), BODIES, st.sampled_from([None, *Kind]))
def test_every_sentence_is_in_the_body_in_its_order(title: str, deck: str, body: list[str], kind: Kind | None) -> None:
    summary = summarize(title, deck, body, kind)
    if not any(paragraph.strip() for paragraph in body):
        return
    flat = " ".join(" ".join(body).split())
    for lines, most in (((summary.brief,), 1), (summary.short, 3), (summary.full, 6)):
        assert len(lines) <= most
        assert all(line and " ".join(line.split()) in flat for line in lines)
    assert summarize(title, deck, body, kind) == summary


@given(BODIES.map("\n\n".join), st.integers(min_value=0, max_value=9))
def test_select_gives_distinct_slices_in_order(text: str, count: int) -> None:
    found = select(TITLE, "", text, count)
    assert len(found) <= count
    assert len(set(found)) == len(found)
    assert all(line in text for line in found)
    assert bool(found) == bool(count and text.strip())
