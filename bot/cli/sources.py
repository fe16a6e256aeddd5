"""What a PATH of the command line may be: a file, a folder, an address, or - for stdin."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.cli.output import Misused
from bot.domain.article import Draft
from bot.domain.errors import NotFound, Unreadable, Unsupported
from bot.intake.media import Media, sniff
from bot.intake.plain import check_size, text_of
from bot.intake.table import Row, begins_records, is_table, read_table
from bot.services.post import PostService

# How addresses begin, good and bad ones; a scheme has two signs at least, for "C:" is a drive.
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.\t\r\n-]+:(?=\S)|//|\\\\)", re.IGNORECASE)
_DOCUMENTS = {Media.PDF: "stdin.pdf", Media.DOCX: "stdin.docx", Media.HTML: "stdin.html"}


@dataclass(frozen=True)
class Source:
    """`label` is how it was named; `path` is None for stdin and addresses."""

    label: str
    path: Path | None = None
    url: str = ""

    @cached_property
    def data(self) -> bytes:
        """The bytes, read once. Raises NotFound or Unreadable with the sentence to show."""
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"There is no file {self.path}.") from None
        except OSError as error:
            raise Unreadable(f"{self.path} can't be read: {error.strerror}.") from error

    @cached_property
    def name(self) -> str:
        """What tells the format: the file's own name; of stdin, one that its first bytes suggest; "" for addresses."""
        if self.path is not None:
            return self.path.name
        if self.url:
            return ""
        if begins_records(self.data):
            return "stdin.jsonl"
        return _DOCUMENTS.get(sniff(self.data) or Media.TEXT, "stdin.txt")

    @property
    def holds_many(self) -> bool:
        """Whether it is a table of pieces and not one piece."""
        return bool(self.name) and is_table(self.name, self.data)

    def text(self) -> str:
        """Raises Unreadable when it is no text."""
        check_size(self.label, self.data)
        return text_of(self.label, self.data)


def expand(paths: Iterable[str]) -> Iterator[Source]:
    """A folder gives the files in it and below, in the order of their names, but for hidden ones.

    What looks like an address is one, unless a file has that name. Raises Misused for an empty name.
    """
    for text in paths:
        path = Path(text)
        if not text:
            raise Misused("A PATH is empty.")
        if text == "-":
            yield Source("-")
        elif "://" in text or (_ADDRESS.match(text) and not os.path.exists(path)):
            yield Source(text, url=text)
        elif os.path.isdir(path):  # unlike Path's own, of any name
            yield from (Source(str(one), one) for one in _files(path))
        else:
            yield Source(text, path)


def is_file(text: str) -> bool:
    """A name too long for any file is none."""
    return os.path.isfile(text)


def _files(folder: Path) -> list[Path]:
    try:
        next(folder.iterdir(), None)
    except OSError as error:  # looking below it would find nothing and say nothing
        raise Unreadable(f"{folder} can't be read: {error.strerror}.") from error
    inside = (one for one in folder.rglob("*") if not any(p.startswith(".") for p in one.relative_to(folder).parts))
    return sorted(one for one in inside if one.is_file())


async def read_source(post: PostService, source: Source, url: str = "") -> Draft:
    """One page or document. Raises the refusals of intake."""
    if source.url:
        return await post.from_url(source.url)
    if source.holds_many and source.path is None:
        raise Unsupported("What came in holds many pieces: import it instead.")
    if source.path is None and source.name == "stdin.txt":
        if sniff(source.data) is None and source.data.strip():
            raise Unreadable("What came in is not text. Give the file's name instead of -, or paste its text.")
        return await post.from_paste(source.text(), url)
    return await post.from_file(source.name, source.data, url)


def rows_of(source: Source) -> Iterator[Row]:
    return read_table(source.name, source.data, limited=False)
