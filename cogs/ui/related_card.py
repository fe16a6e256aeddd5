"""The cards of suggestions: pieces related to a piece or a text, each with its reasons, and newer pieces."""

from __future__ import annotations

from discord import ui

from bot.domain.answers import ArticleAnswer, Expert, RelatedAnswer, RelatedHit, page_count
from bot.domain.article import Kind
from cogs.ui.buttons import Action, Verb, button, share_button
from cogs.ui.facts import mention, plural, title
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.pages import place, slice_of, turning
from cogs.ui.rows import LINE, piece_row, unique
from cogs.ui.share import shared_line

PEOPLE_SHOWN = 3


def related_card(answer: RelatedAnswer, *, shared_by: str | None = None, age: str | ui.Section[Card] = "") -> Card:
    """Suggestions, five a page, each with why; for a free text also the people to ask.

    `age` is the line of `age_of` for the piece they are related to.
    """
    hits = unique(answer.hits, lambda hit: hit.piece.id)
    page, shown = slice_of(hits, answer.page)
    narrowed = narrowing(answer.kind, answer.minutes)
    here = Action(Verb.RELATED, answer.source.id if answer.source else 0, page, narrowed)
    body: list[str | ui.Item[Card]] = [_row(hit) for hit in shown] or [
        "Nothing in this library is close enough to suggest."
        + ("" if answer.source else " `/search` looks for single words, `/expert` for people.")
    ]
    return fit(
        _heading(answer),
        age,
        *body,
        *_people(answer.people),
        _within(answer),
        _count(answer, page, len(shown), len(hits)),
        _buttons(answer, here, len(hits), shared_by),
        shared_line(shared_by),
    )


def newer_card(answer: ArticleAnswer, *, shared_by: str | None = None) -> Card:
    """The newer pieces on the topic of an old one, the newest first."""
    piece = answer.article.brief
    _, shown = slice_of(unique(answer.newer, lambda newer: newer.id), 0)
    body: list[str | ui.Item[Card]] = [piece_row(newer) for newer in shown] or [
        "No newer piece on this topic in this library."
    ]
    share = share_button(Action(Verb.NEWER, piece.id), shared_by)
    return fit(f"## Newer on the topic of\n{mention(piece)}", *body, row(share), shared_line(shared_by))


def _heading(answer: RelatedAnswer) -> str:
    what = f"{plural(answer.kind).capitalize()} related to" if answer.kind else "Related to"
    return f"## {what}\n{mention(answer.source, 200)}" if answer.source else f"## {what} this message"


def _row(hit: RelatedHit) -> ui.Section[Card] | ui.TextDisplay[Card]:
    why = "; ".join(reason for reason in hit.reasons if reason.strip())
    return piece_row(hit.piece, line(f"Why: {why}", LINE) if why else "")


def _count(answer: RelatedAnswer, page: int, shown: int, total: int) -> str:
    """ "2 of 2 podcasts. 6 more in other formats." in small print."""
    counted = f"{place(page, shown, total)} {plural(answer.kind, total)}." if total else ""
    more = answer.other_formats if answer.kind else 0
    others = f"{more:,} {'more ' if total else ''}in other formats." if more > 0 else ""
    return f"-# {counted} {others}".replace("-#  ", "-# ").rstrip() if counted or others else ""


def _within(answer: RelatedAnswer) -> str:
    if not answer.minutes:
        return ""
    within = f"-# Only what takes {answer.minutes:,} minutes or less."
    if answer.longer <= 0:
        return within
    longer = "takes longer, or does" if answer.longer == 1 else "take longer, or do"
    return f"{within} {answer.longer:,} more {longer} not say how long."


def _buttons(answer: RelatedAnswer, here: Action, total: int, shared_by: str | None) -> ui.ActionRow[Card] | None:
    if answer.source is None:  # a text has no number to find it by again: what is shared is the card as it stands
        return row(button("Share", Action(Verb.SHARE, extra="copy")) if shared_by is None else None)
    everything = (
        button("All formats", Action(Verb.RELATED, here.id, extra=narrowing(None, answer.minutes)))
        if answer.kind
        else None
    )
    pages = turning(here, page_count(total))
    return row(everything, *pages, share_button(here, shared_by))


def _people(people: tuple[Expert, ...]) -> list[str | ui.Section[Card]]:
    rows: list[str | ui.Section[Card]] = []
    for expert in unique(people, lambda person: person.id)[:PEOPLE_SHOWN]:
        about = button("About", Action(Verb.PERSON, expert.id))
        receipt = f"\nWrote {title(expert.pieces[0], 60)}" if expert.pieces else ""
        text = f"**{line(expert.name, 50) or 'Unnamed'}** {line(expert.role, 50)}".rstrip() + receipt
        rows.append(ui.Section(text, accessory=about) if about else text)
    return ["**People to ask**", *rows] if rows else []


def kind_of(extra: str) -> Kind | None:
    """The kind that the id of a RELATED or PERSON button names; None for all formats."""
    return Kind(extra) if extra in set(Kind) else None


def narrowing(kind: Kind | None, minutes: int | None) -> str:
    """What narrows a list of suggestions, for the id of a RELATED button: "podcast", "podcast.30", ".30" or ""."""
    return f"{kind.value if kind else ''}{f'.{minutes}' if minutes else ''}"


def narrowed_by(extra: str) -> tuple[Kind | None, int | None]:
    """The kind and the minutes that such an id names; None for all."""
    kind, _, minutes = extra.partition(".")
    return kind_of(kind), int(minutes) if minutes.isdecimal() else None
