"""When a piece is the one that an entry known from a "More from …" block stood for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from rapidfuzz import fuzz

from bot.domain.article import Completeness, Draft, Kind, opening_words
from bot.domain.dates import days_between
from bot.domain.duplicates import numbered_apart, title_words, titles_agree, tokens
from bot.domain.text import fold, word_set

SURE = 0.5
_TEASER_LABEL = re.compile(
    r"^\W*(?:executive summary|introduction|abstract|summary|[ivx]{1,4}\.(?=\s)|"
    r"this (?:article|piece|commentary|essay) was originally published (?:in|by|on) [^.]{2,60}\.)\s*",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\.\.\.+|…|\[…\]|\[\.\.\.\])\s*$")
_CUT_AFTER_SENTENCE = re.compile(r"[.!?]\s*(?:\.\.\.|…)\s*$")
_SURE_TEASER = 8  # words of a beginning that no two pieces share by chance
_ALIKE = 97  # percent of the letters: a slip or two in a teaser, but no other name in it
_SURE_TITLE = 5  # words of a title that no other piece bears; shorter ones are also names of series
_BEGINNINGS = 4  # paragraphs with which the text proper may begin: notes and labels stand before it
_DAYS_APART = 5  # a listing may carry the day of the outlet, the page its own
_HEARD_OR_SEEN = frozenset({Kind.PODCAST, Kind.VIDEO, Kind.EVENT, Kind.TRANSCRIPT})
_ADDED = re.compile(
    r"\(.*?\)|[“\"‘'].*?[”\"’'](?=\s)|,.*$|\b(?:jr|sr|ii|iii|iv|ret|usa|usn|usaf|usmc|ph\.?d|md)\b\.?", re.IGNORECASE
)
_RANKS = word_set(
    """dr prof professor mr ms mrs sir hon the col colonel lt gen general maj major capt captain cmdr adm admiral vice
    rear brig sgt sen senator rep congressman congresswoman gov amb ambassador secretary"""
)
# Nicknames that begin with another letter than the name they stand for.
_FORMAL = {
    **{"bob": "robert", "bobby": "robert", "bill": "william", "billy": "william", "dick": "richard", "ted": "edward"},
    **{"jack": "john", "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "hank": "henry"},
    **{"tony": "anthony", "gene": "eugene", "drew": "andrew", "peggy": "margaret", "sandy": "alexander"},
}


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
    shared beginning is proof unless the titles are those of two parts of a series; a shared title is proof only
    when kind, people and date don't say otherwise.
    """
    title, theirs = title_words(_own_title(listing)), title_words(draft.title)
    if _are_parts(_own_title(listing), draft.title):
        return 0.0
    begins = _begins_so(listing, draft)
    if begins:
        return 1.0
    if not titles_agree(title, theirs) or not _may_be_one(listing, draft):
        return 0.0
    days = days_between(listing.published, draft.published)
    if title == theirs:
        # Another teaser under the name of a series is another week's.
        series = begins is False and len(title) < _SURE_TITLE and (days is None or days > 1)
        return 0.0 if series else 0.8
    # One of the two carries the subtitle as well; that is enough with a shared author, if the teaser is not another.
    people = _shared_people(listing.authors, draft.authors + draft.participants)
    return 0.6 if people and (begins is None or (days is not None and days <= 1)) else 0.0


def is_same_listing(known: Draft, listed: Draft) -> bool:
    """Whether two blocks list the same piece: one teaser is the beginning of the other, whatever its length."""
    titles = _own_title(known), _own_title(listed)
    if (
        known.completeness is not Completeness.LISTING
        or _are_parts(*titles)
        or numbered_apart(*map(title_words, titles))
    ):
        return False
    shorter, longer = sorted((_teaser(draft.deck) for draft in (known, listed)), key=len)
    return len(shorter) >= _SURE_TEASER and longer[: len(shorter)] == shorter


