"""Table cells read again: in strips of a row closed up, and alone, where words stand apart as they should.

A lone "5,5" in a wide cell is a riddle to an engine that learnt from lines; beside its neighbours it is read well. The
page's own reading and the strips are witnesses; where they differ or lost their spaces, or a cell stands in no strip,
it is read alone, at other sizes too where that differs, and the readings are weighed. What no two witnesses agree on
keeps a confidence that sends it to review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.grid import GridCell, find_grids
from parsers.readers.pages.page import Ruling, Word
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.letters import read_block, read_line
from parsers.syllables import is_readable

EDGE = 1.2  # points inside a cell's edges: what is left of the rulings
LEAST_BLOB = (1.2, 1.2)  # points: width and height of the smallest sign, a decimal point; grain is smaller
MOST_WORDS = 60  # a frame with more is prose, which the page's reading is better at
ONE_LINE = 26.0  # points: a higher row may hold two lines
STRIP_GAPS = (8.0, 5.0)  # points left between the cells of a strip: one and a half word spaces, and one
SIZES = (0.8, 1.25, 1.5, 2.0)  # at which a cell in doubt is read again: each shows the engine another raster
UNSURE = 0.8  # the most that a figure carries whose witnesses differ
NO_BLOB = 0.3  # what a reading loses whose letters are not as many as the ink's pieces
LEAST_COVERED = 0.75  # of the ink's width: a reading of letters that covers less lost a word
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


@dataclass(slots=True)
class _Picture:
    """One cell's inside: where it is in the page's pixels, its columns of ink, and the readings so far."""

    cell: GridCell
    rows: slice
    columns: slice
    inked: tuple[int, int]  # the first and the last column of ink, from the page's left
    width: float  # of the ink, in points
    blobs: int
    readings: list[_Reading]


def read_cells(words: list[Word], rulings: list[Ruling], grey: Pixels, binary: Pixels, dpi: float) -> list[Word]:
    """`words`, with those in ruled cells read again; the free ones are left as they are. `binary` is the ink (255)."""
    point = dpi / 72
    for grid in find_grids(rulings):
        pictures: list[_Picture] = []
        for cell in grid.cells:
            inside = [word for word in words if _holds(cell.bbox, word)]
            picture = _picture(cell, binary, point)
            if len(inside) > MOST_WORDS or (picture is None and min(_sides(cell)) < 2 * EDGE + 3):
                continue
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
            if picture is not None:
                picture.readings = [_reading(inside, picture)]
                pictures.append(picture)
        _read_strips(pictures, grey, dpi)
        for picture in pictures:
            if len(picture.readings) < 2 or _differ(picture) or not _is_parted(picture.readings):
                picture.readings.append(_read_at(1.0, picture, grey, dpi))
            if _differ(picture):
                for number, size in enumerate(SIZES):
                    if not _is_settled(picture.readings, len(SIZES) - number):
                        picture.readings.append(_read_at(size, picture, grey, dpi))
            words += _chosen(picture.readings)
    return words


def _differ(picture: _Picture) -> bool:
    """Whether the cell needs more witnesses."""
    first = picture.readings[0].text
    return not first or any(reading.text != first for reading in picture.readings)


def _is_settled(readings: Sequence[_Reading], left: int) -> bool:
    """Whether so many further witnesses, however sure, would not change what is believed most."""
    first, second = sorted([0.0, 0.0, *_votes(readings).values()], reverse=True)[:2]
    return first - second > left


def _votes(readings: Sequence[_Reading]) -> dict[str, float]:
    """How far each text is believed by all that read it."""
    votes: dict[str, float] = {}
    for reading in readings:
        votes[reading.text] = votes.get(reading.text, 0.0) + max(0.0, reading.belief)
    return votes


def _is_parted(readings: Sequence[_Reading]) -> bool:
    """Whether one of them has its words apart: "Tỷ lệ", not "Tỷlệ"."""
    return any(all(is_readable(word.text) for word in reading.words) for reading in readings)


def _sides(cell: GridCell) -> tuple[float, float]:
    x0, top, x1, bottom = cell.bbox
    return x1 - x0, bottom - top


def parted(words: Sequence[Word], rulings: list[Ruling]) -> tuple[list[Word], list[Word]]:
    """The words that stand in ruled tables, and the others."""
    boxes = [grid.bbox for grid in find_grids(rulings)]
    inside = [word for word in words if any(_holds(box, word) for box in boxes)]
    taken = set(map(id, inside))
    return inside, [word for word in words if id(word) not in taken]


def without_tables(picture: Pixels, rulings: list[Ruling], dpi: float, ground: int) -> Pixels:
    """The picture with the ruled tables made `ground`."""
    prose = picture.copy()
    for grid in find_grids(rulings):
        x0, top, x1, bottom = (round(value * dpi / 72) for value in grid.bbox)
        prose[max(0, top) : bottom + 1, max(0, x0) : x1 + 1] = ground
    return prose


def _holds(box: BBox, word: Word) -> bool:
    x0, top, x1, bottom = box
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom


def _picture(cell: GridCell, binary: Pixels, point: float) -> _Picture | None:
    """None for a cell without ink."""
    x0, top, x1, bottom = (value * point for value in cell.bbox)
    edge = EDGE * point
    rows, columns = slice(round(top + edge), round(bottom - edge)), slice(round(x0 + edge), round(x1 - edge))
    inside = binary[rows, columns]
    if min(inside.shape) < 8:
        return None
    blobs = _blobs(inside, point)
    inked = np.flatnonzero((inside > 0).sum(axis=0) > 1)
    if not blobs or not inked.size:
        return None
    first, last = int(inked[0]), int(inked[-1])
    return _Picture(
        cell, rows, columns, (columns.start + first, columns.start + last), (last - first) / point, blobs, []
    )


def _read_at(size: float, picture: _Picture, grey: Pixels, dpi: float) -> _Reading:
    """One witness: the cell alone, at `size` times its own."""
    inside = grey[picture.rows, picture.columns]
    if size != 1.0:
        inside = np.asarray(cv2.resize(inside, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC), np.uint8)
    words = read_block(inside, dpi * size)
    dx, dy = picture.columns.start * 72 / dpi, picture.rows.start * 72 / dpi
    return _reading([_moved(word, dx, dy) for word in words], picture)


def _read_strips(pictures: list[_Picture], grey: Pixels, dpi: float) -> None:
    """Witnesses more for each cell of one line: its row with the white between the cells cut down to a space."""
    by_row: dict[tuple[int, int], list[_Picture]] = {}
    for picture in pictures:
        height = (picture.rows.stop - picture.rows.start) * 72 / dpi
        if height <= ONE_LINE:
            by_row.setdefault((picture.rows.start, picture.rows.stop), []).append(picture)
    for row in by_row.values():
        if len(row) > 1:
            for gap in STRIP_GAPS:
                _read_strip(row, gap, grey, dpi)
                if not any(map(_differ, row)):
                    break


def _read_strip(row: list[_Picture], gap: float, grey: Pixels, dpi: float) -> None:
    point = dpi / 72
    space = round(gap * point)
    pieces, starts, position = [], [], 0
    for picture in row:
        piece = grey[picture.rows, max(0, picture.inked[0] - 1) : picture.inked[1] + 2]
        starts.append(position)
        pieces += [piece, np.full((piece.shape[0], space), 250, np.uint8)]
        position += piece.shape[1] + space
    words = read_line(np.hstack(pieces).astype(np.uint8), dpi)
    ends = [*(start - space / 2 for start in starts[1:]), float(position)]
    parts = [[word for word in words if (word.x0 + word.x1) / 2 * point < end] for end in ends]
    for index, picture in enumerate(row):
        before = set(map(id, parts[index - 1])) if index else set()
        own = [word for word in parts[index] if id(word) not in before]
        dx, dy = (picture.inked[0] - 1 - starts[index]) / point, picture.rows.start / point
        picture.readings.append(_reading([_moved(word, dx, dy) for word in own], picture))


def _moved(word: Word, dx: float, dy: float) -> Word:
    x0, top, x1, bottom = word.bbox
    return replace(word, x0=x0 + dx, top=top + dy, x1=x1 + dx, bottom=bottom + dy, baseline=word.baseline + dy)


def _chosen(witnesses: list[_Reading]) -> list[Word]:
    """The text that the witnesses believe most, in the form that parts its words best; the others stay beside it."""
    votes = _votes(witnesses)
    text = max(votes, key=lambda text: votes[text])
    same = [witness for witness in witnesses if witness.text == text]
    chosen = max(same, key=lambda witness: (len(witness.words), witness.belief))
    surest = max(witness.belief for witness in same)
    if len(chosen.words) == 1:
        others = sorted(votes.keys() - {"", text}, key=lambda text: (-votes[text], text))
        chosen.words[0].alternatives = tuple(others)
    for word in chosen.words:
        word.confidence = max(word.confidence, surest) if len(same) > 1 else min(word.confidence, UNSURE)
    return chosen.words


def _reading(words: list[Word], picture: _Picture) -> _Reading:
    words = [word for word in words if word.text.strip("|_~—¬=")]
    letters = sum(len(word.text) for word in words)
    if not letters:
        return _Reading([], 0.0)
    belief = sum(word.confidence * len(word.text) for word in words) / letters
    text = "".join(word.text for word in words)
    if any(letter.isdigit() for letter in text):
        if not _FIGURE.fullmatch(text) and not any(len(word.text) > 1 and word.text.isalpha() for word in words):
            belief -= ODD_FIGURE
        if text.replace("%", "").replace(",", "").replace(".", "").isdigit() and picture.blobs != len(
            text.replace("%", "ooo")
        ):
            belief -= NO_BLOB
    else:
        covered = (max(word.x1 for word in words) - min(word.x0 for word in words)) / max(1.0, picture.width)
        belief *= covered if covered < LEAST_COVERED else 1.0
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
