"""Unruled tables of two columns or of columns that nearly touch: found under a head; lists, letters, prose are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import LEFT, Sheet, font, tables, texts

from models.document import Table

PROSE = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"
STEP = 16.0
ITEMS = [["Nội dung", "Số lượng"], ["Kết nạp đảng viên", "2"], ["Chuyển chính thức", "12"], ["Giới thiệu học lớp", "-"]]
NAMES = [
    ["Họ và tên", "Danh hiệu"],
    ["Lò Thị Ún", "Lao động tiên tiến"],
    ["Cà Văn Pành", "Giấy khen"],
    ["Quàng Thị Hoa", "Lao động tiên tiến"],
]


def draw(
    rows: list[list[str]], xs: list[float], align: str = "ll", *, bold: bool = False, sheet: Sheet | None = None
) -> Sheet:
    """Rows between two lines of prose; `align` has l, r or c for each column, `xs` its left, right or middle."""
    sheet = (sheet or Sheet()).text(LEFT, 80, PROSE)
    for number, row in enumerate(rows):
        for x, text, side in zip(xs, row, align, strict=True):
            left = x - {"l": 0.0, "r": 1.0, "c": 0.5}[side] * sheet.width(text)
            sheet.text(left, 120 + STEP * number, text, face=font("Bars-Bold") if bold and number == 0 else None)
    return sheet.text(LEFT, 120 + STEP * len(rows) + 24, PROSE)


def found(sheet: Sheet) -> list[list[list[str]]]:
    """The tables that have a place; columns of a letter have none."""
    document = sheet.read()
    drawn = [bool(block.spans) for block in document.blocks if isinstance(block, Table)]
    return [table for table, own in zip(tables(document), drawn, strict=True) if own]


@pytest.mark.parametrize(
    ("rows", "xs", "align"),
    [
        pytest.param(ITEMS, [80, 320], "lr", id="figures under their head's right end"),
        pytest.param(ITEMS, [80, 320], "lc", id="figures under their head's middle"),
        pytest.param([["Lớp", "Sĩ số"], ["1A", "28"], ["1B", "31"], ["2A", "9"]], [80, 160], "lc", id="two short ones"),
        pytest.param(
            [["TT", "Họ và tên", "Danh hiệu"], ["1", "Lò Thị Ún", "LĐTT"], ["2", "Cà Văn Pành", "LĐTT"],
             ["3", "Quàng Thị Hoa", "LĐTT"]],
            [80, 99, 182], "lll", id="counted rows, less than a blank between the columns",
        ),
        pytest.param(
            [["Khối", "Số lớp", "Nữ", "Đạt"], ["1", "3", "41", "98,5"], ["2", "4", "39", "99,1"],
             ["Tổng", "7", "80", "98,8"]],
            [80, 147, 165, 195], "lrrr", id="figures a blank apart",
        ),
    ],
)  # fmt: skip
def test_figures_under_a_head(rows: list[list[str]], xs: list[float], align: str) -> None:
    sheet = draw(rows, xs, align)
    assert found(sheet) == [rows]


def _ground(sheet: Sheet) -> Sheet:
    sheet.pen.setFillColorRGB(0.8, 0.85, 0.9)
    sheet.rect(76, 109, 400, 124, fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)
    return sheet


@pytest.mark.parametrize(
    ("prepare", "bold"),
    [
        pytest.param(lambda sheet: sheet, True, id="a bold head"),
        pytest.param(lambda sheet: sheet.rule(76, 124, 400, 124), False, id="a rule below the head"),
        pytest.param(_ground, False, id="a ground under the head"),
    ],
)
def test_texts_under_a_head_that_is_set_off(prepare: Callable[[Sheet], Sheet], bold: bool) -> None:
    assert found(draw(NAMES, [80, 240], bold=bold, sheet=prepare(Sheet()))) == [NAMES]


def test_the_prose_around_stays_prose() -> None:
    document = draw(ITEMS, [80, 320], "lr").read()
    assert texts(document)[0] == texts(document)[-1] == PROSE


def test_a_text_that_wraps_is_one_cell() -> None:
    rows = [["Họ và tên", "Danh hiệu"], ["Lò Thị Ún", "Giấy khen của Ủy ban"], ["", "nhân dân huyện"],
            ["Cà Văn Pành", "Giấy khen"], ["Quàng Thị Hoa", "Giấy khen"]]  # fmt: skip
    assert found(draw(rows, [80, 240], bold=True)) == [
        [rows[0], ["Lò Thị Ún", "Giấy khen của Ủy ban nhân dân huyện"], *rows[3:]]
    ]


@pytest.mark.parametrize(
    ("rows", "xs", "align", "bold"),
    [
        pytest.param(NAMES, [80, 240], "ll", False, id="names and titles whose head nothing sets off"),
        pytest.param(NAMES[:3], [80, 240], "ll", True, id="two rows say too little"),
        pytest.param(
            [["Chức vụ", "Bí thư"], ["Đảng viên", "15"], ["Nữ", "9"], ["Dự bị", "2"]], [80, 200], "ll", False,
            id="values of labels: they begin at one place",
        ),
        pytest.param(
            [["Chi bộ:", "Trường"], ["Đảng viên:", "15"], ["Nữ:", "9"], ["Dự bị:", "2"]], [80, 200], "ll", True,
            id="labels with colons",
        ),
        pytest.param(
            [["Danh sách", "Kết quả"], ["- Lò Thị Ún", "2"], ["- Cà Văn Pành", "3"], ["- Vàng A Sử", "4"]], [80, 260],
            "lc", True, id="a list with dashes",
        ),
        pytest.param(
            [["CHI BỘ TRƯỜNG", "ĐẢNG CỘNG SẢN VIỆT NAM"], ["TIỂU HỌC SỐ HAI", "Mường Thín, ngày 5"], ["*", ""],
             ["Số: 12-BC/CB", ""]], [150, 400], "cc", True, id="the head of a letter",
        ),
        pytest.param(
            [["THƯ KÝ", "CHỦ TRÌ"], ["(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)"], ["Lò Thị Ún", "Cà Văn Pành"],
             ["Giáo viên", "Hiệu trưởng"]], [150, 400], "cc", True, id="two signatures",
        ),
        pytest.param(
            [["Bài thứ nhất", "Bài thứ hai"], ["nói về việc học", "kể chuyện bản làng"], ["và đọc của em", "ở xa"],
             ["trong năm qua", "mùa nước lên"]], [80, 300], "ll", True, id="two columns of running text",
        ),
        pytest.param(
            [["Nội dung", "Trang"], ["Ưu điểm", "......."], ["Hạn chế", "......."], ["Khác", "......."]], [80, 300],
            "lr", True, id="leaders",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table(rows: list[list[str]], xs: list[float], align: str, bold: bool) -> None:
    assert found(draw(rows, xs, align, bold=bold)) == []


def test_figures_a_blank_apart_are_two_columns_and_a_text_with_a_figure_is_one() -> None:
    rows = [["Khối", "Nữ Nam"], ["Khối 1", "12 41"], ["Khối 2", "14 39"], ["Khối 3", "22 30"]]
    assert found(draw(rows, [80, 200], bold=True)) == [
        [["Khối", "Nữ", "Nam"], ["Khối 1", "12", "41"], ["Khối 2", "14", "39"], ["Khối 3", "22", "30"]]
    ]


words = st.text(alphabet="ABCabcghimnotuêộ", min_size=1, max_size=6) | st.integers(0, 3000).map(str)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(words, min_size=8, max_size=11), min_size=5, max_size=9), st.booleans())
def test_prose_is_never_cut_into_a_table(lines: list[list[str]], bold: bool) -> None:
    sheet = Sheet()
    for number, row in enumerate(lines):
        own = sum(sheet.width(word) for word in row)
        gap = max(3.0, min(9.0, (448 - own) / (len(row) - 1)))
        x = LEFT
        for word in row:
            sheet.text(x, 100 + 16 * number, word, face=font("Bars-Bold") if bold and number == 0 else None)
            x += sheet.width(word) + gap
    assert found(sheet) == []


def test_a_head_that_ends_with_a_lone_wrapped_word() -> None:
    sheet = Sheet().text(LEFT, 60, PROSE)
    sheet.text(80, 100, "Khối").text(180, 100, "Kế hoạch").text(300, 100, "Thực hiện").text(180, 115, "giao")
    for number, row in enumerate((["6", "90", "91"], ["7", "88", "88"], ["Tổng", "178", "179"])):
        for x, text in zip((80, 180, 300), row, strict=True):
            sheet.text(x, 140 + 25 * number, text)
    (table,) = found(sheet)
    assert table == [
        ["Khối", "Kế hoạch giao", "Thực hiện"],
        ["6", "90", "91"],
        ["7", "88", "88"],
        ["Tổng", "178", "179"],
    ]
