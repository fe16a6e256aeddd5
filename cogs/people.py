"""/author and /expert: who wrote what, and who knows about a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.domain.errors import Invalid
from cogs.params import KindOf, PersonOf, TopicText
from cogs.replies import Interaction, reply
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import expert_card, person_card
from cogs.ui.limits import Card
from cogs.ui.related_card import kind_of

if TYPE_CHECKING:
    from bot.client import Docent


class People(commands.Cog):
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.shows |= {Verb.PERSON: self.person_of, Verb.EXPERT: self.experts_on}

    @app_commands.command(description="A person: role, bio, topics, co-authors and pieces")
    @app_commands.describe(name="The beginning of any of their names", type="Only pieces of this type")
    async def author(self, interaction: Interaction, name: PersonOf, type: KindOf | None = None) -> None:
        action = Action(Verb.PERSON, name.id, extra=type.value if type else "")
        await reply(interaction, await self.person_of(interaction, action))

    @app_commands.command(description="Who has published on a topic, with the pieces as receipts")
    @app_commands.describe(topic="A topic, or any words")
    async def expert(self, interaction: Interaction, topic: TopicText) -> None:
        if not topic:
            raise Invalid("Name a topic, or a few words to look for.")
        library = await self.bot.library_of(interaction)
        answer = await library.discovery.experts(topic)
        await reply(interaction, expert_card(answer, can_suggest=True))
        if not answer.people:  # after the reply, which must not wait for whoever is writing
            await library.care.note_unanswered(topic)

    async def person_of(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        library = await self.bot.library_of(interaction)
        answer = await library.people.card(action.id, kind_of(action.extra), action.page)
        return person_card(answer, shared_by=shared_by)

    async def experts_on(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        library = await self.bot.library_of(interaction)
        return expert_card(await library.discovery.experts(action.extra), shared_by=shared_by)


async def setup(bot: Docent) -> None:
    await bot.add_cog(People(bot))
