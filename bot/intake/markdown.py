"""A Markdown file as a draft: its front matter, and its text without the signs."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from bot.domain.article import Completeness, Draft
from bot.domain.errors import Unreadable
from bot.intake.closing import read_closing
from bot.intake.fragment import web_address
from bot.intake.frontmatter import draft_of_front_matter, split_front_matter
from bot.intake.opening import read_opening
from bot.intake.pasted import read_pasted
from bot.intake.plain import check_length

_FENCE = re.compile(r"[^\S\n]{0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]:\s*(.*)")
_REFERENCE = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s*\S+")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_ITEM = re.compile(r"\s{0,12}(?:[-*+•]|(\d{1,3})[.)])\s+(?=\S)")
_IMAGE = re.compile(r"!\[([^\[\]]{0,1000})\]\([^\S\n]{0,9}<?([^()<>\s]{0,2000})>?(?:\s[^()\n]{0,500})?\)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)

_SIGNS = (
    (re.compile(r"!\[[^\[\]]{0,1000}\]\[[^\[\]]{0,200}\]"), ""),  # image by reference
    (re.compile(r"\[\^[^\[\]\s]{1,60}\]"), ""),  # mark of a note
    (re.compile(r"\[([^\[\]]{0,2000})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,2000})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000}|[^<>\s@]{1,200}@[^<>\s]{1,200})>"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"</?[A-Za-z][^<>]{0,2000}>"), ""),
    (re.compile(r"(?<!`)`{1,2}(?!`)"), ""),
    (re.compile(r"~~"), ""),
    (re.compile(r"(?<![\w*\\])(?:\*{1,3}|_{1,3})(?=[^\s*_])"), ""),  # opens emphasis
    (re.compile(r"(?<=[^\s*_\\])(?:\*{1,3}|_{1,3})(?![\w*])"), ""),  # closes it
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read_markdown(text: str, *, url: str = "") -> Draft:
    """The piece in a Markdown text.

    With front matter its fields count and the text is the body. Without it, a text that begins with a heading has
    that as its title, and any other is read as a pasted page.
    Headings and list items are paragraphs of their own, links are their text, notes (`[^1]`) are footnotes;
    code blocks, tables and images are left out. Raises Unreadable when nothing is left, TooLarge
    for more than a book.
    """
    check_length(text)
    fields, text = split_front_matter(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    text = _COMMENT.sub("", text)
    image = _IMAGE.search(text)
    lines, notes = _without_notes(_without_code(_IMAGE.sub("", text).split("\n")))
    blocks = _Blocks()
    for line in [*lines, ""]:
        blocks.take(line)
    stated = _read(draft_of_front_matter(fields) if fields else None, blocks, url)
    address = web_address(image[2]) if image else ""
    return replace(
        stated,
        footnotes=stated.footnotes or tuple(notes),
        image_url=stated.image_url or address,
        image_alt=stated.image_alt or (image[1].strip() if image and address else ""),
    )


def _read(stated: Draft | None, blocks: _Blocks, url: str) -> Draft:
    """The draft of a text with what its front matter states, when it has one."""
    if not blocks.paragraphs and not blocks.title and not (stated and stated.title):
        raise Unreadable("The file holds no text.")
    if stated is None:
        pasted = "\n\n".join(blocks.paragraphs)
        return _headed(blocks.title, blocks.paragraphs) if blocks.title else read_pasted(pasted, url=url)
    held = Completeness.FULL if blocks.paragraphs else Completeness.LISTING
    return replace(stated, body=tuple(blocks.paragraphs), title=stated.title or blocks.title, completeness=held)


def _headed(heading: str, paragraphs: list[str]) -> Draft:
    """A text under a heading: what stands between the two is its byline and date."""
    opening = read_opening(paragraphs, title=heading)
    closing = read_closing(opening.body)
    return Draft(
        title=heading,
        kind=opening.kind,
        deck=opening.deck,
        published=opening.published,
        authors=opening.authors,
        outlet=closing.outlet,
        completeness=Completeness.EXCERPT if closing.cut else Completeness.FULL,
        body=closing.paragraphs,
    )


def _without_code(lines: list[str]) -> list[str]:
    kept: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
            kept.append("")
        else:
            kept.append(line)
    return kept


def _without_notes(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the text, and the notes with the indented lines that belong to them."""
    kept: list[str] = []
    notes: list[str] = []
    inside = False
    for line in lines:
        if match := _NOTE.match(line):
            notes.append(match[2])
            inside = True
        elif inside and (not line.strip() or line[:1].isspace()):
            notes[-1] += f" {line.strip()}"
        else:
            inside = False
            kept.append(line)
    return kept, [note for note in map(_plain, notes) if note]


class _Blocks:
    """Takes the lines one by one and puts the paragraphs together; the heading the text begins with is its title."""

    def __init__(self) -> None:
        self.title = ""
        self.paragraphs: list[str] = []
        self._open: list[str] = []

    def take(self, line: str) -> None:
        line = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
        heading = _HEADING.match(line)
        if _UNDERLINE.match(line) and len(self._open) == 1 and not _ITEM.match(self._open[0]):
            heading = _HEADING.match(("# " if "=" in line else "## ") + self._open.pop())
        if heading:
            self.close()
            self._head(heading[1], _plain(heading[2] or ""))
        elif not line.strip() or _RULE.match(line) or _REFERENCE.match(line) or line.lstrip().startswith("|"):
            self.close()
        elif item := _ITEM.match(line):
            self.close()
            self._open.append((f"{item[1]}. " if item[1] else "• ") + line[item.end() :])
        else:
            self._open.append(line)

    def close(self) -> None:
        """Ends the paragraph that is open."""
        if text := _plain(" ".join(self._open)):
            self.paragraphs.append(text)
        self._open.clear()

    def _head(self, rank: str, text: str) -> None:
        if rank == "#" and not self.title and not self.paragraphs:
            self.title = text
        elif text:
            self.paragraphs.append(text)


def _plain(text: str) -> str:
    """One run of text without Markdown's signs and HTML's tags and entities."""
    for sign, instead in _SIGNS:
        text = sign.sub(instead, text)
    return " ".join(html.unescape(text).replace("\u00ad", "").split())
