"""Two pages on one sheet are read as two pages and found on the sheet; other landscape pages stay as they are."""

from __future__ import annotations

import io

import pytest
from pdf_builder import LEFT, Sheet, paragraphs, read_pdf, tables, texts
from pypdfium2 import PdfDocument, raw

from models.document import Document, Table

LANDSCAPE, HALF = (841.9, 595.3), 841.9 / 2
FIRST = [
    "1. Chi bộ họp đủ mười hai kỳ trong năm, nghị quyết",
    "được phổ biến đến từng tổ; đảng viên đi họp đông đủ và",
    "góp nhiều ý kiến thẳng thắn.",
    "2. Việc học tập các chuyên đề được làm sớm.",
    "3. Tổ Văn giúp đỡ tổ Toán trong công tác thi đua và",
]
SECOND = [
    "hoạt động ngoài giờ của học sinh.",
    "4. Nhà trường có hai phòng học mới.",
    "5. Thư viện mở cửa cả buổi trưa cho học sinh.",
    "6. Phương hướng năm tới không thay đổi.",
]


def two_up(sheet: Sheet) -> bytes:
    """The pages of the sheet by twos on landscape paper, as a printer's driver lays them."""
    sheet.pen.save()
    source = PdfDocument(sheet.target.getvalue())
    laid = PdfDocument(raw.FPDF_ImportNPagesToOne(source.raw, *LANDSCAPE, 2, 1))
    target = io.BytesIO()
    laid.save(target)
    return target.getvalue()


def landscape() -> Sheet:
    """One landscape page to be drawn on, its `y` from the top of upright paper."""
    sheet = Sheet()
    sheet.pen.setPageSize((841.9, 841.9 - 200))
    return sheet


def report() -> Sheet:
    sheet = Sheet().lines(100, *FIRST)
    return sheet.next_page().lines(100, *SECOND)


def places(document: Document) -> list[tuple[int, float]]:
    """The page and the left edge of each paragraph's first and last word."""
    return [(span.page, span.bbox[0]) for part in paragraphs(document) for span in (part.spans[0], part.spans[-1])]


def test_the_left_page_is_read_before_the_right_one() -> None:
    assert texts(read_pdf(two_up(report()))) == texts(report().read())


def test_places_are_those_on_the_sheet() -> None:
    sheet = read_pdf(two_up(report()))
    assert {page for page, _ in places(sheet)} == {1}
    assert any(left < HALF for _, left in places(sheet)) and any(left > HALF for _, left in places(sheet))
    assert sheet.source.pages == 1


def test_cells_are_found_on_the_sheet_too() -> None:
    rows, xs = [["Khối", "Số lớp"], ["6", "4"], ["7", "5"]], [LEFT, 200.0, 300.0]
    own = report().table(300, rows, xs=xs)
    document = read_pdf(two_up(own))
    assert tables(document) == [rows]
    spans = [span for block in document.blocks if hasattr(block, "cells") for span in block.spans]
    assert [(span.page, span.bbox[0] > HALF) for span in spans] == [(1, True)]


def test_a_last_sheet_has_one_page_and_its_number_goes() -> None:
    sheet = Sheet()
    for number, lines in enumerate([FIRST, SECOND, ["7. Tập thể chi ủy không có ai bị kỷ luật."]], 1):
        sheet.lines(100, *lines).text(295, 810, str(number)).next_page()
    document = read_pdf(two_up(sheet))
    assert texts(document)[-1] == "7. Tập thể chi ủy không có ai bị kỷ luật."
    assert [(part.text, part.page) for part in document.skipped] == [("1", 1), ("2", 1), ("3", 2)]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(HALF + 12.0, id="a column that begins beside the middle: the margin of no page"),
        pytest.param(HALF - 40.0, id="text that stands in the middle"),
    ],
)
def test_a_landscape_page_of_rows_stays_one_page(second: float) -> None:
    sheet = landscape()
    for number in range(6):
        sheet.text(LEFT, 300 + 20 * number, f"Tổ số {number}").text(second, 300 + 20 * number, f"{number} lớp")
    [block] = sheet.read().blocks
    assert isinstance(block, Table)


def test_a_ruled_table_over_the_middle_stays_one() -> None:
    rows = [["Tổ", "Số lớp"], ["Toán", "4"], ["Văn", "5"], ["Sử", "6"]]
    assert tables(landscape().table(300, rows, xs=[LEFT, HALF + LEFT, 780.0]).read()) == [rows]
