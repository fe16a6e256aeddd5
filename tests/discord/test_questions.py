"""A member asks: /summary, /related, /author, /expert, /search, /help, with good words and bad ones."""

from __future__ import annotations

import pytest

from tests.discord.world import World, labels, options, text


async def test_a_title_is_found_by_a_word_in_its_middle_and_read(filled: World) -> None:
    here = filled.here
    choices = await here.member.autocomplete(here.channel, "summary", "article", "signat")
    assert choices == [{"name": "The Price of a Signature | Ada Brightwater | 2024 commentary", "value": "id:1"}]
    shown = await here.member.slash(here.channel, "summary", article=choices[0]["value"])
    assert shown.ephemeral
    assert "[The Price of a Signature](https://example.org/price-of-a-signature)" in text(shown)
    assert "Commentary · The Meridian Brief · 5 Mar 2024 · Ada Brightwater, Tomas Quill" in text(shown)
    assert "Extract" in text(shown)
    assert {"Open", "Related", "Share"} <= set(labels(shown))


@pytest.mark.parametrize("length", ["brief", "short", "full"])
async def test_every_sentence_of_a_summary_stands_in_the_piece(filled: World, length: str) -> None:
    here = filled.here
    await here.member.slash(here.channel, "summary", article="id:1", length=length)
    answer = await here.library.reading.article(1, length)
    body = answer.article.draft.text
    for sentence in (answer.article.summary.brief, *answer.article.summary.short, *answer.article.summary.full):
        assert sentence in body


@pytest.mark.parametrize(
    "typed",
    [
        "id:1",
        "https://www.example.org/price-of-a-signature/?utm_source=x",
        "The Price of a Signature | Ada Brightwater | 2024 commentary",
        "the price of a SIGNATURE",
        "The Price",
    ],
)
async def test_a_piece_can_be_meant_in_many_ways(filled: World, typed: str) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "summary", article=typed)
    assert "The Price of a Signature" in text(shown)


async def test_an_unclear_title_asks_did_you_mean_and_goes_on(filled: World) -> None:
    here = filled.here
    asked = await here.member.slash(here.channel, "related", article="doors signature nonsense")
    assert "Did you mean" in text(asked)
    menu = options(asked)
    chosen = next(value for label, value in menu.items() if label.startswith("The Price"))
    shown = await here.member.select(asked.response.message, [chosen])
    assert "## Related to" in text(shown)
    assert "Doors and Walls" in text(shown)


@pytest.mark.parametrize("typed", ["zzzz qqqq", "id:999", "id:0", "@everyone", "'; DROP TABLE article;--", "x" * 6000])
async def test_what_is_not_there_is_said_in_a_sentence(filled: World, typed: str) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "summary", article=typed)
    assert shown.ephemeral
    assert "Nothing in this library is called" in text(shown)


async def test_related_gives_the_podcast_with_reasons(filled: World) -> None:
    here = filled.here
    shown = await here.member.slash(here.channel, "related", article="id:1", type="podcast")
    said = text(shown)
    assert "## Podcasts related to" in said
    assert "**Doors and Walls**" in said
    assert "Podcast, 41 min" in said
    assert "Why: same author: Ada Brightwater; shares Sanctions" in said
    assert "Who Keeps the Grid Awake" not in said


async def test_related_within_minutes(filled: World) -> None:
    here = filled.here
    shown = await here.member.slash(here.channel, "related", article="id:1", minutes=10)
    assert "Doors and Walls" not in text(shown)


async def test_what_narrows_the_related_stays_when_it_is_shared_turned_or_chosen_from_several(filled: World) -> None:
    here = filled.here
    asked = {"type": "podcast", "minutes": 10}
    shown = await here.member.slash(here.channel, "related", article="id:1", **asked)
    said = "-# Only what takes 10 minutes or less. 1 more takes longer, or does not say how long."
    assert said in text(shown)
    assert "in other formats" not in text(shown)
    shared = await here.member.click(shown.response.message, label="Share")
    assert said in text(shared)
    all_formats = await here.member.click(shown.response.message, label="All formats")
    assert said in text(all_formats)
    asked_back = await here.member.slash(here.channel, "related", article="signature nonsense", **asked)
    chosen = await here.member.select(asked_back.response.message, ["id:1"])
    assert "## Podcasts related to" in text(chosen)
    assert said in text(chosen)


