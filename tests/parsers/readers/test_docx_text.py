# ruff: noqa: E501 - XML specimens read better on one line
"""What stands in a paragraph: containers, tracked changes, fields, hidden text, characters, looks."""

import pytest
from docx_builder import alternate, anchor, blocks, document, field, para, paragraph, part, run, tbl, wsp

from models.document import Paragraph

SUN = "\u2600"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param(run("Tự đá") + "<w:proofErr/>" + run("nh giá"), "Tự đánh giá", id="runs split inside a word"),
        pytest.param(run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a\tb", id="tab"),
        pytest.param(run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb", id="line break"),
        pytest.param(run("a ") + "<w:r><w:cr/></w:r>" + run(" b"), "a\nb", id="blanks around a break fold into it"),
        pytest.param("<w:r><w:t>13</w:t><w:noBreakHyphen/><w:t>BC</w:t></w:r>", "13-BC", id="no-break hyphen"),
        pytest.param("<w:r><w:t>hoa</w:t><w:softHyphen/><w:t>t</w:t></w:r>", "hoat", id="soft hyphen dropped"),
        pytest.param(run("  Điện \u00a0 Biên  "), "Điện Biên", id="blanks and no-break blanks fold, none at the ends"),
        pytest.param(run("a\u200bb\ufeffc\u00add"), "abcd", id="invisible characters dropped"),
        pytest.param(run("tho\u0302\u0301ng nhâ\u0301t"), "thống nhất", id="NFD and half-decomposed"),
        pytest.param(run("Chi bô \u0323Một"), "Chi bộ Một", id="blank typed before the tone"),
        pytest.param(run("Chi bô ") + run("\u0323Một"), "Chi bộ Một", id="the same over two runs"),
        pytest.param(run("ÐẢNG Ɖảng"), "ĐẢNG Đảng", id="look-alikes of Đ"),
        pytest.param("<w:hyperlink>" + run("a") + "</w:hyperlink>" + run("b"), "ab", id="hyperlink"),
        pytest.param("<w:smartTag>" + run("a") + "</w:smartTag>", "a", id="smart tag"),
        pytest.param("<w:customXml>" + run("a") + "</w:customXml>", "a", id="custom XML"),
        pytest.param('<w:dir w:val="ltr">' + run("a") + "</w:dir>", "a", id="direction"),
        pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>" + run("a") + "</w:sdtContent></w:sdt>", "a", id="run-level sdt"),
        pytest.param("<w:ins>" + run("a") + "</w:ins>" + run("b"), "ab", id="inserted"),
        pytest.param("<w:del><w:r><w:delText>a</w:delText></w:r></w:del>" + run("b"), "b", id="deleted"),
        pytest.param("<w:moveFrom>" + run("a") + "</w:moveFrom><w:moveTo>" + run("b") + "</w:moveTo>", "b", id="moved"),
        pytest.param("<w:ins><w:del>" + run("a") + "</w:del></w:ins>" + run("b"), "b", id="inserted, then deleted"),
        pytest.param(field(" PAGE ", run("3")) + run(" trang"), "3 trang", id="field: its result"),
        pytest.param(field(" IF ", field(" REF x ", run("1")) + run("2")), "12", id="nested fields: their results"),
        pytest.param(field(" EQ \\f(1,2) "), "", id="field without a result"),
        pytest.param('<w:fldSimple w:instr=" DATE ">' + run("2023") + "</w:fldSimple>", "2023", id="simple field"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("PAGE"),
            "",
            id="field that never ends loses its code only",
        ),
        pytest.param(
            field(" MACROBUTTON Go Ngày tháng ") + run("."), "Ngày tháng.", id="macro button shows its caption"
        ),
        pytest.param("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1", id="math text"),
        pytest.param("<w:ruby><w:rubyBase>" + run("a") + "</w:rubyBase></w:ruby>", "a", id="an element nobody knows"),
        pytest.param(
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("80%"), "≥80%", id="sign of a symbol font"
        ),
        pytest.param(run("\uf0a3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "≤", id="the same as private use"),
    ],
)
def test_text(xml: str, text: str) -> None:
    assert paragraph(xml).text == text


def test_nested_fields_show_only_the_outer_result() -> None:
    inner = field(" QUOTE ", run("hidden"))
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("seen")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    read = document(f"<w:p>{code}</w:p>")
    assert read.text == "seen"
    assert [(s.what, s.text) for s in read.skipped] == [("field_code", "hidden")]


def test_drop_down_shows_its_chosen_entry() -> None:
    form = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Tốt"/><w:listEntry w:val="Khá"/></w:ddList></w:ffData>'
    assert paragraph(field(" FORMDROPDOWN ", form=form)).text == "Khá"


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    xml = para("Hoàn thành ", "<w:rPr><w:del/></w:rPr>") + para("tốt nhiệm vụ")
    assert [block.text for block in blocks(xml)] == ["Hoàn thành tốt nhiệm vụ"]


def test_a_wholly_deleted_paragraph_is_none() -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    assert [block.text for block in blocks(para("a") + gone + para("b"))] == ["a", "b"]


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", id="block-level content control"),
        pytest.param("<w:customXml>{}</w:customXml>", id="custom XML"),
        pytest.param("<w:ins>{}</w:ins>", id="inserted"),
        pytest.param(
            "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>", id="twice"
        ),
        pytest.param(
            '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice></mc:AlternateContent>', id="choice"
        ),
    ],
)
def test_blocks_out_of_containers(wrapped: str) -> None:
    assert [block.text for block in blocks(wrapped.format(para("a") + para("b")) + para("c"))] == ["a", "b", "c"]


