"""Key phrases of a text: what it is about, in its own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush, merge
from itertools import islice
from operator import itemgetter

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
    chosen = list(islice(best_phrases(phrases, names), limit))
    best = max((score for _, score in chosen), default=1.0)
    return [(phrases.written(key), round(score / best, 4)) for key, score in chosen]


def best_phrases(
    phrases: Phrases, names: frozenset[str], fits: Callable[[Key], bool] = lambda _: True
) -> Iterator[tuple[Key, float]]:
    """The phrases that fit with what they are worth, the best first.

    None of them says what a better one says, names a person or heads a section ("Executive Summary" is no subject).
    """
    chosen: list[Key] = []
    for key, score in _ranked(phrases, lambda key: fits(key) and _may_stand(phrases, key)):
        if any(_repeats(key, len(phrases.places[key]), other) for other in chosen):
            continue
        written = phrases.written(key)
        if not section_of(written) and not names_someone(key, written, names):
            chosen.append(key)
            yield key, score


def _ranked(phrases: Phrases, wanted: Callable[[Key], bool]) -> Iterator[tuple[Key, float]]:
    """The wanted phrases with their scores, the best first; equals by their first place.

    Whoever needs ten of thousands gets them without the others' scores: a phrase is scored when nothing scored
    before it is sure to be better.
    """
    absorbed, heaviest = _absorbed(phrases), max(phrases.weights.values(), default=0.0)
    standing = [(key, places) for key, places in phrases.places.items() if key not in absorbed]
    returning = [(_most(phrases, _weight(phrases, key), places), key) for key, places in standing if len(places) > 1]
    once = ((_most(phrases, heaviest, places), key) for key, places in standing if len(places) == 1)  # by place
    scored: list[tuple[float, int, Key]] = []
    for possible, key in merge(sorted(returning, reverse=True), once, key=itemgetter(0), reverse=True):
        while scored and -scored[0][0] > possible:
            score, _, better = heappop(scored)
            yield better, -score
        if wanted(key):
            heappush(scored, (-_score(phrases, key), phrases.places[key][0], key))
    for score, _, key in sorted(scored):
        yield key, -score


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
    places, names = phrases.places[key], phrases.names(len(key), phrases.places[key])
    score = _weight(phrases, key) + math.log1p(len(places))
    if len(key) == 1:
        inside = phrases.inside(places)
        is_name = inside > 0 and names >= 0.8 * inside
        score *= _SINGLE * (2 if is_name else 1)
    if not is_noun(phrases.written(key)):
        score *= _NO_NOUN
    return score * _share(len(places), phrases) * (1 + _NAME * names / len(places)) * _earliness(places, phrases)


def _most(phrases: Phrases, weight: float, places: Sequence[int]) -> float:
    """The score of a phrase whose words weigh so much, if it were a noun and a name throughout."""
    score = weight + math.log1p(len(places))
    return score * _share(len(places), phrases) * (1 + _NAME) * _earliness(places, phrases)


def _weight(phrases: Phrases, key: Key) -> float:
    """What the words of a phrase weigh on average."""
    return sum(map(phrases.weights.__getitem__, key)) / len(key)


def _earliness(places: Sequence[int], phrases: Phrases) -> float:
    """How much more a phrase counts that comes first at such a place."""
    return 1 + _EARLY / (1 + _FADING * places[0] / max(1, len(phrases)))


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
