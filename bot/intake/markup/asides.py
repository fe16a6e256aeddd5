"""What stands on a page beside and within the piece without being part of it, taken out before anything is read."""

from __future__ import annotations

import re

from bot.intake.layout.labels import kind_label
from bot.intake.markup.tree import Element, drop, short_text

_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:-(?:area|list|section|container|wrapper|thread|page))?|article-comments|disqus_thread"
    r"|kommentare|commentaires)(?:$|\s)",
    re.IGNORECASE,
)
_BY_MACHINE = re.compile(r"(?:^|[\s_-])ai[_-](?:generated[_-])?summary(?:$|[\s_-])", re.IGNORECASE)
_KICKER = re.compile(r"(?:^|[\s_-])(?:kicker|overline|dachzeile|surtitre)(?:$|[\s_-])", re.IGNORECASE)
_ANCHOR = re.compile(r"[#¶§🔗\s]+|permalink|anchor", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WHOLE = frozenset(["html", "body", "main", "article"])


def drop_asides(root: Element) -> None:
    """Takes out readers' comments, summaries written by machines, kickers within paragraphs and headings' anchors."""
    for element in [part for part in root.iter("div", "section", "aside", "ol", "ul", "details") if _is_aside(part)]:
        drop(element)
    for kicker in [part for part in root.iter("span", "strong", "b") if _is_kicker(part)]:
        drop(kicker)
    for heading in root.iter(*_HEADINGS):
        for link in [link for link in heading.iter("a") if _ANCHOR.fullmatch(short_text(link, 20))]:
            drop(link)


def _is_aside(element: Element) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _BY_MACHINE.search(named):
        return True
    return bool(_COMMENTS.search(named)) and next(element.iter("h1", *_WHOLE - {"article"}), None) is None


def _is_kicker(element: Element) -> bool:
    """Whether an element names the kind before a paragraph's own words."""
    parent = element.getparent()
    if parent.tag != "p" or (parent.text or "").strip() or parent[0] is not element or not (element.tail or "").strip():
        return False
    text = short_text(element, 40)
    return bool(_KICKER.search(element.get("class") or "")) and kind_label(text) is not None
