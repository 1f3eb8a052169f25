"""Pages that cannot be read surely as a whole: two pages in one picture, bent or blurred ones.

Words may look sure one by one where lines of two pages run into each other, or where half of the ink was read. Such a
page says so (`Skipped`), and none of its words is sure: what they tell goes to review.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from models.document import Skipped
from parsers.readers.pages.page import Page
from parsers.readers.scan.image import DPI, Pixels, ink
from parsers.readers.scan.pieces import boxes_of
from parsers.readers.scan.square import halved
from parsers.readers.scan.turned import LEAST_SENSE, LEAST_WORDS, sense

UNCLEAR = 0.5  # the most that a word of such a page is believed
WIDE = 1.15  # times as wide as high that two pages side by side are
GUTTER = (0.03, 0.36, 0.64)  # of the width: the empty band between two pages, and where its middle lies
LEAST_PAGE = 40  # words of each page: fewer are a head, or signatures side by side
LEAST_LINES = 12  # heights at which words stand on each page
LINE = 12.0  # points between two lines
UNREAD = 0.3  # of the ink outside drawings: where no word covers so much, half of the page was lost
MOST_BEND = 4.0  # points: more, and the lines of text run into each other (a page lying flat: 0.6 at most)
STEP = 0.5  # of the print's size by which the next word of a bent line may stand higher or lower
LEAST_STEPS = 40  # from word to word on each half
WORD_EDGE = 3.0  # points that ink may reach past a word's box
PIECE, WORD_LENGTH = (4, 42), 330  # pixels at half the resolution: height of letters, length of words that touch
LEAST_INK = 4000  # pixels: fewer are a page's stains


def tell_unclear(page: Page, clean: Pixels) -> None:
    """Says that the page is two, or that much of it was not read, and takes its words' certainty away.

    `clean` is the picture without rulings, boxes, stamps and signatures.
    """
    reason = "two_pages" if _is_booklet(page) else "page_unclear" if _is_unclear(page, clean) else None
    if reason is not None:
        page.skipped.append(Skipped("page", reason, page=page.number))
        for word in page.words:
            word.confidence = min(word.confidence, UNCLEAR)


def _is_booklet(page: Page) -> bool:
    """Whether two pages lie side by side: an empty band from top to bottom between two bodies of text."""
    if page.width < WIDE * page.height:
        return False
    least, first, last = (share * page.width for share in GUTTER)
    top = min((word.top for word in page.words), default=0.0)
    bottom = max((word.bottom for word in page.words), default=0.0)
    level = [(line.start, line.end) for line in page.rulings if line.horizontal and top < line.at < bottom]
    edges = sorted([*((word.x0, word.x1) for word in page.words), *level])
    reach = 0.0
    for (_, before), (start, _) in pairwise(edges):
        reach = max(reach, before)
        if start - reach >= least and first <= (start + reach) / 2 <= last:
            return _is_text(page, 0.0, reach) and _is_text(page, start, page.width)
    return False


def _is_text(page: Page, left: float, right: float) -> bool:
    words = [word for word in page.words if left <= (word.x0 + word.x1) / 2 <= right]
    return len(words) >= LEAST_PAGE and len({round(word.baseline / LINE) for word in words}) >= LEAST_LINES


def _is_unclear(page: Page, clean: Pixels) -> bool:
    """Whether what was read is no Vietnamese, or much of the ink was not read at all."""
    if len(page.words) >= LEAST_WORDS and sense(page.words) < LEAST_SENSE:
        return True
    if abs(bend(page)) > MOST_BEND:
        return True
    return unread_share(page, clean) > UNREAD


def bend(page: Page) -> float:
    """How far the lines of text sag or rise between the page's edges and its middle, in points: the paper is curled.

    By the steps from word to word, on the left half of the text and on the right one.
    """
    words = sorted(page.words, key=lambda word: word.x0)
    starts = np.array([word.x0 for word in words])
    halves: tuple[list[float], list[float]] = ([], [])
    middle = (words[0].x0 + max(word.x1 for word in words)) / 2 if words else 0.0
    for word in words:
        first, last = np.searchsorted(starts, [word.x1, word.x1 + word.size])
        near = [other for other in words[first:last] if abs(other.bottom - word.bottom) < STEP * word.size]
        if near:
            after = min(near, key=lambda other: abs(other.bottom - word.bottom))
            across = (after.x0 + after.x1 - word.x0 - word.x1) / 2
            halves[int((word.x1 + after.x0) / 2 > middle)].append((after.bottom - word.bottom) / across)
    if min(map(len, halves)) < LEAST_STEPS:
        return 0.0
    left, right = (float(np.median(half)) for half in halves)
    return (right - left) / 2 * (middle - words[0].x0)


def unread_share(page: Page, clean: Pixels) -> float:
    """The share of the letters' ink that no word covers, 0 to 1."""
    binary, point = ink(np.asarray(halved(clean), dtype=np.uint8)), DPI / 144
    for region in page.regions:
        x0, top, x1, bottom = (round(value * point) for value in region.bbox)
        if region.kind != "ink":
            binary[max(0, top) : bottom, max(0, x0) : x1] = 0
    whole = int(np.count_nonzero(binary))
    for left, upper, right, lower in (word.bbox for word in page.words):
        rows = slice(max(0, round((upper - WORD_EDGE) * point)), round((lower + WORD_EDGE) * point))
        binary[rows, max(0, round((left - WORD_EDGE) * point)) : round((right + WORD_EDGE) * point)] = 0
    read, unread = whole - int(np.count_nonzero(binary)), _letters(binary)
    return unread / (read + unread) if read + unread >= LEAST_INK else 0.0


def _letters(binary: Pixels) -> int:
    """The pixels of the pieces of ink that may be letters or words: no photograph, no smear."""
    low, high = PIECE
    return sum(
        int(np.count_nonzero(binary[y : y + height, x : x + width]))
        for x, y, width, height in boxes_of(binary)
        if low <= height <= high and width <= WORD_LENGTH
    )
