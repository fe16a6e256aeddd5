"""The cards of feeds: the list, one feed with what can be done to it, and the question before it is removed."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ui

from bot.domain.answers import page_count
from bot.domain.feeds import FeedCheck, KnownFeed, Mode
from cogs.ui.buttons import Action, Verb, button, link_button
from cogs.ui.facts import day
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.pages import place, slice_of, turning
from cogs.ui.rows import unique

NAME = 120
SENTENCE = 300
REFUSED_SHOWN = 5
_MODES = {Mode.REVIEW: "new pieces wait for review", Mode.PUBLISH: "new pieces are published at once"}


def feeds_card(feeds: Sequence[KnownFeed], page: int = 0) -> Card:
    """The feeds a library follows, five a page, each with the way to its own card."""
    if not feeds:
        return fit(
            "## Feeds\nThis library follows no feeds yet. `/library feed url:` with the address of one (RSS, Atom, "
            "JSON Feed or a podcast's) follows it, `file:` with the list of a feed reader (OPML) all of them."
        )
    feeds = unique(feeds, lambda feed: feed.id)
    page, shown = slice_of(feeds, page)
    return fit(
        f"## Feeds\n-# {place(page, len(shown), len(feeds))}",
        *map(_row, shown),
        row(
            *turning(Action(Verb.FEEDS, page=page), page_count(len(feeds))),
            button("As a file (OPML)", Action(Verb.FEEDS, extra="file")),
        ),
    )


def feed_card(feed: KnownFeed, *, notice: str = "", refused: Sequence[str] = ()) -> Card:
    """One feed: how it is set, how it fares, and what can be done."""
    return fit(
        line(notice, SENTENCE),
        _refused(refused),
        f"## {_name(feed)}\n" + "\n".join(f"**{name}**: {value}" for name, value in _fields(feed).items() if value),
        row(
            _button("Check now", feed, "check", ButtonStyle.primary),
            _button("Resume", feed, "resume") if feed.paused else _button("Pause", feed, "pause"),
            _button("Set to review", feed, "review")
            if feed.mode is Mode.PUBLISH
            else _button("Set to publish", feed, "publish"),
            _button("Remove", feed, "remove", ButtonStyle.danger),
            link_button("Open", feed.home or feed.url),
        ),
        row(button("All feeds", Action(Verb.FEEDS))),
    )


def feed_check_card(check: FeedCheck, notice: str = "") -> Card:
    """A feed that was read just now, with what that brought."""
    told = f"It could not be read: {check.sentence}" if check.error else check.sentence
    return feed_card(check.feed, notice=f"{notice} {told}".strip(), refused=check.refused)


def remove_feed_card(feed: KnownFeed) -> Card:
    """The question before a feed is removed."""
    return fit(
        f"Remove the feed **{_name(feed)}**?",
        "It is read no more. The pieces that came from it stay.",
        row(
            _button("Remove", feed, "gone", ButtonStyle.danger),
            _button("Cancel", feed, ""),
        ),
    )


def removed_feed_card(feed: KnownFeed) -> Card:
    """That a feed was removed, with Undo."""
    return fit(
        f"Removed the feed **{_name(feed)}**. The pieces that came from it stay.",
        row(_button("Undo", feed, "back"), button("All feeds", Action(Verb.FEEDS))),
    )


def trouble_lines(feeds: Sequence[KnownFeed], most: int) -> list[str]:
    """What a curator should know of feeds that fail, a line each: "Feed *X* has failed 3 times: …"."""
    lines = [f"- Feed *{_name(feed)}* {line(feed.trouble, 200)}" for feed in feeds[:most]]
    more = len(feeds) - most
    return [*lines, f"- and {more:,} more"] if more > 0 else lines


def _row(feed: KnownFeed) -> ui.Section[Card] | ui.TextDisplay[Card]:
    state = line(feed.trouble, 165) or ("paused" if feed.paused else _MODES[feed.mode])
    text = f"**{_name(feed)}**\n{state}"
    opener = _button("Open", feed, "")
    return ui.Section(text, accessory=opener) if opener else ui.TextDisplay(text)


def _fields(feed: KnownFeed) -> dict[str, str]:
    paused = f"paused. {feed.reason}".strip() if feed.paused else ""
    return {
        "Address": line(feed.url, 300),
        "Set to": f"{feed.mode.value}: {_MODES[feed.mode]}",
        "State": line(paused or feed.trouble or "all is well", SENTENCE),
        "Last read": _moment(feed.succeeded) or "never",
        "Next": "" if feed.paused else _moment(feed.due),
    }


def _refused(refused: Sequence[str]) -> str:
    if not refused:
        return ""
    lines = [f"- {line(one, 200)}" for one in refused[:REFUSED_SHOWN]]
    more = len(refused) - len(lines)
    return "\n".join(["**Refused**", *lines, *([f"- and {more:,} more"] if more > 0 else [])])


def _moment(iso: str) -> str:
    date = day(iso)
    return f"{date}, {line(iso[11:16], 10)} UTC" if date and len(iso) >= 16 else date


def _name(feed: KnownFeed) -> str:
    return line(feed.name, NAME) or "Untitled feed"


def _button(
    label: str, feed: KnownFeed, what: str, style: ButtonStyle = ButtonStyle.secondary
) -> ui.Button[Card] | None:
    return button(label, Action(Verb.FEED, feed.id, extra=what), style)
