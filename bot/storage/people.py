"""The people of one guild's library and what each of them made."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.domain.article import KnownPerson, Person
from bot.domain.expert import Credit
from bot.domain.text import fold
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild

_COLUMNS = "person.id, person.name, role, bio, links, photo_url, former"
# Somebody whose pieces are all in the trash has nothing to show but a card that was written for them.
_SHOWN = """(role <> '' OR bio <> '' OR links <> '[]' OR photo_url <> '' OR EXISTS (
    SELECT 1 FROM article_person JOIN article ON article.id = article_person.article
    WHERE article_person.person = person.id AND article.removed = ''))"""


def name_key(name: str) -> str:
    """What makes two spellings one person: case, accents, dots and spacing aside ("J. R. Smith" = "JR Smith")."""
    folded = re.sub(r"[.,'\"“”‘’]", "", fold(name))
    # Initials written apart or together are the same initials.
    return re.sub(r"\b(\w) (?=\w\b)", r"\1", folded) or fold(name)


class PeopleStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    # ------------------------------------------------------------------ writing

    async def set_article(
        self, transaction: Transaction, article: int, authors: Sequence[str], participants: Sequence[str]
    ) -> list[tuple[int, str]]:
        """Names the piece's people in their order; returns the (id, name) of those who are new to the library.

        Who is called here as the library spells them stays as the piece spelled them before.
        """
        row = self._guild.row(article)
        before = await self._as_written(transaction, row)
        await transaction.execute("DELETE FROM article_person WHERE article = ?", (row,))
        known = await self._known(transaction, [*authors, *participants])
        created: list[tuple[int, str]] = []
        for name in (*authors, *participants):
            if name_key(name) not in known:
                known[name_key(name)] = await self._create(transaction, name)
                created.append((known[name_key(name)], name))
        made: list[tuple[int, str, int, str, str, int]] = []
        names: list[str] = []
        for part, given in (("author", authors), ("participant", participants)):
            named = {known[name_key(name)]: before.get(name, name) for name in reversed(given)}  # twice: as at first
            made += [
                (row, part, place, name_key(named[person]), named[person], person)
                for place, person in enumerate(dict.fromkeys(known[name_key(name)] for name in given), 1)
            ]
            names += [one[4] for one in made if one[1] == part]
        await transaction.execute_many(
            """INSERT INTO article_person (article, part, position, person, spelled)
            SELECT ?, ?, ?, id, iif(name_key = ?, ?, '') FROM person WHERE id = ?""",
            made,
        )
        await transaction.execute("UPDATE article SET people = ? WHERE id = ?", (", ".join(names), row))
        return created

    async def _as_written(self, transaction: Transaction, row: int) -> dict[str, str]:
        """How the library spells the people of a piece → how the piece does."""
        rows = await transaction.read(
            """SELECT name, name_key, spelled FROM article_person JOIN person ON person.id = person
            WHERE article = ? ORDER BY part DESC""",
            (row,),
        )
        return {str(name): str(spelled) for name, key, spelled in rows if name_key(str(spelled)) == key}

    async def _known(self, within: Transaction | Database, names: Sequence[str]) -> dict[str, int]:
        """name key → person, for those who have that name, else that alias."""
        rows = await within.read(
            """WITH key AS (SELECT value FROM json_each(:keys))
            SELECT name_key, person FROM key CROSS JOIN person_alias ON guild = :guild AND name_key = value
            UNION ALL SELECT name_key, id FROM key CROSS JOIN person ON guild = :guild AND name_key = value""",
            {"guild": self._guild.ordinal, "keys": json.dumps([name_key(name) for name in names])},
        )
        return {str(key): int(person) for key, person in rows}

    async def proper(self, names: Sequence[str], within: Transaction | None = None) -> dict[str, str]:
        """name → proper name, for those who are known by that name or alias."""
        if not names:
            return {}
        known = await self._known(within or self._database, names)
        rows = await (within or self._database).read(
            "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(known.values())),),
        )
        called = {int(person): str(name) for person, name in rows}
        return {name: called[known[name_key(name)]] for name in names if name_key(name) in known}

    async def _create(self, transaction: Transaction, name: str) -> int:
        rows = await transaction.read(
            "INSERT INTO person (guild, name, name_key) VALUES (?, ?, ?) RETURNING id",
            (self._guild.ordinal, name, name_key(name)),
        )
        return int(rows[0][0])

    async def describe(self, transaction: Transaction, person: Person) -> tuple[int, bool]:
        """Writes what a person's page says over what is known; empty fields change nothing."""
        found = (await self._known(transaction, [person.name])).get(name_key(person.name))
        identity = await self._create(transaction, person.name) if found is None else found
        await transaction.execute(
            """UPDATE person SET role = iif(:role <> '', :role, role), bio = iif(:bio <> '', :bio, bio),
            links = iif(:links <> '[]', :links, links), photo_url = iif(:photo <> '', :photo, photo_url),
            former = :former WHERE id = :id AND guild = :guild""",
            {
                "role": person.role,
                "bio": person.bio,
                "links": json.dumps(person.links),
                "photo": person.photo_url,
                "former": int(person.former),
                "id": identity,
                "guild": self._guild.ordinal,
            },
        )
        return identity, found is None

    async def set_card(self, transaction: Transaction, person: int, card: Person) -> None:
        """Writes every field of the card but the name, also empty ones."""
        await transaction.execute(
            "UPDATE person SET role = ?, bio = ?, links = ?, photo_url = ?, former = ? WHERE guild = ? AND id = ?",
            (
                card.role,
                card.bio,
                json.dumps(card.links),
                card.photo_url,
                int(card.former),
                self._guild.ordinal,
                person,
            ),
        )

    async def add_aliases(self, transaction: Transaction, person: int, aliases: Sequence[str]) -> None:
        """Other spellings of the person's name; one that already means somebody keeps its meaning."""
        for alias in aliases:
            await transaction.execute(
                """INSERT OR IGNORE INTO person_alias (guild, name_key, name, person)
                SELECT :guild, :key, :name, :person
                WHERE NOT EXISTS (SELECT 1 FROM person WHERE guild = :guild AND name_key = :key)""",
                {"guild": self._guild.ordinal, "key": name_key(alias), "name": alias, "person": person},
            )

    # ------------------------------------------------------------------ reading

    async def all_aliases(self) -> dict[int, list[str]]:
        """person → the other spellings of the name."""
        rows = await self._database.read(
            "SELECT person, name FROM person_alias WHERE guild = ? ORDER BY name_key", (self._guild.ordinal,)
        )
        found: dict[int, list[str]] = {}
        for person, name in rows:
            found.setdefault(int(person), []).append(str(name))
        return found

    async def get(self, person: int) -> KnownPerson | None:
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM person WHERE guild = ? AND id = ?", (self._guild.ordinal, person)
        )
        return _stored(rows[0]) if rows else None

    async def by_name(self, name: str) -> KnownPerson | None:
        rows = await self._database.read(
            f"""SELECT {_COLUMNS} FROM person WHERE guild = :guild AND id IN (
                SELECT id FROM person WHERE guild = :guild AND name_key = :key
                UNION ALL SELECT person FROM person_alias WHERE guild = :guild AND name_key = :key)""",
            {"guild": self._guild.ordinal, "key": name_key(name)},
        )
        return _stored(rows[0]) if rows else None

    async def get_many(self, people: Sequence[int]) -> list[KnownPerson]:
        """In the order asked for."""
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM person WHERE guild = ? AND id IN (SELECT value FROM json_each(?))",
            (self._guild.ordinal, json.dumps(list(people))),
        )
        found = {row[0]: _stored(row) for row in rows}
        return [found[person] for person in people if person in found]

    async def shown(self, people: Sequence[int] | None = None) -> list[KnownPerson]:
        """Those of them, or of all, who have anything to show, by name."""
        chosen = "" if people is None else "AND id IN (SELECT value FROM json_each(:people))"
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM person WHERE guild = :guild {chosen} AND {_SHOWN} ORDER BY name",
            {"guild": self._guild.ordinal, "people": json.dumps(list(people or ()))},
        )
        return [_stored(row) for row in rows]

    async def topics(self, person: int, limit: int = 5) -> list[str]:
        """The topics of the person's pieces, the weightiest first."""
        rows = await self._database.read(
            """SELECT topic.name FROM article_person JOIN article ON article.id = article_person.article
            JOIN article_topic ON article_topic.article = article.id JOIN topic ON topic.id = article_topic.topic
            WHERE article_person.person = ? AND article.guild = ? AND article.removed = ''
            GROUP BY topic.id ORDER BY topic.curated DESC, sum(weight) DESC, topic.name LIMIT ?""",
            (person, self._guild.ordinal, limit),
        )
        return [str(row[0]) for row in rows]

    async def coauthors(self, person: int, limit: int = 5) -> list[str]:
        """Whom the person made pieces with, the most frequent first."""
        rows = await self._database.read(
            """SELECT person.name FROM article_person AS mine JOIN article_person AS theirs USING (article)
            JOIN person ON person.id = theirs.person JOIN article ON article.id = mine.article
            WHERE mine.person = ? AND theirs.person <> mine.person AND article.guild = ? AND article.removed = ''
            GROUP BY person.id ORDER BY count(DISTINCT article.id) DESC, person.name LIMIT ?""",
            (person, self._guild.ordinal, limit),
        )
        return [str(row[0]) for row in rows]

    async def of_articles(self, articles: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
        """article → (person, part) of its people in order."""
        rows = await self._database.read(
            """SELECT article, person, part FROM article_person WHERE article IN (SELECT value FROM json_each(?))
            ORDER BY article, part, position""",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        found: dict[int, list[tuple[int, str]]] = {}
        for row, person, part in rows:
            found.setdefault(self._guild.sequence(row), []).append((int(person), str(part)))
        return found

    async def credits(self, articles: Sequence[int]) -> list[Credit]:
        """Who made which of these pieces, in which part."""
        rows = await self._database.read(
            """SELECT article_person.article, person, part = 'participant', position - 1, article.published
            FROM article_person JOIN article ON article.id = article_person.article
            WHERE article_person.article IN (SELECT value FROM json_each(?)) ORDER BY 1, part, position""",
            (json.dumps([self._guild.row(article) for article in articles]),),
        )
        return [Credit(self._guild.sequence(row), *facts) for row, *facts in rows]

    async def count(self) -> int:
        rows = await self._database.read(
            f"SELECT count(*) FROM person WHERE guild = ? AND {_SHOWN}", (self._guild.ordinal,)
        )
        return int(rows[0][0])

    async def all(self) -> list[KnownPerson]:
        rows = await self._database.read(
            f"SELECT {_COLUMNS} FROM person WHERE guild = ? ORDER BY name", (self._guild.ordinal,)
        )
        return [_stored(row) for row in rows]


def _stored(row: tuple[object, ...]) -> KnownPerson:
    identity, name, role, bio, links, photo, former = row
    person = Person(str(name), str(role), str(bio), tuple(json.loads(str(links))), str(photo), bool(former))
    return KnownPerson(int(str(identity)), person)
