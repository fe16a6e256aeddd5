"""How like one text the others are: TF-IDF cosine, with the nearest pieces' own words as more of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from bot.domain.bag import MAX_COUNT
from bot.domain.feedback import Weighted, centre, heaviest, merged
from bot.domain.postings import Entries, Floats, Numbers, Postings, summed
from bot.domain.ranking import best, norms

LOOK = 120  # heaviest terms of a text by which its nearest pieces are found; the others are the words that all say
NEAREST = 20  # pieces whose words are taken as more of the text's own
TERMS = 80  # terms the widened text keeps: what stands out in the piece and its surroundings, not its chatter
COMMON = 0.5  # a term in more than half of the pieces tells none of them apart
FEW = 10  # but in a library this small, half of it is a subject
_DAMPED = np.concatenate([[0.0], 1 + np.log(np.arange(1, MAX_COUNT + 1))])  # 1 + ln(count), by count


@dataclass(frozen=True, slots=True)
class Likeness:
    """What pieces have of a text: `scores` by slot, and `parts`, what each entry of `terms` gave to its slot's."""

    scores: Floats
    terms: Numbers
    entries: Entries
    parts: Floats


def likeness(
    postings: Postings, counts: Mapping[int, int], leave_out: int | None = None, *, question: bool = False
) -> Likeness | None:
    """Compares a text (term → count) with every piece but the one in slot `leave_out`; None: nothing in common.

    In a `question` every word tells: the subject of half the library may be what it asks about.

    Scores are cosines, about 0..1: .1 is a common word or two, .3 a common subject, .5 the same story.

    What the classical way takes from a factored matrix of the whole library (that a piece on tariffs is like one
    on customs) is taken here from the nearest pieces at the moment of asking: nothing is fitted, so nothing goes
    stale, and the order in which the library was built can't show.
    """
    own = scaled(said(postings, counts, question=question))
    first = cosines(postings, heaviest(*own, LOOK), leave_out).scores
    nearest = best(postings.columns, first, NEAREST)
    if not len(nearest):
        return None
    vectors = postings.vectors(nearest.tolist())
    weights = weigh(postings, vectors.terms, vectors.counts)
    lengths = norms(vectors, weights)
    shares = first[nearest] / first[nearest].sum()
    around = scaled(centre(vectors, weights / lengths[vectors.owners], shares))
    wide = scaled(heaviest(*merged([own, around]), TERMS))
    # The norm kept with a piece knows nothing of rarity; these pieces tell how much larger the true one is.
    scale = float(np.mean(lengths / postings.columns.norms[nearest]))
    found = cosines(postings, wide, leave_out)
    return replace(found, scores=found.scores / scale)


def said(postings: Postings, counts: Mapping[int, int], *, question: bool = False) -> Weighted:
    """The terms of a text with their TF-IDF weights, those left out that tell nothing."""
    terms = np.fromiter(counts.keys(), np.uint32, len(counts))
    weights = weigh(postings, terms, np.fromiter(counts.values(), np.uint32, len(counts)), every=question)
    return terms[weights > 0], weights[weights > 0]


def weigh(postings: Postings, terms: Numbers, counts: Numbers, *, every: bool = False) -> Floats:
    """TF-IDF weights; 0 for what tells nothing, unless `every` term does: terms of one piece only, or of most."""
    found = postings.frequencies(terms)
    telling = found > 0 if every else (found > 1) & (found <= max(COMMON * postings.documents, FEW))
    return np.where(telling, _DAMPED[counts] * rarity(postings, found), 0.0)


def rarity(postings: Postings, frequencies: Numbers) -> Floats:
    """The smoothed inverse document frequency: 1 for a term of every piece, more for rarer ones."""
    return np.log((1 + postings.documents) / (1 + frequencies.astype(np.float64))) + 1


def scaled(text: Weighted) -> Weighted:
    """The same text with weights of length 1."""
    terms, weights = text
    length = float(np.sqrt(weights @ weights))
    return terms, weights / length if length else weights


def cosines(postings: Postings, text: Weighted, leave_out: int | None) -> Likeness:
    """By slot: the weighted sum of what a piece says of the terms, over the length of all that it says."""
    terms, weights = text
    found = postings.entries(terms)
    strength = weights * rarity(postings, postings.frequencies(terms))
    parts = strength[found.at] * _DAMPED[found.counts]
    sums = summed(found.slots, parts, postings.columns.size)
    scores = np.divide(sums, postings.columns.norms, out=np.zeros_like(sums), where=sums > 0)
    if leave_out is not None:
        scores[leave_out] = 0.0
    return Likeness(scores, terms, found, parts)
