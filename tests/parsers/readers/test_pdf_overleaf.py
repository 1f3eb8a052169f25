"""Tables that nothing rules, over a page's end: one table where rows go on, two where something else begins."""

from __future__ import annotations

import pytest
from pdf_builder import LEFT, Sheet, font, tables, texts

FULL = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"
XS = [80.0, 230.0, 330.0, 430.0]
STEP = 20.0
HEAD = ["Khối", "Số lớp", "KH giao", "Tỷ lệ"]
CLASSES = [HEAD, *([f"Khối {n}", str(n), str(30 * n), f"9{n},5%"] for n in range(1, 9))]
PEOPLE = [
    ["TT", "Họ và tên", "Chức vụ", "Ngày kết nạp"],
    ["1", "Lò Thị Ún", "Giáo viên", "19/5/2024"],
    ["2", "Cà Văn Pành", "Nhân viên", "19/5/2024"],
    ["3", "Quàng Thị Sương", "Giáo viên", "02/9/2024"],
    ["4", "Tòng Văn Hặc", "Kế toán", "02/9/2024"],
]
NAMES = [80.0, 120.0, 300.0, 420.0]


def draw(rows: list[list[str]], cuts: list[int], xs: list[float], *, head: str = "", between: str = "") -> Sheet:
    """Rows without any rule, a new page before each row in `cuts`; `between` stands above the rows of a later page."""
    sheet = Sheet().text(LEFT, 580, FULL)
    y = 780 - STEP * (cuts[0] - 1)
    for number, row in enumerate(rows):
        if number in cuts:
            sheet.next_page()
            y = 90.0 - (30 if between else 0)
            if between:
                sheet.text(LEFT, y, between)
                y += 30
        for x, text in zip(xs, row, strict=True):
            sheet.text(x, y, text, face=head if head and not number else None)
        y += STEP
    return sheet.text(LEFT, y + 20, FULL)


@pytest.mark.parametrize("cut", range(1, 9))
def test_rows_of_figures_go_on(cut: int) -> None:
    document = draw(CLASSES, [cut], XS).read()
    assert tables(document) == [CLASSES]
    assert texts(document)[0] == texts(document)[-1] == FULL


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_rows_that_are_counted_go_on(cut: int) -> None:
    assert tables(draw(PEOPLE, [cut], NAMES).read()) == [PEOPLE]


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_names_and_titles_below_a_bold_head_go_on(cut: int) -> None:
    rows = [row[1:] for row in PEOPLE]
    assert tables(draw(rows, [cut], NAMES[1:], head=font("Bars-Bold")).read()) == [rows]


def test_every_page_is_named() -> None:
    rows = [HEAD, *([f"Khối {n}", str(n), str(30 * n), f"{n},5%"] for n in range(10, 70))]
    sheet = Sheet()
    for start, end in ((0, 25), (25, 50), (50, 61)):
        for y, row in enumerate(rows[start:end]):
            for x, text in zip(XS, row, strict=True):
                sheet.text(x, 90 + 25 * y, text)
        sheet.next_page()
    document = sheet.text(LEFT, 90, FULL).read()
    assert tables(document) == [rows]
    (block, _) = document.blocks
    assert [span.page for span in block.spans] == [1, 2, 3]


def test_a_row_that_the_page_cuts_is_one_row() -> None:
    sheet = Sheet().text(LEFT, 700, FULL)
    for y, row in zip((740, 760, 780), PEOPLE[:3], strict=True):
        for x, text in zip(NAMES, row, strict=True):
            sheet.text(x, y, text)
    sheet.next_page().text(NAMES[1], 90, "và con gái")
    for y, row in zip((110, 130), PEOPLE[3:], strict=True):
        for x, text in zip(NAMES, row, strict=True):
            sheet.text(x, y, text)
    whole = [*PEOPLE[:2], ["2", "Cà Văn Pành và con gái", *PEOPLE[2][2:]], *PEOPLE[3:]]
    assert tables(sheet.text(LEFT, 180, FULL).read()) == [whole]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Khối 9", "chín", "mười", "không"], ["Khối 8", "tám", "hai", "một"]], id="texts below figures"),
        pytest.param([["Khối 9", "9"], ["Khối 8", "8"]], id="fewer columns of other places"),
        pytest.param([["Bản Bống, ngày 5", "tháng 12"]], id="a paper's date"),
    ],
)
def test_what_has_other_values_is_no_row(rows: list[list[str]]) -> None:
    sheet = Sheet().text(LEFT, 600, FULL)
    for number, row in enumerate(CLASSES):
        for x, text in zip(XS, row, strict=True):
            sheet.text(x, 620 + STEP * number, text)
    sheet.next_page()
    for number, row in enumerate(rows):
        for x, text in zip((95.0, 260.0, 345.0, 450.0), row, strict=False):
            sheet.text(x, 90 + STEP * number, text)
    assert tables(sheet.text(LEFT, 180, FULL).read())[0] == CLASSES


@pytest.mark.parametrize("text", ["2. Công tác xây dựng Đảng", FULL])
def test_below_a_heading_or_prose_another_table_begins(text: str) -> None:
    assert tables(draw(CLASSES, [5], XS, between=text).read())[0] == CLASSES[:5]
