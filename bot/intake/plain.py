"""A file's bytes as text: its size checked, its encoding found, what is no text refused."""

from __future__ import annotations

import re

from bot.domain.article import LONGEST_TEXT
from bot.domain.errors import TooLarge, Unreadable
from bot.intake.charset import decode_page

MOST_BYTES = 25 * 1024 * 1024  # Discord's largest upload without a boosted server

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check_size(name: str, data: bytes) -> None:
    """Raises Unreadable for an empty file and TooLarge for one over 25 MiB."""
    if not data.strip():
        raise Unreadable("Standard input is empty." if name == "-" else f"“{name}” is empty.")
    if len(data) > MOST_BYTES:
        raise TooLarge(f"“{name}” is larger than {MOST_BYTES // 2**20} MiB. Send it in parts, or paste its text.")


def check_length(text: str) -> None:
    """Raises TooLarge for a text longer than a book, before anything looks at its lines."""
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"This text is longer than {LONGEST_TEXT:,} characters. Add it in parts.")


def text_of(name: str, data: bytes, charset: str = "") -> str:
    """The text in a file, decoded as `decode_page` does; `charset` is what its HTTP header declares, if it came so.

    Raises Unreadable when the bytes are no text in any encoding.
    """
    text = decode_page(data, charset)
    check_is_text(name, text)
    return text


def check_is_text(name: str, text: str) -> None:
    """Raises Unreadable when the beginning has more control characters than any text."""
    if len(_CONTROL.findall(text[:65536])) > len(text[:65536]) / 50:
        raise Unreadable(f"“{name}” is not a text file. Save it as plain text (UTF-8) and send it again.")
