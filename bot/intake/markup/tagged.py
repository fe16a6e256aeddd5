"""The topics a page shows with the piece: links marked as tags, rows below a label such as "Topics"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.intake.markup.tree import Element, drop, short_text

_LONGEST = 60  # characters of a topic
_MOST = 15
_LABEL = re.compile(
    r"(?:related )?(?:topics?|tags?|keywords?|regions?|issues?|subjects?|filed under|mots[- ]cl[eé]s|th[eè]mes?"
    r"|sujets|themen|schlagw(?:ort|örter)|stichworte|regionen|etiquetas|temas|palabras clave|argomenti|tag"
    r"|parole chiave|タグ|キーワード)(?:\s(?:and|&|und|et|y|e)\s\w+)?\s*[:：]?",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:^|[\s_-])(?:tags|topics|keywords|mots-cles|themen|temas|tag-list|topic-list|tagged|etiquetas|schlagworte)"
    r"(?:[_-]{1,2}(?:list|links|items|row|wrap|wrapper|container|\d+))*(?:$|\s)",
    re.IGNORECASE,
)
_LABELLED = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "dt", "li")
_BOXES = ("div", "ul", "ol", "p", "section", "footer", "span")
_FRAME = frozenset(["nav", "header", "aside", "footer"])
_FRAME_MARK = re.compile(r"(?:^|[\s_-])(?:sidebar|widget|nav|navbar|menu|footer|header)(?:$|[\s_-])", re.IGNORECASE)


def take_tags(root: Element) -> tuple[str, ...]:
    """The topics in the order of the page; the rows that hold nothing else are taken out of the tree."""
    marked = [link for link in root.iter("a") if "tag" in (link.get("rel") or "").split()]
    labels, rows = _below_labels(root)
    rows = rows or list(islice(_boxes(root), 1))
    found = [text for link in marked if (text := _topic(link))] or [text for row in rows for text in _topics(row)]
    for element in (*labels, *rows):
        drop(element)
    return tuple(dict.fromkeys(found))[:_MOST]


def _below_labels(root: Element) -> tuple[list[Element], list[Element]]:
    """(labels that head topics, the rows of these)."""
    labels: list[Element] = []
    rows: dict[Element, None] = {}
    for label in filter(_is_label, root.iter(*_LABELLED)):
        if below := list(_row_after(label)):
            labels.append(label)
            rows |= dict.fromkeys(below)
    return labels, list(rows)


def _is_label(element: Element) -> bool:
    if len(element) > 1 or not _LABEL.fullmatch(short_text(element, 30)):
        return False
    return next(element.iter("a"), None) is None and not _is_of_site(element)


def _is_of_site(element: Element) -> bool:
    """Whether an element stands in the site's own frame, whose topics are those of all pieces."""
    for above in element.iterancestors():
        if above.tag == "article":
            return False
        if above.tag in _FRAME or _FRAME_MARK.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False


def _row_after(label: Element) -> Iterator[Element]:
    """What follows a label as long as it holds nothing but topics."""
    holder = label
    if label.getnext() is None and not (label.tail or "").strip():
        holder = label.getparent()
    for element in holder.itersiblings():
        if _is_label(element) or not _topics(element):
            return
        yield element


def _topics(element: Element) -> list[str]:
    """The topics in an element that holds nothing else, () for any other."""
    parts = [element] if element.tag == "a" else list(element.iter("a"))
    if not parts:
        boxes = (box for box in (element, *islice(element.iterancestors(), 3)) if _MARK.search(box.get("class") or ""))
        box = next(boxes, None)
        parts = list(element.iter("li")) if box is not None and next(box.iter("a"), None) is None else []
    texts = [_topic(part) for part in parts[: _MOST + 1]]
    rest = len(short_text(element, _MOST * _LONGEST)) - sum(map(len, texts))
    if not all(texts) or len(texts) > _MOST or rest > 2 * len(texts) + _LONGEST // 3:
        return []
    return texts


def _topic(element: Element) -> str:
    return short_text(element, _LONGEST).strip("#,;| ")


def _boxes(root: Element) -> Iterator[Element]:
    for element in root.iter(*_BOXES):
        if _MARK.search(element.get("class") or "") and _topics(element) and not _is_of_site(element):
            yield element
