"""A text as counted words: what search, relations and spelling know of a piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.domain.text import STOP_WORDS, stem, words

TITLE_WEIGHT = 3  # a title word says three times what a body word says of a piece's subject
MAX_COUNT = 65_535  # counts are kept in 16 bits; beyond it, more of the same says nothing


def tokens(text: str) -> list[str]:
    """The folded words of a text that carry meaning, in order, compounds taken apart."""
    return [part for word in words(text) for part in _told(word)]


def _told(word: str) -> Sequence[str]:
    if "-" in word:
        return [part for part in parts(word) if carries_meaning(part)]
    return (word,) if carries_meaning(word) else ()


def parts(compound: str) -> list[str]:
    """The words of a compound with hyphens: "China-based" is found by "China", and "F-35" is the word "F35"."""
    found = compound.split("-")
    return found if min(map(len, found)) > 1 else ["".join(found)]


def carries_meaning(word: str) -> bool:
    """Whether a folded word says something of a text's subject."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def bag(title: str, text: str) -> dict[str, int]:
    """word → how often a piece says it, the words of its title counted `TITLE_WEIGHT` times."""
    found: dict[str, int] = {}
    for told, weight in ((text, 1), (title, TITLE_WEIGHT)):
        for word, count in Counter(words(told)).items():
            for part in _told(word):
                found[part] = found.get(part, 0) + weight * count
    return {word: min(count, MAX_COUNT) for word, count in found.items()}


def stemmed(counts: dict[str, int]) -> dict[str, int]:
    """The same by stem: "sanctions" and "sanctioned" count together."""
    found: dict[str, int] = {}
    for word, count in counts.items():
        name = stem(word)
        found[name] = found.get(name, 0) + count
    return {name: min(count, MAX_COUNT) for name, count in found.items()}
