"""Lists of feeds (OPML), as feed readers write and take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import TooLarge, Unreadable
from bot.intake.fragment import web_address

_MOST_BYTES = 2 * 2**20
_MOST_FEEDS = 5_000


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A feed in a list: its address, its name, the address of its site, the folder and the line it stands in.

    An address that can't be one is given as it is written, so that whoever reads the list can say so.
    """

    url: str
    title: str = ""
    home: str = ""
    folder: str = ""
    line: int = field(default=0, compare=False)


def read_opml(data: bytes) -> tuple[FeedAddress, ...]:
    """The feeds in a list, each address once, in its order.

    Raises Unreadable when the bytes are no OPML or name no feed, TooLarge above 2 MiB or 5,000 feeds.
    """
    if len(data) > _MOST_BYTES:
        raise TooLarge("The list of feeds is larger than 2 MiB.")
    root = _parsed(data)
    if root is None or root.tag.rpartition("}")[2].lower() not in {"opml", "outlinedocument"}:
        raise Unreadable("The file is not a list of feeds (OPML).")
    feeds: dict[str, FeedAddress] = {}
    for outline in root.iter("{*}outline"):
        attributes = {name.lower(): value.strip() for name, value in outline.items()}
        written = attributes.get("xmlurl", "")
        address = web_address(written) or _storable(written)
        if address and address not in feeds:
            title = attributes.get("title") or attributes.get("text", "")
            home = web_address(attributes.get("htmlurl", ""))
            line = outline.sourceline or 0
            feeds[address] = FeedAddress(address, " ".join(title.split()), home, _folder(outline), line)
    if not feeds:
        raise Unreadable("The list names no feeds: none of its outlines has an xmlUrl.")
    if len(feeds) > _MOST_FEEDS:
        raise TooLarge(f"The list names more than {_MOST_FEEDS:,} feeds.")
    return tuple(feeds.values())


def write_opml(feeds: Iterable[FeedAddress], *, title: str = "Feeds") -> bytes:
    """The list as OPML 2.0, UTF-8, with a folder for each folder name; `read_opml` gives the same feeds back."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _storable(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {"": body}
    for feed in feeds:
        name = _storable(feed.folder)
        if name not in folders:
            folders[name] = etree.SubElement(body, "outline", text=name)
        named = _storable(feed.title) or feed.url
        outline = etree.SubElement(folders[name], "outline", type="rss", text=named, xmlUrl=feed.url)
        if feed.title:
            outline.set("title", named)
        if feed.home:
            outline.set("htmlUrl", feed.home)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _parsed(data: bytes) -> Any:
    from lxml import etree

    # Lists in the wild hold bare ampersands, so damage is mended; entities of the document's own are not expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _folder(outline: Any) -> str:
    parent = outline.getparent()
    if parent is None or parent.tag.rpartition("}")[2] != "outline" or parent.get("xmlUrl"):
        return ""
    return " ".join((parent.get("text") or parent.get("title") or "").split())


def _storable(text: str) -> str:
    """Text that XML can hold: no control characters, no lone surrogates."""
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
