"""/library person and topic: cards, names, aliases, merging, and the server's topic list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.article import KnownPerson, Person
from bot.domain.errors import NotFound
from cogs.gate import require_curator
from cogs.patience import working
from cogs.replies import Interaction, replace, reply, show_error
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import notice_card, person_card
from cogs.ui.naming_forms import Names, NamesModal, PersonModal, TopicModal
from cogs.ui.notice_card import merge_card

if TYPE_CHECKING:
    from bot.client import Docent


class Naming:
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.acts |= {Verb.MERGE: self._merged}

    # ------------------------------------------------------------------ people

    async def ask_card(self, interaction: Interaction, person: KnownPerson) -> None:
        library = await self.bot.library_of(interaction)

        async def submit(submitted: Interaction, card: Person) -> None:
            await require_curator(submitted)
            async with working(submitted, "The card is being saved.", beside=True):
                await library.naming.set_card(person.id, card, submitted.user.id)
                await reply(submitted, person_card(await library.people.card(person.id), notice="Saved."))

        modal = PersonModal(person.person, Action(Verb.PERSON, person.id), interaction.id, submit, show_error)
        await interaction.response.send_modal(modal)

    async def ask_names(self, interaction: Interaction, person: KnownPerson) -> None:
        library = await self.bot.library_of(interaction)
        named, _ = await library.naming.person(person.id)

        async def submit(submitted: Interaction, names: Names) -> None:
            await require_curator(submitted)
            async with working(submitted, "Every piece of theirs is being indexed anew.", beside=True):
                after = await library.naming.rename_person(person.id, names.name, names.aliases, submitted.user.id)
                await reply(submitted, notice_card(_known_as(after.name, after.aliases)))

        action = Action(Verb.PERSON, person.id)
        await interaction.response.send_modal(
            NamesModal(named.name, named.aliases, action, interaction.id, submit, show_error)
        )

    async def ask_merge_people(self, interaction: Interaction, gone: KnownPerson, stays: KnownPerson) -> None:
        await reply(interaction, merge_card(gone.person.name, stays.person.name, _merge("person", gone.id, stays.id)))

    # ------------------------------------------------------------------ topics

    async def ask_topic(self, interaction: Interaction, text: str) -> None:
        library = await self.bot.library_of(interaction)
        topic = await library.naming.topic(text)

        async def submit(submitted: Interaction, names: Names) -> None:
            await require_curator(submitted)
            async with working(submitted, "The pieces that name it are being filed anew.", beside=True):
                after, filed = await library.naming.set_topic(
                    topic.id, names.name, names.aliases, curated=names.on_list, by=submitted.user.id
                )
                listed = "It is on this server's list." if names.on_list else "It is not on this server's list."
                looked = f" {filed:,} pieces that name it were filed anew." if filed > 1 else ""
                await reply(submitted, notice_card(f"{_known_as(after.name, after.aliases)} {listed}{looked}"))

        shown = Names(topic.name, topic.aliases, topic.curated or not topic.id)
        modal = TopicModal(shown, Action(Verb.EXPERT, topic.id), interaction.id, submit, show_error)
        await interaction.response.send_modal(modal)

    async def ask_merge_topics(self, interaction: Interaction, text: str, into: str) -> None:
        library = await self.bot.library_of(interaction)
        gone, stays = await library.naming.topic(text), await library.naming.topic(into)
        for one in (gone, stays):
            if not one.id:
                raise NotFound(f"“{one.name[:80]}” is no topic of this library. Pick one from the list as you type.")
        await reply(interaction, merge_card(gone.name, stays.name, _merge("topic", gone.id, stays.id)))

    # ------------------------------------------------------------------ merging

    async def _merged(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        what, _, number = action.extra.partition(".")
        if what not in ("person", "topic") or not number.isdecimal():
            raise NotFound("This button is from an older Docent and no longer does anything. Ask again instead.")
        naming = (await self.bot.library_of(interaction)).naming
        async with working(interaction, "Every piece is being moved and indexed anew."):
            if what == "person":
                moved = await naming.merge_people(int(number), action.id, interaction.user.id)
                name = (await naming.person(action.id))[0].name
            else:
                moved = await naming.merge_topics(int(number), action.id, interaction.user.id)
                name = (await naming.topic_by_number(action.id)).name
            pieces = "1 piece" if moved == 1 else f"{moved:,} pieces"
            await replace(interaction, notice_card(f"Merged into “{name}”: {pieces} moved."))


def _merge(what: str, gone: int, stays: int) -> Action:
    return Action(Verb.MERGE, stays, extra=f"{what}.{gone}")


def _known_as(name: str, aliases: tuple[str, ...]) -> str:
    return f"“{name}” is also found as {', '.join(aliases)}." if aliases else f"“{name}” has no other names."
