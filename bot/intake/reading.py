"""Sends what arrived to the reader that knows its form: pasted text, a page, a file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.domain.article import Draft, found_at
from bot.domain.urlkey import clean_url
from bot.intake.fetch import Page
from bot.intake.media import Media
from bot.intake.pasted import read_pasted
from bot.intake.sandbox import Sandbox, open_sandbox

if TYPE_CHECKING:
    from bot.intake.transcript import Chapter, Transcript

_SECONDS = 10.0  # a transcript of ten hours takes one
_ENDINGS = {
    Media.HTML: "page.html",
    Media.PDF: "document.pdf",
    Media.DOCX: "document.docx",
    Media.CAPTIONS: "transcript.vtt",
}


def read_paste(text: str, url: str = "") -> Draft:
    """A page as people copy it. Raises BlockedPage, Unreadable or TooLarge."""
    return found_at(read_pasted(text, url=url), clean_url(url))


@asynccontextmanager
async def open_reader() -> AsyncIterator[Reader]:
    """What reads pages and files; no process is started before there is a page to read."""
    async with open_sandbox() as pages:
        yield Reader(pages)


class Reader:
    """Reads pages in a warm process and every document in one of its own; made by `open_reader`."""

    def __init__(self, pages: Sandbox) -> None:
        self._pages = pages

    async def document(self, name: str, data: bytes, url: str = "", charset: str = "") -> Draft:
        """A file; `charset` is what its HTTP header declares. Raises Unsupported, TooLarge or Unreadable."""
        from bot.intake.files import open_file

        return await open_file(name, data, url=url, charset=charset, pages=self._pages)

    async def page(self, page: Page) -> Draft:
        """What the gate fetched. Raises what `document` does, and BlockedPage."""
        return await self.document(
            _ENDINGS.get(page.media or Media.TEXT, "page.txt"), page.body, page.url, page.charset
        )

    async def transcript(self, page: Page, chapters: Sequence[Chapter] = ()) -> Transcript:
        """What is said in a recording, from a file that its feed names. Raises Unreadable or TooLarge."""
        from bot.intake.transcript import transcript_of

        arguments = {"charset": page.charset, "chapters": [[one.start, one.title] for one in chapters]}
        found = await self._pages.run("bot.intake.transcript:read_payload", page.body, arguments, seconds=_SECONDS)
        return transcript_of(found)
