"""Pasted text as lines: plain characters, bullets and gaps noted, hard wraps undone."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.intake.plain import check_length

_BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n]+|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]")
# Soft hyphens, direction marks, zero-width spaces, byte order marks, control characters, private use, halves of
# surrogate pairs: nobody reads them. The joiners U+200C/D stay where scripts need them.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
    r"|(?<=[\x00-\u024f])[\u200c\u200d]"
)
_ENTITY = re.compile(r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|bull|#\d{1,5}|#x[0-9a-fA-F]{1,5});")
_BULLET = re.compile(r"(?:[-*•·▪▫◦‣●○■□◆►▸∙⁃–]|—$)(?:\s+|$)")
_RULE = re.compile(r"[-–—_=*~•·.#\s]{3,}")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+(?=\S)")
_EMPHASIS = re.compile(r"(?<![\w*_/])([*_]{1,3})(?=[^\s*_])([^*_]{1,400}?)(?<=\S)\1(?![\w*_])")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(<?(https?://[^\s()<>]{1,2000})>?(?:\s+\"[^\"]{0,200}\")?\)")
_WRAP_WIDEST = 120  # characters; text wrapped by machines and mail programs is narrower


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text without bullet and marks, and what stood around it."""

    text: str
    bullet: bool = False
    indent: int = 0
    gap: bool = False  # an empty line stood before
    heading: bool = False  # a Markdown heading
    url: str = ""  # the first Markdown link on it


def read_lines(text: str) -> list[Line]:
    """The lines of a page that hold anything, in order; a lone bullet is a line without text.

    Raises TooLarge when the text is longer than a book.
    """
    check_length(text)
    lines: list[Line] = []
    gap = False
    for raw in plain_characters(text).split("\n"):
        line = _line(raw)
        if line is None:
            gap = True
            continue
        lines.append(replace(line, gap=gap))
        gap = False
    return unwrapped(lines)


def plain_characters(text: str) -> str:
    """The text with one kind of line break and space, without invisible characters; quotes and dashes stay."""
    text = _BREAK.sub("\n", text)
    for _ in range(2):  # some sites encode twice: "&amp;rsquo;"
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACE.sub(_space, text)))


def _space(match: re.Match[str]) -> str:
    return match[0].replace("\t", "    ") if match[0].isascii() else " "


def _line(raw: str) -> Line | None:
    text = raw.strip()
    if not text or (len(text) > 2 and _RULE.fullmatch(text) and text.strip(". ")):
        return None
    indent = len(raw) - len(raw.lstrip())
    url = ""
    if "](" in text:
        url = next((match[2] for match in _LINK.finditer(text) if not match[0].startswith("!")), "")
        text = _LINK.sub(lambda match: "" if match[0].startswith("!") else match[1], text).strip()
    text = _QUOTE.sub("", text, count=1) if text[:1] == ">" else text
    heading = _HEADING.match(text)
    bullet = None if heading else _BULLET.match(text)
    if found := heading or bullet:
        text = text[found.end() :]
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))  # **one *in* another**
    text = " ".join(text.split())
    if not text and not bullet:
        return None
    return Line(text, bullet=bool(bullet), indent=indent, heading=bool(heading), url=url)


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Undo hard wraps: a break is one when the next word would not have fitted on the line."""
    width = max((len(line.text) + line.indent for line in lines), default=0)
    if not _is_wrapped(lines, width):
        return list(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _is_wrap(paragraphs[-1][-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [replace(parts[0], text=_joined(parts)) if len(parts) > 1 else parts[0] for parts in paragraphs]


def _is_wrap(above: Line, below: Line, width: int) -> bool:
    first_word = below.text.split(" ", 1)[0]
    return _continues(above, below) and above.indent + len(above.text) + 1 + len(first_word) > width


def _joined(parts: list[Line]) -> str:
    text = [parts[0].text]
    for above, below in pairwise(parts):
        is_hyphenated = re.search(r"\w-$", above.text[-2:]) and below.text[:1].islower()
        text.append(below.text if is_hyphenated else f" {below.text}")
    return "".join(text)


def _is_wrapped(lines: Sequence[Line], width: int) -> bool:
    """Whether a page without long lines has one that runs on in small letters below: its breaks are a machine's."""
    if not 40 <= width <= _WRAP_WIDEST:
        return False
    return any(len(a.text) > 0.7 * width and _continues(a, b) and _runs_on(a.text, b.text) for a, b in pairwise(lines))


def _runs_on(above: str, below: str) -> bool:
    plain = below[:1].islower() and not below.startswith(("by ", "with "))
    return plain and len(below.split()) >= 3 and above[-1] not in ".!?:"


def _continues(above: Line, below: Line) -> bool:
    if below.gap or below.bullet or below.heading or above.heading or not above.text or not below.text:
        return False
    return not above.text.endswith(("...", "…", "[…]"))
