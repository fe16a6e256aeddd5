"""Files at the door: each to its reader, wrong names and hostile bytes to a sentence, the bot unharmed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.errors import DocentError, TooLarge, Unreadable, Unsupported
from bot.intake.files import check_file, open_file, read_file
from bot.intake.plain import MOST_BYTES
from bot.intake.sandbox import Sandbox
from tests.intake.docx_bytes import docx, paragraph, zipped
from tests.intake.pdf_bytes import Text, columns, pdf

_LONG = (
    "Harbours are slow to build and quick to fill, and the states that own them learn this each time a fleet of new "
    "tankers asks for a berth that no engineer has yet drawn on any plan."
)
_PAGE = f"March 14, 2024\n\nPorts and Power\n\nBy Ana Lind\n\n{_LONG}\n\n{_LONG[9:]}\n"
_HTML = (
    "<!doctype html><html><head><title>Ports and Power</title><meta name='author' content='Ana Lind'></head>"
    f"<body><article><h1>Ports and Power</h1><p>{_LONG}</p><p>{_LONG[9:].capitalize()}</p></article></body></html>"
)
_PDF = pdf(
    [[Text(72, 720, "Ports and Power", 20), *next(columns([_LONG], count=1, top=680))]],
    properties={"Author": "Ana Lind"},
)
_DOCX = docx([paragraph("Ports and Power", "T"), paragraph("By Ana Lind"), paragraph(_LONG)])
_FILES = {
    "text": ("Ports.TXT", _PAGE.encode()),
    "text in UTF-16": ("ports.txt", _PAGE.encode("utf-16")),
    "text in UTF-16 without its mark": ("ports.txt", _PAGE.encode("utf-16-be")),
    "text of Windows": ("ports.text", _PAGE.replace("\n", "\r\n").replace("Harbours", "Harbours –").encode("cp1252")),
    "markdown": ("ports.md", f"---\ntitle: Ports and Power\nauthor: Ana Lind\n---\n{_LONG}".encode()),
    "page": ("ports.html", _HTML.encode()),
    "page saved as text": ("ports.txt", _HTML.encode()),
    "pdf": ("ports.pdf", _PDF),
    "word": ("ports.docx", _DOCX),
}


@pytest.mark.parametrize(("name", "data"), _FILES.values(), ids=_FILES)
def test_each_file_goes_to_its_reader(name: str, data: bytes) -> None:
    draft = read_file(name, data, url="https://h.example/ports?utm_source=x")
    assert (draft.title, draft.authors) == ("Ports and Power", ("Ana Lind",))
    assert draft.body[0].startswith("Harbours")
    assert (draft.source, draft.canonical_url) == ("file", "https://h.example/ports")


_MAIL = b"From: Ana <a@h.example>\nSubject: Ports\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHarbours.\n"
_REFUSED = {
    "program called text": ("a.txt", b"MZ\x90\x00\x03" + bytes(500), Unsupported, "holds something else"),
    "program called pdf": ("a.pdf", b"\x7fELF" + bytes(500), Unsupported, "holds something else"),
    "pdf called word": ("a.docx", _PDF, Unsupported, "holds a PDF"),
    "word called pdf": ("a.pdf", _DOCX, Unsupported, "holds a Word document"),
    "zip called word": ("a.docx", zipped({"x.txt": b"hello"}), Unsupported, "holds something else"),
    "picture called page": ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(99), Unsupported, "holds something else"),
    "pdf called markdown": ("a.md", _PDF, Unsupported, "holds a PDF"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), Unsupported, "save it as .docx"),
    "locked Word": ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(99), Unsupported, "locked with a password"),
    "slides": ("a.pptx", _DOCX, Unsupported, "Export it as PDF"),
    "sheet": (
        "a.XLSX",
        zipped({"xl/workbook.xml": b"x"}),
        Unsupported,
        "Save the sheet as CSV (UTF-8), and import that",
    ),
    "web archive": ("a.mhtml", _MAIL, Unsupported, "HTML only"),
    "mail": ("a.eml", _MAIL, Unsupported, "paste its text"),
    "mail called text": ("a.txt", _MAIL, Unsupported, "holds something else"),
    "rich text called text": ("a.txt", b"{\\rtf1\\ansi Ports\\par}", Unsupported, "holds something else"),
    "book": ("a.epub", zipped({"mimetype": b"application/epub+zip"}), Unsupported, "Save it as PDF"),
    "other file": ("a.xyz", b"hello", Unsupported, "Files that are read are"),
    "no ending": ("ports", b"hello", Unsupported, "Files that are read are"),
    "a table": ("a.csv", b"title\nA", Unsupported, "import it"),
    "empty": ("a.txt", b"", Unreadable, "is empty"),
    "blank": ("a.md", b" \r\n\t", Unreadable, "is empty"),
    "too large": ("a.txt", b"a" * (MOST_BYTES + 1), TooLarge, "larger than 25 MiB"),
    "path for a name": ("../../etc/a\n.exe", b"hello", Unsupported, "“a.exe”"),
}


@pytest.mark.parametrize(("name", "data", "refusal", "words"), _REFUSED.values(), ids=_REFUSED)
def test_other_files_are_refused(name: str, data: bytes, refusal: type[DocentError], words: str) -> None:
    with pytest.raises(refusal) as error:
        check_file(name, data)
    assert words in error.value.sentence
    assert "/" not in error.value.sentence


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0034)https://h.example/ports?utm_source=x -->",
        "<!--\n Page saved with SingleFile \n url: https://h.example/ports \n saved date: Thu Jun 04 2026\n-->",
    ],
    ids=["by Chrome or Edge", "by SingleFile"],
)
def test_a_page_that_a_browser_saved_knows_its_address(note: str) -> None:
    draft = read_file("Ports and Power.htm", _HTML.replace("<html>", f"{note}<html>").encode())
    assert (draft.title, draft.url, draft.canonical_url) == ("Ports and Power", *["https://h.example/ports"] * 2)


async def test_a_child_process_reads_what_this_one_would() -> None:
    for name, data in _FILES.values():
        assert await open_file(name, data) == read_file(name, data)


class _Watched(Sandbox):
    """A sandbox that notes what it was given."""

    def __init__(self) -> None:
        super().__init__(memory_mib=512, at_once=1, idle_seconds=60)
        self.given: list[bytes] = []

    async def run(
        self, function_path: str, payload: bytes, args: Mapping[str, Any] | None = None, *, seconds: float = 5
    ) -> Any:
        self.given.append(payload)
        return await super().run(function_path, payload, args, seconds=seconds)


async def test_pages_go_to_the_warm_process_and_documents_do_not() -> None:
    pages = _Watched()
    for name, data in _FILES.values():
        assert await open_file(name, data, pages=pages) == read_file(name, data)
    await pages.close()
    assert pages.given == [_HTML.encode()] * 2


async def test_a_slow_file_holds_nobody_up() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    clock = asyncio.create_task(tick())
    await open_file("ports.pdf", pdf(columns([_LONG] * 400, count=2)))
    clock.cancel()
    assert ticks > 10
