"""Maps a piece to a server's topic list by the names and aliases that its text uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from bot.domain.article import Topic
from bot.domain.text import SPACELESS, fold, unspaced, without_particle, word_count

# One mention in about so many words makes half of a topic's full weight; a passing mention stays under the floor.
WORDS_PER_MENTION = 150
FLOOR = 0.3
TITLED = 0.8  # what a topic named in the title weighs at least

_TRUST = ["curator", "page", "extracted"]  # whose word a topic is, the most trusted first
_LONGEST_ACRONYM = 5
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&][^\W_]+)*")
_UNSPACED_TOKEN = re.compile(  # in scripts without spaces each character is one: a name is found inside any run
    rf"(?:[^\W\d_]\.){{2,}}|[{SPACELESS}]|[^\W_{SPACELESS}]+(?:['’&][^\W_{SPACELESS}]+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word without plural or possessive ending, and whether it is written in capitals throughout."""

    base: str
    capitals: bool


@dataclass(frozen=True, slots=True)
class _Alias:
    """A name of a topic as the words that must follow one another."""

    topic: str
    tokens: tuple[_Token, ...]

    def matches(self, text: Sequence[_Token], at: int) -> bool:
        return len(self.tokens) <= len(text) - at and all(
            wanted.base == text[at + place].base and (text[at + place].capitals or not wanted.capitals)
            for place, wanted in enumerate(self.tokens)
        )


class TopicIndex:
    """A server's topics with their aliases, ready to be looked up and found in texts.

    Names match whole words, whatever their case, accents and number ("Export control" = "export controls");
    short names in capitals ("AI", "UN") match capitals only. Of names that overlap the longest counts, so that
    "South China Sea" is no mention of China.
    """

    def __init__(self, topics: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, str] = {}
        self._aliases: dict[str, list[_Alias]] = {}
        for topic in topics:  # a topic's own name wins over another's alias
            self._names.setdefault(_key(topic), topic)
        for topic, aliases in topics.items():
            for name in (topic, *aliases):
                self._names.setdefault(_key(name), topic)
                self._add(_Alias(topic, tuple(_tokens(name))))
        for known in self._aliases.values():
            known.sort(key=lambda alias: -len(alias.tokens))

    def canonical(self, name: str) -> str | None:
        """The topic that a name, an alias or a tag means ("dprk" → "North Korea"), or None."""
        return self._names.get(_key(name))

    def mentions(self, text: str) -> list[str]:
        """The topic of each mention in a text, in order."""
        tokens = _tokens_of(text) if self._aliases else ()
        found, free = [], 0  # the first place behind the name found last
        for at, token in enumerate(tokens):
            if token.base in self._aliases and at >= free:
                alias = next((alias for alias in self._aliases[token.base] if alias.matches(tokens, at)), None)
                if alias:
                    found.append(alias.topic)
                    free = at + len(alias.tokens)
        return found

    def match(self, text: str, title: str = "") -> list[Topic]:
        """The topics a text is about, the weightiest first; weights lie in 0..1, origin is "extracted"."""
        in_title, mentioned = self.mentions(title), self.mentions(text)
        titled = set(in_title)
        expected = max(1.0, word_count(text) / WORDS_PER_MENTION)
        weights = {}
        for topic in dict.fromkeys([*in_title, *mentioned]):
            count = mentioned.count(topic)
            weight = count / (count + expected)
            weights[topic] = TITLED + (1 - TITLED) * weight if topic in titled else weight
        kept = [(topic, weight) for topic, weight in weights.items() if weight >= FLOOR]
        return [Topic(topic, round(weight, 4)) for topic, weight in sorted(kept, key=lambda one: (-one[1], one[0]))]

    def _add(self, alias: _Alias) -> None:
        if not alias.tokens:
            return
        *head, last = alias.tokens
        for form in (last, *_adjectives(last)):
            first = head[0] if head else form
            self._aliases.setdefault(first.base, []).append(_Alias(alias.topic, (*head, form)))


def topic_index(topics: Mapping[str, Sequence[str]]) -> TopicIndex:
    """The index of a list; that of a list asked for again is at hand."""
    return _index(tuple((name, tuple(aliases)) for name, aliases in topics.items()))


@lru_cache(maxsize=16)
def _index(topics: tuple[tuple[str, tuple[str, ...]], ...]) -> TopicIndex:
    return TopicIndex(dict(topics))


def match_topics(text: str, title: str, topics: Mapping[str, Sequence[str]]) -> list[Topic]:
    """The topics of a list (name → aliases) that a text is about, the weightiest first."""
    return TopicIndex(topics).match(text, title)


def once(topics: Iterable[Topic], key: Callable[[Topic], Key]) -> dict[Key, Topic]:
    """What is one topic by its key, once: with the origin trusted most, and of several such the highest weight."""
    found: dict[Key, Topic] = {}
    for topic in topics:
        known = found.setdefault(key(topic), topic)
        better = _TRUST.index(topic.origin) - _TRUST.index(known.origin)
        if better < 0:
            found[key(topic)] = replace(topic, name=known.name)
        elif better == 0 and topic.weight > known.weight:
            found[key(topic)] = replace(known, weight=topic.weight)
    return found


def spellings(name: str) -> list[list[str]]:
    """For each word of a name every form in which `TopicIndex` knows it: what a text that has the name must say."""
    found: list[list[str]] = []
    tokens = list(_tokens(name))
    for place, token in enumerate(tokens, 1):
        bases = [one.base for one in (token, *(_adjectives(token) if place == len(tokens) else ()))]
        forms = [form for base in bases for form in (base, f"{base}s", f"{base}es", f"{base[:-1]}ies")]
        found.append([*forms, " ".join(token.base)] if len(token.base) <= _LONGEST_ACRONYM else forms)  # "U.S."
    return found


def _key(name: str) -> str:
    return " ".join(token.base for token in _tokens(name)) or fold(name)


@lru_cache(maxsize=4)  # one text is looked through with one list after the other
def _tokens_of(text: str) -> tuple[_Token, ...]:
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterable[_Token]:
    return map(_token, (_UNSPACED_TOKEN if unspaced(text) else _TOKEN).findall(text))


@lru_cache(maxsize=50_000)
def _token(written: str) -> _Token:
    word = _POSSESSIVE.sub("", written).replace(".", "")
    return _Token(
        _singular(without_particle(fold(word))), len(word) <= _LONGEST_ACRONYM and word.isupper() and len(word) > 1
    )


def _singular(word: str) -> str:
    """The word without a plural ending; what is left need not be a word, only the same for both numbers."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses", "zes")) else word[:-1]


def _adjectives(token: _Token) -> list[_Token]:
    """What the adjective of a country or region may look like: Korea → Korean, Japan → Japanese, China → Chinese."""
    base = token.base
    if token.capitals or len(base) < 4 or not base.isalpha():
        return []
    if base.endswith("a"):
        return [_Token(base + "n", False), _Token(base[:-1] + "ese", False)]
    if base.endswith("e"):
        return [_Token(base[:-1] + "ian", False), _Token(base + "an", False)]
    return [_Token(base + ending, False) for ending in ("ian", "ese")]
