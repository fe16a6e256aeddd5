"""Stems made readable again: the words of a text that stand for them, as the text writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from math import sqrt

from bot.domain.bag import parts
from bot.domain.text import fold, stem

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
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
    known: dict[str, list[Place]] = {}  # a word as it is written, and its places counted from its own start
    for word in _WORD.finditer(text):
        if (inside := known.get(word[0])) is None:
            inside = known[word[0]] = list(_inside(word[0], names))
        for name, form, start, end in inside:
            yield name, form, word.start() + start, word.start() + end


def _inside(word: str, names: Collection[str]) -> Iterator[Place]:
    start = 0
    for form in (word,) if "-" not in word or len(parts(word)) == 1 else word.split("-"):
        folded = (form.lower() if form.isascii() else fold(form)).replace("-", "")
        if (name := stem(folded)) in names:
            yield name, _POSSESSIVE.sub("", form), start, start + len(form)
        start += len(form) + 1
