"""One check box, in every way in which real files draw it: the parts that `samples.boxes` lays out."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Pt

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
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())

Glyph = Callable[[Any, bool], None]  # writes one box, marked or not, into a paragraph of python-docx


# --- glyphs and controls: one box in a line --------------------------------------------------------------------------


def append(paragraph: Any, xml: str) -> None:
    """Adds runs (or what may stand beside runs) given as XML."""
    wrapped = parse_xml(f"<w:p {DECLARED}>{xml}</w:p>")
    for child in list(wrapped):
        paragraph._p.append(child)


def in_run(inner: str, properties: str = "") -> str:
    """A run that holds `inner`, with the look `properties`."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def _text(words: str, properties: str = "") -> str:
    return in_run(f'<w:t xml:space="preserve">{words}</w:t>', properties)


def _control(paragraph: Any, on: bool) -> None:
    glyph = "☒" if on else "☐"
    append(
        paragraph,
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{_text(glyph)}</w:sdtContent></w:sdt>",
    )


def _control_of_ticks(paragraph: Any, on: bool) -> None:
    symbol = f'<w:sym w:font="Wingdings" w:char="F0{"FE" if on else "A8"}"/>'
    state = '<w14:checked w14:val="true"/>' if on else '<w14:checked w14:val="0"/>'
    append(
        paragraph,
        f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{in_run(symbol)}</w:sdtContent></w:sdt>",
    )


def _form_field(paragraph: Any, on: bool) -> None:
    append(paragraph, _field('<w:default w:val="0"/>' + ("<w:checked/>" if on else "")))


def _form_field_by_default(paragraph: Any, on: bool) -> None:
    state = '<w:default w:val="1"/>' if on else '<w:default w:val="1"/><w:checked w:val="0"/>'
    append(paragraph, _field(state))


def _field(state: str) -> str:
    box = f"<w:ffData><w:name w:val='Check'/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
    return (
        in_run(f'<w:fldChar w:fldCharType="begin">{box}</w:fldChar>')
        + in_run('<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>')
        + in_run('<w:fldChar w:fldCharType="separate"/>')
        + in_run('<w:fldChar w:fldCharType="end"/>')
    )


def _symbol(font: str, on_code: str, off_code: str) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        append(paragraph, in_run(f'<w:sym w:font="{font}" w:char="{on_code if on else off_code}"/>'))

    return write


def _font_text(font: str, on_text: str, off_text: str) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        append(paragraph, _text(on_text if on else off_text, fonts))

    return write


def typed(on_text: str, off_text: str) -> Glyph:
    """Characters as typed; nothing where the text is empty."""

    def write(paragraph: Any, on: bool) -> None:
        words = on_text if on else off_text
        if words:
            paragraph.add_run(words)

    return write


def _equation(paragraph: Any, on: bool) -> None:
    append(
        paragraph,
        in_run('<w:fldChar w:fldCharType="begin"/>')
        + in_run(f'<w:instrText xml:space="preserve"> EQ \\x({"x" if on else " "}) </w:instrText>')
        + in_run('<w:fldChar w:fldCharType="end"/>'),
    )


def _bordered_run(paragraph: Any, on: bool) -> None:
    border = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    append(paragraph, _text("x" if on else "\u00a0\u00a0", border))


def _tracked(paragraph: Any, on: bool) -> None:
    """The reviewer's hand: an inserted cross counts, a deleted one does not."""
    change = 'w:id="1" w:author="A" w:date="2023-12-01T00:00:00Z"'
    if on:
        append(paragraph, f"{_text('[')}<w:ins {change}>{_text('x')}</w:ins>{_text(']')}")
    else:
        deleted = in_run('<w:delText xml:space="preserve">x</w:delText>')
        append(paragraph, f"{_text('[')}<w:del {change}>{deleted}</w:del>{_text(' ]')}")


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


def wps(
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


def alternate(choice: str, fallback: str = "") -> str:
    """A drawing for new Words, and what old ones draw instead."""
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback else ""
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>{other}</mc:AlternateContent>'


def _drawn(make: Callable[[bool], str]) -> Glyph:
    def write(paragraph: Any, on: bool) -> None:
        append(paragraph, in_run(make(on)))

    return write


def _crossed(on: bool) -> str:
    lines = alternate(wps(preset="line")) + alternate(wps(preset="straightConnector1", flip=True))
    return alternate(wps()) + (lines if on else "")


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
    "ballot_cross": typed("☒", "☐"),
    "ballot_tick": typed("☑", "☐"),
    "square": typed("■", "□"),
    "circle": typed("●", "○"),
    "brackets": typed("[x]", "[ ]"),
    "brackets_capital": typed("[X]", "[]"),
    "parentheses": typed("( x )", "(  )"),
    "parentheses_tick": typed("( ✓ )", "(   )"),
    "parentheses_letter": typed("(v)", "( )"),
    "slashes": typed("/x/", "/ /"),
    "leaders": typed("….x….", "………"),
    "dots": typed("....x....", "........."),
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
        lambda on: alternate(wps(content="x" if on else ""), _vml("shape", content="x" if on else ""))
    ),
    "wps_choice_only": _drawn(lambda on: alternate(wps(content="X" if on else None, fill="FFFFFF"))),
    "wps_bare": _drawn(lambda on: wps(content="v" if on else None)),
    "wps_inline": _drawn(lambda on: alternate(wps(content="x" if on else "", inline=True))),
    "wps_letter": _drawn(lambda on: alternate(wps(content="Đ" if on else ""))),
    "wps_fill": _drawn(lambda on: alternate(wps(fill="000000" if on else "FFFFFF"))),
    "wps_cross": _drawn(_crossed),
    "wps_slash": _drawn(lambda on: alternate(wps()) + (alternate(wps(preset="line", flip=True)) if on else "")),
    "wps_tick": _drawn(lambda on: alternate(wps()) + (alternate(wps(path=_TICK)) if on else "")),
    "wps_circle_cross": _drawn(lambda on: alternate(wps(preset="flowChartSummingJunction" if on else "ellipse"))),
    "wps_text_over_box": _drawn(
        lambda on: alternate(wps()) + (alternate(wps(outlined=False, content="x")) if on else "")
    ),
}  # fmt: skip
UNTOLD = {"unlisted_symbols", "picture"}  # which of the two signs is the mark, only their numbers tell
BARE_MARKS: dict[str, Glyph] = {  # nothing is drawn where there is no mark
    "typed_x": typed("x", ""),
    "typed_capital_x": typed("X", ""),
    "typed_v": typed("v", ""),
    "tick": typed("✓", ""),
    "root_sign": typed("√", ""),
    "plus": typed("+", ""),
    "tick_wingdings": lambda paragraph, on: _symbol("Wingdings", "F0FC", "")(paragraph, on) if on else None,
    "ink": lambda paragraph, on: _drawn(lambda _: alternate(wps(path=_TICK)))(paragraph, on) if on else None,
}
