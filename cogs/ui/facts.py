"""The small facts of a piece in words: its day, its length, its people, and the line that holds them all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.article import Brief, Completeness, Kind
from bot.domain.dates import day_in_words
from cogs.ui.limits import clip, line

WORDS_A_MINUTE = 230  # silent reading of English non-fiction; Brysbaert (2019) finds 238 on average
day = day_in_words


def minutes(seconds: int) -> str:
    """A running time as "41 min" or "1 h 5 min", to the nearest minute and never 0."""
    whole = max(1, round(seconds / 60))
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def length(piece: Brief, pages: int | None = None) -> str:
    """Running time, pages, or reading time, in that order of trust; "" when only part of the piece is here."""
    if piece.seconds and piece.seconds > 0:
        return minutes(piece.seconds)
    if pages and pages > 0:
        return f"{pages} page" if pages == 1 else f"{pages:,} pages"
    if piece.words <= 0 or piece.completeness is not Completeness.FULL:
        return ""
    return f"{max(1, round(piece.words / WORDS_A_MINUTE)):,} min read"


def people(names: Sequence[str], limit: int, most: int = 3) -> str:
    """The first names and how many more there are: "A. Author, B. Host and 4 others", escaped."""
    names = [name for name in names if clip(name, 1)]
    shown = [line(name, limit // most - 8) for name in names[:most]]
    more = len(names) - most
    if more > 0:
        return ", ".join(shown) + (f" and {more:,} others" if more > 1 else " and 1 other")
    return ", ".join(shown)


def format_of(piece: Brief) -> str:
    """The format, with what is missing of it: "Podcast", "Commentary (listing)"."""
    return piece.kind.label + (" (listing)" if piece.completeness is Completeness.LISTING else "")


def row_facts(piece: Brief) -> str:
    """The line under a title in a list, at most 190 characters: "Podcast, 41 min | B. Host | 2 May 2024"."""
    first = ", ".join(filter(None, (format_of(piece), length(piece))))
    facts = (first, people(piece.authors, 120), day(piece.published), "superseded" if piece.superseded else "")
    return " | ".join(filter(None, facts))


def mention(piece: Brief, limit: int = 300) -> str:
    """A piece inside a sentence: "North Korea's Next Move" (commentary, A. Author, 14 Mar 2024), escaped."""
    facts = (piece.kind.label.lower(), people(piece.authors, min(120, limit // 3), most=2), day(piece.published))
    after = f" ({', '.join(filter(None, facts))})"
    return f'"{title(piece, limit - len(after) - 2)}"{after}'


def title(piece: Brief, limit: int = 140) -> str:
    """The title, or the first words known of the piece in its place, escaped."""
    return line(piece.title, limit) or line(piece.deck, limit) or "Untitled"


def plain_title(piece: Brief, limit: int) -> str:
    """The title for a button or an option, where Discord reads no Markdown."""
    return clip(piece.title, limit) or clip(piece.deck, limit) or "Untitled"


def plural(kind: Kind | None, count: int = 2) -> str:
    """How a number of pieces of a kind, or of any, is called: "podcasts", "piece"."""
    many = kind.plural if kind else "pieces"
    if count != 1:
        return many
    return many.replace("pieces", "piece") if kind is None or "pieces" in many else kind.label.lower()


def row_facts_plain(piece: Brief, limit: int) -> str:
    """The facts of a piece for an option's description, where Discord reads no Markdown."""
    who = piece.authors[0] if piece.authors else ""
    more = " and others" if len(piece.authors) > 1 else ""
    newer = "superseded" if piece.superseded else ""
    parts = (format_of(piece), newer, clip(who, 40) + more if who else "", day(piece.published))
    return clip(" | ".join(filter(None, parts)), limit)
