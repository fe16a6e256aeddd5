"""The line of a page that hands the reader on to another outlet, with the address behind it."""

from __future__ import annotations

import re

from bot.domain.text import fold
from bot.domain.urlkey import url_key
from bot.intake.layout.handoff import HandOff, hand_off
from bot.intake.markup.blocks import lines_in
from bot.intake.markup.tree import Element, short_text

_MAYBE = re.compile(
    r"\b(?:full|complete|entire|original(?:ly)?|rest|remainder|more|visit|continue|read it here)\b", re.IGNORECASE
)
_LONGEST = 300
_ASIDE = ("nav", "footer", "aside", "header")


def find_hand_off(root: Element, base: str, site: str) -> tuple[str, HandOff] | None:
    """Such a line and what it says, the first that leads to the rest of the piece; None when all of it is here.

    Text extraction often drops the line, for it is mostly a link. `site` is the name the page's own site bears.
    """
    origin = None
    for element in root.iter("p", "div", "a", "strong", "em", "h2", "h3", "h4", "h5", "span"):
        if len(element) > 6 or not _MAYBE.search(short_text(element, _LONGEST)):
            continue
        if any(ancestor.tag in _ASIDE for ancestor in element.iterancestors()):
            continue
        for line in lines_in([element], base):
            found = hand_off(line.text, line.url)
            if found and not is_own(found.outlet, site) and not _is_at_home(found.url, base):
                if not found.origin:
                    return line.text, found
                origin = origin or (line.text, found)
    return origin


def is_own(outlet: str, site: str) -> bool:
    """Whether an outlet is the page's own site ("Read more on …"), which hands nobody on."""
    return bool(outlet and site) and (fold(site) in fold(outlet) or fold(outlet) in fold(site))


def _is_at_home(url: str, base: str) -> bool:
    """Whether a link stays on its site; files are pieces of their own."""
    here, there = (url_key(each).partition("/")[0] for each in (base, url))
    return bool(there) and here == there and not url.lower().partition("?")[0].endswith(".pdf")
