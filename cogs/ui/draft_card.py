"""The card of a draft: what was understood of a page, field by field, before anything is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from discord import ButtonStyle

from bot.domain.article import Completeness, Draft, Listing
from cogs.ui.buttons import Action, Verb, button, link_button
from cogs.ui.facts import day, minutes, people, plural
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.waiting_card import Waiting, also_waiting, suggested_line

LISTINGS_SHOWN = 6
MISSING = "missing"


def draft_card(
    draft: Draft,
    draft_id: int,
    *,
    notice: str = "",
    brought_by: int = 0,
    note: str = "",
    can_fetch: bool = False,
    others: Sequence[Waiting] = (),
) -> Card:
    """What was understood, what is missing, and Publish, Edit, Discard. Nothing is saved before Publish.

    `brought_by` is the member who suggested it, `note` what they said; `can_fetch` offers to read its page;
    `others` are other drafts of the same piece.
    """
    fields = "\n".join(f"**{name}**: {value}" for name, value in _fields(draft).items() if value)
    can_publish = bool(draft.title.strip())
    return fit(
        line(notice, 300),
        suggested_line(brought_by, note),
        f"## Review before publishing\n{fields}",
        _opening(draft),
        _related(draft.related),
        _asked_for(draft),
        row(
            button("Publish", Action(Verb.PUBLISH, draft_id), ButtonStyle.success, disabled=not can_publish),
            button("Edit", Action(Verb.REVIEW, draft_id)),
            button("Read its page", Action(Verb.FETCH, draft_id)) if can_fetch else None,
            button("Discard", Action(Verb.DISCARD, draft_id)),
            link_button("Open", draft.url or draft.canonical_url),
        ),
        *also_waiting(others),
    )


def _fields(draft: Draft) -> dict[str, str]:
    return {
        "Title": line(draft.title, 300) or MISSING,
        "Type": draft.kind.label if draft.kind else MISSING,
        "Date": day(draft.published) or MISSING,
        "Authors": people(draft.authors, 300, most=6) or MISSING,
        "With": people(draft.participants, 200, most=4),
        "Deck": line(draft.deck, 300),
        "Outlet": line(draft.outlet, 80),
        "Text": _text(draft),
        "Running time": minutes(draft.seconds) if draft.seconds and draft.seconds > 0 else "",
        "Tags": ", ".join(filter(None, (line(tag, 40) for tag in draft.tags[:6]))),
    }


def _text(draft: Draft) -> str:
    if draft.completeness is Completeness.LISTING:
        return "none; known from another page only"
    paragraphs = "1 paragraph" if len(draft.body) == 1 else f"{len(draft.body):,} paragraphs"
    size = f"{paragraphs}, {draft.words:,} word{'s' * (draft.words != 1)}" if draft.body else "none"
    if draft.completeness is Completeness.EXCERPT:
        return f"{size}; the published excerpt, not the full piece"
    return size


def _opening(draft: Draft) -> str:
    opening = line(draft.body[0], 300) if draft.body else ""
    return f"> {opening}" if opening else ""


def _related(listings: tuple[Listing, ...]) -> str:
    if not listings:
        return ""
    kinds = Counter(item.kind for item in listings)
    counted = ", ".join(f"{count:,} {plural(kind, count)}" for kind, count in kinds.items())
    lines = [
        f"- {item.kind.label if item.kind else 'Type unknown'}: {line(item.heading, 90) or 'untitled'}"
        for item in listings[:LISTINGS_SHOWN]
    ]
    more = len(listings) - len(lines)
    lines += [f"- and {more:,} more"] if more > 0 else []
    return "\n".join([f"**Related on the page** ({counted})", *lines])


def _asked_for(draft: Draft) -> str:
    """What a curator is asked to fill in: without it the piece can hardly be found again."""
    if not draft.missing:
        return ""
    *most, last = draft.missing
    names = f"{', '.join(most)} and {last}" if most else last
    return f"Please add {names} with Edit: the piece is hard to find otherwise."
