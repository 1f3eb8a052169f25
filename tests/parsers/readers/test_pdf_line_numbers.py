"""Line numbers in the margin are no text; numbers that count rows or items stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdf_builder import LEFT, Sheet, tables, texts

from parsers.readers.pages.line_numbers import set_line_numbers_aside
from parsers.readers.pages.page import Page, Word

LINES = [
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "I. KẾT QUẢ ĐẠT ĐƯỢC",
    "1. Chi bộ họp đủ mười hai kỳ trong năm, nghị quyết nào cũng",
    "được phổ biến đến từng tổ; đảng viên đi họp đông đủ, phát biểu",
    "nhiều ý kiến.",
    "2. Việc học tập các chuyên đề được làm sớm hơn mọi năm và có",
    "bài thu hoạch của từng người.",
    "II. HẠN CHẾ",
    "Không.",
    "III. PHƯƠNG HƯỚNG",
]


def numbered(every: int, x: float = 50.0, lines: list[str] = LINES) -> Sheet:
    """The lines with the number of every line, every second … to the left, its right end at `x`."""
    sheet = Sheet()
    for number, line in enumerate(lines, 1):
        sheet.text(LEFT, 100 + 16 * number, line)
        if number % every == 0:
            sheet.text(x - sheet.width(str(number)), 100 + 16 * number, str(number))
    return sheet


@pytest.mark.parametrize("every", [1, 2])
def test_line_numbers_are_set_aside(every: int) -> None:
    plain, document = numbered(100).read(), numbered(every).read()
    assert texts(document) == texts(plain)
    numbers = " ".join(str(number) for number in range(every, 11, every))
    assert [(part.what, part.reason, part.text, part.page) for part in document.skipped] == [
        ("margin", "line_numbers", numbers, 1)
    ]


def test_a_running_head_has_a_number_of_its_own() -> None:
    sheet = numbered(1).text(LEFT, 90, "Mẫu của Đảng ủy").text(44, 90, "1")
    assert sheet.read().skipped[0].text.startswith("1 1 2 3")


def test_numbers_of_rows_stay() -> None:
    rows = [[str(number), f"Tổ chuyên môn {number}"] for number in range(1, 9)]
    found = tables(numbered(100, lines=[]).table(200, rows, xs=[30.0, LEFT, 300.0]).read())
    assert found == [rows]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"Đồng chí thứ {number} trong danh sách" for number in range(9)], id="a list of names"),
        pytest.param(["Mua thêm sách cho thư viện", "sửa mái", "trồng cây"] * 3, id="items, none of them goes on"),
    ],
)
def test_numbers_of_items_stay(lines: list[str]) -> None:
    text = " ".join(texts(numbered(1, lines=lines).read()))
    assert all(f"{number} " in text or f"{number}\t" in text for number in range(1, 10))


def test_numbers_that_do_not_rise_evenly_stay() -> None:
    sheet = numbered(1)
    sheet.text(35, 100 + 16 * 12, "2024").text(LEFT, 100 + 16 * 12, "chi bộ có thêm một tổ đảng.")
    assert not [part for part in sheet.read().skipped if part.reason == "line_numbers"]


def test_figures_without_end_are_no_number() -> None:
    words = [Word("7" * 5000, 40, 100 + y, 50, 110 + y, 110 + y, 12) for y in range(0, 160, 16)]
    words += [replace(word, text="1.", x0=LEFT, x1=LEFT + 20) for word in words]
    words += [replace(word, text="Họp.", x0=LEFT + 25, x1=LEFT + 50) for word in words[10:]]
    assert set_line_numbers_aside([Page(1, 595, 842, words)]) == []
