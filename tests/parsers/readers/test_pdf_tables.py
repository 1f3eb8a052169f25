"""Tables of typed PDFs: ruled in every way, over pages, with words that wrap inside a word; pdfplumber as oracle."""

from __future__ import annotations

import io
import itertools

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import Sheet, read_pdf, tables

from models.document import Table

ROWS = [
    ["Khối", "Số lớp", "KH giao", "Thực hiện"],
    ["1", "3", "90", "91"],
    ["2", "3", "88", "88"],
    ["Tổng", "6", "178", "179"],
]
XS = [80.0, 180.0, 280.0, 380.0, 480.0]


def draw(how: str) -> Sheet:
    """ROWS in a grid that is ruled as `how` says."""
    sheet = Sheet()
    flat = [100 + 20.0 * number for number in range(len(ROWS) + 1)]
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            sheet.text(XS[column] + 4, flat[number] + 14, text)
    if how == "thin filled rectangles":
        for y in flat:
            sheet.rect(XS[0], y - 0.25, XS[-1], y + 0.25, fill=1, stroke=0)
        for x in XS:
            sheet.rect(x - 0.25, flat[0], x + 0.25, flat[-1], fill=1, stroke=0)
    elif how == "a rectangle a cell":
        for top, bottom in itertools.pairwise(flat):
            for x0, x1 in itertools.pairwise(XS):
                sheet.rect(x0, top, x1, bottom)
    else:
        upright = {"no sides": XS[1:-1], "inside only": XS[1:-1], "three rules": [], "all rules": []}.get(how, XS)
        across = {"inside only": flat[1:-1], "three rules": [flat[0], flat[1], flat[-1]]}.get(how, flat)
        for x in upright:
            sheet.rule(x, flat[0], x, flat[-1])
        for y in across:
            sheet.rule(XS[0], y, XS[-1], y)
    return sheet


@pytest.mark.parametrize(
    "how",
    [
        "lines", "thin filled rectangles", "a rectangle a cell", "no sides", "inside only", "three rules", "all rules",
    ],
)  # fmt: skip
def test_ruled_in_every_way(how: str) -> None:
    assert tables(draw(how).read()) == [ROWS]


words = st.text(alphabet="abcđêộ0123456789", min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=6))
def test_ruled_cells_are_those_that_pdfplumber_finds(rows: list[list[str]]) -> None:
    data = Sheet().table(100, rows, xs=[80, 200, 320, 440]).pdf()
    with pdfplumber.open(io.BytesIO(data)) as document:
        (oracle,) = document.pages[0].extract_tables()
    assert tables(read_pdf(data)) == [oracle] == [rows]


def test_spanning_heads() -> None:
    sheet = Sheet()
    xs, ys = [80.0, 180.0, 280.0, 380.0], [100.0, 120.0, 140.0, 160.0]
    for y, start in ((ys[0], 0), (ys[1], 1), (ys[2], 0), (ys[3], 0)):
        sheet.rule(xs[start], y, xs[-1], y)
    for x, top in ((xs[0], 0), (xs[1], 0), (xs[2], 1), (xs[3], 0)):
        sheet.rule(x, ys[top], x, ys[-1])
    sheet.text(84, 124, "Khối").text(184, 114, "Học sinh").text(184, 134, "Giao").text(284, 134, "Đạt")
    for column, text in enumerate(("1", "90", "91")):
        sheet.text(xs[column] + 4, 154, text)
    assert tables(sheet.read()) == [[["Khối", "Học sinh", "Học sinh"], ["Khối", "Giao", "Đạt"], ["1", "90", "91"]]]


def test_a_head_that_the_next_page_repeats_stands_once() -> None:
    sheet = Sheet().table(700, ROWS[:3], xs=XS).next_page().table(60, [ROWS[0], ROWS[3]], xs=XS)
    document = sheet.read()
    assert tables(document) == [ROWS]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.header_rows == 1
    assert [span.page for span in table.spans] == [1, 2]


def test_a_table_goes_on_without_a_head() -> None:
    assert tables(Sheet().table(700, ROWS[:2], xs=XS).next_page().table(60, ROWS[2:], xs=XS).read()) == [ROWS]


@pytest.mark.parametrize(
    ("rest", "together"),
    [
        pytest.param([["Xuất sắc", "x"], ["Tốt", ""], ["Kém", ""]], False, id="rows of two columns: ratings"),
        pytest.param([["Ghi chú", "tính cả lớp ghép"]], True, id="one row of fewer columns: a remark"),
    ],
)
def test_fewer_columns_on_the_next_page(rest: list[list[str]], together: bool) -> None:
    xs = [XS[0], XS[1], XS[-1]]
    found = tables(Sheet().table(700, ROWS[:3], xs=XS).next_page().table(60, rest, xs=xs).read())
    assert len(found) == (1 if together else 2)


def test_a_row_that_the_page_s_end_cut_is_one_row() -> None:
    first = [["TT", "Nội dung", "Số"], ["1", "Hội thi giáo viên", "5"]]
    rest = [["", "dạy giỏi cấp huyện", ""], ["2", "Hội khỏe", "3"]]
    xs = [80.0, 120.0, 400.0, 480.0]
    found = tables(Sheet().table(740, first, xs=xs).next_page().table(60, rest, xs=xs).read())
    assert found == [[first[0], ["1", "Hội thi giáo viên dạy giỏi cấp huyện", "5"], rest[1]]]


