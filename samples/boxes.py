"""Rating blocks in every way in which real files draw them, for samples and tests.

`ENCODINGS` is a table by name. An encoding writes the labels of one rating into a document or a table cell of
python-docx, those of `marked` marked, and says what a reader must make of none and of two marks.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

PROMPT = "Tự đánh giá về cấp độ thực hiện:"
EMU = 12700  # a point
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())

Container = Any  # docx.document.Document or docx.table._Cell: both have add_paragraph and add_table
Outcome = Literal["blank", "ambiguous", "unknown", "marked"]
Glyph = Callable[[Any, bool], None]  # writes one box into a paragraph
Writer = Callable[[Container, Sequence[str], Set[int]], None]


@dataclass(frozen=True, slots=True)
class Encoding:
    """`none` and `two`: the status that such a block must have; None where it cannot be written so."""

    write: Writer
    none: Outcome | None = "blank"
    two: Outcome | None = "ambiguous"
    prompted: bool = True  # the block may have a prompt line above it; False: it brings its own


def write_rating(
    container: Container, encoding: str, labels: Sequence[str], marked: Set[int], prompt: str | None = PROMPT
) -> None:
    """One rating block: the prompt (None: without) and the labels in the named encoding."""
    chosen = ENCODINGS[encoding]
    if prompt is not None and chosen.prompted:
        container.add_paragraph(prompt)
    chosen.write(container, labels, marked)


# --- glyphs and controls: one box in a line --------------------------------------------------------------------------


def _append(paragraph: Any, xml: str) -> None:
    """Adds runs (or what may stand beside runs) given as XML."""
    wrapped = parse_xml(f"<w:p {_DECLARED}>{xml}</w:p>")
    for child in list(wrapped):
        paragraph._p.append(child)


def _run(inner: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def _text(words: str, properties: str = "") -> str:
    return _run(f'<w:t xml:space="preserve">{words}</w:t>', properties)


def _control(paragraph: Any, on: bool) -> None:
    glyph = "☒" if on else "☐"
    _append(
        paragraph,
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{_text(glyph)}</w:sdtContent></w:sdt>",
    )


def _control_of_ticks(paragraph: Any, on: bool) -> None:
    symbol = f'<w:sym w:font="Wingdings" w:char="F0{"FE" if on else "A8"}"/>'
    state = '<w14:checked w14:val="true"/>' if on else '<w14:checked w14:val="0"/>'
    _append(
        paragraph,
        f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{_run(symbol)}</w:sdtContent></w:sdt>",
    )


def _form_field(paragraph: Any, on: bool) -> None:
    _append(paragraph, _field('<w:default w:val="0"/>' + ("<w:checked/>" if on else "")))


def _form_field_by_default(paragraph: Any, on: bool) -> None:
    state = '<w:default w:val="1"/>' if on else '<w:default w:val="1"/><w:checked w:val="0"/>'
    _append(paragraph, _field(state))


def _field(state: str) -> str:
    box = f"<w:ffData><w:name w:val='Check'/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
    return (
        _run(f'<w:fldChar w:fldCharType="begin">{box}</w:fldChar>')
        + _run('<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>')
        + _run('<w:fldChar w:fldCharType="separate"/>')
        + _run('<w:fldChar w:fldCharType="end"/>')
    )


def _symbol(font: str, on_code: str, off_code: str) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        _append(paragraph, _run(f'<w:sym w:font="{font}" w:char="{on_code if on else off_code}"/>'))

    return write


def _font_text(font: str, on_text: str, off_text: str) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        _append(paragraph, _text(on_text if on else off_text, fonts))

    return write


def _typed(on_text: str, off_text: str) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        words = on_text if on else off_text
        if words:
            paragraph.add_run(words)

    return write


def _equation(paragraph: Any, on: bool) -> None:
    _append(
        paragraph,
        _run('<w:fldChar w:fldCharType="begin"/>')
        + _run(f'<w:instrText xml:space="preserve"> EQ \\x({"x" if on else " "}) </w:instrText>')
        + _run('<w:fldChar w:fldCharType="end"/>'),
    )


def _bordered_run(paragraph: Any, on: bool) -> None:
    border = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    _append(paragraph, _text("x" if on else "\u00a0\u00a0", border))


def _tracked(paragraph: Any, on: bool) -> None:
    """The reviewer's hand: an inserted cross counts, a deleted one does not."""
    change = 'w:id="1" w:author="A" w:date="2023-12-01T00:00:00Z"'
    if on:
        _append(paragraph, f"{_text('[')}<w:ins {change}>{_text('x')}</w:ins>{_text(']')}")
    else:
        deleted = _run('<w:delText xml:space="preserve">x</w:delText>')
        _append(paragraph, f"{_text('[')}<w:del {change}>{deleted}</w:del>{_text(' ]')}")


