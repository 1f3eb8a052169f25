"""Places of a recognised page that hold no text: stamps and what they say, signatures, ink that nobody read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from models.document import BBox, Region, Skipped
from parsers.readers.pages.lines import make_lines
from parsers.readers.pages.page import Word
from parsers.readers.scan.image import DPI, Patch, Pixels
from parsers.readers.scan.letters import read_block
from parsers.readers.scan.pieces import boxes_of
from parsers.readers.scan.stamps import without_frame
from parsers.syllables import is_syllable

SIZES = (1.0, 0.7)  # of a stamp's letters: they are larger than the text that reading is tuned to
SURE = 0.4  # of a stamp's word: below it nothing was read
CROSSED = 0.3  # of a syllable under a stamp or a signature: below it the stroke itself was read
UNDER_INK = 0.45  # the most that a word under ink of its own colour is believed
FIGURE = 0.8  # the same of a figure: loops look like 2 and 6
LEAST_INK = (16.0, 7.0)  # points: width and height of unread ink that a person would see as more than a blot
WORD_EDGE = 2.0  # points that ink may reach past a word's box
GAP = 6.0  # points between strokes of one piece of ink
FAINT = 228  # of 255: a pencil is darker, paper and what shines through it are lighter
MOST_INK = 20  # pieces on a page: more is a drawing or dirt, of which nothing is said


def read_regions(patches: Sequence[Patch], page: int) -> list[Region]:
    """The page's stamps and signatures; what stands in a stamp's frame is read on its own."""
    regions = []
    for patch in patches:
        text, *others = _readings(patch.letters) or [""]
        regions.append(Region(patch.kind, page, patch.bbox, text, tuple(others)))
    return regions


def stamps_told(regions: Sequence[Region]) -> list[Skipped]:
    """What stands in the stamps: it is no part of the report's text, nor is it lost in silence."""
    return [Skipped("stamp", "stamp_text", region.text, region.page) for region in regions if region.text]


def doubt_under(words: list[Word], strokes: Sequence[Patch]) -> None:
    """Words under ink that could not be parted from the print are never sure."""
    for word in words:
        if any(_holds(stroke.bbox, word) for stroke in strokes):
            word.confidence = min(word.confidence, UNDER_INK)


def without_scribble(words: list[Word], regions: Sequence[Region]) -> tuple[list[Word], list[Skipped]]:
    """`words` without those that were read out of a stamp's or a signature's strokes, and these, named; text under
    ink stays.

    `words` are those outside ruled tables: a figure alone is one of a table's cells, or a stroke.
    """
    scribbles: dict[int, list[Word]] = {}
    for place, region in enumerate(regions):
        for word in words:
            if word.box is None and _holds(region.bbox, word) and not _is_text(word):
                scribbles.setdefault(place, []).append(word)
    taken = {id(word) for found in scribbles.values() for word in found}
    told = [
        Skipped(regions[place].kind, "read_from_ink", " ".join(word.text for word in found), regions[place].page)
        for place, found in scribbles.items()
    ]
    return [word for word in words if id(word) not in taken], told


def unread_told(regions: Sequence[Region]) -> list[Skipped]:
    """That the page has ink which no word covers, once: where it is, the regions say."""
    return [Skipped("ink", "unread_ink", page=page) for page in sorted({r.page for r in regions if r.kind == "ink"})]


def _holds(box: BBox, word: Word) -> bool:
    x0, top, x1, bottom = box
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom


def _is_text(word: Word) -> bool:
    text = word.text.strip(".,:;()/-")
    if any(map(str.isdigit, text)):
        return len(text) > 1 and word.confidence >= FIGURE
    return len(text) > 1 and is_syllable(text) and word.confidence >= CROSSED


def unread_ink(clean: Pixels, words: Sequence[Word], known: Sequence[Region], page: int) -> list[Region]:
    """Ink as large as a word that no word covers: initials, a faint signature. Empty paper has none."""
    half = cv2.resize(clean, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    binary = cv2.threshold(cv2.GaussianBlur(half, (3, 3), 0), FAINT - 1, 255, cv2.THRESH_BINARY_INV)[1]
    point = DPI / 144
    for x0, top, x1, bottom in [*(word.bbox for word in words), *(region.bbox for region in known)]:
        rows = slice(max(0, round((top - WORD_EDGE) * point)), round((bottom + WORD_EDGE) * point))
        binary[rows, max(0, round((x0 - WORD_EDGE) * point)) : round((x1 + WORD_EDGE) * point)] = 0
    joined = cv2.morphologyEx(binary, cv2.MORPH_CLOSE, np.ones((round(GAP * point), round(GAP * point)), np.uint8))
    found = []
    for box in sorted(boxes_of(joined), key=lambda box: box[1]):
        x, y, width, height = (value / point for value in box)
        if width >= LEAST_INK[0] and height >= LEAST_INK[1]:
            found.append(Region("ink", page, (round(x, 2), round(y, 2), round(x + width, 2), round(y + height, 2))))
    return found if len(found) <= MOST_INK else []


def _readings(letters: Sequence[Pixels]) -> list[str]:
    """What a stamp may say, a line each, likeliest first; none where nothing could be read.

    Smudged and set upside down as stamps are, it is read both ways, at two sizes, in each light it was looked at in.
    """
    bare = [without_frame(picture, broken=broken) for picture in letters for broken in (False, True)]
    pictures = [_sized(turned, size) for picture in bare for turned in _both_ways(picture) for size in SIZES]
    readings = sorted((_sure(read_block(picture, DPI)) for picture in pictures), key=_belief, reverse=True)
    return list(dict.fromkeys(filter(None, map(_text, readings))))


def _text(words: list[Word]) -> str:
    return "\n".join(" ".join(word.text for word in line.words) for line in make_lines(words, 0))


def _both_ways(letters: Pixels) -> tuple[Pixels, Pixels]:
    return letters, np.ascontiguousarray(np.rot90(letters, 2))


def _sized(letters: Pixels, size: float) -> Pixels:
    if size == 1.0:
        return letters
    smooth = cv2.GaussianBlur(letters, (5, 5), 0)
    return np.asarray(cv2.resize(smooth, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _sure(words: list[Word]) -> list[Word]:
    return [word for word in words if word.confidence >= SURE and any(map(str.isalnum, word.text))]


def _belief(words: list[Word]) -> float:
    """The letters in syllables and the figures, weighed by confidence, less the others."""
    return sum(
        len(word.text) * (word.confidence if is_syllable(word.text.strip(".,:;")) or word.text.isdigit() else -0.2)
        for word in words
    )
