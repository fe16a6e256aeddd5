"""A file with one piece, sent to the reader its name and its first bytes agree on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from bot.domain.article import Draft, check_length, found_at
from bot.domain.errors import Unreadable, Unsupported
from bot.domain.urlkey import clean_url
from bot.intake.media import Media, sniff
from bot.intake.plain import check_size, text_of
from bot.intake.sandbox import Sandbox, run_limited
from bot.intake.table import is_table

_SECONDS = 30.0
_PAGE_SECONDS = 5.0  # a web page that takes longer is made to
# Of the child: a PDF of 500 pages takes 110 MiB, a Word document with all of Word's markup 55 for each MiB of its XML.
_MEMORY_MIB = 256
_WORD_MEMORY_MIB = 768

_ALLOWED = {
    ".txt": frozenset({Media.TEXT, Media.HTML, Media.CAPTIONS}),
    ".text": frozenset({Media.TEXT, Media.HTML, Media.CAPTIONS}),
    ".md": frozenset({Media.TEXT, Media.HTML}),
    ".markdown": frozenset({Media.TEXT, Media.HTML}),
    ".html": frozenset({Media.HTML, Media.TEXT}),
    ".htm": frozenset({Media.HTML, Media.TEXT}),
    ".xhtml": frozenset({Media.HTML, Media.TEXT}),
    ".vtt": frozenset({Media.CAPTIONS}),
    ".srt": frozenset({Media.CAPTIONS}),
    ".pdf": frozenset({Media.PDF}),
    ".docx": frozenset({Media.DOCX}),
}
# Formats whose parsers are big or written in C are read in a child process.
_DOCUMENTS = frozenset({".pdf", ".docx"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_HERE = 64 * 1024  # bytes of text that a thread of this process reads; hostile ones cost it some tenths of a second
_READER = "bot.intake.files:read_payload"  # as the child process finds it
_INSTEAD = {
    ".doc .rtf .docm .dot .dotx .wpd": "Open it in Word and save it as .docx.",
    ".odt .fodt": "Save it as .docx or PDF.",
    ".pages": "Export it as Word or PDF.",
    ".epub .mobi .azw3": "Save it as PDF, or paste its text.",
    ".ppt .pptx .odp .key": "Export it as PDF.",
    ".xls .xlsx .xlsm .ods .numbers": "Save the sheet as CSV (UTF-8), and import that.",
    ".mht .mhtml .webarchive": "Save the page as “HTML only”, or paste its text.",
    ".eml .msg": "Open the message and paste its text.",
    ".zip .rar .7z .gz": "Unpack it, and send the files in it.",
    ".png .jpg .jpeg .gif .heic .tif .tiff .webp": "Run text recognition (OCR) on it, and paste the text.",
    ".mp3 .m4a .wav .mp4 .mov .webm": "Send its transcript (.vtt, .srt or .txt) instead.",
}
_KINDS = "Files that are read are .txt, .md, .html, .pdf, .docx, .srt and .vtt; lists of pieces are .csv and .jsonl."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also how Office wraps whatever a password locks
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d{4,8}\)(https?://[^\s>]{1,2000})\s*-->"
    rb"|<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s>]{1,2000})"
)


def read_file(name: str, data: bytes, *, url: str = "", charset: str = "", plain: bool = False) -> Draft:
    """The piece in a file; `url` is its address and `charset` what its HTTP header declares, when they are known.

    `plain` asks for the simpler of a format's readers where there are two. Raises Unsupported when the name or
    the content is none that is read, or the two disagree; TooLarge above 25 MiB; Unreadable for an empty, damaged
    or hostile file. It may crash or take all memory on a hostile one: `open_file` can't.
    """
    suffix = check_file(name, data)
    readers: dict[str, Callable[[], Draft]] = {
        ".txt": lambda: _read_text(name, data, url, charset),
        ".text": lambda: _read_text(name, data, url, charset),
        ".md": lambda: _read_markdown(name, data, url, charset),
        ".markdown": lambda: _read_markdown(name, data, url, charset),
        ".vtt": lambda: _read_captions(name, data, charset),
        ".srt": lambda: _read_captions(name, data, charset),
        ".pdf": lambda: _read_pdf(data, plain=plain),
        ".docx": lambda: _read_docx(data),
    }
    draft = readers.get(suffix, lambda: _read_html(data, url, charset))()
    check_length(draft)
    return replace(found_at(draft, clean_url(url)), source="file")


async def open_file(name: str, data: bytes, *, url: str = "", charset: str = "", pages: Sandbox | None = None) -> Draft:
    """As `read_file`, with the hostile formats in a child process with limits of memory and time.

    Web pages go to the warm process of `pages` where it is given; documents and long texts have one of their own.
    """
    suffix = check_file(name, data)
    if suffix in _DOCUMENTS:
        return await _open_document(suffix, name, data, url)
    arguments = _arguments(name, url, charset)
    if suffix not in _PAGES and sniff(data) is not Media.HTML:
        if len(data) <= _HERE:
            return await asyncio.to_thread(read_file, name, data, url=url, charset=charset)
        found = await run_limited(_READER, data, arguments, seconds=_SECONDS, memory_mib=_MEMORY_MIB)
    elif pages is None:
        found = await run_limited(_READER, data, arguments, seconds=_PAGE_SECONDS)
    else:
        found = await pages.run(_READER, data, arguments, seconds=_PAGE_SECONDS)
    return _drafted(found)


async def _open_document(suffix: str, name: str, data: bytes, url: str) -> Draft:
    try:
        return await _in_child(name, data, url, plain=False)
    except Unreadable as first:
        if suffix != ".pdf":
            raise
        try:  # what aborts one engine may be a page to the other
            return await _in_child(name, data, url, plain=True)
        except Unreadable:
            raise first from None


def check_file(name: str, data: bytes) -> str:
    """The ending of the file's name in lower case, if a file of that name may hold these bytes.

    Raises Unsupported with what to do, Unreadable for an empty file, TooLarge above 25 MiB.
    """
    suffix = PurePath(name).suffix.lower()
    if is_table(name, data):
        raise Unsupported(f"“{_short(name)}” holds many pieces: import it instead.")
    if suffix not in _ALLOWED:
        instead = next((told for suffixes, told in _INSTEAD.items() if suffix in suffixes.split()), _KINDS)
        raise Unsupported(f"“{_short(name)}” can't be read. {instead}")
    check_size(_short(name), data)
    found = sniff(data)
    if found not in _ALLOWED[suffix]:
        if suffix == ".docx" and data.startswith(_OLD_OFFICE):
            told = (
                "is locked with a password, or an old Word file under a new name. Save it as .docx without a password."
            )
            raise Unsupported(f"“{_short(name)}” {told}")
        held = found.label if found else "something else"
        raise Unsupported(
            f"“{_short(name)}” is named {suffix} but holds {held}. Give it its own name, or paste its text."
        )
    return suffix


def read_payload(data: bytes, *, name: str, url: str, charset: str, plain: bool) -> Draft:
    """`read_file` as the child process calls it."""
    return read_file(name, data, url=url, charset=charset, plain=plain)


async def _in_child(name: str, data: bytes, url: str, *, plain: bool) -> Draft:
    arguments = _arguments(name, url, plain=plain)
    memory = _WORD_MEMORY_MIB if PurePath(name).suffix.lower() == ".docx" else _MEMORY_MIB
    return _drafted(await run_limited(_READER, data, arguments, seconds=_SECONDS, memory_mib=memory))


def _arguments(name: str, url: str, charset: str = "", *, plain: bool = False) -> dict[str, str | bool]:
    return {"name": name, "url": url, "charset": charset, "plain": plain}


def _drafted(found: object) -> Draft:
    if not isinstance(found, Draft):
        raise Unreadable("Reading that file went wrong. Paste its text instead.")
    return found


def _read_text(name: str, data: bytes, url: str, charset: str) -> Draft:
    from bot.intake.pasted import read_pasted

    if sniff(data) is Media.HTML:
        return _read_html(data, url, charset)
    if sniff(data) is Media.CAPTIONS:
        return _read_captions(name, data, charset)
    return read_pasted(text_of(_short(name), data, charset), url=url)


def _read_captions(name: str, data: bytes, charset: str) -> Draft:
    from bot.intake.transcript import read_caption_file

    return read_caption_file(_short(name), data, charset)


def _read_markdown(name: str, data: bytes, url: str, charset: str) -> Draft:
    from bot.intake.markdown import read_markdown

    return read_markdown(text_of(_short(name), data, charset), url=url)


def _read_html(data: bytes, url: str, charset: str) -> Draft:
    from bot.intake.html import read_html

    if not url and (saved := _SAVED_FROM.search(data[:4096])):  # by a browser, which notes where the page was
        url = (saved[1] or saved[2]).decode("utf-8", "replace")
    return read_html(data, url=url, charset=charset)


def _read_pdf(data: bytes, *, plain: bool) -> Draft:
    from bot.intake.pdf import read_pdf

    return read_pdf(data, plain=plain)


def _read_docx(data: bytes) -> Draft:
    from bot.intake.docx import read_docx

    return read_docx(data)


def _short(name: str) -> str:
    """The file's own name as a sentence shows it."""
    plain = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())
    return plain if len(plain) <= 80 else f"{plain[:60]}…{plain[-15:]}"
