"""The word a person meant, when the library does not know the one they typed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.domain.postings import Lexicon, Numbers

SHORTEST = 4  # below four letters nearly every word is one slip away from another
LONG = 8  # from eight letters on two slips still leave a word recognisable


def letters(word: str) -> int:
    """Which letters a word has, as bits; one slip changes at most two of them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return bits


def described(words: Sequence[str]) -> tuple[NDArray[np.uint8], Numbers]:
    """The lengths (at most 255) and letters of words, for a Lexicon."""
    lengths = np.fromiter((min(len(word), 255) for word in words), np.uint8, len(words))
    return lengths, np.fromiter(map(letters, words), np.uint32, len(words))


def slips_allowed(word: str) -> int:
    """How many letters of a word may be wrong: 0, 1 or 2. Words with digits are names (F-35) and stay."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


def nearest(word: str, lexicon: Lexicon) -> str | None:
    """The word of the library that was most likely meant, or None when none is near enough.

    The fewest slips (a letter replaced, dropped, added, or swapped with its neighbour) win; then the same first
    letter, then the word that more pieces say, then the alphabet. People rarely get the first letter wrong: in a
    short word it must be right, or swapped with the second, so that "near" is not taken for "dear".
    """
    slips = slips_allowed(word)
    if not slips:
        return None
    near = np.abs(lexicon.lengths.astype(np.int16) - len(word)) <= slips
    near &= np.bitwise_count(lexicon.letters ^ np.uint32(letters(word))) <= 2 * slips
    near &= lexicon.pieces > 0
    candidates: list[tuple[int, bool, int, str]] = []
    for place in np.flatnonzero(near).tolist():
        known = lexicon.words[place]
        if slips == 1 and known[0] not in word[:2]:
            continue
        distance = OSA.distance(word, known, score_cutoff=slips)
        if distance <= slips:
            candidates.append((distance, known[0] != word[0], -int(lexicon.pieces[place]), known))
    return min(candidates)[-1] if candidates else None
