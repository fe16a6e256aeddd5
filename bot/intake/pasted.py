"""A page as an admin pastes it, or as text extraction yields it, read into a Draft.

Decisions that the layouts leave open:

- Bios that close a piece are furniture, but those of a podcast's guests are its text. When no byline names the
  authors, the bios of a commentary, report or testimony do; in the news they name who is quoted.
- A page that is nothing but a listing ("Showing 1-20 of 300 Publications") gives a Draft without title and body, of
  kind `other` and completeness `listing`, whose `related` are its items.
- A person's page gives a Draft with `person` set, the name as title, the bio as body, of kind `other`.
- Note marks are taken out of the body, so that sentences can be shown; the notes themselves are kept in order.
- Prose with a date or people and no other sign of a format is commentary; bare text has no kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Completeness, Draft, Kind, Listing
from bot.domain.errors import BlockedPage, Unreadable
from bot.domain.urlkey import clean_url, web_url
from bot.intake.layout.bios import bios_at_end
from bot.intake.layout.blocked import refusal
from bot.intake.layout.blocks import digest_start, first_copy, listing_page, related_start, second_copy
from bot.intake.layout.body import own_lines, paragraphs, with_addresses, without_recording
from bot.intake.layout.foot import topics_below, without_foot
from bot.intake.layout.footnotes import take_notes, without_marks
from bot.intake.layout.formats import Signs, kind_of_page
from bot.intake.layout.handoff import HandOff
from bot.intake.layout.head import read_head
from bot.intake.layout.head_facts import Head
from bot.intake.layout.labels import kind_of_address
from bot.intake.layout.language import language_of
from bot.intake.layout.lines import Line, read_lines, unwrapped
from bot.intake.layout.participants import (
    guests,
    list_of_people,
    people_label,
    quoted,
    speakers,
    without_lists_of_people,
)
from bot.intake.layout.person_page import read_person
from bot.intake.layout.related import is_related_heading, read_items
from bot.intake.layout.times import places_of, take_times

_WHOLE_BY_NATURE = frozenset((Kind.PRESS_RELEASE, Kind.PRESS_NOTE, Kind.EVENT, Kind.TRANSCRIPT))
# Under the date and title of these stands their text, however short; a deck is a phrase without a full stop.
_DECKLESS = frozenset(
    (Kind.PRESS_RELEASE, Kind.PRESS_NOTE, Kind.IN_THE_NEWS, Kind.PODCAST, Kind.VIDEO, Kind.EVENT, Kind.TRANSCRIPT)
)
_BIOS_ARE_BODY = frozenset((Kind.PODCAST, Kind.VIDEO, Kind.EVENT, Kind.TRANSCRIPT))
_BIOS_ARE_AUTHORS = frozenset((None, Kind.COMMENTARY, Kind.REPORT, Kind.TESTIMONY))


def read_pasted(text: str, *, url: str = "") -> Draft:
    """What a page's text says, field by field; `url` is the page's address when it is known.

    Raises BlockedPage for a page that stands in the article's place, Unreadable when there is nothing to read,
    TooLarge when the text is longer than any page.
    """
    text, marks = take_times(text)
    lines = read_lines(text)
    if not any(line.text for line in lines):
        raise Unreadable(
            "There is no text here. Copy the whole page, from its date and title to its end, and paste it."
        )
    if sentence := refusal(lines):
        raise BlockedPage(sentence)
    lines = without_recording(first_copy(lines))
    address = clean_url(url)
    read = _read_listing(lines, address) or _read_person(lines, address) or _read_piece(lines, address)
    return replace(read, places=places_of(read.body, marks))


def _read_listing(lines: Sequence[Line], address: str) -> Draft | None:
    listings = listing_page(lines)
    if not listings:
        return None
    return Draft(
        kind=Kind.OTHER,
        completeness=Completeness.LISTING,
        related=listings,
        canonical_url=address,
        source="paste",
    )


def _read_person(lines: Sequence[Line], address: str) -> Draft | None:
    start = related_start(lines, 1)
    found = read_person(lines[:start], address)
    if found is None:
        return None
    person, bio = found
    return Draft(
        title=person.name,
        kind=Kind.OTHER,
        body=tuple(bio),
        related=_related(lines, start),
        person=person,
        canonical_url=address,
        source="paste",
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A page taken apart, before it is decided what kind of piece it is."""

    head: Head
    body: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[str, ...]
    bios: tuple[str, ...]  # running bios at the end, which may be the body's
    listed: tuple[str, ...]  # whom a list below a heading such as Speakers names
    people: tuple[str, ...]  # whom bios are about
    handed: tuple[HandOff, ...]
    related: tuple[Listing, ...]

    def from_hand_offs(self, name: str) -> str:
        """The first that the hand-offs say of a field: outlet, url, published."""
        return next((str(getattr(found, name)) for found in self.handed if getattr(found, name)), "")


