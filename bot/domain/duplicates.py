"""When two texts are the same piece: near-duplicates and exact contents.

Candidates are found by sampled four-word shingles: hashes divisible by 8 are kept, so that an excerpt shares a part of
its sample with its full text. The two texts are then laid side by side, which tells the same piece from another one
under the same boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from bot.domain.article import Draft
from bot.domain.dates import days_between
from bot.domain.overlap import overlap
from bot.domain.text import fold

THRESHOLD = 0.64  # of the shorter text
_SIZE = 4  # words in a shingle
SAMPLE = 8  # one hash in so many is kept
CANDIDATE = 0.12  # of the smaller sample, from which two texts are worth laying side by side
_LAID = 8  # pieces that one is laid beside
_LEAST = 12  # fewer shared words are a turn of phrase, not a piece
_LITTLE = 80  # fewer shared words prove nothing when title, people or date speak against it
_QUOTED = 300  # the same of words that stand inside the longer text: it may bring them among others
_OPENING = 30  # words before the shared part within which it still is the beginning
_DAYS_APART = 31

# Scripts written without spaces count by character, everything else by word.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010]\n(?=[a-z])")  # a word at the end of a line
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def tokens(text: str) -> list[str]:
    """The folded words of a text, without apostrophes; in scripts without spaces its characters."""
    return _TOKEN.findall(fold(text).replace("'", ""))


def shingles(text: str) -> frozenset[int]:
    """The sampled hashes of a text's four-word runs: stable, signed 64-bit numbers, as SQLite keeps them."""
    words = tokens(text)
    if not words:
        return frozenset()
    windows = zip(*(words[start:] for start in range(_SIZE)), strict=False)
    runs = map(" ".join, windows) if len(words) >= _SIZE else (" ".join(words),)
    digests = (blake2b(run.encode(), digest_size=8).digest() for run in runs)
    # The last bits tell whether a number is divisible; only those that are become numbers.
    return frozenset(int.from_bytes(one, "big", signed=True) for one in digests if one[-1] % SAMPLE == 0)


def containment(shared: int, one: int, other: int) -> float:
    """The share of the smaller of two samples that is in the larger one, 0..1, from the three counts."""
    smaller = min(one, other)
    return shared / smaller if smaller else 0.0


def likeliest(sharing: Mapping[int, tuple[int, int]], own: int) -> list[int]:
    """The few pieces that are worth laying beside one with so many hashes, the likeliest first.

    `sharing` holds of each piece how many hashes it shares and how many it has.
    """
    shares = {number: containment(shared, total, own) for number, (shared, total) in sharing.items()}
    near = [number for number, share in shares.items() if share >= CANDIDATE]
    return sorted(near, key=lambda number: (-shares[number], -sharing[number][0], number))[:_LAID]


def sameness(one: Draft, other: Draft) -> float:
    """How much of the shorter text is the longer one's, 0..1, and 0 when they are different pieces.

    Two readings of one piece: retyped, reformatted, corrected, or an excerpt and its full text. Where they share
    little, what is known of the two must not speak against it. A beginning counts a little more than a middle.
    """
    if numbered_apart(tokens(one.title), tokens(other.title)):
        return 0.0
    laid = overlap(*(tokens(_INVISIBLE.sub("", _DIVIDED.sub("", draft.text))) for draft in (one, other)))
    if laid.shared < _LEAST or laid.share < THRESHOLD or laid.is_other_edition:
        return 0.0
    inside = laid.start > _OPENING
    if laid.shared < (_QUOTED if inside else _LITTLE) and _told_apart(one, other):
        return 0.0
    if inside and laid.shared < _LITTLE and not _vouched(one, other):
        return 0.0
    return laid.share * (1.0 if laid.start <= _OPENING else 0.95)


def content_hash(draft: Draft) -> str:
    """The same 32 hex digits for the same title and words, whatever the line breaks, quotes, case and spaces."""
    told = (draft.title, *(draft.body or (draft.deck, *draft.authors, draft.published)))
    return blake2b(" ".join(tokens(" ".join(told))).encode(), digest_size=16).hexdigest()


def title_words(title: str) -> list[str]:
    """A title as its tokens, without the "and" that others write as "&"."""
    return [word for word in tokens(title) if word != "and"]


def titles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles, as tokens, are the same, or one of them the other without its subtitle."""
    shorter, longer = sorted((list(one), list(other)), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter) >= 3 and longer[: len(shorter)] == shorter))


def numbered_apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles, as tokens, differ in their numbers alone: "Budgets in 2022" and "Budgets in 2023"."""
    bare = [[word for word in words if not word.isdecimal()] for words in (one, other)]
    return list(one) != list(other) and len(one) == len(other) and bare[0] == bare[1]


def _told_apart(one: Draft, other: Draft) -> bool:
    """Whether the titles differ, and the people, the days or the recordings as well."""
    if _same_title(one, other):
        return False
    people, others = _people(one), _people(other)
    days = days_between(one.published, other.published)
    return (
        bool(people and others and people.isdisjoint(others))
        or (days is not None and days > _DAYS_APART)
        or bool(one.audio_url and other.audio_url and one.audio_url != other.audio_url)
    )


def _vouched(one: Draft, other: Draft) -> bool:
    return _same_title(one, other) or not _people(one).isdisjoint(_people(other))


def _same_title(one: Draft, other: Draft) -> bool:
    return titles_agree(title_words(one.title), title_words(other.title))


def _people(draft: Draft) -> set[str]:
    return {fold(name) for name in (*draft.authors, *draft.participants)}
