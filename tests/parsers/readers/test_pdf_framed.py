"""Tables in a frame with rules across and none down: their columns are the strips that no text crosses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_builder import Sheet, tables, texts

XS = [80.0, 180.0, 260.0, 340.0]
RIGHT = 440.0
STEP = 20.0


def framed(rows: list[dict[float, str]], *, top: float = 100.0, partial: float | None = None) -> Sheet:
    """Each row has its texts by where they begin; `partial` is where the rule below the first row begins."""
    return draw(Sheet(), rows, top=top, partial=partial)


def draw(sheet: Sheet, rows: list[dict[float, str]], *, top: float = 100.0, partial: float | None = None) -> Sheet:
    bottom = top + STEP * len(rows)
    sheet.rect(XS[0], top, RIGHT, bottom)
    for number, row in enumerate(rows):
        for x, text in row.items():
            sheet.text(x + 4, top + STEP * number + 14, text)
        if number:
            sheet.rule(partial if partial and number == 1 else XS[0], top + STEP * number, RIGHT, top + STEP * number)
    return sheet


def row(*cells: str) -> dict[float, str]:
    return {x: cell for x, cell in zip(XS, cells, strict=True) if cell}


HEAD, BODY = row("Khối", "Số lớp", "KH giao", "Đạt"), [row("6", "3", "90", "91"), row("7", "4", "120", "118")]
WANTED = [["Khối", "Số lớp", "KH giao", "Đạt"], ["6", "3", "90", "91"], ["7", "4", "120", "118"]]


def test_columns_without_a_rule_between_them() -> None:
    assert tables(framed([HEAD, *BODY]).read()) == [WANTED]


def test_an_empty_cell_is_one() -> None:
    assert tables(framed([HEAD, *BODY, row("Tổng", "", "210", "")]).read()) == [[*WANTED, ["Tổng", "", "210", ""]]]


def test_a_title_stands_over_the_columns_that_it_crosses() -> None:
    rows = [HEAD, {XS[0]: "I. Trung học cơ sở nội trú"}, *BODY]
    (table,) = tables(framed(rows).read())
    assert table[1] == [rows[1][XS[0]]] * 2 + ["", ""]
    assert [table[0], *table[2:]] == WANTED


def test_a_rule_below_some_columns_makes_a_head_of_two_levels() -> None:
    rows = [row("Khối", "Số lớp", "Học sinh", ""), {XS[2]: "KH giao", XS[3]: "Đạt"}, *BODY]
    assert tables(framed(rows, partial=XS[2]).read()) == [
        [["Khối", "Số lớp", "Học sinh", "Học sinh"], ["Khối", "Số lớp", "KH giao", "Đạt"], *WANTED[1:]]
    ]


def test_the_next_page_has_the_same_columns() -> None:
    sheet = draw(framed([HEAD], top=780.0).next_page(), [*BODY, {XS[0]: "8", XS[3]: "100"}], top=60.0)
    assert tables(sheet.read()) == [[*WANTED, ["8", "", "", "100"]]]


@pytest.mark.parametrize("column", range(4))
def test_levels_above_their_mark(column: int) -> None:
    marks = ["x" if number == column else "" for number in range(4)]
    found = framed([row("Xuất sắc", "Tốt", "TB", "Kém"), row(*marks)]).read()
    assert tables(found) == [[["Xuất sắc", "Tốt", "TB", "Kém"], marks]]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [{XS[0]: "Chi bộ họp đủ các kỳ"}, {XS[0]: "có nghị quyết và kế hoạch"}, {XS[0]: "kiểm tra sát sao"}],
            id="texts whose blanks do not lie below one another",
        ),
        pytest.param(
            [{XS[0]: "Khối 6"}, {XS[0]: "Khối 7"}, {XS[0]: "Khối 8"}], id="blanks that do, no more than blanks"
        ),
        pytest.param(
            [{XS[0]: "Nhận xét", XS[2]: "ngày 12"}, {XS[0]: "Chi bộ trong sạch"}, {XS[0]: "Đã ký"}],
            id="one text aside in one row",
        ),
    ],
)  # fmt: skip
def test_a_frame_round_texts_has_one_column(rows: list[dict[float, str]]) -> None:
    document = framed(rows).read()
    assert all(len(line) == 1 for table in tables(document) for line in table)
    assert [text.replace("\t", " ") for text in texts(document)] == [" ".join(own.values()) for own in rows]


# --- without a frame ------------------------------------------------------------------------------------------------


def ruled(rows: list[dict[float, str]], *, top: float = 100.0, pieces: bool = False, room: float = 14.0) -> Sheet:
    """A rule above and below each row, in pieces for its cells or in one; the text of a lone row stands lower."""
    sheet, edges = Sheet(), [*XS, RIGHT]
    for number in range(len(rows) + 1):
        y = top + STEP * number
        for left, right in pairwise(edges) if pieces else [(XS[0], RIGHT)]:
            sheet.rule(left, y, right, y)
    for number, own in enumerate(rows):
        for x, text in own.items():
            sheet.text(x + 4, top + STEP * number + (room if len(own) == 1 else 14), text)
    return sheet


@pytest.mark.parametrize("pieces", [pytest.param(False, id="one rule"), pytest.param(True, id="a rule for each cell")])
def test_rules_between_rows_are_enough(pieces: bool) -> None:
    assert tables(ruled([HEAD, *BODY], pieces=pieces).read()) == [WANTED]


def test_text_between_two_tables_is_in_neither() -> None:
    prose = {XS[0] - 4: "Kết quả như sau:"}
    document = ruled([HEAD, *BODY, prose, HEAD, *BODY], room=18.5).read()
    assert tables(document) == [WANTED, WANTED]
    assert "Kết quả như sau:" in texts(document)
