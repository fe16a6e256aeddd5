"""Lines that say who someone is: blocks of authors, bios that close a piece, bios of guests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.layout.lines import Line
from bot.intake.layout.names import clean_name, is_name, is_role, name_with_role, split_names

_HEADING = re.compile(
    r"(?:about the )?(?:authors?|contributors?|experts?|speakers?|guests?)(?: bios?)?|related experts?|cnas experts?"
    r"|experts mentioned|our experts|author biograph(?:y|ies)|meet the authors?|(?:media )?contacts?"
    r"|featuring|featured speakers?|(?:moderated|hosted) by|moderators?|hosts?|panelists?|participants",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[^\W\d_a-z][^\s,]*(?:\s[^\s,]+){1,4}?)"
_BIO = re.compile(
    rf"(?:\W{{0,3}}){_NAME}(?:,? (?:PhD|Ph\.D\.|M\.D\.|Jr\.|Sr\.|III|USA \(Ret\.\)|USN \(Ret\.\)),?)?"
    r"(?:\s\([^)]{2,40}\))?,?\s(?:is|was|serves?d?|has|directs|leads|heads|works|holds|covers|teaches|writes)\s"
    r"(?P<rest>.+)"
)
_BIO_PAIR = re.compile(r"(?P<names>[^.]{5,120}?)\s(?:are|were|serve|served)\s(?P<rest>.+)")
_CAREER = (
    r"fellow|professor|researcher|scientist|analyst|associate|(?:co-?)?author of|editor|reporter|correspondent|"
    r"journalist|columnist|scholar|lecturer|strategist|economist|attorney|student|intern|assistant|adviser|advisor|"
    r"consultant|historian|engineer|director|founder|ceo|chief executive|expert|coordinator|manager|specialist|"
    r"deputy|"
    r"professional|candidate|visiting"
)
_OFFICE = (
    r"president|chair|officer|executive|member|minister|secretary|ambassador|senator|representative|partner|veteran|"
    r"host|counsel|commander|lieutenant|captain|major|colonel|general|admiral|commissioner|governor|leader|head of"
)
# A paragraph about a head of state reads like a bio, so that offices count only where bios are expected.
_BIO_WORDS = re.compile(rf"\b(?:{_CAREER})s?\b", re.IGNORECASE)
_ANY_BIO_WORDS = re.compile(rf"\b(?:{_CAREER}|{_OFFICE})s?\b", re.IGNORECASE)
_LONGEST = 900  # characters
_MOST_LINES = 40  # from the end, in which bios are looked for


@dataclass(frozen=True, slots=True)
class Bio:
    """Who a line or block is about, and how many lines it takes."""

    names: tuple[str, ...]
    lines: int


def is_bio_heading(text: str) -> bool:
    """Whether a line heads a block of people: "Author", "About the Authors", "Related Experts"."""
    return len(text) <= 40 and bool(_HEADING.fullmatch(text.strip(" :")))


def bio_names(text: str, *, expected: bool = False) -> tuple[str, ...]:
    """The people whose bio a paragraph is ("Jane Doe is a senior fellow …"); () for other paragraphs.

    `expected` is for texts that introduce people, such as the description of a podcast.
    """
    if len(text) > _LONGEST:
        return ()
    told = _ANY_BIO_WORDS if expected else _BIO_WORDS
    match = _BIO.fullmatch(text)
    if match and is_name(name := clean_name(match["name"])) and told.search(match["rest"][:160]):
        return (name,)
    pair = _BIO_PAIR.fullmatch(text)
    if pair and told.search(pair["rest"][:160]):
        names = split_names(pair["names"])
        return names if len(names) > 1 and all(is_name(name) for name in names) else ()
    return ()


def bio_block(lines: Sequence[Line], at: int) -> Bio | None:
    """The block that begins here: a name with its role behind it, or below it with perhaps a bio; else None."""
    name = clean_name(lines[at].text) if at < len(lines) else ""
    if not is_name(name) and at < len(lines) and (listed := name_with_role(lines[at].text)):
        return Bio((listed,), 1)
    if not is_name(name) or at + 1 >= len(lines):
        return None
    if not is_role(lines[at + 1].text):
        return Bio((name,), 2) if bio_names(lines[at + 1].text, expected=True) else None
    count = 2
    surname = name.split()[-1].rstrip(".,")
    if at + 2 < len(lines) and (bio_names(lines[at + 2].text, expected=True) or surname in lines[at + 2].text[:80]):
        count = 3
    return Bio((name,), count)


def bios_at_end(lines: Sequence[Line], authors: Sequence[str]) -> tuple[int, tuple[str, ...], bool]:
    """(first line of the closing bios, their people, whether they are running text and not a block of names).

    The first number is the count of lines when a page closes without bios. When the page names its authors, running
    text counts only when it is about one of them.
    """
    end = len(lines)
    people: tuple[str, ...] = ()
    for at in range(len(lines) - 1, max(-1, len(lines) - _MOST_LINES), -1):
        if found := _people_to_end(lines, at, end, authors):
            end, people = at, found + people
        elif at + 1 == end < len(lines) and is_bio_heading(lines[at].text):
            end = at
    running = all(_is_about(line.text, authors) for line in lines[end:])
    return end, tuple(dict.fromkeys(people)), running


def _people_to_end(lines: Sequence[Line], at: int, end: int, authors: Sequence[str]) -> tuple[str, ...]:
    """The people of the lines from `at` to `end` when these are nothing but bios."""
    people: list[str] = []
    while at < end:
        if block := bio_block(lines, at):
            people += block.names
            at += block.lines
            continue
        names = _is_about(lines[at].text, authors)
        if not names and not people and lines[at].bullet and is_name(name := clean_name(lines[at].text)):
            names = (name,)
        if not names:
            return ()
        people += names
        at += 1
    return tuple(dict.fromkeys(people)) if at >= end else ()


def _is_about(text: str, authors: Sequence[str]) -> tuple[str, ...]:
    """The people a running bio is about: the page's authors, or whoever it is about when the page names none."""
    if not authors:
        return bio_names(text)
    known = tuple(
        name for name in authors if re.match(rf"\W{{0,3}}(?:Dr\.? )?{re.escape(name)}(?:\b|[是为為はが氏])", text)
    )
    is_bio = len(text) <= _LONGEST and re.search(r"\b(?:is|was|are|were|serves?d?|works?)\b|[是为為は]", text)
    return known if is_bio else ()
