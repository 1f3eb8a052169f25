"""Tables that are not ruled, or not wholly: found by their columns of figures; prose and rating rows are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import LEFT, Sheet, font, tables, texts

from models.document import Table

FULL = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"
ROWS = [
    ["Khối", "Số lớp", "KH giao", "Tỷ lệ"],
    ["1", "3", "90", "98,5%"],
    ["2", "3", "88", "-"],
    ["Tổng", "6", "178", "99,1%"],
]
XS = [80.0, 180.0, 280.0, 380.0, 480.0]
STEP = 18.0


def draw(
    rows: list[list[str]], sheet: Sheet | None = None, *, xs: list[float] | None = None, align: str = "left"
) -> Sheet:
    """Rows of texts without any rule, on what the sheet shows already, between two lines of prose."""
    xs, top = xs or XS, 120.0
    sheet = (sheet or Sheet()).text(LEFT, top - 40, FULL)
    for number, row in enumerate(rows):
        y = top + STEP * number
        for column, text in enumerate(row):
            room = xs[column + 1] - xs[column] - sheet.width(text)
            sheet.text(xs[column] + {"left": 0, "center": room / 2, "right": room}[align], y, text)
    return sheet.text(LEFT, top + STEP * len(rows) + 20, FULL)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_nothing_is_drawn(align: str) -> None:
    document = draw(ROWS, align=align).read()
    assert tables(document) == [ROWS]
    assert texts(document)[0] == texts(document)[-1] == FULL


TOP, BOTTOM = 120.0 - 14, 120.0 + 3 * STEP + 4  # of the rows above


def _bands(sheet: Sheet) -> None:
    sheet.pen.setFillColorRGB(0.9, 0.9, 0.9)
    for number in (0, 2):
        sheet.rect(80, TOP + STEP * number, 480, TOP + STEP * (number + 1), fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(lambda s: s.rule(80, TOP + STEP, 480, TOP + STEP), id="a line below the head alone"),
        pytest.param(lambda s: s.rule(80, TOP, 480, TOP).rule(80, TOP + STEP, 480, TOP + STEP), id="the head's two"),
        pytest.param(
            lambda s: [s.rule(80, TOP + STEP * n, 480, TOP + STEP * n) for n in range(1, 5)], id="a line below each row"
        ),
        pytest.param(lambda s: [s.rule(x - 5, TOP, x - 5, BOTTOM) for x in XS[1:-1]], id="lines between the columns"),
        pytest.param(_bands, id="every second row on a ground"),
        pytest.param(lambda s: s.table(TOP, [["", "", "", ""]], xs=[76.0, *XS[1:]], height=STEP), id="a ruled head"),
    ],
)
def test_rulings_that_do_not_show_the_cells(rule: Callable[[Sheet], object]) -> None:
    sheet = Sheet()
    rule(sheet)
    document = draw(ROWS, sheet).read()
    assert tables(document) == [ROWS]
    assert texts(document)[0] == texts(document)[-1] == FULL


def test_texts_that_wrap_stay_in_their_cells() -> None:
    sheet = Sheet().text(LEFT, 60, FULL)
    sheet.text(80, 100, "Nội dung").text(300, 100, "Kế hoạch").text(400, 100, "Thực hiện")
    sheet.text(80, 124, "Huy động trẻ trong độ tuổi").text(80, 138, "ra lớp").text(300, 124, "98%").text(
        400, 124, "99%"
    )
    sheet.text(80, 162, "Chất lượng").text(300, 162, "95%").text(400, 162, "96%")
    sheet.lines(186, "Tỷ lệ chuyên cần trong một", "năm học", x=80, step=14).text(300, 193, "9").text(400, 193, "12")
    found = tables(sheet.text(LEFT, 240, FULL).read())
    assert found == [
        [
            ["Nội dung", "Kế hoạch", "Thực hiện"],
            ["Huy động trẻ trong độ tuổi ra lớp", "98%", "99%"],
            ["Chất lượng", "95%", "96%"],
            ["Tỷ lệ chuyên cần trong một năm học", "9", "12"],
        ]
    ]


def test_a_head_that_spans() -> None:
    sheet = Sheet().text(LEFT, 60, FULL)
    sheet.text(80, 110, "Khối").centred(245, 100, "Tốt").centred(405, 100, "Khá")
    for x, text in zip((200, 280, 360, 440), ("SL", "%", "SL", "%"), strict=True):
        sheet.text(x, 120, text)
    for y, row in ((142, ("6", "10", "65,8", "5", "34,2")), (160, ("7", "9", "66,2", "4", "33,8"))):
        for x, text in zip((80, 200, 280, 360, 440), row, strict=True):
            sheet.text(x, y, text)
    assert tables(sheet.read()) == [
        [
            ["Khối", "Tốt", "Tốt", "Khá", "Khá"],
            ["Khối", "SL", "%", "SL", "%"],
            ["6", "10", "65,8", "5", "34,2"],
            ["7", "9", "66,2", "4", "33,8"],
        ]
    ]


def test_rows_that_are_counted_need_no_figures() -> None:
    rows = [["TT", "Họ và tên", "Danh hiệu"], ["1", "Lò Thị Ún", "LĐTT"], ["2", "Cà Văn Pành", "CSTĐ"]]
    assert tables(draw(rows, xs=[80, 120, 300, 450]).read()) == [rows]


def test_a_bold_head_that_goes_on_with_a_capital() -> None:
    bold, sheet = font("Bars-Bold"), Sheet().text(LEFT, 60, FULL)
    for x, text in zip((80, 140, 300), ("TT", "Họ và tên", "Ngày vào"), strict=True):
        sheet.text(x, 100, text, face=bold)
    sheet.text(300, 114, "Đảng", face=bold)
    for number, (name, day) in enumerate((("Lò Thị Ún", "19/5/2022"), ("Cà Văn Pành", "20/5/2022"))):
        sheet.text(80, 128 + 14 * number, str(number + 1)).text(140, 128 + 14 * number, name)
        sheet.text(300, 128 + 14 * number, day)
    rows = [["TT", "Họ và tên", "Ngày vào Đảng"], ["1", "Lò Thị Ún", "19/5/2022"], ["2", "Cà Văn Pành", "20/5/2022"]]
    assert tables(sheet.text(LEFT, 180, FULL).read()) == [rows]


def test_a_bold_head_that_ends_with_years() -> None:
    bold, sheet = font("Bars-Bold"), Sheet().text(LEFT, 60, FULL)
    for x, text in zip((80, 250, 380), ("Chỉ số", "Năm học 2022 -", "Năm học 2023 -"), strict=True):
        sheet.text(x, 100, text, face=bold)
    sheet.text(280, 114, "2023", face=bold).text(410, 114, "2024", face=bold)
    for number, row in enumerate((("Số lớp", "11", "12"), ("Số điểm trường", "3", "2"))):
        for x, text in zip((80, 290, 420), row, strict=True):
            sheet.text(x, 130 + 14 * number, text)
    head = ["Chỉ số", "Năm học 2022 - 2023", "Năm học 2023 - 2024"]
    assert tables(sheet.text(LEFT, 190, FULL).read()) == [[head, ["Số lớp", "11", "12"], ["Số điểm trường", "3", "2"]]]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[*row[:3], "Ghi chú" if row is ROWS[0] else ""] for row in ROWS], id="the last"),
        pytest.param([[*row[:2], "Nữ" if row is ROWS[0] else "", row[3]] for row in ROWS], id="one between two others"),
    ],
)
def test_a_column_without_anything_below_its_head(rows: list[list[str]]) -> None:
    assert tables(draw(rows).read()) == [rows]


def test_its_cells_have_their_places() -> None:
    document = draw(ROWS).read()
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.spans[0].page == 1
    cell = next(cell for cell in table.cells if cell.text == "178")
    assert cell.blocks[0].spans[0].bbox[0] == pytest.approx(280, abs=1)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["☐ Xuất sắc", "☒ Tốt", "☐ Kém"], ["☐ 1", "☐ 2", "☐ 3"]], id="labels with boxes"),
        pytest.param([["Mục", "Nội dung", "......", "3"], ["Mục", "Nội dung", "......", "4"]], id="leaders"),
        pytest.param([["1", "3", "90", "91"], ["2", "3", "88", "88"]], id="figures without a head say nothing"),
        pytest.param([["Ưu điểm", "Hạn chế", "Khác"], ["Tốt", "Ít", "Không"]], id="no figures"),
        pytest.param([["Khối", "Số lớp"], ["1", "3"], ["2", "3"]], id="two columns may be anything"),
    ],
)
def test_what_is_no_table_of_figures(rows: list[list[str]]) -> None:
    sheet = draw([])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.text(XS[column], 200 + STEP * number, text)
    assert not any(len(table) == len(rows) and len(table[0]) > 2 for table in tables(sheet.read()))


syllables = st.text(alphabet="abcghimnotuêộ", min_size=1, max_size=6) | st.integers(0, 3000).map(str)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(syllables, min_size=9, max_size=11), min_size=3, max_size=8), st.booleans())
def test_prose_is_never_cut_into_a_table(lines: list[list[str]], justified: bool) -> None:
    sheet = Sheet()
    for number, words in enumerate(lines):
        own = sum(sheet.width(word) for word in words)
        gap = max(3.0, min(9.0, (448 - own) / (len(words) - 1))) if justified else 3.0
        x = LEFT
        for word in words:
            sheet.text(x, 100 + 16 * number, word)
            x += sheet.width(word) + gap
    assert tables(sheet.read()) == []


# --- heads of several levels, rows that head others -------------------------------------------------------------------

SIX = [110.0, 220.0, 280.0, 340.0, 400.0, 460.0]  # the middles of columns


def _rows(sheet: Sheet, y: float, *rows: tuple[str, ...], first: float = 80.0, step: float = STEP) -> Sheet:
    """Rows whose first text begins at `first`, the others around the middles of their columns."""
    for number, row in enumerate(rows):
        if row[0]:
            sheet.text(first, y + number * step, row[0])
        for middle, text in zip(SIX[1:], row[1:], strict=True):
            sheet.centred(middle, y + number * step, text)
    return sheet


FIGURES = (("6", "80", "8", "10,0", "72", "90,0"), ("7", "72", "6", "8,3", "66", "91,7"))


def _levels(sheet: Sheet, top: float) -> Sheet:
    """Three levels: a text over four columns, two over two each, and their halves."""
    sheet.centred(370, top, "Học tập").centred(310, top + 14, "Tốt").centred(430, top + 14, "Khá")
    return _rows(sheet, top + 28, ("Khối", "Sĩ số", "SL", "%", "SL", "%"), *FIGURES)


THREE = [
    ["Khối", "Sĩ số", "Học tập", "Học tập", "Học tập", "Học tập"],
    ["Khối", "Sĩ số", "Tốt", "Tốt", "Khá", "Khá"],
    ["Khối", "Sĩ số", "SL", "%", "SL", "%"],
    *map(list, FIGURES),
]


def test_a_head_of_three_levels() -> None:
    assert tables(_levels(Sheet().text(LEFT, 60, FULL), 100).read()) == [THREE]


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param("Kết quả xếp loại học tập cuối năm học", id="over several columns from the first on"),
        pytest.param("2.1. Kết quả cuối năm", id="over the first two"),
    ],
)
def test_a_line_right_above_a_head_is_no_part_of_it(caption: str) -> None:
    document = _levels(Sheet().text(LEFT, 60, FULL).text(80, 86, caption), 100).read()
    assert tables(document) == [THREE]
    assert caption in texts(document)


def test_texts_over_columns_that_wrap_are_one_text_each() -> None:
    sheet = Sheet().text(LEFT, 60, FULL)
    for middle, upper, lower in ((310.0, "Suy dinh", "dưỡng"), (430.0, "Thấp", "còi")):
        sheet.centred(middle, 100, upper).centred(middle, 114, lower)
    _rows(sheet, 128, ("Lớp", "Số trẻ", "SL", "TL", "SL", "TL"), *FIGURES)
    head = ["Lớp", "Số trẻ", *["Suy dinh\ndưỡng"] * 2, *["Thấp\ncòi"] * 2]
    assert tables(sheet.read())[0][:2] == [head, ["Lớp", "Số trẻ", "SL", "TL", "SL", "TL"]]


def test_a_text_over_columns_whose_own_heads_wrap() -> None:
    sheet = Sheet().text(LEFT, 60, FULL).centred(340, 100, "Cân nặng")
    for middle, upper, lower in ((280.0, "Bình", "thường"), (340.0, "Nhẹ", "cân"), (400.0, "Thừa", "cân")):
        sheet.centred(middle, 114, upper).centred(middle, 128, lower)
    sheet.text(80, 114, "Lớp").centred(220, 114, "Số trẻ")
    for number, row in enumerate((("Mầm", "43", "41", "1", "1"), ("Lá", "75", "70", "2", "3"))):
        sheet.text(80, 150 + STEP * number, row[0])
        for middle, text in zip(SIX[1:], row[1:], strict=False):
            sheet.centred(middle, 150 + STEP * number, text)
    assert tables(sheet.text(LEFT, 220, FULL).read())[0][:3] == [
        ["Lớp", "Số trẻ", "Cân nặng", "Cân nặng", "Cân nặng"],
        ["Lớp", "Số trẻ", "Bình thường", "Nhẹ cân", "Thừa cân"],
        ["Mầm", "43", "41", "1", "1"],
    ]


GROUPED = [
    ["Nội dung", "Nữ", "SL", "TL", "SL", "TL"],
    ["Tổng số học viên", "9", "20", "", "31", ""],
    ["1. Hạnh kiểm", "", "", "", "", ""],
    ["- Tốt", "5", "10", "75,2", "11", "80,1"],
    ["- Trung bình", "4", "10", "21,0", "20", "17,6"],
    ["2. Học lực", "", "", "", "", ""],
    ["- Giỏi", "2", "5", "1,7", "9", "2,9"],
]


@pytest.mark.parametrize("step", [14.0, 20.0])
def test_a_row_that_is_but_a_label_is_a_row(step: float) -> None:
    sheet = _rows(Sheet().text(LEFT, 60, FULL), 100, *map(tuple, GROUPED), step=step)
    assert tables(sheet.text(LEFT, 300, FULL).read()) == [GROUPED]


def test_a_label_over_several_columns_is_a_row() -> None:
    label = "II. Kết quả xếp loại học lực của học sinh"
    rows = [*GROUPED[:5], [label, "", "", "", "", ""], GROUPED[6]]
    sheet = _rows(Sheet().text(LEFT, 60, FULL), 100, *map(tuple, rows))
    assert tables(sheet.text(LEFT, 300, FULL).read()) == [[*GROUPED[:5], [label] * 6, GROUPED[6]]]


def test_a_last_row_that_wraps_is_whole() -> None:
    rows = [["TT", "Họ và tên", "Số quyết định"], ["1", "Lò Thị Ún", "QĐ 12"], ["2", "Cà Văn Pành", "QĐ 15/ĐU"]]
    sheet = draw(rows, xs=[80, 120, 300, 450]).text(120, 170, "Sương").text(300, 170, "Nà Tấu")
    rows[2] = ["2", "Cà Văn Pành Sương", "QĐ 15/ĐU\nNà Tấu"]
    assert tables(sheet.text(LEFT, 240, FULL).read()) == [rows]


def test_days_and_numbers_with_their_shares_are_figures() -> None:
    rows = [["Khối", "Giỏi", "Ngày thi"], ["Sáu", "8 (10,0%)", "19/5/2024"], ["Bảy", "30 (41,7%)", "02/9/2024"]]
    assert tables(draw(rows, xs=[80, 200, 350, 450]).read()) == [rows]


def test_a_head_text_beside_a_column_of_which_nothing_stands_below_it() -> None:
    sheet = Sheet().text(80, 100, "Khối").text(330, 100, "Chiều cao").text(180, 116, "Lớp").text(280, 116, "SL")
    for number, row in enumerate((["6", "3", "90", "91"], ["7", "4", "88", "88"], ["8", "2", "70", "71"])):
        for x, text in zip((80, 180, 280, 380), row, strict=True):
            sheet.text(x, 136 + 16 * number, text)
    (table,) = tables(sheet.read())
    assert table[-1] == ["8", "2", "70", "71"]
