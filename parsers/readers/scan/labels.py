"""List numbers that stand apart from their text: the engine drops or mistakes a lone "I." at the left of a wide gap.

With the gap closed up it reads them well, for then it sees a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.letters import read_line

WIDEST = 3.2  # of the font size: "VIII." is 2.4 wide
GAP = (0.7, 8.0)  # of the font size between a label and its text: wider than a space, narrower than a column's gutter
LETTER_GAP = 0.45  # of the font size: ink nearer than this is one run
CLOSED = (0.2, 0.35, 0.5)  # of the font size: the spaces left between label and text, one witness each
SIZES = (0.8, 1.0)  # of the page's own, at which each is read
MISFIT = 0.3  # what a reading keeps of its belief whose letters are not as many as the strokes
TALL = 0.5  # of the font size: the height of a capital's or a figure's stroke
THIN = 0.42  # of the font size: the width of a capital I with its serifs
PAD = 3  # pixels around the ink
CONTEXT = 9.0  # of the font size: so much of the text goes with the label
ROW = (0.95, 0.3)  # of the font size above and below the baseline: what a line's letters take
LEAST_TEXT = 2.0  # of the font size: a shorter run behind the gap is no text that a label numbers
SURE = 0.5  # below it the reading is not taken

_ROMAN = re.compile(r"[IVX]{1,5}[.):/]?")
_NUMERAL_SIGNS = str.maketrans({"Ị": "I", "Ỉ": "I", "Ì": "I", "Í": "I", "H": "II", "L": "I", "|": "I", "Ỵ": "V"})
_LABEL = re.compile(r"[IVX]{1,5}[.):/]?|\d{1,2}(?:\.\d{1,2}){0,3}[.):/]?|[a-zđA-ZĐ][.)/]|[-+*•–]")


@dataclass(frozen=True, slots=True)
class _Label:
    """A short run of ink before a line's text, in pixels."""

    line: Line
    start: int
    end: int
    text_start: int
    rows: slice


def read_labels(words: list[Word], grey: Pixels, binary: Pixels, dpi: float) -> list[Word]:
    """`words`, with the labels read again; they must not be those of ruled tables. `binary` is the ink (255)."""
    point = dpi / 72
    for label in _labels(make_lines(words, 0), binary, point):
        word = _read(label, grey, binary, dpi)
        if word is not None:
            gap_end = label.text_start / point
            words = [old for old in words if old not in label.line.words or (old.x0 + old.x1) / 2 >= gap_end]
            words.append(word)
    return words


def _labels(lines: list[Line], binary: Pixels, point: float) -> Iterator[_Label]:
    for line in lines:
        em = line.size * point
        top, bottom = line.baseline * point - ROW[0] * em, line.baseline * point + ROW[1] * em
        rows = slice(max(0, round(top)), round(bottom))
        runs = _runs(binary[rows], LETTER_GAP * em)
        if len(runs) < 2:
            continue
        (start, end), (text_start, text_end) = runs[:2]
        near = GAP[0] * em <= text_start - end <= GAP[1] * em
        if end - start <= WIDEST * em and near and text_end - text_start >= LEAST_TEXT * em:
            yield _Label(line, start, end, text_start, rows)


def _runs(binary: Pixels, gap: float) -> list[tuple[int, int]]:
    """Where ink lies along a row of text, as (start, end) columns."""
    columns = np.flatnonzero((binary > 0).sum(axis=0) > 1)
    if columns.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(columns) > gap)
    starts, ends = [0, *(cuts + 1)], [*cuts, columns.size - 1]
    return [(int(columns[a]), int(columns[b]) + 1) for a, b in zip(starts, ends, strict=True)]


def _read(label: _Label, grey: Pixels, binary: Pixels, dpi: float) -> Word | None:
    """The label as a word; None where what is read is none."""
    point, em = dpi / 72, label.line.size * dpi / 72
    head = grey[label.rows, max(0, label.start - PAD) : label.end + PAD]
    text = grey[label.rows, max(0, label.text_start - PAD) : label.text_start + round(CONTEXT * em)]
    strokes = _strokes(binary[label.rows, label.start : label.end], em)
    votes: dict[str, list[float]] = {}
    for closed in CLOSED:
        space = np.full((head.shape[0], round(closed * em)), 255, np.uint8)
        strip = np.hstack([head, space, text]).astype(np.uint8)
        border = (head.shape[1] + space.shape[1] / 2) / point
        for size in SIZES:
            reading, belief = _front(strip, size, border + 1, dpi)
            if _LABEL.fullmatch(reading):
                fits = sum(map(str.isalnum, reading)) == len(strokes)
                votes.setdefault(reading, []).append(belief if fits else belief * MISFIT)
        if not votes:
            return None  # ink that is no label near the text is none further off
    reading = _as_drawn(max(votes, key=lambda text: sum(votes[text])), strokes, em)
    surest = max(max(beliefs) for beliefs in votes.values())
    if surest < SURE:
        return None
    inked = np.flatnonzero(binary[label.rows, label.start : label.end].any(axis=1))
    top, bottom = label.rows.start + int(inked[0]), label.rows.start + int(inked[-1]) + 1
    place = (label.start / point, top / point, label.end / point, bottom / point)
    return Word(
        reading, *place, label.line.baseline, label.line.size, confidence=min(surest, max(votes.get(reading, [SURE])))
    )


def _front(strip: Pixels, size: float, border: float, dpi: float) -> tuple[str, float]:
    """What is read before the border (points), a numeral as one, and how sure its least sure word is."""
    if size != 1.0:
        strip = np.asarray(cv2.resize(strip, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC), np.uint8)
    words = [word for word in read_line(strip, dpi * size) if word.x1 <= border]
    reading = "".join(word.text for word in words)
    numeral = reading.translate(_NUMERAL_SIGNS)
    plain = numeral if _ROMAN.fullmatch(numeral) else reading
    return plain, min((word.confidence for word in words), default=0.0)


def _strokes(binary: Pixels, em: float) -> list[int]:
    """The widths of the pieces of ink that are as high as a capital or a figure."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(binary)
    return [int(stats[index][2]) for index in range(1, count) if stats[index][3] >= TALL * em]


def _as_drawn(reading: str, strokes: list[int], em: float) -> str:
    """A numeral of nothing but I has as many as there are upright strokes: the engine loses count of equal ones."""
    numeral = reading.rstrip(".):/")
    if set(numeral) == {"I"} and 0 < len(strokes) <= 3 and max(strokes) < THIN * em:
        return "I" * len(strokes) + reading[len(numeral) :]
    return reading
