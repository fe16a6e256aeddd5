"""Episodes of a podcast with what is said in them, as far as the feed's transcript and chapters are to be had.

Read when the item comes; what did not answer then, or is named later than the item, completes the episode where it is.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.domain.article import Draft
from bot.domain.errors import DocentError, Unreachable, Unreadable
from bot.domain.feeds import KnownFeed
from bot.domain.urlkey import url_key
from bot.intake.failures import ErrorStatus
from bot.intake.feed_item import FeedItem, Link
from bot.intake.fetch import FEEDS, TRANSCRIPTS, Gate, Page
from bot.intake.reading import Reader
from bot.intake.transcript import Chapter, Transcript, read_chapters, with_transcript
from bot.services.desk import Desk
from bot.services.library import LibraryService
from bot.storage.database import Transaction
from bot.storage.owed import Owed
from bot.storage.shelf import Shelf

log = logging.getLogger(__name__)

TRIES = 3  # transcripts of one episode
# The best first: those that name speakers and times, then times, then neither.
FORMS = (("json",), ("vtt",), ("srt", "subrip"), ("html",), ("plain", "txt"))
_REFUSED_FOR_GOOD = frozenset({401, 402, 403, 410, 451})


@dataclass(frozen=True, slots=True)
class Files:
    """Where a feed says that the transcripts, the best first, and the chapters of an episode are."""

    transcripts: tuple[str, ...] = ()
    chapters: str = ""

    def owed(self, key: str, tries: int = 0) -> Owed | None:
        """What is owed of the piece at an address; None when nothing is."""
        named = {"transcripts": list(self.transcripts), "chapters": self.chapters}
        return Owed(key, "recording", named, tries) if key and self != Files() else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the files gave. `missing` are those that may answer another time, `error` says why they did not."""

    told: Transcript | None = None
    chapters: tuple[Chapter, ...] = ()
    missing: Files = Files()
    error: DocentError | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What another try brought: whether anything came, and what is still owed, with why it did not answer."""

    done: bool
    left: Owed | None = None
    error: DocentError | None = None


class Recordings:
    def __init__(self, shelf: Shelf, library: LibraryService, gate: Gate, reader: Reader) -> None:
        self._shelf = shelf
        self._library = library
        self._gate = gate
        self._reader = reader
        self._desk = Desk(shelf)

    async def heard(self, entry: FeedItem, feed_url: str) -> tuple[Draft, Owed | None]:
        """The episode with its transcript, or else its chapters, as far as they can be read; and what is owed."""
        heard = await self._read(files_of(entry), feed_url)
        whole = await asyncio.to_thread(with_transcript, entry.draft, heard.told, heard.chapters)
        return whole, heard.missing.owed(url_key(entry.draft.url))

    async def complete(self, owed: Owed, feed: KnownFeed) -> Tried:
        """Gives a piece, or else a draft of it, what is said in it; what curators wrote stays, and stands before that.

        What one file gave is added although another did not answer.
        """
        if not (await self._piece(owed.url_key) or await self._desk.at_address(owed.url_key)):
            return Tried(done=False)  # discarded or removed: left in peace
        files = Files(tuple(owed.named["transcripts"]), owed.named["chapters"])
        heard = await self._read(files, feed.url)
        done = bool(heard.told or heard.chapters) and await self._add(owed.url_key, heard)
        return Tried(done, heard.missing.owed(owed.url_key, owed.tries), heard.error)

    async def _add(self, key: str, heard: Heard) -> bool:
        async with self._shelf.database.write() as transaction:
            number = await self._piece(key, transaction)
            if number is None:
                return await self._add_to_draft(transaction, key, heard)
        known = (await self._library.get(number)).draft
        whole = await asyncio.to_thread(_with_later, known, heard)
        if whole == known:
            return False
        await self._library.update(number, whole)
        return True

    async def _add_to_draft(self, transaction: Transaction, key: str, heard: Heard) -> bool:
        held = await self._desk.at_address(key, transaction)
        if held is None:
            return False
        whole = await asyncio.to_thread(_with_later, held.draft, heard)
        await self._desk.change(transaction, held, whole)
        return whole != held.draft

    async def _piece(self, key: str, within: Transaction | None = None) -> int | None:
        return await self._shelf.articles.by_address([key], within)

    async def _read(self, files: Files, feed_url: str) -> Heard:
        chapters, no_chapters = await self._chapters(files.chapters, feed_url) if files.chapters else ((), None)
        told, untold = await self._told(files.transcripts, chapters, feed_url)
        missing = Files(
            files.transcripts if untold and may_come(untold) else (),
            files.chapters if (no_chapters and may_come(no_chapters)) or (untold and may_come(untold)) else "",
        )
        return Heard(told, chapters, missing, untold or no_chapters)

    async def _told(
        self, links: tuple[str, ...], chapters: tuple[Chapter, ...], feed_url: str
    ) -> tuple[Transcript | None, DocentError | None]:
        """The first transcript that can be read; or why none can, by the error that gives the most hope."""
        errors: list[DocentError] = []
        for link in links[:TRIES]:
            try:
                page = await self._page(link, feed_url)
                return await self._reader.transcript(page, chapters), None
            except DocentError as error:
                log.info("A transcript that a feed names was not read: %s", error.sentence)
                errors.append(error)
        return None, next(iter(sorted(errors, key=may_come, reverse=True)), None)

    async def _chapters(self, url: str, feed_url: str) -> tuple[tuple[Chapter, ...], DocentError | None]:
        try:
            page = await self._gate.get(url, accept=FEEDS, named_by=feed_url)
            return await asyncio.to_thread(read_chapters, page.body), None
        except DocentError as error:
            log.info("The chapters that a feed names were not read: %s", error.sentence)
            return (), error

    async def _page(self, url: str, feed_url: str) -> Page:
        return await self._gate.get(url, accept=TRANSCRIPTS, named_by=feed_url)


def files_of(entry: FeedItem) -> Files:
    links = best_first(entry.transcripts, entry.draft.language)
    return Files(tuple(link.url for link in links), entry.chapters_url)


def _with_later(known: Draft, heard: Heard) -> Draft:
    """The episode with what came later; whoever is named as its guests by now, the files name none in their place."""
    whole = with_transcript(known, heard.told, heard.chapters)
    return replace(whole, participants=known.participants or whole.participants)


def may_come(error: DocentError) -> bool:
    """Whether a file that failed so may be there in an hour.

    Sites name transcripts before these are made: one that is not there yet, or empty, may come as well.
    """
    if isinstance(error, ErrorStatus):
        return error.status not in _REFUSED_FOR_GOOD
    return isinstance(error, Unreachable | Unreadable)


def best_first(transcripts: tuple[Link, ...], language: str) -> list[Link]:
    """Those in the episode's own language before others, and then by what their form can tell."""

    def rank(link: Link) -> tuple[bool, int]:
        foreign = bool(link.language) and link.language[:2].lower() != language[:2].lower()
        named = link.type.lower() or link.url.rpartition(".")[2].lower()
        form = next((place for place, words in enumerate(FORMS) if any(word in named for word in words)), len(FORMS))
        return foreign, form

    return sorted(transcripts, key=rank)