async def test_nothing_related_is_said_and_not_padded(filled: World) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "related", article="id:3")
    assert "Nothing in this library is close enough to suggest." in text(shown)


async def test_the_related_button_answers_privately_and_share_posts_a_clean_copy(filled: World) -> None:
    here = filled.here
    card = await here.member.slash(here.channel, "summary", article="id:1")
    related = await here.member.click(card.response.message, label="Related")
    assert related.ephemeral
    shared = await here.member.click(related.response.message, label="Share")
    assert not shared.ephemeral
    assert "Shared by @sam1" in text(shared)
    assert "Share" not in labels(shared)
    on_shared = await here.curator.click(shared.response.message, custom_id="d1:summary:2")
    assert on_shared.ephemeral


async def test_buttons_work_after_a_restart(filled: World) -> None:
    here = filled.here
    card = await here.member.slash(here.channel, "summary", article="id:1")
    await filled.restart()
    again = await here.member.click(card.response.message, label="Related")
    assert "Doors and Walls" in text(again)


async def test_a_button_of_a_removed_piece_says_when_it_went(filled: World) -> None:
    here = filled.here
    card = await here.member.slash(here.channel, "summary", article="id:1")
    await here.library.library.remove(1)
    clicked = await here.member.click(card.response.message, label="Related")
    assert "was removed on 15 Jun 2026" in text(clicked)


async def test_author_shows_the_person_and_their_pieces(filled: World) -> None:
    here = filled.here
    choices = await here.member.autocomplete(here.channel, "author", "name", "brightw")
    shown = await here.member.slash(here.channel, "author", name=choices[0]["value"])
    said = text(shown)
    for words in ("Ada Brightwater", "Tomas Quill", "The Price of a Signature", "Doors and Walls", "Sanctions"):
        assert words in said
    only = await here.member.slash(here.channel, "author", name="ada brightwater", type="podcast")
    assert "The Price of a Signature" not in text(only)


@pytest.mark.parametrize("name", ["Nobody Atall", "id:77", "id:99999999999999999999999", "<@123>", " "])
async def test_an_unknown_person_is_said_in_a_sentence(filled: World, name: str) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "author", name=name)
    assert "Nobody in this library is called" in text(shown)


async def test_expert_shows_receipts(filled: World) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "expert", topic="sanctions")
    said = text(shown)
    assert said.index("Ada Brightwater") < said.index("Lena Ostrow")
    assert "The Price of a Signature" in said


async def test_expert_on_nothing_names_topics_that_exist(filled: World) -> None:
    here = filled.here
    shown = await here.member.slash(here.channel, "expert", topic="zebrafish husbandry")
    assert "Nothing on *zebrafish husbandry* in this library. Closest topics:" in text(shown)
    status = await here.library.care.status()
    assert ("zebrafish husbandry", 1) in status.unanswered


async def test_search_finds_words_phrases_and_filters(filled: World) -> None:
    here = filled.here

    async def found(**asked: object) -> str:
        return text(await here.member.slash(here.channel, "search", **asked))

    assert "Who Keeps the Grid Awake" in await found(query="transformers")
    assert "The Price of a Signature" in await found(query='"walls do not negotiate"')
    assert "Nothing on" in await found(query='"negotiate not do walls"')
    assert "Doors and Walls" not in await found(query="sanctions", type="commentary")
    assert "The Price of a Signature" not in await found(query="sanctions", since="April 2024")
    assert "Who Keeps the Grid Awake" in await found()
    assert "Only by Ada Brightwater." in await found(query="sanctions", author="Ada Brightwater")
    assert "Doors and Walls" not in await found(query="sanctions", topic="Energy")


