"""Files made to do harm, built when they are asked for: bombs, loops, lies and floods, by format.

Each entry is the file's name and what makes its bytes. None of them may do more than end in a sentence.
"""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

from tests.intake.docx_bytes import docx, paragraph, table, zipped
from tests.intake.pdf_bytes import Text, assemble, columns, encrypted, flate_bomb, pdf, written

Made = Callable[[], bytes]

MIB = 2**20
LIMIT = 25 * MIB  # what an upload may hold
TEXT = (
    "Harbours are slow to build and quick to fill, and the states that own them learn this each time a fleet of new "
    "tankers asks for a berth that no engineer has yet drawn on any plan."
)
_PAGE = pdf([[Text(72, 720, "Ports and Power", 20), *next(columns([TEXT], count=1, top=680))]])
_STREAM = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream"
_DRAW = b"BT /F1 9 Tf 72 700 Td (Harbours are slow to build) Tj ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return _STREAM % (len(packed), entries, packed)


def one_page(*objects: bytes, resources: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF of one page whose content is object 4; further objects count from 5."""
    head = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << %s >> %s >>"
        % (resources or b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>", page),
    )
    return written([*head, *objects])


def bomb(levels: int, megabytes: int) -> bytes:
    filters = "[" + "/FlateDecode " * levels + "]"
    return assemble([flate_bomb(levels, megabytes)], filters=filters)


def deep_page_tree(levels: int) -> bytes:
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1) for number in range(2, levels + 2)]
    leaf = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf])


def forms(levels: int) -> bytes:
    """Each form draws the next one twice: two to the power of the levels."""
    inner = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X %d 0 R >> >>"
    drawn = [stream(b"/X Do /X Do", inner % (6 + number)) for number in range(levels)]
    last = stream(_DRAW, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]")
    return one_page(stream(b"/X Do"), *drawn, last, resources=b"/XObject << /X 5 0 R >>")


def loop_of_forms() -> bytes:
    itself = stream(
        b"/X Do " + _DRAW,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
    )
    return one_page(stream(b"/X Do"), itself, resources=b"/XObject << /X 5 0 R >>")


def xref_loop() -> bytes:
    start = int(_PAGE.rpartition(b"startxref\n")[2].split()[0])
    return _PAGE.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def object_stream_bomb() -> bytes:
    packed = flate_bomb(1, 1024)
    inside = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    return _PAGE.replace(b"trailer", b"9 0 obj\n" + inside % (len(packed), packed) + b"\nendobj\ntrailer")


def many_objects(count: int) -> bytes:
    return _PAGE.replace(b"xref\n", b"".join(b"%d 0 obj\n<<>>\nendobj\n" % n for n in range(10, count)) + b"xref\n", 1)


PDFS: dict[str, Made] = {
    "two gigabytes packed twice": lambda: bomb(2, 2048),
    "four gigabytes packed thrice": lambda: bomb(3, 4096),
    "a gigabyte packed once": lambda: bomb(1, 1024),
    "a bomb among the objects": object_stream_bomb,
    "a table of contents that leads back to itself": xref_loop,
    "a page tree that holds itself": lambda: _PAGE.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
    "a page tree ten thousand deep": lambda: deep_page_tree(10_000),
    "two thousand pages": lambda: assemble([zlib.compress(_DRAW)] * 2000),
    "two thousand large pages": lambda: assemble([zlib.compress(_DRAW * 500)] * 2000),
    "a billion pages by its own word": lambda: _PAGE.replace(b"/Count 1 ", b"/Count 999999999 "),
    "a page as wide as the sky": lambda: _PAGE.replace(b"[0 0 612.0 792.0]", b"[0 0 1e38 1e38]"),
    "a page of no size": lambda: _PAGE.replace(b"[0 0 612.0 792.0]", b"[0 0 0 0]"),
    "arrays in arrays": lambda: one_page(stream(b"BT " + b"[" * 300_000 + b" TJ ET")),
    "dictionaries in dictionaries": lambda: one_page(stream(_DRAW), page=b"/A " + b"<</A" * 50_000),
    "brackets without end": lambda: one_page(stream(_DRAW), page=b"/A " + b"[" * 500_000),
    "forms that draw forms": lambda: forms(28),
    "a form that draws itself": loop_of_forms,
    "a million words on a page": lambda: one_page(stream(_DRAW * 400_000)),
    "states saved without end": lambda: one_page(stream(b"q " * 2_000_000 + _DRAW)),
    "a million objects": lambda: many_objects(700_000),
    "locked": lambda: encrypted(_PAGE, "secret"),
    "cut in the middle": lambda: _PAGE[: len(_PAGE) // 2],
    "cut before its end": lambda: _PAGE[:-60],
    "twenty-five megabytes of nothing": lambda: b"%PDF-1.7\n" + bytes(LIMIT - 10),
    "twenty-five megabytes of objects": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Type/Page/Parent 1 0 R>>endobj\n" * 620_000,
    "noise": lambda: b"%PDF-1.7\n" + bytes((index * index >> 3) & 255 for index in range(200_000)),
    "a script and a program to launch": lambda: assemble(
        [zlib.compress(b"BT ET")],
        catalog="/OpenAction << /S /Launch /F (cmd.exe) >> /AA << /WC << /S /JavaScript /JS (app.alert(1)) >> >>",
    ),
}


def lying_zip() -> bytes:
    """Its directory calls the document small; unpacked it has a quarter of a gigabyte."""
    data = docx([paragraph(TEXT)])
    large = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(large.compress(bytes(MIB)) for _ in range(256)) + large.flush()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != "word/document.xml":
                target.writestr(entry.filename, source.read(entry))
        target.writestr("word/document.xml", b"x" * 1000)
        entry = target.getinfo("word/document.xml")
        start = entry.header_offset + 30 + len(entry.filename)
        content = out.getvalue()[:start] + packed
    name = entry.filename.encode()
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), 1000, len(name), *(0,) * 6)
    directory = central[:42] + struct.pack("<L", entry.header_offset) + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(content), 0)
    return content + directory + end


def overlapping_zip() -> bytes:
    """Five hundred names for one and the same packed 64 megabytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", bytes(64 * MIB))
        entry = archive.getinfo("word/document.xml")
        for number in range(500):
            twin = zipfile.ZipInfo(f"word/media/{number}.bin")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, field, getattr(entry, field))
            archive.filelist.append(twin)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return docx([paragraph(TEXT)], extra={name: content})


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_ENTITIES = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{_LAUGHS}]>'
_CELL = "<w:tbl><w:tr><w:tc>"

