"""WordML, Flat OPC, HTML and MHTML, whatever their name: read without any program."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from docx_builder import MAIN_TYPE, NAMESPACES, relationships

from models.document import Document, Table, walk_paragraphs
from models.errors import InputError, KiemdiemError, LimitError
from parsers.readers import Input, read_bytes

WORDML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
)


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """None of these needs LibreOffice."""
    monkeypatch.setenv("PATH", "")
    yield


def wordml(body: str, before: str = "") -> Document:
    return read_bytes(Input("a.doc", f"{WORDML}{before}<w:body>{body}</w:body></w:wordDocument>".encode()))


def html(body: str, head: str = "") -> Document:
    return read_bytes(
        Input("a.doc", f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())
    )


def texts(document: Document) -> list[str]:
    return [one.text for one in walk_paragraphs(document.blocks)]


def states(document: Document) -> list[bool | None]:
    return [mark.checked for one in walk_paragraphs(document.blocks) for mark in one.marks]


def reasons(document: Document) -> list[str]:
    return [one.reason for one in document.skipped]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


# --- WordML ----------------------------------------------------------------------------------------------------------

LISTS = (
    '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:nfc w:val="1"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
)
LISTED = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="II."/></w:listPr>'


class TestWordml:
    def test_sections_are_containers(self) -> None:
        assert texts(wordml(f"<wx:sect><wx:sub-section>{p('một')}</wx:sub-section>{p('hai')}</wx:sect>")) == [
            "một",
            "hai",
        ]

    def test_numbers(self) -> None:
        assert [one.number for one in wordml(p("a", LISTED) + p("b", LISTED), LISTS).blocks] == ["II.", "III."]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("before", "properties"),
        [
            pytest.param("", '<w:rFonts w:ascii=".VnTime" w:h-ansi=".VnTime"/>', id="of the run"),
            pytest.param('<w:fonts><w:defaultFonts w:ascii=".VnTime" w:h-ansi=".VnTime"/></w:fonts>', "", id="default"),
            pytest.param(
                '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="Normal"><w:name w:val="Normal"/>'
                '<w:rPr><w:rFonts w:ascii=".VnTime" w:h-ansi=".VnTime"/></w:rPr></w:style></w:styles>',
                "",
                id="of the style",
            ),
        ],
    )
    def test_old_fonts(self, before: str, properties: str) -> None:
        run = f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>Tr</w:t><w:softHyphen/><w:t>êng ®¹t chuÈn</w:t></w:r></w:p>"
        assert texts(wordml(run, before)) == ["Trường đạt chuẩn"]

    def test_tracked_changes(self) -> None:
        change = '<aml:annotation aml:id="0" w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'
        added = change.format("Insertion", "<w:r><w:t>thêm</w:t></w:r>")
        gone = change.format("Deletion", "<w:r><w:delText>bỏ</w:delText></w:r>")
        assert texts(wordml(f"<w:p>{added}{gone}</w:p>")) == ["thêm"]

    def test_merged_cells(self) -> None:
        first = (
            f'<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>{p("Khối")}</w:tc><w:tc>{p("1")}</w:tc></w:tr>'
        )
        second = f"<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc>{p('2')}</w:tc></w:tr>"
        (table,) = wordml(f"<w:tbl>{first}{second}</w:tbl>").blocks
        assert isinstance(table, Table)
        assert [(one.text, one.row_span) for one in table.cells] == [("Khối", 2), ("1", 1), ("2", 1)]

    @pytest.mark.parametrize(("state", "checked"), [("<w:checked/>", True), ("", False)])
    def test_form_fields(self, state: str, checked: bool) -> None:
        data = f'<w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="off"/>{state}</w:checkBox></w:ffData>'
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        rest = '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        assert states(wordml(f"<w:p>{begin}{rest}</w:p>")) == [checked]

    def test_drawn_boxes(self) -> None:
        box = (
            '<w:p><w:r><w:pict><v:rect style="position:absolute;margin-left:4pt;width:18pt;height:13pt"><v:textbox>'
            f"<w:txbxContent>{p('x')}</w:txbxContent></v:textbox></v:rect></w:pict></w:r><w:r><w:t>Tốt</w:t></w:r></w:p>"
        )
        assert [mark.content for one in walk_paragraphs(wordml(box).blocks) for mark in one.marks] == ["x"]

    def test_notes_headers_and_comments(self) -> None:
        note = f"<w:p><w:r><w:t>thân</w:t></w:r><w:r><w:footnote>{p('chú thích')}</w:footnote></w:r></w:p>"
        comment = f'<aml:annotation w:type="Word.Comment"><aml:content>{p("góp ý")}</aml:content></aml:annotation>'
        header = f'<w:sectPr><w:hdr w:type="odd">{p("đầu trang")}</w:hdr></w:sectPr>'
        document = wordml(f"{note}<w:p><w:r>{comment}</w:r></w:p>{header}")
        assert [text for text in texts(document) if text] == ["thân", "chú thích"]
        assert {(one.what, one.text) for one in document.skipped} == {("comment", "góp ý"), ("header", "đầu trang")}

    def test_macros_are_told(self) -> None:
        assert reasons(wordml(p("a"), '<w:docSuppData><w:binData w:name="editdata.mso"/></w:docSuppData>')) == ["macro"]


# --- Flat OPC --------------------------------------------------------------------------------------------------------


def flat(main: str, content: str = "", kind: str = MAIN_TYPE) -> bytes:
    links = relationships({"rId1": ("officeDocument", "word/document.xml")}).partition("?>")[2]
    part = '<pkg:part pkg:name="{}" pkg:contentType="{}">{}</pkg:part>'
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        + part.format("/_rels/.rels", "a/b", f"<pkg:xmlData>{links}</pkg:xmlData>")
        + part.format("/word/document.xml", kind, f"<pkg:xmlData>{main}</pkg:xmlData>")
        + content
        + "</pkg:package>"
    ).encode()


MAIN = f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{p("Báo cáo")}</w:body></w:document>'


def test_flat_opc() -> None:
    document = read_bytes(Input("a.xml", flat(MAIN)))
    assert texts(document) == ["Báo cáo"]
    assert (document.source.media_type, document.source.size) == ("application/xml", len(flat(MAIN)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(flat("<w:document"), "damaged_part", id="XML that breaks off"),
        pytest.param(
            flat(MAIN, kind=MAIN_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")),
            "wrong_type",
            id="a workbook",
        ),
        pytest.param(flat(MAIN, '<pkg:part pkg:name="/../a"/>'), "unsafe_zip", id="a name that climbs out"),
        pytest.param(
            flat(MAIN, '<pkg:part pkg:name="/a"><pkg:binaryData>é</pkg:binaryData></pkg:part>'),
            "damaged_part",
            id="binary data that is none",
        ),
        pytest.param(
            flat(MAIN).replace(b"<pkg:package", b'<!DOCTYPE a [<!ENTITY b "c">]><pkg:package', 1),
            "doctype_refused",
            id="entities",
        ),
        pytest.param(flat("<a>" * 400 + "</a>" * 400), "xml_too_deep", id="nested too deep"),
        pytest.param(WORDML.encode(), "damaged_part", id="WordML that breaks off"),
        pytest.param(("<html>" + "<div>" * 1000 + "a").encode(), "xml_too_deep", id="HTML nested too deep"),
        pytest.param(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "no_text", id="MHTML without a page"
        ),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises((InputError, LimitError)) as caught:
        read_bytes(Input("a.doc", data))
    assert caught.value.code == code
    assert isinstance(caught.value, KiemdiemError)
    assert caught.value.sentence("vi")


# --- HTML ------------------------------------------------------------------------------------------------------------


class TestHtml:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            pytest.param("<p>một\n  hai</p>", ["một hai"], id="line ends in the source are blanks"),
            pytest.param("một<br>hai", ["một\nhai"], id="a break"),
            pytest.param("<div>một<p>hai</p>ba</div>", ["một", "hai", "ba"], id="blocks in blocks"),
            pytest.param("<p>a<o:p></o:p></p>", ["a"], id="Word's own elements"),
            pytest.param(
                "<p>a<!--[if gte vml 1]><v:rect/><![endif]--><![if !vml]>b<![endif]></p>", ["ab"], id="conditions"
            ),
            pytest.param("<pre>a\n b</pre>", ["a\nb"], id="set as typed"),
            pytest.param('<p>a<del datetime="x">b</del><ins>c</ins></p>', ["ac"], id="tracked changes"),
            pytest.param("<p>a<script>b</script><style>c</style></p>", ["a"], id="what is not text"),
            pytest.param("<p>Tr&#432;&#7901;ng &amp; l&#7899;p</p>", ["Trường & lớp"], id="references"),
        ],
    )
    def test_text(self, body: str, expected: list[str]) -> None:
        assert texts(html(body)) == expected

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param("\ufeff<html><p>Trường".encode(), id="UTF-8 with a mark"),
            pytest.param("<html><p>Trường".encode(), id="UTF-8 untold"),
            pytest.param("<html><p>Trường".encode("utf-16"), id="UTF-16"),
            pytest.param(b'<meta charset="windows-1258"><p>Tr\xfd\xf5\xccng', id="Windows' Vietnamese letters"),
        ],
    )
    def test_encodings(self, data: bytes) -> None:
        assert texts(read_bytes(Input("a.doc", data))) == ["Trường"]

    @pytest.mark.parametrize(
        ("body", "head"),
        [
            pytest.param("<p style=\"font-family:'.VnTime'\">{}</p>", "", id="of the element"),
            pytest.param(
                "<p class=MsoNormal>{}</p>", '<style>p.MsoNormal, li {{font-family:".VnTime"}}</style>', id="class"
            ),
            pytest.param('<font face=".VnTime">{}</font>', "", id="the element of old"),
            pytest.param('<div style="font:12pt .VnTime"><b>{}</b></div>', "", id="inherited, in short"),
        ],
    )
    def test_old_fonts(self, body: str, head: str) -> None:
        assert texts(html(body.format("Tr\xad\xeang \xae\xb9t chu\xc8n"), head.format())) == ["Trường đạt chuẩn"]

    def test_looks(self) -> None:
        (one,) = walk_paragraphs(
            html('<p align=center><b>a</b><i>b</i><u>c</u><span style="color:#f00">d</span></p>').blocks
        )
        assert one.align == "center"
        assert [(run.bold, run.italic, run.underline, run.colour) for run in one.runs] == [
            (True, False, False, None),
            (False, True, False, None),
            (False, False, True, None),
            (False, False, False, "FF0000"),
        ]

    def test_headings_and_lists(self) -> None:
        blocks = list(
            walk_paragraphs(html("<h2>I</h2><ol type=a start=3><li>x<li><p>y</p></ol><ul><li>z</ul>w").blocks)
        )
        assert [(one.text, one.number, one.outline) for one in blocks] == [
            ("I", "", 1),
            ("x", "c.", None),
            ("y", "d.", None),
            ("z", "-", None),
            ("w", "", None),
        ]

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            pytest.param("<input type=checkbox checked>Tốt <input type=checkbox>Khá", [True, False], id="controls"),
            pytest.param(
                "<span style='font-family:Wingdings'>&#254;</span>Tốt <span style='font-family:Wingdings'>o</span>Khá",
                [True, False],
                id="symbols",
            ),
            pytest.param("☒ Tốt ☐ Khá", [True, False], id="characters"),
            pytest.param(
                "\uf052 Tốt <font face='Wingdings 2, serif'>\uf0a3</font> Khá",
                [True, False],
                id="a symbol without its font",
            ),
            pytest.param("\uf0fe Tốt \uf0a8 Khá", [True, False], id="no symbol font named: Wingdings"),
        ],
    )
    def test_boxes(self, body: str, expected: list[bool]) -> None:
        assert states(html(f"<p>{body}</p>")) == expected

    def test_table(self) -> None:
        (table,) = html(
            "<table border=1><tr><th rowspan=2>Khối<th colspan=2>Số<tr><th>A<th>B"
            "<tr><td>6<td><table><tr><td>trong</table><td bgcolor=#eee>8</table>"
        ).blocks
        assert isinstance(table, Table)
        assert (table.rows, table.columns) == (3, 3)
        assert [(one.row, one.column, one.row_span, one.column_span, one.text) for one in table.cells] == [
            (0, 0, 2, 1, "Khối"),
            (0, 1, 1, 2, "Số"),
            (1, 1, 1, 1, "A"),
            (1, 2, 1, 1, "B"),
            (2, 0, 1, 1, "6"),
            (2, 1, 1, 1, "trong"),
            (2, 2, 1, 1, "8"),
        ]
        assert all(one.bordered for one in table.cells)
        assert [one.shaded for one in table.cells][-1]

    @pytest.mark.parametrize("span", ["999999999", "-3", "x", "0", "²"])
    def test_spans_that_are_nonsense(self, span: str) -> None:
        (table,) = html(f"<table><tr><td rowspan={span} colspan={span}>a</table>").blocks
        assert isinstance(table, Table)
        assert table.text == "a"

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            pytest.param('<img src="http://127.0.0.1:9/a.png">', "external_picture", id="a picture elsewhere"),
            pytest.param('<img src="a_files/b.gif" alt="dấu">', "picture_not_read", id="a picture beside"),
            pytest.param("<script>x</script>", "macro", id="a script"),
            pytest.param("<iframe src=http://a></iframe>", "embedded_object", id="a page within"),
            pytest.param("<p style='display:none'>ẩn</p>", "hidden_text", id="hidden"),
        ],
    )
    def test_what_is_left_out_is_told(self, body: str, reason: str) -> None:
        assert reasons(html(f"<p>a</p>{body}")) == [reason]


@pytest.mark.parametrize("encoding", ["base64", "8bit"])
def test_mhtml(encoding: str) -> None:
    page = "<html><body><p>Trường THCS Hoa Ban</p></body></html>".encode()
    body = base64.encodebytes(page) if encoding == "base64" else page
    head = (
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    )
    document = read_bytes(Input("a.doc", head.encode() + body + b"\r\n--b--\r\n"))
    assert texts(document) == ["Trường THCS Hoa Ban"]
    assert document.source.media_type == "multipart/related"
