"""Rows of a scanned table that a fold cut in two."""

from __future__ import annotations

import pytest
from scanned import document, scanned_table

from models.document import Cell, Document, Paragraph, Source, Table
from parsers.repair.rows import rejoin_rows, rejoin_tables

HEAD = ["TT", "Cuộc thi", "Cấp", "Nhất"]


def _texts(found: Document) -> list[list[str]]:
    table = found.blocks[0]
    assert isinstance(table, Table)
    return [[" ".join(cell.text.split()) if cell else "-" for cell in row] for row in table.grid()]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param(
            [["1", "Học sinh", "Tỉnh", "4"], ["", "giỏi văn hóa", "", ""], ["2", "Khoa học", "Tỉnh", "1"]],
            [["1", "Học sinh giỏi văn hóa", "Tỉnh", "4"], ["2", "Khoa học", "Tỉnh", "1"]],
            id="the words below begin small",
        ),
        pytest.param(
            [["1", "Học sinh", "Tỉnh", "4"], ["", "giỏi văn", "", ""], ["", "hóa", "", ""]],
            [["1", "Học sinh giỏi văn hóa", "Tỉnh", "4"]],
            id="cut twice",
        ),
        pytest.param(
            [["", "2022-", "Tỉnh", "4"], ["", "2023", "", ""]], [["", "2022- 2023", "Tỉnh", "4"]], id="a school year"
        ),
        pytest.param([["", "2022-", "Tỉnh", "4"], ["", "2025", "", ""]], None, id="no school year"),
        pytest.param([["1", "Học sinh", "Tỉnh", "4"], ["", "Khoa học", "", ""]], None, id="a row of its own"),
        pytest.param([["1", "Học sinh", "Tỉnh", "4"], ["", "trong đó nữ", "", "2"]], None, id="it has a figure"),
        pytest.param([["", "Học sinh", "", ""], ["", "giỏi", "", ""]], None, id="a title in two lines"),
        pytest.param([["1", "", "Tỉnh", "4"], ["", "giỏi", "", ""]], None, id="nothing to go on with"),
    ],
)
def test_rows_cut_in_two(rows: list[list[str]], wanted: list[list[str]] | None) -> None:
    given = document(scanned_table([HEAD, *rows]))
    found = rejoin_rows(given)
    if wanted is None:
        assert found is given
    else:
        assert _texts(found) == [HEAD, *wanted]


def _table(*cells: Cell) -> Document:
    return Document(Source("a.pdf", "0" * 64, "application/pdf", "ocr", pages=1), (Table(2, 2, cells),))


def test_a_cell_that_reaches_down_into_the_second_half() -> None:
    whole = Cell(0, 0, (Paragraph("Học lực"),), row_span=2)
    given = _table(whole, Cell(0, 1, (Paragraph("2022-"),)), Cell(1, 1, (Paragraph("2023"),)))
    assert _texts(rejoin_rows(given)) == [["Học lực", "2022- 2023"]]


def test_a_cell_beneath_two_is_no_second_half() -> None:
    upper = Cell(0, 0, (Paragraph("Học sinh"),)), Cell(0, 1, (Paragraph("Tỉnh"),))
    given = _table(*upper, Cell(1, 0, (Paragraph("giỏi"),), column_span=2))
    assert rejoin_rows(given) is given


FIRST = [["TT", "Họ và tên"], ["1", "Lò Thị Hoa"]]


@pytest.mark.parametrize(
    ("between", "below", "rows"),
    [
        pytest.param(":", [["2", "Lò Văn Páo"], ["3", "Vàng Thị Mỷ"]], 4, id="a stain between, the rows count on"),
        pytest.param("Trong đó:", [["2", "Lò Văn Páo"]], 2, id="words between"),
        pytest.param(":", [["1", "Lò Văn Páo"]], 2, id="another table, counted anew"),
        pytest.param(":", [["2", "Lò Văn Páo", "9A"]], 2, id="other columns"),
        pytest.param(":", [["TT", "Lò Văn Páo"]], 2, id="a head"),
    ],
)
def test_a_table_that_a_stain_parts(between: str, below: list[list[str]], rows: int) -> None:
    before = document(scanned_table(FIRST), between, scanned_table(below), "Tự đánh giá")
    after = rejoin_tables(before)
    assert sorted(after.text.split("\n")) == sorted(before.text.split("\n"))  # nothing is lost
    table = after.blocks[0]
    assert isinstance(table, Table)
    assert (table.rows, {cell.row for cell in table.cells}) == (rows, set(range(rows)))


def test_tables_without_a_stain_between_stay() -> None:
    before = document(scanned_table(FIRST), scanned_table([["2", "Lò Văn Páo"]]))
    assert rejoin_tables(before) is before
