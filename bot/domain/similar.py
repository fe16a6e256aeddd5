"""Pieces like a text, each with the shared words that make it so."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.domain.bag import bag, stemmed
from bot.domain.hits import Neighbour
from bot.domain.likeness import Likeness, likeness
from bot.domain.postings import Postings
from bot.domain.ranking import DECIMALS, best
from bot.domain.surface import Surfaces

SHARED = 6  # words named for each piece; more than a card shows, because two may be one name
TELLING = 0.25  # of the weightiest word's part, below which a word made no score


def similar(
    postings: Postings,
    title: str,
    text: str,
    limit: int,
    besides: int | None = None,
    least: float = 0.0,
) -> tuple[Neighbour, ...]:
    """The `limit` pieces most like a text (the article `besides` itself left out), the best first.

    What scores less than `least` stays out. A text without a word that other pieces say has no neighbours.
    """
    counts = stemmed(bag(title, text))
    numbers = postings.numbers(list(counts))
    known = {number: counts[name] for name, number in numbers.items()}
    found = likeness(postings, known, None if besides is None else postings.slot(besides))
    if found is None:
        return ()
    scores = np.where(found.scores >= least, found.scores, 0.0)
    slots = best(postings.columns, scores, limit)
    shared = shared_terms(found, slots, {number: name for name, number in numbers.items()})
    surfaces = Surfaces({name for terms, _ in shared for name in terms}, title, text)
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
        if sizes[mine] <= SHARED and gave >= least[mine]:
            telling[mine].append(labels[term])
    return list(zip(telling, sizes, strict=True))