# --- hidden text ---

HIDING = [
    pytest.param("<w:vanish/>", "hidden_text", id="vanish"),
    pytest.param('<w:sz w:val="2"/>', "hidden_text", id="one point"),
    pytest.param('<w:color w:val="FFFFFF"/>', "white_text", id="white"),
    pytest.param('<w:rStyle w:val="Hidden"/>', "hidden_text", id="by a character style"),
]
STYLES = (
    '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(("properties", "reason"), HIDING)
def test_hidden_text_is_told_not_read(properties: str, reason: str) -> None:
    read = document(f"<w:p>{run('seen ')}{run('unseen', properties)}</w:p>", styles=STYLES)
    assert read.text == "seen"
    assert [(s.what, s.reason, s.text) for s in read.skipped] == [("hidden_text", reason, "unseen")]


def test_a_paragraph_hidden_by_its_style_is_no_block() -> None:
    read = document(para("a") + para("b", '<w:pStyle w:val="Gone"/>') + para("c"), styles=STYLES)
    assert [block.text for block in read.blocks] == ["a", "c"]
    assert [s.text for s in read.skipped] == ["b"]


@pytest.mark.parametrize(
    "properties",
    [
        pytest.param('<w:vanish w:val="0"/>', id="vanish switched off"),
        pytest.param("<w:webHidden/>", id="hidden on the web only"),
        pytest.param('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', id="white on blue"),
        pytest.param('<w:rStyle w:val="Hidden"/><w:vanish w:val="false"/>', id="a direct property beats the style"),
    ],
)
def test_seen_after_all(properties: str) -> None:
    assert document(f"<w:p>{run('seen', properties)}</w:p>", styles=STYLES).text == "seen"


def test_white_text_in_a_shaded_cell_is_seen() -> None:
    white = f"<w:p>{run('Tốt', '<w:color w:val=' + chr(34) + 'FFFFFF' + chr(34) + '/>')}</w:p>"
    shaded = f'<w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{white}</w:tc></w:tr>'
    assert document(tbl(shaded)).text == "Tốt"


# --- tables of contents ---


def test_a_table_of_contents_is_left_out() -> None:
    entries = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("I. Ưu điểm")}</w:p>'
        f'{para("II. Hạn chế")}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    read = document(para("MỤC LỤC") + entries + para("Thân bài"))
    assert [block.text for block in read.blocks if block.text] == ["MỤC LỤC", "Thân bài"]
    assert [(s.what, s.text) for s in read.skipped] == [("table_of_contents", "I. Ưu điểm\nII. Hạn chế")]


