"""Whatever happens to a topic's names or to the list, every piece is filed as it would be if it were added now."""

from __future__ import annotations

import pytest

from bot.app import GuildServices
from bot.domain.article import Draft
from tests.topic_list import put_on_list


async def topics_of(library: GuildServices, number: int) -> set[str]:
    return {topic.name for topic in (await library.library.get(number)).topics}


async def add(library: GuildServices, text: str, title: str = "A Note", tags: tuple[str, ...] = ()) -> int:
    return (await library.library.add(Draft(title=title, body=(text,), tags=tags))).article.id


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Japan", "The Japanese yards are full."),
        ("Export controls", "An export control is a fence."),
        ("UN", "The U.N. waits."),
        ("UN", "The UN's envoys wait."),
        ("Policy study", "Two policy studies say so."),
        ("Korea", "Two Koreans wrote it."),
        ("Women's rights", "Women’s rights come last."),
        ("Box", "Two boxes are missing."),
        ("Économie", "Cette economie attend."),
    ],
)
async def test_a_new_topic_files_what_names_it_in_any_form_and_unfiles_it_when_it_is_gone(
    library: GuildServices, name: str, text: str
) -> None:
    number = await add(library, text)
    topic, filed = await library.naming.set_topic(0, name, (), curated=True)
    assert name in await topics_of(library, number)
    assert filed == 1
    await library.naming.set_topic(topic.id, "Another matter", (), curated=True)
    assert name not in await topics_of(library, number)
    await library.naming.set_topic(topic.id, "Another matter", (), curated=False)
    assert not await topics_of(library, number)


async def test_an_alias_files_and_without_it_the_piece_leaves_the_topic(library: GuildServices) -> None:
    number = await add(library, "The coast guard sails at dawn.")
    topic, _ = await library.naming.set_topic(0, "Maritime security", ("coast guard",), curated=True)
    assert "Maritime security" in await topics_of(library, number)
    await library.naming.set_topic(topic.id, "Maritime security", (), curated=True)
    assert "Maritime security" not in await topics_of(library, number)


async def test_a_tag_goes_by_the_list(library: GuildServices) -> None:
    number = await add(library, "Nothing is said of it.", tags=("export control",))
    await library.naming.set_topic(0, "Export controls", (), curated=True)
    assert await topics_of(library, number) == {"Export controls"}


async def test_a_list_that_is_imported_files_the_pieces_that_are_there(library: GuildServices) -> None:
    number = await add(library, "The tankers wait for pilots.")
    await put_on_list(library, {"Shipping": ["tankers"]})
    assert "Shipping" in await topics_of(library, number)


async def test_two_topics_that_become_one_stay_on_the_list(library: GuildServices) -> None:
    number = await add(library, "The tankers wait for pilots.", tags=("Sea trade",))
    listed, _ = await library.naming.set_topic(0, "Tankers", (), curated=True)
    await library.naming.merge_topics(listed.id, (await library.naming.topic("Sea trade")).id)
    assert (await library.naming.topic("Tankers")).curated
    assert await topics_of(library, number) == {"Sea trade"}
    assert "Sea trade" in await topics_of(library, await add(library, "More tankers came.", "Another Note"))


async def test_a_piece_from_the_trash_comes_back_under_the_list_of_now(library: GuildServices) -> None:
    number = await add(library, "The tankers wait for pilots.")
    await library.library.remove(number)
    await library.naming.set_topic(0, "Tankers", (), curated=True)
    await library.library.restore(number)
    assert "Tankers" in await topics_of(library, number)


async def test_quotes_name_their_speaker_as_the_library_does(library: GuildServices) -> None:
    line = "Every harbour should be counted before it is defended."
    one = await library.library.add(Draft(title="Harbours", authors=("J. Roe",), body=(line,)))
    person = await library.people.find("J. Roe")
    await library.naming.rename_person(person.id, "Jane Roe", ())
    two = await library.library.add(Draft(title="Ports", authors=("J. Roe",), body=(line.replace("harbour", "port"),)))
    for number in (one.article.id, two.article.id):
        assert [quote.speaker for quote in (await library.reading.article(number)).quotes] == ["Jane Roe"]
