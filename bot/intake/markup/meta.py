"""A page's `meta` and `link` elements (OpenGraph, citation, Dublin Core and the like), read into facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.domain.durations import seconds_of
from bot.intake.markup.facts import Facts
from bot.intake.markup.tree import Element, flat

_MOST = 500  # elements of each kind; real pages have under a hundred

_TITLES = (
    "citation_title",
    "og:title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
)
_AUTHORS = (
    "citation_author",
    "citation_authors",
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "cxenseparse:author",
    "book:author",
    "authors",
)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
    "cxenseparse:recs:publishtime",
    "article:post_date",
    "ptime",
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
_TAGS = (
    "article:tag",
    "og:article:tag",
    "parsely-tags",
    "sailthru.tags",
    "news_keywords",
    "citation_keywords",
    "dc.subject",
    "keywords",
)


def read_meta(root: Element) -> Facts:
    """What the page's head states of the piece. Never raises."""
    named = _named(root)

    def first(*names: str) -> str:
        return next((text for name in names for text in named.get(name, ())), "")

    return Facts(
        titles=_texts(named, _TITLES),
        authors=_authors(named),
        date=first(*_DATES),
        descriptions=_texts(named, _DESCRIPTIONS),
        types=tuple(text.lower() for text in named.get("og:type", ())),
        sections=_texts(named, ("article:section", "og:article:section", "parsely-section")),
        site=first("og:site_name", "citation_journal_title", "application-name"),
        image_url=first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
        image_alt=first("og:image:alt", "twitter:image:alt"),
        audio_url=first("og:audio:secure_url", "og:audio", "og:audio:url", "twitter:player:stream"),
        file_url=first("citation_pdf_url"),
        seconds=seconds_of(first("og:video:duration", "video:duration", "music:duration")),
        tags=_tags(named),
        language=first("og:locale", "content-language", "dc.language", "inlanguage") or (root.get("lang") or ""),
        url=canonical_address(root) or first("og:url"),
    )


def _named(root: Element) -> dict[str, list[str]]:
    """The contents of all `meta` elements, by lower-case name, property or itemprop."""
    named: dict[str, list[str]] = {}
    for number, meta in enumerate(root.iter("meta")):
        if number >= _MOST:
            break
        content = flat(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                named.setdefault(name, []).append(content)
    return named


def _texts(named: Mapping[str, list[str]], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for name in names for text in named.get(name, ())))


def _authors(named: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The authors of the first vocabulary that names any; addresses of profiles don't count."""
    for name in _AUTHORS:
        texts = [text for text in named.get(name, ()) if not re.match(r"https?://|www\.|@", text)]
        if texts:
            return tuple(texts)
    # Yoast's pairs for cards: label1 "Written by", data1 the name.
    for number in "123":
        label = " ".join(named.get(f"twitter:label{number}", ())).lower()
        if label in {"written by", "verfasst von", "escrito por", "écrit par", "geschrieben von", "author", "by"}:
            return tuple(named.get(f"twitter:data{number}", ()))
    return ()


def _tags(named: Mapping[str, list[str]]) -> tuple[str, ...]:
    for name in _TAGS:
        tags = [part.strip() for text in named.get(name, ()) for part in re.split(r"[,;|]", text)]
        if any(tags):
            return tuple(dict.fromkeys(tag for tag in tags if tag))
    return ()


def canonical_address(root: Element) -> str:
    """The address that the page's `link` element names as its own, as written."""
    for number, link in enumerate(root.iter("link")):
        if number >= _MOST:
            break
        if "canonical" in (link.get("rel") or "").lower().split():
            return (link.get("href") or "").strip()
    return ""
