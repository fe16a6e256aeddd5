"""The card of the library's state, for curators."""

from __future__ import annotations

from bot.domain.answers import StatusAnswer
from bot.domain.article import Kind
from cogs.ui.buttons import Action, Verb, button
from cogs.ui.facts import day, plural
from cogs.ui.feed_card import trouble_lines
from cogs.ui.limits import Card, fit, line, row

ASKED_SHOWN = 10
TROUBLED_SHOWN = 3


def status_card(answer: StatusAnswer) -> Card:
    """Counts, gaps, care and what was asked for and not found."""
    waiting = button("Review what waits", Action(Verb.WAITING)) if answer.drafts > 0 else None
    parts = (_counts(answer), _gaps(answer), _care(answer), _feeds(answer), _asked(answer))
    return fit(
        "## The library", *parts, row(waiting, button("Feeds", Action(Verb.FEEDS)) if answer.feeds > 0 else None)
    )


def _counts(answer: StatusAnswer) -> str:
    kinds = [f"{count:,} {plural(kind, count)}" for kind in Kind if (count := answer.counts.get(kind, 0)) > 0]
    first = f"**{answer.total:,} {plural(None, answer.total)}**" + (f": {', '.join(kinds)}." if kinds else ".")
    known = f"{answer.listings:,} of them known only from other pages (listings)." if answer.listings else ""
    people = "1 person" if answer.people == 1 else f"{answer.people:,} people"
    topics = "1 topic" if answer.topics == 1 else f"{answer.topics:,} topics"
    return "\n".join(filter(None, (first, known, f"{people}, {topics}.")))


def _gaps(answer: StatusAnswer) -> str:
    if not answer.total:
        return (
            "Nothing is here yet: `/library add` brings a piece, `/library import` many, `/library feed` what appears."
        )
    gaps = {
        "without authors": answer.missing_authors,
        "without a date": answer.missing_dates,
    }
    lines = [f"{count:,} {plural(None, count)} {what}" for what, count in gaps.items() if count]
    return "**Gaps**\n" + (
        "\n".join(f"- {gap}" for gap in lines) if lines else "None: every piece has authors and a date."
    )


def _care(answer: StatusAnswer) -> str:
    taken = day(answer.last_backup)
    clock = f", {line(answer.last_backup[11:16], 10)} UTC" if len(answer.last_backup) >= 16 else ""
    return "\n".join(
        (
            "**Care**",
            f"- Last backup: {taken}{clock}" if taken else "- Last backup: none yet",
            f"- Awaiting review: {answer.drafts:,}",
            f"- Removed, can be restored for 30 days: {answer.trash:,}",
        )
    )


def _feeds(answer: StatusAnswer) -> str:
    if answer.feeds <= 0:
        return ""
    followed = "1 feed is" if answer.feeds == 1 else f"{answer.feeds:,} feeds are"
    troubles = trouble_lines(answer.troubled_feeds, TROUBLED_SHOWN)
    return "\n".join(("**Feeds**", f"- {followed} followed", *troubles))


def _asked(answer: StatusAnswer) -> str:
    lines = [
        f"- {asked} ({'once' if count == 1 else f'{count:,} times'})"
        for query, count in answer.unanswered
        if (asked := line(query, 120))
    ][:ASKED_SHOWN]
    return "**Asked and not found**\n" + "\n".join(lines) if lines else ""
