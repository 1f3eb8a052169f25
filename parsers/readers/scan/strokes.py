"""Ink that hangs together over more than a letter: signatures, seals and leaning frames on a grey page, rings by hand.

Looked for where boxes are gone already, and before rulings are: a loop has straight pieces. What crosses a line of text
is taken away outside that line only, for there it cannot be told from the letters it touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.scan.holes import find_holes
from parsers.readers.scan.image import Patch, Pixels
from parsers.readers.scan.pieces import Pieces, boxes_of
from parsers.readers.scan.stamps import COARSE, MM, SIGNATURE_FILL, is_straight, outline_shape, upright
from parsers.readers.scan.straight import CLOSE, along

LARGE = (7.5, 18.0, 110.0, 60.0)  # millimetres: least height and width, most width and height
LETTER = (3.0, 15.0)  # points: the height of what may be a letter
WORD_GAP = 9.0  # points between the letters of a line of text
LEAST_LINE = 22.0  # points: shorter pieces of text are no line that a stroke must be kept on
REACH = 28.0  # points that a line goes on past its last free letter: the next ones touch the stroke
APART = 14.0  # points between the strokes of one signature
RING_HOLE = 0.55  # of its hull that a ring's inside takes
RING_HEIGHT = 42.0  # points: a ring round a label; a seal is higher
LIGHTER = 22.0  # of 255 that a stamp's ink is lighter than print: then it can be told from the letters under it
THIN_STROKE = 3  # pixels from dark print that its thin strokes reach
PAPER_GREY = 235  # of 255: lighter is paper
LEANING = 1.2  # degrees
EDGE = 6  # pixels from the picture's edge: what touches it is the scanner's


@dataclass(frozen=True, slots=True)
class Strokes:
    """Signatures and stamps, the rings drawn round words (boxes in points), and where their ink is (255)."""

    patches: tuple[Patch, ...] = ()
    rings: tuple[BBox, ...] = ()
    ink: Pixels | None = None


def find_strokes(grey: Pixels, binary: Pixels, pieces: Pieces, dpi: float) -> Strokes:
    """`grey` is the page, `binary` its ink (255) without its boxes, and `pieces` what that is made of."""
    point = dpi / 72
    labels, stats = pieces.labels, pieces.stats
    large = [
        index
        for index in _large(stats, binary.shape, dpi)
        if not is_straight(_piece(pieces, index), _run(dpi)) or _leans(_piece(pieces, index))
    ]
    holes = find_holes(stats, binary.shape, dpi)
    if not large and not holes:
        return Strokes()
    taken = np.zeros_like(binary)
    for place in holes:
        taken[place] = 255
    print_level = float(np.percentile(grey[binary > 0], 10))
    rings: list[BBox] = []
    patches: list[Patch] = []
    loose: list[int] = []
    for index in large:
        pixels = _pixels(pieces, index)
        hull = _hull(pixels)
        if _outline(hull, pixels, dpi) == "square":
            patches.append(Patch("stamp", _bbox(hull, point), (upright(grey, hull),)))
            cv2.drawContours(taken, [hull], -1, 255, cv2.FILLED)
        elif _is_ring(_piece(pieces, index), hull, point):
            rings.append(_bbox(hull, point))
            taken[pixels] = 255
        else:
            loose.append(index)
    lines = _lines_of_text(stats, labels, point) if loose else binary
    for group in _groups(loose, stats, APART * point):
        pixels = _pixels(pieces, *group)
        hull = _hull(pixels)
        patches.append(Patch("stamp" if _outline(hull, pixels, dpi) else "signature", _bbox(hull, point)))
        level = float(np.median(grey[pixels]))
        if level >= print_level + LIGHTER:
            taken |= _lighter(grey, hull, (level + print_level) / 2)
        else:
            taken[pixels & (lines == 0)] = 255
    return Strokes(tuple(patches), tuple(rings), np.asarray(cv2.dilate(taken, np.ones((3, 3), np.uint8)), np.uint8))


def _large(stats: Any, shape: tuple[int, ...], dpi: float) -> list[int]:
    """The pieces that are as large as a signature or a stamp, and strokes; what touches the edge is the scanner's."""
    x, y, width, height, area = stats.T
    least_height, least_width, most_width, most_height = (value * MM * dpi for value in LARGE)
    inside = (x >= EDGE) & (y >= EDGE) & (x + width <= shape[1] - EDGE) & (y + height <= shape[0] - EDGE)
    sized = (least_height <= height) & (height <= most_height) & (least_width <= width) & (width <= most_width)
    fits = inside & sized & (area <= SIGNATURE_FILL * width * height)
    return [int(index) for index in np.flatnonzero(fits) if index]


