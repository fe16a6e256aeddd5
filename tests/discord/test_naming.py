"""A curator tends names: a person's card, aliases, two entries of one person, topics and the server's list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.article import Draft, Kind
from bot.storage.care import check
from tests.discord.world import PODCAST, World, filled_in, labels, text


async def _ids(world: World, *names: str) -> list[int]:
    return [(await world.here.library.people.find(name)).id for name in names]


async def test_a_persons_card_is_corrected(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library person", name="Ada Brightwater")
    saved = await here.curator.submit_modal(
        form,
        filled_in(
            form,
            role="Senior fellow",
            bio="Writes on treaties.",
            links="https://example.org/ada\n\nhttps://social.example/@ada",
            former=["yes"],
        ),
    )
    said = text(saved)
    assert said.startswith("Saved.\n## Ada Brightwater\nSenior fellow (former)\nWrites on treaties.")
    shown = await here.member.slash(here.channel, "author", name="Ada Brightwater")
    assert "Senior fellow (former)" in text(shown)
    form = await here.curator.slash(here.channel, "library person", name="Ada Brightwater")
    emptied = await here.curator.submit_modal(form, filled_in(form, role="", links=""))
    assert "Former member of the team" in text(emptied)


async def test_a_persons_page_shows_the_card_as_it_is_now(filled: World) -> None:
    here = filled.here
    page = (Path(__file__).parents[1] / "pages" / "cnas-person-page.txt").read_bytes()
    shown = await here.curator.slash(here.channel, "library add", file=("page.txt", page))
    said = text(shown)
    assert "This is a person's page: the card of Odalys Fernhout is up to date.\n## Odalys Fernhout" in said
    assert "Senior Fellow and Deputy Director, Defense Program" in said
    assert "No pieces of theirs in this library." in said


async def test_an_address_that_is_none_is_refused(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library person", name="Ada Brightwater")
    shown = await here.curator.submit_modal(form, filled_in(form, role="Fellow", links="javascript:alert(1)"))
    assert "is not an address" in text(shown)
    assert (await here.library.people.find("Ada Brightwater")).person.role == ""


async def test_a_rename_reaches_every_answer_and_the_old_name_still_finds(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library person", name="Ada Brightwater", what="names")
    saved = await here.curator.submit_modal(form, {"name": "Ada Quill-Brightwater", "aliases": "A. Brightwater"})
    assert "“Ada Quill-Brightwater” is also found as A. Brightwater, Ada Brightwater." in text(saved)
    shown = await here.member.slash(here.channel, "summary", article="id:1")
    assert "Ada Quill-Brightwater, Tomas Quill" in text(shown)
    for typed in ("Ada Brightwater", "a brightwater", "Ada Quill-Brightwater"):
        assert "## Ada Quill-Brightwater" in text(await here.member.slash(here.channel, "author", name=typed))
    for typed in ("quill-bright", "brightwater"):
        names = [one["name"] for one in await here.member.autocomplete(here.channel, "author", "name", typed)]
        assert "Ada Quill-Brightwater" in names
    found = await here.member.autocomplete(here.channel, "summary", "article", "quill-brightwater")
    assert {one["value"] for one in found} >= {"id:1", "id:2"}
    await here.library.library.add(Draft(title="Later", authors=("Ada Brightwater",)))
    assert (await here.library.people.find("Ada Brightwater")).person.name == "Ada Quill-Brightwater"


async def test_indexes_stay_sound_and_the_trash_is_renamed_too(filled: World) -> None:
    here = filled.here
    await here.library.library.remove(2)
    ada, tomas = await _ids(filled, "Ada Brightwater", "Tomas Quill")
    await here.library.naming.rename_person(ada, "Ada Quill-Brightwater", [])
    await here.library.naming.merge_people(tomas, ada)
    topic = await here.library.naming.topic("Sanctions")
    await here.library.naming.set_topic(topic.id, "Economic sanctions", [], curated=True)
    await here.library.library.restore(2)
    assert [one.name for one in (await here.library.library.get(2)).authors] == ["Ada Quill-Brightwater"]
    assert [one.name for one in (await here.library.library.get(1)).authors] == ["Ada Quill-Brightwater"]
    found = await here.member.autocomplete(here.channel, "summary", "article", "quill-brightwater")
    assert {one["value"] for one in found} == {"id:1", "id:2"}
    assert check(filled.settings.database_path) == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"name": "Tomas Quill", "aliases": ""}, "“Tomas Quill” is another person"),
        ({"name": "Ada Brightwater", "aliases": "Lena Ostrow"}, "“Lena Ostrow” is another person"),
        ({"name": "  ", "aliases": ""}, "can't be empty"),
    ],
    ids=["a taken name", "a taken alias", "no name"],
)
async def test_a_name_belongs_to_one_person(filled: World, names: dict[str, str], said: str) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library person", name="Ada Brightwater", what="names")
    shown = await here.curator.submit_modal(form, names)
    assert said in text(shown)
    assert (await here.library.library.get(1)).authors[0].name == "Ada Brightwater"


async def test_two_entries_of_one_person_become_one(filled: World) -> None:
    here = filled.here
    twin = replace(
        PODCAST,
        title="Walls Again",
        url="https://example.org/walls",
        audio_url="",
        authors=("A. Brightwater", "Ada Brightwater"),
        body=("An hour about walls that nobody asked for, and about who pays the masons.",),
    )
    number = (await here.library.library.add(twin)).article.id
    await here.library.library.remove(3)
    gone, stays = await _ids(filled, "A. Brightwater", "Ada Brightwater")
    asked = await here.curator.slash(here.channel, "library person", name=f"id:{gone}", into=f"id:{stays}")
    assert "Merge “A. Brightwater” into “Ada Brightwater”?" in text(asked)
    await filled.restart()
    done = await here.curator.click(asked.response.message, label="Merge")
    assert "Merged into “Ada Brightwater”: 1 piece moved." in text(done)

    assert [one.name for one in (await here.library.library.get(number)).authors] == ["Ada Brightwater"]
    shown = await here.member.slash(here.channel, "author", name="A. Brightwater")
    assert "## Ada Brightwater" in text(shown)
    assert "Walls Again" in text(shown)
    names = [one["name"] for one in await here.member.autocomplete(here.channel, "author", "name", "brightwater")]
    assert names == ["Ada Brightwater"]
    found = await here.member.autocomplete(here.channel, "summary", "article", "ada walls")
    assert f"id:{number}" in {one["value"] for one in found}
    again = await here.curator.slash(here.channel, "library person", name="A. Brightwater", into=f"id:{stays}")
    late = await here.curator.click(again.response.message, label="Merge")
    assert "one and the same already" in text(late.followups[0])


async def test_cancel_and_members_merge_nothing(filled: World) -> None:
    here = filled.here
    gone, stays = await _ids(filled, "Lena Ostrow", "Ada Brightwater")
    asked = await here.curator.slash(here.channel, "library person", name=f"id:{gone}", into=f"id:{stays}")
    assert "Nothing was merged." in text(await here.curator.click(asked.response.message, label="Cancel"))
    custom_id = f"d1:merge:{stays}:0:person.{gone}"
    message = await filled.plant(here, custom_id)
    assert "Only curators may do this." in text(await here.member.click(message, custom_id=custom_id))
    elsewhere = await filled.plant(filled.elsewhere, custom_id)
    shown = await filled.elsewhere.curator.click(elsewhere, custom_id=custom_id)
    assert "no longer in the library" in text(shown)
    assert len(await _ids(filled, "Lena Ostrow", "Ada Brightwater")) == 2


async def test_a_topic_on_the_list_gathers_what_speaks_of_it(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library topic", name="Transformer shortage")
    saved = await here.curator.submit_modal(form, filled_in(form, aliases="Transformers\nspare transformers"))
    assert "is also found as Transformers, spare transformers. It is on this server's list." in text(saved)
    assert "Transformer shortage" in {topic.name for topic in (await here.library.library.get(3)).topics}
    shown = await here.member.slash(here.channel, "search", topic="transformers")
    assert "Who Keeps the Grid Awake" in text(shown)
    choices = await here.member.autocomplete(here.channel, "expert", "topic", "transf")
    assert "Transformer shortage" in {one["name"] for one in choices}


async def test_a_topic_is_renamed_and_taken_off_the_list(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library topic", name="sanctions")
    assert filled_in(form)["listed"] == ["no"]
    saved = await here.curator.submit_modal(form, filled_in(form, name="Economic sanctions"))
    assert "“Economic sanctions” is also found as Sanctions. It is not on this server's list." in text(saved)
    assert "Economic sanctions" in text(await here.member.slash(here.channel, "summary", article="id:1"))
    shown = await here.member.slash(here.channel, "search", topic="sanctions")
    assert "Doors and Walls" in text(shown)
    found = await here.member.slash(here.channel, "search", query='"Economic sanctions"')
    assert "The Price of a Signature" in text(found)


async def test_two_topics_become_one(filled: World) -> None:
    here = filled.here
    number = (
        await here.library.library.add(
            Draft(title="Embargo Notes", kind=Kind.COMMENTARY, tags=("Embargoes", "Sanctions"), body=("Notes.",))
        )
    ).article.id
    asked = await here.curator.slash(here.channel, "library topic", name="Embargoes", into="Sanctions")
    assert "Merge “Embargoes” into “Sanctions”?" in text(asked)
    done = await here.curator.click(asked.response.message, label="Merge")
    assert "Merged into “Sanctions”: 1 piece moved." in text(done)
    names = [topic.name for topic in (await here.library.library.get(number)).topics]
    assert names.count("Sanctions") == 1
    assert "Embargoes" not in names
    await here.library.library.edit(number, {"deck": "Written anew."})
    assert "Embargoes" not in [topic.name for topic in (await here.library.library.get(number)).topics]
    shown = await here.member.slash(here.channel, "search", topic="embargoes")
    assert "Embargo Notes" in text(shown)
    assert "Doors and Walls" in text(shown)


async def test_an_alias_that_is_a_topic_of_its_own_is_merged_not_taken(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library topic", name="Sanctions")
    shown = await here.curator.submit_modal(form, filled_in(form, aliases="Energy"))
    assert "“Energy” is another topic of this library." in text(shown)
    missing = await here.curator.slash(here.channel, "library topic", name="Sanctions", into="Nowhere")
    assert "is no topic of this library" in text(missing)
    assert "Merge" not in labels(missing)
