"""Table cells read one by one: alone, a cell is small and white around, and its words stand apart as they should.

The page's own reading is the second witness. Where the two differ, the cell is read at other sizes and the readings
are weighed; what no two witnesses agree on keeps a confidence that sends it to review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.grid import GridCell, find_grids
from parsers.readers.pages.page import Ruling, Word
from parsers.readers.scan.image import Pixels, ink
from parsers.readers.scan.letters import read_block

EDGE = 1.2  # points inside a cell's edges: what is left of the rulings
LEAST_BLOB = (1.2, 1.2)  # points: width and height of the smallest sign, a decimal point; grain is smaller
MOST_WORDS = 60  # a frame with more is prose, which the page's reading is better at
SIZES = (0.8, 1.25, 1.5, 2.0)  # at which a cell in doubt is read again: each shows the engine another raster
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


def parted(words: Sequence[Word], rulings: list[Ruling]) -> tuple[list[Word], list[Word]]:
    """The words that stand in ruled tables, and the others."""
    boxes = [grid.bbox for grid in find_grids(rulings)]
    inside = [word for word in words if any(_holds(box, word) for box in boxes)]
    taken = set(map(id, inside))
    return inside, [word for word in words if id(word) not in taken]


def without_tables(grey: Pixels, rulings: list[Ruling], dpi: float) -> Pixels:
    """The picture with the ruled tables made white."""
    prose = grey.copy()
    for grid in find_grids(rulings):
        x0, top, x1, bottom = (round(value * dpi / 72) for value in grid.bbox)
        prose[max(0, top) : bottom + 1, max(0, x0) : x1 + 1] = 255
    return prose


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
    alone = _read_at(1.0, picture, cell, blobs, dpi)
    witnesses = [alone, page]
    if page.text != alone.text or not page.text:
        witnesses += [_read_at(size, picture, cell, blobs, dpi) for size in SIZES]
    return _chosen(witnesses)


def _read_at(size: float, picture: Pixels, cell: GridCell, blobs: int, dpi: float) -> _Reading:
    """One witness: the cell's picture at `size` times its own."""
    if size != 1.0:
        sized = cv2.resize(picture, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC)
        picture = np.asarray(sized, dtype=np.uint8)
    words = read_block(picture, dpi * size)
    for word in words:
        word.x0, word.x1 = word.x0 + cell.bbox[0] + EDGE, word.x1 + cell.bbox[0] + EDGE
        word.top, word.bottom = word.top + cell.bbox[1] + EDGE, word.bottom + cell.bbox[1] + EDGE
        word.baseline += cell.bbox[1] + EDGE
    return _reading(words, blobs)


def _chosen(witnesses: list[_Reading]) -> list[Word]:
    """The text that the witnesses believe most, in the form that parts its words best."""
    votes: dict[str, float] = {}
    for witness in witnesses:
        votes[witness.text] = votes.get(witness.text, 0.0) + max(0.0, witness.belief)
    text = max(votes, key=lambda text: votes[text])
    same = [witness for witness in witnesses if witness.text == text]
    chosen = max(same, key=lambda witness: (len(witness.words), witness.belief))
    surest = max(witness.belief for witness in same)
    for word in chosen.words:
        word.confidence = max(word.confidence, surest) if len(same) > 1 else min(word.confidence, UNSURE)
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
