"""A curator works: add, review, publish, edit, remove, undo, restore, relate, status; and members may not."""

from __future__ import annotations

import pytest

from tests.discord.world import SEED, World, filled_in, labels, options, text

CDN_TEXT = ("page.txt", SEED.encode())


async def test_a_pasted_page_is_reviewed_corrected_and_published(world: World) -> None:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    assert form.modal is not None
    review = await here.curator.submit_modal(form, {"part1": SEED})
    said = text(review)
    for words in ("Review before publishing", "The Quiet Ledger", "14 Mar 2023", "Ada Brightwater, Tomas Quill"):
        assert words in said
    assert "1 podcast, 1 report" in said
    assert await here.library.search.newest() == []

    edit = await here.curator.click(review.response.message, label="Edit")
    changed = await here.curator.submit_modal(edit, filled_in(edit, title="The Loud Ledger", kind=["report"]))
    assert "Nothing is published yet" in text(changed)
    assert "The Loud Ledger" in text(changed)

    published = await here.curator.click(review.response.message, label="Publish")
    assert "Published." in text(published)
    assert "Extract from the published excerpt (full piece in The Harbor Review)" in text(published)
    titles = [piece.title for piece in await here.library.search.newest()]
    assert titles[0] == "The Loud Ledger"
    assert len(titles) == 3

    related = await here.member.slash(here.channel, "related", article="The Loud Ledger", type="podcast")
    assert "Lena Ostrow explains why" in text(related)
    assert "listed on its page" in text(related)


async def test_the_same_page_again_is_a_duplicate_at_every_door(world: World) -> None:
    here = world.here
    for door in ("paste", "file", "message"):
        if door == "paste":
            form = await here.curator.slash(here.channel, "library add")
            review = await here.curator.submit_modal(form, {"part1": SEED.replace("\n", "\r\n\r\n") if door else SEED})
        elif door == "file":
            review = await here.curator.slash(here.channel, "library add", file=CDN_TEXT)
        else:
            message = await here.curator.send(here.channel, SEED[:1900])
            review = await here.curator.context_menu(here.channel, "Add to library", message)
        if door == "paste":
            published = await here.curator.click(review.response.message, label="Publish")
            assert "Published." in text(published)
        else:
            assert "is in the library already (article 1)" in text(review), door
            assert {"Summary", "Edit"} <= set(labels(review))
    assert (await here.library.care.status()).total == 3


async def test_a_draft_survives_a_restart(world: World) -> None:
    here = world.here
    review = await here.curator.slash(here.channel, "library add", file=CDN_TEXT)
    await world.restart()
    published = await here.curator.click(review.response.message, label="Publish")
    assert "Published." in text(published)


async def test_discard_adds_nothing_and_says_so(world: World) -> None:
    here = world.here
    review = await here.curator.slash(here.channel, "library add", file=CDN_TEXT)
    gone = await here.curator.click(review.response.message, label="Discard")
    assert "Discarded “The Quiet Ledger”" in text(gone)
    assert (await here.library.care.status()).drafts == 0
    late = await here.curator.click(review.response.message, custom_id="d1:publish:1") if labels(review) else None
    assert late is None


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("page.exe", b"MZ\x90\x00" + b"\x00" * 200, ".pdf"),
        ("fake.pdf", b"MZ\x90\x00 not a pdf", "PDF"),
        (
            "blocked.html",
            b"<html><title>Just a moment...</title><body>Enable JavaScript and cookies to continue",
            "paste",
        ),
    ],
)
async def test_a_bad_file_is_refused_with_a_sentence(world: World, name: str, data: bytes, said: str) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library add", file=(name, data))
    assert said.lower() in text(shown).lower()
    assert "Publish" not in labels(shown)
    assert "Reference" not in text(shown)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://user:pass@example.org/",
        "not an address",
    ],
)
async def test_an_unsafe_address_is_refused_with_a_sentence(world: World, url: str) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library add", url=url)
    assert shown.ephemeral
    assert "Reference" not in text(shown)
    assert "Publish" not in labels(shown)


