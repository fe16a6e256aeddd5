"""From what a curator brings to a published piece: read, review, correct, publish."""

from __future__ import annotations

from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.article import Article, Draft
from bot.domain.dates import stated_date
from bot.domain.errors import Duplicate, NotFound, TooLarge
from bot.domain.updating import differences, updated
from bot.domain.urlkey import typed_url, web_url
from bot.services.desk import Held
from cogs.gate import require_curator
from cogs.patience import working
from cogs.replies import Interaction, replace, reply, show_error
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import article_card, draft_card, notice_card, person_card
from cogs.ui.limits import Card
from cogs.ui.modals import Edited, EditModal, Form, Pasted, PasteModal
from cogs.ui.update_card import update_card
from cogs.ui.waiting_card import settled_line
from cogs.ui.writing_forms import SummaryModal, TextModal, Written
from cogs.waiting import rows_of

if TYPE_CHECKING:
    from bot.app import GuildServices
    from bot.client import Docent

PUBLISHING = "The piece is being summarised, indexed and related to the others."
SAVING = "The piece is being saved, summarised and indexed anew."
LARGEST_FILE = 25 * 1024 * 1024


class Reviewing:
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.acts |= {
            Verb.EDIT: self._edit_clicked,
            Verb.REVIEW: self._review_clicked,
            Verb.PUBLISH: self._publish,
            Verb.UPDATE: self._update,
            Verb.DISCARD: self._discard,
        }

    # ------------------------------------------------------------------ bringing

    async def from_url(self, interaction: Interaction, url: str) -> None:
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Asking the site for the page.", beside=True) as told:
            await self._hold(interaction, await library.post.from_url(typed_url(url), told), "url")

    async def from_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        if file.size > LARGEST_FILE:
            raise TooLarge(f"“{file.filename}” is larger than 25 MB. Add a smaller file, or paste the text.")
        library = await self.bot.library_of(interaction)
        async with working(interaction, f"Reading “{file.filename}”.", beside=True):
            await self._hold(interaction, await library.post.from_file(file.filename, await file.read()), "file")

    async def from_text(self, interaction: Interaction, text: str, url: str = "") -> None:
        """What was pasted is not lost over an address that is none: it is read without one, and that is said."""
        library = await self.bot.library_of(interaction)
        address = web_url(typed_url(url))
        left_out = f"“{url[:60]}” is not the address of a page and was left out." if url.strip() and not address else ""
        async with working(interaction, "Reading the page.", beside=True):
            await self._hold(interaction, await library.post.from_paste(text, address), "paste", left_out)

    async def ask_for_paste(self, interaction: Interaction) -> None:
        async def pasted(submitted: Interaction, page: Pasted) -> None:
            await require_curator(submitted)
            await self.from_text(submitted, page.text, page.url)

        modal = PasteModal(Action(Verb.REVIEW), interaction.id, pasted, show_error)
        await interaction.response.send_modal(modal)

    async def _hold(self, interaction: Interaction, draft: Draft, origin: str, notice: str = "") -> None:
        library = await self.bot.library_of(interaction)
        if draft.person is not None:
            person = await library.people.describe(draft.person)
            done = f"This is a person's page: the card of {draft.person.name} is up to date."
            await reply(interaction, person_card(await library.people.card(person), notice=done))
            return
        held = await library.post.hold(draft, origin, interaction.user.id)
        await reply(interaction, await self.card_of(interaction, held, notice))

    # ------------------------------------------------------------------ reviewing

    async def card_of(self, interaction: Interaction, held: Held, notice: str = "", update_of: int = 0) -> Card:
        """The draft as it awaits its word; for a piece that is there already, what it would change of it.

        `update_of` is the piece it was shown as an update of, which a new title must not make it forget.
        Raises Duplicate, and throws the draft away, when it would change nothing.
        """
        library = await self.bot.library_of(interaction)
        known = await (library.library.living(update_of) if update_of else library.post.known(held.draft))
        others = rows_of(await library.post.others(held))
        if known is None:
            suggested = held.origin == "suggestion"
            return draft_card(
                held.draft,
                held.id,
                notice=notice,
                brought_by=held.owner if suggested else 0,
                note=held.note,
                can_fetch=bool(held.draft.url) and (held.bare if suggested else held.owed),
                others=others,
            )
        changes = differences(known.draft, updated(known.draft, held.draft))
        if changes:
            return update_card(known.brief, changes, held.id, notice=notice, others=others)
        await library.post.discard(held.id)
        raise Duplicate(
            f"“{known.title}” is in the library already (article {known.id}), and this reading says nothing new.",
            known.id,
        )

    async def _review_clicked(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        held = await library.post.held(action.id)

        async def submit(submitted: Interaction, edited: Edited) -> None:
            await require_curator(submitted)
            update_of = int(action.extra) if action.extra.isdecimal() else 0
            async with working(submitted, "Keeping what you changed."):
                amended = await library.post.amend(action.id, changes_of(edited))
                card = await self.card_of(submitted, amended, "Changed. Nothing is published yet.", update_of)
                await replace(submitted, card)

        await interaction.response.send_modal(EditModal(held.draft, action, interaction.id, submit, show_error))

    async def _publish(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        async with working(interaction, PUBLISHING):
            try:
                done = await library.post.publish(action.id, interaction.user.id)
            except Duplicate:  # added meanwhile by another door
                held = await library.post.held(action.id)
                await replace(interaction, await self.card_of(interaction, held, "It was added meanwhile."))
                return
            notice = "Published. It was known from a listing and is complete now." if done.took_over else "Published."
            notice += settled_line(done.settled, len(done.others))
            await replace(interaction, await self._article_card(interaction, done.article.id, notice))

    async def _update(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        if not action.extra.isdecimal():
            raise NotFound("This button is from an older Docent and no longer does anything. Add the piece again.")
        async with working(interaction, PUBLISHING):
            done = await library.post.update(action.id, int(action.extra), interaction.user.id)
            notice = "Updated." + settled_line(done.settled, len(done.others))
            await replace(interaction, await self._article_card(interaction, done.article.id, notice, done.change))

    async def _discard(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Discarding the draft."):
            held = await library.post.discard(action.id)
            named = held.draft.title or held.draft.url or "the draft"
            await replace(interaction, notice_card(f"Discarded “{named}”. Nothing was added to the library."))

    async def undo(self, interaction: Interaction, change: int) -> None:
        """Takes a change back by its number and shows the piece as it is again."""
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Taking the change back.", beside=True):
            piece = await library.library.undo(change, interaction.user.id)
            await reply(interaction, await self._article_card(interaction, piece.id, "Undone."))

    async def _article_card(self, interaction: Interaction, article: int, notice: str, undo: int = 0) -> Card:
        library = await self.bot.library_of(interaction)
        answer = await library.reading.article(article)
        return article_card(answer, today=self.bot.services.today(), notice=notice, undo=undo)

    # ------------------------------------------------------------------ editing

    async def ask_edit(self, interaction: Interaction, action: Action) -> None:
        """Opens the form for a piece's facts, its text or its summary, as the action's extra says."""
        library = await self.bot.library_of(interaction)
        piece = (await library.reading.article(action.id)).article
        forms = {"summary": self._summary_form, "text": self._text_form}
        form = forms.get(action.extra, self._facts_form)(library, piece, action, interaction.id)
        await interaction.response.send_modal(form)

    def _facts_form(self, library: GuildServices, piece: Article, action: Action, nonce: int) -> Form:
        async def submit(submitted: Interaction, edited: Edited) -> None:
            await self._edit(submitted, library, piece.id, changes_of(edited))

        return EditModal(as_named(piece), action, nonce, submit, show_error)

    def _text_form(self, library: GuildServices, piece: Article, action: Action, nonce: int) -> Form:
        async def submit(submitted: Interaction, written: Written) -> None:
            changes: dict[str, Any] = {"body": written.body, "completeness": written.completeness}
            unchanged = all(getattr(piece.draft, name) == value for name, value in changes.items())
            await self._edit(submitted, library, piece.id, {} if unchanged else {**changes, "places": ()})

        return TextModal(piece.draft, action, nonce, submit, show_error)

    def _summary_form(self, library: GuildServices, piece: Article, action: Action, nonce: int) -> Form:
        async def submit(submitted: Interaction, text: str) -> None:
            await require_curator(submitted)
            who = submitted.user
            async with working(submitted, SAVING, beside=True):
                _, change = await library.library.write_summary(piece.id, text, who.display_name, who.id)
                notice = "Saved." if text else "Back to the extract."
                await reply(submitted, await self._article_card(submitted, piece.id, notice, change))

        written = piece.summary.full if piece.summary.origin == "written" else ()
        return SummaryModal("\n".join(written), action, nonce, submit, show_error)

    async def _edit(
        self, submitted: Interaction, library: GuildServices, article: int, changes: dict[str, Any]
    ) -> None:
        await require_curator(submitted)
        notice, change = "Nothing was changed.", 0
        async with working(submitted, SAVING, beside=True):
            if changes:
                _, change = await library.library.edit(article, changes, submitted.user.id)
                notice = "Saved."
            await reply(submitted, await self._article_card(submitted, article, notice, change))

    async def _edit_clicked(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        await self.ask_edit(interaction, action)


def as_named(piece: Article) -> Draft:
    """The piece's fields with its authors as the library names them."""
    return replace_fields(piece.draft, authors=tuple(author.name for author in piece.authors))


def changes_of(edited: Edited) -> dict[str, Any]:
    """The fields of a draft that the form changed. Raises Invalid for a date that is none."""
    changes: dict[str, Any] = {}
    for name in ("title", "deck", "authors", "kind"):
        value = getattr(edited, name)
        if value is not None:
            changes[name] = value
    if edited.published is not None:
        changes["published"] = stated_date(edited.published) if edited.published else ""
    return changes
