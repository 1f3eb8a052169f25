# ruff: noqa: E501 - XML specimens read better on one line
"""Check boxes and what is put in them: every encoding of a DOCX, as Marks."""

import pytest
from docx_builder import alternate, anchor, blocks, document, field, para, paragraph, row, run, table, tbl, wsp

from models.document import OBJECT, Mark, Paragraph
from parsers.readers.symbols import glyph, symbol_font, unicode_marks


def control(state: str, shown: str) -> str:
    """A content control with a check box."""
    return f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def form(state: str) -> str:
    """A FORMCHECKBOX field."""
    return field(" FORMCHECKBOX ", form=f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>")


ON, OFF = '<w14:checked w14:val="1"/>', '<w14:checked w14:val="0"/>'
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
BOXED = '<w:bdr w:val="single" w:sz="4"/>'


@pytest.mark.parametrize(
    ("xml", "text", "kind", "checked", "box"),
    [
        pytest.param(control(ON, run("☒")), "☒", "control", True, True, id="control: on"),
        pytest.param(control(OFF, run("☐")), "☐", "control", False, True, id="control: off"),
        pytest.param(
            control('<w14:checked w14:val="true"/>', run("☐")),
            "☐",
            "control",
            True,
            True,
            id="control: state beats glyph",
        ),
        pytest.param(control("", run("☐")), "☐", "control", False, True, id="control: no state is off"),
        pytest.param(
            control(ON, '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
            "☑",
            "control",
            True,
            True,
            id="control: symbol",
        ),
        pytest.param(control(ON, ""), OBJECT, "control", True, True, id="control: nothing shown"),
        pytest.param(form("<w:checked/>"), OBJECT, "field", True, True, id="form: checked without value"),
        pytest.param(form('<w:default w:val="1"/>'), OBJECT, "field", True, True, id="form: default only"),
        pytest.param(
            form('<w:default w:val="1"/><w:checked w:val="0"/>'),
            OBJECT,
            "field",
            False,
            True,
            id="form: explicit no beats default",
        ),
        pytest.param(
            form('<w:default w:val="0"/><w:checked w:val="true"/>'), OBJECT, "field", True, True, id="form: true"
        ),
        pytest.param(form(""), OBJECT, "field", False, True, id="form: neither"),
        pytest.param(field(" FORMCHECKBOX "), OBJECT, "field", None, True, id="form: its data lost"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑", "symbol", True, True, id="symbol"),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="00A8"/></w:r>', "◻", "symbol", False, True, id="symbol without F0"
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>', "✓", "symbol", True, False, id="bare tick"
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings 2" w:char="F02A"/></w:r>', "□", "symbol", False, True, id="page as a box"
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F046"/></w:r>', OBJECT, "symbol", None, True, id="unknown glyph"
        ),
        pytest.param(run("\uf0fe", WINGDINGS), "☑", "symbol", True, True, id="private-use text"),
        pytest.param(run("þ", WINGDINGS), "☑", "symbol", True, True, id="byte text"),
        pytest.param(run("o", WINGDINGS), "□", "symbol", False, True, id="byte text, a letter"),
        pytest.param(run("R", '<w:rStyle w:val="Box"/>'), "☑", "symbol", True, True, id="symbol font in a style"),
        pytest.param(field(" SYMBOL 254 \\f Wingdings \\s 12 "), "☑", "symbol", True, True, id="SYMBOL field"),
        pytest.param(run("☐"), "☐", "glyph", False, True, id="Unicode box"),
        pytest.param(run("🗹"), "🗹", "glyph", True, True, id="Unicode box past the first plane"),
        pytest.param(run("√"), "√", "glyph", True, False, id="Unicode tick"),
        pytest.param(run("x", BOXED), "x", "border", None, True, id="bordered run"),
        pytest.param(run("\u00a0", BOXED), OBJECT, "border", None, True, id="bordered blank"),
        pytest.param(field(" EQ \\x(x) "), OBJECT, "border", None, True, id="EQ box"),
        pytest.param(field(" EQ \\o\\ac(□,x) "), OBJECT, "border", None, True, id="EQ overstrike"),
        pytest.param(
            "<m:borderBox><m:e><m:r><m:t>x</m:t></m:r></m:e></m:borderBox>", "x", "border", None, True, id="OMML box"
        ),
        pytest.param("<m:borderBox><m:e/></m:borderBox>", OBJECT, "border", None, True, id="empty OMML box"),
        pytest.param(
            '<w:r><w:object><w:control r:id="x" w:name="CheckBox1"/></w:object></w:r>',
            OBJECT,
            "control",
            None,
            True,
            id="ActiveX",
        ),
    ],
)
def test_mark(xml: str, text: str, kind: str, checked: bool | None, box: bool) -> None:
    styles = '<w:style w:type="character" w:styleId="Box"><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr></w:style>'
    read = paragraph(xml + run(" Tốt"), styles=styles)
    assert read.text == f"{text} Tốt"
    assert [(m.kind, m.checked, m.box, read.text[m.start : m.end]) for m in read.marks] == [(kind, checked, box, text)]


@pytest.mark.parametrize(
    ("xml", "content"),
    [
        pytest.param(field(" EQ \\x(x) "), "x", id="EQ box"),
        pytest.param(field(" EQ \\x() "), "", id="EQ box, empty"),
        pytest.param(field(" EQ \\o\\ac(□,x) "), "x", id="EQ overstrike"),
        pytest.param(field(" EQ \\o\\ac(□, ) "), "", id="EQ overstrike, empty"),
        pytest.param(run("x", BOXED), "x", id="bordered run"),
        pytest.param(run(" ", BOXED) + run("X", BOXED) + run(" ", BOXED), "X", id="bordered run in pieces"),
    ],
)
def test_content(xml: str, content: str) -> None:
    assert [mark.content for mark in paragraph(run("Tốt ") + xml).marks] == [content]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(run("Số: 12", BOXED), id="a text in a frame"),
        pytest.param(field(" EQ \\f(1,2) "), id="a fraction"),
        pytest.param(field(" EQ \\o(a,b) "), id="overstrike without a box"),
        pytest.param(run("R"), id="letters of an ordinary font"),
        pytest.param(run("≥"), id="an ordinary sign"),
        pytest.param(f"<w:r>{anchor(wsp(preset='line'), cx=1500000, cy=0)}</w:r>", id="the rule under the head"),
        pytest.param(f"<w:r>{anchor(wsp(), cx=5500000, cy=7500000)}</w:r>", id="a frame round the page"),
        pytest.param(
            f"<w:r>{anchor(wsp('', line='<a:ln><a:noFill/></a:ln>'))}</w:r>", id="neither line nor fill nor text"
        ),
        pytest.param(run("☑", "<w:vanish/>"), id="hidden"),
        pytest.param("<w:del>" + control(ON, run("☒")) + "</w:del>", id="deleted"),
        pytest.param('<w:del><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:del>', id="deleted symbol"),
    ],
)
def test_no_mark(xml: str) -> None:
    assert paragraph(xml + run(" Tốt")).marks == ()