DOCUMENTS: dict[str, Made] = {
    "two hundred megabytes of text": lambda: with_part("word/a.xml", bytes(210 * MIB)),
    "a picture of two hundred megabytes": lambda: with_part("word/media/a.bmp", bytes(210 * MIB)),
    "a zip in the zip": lambda: with_part("word/a.zip", zipped({"b.zip": zipped({"c": bytes(64 * MIB)})})),
    "the same megabytes under many names": overlapping_zip,
    "a directory that lies about sizes": lying_zip,
    "ten thousand parts": lambda: docx([paragraph(TEXT)], extra={f"a/{n}": b"" for n in range(10_000)}),
    "a billion laughs": lambda: docx([paragraph("&l9;")], prologue=_ENTITIES),
    "a file as an entity": lambda: docx(
        [paragraph("x")], prologue='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "an entity in UTF-16": lambda: with_part("word/b.xml", _ENTITIES.encode("utf-16")),
    "names that climb out of the folder": lambda: with_part("../../../../tmp/docent-was-here.xml", b"<a/>"),
    "a million paragraphs": lambda: docx(["<w:p><w:r><w:t>Port.</w:t></w:r></w:p>" * 700_000]),
    "half a million paragraphs, no two alike": lambda: docx(
        [f"<w:p><w:r><w:t>{number * 2654435761 % 2**32:x}</w:t></w:r></w:p>" for number in range(500_000)]
    ),
    "a million empty paragraphs": lambda: docx(["<w:p/>" * 4_500_000]),
    "one paragraph of thirty megabytes": lambda: docx([paragraph("Harbours fill. " * 2_000_000)]),
    "tables in tables": lambda: docx([_CELL * 20_000]),
    "tables in tables, closed": lambda: docx([_CELL * 300 + paragraph(TEXT) + "</w:tc></w:tr></w:tbl>" * 300]),
    "a table of a million cells": lambda: docx([table(*["a"] * 200_000)]),
    "paragraphs in paragraphs": lambda: docx(["<w:p>" * 200_000]),
    "an attribute of thirty megabytes": lambda: docx([f'<w:p w:a="{"y" * 30_000_000}"/>']),
    "a hundred thousand attributes": lambda: docx(["<w:p " + "".join(f'w:a{n}="" ' for n in range(100_000)) + "/>"]),
    "locked by its flags": lambda: docx([paragraph(TEXT)]).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    ),
    "cut in the middle": lambda: docx([paragraph(TEXT)])[:-200],
    "without a document": lambda: zipped({"word/document.xml.bak": b"x", "[Content_Types].xml": b"<a/>"}),
    "styles that inherit from each other": lambda: docx(
        [paragraph(TEXT, "A")],
        extra={
            "word/styles.xml": b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style></w:styles>'
        },
    ),
}


