"""What a server sent: the kind of content, when its label and its first bytes agree."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.domain.errors import Unsupported
from bot.intake.charset import decode_page, unmarked_utf16


class Media(StrEnum):
    """The kinds of content some reader takes."""

    HTML = "html"
    FEED = "feed"  # RSS, Atom, RDF or JSON Feed
    TEXT = "text"
    CAPTIONS = "captions"  # what is said in a recording, with its times: WebVTT or SubRip
    PDF = "pdf"
    DOCX = "docx"

    @property
    def label(self) -> str:
        """How a sentence names it: "a web page"."""
        return _LABELS[self]


_LABELS = {
    Media.HTML: "a web page",
    Media.FEED: "a feed",
    Media.TEXT: "plain text",
    Media.CAPTIONS: "a transcript",
    Media.PDF: "a PDF",
    Media.DOCX: "a Word document",
}

DOCUMENTS = frozenset({Media.PDF, Media.DOCX})

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XML = frozenset({Media.FEED, Media.HTML})
_MARKUP = frozenset({Media.HTML, Media.FEED, Media.TEXT, Media.CAPTIONS})
_CAPTIONS = frozenset({Media.CAPTIONS, Media.TEXT})

# What may be inside, by the label on the envelope; a feed often comes as text or HTML, a PDF never does.
_LABELLED: dict[str, frozenset[Media]] = {
    "text/html": _MARKUP,
    "application/xhtml+xml": _XML,
    "application/xml": _XML,
    "text/xml": _XML,
    "application/rss+xml": _XML,
    "application/atom+xml": _XML,
    "application/rdf+xml": _XML,
    "application/feed+json": frozenset({Media.FEED}),
    "application/json": frozenset({Media.FEED}),
    "application/json+chapters": frozenset({Media.FEED}),
    "text/plain": _MARKUP,
    "text/markdown": frozenset({Media.TEXT}),
    "text/vtt": _CAPTIONS,
    "text/srt": _CAPTIONS,
    "application/srt": _CAPTIONS,
    "application/x-subrip": _CAPTIONS,
    "application/pdf": frozenset({Media.PDF}),
    "application/x-pdf": frozenset({Media.PDF}),
    _WORD: frozenset({Media.DOCX}),
}
_TYPE = re.compile(r"[a-z0-9][\w.+-]{0,40}/[a-z0-9][\w.+-]{0,80}", re.ASCII)
_UNLABELLED = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})

ACCEPT_HEADERS = {
    Media.HTML: "text/html, application/xhtml+xml",
    Media.FEED: "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9",
    Media.TEXT: "text/plain;q=0.8",
    Media.CAPTIONS: "text/vtt, application/x-subrip",
    Media.PDF: "application/pdf",
    Media.DOCX: _WORD,
}

_BINARY_STARTS = (
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\x1f\x8b",
    b"BZh",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"OggS",
    b"ID3",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3\x00",
    b"{\\rtf",
)
# An e-mail, or a page with all that belongs to it (MHTML): parts in an envelope, however they are named.
_ENVELOPE = re.compile(
    rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){0,30}?MIME-Version:", re.I
)
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff")
_PROLOGUE = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<!--.{0,4000}?-->|<\?[^>]{0,500}\?>"
    rb"|<!doctype\s+(?!html\b)[^\[>]{0,500}(?:\[.{0,4000}?\]\s*)?>)*",
    re.S | re.I,
)
_FEED_START = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.I)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|article|main|h1|p)[\s>]", re.I)
_CAPTIONS_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,20}(?:WEBVTT[ \t\r\n]|(?:\d{1,6}\s{1,4})?(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->)"
)
_MARKED_UP = re.compile(rb"<[!?a-zA-Z]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_of(content_type: str, body: bytes) -> Media:
    """The kind of content a response holds.

    `content_type` is the header's type without parameters. Raises Unsupported when no reader takes it, or when
    the label and the first bytes contradict each other.
    """
    label = content_type.strip().lower()
    found = sniff(body)
    if label in _UNLABELLED:
        if found is None or (found is Media.TEXT and label):
            raise Unsupported("That address leads to a file of a kind nothing here reads. " + _REMEDY)
        return found
    allowed = _LABELLED.get(label)
    if allowed is None:
        named = f"of type {label}" if _TYPE.fullmatch(label) else "of an unknown type"
        raise Unsupported(f"That address leads to a file {named}, which nothing here reads. {_REMEDY}")
    if found is Media.TEXT and Media.TEXT not in allowed and "json" in label:
        found = Media.FEED
    elif found is Media.TEXT and Media.HTML in allowed and label.endswith("html"):
        found = Media.HTML  # a page may begin with anything a browser puts up with
    if found not in allowed:
        held = found.label if found else "something else"
        raise Unsupported(f"The site calls that file {label}, but it holds {held}. {_REMEDY}")
    return found


def may_hold(content_type: str) -> frozenset[Media]:
    """The kinds of content that a response of that type may turn out to be."""
    label = content_type.strip().lower()
    return frozenset(Media) if label in _UNLABELLED else _LABELLED.get(label, frozenset())


_REMEDY = "Give the address of the article's page, or paste its text instead."


def sniff(body: bytes) -> Media | None:
    """The kind of content by its first bytes alone; None for a binary that no reader takes."""
    head = body[:4096]
    before, mark, _ = head[:1024].partition(b"%PDF-")  # some programs put a line before it
    if mark and not _MARKED_UP.match(before.lstrip()):
        return Media.PDF
    if head.startswith(b"PK\x03\x04"):
        return Media.DOCX if b"word/document" in body else None
    if head.startswith(_BINARY_STARTS) or head[4:8] == b"ftyp" or _ENVELOPE.match(head):
        return None
    if head.startswith(_UTF16_STARTS) or unmarked_utf16(head):
        head = decode_page(head).encode()
    if len(_CONTROL.findall(head)) > len(head) / 50:
        return None
    prologue = _PROLOGUE.match(head)
    start = head[prologue.end() if prologue else 0 :]
    if _FEED_START.match(start):
        return Media.FEED
    if _HTML_START.match(start):
        return Media.HTML
    return Media.CAPTIONS if _CAPTIONS_START.match(head) else Media.TEXT