@pytest.mark.parametrize(
    ("last", "rest", "one"),
    [
        pytest.param(["2", "Quách Công", "5"], ["", "Minh", ""], True, id="the cell had no room for the name"),
        pytest.param(["2", "Quách", "5"], ["", "Minh", ""], False, id="there was room: a row of its own"),
        pytest.param(["2", "Quách Công", "5"], ["3", "Minh", ""], False, id="it has a number"),
        pytest.param(["2", "Quách Công", "5"], ["", "Minh", "7"], False, id="there was room for the figure"),
    ],
)
def test_a_cut_row_whose_rest_begins_with_a_capital(last: list[str], rest: list[str], *, one: bool) -> None:
    head, xs = ["TT", "Họ và tên", "Số"], [80.0, 120.0, 190.0, 240.0]
    found = tables(Sheet().table(740, [head, last], xs=xs).next_page().table(60, [rest], xs=xs).read())
    assert found == [[head, ["2", "Quách Công Minh", "5"]] if one else [head, last, rest]]


def test_blank_first_cells_on_the_next_page_are_rows_of_their_own() -> None:
    first, rest = [["Khối", "Lớp", "Số"], ["1", "1A", "30"]], [["", "1B", "31"]]
    xs = [80.0, 180.0, 280.0, 380.0]
    assert tables(Sheet().table(740, first, xs=xs).next_page().table(60, rest, xs=xs).read()) == [[*first, *rest]]


def test_a_word_wider_than_its_cell_is_put_together() -> None:
    sheet = Sheet().table(100, [["", "x"], ["1", "2"]], xs=[80, 112, 200], height=44)
    sheet.text(84, 114, "chuy").text(84, 130, "ển")
    assert tables(sheet.read())[0][0][0] == "chuyển"


def test_shaded_cells_are_told() -> None:
    sheet = Sheet()
    sheet.pen.setFillColorRGB(0.8, 0.9, 1)
    sheet.rect(80, 100, 180, 120, fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)
    document = sheet.table(100, ROWS, xs=XS).read()
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.shaded for cell in table.cells[:2]] == [True, False]


def test_upright_text_in_a_head() -> None:
    sheet = Sheet().table(100, [["", "Số lớp"], ["1", "2"]], xs=[80, 112, 200], height=70)
    sheet.pen.saveState()
    sheet.pen.translate(100, 841.9 - 165)
    sheet.pen.rotate(90)
    sheet.pen.setFont(sheet.face, 12)
    sheet.pen.drawString(0, 0, "Khối học")
    sheet.pen.restoreState()
    assert tables(sheet.read())[0][0][0] == "Khối học"


@pytest.mark.parametrize("turn", [pytest.param(90, id="from below"), pytest.param(-90, id="from above")])
def test_turned_texts_of_one_font_stay_in_their_cells(turn: int) -> None:
    heads, xs = [["Số lớp"], ["Kế hoạch", "giao"], ["Tỷ lệ"]], [80, 120, 160, 200]
    sheet = Sheet().table(100, [["", "", ""], ["3", "98", "9,5"]], xs=xs, height=70)
    for x, lines in zip(xs, heads, strict=False):
        for number, line in enumerate(lines):
            sheet.pen.saveState()
            sheet.pen.translate(x + (16 if turn > 0 else 24) + (1 if turn > 0 else -1) * 14 * number,
                                841.9 - (165 if turn > 0 else 105))  # fmt: skip
            sheet.pen.rotate(turn)
            sheet.pen.setFont(sheet.face, 12)
            for place, word in enumerate(line.split()):  # no blank between the words, as some producers draw them
                sheet.pen.drawString(sheet.width(line[: line.index(word)]) if place else 0, 0, word)
            sheet.pen.restoreState()
    head = tables(sheet.read())[0][0]
    assert [set(text.split()) for text in head] == [{"Số", "lớp"}, {"Kế", "hoạch", "giao"}, {"Tỷ", "lệ"}]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["Tổng", "số"], "Tổng số", id="two syllables, and no letter more had room"),
        pytest.param(["Khối", "10"], "Khối 10", id="a figure below a syllable"),
        pytest.param(["nhóm,", "lớp"], "nhóm, lớp", id="a comma behind a letter"),
        pytest.param(["nghi", "êm"], "nghiêm", id="one that its cell broke"),
        pytest.param(["100", "0"], "1000", id="a figure that its cell broke"),
        pytest.param(["Khuy", "ến"], "Khuyến", id="a part that is no syllable"),
        pytest.param(["Tăng/giảm", "so"], "Tăng/giảm so", id="the syllable behind a slash"),
        pytest.param(["112-QĐ/ĐU", "ngày"], "112-QĐ/ĐU ngày", id="letters behind a slash"),
    ],
)
def test_what_a_narrow_cell_breaks(lines: list[str], text: str) -> None:
    width = 12 * 0.5 * len(lines[0])
    xs = [80, 80 + width + 6, 200]
    sheet = Sheet().table(100, [["", "x"], ["", "y"]], xs=xs, height=40)
    for number, line in enumerate(lines):
        sheet.text(83, 114 + 15 * number, line)
    assert tables(sheet.read())[0][0][0] == text


def test_a_table_within_a_cell_gives_no_columns_of_its_own() -> None:
    sheet = Sheet().table(80, [["Một", "Hai"], ["Ba", ""]], xs=[72.0, 200.0, 440.0], height=80.0)
    sheet.table(190, [["a", "b", "c"], ["d", "e", "g"]], xs=[206.0, 280.0, 360.0, 440.0])
    assert tables(sheet.read()) == [[["Một", "Hai"], ["Ba", "a\tb\tc\nd\te\tg"]]]
