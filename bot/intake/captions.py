"""What a transcript's file says, line by line: WebVTT, SubRip, and the podcast namespace's JSON, HTML and plain text.

The formats are those of https://github.com/Podcastindex-org/podcast-namespace (transcripts), as people write them.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.passages import turn
from bot.intake.fragment import plain_text, read_fragment
from bot.intake.layout.participants import is_eastern_speaker
from bot.intake.opening import is_person

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*-->\s*{_CLOCK}")
_TIMED = re.compile(rf"^[ \t]*{_CLOCK}[ \t]*-->", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?\s+([^<>]{1,120})>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,60}\}")
_NO_WORDS = re.compile(r"[\[(♪♫*][^\])]{0,80}[\])♪♫*]|[♪♫\s]*")  # [Music], (applause)
_HTML = re.compile(r"<(?:!doctype|html|body|cite|time|p)\b", re.IGNORECASE)
# "[00:12:34] Ada Quill: …", "Ada Quill (12:34):" or "Ada Quill  12:34" above what she says.
_STAMPED = re.compile(rf"(?P<speaker>[^\[(:\n]{{0,60}}?)\s*[\[(]?\b(?P<start>{_CLOCK})[\])]?\s*[:\-–]?\s*(?P<text>.*)")
_NUMBERED = re.compile(r"((?:speaker|spk|voice|participant)[ _]?\d{1,3})[ \t]*:\s*", re.IGNORECASE)
_SURE = 3  # times a word stands before a colon until it is taken for a name ("HOST:")


@dataclass(frozen=True, slots=True)
class Cue:
    """Something said: the words, the second at which they begin, or None, and who says them, as the file has it.

    `turns` marks the beginning of somebody's turn where the file does not say whose.
    """

    text: str
    start: int | None = None
    speaker: str = ""
    turns: bool = False


def read_cues(text: str) -> list[Cue]:
    """What is said, in order. Raises Unreadable when nothing is."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        cues = _of_json(start)
    elif start.startswith("WEBVTT") or _TIMED.search(start):
        cues = _of_captions(start)
    elif _HTML.search(start[:2_000]):
        cues = _of_html(start)
    else:
        cues = _of_text(start)
    said = [cue for cue in cues if not _NO_WORDS.fullmatch(cue.text)]
    if not said:
        raise Unreadable("There is nothing said in that transcript.")
    return list(_named(said))


def _of_captions(text: str) -> Iterator[Cue]:
    """WebVTT and SubRip: a line of times, then what is said until a blank line; all else is comment."""
    start: int | None = None
    lines: list[str] = []
    before: list[str] = []
    for line in [*text.splitlines(), ""]:
        timing = _TIMING.match(line)
        if timing or not line.strip():
            if timing and lines and lines[-1].strip().isdigit():  # the next cue's number, no blank line before it
                lines.pop()
            yield from _spoken(lines, before, start)
            before, lines = lines or before, []
            start = clock_seconds(timing[1]) if timing else None
        elif start is not None:
            lines.append(line)


def _spoken(lines: list[str], before: list[str], start: int | None) -> Iterator[Cue]:
    """One cue's lines, without those that roll on from the cue before."""
    rolled = {line.strip() for line in before if line.count(" ") > 1}
    text = " ".join(line.strip() for line in lines if line.strip() not in rolled)
    parts = _VOICE.split(text)
    for place in range(0, len(parts), 2):
        said = " ".join(html.unescape(_MARKUP.sub("", parts[place])).split())
        if said:
            speaker = html.unescape(parts[place - 1]).strip() if place else ""
            new = said.startswith((">>", "- ", "– "))
            yield Cue(said.lstrip("> -–") if new else said, start, speaker, turns=new)


def _of_json(text: str) -> Iterator[Cue]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("The transcript begins like JSON but is damaged.") from None
    segments = told.get("segments")
    for segment in segments if isinstance(segments, list) else []:
        if isinstance(segment, dict):
            said = segment.get("body", segment.get("text"))
            if isinstance(said, str) and said.strip():
                speaker = segment.get("speaker")
                began = segment.get("startTime", segment.get("start"))
                yield Cue(" ".join(said.split()), _whole(began), speaker.strip() if isinstance(speaker, str) else "")


def _of_html(text: str) -> Iterator[Cue]:
    """`<cite>Name:</cite> <time>12:34</time> <p>…</p>`, over and over; of any other page its paragraphs."""
    from lxml import etree
    from lxml import html as markup

    try:
        root = markup.document_fromstring(text, parser=markup.HTMLParser(encoding=None))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    if root.find(".//cite") is None and root.find(".//time") is None:
        yield from map(Cue, read_fragment(text).paragraphs)
    speaker, start = "", None
    for node in root.iter("cite", "time", "p"):
        words = " ".join("".join(node.itertext()).split())
        if node.tag == "cite":
            speaker, start = words.rstrip(": "), None
        elif node.tag == "time":
            start = clock_seconds(words)
        elif words and (speaker or start is not None):
            yield Cue(words, start, speaker)


def _of_text(text: str) -> Iterator[Cue]:
    """Paragraphs, each perhaps under a time and a name."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    if len(blocks) == 1:
        blocks = text.splitlines()
    speaker, start = "", None
    for block in blocks:
        head, _, rest = block.strip().partition("\n")
        stamped = _STAMPED.fullmatch(head.strip())
        if stamped and (not stamped["speaker"] or is_person(stamped["speaker"])):
            speaker, start = stamped["speaker"], clock_seconds(stamped["start"])
            block = f"{stamped['text']}\n{rest}"
        said = " ".join(plain_text(block).split())
        if said:
            yield Cue(said, start, speaker)
            speaker, start = "", None


def _named(cues: list[Cue]) -> Iterator[Cue]:
    """With the name that stands before what is said taken from it."""
    heard = Counter(name for cue in cues if (name := turn(cue.text)[0]))
    for cue in cues:
        name, said = turn(cue.text)
        if numbered := _NUMBERED.match(cue.text):
            name, said = numbered[1], cue.text[numbered.end() :]
        if not cue.speaker and name and said and (numbered or heard[name] >= _SURE or _is_full_name(name)):
            cue = replace(cue, speaker=name, text=said)
        yield cue


def _is_full_name(name: str) -> bool:
    return is_eastern_speaker(name) or (" " in name and is_person(name))


def clock_seconds(text: str) -> int | None:
    """The whole seconds of `1:02:03.400`, `02:03,4` or `2:03`; None for anything else."""
    if not re.fullmatch(_CLOCK, text.strip()):
        return None
    seconds = 0
    for part in re.split(r"[.,]", text.strip())[0].split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _whole(seconds: Any) -> int | None:
    fit = isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 <= seconds < 10**7
    return int(seconds) if fit else None
