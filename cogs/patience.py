"""Answers that take a moment: Discord hears of them at once, and people after five seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.services.telling import Told
from cogs.replies import Interaction, is_in_place, is_private
from cogs.ui.cards import notice_card

log = logging.getLogger(__name__)

AFTER = 5.0  # seconds in which nobody wonders
EVERY = 5.0


@asynccontextmanager
async def working(interaction: Interaction, sentence: str, *, beside: bool = False) -> AsyncIterator[Told]:
    """Takes the answer's place, so that it may take longer than Discord's three seconds.

    The place is the private message whose button was pressed; a private message of its own `beside` it, for a
    command, and for a click on a card that others see. After five seconds a line says what is going on: `sentence`,
    or the last that was told.
    """
    await _take_place(interaction, beside=beside)
    progress = _Progress(interaction, sentence)
    over = asyncio.Event()
    telling = asyncio.create_task(progress.tell(over), name="progress")
    try:
        yield progress.say
    finally:
        over.set()  # and not cancelled: a line that is under way must not come after the answer
        await telling


async def _take_place(interaction: Interaction, *, beside: bool) -> None:
    if interaction.response.is_done():
        return
    if not beside and is_private(interaction.message):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


class _Progress:
    def __init__(self, interaction: Interaction, sentence: str) -> None:
        self._interaction = interaction
        self._sentence = sentence
        self._beside: discord.WebhookMessage | None = None

    def say(self, sentence: str) -> None:
        self._sentence = sentence

    async def tell(self, over: asyncio.Event) -> None:
        """Until it is over; a line that can't be shown is no reason to fail."""
        seconds, shown = AFTER, ""
        try:
            while not await _within(over, seconds):
                if shown != self._sentence:
                    shown = self._sentence
                    await self._show(shown)
                seconds = EVERY
            if self._beside:
                await self._beside.delete()
        except discord.HTTPException as error:
            log.warning("Progress could not be shown: %s", error)

    async def _show(self, sentence: str) -> None:
        """In the place of the answer; beside a card that the answer will change, so that no failure takes it away."""
        card = notice_card(sentence)
        if not is_in_place(self._interaction):
            await self._interaction.edit_original_response(view=card)
        elif self._beside:
            await self._beside.edit(view=card)
        else:
            self._beside = await self._interaction.followup.send(view=card, ephemeral=True, wait=True)


async def _within(over: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await over.wait()
    except TimeoutError:
        return False
