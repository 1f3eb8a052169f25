"""Ink that nobody read: short words between boxes, after wide gaps or at a line's start that the engine dropped.

What is left when every word read is taken away is put together into pieces of a line, and each is read on its own;
where that tells nothing, with the words behind it: "I. ƯU" alone is a riddle, "I. ƯU ĐIỂM" is not.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.letters import read_line
from parsers.readers.scan.pieces import boxes_of
from parsers.syllables import is_readable

HEIGHT = (0.45, 2.2)  # of the font size: a piece lower than a small letter is grain, a higher one a drawing
LETTER = 0.3  # of the font size: the least height of one letter; marks and points go with their letters
ROW = (0.95, 0.32)  # of the font size above and below the baseline: what a line's letters take
REACH = 0.7  # of the font size: letters nearer than this are one piece
SURE = 0.7  # below it nothing is taken: a signature's loops read as letters too
AROUND = 2  # pixels that a word's box may fall short of its ink
HALF_INKED = 60  # of 255: of four pixels one has ink
EDGE = 8  # pixels: what reaches so near the picture's edge is the paper's own, or the scanner's
BEFORE_LINE = 1.2  # of the font size: a piece nearer to the words behind it is their line's beginning
CONTEXT = 8.0  # of the font size: so much of the line goes with it
SURE_IN_LINE = 0.5  # below it nothing is taken of what was read with its line
MOST_PIECES = 60  # a page with more is a picture or grain


def read_leftovers(words: list[Word], grey: Pixels, binary: Pixels, dpi: float) -> list[Word]:
    """`words`, and those that the page's reading left out. `binary` is the ink (255)."""
    if not words:
        return words
    point = dpi / 72
    em = float(np.median([word.size for word in words])) * point
    binary = binary.copy()
    for word in words:
        x0, top, x1, bottom = (round(value * point) for value in word.bbox)
        binary[max(0, top - AROUND) : bottom + AROUND, max(0, x0 - AROUND) : x1 + AROUND] = 0
    found: list[Word] = []
    pieces = list(_pieces(binary, em))
    for x, y, width, height in pieces if len(pieces) <= MOST_PIECES else ():
        pad = round(0.15 * em)
        left, top = max(0, x - pad), max(0, y - pad)
        alone = [
            _placed(word, left / point, top / point, words)
            for word in read_line(grey[top : y + height + pad, left : x + width + pad], dpi)
            if word.confidence >= SURE and any(map(str.isalnum, word.text))
        ]
        found += alone or _before_line((x, y, width, height), words, grey, dpi)
    return [*words, *found]


def _before_line(piece: tuple[int, int, int, int], words: list[Word], grey: Pixels, dpi: float) -> list[Word]:
    """What the piece says, read together with the words behind it; nothing where there are none or it is no text."""
    point = dpi / 72
    left, middle, right = piece[0] / point, (piece[1] + piece[3] / 2) / point, (piece[0] + piece[2]) / point
    behind = [
        word
        for word in words
        if word.top <= middle <= word.bottom and -0.3 * word.size <= word.x0 - right <= BEFORE_LINE * word.size
    ]
    if not behind:
        return []
    first = min(behind, key=lambda word: word.x0)
    top, bottom = first.baseline - ROW[0] * first.size, first.baseline + ROW[1] * first.size
    start, end = left - 0.15 * first.size, first.x0 + CONTEXT * first.size
    y0, y1, x0, x1 = (max(0, round(value * point)) for value in (top, bottom, start, end))
    read = read_line(grey[y0:y1, x0:x1], dpi)
    own = [_placed(word, x0 / point, y0 / point, words) for word in read if word.x1 + x0 / point <= first.x0 + 1]
    sure = all(word.confidence >= SURE_IN_LINE and is_readable(word.text.strip(".,:;")) for word in own)
    return own if sure and any(word.text[:1].isalnum() for word in own) else []


def _pieces(binary: Pixels, em: float) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of ink that could be a piece of a line. Half the size is fine enough to find them."""
    small = cv2.resize(binary, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    em /= 2
    mask = cv2.threshold(small, HALF_INKED, 255, cv2.THRESH_BINARY)[1]
    letters = np.zeros_like(mask)
    for x, y, width, height in boxes_of(mask):
        if LETTER * em <= height <= HEIGHT[1] * em:
            letters[y : y + height, x : x + width] = mask[y : y + height, x : x + width]
    if not letters.any():
        return
    reach = round(REACH * em)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((max(1, reach // 3), reach), np.uint8))
    for x, y, width, height in boxes_of(joined):
        if HEIGHT[0] * em <= height <= HEIGHT[1] * em and x >= EDGE / 2 and x + width <= small.shape[1] - EDGE / 2:
            yield 2 * x, 2 * y, 2 * width, 2 * height


def _placed(word: Word, left: float, top: float, words: list[Word]) -> Word:
    """The word on the page, on the baseline of its neighbour in the line where it has one."""
    word.x0, word.x1 = word.x0 + left, word.x1 + left
    word.top, word.bottom, word.baseline = word.top + top, word.bottom + top, word.baseline + top
    beside = [other for other in words if abs(other.baseline - word.baseline) < 0.35 * other.size]
    if beside:
        near = min(beside, key=lambda other: min(abs(other.x0 - word.x1), abs(word.x0 - other.x1)))
        word.baseline, word.size = near.baseline, near.size
    return word
