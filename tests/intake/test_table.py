"""Tables of pieces: every dialect gives the same rows, and a bad row is named and stops no other."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Draft, Kind, Listing, Person
from bot.domain.errors import DocentError, Invalid, TooLarge, Unreadable, Unsupported
from bot.domain.record import draft_of_record, record_of_draft
from bot.domain.record_cells import TABLE_COLUMNS, cells_of_record, record_of_cells
from bot.intake.plain import MOST_BYTES
from bot.intake.rows import LONGEST_ROW
from bot.intake.table import is_table, read_table

_HEADER = "title,authors,date,type,url,tags,text"
_ROW = '"Ports, and Power",Ana Lind; B. Okoro,2024-03-14,Op-ed,https://example.org/a,energy; ports,"One.\n\nTwo."'


def drafts(name: str, data: str | bytes) -> list[Draft | None]:
    return [row.draft for row in read_table(name, data.encode() if isinstance(data, str) else data)]


def errors(name: str, data: str) -> list[str]:
    return [row.error.sentence for row in read_table(name, data.encode()) if row.error]


_EXPECTED = Draft(
    title="Ports, and Power",
    kind=Kind.COMMENTARY,
    published="2024-03-14",
    authors=("Ana Lind", "B. Okoro"),
    url="https://example.org/a",
    tags=("energy", "ports"),
    body=("One.", "Two."),
    source="import",
)
_DIALECTS = {
    "commas": f"{_HEADER}\n{_ROW}\n".encode(),
    "Windows line ends": f"{_HEADER}\r\n{_ROW}\r\n".encode(),
    "no last line end": f"{_HEADER}\n{_ROW}".encode(),
    "byte-order mark": f"{_HEADER}\n{_ROW}\n".encode("utf-8-sig"),
    "UTF-16 without its mark": f"{_HEADER}\n{_ROW}\n".encode("utf-16-le"),
    "UTF-16 of the other order without its mark": f"{_HEADER}\n{_ROW}\n".encode("utf-16-be"),
    "UTF-16": f"{_HEADER}\n{_ROW}\n".encode("utf-16"),
    "delimiter named by Excel": f"sep=,\r\n{_HEADER}\r\n{_ROW}\r\n".encode(),
    "blank rows": f"{_HEADER}\n,,,,,,\n\n{_ROW}\n\n".encode(),
    "semicolons": (
        b'Title;Author 1;Author 2;Published;Kind;Link;Keywords;Body\n'
        b'"Ports, and Power";Ana Lind;B. Okoro;14/03/2024;Commentaries;https://example.org/a;"energy, ports";'
        b'"One.\n\nTwo."\n'
    ),
    "names above the header that span columns": f"Article,,,,Publication,,\n{_HEADER}\n{_ROW}\n".encode(),
    "tabs": (
        b"Headline\tBy\tPublication date\tTYPE\tweb address\tTopics\tFull text\tShelf\n"
        b'Ports, and Power\tBy Ana Lind and B. Okoro\tMarch 14, 2024\top ed\thttps://example.org/a\t'
        b'energy|ports\t"One.\n\nTwo."\tB7\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", _DIALECTS.values(), ids=_DIALECTS)
def test_every_dialect_gives_the_same_row(data: bytes) -> None:
    assert drafts("list.csv", data) == [_EXPECTED]


_PROGRAMS = {
    "Zotero": (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note",'
        '"Date","Date Added","Pages","Manual Tags"\n"AB12","journalArticle","2024","Lind, Ana; Okoro, B.",'
        '"Ports, and Power",'
        '"Harbor Review","10.1/x","https://example.org/a","A deck.","2024-03",'
        '"2024-05-01 10:00","12-19","energy; ports"'
    ),
    "Excel in Europe": (
        "Publications of the house;;;;;\r\n\r\nTitle;Author(s);Date;Item type;Link;Topics;Publisher;Abstract\r\n"
        "Ports, and Power;Lind, Ana and Okoro, B.;1.3.2024;Journal article;example.org/a;energy, ports;Harbor Review;"
        "A deck.\r\n"
    ),
    "Airtable": (
        "Name,Authors,Publication Date,Type,Topics,Link,Notes,Attachments,Journal,Summary\n"
        '"Ports, and Power","Ana Lind, B. Okoro",3/1/2024,Article,"energy,ports",https://example.org/a,,'
        "a.pdf (https://example.org/dl/a.pdf),Harbor Review,A deck.\n"
    ),
    "a day by its number": (
        "Headline\tBy\tPublished\tKind\tURL\tKeywords\tOutlet\tDeck\r"
        "Ports, and Power\tLind, Ana, Okoro, B.\t45352\tOp-Ed\thttps://example.org/a\tenergy, ports\t"
        "Harbor Review\tA deck.\r"
    ),
}


@pytest.mark.parametrize("text", _PROGRAMS.values(), ids=_PROGRAMS)
def test_what_other_programs_write(text: str) -> None:
    (draft,) = drafts("list.csv", text)
    assert draft is not None
    assert (draft.title, draft.deck, draft.outlet) == ("Ports, and Power", "A deck.", "Harbor Review")
    assert (draft.authors, draft.tags) == (("Ana Lind", "B. Okoro"), ("energy", "ports"))
    assert (draft.published, draft.kind, draft.url) == ("2024-03-01", Kind.COMMENTARY, "https://example.org/a")


def test_rows_are_counted_from_the_top_of_the_sheet() -> None:
    assert errors("a.csv", "Our list,\n,\nTitle,Date\nA,2020-01-01\nB,someday\n")[0].startswith("Row 5: the date")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_accents_survive_the_encoding(encoding: str) -> None:
    text = "title,authors\n" + "\n".join(f"Café à Genève nº {number},José Müller" for number in range(30))
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    rows = drafts("list.csv", data)
    assert {row.authors for row in rows if row} == {("José Müller",)}
    assert rows[7] is not None
    assert rows[7].title == "Café à Genève nº 7"


def test_one_decisive_date_sets_the_order_of_all() -> None:
    rows = drafts("list.csv", "title,date\nA,03/04/2020\nB,25/12/2020\n")
    assert [row.published for row in rows if row] == ["2020-04-03", "2020-12-25"]
    rows = drafts("list.csv", "title,date\nA,03/04/2020\nB,12/25/2020\n")
    assert [row.published for row in rows if row] == ["2020-03-04", "2020-12-25"]


_BAD_ROWS = {
    "date": ("title,date\nA,2020-01-01\nB,31/02/2020\nC,2020-01-02\n", "Row 3: the date “31/02/2020” is not a date"),
    "type": ("title,type\nA,smell\n", "Row 2: the type “smell” is not known"),
    "address": ("title,url\nA,file:///etc/passwd\n", "Row 2: the field “url” must be an https:// address"),
    "too many cells": ("title,text\nA,One, two and three\n", "Row 2: it has 3 cells where the first row names 2"),
    "nothing in it": ("title,date\n,2020-01-01\n", "Row 2 has neither a title nor a text."),
    "an address alone": ("url\nhttps://h.example/a\n", "Row 2 has neither a title nor a text. A page is added by its"),
    "open quotation": ('title,text\nA,"One\nB,Two\n', "Row 2: a quotation mark is opened and not closed, or"),
    "text after a quotation": ('title,text\nA,"One" two\nB,Two\n', "Row 2: a quotation mark is opened and not"),
}


@pytest.mark.parametrize(("text", "sentence"), _BAD_ROWS.values(), ids=_BAD_ROWS)
def test_a_bad_row_is_named(text: str, sentence: str) -> None:
    found = errors("list.csv", text)
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_a_bad_row_stops_no_other() -> None:
    text = 'title,date\nA,2020-01-01\nB,never\n"C" x,2020\nD,2020-01-02\n'
    rows = list(read_table("list.csv", text.encode()))
    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert [bool(row.error) for row in rows] == [False, True, True, False]


def test_an_open_quotation_swallows_no_row() -> None:
    text = 'title,date\n"A,2020-01-01\nB,2020-01-02\n"C",2020-01-03\n"D" x,2020-01-04\nE,2020-01-05\n'
    rows = list(read_table("list.csv", text.encode()))
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert [row.draft and row.draft.title for row in rows] == [None, "B", "C", None, "E"]


def test_the_text_of_a_broken_cell_is_no_row() -> None:
    text = 'title,date,text\nA,2020-01-01,"One.\n\nTwo, three.\n\nFour "five" six.\n\nSeven."\nB,2020-01-02,Eight\n'
    rows = list(read_table("list.csv", text.encode()))
    assert [(row.number, row.draft and row.draft.title) for row in rows] == [(2, None), (4, None), (9, "B")]
    assert str(rows[1].error) == "Row 4: what follows row 2 is no row, up to the next with 3 cells."


@pytest.mark.parametrize(
    "text",
    [
        "Titel;Autor;Datum;Link;Schlagworte\nHäfen;Ana Lind;15. März 2024;https://h.example/a;Energie\n",
        "Titre;Auteur;Date;Lien;Mots-clés\nHäfen;Ana Lind;15 mars 2024;https://h.example/a;Energie\n",
        "Título;Autores;Fecha;Enlace;Etiquetas\nHäfen;Ana Lind;15 de marzo de 2024;https://h.example/a;Energie\n",
        "Titolo;Autori;Data;Link;Temi\nHäfen;Ana Lind;15 marzo 2024;https://h.example/a;Energie\n",
    ],
    ids=["German", "French", "Spanish", "Italian"],
)
def test_columns_and_months_of_other_languages(text: str) -> None:
    (row,) = drafts("liste.csv", text.encode("cp1252"))
    assert row is not None
    assert (row.title, row.authors, row.published) == ("Häfen", ("Ana Lind",), "2024-03-15")
    assert (row.url, row.tags) == ("https://h.example/a", ("Energie",))


def test_a_cell_may_hold_a_whole_report() -> None:
    body = "word " * 60_000
    (row,) = drafts("list.csv", f'title,text\nA,"{body}"\n')
    assert row is not None
    assert row.words == 60_000


def test_a_header_that_is_damaged_stops_no_row() -> None:
    assert [row and row.title for row in drafts("list.csv", 'title,"text" x\nPorts,Full\n')] == ["Ports"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_row_longer_than_a_book_is_named(name: str) -> None:
    book = "word " * (LONGEST_ROW // 5)
    text = f'{{"title": "A"}}\n{{"title": "{book}"}}\n' if name == "a.jsonl" else f"title\nA\n{book}\n"
    (found,) = errors(name, text)
    assert "is longer than a re" in found or "is longer than a row" in found
    assert [row.title for row in drafts(name, text) if row] == ["A"]


def test_more_rows_than_a_library_has_are_not_read() -> None:
    rows = list(read_table("a.csv", b"title\n" + b"A,too many\n" * 110_000))  # refused rows are quick
    assert len(rows) == 100_001
    assert rows[-1].error is not None
    assert rows[-1].error.sentence == "From row 100002 on nothing was read: send it in parts."


def test_from_a_shell_a_table_may_be_of_any_size() -> None:
    large = b"title\n" + b"A,too many\n" * 110_000 + b"B" * MOST_BYTES
    with pytest.raises(TooLarge):
        read_table("a.csv", large)
    rows = list(read_table("a.csv", large, limited=False))
    assert (rows[0].number, rows[-2].number) == (2, 110_001)
    with pytest.raises(Unreadable):
        read_table("a.csv", b" \n", limited=False)


@pytest.mark.parametrize("form", ["[{}]", '{{"items": [{}]}}', " [\n{}\n]\n"])
def test_a_long_list_is_read_item_by_item(form: str) -> None:
    text = r"A \"quoted\" word, [brackets], {braces} and \\ \u00e9. " * 4000
    records = [f'{{"title": "{number}", "text": "{text}", "tags": ["a", "b"]}}' for number in range(60)]
    whole = form.format(", ".join(records))
    assert len(whole) > LONGEST_ROW
    rows = drafts("a.json", whole)
    assert [row.title for row in rows if row] == [str(number) for number in range(60)]
    assert rows[7] == drafts("a.json", records[7])[0]
    broken = list(read_table("a.json", whole.replace('"title": "59"', '"title" "59"').encode()))
    assert [bool(row.error) for row in broken] == [False] * 59 + [True]
    with pytest.raises(Unreadable):
        list(read_table("a.json", whole[:-40].encode()))


_JSON_FORMS = {
    "lines": ("a.jsonl", '{"title": "A"}\n\n{"title": "B"}\n'),
    "lines with a mark": ("a.jsonl", '\ufeff{"title": "A"}\r\n{"title": "B"}'),
    "list": ("a.json", '[{"title": "A"}, {"title": "B"}]'),
    "list under items": ("a.json", '{"items": [{"title": "A"}, {"title": "B"}]}'),
    "lines called json": ("a.json", '{"title": "A"}\n{"title": "B"}\n'),
    "list called lines": ("a.jsonl", '[{"title": "A"},\n{"title": "B"}]'),
    "newline-delimited": ("a.ndjson", '{"title": "A"}\n{"title": "B"}\n'),
}


@pytest.mark.parametrize(("name", "text"), _JSON_FORMS.values(), ids=_JSON_FORMS)
def test_json_in_its_forms(name: str, text: str) -> None:
    assert [row.title for row in drafts(name, text) if row] == ["A", "B"]


def test_bad_json_lines_are_named() -> None:
    deep = "[" * 100_000
    text = f'{{"title": "A"}}\nnot json\n7\n{{"title": "B", "date": "x"}}\n{{"title": {deep}\n{{"title": "C"}}\n'
    found = errors("a.jsonl", text)
    assert [sentence.split(":")[0] for sentence in found] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert [row.title for row in drafts("a.jsonl", text) if row] == ["A", "C"]


_SLOW = {
    "blanks in the header": "title,a" + " " * 300_000 + "b\nT,x\n",
    "blanks in names": "title,authors\nT,Ana" + " " * 300_000 + "Lind\n",
    "blanks in tags": "title,tags\nT,a" + " " * 300_000 + "b\n",
    "lines without end": 'title,text\nT,"' + "\n " * 150_000 + '"\n',
    "quotation marks": "title,text\n" + '"' * 300_000,
}


@pytest.mark.parametrize("text", _SLOW.values(), ids=_SLOW)
def test_hostile_tables_take_no_time(text: str) -> None:
    started = time.process_time()
    assert len(list(read_table("a.csv", text.encode()))) == 1
    assert time.process_time() - started < 3


_REFUSED = {
    "other file": ("a.xlsx", b"PK\x03\x04", Unsupported),
    "empty": ("a.csv", b"", Unreadable),
    "only blanks": ("a.csv", b" \n\n", Unreadable),
    "too large": ("a.csv", b"title\n" + b"a" * MOST_BYTES, TooLarge),
    "binary called csv": ("a.csv", bytes(range(32)) * 50, Unreadable),
    "Excel's file called csv": ("a.csv", b"PK\x03\x04" + bytes(50), Unsupported),
    "no header": ("a.csv", b"1,2,3\n4,5,6\n", Invalid),
    "broken json": ("a.json", b'{"title": ', Unreadable),
    "broken list of lines": ("a.json", b'[\n{"title": }', Unreadable),
    "broken list called lines": ("a.jsonl", b'[\n{"title": }', Unreadable),
    "nested json": ("a.json", b"[" * 100_000, Unreadable),
}


@pytest.mark.parametrize(("name", "data", "refusal"), _REFUSED.values(), ids=_REFUSED)
def test_a_file_that_is_no_table_is_refused(name: str, data: bytes, refusal: type[DocentError]) -> None:
    with pytest.raises(refusal) as error:
        list(read_table(name, data))
    assert error.value.sentence.endswith(".")


@given(st.sampled_from(["a.csv", "a.jsonl", "a.json"]), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_raises_anything_but_a_refusal(name: str, data: bytes) -> None:
    rows = 0
    try:
        rows = sum(1 for row in read_table(name, b"title,date,text\n" + data if name == "a.csv" else data))
    except DocentError as refusal:
        assert refusal.sentence  # noqa: PT017
    assert rows >= 0


def test_a_table_is_known_by_its_name_or_by_records_in_a_text() -> None:
    assert is_table("Library.CSV", b"title")
    assert not is_table("piece.md", b'{"title": "A Pier"}')
    assert is_table("pieces.TXT", b'\xef\xbb\xbf [\n {"title": "A Pier"}]\n')
    for text in (b'{"A Pier" is what he called it.', b"[1] A Pier, by Ada Quill.", b"title,text"):
        assert not is_table("piece.txt", text)


_characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
_texts = st.text(_characters | st.sampled_from("=+-@';,\"[{&\n"), max_size=20).map(str.strip)
_lines = st.lists(_texts.filter(bool), max_size=3).map(tuple)
_drafts = st.builds(
    Draft,
    title=_texts.filter(bool),
    kind=st.none() | st.sampled_from(Kind),
    published=st.just("") | st.dates().map(str),
    authors=_lines,
    participants=_lines,
    outlet=_texts,
    body=_lines,
    footnotes=_lines,
    tags=_lines,
    related=st.lists(st.builds(Listing, title=_texts, authors=_lines), max_size=2).map(tuple),
    pages=st.none() | st.integers(1, 999),
    person=st.none() | st.builds(Person, _texts, _texts, links=st.just(("https://example.org/b",))),
)


@given(st.lists(_drafts, max_size=4))
def test_a_library_survives_a_spreadsheet(pieces: list[Draft]) -> None:
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, TABLE_COLUMNS)
    writer.writeheader()
    writer.writerows(cells_of_record(record_of_draft(piece, number)) for number, piece in enumerate(pieces))
    rows = list(read_table("library.csv", sheet.getvalue().encode()))
    assert [(row.id, row.draft) for row in rows] == list(enumerate(pieces))


def test_no_cell_is_a_formula() -> None:
    record = record_of_draft(Draft(title='=HYPERLINK("https://example.org")', outlet="'+1", deck="- a list"))
    cells = cells_of_record(record)
    assert all(cell[:1] not in {"=", "+", "-", "@"} for cell in cells.values())
    assert draft_of_record(record_of_cells(cells.items())) == draft_of_record(record)


def test_readable_cells_where_they_can_be() -> None:
    draft = Draft(title="A", authors=("Ana Lind", "B. Okoro"), tags=("energy",), body=("One.", "Two."))
    cells = cells_of_record(record_of_draft(draft))
    assert (cells["authors"], cells["tags"], cells["body"]) == ("Ana Lind; B. Okoro", "energy", "One.\n\nTwo.")
    assert json.loads(cells_of_record(record_of_draft(Draft(authors=("Lind; Ana",))))["authors"]) == ["Lind; Ana"]
