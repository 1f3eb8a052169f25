"""Rings that a hand drew round words: closed, left open, overshot or gone round twice, in any ink, over letters too.

A ring lies along its own hull and holds words. It is told by that alone, so a blue one is no signature and a black one
that crosses a letter no part of the text; its ink is taken out of the letters' way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.document import BBox
from parsers.readers.scan.image import Patch, Pixels
from parsers.readers.scan.pieces import Pieces

LETTER = (4.0, 15.0)  # points: the height of what may be a letter
EM = 0.46  # of the font size that the usual letter is high
LEAST_LETTERS = 20  # fewer say nothing of the font size
HEIGHT = (1.15, 3.2)  # of the font size: a ring's height
LEAST_WIDTH = 1.1  # of the font size
MOST_WIDTH = 300.0  # points
SHAPE = 0.8  # the least width to height
ALONG = 0.1  # of the font size that the stroke may lie off its hull
COVER = 0.74  # of the hull that must have ink along it
SECTORS, SECTORS_INKED = 12, 9  # around the middle, and how many a ring goes through
SQUARE = 0.9  # of the smallest rectangle around it that a hull fills: a frame, not a hand's ring
INSIDE = 0.035  # of the ring's inside that ink takes at least: words
CROSSING = 1.8  # of the stroke's thickness: where it is thicker it crosses a letter
LEAST_RADIUS = 0.6  # of the way from the middle to the ring: nearer the middle is no ring
COURSE = 60  # sectors in which the ring's way is followed
COURSE_ROOM = 0.06  # of the font size that the stroke may lie off its way
LIGHTER = 25.0  # of 255 that a ring's ink is lighter than print: then print under it can be told from it
SOFT = 4  # pixels from dark print that its edges reach
BIT, ARC, TURN = 0.2, 0.9, 0.85  # of the font size: what is left of a ring is smaller, or a turn, thin so far
SAME = 0.6  # of a signature that lies in a ring: it is the ring


@dataclass(frozen=True, slots=True)
class Rings:
    """The boxes of the rings in points, and where their ink is (255)."""

    boxes: tuple[BBox, ...] = ()
    ink: Pixels | None = None
    em: float = 0.0  # the page's font size in pixels, by its letters; 0 where there are too few


def find_rings(binary: Pixels, pieces: Pieces, full: Pixels, point: float, stamps: Sequence[BBox] = ()) -> Rings:
    """`binary` is the ink (255) of `full`, the page with all pens, without its boxes, and `pieces` what it is made of;
    `stamps` (points) are none."""
    labels, stats = pieces.labels, pieces.stats
    heights, widths = stats[:, 3], stats[:, 2]
    letters = heights[1:][(heights[1:] >= LETTER[0] * point) & (heights[1:] <= LETTER[1] * point)]
    if letters.size < LEAST_LETTERS:
        return Rings()
    em = float(np.median(letters)) / EM
    fits = (heights >= HEIGHT[0] * em) & (heights <= HEIGHT[1] * em) & (widths >= LEAST_WIDTH * em)
    fits &= (widths <= MOST_WIDTH * point) & (widths >= SHAPE * heights)
    fits[0] = False
    if not fits.any():
        return Rings(em=em)
    print_level = float(np.percentile(full[binary > 0], 15))
    boxes: list[BBox] = []
    taken: Any = np.zeros_like(binary)
    for index in np.flatnonzero(fits):
        x, y, width, height = (int(value) for value in stats[index][:4])
        box = (x / point, y / point, (x + width) / point, (y + height) / point)
        if any(_meet(box, stamp) for stamp in stamps):
            continue
        piece = labels[y : y + height, x : x + width] == index
        hull: Any = cv2.convexHull(cv2.findNonZero(piece.astype(np.uint8)))
        depth = _depth(piece.shape, hull)
        if not _is_ring(piece, hull, depth, binary[y : y + height, x : x + width], em):
            continue
        boxes.append(box)
        place = (slice(y, y + height), slice(x, x + width))
        stroke = _stroke(piece, em)
        grey = cv2.medianBlur(full[place], 3)
        if float(np.percentile(grey[stroke], 25)) >= print_level + LIGHTER:
            stroke = _lighter(grey, piece, stroke, print_level)
        taken[place][stroke] = 255
    if not boxes:
        return Rings(em=em)
    return Rings(tuple(boxes), np.asarray(cv2.dilate(taken, np.ones((3, 3), np.uint8)), np.uint8), em)


def without_ringed(patches: Sequence[Patch], rings: Sequence[BBox]) -> list[Patch]:
    """`patches` without the signatures that are rings round words."""
    return [
        patch
        for patch in patches
        if patch.kind != "signature" or not any(_share(patch.bbox, ring) >= SAME for ring in rings)
    ]


def _share(one: BBox, other: BBox) -> float:
    """How much of `one` lies in `other`."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    area = (one[2] - one[0]) * (one[3] - one[1])
    return max(0.0, across) * max(0.0, down) / area if area > 0 else 0.0