def enriched(known: Draft, listed: Draft) -> Draft:
    """An entry known from a block, with what another block tells of the same piece beside it."""
    title = known.title if _own_title(known) else _own_title(listed) or known.title
    told = {
        name: getattr(listed, name)
        for name in ("kind", "deck", "published", "authors", "outlet", "url", "tags")
        if not getattr(known, name) or (name == "kind" and known.kind is Kind.OTHER and listed.kind)
    }
    return replace(known, title=title, **told)


def _own_title(entry: Known | Draft) -> str:
    """The title, "" when the teaser's first words stand in for it."""
    return "" if entry.title == opening_words(entry.deck) else entry.title


def _teaser(text: str, title: str = "") -> list[str]:
    """A teaser's words without its label, the title glued to it and the word that was cut in its middle."""
    if title and fold(text).startswith(fold(title)):
        text = fold(text)[len(fold(title)) :]
    words = tokens(_TEASER_LABEL.sub("", text))
    return words[:-1] if _CUT.search(text) and not _CUT_AFTER_SENTENCE.search(text) else words


def _begins_so(listing: Known, draft: Draft) -> bool | None:
    """Whether the piece begins as the teaser does; None when one of them says too little to tell."""
    glued = listing.title if len(listing.title) > len(draft.title) else ""
    wanted = max((_teaser(text, draft.title) for text in (listing.deck, glued)), key=len)
    if len(wanted) < _SURE_TEASER or not (draft.body or draft.deck):
        return None
    return any(_are_alike(wanted, begun[: len(wanted)]) for begun in _beginnings(draft))


def _beginnings(draft: Draft) -> Iterator[list[str]]:
    texts = [draft.deck, *("\n\n".join(draft.body[at:])[:2000] for at in range(min(_BEGINNINGS, len(draft.body))))]
    return (tokens(_TEASER_LABEL.sub("", text[:2000])) for text in texts)


def _are_alike(wanted: Sequence[str], begun: Sequence[str]) -> bool:
    if len(begun) < len(wanted):
        return False
    return wanted == begun or fuzz.ratio(" ".join(wanted), " ".join(begun)) >= _ALIKE


def _are_parts(one: str, other: str) -> bool:
    """Whether two titles are of one series: "Sanctions by the Numbers: Iran" and "… Cuba", "Part 1" and "Part 2"."""
    if numbered_apart(title_words(one), title_words(other)):
        return True
    (head, colon, _), (head2, colon2, _) = one.partition(":"), other.partition(":")
    series = bool(colon and colon2) and tokens(head) == tokens(head2)
    return series and not titles_agree(title_words(one), title_words(other))


def _may_be_one(listing: Known, draft: Draft) -> bool:
    days = days_between(listing.published, draft.published)
    people = draft.authors + draft.participants
    known = _shared_people(listing.authors, people)
    outlets = {fold(outlet) for outlet in (listing.outlet, draft.outlet) if outlet}
    return (
        _may_be_one_kind(listing.kind, draft.kind, known)
        and (days is None or days <= _DAYS_APART)
        and (not listing.authors or not people or known)
        and (len(outlets) < 2 or known)
    )


def _may_be_one_kind(one: Kind, other: Kind | None, people: bool) -> bool:
    """What is read is called commentary here and a report there; what is heard or seen is something else."""
    named = {one, other} - {None, Kind.OTHER}
    return len(named) < 2 or (people and named.isdisjoint(_HEARD_OR_SEEN))


def _shared_people(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of them may be the same person: first names come as initials and nicknames, ranks before them."""
    return not set(map(_person, some)).isdisjoint(map(_person, others))


def _person(name: str) -> tuple[str, str]:
    """The surname, and the letter with which the first name begins."""
    words = [word for word in tokens(_ADDED.sub("", name)) if word not in _RANKS]
    if not words:
        return fold(name), ""
    return words[-1], _FORMAL.get(words[0], words[0])[0] if len(words) > 1 else ""
