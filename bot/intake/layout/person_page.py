"""Someone's own page: name, role, research areas, bio, latest pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.article import Person
from bot.domain.urlkey import web_url
from bot.intake.layout.furniture import is_furniture, is_menu_word
from bot.intake.layout.labels import is_person_address
from bot.intake.layout.lines import Line
from bot.intake.layout.names import clean_name, is_name, is_role
from bot.intake.layout.prose import is_prose
from bot.intake.layout.sites import is_site

_TOP = 25  # lines in which the name stands
_SHORT_PARAGRAPH = 6  # words of a single sentence that is no label
_LINK = re.compile(r"https?://[^\s()<>]+|(?:twitter|linkedin|x)\.com/[^\s()<>]+|(?<![\w.])@\w{3,30}\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:research areas?|areas? of expertise|expertise|biography|(?:full )?bio|education|contact|follow)\s*:?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:is|was|serves|served|has|holds|joined|works|leads|directs)\b")


def read_person(lines: Sequence[Line], url: str) -> tuple[Person, list[str]] | None:
    """The person a page is about and the paragraphs of the bio; None when the page is a piece.

    Such a page opens with a name, then a role, and its text keeps speaking of that name.
    """
    at = _name_line(lines, is_person_address(url))
    if at is None:
        return None
    name = clean_name(lines[at].text)
    role = lines[at + 1].text if at + 1 < len(lines) and is_role(lines[at + 1].text) else ""
    rest = lines[at + (2 if role else 1) :]
    bio = [line.text for line in rest if _is_paragraph(line.text)]
    surname = name.split()[-1]
    if not bio or surname not in bio[0][:200] or not _ABOUT.search(bio[0][:300]):
        return None
    found = (_address(match[0]) for line in rest for match in _LINK.finditer(f"{line.text} {line.url}"))
    links = tuple(dict.fromkeys(filter(None, found)))
    former = role.lower().startswith("former") or bool(re.match(r".{0,60}\b(?:was|is a former)\b", bio[0]))
    return Person(name, role, "\n\n".join(bio), links, former=former), bio


def _name_line(lines: Sequence[Line], is_own_page: bool) -> int | None:
    for at, line in enumerate(lines[:_TOP]):
        if is_site(line.text) or is_furniture(line.text) or is_menu_word(line.text) or _SECTION.fullmatch(line.text):
            continue
        if is_name(clean_name(line.text)) and not line.bullet:
            following = lines[at + 1 : at + 3]
            if is_own_page or any(is_role(near.text) for near in following[:1]):
                return at
        if not is_own_page:
            return None
    return None


def _is_paragraph(text: str) -> bool:
    return is_prose(text) or (len(text.split()) >= _SHORT_PARAGRAPH and text.endswith(".") and not is_furniture(text))


def _address(text: str) -> str:
    if text.startswith("@"):  # a handle that names no site is one of X, once Twitter
        return f"https://x.com/{text[1:]}"
    text = text.rstrip(".,;)")
    return web_url(text if text.lower().startswith("http") else f"https://{text}")
