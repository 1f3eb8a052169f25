"""Text that the file holds and nobody sees: invisible, cut off by a clip path, under a picture or a filled area.

The words are taken out and named in `skipped`. Only pages that show a reason for it are walked a second time: an
invisible layer, something opaque drawn over text, text over text, or check boxes. A letter that was cut off in a
check box is its mark all the same, where it cannot be another's.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox, Skipped
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.page import Box, Page, Word
from parsers.readers.pdf import calls
from parsers.readers.pdf.drawings import MOST_DEPTH, UNMOVED, Matrix, apply, matrix_of, times
from parsers.readers.pdf.glyphs import Place

UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
OVERLAP = 0.3  # of the font size by which two words of one line lie over one another
RISE = 0.25  # of the font size from the baseline to the middle of the small letters
REACH = 30.0  # points from a mark that was cut off to boxes of its block
MOST_CLIP_POINTS = 50  # of one path: a longer one is no frame
MOST_SHOWN = 4_000_000  # square points of a picture that is looked at: four times A3
INK = 4.0  # points by which a word and its ink may differ, at both ends together
SOLID = 250  # of 255: less lets something through
NOWHERE: BBox = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Text:
    """A text object: its order, what it is clipped to, why all of it is unseen; the place of its ink once asked for."""

    order: int
    handle: Any
    matrix: Matrix
    clip: BBox | None
    reason: str = ""
    box: BBox | None = None


def set_unseen_aside(page: Any, result: Page, place: Place) -> None:
    """Takes the words that nobody sees out of `result`, the words of a pypdfium2 page."""
    covers = _over_words(result)
    if not (result.invisible or covers or _may_be_clipped(result)):
        return
    walk = Walk(page, place, bool(result.invisible), covers)
    if not walk.suspects and not walk.covers:
        return
    unseen = [(word, reason) for word in result.words if (reason := walk.why_unseen(word))]
    marks = [word for word, reason in unseen if reason == "clipped_text" and len(word.text) <= 2]
    kept = {id(word) for word in marks if not _doubt(result.boxes, word)}
    unseen = [(word, reason) for word, reason in unseen if id(word) not in kept]
    for reason in dict.fromkeys(reason for _, reason in unseen):
        words = " ".join(word.text for word, own in unseen if own == reason)
        result.skipped.append(Skipped("hidden_text", reason, words, result.number))
    gone = {id(word) for word, _ in unseen}
    result.words = [word for word in result.words if id(word) not in gone]


def _may_be_clipped(result: Page) -> bool:
    """Whether a text has a clip path, or there are forms, which may hold some, on a page where it matters."""
    if not result.boxes and not _overlaps(result.words):
        return False
    return result.clipped or any(calls.count_clip_paths(calls.clip_path(handle)) > 0 for handle in result.texts)


def _over_words(result: Page) -> list[BBox]:
    """The areas drawn after some text that lie over whole words; a check box that slid over a label hides nothing."""
    boxes = [(box.x0 + box.x1 + box.top + box.bottom) for box in result.boxes]
    areas = [area for area in result.covers if all(abs(sum(area) - own) > 1.0 for own in boxes)]
    heights = Heights(result.words)
    return [area for area in areas if any(_hides(area, word) for word in heights.near(area[1], area[3]))]


def _hides(area: BBox, word: Word) -> bool:
    return area[0] - 1 <= word.x0 and word.x1 <= area[2] + 1 and area[1] <= _middle(word)[1] <= area[3]


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.baseline - RISE * word.size


def _apart(box: BBox | None, word: Word) -> float:
    """By how many points an ink's ends and a word's differ."""
    return abs(box[0] - word.x0) + abs(box[2] - word.x1) if box else float("inf")


def _overlaps(words: list[Word]) -> bool:
    for before, after in pairwise(words):
        over = after.x0 < before.x1 - OVERLAP * before.size and after.x1 > before.x0
        if over and after.baseline == before.baseline:
            return True
    return False


def _doubt(boxes: list[Box], mark: Word) -> bool:
    """Whether a letter that was cut off may be the mark of another box than the one it lies in: then none is sure.

    LibreOffice cuts off what is higher than its frame; in a line that it broke in two, it puts what stood in a frame of
    the second line beside the first.
    """
    near = [box for box in boxes if box.top - REACH <= mark.baseline <= box.bottom + REACH]
    own = [box for box in near if box.holds((mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2)]
    if not near or (own and not _is_broken(own[0], near)):
        return not near
    for box in near:
        box.lost = True
    return True


def _is_broken(own: Box, near: list[Box]) -> bool:
    """Whether the box stands in a line of several, with more of them on the next line."""
    beside = [box for box in near if box.top < own.bottom and box.bottom > own.top]
    return len(near) > len(beside) > 1


class Walk:
    """The page's texts in the order in which they are drawn, as far as they may be unseen."""

    def __init__(self, page: Any, place: Place, invisible: bool, areas: list[BBox]) -> None:
        self.place = place
        self._text_page: Any = None
        self._areas = areas
        self.texts: list[_Text] = []
        self.covers: list[tuple[int, BBox]] = []
        self._invisible, self._order = invisible, 0
        self._page = page
        for handle, matrix, clip in self._objects(page.raw, None, UNMOVED, None, 0):
            self._order += 1
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_text(handle, matrix, clip)
            elif areas and self.texts:
                self._add_cover(page, handle, kind, self._box(handle, matrix))
        self.suspects = [text for text in self.texts if text.reason or text.clip is not None]

    def why_unseen(self, word: Word) -> str:
        """The reason's code; empty for a word that is seen."""
        found = ""
        covered = any(_hides(cover, word) for _, cover in self.covers)
        for text in self.texts if covered else self.suspects:
            found = found or (self._why(text, word) if self._stands_at(text, word) else "")
        if not found:
            return ""
        there = [text for text in self.texts if self._stands_at(text, word)]
        nearest = min(there, key=lambda text: _apart(text.box, word))
        if _apart(nearest.box, word) < INK:
            return self._why(nearest, word)  # surely this one, and to ask for the letters takes long
        shown = [text for text in there if not self._why(text, word)]
        return "" if shown and any(word.text in self._said(text) for text in shown) else found

    def written_between(self, start: float, end: float, height: float, room: float) -> Iterator[tuple[BBox, str, Any]]:
        """The texts, with place and handle, between two ends of a height, which they may pass by `room` points."""
        for text in self.texts:
            text.box = text.box or self._box(text.handle, text.matrix)
            x0, top, x1, bottom = text.box
            if start - room <= x0 and x1 <= end + room and top - room <= height <= bottom + room:
                yield text.box, self._said(text).strip("\0 "), text.handle

    def _stands_at(self, text: _Text, word: Word) -> bool:
        text.box = text.box or self._box(text.handle, text.matrix)
        return _holds(text.box, *_middle(word), word.size / 2)

    def _why(self, text: _Text, word: Word) -> str:
        if text.reason:
            return text.reason
        if text.clip is not None and not _holds(text.clip, *_middle(word), 0.0):
            return "clipped_text"
        if any(order > text.order and _hides(cover, word) for order, cover in self.covers):
            return "covered_text"
        return ""

    def _said(self, text: _Text) -> str:
        if self._text_page is None:  # costs as much as reading the letters
            self._text_page = self._page.get_textpage()
        size = pdfium.FPDFTextObj_GetText(text.handle, self._text_page.raw, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFTextObj_GetText(
            text.handle, self._text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
        )
        return buffer.raw.decode("utf-16-le", "replace")

    def _objects(
        self, page: Any, form: Any, matrix: Matrix, clip: BBox | None, depth: int
    ) -> Iterator[tuple[Any, Matrix, BBox | None]]:
        count = pdfium.FPDFFormObj_CountObjects(form) if form else pdfium.FPDFPage_CountObjects(page)
        for index in range(count):
            handle = pdfium.FPDFFormObj_GetObject(form, index) if form else pdfium.FPDFPage_GetObject(page, index)
            if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
                inner = _both(clip, self._clip(handle, matrix))
                yield from self._objects(
                    page, handle, times(matrix_of(calls.address(handle)), matrix), inner, depth + 1
                )
            else:
                yield handle, matrix, clip

    def _add_text(self, handle: Any, matrix: Matrix, clip: BBox | None) -> None:
        hidden = self._invisible and pdfium.FPDFTextObj_GetTextRenderMode(handle) in UNSEEN_MODES
        clip = _both(clip, self._clip(handle, matrix))
        self.texts.append(_Text(self._order, handle, matrix, clip, "hidden_text" if hidden else ""))

    def _add_cover(self, page: Any, handle: Any, kind: int, box: BBox) -> None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if any(_holds(area, x, y, 0.0) for area in self._areas) and _is_opaque(page, handle, kind):
            self.covers.append((self._order, box))

    def _box(self, handle: Any, matrix: Matrix) -> BBox:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        return _round([self.place(*apply(matrix, x, y)) for x, y in corners])

    def _clip(self, handle: Any, matrix: Matrix) -> BBox | None:
        """The box round what an object is clipped to, in points of the page; None where nothing clips it."""
        path = pdfium.FPDFPageObj_GetClipPath(handle)
        result: BBox | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
            points = []
            for index in range(min(pdfium.FPDFClipPath_CountPathSegments(path, number), MOST_CLIP_POINTS)):
                segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
                pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                points.append(self.place(*apply(matrix, x.value, y.value)))
            result = _both(result, _round(points) if points else NOWHERE)
        return result


def _is_opaque(page: Any, handle: Any, kind: int) -> bool:
    """A picture without transparency, or an area filled with a solid colour, white too."""
    if pdfium.FPDFPageObj_HasTransparency(handle):
        return False
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return not _lets_through(page, handle)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) or not fill.value:
        return False
    return bool(pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)) and alpha.value == 255


def _lets_through(page: Any, handle: Any) -> bool:
    """Whether a picture has a mask: its pixels as shown, a point each, tell; too many to look at: it may have one."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    if (right.value - left.value) * (top.value - bottom.value) > MOST_SHOWN:
        return True
    shown = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, handle)
    if not shown:
        return True
    try:
        if pdfium.FPDFBitmap_GetFormat(shown) != pdfium.FPDFBitmap_BGRA:
            return False
        size = pdfium.FPDFBitmap_GetStride(shown) * pdfium.FPDFBitmap_GetHeight(shown)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(shown), size)
        return min(pixels[3::4], default=255) < SOLID
    finally:
        pdfium.FPDFBitmap_Destroy(shown)


def _round(points: list[tuple[float, float]]) -> BBox:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _both(one: BBox | None, other: BBox | None) -> BBox | None:
    """What lies in both; None is everything."""
    if one is None or other is None:
        return one or other
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def _holds(box: BBox, x: float, y: float, room: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - room <= y <= box[3] + room
