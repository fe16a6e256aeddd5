"""A feed that a library follows, what one reading of it brought, and when it is read next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DocentError

INTERVAL = timedelta(hours=1)
LONGEST = timedelta(days=1)  # between two tries of a feed that fails
LONGEST_ASKED = timedelta(days=7)  # a site may ask for more patience than that, but not for ever
JITTER = 0.1  # so that feeds added together are not read together for ever


class Mode(StrEnum):
    """What becomes of a feed's new items."""

    REVIEW = "review"  # each waits for a curator
    PUBLISH = "publish"  # each is added to the library at once


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeed:
    """A feed of one server's library. Times are ISO date and time, UTC, or "" for never.

    `reason` says why it was paused when it paused by itself; `failures` counts the tries in a row that failed,
    and `failure` is the sentence of the last one.
    """

    id: int
    url: str
    title: str = ""
    mode: Mode = Mode.REVIEW
    home: str = ""
    folder: str = ""
    paused: bool = False
    reason: str = ""
    due: str = ""
    checked: str = ""
    succeeded: str = ""
    failures: int = 0
    failure: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def name(self) -> str:
        return self.title or self.url

    @property
    def trouble(self) -> str:
        """What a curator should know, as the end of a sentence that begins with its name; "" when all is well."""
        if self.paused:
            return f"is paused: {self.reason}" if self.reason else ""
        if not self.failures:
            return ""
        times = "once" if self.failures == 1 else f"{self.failures:,} times"
        return f"has failed {times}: {self.failure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What one reading of a feed brought: article numbers, draft numbers, and how many items were here already.

    `completed` counts pieces and drafts of earlier readings whose page or transcript is there now, `owed` the pages
    and transcripts of new ones that did not answer and are asked for again. `refused` names each item that could not
    be taken, with the sentence why; `left` are new items for the next time, `skipped` those of a new feed that are
    older than what is taken. `error` is set when the feed itself could not be read.
    """

    feed: KnownFeed
    published: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    completed: int = 0
    owed: int = 0
    known: int = 0
    skipped: int = 0
    left: int = 0
    refused: tuple[str, ...] = ()
    error: DocentError | None = None

    @property
    def sentence(self) -> str:
        if self.error:
            return self.error.sentence
        counted = (
            (len(self.published), "published"),
            (len(self.held), "to review"),
            (self.completed, "completed with what came later"),
            (self.known, "here already"),
            (len(self.refused), "refused"),
            (self.left, "left for the next time"),
            (self.skipped, "older and left out"),
        )
        told = ", ".join(f"{count:,} {what}" for count, what in counted if count)
        pages = "1 page or transcript" if self.owed == 1 else f"{self.owed:,} pages or transcripts"
        owing = f" {pages} did not answer: asked for again at the next readings." if self.owed else ""
        return f"Read: {told}.{owing}" if told else "Nothing new."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What becomes of one feed of a list: `new` here or followed already, or refused with the reason.

    `line` is where it stands in the file.
    """

    name: str
    line: int = 0
    new: bool = True
    error: DocentError | None = None


def next_check(now: datetime, failures: int, jitter: float, retry_after: int = 0) -> datetime:
    """When a feed is read next: in an hour, and after each failure in a row in twice the time, up to a day.

    `jitter` in 0..1 spreads that by a tenth either way. `retry_after` are the seconds the site asked for, which
    are waited at least.
    """
    backed_off = min(INTERVAL * float(2 ** min(failures, 10)), LONGEST)
    spread = backed_off * (1 - JITTER + 2 * JITTER * jitter)
    return now + max(spread, min(timedelta(seconds=retry_after), LONGEST_ASKED))
