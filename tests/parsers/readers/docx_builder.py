"""Small Word files for the tests: a body as XML, other parts where a case needs them."""

from __future__ import annotations

import io
import re
import zipfile

from models.document import Block, Document, Paragraph, Table
from parsers.readers import Input, read_bytes

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def part(root: str, content: str) -> str:
    """An XML part: root element "w:styles" with the namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_DECLARED}>{content}</{root}>'


def relationships(entries: dict[str, tuple[str, str]], external: frozenset[str] = frozenset()) -> str:
    """A .rels part: id → (kind, target)."""
    items = "".join(
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if identifier in external else ''}/>"
        for identifier, (kind, target) in entries.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    theme: str = "",
    parts: dict[str, str | bytes] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
    external: frozenset[str] = frozenset(),
    content_type: str = MAIN_TYPE,
    main: str = "word/document.xml",
) -> bytes:
    """The bytes of a Word file. `links` are relationships of the main part, `parts` further members."""
    folder, name = main.rsplit("/", 1)
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": relationships({"rId1": ("officeDocument", main)}),
        main: part("w:document", f"<w:body>{body}</w:body>"),
    }
    entries = dict(links or {})
    for kind, content in (("styles", styles), ("numbering", numbering)):
        if content:
            members[f"{folder}/{kind}.xml"] = part(f"w:{kind}", content)
            entries[f"rId_{kind}"] = (kind, f"{kind}.xml")
    if theme:
        members[f"{folder}/theme.xml"] = part("a:theme", theme)
        entries["rId_theme"] = ("theme", "theme.xml")
    members[f"{folder}/_rels/{name}.rels"] = relationships(entries, external)
    members |= parts or {}
    return pack(members)


def pack(members: dict[str, str | bytes]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read_docx(data: bytes, filename: str = "bao-cao.docx") -> Document:
    """Read bytes as the reader reads a file."""
    return read_bytes(Input(filename, data))


def document(body: str, **options: object) -> Document:
    """The Document of a body."""
    return read_docx(docx(body, **options))  # type: ignore[arg-type]


def blocks(body: str, **options: object) -> tuple[Block, ...]:
    """The blocks of a body."""
    return document(body, **options).blocks


def paragraph(body: str, **options: object) -> Paragraph:
    """The one paragraph of a body; runs alone are put in one."""
    found = blocks(body if re.match(r"<w:(p|sdt|ins)\b", body) and "<w:p>" in body else f"<w:p>{body}</w:p>", **options)
    assert len(found) >= 1
    assert isinstance(found[0], Paragraph)
    return found[0]


def table(body: str, **options: object) -> Table:
    """The first table of a body."""
    return next(block for block in blocks(body, **options) if isinstance(block, Table))


def run(text: str, properties: str = "") -> str:
    """A run with its properties."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A table cell; a bare text becomes a paragraph."""
    inner = content if content.startswith("<") else para(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row of cells or bare texts."""
    inner = "".join(c if c.startswith(("<w:tc>", "<w:sdt")) else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, properties: str = "", grid: tuple[int, ...] = ()) -> str:
    """A table."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def anchor(graphic: str, *, x: int = 50000, y: int = 15000, cx: int = 230000, cy: int = 160000) -> str:
    """A floating `w:drawing` around the content of graphicData; EMU from column and paragraph."""
    return (
        '<w:drawing><wp:anchor layoutInCell="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic><a:graphicData uri="x">{graphic}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )


LINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'


def wsp(
    text: str | None = None,
    *,
    preset: str = "rect",
    fill: str = "",
    line: str = LINE,
    transform: str = "",
    inner: str = "",
) -> str:
    """A `wps:wsp`; `text` None means no text box at all, `inner` is the content of one as XML."""
    content = inner or (para(text) if text is not None else "")
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    geometry = preset if preset.startswith("<") else f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    return f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{transform}{geometry}{fill}{line}</wps:spPr>{box}<wps:bodyPr/></wps:wsp>"


def alternate(choice: str, fallback: str | None = None, requires: str = "wps") -> str:
    """A run with an AlternateContent."""
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback is not None else ""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>{other}'
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str = "", form: str = "") -> str:
    """A complex field as runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
