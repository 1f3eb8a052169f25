"""What is drawn on a scanned page: rulings of tables, check boxes (`boxes`), and what hands drew (`strokes`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.page import Box, Ruling
from parsers.readers.scan.boxes import find_boxes
from parsers.readers.scan.brackets import erase, find_brackets
from parsers.readers.scan.image import Pixels, ink
from parsers.readers.scan.leaders import find_leaders
from parsers.readers.scan.lined import find_lines
from parsers.readers.scan.pieces import boxes_of, pieces_of
from parsers.readers.scan.rings import find_rings
from parsers.readers.scan.straight import CLOSE, OPEN, along
from parsers.readers.scan.strokes import Strokes, find_strokes

LETTER_STROKE = 26  # pixels at 200 dpi: longer than the bar of a capital T in 14 points
BREAK = 12  # pixels that may be missing from a faint rule
PASSING = 0.8  # of a row beside a box that is inked where a line passes the box
LEAST_FLAT = 22.0  # points: the shortest row of a table; the bars of two capitals that touch are shorter
LONG_UPRIGHT = 32.0  # points: two rows; no strokes of letters join to this height
ANCHOR = 2.6  # points between a side's end and the ruling that it ends on
LEAST_UPRIGHT = 12.5  # points: a row's height; letters are lower
MEETS = slice(2, 6)  # pixels from a level ruling's middle: there an upright that ends on it or crosses it is inked
MEETING = 0.5  # of these places: strokes of letters, and brackets one below the other, stop short of the rulings
STROKE_WIDTH = 5  # pixels to each side of an upright's middle
LEAN = 3  # pixels to each side of its middle that an upright may lean
BESIDE = 9  # pixels to each side, up to where the letters beside a letter's stroke reach
LETTERED = 0.25  # of its rows that have ink there: grain has less


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on the page, and the picture without it, ready for reading letters."""

    rulings: list[Ruling]
    boxes: list[Box]
    strokes: Strokes
    rings: tuple[BBox, ...]  # drawn by hand round words, in points
    lines: tuple[BBox, ...]  # low and wide, such as are drawn under words
    clean: Pixels


def find_drawings(grey: Pixels, dpi: float, full: Pixels | None = None, stamps: Sequence[BBox] = ()) -> Drawings:
    """Check boxes, then what hands drew, then rulings; each is looked for where the others are gone.

    `full` is the picture with the ink of pens that `grey` may lack: the marks in the boxes. `stamps` (boxes in points)
    are where it has other ink too.
    """
    point = dpi / 72
    binary = ink(grey)
    pens = grey if full is None else full
    boxes = find_boxes(grey, pens, point, stamps)
    clean = grey.copy()
    for box in boxes:
        x0, y0, x1, y1 = (round(value * point) for value in (box.x0, box.top, box.x1, box.bottom))
        place = (slice(max(0, y0 - 3), y1 + 4), slice(max(0, x0 - 3), x1 + 4))
        clean[place], binary[place] = 255, _passing(binary, *place)
    pieces = pieces_of(binary)
    for box in (brackets := find_brackets(binary, pieces, pens, point)):
        erase(box, clean, binary, point)
    if brackets:
        pieces = pieces_of(binary)
    written = binary if pens is grey else np.where(clean == 255, np.uint8(0), ink(pens))
    rings = find_rings(written, pieces if pens is grey else pieces_of(written), pens, point, stamps)
    if rings.ink is not None:
        clean[rings.ink > 0], binary[rings.ink > 0], written[rings.ink > 0] = 250, 0, 0
        pieces = pieces_of(binary)
    strokes = find_strokes(grey, binary, pieces, dpi)
    if strokes.ink is not None:
        clean[strokes.ink > 0], binary[strokes.ink > 0] = 250, 0
    rulings = _without_lines(clean, binary, point)
    leaders = find_leaders(binary, pieces, pens, clean, rulings, point, rings.em)
    lines = find_lines(binary, grey, point, rings.em, rulings)
    if lines.ink is not None:
        clean[lines.ink > 0] = 250
    return Drawings(rulings, [*boxes, *brackets, *leaders], strokes, (*rings.boxes, *strokes.rings), lines.boxes, clean)


