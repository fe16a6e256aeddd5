"""Builds real PDF files, good and hostile: text at places, in two fonts, with properties."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 612.0, 792.0
_LIGATURES = {"fi": "\x80", "fl": "\x81"}  # the codes that the fonts below give to these two
_FONT = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding "
    "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 /fi /fl] >> >>"
)


# The widths of Helvetica's signs from blank to tilde, in thousandths of its size.
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *([556] * 10),
    *(278, 278, 584, 584, 584, 556, 1015),
    *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833),
    *(722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611),
    *(278, 278, 278, 469, 556, 333),
    *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833),
    *(556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500),
    *(334, 260, 334, 584),
)


@dataclass(frozen=True)
class Text:
    """A line of text whose first letter stands at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0
    bold: bool = False
    turned: bool = False  # up the page's edge, as stamps of archives stand


def pdf(
    pages: Iterable[Iterable[Text]],
    *,
    properties: Mapping[str, str] | None = None,
    rotate: int = 0,
    ligatures: bool = False,
) -> bytes:
    """A PDF of the given lines, drawn in their order; `rotate` is what the pages say of how to be turned."""
    contents = [_content(page, ligatures=ligatures) for page in pages]
    return assemble(contents, properties=properties, rotate=rotate)


def assemble(
    contents: Sequence[bytes],
    *,
    filters: str = "/FlateDecode",
    properties: Mapping[str, str] | None = None,
    rotate: int = 0,
    catalog: str = "",
) -> bytes:
    """A PDF whose pages have the given packed content streams; `catalog` is what else its root says."""
    first = 6
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    information = " ".join(f"/{name} {_string(value)}" for name, value in (properties or {}).items())
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        _FONT.format("Helvetica").encode(),
        _FONT.format("Helvetica-Bold").encode(),
        f"<< {information} >>".encode("latin-1"),
    ]
    for index, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {first + 2 * index + 1} 0 R >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter {filters} >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return written(objects)


def columns(
    paragraphs: Iterable[str],
    *,
    count: int = 2,
    top: float = 700.0,
    bottom: float = 80.0,
    size: float = 10.0,
    indent: float = 12.0,
) -> Iterator[list[Text]]:
    """Pages of running text in columns, ragged, long words divided at the ends of lines."""
    width = (WIDTH - 144 - 24 * (count - 1)) / count
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph, width, size, indent)]
    per_column = int((top - bottom) / (1.25 * size))
    for start in range(0, len(lines), per_column * count):
        page = lines[start : start + per_column * count]
        yield [
            Text(
                72 + (index // per_column) * (width + 24) + shift,
                top - (index % per_column) * 1.25 * size,
                line,
                size,
            )
            for index, (line, shift) in enumerate(page)
        ]


def flate_bomb(levels: int, megabytes: int) -> bytes:
    """Packed blanks of so many MiB, packed again for each further level. Made of one repeated block: no time."""
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    header, block = block[:2], block[2:]
    packed = header + block * megabytes + b"\x03\x00"
    for _ in range(levels - 1):
        packed = zlib.compress(packed, 9)
    return packed


def encrypted(data: bytes, password: str) -> bytes:
    """The same PDF locked with a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def _wrapped(paragraph: str, width: float, size: float, indent: float) -> Iterator[tuple[str, float]]:
    """Lines as a typesetter breaks them: as many words as fit, and half of a long one."""
    line, shift = "", indent
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if _length(longer, size) <= width - shift:
            line = longer
            continue
        half = len(word) // 2
        begun = f"{line} {word[:half]}-"
        divided = half >= 5 and word.isalpha() and _length(begun, size) <= width - shift
        yield (begun if divided else line), shift
        line, shift = word[half:] if divided else word, 0.0
    yield line, shift


def _length(text: str, size: float) -> float:
    return sum(_WIDTHS[ord(char) - 32] if 32 <= ord(char) < 127 else 556 for char in text) * size / 1000


def _content(page: Iterable[Text], *, ligatures: bool) -> bytes:
    rows = []
    for line in page:
        text = line.text
        for letters, code in _LIGATURES.items() if ligatures else ():
            text = text.replace(letters, code)
        matrix = f"0 1 -1 0 {line.x} {line.y}" if line.turned else f"1 0 0 1 {line.x} {line.y}"
        rows.append(f"BT /F{2 if line.bold else 1} {line.size} Tf {matrix} Tm {_string(text)} Tj ET")
    return zlib.compress("\n".join(rows).encode("cp1252", "xmlcharrefreplace") if not ligatures else _latin(rows))


def _latin(rows: list[str]) -> bytes:
    return "\n".join(rows).encode("latin-1")


def _string(text: str) -> str:
    for sign in "\\()":
        text = text.replace(sign, f"\\{sign}")
    return f"({text})"


def written(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
