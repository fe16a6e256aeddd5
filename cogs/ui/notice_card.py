"""The short cards: a sentence, an error with its reference, a question before something is destroyed, a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from discord import ButtonStyle, SelectOption, ui

from bot.domain.article import Brief
from cogs.ui.buttons import Action, Verb, button
from cogs.ui.facts import mention, plain_title, row_facts_plain
from cogs.ui.limits import OPTION_TEXT, SELECT_OPTIONS, Card, fit, line, row

SENTENCE = 1_500


def notice_card(sentence: str, *buttons: ui.Button[Card] | None) -> Card:
    """A plain sentence, with what can be done about it."""
    return fit(line(sentence, SENTENCE) or "Done.", row(*buttons))


def error_card(sentence: str, reference: str = "") -> Card:
    """What failed and what to do, with a short reference under which the log knows it."""
    return fit(
        line(sentence, SENTENCE) or "This did not work, and nothing was changed. Please try again.",
        f"-# Reference: {line(reference, 40)}" if reference.strip() else "",
    )


def duplicate_card(sentence: str, existing: Brief) -> Card:
    """That the library has the piece already, with the ways to it."""
    return fit(
        line(sentence, 600),
        mention(existing),
        row(
            button("Summary", Action(Verb.SUMMARY, existing.id)),
            button("Edit", Action(Verb.EDIT, existing.id)),
        ),
    )


def confirm_card(piece: Brief, what: str, consequence: str = "") -> Card:
    """The question before a piece is destroyed: `what` is the verb in lower case, as in "remove"."""
    return fit(
        f"{line(what.capitalize(), 40)} {mention(piece)}?",
        line(consequence, 300),
        row(
            button(what.capitalize(), Action(Verb.CONFIRM, piece.id, extra=what), ButtonStyle.danger),
            button("Cancel", Action(Verb.CANCEL, piece.id, extra=what)),
        ),
    )


def merge_card(gone: str, stays: str, merge: Action) -> Card:
    """The question before two people or topics become one, which can't be taken back."""
    return fit(
        f"Merge “{line(gone, 200)}” into “{line(stays, 200)}”?",
        "All its pieces move there, and its name stays as another name. This can't be undone.",
        row(
            button("Merge", merge, ButtonStyle.danger),
            button("Cancel", Action(Verb.CANCEL, merge.id, extra="merge")),
        ),
    )


def removed_card(piece: Brief, until: str = "") -> Card:
    """That a piece was removed, with Undo; `until` is the last day, in words, on which it can be restored."""
    limit = f" It can be restored until {line(until, 40)}." if until else ""
    return fit(f"Removed {mention(piece)}.{limit}", row(button("Undo", Action(Verb.UNDO, piece.id, extra="remove"))))


def choice_card(asked: str, pieces: Sequence[Brief], then: Action) -> Card:
    """ "Did you mean": up to 25 pieces to choose from, and what is done with the chosen one.

    The select's id is PICK with the verb and extra of `then`; each option's value is `id:123`.
    """
    pick = Action(Verb.PICK, 0, 0, f"{then.verb.value}.{then.extra}")
    options = [
        SelectOption(
            label=plain_title(piece, OPTION_TEXT),
            value=f"id:{piece.id}",
            description=row_facts_plain(piece, OPTION_TEXT) or None,
        )
        for piece in {piece.id: piece for piece in pieces[:SELECT_OPTIONS]}.values()
    ]
    sentence = f"Nothing here is called *{line(asked, 200)}*."
    if not options or not pick.fits:
        return fit(f"{sentence} Try a word of the title, or `/search`.")
    select: ui.Select[Card] = ui.Select(custom_id=pick.encode(), placeholder="Did you mean …", options=options)
    these = "this one" if len(options) == 1 else "one of these"
    return fit(f"{sentence} Did you mean {these}?", ui.ActionRow(select))


def picked_action(pick: Action, value: str) -> Action | None:
    """What choosing the option `value` of a `choice_card` asks for; None when it is not one."""
    verb, dot, extra = pick.extra.partition(".")
    number = value.removeprefix("id:")
    if pick.verb is not Verb.PICK or not dot or verb not in set(Verb) or not re.fullmatch("[0-9]{1,19}", number):
        return None
    return Action(Verb(verb), int(number), extra=extra)
