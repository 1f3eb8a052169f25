# ruff: noqa: E501  (one line an example)
"""Where the head of a table ends, what its columns are called, what names the table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_helpers import LEFT, UP, block, draw, lay_out, read_table

from models.document import Cell, Paragraph, Span, Table
from parsers.extractors.passages import DataBlock
from parsers.extractors.tables import extract_tables, is_figure, view_table
from parsers.vocabulary import load_vocabulary

HEADS = [
    pytest.param(
        [["Khối", "Số lớp", "Học sinh", LEFT], [UP, UP, "Giao", "Đạt %"], ["6", "3", "90", "98,9"]],
        ["Khối", "Số lớp", "Học sinh/Giao", "Học sinh/Đạt %"], 1,
        id="a head of two rows with merged cells",
    ),
    pytest.param(
        [["Khối", "Số lớp", "Học sinh", ""], ["", "", "Giao", "Đạt %"], ["6", "3", "90", "98,9"]],
        ["Khối", "Số lớp", "Học sinh/Giao", "Học sinh/Đạt %"], 1,
        id="the same head with empty places",
    ),
    pytest.param(
        [["Khối", "Số lớp", "Học sinh", "Học sinh"], ["Khối", "Số lớp", "Giao", "Đạt %"], ["6", "3", "90", "98,9"]],
        ["Khối", "Số lớp", "Học sinh/Giao", "Học sinh/Đạt %"], 1,
        id="the same head with its labels repeated",
    ),
    pytest.param(
        [["TT", "Tên", "Kết quả", LEFT, LEFT], [UP, UP, "Cả năm", LEFT, "Hè"], [UP, UP, "SL", "%", UP], ["1", "6A", "3", "10", "0"]],
        ["TT", "Tên", "Kết quả/Cả năm/SL", "Kết quả/Cả năm/%", "Kết quả/Hè"], 1,
        id="three rows of head",
    ),
    pytest.param(
        [["Chỉ tiêu", "Tổng", "Tỷ lệ"], ["1", "2=4+5", "3"], ["Đảng viên", "31", "100"]],
        ["Chỉ tiêu/1", "Tổng/2=4+5", "Tỷ lệ/3"], 1,
        id="a row of column numbers stands above the data",
    ),
    pytest.param(
        [["TT", "Nội dung", "Số"], ["(1)", "(2)", "(3)"], ["1", "Lớp", "9"]],
        ["TT/(1)", "Nội dung/(2)", "Số/(3)"], 1,
        id="column numbers in brackets",
    ),
    pytest.param(
        [["Khối", "6", "7", "8", "9"], ["Số lớp", "3", "3", "2", "2"]],
        ["Khối", "6", "7", "8", "9"], 1,
        id="bare grades are labels, not data",
    ),
    pytest.param(
        [["Nội dung", "2020-2021", "2021-2022"], ["Số lớp", "12", "13"]],
        ["Nội dung", "2020-2021", "2021-2022"], 1,
        id="school years are labels, not data",
    ),
    pytest.param([["Nội dung", "2021", "2022"], ["Số lớp", "12", "13"]], ["Nội dung", "2021", "2022"], 1, id="years too"),
    pytest.param([["Tổng số lớp", "12"], ["Tổng số trẻ", "340"]], ["", ""], 2, id="label and value: no head at all"),
    pytest.param(
        [["Nội dung", "Kết quả"], ["Xếp loại chi bộ", "Tốt"], ["Số đảng viên", "21"]],
        ["Nội dung", "Kết quả"], 2,
        id="a first row of data without figures is data",
    ),
    pytest.param(
        [["TT", "Nội dung", "Khối", LEFT], [UP, UP, "6", "7"], ["I", "Hạnh kiểm", "", ""], ["1", "Tốt", "80", "70"]],
        ["TT", "Nội dung", "Khối/6", "Khối/7"], 2,
        id="a group's own row is data",
    ),
    pytest.param(
        [["CHẤT LƯỢNG CUỐI NĂM", LEFT, LEFT], ["Lớp", "Tốt", "Khá"], ["6", "30", "4"]],
        ["CHẤT LƯỢNG CUỐI NĂM/Lớp", "CHẤT LƯỢNG CUỐI NĂM/Tốt", "CHẤT LƯỢNG CUỐI NĂM/Khá"], 1,
        id="a title drawn over the whole table",
    ),
    pytest.param(
        [["Lớp", "Tốt"], ["6A", "30"], ["Lớp", "Tốt"], ["6B", "31"]], ["Lớp", "Tốt"], 2,
        id="the head repeated after a page's end is dropped",
    ),
    pytest.param([["Lớp", "Tốt"], ["6A", "30"], ["", ""]], ["Lớp", "Tốt"], 1, id="an empty row is no row"),
    pytest.param([["Họ tên", "Lớp dạy"], ["Lê A", "Toán"]], ["Họ tên", "Lớp dạy"], 1, id="a table of words only"),
    pytest.param(
        [["Tỷ lệ\nchuyể n lớp", "Số\nHS"], ["98,5", "40"]], ["Tỷ lệ chuyể n lớp", "Số HS"], 1,
        id="a broken word stays as written, on one line",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "header", "count"), HEADS)
def test_head(rows: list[list[str]], header: list[str], count: int) -> None:
    table = read_table(rows)
    assert ["/".join(path) for path in table.header] == header
    assert len(table.rows) == count


CAPTIONS = [
    pytest.param(["- Sĩ số đầu năm 2021-2022:"], "Sĩ số đầu năm 2021-2022", id="bullet and colon are not the name"),
    pytest.param(["Bảng 2. Học lực", "Năm học 2020-2021"], "Bảng 2. Học lực Năm học 2020-2021", id="a year alone adds"),
    pytest.param(["Đội ngũ", "(Đơn vị tính: người)"], "Đội ngũ (Đơn vị tính: người)", id="a unit's line adds"),
    pytest.param(["Chất lượng:", "+ Học lực"], "Học lực", id="the nearest line names it"),
    pytest.param(["Nhà trường đã " + "làm tốt công tác " * 5 + "."], None, id="a closed sentence names nothing"),
    pytest.param(["+ Học lực lớp 6", "Cụ thể như sau:"], "Học lực lớp 6", id="a line that only points at the table"),
    pytest.param(["Kết quả như sau:"], "Kết quả như sau", id="nothing better stands above it"),
    pytest.param([], None, id="no line"),
]


@pytest.mark.parametrize(("above", "caption"), CAPTIONS)
def test_caption(above: list[str], caption: str | None) -> None:
    assert read_table([["Lớp", "Tốt"], ["6", "30"]], *above).caption == caption


def test_the_heading_names_a_table_that_stands_directly_under_it() -> None:
    assert read_table([["Lớp", "Tốt"], ["6", "30"]], context=("Kết quả", "+ Về hạnh kiểm:")).caption == "Về hạnh kiểm"


def test_rows_are_as_written_and_total_row_included() -> None:
    rows = [["Khối", "Số lớp"], ["6", "03"], ["Tổng", "1.003"]]
    assert read_table(rows).rows == [["6", "03"], ["Tổng", "1.003"]]


def test_a_cell_merged_downwards_stands_in_each_row_and_one_merged_sideways_once() -> None:
    rows = [["Khối", "Mục", "Số"], ["6", "SL", "30"], [UP, "%", "60"], ["Tổng cộng", LEFT, "90"]]
    assert read_table(rows).rows == [["6", "SL", "30"], ["6", "%", "60"], ["Tổng cộng", "", "90"]]


def test_a_nested_table_is_its_cells_words() -> None:
    inner = Table(1, 1, (Cell(0, 0, (Paragraph("30"),)),))
    table = Table(2, 1, (Cell(0, 0, (Paragraph("Số"),)), Cell(1, 0, (inner,))))
    assert extract_tables(lay_out(DataBlock(table, 0)), load_vocabulary())[0].rows == [["30"]]


def test_section_annex_and_place_are_kept() -> None:
    table = draw([["Lớp", "Tốt"], ["6", "30"]])
    made = extract_tables(lay_out(DataBlock(table, 4, "I.2", annex=True)), load_vocabulary())[0]
    assert (made.section, made.annex, made.evidence and made.evidence.block) == ("I.2", True, 4)


def test_page_and_box_of_a_cell_reach_the_facts() -> None:
    cell = Cell(0, 0, (Paragraph("Số lớp", spans=(Span(0, 6, 3, (1.0, 2.0, 3.0, 4.0)),)),))
    made = extract_tables(lay_out(DataBlock(Table(1, 1, (cell,)), 0)), load_vocabulary())[0]
    assert made.evidence is not None
    assert (made.evidence.page, made.evidence.bbox) == (3, (1.0, 2.0, 3.0, 4.0))


@pytest.mark.parametrize("text", ["12", "85,3%", "20/37 (54,1%)", "482 em", "1.254", "15 đ/c", "~30", "100 %"])
def test_figures(text: str) -> None:
    assert is_figure(text, ("em", "đ/c"))


@pytest.mark.parametrize("text", ["", "-", "2021-2022", "lớp 6", "6A", "Tốt", "x", "Quý 1", "I"])
def test_no_figures(text: str) -> None:
    assert not is_figure(text, ("em", "lớp"))


@given(
    st.lists(
        st.lists(st.sampled_from(["", "6", "Tốt", "12,5", "-", "Khối", "2021"]), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_any_grid_is_read_and_no_word_is_lost(rows: list[list[str]]) -> None:
    view = view_table(draw(rows), load_vocabulary())
    kept = {text for path in view.header for text in path} | {row.text(c) for row in view.rows for c in range(3)}
    assert {text for row in rows for text in row} - {""} <= kept


def test_a_missing_cell_is_an_empty_one() -> None:
    table = Table(
        2, 2, (Cell(0, 0, (Paragraph("Lớp"),)), Cell(0, 1, (Paragraph("Số"),)), Cell(1, 0, (Paragraph("6"),)))
    )
    assert extract_tables(lay_out(DataBlock(table, 0)), load_vocabulary())[0].rows == [["6", ""]]


def test_tables_keep_the_order_of_the_layout() -> None:
    first, second = block([["A", "B"], ["1", "2"]], number=3), block([["C", "D"], ["3", "4"]], number=5)
    assert [t.rows for t in extract_tables(lay_out(first, second), load_vocabulary())] == [[["1", "2"]], [["3", "4"]]]