def test_a_table_of_contents_in_a_content_control() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{para('I. Ưu điểm')}</w:sdtContent></w:sdt>"
    read = document(control + para("Thân bài"))
    assert read.text == "Thân bài"
    assert read.skipped[0].text == "I. Ưu điểm"


def test_a_table_of_contents_whose_field_is_lost_shows_in_its_styles() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    read = document(para("I. Ưu điểm", '<w:pStyle w:val="M1"/>') + para("Thân bài"), styles=styles)
    assert [block.text for block in read.blocks] == ["Thân bài"]
    assert [(s.what, s.text) for s in read.skipped] == [("table_of_contents", "I. Ưu điểm")]


def test_a_table_of_contents_that_never_ends_swallows_nothing() -> None:
    broken = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    )
    assert "Thân bài" in document(broken + para("Thân bài")).text


# --- text boxes, other stories ---


def test_text_box_stands_once_after_its_paragraph() -> None:
    long = "Đề nghị xếp loại"
    shape = alternate(
        anchor(wsp(long)),
        f"<w:pict><v:rect><v:textbox><w:txbxContent>{para(long)}</w:txbxContent></v:textbox></v:rect></w:pict>",
    )
    found = blocks(f"<w:p>{run('trước')}{shape}</w:p>{para('sau')}")
    assert [(b.text, b.role) for b in found if isinstance(b, Paragraph)] == [
        ("trước", "body"), (long, "textbox"), ("sau", "body"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(alternate(anchor(wsp("chữ trong khung"))), id="choice without fallback"),
        pytest.param(f"<w:r>{anchor(wsp('chữ trong khung'))}</w:r>", id="bare drawing"),
        pytest.param(
            f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para('chữ trong khung')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            id="bare VML",
        ),
        pytest.param(alternate(anchor(f"<wpg:wgp><wpg:grpSpPr/>{wsp('chữ trong khung')}</wpg:wgp>"), None, "wpg"), id="group"),
        pytest.param(
            alternate("<w:drawing/>", f"<w:pict><v:rect><v:textbox><w:txbxContent>{para('chữ trong khung')}</w:txbxContent></v:textbox></v:rect></w:pict>", "xyz"),
            id="fallback of a choice that nobody understands",
        ),
        pytest.param(
            alternate(anchor(wsp("chữ trong khung")), None, "xyz"), id="such a choice without fallback is read all the same"
        ),
    ],
)  # fmt: skip
def test_text_of_shapes(shape: str) -> None:
    assert [block.text for block in blocks(f"<w:p>{shape}</w:p>")] == ["", "chữ trong khung"]


def test_a_stamp_in_a_frame_is_text() -> None:
    assert document(f"<w:p><w:r>{anchor(wsp('MẬT'))}</w:r></w:p>").text.strip() == "MẬT"


def test_notes_follow_the_body_headers_and_comments_are_told() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1">'
        + para("Theo Quyết định")
        + "</w:footnote>"
    )
    links = {
        "r1": ("footnotes", "footnotes.xml"), "r2": ("header", "header1.xml"), "r3": ("comments", "comments.xml"),
        "r4": ("endnotes", "endnotes.xml"),
    }  # fmt: skip
    parts = {
        "word/footnotes.xml": part("w:footnotes", notes),
        "word/endnotes.xml": part("w:endnotes", f'<w:endnote w:id="2">{para("Cuối")}</w:endnote>'),
        "word/header1.xml": part("w:hdr", para("Mẫu 01")),
        "word/comments.xml": part("w:comments", f"<w:comment>{para('xem lại')}</w:comment>"),
    }
    read = document(f'<w:p>{run("Thân")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>', links=links, parts=parts)
    assert [(b.text, b.role) for b in read.blocks if isinstance(b, Paragraph)] == [
        ("Thân", "body"), ("Theo Quyết định", "footnote"), ("Cuối", "endnote"),
    ]  # fmt: skip
    assert [(s.what, s.text) for s in read.skipped] == [("header", "Mẫu 01"), ("comment", "xem lại")]


