"""Lines of a page's head that say by themselves what they are: dates, bylines, kinds, tags, labelled facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.domain.article import Kind
from bot.domain.urlkey import web_url
from bot.intake.layout.datelines import DateLine, date_line, running_time
from bot.intake.layout.labels import is_series_outlet, kind_label, leading_kind
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, split_names, with_names
from bot.intake.layout.related import paper_of
from bot.intake.layout.tags import tag_line

_LONGEST = 240
_LABELLED = re.compile(
    r"(?P<label>featuring|source|outlet|publication|journalists?|reporters?|guests?|hosts?|hosted by|moderators?|"
    r"moderated by|speakers?|panelists?|interviewe[er]s?|url|link|canonical(?: url)?|title|subtitle|deck|"
    r"research assistants?|(?:with )?research (?:assistance|support|help) (?:from|by)|"
    r"(?:with )?(?:an? )?(?:foreword|preface|afterword) by)"
    r"(?:\s*:\s*|\s+(?=[A-Z“\"]))(?P<rest>\S.*)",
    re.IGNORECASE,
)
# Behind these stands anything; behind all others people.
_PLAIN_LABELS = re.compile(r"source|outlet|publication|url|link|canonical|title|subtitle|deck", re.IGNORECASE)
_NEEDS_COLON = re.compile(r"(?:guest|host|moderator|speaker|panelist|research assistant)s?", re.IGNORECASE)
_HELPED = re.compile(r"(?:with|contributing|research|foreword|preface|afterword)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]+\)")
_AUDIO = re.compile(r"\.(?:mp3|m4a|ogg|opus|wav)(?:\?|$)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[A-Z][\w ]{1,24}:\s)?<?(https?://\S+?)>?")


@dataclass(slots=True)
class Head:
    """What the head states; `body_at` is the line at which the body begins."""

    title: str = ""
    deck: str = ""
    published: str = ""
    kind: Kind | None = None
    authors: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    outlet: str = ""
    tags: tuple[str, ...] = ()
    seconds: int | None = None
    canonical_url: str = ""
    audio_url: str = ""
    body_at: int = 0
    taken: list[Line] = field(default_factory=list)  # lines of the body that are the head's
    date_first: bool = False
    clocked: bool = False  # the date has a weekday or an hour
    labels: set[str] = field(default_factory=set)  # "with" for all who helped


def take(head: Head, line: Line) -> bool:
    """Take a line that states a fact; whether it did."""
    text = line.text
    if match := _BARE_ADDRESS.fullmatch(text):
        if _AUDIO.search(match[1]):
            head.audio_url = head.audio_url or web_url(match[1])
        else:
            head.canonical_url = head.canonical_url or web_url(match[1])
        return True
    return _take_time(head, text) or take_people(head, text) or _take_subject(head, text) or _take_labelled(head, text)


def take_date(head: Head, date: DateLine) -> None:
    """Take the line that dates the page, with what its label says of the kind and its end of the outlet."""
    head.published, head.seconds, head.clocked = date.iso, date.seconds, date.clocked
    if date.label:
        head.kind = kind_label(date.label) or leading_kind(date.label)
    if match := re.match(r"(?:in|on|by)\s+(.+)", date.tail):
        head.outlet = match[1]


def states_fact(text: str) -> bool:
    """Whether a line is a fact rather than a title: an address, a label with its value."""
    return labelled(text) is not None or bool(_BARE_ADDRESS.fullmatch(text))


def _take_time(head: Head, text: str) -> bool:
    if (seconds := running_time(text)) is not None:
        head.seconds = head.seconds or seconds
        return True
    if date := date_line(text):
        head.published = head.published or date.iso
        head.seconds = head.seconds or date.seconds
    if outlet := paper_of(text):
        head.outlet = head.outlet or outlet
    return bool(date or outlet)


def take_people(head: Head, text: str) -> bool:
    """Take a byline, or the "with …" below one; whether the line was it."""
    names = byline_names(text)
    if names:
        head.kind = head.kind or (None if re.match(r"by\b", text, re.IGNORECASE) else leading_kind(text))
    elif head.authors:
        names = with_names(text)
    if names and _HELPED.match(text):
        head.labels.add("with")
    head.authors = tuple(dict.fromkeys(head.authors + (names or ())))
    return bool(names)


def _take_subject(head: Head, text: str) -> bool:
    if head.kind and _IN_BRACKETS.fullmatch(text) and is_series_outlet(text):
        head.outlet = head.outlet or text.strip("()")
        return True
    kind, tags = kind_label(text), tag_line(text)
    head.kind = head.kind or kind
    head.tags = head.tags or (() if kind else tags)
    return bool(kind or tags)


def _take_labelled(head: Head, text: str) -> bool:
    found = labelled(text)
    if not found:
        return False
    label, rest = found
    if not _BARE_ADDRESS.fullmatch(rest):
        head.labels.add("with" if _HELPED.match(label) else label)
    if _BARE_ADDRESS.fullmatch(rest):
        head.canonical_url = head.canonical_url or web_url(rest)
    elif label in ("source", "outlet", "publication"):
        head.outlet = head.outlet or rest.rstrip(".")
    elif label == "title":
        head.title = head.title or rest
    elif label in ("subtitle", "deck"):
        head.deck = head.deck or rest
    else:
        head.participants = tuple(dict.fromkeys(head.participants + split_names(rest)))
    return True


def labelled(text: str) -> tuple[str, str] | None:
    """(label, rest) of a line like "Source: NPR" or "Journalist Jane Doe"; None for other lines."""
    match = _LABELLED.fullmatch(text)
    if not match or len(text) > _LONGEST:
        return None
    label, rest = match["label"].lower(), match["rest"]
    colon = ":" in text[: len(match["label"]) + 2]
    if not colon and (_PLAIN_LABELS.match(label) or _NEEDS_COLON.fullmatch(label)):
        return None  # "Guest Workers in the Gulf"
    return (label, rest) if _PLAIN_LABELS.match(label) or split_names(rest) else None
