"""Tables: grid places, merges, what is hidden or deleted, borders, nesting, tables broken in two."""

import pytest
from docx_builder import cell, document, para, row, table, tbl

from models.document import Block, Paragraph, Table, dump_document, load_document
from models.errors import LimitError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import Limits

SPAN2 = '<w:gridSpan w:val="2"/>'
RESTART, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def grid(read: Table) -> list[list[str | None]]:
    """The texts by place."""
    return [[None if c is None else c.text for c in line] for line in read.grid()]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(tbl(row("a", "b"), row("c", "d")), [["a", "b"], ["c", "d"]], id="plain"),
        pytest.param(
            tbl(row(cell("Khối", RESTART), cell("Số", SPAN2)), row(cell("", GO_ON), "KHG", "TH")),
            [["Khối", "Số", "Số"], ["Khối", "KHG", "TH"]],
            id="a head of two rows",
        ),
        pytest.param(
            tbl(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "b")),
            [["a", "a", "b"]],
            id="horizontal merge of old files",
        ),
        pytest.param(
            tbl(row("a", "b", "c"), row("d", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')),
            [["a", "b", "c"], [None, "d", None]],
            id="places left free before and after",
        ),
        pytest.param(
            tbl(row(cell("", GO_ON), "b"), row("c", "d")), [["", "b"], ["c", "d"]], id="a merge that continues nothing"
        ),
        pytest.param(
            tbl(row(cell("a", RESTART), "b"), row(cell("", RESTART), "c")),
            [["a", "b"], ["", "c"]],
            id="a merge begun anew",
        ),
        pytest.param(
            tbl("<w:sdt><w:sdtContent>" + row("a") + "</w:sdtContent></w:sdt>", row("b")),
            [["a"], ["b"]],
            id="row in a control",
        ),
        pytest.param(
            tbl(row("<w:sdt><w:sdtContent>" + cell("a") + "</w:sdtContent></w:sdt>", "b")),
            [["a", "b"]],
            id="cell in a control",
        ),
        pytest.param(tbl(row("a"), row("b", properties="<w:del/>")), [["a"]], id="deleted row"),
        pytest.param(tbl(row("a"), row("b", properties="<w:ins/>")), [["a"], ["b"]], id="inserted row"),
        pytest.param(tbl(row("a", cell("b", "<w:cellDel/>"), "c")), [["a", "c"]], id="deleted cell"),
        pytest.param(tbl(row("a", cell("b", "<w:cellIns/>"))), [["a", "b"]], id="inserted cell"),
        pytest.param(tbl(row("a"), row("b", properties="<w:hidden/>")), [["a"]], id="hidden row"),
        pytest.param(tbl(row(cell(para("a") + para("b")), "c")), [["a\nb", "c"]], id="two paragraphs in a cell"),
        pytest.param(tbl(row(cell(tbl(row("x", "y")) + "<w:p/>"), "c")), [["x\ny\n", "c"]], id="nested"),
    ],
)
def test_grid(xml: str, expected: list[list[str | None]]) -> None:
    assert grid(table(xml)) == expected


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        pytest.param(tbl(row("a"), row("mất", properties="<w:hidden/>")), "hidden_row", id="hidden row"),
        pytest.param(tbl(row(cell("a", RESTART)), row(cell("mất", GO_ON))), "merged_cell", id="text under a merge"),
    ],
)
def test_what_is_not_shown_is_told(xml: str, what: str) -> None:
    assert [(s.reason, s.text) for s in document(xml).skipped] == [(what, "mất")]


@pytest.mark.parametrize(
    ("first", "second", "between", "tables"),
    [
        pytest.param((1000, 2000), (1000, 2000), "", 1, id="the same columns, nothing between: one table"),
        pytest.param((1000, 2000), (1010, 1990), "", 1, id="columns a hair apart"),
        pytest.param((1000, 2000), (1000, 2000), para(""), 2, id="a paragraph between"),
        pytest.param((1000, 2000), (2000, 1000), "", 2, id="other columns"),
        pytest.param(
            (1000, 2000), (1000, 2000), '<w:bookmarkStart w:id="1" w:name="b"/>', 1, id="a bookmark is nothing"
        ),
    ],
)
def test_neighbouring_tables(first: tuple[int, ...], second: tuple[int, ...], between: str, tables: int) -> None:
    body = tbl(row("a", "b"), grid=first) + between + tbl(row("c", "d"), grid=second)
    found = [block for block in document(body).blocks if isinstance(block, Table)]
    assert len(found) == tables
    assert "\n".join(t.text for t in found) == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(
            tbl(row(cell("x", SPAN2), cell("y", SPAN2)), row("a", cell("b", SPAN2), "c"), grid=(900, 900, 20, 900)),
            [["x", "x", "y"], ["a", "b", "c"]],
            id="two rows whose edges miss each other",
        ),
        pytest.param(
            tbl(row("x", cell("y", SPAN2)), row("a", "b", "c"), grid=(900, 20, 900)),
            [["x", "y", "y"], ["a", "b", "c"]],
            id="a cell stands in it",
        ),
        pytest.param(
            tbl(
                row("x", cell("y", SPAN2), "z"), row("a", cell("b", '<w:gridSpan w:val="3"/>')), grid=(900, 20, 20, 900)
            ),
            [["x", "y", "z"], ["a", "b", "b"]],
            id="a cell stands in two of them",
        ),
    ],
)
def test_a_column_that_no_letter_fits_is_none(xml: str, expected: list[list[str | None]]) -> None:
    assert grid(table(xml)) == expected


