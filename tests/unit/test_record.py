"""The open JSON record: what is written is read back, what others write is understood or refused by name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import (
    Article,
    Author,
    Completeness,
    Draft,
    Kind,
    Listing,
    Person,
    Quote,
    Summary,
    Topic,
)
from bot.domain.errors import DocentError, Invalid
from bot.domain.record import draft_of_record, read_record, record_of_draft, to_record
from bot.domain.record_cells import cells_of_record, record_of_cells

_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff")
_texts = st.text(_characters, max_size=60).map(str.strip)
_lines = st.lists(_texts.filter(bool), max_size=4).map(tuple)
_dates = st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()))
_urls = st.one_of(st.just(""), st.from_regex(r"https?://[a-z]{1,9}\.org/[a-z0-9?&=%-]{0,20}", fullmatch=True))
_kinds = st.one_of(st.none(), st.sampled_from(Kind))
_listings = st.builds(Listing, _kinds, _texts, _texts, _lines, _dates, _texts, _lines, _urls)
_persons = st.builds(Person, _texts, _texts, _texts, st.lists(_urls.filter(bool)).map(tuple), _urls, st.booleans())
_counts = st.one_of(st.none(), st.integers(1, 100_000))
_drafts = st.builds(
    Draft,
    title=_texts,
    kind=_kinds,
    deck=_texts,
    published=_dates,
    authors=_lines,
    participants=_lines,
    outlet=_texts,
    url=_urls,
    canonical_url=_urls,
    completeness=st.sampled_from(Completeness),
    body=_lines,
    footnotes=_lines,
    tags=_lines,
    related=st.lists(_listings, max_size=3).map(tuple),
    language=st.sampled_from(["en", "de", "zh"]),
    pages=_counts,
    seconds=_counts,
    audio_url=_urls,
    image_url=_urls,
    image_alt=_texts,
    person=st.one_of(st.none(), _persons),
    source=st.sampled_from(["", "paste", "file", "url", "feed", "import", "suggestion"]),
    places=st.lists(_texts, max_size=4).map(tuple),  # where the source does not tell, an empty one
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
_FIELDS = [
    *record_of_draft(Draft()),
    "text",
    "authors",
    "topics",
    "summary",
    "quotes",
    "published",
    "keywords",
]

_AS_WRITTEN = {
    "names by semicolon": ({"authors": "Ana Lind; B. Okoro"}, "authors", ("Ana Lind", "B. Okoro")),
    "one author": ({"author": "Ana Lind"}, "authors", ("Ana Lind",)),
    "byline": ({"by": "By Ana Lind, B. Okoro & Chi Tran"}, "authors", ("Ana Lind", "B. Okoro", "Chi Tran")),
    "family name first": ({"authors": "Lind, Ana"}, "authors", ("Ana Lind",)),
    "families first, with a particle and a suffix": (
        {"authors": "van der Berg, Piet; King, Jr., Martin L.; Lind Okoro, Ana; Chi Tran"},
        "authors",
        ("Piet van der Berg", "Martin L. King, Jr.", "Ana Lind Okoro", "Chi Tran"),
    ),
    "a list stays as it is": ({"authors": ["Lind, Ana"]}, "authors", ("Lind, Ana",)),
    "suffix": ({"authors": "Sam Reed, Jr. and Ana Lind"}, "authors", ("Sam Reed, Jr.", "Ana Lind")),
    "names as objects": (
        {"authors": [{"name": "Ana Lind"}, {"family": "Okoro"}]},
        "authors",
        ("Ana Lind", "Okoro"),
    ),
    "text for body": (
        {"text": "One.\n\nTwo\nlines.\r\n \r\nThree."},
        "body",
        ("One.", "Two\nlines.", "Three."),
    ),
    "empty paragraphs go": ({"body": ["One.", "", "Two."]}, "body", ("One.", "Two.")),
    "date in words": ({"date": "Dec. 15, 2017"}, "published", "2017-12-15"),
    "date and time keeps its day": ({"published": "2017-12-15T23:30:00-05:00"}, "published", "2017-12-15"),
    "field named in words": ({"Publication Date": "15 December 2017"}, "published", "2017-12-15"),
    "op-ed": ({"kind": "Op-ed"}, "kind", Kind.COMMENTARY),
    "plural": ({"type": "Reports"}, "kind", Kind.REPORT),
    "words with spaces": ({"type": "In the News"}, "kind", Kind.IN_THE_NEWS),
    "plural in -ies": ({"type": "Congressional Testimonies"}, "kind", Kind.TESTIMONY),
    "keywords by comma": ({"keywords": "sanctions, energy"}, "tags", ("sanctions", "energy")),
    "one topic with commas": (
        {"topic": "Law, Trade & Ports"},
        "tags",
        ("Law, Trade & Ports",),
    ),
    "plain topics": ({"topics": ["Energy", "Ports"]}, "tags", ("Energy", "Ports")),
    "a library's topics are no tags": ({"topics": [{"name": "Energy", "weight": 1}]}, "tags", ()),
    "byte-order mark": ({"\ufeffTitle": "\ufeffPorts"}, "title", "Ports"),
    "a number for a title": ({"title": 1984}, "title", "1984"),
    "lone surrogate and NUL": ({"title": "A\ud800\x00B"}, "title", "A\ufffdB"),
    "running time in words": ({"duration": "41 min"}, "seconds", 2460),
    "running time in seconds": ({"seconds": 2460}, "seconds", 2460),
    "address without scheme": ({"url": "example.org/a"}, "url", "https://example.org/a"),
    "a summary of one string": ({"summary": "Why ports matter."}, "deck", "Why ports matter."),
    "a summary record is no deck": ({"summary": {"brief": "One."}}, "deck", ""),
    "source names the outlet": ({"source": "The Daily Harbour"}, "outlet", "The Daily Harbour"),
    "our own source": ({"source": "feed"}, "source", "feed"),
    "no text is a listing": ({"title": "T"}, "completeness", Completeness.LISTING),
    "text is a full piece": ({"title": "T", "text": "One."}, "completeness", Completeness.FULL),
    "unknown fields are ignored": ({"unheard": {"of": 1}, "title": "T"}, "title", "T"),
}
_REFUSED = {
    "no such day": ({"date": "31/02/2020"}, "The date “31/02/2020” is not a date"),
    "only a year": ({"date": "2020"}, "The date “2020” names no month; write 2020-06 or 2020-06-30"),
    "a season": ({"date": "Spring 2024"}, "The date “Spring 2024” names no month; write 2024-06"),
    "unknown type": ({"kind": "Smell"}, "The type “Smell” is not known; use commentary"),
    "script address": ({"url": "javascript:alert(1)"}, "“url” must be"),
    "list for a title": ({"title": ["a"]}, "“title” must be text"),
    "number for authors": ({"authors": 7}, "“authors” must be a list"),
    "list in a list": ({"authors": [["a"]]}, "“authors” must be text"),
    "negative pages": ({"pages": -1}, "“pages” must be a number"),
    "half a page": ({"pages": 2.5}, "“pages” must be a whole number"),
    "running time": ({"seconds": "soon"}, "The running time “soon”"),
    "completeness": ({"completeness": "half"}, "The completeness “half”"),
    "inside a related item": ({"related": [{"date": "never"}]}, "The date “never”"),
}


@given(_drafts)
def test_a_draft_survives_its_record(draft: Draft) -> None:
    line = json.dumps(record_of_draft(draft, 7), ensure_ascii=False)
    assert draft_of_record(json.loads(line)) == draft
    assert read_record(json.loads(line)).id == 7


@given(st.dictionaries(st.sampled_from(_FIELDS) | st.text(max_size=8), _json, max_size=6))
def test_any_record_is_read_or_refused_with_a_sentence(record: dict[str, object]) -> None:
    sentence = ""
    try:
        read_record(record)
    except DocentError as refusal:
        sentence = refusal.sentence
    assert sentence == "" or sentence.endswith(".")


def test_an_article_keeps_what_the_library_added() -> None:
    article = Article(
        id=(1 << 32) + 5,
        draft=Draft(title="Ports and Power", kind=Kind.REPORT, authors=("A. Old",), source="url"),
        authors=(Author(1, "Ana Lind"), Author(2, "B. Okoro")),
        participants=(Author(3, "Chi Tran"),),
        topics=(Topic("Energy", 0.25, "curator"),),
        summary=Summary("One.", ("One.", "Two."), ("One.", "Two.", "Three."), "written", "Dana"),
        added="2026-01-02T03:04:05+00:00",
        changed="2026-01-03T03:04:05+00:00",
        superseded_by=9,
    )
    listing = Listing(Kind.PODCAST, "Gas by Sea", "Two guests on cargoes.", published="2025-05-01")
    quote = Quote("Two.", "Ana Lind", 2)
    record = json.loads(json.dumps(to_record(article, quotes=[quote], related=[(12, listing), (None, listing)])))
    back = read_record(record)
    assert back.draft.authors == ("Ana Lind", "B. Okoro")
    assert back.draft.participants == ("Chi Tran",)
    assert back.draft.tags == ()
    assert back.draft.related == (listing, listing)
    assert back.related_ids == (12, None)
    assert (back.id, back.superseded_by) == (article.id, 9)
    assert (back.topics, back.summary) == (article.topics, article.summary)
    assert (back.added, back.changed, back.removed) == (article.added, article.changed, "")


@pytest.mark.parametrize(("record", "field", "expected"), _AS_WRITTEN.values(), ids=_AS_WRITTEN)
def test_records_as_people_write_them(record: dict[str, object], field: str, expected: object) -> None:
    assert getattr(draft_of_record(record), field) == expected


@pytest.mark.parametrize(("record", "words"), _REFUSED.values(), ids=_REFUSED)
def test_a_field_that_can_not_be_read_is_named(record: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_record(record)
    assert words in refusal.value.sentence


@pytest.mark.parametrize("places", [("p. 4", "p. 4"), ("", "754"), ("", ""), ("12", "")])
def test_places_survive_the_cells_of_a_table(places: tuple[str, ...]) -> None:
    draft = Draft(title="Tugs", body=("One.", "Two."), places=places)
    cells = cells_of_record(to_record(Article(1, draft)))
    assert draft_of_record(record_of_cells(cells.items())).places == places
