"""Builds real .docx files, good and hostile, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/footnotes.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_PARTS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
<Relationship Id="r2" Target="footnotes.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>
</Relationships>"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {_W}>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"""
_CORE = """<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>"""


def paragraph(text: str, style: str = "", *, note: int = 0) -> str:
    """One paragraph; `style` is T, S or H1, `note` the number of a footnote that is referred to at its end."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    mark = f'<w:r><w:footnoteReference w:id="{note}"/></w:r>' if note else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{mark}</w:p>'


def table(*cells: str) -> str:
    inner = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>"


def relations(outside: Mapping[str, str]) -> bytes:
    """The document's relations, with further ones of the given types to addresses outside it."""
    more = "".join(
        f'<Relationship Id="x{number}" TargetMode="External" Target="{address}"'
        f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for number, (name, address) in enumerate(outside.items())
    )
    return _PARTS.replace("</Relationships>", f"{more}</Relationships>").encode()


def docx(
    blocks: Iterable[str],
    *,
    core: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
    prologue: str = '<?xml version="1.0" encoding="UTF-8"?>',
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A document of the given blocks; `core` are its properties by tag, `extra` further parts of the archive."""
    body = "".join(blocks)
    marked = "".join(
        f'<w:footnote w:id="{number}">{paragraph(note)}</w:footnote>' for number, note in enumerate(notes, 1)
    )
    properties = "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in (core or {}).items())
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/_rels/document.xml.rels": _PARTS.encode(),
        "word/styles.xml": _STYLES.encode(),
        "word/footnotes.xml": f"<w:footnotes {_W}>{marked}</w:footnotes>".encode(),
        "word/document.xml": f"{prologue}<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
        "docProps/core.xml": _CORE.format(properties).encode(),
    }
    return zipped(parts | dict(extra or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of the parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
