"""The sites of the field by name: alone on a line, behind a window's title, at the head of a breadcrumb."""

from __future__ import annotations

import re

from bot.domain.text import fold
from bot.intake.layout.phrases import phrases

_SUFFIX = re.compile(
    r"\s+[|–—-]\s+(?:center for a new american security|cnas|rand(?: corporation)?|csis|center for strategic.{0,40}"
    r"|atlantic council|carnegie.{0,50}|brookings(?: institution)?|lawfare.{0,12}|council on foreign relations|cfr)"
    r"(?:\s+[|–—-].{0,60})?$",
    re.IGNORECASE,
)
_SITES = phrases("""
center for a new american security|cnas|rand|rand corporation|csis|center for strategic and international studies
atlantic council|carnegie endowment for international peace|brookings|the brookings institution|lawfare
council on foreign relations|cfr|www.cnas.org|cnas.org
""")
_CRUMB = re.compile(r"\s[/>›»→]\s")
_HOME_CRUMB = re.compile(r"\s[/>›»→|]\s")
_LONGEST_CRUMBS = 240


def is_site(text: str) -> bool:
    """Whether a line is the name of a site of the field."""
    return fold(text) in _SITES


def names_site(text: str) -> bool:
    """Whether one of a line's words is the name of a site."""
    return any(fold(word) in _SITES for word in text.split())


def without_site(title: str) -> str:
    """A title without the site's name behind it."""
    return _SUFFIX.sub("", title)


def breadcrumb(text: str) -> tuple[str, ...]:
    """The steps of a line "Home / Reports / Title" or "RAND > Published Research", without the first; else ()."""
    if len(text) > _LONGEST_CRUMBS:
        return ()
    first, *steps = _HOME_CRUMB.split(text)
    if fold(first) != "home":
        first, *steps = _CRUMB.split(text)
    return tuple(steps) if fold(first) == "home" or is_site(first) else ()