# --- drawn shapes ---

WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
RISING = '<a:xfrm flipV="1"/>'
STYLE = "position:absolute;margin-left:4pt;margin-top:1pt;width:18pt;height:13pt"


def vml(shape: str, text: str | None = None, attributes: str = "") -> str:
    """A `w:pict` with one shape."""
    box = "" if text is None else f"<v:textbox><w:txbxContent>{para(text)}</w:txbxContent></v:textbox>"
    return f'<w:r><w:pict><v:{shape} style="{STYLE}" {attributes}>{box}</v:{shape}></w:pict></w:r>'


def drawn(shape: str, **place: int) -> str:
    """A floating shape without a fallback."""
    return f"<w:r>{anchor(shape, **place)}</w:r>"


@pytest.mark.parametrize(
    ("xml", "content", "checked", "box", "code"),
    [
        pytest.param(drawn(wsp("x", fill=WHITE)), "x", None, True, "rect:", id="text box with x"),
        pytest.param(drawn(wsp("", fill=WHITE)), "", None, True, "rect:", id="empty text box"),
        pytest.param(drawn(wsp()), "", None, True, "rect:", id="rectangle without text"),
        pytest.param(alternate(anchor(wsp("x")), vml("rect", "x")), "x", None, True, "rect:", id="choice and fallback: once"),
        pytest.param(drawn(wsp(fill=BLACK)), "", None, True, "rect:000000", id="filled"),
        pytest.param(drawn(wsp("☑")), "☑", None, True, "rect:", id="a glyph in the box"),
        pytest.param(drawn(wsp(inner='<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>')), "✓", None, True, "rect:", id="a symbol in the box"),
        pytest.param(drawn(wsp(preset="mathMultiply")), "", True, False, "mathMultiply:", id="cross as a preset"),
        pytest.param(drawn(wsp(preset="flowChartSummingJunction")), "", True, True, "flowChartSummingJunction:", id="circle with a cross"),
        pytest.param(drawn(wsp(preset="ellipse")), "", None, True, "ellipse:", id="ellipse"),
        pytest.param(drawn(wsp(preset="<a:custGeom><a:pathLst><a:path/></a:pathLst></a:custGeom>")), "", True, False, "custom:", id="tick drawn by hand"),
        pytest.param('<w:r><mc:AlternateContent><mc:Choice Requires="wpi"><w14:contentPart/></mc:Choice></mc:AlternateContent></w:r>', "", True, False, "ink", id="ink"),
        pytest.param(vml("rect", "x"), "x", None, True, "rect:", id="VML with x"),
        pytest.param(vml("rect"), "", None, True, "rect:", id="VML without text"),
        pytest.param(vml("rect", ""), "", None, True, "rect:", id="VML with an empty paragraph"),
        pytest.param(vml("oval", "X"), "X", None, True, "ellipse:", id="VML oval"),
        pytest.param(vml("roundrect", "v"), "v", None, True, "roundRect:", id="VML round rectangle"),
        pytest.param(vml("shape", "x", 'type="#_x0000_t202"'), "x", None, True, "rect:", id="VML text box type"),
        pytest.param(vml("rect", None, 'fillcolor="black"'), "", None, True, "rect:BLACK", id="VML filled"),
        pytest.param(vml("rect", None, 'fillcolor="black" filled="f"'), "", None, True, "rect:", id="VML fill switched off"),
        pytest.param(drawn(wsp("x", line="<a:ln><a:noFill/></a:ln>")), "x", None, False, "rect:", id="frameless x"),
    ],
)  # fmt: skip
def test_shape(xml: str, content: str, checked: bool | None, box: bool, code: str) -> None:
    read = paragraph(xml + run("    Xuất sắc"))
    assert read.text == f"{OBJECT} Xuất sắc"
    assert [(m.content, m.checked, m.box, m.code) for m in read.marks] == [(content, checked, box, code)]
    assert len(blocks(f"<w:p>{xml}</w:p>")) == 1, "its text is no block besides"