def _picture(paragraph: Any, on: bool) -> None:
    paragraph.add_run().add_picture(io.BytesIO(_png(on)), width=Pt(10), height=Pt(10))


def _png(crossed: bool, size: int = 12) -> bytes:
    """A black square outline on white, with its diagonals if `crossed`; 8-bit grey."""
    rows = b"".join(b"\0" + bytes(0 if _inked(x, y, size, crossed) else 255 for x in range(size)) for y in range(size))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _inked(x: int, y: int, size: int, crossed: bool) -> bool:
    return x in (0, size - 1) or y in (0, size - 1) or (crossed and (x == y or x + y == size - 1))


# --- drawn shapes ----------------------------------------------------------------------------------------------------

_BOX = (18.0, 13.0)  # points


def _wps(
    width: float = _BOX[0], height: float = _BOX[1], *, left: float = 4.0, top: float = 1.0, preset: str = "rect",
    fill: str | None = None, outlined: bool = True, content: str | None = None, flip: bool = False,
    inline: bool = False, path: str = "", origin: str = "character",
) -> str:  # fmt: skip
    """A `w:drawing` with one shape, `left` and `top` points from its anchor (or from the edge of `origin` "column")."""
    x, y, w, h = (round(value * EMU) for value in (left, top, width, height))
    text = "" if content is None else f"<wps:txbx><w:txbxContent><w:p>{_text(content)}</w:p></w:txbxContent></wps:txbx>"
    filled = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    line = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>' if outlined else (
        "<a:ln><a:noFill/></a:ln>")  # fmt: skip
    geometry = path or f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    flipped = ' flipV="1"' if flip else ""
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm{flipped}><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        f"{geometry}{filled}{line}</wps:spPr>{text}<wps:bodyPr/></wps:wsp>"
    )
    graphic = f'<a:graphic><a:graphicData uri="{_SPACES["wps"]}">{shape}</a:graphicData></a:graphic>'
    common = f'<wp:extent cx="{w}" cy="{h}"/><wp:docPr id="1" name="Box"/>'
    if inline:
        return f"<w:drawing><wp:inline>{common}{graphic}</wp:inline></w:drawing>"
    return (
        '<w:drawing><wp:anchor simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{origin}"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{w}" cy="{h}"/><wp:wrapNone/><wp:docPr id="1" name="Box"/>{graphic}</wp:anchor></w:drawing>'
    )


def _vml(
    tag: str = "rect", *, left: float = 4.0, top: float = 1.0, width: float = _BOX[0], height: float = _BOX[1],
    content: str | None = None, attributes: str = 'filled="f"',
) -> str:  # fmt: skip
    """A `w:pict` with one VML shape."""
    kind = ' type="#_x0000_t202"' if tag == "shape" else ""
    style = (
        f"position:absolute;margin-left:{left}pt;margin-top:{top}pt;width:{width}pt;height:{height}pt;"
        "z-index:1;mso-position-horizontal-relative:char"
    )
    paragraph = f"<w:p>{_text(content) if content else ''}</w:p>"
    text = f'<v:textbox inset="0,0,0,0"><w:txbxContent>{paragraph}</w:txbxContent></v:textbox>'
    text = "" if content is None else text
    return f'<w:pict><v:{tag}{kind} style="{style}" {attributes}>{text}</v:{tag}></w:pict>'


def _alternate(choice: str, fallback: str = "") -> str:
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback else ""
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>{other}</mc:AlternateContent>'


def _drawn(make: Callable[[bool], str]) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        _append(paragraph, _run(make(on)))

    return write


def _crossed(on: bool) -> str:
    lines = _alternate(_wps(preset="line")) + _alternate(_wps(preset="straightConnector1", flip=True))
    return _alternate(_wps()) + (lines if on else "")


