"""How an answer leaves: privately, in the place where the reader looks, and errors as politely as answers."""

from __future__ import annotations

import logging
import secrets
from typing import Any, cast

import discord

from bot.domain.errors import DocentError, Duplicate
from bot.services.resolving import DidYouMean
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import choice_card, duplicate_card, error_card
from cogs.ui.limits import Card
from cogs.ui.related_card import kind_of, narrowing

log = logging.getLogger(__name__)
Interaction = discord.Interaction[Any]

# What a command does with a piece, so that choosing from "Did you mean" goes on where the command stopped.
_VERBS = {
    "summary": Verb.SUMMARY,
    "related": Verb.RELATED,
    "library edit": Verb.EDIT,
    "library remove": Verb.REMOVE,
    "library restore": Verb.RESTORE,
}


async def reply(interaction: Interaction, card: Card, *, private: bool = True) -> None:
    """Answers, or completes the answer that was deferred (a Components V2 card must be edited in)."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.send_message(view=card, ephemeral=private)


def is_private(message: discord.Message | None) -> bool:
    """Whether there is a message that only one person sees."""
    return message is not None and message.flags.ephemeral


def is_in_place(interaction: Interaction) -> bool:
    """Whether the answer was deferred as a change of the message whose button was pressed."""
    return interaction.response.type is discord.InteractionResponseType.deferred_message_update


async def replace(interaction: Interaction, card: Card) -> None:
    """Puts the card in the place of the private message whose button was pressed; answers beside a shared one."""
    if interaction.response.is_done() or not is_private(interaction.message):
        await reply(interaction, card)
    else:
        await interaction.response.edit_message(view=card)


def root_cause(error: BaseException) -> BaseException:
    """What really happened: discord.py wraps a command's error in `original`, a parameter's in `__cause__`."""
    while True:
        inner = getattr(error, "original", None)
        if inner is None and not isinstance(error, DocentError):
            inner = error.__cause__
        if inner is None:
            return error
        error = inner


async def show_error(interaction: Interaction, error: BaseException) -> None:
    """The one translator: a refusal becomes its sentence, anything else a reference that the log knows."""
    cause = root_cause(error)
    if isinstance(cause, discord.NotFound) and cause.code in (10062, 10015):
        log.warning("An interaction was gone before it was answered (%s).", cause)
        return
    try:
        card = await _error_card(interaction, cause)
        if is_in_place(interaction):  # the card that was clicked stays: what failed can be tried again
            await interaction.followup.send(view=card, ephemeral=True)
        else:
            await reply(interaction, card)
    except discord.HTTPException as failure:
        log.warning("An error could not be shown: %s", failure)


async def _error_card(interaction: Interaction, cause: BaseException) -> Card:
    if isinstance(cause, DidYouMean):
        verb = _VERBS.get(interaction.command.qualified_name if interaction.command else "")
        if verb:
            asked = str(interaction.namespace.article)
            return choice_card(asked, cause.candidates, Action(verb, extra=_extra(interaction)))
        names = "; ".join(f"“{piece.title}”" for piece in cause.candidates[:5])
        return error_card(f"{cause.sentence} {names}")
    if isinstance(cause, Duplicate):
        library = await interaction.client.library_of(interaction)
        known = await library.reading.brief(cause.article_id)
        return duplicate_card(cause.sentence, known) if known else error_card(cause.sentence)
    if isinstance(cause, DocentError):
        return error_card(cause.sentence)
    reference = secrets.token_hex(3)
    log.error("Reference %s: %s", reference, _what(interaction), exc_info=cause)
    return error_card(
        "Docent could not finish this, and nothing was half done. Try again; if it happens again, give the reference "
        "to whoever runs the bot: the log has the details.",
        reference,
    )


def _extra(interaction: Interaction) -> str:
    """The options beside the article that the chosen piece is shown with: a length, what narrows, what is edited."""
    options = interaction.namespace
    if getattr(options, "minutes", None):
        return narrowing(kind_of(str(getattr(options, "type", ""))), options.minutes)
    for name in ("length", "type", "what"):
        value = getattr(options, name, None)
        if value:
            return str(getattr(value, "value", value))
    return ""


def data_of(interaction: Interaction) -> dict[str, Any]:
    """What Discord sent with the interaction."""
    return cast("dict[str, Any]", interaction.data or {})


def _what(interaction: Interaction) -> str:
    command = interaction.command
    return f"command {command.qualified_name}" if command else f"component {data_of(interaction).get('custom_id')}"
