"""Table cells read one by one: alone, a cell is small and white around, and its words stand apart as they should.

The page's own reading is the second witness. Where the two differ, a third at another size decides; what no two
witnesses agree on keeps a confidence that sends it to review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.grid import Grid, GridCell, find_grids
from parsers.readers.pages.page import Ruling, Word
from parsers.readers.scan.image import Pixels, ink
from parsers.readers.scan.letters import read_block

EDGE = 1.2  # points inside a cell's edges: what is left of the rulings
LEAST_BLOB = (1.2, 1.2)  # points: width and height of the smallest sign, a decimal point; grain is smaller
MOST_WORDS = 60  # a frame with more is prose, which the page's reading is better at
LARGER = 1.5  # the third witness sees the cell at this size
UNSURE = 0.8  # the most that a figure carries whose witnesses differ
NO_BLOB = 0.3  # what a reading loses whose letters are not as many as the ink's pieces
ODD_FIGURE = 0.25  # what a reading loses that mixes figures with what stands in no figure

_FIGURE = re.compile(r"\(?[-+]?\d+(?:[.,/]\d+)*\s*%?\)?")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One witness: its words, and how far it can be believed (0 to 1)."""

    words: list[Word]
    belief: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


def read_cells(words: list[Word], rulings: list[Ruling], grey: Pixels, dpi: float) -> list[Word]:
    """`words`, with those in ruled cells read again; the free ones are left as they are."""
    binary = ink(grey)
    for grid in find_grids(rulings):
        for cell in grid.cells:
            inside = [word for word in words if _holds(cell.bbox, word)]
            if len(inside) > MOST_WORDS:
                continue
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
            words += _read_cell(cell, inside, grey, binary, dpi)
    return words


def in_grids(rulings: list[Ruling], words: Sequence[Word]) -> list[Word]:
    """The words that stand in a ruled table."""
    grids: list[Grid] = find_grids(rulings)
    return [word for word in words if any(_holds(grid.bbox, word) for grid in grids)]


def _holds(box: BBox, word: Word) -> bool:
    x0, top, x1, bottom = box
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom


def _read_cell(cell: GridCell, inside: list[Word], grey: Pixels, binary: Pixels, dpi: float) -> list[Word]:
    point = dpi / 72
    x0, top, x1, bottom = (value * point for value in cell.bbox)
    edge = EDGE * point
    rows, columns = slice(round(top + edge), round(bottom - edge)), slice(round(x0 + edge), round(x1 - edge))
    picture = grey[rows, columns]
    if min(picture.shape) < 8:
        return inside
    blobs = _blobs(binary[rows, columns], point)
    if not blobs:
        return []
    page = _reading(inside, blobs)
    alone = _reading(_placed(read_block(picture, dpi), cell, edge / point), blobs)
    if page.text == alone.text:
        return _agreed(alone, page)
    larger = cv2.resize(picture, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC)
    third = _reading(_placed(read_block(np.asarray(larger, np.uint8), dpi * LARGER), cell, edge / point), blobs)
    for one, other in ((alone, third), (page, third)):
        if one.text == other.text and one.text:
            return _agreed(one, other)
    best = max((page, alone, third), key=lambda reading: reading.belief)
    for word in best.words:
        word.confidence = min(word.confidence, UNSURE)
    return best.words


def _placed(words: list[Word], cell: GridCell, edge: float) -> list[Word]:
    """From the cell's own places to the page's."""
    x0, top, _, _ = cell.bbox
    dx, dy = x0 + edge, top + edge
    for word in words:
        word.x0, word.x1 = word.x0 + dx, word.x1 + dx
        word.top, word.bottom, word.baseline = word.top + dy, word.bottom + dy, word.baseline + dy
    return words


def _agreed(one: _Reading, other: _Reading) -> list[Word]:
    """Two witnesses of one text: the one that parts its words better; each word as sure as the surer reading."""
    chosen, second = (one, other) if len(one.words) >= len(other.words) else (other, one)
    surest = max((word.confidence for word in second.words), default=0.0)
    for word in chosen.words:
        word.confidence = max(word.confidence, surest)
    return chosen.words


def _reading(words: list[Word], blobs: int) -> _Reading:
    words = [word for word in words if word.text.strip("|_~—¬")]
    letters = sum(len(word.text) for word in words)
    if not letters:
        return _Reading([], 0.0)
    belief = sum(word.confidence * len(word.text) for word in words) / letters
    text = "".join(word.text for word in words)
    if any(letter.isdigit() for letter in text):
        if not _FIGURE.fullmatch(text) and not any(len(word.text) > 1 and word.text.isalpha() for word in words):
            belief -= ODD_FIGURE
        if text.replace("%", "").replace(",", "").replace(".", "").isdigit() and blobs != len(text.replace("%", "ooo")):
            belief -= NO_BLOB
    return _Reading(words, belief)


def _blobs(binary: Pixels, point: float) -> int:
    """How many pieces of ink the cell holds: a figure has one per digit and decimal sign, a percent sign three."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(binary)
    width, height = LEAST_BLOB
    return sum(
        1
        for index in range(1, count)
        if stats[index][2] >= width * point * 0.7 and stats[index][3] >= height * point * 0.7
    )
