"""The open JSON record of a piece: what `read`, `show` and `export` write and `import` takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.article import Article, Completeness, Draft, Listing, Person, Quote, Summary, Topic
from bot.domain.errors import Invalid
from bot.domain.record_fields import Fields

RecordId = int | str | None


@dataclass(frozen=True, slots=True)
class NamedTopic:
    """A topic with the other names it is known by; `curated` when it is on the server's own list."""

    name: str
    aliases: tuple[str, ...] = ()
    curated: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record read back: the draft, and what a library had added to it.

    A record is of a piece, of a person (`draft.person` is set, `aliases` are theirs) or of a topic (`topic` is set).
    `related_ids` stand in the order of `draft.related`. Ids are those of the library that wrote the record,
    so that an import can restore relations. `summary` is None when the record has none.
    """

    draft: Draft
    id: RecordId = None
    related_ids: tuple[RecordId, ...] = ()
    summary: Summary | None = None
    topics: tuple[Topic, ...] = ()
    superseded_by: RecordId = None
    pinned: tuple[RecordId, ...] = ()  # a curator: these belong together
    blocked: tuple[RecordId, ...] = ()  # a curator: these never do
    aliases: tuple[str, ...] = ()
    topic: NamedTopic | None = None
    added: str = ""  # ISO date and time, UTC
    changed: str = ""
    removed: str = ""


def record_of_person(person: Person, aliases: Sequence[str] = ()) -> dict[str, Any]:
    """The record of a person's card, with the other spellings of the name."""
    record = record_of_draft(Draft(title=person.name, person=person))
    return record | {"person": record["person"] | {"aliases": list(aliases)}}


def record_of_topic(topic: NamedTopic) -> dict[str, Any]:
    """The record of a topic, for a library's list."""
    named = {"name": topic.name, "aliases": list(topic.aliases), "curated": topic.curated}
    return record_of_draft(Draft(title=topic.name)) | {"topic": named}


def record_of_draft(draft: Draft, id: RecordId = None) -> dict[str, Any]:
    """The record of what intake understood; `draft_of_record` gives the same draft back."""
    return {
        "id": id,
        "kind": draft.kind.value if draft.kind else None,
        "title": draft.title,
        "deck": draft.deck,
        "date": draft.published,
        "authors": list(draft.authors),
        "participants": list(draft.participants),
        "outlet": draft.outlet,
        "url": draft.url,
        "canonical_url": draft.canonical_url,
        "completeness": draft.completeness.value,
        "body": list(draft.body),
        "footnotes": list(draft.footnotes),
        "tags": list(draft.tags),
        "related": [_listing_record(listing) for listing in draft.related],
        "language": draft.language,
        "pages": draft.pages,
        "seconds": draft.seconds,
        "audio_url": draft.audio_url,
        "image_url": draft.image_url,
        "image_alt": draft.image_alt,
        "person": _person_record(draft.person) if draft.person else None,
        "source": draft.source,
        "places": list(draft.places),
    }


def to_record(
    article: Article,
    *,
    quotes: Sequence[Quote] = (),
    related: Sequence[tuple[int | None, Listing]] | None = None,
    pinned: Sequence[int] = (),
    blocked: Sequence[int] = (),
) -> dict[str, Any]:
    """The complete record of a piece as the library keeps it.

    `related` gives the related pieces with their ids where the caller knows them; else the draft's listings
    stand there without ids. `pinned` and `blocked` are the ids of a curator's pairs.
    """
    record = record_of_draft(article.draft, article.id)
    if article.authors:
        record["authors"] = [author.name for author in article.authors]
    if article.participants:
        record["participants"] = [person.name for person in article.participants]
    if related is not None:
        record["related"] = [_listing_record(listing, other) for other, listing in related]
    summary = article.summary
    return record | {
        "summary": {
            "brief": summary.brief,
            "short": list(summary.short),
            "full": list(summary.full),
            "origin": summary.origin,
            "edited_by": summary.edited_by,
        },
        "topics": [asdict(topic) for topic in article.topics],
        "quotes": [asdict(quote) for quote in quotes],
        "superseded_by": article.superseded_by,
        "pinned": list(pinned),
        "blocked": list(blocked),
        "added": article.added,
        "changed": article.changed,
        "removed": article.removed,
    }


