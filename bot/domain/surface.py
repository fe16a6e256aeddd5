"""Stems made readable again: the words of a text that stand for them, as the text writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from math import sqrt

from bot.domain.bag import parts
from bot.domain.text import fold, stem

_WORD = re.compile(r"([^\W_]+(?:['’.\-][^\W_]+)*)")
_POSSESSIVE = re.compile(r"['’]s$")
ONE_NAME = 0.5  # of all their places: two words that stand side by side in more of them are one name

Pair = tuple[str, str]  # stems, the second right after the first
Place = tuple[str, str, int, int]  # stem, written form, start and end in the text


class Surfaces:
    """How some texts write the words of some stems."""

    def __init__(self, names: Collection[str], *texts: str) -> None:
        self._forms: dict[str, dict[str, int]] = {}
        together: Counter[Pair] = Counter()
        for text in texts:
            places = list(_places(text, names))
            for name, form, _, _ in places:
                forms = self._forms.setdefault(name, {})
                forms[form] = forms.get(form, 0) + 1
            # Side by side: nothing but one sign, a space or a hyphen, in between.
            together.update((one[0], two[0]) for one, two in pairwise(places) if two[2] - one[3] == 1)
        self._names = {
            pair: bond for pair, count in together.items() if count > 1 and (bond := self._bond(pair, count)) > ONE_NAME
        }
        self._chosen: dict[str, str] = {}

    def form(self, name: str) -> str:
        """The usual form of a stem; a capital that is only a sentence's or a title's does not count."""
        if name not in self._chosen:
            forms = self._forms.get(name, {name: 1})
            plain = [form for form in forms if not form.istitle() or form.lower() not in forms]
            self._chosen[name] = min(plain, key=lambda form: (-forms[form], form))
        return self._chosen[name]

    def phrases(self, names: Sequence[str]) -> tuple[str, ...]:
        """The stems as words, in their order; the two words of a name ("North", "Korea") come together."""
        found = {name: self.form(name) for name in names}
        free = set(names)
        pairs = [pair for pair in self._names if free.issuperset(pair)]
        for pair in sorted(pairs, key=lambda pair: (-self._names[pair], pair)):
            if free.issuperset(pair):
                stands, goes = sorted(pair, key=names.index)
                found[stands] = " ".join(map(self.form, pair))
                del found[goes]
                free.difference_update(pair)
        return tuple(found.values())

    def _bond(self, pair: Pair, together: int) -> float:
        """The share of the two words' places where the second follows the first at once."""
        places = [sum(self._forms[name].values()) for name in pair]
        return together / sqrt(places[0] * places[1])


def _places(text: str, names: Collection[str]) -> Iterator[Place]:
    """Each word of these stems, in order, compounds taken apart as in the index."""
    pieces = _WORD.split(text)  # what lies between the words, and the words
    words, starts = pieces[1::2], islice(accumulate(map(len, pieces), initial=0), 1, None, 2)
    told = [word for word in set(words) if "-" in word or _stem(word) in names]
    wanted = {word: places for word in told if (places := _inside(word, names))}
    for word, start in zip(words, starts, strict=False):
        if word in wanted:
            for name, form, first, end in wanted[word]:
                yield name, form, start + first, start + end


def _inside(word: str, names: Collection[str]) -> list[Place]:
    """The places of the stems in a word as it is written, or in the parts of a compound, counted from its start."""
    forms = word.split("-")
    forms, stems = (forms, map(_stem, forms)) if len(parts(word)) > 1 else ([word], map(_stem, ["".join(forms)]))
    starts = accumulate([len(form) + 1 for form in forms], initial=0)
    found = zip(stems, forms, starts, strict=False)
    return [(name, _POSSESSIVE.sub("", form), start, start + len(form)) for name, form, start in found if name in names]


def _stem(form: str) -> str:
    return stem(form.lower() if form.isascii() else fold(form))
