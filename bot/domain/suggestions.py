"""What belongs beside a piece: the word of pages and curators first, then what texts, topics and people share."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from bot.domain.article import Topic
from bot.domain.companions import SAME_SEASON

# How much each kind of evidence adds to the similarity of the texts (0..1). Topics that a person chose count as
# much as the whole text: somebody who read both pieces filed them together. Extracted topics are the text again and
# were measured to add nothing; shared people were measured to add next to nothing, and settle near ties.
CHOSEN_TOPICS = 1.0
FOUND = 0.4  # a topic of the server's list that was found in the text: half chosen (the list), half text
SHARED_PEOPLE = 0.03
SURE = 10.0  # a page's own block or a curator's pin stands before anything computed
FLOOR = 0.16  # below it nothing is suggested: no padding
# Where pieces are few, every word is rare and chance makes texts more alike: of 4,000 news articles on 61 subjects, one
# pair in a hundred on different subjects reaches .28 among 30 pieces, .23 among 100, .20 among 300, .18 among 1,000.
BY_CHANCE = 0.7  # over the root of the number of pieces, upon the floor: fits these within .01
A_SUBJECT = 0.3  # what two texts on one subject reach at least, in a library of any size
TOPICS_NAMED = 3
TERMS_NAMED = 3
PEOPLE_NAMED = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one pair. `text` is the similarity of the texts in 0..1, `terms` what made it."""

    other: int
    listed: bool = False  # the page of the one lists the other
    place: int = 0  # in that list
    pinned: bool = False
    blocked: bool = False
    text: float = 0.0
    terms: Sequence[str] = ()
    authors: Sequence[str] = ()  # who wrote both
    people: Sequence[str] = ()  # who has another part in one of them: a guest, a witness
    topics: Mapping[str, float] = field(default_factory=dict)  # shared and chosen by people: its part of their likeness
    likely: Mapping[str, float] = field(default_factory=dict)  # chosen for the other, likely for a piece that has none
    shared: int = 0  # words that the texts have in common
    season: float = 0.0  # closeness in time, 0..1


@dataclass(frozen=True, slots=True)
class Suggestion:
    other: int
    score: float
    reasons: tuple[str, ...]


def alike_by_chance(pieces: int) -> float:
    """The likeness that two texts on different subjects may have in a library of so many pieces."""
    return min(A_SUBJECT, FLOOR + BY_CHANCE / sqrt(max(1, pieces)))


def suggest(evidence: Sequence[Evidence], floor: float = FLOOR) -> list[Suggestion]:
    """The pairs worth suggesting, the best first; ties by the lower number, so that the order is always the same.

    What is computed must reach the `floor`; what a page or a curator says need not.
    """
    found: list[Suggestion] = []
    for one in evidence:
        score = _score(one, floor)
        if not one.blocked and score >= floor:
            found.append(Suggestion(one.other, score, reasons(one)))
    return sorted(found, key=lambda one: (-one.score, one.other))


def _score(one: Evidence, floor: float) -> float:
    chosen = min(1.0, sum(one.topics.values()) + sum(one.likely.values()))
    # One word in common is a coincidence, above all in a small library where every word is rare.
    text = one.text if one.shared > 1 else 0.0
    computed = text + CHOSEN_TOPICS * chosen + (SHARED_PEOPLE if one.authors or one.people else 0.0)
    if computed >= floor:  # the day orders what is related; it makes nothing so
        computed += SAME_SEASON * one.season
    # Pins stand before the page's block, the block keeps the page's order.
    sure = (SURE * 2 if one.pinned else 0.0) + (SURE - one.place / 100 if one.listed else 0.0)
    return sure + (0.0 if sure and not one.pinned else computed)


def reasons(one: Evidence) -> tuple[str, ...]:
    """Why, in words; only what really made the score."""
    said: list[str] = []
    if one.pinned:
        said.append("chosen by a curator")
    if one.listed:
        said.append("listed on its page")
    if one.authors:
        said.append(f"same author{'s' * (len(one.authors) > 1)}: {', '.join(one.authors[:PEOPLE_NAMED])}")
    elif one.people:
        said.append(f"{' and '.join(one.people[:PEOPLE_NAMED])} in both")
    if one.topics:
        best = sorted(one.topics, key=lambda name: (-one.topics[name], name))[:TOPICS_NAMED]
        said.append("shares " + ", ".join(best))
    elif sum(one.likely.values()) >= FLOOR:
        best = sorted(one.likely, key=lambda name: (-one.likely[name], name))[:TOPICS_NAMED]
        said.append("filed under " + ", ".join(best) + ", like the pieces nearest to this one")
    elif one.terms and one.text >= FLOOR:
        said.append("both speak of " + ", ".join(one.terms[:TERMS_NAMED]))
    return tuple(said) or ("similar text",)


class Filed:
    """What a piece is filed under, to be compared with many others.

    `rarity` is each topic's weight: the fewer pieces are filed under it, the more it says. `listed` are the names
    on the server's own topic list: found in a text they count a little, other words of the text not at all.
    """

    def __init__(self, topics: Sequence[Topic], rarity: Mapping[str, float], listed: Container[str] = ()) -> None:
        self._rarity, self._listed = rarity, listed
        self._chosen = {one.name: self._weight(one) * trust for one in topics if (trust := self._trust(one))}
        self._squares = sum(self._weight(one) ** 2 for one in topics)

    def likeness(self, theirs: Sequence[Topic]) -> dict[str, float]:
        """The shared topics that people chose, with the part of cosine likeness (0..1 in all) that each gives."""
        shared = [one for one in theirs if one.name in self._chosen and self._trust(one)]
        norm = (self._squares * sum(self._weight(one) ** 2 for one in theirs)) ** 0.5 if shared else 0.0
        return {
            one.name: self._chosen[one.name] * self._weight(one) * self._trust(one) / norm for one in shared if norm
        }

    def _weight(self, topic: Topic) -> float:
        return topic.weight * self._rarity.get(topic.name, 1.0)

    def _trust(self, topic: Topic) -> float:
        return 1.0 if topic.origin != "extracted" else FOUND if topic.name in self._listed else 0.0
