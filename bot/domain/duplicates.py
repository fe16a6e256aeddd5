"""When two texts are the same piece: near-duplicates, exact contents, and the piece a listing stood for.

Near-duplicates are found by sampled four-word shingles: hashes divisible by 8 are kept, and two pieces are the
same when half of the smaller sample is in the larger one (an excerpt is contained in its full text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import Protocol

from bot.domain.article import Draft, Kind, opening_words
from bot.domain.text import fold

THRESHOLD = 0.5
_SIZE = 4  # words in a shingle
_SAMPLE = 8  # one hash in so many is kept
LEAST_SHARED = 3  # fewer shared shingles are a turn of phrase, not a piece

# Scripts written without spaces count by character, everything else by word.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_TEASER_LABEL = re.compile(
    r"^\W*(?:executive summary|introduction|abstract|summary|[ivx]{1,4}\.(?=\s)|"
    r"this (?:article|piece|commentary|essay) was originally published (?:in|by|on) [^.]{2,60}\.)\s*",
    re.IGNORECASE,
)
_SURE_TEASER = 8  # words of a beginning that no two pieces share by chance
_SURE_PART = 12  # words in a row that two pieces of one title share only when one is the other's excerpt
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


def shingles(text: str) -> frozenset[int]:
    """The sampled hashes of a text's four-word runs: stable, signed 64-bit numbers, as SQLite keeps them."""
    tokens = _tokens(text)
    if not tokens:
        return frozenset()
    windows = zip(*(tokens[start:] for start in range(_SIZE)), strict=False)
    runs = map(" ".join, windows) if len(tokens) >= _SIZE else (" ".join(tokens),)
    digests = (blake2b(run.encode(), digest_size=8).digest() for run in runs)
    # The last bits tell whether a number is divisible; only those that are become numbers.
    return frozenset(int.from_bytes(one, "big", signed=True) for one in digests if one[-1] % _SAMPLE == 0)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller sample that is in the larger one, 0..1."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def is_near_duplicate(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two texts of these shingles are one piece: retyped, reformatted, or an excerpt and its full text."""
    return len(a & b) >= LEAST_SHARED and containment(a, b) >= THRESHOLD


def holds(text: str, part: str) -> bool:
    """Whether a text holds another word for word, in a row; a turn of phrase is not enough."""
    wanted = _tokens(part)
    return len(wanted) >= _SURE_PART and f" {' '.join(wanted)} " in f" {' '.join(_tokens(text))} "


def content_hash(draft: Draft) -> str:
    """The same 32 hex digits for the same title and words, whatever the line breaks, quotes, case and spaces."""
    told = (draft.title, *(draft.body or (draft.deck, *draft.authors, draft.published)))
    return blake2b(" ".join(_tokens(" ".join(told))).encode(), digest_size=16).hexdigest()


def takes_over(listing: Known, draft: Draft) -> float:
    """How surely a draft is the piece that a listing stood for, 0..1; from `THRESHOLD` up it takes its place.

    A listing's deck is its teaser: the beginning of the piece's body or deck, cut after about 175 characters. A
    shared beginning is proof; a shared title is proof only when kind, people and date don't say otherwise.
    """
    if _starts_with_teaser(listing.deck, draft):
        return 1.0
    same = _same_title(listing, draft)
    if not same or not _may_be_one(listing, draft):
        return 0.0
    people = _shared_people(listing.authors, draft.authors + draft.participants)
    days = _days_between(listing.published, draft.published)
    return min(1.0, same + (0.2 if people else 0.0) + (0.1 if days is not None else 0.0))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(fold(text).replace("'", ""))


def _starts_with_teaser(teaser: str, draft: Draft) -> bool:
    cut = re.search(r"(?:\.\.\.+|…|\[…\]|\[\.\.\.\])\s*$", teaser)
    wanted = _tokens(_TEASER_LABEL.sub("", teaser))
    if cut and not re.search(r"[.!?]\s*(?:\.\.\.|…)\s*$", teaser):
        wanted = wanted[:-1]  # the last word may be cut in its middle
    if len(wanted) < _SURE_TEASER:
        return False
    openings = [draft.deck, draft.text[:2000], *draft.body[1:4]]
    return any(_tokens(_TEASER_LABEL.sub("", opening[:2000]))[: len(wanted)] == wanted for opening in openings)


def _same_title(listing: Known, draft: Draft) -> float:
    if listing.title == opening_words(listing.deck):  # no title of its own
        return 0.0
    theirs, ours = _tokens(listing.title), _tokens(draft.title)
    if not theirs or not ours:
        return 0.0
    if theirs == ours:
        return 0.7
    shorter, longer = sorted((theirs, ours), key=len)
    # One of the two carries the subtitle as well; alone that is not enough, with a shared author it is.
    return 0.4 if len(shorter) >= 3 and longer[: len(shorter)] == shorter else 0.0


def _may_be_one(listing: Known, draft: Draft) -> bool:
    named = {listing.kind, draft.kind} - {None, Kind.OTHER}
    days = _days_between(listing.published, draft.published)
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


def _days_between(one: str, other: str) -> int | None:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return None
