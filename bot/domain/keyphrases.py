"""Key phrases of a text: what it is about, in its own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from bot.domain.furniture import section_of
from bot.domain.phrases import Key, Phrases
from bot.domain.text import stem, word_set, words

# A phrase names a thing, so it does not end in an adverb, a participle or an adjective.
_NOT_NOUN = re.compile(r".{2,}(?:ly|ed|al|ive|ous|able|ible|ful|less|ary|ic)$")
_NOUNS_ALL_THE_SAME = word_set(
    """adversary alternative animal appeal approval archive arrival boundary cable canal capital channel coal critic
    criminal deal deed denial diplomatic-pouch directive drive executive festival goal hospital incentive individual
    initiative interval journal library logic manual material metal metric military missive motive music native need
    network objective offensive official oil perspective portal potential principal proposal public referral refusal
    removal representative republic retrieval rival secretary seed signal speed summary survival table tariff terminal
    topic traffic treasury trial tribunal variable vocabulary withdrawal ally supply family assembly monopoly reply
    seaweed embed bed feed"""
)

# Weights found on 500 indexed abstracts (F1@10 26 where capitals and frequency give 7); each may be halved or
# doubled with less than a point lost, but for the first.
_SINGLE = 0.4  # one word says less than two, unless it is a name
_EARLY = 1.0  # a phrase at the very beginning counts double,
_FADING = 8.0  # one after an eighth of the text half that bonus
_NAME = 0.5  # for capitals inside a sentence
_NO_NOUN = 0.5
_ABSORBS = 0.6  # share of a piece's occurrences that lie in longer phrases
_RETURNS = 400  # words (without stop words) of text in which a phrase should come back once to count fully


def keyphrases(text: str, limit: int = 10, title: str = "", people: Collection[str] = ()) -> list[tuple[str, float]]:
    """The phrases a text is about, best first, as it writes them most often, each with a weight in 0..1.

    The best phrase weighs 1. A title is read before the text. Phrases with a name of `people` (its authors, a
    transcript's speakers) are left out. Fewer than `limit` when the text has fewer.
    """
    phrases = Phrases(text, title)
    names = frozenset(stem(word) for name in people for word in words(name))
    absorbed = _absorbed(phrases)
    scores = _scores(phrases, absorbed, lambda key: len(phrases.places[key]) > 1)
    chosen = chosen_phrases(phrases, scores, limit, names)
    least = scores[chosen[-1]] if chosen and len(chosen) == limit else 0.0
    if reach := _reach(phrases, least):
        scores |= _scores(phrases, absorbed, lambda key: _once_until(phrases.places[key], reach))
        chosen = chosen_phrases(phrases, scores, limit, names)
    best = max((scores[key] for key in chosen), default=1.0)
    return [(phrases.written(key), round(scores[key] / best, 4)) for key in chosen]


def returning_scores(phrases: Phrases, fits: Callable[[Key], bool]) -> dict[Key, float]:
    """What each phrase is worth that comes back, may stand for itself, and fits."""
    return _scores(phrases, _absorbed(phrases), lambda key: len(phrases.places[key]) > 1 and fits(key))


def chosen_phrases(phrases: Phrases, scores: Mapping[Key, float], limit: int, names: frozenset[str]) -> list[Key]:
    """The best phrases, none of which says what a better one says, names a person or heads a section."""
    chosen: list[Key] = []
    for key in sorted(scores, key=lambda key: (-scores[key], phrases.places[key][0], key)):
        if len(chosen) >= limit:
            break
        if any(_repeats(key, len(phrases.places[key]), other) for other in chosen):
            continue
        written = phrases.written(key)
        if not section_of(written) and not names_someone(key, written, names):
            chosen.append(key)  # "Executive Summary" is a heading, not a subject
    return chosen


def _scores(phrases: Phrases, absorbed: Collection[Key], wanted: Callable[[Key], bool]) -> dict[Key, float]:
    standing = (key for key in phrases.places if key not in absorbed and wanted(key) and _may_stand(phrases, key))
    return {key: _score(phrases, key) for key in standing}


def _once_until(places: Sequence[int], reach: float) -> bool:
    return len(places) == 1 and places[0] <= reach


def _reach(phrases: Phrases, least: float) -> float:
    """The last place at which a phrase that comes once may score more than `least`; 0 when none does.

    Most phrases come once, and in a long text hardly one of them is worth looking at.
    """
    words_score = math.log1p(max(phrases.counts.values(), default=0)) + math.log1p(1)
    early = least / (_share(1, phrases) * words_score * (1 + _NAME)) - 1  # what its early place has to add
    if early <= 0:
        return math.inf
    return max(0.0, (_EARLY / early - 1) / _FADING * max(1, len(phrases)))


def _absorbed(phrases: Phrases) -> set[Key]:
    """Pieces that hardly occur outside longer phrases that return or are names ("North" of "North Korea")."""
    before: Counter[Key] = Counter()
    behind: Counter[Key] = Counter()
    for key, places in phrases.places.items():
        if len(key) > 1 and (len(places) > 1 or phrases.names(len(key), places) == 1):
            behind[key[:-1]] += len(places)
            before[key[1:]] += len(places)
    pieces = before.keys() | behind.keys()
    return {piece for piece in pieces if max(before[piece], behind[piece]) >= _ABSORBS * len(phrases.places[piece])}


def names_someone(key: Key, written: str, names: frozenset[str]) -> bool:
    """Whether a word of the phrase is one of these people's names; "price" is not Ms. Price."""
    if names.isdisjoint(key):
        return False
    return any(name in names and word[0].isupper() for name, word in zip(key, written.split(" "), strict=False))


def _may_stand(phrases: Phrases, key: Key) -> bool:
    """No piece of a phrase that was never seen whole or twice; no letters that are not an abbreviation."""
    if len(key) > 1:
        places = phrases.places[key]
        return len(places) > 1 or phrases.whole(len(key), places) > 0
    if len(key[0]) > 2:
        return True
    written = phrases.written(key)
    return written.isupper() or (not written.isascii() and not "\u3400" <= written[0] <= "\ufaff")


def _score(phrases: Phrases, key: Key) -> float:
    """Frequency of the phrase and of its words, by form and place."""
    places, length = phrases.places[key], max(1, len(phrases))
    count, names = len(places), phrases.names(len(key), places)
    score = sum(map(phrases.weights.__getitem__, key)) / len(key) + math.log1p(count)
    if len(key) == 1:
        inside = phrases.inside(places)
        is_name = inside > 0 and names >= 0.8 * inside
        score *= _SINGLE * (2 if is_name else 1)
    if not is_noun(phrases.written(key)):
        score *= _NO_NOUN
    score *= _share(count, phrases)
    return score * (1 + _NAME * names / count) * (1 + _EARLY / (1 + _FADING * places[0] / length))


def _share(count: int, phrases: Phrases) -> float:
    """How fully a phrase counts that comes so often in a text of this length."""
    return count / (count + max(1, len(phrases)) / _RETURNS)


def is_noun(phrase: str) -> bool:
    """Whether a phrase may end as it does and still name a thing."""
    return _may_end(phrase.rsplit(" ", 1)[-1])


@lru_cache(maxsize=20_000)
def _may_end(word: str) -> bool:
    last = word.lower()
    return len(last) <= 4 or last in _NOUNS_ALL_THE_SAME or not _NOT_NOUN.match(last)


def _repeats(key: Key, count: int, better: Key) -> bool:
    """A piece of a better phrase, or a better phrase with more words around it that was seen once."""
    if len(key) <= len(better):
        return any(better[at : at + len(key)] == key for at in range(len(better) - len(key) + 1))
    return count == 1 and any(key[at : at + len(better)] == better for at in range(len(key) - len(better) + 1))
