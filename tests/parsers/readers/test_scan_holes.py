"""Punched holes of filed sheets: no text, and nothing of the text beside them is lost."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, Pixels
from parsers.readers.scan.letters import model_folder, read_words
from samples.scanner import FONT, scan, type_page

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)

LINES = ["A. Những kết quả đạt được", "Chi ủy họp mỗi tháng một lần trước khi họp chi bộ."] * 12


def _grey(page: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _dark(picture: Pixels, x: int, y: int, radius: int) -> int:
    around = picture[y - radius : y + radius, x - radius : x + radius]
    return int((around < 200).sum())


@pytest.mark.parametrize(
    ("x", "radius", "taken"),
    [
        pytest.param(95, 22, True, id="a hole of 5.5 mm in the margin"),
        pytest.param(150, 28, True, id="a hole of 7 mm"),
        pytest.param(827, 22, False, id="a disc in the middle of the page is somebody's"),
        pytest.param(95, 8, False, id="a bullet is smaller"),
        pytest.param(150, 60, False, id="a black seal is larger"),
    ],
)
def test_holes_are_taken_off_the_page(x: int, radius: int, taken: bool) -> None:
    page = type_page([]).copy()
    cv2.circle(page, (x, 900), radius, (40, 40, 40), -1)
    clean = find_drawings(_grey(page), DPI).clean
    assert (_dark(clean, x, 900, radius) == 0) is taken


def test_the_text_beside_a_hole_is_read_alone() -> None:
    page = type_page(LINES).copy()
    for y in (500, 1180):
        cv2.circle(page, (95, y), 22, (40, 40, 40), -1)
    grey = _grey(scan(page, 7))
    words = read_words(find_drawings(grey, DPI).clean, DPI)
    assert [word.text for word in words if word.x1 < 80] == []
    assert sum(word.text == "Những" for word in words) == len(LINES) // 2
