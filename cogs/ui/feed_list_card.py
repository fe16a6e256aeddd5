"""The cards of a list of feeds: what following it would do, what it did, and the list as a file."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ui

from bot.domain.feeds import Listed, Mode
from cogs.ui.buttons import Action, Verb, button
from cogs.ui.limits import Card, fit, line, row

REFUSED_SHOWN = 8


def feed_list_card(listed: Sequence[Listed], upload: int, name: str, mode: Mode) -> Card:
    """The dry run, with Follow and Cancel; `upload` is the number of the kept file."""
    new = len(_new(listed))
    label = f"Follow {new:,} {'feed' if new == 1 else 'feeds'}"
    return fit(
        f"## Feeds of {line(name, 80) or 'a list'}\nNothing is followed yet. Of {_feeds(listed)}:\n"
        + _counts(listed, f"would be followed, set to {mode.value}"),
        _refusals(listed),
        row(
            button(label, Action(Verb.OPML, upload, extra=mode.value), ButtonStyle.success) if new else None,
            button("Cancel", Action(Verb.OPML, upload, extra="cancel")) if new else None,
            button("All feeds", Action(Verb.FEEDS)),
        ),
    )


def followed_list_card(listed: Sequence[Listed]) -> Card:
    """What became of the list."""
    return fit(
        f"## Followed\nOf {_feeds(listed)}:\n" + _counts(listed, "followed from now on, and read in the next minutes"),
        _refusals(listed),
        row(button("All feeds", Action(Verb.FEEDS))),
    )


def written_list_card(count: int, name: str) -> Card:
    """The list as a file by its name: a Components V2 message shows no other."""
    feeds = "1 feed" if count == 1 else f"{count:,} feeds"
    return fit(f"{feeds}, for any feed reader. `/library feed file:` takes it back.", ui.File(f"attachment://{name}"))


def _new(listed: Sequence[Listed]) -> list[Listed]:
    return [one for one in listed if one.new and not one.error]


def _feeds(listed: Sequence[Listed]) -> str:
    return "1 feed" if len(listed) == 1 else f"{len(listed):,} feeds"


def _counts(listed: Sequence[Listed], followed: str) -> str:
    refused = sum(one.error is not None for one in listed)
    new = len(_new(listed))
    counted = ((new, followed), (len(listed) - new - refused, "followed already"), (refused, "refused"))
    return "\n".join(f"- {count:,} {what}" for count, what in counted if count)


def _refusals(listed: Sequence[Listed]) -> str:
    refused = [(one, one.error.sentence) for one in listed if one.error]
    if not refused:
        return ""
    lines = [f"- Line {one.line:,}, {line(one.name, 80)}: {line(why, 200)}" for one, why in refused[:REFUSED_SHOWN]]
    more = len(refused) - len(lines)
    return "\n".join(["**Refused**", *lines, *([f"- and {more:,} more"] if more > 0 else [])])