def test_place_in_points() -> None:
    inline = f'<w:r><w:drawing><wp:inline><wp:extent cx="127000" cy="254000"/><a:graphic><a:graphicData uri="x">{wsp()}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    marks = paragraph(drawn(wsp(), x=127000, y=-63500, cx=254000, cy=190500) + vml("rect") + inline).marks
    assert [(m.left, m.top, m.width, m.height) for m in marks] == [
        (10.0, -5.0, 20.0, 15.0), (4.0, 1.0, 18.0, 13.0), (None, None, 10.0, 20.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(drawn(wsp(preset="line")) + drawn(wsp(preset="line", transform=RISING)), id="DrawingML"),
        pytest.param(
            drawn(wsp(preset="straightConnector1")) + drawn(wsp(preset="straightConnector1", transform=RISING)),
            id="connectors",
        ),
        pytest.param(
            '<w:r><w:pict><v:line from="4pt,1pt" to="22pt,14pt"/></w:pict></w:r>'
            '<w:r><w:pict><v:line from="4pt,14pt" to="22pt,1pt"/></w:pict></w:r>',
            id="VML",
        ),
    ],
)
def test_crossing_lines_are_the_mark_of_their_box(lines: str) -> None:
    box = drawn(wsp())
    far = drawn(wsp(), y=900000)
    for order in (box + lines + far, lines + box + far):
        read = paragraph(order + run(" Tốt"))
        assert sorted((m.content, m.checked) for m in read.marks) == [("", None), ("×", True)]
        assert read.text == f"{OBJECT * 2} Tốt"


def test_one_line_over_a_box_is_a_slash() -> None:
    assert [m.content for m in paragraph(drawn(wsp()) + drawn(wsp(preset="line"))).marks] == ["/"]


def test_crossing_lines_without_a_box_are_a_bare_cross() -> None:
    read = paragraph(drawn(wsp(preset="line")) + drawn(wsp(preset="line", transform=RISING)) + run("□ Tốt"))
    assert [(m.content, m.checked, m.box) for m in read.marks] == [("×", True, False), ("", False, True)]


def test_a_short_slanting_line_alone_is_a_slash() -> None:
    read = paragraph(drawn(wsp(preset="line")) + run("□ Tốt"))
    assert [(m.content, m.checked, m.box) for m in read.marks] == [("/", True, False), ("", False, True)]


@pytest.mark.parametrize(
    "group",
    [
        pytest.param(
            anchor(
                '<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="230000" cy="160000"/><a:chOff x="100" y="100"/>'
                '<a:chExt cx="460" cy="320"/></a:xfrm></wpg:grpSpPr>'
                + wsp(transform='<a:xfrm><a:off x="100" y="100"/><a:ext cx="460" cy="320"/></a:xfrm>')
                + wsp("x", line="<a:ln><a:noFill/></a:ln>", transform='<a:xfrm><a:off x="110" y="110"/><a:ext cx="450" cy="310"/></a:xfrm>')
                + "</wpg:wgp>"
            ),
            id="DrawingML",
        ),
        pytest.param(
            '<w:pict><v:group style="position:absolute;margin-left:3.94pt;margin-top:1.18pt;width:18.11pt;height:12.6pt" '
            'coordorigin="100,100" coordsize="460,320"><v:rect style="position:absolute;left:100;top:100;width:460;height:320"/>'
            '<v:shape type="#_x0000_t202" stroked="f" filled="f" style="position:absolute;left:110;top:110;width:450;height:310">'
            f"<v:textbox><w:txbxContent>{para('x')}</w:txbxContent></v:textbox></v:shape></v:group></w:pict>",
            id="VML",
        ),
    ],
)  # fmt: skip
def test_a_group_of_a_frame_and_its_text_is_one_mark(group: str) -> None:
    (mark,) = paragraph(f"<w:r>{group}</w:r>").marks
    assert (mark.content, mark.box) == ("x", True)
    assert (mark.left, mark.top, mark.width, mark.height) == pytest.approx((3.94, 1.18, 18.11, 12.6), abs=0.01)


