"""Running text in newspaper columns is read column by column; what only looks like columns is left as it was."""

from __future__ import annotations

import textwrap

import pytest
from pdf_builder import LEFT, Sheet, tables, texts
from pypdfium2 import PdfDocument

from parsers.readers.pages.lines import make_lines
from parsers.readers.pages.newspaper import _gutter
from parsers.readers.pages.page import Word
from parsers.readers.pdf.page import read_page

ROOM, SECOND = 210.0, LEFT + 240.0  # points: a column's width, the left edge of the right one
FIRST_TEXT = (
    "Trong năm chi bộ đã kết nạp được hai đảng viên mới, giới thiệu ba quần chúng ưu tú đi học lớp nhận thức về Đảng "
    "và hoàn thành thủ tục công nhận đảng viên chính thức cho một đồng chí dự bị đúng thời hạn mà Điều lệ quy định."
)
SECOND_TEXT = (
    "Học sinh của trường tham gia đủ các cuộc thi do huyện tổ chức và mang về bốn giải nhì cùng sáu giải ba. "
    "Thư viện mở cửa cả buổi trưa để các em ở xa có chỗ đọc sách trong khi chờ giờ vào lớp chiều."
)
THIRD_TEXT = "Đường vào điểm trường lẻ còn khó đi trong mùa mưa nên việc dự giờ chéo giữa các tổ chưa thật đều."
ACROSS = "Chi bộ kiểm điểm các nội dung chủ yếu sau đây, có phân tích rõ nguyên nhân của từng mặt."