def test_a_floating_table_stays_alone() -> None:
    floating = '<w:tblpPr w:tblpX="1"/>'
    body = tbl(row("a"), grid=(1000,), properties=floating) + tbl(row("b"), grid=(1000,), properties=floating)
    assert len(document(body).blocks) == 2


ALL = "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
BOX = (
    "<w:tcBorders>"
    + "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right"))
    + "</w:tcBorders>"
)
NONE = BOX.replace("single", "nil")


@pytest.mark.parametrize(
    ("xml", "bordered"),
    [
        pytest.param(tbl(row("a", "b")), [False, False], id="no borders"),
        pytest.param(
            tbl(row("a", "b"), properties=f"<w:tblBorders>{ALL}</w:tblBorders>"), [True, True], id="of the table"
        ),
        pytest.param(tbl(row("a", "b"), properties='<w:tblStyle w:val="Grid"/>'), [True, True], id="of its style"),
        pytest.param(tbl(row(cell("a", BOX), "b")), [True, False], id="of a cell"),
        pytest.param(
            tbl(row(cell("a", NONE), "b"), properties='<w:tblStyle w:val="Grid"/>'),
            [False, True],
            id="taken from a cell",
        ),
        pytest.param(
            tbl(row(cell("a", BOX), "b", cell("c", BOX))),
            [True, False, True],
            id="between two boxes, open above and below",
        ),
        pytest.param(
            tbl(
                row(
                    cell("a", BOX.replace('<w:right w:val="single"/>', "")),
                    cell("b", '<w:tcBorders><w:left w:val="single"/></w:tcBorders>'),
                )
            ),
            [True, False],
            id="a side that the neighbour draws",
        ),
    ],
)
def test_borders(xml: str, bordered: list[bool]) -> None:
    styles = f'<w:style w:type="table" w:styleId="Grid"><w:tblPr><w:tblBorders>{ALL}</w:tblBorders></w:tblPr></w:style>'
    assert [c.bordered for c in table(xml, styles=styles).cells] == bordered


def test_shading_and_head_rows() -> None:
    read = table(
        tbl(row(cell("a", '<w:shd w:val="clear" w:fill="D9D9D9"/>'), "b", properties="<w:tblHeader/>"), row("c", "d"))
    )
    assert [c.shaded for c in read.cells] == [True, False, False, False]
    assert read.header_rows == 1


def test_looks_of_a_table_style() -> None:
    style = '<w:style w:type="table" w:styleId="T"><w:rPr><w:b/></w:rPr></w:style>'
    (inner,) = table(tbl(row("a"), properties='<w:tblStyle w:val="T"/>'), styles=style).cells[0].blocks
    assert isinstance(inner, Paragraph)
    assert inner.runs[0].bold


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(tbl(*[row("a", "b", "c")] * 4), id="too many cells"),
        pytest.param(tbl(row(cell("a", '<w:gridSpan w:val="2000000000"/>'))), id="a span of two thousand million"),
        pytest.param(tbl(row("a", properties='<w:gridBefore w:val="2000000000"/>')), id="as many places left free"),
    ],
)
def test_too_many_cells(body: str) -> None:
    from docx_builder import docx

    with pytest.raises(LimitError) as caught:
        read_bytes(Input("a.docx", docx(body)), Limits(cells=10))
    assert caught.value.code == "cells"


def _nested(depth: int) -> str:
    """Tables within tables, each with its depth as a text before the next one."""
    body = para("trong cùng")
    for level in range(depth, 0, -1):
        body = f"<w:tbl><w:tr><w:tc>{para(f'lớp {level}')}{body}{para('')}</w:tc></w:tr></w:tbl>"
    return body


def _depth(blocks: tuple[Block, ...]) -> int:
    return max((1 + _depth(c.blocks) for block in blocks if isinstance(block, Table) for c in block.cells), default=0)


@pytest.mark.parametrize(
    ("depth", "kept"),
    [
        pytest.param(3, 3, id="a form's"),
        pytest.param(Limits().table_depth, Limits().table_depth, id="at the limit"),
        pytest.param(Limits().table_depth + 1, Limits().table_depth, id="past it by one"),
        pytest.param(80, Limits().table_depth, id="as deep as XML may be"),
    ],
)
def test_tables_that_lie_too_deep_are_told_with_their_text(depth: int, kept: int) -> None:
    read = document(_nested(depth) + para("sau bảng"))
    assert _depth(read.blocks) == kept
    assert read.blocks[-1].text == "sau bảng"
    lost = [part for part in read.skipped if part.reason == "tables_too_deep"]
    deeper = [f"lớp {level}" for level in range(kept + 1, depth + 1)]
    assert [part.text.split("\n") for part in lost] == ([[*deeper, "trong cùng"]] if deeper else [])
    assert load_document(dump_document(read)) == read  # it can be kept


def test_the_same_of_a_web_page() -> None:
    page = "<html><body>" + "<table><tr><td>a" * 60 + "</td></tr></table>" * 60 + "<p>sau bảng</p></body></html>"
    read = read_bytes(Input("a.html", page.encode()))
    assert _depth(read.blocks) == Limits().table_depth
    assert "tables_too_deep" in {part.reason for part in read.skipped}
    assert load_document(dump_document(read)) == read
