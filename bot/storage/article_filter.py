"""Which pieces a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.article import Kind


@dataclass(frozen=True, slots=True)
class Filter:
    """Which pieces a question is about; empty fields ask nothing."""

    kind: Kind | None = None
    person: int | None = None
    topic: int | None = None
    since: str = ""
    until: str = ""

    def clause(self, guild: int) -> tuple[str, list[object]]:
        """A WHERE clause over the guild's living `article` rows, and its parameters."""
        # A person or topic names few rows: the plus keeps SQLite from walking through the guild instead.
        named = self.person is not None or self.topic is not None
        parts: list[str] = [f"{'+' if named else ''}article.guild = ?", "article.removed = ''"]
        values: list[object] = [guild]
        if self.kind:
            parts.append("article.kind = ?")
            values.append(self.kind.value)
        if self.person is not None:
            parts.append("article.id IN (SELECT article FROM article_person WHERE person = ?)")
            values.append(self.person)
        if self.topic is not None:
            parts.append("article.id IN (SELECT article FROM article_topic WHERE topic = ?)")
            values.append(self.topic)
        if self.since:
            parts.append("article.published >= ?")
            values.append(self.since)
        if self.until:
            parts.append("article.published <= ?")
            values.append(self.until)
        return " AND ".join(parts), values

    @property
    def empty(self) -> bool:
        return self == Filter()
