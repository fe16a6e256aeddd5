"""Finds what somebody has begun to type: words inside titles, names and topics, one typo forgiven."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum

from bot.domain.text import fold, words
from bot.storage.database import Database, Transaction
from bot.storage.guild import Guild

_SHORTEST = 4  # letters a word needs before a typo in it is forgiven
_CANDIDATES = 2_000  # targets found at most: with more, more letters will be typed
_WORDS = 16  # of what is typed; a title that needs more to be told from others is not typed by hand
_BEGINS = "BETWEEN typed.value AND typed.value || char(1114111)"  # the last character there is


class Scope(StrEnum):
    ARTICLE = "article"
    PERSON = "person"
    TOPIC = "topic"


class CompletionStore:
    def __init__(self, database: Database, guild: Guild) -> None:
        self._database = database
        self._guild = guild

    async def put(self, transaction: Transaction, scope: Scope, target: int, *texts: str) -> None:
        """Replaces the words a target is found by. `target` is an article number, or a person's or topic's id."""
        found = sorted({word for text in texts for word in _parts(text)})
        await self.remove(transaction, scope, target)
        await transaction.execute_many(
            "INSERT OR IGNORE INTO completion (guild, scope, word, target) VALUES (?, ?, ?, ?)",
            [(self._guild.ordinal, scope.value, word, target) for word in found],
        )
        await transaction.execute_many(
            "INSERT OR IGNORE INTO misspelling (guild, scope, typed, word) VALUES (?, ?, ?, ?)",
            [(self._guild.ordinal, scope.value, typed, word) for word in found for typed in deletions(word)],
        )

    async def remove(self, transaction: Transaction, scope: Scope, target: int) -> None:
        """Misspellings stay: they lead to words, and a word without targets finds nothing."""
        await transaction.execute(
            "DELETE FROM completion WHERE guild = ? AND scope = ? AND target = ?",
            (self._guild.ordinal, scope.value, target),
        )

    async def find(self, scope: Scope, typed: str) -> list[int]:
        """Targets that have every word typed, finished or not, the latest first; typos are forgiven when none has."""
        wanted = list(dict.fromkeys(words(typed)))[:_WORDS]
        if not wanted:
            return []
        found = await self._having_all(scope, [[word] for word in wanted])
        if not found:
            found = await self._having_all(scope, [await self._corrections(scope, word) for word in wanted])
        return found

    async def _having_all(self, scope: Scope, spellings: Sequence[Sequence[str]]) -> list[int]:
        """The newest targets that have a word of each list, finished or not; the longest word leads to them."""
        first, *others = sorted(spellings, key=lambda variants: -len(variants[0]))
        also = (
            f""" AND EXISTS (SELECT 1 FROM json_each(?{place}) AS typed CROSS JOIN completion AS other
            ON other.guild = ?1 AND other.scope = ?2 AND other.target = completion.target AND other.word {_BEGINS})"""
            for place, _ in enumerate(others, 5)
        )
        rows = await self._database.read(
            f"""SELECT DISTINCT target FROM json_each(?4) AS typed CROSS JOIN completion ON completion.guild = ?1
            AND completion.scope = ?2 AND completion.word {_BEGINS} {"".join(also)} ORDER BY +target DESC LIMIT ?3""",
            [self._guild.ordinal, scope.value, _CANDIDATES, *map(json.dumps, (first, *others))],
        )
        return [int(row[0]) for row in rows]

    async def _corrections(self, scope: Scope, word: str) -> list[str]:
        """The word itself, and known words one letter away from it (a swap of neighbours counts as one)."""
        if len(word) < _SHORTEST:
            return [word]
        rows = await self._database.read(
            """WITH mark AS (SELECT value FROM json_each(?3))
            SELECT word FROM mark CROSS JOIN misspelling ON guild = ?1 AND scope = ?2 AND typed = value
            UNION SELECT word FROM mark CROSS JOIN completion ON guild = ?1 AND scope = ?2 AND word = value LIMIT 50""",
            (self._guild.ordinal, scope.value, json.dumps([word, *deletions(word)])),
        )
        return [word, *(str(row[0]) for row in rows)]


def deletions(word: str) -> list[str]:
    """The word with each letter left out once: two words one edit apart share one of these (Garbe's SymSpell)."""
    if len(word) < _SHORTEST:
        return []
    return sorted({word[:at] + word[at + 1 :] for at in range(len(word))})


def _parts(text: str) -> list[str]:
    """A text's words, and the pieces of joined ones ("U.S.-China" is found by "china", "us" and "u.s")."""
    found: list[str] = []
    for word in words(text):
        found.append(word)
        if not word.isalnum():
            bare = fold(word).replace("'s", "")
            found.extend(part for part in bare.replace("-", " ").replace("'", " ").split() if part)
            found.append(bare.replace(".", "").replace("'", ""))
    return found