def _take_apart(lines: Sequence[Line]) -> _Page:
    head = read_head(lines)
    if (end := second_copy(lines, head.title, head.body_at)) < len(lines):
        return _take_apart(unwrapped(lines[:end]))
    start = min(related_start(lines, head.body_at), digest_start(lines, head.body_at))
    kept, tags = without_foot(with_addresses([line for line in lines[head.body_at : start] if line not in head.taken]))
    kept, listed = without_lists_of_people(kept)
    own, handed = own_lines(kept)
    bios_at, people, running = bios_at_end(own, head.authors)
    texts, notes = take_notes(paragraphs(own[:bios_at]))
    if notes and bios_at == len(own):  # bios may stand above the notes as well
        kept_texts = set(texts)
        own = [line for line in own if line.text in kept_texts]
        bios_at, people, running = bios_at_end(own, head.authors)
        texts = paragraphs(own[:bios_at])
    return _Page(
        head=head,
        body=tuple(without_marks(texts, len(notes))),
        notes=notes,
        tags=tuple(dict.fromkeys(head.tags + tags + topics_below(lines[start:]))),
        bios=tuple(line.text for line in own[bios_at:]) if running else (),
        listed=listed,
        people=people,
        handed=tuple(handed),
        related=_related(lines, start, head.published[:4]),
    )


def _read_piece(lines: Sequence[Line], address: str) -> Draft:
    page = _take_apart(lines)
    kind = _kind(page, address or page.head.canonical_url)
    deck, body = _deck_and_body(page, kind)
    if not (page.head.title or body):
        raise Unreadable("Nothing here reads like an article. Copy the page with its title and text, and paste it.")
    authors, participants = _people(page, kind, body)
    excerpt = any(not found.origin for found in page.handed) and kind not in _WHOLE_BY_NATURE
    return replace(
        _plain_facts(page, address),
        kind=kind,
        deck=deck,
        authors=authors,
        participants=participants,
        completeness=Completeness.EXCERPT if excerpt else Completeness.FULL,
        body=tuple(text for text in body if not people_label(text)),
    )


def _plain_facts(page: _Page, address: str) -> Draft:
    """The fields that don't hang on what kind of piece it is."""
    head = page.head
    return Draft(
        title=head.title,
        published=head.published or page.from_hand_offs("published"),
        outlet=head.outlet or page.from_hand_offs("outlet"),
        url=web_url(page.from_hand_offs("url")),
        canonical_url=address or head.canonical_url,
        footnotes=page.notes,
        tags=page.tags,
        related=page.related,
        language=language_of("\n".join(page.body) or head.title),
        seconds=head.seconds,
        audio_url=head.audio_url,
        source="paste",
    )


def _deck_and_body(page: _Page, kind: Kind | None) -> tuple[str, tuple[str, ...]]:
    deck, body = page.head.deck, page.body
    if kind in _BIOS_ARE_BODY:
        body += page.bios
    if kind in _DECKLESS and page.head.date_first and deck.endswith((".", "!", "?", ".”")):
        return "", (deck, *body)
    return deck, body


def _related(lines: Sequence[Line], start: int, year: str = "") -> tuple[Listing, ...]:
    block = lines[start:]
    return read_items(block[1:] if block and is_related_heading(block[0].text) else block, year=year)


def _kind(page: _Page, address: str) -> Kind | None:
    """What the page says of its kind, then its address, then how it is made."""
    head = page.head
    signs = Signs(
        head.title,
        page.body + page.bios,
        page.handed,
        in_outlet=any(label.startswith(("journalist", "reporter", "source")) for label in head.labels)
        or ("featuring" in head.labels and any(found.verb == "read" for found in page.handed)),
        helped="with" in head.labels,
        notes=len(page.notes),
        seconds=head.seconds,
        stated_article=bool(head.published or head.authors or page.people),
        digest=bool(page.related),
    )
    return head.kind or kind_of_address(address) or kind_of_page(signs)


def _people(page: _Page, kind: Kind | None, body: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(authors, participants): the byline writes; who speaks, hosts, reports or is quoted takes part."""
    authors, participants = page.head.authors, page.head.participants + page.listed
    if kind in (Kind.PODCAST, Kind.VIDEO, Kind.EVENT):
        blocks = () if page.bios else page.people  # running bios are in the body
        participants += list_of_people(body) + blocks + guests(body)
    elif kind is Kind.TRANSCRIPT:
        participants += speakers(body)
    elif kind is Kind.PRESS_NOTE:
        participants += quoted(body)
    elif kind is Kind.IN_THE_NEWS and not any(name in participants for name in page.people):
        participants += page.people
    elif kind in _BIOS_ARE_AUTHORS and not authors:
        authors = page.people
    return authors, tuple(name for name in dict.fromkeys(participants) if name not in authors)