def _meet(one: BBox, other: BBox) -> bool:
    return _share(one, other) > 0


def _depth(shape: tuple[int, ...], hull: Any) -> NDArray[np.float32]:
    """How far each pixel lies within the hull."""
    filled = np.zeros((shape[0] + 2, shape[1] + 2), np.uint8)
    cv2.drawContours(filled, [hull + 1], -1, 255, cv2.FILLED)
    return np.asarray(cv2.distanceTransform(filled, cv2.DIST_L2, 5)[1:-1, 1:-1], np.float32)


def _is_ring(piece: Any, hull: Any, depth: Any, around: Pixels, em: float) -> bool:
    _, sides, _ = cv2.minAreaRect(hull)
    if cv2.contourArea(hull) >= SQUARE * sides[0] * sides[1]:
        return False
    near = cv2.distanceTransform((~piece).astype(np.uint8), cv2.DIST_L2, 3) <= max(2.0, ALONG * em)
    path = np.zeros(piece.shape, np.uint8)
    cv2.drawContours(path, [hull], -1, 255, 1)
    rows, columns = np.nonzero(path)
    inked = near[rows, columns]
    if inked.mean() < COVER:
        return False
    angles = np.arctan2(rows - piece.shape[0] / 2, columns - piece.shape[1] / 2)
    sector = ((angles / (2 * np.pi) + 0.5) * SECTORS).astype(int) % SECTORS
    if sum(bool(inked[sector == index].mean() > 0.5) for index in range(SECTORS) if (sector == index).any()) < (
        SECTORS_INKED
    ):
        return False
    inside = depth > max(4.0, 0.2 * em)
    return bool(inside.any() and (around[inside] > 0).mean() >= INSIDE)


def _stroke(piece: Any, em: float) -> Any:
    """The ring's own ink: thin across its course, and on it; letters that it crosses stay, but for the crossing."""
    rows, columns = np.nonzero(piece)
    height, width = piece.shape
    down, across = (rows - height / 2) / (height / 2), (columns - width / 2) / (width / 2)
    radius = np.hypot(down, across)
    thick = _thickness(piece, rows, columns, down / height, across / width, round(em / 2))
    pen = float(np.median(thick))
    thin = (thick <= CROSSING * pen) & (radius >= LEAST_RADIUS)
    sector = ((np.arctan2(down, across) / (2 * np.pi) + 0.5) * COURSE).astype(int) % COURSE
    course = np.array([np.median(radius[own]) if (own := thin & (sector == index)).any() else np.nan
                       for index in range(COURSE)])  # fmt: skip
    around = np.stack([np.roll(course, shift) for shift in (-2, -1, 0, 1, 2)])
    smooth = np.nanmedian(np.where(np.isnan(around), np.nanmedian(course), around), axis=0)
    room = (pen + COURSE_ROOM * em) / (height / 2)
    stroke = np.zeros_like(piece)
    on_course = thin & (np.abs(radius - smooth[sector]) <= room)
    stroke[rows[on_course], columns[on_course]] = True
    rest = (piece & ~stroke).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    second = np.zeros(piece.shape)
    second[rows, columns] = thin & (radius <= smooth[sector] + room)
    for index in range(1, count):
        long = max(int(stats[index][2]), int(stats[index][3]))
        own = labels == index
        if long <= BIT * em or (long >= ARC * em and float(second[own].mean()) >= TURN):
            stroke |= own
    return stroke


def _lighter(grey: Any, piece: Any, stroke: Any, print_level: float) -> Any:
    """What of a ring lighter than print is its ink: the print under it stays, with its soft edges."""
    core = (grey < (float(np.median(grey[stroke])) + print_level) / 2).astype(np.uint8)
    for _ in range(SOFT):
        core = cv2.dilate(core, np.ones((3, 3), np.uint8)) & piece.astype(np.uint8)
    return piece & (core == 0)


def _thickness(piece: Any, rows: Any, columns: Any, down: Any, across: Any, most: int) -> Any:
    """How far the ink goes on to both sides of each pixel, across the ring's course."""
    length = np.maximum(np.hypot(down, across), 1e-9)
    down, across = down / length, across / length
    padded = np.pad(piece, 1)
    thick = np.ones(rows.size)
    for way in (-1, 1):
        going = np.ones(rows.size, bool)
        for step in range(1, most):
            y = np.clip(np.round(rows + way * step * down).astype(int) + 1, 0, padded.shape[0] - 1)
            x = np.clip(np.round(columns + way * step * across).astype(int) + 1, 0, padded.shape[1] - 1)
            going &= padded[y, x]
            thick += going
            if not going.any():
                break
    return thick
