"""JSON Feed (versions 1 and 1.1) as raw items."""

from __future__ import annotations

import html
import json
from typing import Any

from bot.domain.errors import Unreadable, Unsupported
from bot.intake.feed_item import Channel, Link, RawItem
from bot.intake.fragment import plain_text, web_address


def read_json_feed(text: str, *, url: str) -> tuple[str, Channel, list[RawItem]]:
    """The format ("json"), what the feed says of itself, and its items.

    Raises Unreadable when the text is no JSON, Unsupported when it is no JSON Feed.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("The feed begins like JSON but is damaged.") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Unsupported("There is no feed at that address: its JSON is not a JSON Feed.")
    home = web_address(_text(feed, "home_page_url"), url)
    channel = Channel(title=plain_text(_plain(feed, "title")), url=home, language=_text(feed, "language"))
    shared = _authors(feed)
    return "json", channel, [_raw(item, shared, home or url) for item in feed["items"] if isinstance(item, dict)]


def _raw(item: dict[str, Any], authors: tuple[str, ...], base: str) -> RawItem:
    attachments = [part for part in _list(item, "attachments") if isinstance(part, dict)]
    return RawItem(
        guid=_text(item, "id"),
        links=tuple(link for link in (_text(item, "external_url"), _text(item, "url")) if link),
        title=_plain(item, "title"),
        content=_text(item, "content_html") or _plain(item, "content_text"),
        summary=_plain(item, "summary"),
        authors=_authors(item) or authors,
        dates=tuple(date for date in (_text(item, "date_published"), _text(item, "date_modified")) if date),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        enclosures=tuple(Link(_text(part, "url"), _text(part, "mime_type")) for part in attachments),
        duration=next((length for part in attachments if (length := _text(part, "duration_in_seconds"))), ""),
        image=_text(item, "image") or _text(item, "banner_image"),
        language=_text(item, "language"),
        base=base,
    )


def _authors(part: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 lists authors; version 1 has one."""
    authors = [*_list(part, "authors"), part.get("author")]
    return tuple(name for author in authors if isinstance(author, dict) and (name := _text(author, "name")))


def _list(part: dict[str, Any], name: str) -> list[Any]:
    value = part.get(name)
    return value if isinstance(value, list) else []


def _plain(part: dict[str, Any], name: str) -> str:
    """A field that is plain text by the format, as the HTML that it is read as later."""
    return html.escape(_text(part, name), quote=False)


def _text(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