_TICK = (
    '<a:custGeom><a:avLst/><a:pathLst><a:path w="10" h="10"><a:moveTo><a:pt x="0" y="5"/></a:moveTo>'
    '<a:lnTo><a:pt x="4" y="10"/></a:lnTo><a:lnTo><a:pt x="10" y="0"/></a:lnTo></a:path></a:pathLst></a:custGeom>'
)


def _group(on: bool) -> str:
    """A frame and, over it, a frameless text box, as one VML group."""
    content = _text("x") if on else ""
    return (
        '<w:pict><v:group style="position:absolute;margin-left:4pt;margin-top:1pt;width:18pt;height:13pt" '
        'coordorigin="0,0" coordsize="1800,1300"><v:rect style="position:absolute;left:0;top:0;width:1800;height:1300" '
        'filled="f"/><v:shape type="#_x0000_t202" style="position:absolute;left:0;top:0;width:1800;height:1300" '
        f'filled="f" stroked="f"><v:textbox><w:txbxContent><w:p>{content}</w:p></w:txbxContent></v:textbox></v:shape>'
        "</v:group></w:pict>"
    )


GLYPHS: dict[str, Glyph] = {
    "control": _control,
    "control_wingdings": _control_of_ticks,
    "form_field": _form_field,
    "form_field_default": _form_field_by_default,
    "wingdings": _symbol("Wingdings", "F0FE", "F0A8"),
    "wingdings_unprefixed": _symbol("Wingdings", "00FD", "006F"),
    "wingdings_2": _symbol("Wingdings 2", "F052", "F0A3"),
    "wingdings_2_page": _symbol("Wingdings 2", "F053", "F02A"),
    "webdings": _symbol("Webdings", "F061", "F063"),
    "symbol_and_box": _symbol("Wingdings", "F06E", "F06F"),
    "unlisted_symbols": _symbol("Wingdings", "F0B6", "F0B7"),
    "private_use": _font_text("Wingdings", "\uf0fe", "\uf0a8"),
    "private_use_2": _font_text("Wingdings 2", "\uf054", "\uf0a3"),
    "byte_text": _font_text("Wingdings", "þ", "¨"),
    "byte_text_o": _font_text("Wingdings", "x", "o"),
    "byte_text_2": _font_text("Wingdings 2", "R", "£"),
    "ballot_cross": _typed("☒", "☐"),
    "ballot_tick": _typed("☑", "☐"),
    "square": _typed("■", "□"),
    "circle": _typed("●", "○"),
    "brackets": _typed("[x]", "[ ]"),
    "brackets_capital": _typed("[X]", "[]"),
    "parentheses": _typed("( x )", "(  )"),
    "parentheses_tick": _typed("( ✓ )", "(   )"),
    "parentheses_letter": _typed("(v)", "( )"),
    "slashes": _typed("/x/", "/ /"),
    "leaders": _typed("….x….", "………"),
    "dots": _typed("....x....", "........."),
    "equation": _equation,
    "bordered_run": _bordered_run,
    "tracked": _tracked,
    "picture": _picture,
    "vml_textbox": _drawn(lambda on: _vml("shape", content="x" if on else "", attributes="")),
    "vml_rect": _drawn(lambda on: _vml("rect", content="X" if on else None)),
    "vml_oval": _drawn(lambda on: _vml("oval", content="v" if on else None)),
    "vml_fill": _drawn(lambda on: _vml("rect", attributes='fillcolor="black"' if on else 'filled="f"')),
    "vml_group": _drawn(_group),
    "wps_alternate": _drawn(
        lambda on: _alternate(_wps(content="x" if on else ""), _vml("shape", content="x" if on else ""))
    ),
    "wps_choice_only": _drawn(lambda on: _alternate(_wps(content="X" if on else None, fill="FFFFFF"))),
    "wps_bare": _drawn(lambda on: _wps(content="v" if on else None)),
    "wps_inline": _drawn(lambda on: _alternate(_wps(content="x" if on else "", inline=True))),
    "wps_letter": _drawn(lambda on: _alternate(_wps(content="Đ" if on else ""))),
    "wps_fill": _drawn(lambda on: _alternate(_wps(fill="000000" if on else "FFFFFF"))),
    "wps_cross": _drawn(_crossed),
    "wps_slash": _drawn(lambda on: _alternate(_wps()) + (_alternate(_wps(preset="line", flip=True)) if on else "")),
    "wps_tick": _drawn(lambda on: _alternate(_wps()) + (_alternate(_wps(path=_TICK)) if on else "")),
    "wps_circle_cross": _drawn(lambda on: _alternate(_wps(preset="flowChartSummingJunction" if on else "ellipse"))),
    "wps_text_over_box": _drawn(
        lambda on: _alternate(_wps()) + (_alternate(_wps(outlined=False, content="x")) if on else "")
    ),
}  # fmt: skip
UNTOLD = {"unlisted_symbols", "picture"}  # which of the two signs is the mark, only their numbers tell
BARE_MARKS: dict[str, Glyph] = {  # nothing is drawn where there is no mark
    "typed_x": _typed("x", ""),
    "typed_capital_x": _typed("X", ""),
    "typed_v": _typed("v", ""),
    "tick": _typed("✓", ""),
    "root_sign": _typed("√", ""),
    "plus": _typed("+", ""),
    "tick_wingdings": lambda paragraph, on: _symbol("Wingdings", "F0FC", "")(paragraph, on) if on else None,
    "ink": lambda paragraph, on: _drawn(lambda _: _alternate(_wps(path=_TICK)))(paragraph, on) if on else None,
}


