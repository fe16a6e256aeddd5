"""The card of a person: who they are, what they write about and with whom, and their latest pieces."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from discord import ui

from bot.domain.answers import PersonAnswer
from cogs.ui.buttons import Action, Verb, button, link_button, share_button
from cogs.ui.facts import plural
from cogs.ui.limits import ROW_BUTTONS, Card, fit, line, row
from cogs.ui.pages import place, turning
from cogs.ui.rows import piece_row, unique
from cogs.ui.share import shared_line


def person_card(answer: PersonAnswer, *, shared_by: str | None = None, notice: str = "") -> Card:
    """The person with one page of their pieces, the newest first; `notice` says what was just done."""
    kind = answer.kind.value if answer.kind else ""
    here = Action(Verb.PERSON, answer.person_id, answer.page, kind)
    about = "\n".join(
        filter(
            None,
            (
                f"## {line(answer.name, 100) or 'Unnamed'}",
                _role(answer),
                line(answer.bio, 700),
                _listed("Topics", answer.topics, 5),
                _listed("Often with", answer.coauthors, 5),
            ),
        )
    )
    pieces = unique(answer.pieces, lambda piece: piece.id)[:5]
    everything = button("All formats", Action(Verb.PERSON, answer.person_id)) if answer.kind else None
    return fit(
        line(notice, 200),
        about,
        _links(answer.links),
        *map(piece_row, pieces),
        _count(answer, len(pieces)),
        row(everything, *turning(here, answer.pages), share_button(here, shared_by)),
        shared_line(shared_by),
    )


def _role(answer: PersonAnswer) -> str:
    role = line(answer.role, 160)
    if not answer.former:
        return role
    return f"{role} (former)" if role else "Former member of the team"


def _listed(label: str, names: Sequence[str], most: int) -> str:
    shown = [name for raw in names if (name := line(raw, 50))][:most]
    return f"{label}: {', '.join(shown)}" if shown else ""


def _links(links: Sequence[str]) -> ui.ActionRow[Card] | None:
    """The person's own pages as buttons named by their host."""
    buttons = (link_button(_host(address), address) for address in unique(links, lambda link: link))
    return row(*[link for link in buttons if link][:ROW_BUTTONS])


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:  # link_button refuses it as well
        return ""


def _count(answer: PersonAnswer, shown: int) -> str:
    if not shown:
        what = plural(answer.kind)
        return f"No {what} of theirs in this library."
    return f"-# {place(answer.page, shown, answer.total)} {plural(answer.kind, answer.total)}, the newest first."
