"""/related and /search: what belongs together, and what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands, ui
from discord.ext import commands

from bot.domain.dates import since_date
from bot.services.search import Question
from cogs.params import KindOf, PersonOf, Piece, TopicText
from cogs.replies import Interaction, reply
from cogs.ui.buttons import Action, Verb, pack, unpack
from cogs.ui.cards import related_card, search_card
from cogs.ui.freshness import age_of
from cogs.ui.limits import Card
from cogs.ui.related_card import narrowed_by

if TYPE_CHECKING:
    from bot.app import GuildServices
    from bot.client import Docent


class Discovery(commands.Cog):
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.shows |= {Verb.RELATED: self.related_to, Verb.SEARCH: self.found}

    @app_commands.command(description="What goes with a piece, across formats, and why")
    @app_commands.describe(
        article="Any words of its title or its author's name",
        type="Only pieces of this type",
        minutes="Only what can be read or heard in so many minutes",
    )
    async def related(
        self,
        interaction: Interaction,
        article: Piece,
        type: KindOf | None = None,
        minutes: app_commands.Range[int, 1, 600] | None = None,
    ) -> None:
        library = await self.bot.library_of(interaction)
        answer = await library.discovery.related(article.id, type, minutes=minutes)
        await reply(interaction, related_card(answer, age=await self._age(library, article.id)))

    @app_commands.command(description="Find pieces; without a query, the newest")
    @app_commands.describe(
        query='Words to look for; "in quotes" for a phrase',
        topic="Only on this topic",
        author="Only by this person",
        type="Only pieces of this type",
        since="Only from this day on: 2021, March 2021 or 2021-03-14",
    )
    async def search(
        self,
        interaction: Interaction,
        query: str = "",
        topic: TopicText = "",
        author: PersonOf | None = None,
        type: KindOf | None = None,
        since: str = "",
    ) -> None:
        question = Question(query, type, author.id if author else None, topic, since_date(since) if since else "")
        library = await self.bot.library_of(interaction)
        answer = await library.search.search(question, state=pack(question.fields))
        await reply(interaction, search_card(answer, can_suggest=True))
        if not answer.hits and question.text:  # after the reply, which must not wait for whoever is writing
            await library.care.note_unanswered(question.text)

    async def related_to(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        library = await self.bot.library_of(interaction)
        kind, minutes = narrowed_by(action.extra)
        answer = await library.discovery.related(action.id, kind, minutes=minutes, page=action.page)
        return related_card(answer, shared_by=shared_by, age=await self._age(library, action.id))

    async def _age(self, library: GuildServices, number: int) -> str | ui.Section[Card]:
        """Whether the piece itself is old or superseded."""
        piece, after = await library.reading.freshness(number)
        return age_of(piece, after, self.bot.services.today())

    async def found(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        library, question = await self.bot.library_of(interaction), Question.of(unpack(action.extra))
        answer = await library.search.search(question, action.page, state=action.extra)
        return search_card(answer, shared_by=shared_by, can_suggest=shared_by is None)


async def setup(bot: Docent) -> None:
    await bot.add_cog(Discovery(bot))