# --- layouts ---------------------------------------------------------------------------------------------------------


def _line(glyph: Glyph, *, after: bool = False, gap: str = "\t") -> Writer:
    """All labels in one line, the box before or after its label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        paragraph = container.add_paragraph()
        for place, label in enumerate(labels):
            if place:
                paragraph.add_run(gap)
            _option(paragraph, glyph, label, place in marked, after=after)

    return write


def _option(paragraph: Any, glyph: Glyph, label: str, on: bool, *, after: bool) -> None:
    if after:
        paragraph.add_run(f"{label}  ")
    glyph(paragraph, on)
    if not after:
        paragraph.add_run(f"  {label}")


def _rows(glyph: Glyph, *, after: bool = False) -> Writer:
    """One paragraph for each label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        for place, label in enumerate(labels):
            _option(container.add_paragraph(), glyph, label, place in marked, after=after)

    return write


def _one_cell(glyph: Glyph) -> Writer:
    """A table of one column: box, blanks and label in each cell, as the seed's form has them."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(len(labels), 1)
        for place, label in enumerate(labels):
            paragraph = table.cell(place, 0).paragraphs[0]
            glyph(paragraph, place in marked)
            paragraph.add_run(f"           {label}")

    return write


def _cell_rows(glyph: Glyph, *, after: bool = False, spare: bool = False, framed: bool = False) -> Writer:
    """A row for each label, the box in a cell of its own; `spare`: an empty column between."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        columns = 3 if spare else 2
        table = container.add_table(len(labels), columns)
        box, words = (columns - 1, 0) if after else (0, columns - 1)
        for place, label in enumerate(labels):
            glyph(table.cell(place, box).paragraphs[0], place in marked)
            table.cell(place, words).paragraphs[0].add_run(label)
            if framed:
                _frame(table.cell(place, box))

    return write


def _cell_row(glyph: Glyph, *, after: bool = False, framed: bool = False) -> Writer:
    """One row of eight cells: the official form."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(1, 2 * len(labels))
        for place, label in enumerate(labels):
            box, words = (2 * place + 1, 2 * place) if after else (2 * place, 2 * place + 1)
            glyph(table.cell(0, box).paragraphs[0], place in marked)
            table.cell(0, words).paragraphs[0].add_run(label)
            if framed:
                _frame(table.cell(0, box))

    return write


def _under(glyph: Glyph, *, over: bool = False) -> Writer:
    """A row of labels, and the marks in the row under (or over) it; the whole table is ruled."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(2, len(labels))
        for place, label in enumerate(labels):
            table.cell(int(over), place).paragraphs[0].add_run(label)
            glyph(table.cell(1 - int(over), place).paragraphs[0], place in marked)
        for cell in table._cells:
            _frame(cell)

    return write


