"""What is drawn on a scanned page: rulings of tables and check boxes with the ink in them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from parsers.readers.pages.page import BOX_SIDES, Box, Ruling
from parsers.readers.scan.image import Pixels, ink

LETTER_STROKE = 26  # pixels at 200 dpi: longer than the bar of a capital T in 14 points
BREAK = 12  # pixels that may be missing from a faint rule
LEAST_BOX = 7.0  # points: smaller squares are letters
SOLID = 0.85  # of its bounding box that a square's outline encloses; a letter O encloses 0.78
LEAST_FLAT = 22.0  # points: the shortest row of a table; the bars of two capitals that touch are shorter
LEAST_UPRIGHT = 12.5  # points: a row's height; letters are lower
SIDE_COVER = 0.78  # of a box's side that must be inked: edges break in a scan
EMPTY_INK = 0.035  # share of a box's inside: grain and the edge's own blur
MARKED_INK = 0.075  # share of a box's inside: the thinnest tick; between the two only a person can tell
BOX_SHAPE = 2.2  # a box is at most this many times as wide as high, or as high as wide


def find_drawings(grey: Pixels, dpi: float) -> tuple[list[Ruling], list[Box], Pixels]:
    """Rulings, check boxes, and the picture without both, ready for reading letters."""
    point = dpi / 72
    binary = ink(grey)
    boxes = _boxes(binary, point)
    clean = grey.copy()
    for box in boxes:
        x0, y0, x1, y1 = (round(value * point) for value in (box.x0, box.top, box.x1, box.bottom))
        place = (slice(max(0, y0 - 3), y1 + 4), slice(max(0, x0 - 3), x1 + 4))
        clean[place], binary[place] = 255, 0
    rulings: list[Ruling] = []
    for flat in (True, False):
        mask = _line_mask(binary, flat, round((LEAST_FLAT if flat else LEAST_UPRIGHT) * point))
        rulings += _rulings(mask, flat, point)
        clean[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255
    return rulings, boxes, clean


def _line_mask(binary: Any, flat: bool, length: int) -> Any:
    """Pixels of long straight strokes; the breaks of a faint rule are closed.

    Only strokes longer than a letter's may be joined, or a row of letters would become a line.
    """
    stroke, gap, line = ((1, size) if flat else (size, 1) for size in (LETTER_STROKE, BREAK, length))
    mask = cv2.dilate(binary, np.ones((2, 1) if flat else (1, 2), np.uint8))  # a line that leans by a pixel stays one
    for way, shape in ((cv2.MORPH_OPEN, stroke), (cv2.MORPH_CLOSE, gap), (cv2.MORPH_OPEN, line)):
        mask = cv2.morphologyEx(mask, way, np.ones(shape, np.uint8))
    return mask


def _rulings(mask: Any, horizontal: bool, point: float) -> list[Ruling]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    rulings = []
    for index in range(1, count):
        x, y, width, height = (int(value) for value in stats[index][:4])
        long, thick = (width, height) if horizontal else (height, width)
        if thick > max(3 * point, long * 0.05):
            continue
        if horizontal:
            rulings.append(Ruling(True, (y + height / 2) / point, x / point, (x + width) / point))
        else:
            rulings.append(Ruling(False, (x + width / 2) / point, y / point, (y + height) / point))
    return rulings


def _boxes(binary: Pixels, point: float) -> list[Box]:
    """Small rectangles that stand alone, with the share of ink inside."""
    low, high = LEAST_BOX * point, BOX_SIDES[1] * point
    closed = cv2.morphologyEx(binary, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Box] = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        if not (low <= width <= high and low <= height <= high):
            continue
        if max(width, height) > BOX_SHAPE * min(width, height):
            continue
        if cv2.contourArea(contour) < SOLID * width * height or not _framed(closed, x, y, width, height):
            continue
        if _goes_on(binary, x, y, width, height):
            continue
        box = Box(x / point, y / point, (x + width) / point, (y + height) / point, kind="scan")
        twin = next((b for b in found if b.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, 0)), None)
        if twin is None:
            share = _ink_inside(binary, x, y, width, height)
            box.checked = False if share < EMPTY_INK else True if share > MARKED_INK else None
            found.append(box)
    return found


def _framed(binary: Any, x: int, y: int, width: int, height: int) -> bool:
    """Whether all four sides are inked."""
    depth = 3
    sides = (
        binary[y : y + depth, x : x + width].max(axis=0),
        binary[y + height - depth : y + height, x : x + width].max(axis=0),
        binary[y : y + height, x : x + depth].max(axis=1),
        binary[y : y + height, x + width - depth : x + width].max(axis=1),
    )
    return all(float(side.mean()) / 255 >= SIDE_COVER for side in sides)


def _goes_on(binary: Pixels, x: int, y: int, width: int, height: int) -> bool:
    """Whether an edge goes on past the corner: then it is a table's cell."""
    near, far = 3, 9
    rows = (slice(max(0, y - 1), y + 4), slice(y + height - 4, y + height + 1))
    columns = (slice(max(0, x - 1), x + 4), slice(x + width - 4, x + width + 1))
    beyond = [
        *(binary[row, side].max(axis=0) for row in rows for side in _past(x, width, near, far)),
        *(binary[side, column].max(axis=1) for column in columns for side in _past(y, height, near, far)),
    ]
    return any(strip.size > 0 and float(strip.mean()) / 255 > 0.8 for strip in beyond)


def _past(start: int, length: int, near: int, far: int) -> tuple[slice, slice]:
    return slice(max(0, start - far), max(0, start - near)), slice(start + length + near, start + length + far)


def _ink_inside(binary: Pixels, x: int, y: int, width: int, height: int) -> float:
    margin = max(4, min(width, height) // 6)
    inside = binary[y + margin : y + height - margin, x + margin : x + width - margin]
    return float(inside.mean()) / 255 if inside.size else 0.0
