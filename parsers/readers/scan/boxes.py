"""Check boxes of a scanned page: where they stand, and which have a mark in them.

A box is found by its sides, so that a tick that runs over an edge or a letter that touches one does not hide it. A mark
is a stroke: ink that holds together over a good part of the box. Grain and show-through never do, however much of them
there is; and a stroke that is fainter than the print still does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from parsers.readers.pages.page import BOX_SIDES, Box
from parsers.readers.scan.image import Pixels

LEAST_BOX = 7.0  # points: smaller squares are letters
LEAST_BARE = 8.6  # points: the same where only the four sides were seen; a capital D is 7.5 wide
SOLID = 0.85  # of its bounding box that a square's outline encloses; a letter O encloses 0.78
SIDE_COVER = 0.78  # of a box's side that must be inked: edges break in a scan
SIDE_STROKE = 0.7  # of the least box: the shortest piece of a side
BOX_SHAPE = 2.2  # a box is at most this many times as wide as high, or as high as wide
CORNER = 3  # pixels by which the ends of two sides may miss each other
PAST = (3, 15)  # pixels beyond a corner where a table's ruling goes on and a box's side does not

PAPER = 246  # grey of the evened paper
FAINT = 28  # of 255 below the paper: the faintest stroke of a pen or a thin line
STROKE = 0.42  # of the box's inside that a mark's longest stroke spans
SPECK = 0.26  # of the box's inside: what grain and a side's blur reach
MARKED_INK = 0.12  # share of the inside that is inked: a filled box, a blot
EMPTY_INK = 0.06  # above it a box without a stroke is in doubt


@dataclass(frozen=True, slots=True)
class _Place:
    """A box in pixels."""

    x: int
    y: int
    width: int
    height: int


def find_boxes(grey: Pixels, binary: Pixels, point: float) -> list[Box]:
    """The boxes of a page, each with its mark judged; `binary` is 255 where there is ink, `point` pixels a point."""
    found: list[Box] = []
    for place in [*_by_outline(binary, point), *_by_sides(binary, point)]:
        x0, top = place.x / point, place.y / point
        x1, bottom = (place.x + place.width) / point, (place.y + place.height) / point
        if any(box.holds((x0 + x1) / 2, (top + bottom) / 2, 0) for box in found):
            continue
        if _framed(binary, place) and not _goes_on(binary, place):
            found.append(Box(x0, top, x1, bottom, checked=_is_marked(grey, place), kind="scan"))
    return found


# --- where they stand ----------------------------------------------------------------------------------------------


def _by_outline(binary: Pixels, point: float) -> list[_Place]:
    """Closed outlines of the size and shape of a box."""
    closed = cv2.morphologyEx(binary, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return [
        place
        for contour in contours
        if _is_box_sized(place := _Place(*cv2.boundingRect(contour)), point)
        and cv2.contourArea(contour) >= SOLID * place.width * place.height
    ]


def _by_sides(binary: Pixels, point: float) -> list[_Place]:
    """Two level strokes of one length, one above the other, that two upright ones join."""
    length = round(SIDE_STROKE * LEAST_BOX * point)
    flat = _strokes(binary, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(binary, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    upright = cv2.dilate(upright, np.ones((1, 2 * CORNER + 1), np.uint8))
    places: list[_Place] = []
    feet: set[int] = set()
    for i, top in enumerate(flat):
        if i in feet:
            continue
        for j, bottom in enumerate(flat[i + 1 :], i + 1):
            if bottom[1] - top[1] > BOX_SIDES[1] * point:
                break
            start, end = max(top[0], bottom[0]), min(top[0] + top[2], bottom[0] + bottom[2])
            place = _Place(start, top[1], end - start, bottom[1] + bottom[3] - top[1])
            lengths = (top[2], bottom[2], end - start)
            if max(lengths) - min(lengths) > 2 * CORNER + 0.3 * min(lengths):
                continue
            if not _is_box_sized(place, point) or min(place.width, place.height) < LEAST_BARE * point:
                continue
            middle = upright[top[1] + top[3] : bottom[1]]
            sides = [middle[:, max(0, x - CORNER) : x + CORNER].any(axis=1) for x in (start + 1, end - 1)]
            if all(side.size and side.mean() >= SIDE_COVER for side in sides):
                places.append(place)
                feet.add(j)
                break
    return places


def _strokes(binary: Pixels, shape: Any) -> list[tuple[int, int, int, int]]:
    """Straight strokes from top to bottom, as x, y, width, height."""
    mask = cv2.morphologyEx(binary, cv2.MORPH_OPEN, shape)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = [tuple(int(value) for value in stats[index][:4]) for index in range(1, count)]
    return sorted(((x, y, w, h) for x, y, w, h in found if h <= max(5, 0.4 * w)), key=lambda stroke: stroke[1])


def _is_box_sized(place: _Place, point: float) -> bool:
    low, high = LEAST_BOX * point, BOX_SIDES[1] * point
    sides = (place.width, place.height)
    return low <= min(sides) and max(sides) <= high and max(sides) <= BOX_SHAPE * min(sides)


def _framed(binary: Pixels, place: _Place) -> bool:
    """Whether all four sides and corners are inked."""
    x, y, width, height = place.x, place.y, place.width, place.height
    depth = CORNER
    sides = (
        binary[y : y + depth, x : x + width].max(axis=0),
        binary[y + height - depth : y + height, x : x + width].max(axis=0),
        binary[y : y + height, x : x + depth].max(axis=1),
        binary[y : y + height, x + width - depth : x + width].max(axis=1),
    )
    near = 2 * depth
    corners = [binary[b : b + near, a : a + near] for a in (x, x + width - near) for b in (y, y + height - near)]
    covered = all(float(side.mean()) / 255 >= SIDE_COVER for side in sides)
    return covered and all(
        corner.any(axis=0).sum() >= near - 2 and corner.any(axis=1).sum() >= near - 2 for corner in corners
    )


def _goes_on(binary: Pixels, place: _Place) -> bool:
    """Whether an edge goes on past the corner: then it is a table's cell."""
    x, y, width, height = place.x, place.y, place.width, place.height
    rows = (slice(max(0, y - 1), y + 4), slice(y + height - 4, y + height + 1))
    columns = (slice(max(0, x - 1), x + 4), slice(x + width - 4, x + width + 1))
    beyond = [
        *(binary[row, side].max(axis=0) for row in rows for side in _past(x, width)),
        *(binary[side, column].max(axis=1) for column in columns for side in _past(y, height)),
    ]
    return any(strip.size > 0 and float(strip.mean()) / 255 > 0.85 for strip in beyond)


def _past(start: int, length: int) -> tuple[slice, slice]:
    near, far = PAST
    return slice(max(0, start - far), max(0, start - near)), slice(start + length + near, start + length + far)


# --- what is in them -----------------------------------------------------------------------------------------------


def _is_marked(grey: Pixels, place: _Place) -> bool | None:
    """None where only a person can tell."""
    margin = max(4, min(place.width, place.height) // 5)
    rows = slice(place.y + margin, place.y + place.height - margin)
    columns = slice(place.x + margin, place.x + place.width - margin)
    inside = cv2.GaussianBlur(grey[rows, columns], (3, 3), 0)
    if inside.size == 0:
        return None
    dark = (inside < PAPER - FAINT).astype(np.uint8)
    share, span = float(dark.mean()), _longest(dark) / max(1, min(dark.shape))
    if span >= STROKE or share >= MARKED_INK:
        return True
    if span <= SPECK and share <= EMPTY_INK:
        return False
    return None


def _longest(dark: Any) -> int:
    """The greater side of the largest piece of ink, in pixels."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return max((int(max(stats[index][2:4])) for index in range(1, count)), default=0)
