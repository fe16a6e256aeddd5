"""Pieces like a text, each with the shared words that make it so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.bag import bag, stemmed
from bot.domain.hits import Neighbour
from bot.domain.likeness import Likeness, likeness
from bot.domain.phrases import FILLER
from bot.domain.postings import Postings
from bot.domain.ranking import DECIMALS, best
from bot.domain.surface import Surfaces
from bot.domain.text import stem, word_set

SHARED = 6  # words named for each piece; more than a card shows, because two may be one name
UNTOLD = frozenset(map(stem, FILLER))  # words that name nothing: they count, but are no reason to give
ASKING = word_set(  # how people in a team ask each other, and what they say around it
    """anybody anyone anything article articles ask asked asking asks bye cheers colleague colleagues congrats dear
    everybody everyone everything folks guys hear heard hello hey hi interested nobody okay ok piece pieces please
    podcast podcasts read regards reply send share somebody someone thank thanks thoughts urgent wonder wondering word
    words write writes writing written wrote"""
)
ASIDE = UNTOLD | frozenset(map(stem, ASKING))
QUESTION = 60  # different words; what is longer is a text to be compared as a whole
TELLING = 0.25  # of the weightiest word's part, below which a word made no score


def similar(postings: Postings, title: str, text: str, limit: int, least: float = 0.0) -> tuple[Neighbour, ...]:
    """The `limit` pieces most like a text, the best first.

    What scores less than `least` stays out. A text without a word that other pieces say has no neighbours. Of a short
    one, which is a question, every word counts but those that any question is put in.
    """
    counts = stemmed(bag(title, text))
    question = len(counts) <= QUESTION
    if question:
        counts = {name: count for name, count in counts.items() if name not in ASIDE}
    names = {number: name for name, number in postings.numbers(list(counts)).items()}
    found = likeness(postings, {number: counts[name] for number, name in names.items()}, question=question)
    return _worded(postings, found, names, (title, text), limit, least) if found else ()


def neighbours(postings: Postings, article: int, title: str, text: str, limit: int) -> tuple[Neighbour, ...]:
    """The same for a piece of the index, itself left out; `title` and `text` are its own, and word the reasons."""
    slot = postings.slot(article)
    if slot is None:
        return ()
    own = postings.vectors([slot])
    known = dict(zip(own.terms.tolist(), own.counts.tolist(), strict=True))
    found = likeness(postings, known, slot)
    if found is None:
        return ()
    names = postings.stems([term for term in found.terms.tolist() if term in known])
    return _worded(postings, found, names, (title, text), limit)


def _worded(
    postings: Postings, found: Likeness, names: Mapping[int, str], texts: Sequence[str], limit: int, least: float = 0.0
) -> tuple[Neighbour, ...]:
    """The best pieces with their reasons in the words of the texts; `names` are the stems of the texts' terms."""
    scores = np.where(found.scores >= least, found.scores, 0.0)
    slots = best(postings.columns, scores, limit)
    shared = shared_terms(found, slots, names)
    surfaces = Surfaces({name for terms, _ in shared for name in terms}, *texts)
    articles, values = postings.columns.articles[slots].tolist(), np.minimum(scores[slots], 1.0).tolist()
    return tuple(
        Neighbour(article, score, surfaces.phrases(terms), number)
        for article, score, (terms, number) in zip(articles, values, shared, strict=True)
    )


def shared_terms(found: Likeness, slots: NDArray[np.intp], names: Mapping[int, str]) -> list[tuple[list[str], int]]:
    """For each slot the stems, of those named, that made its score, and how many it has in all.

    The weightiest stem comes first; ties go by the alphabet.
    """
    labels = [names.get(number, "") for number in found.terms.tolist()]
    alphabet = np.argsort(np.argsort(labels, kind="stable"))
    place = np.full(len(found.scores), -1)
    place[slots] = np.arange(len(slots))
    named = np.array([bool(label) for label in labels])
    kept = np.flatnonzero((place[found.entries.slots] >= 0) & named[found.entries.at])
    at, owner, given = found.entries.at[kept], place[found.entries.slots[kept]], np.round(found.parts[kept], DECIMALS)
    order = np.lexsort((alphabet[at], -given, owner))
    telling: list[list[str]] = [[] for _ in range(len(slots))]
    least, sizes = [0.0] * len(slots), [0] * len(slots)
    for mine, term, gave in zip(owner[order].tolist(), at[order].tolist(), given[order].tolist(), strict=True):
        if not sizes[mine]:
            least[mine] = TELLING * gave
        sizes[mine] += 1
        if len(telling[mine]) < SHARED and gave >= least[mine] and labels[term] not in UNTOLD:
            telling[mine].append(labels[term])
    return list(zip(telling, sizes, strict=True))
