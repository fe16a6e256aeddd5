"""When a piece is the one that an entry known from a "More from …" block stood for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from bot.domain.article import Draft, Kind, opening_words
from bot.domain.dates import days_between
from bot.domain.duplicates import titles_agree, tokens
from bot.domain.text import fold

SURE = 0.5
_TEASER_LABEL = re.compile(
    r"^\W*(?:executive summary|introduction|abstract|summary|[ivx]{1,4}\.(?=\s)|"
    r"this (?:article|piece|commentary|essay) was originally published (?:in|by|on) [^.]{2,60}\.)\s*",
    re.IGNORECASE,
)
_SURE_TEASER = 8  # words of a beginning that no two pieces share by chance
_DAYS_APART = 7  # a listing may carry the day of the outlet, the page its own


class Known(Protocol):
    """What is asked of an entry: a `Brief`, or anything with its fields."""

    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def deck(self) -> str: ...
    @property
    def published(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def outlet(self) -> str: ...


def takes_over(listing: Known, draft: Draft) -> float:
    """How surely a draft is the piece that a listing stood for, 0..1; from `SURE` up it takes its place.

    A listing's deck is its teaser: the beginning of the piece's body or deck, cut after about 175 characters. A
    shared beginning is proof; a shared title is proof only when kind, people and date don't say otherwise.
    """
    if _starts_with_teaser(listing.deck, draft):
        return 1.0
    same = _same_title(listing, draft)
    if not same or not _may_be_one(listing, draft):
        return 0.0
    people = _shared_people(listing.authors, draft.authors + draft.participants)
    days = days_between(listing.published, draft.published)
    return min(1.0, same + (0.2 if people else 0.0) + (0.1 if days is not None else 0.0))


def _starts_with_teaser(teaser: str, draft: Draft) -> bool:
    cut = re.search(r"(?:\.\.\.+|…|\[…\]|\[\.\.\.\])\s*$", teaser)
    wanted = tokens(_TEASER_LABEL.sub("", teaser))
    if cut and not re.search(r"[.!?]\s*(?:\.\.\.|…)\s*$", teaser):
        wanted = wanted[:-1]  # the last word may be cut in its middle
    if len(wanted) < _SURE_TEASER:
        return False
    openings = [draft.deck, draft.text[:2000], *draft.body[1:4]]
    return any(tokens(_TEASER_LABEL.sub("", opening[:2000]))[: len(wanted)] == wanted for opening in openings)


def _same_title(listing: Known, draft: Draft) -> float:
    if listing.title == opening_words(listing.deck):  # no title of its own
        return 0.0
    theirs, ours = tokens(listing.title), tokens(draft.title)
    if not theirs or not ours:
        return 0.0
    if theirs == ours:
        return 0.7
    # One of the two carries the subtitle as well; alone that is not enough, with a shared author it is.
    return 0.4 if titles_agree(theirs, ours) else 0.0


def _may_be_one(listing: Known, draft: Draft) -> bool:
    named = {listing.kind, draft.kind} - {None, Kind.OTHER}
    days = days_between(listing.published, draft.published)
    people = draft.authors + draft.participants
    outlets = {fold(outlet) for outlet in (listing.outlet, draft.outlet) if outlet}
    return (
        len(named) < 2
        and (days is None or days <= _DAYS_APART)
        and (not listing.authors or not people or _shared_people(listing.authors, people))
        and len(outlets) < 2
    )


def _shared_people(some: Sequence[str], others: Sequence[str]) -> bool:
    return not {fold(name) for name in some}.isdisjoint(fold(name) for name in others)
