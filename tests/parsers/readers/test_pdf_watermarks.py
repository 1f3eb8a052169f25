"""A watermark along the lines is set aside and named; large letters that no text stands over are text."""

from __future__ import annotations

import pytest
from pdf_builder import LEFT, Sheet, texts

from models.document import Document

BODY = ("Trong năm chi bộ đã kết nạp được hai đảng viên mới, hoàn thành chỉ", "tiêu đại hội đề ra.")
WHOLE = " ".join(BODY)


def stamped(grey: float, alpha: float = 1.0, *, y: float = 120, size: float = 60) -> Document:
    """Two lines of text, and large letters that were drawn before them."""
    sheet = Sheet()
    sheet.pen.setFillGray(grey, alpha)
    sheet.text(LEFT, y, "BẢN SAO", size=size)
    sheet.pen.setFillGray(0, 1)
    return sheet.lines(100, *BODY).read()


@pytest.mark.parametrize(
    ("grey", "alpha"),
    [pytest.param(0.8, 1.0, id="light grey"), pytest.param(0.0, 0.2, id="black that lets the paper through")],
)
def test_large_pale_letters_under_text_are_a_watermark(grey: float, alpha: float) -> None:
    document = stamped(grey, alpha)
    assert texts(document) == [WHOLE]
    assert [(part.reason, part.text, part.page) for part in document.skipped] == [("watermark", "BẢN SAO", 1)]


def test_pale_letters_above_the_text_are_a_title() -> None:
    document = stamped(0.8, y=80, size=24)
    assert texts(document) == ["BẢN SAO", WHOLE]
    assert not document.skipped


def test_letters_that_are_not_pale_are_no_watermark() -> None:
    assert any("BẢN" in text for text in texts(stamped(0.3)))
