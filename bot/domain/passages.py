"""Cuts a text into passages no sentence crosses: paragraphs, list items, headings and speakers' turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

# No wrapping editor or mailer writes lines this long, so a longer line is a paragraph of its own.
_WIDEST_WRAP = 160
_HEADING_LENGTH, _HEADING_WORDS = 60, 8

_BULLETS = "•⁃‣◦▪▫●○■□➢►"
_BULLET = re.compile(rf"(?<=\s)[{_BULLETS}]")
# Capital letters are no list marks ("J. Smith" may open a wrapped line), nor is a dash before a small letter.
_LIST_MARK = re.compile(
    rf"[{_BULLETS}]|[*·-]\s|[–—]\s+(?![a-z])|\(?(?:\d{{1,2}}|[a-h]|[ivx]{{2,4}}|[IVX]{{2,4}})(?:\.\)|[.)])\s"
)
_COUNTED = re.compile(r"(\(?)(\d{1,2}|[a-y])(\.\)|[.)])\s+(?=\S)")
_EASTERN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # letters of Chinese, Japanese and Korean names
_TURN = re.compile(
    r"(?:(?P<speaker>[^\W\d_a-z][\w.'’\-]*"
    r"(?:,?[ \t]+(?:[^\W\d_a-z][\w.'’\-]*|de|da|van|von|der|bin|al|of|the|and)){0,5}"
    r"(?:[ \t]*[(\[][^()\[\]\n]{1,60}[)\]])?)[ \t]*:(?:\s+|$))"
    # Behind the wide colon nothing stands free.
    rf"|(?P<eastern>{_EASTERN}{{2,10}}(?:[ \u3000·・•＝]{_EASTERN}{{1,10}}){{0,2}}"
    r"(?:[ \t]*[(（][^()（）\n]{1,60}[)）])?)[ \t]*：\s*"
)
_JOINING = re.compile(r"(?:[,;&(/-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|our|that|the|their|to|with|which))$")
_ENDED = tuple('.!?…。！？｡؟۔।:;"”’»)」』')


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what blank lines part, or long lines when there is no blank line."""
    return [text[start:end] for start, end in _blocks(text)]


def passages(text: str) -> list[Span]:
    """Start and end of each passage, in order and without white space around it.

    Together they hold every character of the text that is not white space.
    """
    spans: list[Span] = []
    for start, end in _blocks(text):
        lines = list(_cut_lines(text, start, end)) if "\n" in text[start:end] else [(start, end)]
        for line in lines:
            spans.extend(_cut_items(text, *line))
    return spans


def turn(paragraph: str) -> tuple[str, str]:
    """Speaker and words of a transcript's paragraph ("Jane Roe: Thank you."), or "" and the paragraph."""
    found = _TURN.match(paragraph)
    speaker = (found["speaker"] or found["eastern"]) if found else ""
    if not found or len(speaker) > 80:
        return "", paragraph
    return speaker, paragraph[found.end() :]


def is_heading(line: str) -> bool:
    """A short line that starts like a title and stops without an end mark."""
    short = 0 < len(line) < _HEADING_LENGTH and line.count(" ") < _HEADING_WORDS
    return short and not line[0].islower() and not line.endswith(_ENDED) and not _JOINING.search(line)


def _blocks(text: str) -> Iterator[Span]:
    """Runs of lines without a blank line between them; a line too long to be wrapped stands alone."""
    start = end = -1
    for line_start, line_end in _lines(text):
        length = line_end - line_start
        if start >= 0 and (length == 0 or length > _WIDEST_WRAP):
            yield start, end
            start = -1
        if length > _WIDEST_WRAP:
            yield line_start, line_end
        elif length:
            start, end = (line_start if start < 0 else start), line_end
    if start >= 0:
        yield start, end


def _lines(text: str) -> Iterator[Span]:
    """Each line's span without the white space around it; a blank line is an empty span."""
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip()
        start = offset + (len(line) - len(line.lstrip())) if stripped else offset
        yield start, start + len(stripped)
        offset += len(line) + 1


def _cut_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Parts a block before list items, speakers' turns and after headings; joins wrapped lines."""
    lines = [(start + first, start + last) for first, last in _lines(text[start:end])]
    widest = max(last - first for first, last in lines)
    wrapped = any(text[first].islower() for first, _ in lines[1:])
    passage = lines[0][0]
    for (first, last), (following, _) in pairwise(lines):
        line, rest = text[first:last], text[following : following + 120]
        alone = first == passage and not text[following].islower() and is_heading(line)
        # In a narrow column every line is short: there a heading must be shorter than its neighbours.
        if wrapped and last - first > 0.7 * widest:
            alone = False
        if alone or _LIST_MARK.match(rest) or _TURN.match(rest):
            yield passage, last
            passage = following
    yield passage, lines[-1][1]


def _cut_items(text: str, start: int, end: int) -> Iterator[Span]:
    """Parts a list written on one line: "1. One 2. Two", "a) One b) Two", "• One • Two"."""
    cuts = [start]
    if counted := _COUNTED.match(text, start, end):
        cuts += _counted_items(text, counted, end)
    elif bullet := next((char for char in _BULLETS if text.count(char, start, end) > 1), ""):
        cuts += [at.start() for at in _BULLET.finditer(text, start + 1, end) if at.group() == bullet]
    for first, following in zip(cuts, [*cuts[1:], end], strict=True):
        last = first + len(text[first:following].rstrip())
        if last > first:
            yield first, last


def _counted_items(text: str, first: re.Match[str], end: int) -> list[int]:
    """Where the second, third, … item of a list begins whose first mark is given."""
    opened, label, closed = first.groups()
    cuts: list[int] = []
    at = first.end()
    while True:
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        mark = f"{opened}{label}{closed}"
        at = text.find(f" {mark} ", at, end)
        following = text[at + len(mark) + 2 : at + len(mark) + 3]
        if at < 0 or not following or following.islower():
            return cuts
        cuts.append(at + 1)
        at += len(mark) + 1
