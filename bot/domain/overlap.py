"""How much of a text stands in another, and what stands in its place where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_RUN = 4  # words in a row that are looked up
_SLIP = 8  # words of a gap that a slip, a correction or a running head may leave
_ALONE = 8  # words of a run that counts wherever it stands; shorter ones only where the text around them goes on
_STRAY = 12  # words by which the places of two runs may move against each other
_PLACES = 16  # of one run in the longer text; a refrain has no more
_EDITION = 4  # other figures in the same places from which a text is another year's


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two texts laid side by side, counted in words of the shorter one.

    `shared` words stand in the longer text, slips between them included; `swapped` ones are longer runs that
    have another long run in their place; `words` are all but short insertions. `start` is where in the longer
    text the shorter one would begin. Figures are those in shared places, `same_figures` and `other_figures`.
    """

    words: int = 0
    shared: int = 0
    swapped: int = 0
    start: int = 0
    same_figures: int = 0
    other_figures: int = 0

    @property
    def share(self) -> float:
        """0..1; what has something else in its place counts twice against it."""
        return self.shared / (self.words + self.swapped) if self.words else 0.0

    @property
    def is_other_edition(self) -> bool:
        """Whether the same sentences tell other figures: a yearly report and the next."""
        return self.other_figures >= _EDITION and 3 * self.other_figures >= self.same_figures


def overlap(one: Sequence[str], other: Sequence[str]) -> Overlap:
    """Both texts as folded words, in either order; linear in their length."""
    short, long = sorted((one, other), key=len)
    blocks = _blocks(short, long)
    if not blocks:
        return Overlap(words=len(short))
    words, shared, swapped, others = len(short), 0, 0, 0
    # An empty block before the first word and one after the last: what precedes and what follows are gaps too.
    bounds = [(0, 0, 0), *blocks, (len(short), len(long), 0)]
    for (i, j, length), (next_i, next_j, _) in pairwise(bounds):
        shared += length
        ours, theirs = short[i + length : next_i], long[j + length : next_j]
        inner = length > 0 and next_i < len(short)
        if len(ours) <= _SLIP and len(theirs) <= _SLIP and next_j >= j + length:
            shared += len(ours) if theirs else 0
            words -= 0 if theirs else len(ours)
            others += inner and _figures(ours) != _figures(theirs) and bool(_figures(ours) and _figures(theirs))
        else:
            swapped += min(len(ours), len(theirs))
    same = sum(len(_figures(short[i : i + length])) for i, _, length in blocks)
    place, there, _ = max(blocks, key=lambda block: block[2])
    return Overlap(words, shared, swapped, max(0, there - place), same, others)


def _blocks(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of the shorter text that stand in the longer one, as (place here, place there, words)."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(long) - _RUN + 1):
        known = places.setdefault(tuple(long[at : at + _RUN]), [])
        if len(known) < _PLACES:
            known.append(at)
    found: list[tuple[int, int, int]] = []
    i = expected = 0
    while i <= len(short) - _RUN:
        known = places.get(tuple(short[i : i + _RUN]), [])
        if not known:
            i += 1
            continue
        # Where the text goes on, else the nearest place.
        j = min(known, key=lambda at: (at < expected, abs(at - expected)))
        length = _RUN
        while i + length < len(short) and j + length < len(long) and short[i + length] == long[j + length]:
            length += 1
        found.append((i, j, length))
        i, expected = i + length, j + length
    return [block for at, block in enumerate(found) if block[2] >= _ALONE or _goes_on(found, at)]


def _goes_on(blocks: Sequence[tuple[int, int, int]], at: int) -> bool:
    """Whether a run stands in both texts where the run before it or after it does; else it is a turn of phrase."""
    i, j, _ = blocks[at]
    beside = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    return not beside or any(abs((j - i) - (there - here)) <= _STRAY for here, there, _ in beside)


def _figures(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.isdecimal() and len(word) > 1]
