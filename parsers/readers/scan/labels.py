"""List numbers that stand apart from their text: the engine drops or mistakes a lone "I." at the left of a wide gap.

With the gap closed up it reads them well, for then it sees a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels, ink
from parsers.readers.scan.letters import read_line

WIDEST = 3.2  # of the font size: "VIII." is 2.4 wide
GAP = (0.7, 8.0)  # of the font size between a label and its text: wider than a space, narrower than a column's gutter
LETTER_GAP = 0.45  # of the font size: ink nearer than this is one run
CLOSED = 0.35  # of the font size: the space that is left between label and text
CONTEXT = 9.0  # of the font size: so much of the text goes with the label
ROW = (0.95, 0.3)  # of the font size above and below the baseline: what a line's letters take
LEAST_TEXT = 2.0  # of the font size: a shorter run behind the gap is no text that a label numbers
SURE = 0.5  # below it the reading is not taken

_LABEL = re.compile(r"[IVX]{1,5}[.):/]?|\d{1,2}(?:\.\d{1,2}){0,3}[.):/]?|[a-zđA-ZĐ][.)/]|[-+*•–]")


@dataclass(frozen=True, slots=True)
class _Label:
    """A short run of ink before a line's text, in pixels."""

    line: Line
    start: int
    end: int
    text_start: int
    rows: slice


def read_labels(words: list[Word], grey: Pixels, dpi: float) -> list[Word]:
    """`words`, with the labels read again; `words` must not hold those of ruled tables."""
    point, binary = dpi / 72, ink(grey)
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
    point, size = dpi / 72, label.line.size
    pad = 3
    head = grey[label.rows, max(0, label.start - pad) : label.end + pad]
    text = grey[label.rows, label.text_start - pad : label.text_start + round(CONTEXT * size * point)]
    space = np.full((head.shape[0], round(CLOSED * size * point)), 255, np.uint8)
    border = (head.shape[1] + space.shape[1] / 2) / point
    closed = read_line(np.hstack([head, space, text]).astype(np.uint8), dpi)
    found = [word for word in closed if word.x1 <= border + 1]
    reading = "".join(word.text for word in found)
    if not _LABEL.fullmatch(reading) or min(word.confidence for word in found) < SURE:
        found = read_line(head, dpi)
        reading = "".join(word.text for word in found)
        if not _LABEL.fullmatch(reading) or min(word.confidence for word in found) < SURE:
            return None
    inked = np.flatnonzero(binary[label.rows, label.start : label.end].any(axis=1))
    top = label.rows.start + int(inked[0])
    bottom = label.rows.start + int(inked[-1]) + 1
    return Word(
        reading,
        label.start / point,
        top / point,
        label.end / point,
        bottom / point,
        label.line.baseline,
        size,
        confidence=min(word.confidence for word in found),
    )