def draft_of_record(record: Mapping[str, Any], *, day_first: bool = False) -> Draft:
    """The draft in a record of ours, or in one of someone else's making.

    Taken as people write them: the usual other names of a field ("type", "published", "text", "keywords"),
    names and tags as one string, a body as one text, dates and running times in words. Unknown fields are
    ignored. Raises Invalid naming the field that can't be read.
    """
    fields = Fields(record, day_first=day_first)
    body = fields.paragraphs("body")
    audio_url = fields.url("audio_url")
    seconds = fields.seconds("seconds")
    held = Completeness.FULL if body or audio_url or seconds else Completeness.LISTING
    return Draft(
        title=fields.line("title"),
        kind=fields.kind("kind"),
        deck=fields.line("deck"),
        published=fields.date("date"),
        authors=fields.names("authors"),
        participants=fields.names("participants"),
        outlet=fields.line("outlet") or fields.foreign_source(),
        url=fields.url("url"),
        canonical_url=fields.url("canonical_url"),
        completeness=fields.completeness("completeness") or held,
        body=body,
        footnotes=fields.paragraphs("footnotes"),
        tags=fields.tags("tags"),
        related=tuple(_listing(row) for row in fields.rows("related")),
        language=fields.line("language") or "en",
        pages=fields.count("pages"),
        seconds=seconds,
        audio_url=audio_url,
        image_url=fields.url("image_url"),
        image_alt=fields.line("image_alt"),
        person=_person(fields.row("person")),
        source=fields.own_source(),
        places=fields.each("places"),
    )


def read_record(record: Mapping[str, Any], *, day_first: bool = False) -> Record:
    """The draft in a record with everything a library had added to it; raises Invalid naming the field."""
    fields = Fields(record, day_first=day_first)
    person, topic = fields.row("person"), fields.row("topic")
    if topic:  # in other people's records the word stands for a tag
        return Record(Draft(title=fields.line("title")), topic=_named_topic(topic))
    return Record(
        draft=draft_of_record(record, day_first=day_first),
        id=fields.id("id"),
        related_ids=tuple(row.id("id") for row in fields.rows("related")),
        summary=_summary(fields.row("summary")),
        topics=tuple(_topic(row) for row in fields.rows("topics") if row.line("name")),
        superseded_by=fields.id("superseded_by"),
        pinned=fields.ids("pinned"),
        blocked=fields.ids("blocked"),
        aliases=person.names("aliases") if person else (),
        added=fields.line("added"),
        changed=fields.line("changed"),
        removed=fields.line("removed"),
    )


def _listing_record(listing: Listing, id: RecordId = None) -> dict[str, Any]:
    return {
        "id": id,
        "kind": listing.kind.value if listing.kind else None,
        "title": listing.title,
        "teaser": listing.teaser,
        "authors": list(listing.authors),
        "date": listing.published,
        "outlet": listing.outlet,
        "programs": list(listing.programs),
        "url": listing.url,
    }


def _listing(row: Fields) -> Listing:
    return Listing(
        kind=row.kind("kind"),
        title=row.line("title"),
        teaser=row.line("teaser"),
        published=row.date("date"),
        authors=row.names("authors"),
        outlet=row.line("outlet"),
        programs=row.tags("programs"),
        url=row.url("url"),
    )


def _person_record(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role,
        "bio": person.bio,
        "links": list(person.links),
        "photo_url": person.photo_url,
        "former": person.former,
    }


def _person(row: Fields | None) -> Person | None:
    if row is None:
        return None
    return Person(
        name=row.line("name"),
        role=row.line("role"),
        bio=row.line("bio"),
        links=row.urls("links"),
        photo_url=row.url("photo_url"),
        former=row.flag("former"),
    )


def _summary(row: Fields | None) -> Summary | None:
    if row is None:
        return None
    return Summary(
        brief=row.line("brief"),
        short=row.paragraphs("short"),
        full=row.paragraphs("full"),
        origin=row.line("origin") or "extract",
        edited_by=row.line("edited_by"),
    )


def _topic(row: Fields) -> Topic:
    weight = row.number("weight")
    if weight is not None and not 0 <= weight <= 1:
        raise Invalid(f"The weight of the topic “{row.line('name')}” is {weight}; it lies between 0 and 1.")
    return Topic(row.line("name"), 1.0 if weight is None else weight, row.line("origin") or "extracted")


def _named_topic(row: Fields) -> NamedTopic:
    return NamedTopic(row.line("name"), row.names("aliases"), row.flag("curated"))
