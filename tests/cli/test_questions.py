"""summarize, search, related, complete, expert and author, as a person at a shell asks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.record import NamedTopic, record_of_topic
from tests.cli.conftest import PAGE, ROOT, Shell

STARTER = ROOT / "data" / "starter"
SEED = ROOT.parent / "shared" / "seed" / "give-bad-faith-a-chance.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the seed page is not beside this checkout")
def test_the_seed_page_leads_to_its_two_podcasts(docent: Shell) -> None:
    (added,) = docent("import", SEED, "--json").lines
    (answer,) = docent("related", added["id"], "--kind", "podcast", "--json").lines
    assert [hit["kind"] for hit in answer["hits"]] == ["podcast", "podcast"]
    assert all("listed on its page" in hit["reasons"] for hit in answer["hits"])


def test_a_summary_is_verbatim(filled: Shell) -> None:
    body = " ".join(filled("show", 1).lines[0]["body"])
    for length, most in (("brief", 1), ("short", 3), ("full", 6)):
        (answer,) = filled("summarize", 1, "--length", length, "--json").lines
        assert 0 < len(answer["sentences"]) <= most
        assert all(sentence in body for sentence in answer["sentences"])
        assert answer["origin"] == "extract"
    assert len(filled("summarize", PAGE, "--sentences", 2, "--json").lines[0]["sentences"]) == 2


def test_queries_from_a_file_answer_in_their_order_with_their_own_ids(filled: Shell, folder: Path) -> None:
    asked = [{"qid": 7, "text": "ledger"}, {"qid": "q-2", "text": "zzzz"}, {"text": "correspondent banks"}]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)) + "\n\n", "utf-8")
    found = filled("search", "--queries", "queries.jsonl", "--limit", 2).lines
    assert [one["qid"] for one in found] == [7, "q-2", 3]
    assert [len(one["hits"]) > 0 for one in found] == [True, False, True]
    assert found[0]["hits"][0].keys() >= {"id", "title", "kind", "score", "snippet"}
    completed = filled("complete", "--queries", "queries.jsonl").lines
    assert [one["qid"] for one in completed] == [7, "q-2", 3]
    assert [hit["id"] for hit in completed[0]["hits"]] == [1]


NASTY = [
    '"',
    '"NEAR(',
    "AND NOT",
    "title:x*",
    "^",
    "a\x00b",
    "\ud800",
    "\udcff ledger",
    "👩‍👩‍👧",
    "台湾",
    "x" * 10_000,
    "the of",
]


@pytest.mark.parametrize("form", ["--json", "--limit=3"], ids=["as JSON", "as lines"])
def test_whatever_is_typed_is_answered(filled: Shell, folder: Path, form: str) -> None:
    for text in filter(lambda text: "\x00" not in text, NASTY):  # which no shell can pass
        for command in ("search", "complete", "expert"):
            said = filled(command, text, *([form] if command != "expert" or form == "--json" else []))
            assert said.code in (0, 1), said.err
    (folder / "queries.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in NASTY), "utf-8")
    assert len(filled("search", "--queries", "queries.jsonl").lines) == len(NASTY)
    assert len(filled("complete", "--queries", "queries.jsonl").lines) == len(NASTY)


def test_bytes_that_are_no_text_are_answered_by_the_real_process(process: Shell) -> None:
    said = process("search", "\udcff\udcfe ledger")
    assert "Traceback" not in said.err
    assert "Nothing on" in said.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no file"), (b"", "is empty"), (b"not json\n", "Line 1 is not JSON"), (b"[1]\n", "not an object")],
    ids=["missing", "empty", "no JSON", "no object"],
)
def test_queries_that_can_not_be_read_are_a_sentence(
    filled: Shell, folder: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (folder / "queries.jsonl").write_bytes(content)
    said = filled("search", "--queries", "queries.jsonl")
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


@pytest.mark.parametrize("typed", ['"(', "AND OR NOT", "*", "''; DROP", "“”", "𝔘𝔫𝔦", "a" * 5_000])
def test_whatever_is_typed_is_a_question(filled: Shell, typed: str) -> None:
    assert filled("search", typed, "--json").code == 0
    assert filled("complete", typed, "--json").code == 0
    assert filled("expert", typed, "--json").code == 0


def test_a_title_that_is_begun_or_mistyped_is_completed(filled: Shell) -> None:
    for typed in ("quiet led", "ledger", "ledgre"):
        (answer,) = filled("complete", typed, "--json").lines
        assert answer["hits"][0]["id"] == 1, typed


def test_many_ids_and_one_that_is_not_there(filled: Shell) -> None:
    said = filled("related", 1, 2, 77, 3, "--json")
    assert said.code == 1
    assert [one.get("id", one.get("input")) for one in said.lines] == [1, 2, "77", 3]
    assert said.lines[2]["error"]["code"] == "not_found"


def test_a_text_has_its_relations_too(docent: Shell, folder: Path) -> None:
    assert docent("import", *sorted(STARTER.glob("[0-9]*.json"))[:14]).code == 0
    piece = docent("list", "--limit", 1, "--json").lines[0]["id"]
    (folder / "pitch.txt").write_text("\n".join(docent("show", piece).lines[0]["body"]), "utf-8")
    (answer,) = docent("related", "--text", "pitch.txt", "--json").lines
    assert answer["id"] is None
    assert answer["hits"][0]["id"] == piece
    assert answer["hits"][0]["reasons"]


def test_the_starter_library_is_a_folder_like_any_other(docent: Shell) -> None:
    assert docent("import", STARTER).code == 0
    (camera,) = docent("show", "A Camera Is Not a Strategy", "--json").lines
    assert {topic["name"] for topic in camera["topics"]} >= set(camera["tags"])
    (card,) = docent("author", "Mara Ellingsen", "--json").lines
    assert card["role"].startswith("Senior Fellow")
    assert all(one["kind"] != "other" for one in docent("list", "--json").lines)


def test_a_piece_on_listed_topics_is_not_filed_by_its_neighbours_too(docent: Shell, folder: Path) -> None:
    assert docent("import", STARTER).code == 0
    text = "Sanctions on North Korea leak at sea. Pyongyang buys time with each cargo, and sanctions lose their edge.\n"
    (folder / "cargo.txt").write_text(f"March 3, 2024\n\nLeaks at Sea\n\nBy Ada Brightwater\n\n{text * 4}", "utf-8")
    assert docent("import", "cargo.txt").code == 0
    (piece,) = docent("show", "Leaks at Sea", "--json").lines
    assert {topic["name"] for topic in piece["topics"]} >= {"North Korea", "Sanctions"}
    (answer,) = docent("related", piece["id"], "--json").lines
    assert answer["hits"][0]["reasons"][-1] == "shares North Korea, Sanctions"
    assert "Measure First: Building the Science of AI Evaluation in Government" not in [
        h["title"] for h in answer["hits"]
    ]
    assert not any("like the pieces nearest" in why for hit in answer["hits"] for why in hit["reasons"])


def test_a_guest_is_not_called_an_author_and_experts_are_those_of_the_subject(docent: Shell) -> None:
    assert docent("import", STARTER).code == 0
    (podcast,) = [one["id"] for one in docent("list", "--json").lines if one["title"] == "Do Sanctions Ever End?"]
    (answer,) = docent("related", podcast, "--json").lines
    why = {hit["title"]: hit["reasons"] for hit in answer["hits"]}
    assert "Oren Castellanos in both" in why["Payroll for Pyongyang"]
    assert "same author: Mara Ellingsen" in why["Sanctions Need an Exit Sign"]
    (answer,) = docent("expert", "how do sanctions end", "--json").lines
    names = [one["name"] for one in answer["people"]]
    assert names[0] == "Mara Ellingsen"
    assert "Priya Anselm" not in names  # chips


def test_people(filled: Shell) -> None:
    (card,) = filled("author", "lena", "--json").lines
    assert (card["name"], card["total"]) == ("Lena Ostrow", 2)
    assert "Marek Sunde" in card["coauthors"]
    assert filled("author", "nobody of that name").code == 1
    (answer,) = filled("expert", "correspondent banks", "--json").lines
    assert "Lena Ostrow" in [one["name"] for one in answer["people"]]
    assert all(one["pieces"] for one in answer["people"])


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [("--since", "someday", "is not a date"), ("--topic", "knitting", "no topic"), ("--author", "x y z", "Nobody")],
    ids=["since", "topic", "author"],
)
def test_a_filter_that_means_nothing_is_a_sentence(filled: Shell, option: str, value: str, sentence: str) -> None:
    said = filled("search", "ledger", option, value)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


def test_experts_on_a_topic_of_the_list_are_those_whose_pieces_are_filed_there(docent: Shell, folder: Path) -> None:
    listed = record_of_topic(NamedTopic("South Harbor", ("Port Anwen",), curated=True))
    (folder / "topics.jsonl").write_text(json.dumps(listed), encoding="utf-8")
    assert docent("import", folder / "topics.jsonl").code == 0
    records: list[dict[str, object]] = [
        {"title": "Tides", "authors": ["Ada Roe"], "body": ["Port Anwen floods. The walls of Port Anwen are too low."]},
        {"title": "Winds", "authors": ["Bo Poe"], "body": ["The harbor in the south of the bay is calm in winter."]},
        {"title": "Piers", "authors": ["Cy Lind"], "body": ["A pier to the south keeps the harbor free of sand."]},
    ]
    (folder / "pieces.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert docent("import", folder / "pieces.jsonl").code == 0
    (answer,) = docent("expert", "South", "Harbor", "--json").lines
    assert [one["name"] for one in answer["people"]] == ["Ada Roe"]
    assert docent("expert", "Port", "Anwen", "--json").lines[0]["people"] == answer["people"]
