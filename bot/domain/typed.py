"""What people type, as the services take it."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # NUL, and halves of characters: SQLite holds neither


def one_line(text: str) -> str:
    """The text on one line with single spaces, without what no store can look for."""
    return " ".join(_UNSTORABLE.sub(" ", text).split())
