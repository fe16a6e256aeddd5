"""Where a paragraph stands in its source, as a reader says it: a page of a document, a minute of a recording."""

from __future__ import annotations


def said_place(place: str) -> str:
    """ "p. 4" as it is, and the seconds of a recording ("754") as "at 12:34"; "" for neither."""
    return f"at {clock(int(place))}" if place.isascii() and place.isdecimal() else place


def clock(seconds: int) -> str:
    """12:34, or 1:02:34 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def place_of(paragraph: int, places: tuple[str, ...]) -> str:
    """The place of a paragraph (from 1) as a reader says it; "" when it is not known."""
    return said_place(places[paragraph - 1]) if 0 < paragraph <= len(places) else ""
