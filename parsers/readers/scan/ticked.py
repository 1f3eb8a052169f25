"""Marks by hand in the cells of a ruled table: ink that no word accounts for, judged against the cells beside it.

Frames that touch one another are a table's cells too, with room for a mark alone: they are judged as boxes are. The
engine drops a cross that stands alone in a cell, or reads a letter into it; an empty cell would say that nothing
was marked. So the ink that is left becomes a box with a mark, and ink too little for one a box in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.readers.pages.grid import Grid, GridCell, find_grids
from parsers.readers.pages.marks import boxes_of_grid
from parsers.readers.pages.page import Box, Ruling, Word
from parsers.readers.scan.boxes import judge_frames
from parsers.readers.scan.image import Pixels

INK = 215  # grey of the evened paper: darker is ink, grain and what shines through are lighter
BRIDGE = 7  # pixels: what a removed ruling took out of a stroke that crosses it
ROOM = 2.0  # points that a mark may run out of the table
LEAST_MARK = 0.45  # of the font size: the greater side of the smallest mark
LEAST_SIGN = 0.18  # of the font size: a smaller piece is grain or a rest of a ruling
LEVEL = 0.22  # of the font size: a stroke no higher may be a dash that says "none"
WEIGHT = 0.35  # of the heaviest mark in the row and column: less may have come from it
SHORT = 2  # letters: a word no longer may be a mark misread
SURE = 0.9  # of a lone figure: it is one
MARKS = frozenset("xXvV×✓✔√")  # read as a mark already
MOST_INKED = 0.5  # of the cells beside a short word that may hold something: more is a table of data


@dataclass(slots=True)
class _Inked:
    """A cell and its ink: pixels, and the box around it (x, y, width, height)."""

    cell: GridCell
    weight: int = 0
    box: tuple[int, int, int, int] | None = None
    words: tuple[Word, ...] = ()

    def add(self, box: tuple[int, int, int, int], weight: int) -> None:
        """One more piece of ink."""
        self.weight += weight
        if self.box is None:
            self.box = box
            return
        x, y = min(self.box[0], box[0]), min(self.box[1], box[1])
        right = max(self.box[0] + self.box[2], box[0] + box[2])
        bottom = max(self.box[1] + self.box[3], box[1] + box[3])
        self.box = (x, y, right - x, bottom - y)


def tick_cells(
    words: list[Word], boxes: Sequence[Box], rulings: list[Ruling], clean: Pixels, full: Pixels, dpi: float
) -> list[Box]:
    """A box for every mark in a cell, and for every frame with room for a mark alone.

    `clean` is the page without its rulings, `full` has the ink of all pens, `boxes` are those known already.
    """
    found: list[Box] = []
    for grid in find_grids(rulings):
        if any(_within(grid, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for box in boxes):
            continue
        if frames := boxes_of_grid(grid, words):
            found += judge_frames(full, frames, dpi / 72)
        elif len(grid.cells) > 1:
            found += _of_grid(grid, words, clean, dpi / 72)
    return found


def _of_grid(grid: Grid, words: Sequence[Word], clean: Pixels, point: float) -> list[Box]:
    inside = [word for word in words if _within(grid, *_middle(word))]
    em = float(np.median([word.size for word in inside])) * point if inside else 0.0
    cells = [_Inked(cell) for cell in grid.cells]
    for one in cells:
        one.words = tuple(word for word in inside if _holds(one.cell, *_middle(word)))
    if not em or not any(not one.words or _may_be_mark(one, cells) for one in cells):
        return []
    for box, weight, middle in _pieces(grid, inside, clean, point, em):
        home = next((one for one in cells if _holds(one.cell, *middle)), None)
        if home is not None and (not home.words or _may_be_mark(home, cells)):
            home.add(box, weight)
    marked = [one for one in cells if one.box is not None]
    heaviest = max((one.weight for one in marked), default=0)
    return [_box(one, em, heaviest, point) for one in marked]


def _may_be_mark(one: _Inked, cells: Sequence[_Inked]) -> bool:
    """Whether what was read in a cell is so little that it may be a mark: a sign or two among empty cells."""
    text = "".join(word.text for word in one.words)
    if len(text) > SHORT or set(text) <= MARKS:
        return False
    if text.isdigit() and (len(text) > 1 or min(word.confidence for word in one.words) >= SURE):
        return False
    others = [other for other in cells if other is not one and not _is_label(other)]
    beside = [other for other in others if other.cell.row == one.cell.row]
    below = [other for other in others if other.cell.column == one.cell.column]
    return any(
        len(line) > 1 and sum(bool(other.words) for other in line) <= MOST_INKED * len(line) for line in (beside, below)
    )


def _is_label(one: _Inked) -> bool:
    """Whether a cell says something: words, no figure."""
    return any(len(word.text) > SHORT and word.text[:1].isalpha() for word in one.words)


def _pieces(
    grid: Grid, words: Sequence[Word], clean: Pixels, point: float, em: float
) -> list[tuple[tuple[int, int, int, int], int, tuple[float, float]]]:
    """The ink that no long word covers: box and pixels of each piece, and its middle in points."""
    x0, top, x1, bottom = (round(value * point) for value in grid.bbox)
    room = round(ROOM * point)
    left, upper = max(0, x0 - room), max(0, top - room)
    crop = cv2.GaussianBlur(clean[upper : bottom + room, left : x1 + room], (3, 3), 0)
    dark = (crop < INK).astype(np.uint8)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((BRIDGE, BRIDGE), np.uint8))
    for word in words:
        if len(word.text) > SHORT or set(word.text) <= MARKS or word.text.isdigit():
            a, b, c, d = (round(value * point) for value in word.bbox)
            joined[max(0, b - upper - 3) : max(0, d - upper + 4), max(0, a - left - 3) : max(0, c - left + 4)] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height = (int(value) for value in stats[index][:4])
        if max(width, height) < LEAST_SIGN * em:
            continue
        own = (labels[y : y + height, x : x + width] == index) & (dark[y : y + height, x : x + width] > 0)
        rows, columns = np.nonzero(own)
        if not rows.size:
            continue
        middle = ((float(np.mean(columns)) + x + left) / point, (float(np.mean(rows)) + y + upper) / point)
        found.append(((x + left, y + upper, width, height), int(rows.size), middle))
    return found


def _box(one: _Inked, em: float, heaviest: int, point: float) -> Box:
    assert one.box is not None
    x, y, width, height = one.box
    plain = max(width, height) >= LEAST_MARK * em and height > LEVEL * em and one.weight >= WEIGHT * heaviest
    cell = one.cell.bbox
    x0, x1 = max(cell[0] + 1, x / point), min(cell[2] - 1, (x + width) / point)
    top, bottom = max(cell[1] + 1, y / point), min(cell[3] - 1, (y + height) / point)
    return Box(x0, top, max(x0 + 1, x1), max(top + 1, bottom), checked=True if plain else None, kind="scan")


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2


def _within(grid: Grid, x: float, y: float) -> bool:
    x0, top, x1, bottom = grid.bbox
    return x0 <= x <= x1 and top <= y <= bottom


def _holds(cell: GridCell, x: float, y: float) -> bool:
    x0, top, x1, bottom = cell.bbox
    return x0 <= x <= x1 and top <= y <= bottom
