"""Words that a hand set off: a line drawn under them, or a highlighter's colour over them.

A printed underline is one too: a look is a look, whoever gave it. What it means is not told here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.grid import find_grids
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.page import Ruling, Word
from parsers.readers.scan.image import Patch, Pixels
from parsers.readers.scan.pieces import boxes_of
from parsers.readers.scan.square import Matrix
from parsers.readers.scan.straight import OPEN, along

# --- lines drawn by hand -------------------------------------------------------------------------------------------

LEAST_LINE = 1.1  # of the font size: the width of the shortest line under a word
MOST_LINE = 260.0  # points: a longer one is a ruling
FLAT = (0.5, 0.2)  # of the font size, and of its own width: the height of a line that wavers
RUN = 0.75  # of the font size: a level run longer than a letter's bar
BREAK = 0.3  # of the font size that may be missing from the line
THICK = 0.42  # of the font size that the strokes are thick
INK_GREY = 170  # of 255: a highlighter's ground is lighter
WAVER = 5  # pixels by which a line may waver along such a run
BELOW = (-0.06, 0.62)  # of the font size below the baseline: where the line's middle lies
COVER = 0.6  # of a word's width that lies over the line
OVERHANG = 1.3  # of the font size by which a line may go past its words
MOST_ABOVE = 24.0  # points from a line up to the baseline of its words


@dataclass(frozen=True, slots=True)
class Lines:
    """The boxes of the lines in points, and where their ink is (255)."""

    boxes: tuple[BBox, ...] = ()
    ink: Pixels | None = None


def find_lines(binary: Pixels, full: Pixels, point: float, em: float, rulings: Sequence[Ruling] = ()) -> Lines:
    """Level strokes longer than any letter's, touched by letters or not; `binary` is the ink (255) of `full`.

    `em` is the font size in pixels, 0 where nobody knows it. Lines of tables are none: `rulings` tell where they stand.
    """
    if not em:
        return Lines()
    mask: Any = cv2.dilate(binary, np.ones((WAVER, 1), np.uint8))
    mask = along(mask, (OPEN, round(RUN * em)), flat=True)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, round(BREAK * em)), np.uint8))
    boxes: list[BBox] = []
    taken = np.zeros_like(binary)
    tables = [grid.bbox for grid in find_grids(list(rulings))]
    for x, y, width, height in boxes_of(mask):
        box = (x / point, y / point, (x + width) / point, (y + height) / point)
        if any(_meet(box, table) for table in tables) or not LEAST_LINE * em <= width <= MOST_LINE * point:
            continue
        place = (slice(y, y + height), slice(x, x + width))
        own = (mask[place] > 0) & (binary[place] > 0)
        low = height - WAVER + 1 <= max(FLAT[0] * em, FLAT[1] * width)
        if low and 0 < float(own.sum()) <= THICK * em * width and np.median(full[place][own]) < INK_GREY:
            taken[place][own] = 255
            boxes.append(box)
    return Lines(tuple(boxes), np.asarray(cv2.dilate(taken, np.ones((3, 3), np.uint8)), np.uint8) if boxes else None)


def see_lines(words: Sequence[Word], boxes: Sequence[BBox]) -> None:
    """Underlines the words that one of the lines was drawn under, and no others."""
    heights = Heights(words)
    for x0, top, x1, bottom in boxes:
        middle = (top + bottom) / 2
        over = [
            word
            for word in heights.near(middle - MOST_ABOVE, middle)
            if word.box is None
            and BELOW[0] * word.size <= middle - word.baseline <= BELOW[1] * word.size
            and min(word.x1, x1) - max(word.x0, x0) >= COVER * (word.x1 - word.x0)
        ]
        if not over:
            continue
        room = OVERHANG * over[0].size
        if x0 >= min(word.x0 for word in over) - room and x1 <= max(word.x1 for word in over) + room:
            for word in over:
                word.underline = True


# --- highlighters --------------------------------------------------------------------------------------------------

COARSE = 100  # dpi at which grounds are looked for
VIVID = 38  # of 255 by which a ground's channels differ: tinted paper and lamps have less, their light reckoned out
LIGHT = 150  # of 255: its lightest channel; ink is darker
GROUND = (0.07, 0.4)  # inches: the height of what a highlighter leaves
LEAST_WIDE = 0.16  # inches
FILL = 0.6  # of its box that the ground takes, letters closed
MOST_VIVID = 0.2  # of a page that may be coloured: more is a coloured sheet or a picture
CLOSE = (7, 15)  # coarse pixels, down and across: letters on the ground
GREY = (150, 238)  # of 255, paper being 250: a ground on a page without colours
PAPER = 250  # of 255: the evened paper
EDGE = 4  # pixels that a ground may reach beyond its box
EVEN = 8  # pixels: a letter's soft edge is narrower
TALLEST = 2.4  # of the font size: a higher ground is a cell's


def find_grounds(
    pixels: Any, dpi: float, full: Pixels, back: Matrix, point: float, patches: Sequence[Patch] = ()
) -> list[BBox]:
    """Where a highlighter's ground lies, in points of the page; the ink of stamps and signatures (`patches`) is none.

    `pixels` are the picture's; `back` leads the pixels of `full`, of which `point` make a point, onto them.
    """
    found = [*_coloured(np.asarray(pixels, dtype=np.uint8), dpi, back, point), *_grey(full, point)]
    return [ground for ground in found if not any(_meet(ground, patch.bbox) for patch in patches)]


def _meet(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _coloured(picture: Any, dpi: float, back: Matrix, point: float) -> list[BBox]:
    if picture.ndim != 3:
        return []
    share = min(1.0, COARSE / dpi)
    small: Any = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    paper = np.percentile(small[::8, ::8].reshape(-1, 3), 80, axis=0)
    r, g, b = (
        cv2.convertScaleAbs(small[..., channel], alpha=PAPER / max(1.0, float(paper[channel]))) for channel in range(3)
    )
    most, least = cv2.max(cv2.max(r, g), b), cv2.min(cv2.min(r, g), b)
    vivid = ((cv2.subtract(most, least) >= VIVID) & (most >= LIGHT)).astype(np.uint8)
    if not vivid.any() or vivid.mean() > MOST_VIVID:
        return []
    vivid = np.asarray(cv2.morphologyEx(vivid, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
    found: list[BBox] = []
    for x, y, width, height in _solid(vivid, dpi * share):
        corners = np.array([[[x, y]], [[x + width, y]], [[x, y + height]], [[x + width, y + height]]]) / share
        places = cv2.perspectiveTransform(corners.astype(np.float64), np.linalg.inv(back))[:, 0] / point
        (x0, top), (x1, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        found.append((x0, top, x1, bottom))
    return found


def _grey(full: Pixels, point: float) -> list[BBox]:
    """On a page without colours a ground is an even grey, wider than the soft edge of any letter."""
    even: Any = cv2.inRange(full, np.array(GREY[0] + 1), np.array(GREY[1] - 1))
    even = cv2.morphologyEx(even, cv2.MORPH_OPEN, np.ones((EVEN, EVEN), np.uint8))
    if not 0 < cv2.countNonZero(even) <= MOST_VIVID * even.size:
        return []
    half = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST)
    point /= 2
    return [(x / point, y / point, (x + width) / point, (y + height) / point)
            for x, y, width, height in _solid(np.asarray(half, np.uint8), 72 * point)]  # fmt: skip


def _solid(mask: Pixels, dpi: float) -> list[tuple[int, int, int, int]]:
    """The boxes of what a highlighter would leave, letters closed up."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones(CLOSE, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    return [
        (x, y, width, height)
        for x, y, width, height, area in stats[1:].tolist()
        if GROUND[0] * dpi <= height <= GROUND[1] * dpi and width >= LEAST_WIDE * dpi and area >= FILL * width * height
    ]


def lightened(page: Pixels, grounds: Sequence[BBox], point: float) -> Pixels:
    """`page` with the grounds as light as its paper, so that the letters on them are read as others are."""
    if not grounds:
        return page
    page = page.copy()
    for ground in grounds:
        x0, top, x1, bottom = (round(value * point) for value in ground)
        place = (slice(max(0, top - EDGE), bottom + EDGE), slice(max(0, x0 - EDGE), x1 + EDGE))
        crop = page[place]
        even = crop[(crop > GREY[0]) & (crop < GREY[1])]
        if even.size:
            lighter = np.minimum(crop * (PAPER / float(np.percentile(even, 25))), PAPER)
            page[place] = np.maximum(crop, lighter).astype(np.uint8)
    return page


def see_grounds(words: Sequence[Word], grounds: Sequence[BBox]) -> None:
    """Highlights the words whose middle lies on a ground no higher than a line."""
    heights = Heights(words)
    for x0, top, x1, bottom in grounds:
        for word in heights.near(top, bottom):
            x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            if x0 <= x <= x1 and top <= y <= bottom and bottom - top <= TALLEST * word.size:
                word.highlight = True