def _two_by_two(glyph: Glyph) -> Writer:
    """Two rows of box, label, box, label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(2, 4)
        for place, label in enumerate(labels):
            row, column = divmod(place, 2)
            glyph(table.cell(row, 2 * column).paragraphs[0], place in marked)
            table.cell(row, 2 * column + 1).paragraphs[0].add_run(label)
            _frame(table.cell(row, 2 * column))

    return write


def _nested(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """Each box is a ruled table of one cell in the label's cell."""
    table = container.add_table(len(labels), 2)
    for place, label in enumerate(labels):
        inner = table.cell(place, 0).add_table(1, 1).cell(0, 0)
        _frame(inner)
        if place in marked:
            inner.paragraphs[0].add_run("X")
        table.cell(place, 1).paragraphs[0].add_run(label)


def _stacked_lines(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """One row: a cell with the boxes one under another, a cell with the labels."""
    table = container.add_table(1, 2)
    boxes, words = table.cell(0, 0), table.cell(0, 1)
    for place, label in enumerate(labels):
        for cell, text in ((boxes, "☒" if place in marked else "☐"), (words, label)):
            (cell.paragraphs[0] if place == 0 else cell.add_paragraph()).add_run(text)


def _frame(cell: Any) -> None:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right"))
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {_DECLARED}>{edges}</w:tcBorders>"))


# --- boxes that float away from their labels -------------------------------------------------------------------------

_LINE_HEIGHT = 16.1  # points: a single-spaced line of 14-point Times New Roman


def _plain_lines(container: Container, labels: Sequence[str]) -> list[Any]:
    paragraphs = []
    for label in labels:
        paragraph = container.add_paragraph(f"           {label}")
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            run.font.size = Pt(14)
        paragraphs.append(paragraph)
    return paragraphs


def _anchored_together(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """All boxes hang on the first label's paragraph and spread down over the others' lines."""
    first = _plain_lines(container, labels)[0]
    for place in range(len(labels)):
        content = "x" if place in marked else ""
        _append(first, _run(_alternate(_wps(top=1 + place * _LINE_HEIGHT, content=content))))


def _anchored_above(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """All boxes hang on an empty paragraph above the labels."""
    anchor = container.add_paragraph()
    anchor.paragraph_format.space_before = anchor.paragraph_format.space_after = Pt(0)
    _plain_lines(container, labels)
    for place in range(len(labels)):
        content = "x" if place in marked else ""
        _append(anchor, _run(_alternate(_wps(top=1 + (place + 1) * _LINE_HEIGHT, content=content))))


def _anchored_in_line(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """One line of labels, and all its boxes on its beginning, set off from one another to the right."""
    paragraph = container.add_paragraph()
    for place in range(len(labels)):
        shape = _wps(left=10 + 110.0 * place, origin="column", content="x" if place in marked else "")
        _append(paragraph, _run(_alternate(shape)))
    paragraph.add_run("        " + "            ".join(labels))


def _frame_over_letter(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """A transparent frame over each line, and the cross typed among the blanks."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        _append(paragraph, _run(_alternate(_wps())))
        paragraph.add_run(f"  {'x' if place in marked else ' '}       {label}")


def _letter_over_box(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """A printed box in each line, and a frameless text box with a cross over one."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        if place in marked:
            _append(paragraph, _run(_alternate(_wps(width=14, height=14, outlined=False, content="x"))))
        paragraph.add_run(f"□    {label}")


def _ellipse_round(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """The chosen label is ringed; nothing else is drawn."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        if place in marked:
            _append(paragraph, _run(_alternate(_wps(width=70, height=18, top=-1, preset="ellipse"))))
        paragraph.add_run(label)


# --- looks and words -------------------------------------------------------------------------------------------------


def _look(set_off: Callable[[Any], None], *, unchosen: bool = False, lines: bool = True) -> Writer:
    """The chosen label (or each of the unchosen) looks different."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        paragraph = None
        for place, label in enumerate(labels):
            if lines or paragraph is None:
                paragraph = container.add_paragraph()
            run = paragraph.add_run(label)
            if bool(marked) and (place in marked) != unchosen:
                set_off(run)
            if not lines and place < len(labels) - 1:
                paragraph.add_run(" / ")

    return write


def _shade(run: Any) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f'<w:highlight {_DECLARED} w:val="yellow"/>'))


def _set(name: str) -> Callable[[Any], None]:
    def change(run: Any) -> None:
        setattr(run.font, name, True)

    return change


def _redden(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0, 0)


def _words(form: str) -> Writer:
    """The chosen level in words; `form` holds {} for it."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        for place in sorted(marked):
            for line in form.format(labels[place]).split("\n"):
                container.add_paragraph(line)

    return write


def _combined() -> dict[str, Encoding]:
    layouts: dict[str, Callable[[Glyph], Writer]] = {
        "line": lambda glyph: _line(glyph),
        "line_after": lambda glyph: _line(glyph, after=True),
        "line_blanks": lambda glyph: _line(glyph, gap="     "),
        "rows": lambda glyph: _rows(glyph),
        "rows_after": lambda glyph: _rows(glyph, after=True),
        "one_cell": _one_cell,
        "cell_rows": lambda glyph: _cell_rows(glyph),
        "cell_row": lambda glyph: _cell_row(glyph),
    }
    return {
        f"{name}/{layout}": Encoding(arrange(glyph), two="unknown" if name in UNTOLD else "ambiguous")
        for name, glyph in GLYPHS.items()
        for layout, arrange in layouts.items()
    }


def _bare() -> dict[str, Encoding]:
    tabs: dict[str, Callable[[Glyph], Writer]] = {
        "line": lambda glyph: _line(glyph),
        "line_semicolons": lambda glyph: _line(glyph, after=True, gap="; "),
        "rows": lambda glyph: _rows(glyph),
        "rows_after": lambda glyph: _rows(glyph, after=True),
        "one_cell": _one_cell,
        "cell_rows_spare": lambda glyph: _cell_rows(glyph, spare=True),
    }
    ruled: dict[str, Callable[[Glyph], Writer]] = {
        "framed_rows": lambda glyph: _cell_rows(glyph, framed=True),
        "framed_rows_after": lambda glyph: _cell_rows(glyph, after=True, framed=True),
        "framed_row": lambda glyph: _cell_row(glyph, framed=True),
        "framed_row_after": lambda glyph: _cell_row(glyph, after=True, framed=True),
        "under": _under,
        "over": lambda glyph: _under(glyph, over=True),
        "two_by_two": _two_by_two,
    }
    kinds: tuple[tuple[dict[str, Callable[[Glyph], Writer]], Outcome], ...] = ((tabs, "unknown"), (ruled, "blank"))
    found = {
        f"{name}/{layout}": Encoding(arrange(glyph), none=none)
        for layouts, none in kinds
        for layout, arrange in layouts.items()
        for name, glyph in BARE_MARKS.items()
    }
    one = _typed("1", "")
    return found | {f"digit/{name}": Encoding(arrange(one), two=None) for name, arrange in ruled.items()}


ENCODINGS: dict[str, Encoding] = {
    **_combined(),
    **_bare(),
    "nested": Encoding(_nested),
    "stacked_lines": Encoding(_stacked_lines),
    "anchored_together": Encoding(_anchored_together),
    "anchored_above": Encoding(_anchored_above),
    "anchored_in_line": Encoding(_anchored_in_line),
    "frame_over_letter": Encoding(_frame_over_letter),
    "letter_over_box": Encoding(_letter_over_box),
    "ellipse_round": Encoding(_ellipse_round, none="unknown", two="unknown"),
    "bold": Encoding(_look(_set("bold")), none="unknown", two="unknown"),
    "bold_in_line": Encoding(_look(_set("bold"), lines=False), none="unknown", two="unknown"),
    "underline": Encoding(_look(_set("underline"), lines=False), none="unknown", two="unknown"),
    "highlight": Encoding(_look(_shade), none="unknown", two="unknown"),
    "colour": Encoding(_look(_redden, lines=False), none="unknown", two="unknown"),
    "strike": Encoding(_look(_set("strike"), unchosen=True, lines=False), none="unknown", two="unknown"),
    "double_strike": Encoding(_look(_set("double_strike"), unchosen=True), none="unknown", two="unknown"),
    "words_colon": Encoding(_words(PROMPT + " {}."), none=None, two=None, prompted=False),
    "words_leader": Encoding(_words("Tự đánh giá: ………… {} …………"), none=None, two=None, prompted=False),
    "words_next_line": Encoding(_words(PROMPT + "\n{}"), none=None, two=None, prompted=False),
    "words_class": Encoding(_words("Tập thể tự nhận mức xếp loại: {}."), none=None, two=None, prompted=False),
    "words_type": Encoding(_words("Tự đánh giá về cấp độ thực hiện: Đạt loại {}"), none=None, two=None, prompted=False),
    "only_label": Encoding(_words("{}"), none=None, two=None),
}