async def test_a_recordings_captions_are_added_as_its_transcript(world: World) -> None:
    here = world.here
    captions = (
        "1\n00:00:01,000 --> 00:00:04,000\nAda Brightwater: Ports are slow to build and quick to fill.\n\n"
        "2\n01:12:30,000 --> 01:12:34,000\nTomas Quill: And nobody counts the tugs.\n"
    )
    review = await here.curator.slash(here.channel, "library add", file=("The quay hour.srt", captions.encode()))
    for words in ("**Title**: The quay hour", "**Type**: Transcript", "**With**: Ada Brightwater, Tomas Quill"):
        assert words in text(review)
    await here.curator.click(review.response.message, label="Publish")
    draft = (await here.library.library.get(1)).draft
    assert draft.body[1] == "Tomas Quill: And nobody counts the tugs."
    assert draft.places == ("1", "4350")


@pytest.mark.parametrize("address", ["nonsense", "https:///x", "https://example.org/a b"])
async def test_what_was_pasted_is_not_lost_over_an_address_that_is_none(world: World, address: str) -> None:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    review = await here.curator.submit_modal(form, {"part1": SEED, "url": address})
    assert "is not the address of a page and was left out.\n## Review before publishing" in text(review)
    await here.curator.click(review.response.message, label="Publish")
    draft = (await here.library.library.get(1)).draft
    assert (draft.title, draft.url, draft.canonical_url) == ("The Quiet Ledger", "", "")


async def test_an_address_may_be_typed_without_its_beginning(world: World) -> None:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    review = await here.curator.submit_modal(form, {"part1": SEED, "url": "meridian.example/quiet-ledger"})
    await here.curator.click(review.response.message, label="Publish")
    assert (await here.library.library.get(1)).draft.canonical_url == "https://meridian.example/quiet-ledger"
    shown = await here.curator.slash(here.channel, "library add", url="wiki.corp/page")
    assert "not on the public internet" in text(shown)


async def test_an_address_and_a_file_together_are_refused(world: World) -> None:
    here = world.here
    shown = await here.curator.slash(here.channel, "library add", url="https://example.org/x", file=CDN_TEXT)
    assert "either an address or a file" in text(shown)


async def test_a_page_that_is_a_bot_check_is_refused(world: World) -> None:
    here = world.here
    form = await here.curator.slash(here.channel, "library add")
    shown = await here.curator.submit_modal(
        form, {"part1": "Just a moment...\nEnable JavaScript and cookies to continue"}
    )
    assert "Publish" not in labels(shown)
    assert "Reference" not in text(shown)


async def test_edit_changes_what_is_found(filled: World) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library edit", article="id:1")
    saved = await here.curator.submit_modal(
        form, filled_in(form, title="The Cost of Ink", authors="Ines Vale\nAda Brightwater", date="6 March 2024")
    )
    assert "Saved." in text(saved)
    assert "6 Mar 2024 · Ines Vale, Ada Brightwater" in text(saved)
    assert await here.member.autocomplete(here.channel, "summary", "article", "signature") == []
    assert (await here.member.autocomplete(here.channel, "summary", "article", "ink"))[0]["value"] == "id:1"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": "the day before"}, "is not a date"),
        ({"date": "2023"}, "write 2023-06"),
        ({"title": "   "}, "has no title"),
    ],
)
async def test_a_bad_edit_changes_nothing(filled: World, fields: dict[str, str], said: str) -> None:
    here = filled.here
    form = await here.curator.slash(here.channel, "library edit", article="id:1")
    shown = await here.curator.submit_modal(form, filled_in(form, **fields))
    assert said in text(shown)
    assert (await here.library.library.get(1)).draft.published == "2024-03-05"
    assert (await here.library.library.get(1)).title == "The Price of a Signature"


