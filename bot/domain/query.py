"""Search: the pieces that answer a query, the best first, whatever people type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from bot.domain.bag import tokens
from bot.domain.feedback import centre, heaviest, merged
from bot.domain.hits import Hit, Ranking
from bot.domain.postings import Floats, Numbers, Postings
from bot.domain.ranking import allowed_slots, best, bm25, bm25_weights
from bot.domain.spelling import nearest, slips_allowed
from bot.domain.text import stem, unspaced, words

ANSWERS = 8  # first answers whose words are taken as more of the question
EXPANSION = 20  # how many of their words
OWN = 0.6  # what the query's own words weigh against theirs
TYPED = 12  # words; a longer query was pasted, and what the library does not know in it is a name, not a slip


def search(postings: Postings, query: str, limit: int, allowed: Collection[int] | None = None) -> Ranking:
    """The best `limit` pieces of those that say at least one word of the query.

    `allowed` names the article numbers that a filter lets through; feedback still learns from the whole library.
    Never raises, whatever the query; one without a word that the library knows finds nothing.
    """
    typed = tokens(query) or pairs_with(postings, query)
    corrected = corrections(postings, typed)
    counts = Counter(stem(corrected.get(word, word)) for word in typed)
    numbers = postings.numbers(list(counts))
    if not numbers:
        return Ranking()
    terms = np.fromiter(numbers.values(), np.uint32, len(numbers))
    weights = 1 + np.log([float(counts[name]) for name in numbers])
    weights /= weights.sum()
    first = bm25(postings, terms, weights)
    scores = np.where(first > 0, bm25(postings, *expanded(postings, terms, weights, first)), 0.0)
    if allowed is not None:
        scores = np.where(allowed_slots(postings.columns, allowed), scores, 0.0)
    slots = best(postings.columns, scores, limit)
    articles = postings.columns.articles[slots].tolist()
    hits = (Hit(article, score) for article, score in zip(articles, scores[slots].tolist(), strict=True))
    return Ranking(tuple(hits), int(np.count_nonzero(scores)), corrected)


def pairs_with(postings: Postings, query: str) -> list[str]:
    """Of single characters of a script without spaces, the library's pairs with one: 国 stands in 中国 and 国家."""
    alone = {word for word in words(query) if unspaced(word)}
    if not alone:
        return []
    lexicon = postings.lexicon()
    pairs = (lexicon.words[place] for place in np.flatnonzero((lexicon.lengths == 2) & (lexicon.pieces > 0)).tolist())
    return [pair for pair in pairs if not alone.isdisjoint(pair)]


def having(postings: Postings, stems: Collection[str]) -> list[int]:
    """The article numbers of the pieces that say every stem; none when there is no stem."""
    numbers = postings.numbers(sorted(stems))
    if not numbers or len(numbers) < len(set(stems)):
        return []
    found = postings.entries(np.fromiter(numbers.values(), np.uint32, len(numbers)))
    said = np.unique(found.slots.astype(np.int64) << 32 | found.at) >> 32  # each slot once for each stem
    slots, counts = np.unique(said, return_counts=True)
    return [int(article) for article in postings.columns.articles[slots[counts == len(numbers)]]]


def corrections(postings: Postings, typed: Sequence[str]) -> dict[str, str]:
    """Words that no piece says → the nearest ones that some piece does; none in a long query."""
    if len(typed) > TYPED:
        return {}
    doubtful = {word: stem(word) for word in typed if slips_allowed(word)}
    known = postings.numbers(list(doubtful.values()))
    unknown = [word for word, name in doubtful.items() if name not in known]
    if not unknown:
        return {}
    lexicon = postings.lexicon()
    found = {word: nearest(word, lexicon) for word in unknown}
    return {word: meant for word, meant in found.items() if meant is not None}


def expanded(postings: Postings, terms: Numbers, weights: Floats, scores: Floats) -> tuple[Numbers, Floats]:
    """The query with the weightiest words of its first answers, each answer counted by its score."""
    slots = best(postings.columns, scores, ANSWERS)
    if not len(slots):
        return terms, weights
    vectors = postings.vectors(slots.tolist())
    shares = scores[slots] / scores[slots].sum()
    new, strength = heaviest(*centre(vectors, bm25_weights(postings, vectors), shares), EXPANSION)
    return merged([(terms, OWN * weights), (new, (1 - OWN) * strength / strength.sum())])
