"""The starter library: every record reads, names people and topics that are there, and is worth summarising."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.duplicates import sameness
from bot.domain.record import Record, read_record
from bot.domain.text import fold

STARTER = Path(__file__).parents[2] / "data" / "starter"
FILES = sorted(path for path in STARTER.glob("[0-9][0-9]-*.json") if not path.name.startswith("00"))


def listed(name: str, field: str) -> list[dict[str, Any]]:
    return [one[field] for one in json.loads((STARTER / name).read_text(encoding="utf-8"))]


PEOPLE = listed("00-people.json", "person")
TOPICS: dict[str, list[str]] = {one["name"]: one["aliases"] for one in listed("00-topics.json", "topic")}
# The one real piece and the items of its page: facts with descriptions of ours, and no text of theirs.
REAL_TITLE = "Give Bad Faith a Chance in North Korea"
TITLE_LIMIT = 200
DECK_LIMIT = 350  # fits a search result and a card beside everything else they show


def record(path: Path) -> Record:
    return read_record(json.loads(path.read_text(encoding="utf-8")))


def own() -> list[Draft]:
    return [draft for path in FILES if (draft := record(path).draft).title != REAL_TITLE]


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_own = pytest.mark.parametrize("draft", own(), ids=lambda draft: draft.title)


@each_file
def test_reads_as_a_record_that_misses_nothing_but_unstated_authors(path: Path) -> None:
    read = record(path)
    draft = read.draft
    assert read.id == int(path.name[:2])
    assert set(draft.missing) <= ({"authors"} if draft.title == REAL_TITLE else set())
    assert date(2017, 1, 1) < date.fromisoformat(draft.published) < date(2027, 1, 1)
    assert 0 < len(draft.title) <= TITLE_LIMIT
    assert 0 < len(draft.deck) <= DECK_LIMIT
    assert draft.tags
    assert set(draft.tags) <= set(TOPICS)


@each_own
def test_own_piece_is_whole_and_long_enough_to_summarise(draft: Draft) -> None:
    assert draft.completeness is Completeness.FULL
    assert 300 <= draft.words <= 900
    assert len(draft.body) >= 6
    assert bool(draft.seconds) == (draft.kind in (Kind.PODCAST, Kind.VIDEO))
    assert bool(draft.pages) == (draft.kind is Kind.REPORT)
    assert draft.url.startswith("https://example.org/starter/")


@each_own
def test_own_piece_is_by_marked_sample_people(draft: Draft) -> None:
    roles = {person["name"]: person["role"] for person in PEOPLE}
    assert all(roles[name].endswith("(sample author)") for name in draft.authors)
    assert all(roles[name].endswith(("(sample author)", "(sample guest)")) for name in draft.participants)
    assert not set(draft.authors) & set(draft.participants)


@each_own
def test_own_text_has_typographic_quotes_and_no_markup(draft: Draft) -> None:
    shown = " ".join((draft.title, draft.deck, *draft.body))
    assert not set(shown) & set("\"'`*_<>[]|\t\n\u00a0")


@each_own
def test_page_block_names_other_pieces_by_their_facts(draft: Draft) -> None:
    facts = {(p.title, p.kind, p.deck, p.published, p.authors, p.outlet) for p in own() if p != draft}
    for item in draft.related:
        assert (item.title, item.kind, item.teaser, item.published, item.authors, item.outlet) in facts


def test_two_podcasts_are_transcripts_in_which_each_person_has_turns() -> None:
    transcripts = [draft for draft in own() if draft.body[0].startswith(f"{draft.authors[0]}: ")]
    assert len(transcripts) == 2
    for draft in transcripts:
        turns = Counter(text.partition(": ")[0] for text in draft.body)
        assert turns.keys() == {*draft.authors, *draft.participants}
        assert min(turns.values()) > 5


def test_library_is_a_mix_of_kinds_years_and_outlets() -> None:
    pieces = own()
    kinds = Counter(draft.kind for draft in pieces)
    assert len(pieces) >= 24
    assert kinds[Kind.COMMENTARY] >= 11
    assert kinds[Kind.REPORT] >= 6
    assert kinds[Kind.PODCAST] >= 7
    assert kinds.keys() >= {Kind.VIDEO, Kind.EVENT, Kind.PRESS_NOTE}
    assert {draft.published[:4] for draft in pieces} >= {"2019", "2020", "2026"}
    assert len({draft.outlet for draft in pieces if draft.outlet}) >= 5


def test_no_two_titles_are_the_same_to_a_reader() -> None:
    titles = [fold(record(path).draft.title) for path in FILES]
    assert len(set(titles)) == len(titles)


def test_no_two_texts_count_as_one_piece() -> None:
    alike = [(a.title, b.title) for a, b in combinations(own(), 2) if sameness(a, b)]
    assert alike == []


def test_real_piece_is_a_listing_with_its_four_items() -> None:
    (real,) = (draft for path in FILES if (draft := record(path).draft).title == REAL_TITLE)
    assert (real.kind, real.published, real.outlet) == (Kind.COMMENTARY, "2017-12-15", "The Wall Street Journal")
    assert real.completeness is Completeness.LISTING
    assert real.body == ()
    assert [(item.kind, item.authors) for item in real.related] == [
        (Kind.PODCAST, ("Rachel Ziemba",)),
        (Kind.REPORT, ("Emily Kilcrease", "Emily Jin", "Rachel Ziemba")),
        (Kind.COMMENTARY, ("Jason Bartlett",)),
        (Kind.PODCAST, ("Rachel Ziemba",)),
    ]


def test_no_description_is_invented_for_a_real_person() -> None:
    (real,) = (draft for path in FILES if (draft := record(path).draft).title == REAL_TITLE)
    named = {name for item in real.related for name in item.authors}
    assert not named & {person["name"] for person in PEOPLE}


def test_people_appear_in_the_library_and_one_has_left() -> None:
    for person in PEOPLE:
        assert person.keys() == {"name", "role", "bio", "links", "former"}
        assert "invented" in person["bio"]
    appearing = {name for draft in own() for name in draft.authors + draft.participants}
    assert {person["name"] for person in PEOPLE} == appearing
    assert [person["name"] for person in PEOPLE if person["former"]] == ["Dorothea Quist"]


def test_one_author_never_leads_and_one_topic_stands_alone() -> None:
    leads = {draft.authors[0] for draft in own()}
    assert {name for draft in own() for name in draft.authors} - leads == {"Samuel Brandvold"}
    assert sum("Biotechnology" in draft.tags for draft in own()) == 1


def test_superseded_piece_points_to_a_newer_one_on_its_topics() -> None:
    records = {read.id: read for path in FILES if (read := record(path))}
    replaced = [read for read in records.values() if read.superseded_by]
    assert replaced
    for old in replaced:
        new = records[old.superseded_by]
        assert new.draft.published > old.draft.published
        assert len(set(new.draft.tags) & set(old.draft.tags)) >= 2


def test_each_name_of_a_topic_means_one_topic() -> None:
    names = [fold(name) for topic, aliases in TOPICS.items() for name in (topic, *aliases)]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert {tag for draft in own() for tag in draft.tags} == set(TOPICS)
