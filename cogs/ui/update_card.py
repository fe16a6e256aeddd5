"""The card of a newer reading of a known piece: what would change, field by field, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle

from bot.domain.article import Brief
from bot.domain.updating import Difference
from cogs.ui.buttons import Action, Verb, button, link_button
from cogs.ui.facts import day, mention
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.waiting_card import Waiting, also_waiting

VALUE = 120  # characters of a field's old and new value each: eighteen fields fit


def update_card(
    known: Brief,
    changes: Sequence[Difference],
    draft_id: int,
    *,
    notice: str = "",
    others: Sequence[Waiting] = (),
) -> Card:
    """Old → new for each field, with Update, Edit and Discard. `others` are other drafts of the same piece."""
    lines = [f"- **{line(one.label, 30)}**: {_value(one, one.before)} → {_value(one, one.after)}" for one in changes]
    return fit(
        line(notice, 300),
        f"## In the library already\n{mention(known)}",
        "This reading would change:\n" + "\n".join(lines),
        "-# Nothing is changed before Update. What this reading does not state stays as it is.",
        row(
            button("Update", Action(Verb.UPDATE, draft_id, extra=str(known.id)), ButtonStyle.success),
            button("Edit", Action(Verb.REVIEW, draft_id, extra=str(known.id))),
            button("Discard", Action(Verb.DISCARD, draft_id)),
            button("Summary", Action(Verb.SUMMARY, known.id)),
            link_button("Open", known.url),
        ),
        *also_waiting(others),
    )


def _value(change: Difference, value: str) -> str:
    return (day(value) if change.label == "Date" else "") or line(value, VALUE) or "none"