def frame(x: str, left: int = 50165) -> str:
    """What a conversion of a binary .doc makes of a box's text: a frameless shape whose height counts from the page."""
    return drawn(wsp(x, line=""), x=left, cx=229870, cy=160020).replace(
        '<wp:positionV relativeFrom="paragraph">', '<wp:positionV relativeFrom="page">'
    )


def test_a_text_set_by_the_page_belongs_to_the_one_box_of_its_place() -> None:
    box = drawn(wsp(fill=WHITE), x=50165, y=15240, cx=229870, cy=160020)
    read = paragraph(box + run("  Xuất sắc") + frame("x"))
    assert read.text == f"{OBJECT} Xuất sắc"
    assert [(m.content, m.box, m.top) for m in read.marks] == [("x", True, 1.2)]


def test_of_two_boxes_none_is_guessed() -> None:
    boxes = "".join(drawn(wsp(), x=50165, y=y, cx=229870, cy=160020) for y in (0, 200000))
    assert sorted((m.content, m.box) for m in paragraph(boxes + frame("x")).marks) == [
        ("", True),
        ("", True),
        ("x", False),
    ]


def test_several_boxes_of_one_paragraph_keep_their_heights() -> None:
    marks = paragraph("".join(drawn(wsp("x" if n == 2 else ""), y=n * 200000) for n in range(4))).marks
    assert [(round(m.top or 0, 1), m.content) for m in marks] == [(0.0, ""), (15.7, ""), (31.5, "x"), (47.2, "")]


def test_a_box_in_a_cell_is_a_mark_of_that_cell() -> None:
    read = table(tbl(row(f"<w:p>{drawn(wsp('x'))}{run('     Xuất sắc')}</w:p>", "")))
    (inner,) = read.cells[0].blocks
    assert isinstance(inner, Paragraph)
    assert (inner.text, inner.marks[0].content) == (f"{OBJECT} Xuất sắc", "x")


def picture(target: str, size: int = 150000) -> str:
    """An inline picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{target}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_pictures_are_told_apart_by_their_bytes() -> None:
    links = {f"i{n}": ("image", f"media/{n}.png") for n in range(3)}
    parts: dict[str, str | bytes] = {
        "word/media/0.png": b"empty",
        "word/media/1.png": b"ticked",
        "word/media/2.png": b"empty",
    }
    read = paragraph("".join(picture(f"i{n}") for n in range(3)), links=links, parts=parts)
    codes = [mark.code for mark in read.marks]
    assert {mark.kind for mark in read.marks} == {"picture"}
    assert codes[0] == codes[2] != codes[1]


def test_a_large_picture_is_told_and_an_outside_one_never_fetched() -> None:
    links = {"a": ("image", "media/a.png"), "b": ("image", "http://example.org/a.png")}
    body = f"<w:p>{picture('a', 3000000)}{picture('b')}</w:p>"
    read = document(body, links=links, external=frozenset("b"), parts={"word/media/a.png": b"x"})
    assert [(s.what, s.reason) for s in read.skipped] == [
        ("picture", "picture_not_read"),
        ("external_reference", "external_picture"),
    ]


# --- the tables of glyphs ---


def test_every_glyph_of_the_tables_has_a_state_that_is_known() -> None:
    for font in ("wingdings", "wingdings 2", "webdings", "symbol", "zapfdingbats"):
        for code in range(0x20, 0x100):
            found = glyph(font, code)
            assert found.text
            assert found.checked is None or found.code


@pytest.mark.parametrize(
    ("font", "name"),
    [
        ("Wingdings", "wingdings"), ("WINGDINGS 2", "wingdings 2"), ("Wingdings2", "wingdings 2"),
        ("Times New Roman", None), ("Segoe UI Symbol", None), (None, None),
    ],
)  # fmt: skip
def test_symbol_font(font: str | None, name: str | None) -> None:
    assert symbol_font(font) == name


def test_unicode_marks_give_their_place() -> None:
    assert unicode_marks("☐ Tốt ☑ Kém") == [
        Mark(0, 1, "glyph", False, True, code="U+2610"),
        Mark(6, 7, "glyph", True, True, code="U+2611"),
    ]
