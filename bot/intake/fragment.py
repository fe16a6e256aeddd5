"""A piece of HTML inside another format (a feed's item, a Word document) as paragraphs of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

_BLOCKS_LIST = """
    address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td th thead tr ul"""
_BLOCKS = frozenset(_BLOCKS_LIST.split())
_SILENT_LIST = """
    audio button canvas embed figcaption form head iframe math nav noscript object script select style svg
    table template textarea title video"""
_SILENT = frozenset(_SILENT_LIST.split())
_TAG = re.compile(r"<[a-zA-Z!/?]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
# Controls, soft hyphens, zero-width spaces, marks of byte order and halves of pairs: no reader sees them.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\ufeff\ud800-\udfff\ufffe\uffff]")
_MOST = 4 * 1024 * 1024  # characters; a longer fragment is cut, for no item of a feed is a book


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a piece of HTML says: its paragraphs, and the first image in it."""

    paragraphs: tuple[str, ...] = ()
    image_url: str = ""
    image_alt: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)


def read_fragment(source: str, *, base: str = "", tables: bool = False) -> Fragment:
    """The paragraphs of an HTML fragment or of plain text, with relative addresses resolved against `base`.

    List items begin with "• ". Forms, players and scripts are left out, tables unless `tables` asks for their
    cells. Never raises.
    """
    if not _TAG.search(source):
        return Fragment(tuple(text for part in re.split(r"\n\s*\n", source) if (text := _flat(part))))
    root = _parsed(source[:_MOST])
    if root is None:
        return Fragment()
    reader = _Reader(base, _SILENT - {"table"} if tables else _SILENT)
    reader.read(root)
    return Fragment(tuple(reader.paragraphs), reader.image_url, reader.image_alt)


def plain_text(source: str) -> str:
    """A title or teaser without tags and entities, also where it was escaped twice ("AT&amp;amp;T")."""
    for _ in range(3):
        cleaned = read_fragment(source).text
        if cleaned == source or not _TAG.search(cleaned):
            return cleaned
        source = cleaned
    return source


def _parsed(source: str) -> Any:
    from lxml import etree, html

    text = re.sub(r"[\x0b\x0c\x1c-\x1f]", " ", _UNSEEN.sub("", source))
    try:
        return html.document_fromstring(f"<div>{text}</div>", parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


class _Reader:
    """Walks a tree without recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, base: str, silent: frozenset[str]) -> None:
        self.paragraphs: list[str] = []
        self.image_url = ""
        self.image_alt = ""
        self._base = base
        self._silent = silent
        self._open: list[str] = []
        self._item = False

    def read(self, root: Any) -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            if event in ("comment", "pi"):
                self._open.append(node.tail or "")
            elif event == "end":
                self._leave(node)
            elif node.tag in self._silent:
                walk.skip_subtree()
            else:
                self._enter(node)
        self._close()

    def _enter(self, node: Any) -> None:
        if node.tag in _BLOCKS:
            self._close()
        if node.tag == "li":
            self._item = True
        elif node.tag == "img" and not self.image_url:
            self._take_image(node)
        self._open.append(node.text or "")

    def _leave(self, node: Any) -> None:
        if node.tag in _BLOCKS or node.tag in self._silent:
            self._close()
        self._open.append(node.tail or "")

    def _close(self) -> None:
        text = _flat("".join(self._open))
        self._open.clear()
        if text:
            self.paragraphs.append(f"• {text}" if self._item and not text.startswith("•") else text)
            self._item = False

    def _take_image(self, node: Any) -> None:
        address = web_address(node.get("src", ""), self._base)
        tiny = node.get("width") in {"0", "1"} or node.get("height") in {"0", "1"}  # a counting pixel
        if address and not tiny:
            self.image_url = address
            self.image_alt = _flat(node.get("alt", ""))


def web_address(address: str, base: str = "") -> str:
    """The absolute http address that `address` means on the page `base`, or "" when it means none.

    What browsers put up with is put right: line ends and tabs are dropped, spaces encoded. An address with a user's
    name in it reads as another than it is, and so is none.
    """
    address = re.sub(r"[\t\r\n]", "", address).strip()
    if not address or address.startswith("#"):
        return ""
    try:
        joined = urljoin(base, address)
        parts = urlsplit(joined)
        _ = parts.port  # reading it is what refuses ":port" that is no number
    except ValueError:
        return ""
    fit = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[@\\\s]", parts.netloc)
    return re.sub(r"\s", lambda space: quote(space[0]), joined) if fit and not _UNSEEN.search(joined) else ""


def _flat(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())
