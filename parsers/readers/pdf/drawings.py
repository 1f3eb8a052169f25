"""What is drawn on a PDF page: ruling lines, small boxes, strokes, grounds, rings round words, pictures."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox
from parsers.readers.pages.page import BOX_SIDES, THIN, Box, Page, Ruling
from parsers.readers.pdf import calls
from parsers.readers.pdf.calls import Memory
from parsers.readers.pdf.glyphs import PALE, Place

STRAIGHT = 1.0  # points by which a ruling may lean
MOST_SEGMENTS = 2000  # of one path: a longer one is a map or a drawing
MOST_DEPTH = 8  # forms within forms
COVER = 40.0  # square points: a smaller filled area hides no letter
ROUND_BOX = 1.6  # a round box is at most this many times as wide as high
ROUND_EDGE = 0.15  # of its width: the thickest line of a round box that is drawn as an area
LARGEST_MARK = 45.0  # points: a larger filled shape without an outline is an arrow or a banner, no tick
FAINT = 150  # of 255, of every channel: a mark is darker
MOST_PICTURE = 1 << 20  # bytes that are hashed of a small picture
WHOLE_PAGE = 0.8  # of the page's area: a scanned sheet

Point = tuple[float, float]
Colour = tuple[int, int, int]  # red, green, blue of 255
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class _Square:
    """A rectangle that is no ruling: a box, a cell, a ground."""

    box: BBox
    stroked: bool
    fill: Colour | None  # anything but white
    dark: bool


def read_drawings(page: Any, result: Page, place: Place) -> int:
    """Adds the drawn objects of a pypdfium2 page to `result`; how many text objects there are beside them."""
    return _Drawings(result, place).read(calls.address(page.raw), pdfium.FPDFPage_CountObjects(page.raw))


def matrix_of(handle: int, memory: Memory | None = None) -> Matrix:
    """From the space of the object to that of what holds it; `memory` is room that the caller has."""
    memory = memory or Memory()
    calls.object_matrix(handle, memory.start)
    matrix: Matrix = memory.read(calls.MATRIX)
    return matrix


def times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3], m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5])  # fmt: skip


def apply(m: Matrix, x: float, y: float) -> Point:
    """The point where the matrix puts it."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


