"""The page that helps when nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from cogs.ui.buttons import Action, Verb, button
from cogs.ui.limits import Card, line


def nothing_on(what: str, closest: Sequence[str]) -> str:
    """That the library has nothing on it, what it has that is closest, and whom to ask."""
    asked = line(what, 200)
    first = (
        f"Nothing on *{asked}* in this library."
        if asked
        else "Nothing in this library yet. A curator adds the first piece with `/library add`."
    )
    topics = [topic for raw in closest if (topic := line(raw, 50))][:8]
    return " ".join(
        filter(
            None,
            (
                first,
                f"Closest topics: {', '.join(topics)}." if topics else "",
                "Ask a curator to add it." if asked else "",
            ),
        )
    )


def suggest_button(what: str, offered: bool) -> ui.Button[Card] | None:
    """Suggest, where the library takes suggestions and the words fit into an id."""
    return button("Suggest", Action(Verb.SUGGEST, extra=what)) if offered and what else None
