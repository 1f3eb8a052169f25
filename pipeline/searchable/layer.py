"""The invisible text of a page: the Document's words at their places, in letters without a shape.

Its font has one glyph for every character: two specks that show its size. `ToUnicode` says what each stands for, and
each word is stretched to its own width. Words of one line share their height and baseline, so that programs that copy
text see a line.
"""

from __future__ import annotations

import ctypes
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from models.document import OBJECT, BBox, Document, Mark, PageMap, Paragraph, walk_paragraphs

FONT = Path(__file__).parent / "glyphless.ttf"
ADVANCE = 0.5  # of the font size: every glyph's width
DESCENT = 0.2  # of the font size: below the baseline
BLANK = 0.2  # of a line's height: the least room between two of its words
SAME_LINE = 0.5  # of the lower word's height that two words of a line have in common
BOXES = {True: "☒", False: "☐"}
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_ONE_GLYPH = b"\0\1" * 0x10000  # of every character

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and where it stands on the upright page, in points from its top left."""

    text: str
    bbox: BBox


def words_of(document: Document) -> dict[int, list[PlacedWord]]:
    """The words of each page, in reading order; a check box is ☒ or ☐ where the Document knows which."""
    pages: dict[int, list[PlacedWord]] = {}
    for paragraph in walk_paragraphs(document.blocks):
        marks = {mark.start: mark for mark in paragraph.marks}
        for span in paragraph.spans:
            text = _text(paragraph, span.start, span.end, marks)
            if text:
                pages.setdefault(span.page, []).append(PlacedWord(text, span.bbox))
    return pages


def _text(paragraph: Paragraph, start: int, end: int, marks: dict[int, Mark]) -> str:
    text = paragraph.text[start:end]
    if OBJECT not in text:
        return text.strip()
    mark = marks.get(start)
    return text.replace(OBJECT, "" if mark is None or mark.checked is None else BOXES[mark.checked]).strip()


def in_lines(words: Sequence[PlacedWord]) -> Iterator[PlacedWord]:
    """The words with the top and the bottom of their line, the median of its words of letters or figures, and the
    blanks between them."""
    line: list[PlacedWord] = []
    for word in words:
        if line and not _goes_on(line[-1], word):
            yield from _levelled(line)
            line = []
        line.append(word)
    yield from _levelled(line)


def _goes_on(before: PlacedWord, word: PlacedWord) -> bool:
    common = min(before.bbox[3], word.bbox[3]) - max(before.bbox[1], word.bbox[1])
    low = min(before.bbox[3] - before.bbox[1], word.bbox[3] - word.bbox[1])
    return word.bbox[0] >= before.bbox[0] and common >= SAME_LINE * low


def _levelled(line: Sequence[PlacedWord]) -> Iterator[PlacedWord]:
    tall = [word for word in line if any(map(str.isalnum, word.text))] or line
    if not tall:
        return
    top = statistics.median(word.bbox[1] for word in tall)
    bottom = statistics.median(word.bbox[3] for word in tall)
    for word, following in zip(line, [*line[1:], None], strict=True):
        x0, _, x1, _ = word.bbox
        blank = BLANK * (bottom - top)
        if following is not None and x0 + blank < following.bbox[0] - blank < x1:  # the engine's box holds both
            x1 = following.bbox[0] - blank
        yield PlacedWord(word.text, (x0, top, x1, bottom))
        if following is not None and following.bbox[0] > x1:
            yield PlacedWord(" ", (x1, top, following.bbox[0], bottom))


def through(page_map: PageMap, width: float, height: float) -> Place:
    """Upright points → points of the page as the file shows it, which is `width` by `height` points."""
    matrix = np.array(page_map, dtype=np.float64).reshape(3, 3)

    def place(x: float, y: float) -> tuple[float, float]:
        across, down, share = matrix @ (x, y, 1.0)
        return float(across / share * width), float(down / share * height)

    return place


def load_font(document: Any) -> Any:
    """The font without shapes, for one pypdfium2 PdfDocument."""
    font, glyphs = FONT.read_bytes(), _ONE_GLYPH
    handle = pdfium.FPDFText_LoadCidType2Font(
        document, _buffer(font), len(font), _TO_UNICODE, _buffer(glyphs), len(glyphs)
    )
    if not handle:
        raise pypdfium2.PdfiumError("the font without shapes cannot be loaded")
    return handle


def _buffer(data: bytes) -> Any:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


def add_words(document: Any, page: Any, font: Any, words: Iterable[PlacedWord], place: Place) -> None:
    """Draws the words, unseen; `place` leads from their points to those of the page's own space (y upwards)."""
    for word in words:
        codes = _codes(word.text)
        x0, top, x1, bottom = word.bbox
        if not codes or bottom <= top or x1 <= x0:
            continue
        text = pdfium.FPDFPageObj_CreateTextObj(document, font, 1.0)
        pdfium.FPDFText_SetCharcodes(text, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        matrix = pdfium.FS_MATRIX(*_stretched(word.bbox, ADVANCE * len(codes), place))
        pdfium.FPDFPageObj_SetMatrix(text, matrix)
        pdfium.FPDFPage_InsertObject(page, text)


def _stretched(bbox: BBox, width: float, place: Place) -> tuple[float, float, float, float, float, float]:
    """The matrix that lays `width` ems of text over the box.

    A lean is left out, word by word: programs that copy text break a word whose letters do not share a baseline.
    """
    x0, top, x1, bottom = bbox
    middle = (top + bottom) / 2
    (left, start), (right, end) = place(x0, middle), place(x1, middle)
    (upper_x, upper_y), (lower_x, lower_y) = place((x0 + x1) / 2, top), place((x0 + x1) / 2, bottom)
    length = math.hypot(right - left, end - start)
    height = math.hypot(upper_x - lower_x, upper_y - lower_y)
    quarter = round(math.atan2(end - start, right - left) / (math.pi / 2))
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter % 4]
    across, down = -length / 2, -(0.5 - DESCENT) * height  # from the box's middle to where the text begins
    x, y = (left + right) / 2 + across * cosine - down * sine, (start + end) / 2 + across * sine + down * cosine
    stretch = length / width
    return stretch * cosine, stretch * sine, -height * sine, height * cosine, x, y


def _codes(text: str) -> list[int]:
    """UTF-16, in which the font's characters are numbered; none beyond its first plane is in a report."""
    return [ord(letter) for letter in text if ord(letter) <= 0xFFFF]
