"""Every button and menu on a card: one dynamic item that asks the desk which knows the verb."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import ui

from bot.domain.errors import NotFound
from cogs.patience import working
from cogs.replies import data_of, replace, reply, show_error
from cogs.ui.buttons import TEMPLATE, Action, Verb, decode, shared_action
from cogs.ui.limits import Card
from cogs.ui.notice_card import picked_action
from cogs.ui.share import shared_copy

Interaction = discord.Interaction[Any]
Show = Callable[[Interaction, Action, str | None], Awaitable[Card]]
Act = Callable[[Interaction, Action], Awaitable[None]]


@dataclass(slots=True)
class Clicks:
    """What each verb does. A *show* gives a card and can be shared; an *act* answers for itself.

    `patient` names the shows that may take long, each with what is said meanwhile.
    """

    shows: dict[Verb, Show] = field(default_factory=dict)
    patient: dict[Verb, str] = field(default_factory=dict)
    acts: dict[Verb, Act] = field(default_factory=dict)

    async def show(self, interaction: Interaction, action: Action, shared_by: str | None = None) -> Card:
        if action.verb not in self.shows:
            raise NotFound("This button is from an older Docent and no longer does anything. Ask again instead.")
        return await self.shows[action.verb](interaction, action, shared_by)

    async def do(self, interaction: Interaction, action: Action) -> None:
        """Answers a click: in place when it turns the page of a private card, beside it otherwise."""
        if action.verb in self.acts:
            await self.acts[action.verb](interaction, action)
        elif action.verb is Verb.SHARE:
            await self._share(interaction, action)
        else:
            await self._answer(interaction, action)

    async def _answer(self, interaction: Interaction, action: Action) -> None:
        turns = _turns(interaction, action)
        if action.verb in self.patient:
            async with working(interaction, self.patient[action.verb], beside=not turns):
                card = await self.show(interaction, action)
        else:
            card = await self.show(interaction, action)
        await (replace if turns else reply)(interaction, card)

    async def _share(self, interaction: Interaction, action: Action) -> None:
        shown, name = shared_action(action), interaction.user.display_name
        if shown is not None:
            if shown.verb in self.patient:
                await interaction.response.defer(thinking=True)
            card = await self.show(interaction, shown, name)
        elif interaction.message is not None:  # what no id can find again, such as what is related to a message
            card = shared_copy(ui.LayoutView.from_message(interaction.message), name)
        else:
            raise NotFound("This can no longer be shared. Ask again, then press Share.")
        await reply(interaction, card, private=False)


def _turns(interaction: Interaction, action: Action) -> bool:
    """Whether the card that was clicked is the very thing the click shows, at another page or length."""
    if interaction.message is None:
        return False
    for component in ui.LayoutView.from_message(interaction.message).walk_children():
        found = decode(getattr(component, "custom_id", None) or "")
        shown = shared_action(found) if found else None
        if shown and (shown.verb, shown.id) == (action.verb, action.id):
            return True
    return False


class Click(ui.DynamicItem[ui.Item[Any]], template=TEMPLATE):
    """A component of any card, old or new; all it knows is in its id."""

    def __init__(self, item: ui.Item[Any], action: Action | None) -> None:
        super().__init__(item)
        self._action = action

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Click:
        return cls(item, decode(match.string))

    async def callback(self, interaction: Interaction) -> None:
        try:
            action = self._action
            if action and action.verb is Verb.PICK:
                values = data_of(interaction).get("values") or [""]
                action = picked_action(action, str(values[0]))
            if action is None:
                raise NotFound("This button is from an older Docent and no longer does anything. Ask again instead.")
            await interaction.client.clicks.do(interaction, action)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would wait
            await show_error(interaction, error)
