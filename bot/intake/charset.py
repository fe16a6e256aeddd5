"""A page's bytes as text: which encoding they are in, by what is known to be most often right.

The order is byte-order mark, nulls at every second place (UTF-16 that lost its mark), HTTP header, the page's own
`meta`, strict UTF-8, then a guess. Labels mean what the WHATWG Encoding Standard says they mean ("iso-8859-1" is
windows-1252).
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-z0-9._:+-]{2,40})", re.I)
_XML = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([a-z0-9._:+-]{2,40})", re.I)
_META_REACH = 4096  # bytes; the standard asks for 1,024, pages put it later

# A label that browsers read as a larger relative of what it says.
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Labels of the web that Python does not know.
_WINDOWS = {"x-sjis": "cp932", "windows-31j": "cp932", "windows-874": "cp874", "x-gbk": "gb18030", "x-euc-jp": "euc-jp"}
# Python also knows encodings that are none of the web's (rot13, zip, idna, UTF-7, a mainframe's cp037, which makes
# signs of plain letters); those are no answer to anyone.
_OF_THE_WEB = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|cp(?:437|8[56]\d|874|932|949|950|125[0-8])|iso8859-\d+"
    r"|iso2022_jp|koi8-[ru]|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis|tis-620|ascii|hz"
)
# One for each script in use: Latin letters alone can't tell windows-1252 from its regional sisters, nor Cyrillic
# ones windows-1251 from a Macintosh's.
_GUESSES = ["cp1252", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "cp932", "euc_jp", "cp949"]
_HIGH = re.compile(rb"[\x80-\xff]")
_LINE = 20_000  # bytes that are looked at of one line
_SAMPLE = 50_000  # bytes that are enough to guess from
_NULLS = 1 / 8  # of the characters of UTF-16 in any script: its spaces, line ends and figures; of other texts none


def decode_page(data: bytes, declared: str = "") -> str:
    """The text of a page; `declared` is the charset of the HTTP header, if it named one. Never raises.

    Bytes that fit no encoding become U+FFFD; null characters are dropped, as browsers do.
    """
    return _decode(data, declared).replace("\x00", "").removeprefix("\ufeff")


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := unmarked_utf16(data):
        return data.decode(wide, "replace")
    utf8 = _strictly(data, "utf-8")
    candidates = [encoding for label in (declared, _meta(data)) if (encoding := _encoding(label))]
    for encoding in candidates:
        if encoding.startswith("utf-16") and utf8 is not None and b"\x00" not in data:
            continue  # in two-byte letters every space and every sign of markup has a zero
        if utf8 is not None and not data.isascii() and encoding.startswith(("cp", "iso8859")):
            # Text in a one-byte encoding is never valid UTF-8 by chance; servers that label all pages alike are common.
            return utf8
        text = _strictly(data, encoding)
        if text is not None:
            return text
    if utf8 is not None:
        return utf8
    return _guess(data, candidates)


def unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark, "utf-16-le" or "utf-16-be", by its nulls; "" for any other text."""
    head = data[:_META_REACH]
    low, high = head[::2].count(0), head[1::2].count(0)
    if bool(low) == bool(high) or max(low, high) < len(head) / 2 * _NULLS:
        return ""
    return "utf-16-le" if high else "utf-16-be"


def _meta(data: bytes) -> str:
    head = data[:_META_REACH]
    found = _META.search(head) or _XML.search(head)
    label = found[1].decode("ascii").lower() if found else ""
    # Whoever could read the label in one-byte letters isn't reading UTF-16.
    return "utf-8" if label.startswith(("utf-16", "utf16", "utf-32")) else label


def _encoding(label: str) -> str:
    """Python's name for a label, "" for one that is not an encoding of the web."""
    label = label.strip().lower()
    label = _WINDOWS.get(label, label)
    try:
        name = codecs.lookup(label).name if label.isascii() and label else ""
    except (LookupError, ValueError):  # an unknown name, or one that no name can be (a null in it)
        name = ""
    name = _LARGER.get(name, name)
    return name if _OF_THE_WEB.fullmatch(name) else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes, candidates: list[str]) -> str:
    if candidates:
        # It says what it is and nearly is it: a cut character or a stray byte in a comment.
        text = data.decode(candidates[0], "replace")
        if text.count("\ufffd") <= 1 + len(text) / 1000:
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(_telling(data), cp_isolation=_GUESSES, enable_fallback=False).best()
    encoding = _encoding(best.encoding) if best else ""
    return data.decode(encoding or "cp1252", "replace")


def _telling(data: bytes) -> bytes:
    """The first lines that are not ASCII, for only they tell encodings apart; never a list of all lines."""
    lines: list[bytes] = []
    size = at = 0
    while size < _SAMPLE and (found := _HIGH.search(data, at)):
        start = max(data.rfind(b"\n", at, found.start()) + 1, found.start() - _LINE, at)
        end = data.find(b"\n", found.start(), found.start() + _LINE)
        at = end if end >= 0 else found.start() + _LINE
        lines.append(data[start:at])
        size += len(lines[-1]) + 1
    return b"\n".join(lines)[:_SAMPLE]
