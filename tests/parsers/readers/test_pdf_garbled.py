"""Letters that no Vietnamese text has: the page is recognised like a scan."""

from __future__ import annotations

import pytest

from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.scans import is_scan


@pytest.mark.parametrize(
    ("text", "scan"),
    [
        pytest.param("Đ\u4103 \u0900NG X\u4103\u0300 l\u4103\u0300nh", True, id="accents apart by Ghostscript"),
        pytest.param("Tốt, Khá – “Đạt” ✓ ● ½ 25 °C", False, id="Vietnamese with its signs"),
        pytest.param("口 Xuất sắc 口 Tốt口 Kém", False, id="Chinese signs typed for boxes"),
        pytest.param("K̂ɰi T̂ɰt", True, id="an accent that became a letter of phonetics"),
        pytest.param(
            "lãnh \x12¿o nhiám vụ \x12°ợc giao tr°áng \x12ã \x12ạt", True, id="only a byte of each code is left"
        ),
        pytest.param("dấu \x12 lạ, một lần", False, id="one control character"),
        pytest.param("tr\u00b0ờng nh\u00b0ng \u00a9\u00ae", False, id="two signs within words are no proof"),
        pytest.param("góc α bằng 30°", False, id="one letter of another language"),
        pytest.param("\u00a4\u00b5\u00b8 \u00ab\u00ad", False, id="letters of a font from before Unicode"),
    ],
)
def test_a_garbled_page_is_recognised(text: str, scan: bool) -> None:
    words = [Word(word, 72.0, 100.0, 90.0, 112.0, 110.0, 12.0) for word in text.split()]
    assert is_scan(Page(1, 595.0, 842.0, words=words)) is scan
