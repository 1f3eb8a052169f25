"""Titles with a shadow, and bold by overstrike: the same letters twice, a little apart, are read once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_builder import LEFT, Sheet, tables, texts

TITLE = "BÁO CÁO KIỂM ĐIỂM TẬP THỂ"
BODY = "Trong năm chi bộ đã kết nạp được hai đảng viên mới."


def line(sheet: Sheet, dx: float, dy: float, grey: float) -> None:
    for x, y, tone in ((dx, dy, grey), (0.0, 0.0, 0.0)):
        sheet.pen.setFillGray(tone)
        sheet.text(LEFT + x, 100 + y, TITLE)


def words(sheet: Sheet, dx: float, dy: float, grey: float) -> None:
    place = LEFT
    for word in TITLE.split():
        for x, y, tone in ((dx, dy, grey), (0.0, 0.0, 0.0)):
            sheet.pen.setFillGray(tone)
            sheet.text(place + x, 100 + y, word)
        place += sheet.width(f"{word} ")


def letters(sheet: Sheet, dx: float, dy: float, grey: float) -> None:
    for number, letter in enumerate(TITLE):
        for x, y, tone in ((dx, dy, grey), (0.0, 0.0, 0.0)):
            sheet.pen.setFillGray(tone)
            sheet.text(LEFT + sheet.width(TITLE[:number]) + x, 100 + y, letter)


def letters_after_letters(sheet: Sheet, dx: float, dy: float, grey: float) -> None:
    for x, y, tone in ((dx, dy, grey), (0.0, 0.0, 0.0)):
        sheet.pen.setFillGray(tone)
        for number, letter in enumerate(TITLE):
            if letter != " ":
                sheet.text(LEFT + sheet.width(TITLE[:number]) + x, 100 + y, letter)


@pytest.mark.parametrize("draw", [line, words, letters, letters_after_letters])
@pytest.mark.parametrize(
    ("dx", "dy", "grey"),
    [(0.4, 0.0, 0.0), (1.0, 1.0, 0.6), (2.0, 2.0, 0.7), (2.5, 2.5, 0.0), (0.0, 1.2, 0.6)],
    ids=["overstrike", "a point", "two points", "black shadow", "below"],
)
def test_letters_drawn_twice_are_read_once(
    draw: Callable[[Sheet, float, float, float], None], dx: float, dy: float, grey: float
) -> None:
    sheet = Sheet()
    draw(sheet, dx, dy, grey)
    sheet.pen.setFillGray(0)
    assert texts(sheet.lines(140, BODY).read()) == [TITLE, BODY]


def test_equal_figures_below_one_another_are_two() -> None:
    rows = [["Khối", "Số lớp"], ["6", "5"], ["7", "5"], ["8", "5"]]
    assert tables(Sheet().table(100, rows, xs=[LEFT, 200, 300]).read()) == [rows]


def test_double_letters_stay() -> None:
    assert texts(Sheet().text(LEFT, 100, "Kpă Hoong, 33/33, lớp 11").read()) == ["Kpă Hoong, 33/33, lớp 11"]
