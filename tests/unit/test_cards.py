"""What every card says, word for word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from discord import ui

from bot.domain.answers import (
    ArticleAnswer,
    BriefAnswer,
    BriefLine,
    Expert,
    ExpertAnswer,
    Freshness,
    PersonAnswer,
    RelatedAnswer,
    RelatedHit,
    SearchAnswer,
    SearchHit,
    StatusAnswer,
    View,
)
from bot.domain.article import Article, Author, Brief, Completeness, Draft, Kind, Listing, Quote, Summary, Topic
from bot.domain.feeds import KnownFeed
from cogs.ui import cards
from cogs.ui.buttons import decode, shared_action
from cogs.ui.freshness import age_of
from cogs.ui.limits import Card
from cogs.ui.share import shared_copy
from tests.unit.card_parts import buttons_of, contents, hold_to_limits, text_of

TODAY = date(2026, 11, 23)
SANCTIONS = Brief(7, "The Long Game of Sanctions", Kind.PODCAST, "2024-05-02", ("B. Host", "A. Author"), seconds=2_460)
COMMENTARY = Article(
    5,
    Draft(
        title="The Next Move", kind=Kind.COMMENTARY, deck="What comes after the test.", published="2024-03-14",
        outlet="The Example Journal", url="https://example.org/next-move", completeness=Completeness.EXCERPT,
        body=("One two three.",),
    ),
    authors=(Author(3, "A. Author"), Author(4, "B. Writer")),
    topics=tuple(Topic(name) for name in ("Sanctions", "North Korea", "China", "Energy", "Trade", "Finance")),
    summary=Summary("Brief.", ("First sentence.", "Second sentence."), ("All of it.",)),
)  # fmt: skip
ANSWER = ArticleAnswer(article=COMMENTARY, quotes=(Quote("Nobody was surprised.", "A. Author", 2),))


def edit(article: Article, **fields: Any) -> Article:
    return replace(article, draft=replace(article.draft, **fields))


def test_an_article_card_says_everything_in_the_promised_order() -> None:
    card = cards.article_card(replace(ANSWER, quotes=ANSWER.quotes), today=date(2024, 6, 1))
    assert contents(card) == [
        "## [The Next Move](https://example.org/next-move)\n"
        "What comes after the test.\n"
        "Commentary · The Example Journal · 14 Mar 2024 · A. Author, B. Writer",
        "**Summary** · Extract from the published excerpt (full piece in The Example Journal)\n"
        "- First sentence.\n- Second sentence.",
        "Topics: Sanctions, North Korea, China, Energy, Trade",
    ]
    assert buttons_of(card) == {
        "About A. Author": "d1:person:3",
        "About B. Writer": "d1:person:4",
        "Open": "https://example.org/next-move",
        "Related": "d1:related:5",
        "Quotes": "d1:quotes:5",
        "Share": "d1:share:5:0:summary.short",
        "Cite": "d1:cite:5",
    }


@pytest.mark.parametrize(
    ("summary", "completeness", "label"),
    [
        pytest.param(
            Summary(short=("S.",), origin="written", edited_by="A. Curator"), "full", "Written by A. Curator",
            id="written",
        ),
        pytest.param(Summary(short=("S.",)), "full", "Extract", id="extract"),
        pytest.param(
            Summary(short=("S.",)), "excerpt", "Extract from the published excerpt (full piece in The Example Journal)",
            id="excerpt",
        ),
        pytest.param(Summary(short=("S.",), origin="model"), "excerpt", "Machine draft", id="model"),
    ],
)  # fmt: skip
def test_every_summary_says_where_it_comes_from(summary: Summary, completeness: str, label: str) -> None:
    article = replace(edit(COMMENTARY, completeness=Completeness(completeness)), summary=summary)
    card = cards.article_card(ArticleAnswer(article=article), today=TODAY)
    assert f"**Summary** · {label}\nS." in contents(card)


def test_a_listing_says_that_the_piece_is_not_here() -> None:
    article = edit(COMMENTARY, completeness=Completeness.LISTING, body=())
    assert "Known from another page's “More from …” block; the piece itself is not in the library yet." in text_of(
        cards.article_card(ArticleAnswer(article=article), today=TODAY)
    )


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        pytest.param("brief", "Brief.", id="brief"),
        pytest.param("short", "- First sentence.\n- Second sentence.", id="short"),
        pytest.param("full", "All of it.", id="full"),
    ],
)
def test_a_summary_comes_in_three_lengths(length: str, shown: str) -> None:
    card = cards.article_card(replace(ANSWER, length=length), today=TODAY)
    assert any(text.endswith(f")\n{shown}") for text in contents(card))
    assert buttons_of(card)["Share"] == f"d1:share:5:0:summary.{length}"


def test_sentences_that_do_not_fit_are_counted() -> None:
    sentences = tuple(f"Sentence {number} " + "word " * 100 for number in range(20))
    article = replace(COMMENTARY, summary=Summary(full=sentences))
    text = text_of(cards.article_card(ArticleAnswer(article=article, length="full"), today=TODAY))
    shown = text.count("\n- Sentence")
    assert 5 < shown < 20
    assert f"-# {20 - shown} more sentences do not fit here." in text


@pytest.mark.parametrize(
    ("published", "newer", "line", "label"),
    [
        pytest.param("2019-03-14", 3, "Published 2019. 3 newer pieces on this topic.", "Newer pieces", id="old"),
        pytest.param("2019", 1, "Published 2019. 1 newer piece on this topic.", "Newer pieces", id="a year alone"),
        pytest.param(
            "2019-03-14", 0, "Published 2019. No newer piece on this topic in this library.", "", id="still best"
        ),
        pytest.param(
            "2024-11-22", 3, "Published 2024. 3 newer pieces on this topic.", "Newer pieces", id="over 24 months"
        ),
        pytest.param("2024-11-23", 3, "", "", id="24 months to the day"),
        pytest.param("", 3, "", "", id="no date"),
    ],
)
def test_an_old_piece_points_to_newer_ones(published: str, newer: int, line: str, label: str) -> None:
    pieces = tuple(replace(SANCTIONS, id=number) for number in range(10, 10 + newer))
    answer = replace(ANSWER, article=edit(COMMENTARY, published=published), newer=pieces)
    card = cards.article_card(answer, today=TODAY)
    assert (line in contents(card)) if line else ("newer" not in text_of(card))
    assert buttons_of(card).get("Newer pieces", "") == ("d1:newer:5" if label else "")


def test_a_superseded_piece_points_to_its_successor() -> None:
    card = cards.article_card(replace(ANSWER, superseded_by=SANCTIONS), today=TODAY)
    assert 'Superseded by "The Long Game of Sanctions" (podcast, B. Host, A. Author, 2 May 2024).' in contents(card)
    assert buttons_of(card)["Newer version"] == "d1:summary:7:0:short"


def test_a_podcast_has_its_running_time_and_something_to_listen_to() -> None:
    draft = Draft(
        title="T", kind=Kind.PODCAST, seconds=2_460, audio_url="https://example.org/a.mp3", url="https://example.org/a"
    )
    card = cards.article_card(
        ArticleAnswer(article=Article(5, draft, participants=(Author(4, "B. Host"),))), today=TODAY
    )
    assert "Podcast · 41 min\nWith B. Host" in text_of(card)
    assert list(buttons_of(card)) == ["About B. Host", "Open", "Listen", "Related", "Share", "Cite"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"pages": 48}, "Report · 48 pages", id="pages"),
        pytest.param({"body": ("word " * 1_150,)}, "Report · 5 min read", id="minutes"),
        pytest.param({"body": ("word",)}, "Report · 1 min read", id="never none"),
    ],
)
def test_a_report_says_how_long_it_is(fields: dict[str, Any], said: str) -> None:
    draft = replace(Draft(title="T", kind=Kind.REPORT), **fields)
    assert said in text_of(cards.article_card(ArticleAnswer(article=Article(5, draft)), today=TODAY))


def test_a_shared_card_says_who_shared_it_and_cannot_be_shared_again() -> None:
    card = cards.article_card(ANSWER, today=TODAY, shared_by="A. Colleague")
    assert contents(card)[-1] == "-# Shared by @A. Colleague"
    assert "Share" not in buttons_of(card)
    assert "@everyone" not in text_of(cards.article_card(ANSWER, today=TODAY, shared_by="everyone"))


def test_quotes_are_verbatim_with_speaker_and_place() -> None:
    card = cards.quotes_card(ANSWER, today=date(2024, 6, 1))
    assert (
        "> “Nobody was surprised.”\n> — [A. Author, 14 Mar 2024, paragraph 2](https://example.org/next-move)"
        in contents(card)
    )
    assert buttons_of(card)["Cite"] == "d1:cite:5"


def test_quotes_tell_the_page_where_the_source_does() -> None:
    paged = replace(ANSWER, article=edit(COMMENTARY, url="", body=("One.", "Two."), places=("p. 3", "p. 4")))
    assert "> — A. Author, 14 Mar 2024, p. 4" in text_of(cards.quotes_card(paged, today=TODAY))


def test_quotes_and_cite_tell_the_minute_of_a_recording() -> None:
    spoken = replace(ANSWER, article=edit(COMMENTARY, url="", body=("One.", "Two."), places=("", "3754")))
    for card in (cards.quotes_card, cards.cite_card):
        assert "> — A. Author, 14 Mar 2024, at 1\\:02:34" in text_of(card(spoken, today=TODAY))


def test_a_piece_is_cited_in_three_forms_to_copy() -> None:
    assert contents(cards.cite_card(ANSWER, today=date(2024, 6, 1))) == [
        '## Cite\n"The Next Move" (commentary, A. Author, B. Writer, 14 Mar 2024)',
        "**Footnote**\n```\nA. Author and B. Writer, “The Next Move,” The Example Journal, March 14, 2024, "
        "https://example.org/next-move.\n```",
        "**Short**\n```\nAuthor and Writer, “The Next Move,” 2024.\n```",
        "**Markdown**\n```\n[The Next Move](https://example.org/next-move), A. Author and B. Writer, "
        "The Example Journal, March 14, 2024\n```",
        "**To quote**\n> “Nobody was surprised.”\n"
        "> — [A. Author, 14 Mar 2024, paragraph 2](https://example.org/next-move)",
    ]


def test_no_title_breaks_out_of_the_block_it_is_copied_from() -> None:
    article = edit(COMMENTARY, title="``` @everyone <@1>\n```js **bold**")
    shown = contents(cards.cite_card(ArticleAnswer(article=article), today=TODAY))
    blocks = [text for text in shown if "```" in text]
    assert len(blocks) == 3
    for block in blocks:
        assert block.count("`") == 6
        assert "@everyone" not in block


@pytest.mark.parametrize("show", [cards.article_card, cards.quotes_card, cards.cite_card])
def test_every_card_of_an_old_piece_says_that_it_is_old(show: Callable[..., Card]) -> None:
    old = replace(ANSWER, article=edit(COMMENTARY, published="2019-03-14"), newer=(SANCTIONS,))
    assert "Published 2019. 1 newer piece on this topic." in text_of(show(old, today=TODAY))
    assert "Superseded by" in text_of(show(replace(old, superseded_by=SANCTIONS), today=TODAY))
    assert "Published" not in text_of(show(old, today=date(2020, 1, 1)))


def test_suggestions_say_that_the_piece_they_are_for_is_old() -> None:
    age = age_of(COMMENTARY.brief, Freshness((), SANCTIONS), TODAY)
    card = cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=(RelatedHit(SANCTIONS),)), age=age)
    assert contents(card)[1].startswith('Superseded by "The Long Game of Sanctions"')
    assert buttons_of(card)["Newer version"] != buttons_of(card)["Summary"]


def test_a_superseded_piece_says_so_wherever_it_is_listed() -> None:
    old = replace(SANCTIONS, superseded=True)
    person = PersonAnswer(person_id=1, name="B. Host", pieces=(old,), total=1)
    expert = Expert(id=1, name="B. Host", pieces=(old,), total=1)
    listed = [
        cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=(RelatedHit(old),))),
        cards.search_card(SearchAnswer(query="x", hits=(SearchHit(old),), total=1)),
        cards.person_card(person),
        cards.expert_card(ExpertAnswer(topic="x", people=(expert,))),
        cards.brief_card(BriefAnswer(topic="x", pieces=(old,), total=1)),
        cards.newer_card(replace(ANSWER, newer=(old,))),
    ]
    assert ["superseded" in text_of(card) for card in listed] == [True] * len(listed)
    assert "superseded" not in text_of(cards.search_card(SearchAnswer(query="x", hits=(SearchHit(SANCTIONS),))))


BRIEFING = BriefAnswer(
    topic="Sanctions",
    people=(Expert(id=1, name="A. Author", total=2), Expert(id=2, name="B. Host", total=1, former=True)),
    lines=(BriefLine("Exits decide.", 1), BriefLine("Banks read.", 2, "B. Host")),
    pieces=(COMMENTARY.brief, SANCTIONS, replace(SANCTIONS, id=9, title="An Older One", published="2020-01-01")),
    total=5,
    gaps=("No report yet.",),
)


def test_a_briefing_gives_every_line_its_source() -> None:
    card = cards.brief_card(BRIEFING)
    assert contents(card) == [
        "## Brief: Sanctions\n-# 5 pieces in this library. Each line stands word for word in the piece whose number "
        "follows it.",
        "**Who works on it**: A. Author, 2 pieces; B. Host (former), 1 piece",
        "**Key lines**\n- Exits decide. \\[1\\]\n- Banks read. (B. Host) \\[2\\]",
        "**Pieces**\n\\[1\\] The Next Move (commentary, A. Author, B. Writer, 14 Mar 2024)\n"
        "\\[2\\] The Long Game of Sanctions (podcast, B. Host, A. Author, 2 May 2024)\n"
        "\\[3\\] An Older One (podcast, B. Host, A. Author, 1 Jan 2020)\n"
        "-# 2 more pieces on it: `/search` has them all.",
        "**Gaps**: No report yet.",
    ]
    assert buttons_of(card) == {
        "Summary [1]": "d1:summary:5",
        "Summary [2]": "d1:summary:7",
        "Timeline": "d1:brief:0:0:t=Sanctions|v=timeline",
        "Share": "d1:share:0:0:brief.t=Sanctions",
    }


def test_a_timeline_stands_by_year() -> None:
    lines = (BriefLine("First.", 3), BriefLine("Second.", 1), BriefLine("Third.", 2))
    shown = text_of(cards.brief_card(replace(BRIEFING, view=View.TIMELINE, lines=lines, since="2020-01-01")))
    assert "__2020__\n- First. \\[3\\]\n__2024__\n- Second. \\[1\\]\n- Third. \\[2\\]" in shown
    assert "5 pieces since 1 Jan 2020 in this library" in shown


def test_a_topic_too_long_for_an_id_is_shared_as_it_stands() -> None:
    card = cards.brief_card(replace(BRIEFING, topic="long " * 40))
    assert buttons_of(card)["Share"] == "d1:share:0:0:copy"
    assert "Timeline" not in buttons_of(card)


def test_suggestions_read_as_promised() -> None:
    hits = (
        RelatedHit(SANCTIONS, 0.8, ("same author", "shares Sanctions, North Korea")),
        RelatedHit(replace(SANCTIONS, id=8, title="Another Episode"), 0.5, ("listed on its page",)),
    )
    card = cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=hits, other_formats=6, kind=Kind.PODCAST))
    assert contents(card) == [
        '## Podcasts related to\n"The Next Move" (commentary, A. Author, B. Writer, 14 Mar 2024)',
        "**The Long Game of Sanctions**\nPodcast, 41 min | B. Host, A. Author | 2 May 2024\n"
        "Why: same author; shares Sanctions, North Korea",
        "**Another Episode**\nPodcast, 41 min | B. Host, A. Author | 2 May 2024\nWhy: listed on its page",
        "-# 2 of 2 podcasts. 6 more in other formats.",
    ]
    found = [item for item in card.walk_children() if isinstance(item, ui.Button)]
    assert [(button.label, button.custom_id) for button in found] == [
        ("Summary", "d1:summary:7"),
        ("Summary", "d1:summary:8"),
        ("All formats", "d1:related:5"),
        ("Share", "d1:share:5:0:related.podcast"),
    ]


@pytest.mark.parametrize(
    ("page", "shown", "said", "turns"),
    [
        pytest.param(0, 5, "-# 1–5 of 7 pieces.", {"Next": "d1:related:5:1"}, id="first"),
        pytest.param(1, 2, "-# 6–7 of 7 pieces.", {"Previous": "d1:related:5"}, id="last"),
        pytest.param(9, 2, "-# 6–7 of 7 pieces.", {"Previous": "d1:related:5"}, id="past the end"),
    ],
)
def test_suggestions_are_turned_five_at_a_time(page: int, shown: int, said: str, turns: dict[str, str]) -> None:
    hits = tuple(RelatedHit(replace(SANCTIONS, id=number)) for number in range(10, 17))
    card = cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=hits, page=page))
    assert text_of(card).count("**The Long Game") == shown
    assert said in contents(card)
    assert {label: key for label, key in buttons_of(card).items() if label in ("Previous", "Next")} == turns


def test_a_listing_in_a_list_is_marked_and_shows_its_teaser() -> None:
    listing = replace(SANCTIONS, completeness=Completeness.LISTING, deck="On what pressure can do.", seconds=None)
    text = text_of(cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=(RelatedHit(listing),))))
    assert "Podcast (listing) | B. Host, A. Author | 2 May 2024\nOn what pressure can do." in text
    untitled = replace(listing, title="On what pressure can do.")
    text = text_of(cards.related_card(RelatedAnswer(source=COMMENTARY.brief, hits=(RelatedHit(untitled),))))
    assert text.count("On what pressure can do.") == 1


def test_suggestions_for_a_message_name_people_and_are_shared_as_they_stand() -> None:
    expert = Expert(id=3, name="A. Author", role="Fellow", pieces=(SANCTIONS,), total=4)
    card = cards.related_card(RelatedAnswer(source=None, hits=(RelatedHit(SANCTIONS),), people=(expert,)))
    assert contents(card)[0] == "## Related to this message"
    assert "**A. Author** Fellow\nWrote The Long Game of Sanctions" in contents(card)
    share = decode(buttons_of(card)["Share"])
    assert share is not None
    assert shared_action(share) is None
    copy = shared_copy(card, "B. Colleague")
    assert contents(copy)[-1] == "-# Shared by @B. Colleague"
    assert list(buttons_of(copy)) == ["Summary", "About"]
    hold_to_limits(copy)


@pytest.mark.parametrize(
    ("card", "said"),
    [
        pytest.param(
            cards.related_card(RelatedAnswer(source=COMMENTARY.brief, kind=Kind.PODCAST, other_formats=2)),
            "Nothing in this library is close enough to suggest.\n-# 2 in other formats.",
            id="related",
        ),
        pytest.param(
            cards.expert_card(ExpertAnswer(topic="Quantum", closest=("Technology", "Chips"))),
            "Nothing on *Quantum* in this library. Closest topics: Technology, Chips. Ask a curator to add it.",
            id="expert",
        ),
        pytest.param(
            cards.search_card(SearchAnswer(query="Quantum", filters="podcasts")),
            "-# Only podcasts.\nNothing on *Quantum* in this library is within these limits. Ask with fewer of them",
            id="search",
        ),
        pytest.param(cards.search_card(SearchAnswer()), "Nothing in this library yet.", id="an empty library"),
        pytest.param(
            cards.person_card(PersonAnswer(person_id=3, name="A. Author", kind=Kind.VIDEO)),
            "No videos of theirs in this library.",
            id="person",
        ),
        pytest.param(
            cards.quotes_card(ArticleAnswer(article=COMMENTARY), today=TODAY),
            "The library has no line of this piece that stands alone as a quote.",
            id="quotes",
        ),
        pytest.param(
            cards.brief_card(BriefAnswer(topic="Zebras", closest=("Horses",))),
            "Nothing on *Zebras* in this library. Closest topics: Horses.",
            id="brief",
        ),
        pytest.param(
            cards.brief_card(BriefAnswer(topic="Zebras", since="2025-01-01", earlier=4, last=SANCTIONS)),
            "Nothing on *Zebras* since 1 Jan 2025 in this library. The newest before is",
            id="nothing that new",
        ),
        pytest.param(
            cards.article_card(ArticleAnswer(article=Article(5, Draft(title="T"))), today=TODAY),
            "The library has no text of this piece to summarise.",
            id="nothing to summarise",
        ),
    ],
)  # fmt: skip
def test_an_empty_answer_is_a_page_that_helps(card: Card, said: str) -> None:
    assert said in text_of(card)


def test_suggest_is_offered_only_where_it_works() -> None:
    answer = ExpertAnswer(topic="Quantum")
    assert "Suggest" not in buttons_of(cards.expert_card(answer))
    assert buttons_of(cards.expert_card(answer, can_suggest=True))["Suggest"] == "d1:suggest:0:0:Quantum"


def test_a_person_is_shown_with_what_they_write_and_with_whom() -> None:
    answer = PersonAnswer(
        person_id=3, name="A. Author", role="Senior Fellow", bio="Writes on trade.", former=True,
        links=("https://www.example.org/a-author", "javascript:alert(1)"), topics=("Sanctions", "Trade"),
        coauthors=("B. Writer",), pieces=(SANCTIONS,), total=6, page=1,
    )  # fmt: skip
    card = cards.person_card(answer)
    assert contents(card) == [
        "## A. Author\nSenior Fellow (former)\nWrites on trade.\nTopics: Sanctions, Trade\nOften with: B. Writer",
        "**The Long Game of Sanctions**\nPodcast, 41 min | B. Host, A. Author | 2 May 2024",
        "-# 6 of 6 pieces, the newest first.",
    ]
    assert buttons_of(card) == {
        "example.org": "https://www.example.org/a-author",
        "Summary": "d1:summary:7",
        "Previous": "d1:person:3",
        "Share": "d1:share:3:1:person.",
    }


def test_experts_come_with_receipts() -> None:
    expert = Expert(id=3, name="A. Author", role="Fellow", pieces=(SANCTIONS,), total=4, latest="2024-05-02")
    card = cards.expert_card(ExpertAnswer(topic="Sanctions", people=(expert,)))
    assert contents(card) == [
        "## People on Sanctions\n-# Ranked by what they published on it in this library.",
        "**1. A. Author**\nFellow | 4 pieces on it, the latest 2 May 2024\n"
        "- The Long Game of Sanctions (podcast, 2 May 2024)",
    ]
    assert buttons_of(card) == {"About": "d1:person:3", "Share": "d1:share:0:0:expert.Sanctions"}


def test_search_says_what_it_corrected() -> None:
    answer = SearchAnswer(
        query="sanctoins", corrected="sanctions", hits=(SearchHit(SANCTIONS, "… what pressure can do …"),), total=12,
        page=1, state="q=sanctoins",
    )  # fmt: skip
    card = cards.search_card(answer)
    assert contents(card) == [
        '## Results for "sanctoins"\n-# Showing results for "sanctions".',
        "**The Long Game of Sanctions**\nPodcast, 41 min | B. Host, A. Author | 2 May 2024\n… what pressure can do …",
        "-# 6 of 12.",
    ]
    assert buttons_of(card)["Next"] == "d1:search:0:2:q=sanctoins"


def test_a_question_too_long_for_a_button_says_so() -> None:
    answer = SearchAnswer(query="q" * 120, hits=(SearchHit(SANCTIONS),), total=12, state="q=" + "q" * 120)
    card = cards.search_card(answer)
    assert "A shorter query can be turned page by page." in text_of(card)
    assert list(buttons_of(card)) == ["Summary"]


def test_the_status_names_gaps_and_unanswered_questions() -> None:
    answer = StatusAnswer(
        counts={Kind.PODCAST: 1, Kind.COMMENTARY: 2}, people=1, topics=2, listings=1, missing_dates=1,
        last_backup="2026-11-23T10:20:30", drafts=3, unanswered=(("quantum", 2), ("chips", 1)), feeds=4,
        troubled_feeds=(
            KnownFeed(id=1, url="https://a.example/f", title="The Quay Letter", failures=3, failure="It broke."),
            KnownFeed(id=2, url="https://b.example/f", paused=True, reason="It moved."),
        ),
    )  # fmt: skip
    assert contents(cards.status_card(answer)) == [
        "## The library",
        "**3 pieces**: 2 commentaries, 1 podcast.\n1 of them known only from other pages (listings).\n"
        "1 person, 2 topics.",
        "**Gaps**\n- 1 piece without a date",
        "**Care**\n- Last backup: 23 Nov 2026, 10:20 UTC\n- Awaiting review: 3\n"
        "- Removed, can be restored for 30 days: 0",
        "**Feeds**\n- 4 feeds are followed\n- Feed *The Quay Letter* has failed 3 times: It broke.\n"
        "- Feed *https\\://b.example/f* is paused: It moved.",
        "**Asked and not found**\n- quantum (2 times)\n- chips (once)",
    ]


def test_help_shows_the_curators_part_to_curators_only() -> None:
    assert "/library" not in text_of(cards.help_card())
    assert "/library add" in text_of(cards.help_card(curator=True))


def test_a_draft_is_shown_field_by_field_with_what_is_missing() -> None:
    draft = Draft(
        title="The Next Move", deck="What comes after.", body=("One two.", "Three."),
        related=(Listing(Kind.PODCAST, "An Episode"), Listing(None, "", "A teaser without a title")),
    )  # fmt: skip
    card = cards.draft_card(draft, 12)
    text = text_of(card)
    for said in (
        "**Title**: The Next Move",
        "**Type**: missing",
        "**Date**: missing",
        "**Authors**: missing",
        "**Text**: 2 paragraphs, 3 words",
        "**Related on the page** (1 podcast, 1 piece)\n- Podcast: An Episode\n- Type unknown: A teaser without a title",
        "Please add authors, date and type with Edit: the piece is hard to find otherwise.",
    ):
        assert said in text
    assert buttons_of(card) == {"Publish": "d1:publish:12", "Edit": "d1:review:12", "Discard": "d1:discard:12"}


def test_a_draft_without_a_title_cannot_be_published() -> None:
    card = cards.draft_card(Draft(), 12)
    (publish,) = [item for item in card.walk_children() if isinstance(item, ui.Button) and item.label == "Publish"]
    assert publish.disabled


def test_what_is_destroyed_is_named_and_can_be_undone() -> None:
    card = cards.confirm_card(SANCTIONS, "remove", "It can be restored for 30 days.")
    assert contents(card)[0] == 'Remove "The Long Game of Sanctions" (podcast, B. Host, A. Author, 2 May 2024)?'
    assert buttons_of(card) == {"Remove": "d1:confirm:7:0:remove", "Cancel": "d1:cancel:7:0:remove"}
    assert buttons_of(cards.removed_card(SANCTIONS)) == {"Undo": "d1:undo:7:0:remove"}


def test_an_error_says_what_failed_and_its_reference() -> None:
    assert contents(cards.error_card("The page did not answer.", "7F3K")) == [
        "The page did not answer.",
        "-# Reference: 7F3K",
    ]