class _Drawings:
    """Goes through the objects of a page, those of nested forms too, with the matrices that carry them onto it."""

    def __init__(self, page: Page, place: Place) -> None:
        self._page, self._place = page, place
        self._texts = 0  # drawn so far
        self._squares: list[_Square] = []
        self._memory = Memory()

    def read(self, page: int, count: int) -> int:
        """Adds what the objects show; counts those that are text."""
        self._read_all([calls.page_object(page, index) for index in range(count)], UNMOVED, 0)
        _sort_squares(self._page, self._squares)
        return self._texts

    def _read_all(self, handles: list[int], matrix: Matrix, depth: int) -> None:
        for handle, kind in zip(handles, map(calls.object_type, handles), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts += 1
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._read_path(handle, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._read_picture(handle, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
                own = times(matrix_of(handle, self._memory), matrix)
                inner = [calls.form_object(handle, index) for index in range(calls.count_form_objects(handle))]
                before = self._texts
                self._read_all(inner, own, depth + 1)
                self._page.clipped = self._page.clipped or self._texts > before

    def _on_page(self, handle: int, matrix: Matrix) -> Matrix:
        """From the space of the object to the page's."""
        own = matrix_of(handle, self._memory)
        return own if matrix is UNMOVED else times(own, matrix)

    # --- pictures ---

    def _read_picture(self, handle: int, matrix: Matrix) -> None:
        page, full = self._page, self._on_page(handle, matrix)
        box = _around([self._place(*apply(full, x, y)) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))])
        width, height = box[2] - box[0], box[3] - box[1]
        if _small(width, height):
            page.boxes.append(Box(*box, kind="picture", code=_picture_code(handle)))
            return
        page.pictures.append(box)
        if self._texts and width * height > WHOLE_PAGE * page.width * page.height:
            page.covered = True
        elif self._texts:
            page.covers.append(box)

    # --- paths ---

    def _read_path(self, handle: int, matrix: Matrix) -> None:
        page = self._page
        calls.draw_mode(handle, *self._memory.singles[:2])
        fill, stroke = self._memory.read(calls.INTS)
        inked = self._colour(handle, calls.fill_colour) if fill else None
        outlined = bool(stroke) and self._colour(handle, calls.stroke_colour) is not None
        over = self._texts > 0 and bool(fill)  # a filled area may hide some text that was drawn before
        if inked is None and not outlined and not over:
            return  # white or nothing at all: nobody sees it
        dark = inked is not None and sum(inked) < 3 * 128
        subpaths = list(self._subpaths(handle, self._on_page(handle, matrix)))
        if len(subpaths) > 1 and inked is not None:
            self._read_frames(subpaths, alternate=fill == pdfium.FPDF_FILLMODE_ALTERNATE)
        shape: bool | None = None  # asked where it matters
        for points, curves in subpaths:
            box = _around(points)
            width, height = box[2] - box[0], box[3] - box[1]
            if over and width * height >= COVER:
                page.covers.append(box)
            if inked is None and not outlined:
                continue
            if not curves and (width < THIN or height < THIN):
                _rule(page, box)
            elif not curves and _is_rectangle(points, box):
                self._squares.append(_Square(box, outlined, inked, dark))
            else:
                if shape is None:
                    shape = not outlined and inked is not None and _is_shape(subpaths, inked)
                if curves:
                    _read_curve(points, curves, box, page, dark=dark, shape=shape)
                elif not shape:
                    _read_polyline(points, page)

    def _read_frames(self, subpaths: list[tuple[list[Point], int]], *, alternate: bool) -> None:
        for frame, curved in _take_frames(subpaths, alternate=alternate):
            if curved:
                _add_box(self._page, frame, dark=False)
            else:
                self._squares.append(_Square(frame, stroked=True, fill=None, dark=False))

    def _colour(self, handle: int, read: Any) -> Colour | None:
        """Red, green, blue; None for white and for what lets everything through."""
        if not read(handle, *self._memory.singles):
            return (0, 0, 0)
        red, green, blue, alpha = self._memory.read(calls.COLOUR)
        return None if min(red, green, blue) >= PALE + 8 or alpha < 16 else (red, green, blue)

    def _subpaths(self, handle: int, matrix: Matrix) -> Iterator[tuple[list[Point], int]]:
        """Each subpath's points on the page, and how many of its segments are curves."""
        points: list[Point] = []
        curves = 0
        read, place, (x, y, _, _) = self._memory.read, self._place, self._memory.singles
        moved = matrix != UNMOVED
        for index in range(min(calls.count_segments(handle), MOST_SEGMENTS)):
            segment = calls.path_segment(handle, index)
            kind = calls.segment_type(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                if len(points) > 1:
                    yield points, curves
                points, curves = [], 0
            curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            calls.segment_point(segment, x, y)
            point = read(calls.POINT)
            points.append(place(*(apply(matrix, *point) if moved else point)))
            if calls.segment_close(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points, curves


def _around(points: Sequence[Point]) -> BBox:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _picture_code(handle: int) -> str:
    """Equal pictures have equal names."""
    length = min(calls.image_data(handle, None, 0), MOST_PICTURE)
    memory = Memory(length)
    calls.image_data(handle, memory.start, length)
    return f"picture:{hashlib.sha256(memory.raw(length)).hexdigest()[:16]}"


def _is_shape(subpaths: list[tuple[list[Point], int]], fill: Colour) -> bool:
    """Whether a filled area is no mark of a pen: an arrow, a banner, the letters of a watermark."""
    x0, top, x1, bottom = _around([point for points, _ in subpaths for point in points])
    return min(fill) >= FAINT or max(x1 - x0, bottom - top) > LARGEST_MARK


def _take_frames(subpaths: list[tuple[list[Point], int]], *, alternate: bool) -> Iterator[tuple[BBox, bool]]:
    """Areas whose ink is cut out by one within, as HTML's borders are drawn: rectangles, and small round boxes (True).

    Both subpaths of each are taken out of `subpaths`.
    """
    taken: set[int] = set()
    for (points, curves), (others, bends) in itertools.pairwise(subpaths):
        if id(points) in taken or not (alternate or _turn(points) * _turn(others) < 0):
            continue
        boxes = _around(points), _around(others)
        outer, inner = sorted(boxes)
        edges = inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]
        width, height = outer[2] - outer[0], outer[3] - outer[1]
        if curves and bends:
            framed = _small(width, height) and max(edges) <= ROUND_EDGE * width
        else:
            framed = not (curves or bends) and all(map(_is_rectangle, (points, others), boxes))
        if framed and min(edges) > 0:
            taken |= {id(points), id(others)}
            yield outer, bool(curves)
    if taken:
        subpaths[:] = [path for path in subpaths if id(path[0]) not in taken]


def _turn(points: list[Point]) -> float:
    """Twice the area, negative where the points go round the other way."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise([*points, points[0]]))


def _read_curve(points: list[Point], curves: int, box: BBox, result: Page, *, dark: bool, shape: bool) -> None:
    """An ellipse is a round box or a ring round words; any other curve is a stroke, unless it is of a `shape`."""
    width, height = box[2] - box[0], box[3] - box[1]
    closed = abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1]) < STRAIGHT
    if not (closed and curves >= 9 and _is_ellipse(points, box)):
        if not shape:
            result.strokes.append(box)
    elif _small(width, height) and width < ROUND_BOX * height and height < ROUND_BOX * width:
        _add_box(result, box, dark)
    elif width > BOX_SIDES[1] and not dark:
        result.rings.append(box)
    else:
        result.strokes.append(box)


def _is_ellipse(points: list[Point], box: BBox) -> bool:
    """Every end and handle of its curves between the ellipse and the box round it."""
    x0, y0, x1, y1 = box
    rx, ry = (x1 - x0) / 2 or 1, (y1 - y0) / 2 or 1
    return all(0.8 < ((x - x0) / rx - 1) ** 2 + ((y - y0) / ry - 1) ** 2 < 2.1 for x, y in points)


def _is_rectangle(points: list[Point], box: BBox) -> bool:
    """Every point on the edge of the bounding box, and all four corners among them."""
    x0, y0, x1, y1 = box
    if {*points} == {(x0, y0), (x1, y0), (x0, y1), (x1, y1)}:
        return True
    on_edge = all(min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < STRAIGHT for x, y in points)
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    return on_edge and all(any(abs(x - a) + abs(y - b) < 2 * STRAIGHT for x, y in points) for a, b in corners)


def _rule(result: Page, box: BBox) -> None:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        result.rulings.append(Ruling(True, (top + bottom) / 2, x0, x1))
    else:
        result.rulings.append(Ruling(False, (x0 + x1) / 2, top, bottom))


def _read_polyline(points: list[Point], result: Page) -> None:
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if min(box[2] - box[0], box[3] - box[1]) < STRAIGHT:
            _rule(result, box)
        else:
            result.strokes.append(box)


# --- rectangles ----------------------------------------------------------------------------------------------------


def _small(width: float, height: float) -> bool:
    low, high = BOX_SIDES
    return low <= width <= high and low <= height <= high and width < 3 * height


def _add_box(result: Page, box: BBox, dark: bool) -> None:
    """A box, or the fill of one that is drawn already."""
    x0, top, x1, bottom = box
    same = next((known for known in result.boxes if known.holds((x0 + x1) / 2, (top + bottom) / 2, 0)), None)
    if same is None:
        result.boxes.append(Box(x0, top, x1, bottom, filled=dark))
    else:
        same.filled = same.filled or dark


def _sort_squares(result: Page, squares: list[_Square]) -> None:
    """Rectangles are check boxes where they are small and stand alone, else table cells or grounds."""
    for index, square in enumerate(squares):
        x0, top, x1, bottom = square.box
        if _small(x1 - x0, bottom - top) and not _adjoins(index, squares, result.rulings):
            if square.stroked or square.dark:
                _add_box(result, square.box, square.dark)
                continue
        elif square.stroked:
            result.rulings += [Ruling(True, top, x0, x1), Ruling(True, bottom, x0, x1),
                               Ruling(False, x0, top, bottom), Ruling(False, x1, top, bottom)]  # fmt: skip
        if square.fill is not None:
            result.fills.append(square.box)
            result.colours.append(square.fill)


def _adjoins(index: int, squares: list[_Square], rulings: list[Ruling]) -> bool:
    """Whether a rectangle shares an edge with another one or with a ruling that goes on past its corner: a cell."""
    x0, top, x1, bottom = squares[index].box
    for other, square in enumerate(squares):
        if other == index or not square.stroked:
            continue
        a0, b0, a1, b1 = square.box
        beside = min(abs(a0 - x1), abs(a1 - x0)) < THIN and min(b1, bottom) - max(b0, top) > 2
        above = min(abs(b0 - bottom), abs(b1 - top)) < THIN and min(a1, x1) - max(a0, x0) > 2
        if beside or above:
            return True
    level, upright = (top, bottom, x0, x1), (x0, x1, top, bottom)
    for ruling in rulings:
        first, second, low, high = level if ruling.horizontal else upright
        if not (-THIN < ruling.at - first < THIN or -THIN < ruling.at - second < THIN):
            continue
        if (ruling.start < low - 3 or ruling.end > high + 3) and ruling.end > low and ruling.start < high:
            return True
    return False
