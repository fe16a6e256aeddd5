"""The card of what awaits review: drafts and suggestions, the longest waiting first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.domain.answers import page_count
from bot.domain.article import Draft
from cogs.ui.buttons import Action, Verb, button
from cogs.ui.facts import day
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.pages import place, turning

ALSO_SHOWN = 2
_BROUGHT = {
    "url": "from an address",
    "paste": "pasted",
    "file": "from a file",
    "feed": "from a feed",
    "suggestion": "suggested",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft of the list. `owner` is the member who brought it, `note` what they said of it."""

    id: int
    draft: Draft
    origin: str
    owner: int
    created: str
    note: str = ""


def waiting_card(waiting: Sequence[Waiting], page: int, total: int) -> Card:
    """One page of the list; each row opens the draft's own card."""
    if not waiting:
        return fit("## Awaiting review\nNothing waits. Suggestions, feeds and drafts appear here.")
    return fit(
        "## Awaiting review",
        *(_row(one) for one in waiting[:5]),
        f"-# {place(page, len(waiting), total)}, the longest waiting first.",
        row(*turning(Action(Verb.WAITING, page=page, extra="turn"), page_count(total))),
    )


def also_waiting(others: Sequence[Waiting]) -> list[str | ui.Item[Card]]:
    """What else waits for the piece on a card, to put beneath it; nothing when nothing does."""
    if not others:
        return []
    more = len(others) - ALSO_SHOWN
    head = "**Also waiting for this piece**" + (f" ({ALSO_SHOWN} of {len(others):,})" if more > 0 else "")
    return [head, *(_opener(one, f"{_title(one.draft, 60)} | {_brought(one)}") for one in others[:ALSO_SHOWN])]


def settled_line(settled: int, others: int) -> str:
    """What became of the other drafts of a piece that was published just now, to follow that sentence."""
    gone = " Another draft of it said nothing more and is gone."
    if settled > 1:
        gone = f" {settled:,} other drafts of it said nothing more and are gone."
    kept = " Another draft would change it: see /library review." if others else ""
    return (gone if settled else "") + kept


def suggested_line(member: int, note: str) -> str:
    """Who suggested a piece, shown without a ping, and why; "" when a curator brought it."""
    why = line(note, 300)
    return f"Suggested by <@{member}>" + (f": {why}" if why else ".") if member > 0 else ""


def _row(one: Waiting) -> ui.Item[Card]:
    facts = (one.draft.kind.label if one.draft.kind else "", _brought(one))
    said = suggested_line(one.owner, one.note[:160]) if one.origin == "suggestion" else ""
    text = "\n".join(filter(None, (f"**{_title(one.draft, 140)}**", " | ".join(filter(None, facts)), said)))
    return _opener(one, text)


def _title(draft: Draft, limit: int) -> str:
    return line(draft.title, limit) or line(draft.url, limit) or "Untitled"


def _brought(one: Waiting) -> str:
    return " | ".join(filter(None, (_BROUGHT.get(one.origin, ""), day(one.created))))


def _opener(one: Waiting, text: str) -> ui.Item[Card]:
    opener = button("Review", Action(Verb.DRAFT, one.id))
    return ui.Section(text, accessory=opener) if opener else ui.TextDisplay(text)
