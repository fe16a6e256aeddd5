"""A page's text as a tree that is safe to walk: bounded in size and depth, whatever the page does."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.errors import TooLarge, Unreadable

LONGEST_PAGE = 10 * 1024 * 1024  # characters of markup
_MOST_ELEMENTS = 200_000
_MOST_ATTRIBUTES = 10_000  # of one tag; libxml2 takes half a second over these and minutes over 300,000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_INLINE_FILE = re.compile(r"data:[\w/+.-]{1,80};base64,[\w+/=%-]{1000,}")  # pictures written into the page
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # lxml can't write these again
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_UNREADABLE = "That is not a readable web page. Paste the page's text instead."

Element = Any  # lxml has no types of its own


def parse_page(markup: str) -> Element:
    """The root element of a page, without comments; its depth is bounded by libxml2 (256 levels).

    Raises TooLarge or Unreadable when there is nothing to walk safely.
    """
    import lxml.etree
    import lxml.html

    markup = _INLINE_FILE.sub("data:,", markup)
    if len(markup) > LONGEST_PAGE:
        raise TooLarge("That page is too large to read. Paste the part you need instead.")
    if any(_attributes(tag) > _MOST_ATTRIBUTES for tag in _LONG_TAG.findall(markup)):
        raise Unreadable(_UNREADABLE)
    # As bytes: lxml refuses text with an encoding declaration.
    data = _NOT_XML.sub("", _DECLARATION.sub("", markup)).encode("utf-8")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise Unreadable(_UNREADABLE) from None
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise TooLarge("That page is too large to read. Paste the part you need instead.")
    return root


def _attributes(tag: str) -> int:
    return len(_QUOTED.sub("", tag).split())


def text_in(element: Element) -> str:
    """The text inside an element, on one line."""
    return flat(str(element.text_content()))


def short_text(element: Element, longest: int) -> str:
    """The text inside an element on one line, "" when it is longer than `longest` characters."""
    if len(element) == 0:
        text = flat(element.text or "")
        return text if len(text) <= longest else ""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += 0 if part.isspace() else len(part)
        if size > 2 * longest:
            return ""
    text = flat("".join(parts))
    return text if len(text) <= longest else ""


def heading_in(element: Element) -> str:
    """The text of a heading, whose parts (kicker, title, subtitle) often touch without a space."""
    heading = ""
    for part in element.itertext():
        glued = heading and part and heading[-1].islower() and part[0].isupper()
        heading += f" {part}" if glued else part
    return flat(heading)


def flat(text: str) -> str:
    """A text on one line, with single spaces and none around it, without characters nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def drop(element: Element) -> None:
    """Takes an element with all it holds out of its tree; the text after it stays. The root stays, too."""
    if element.getparent() is not None:
        element.drop_tree()
