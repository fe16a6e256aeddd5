"""What a briefing is about: a topic of the server's list with its aliases, or the words somebody typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.text import STOP_WORDS, terms, words
from bot.domain.topic import TopicIndex, topic_index

_CLOSE = 60  # of rapidfuzz's 100: below it two names have little more than letters in common


@dataclass(frozen=True, slots=True)
class Subject:
    """`index` is set for a topic of the list, `stems` for words; a text is compared with either in the same way."""

    name: str
    index: TopicIndex | None = None
    stems: frozenset[str] = frozenset()

    @classmethod
    def listed(cls, asked: str, topics: Mapping[str, Sequence[str]]) -> Subject | None:
        """The topic of the list (name → aliases) that a name or alias means, or None."""
        index = topic_index(topics)
        name = index.canonical(asked)
        return None if name is None else cls(name, index)

    @classmethod
    def typed(cls, asked: str) -> Subject:
        return cls(asked, stems=frozenset(terms(asked)))

    @property
    def words(self) -> list[str]:
        """The distinct words to look for, stop words left out."""
        return [word for word in dict.fromkeys(words(self.name)) if word not in STOP_WORDS]

    def share(self, text: str) -> float:
        """How much of the subject a text names, in 0..1: a topic by any of its names, words by each of them."""
        if self.index is not None:
            return float(self.name in self.index.mentions(text))
        return len(self.stems & set(terms(text))) / len(self.stems) if self.stems else 0.0

    def weight(self, article: Article) -> float:
        """How much a piece is about the subject, in 0..1; 0 when it only mentions words in passing.

        A piece is about the words that its title, deck or topics have, or that come back in another paragraph.
        """
        draft = article.draft
        if self.index is not None:
            filed = max((topic.weight for topic in article.topics if topic.name == self.name), default=0.0)
            return max(filed, self.share(f"{draft.title} | {draft.deck}"))
        named = set(terms(" | ".join((draft.title, draft.deck, *(topic.name for topic in article.topics)))))
        if self.stems <= named:
            return 1.0
        paragraphs = [set(terms(paragraph)) for paragraph in draft.body]
        if any(sum(stem in paragraph for paragraph in paragraphs) < 2 for stem in self.stems - named):
            return 0.0
        return sum(not self.stems.isdisjoint(paragraph) for paragraph in paragraphs) / len(paragraphs)


def closest(asked: str, names: Sequence[str], most: int = 5) -> tuple[str, ...]:
    """The names most like what was asked, then the first of the others (the caller's largest), `most` in all."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(asked, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=most)
    alike = [name for name, score, _ in sorted(found, key=lambda one: (-one[1], one[0])) if score >= _CLOSE]
    return tuple(dict.fromkeys([*alike, *names]))[:most]