async def test_what_was_searched_instead_is_said_and_what_was_meant_comes_first(filled: World) -> None:
    here = filled.here

    async def found(query: str) -> str:
        return text(await here.member.slash(here.channel, "search", query=query))

    wrong, right = await found("sancitons"), await found("sanctions")
    assert 'Showing results for "sanctions".' in wrong
    assert "Showing results for" not in right
    assert wrong.count("The Price of a Signature") == right.count("The Price of a Signature") > 0
    said = await found("https://example.org/price-of-a-signature?utm_source=x")
    assert said.index("The Price of a Signature") < (said + "Doors and Walls").index("Doors and Walls")
    assert "Closest topics: Energy" in await found("energie zebrafish husbandry qqq")


@pytest.mark.parametrize("query", ['"', "NEAR(", "a AND OR NOT", "*", "title:x", "😀", "\x00", "the of and", "-" * 500])
async def test_whatever_people_type_never_errors(filled: World, query: str) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "search", query=query)
    assert "Reference" not in text(shown)


async def test_a_date_that_is_none_is_told(filled: World) -> None:
    shown = await filled.here.member.slash(filled.here.channel, "search", query="x", since="whenever")
    assert "“whenever” is not a date" in text(shown)


async def test_help_shows_the_curators_part_to_curators_only(filled: World) -> None:
    here = filled.here
    assert "What curators can do" in text(await here.curator.slash(here.channel, "help"))
    assert "What curators can do" not in text(await here.member.slash(here.channel, "help"))


async def test_find_related_on_any_message(filled: World) -> None:
    here = filled.here
    message = await here.member.send(here.channel, "Has anyone written on how banks treat sanctions licenses?")
    shown = await here.member.context_menu(here.channel, "Find related", message)
    assert "The Price of a Signature" in text(shown)
    assert "Ada Brightwater" in text(shown)
    shared = await here.member.click(shown.response.message, label="Share")
    assert not shared.ephemeral
    assert "The Price of a Signature" in text(shared)
    assert "Shared by @sam1" in text(shared)
    assert "Share" not in labels(shared)


async def test_find_related_on_a_link_of_ours(filled: World) -> None:
    here = filled.here
    message = await here.member.send(here.channel, "see <https://example.org/price-of-a-signature?utm_medium=social>")
    shown = await here.member.context_menu(here.channel, "Find related", message)
    assert "Doors and Walls" in text(shown)


async def test_find_related_without_words_says_so(filled: World) -> None:
    here = filled.here
    message = await here.member.send(here.channel, "", attachments=[("photo.png", b"\x89PNG\r\n\x1a\n")])
    shown = await here.member.context_menu(here.channel, "Find related", message)
    assert "no text to go by" in text(shown)


async def test_an_empty_library_helps(world: World) -> None:
    here = world.here
    assert "Nothing in this library yet." in text(await here.member.slash(here.channel, "search"))
    assert await here.member.autocomplete(here.channel, "summary", "article", "") == []


@pytest.mark.parametrize(
    ("command", "asked", "said"),
    [
        (
            "summary",
            {"article": "ports"},
            "This library has no pieces yet. A curator adds the first with /library add,",
        ),
        ("related", {"article": "ports"}, "This library has no pieces yet."),
        ("author", {"name": "Ada"}, "This library has no pieces yet."),
        ("search", {}, "A curator adds the first piece with `/library add`."),
        ("search", {"query": "ports"}, "Ask a curator to add it."),
        ("expert", {"topic": "ports"}, "Ask a curator to add it."),
        ("brief", {"topic": "ports"}, "Ask a curator to add it."),
        ("library edit", {"article": "ports"}, "This library has no pieces yet."),
        ("library person", {"name": "Ada"}, "This library has no pieces yet."),
        ("library status", {}, "Nothing is here yet: `/library add` brings a piece"),
        ("library review", {}, "Nothing waits."),
        ("library export", {}, "There is nothing to export yet"),
    ],
)
async def test_every_answer_of_an_empty_library_says_what_to_do_next(
    world: World, command: str, asked: dict[str, str], said: str
) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, command, **asked)
    assert said in text(shown)
    assert not shown.response.attachments
