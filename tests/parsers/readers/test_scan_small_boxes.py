"""Boxes as small as letters, drawn by a symbol font: the letters beside them are none."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import prepare
from parsers.readers.scan.squares import find_squares
from samples.scanner import DPI, FONT, PAGE, scan, type_page

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


def test_small_boxes_whose_ticks_run_over_a_corner() -> None:
    page = type_page(["Chi bộ duy trì sinh hoạt đúng quy định, có nội dung cụ thể."] * 8).copy()
    side, y = 30, 1200
    for x in COLUMNS:
        cv2.rectangle(page, (x, y), (x + side, y + side), (25, 25, 25), 3)
    tick = np.array([(COLUMNS[1] + across, y + down) for across, down in ((5, 14), (12, 24), (31, -1))])
    cv2.polylines(page, [tick], False, (25, 25, 25), 4, cv2.LINE_AA)
    page[:, COLUMNS[2] - 14 : COLUMNS[2] - 4][y : y + side] = 25  # a letter near enough to run together
    image = prepare(scan(page, 3, lean=0.0), DPI)
    boxes = sorted(find_drawings(image.grey, image.dpi, image.full).boxes, key=lambda box: box.x0)
    assert [box.checked for box in boxes] == [False, True, False, False]


def _printed(places: list[tuple[int, int, bool]], text: list[tuple[int, int, str]]) -> list[bool | None]:
    """What small printed boxes (x, y, black) say after a scan, in their order."""
    page = type_page(["Chi bộ duy trì sinh hoạt đúng quy định, có nội dung cụ thể."] * 8).copy()
    image = Image.fromarray(page)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 39)
    for x, y, words in text:
        draw.text((x, y + SIDE / 2), words, fill=(25, 25, 25), font=font, anchor="lm")
    page = np.array(image)
    for x, y, black in places:
        shrunk = 2 if black else 0  # as symbol fonts draw it
        corners = (x + shrunk, y + shrunk), (x + SIDE - shrunk, y + SIDE - shrunk)
        cv2.rectangle(page, *corners, (25, 25, 25), cv2.FILLED if black else 2)
    image_read = prepare(scan(page, 3, lean=0.0), DPI)
    boxes = find_drawings(image_read.grey, image_read.dpi, image_read.full).boxes
    return [
        next((b.checked for b in boxes if abs(b.x0 * DPI / 72 - x) < 12 and abs(b.top * DPI / 72 - y) < 12), None)
        for x, y, _ in places
    ]


@pytest.mark.skipif(not Path(FONT).exists(), reason="needs fonts-liberation2")
@pytest.mark.parametrize(
    ("places", "text", "expected"),
    [
        pytest.param([(300, 1200, False), (500, 1200, False), (750, 1200, True), (1100, 1200, False)],
                     [(340, 1200, "Xuất sắc"), (540, 1200, "Tốt"), (790, 1200, "Trung bình"), (1140, 1200, "Kém")],
                     [False, False, True, False], id="in a row"),
        pytest.param([(300, 1200, True), (300, 1270, False), (300, 1340, False), (300, 1410, False)],
                     [(340, 1200, "Xuất sắc"), (340, 1270, "Tốt"), (340, 1340, "Trung bình"), (340, 1410, "Kém")],
                     [True, False, False, False], id="in a column"),
        pytest.param([(300, 1200, False), (900, 1200, False), (700, 1255, True)],
                     [(340, 1200, "Hoàn thành xuất sắc nhiệm vụ"), (940, 1200, "Hoàn thành tốt"),
                      (300, 1255, "Hoàn thành nhiệm vụ"), (740, 1255, "Không hoàn thành")],
                     [False, False, True], id="in the next line of the same words"),
        pytest.param([(300, 1200, False), (300, 1270, False), (300, 1340, True), (300, 1410, True)],
                     [(340, 1200, "Xuất sắc"), (340, 1270, "Tốt"), (340, 1340, "Trung bình"), (340, 1410, "Kém")],
                     [False, False, True, True], id="two black ones: both are told"),
        pytest.param([(300, 1200, True), (300, 1270, True), (300, 1340, True)],
                     [(340, 1200, "Duy trì nền nếp"), (340, 1270, "Thăm hỏi"), (340, 1340, "Quyên góp")],
                     [None, None, None], id="black ones alone are bullets"),
        pytest.param([(500, 1200, False), (800, 1200, False), (230, 1255, True)],
                     [(540, 1200, "Tốt"), (840, 1200, "Kém"), (270, 1255, "Nhận xét của cấp trên")],
                     [False, False, None], id="a bullet in the line below"),
    ],
)  # fmt: skip
def test_a_black_square_among_empty_ones_is_marked(
    places: list[tuple[int, int, bool]], text: list[tuple[int, int, str]], expected: list[bool | None]
) -> None:
    assert _printed(places, text) == expected
