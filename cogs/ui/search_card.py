"""The card of search results, or of the newest pieces when nothing was asked."""

from __future__ import annotations

from bot.domain.answers import SearchAnswer
from cogs.ui.buttons import Action, Verb, share_button
from cogs.ui.empty import nothing_on, suggest_button
from cogs.ui.limits import Card, fit, line, row
from cogs.ui.pages import place, turning
from cogs.ui.rows import LINE, piece_row, unique
from cogs.ui.share import shared_line


def search_card(answer: SearchAnswer, *, shared_by: str | None = None, can_suggest: bool = False) -> Card:
    """One page of results with the passages that matched."""
    here = Action(Verb.SEARCH, page=answer.page, extra=answer.state)
    hits = unique(answer.hits, lambda hit: hit.piece.id)[:5]
    turn = turning(here, answer.pages)
    if hits:
        body = [piece_row(hit.piece, line(hit.snippet, LINE)) for hit in hits]
        count = f"-# {place(answer.page, len(hits), answer.total)}.{_unreachable(here, answer.pages)}"
        buttons = row(*turn, share_button(here, shared_by))
    else:
        body = []
        count = _nothing(answer)
        buttons = row(suggest_button(answer.query, can_suggest))
    return fit(_heading(answer), *body, count, buttons, shared_line(shared_by))


def _heading(answer: SearchAnswer) -> str:
    query, corrected, filters = line(answer.query, 200), line(answer.corrected, 200), line(answer.filters, 200)
    heading = f'## Results for "{query}"' if query else "## Newest pieces"
    notes = [f'Showing results for "{corrected}".' if corrected else "", f"Only {filters}." if filters else ""]
    return "\n".join([heading, *(f"-# {note}" for note in notes if note)])


def _nothing(answer: SearchAnswer) -> str:
    if not answer.filters:
        return nothing_on(answer.query, answer.closest)
    asked = line(answer.query, 200)
    what = f"Nothing on *{asked}*" if asked else "Nothing"
    return f"{what} in this library is within these limits. Ask with fewer of them, or ask a curator to add it."


def _unreachable(here: Action, pages: int) -> str:
    """What to do about further pages when the question is too long for a button to carry."""
    if pages < 2 or here.fits:
        return ""
    return " A shorter query can be turned page by page."
