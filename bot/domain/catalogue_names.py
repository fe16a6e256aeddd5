"""People as catalogues and spreadsheets write them, family name first, read in the order of speech."""

from __future__ import annotations

import re

from bot.domain.names import split_names
from bot.domain.text import word_set

_SUFFIXES = word_set("jr jr. sr sr. ii iii iv esq esq. phd ph.d. md m.d.")
_PARTICLES = word_set("van von de der den la le del della di da dos al el bin ter")
_MOST_GIVEN = 3  # words of a given name
_BETWEEN = re.compile(r"[;|\n]| (?:&|and) ", re.IGNORECASE)


def split_people(text: str) -> tuple[str, ...]:
    """The names in one string, each once: "Smith, Jane; Lee, Ann" are Jane Smith and Ann Lee."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    text = "\n".join(filter(None, lines)).strip(" ;|")
    if not _BETWEEN.search(text) and (pairs := _pairs(text)):
        return pairs
    together = [_given_first(part.strip(" ,")) for part in _BETWEEN.split(text)]
    if all(together):
        return tuple(dict.fromkeys(filter(None, together)))
    return tuple(dict.fromkeys(_given_first(name) or name for name in split_names(text)))


def _pairs(text: str) -> tuple[str, ...]:
    """The names in "Smith, Jane, Lee, Ann"."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 4 or len(parts) % 2 or any(part.lower() in _SUFFIXES for part in parts):
        return ()
    named = [_given_first(f"{family}, {given}") for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return tuple(filter(None, named)) if all(named) else ()


def _given_first(name: str) -> str:
    """ "King, Jr., Martin" as "Martin King, Jr."; "" for what is no name with the family first."""
    parts = [part.strip() for part in name.split(",")]
    suffix = [part for part in parts if part.lower() in _SUFFIXES]
    told = [part for part in parts if part.lower() not in _SUFFIXES]
    if len(told) != 2 or not all(told):
        return ""
    family, given = told
    words = family.lower().split()
    one = len(words) == 1 or (len(words) < 4 and words[0] in _PARTICLES)
    if len(given.split()) > _MOST_GIVEN or not (one or (len(words) == 2 and len(given.split()) == 1)):
        return ""
    return ", ".join([f"{given} {family}", *suffix])