def _pixels(pieces: Pieces, *numbers: int) -> Any:
    """The page with these pieces True."""
    mask, place = np.zeros(pieces.labels.shape, bool), pieces.place(*numbers)
    mask[place] = np.isin(pieces.labels[place], numbers)
    return mask


def _piece(pieces: Pieces, index: int) -> Any:
    return pieces.labels[pieces.place(index)] == index


def _leans(piece: Any) -> bool:
    """Whether the smallest rectangle around the stroke stands askew: a stamp's frame, for tables do not."""
    angle = cv2.minAreaRect(cv2.findNonZero(piece.astype(np.uint8)))[2] % 90
    return min(angle, 90 - angle) >= LEANING


def _run(dpi: float) -> int:
    """Pixels of a straight run that no hand draws."""
    return round(9 * dpi / COARSE)


def _lines_of_text(stats: Any, labels: Any, point: float) -> Pixels:
    """255 where lines of text run, and a little past their ends."""
    heights = stats[:, 3]
    letters = ((heights >= LETTER[0] * point) & (heights <= LETTER[1] * point)).astype(np.uint8) * 255
    letters[0] = 0
    joined = along(letters[labels], (CLOSE, round(WORD_GAP * point)), flat=True)
    mask = np.zeros(joined.shape, np.uint8)
    for x, y, width, height in boxes_of(joined):
        if width >= LEAST_LINE * point:
            mask[y : y + height, max(0, x - round(REACH * point)) : x + width + round(REACH * point)] = 255
    return mask


def _lighter(grey: Pixels, hull: Any, core: float) -> Pixels:
    """255 on the ink within the outline that is lighter than print, the soft edges of print left out."""
    inside: Any = np.zeros(grey.shape, np.uint8)
    cv2.drawContours(inside, [hull], -1, 255, cv2.FILLED)
    inside = cv2.dilate(inside, np.ones((7, 7), np.uint8))
    x, y, width, height = cv2.boundingRect(inside)
    place = (slice(y, y + height), slice(x, x + width))
    crop = grey[place]
    inked: Any = (crop < PAPER_GREY).astype(np.uint8)
    print_: Any = (crop < core).astype(np.uint8)
    for _ in range(THIN_STROKE):  # along the ink: thin strokes of print are as light as a stamp
        print_ = cv2.dilate(print_, np.ones((3, 3), np.uint8)) & inked
    inside[place] = np.where((inked > 0) & (print_ == 0), inside[place], 0)
    return np.asarray(inside, dtype=np.uint8)


def _groups(large: list[int], stats: Any, apart: float) -> Iterator[list[int]]:
    """Strokes near one another, together."""
    left = list(large)
    while left:
        group = [left.pop(0)]
        for index in group:
            x, y, width, height = (int(value) for value in stats[index][:4])
            for other in list(left):
                ox, oy, ow, oh = (int(value) for value in stats[other][:4])
                if max(x - ox - ow, ox - x - width) < apart and max(y - oy - oh, oy - y - height) < apart:
                    group.append(other)
                    left.remove(other)
        yield group


def _is_ring(piece: Any, hull: Any, point: float) -> bool:
    """Whether the stroke is one closed loop, low enough to go round a line of words."""
    if piece.shape[0] > RING_HEIGHT * point:
        return False
    mask = np.pad(piece.astype(np.uint8), 1)
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = [cv2.contourArea(c) for c, link in zip(contours, tree[0], strict=True) if link[3] >= 0]
    return max(holes, default=0.0) >= RING_HOLE * cv2.contourArea(hull)


def _hull(pixels: Any) -> Any:
    return cv2.convexHull(cv2.findNonZero(pixels.astype(np.uint8)))


def _outline(hull: Any, pixels: Any, dpi: float) -> str | None:
    """ "round", "square" or None, as of a coloured stamp."""
    scale = COARSE / dpi
    small = cv2.resize(pixels.astype(np.uint8) * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    coarse = np.asarray(cv2.threshold(small, 30, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    return outline_shape(np.round(hull * scale).astype(np.int32), coarse)


def _bbox(hull: Any, point: float) -> BBox:
    x, y, width, height = (value / point for value in cv2.boundingRect(hull))
    return (round(x, 2), round(y, 2), round(x + width, 2), round(y + height, 2))
