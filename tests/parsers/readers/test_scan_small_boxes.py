"""Boxes as small as letters, drawn by a symbol font: the letters beside them are none."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.readers.scan.squares import find_squares
from samples.scanner import DPI, PAGE, scan, type_page

SIDE = 23  # pixels: 8.3 points
COLUMNS, ROWS = (300, 700, 1000, 1350), (400, 900)


def test_letters_beside_small_boxes_are_no_boxes() -> None:
    page = type_page(["Nhà trường đã tổ chức thu hoạch rau trong vườn, gộp quỹ ủng hộ bếp ăn bán trú"] * 40).copy()
    assert page.shape[:2] == PAGE[::-1]
    for y in ROWS:
        page[y - 40 : y + SIDE + 40, 200:1500] = 255
        for x in COLUMNS:
            cv2.rectangle(page, (x, y), (x + SIDE, y + SIDE), (25, 25, 25), 2)
    grey = np.asarray(cv2.cvtColor(scan(page, 3, lean=0.0), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    squares = find_squares(grey, DPI / 72)
    places = {(x, y) for y in ROWS for x in COLUMNS if any(abs(s.x - x) < 6 and abs(s.y - y) < 6 for s in squares)}
    assert len(places) == len(ROWS) * len(COLUMNS)
    assert len(squares) == len(places)
