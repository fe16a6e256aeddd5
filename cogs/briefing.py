"""/brief: a topic over several pieces, every line with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from discord import app_commands
from discord.ext import commands

from bot.domain.answers import View
from bot.domain.dates import since_date
from cogs.params import TopicText
from cogs.patience import working
from cogs.replies import Interaction, reply
from cogs.ui.buttons import Action, Verb, unpack
from cogs.ui.cards import brief_card
from cogs.ui.limits import Card

if TYPE_CHECKING:
    from bot.client import Docent

READING = "Reading the pieces on this topic."


class Briefing(commands.Cog):
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.shows |= {Verb.BRIEF: self.brief_on}
        bot.clicks.patient |= {Verb.BRIEF: READING}

    @app_commands.command(description="A topic over several pieces: who works on it, key lines, what is missing")
    @app_commands.describe(
        topic="A topic, or any words",
        view="Key lines, or lines by year",
        since="Only from this day on: 2021, March 2021 or 2021-03-14",
    )
    async def brief(
        self,
        interaction: Interaction,
        topic: TopicText,
        view: Literal["overview", "timeline"] = "overview",
        since: str = "",
    ) -> None:
        async with working(interaction, READING):
            card = await self._brief(interaction, topic, View(view), since_date(since) if since else "")
        await reply(interaction, card)

    async def brief_on(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        asked = unpack(action.extra)
        view = View.TIMELINE if asked.get("v") == View.TIMELINE else View.OVERVIEW
        return await self._brief(interaction, asked.get("t", ""), view, asked.get("s", ""), shared_by)

    async def _brief(
        self, interaction: Interaction, topic: str, view: View, since: str, shared_by: str | None = None
    ) -> Card:
        library = await self.bot.library_of(interaction)
        answer = await library.briefing.brief(topic, view, since)
        if not answer.pieces and not answer.earlier:
            await library.care.note_unanswered(topic)
        return brief_card(answer, shared_by=shared_by, can_suggest=shared_by is None)


async def setup(bot: Docent) -> None:
    await bot.add_cog(Briefing(bot))