def _without_lines(clean: Pixels, binary: Pixels, point: float) -> list[Ruling]:
    """The rulings, their ink taken off `clean`; strokes of letters that look like one stay there."""
    level, upright = (
        _line_mask(binary, flat, round((LEAST_FLAT if flat else LEAST_UPRIGHT) * point)) for flat in (True, False)
    )
    flat = _rulings(level, True, point)
    sides = []
    for side in _rulings(upright, False, point):
        if _meets(side, flat, binary, point):
            sides.append(side)
        else:
            x, top, bottom = (round(value * point) for value in (side.at, side.start, side.end))
            upright[top : bottom + 1, max(0, x - STROKE_WIDTH) : x + STROKE_WIDTH + 1] = 0
    for mask in (level, upright):
        clean[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255
    return _anchored([*flat, *sides])


def _meets(upright: Ruling, flat: Sequence[Ruling], binary: Pixels, point: float) -> bool:
    """Whether an upright reaches most of the level rulings that it ends on or crosses, from each side that it has.

    A short one has no letters close to both its sides: it would be a letter's own stroke, in a frame round a title.
    """
    x, top, bottom = (round(value * point) for value in (upright.at, upright.start, upright.end))
    if upright.end - upright.start <= LONG_UPRIGHT:
        near = binary[top + STROKE_WIDTH : bottom - STROKE_WIDTH, max(0, x - BESIDE) : x + BESIDE + 1]
        sides = near[:, : BESIDE - STROKE_WIDTH], near[:, BESIDE + STROKE_WIDTH + 1 :]
        if all(side.any(axis=1).mean() > LETTERED for side in sides):
            return False
    inked: Any = binary[:, max(0, x - LEAN) : x + LEAN + 1].any(axis=1)
    met = []
    for line in flat:
        if not line.start - ANCHOR <= upright.at <= line.end + ANCHOR:
            continue
        y = round(line.at * point)
        below = upright.start - ANCHOR <= line.at < upright.end - ANCHOR
        above = upright.start + ANCHOR < line.at <= upright.end + ANCHOR
        if below or above:
            met.append(all((not below or inked[y + 1 :][MEETS].all(), not above or inked[:y][::-1][MEETS].all())))
    return not met or sum(met) > MEETING * len(met)


def _passing(binary: Pixels, rows: slice, columns: slice) -> Pixels:
    """The ink of lines that go on to both sides of a place: a box that stands close to its cell's edge takes none."""
    lines = np.zeros_like(binary[rows, columns])
    lines[_pass(binary[rows], columns)] = 255
    lines[:, _pass(binary[:, columns].T, rows)] = 255
    return lines


def _pass(strip: Pixels, place: slice) -> Any:
    """Which rows of a strip are inked on both sides of a place, on one of them for longer than a letter's stroke."""

    def inked(length: int) -> tuple[Any, Any]:
        before, after = strip[:, max(0, place.start - length) : place.start], strip[:, place.stop : place.stop + length]
        return tuple(side.sum(axis=1) >= 255 * PASSING * length for side in (before, after))

    (before, after), (long_before, long_after) = inked(BREAK), inked(LETTER_STROKE)
    return before & after & (long_before | long_after)


def _anchored(rulings: list[Ruling]) -> list[Ruling]:
    """Without the uprights that hang free: strokes of letters one above the other, joined by grain.

    A cell's side ends on rulings; a long one may be broken at its ends, or stand under another of the same column.
    """
    flat = [ruling for ruling in rulings if ruling.horizontal]

    def held(upright: Ruling, end: float) -> bool:
        return any(
            abs(line.at - end) <= ANCHOR and line.start - ANCHOR <= upright.at <= line.end + ANCHOR for line in flat
        )

    return [
        ruling
        for ruling in rulings
        if ruling.horizontal
        or ruling.end - ruling.start > LONG_UPRIGHT
        or (held(ruling, ruling.start) and held(ruling, ruling.end))
    ]


def _line_mask(binary: Any, flat: bool, length: int) -> Any:
    """Pixels of long straight strokes; the breaks of a faint rule are closed.

    Only strokes longer than a letter's may be joined, or a row of letters would become a line.
    """
    thick = cv2.dilate(binary, np.ones((2, 1) if flat else (1, 2), np.uint8))  # a line that leans by a pixel stays one
    return along(np.asarray(thick, np.uint8), (OPEN, LETTER_STROKE), (CLOSE, BREAK), (OPEN, length), flat=flat)


def _rulings(mask: Any, horizontal: bool, point: float) -> list[Ruling]:
    rulings = []
    for x, y, width, height in boxes_of(mask):
        long, thick = (width, height) if horizontal else (height, width)
        if thick > max(3 * point, long * 0.05):
            continue
        if horizontal:
            rulings.append(Ruling(True, (y + height / 2) / point, x / point, (x + width) / point))
        else:
            rulings.append(Ruling(False, (x + width / 2) / point, y / point, (y + height) / point))
    return rulings
