"""The lines a reader sees in a part of a page, each with the address behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.intake.fragment import web_address
from bot.intake.layout.lines import Line
from bot.intake.markup.tree import Element, flat

_BLOCK_NAMES = """
    address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody td th thead time tr ul"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(
    ["script", "style", "noscript", "svg", "template", "button", "select", "form", "iframe", "nav", "object", "canvas"]
)


def lines_in(elements: Iterable[Element], base: str = "", items: frozenset[Element] = frozenset()) -> list[Line]:
    """The lines of some elements in order; `items` are elements before which an empty bullet line is set."""
    writer = _Writer(base)
    for element in elements:
        _write(element, writer, items)
        writer.end()
    return writer.lines


class _Writer:
    def __init__(self, base: str) -> None:
        self._base = base
        self._text: list[str] = []
        self._url = ""
        self._link = ""
        self.lines: list[Line] = []

    def add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if text.strip():
                self._url = self._url or self._link

    def link(self, url: str) -> None:
        """Begins a link, or with "" ends it; a link may hold several lines."""
        self._link = web_address(url, self._base)

    def end(self) -> None:
        """Ends the line, if it holds anything."""
        text = flat("".join(self._text))
        if text:
            self.lines.append(Line(text, url=self._url))
        self._text, self._url = [], ""

    def begin_item(self) -> None:
        self.end()
        self.lines.append(Line("", bullet=True))


def _write(top: Element, writer: _Writer, items: frozenset[Element]) -> None:
    # Depth is bounded by the parser (256), but a stack of our own needs no thought about that.
    waiting: list[tuple[Element, bool]] = [(top, True)]
    while waiting:
        element, opening = waiting.pop()
        is_block = element.tag in _BLOCKS
        if not opening:
            if is_block:
                writer.end()
            if element.tag == "a":
                writer.link("")
            if element is not top:
                writer.add(element.tail)
            continue
        if element in items:
            writer.begin_item()
        if element.tag in _SILENT or not isinstance(element.tag, str):
            if element is not top:
                writer.add(element.tail)
            continue
        if is_block:
            writer.end()
        if element.tag == "a" and element.get("href"):
            writer.link(element.get("href"))
        writer.add(element.text)
        waiting.append((element, False))
        waiting.extend((child, True) for child in reversed(element))


def following(element: Element) -> Iterator[Element]:
    """The elements after one in the order of the page, those inside it left out."""
    at: Element | None = element
    while at is not None:
        successor = at.getnext()
        if successor is None:
            at = at.getparent()
            continue
        yield from successor.iter("*")
        at = successor
