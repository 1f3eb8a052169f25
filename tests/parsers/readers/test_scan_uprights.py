"""Upright rulings of a scan, and strokes of letters that look like one; black edges of copies."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, Pixels, prepare

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
POINT = DPI / 72
pytestmark = pytest.mark.skipif(not Path(FONT).exists(), reason="needs fonts-liberation2")


def _ruled(cell: str, rows: int, height: int, columns: int = 3, size: float = 14.0) -> Pixels:
    """A table of equal cells, `height` pixels high and 300 wide, the text in each."""
    page = Image.new("L", (1200, 200 + rows * height), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, size * POINT)
    for row in range(rows + 1):
        draw.line((100, 100 + row * height, 100 + columns * 300, 100 + row * height), fill=20, width=2)
    for column in range(columns + 1):
        draw.line((100 + column * 300, 100, 100 + column * 300, 100 + rows * height), fill=20, width=2)
    for row in range(rows):
        for column in range(columns):
            draw.text((130 + column * 300, 100 + (row + 0.76) * height), cell, font=font, fill=20, anchor="ls")
    return np.array(page, dtype=np.uint8)


def _broken(page: Pixels) -> Pixels:
    """Faint: every upright has lost some pixels in each row."""
    worn = page.copy()
    for top in range(120, page.shape[0] - 100, 42):
        worn[top : top + 6] = 255
    return worn


def _leaning(page: Pixels) -> Pixels:
    shear = np.array([[1, 0.012, 0], [0, 1, 0]])
    return np.asarray(cv2.warpAffine(page, shear, page.shape[::-1], borderValue=255), dtype=np.uint8)


def _framed() -> Pixels:
    """A frame round a title of which a letter with marks above and below it, as "Ệ", is as high as the frame."""
    page = _ruled("", 1, 42, 1)
    cv2.line(page, (250, 104), (250, 139), 20, 4)
    for y in (108, 122, 134):
        cv2.line(page, (250, y), (262, y), 20, 4)
    cv2.line(page, (243, 110), (243, 136), 20, 3)  # the letter before it
    return page


@pytest.mark.parametrize(
    ("page", "uprights"),
    [
        pytest.param(_ruled("8 (10,0%)", 5, 38), 4, id="brackets one below the other, in low rows"),
        pytest.param(_ruled("[x]", 6, 38), 4, id="square ones"),
        pytest.param(_ruled("38", 4, 42), 4, id="figures"),
        pytest.param(_broken(_ruled("38", 4, 42)), 4, id="faint rulings"),
        pytest.param(_leaning(_ruled("38", 5, 42)), 4, id="rulings that lean"),
        pytest.param(_ruled("38", 1, 42), 4, id="a single row"),
        pytest.param(_framed(), 2, id="a frame round a title, as high as its letters"),
    ],
)
def test_uprights(page: Pixels, uprights: int) -> None:
    drawings = find_drawings(page, DPI)
    places = {round(ruling.at * POINT / 20) for ruling in drawings.rulings if not ruling.horizontal}
    assert len(places) == uprights


def test_strokes_that_are_no_ruling_stay_on_the_page() -> None:
    page = _ruled("8 (10,0%)", 4, 38)
    clean = find_drawings(page, DPI).clean
    inside = np.s_[104:134, 110:395]  # the first cell
    assert np.count_nonzero(clean[inside] < 128) == np.count_nonzero(page[inside] < 128)


@pytest.mark.parametrize(
    ("left", "top"),
    [pytest.param(14, 0, id="on one side"), pytest.param(14, 10, id="on two"), pytest.param(40, 40, id="wide ones")],
)
def test_black_edges_of_a_copy_neither_turn_nor_shear_a_page(left: int, top: int) -> None:
    page = Image.new("L", (1654, 2339), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 14 * POINT)
    for row, line in enumerate(("V. Trách nhiệm của tập thể, cá nhân", "Chi ủy nhận trách nhiệm.", "T/M CHI ỦY")):
        draw.text((250, 300 + 60 * row), line, font=font, fill=20)
    pixels = np.array(page, dtype=np.uint8)
    pixels[:, :left], pixels[:top] = 20, 20
    image, without = prepare(pixels, DPI), prepare(np.array(page, dtype=np.uint8), DPI)
    assert image.grey.shape == pixels.shape
    assert image.grey[:, : left + 2].min() > 200
    assert np.abs(image.back - without.back).max() < 1.0
