"""Episodes of a podcast with what is said in them, as far as the feed's transcript and chapters are to be had."""

from __future__ import annotations

import asyncio
import logging

from bot.domain.article import Draft
from bot.domain.errors import DocentError
from bot.intake.feed_item import FeedItem, Link
from bot.intake.fetch import FEEDS, TRANSCRIPTS, Gate, Page
from bot.intake.reading import Reader
from bot.intake.transcript import Chapter, Transcript, read_chapters, with_transcript

log = logging.getLogger(__name__)

TRIES = 3  # transcripts of one episode
# The best first: those that name speakers and times, then times, then neither.
FORMS = (("json",), ("vtt",), ("srt", "subrip"), ("html",), ("plain", "txt"))


class Recordings:
    def __init__(self, gate: Gate, reader: Reader) -> None:
        self._gate = gate
        self._reader = reader

    async def heard(self, entry: FeedItem, feed_url: str) -> Draft:
        """The episode with its transcript, or else its chapters; as it was when neither can be read."""
        chapters = await self._chapters(entry.chapters_url, feed_url) if entry.chapters_url else ()
        told = await self._told(entry, chapters, feed_url)
        return with_transcript(entry.draft, told, chapters)

    async def _told(self, entry: FeedItem, chapters: tuple[Chapter, ...], feed_url: str) -> Transcript | None:
        for link in best_first(entry.transcripts, entry.draft.language)[:TRIES]:
            try:
                page = await self._page(link.url, feed_url)
                return await self._reader.transcript(page, chapters)
            except DocentError as error:
                log.info("A transcript that a feed names was not read: %s", error.sentence)
        return None

    async def _chapters(self, url: str, feed_url: str) -> tuple[Chapter, ...]:
        try:
            page = await self._gate.get(url, accept=FEEDS, named_by=feed_url)
            return await asyncio.to_thread(read_chapters, page.body)
        except DocentError as error:
            log.info("The chapters that a feed names were not read: %s", error.sentence)
            return ()

    async def _page(self, url: str, feed_url: str) -> Page:
        return await self._gate.get(url, accept=TRANSCRIPTS, named_by=feed_url)


def best_first(transcripts: tuple[Link, ...], language: str) -> list[Link]:
    """Those in the episode's own language before others, and then by what their form can tell."""

    def rank(link: Link) -> tuple[bool, int]:
        foreign = bool(link.language) and link.language[:2].lower() != language[:2].lower()
        named = link.type.lower() or link.url.rpartition(".")[2].lower()
        form = next((place for place, words in enumerate(FORMS) if any(word in named for word in words)), len(FORMS))
        return foreign, form

    return sorted(transcripts, key=rank)