async def test_remove_asks_first_and_undo_brings_back(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library remove", article="id:2")
    assert 'Remove "Doors and Walls"' in text(asked)
    assert (await here.library.care.status()).total == 3
    await here.curator.click(asked.response.message, label="Remove")
    assert (await here.library.care.status()).total == 2
    await filled.restart()
    back = await here.curator.click(asked.response.message, label="Undo")
    assert "Restored." in text(back)
    related = await here.member.slash(here.channel, "related", article="id:1", type="podcast")
    assert "Doors and Walls" in text(related)


async def test_cancel_removes_nothing(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library remove", article="id:2")
    await here.curator.click(asked.response.message, label="Cancel")
    assert (await here.library.care.status()).total == 3


async def test_restore_from_the_trash_by_name(filled: World) -> None:
    here = filled.here
    await here.library.library.remove(3)
    choices = await here.curator.autocomplete(here.channel, "library restore", "article", "grid")
    assert choices[0]["value"] == "id:3"
    shown = await here.curator.slash(here.channel, "library restore", article="grid")
    assert "Restored." in text(shown)
    again = await here.curator.slash(here.channel, "library restore", article="id:3")
    assert "Nothing in the trash is called" in text(again)


async def test_pins_and_blocks_decide_what_is_suggested(filled: World) -> None:
    here = filled.here

    async def suggested() -> str:
        return text(await here.member.slash(here.channel, "related", article="id:1"))

    await here.curator.slash(here.channel, "library relate", article="id:1", other="id:3", how="pin")
    assert "Who Keeps the Grid Awake" in await suggested()
    assert "chosen by a curator" in await suggested()
    await here.curator.slash(here.channel, "library relate", article="id:1", other="id:2", how="block")
    assert "Doors and Walls" not in await suggested()
    await here.curator.slash(here.channel, "library relate", article="id:2", other="id:1", how="undo")
    await here.curator.slash(here.channel, "library relate", article="id:1", other="id:3", how="undo")
    assert "Doors and Walls" in await suggested()
    assert "Who Keeps the Grid Awake" not in await suggested()


async def test_superseded_by_shows_on_the_card(filled: World) -> None:
    here = filled.here
    how = "superseded by"
    await here.curator.slash(here.channel, "library relate", article="id:1", other="id:3", how=how)
    shown = await here.member.slash(here.channel, "summary", article="id:1")
    assert "Superseded by" in text(shown)
    circle = await here.curator.slash(here.channel, "library relate", article="id:3", other="id:1", how=how)
    assert "supersede the other" in text(circle)
    itself = await here.curator.slash(here.channel, "library relate", article="id:3", other="id:3", how="pin")
    assert "can't be related to itself" in text(itself)


async def test_status_counts_and_names_gaps(filled: World) -> None:
    here = filled.here
    await here.member.slash(here.channel, "search", query="zeppelin manufacture")
    said = text(await here.curator.slash(here.channel, "library status"))
    for words in ("commentar", "podcast", "report", "zeppelin manufacture"):
        assert words in said


async def test_an_unclear_title_leads_on_to_the_edit_form(filled: World) -> None:
    here = filled.here
    asked = await here.curator.slash(here.channel, "library edit", article="doors signature nonsense")
    chosen = next(iter(options(asked).values()))
    form = await here.curator.select(asked.response.message, [chosen])
    assert form.modal is not None, text(form)


# ---------------------------------------------------------------------- who may


async def test_members_do_not_see_the_curators_commands(filled: World) -> None:
    here = filled.here
    assert not [name for name in here.member.available_commands(here.channel) if name.startswith("library")]
    assert [name for name in here.curator.available_commands(here.channel) if name.startswith("library")]


@pytest.mark.parametrize("custom_id", ["edit:1", "remove:1", "publish:1", "discard:1", "confirm:1:0:remove", "undo:1"])
async def test_a_members_click_on_a_curators_button_is_refused(filled: World, custom_id: str) -> None:
    here = filled.here
    draft = (await here.library.library.get(1)).draft
    await here.library.post.hold(draft, "paste", here.curator.id)
    message = await filled.plant(here, f"d1:{custom_id}")
    shown = await here.member.click(message, custom_id=f"d1:{custom_id}")
    assert "Only curators may do this." in text(shown)
    assert not (await here.library.library.get(1)).removed
    assert (await here.library.care.status()).drafts == 1


@pytest.mark.parametrize("custom_id", ["d1:summary:999999", "d1:nonsense:1", "d1:person:5:9999", "d1:publish:404"])
async def test_a_strange_or_stale_button_is_answered_with_a_sentence(filled: World, custom_id: str) -> None:
    here = filled.here
    message = await filled.plant(here, custom_id)
    shown = await here.curator.click(message, custom_id=custom_id)
    assert shown.ephemeral
    assert "Reference" not in text(shown)
    assert text(shown)
