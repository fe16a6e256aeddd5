"""The "More from …" block of a page, read from its markup: which pieces the page itself names beside its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from bot.domain.article import Listing
from bot.intake.fragment import web_address
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.labels import kind_label
from bot.intake.layout.lines import Line
from bot.intake.layout.names import is_name
from bot.intake.layout.related import is_related_heading, read_items
from bot.intake.markup.authors import names_marked
from bot.intake.markup.blocks import lines_in
from bot.intake.markup.listed import is_call, is_label, read_listing, word_count
from bot.intake.markup.tree import Element, drop, heading_in, short_text, text_in

_MOST_LEVELS = 4  # above the heading, up to which its block may lie
_MOST_ITEMS = 30
_MOST_LINES = 400
_PROSE = 300  # characters of a paragraph that is no teaser: the article goes on
_ABOUT_THIS = re.compile(r"more about this .*", re.IGNORECASE)  # heads notes on the piece itself
_MORE = re.compile(r"(?:read )?more|mehr|plus", re.IGNORECASE)  # heads a block when it is a heading, else is a link
_OF_SITE = re.compile(
    r"(?:latest|newest) (?:articles?|posts?|news|stories)|most (?:read|popular|viewed)\b.*|mais (?:lidas|vistas)"
    r"|(?:lo )?m[áa]s (?:le[íi]do|visto)s?|(?:les )?plus lus?|meistgelesen|am meisten gelesen|(?:i )?più letti"
    r"|meest gelezen|najczęściej czytane|많이 본 .{1,20}|アクセスランキング",
    re.IGNORECASE,
)  # not chosen for this piece
_LONGEST = 80  # characters of a heading
_LABEL = 60
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_LABELLED = (*_HEADINGS, "p", "div", "span", "strong", "b", "header", "summary")


def take_related(root: Element, base: str) -> tuple[Listing, ...]:
    """The listings of the page's related blocks, in order, which are taken out of the tree.

    `base` is the page's address, against which theirs are resolved.
    """
    listings: list[Listing] = []
    for heading in list(filter(_is_heading, root.iter(*_LABELLED))):
        if heading.getroottree().getroot() is not root:
            continue  # it stood in a block that is out already
        block = _block(heading)
        _part_labels(block)
        roots = _item_roots(block)
        if not roots:
            continue
        if not _OF_SITE.fullmatch(text_in(heading).strip(" :.")):
            listings += _listings(block, roots, base)
        for element in (heading, *block):
            drop(element)
    return tuple(dict.fromkeys(listings))[:_MOST_ITEMS]


def _listings(block: list[Element], roots: list[Element], base: str) -> list[Listing]:
    """The items of a block: each in its own element, or all of them in a flat row of lines."""
    inside = [lines_in([root], base) for root in roots[:_MOST_ITEMS]]
    whole = lines_in(block, base, frozenset(roots))[:_MOST_LINES]
    items = sum(line.bullet and not line.text for line in whole) or 1
    if 2 * sum(map(len, inside)) / len(inside) <= (len(whole) - items) / items:
        return list(read_items(whole))
    return [listing for root, lines in zip(roots, inside, strict=False) if (listing := _listing(root, lines, base))]


def _listing(root: Element, lines: list[Line], base: str) -> Listing | None:
    links = _title_links([root]) or [link for link in root.iter("a") if link.get("href")]
    link = max(links, key=lambda found: len(text_in(found)), default=root)
    heading = next(root.iter(*_HEADINGS), None)
    title = heading_in(heading) if heading is not None else _title_in(link)
    url = web_address(link.get("href") or "", base)
    return read_listing(lines, title, url, headed=heading is not None, signed=names_marked(root))


def _title_in(link: Element) -> str:
    """The text of a link, or of its line that is no label, where it holds a whole item."""
    texts = [line.text for line in lines_in([link])]
    return next((text for text in texts if not is_label(text)), text_in(link))


def _part_labels(block: Iterable[Element]) -> None:
    """Sets the kinds and dates of items on lines of their own, which their style parts from the title beside them."""
    for element in block:
        for part in element.iter("span", "strong", "b", "em", "small"):
            if len(part) == 0 and is_label(short_text(part, _LABEL)):
                part.tag = "div"


def _is_heading(element: Element) -> bool:
    marked = element.tag in _HEADINGS
    if len(element) > 3 or not (marked or len(element) == 0):
        return False
    text = short_text(element, _LONGEST)
    if not text or _ABOUT_THIS.fullmatch(text) or element.getparent().tag == "a":
        return False
    of_site = marked and bool(_MORE.fullmatch(text) or _OF_SITE.fullmatch(text))
    return of_site or is_related_heading(text)


def _block(heading: Element) -> list[Element]:
    """The elements after a heading that make its block: its siblings, or those of what wraps it."""
    node = heading
    for _ in range(_MOST_LEVELS):
        siblings = list(takewhile(lambda sibling: not _ends_block(sibling, heading), node.itersiblings()))
        if any(next(sibling.iter("a"), None) is not None for sibling in siblings):
            return siblings
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "main", "html") or siblings:
            return []
        node = parent
    return []


def _ends_block(element: Element, heading: Element) -> bool:
    """Whether what follows no longer belongs to the heading: another heading of its rank, a footer, prose."""
    if element.tag in ("footer", "main") or (element.tag in _HEADINGS and element.tag <= heading.tag):
        return True
    return element.tag == "p" and len(text_in(element)) > _PROSE


def _item_roots(block: Iterable[Element]) -> list[Element]:
    """The outermost element of each item, in the order of the page."""
    block = list(block)
    roots = _roots_of(_title_links(block), block)
    # Beside items with headings may stand others that have only a teaser.
    parents = {root.getparent() for root in roots}
    if len(parents) == 1 and len(roots) > 1:
        for sibling in next(iter(parents)):
            if sibling not in roots and _title_links([sibling]) and sibling.tag == roots[0].tag:
                roots.append(sibling)
        roots.sort(key=list(next(iter(parents))).index)
    return roots


def _roots_of(links: list[Element], block: list[Element]) -> list[Element]:
    """For each title's link the largest element around it that holds no other's."""
    targets = {link: link.get("href") for link in links}
    roots: list[Element] = []
    for link in links:
        root = link
        while root not in block and _only_of(root.getparent(), targets[link], targets):
            root = root.getparent()
        if root not in roots:
            roots.append(root)
    return roots


def _only_of(element: Element, target: str, targets: dict[Element, str]) -> bool:
    return all(targets.get(link, target) == target for link in element.iter("a"))


def _title_links(block: Iterable[Element]) -> list[Element]:
    """The links that carry the items: those in headings, or around them, else those with a title's words."""
    links = [link for element in block for link in element.iter("a") if link.get("href")]
    headed = [
        link
        for link in links
        if any(ancestor.tag in _HEADINGS for ancestor in link.iterancestors())
        or any(child.tag in _HEADINGS for child in link.iter("*"))
        or (not text_in(link) and any(sibling.tag in _HEADINGS for sibling in islice(link.itersiblings(), 3)))
    ]
    if headed:
        return headed
    rows = {_row(link) for link in links if _is_title(text_in(link), 3)}
    return [link for link in links if _row(link) in rows and _is_title(text_in(link), 2)]


def _row(link: Element) -> Element:
    """The element that holds an item beside its like."""
    return link.getparent().getparent()


def _is_title(text: str, words: int) -> bool:
    """Whether a link's text can be a title of at least so many words; two words alone are a topic more often."""
    if kind_label(text) or is_call(text) or is_furniture(text):
        return False
    return word_count(text) >= words and not (is_name(text) and "," not in text)