def test_what_is_never_opened_is_told() -> None:
    links = {
        "m": ("vbaProject", "vbaProject.bin"), "o": ("oleObject", "embeddings/a.bin"), "t": ("attachedTemplate", "http://x/y.dotm"),
        "c": ("aFChunk", "chunk.htm"),
    }  # fmt: skip
    body = para("a") + '<w:altChunk r:id="c"/>'
    read = document(body, links=links, external=frozenset("t"), parts={"word/chunk.htm": "<p>b</p>"})
    assert [s.what for s in read.skipped] == ["alternate_content", "macro", "embedded_object", "external_reference"]


# --- looks and paragraph properties ---


def test_looks_are_resolved_through_styles_and_neighbours_joined() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    xml = (
        '<w:p><w:pPr><w:pStyle w:val="H"/><w:jc w:val="both"/><w:ind w:left="720" w:firstLine="240"/></w:pPr>'
        + run("đậm ") + run("nữa") + run(" thường", '<w:rStyle w:val="Strong"/>')
        + run(" tô", '<w:b w:val="0"/><w:highlight w:val="yellow"/><w:u w:val="single"/><w:dstrike/><w:color w:val="ff0000"/>') + "</w:p>"
    )  # fmt: skip
    read = paragraph(xml, styles=styles)
    assert [(read.text[r.start : r.end], r.bold) for r in read.runs] == [
        ("đậm nữa", True),
        (" thường", False),
        (" tô", False),
    ]
    last = read.runs[-1]
    assert (last.highlight, last.underline, last.strike, last.colour) == (True, True, True, "FF0000")
    assert (read.runs[0].font, read.runs[0].size) == ("Arial", 14.0)
    assert (read.style, read.outline, read.align, read.indent) == ("heading 2", 1, "justify", 48.0)
    assert read.line_height == pytest.approx(16.1)


def test_runs_and_marks_keep_their_place_when_text_folds() -> None:
    read = paragraph(run("   a  ") + run("\u200bđậm", "<w:b/>") + run("   ☒ x"))
    assert read.text == "a đậm ☒ x"
    bold = next(r for r in read.runs if r.bold)
    assert read.text[bold.start : bold.end] == "đậm"
    assert [read.text[m.start : m.end] for m in read.marks] == ["☒"]


@pytest.mark.parametrize(
    ("xml", "breaks"),
    [
        pytest.param(para("a") + para("b", "<w:pageBreakBefore/>"), [False, True], id="page break before"),
        pytest.param(
            f'<w:p>{run("a")}<w:r><w:br w:type="page"/></w:r></w:p>' + para("b"), [False, True], id="break at the end"
        ),
        pytest.param(
            para("a") + f'<w:p><w:r><w:br w:type="page"/></w:r>{run("b")}</w:p>', [False, True], id="break at the start"
        ),
        pytest.param(para("a", "<w:sectPr/>") + para("b"), [False, True], id="a section ends"),
        pytest.param(para("a") + para("b"), [False, False], id="none"),
    ],
)
def test_page_breaks(xml: str, breaks: list[bool]) -> None:
    assert [b.page_break for b in blocks(xml) if isinstance(b, Paragraph)] == breaks


def test_theme_fonts() -> None:
    theme = '<a:themeElements><a:fontScheme name="x"><a:minorFont><a:latin typeface="Cambria"/></a:minorFont></a:fontScheme></a:themeElements>'
    read = paragraph(run("a", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'), theme=theme)
    assert read.runs[0].font == "Cambria"