def rows(lines: Iterable[str]) -> bytes:
    return "\n".join(lines).encode()


def filled(unit: bytes, size: int = LIMIT, head: bytes = b"", tail: bytes = b"") -> bytes:
    """As many of a unit as fit into a size."""
    return head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail


_RECORD = {"title": "Ports", "text": TEXT}

TABLES: dict[str, tuple[str, Made]] = {
    "a million columns": ("a.csv", lambda: b"title," + b"a," * 1_000_000 + b"\nx\n"),
    "twelve million cells": ("a.csv", lambda: filled(b",", head=b"title,text\n")),
    "eight million filled cells": ("a.csv", lambda: filled(b"aa,", head=b"title,text\n")),
    "a header without end": ("a.csv", lambda: filled(b"aa,", head=b"title,")),
    "one cell of twenty megabytes": ("a.csv", lambda: b'title,text\nPorts,"' + b"Harbours fill. " * 1_300_000 + b'"\n'),
    "a quotation that never closes": ("a.csv", lambda: filled(b"word\n", head=b'title,text\n"')),
    "nothing but quotation marks": ("a.csv", lambda: filled(b'"', head=b"title,text\n")),
    "nulls between the letters": ("a.csv", lambda: b"title,text\nPo\x00rts,Ha\x00rbours\n"),
    "two million rows": ("a.csv", lambda: filled(b"a,b,c\n", size=8 * MIB, head=b"title,text\n")),
    "arrays a hundred thousand deep": ("a.jsonl", lambda: b"[" * 100_000 + b"]" * 100_000),
    "objects a hundred thousand deep": ("a.jsonl", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a number of a million digits": ("a.jsonl", lambda: b'{"title": "Ports", "seconds": ' + b"9" * 1_000_000 + b"}"),
    "a number beyond numbers": ("a.jsonl", lambda: b'{"title": "Ports", "seconds": 1e999999, "pages": -1e400}'),
    "no number": ("a.jsonl", lambda: b'{"title": "Ports", "seconds": NaN, "pages": Infinity, "id": NaN}'),
    "the same key twice": ("a.jsonl", lambda: b'{"title": "A", "title": "B", "title": null}'),
    "halves of characters": ("a.jsonl", lambda: rb'{"title": "\ud800 Ports \udfff", "text": "\ud83d"}'),
    "types where none are expected": (
        "a.jsonl",
        lambda: rows(
            json.dumps({"title": "Ports", "text": TEXT} | {name: bad})
            for name in ("title", "text", "authors", "date", "url", "id", "related", "summary", "person", "seconds")
            for bad in (1, 1.5, True, None, [], {}, [[]], [{}], {"a": [1]}, [None, 1, {"b": 2}], "\x00", 10**30)
        ),
    ),
    "one record of twenty-five megabytes": (
        "a.jsonl",
        lambda: filled(b"Harbours fill. ", head=b'{"title": "Ports", "text": "', tail=b'"}'),
    ),
    "one record of five million names": ("a.jsonl", lambda: filled(b'"aa",', head=b'{"authors": [', tail=b'"b"]}')),
    "one record of eight million lists": ("a.jsonl", lambda: filled(b"[],", head=b'{"related": [', tail=b"1]}")),
    "lists as JSON": ("a.json", lambda: filled(b"[],", head=b"[", tail=b"1]")),
    "objects as JSON": ("a.json", lambda: filled(b"{},", head=b"[", tail=b"1]")),
    "names as JSON": ("a.json", lambda: filled(b'"aa",', head=b"[", tail=b"1]")),
    "keys as JSON": (
        "a.json",
        lambda: b"{" + b",".join(b'"k%d":1' % number for number in range(2_000_000)) + b"}",
    ),
    "emoji": ("a.jsonl", lambda: filled("😀".encode(), head=b'{"title": "Ports", "text": "', tail=b'"}')),
    "emoji in rows": (
        "a.jsonl",
        lambda: filled('{"title": "😀 %s", "text": "😀 Harbours are slow to build."}\n'.encode(), size=MIB // 4),
    ),
    "one emoji in twenty-five megabytes": (
        "a.csv",
        lambda: filled(b"word ", head='title,text\n"😀","'.encode(), tail=b'"\n'),
    ),
    "two bytes a letter": ("a.jsonl", lambda: json.dumps(_RECORD).encode("utf-16")),
    "four bytes a letter": ("a.csv", lambda: "title,text\nPorts,Harbours\n".encode("utf-32")),
    "half of a letter at the end": ("a.jsonl", lambda: json.dumps(_RECORD).encode("utf-16")[:-1]),
    "a mark of byte order in every line": (
        "a.jsonl",
        lambda: b"\n".join(
            [b"\xef\xbb\xbf" + json.dumps(_RECORD | {"title": f"Ports {n}"}).encode() for n in range(3)]
        ),
    ),
    "a program": ("a.csv", lambda: b"MZ\x90\x00" + bytes(range(256)) * 400),
}

TEXTS: dict[str, tuple[str, Made]] = {
    "one line of twenty-five megabytes": ("a.txt", lambda: filled(b"word ")),
    "one word of twenty-five megabytes": ("a.txt", lambda: filled(b"w")),
    "five million lines": ("a.txt", lambda: filled(b"word\n")),
    "paragraphs without end": ("a.txt", lambda: filled(TEXT.encode() + b"\n\n")),
    "emoji without end": ("a.txt", lambda: filled("😀 ".encode())),
    "letters of a hundred scripts": ("a.txt", lambda: filled("Ωж中é ".encode())),
    "no text by its letters": ("a.txt", lambda: filled(b"\xfe\xe9\x80 ")),
    "quotations in quotations": ("a.md", lambda: b">" * 100_000 + b" Ports"),
    "lists in lists": ("a.md", lambda: b"\n".join(b" " * depth + b"- Ports" for depth in range(4000))),
    "brackets without end": ("a.md", lambda: b"[" * 500_000 + b"](" * 500_000),
    "stars without end": ("a.md", lambda: b"*a_ " * 1_000_000),
    "front matter without end": ("a.md", lambda: filled(b"a: b\n", size=4 * MIB, head=b"---\n")),
    "front matter that points at itself": (
        "a.md",
        lambda: b"---\ntitle: &a [*a, *a]\nauthor: !!python/object:os.system x\n---\nHi",
    ),
    "paragraphs of Markdown": ("a.md", lambda: filled(TEXT.encode() + b"\n\n")),
    "a page of twenty-five megabytes": ("a.html", lambda: filled(b"<p>word</p>", head=b"<!doctype html><body>")),
    "a page a million deep": ("a.html", lambda: b"<!doctype html>" + b"<div>" * 1_000_000),
    "a page of one tag": ("a.html", lambda: b"<!doctype html><p " + b"a=1 " * 1_000_000),
    "a page of tables": ("a.html", lambda: b"<!doctype html>" + b"<table><tr><td>" * 60_000),
}

_FEED = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>H</title>{}</channel></rss>'
_ITEM = "<item><title>Ports</title><link>https://h.example/{}</link><description>{}</description></item>"


def rss(items: str, doctype: str = "") -> bytes:
    return _FEED.format(doctype, items).encode("utf-8", "surrogatepass")


# What takes a child process the longest: tried in `benchmarks.memory`, and left out where time is short.
SLOW = frozenset(
    {
        "a million words on a page",
        "a million objects",
        "twenty-five megabytes of nothing",
        "twenty-five megabytes of objects",
        "a hundred thousand attributes",
        "brackets without end",
        "stars without end",
        "paragraphs of Markdown",
        "elements in elements",
        "one record of five million names",
        "lists as JSON",
        "objects as JSON",
        "names as JSON",
        "two million rows",
        "a quotation that never closes",
        "five thousand items",
        "seven megabytes of markup",
        "JSON of names",
        "JSON of two million lists",
        "half a million paragraphs, no two alike",
    }
)

FEEDS: dict[str, Made] = {
    "a billion laughs": lambda: rss(_ITEM.format(1, "&l9;"), _ENTITIES[21:]),
    "a file as an entity": lambda: rss(
        _ITEM.format(1, "&x;"), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "quadratic": lambda: rss(_ITEM.format(1, "&a;" * 20_000), f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>'),
    "a hundred thousand items": lambda: rss("".join(_ITEM.format(n, "x") for n in range(70_000))),
    "five thousand items": lambda: rss("".join(_ITEM.format(n, "Harbours fill. " * 80) for n in range(4_999))),
    "bad dates": lambda: rss(
        "".join(
            f"<item><title>{n}</title><pubDate>{date}</pubDate></item>"
            for n, date in enumerate(
                ["99999999999999", "0000-00-00", "Foo, 99 Bar 2026 99:99:99 +9999", "1" * 5000, "now"]
            )
        )
    ),
    "elements in elements": lambda: rss(_ITEM.format(1, "<d>" * 200_000)),
    "an attribute of seven megabytes": lambda: rss(f'<item x="{"y" * 7_000_000}"><title>A</title></item>'),
    "a hundred thousand attributes": lambda: rss("<item " + "".join(f'a{n}="" ' for n in range(300_000)) + "/>"),
    "one item of seven megabytes": lambda: rss(_ITEM.format(1, "Harbours fill. " * 500_000)),
    "seven megabytes of emoji": lambda: rss(_ITEM.format(1, "😀 " * 1_400_000)),
    "seven megabytes of markup": lambda: rss(_ITEM.format(1, "&lt;p&gt;x" * 700_000)),
    "another encoding than it says": lambda: rss(_ITEM.format(1, "Größe")).replace(b"?>", b' encoding="utf-16"?>', 1),
    "an encoding nobody knows": lambda: rss(_ITEM.format(1, "x")).replace(b"?>", b' encoding="x-\xff"?>', 1),
    "JSON ten thousand deep": lambda: b'{"items": ' + b"[" * 100_000,
    "JSON with a number of a million digits": lambda: b'{"version": "1", "items": [{"id": ' + b"9" * 1_000_000 + b"}]}",
    "JSON of two million lists": lambda: filled(b"[],", size=8 * MIB, head=b'{"items": [', tail=b"1]}"),
    "JSON of names": lambda: filled(b'"aa",', size=8 * MIB, head=b'{"items": [{"tags": [', tail=b'"b"]}]}'),
}
