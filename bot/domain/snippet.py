"""The lines of a text that answer a question: those that say the most of its words, as they stand there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import takewhile
from unicodedata import normalize

from bot.domain.text import SPACELESS, stem, words

SPAN = 100  # characters within which words stand together
BEFORE = 60  # characters before the first of them, for the beginning of its sentence
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\uac00-\ud7a3]")
_UNSPACED = re.compile(f"[{SPACELESS}]")
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+|[。！？｡][」』”’）]*+(?![とはがをにのもで、，])\s*|\n\s*")

Place = tuple[int, int, str]  # where a word begins and ends, and its stem


class Snippets:
    """Looks for the words of one question, in whatever form, case and accents a text has them."""

    def __init__(self, folded: Collection[str]) -> None:
        self._stems = {stem(word) for word in folded}
        self._patterns = [re.compile(_pattern(begin)) for begin in {_beginning(word, stem(word)) for word in folded}]

    def of(self, *texts: str) -> str:
        """The part of one of the texts that says the most of the words; "" when none says any."""
        best: tuple[int, str, int, int] = (0, "", 0, 0)
        for text in texts:
            said, start, end = _together(sorted(self._places(text)))
            if said > best[0]:
                best = said, text, start, end
        return _cut(*best[1:]) if best[0] else ""

    def _places(self, text: str) -> Iterator[Place]:
        plain = _plain(text)
        names: dict[str, str] = {}
        for pattern in self._patterns:
            for found in pattern.finditer(plain):
                if (name := names.get(found[0])) is None:
                    name = names[found[0]] = stem((words(found[0]) or [found[0]])[0])
                if name in self._stems and _stands_apart(plain, found.start()):
                    yield found.start(), found.end(), name


def _pattern(begin: str) -> str:
    begin = normalize("NFC", begin)
    return re.escape(begin) + ("" if _UNSPACED.match(begin) else r"(?:['.\-]?[^\W_])*")


def _stands_apart(plain: str, at: int) -> bool:
    """Whether a word begins here. (Asked of what was found, because a pattern that begins with letters is faster.)"""
    return not at or not plain[at - 1].isalnum() or bool(_UNSPACED.match(plain, at))


def _beginning(word: str, name: str) -> str:
    """How every form of a word begins: "polic" leads to "policy" and to "policies"."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    return word[:alike] or word


def _plain(text: str) -> str:
    """Lower case without accents, letter for letter in the same places."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower()[0] for char in text)
    for char in set(_BEYOND_ASCII.findall(lower)):  # Korean syllables stay whole: they can't be told from one letter
        lower = lower.replace(char, "'" if char == "’" else normalize("NFKD", char)[0])
    return lower


def _together(places: list[Place]) -> tuple[int, int, int]:
    """How many different words stand within `SPAN` characters at most, and from where to where; the first such."""
    best, first, inside = (0, 0, 0), 0, Counter[str]()
    for start, end, name in places:
        inside[name] += 1
        while end - places[first][0] > SPAN and first < len(places) - 1 and places[first][0] < start:
            gone = places[first][2]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        if len(inside) > best[0]:
            best = len(inside), places[first][0], end
    return best


def _cut(text: str, start: int, end: int) -> str:
    """The words from `start` to `end` with some before and after them, at the edges of words where there are any."""
    earliest = max(0, start - BEFORE)
    sentences = [found.end() for found in _SENTENCE.finditer(text, earliest, start)]
    if sentences or not earliest:
        begin, opening = (sentences[-1] if sentences else 0), ""
    else:
        spaced = not _UNSPACED.match(text, earliest)
        begin, opening = (start - len(text[earliest:start].partition(" ")[2]) if spaced else earliest), "…"
    stop = begin + BEFORE + SPAN
    if stop < len(text) and not _UNSPACED.match(text, stop):
        stop = max(end, begin + len(text[begin:stop].rpartition(" ")[0]))
    closing = "…" if stop < len(text.rstrip()) else ""
    return opening + " ".join(text[begin:stop].split()) + closing
