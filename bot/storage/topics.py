"""The server's topic list, its aliases, and which pieces are on what."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from bot.domain.article import Topic
from bot.domain.record import NamedTopic
from bot.domain.subject import closest
from bot.domain.text import fold
from bot.domain.topic import once
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild

# What is in the trash is little: to leave it out is quicker than to look at the row of every piece.
_TRASH = "(SELECT id FROM article WHERE guild = :guild AND removed <> '')"
_WRITTEN = "iif(spelled <> '', spelled, name)"  # by the piece itself
ENOUGH = 5  # topics named when a question found nothing
NEAR = 200  # the largest topics, among which those are looked for that come near to what was asked


class TopicStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    # ------------------------------------------------------------------ writing

    async def set_article(
        self, transaction: Transaction, article: int, topics: Sequence[Topic]
    ) -> list[tuple[int, str]]:
        """Replaces the piece's topics; returns the (id, name) of those that are new to the library."""
        row = self._guild.row(article)
        await transaction.execute("DELETE FROM article_topic WHERE article = ?", (row,))
        known = await self._known(transaction, [topic.name for topic in topics])
        created: list[tuple[int, str]] = []
        for topic in topics:
            if fold(topic.name) not in known:
                known[fold(topic.name)] = await self._create(transaction, topic.name, curated=False)
                created.append((known[fold(topic.name)], topic.name))
        filed = once(topics, lambda topic: known[fold(topic.name)])  # two names may be one topic's
        await transaction.execute_many(
            """INSERT INTO article_topic (article, topic, weight, origin, spelled)
            SELECT ?, id, ?, ?, iif(name_key = ?, ?, '') FROM topic WHERE id = ?""",
            [(row, one.weight, one.origin, fold(one.name), one.name, identity) for identity, one in filed.items()],
        )
        # As the piece spells them: the index holds the same words when most pieces come to spell one otherwise.
        await transaction.execute(
            f"""UPDATE article SET topics = (SELECT coalesce(group_concat(written, ', '), '') FROM (
                SELECT {_WRITTEN} AS written FROM article_topic JOIN topic ON topic.id = topic
                WHERE article = :row ORDER BY weight DESC, written)) WHERE id = :row""",
            {"row": row},
        )
        return created

    async def ensure(self, transaction: Transaction, name: str, *, curated: bool) -> tuple[int, bool]:
        """The topic of that name or alias, made when it is new; `curated` puts it on the server's list."""
        found = await self._find(transaction, name)
        if found is None:
            return await self._create(transaction, name, curated=curated), True
        if curated:
            await transaction.execute("UPDATE topic SET curated = 1 WHERE id = ?", (found,))
        return found, False

    async def _create(self, transaction: Transaction, name: str, *, curated: bool) -> int:
        rows = await transaction.read(
            "INSERT INTO topic (guild, name, name_key, curated) VALUES (?, ?, ?, ?) RETURNING id",
            (self._guild.ordinal, name, fold(name), int(curated)),
        )
        return int(rows[0][0])

    async def set_curated(self, transaction: Transaction, topic: int, curated: bool) -> None:
        """Puts the topic on the server's list, or takes it off."""
        await transaction.execute(
            "UPDATE topic SET curated = ? WHERE guild = ? AND id = ?", (int(curated), self._guild.ordinal, topic)
        )

    async def add_aliases(self, transaction: Transaction, topic: int, aliases: Sequence[str]) -> None:
        """More names of a topic; one that already means a topic keeps its meaning."""
        for alias in aliases:
            if fold(alias) and await self._find(transaction, alias) is None:
                await transaction.execute(
                    "INSERT INTO topic_alias (guild, name_key, name, topic) VALUES (?, ?, ?, ?)",
                    (self._guild.ordinal, fold(alias), alias, topic),
                )

    async def _find(self, within: Transaction | Database, name: str) -> int | None:
        return (await self._known(within, [name])).get(fold(name))

    async def _known(self, within: Transaction | Database, names: Sequence[str]) -> dict[str, int]:
        """folded name → topic, for those that are one's name, else its alias."""
        rows = await within.read(
            """WITH key AS (SELECT value FROM json_each(:keys))
            SELECT name_key, topic FROM key CROSS JOIN topic_alias ON guild = :guild AND name_key = value
            UNION ALL SELECT name_key, id FROM key CROSS JOIN topic ON guild = :guild AND name_key = value""",
            {"guild": self._guild.ordinal, "keys": json.dumps([fold(name) for name in names])},
        )
        return {str(key): int(identity) for key, identity in rows}

    # ------------------------------------------------------------------ reading

    async def by_name(self, name: str) -> tuple[int, str] | None:
        """(id, its proper name) of a topic known by that name or alias."""
        found = await self._find(self._database, name)
        if found is None:
            return None
        rows = await self._database.read("SELECT name FROM topic WHERE id = ?", (found,))
        return found, str(rows[0][0])

    async def names(self, topics: Sequence[int]) -> dict[int, str]:
        rows = await self._database.read(
            "SELECT id, name FROM topic WHERE guild = ? AND id IN (SELECT value FROM json_each(?))",
            (self._guild.ordinal, json.dumps(list(topics))),
        )
        return {int(identity): str(name) for identity, name in rows}

    async def curated(self, within: Transaction | None = None) -> dict[str, list[str]]:
        """The server's topic list: name → aliases."""
        rows = await (within or self._database).read(
            """SELECT topic.name, topic_alias.name FROM topic LEFT JOIN topic_alias ON topic_alias.topic = topic.id
            WHERE topic.guild = ? AND topic.curated = 1 ORDER BY topic.name, topic_alias.name""",
            (self._guild.ordinal,),
        )
        found: dict[str, list[str]] = {}
        for name, alias in rows:
            found.setdefault(str(name), []).extend([] if alias is None else [str(alias)])
        return found

    async def named(self) -> list[NamedTopic]:
        """What people said of topics: those on the server's list, and others whose name or aliases they gave."""
        rows = await self._database.read(
            """SELECT name, curated, (SELECT json_group_array(name) FROM (
                SELECT name FROM topic_alias WHERE topic_alias.topic = topic.id ORDER BY name_key))
            FROM topic WHERE guild = ? AND said = 1 ORDER BY name_key""",
            (self._guild.ordinal,),
        )
        return [NamedTopic(str(name), tuple(json.loads(aliases)), bool(curated)) for name, curated, aliases in rows]

    async def of_articles(self, articles: Sequence[int]) -> dict[int, list[Topic]]:
        """article → its topics, the weightiest first."""
        return await self._of_articles(self._database, articles, "name")

    async def as_written(self, transaction: Transaction, articles: Sequence[int]) -> dict[int, list[Topic]]:
        """The same, each topic as the piece itself spells it."""
        return await self._of_articles(transaction, articles, _WRITTEN)

    async def _of_articles(
        self, within: Transaction | Database, articles: Sequence[int], name: str
    ) -> dict[int, list[Topic]]:
        rows = await within.read(
            f"""SELECT article, {name} AS called, weight, origin FROM article_topic JOIN topic ON topic.id = topic
            WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, weight DESC, called""",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        found: dict[int, list[Topic]] = {}
        for row, name, weight, origin in rows:
            found.setdefault(self._guild.sequence(row), []).append(Topic(name, weight, origin))
        return found

    async def filed(self, topic: int, limit: int) -> list[int]:
        """The newest pieces under a topic that people gave or put on the server's list."""
        rows = await self._database.read(
            """SELECT article.id FROM article_topic AS filed JOIN topic ON topic.id = filed.topic
            JOIN article ON article.id = filed.article
            WHERE filed.topic = ? AND (origin <> 'extracted' OR curated) AND removed = ''
            ORDER BY published DESC, title LIMIT ?""",
            (topic, limit),
        )
        return [self._guild.sequence(row[0]) for row in rows]

    async def sharing(self, article: int, limit: int) -> list[int]:
        """Other pieces with a topic of this one, those that share the rarest topics first.

        Topics count that people gave or put on the server's list; any other is a phrase of the text.
        """
        # MATERIALIZED: else SQLite counts the uses again for every piece.
        rows = await self._database.read(
            f"""WITH mine AS MATERIALIZED (
                SELECT topic, (SELECT count(*) FROM article_topic AS t
                    WHERE t.topic = m.topic AND t.article NOT IN {_TRASH}) AS uses
                FROM article_topic AS m JOIN topic ON topic.id = m.topic
                WHERE m.article = :row AND (origin <> 'extracted' OR curated))
            SELECT article FROM mine CROSS JOIN article_topic USING (topic)
            WHERE article <> :row AND article NOT IN {_TRASH}
            GROUP BY 1 ORDER BY sum(1.0 / uses) DESC, 1 LIMIT :limit""",
            {"row": self._guild.row(article), "limit": limit, "guild": self._guild.ordinal},
        )
        return [self._guild.sequence(row[0]) for row in rows]

    async def rarity(self, article: int, pieces: int) -> dict[str, float]:
        """The idf of each topic of a piece in a library of so many: ln(1 + pieces / pieces on the topic)."""
        rows = await self._database.read(
            f"""SELECT topic.name,
                (SELECT count(*) FROM article_topic AS t WHERE t.topic = topic.id AND t.article NOT IN {_TRASH})
            FROM article_topic JOIN topic ON topic.id = article_topic.topic WHERE article_topic.article = :row""",
            {"row": self._guild.row(article), "guild": self._guild.ordinal},
        )
        return {str(name): math.log(1 + pieces / max(1, uses)) for name, uses in rows}

    async def count(self) -> int:
        rows = await self._database.read("SELECT count(*) FROM topic WHERE guild = ?", (self._guild.ordinal,))
        return int(rows[0][0])

    async def closest(self, asked: str) -> tuple[str, ...]:
        """A few topics of the server's list (of all, when that is short), those first that come near to a question."""
        listed = await self._database.read(
            "SELECT id FROM topic WHERE guild = ? AND curated = 1", (self._guild.ordinal,)
        )
        found = await self.largest(NEAR, [row[0] for row in listed]) if len(listed) >= ENOUGH else []
        if len(found) < ENOUGH:
            found = await self.largest(NEAR)
        return closest(asked, [name for _, name, _ in found], ENOUGH)

    async def largest(self, limit: int = 25, among: Sequence[int] | None = None) -> list[tuple[int, str, int]]:
        """(id, name, pieces) of the topics (of these, or all) with the most pieces; the server's own list first."""
        these = "" if among is None else "AND id IN (SELECT value FROM json_each(:among))"
        # A topic's pieces are counted in its index; asking of each whether it is in the trash takes thrice as long.
        rows = await self._database.read(
            f"""WITH gone AS MATERIALIZED (
                SELECT topic, count(*) AS pieces FROM article CROSS JOIN article_topic ON article = article.id
                WHERE guild = :guild AND removed <> '' GROUP BY topic),
            used AS MATERIALIZED (
                SELECT id, name, curated, (SELECT count(*) FROM article_topic WHERE topic = topic.id)
                    - coalesce((SELECT pieces FROM gone WHERE topic = topic.id), 0) AS pieces
                FROM topic WHERE guild = :guild {these})
            SELECT id, name, pieces FROM used WHERE pieces > 0
            ORDER BY curated DESC, pieces DESC, name LIMIT :limit""",
            {"guild": self._guild.ordinal, "limit": limit, "among": json.dumps(list(among or ()))},
        )
        return [(int(identity), str(name), int(count)) for identity, name, count in rows]