def wrapped(text: str, room: float = ROOM) -> list[str]:
    """Lines as a word processor breaks them in a column."""
    return textwrap.wrap(text, int(room // 6))


def columns(sheet: Sheet, y: float, left: list[str], right: list[str], second: float = SECOND) -> Sheet:
    """Two columns of paragraphs, one line under another."""
    for x, paragraphs in ((LEFT, left), (second, right)):
        sheet.lines(y, *[line for text in paragraphs for line in wrapped(text, second - LEFT - 30)], x=x)
    return sheet


def test_the_left_column_comes_before_the_right_one() -> None:
    sheet = columns(Sheet(), 100, [FIRST_TEXT], [SECOND_TEXT])
    assert texts(sheet.read()) == [FIRST_TEXT, SECOND_TEXT]


def test_three_columns() -> None:
    sheet = Sheet(8)
    for x, text in ((60.0, FIRST_TEXT), (230.0, SECOND_TEXT), (400.0, FIRST_TEXT)):
        sheet.lines(100, *textwrap.wrap(text, 37), x=x, step=11)
    assert texts(sheet.read()) == [FIRST_TEXT, SECOND_TEXT, FIRST_TEXT]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    lines = wrapped(f"{FIRST_TEXT} {SECOND_TEXT}")
    half = len(lines) // 2
    sheet = Sheet().lines(100, *lines[:half]).lines(100, *lines[half:], x=SECOND)
    assert texts(sheet.read()) == [f"{FIRST_TEXT} {SECOND_TEXT}"]


def test_what_stands_across_is_read_above_and_below() -> None:
    sheet = columns(Sheet().text(LEFT, 80, ACROSS), 120, [FIRST_TEXT], [SECOND_TEXT]).text(LEFT, 300, ACROSS)
    assert texts(sheet.read()) == [ACROSS, FIRST_TEXT, SECOND_TEXT, ACROSS]


def test_a_foot_below_the_columns_is_no_part_of_them() -> None:
    sheet = columns(Sheet(), 100, [FIRST_TEXT], [SECOND_TEXT])
    sheet.text(LEFT, 268, "Nơi nhận:").text(LEFT, 284, "- Lưu chi bộ.")
    for y, line in ((268, "T/M CHI BỘ"), (284, "BÍ THƯ"), (312, "Lò Thị Ban")):
        sheet.centred(SECOND + ROOM / 2, y, line)
    document = sheet.read()
    assert texts(document)[:2] == [FIRST_TEXT, SECOND_TEXT]
    assert tables(document) == [[["Nơi nhận:\n- Lưu chi bộ.", "T/M CHI BỘ\nBÍ THƯ\nLò Thị Ban"]]]


def test_a_table_in_one_column_stands_between_its_lines() -> None:
    sheet = Sheet().lines(100, *wrapped(FIRST_TEXT)).lines(100, *wrapped(SECOND_TEXT)[:4], x=SECOND)
    sheet.table(170, [["Khối", "Số lớp"], ["6", "3"]], xs=[SECOND, SECOND + 90, SECOND + 180])
    sheet.lines(240, *wrapped(THIRD_TEXT), x=SECOND).lines(250, *wrapped(THIRD_TEXT))
    document = sheet.read()
    assert tables(document) == [[["Khối", "Số lớp"], ["6", "3"]]]
    assert texts(document)[:2] == [FIRST_TEXT, THIRD_TEXT]
    assert texts(document)[-1] == THIRD_TEXT


def test_a_table_goes_on_in_the_next_column() -> None:
    head = ["Khối", "Số lớp"]
    lines = wrapped(f"{FIRST_TEXT} {THIRD_TEXT}")
    sheet = Sheet().lines(100, *lines).lines(160, *wrapped(f"{SECOND_TEXT} {THIRD_TEXT}"), x=SECOND)
    sheet.table(110 + 16 * len(lines), [head, ["6", "3"]], xs=[LEFT, LEFT + 90, LEFT + 180])
    sheet.table(90, [head, ["7", "2"]], xs=[SECOND, SECOND + 90, SECOND + 180])
    assert tables(sheet.read()) == [[head, ["6", "3"], ["7", "2"]]]


def test_a_few_lines_do_where_the_page_before_has_columns() -> None:
    sheet = columns(Sheet(), 100, [FIRST_TEXT], [SECOND_TEXT]).next_page()
    sheet = columns(sheet, 100, ["Không có."], [THIRD_TEXT])
    assert texts(sheet.read()) == [FIRST_TEXT, SECOND_TEXT, "Không có.", THIRD_TEXT]


def rows_of_texts(sheet: Sheet) -> Sheet:
    """Cells beside one another whose texts wrap: a table that nothing rules."""
    for row in range(4):
        columns(sheet, 100 + 90 * row, [THIRD_TEXT[: 100 - row]], [SECOND_TEXT[: 100 - row]])
    return sheet


def labels_and_values(sheet: Sheet) -> Sheet:
    """A list in two columns."""
    for row in range(9):
        sheet.text(LEFT, 100 + 16 * row, f"Số đảng viên của tổ {row}:").text(
            SECOND, 100 + 16 * row, f"{row + 3} đồng chí"
        )
    return sheet


def cells_in_rows(sheet: Sheet) -> Sheet:
    """Four labels whose words stand one under another."""
    for column in range(4):
        sheet.lines(100, "Hoàn", "thành", "xuất", "sắc", "nhiệm", "vụ", x=LEFT + 110 * column)
    return sheet


@pytest.mark.parametrize("draw", [rows_of_texts, labels_and_values, cells_in_rows])
def test_what_is_no_newspaper_is_read_as_one_page(draw: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(draw)
    found = draw(Sheet()).read().blocks
    monkeypatch.setattr("parsers.readers.pages.assemble.may_be_columns", lambda *_: False)
    assert found == draw(Sheet()).read().blocks


def test_the_gutter_is_where_the_fewest_lines_have_words() -> None:
    sheet = Sheet()
    for row in range(3):  # a heading beside an indented one, then lines that have none beside them
        sheet.text(LEFT, 100 + 16 * row, f"Việc {row}").text(LEFT + ROOM + 60, 100 + 16 * row, "Đã làm")
        sheet.text(LEFT + ROOM + 14, 160 + 16 * row, wrapped(SECOND_TEXT)[row])
    place = _gutter(make_lines(read_words(sheet), 1))
    assert place is not None
    assert LEFT + 36 < place < LEFT + ROOM + 14  # the rows alone would have it anywhere up to the indented texts


def read_words(sheet: Sheet) -> list[Word]:
    """The words as the reader finds them."""
    with PdfDocument(sheet.pdf()) as document:
        return read_page(document[0], 1).words
