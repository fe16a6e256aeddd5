"""A piece of the library, from what the post room understands to what the cellar keeps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.errors import TooLarge

LONGEST_TEXT = 3_000_000  # characters of a piece; a report of a thousand pages has as many


class Kind(StrEnum):
    """The format of a piece; `listing` is not a kind but a completeness."""

    COMMENTARY = "commentary"
    REPORT = "report"
    PODCAST = "podcast"
    VIDEO = "video"
    TESTIMONY = "testimony"
    TRANSCRIPT = "transcript"
    IN_THE_NEWS = "in_the_news"
    PRESS_RELEASE = "press_release"
    PRESS_NOTE = "press_note"
    EVENT = "event"
    OTHER = "other"

    @property
    def label(self) -> str:
        """How a reader sees it: "Press release"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def plural(self) -> str:
        return _PLURALS.get(self, self.label.lower() + "s")


_PLURALS = {
    Kind.COMMENTARY: "commentaries",
    Kind.TESTIMONY: "testimonies",
    Kind.IN_THE_NEWS: "pieces in the news",
    Kind.OTHER: "other pieces",
}


class Completeness(StrEnum):
    """How much of the piece the library holds."""

    FULL = "full"
    EXCERPT = "excerpt"  # the opening; the rest is in the outlet
    LISTING = "listing"  # known only from another page's "More from …" block


@dataclass(frozen=True, slots=True)
class Listing:
    """One item of a page's "More from …" block. Any field but one of title and teaser may be missing."""

    kind: Kind | None = None
    title: str = ""
    teaser: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # ISO date, or empty
    outlet: str = ""
    programs: tuple[str, ...] = ()
    url: str = ""

    @property
    def heading(self) -> str:
        """The title, or the teaser's first words in its place."""
        return self.title or opening_words(self.teaser)


@dataclass(frozen=True, slots=True)
class Person:
    """What a person page says: the raw material of a person's card."""

    name: str
    role: str = ""
    bio: str = ""
    links: tuple[str, ...] = ()
    photo_url: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of one server's library: `id` is their number there, `person` what their card shows."""

    id: int
    person: Person


@dataclass(frozen=True, slots=True)
class Draft:
    """What the post room understood of one page or file, before a curator has said yes.

    Text fields are "" and dates are "" when the page does not state them; dates are ISO (`2017-12-15`).
    `kind` is None when nothing on the page tells it. `url` is the address of the full piece, file or audio
    without tracking parameters; `canonical_url` the page's own statement of its address.
    """

    title: str = ""
    kind: Kind | None = None
    deck: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    canonical_url: str = ""
    completeness: Completeness = Completeness.FULL
    body: tuple[str, ...] = ()  # paragraphs
    footnotes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[Listing, ...] = ()
    language: str = "en"
    pages: int | None = None
    seconds: int | None = None  # running time of audio or video
    audio_url: str = ""
    image_url: str = ""
    image_alt: str = ""
    person: Person | None = None  # set when the page is a person's page, not a piece
    source: str = ""  # "paste", "file", "url", "feed", "import", "suggestion"
    # Where each paragraph stands in its source: none, or one for each: "p. 4", seconds of a recording ("754"), or "".
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n\n".join(self.body)

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.body)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields a curator is asked for, because the record is worthless without them."""
        asked = {"title": self.title, "authors": self.authors, "date": self.published, "type": self.kind}
        return tuple(name for name, value in asked.items() if not value)


@dataclass(frozen=True, slots=True)
class Author:
    """A person as a piece names them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The few facts of a piece that a list or a button needs."""

    id: int
    title: str
    kind: Kind
    published: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    completeness: Completeness = Completeness.FULL
    deck: str = ""
    seconds: int | None = None
    words: int = 0
    url: str = ""
    superseded: bool = False  # a curator said that a newer piece takes its place

    @property
    def year(self) -> str:
        return self.published[:4]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a piece, with its weight in 0..1 and who said so (page, curator, extracted)."""

    name: str
    weight: float = 1.0
    origin: str = "extracted"


@dataclass(frozen=True, slots=True)
class Summary:
    """Brief, short and full, with their origin: `extract`, `written` (by a curator) or `model`."""

    brief: str = ""
    short: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    origin: str = "extract"
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim line of a piece with its speaker and place (paragraph number from 1)."""

    text: str
    speaker: str = ""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of one server's library, as it is kept."""

    id: int
    draft: Draft
    authors: tuple[Author, ...] = ()
    participants: tuple[Author, ...] = ()
    topics: tuple[Topic, ...] = ()
    summary: Summary = field(default_factory=Summary)
    added: str = ""  # ISO date and time, UTC
    changed: str = ""
    removed: str = ""
    superseded_by: int | None = None

    @property
    def kind(self) -> Kind:
        return self.draft.kind or Kind.OTHER

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def brief(self) -> Brief:
        draft = self.draft
        return Brief(
            id=self.id,
            title=draft.title,
            kind=self.kind,
            published=draft.published,
            authors=tuple(author.name for author in self.authors),
            outlet=draft.outlet,
            completeness=draft.completeness,
            deck=draft.deck,
            seconds=draft.seconds,
            words=draft.words,
            url=draft.url or draft.canonical_url,
            superseded=self.superseded_by is not None,
        )


def check_length(draft: Draft) -> None:
    """Raises TooLarge for a piece beyond the length of a book: no door lets one in."""
    if sum(map(len, (*draft.body, *draft.footnotes))) > LONGEST_TEXT:
        raise TooLarge(f"This piece is longer than {LONGEST_TEXT:,} characters. Add it in parts.")


def found_at(draft: Draft, address: str) -> Draft:
    """The draft of what stands at an address, "" where that is not known.

    The full piece is there too, unless the page tells another address or hands on to a place that it does not name.
    """
    url = draft.url or ("" if draft.completeness is Completeness.EXCERPT else address)
    return replace(draft, url=url, canonical_url=draft.canonical_url or address)


def opening_words(text: str, limit: int = 80) -> str:
    """The first words of a text that stand in for a title: whole words, with an ellipsis when cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[:limit].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return cut if cut.endswith((".", "!", "?")) else cut + "…"


def as_listing_draft(listing: Listing) -> Draft:
    """The library entry that stands for a listing until the piece itself arrives; its teaser is its deck."""
    return replace(
        Draft(),
        title=listing.heading,
        kind=listing.kind,
        deck=listing.teaser,
        published=listing.published,
        authors=listing.authors,
        outlet=listing.outlet,
        url=listing.url,
        tags=listing.programs,
        completeness=Completeness.LISTING,
    )
