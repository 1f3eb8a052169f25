"""What one PDF page holds, out of pypdfium2: words, ruling lines, small boxes, strokes, pictures.

All places are points from the top left of the upright page, whatever `/Rotate` and the crop box say.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox
from parsers.readers.pages.page import BOX_SIDES, THIN, Box, Page, Ruling, Word, is_symbol, nameless_glyph
from parsers.readers.symbols import symbol_font

SPACE_SHARE = 0.22  # of the font size: a wider gap parts two words; Times' own space is 0.25
STRAIGHT = 1.0  # points by which a ruling may lean
BOLD_WEIGHT = 600
BLANKS = {0x20, 0xA0, 0x0D, 0x0A, 0x09}
INVISIBLE = 3  # text render mode of an OCR layer

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


def read_page(page: Any, number: int) -> Page:
    """`page` is a pypdfium2 PdfPage."""
    width, height = page.get_size()
    result = Page(number, width, height)
    place = _upright(page)
    _read_text(page, result, place)
    _read_objects(page, result, place)
    _read_fields(page, result, place)
    return result


def _upright(page: Any) -> Callable[[float, float], Point]:
    """PDF user space → points from the top left of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _box(place: Callable[[float, float], Point], a: float, b: float, c: float, d: float) -> BBox:
    (x0, y0), (x1, y1) = place(a, b), place(c, d)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


# --- text ----------------------------------------------------------------------------------------------------------


def _read_text(page: Any, result: Page, place: Callable[[float, float], Point]) -> None:
    holder = page.get_textpage()  # keeps the handle alive: pypdfium2 closes it when the object goes
    text_page = holder.raw
    looks: dict[int, _Look] = {}
    word: Word | None = None
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in BLANKS:
            _finish(result, word)
            word = None
            continue
        handle = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        if key not in looks:
            looks[key] = _look(handle)
        look = looks[key]
        nameless = look.symbols and pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
        if code == 0 and not nameless:
            continue
        result.invisible += look.hidden
        letter = nameless_glyph(code) if nameless else _letter(code)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        box = _box(place, rect.left, rect.bottom, rect.right, rect.top)
        baseline = place(x.value, y.value)[1]
        if word is not None and _joins(word, letter, box, baseline):
            _append(word, letter, box)
            continue
        _finish(result, word)
        size = look.size or box[3] - box[1]
        word = Word(letter, *box, baseline=baseline, size=size, font=look.font, bold=look.bold, italic=look.italic)
    _finish(result, word)


def _letter(code: int) -> str:
    if code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if code in (0x02, 0xAD):  # a hyphen that pdfium takes for a word's division at the line's end
        return "-"
    return chr(code)


def _joins(word: Word, letter: str, box: BBox, baseline: float) -> bool:
    if unicodedata.combining(letter):
        return True
    if is_symbol(letter) or is_symbol(word.text[-1]):
        return False
    gap = box[0] - word.x1
    return abs(baseline - word.baseline) < 0.3 * word.size and -0.5 * word.size < gap < SPACE_SHARE * word.size


def _append(word: Word, letter: str, box: BBox) -> None:
    word.text += letter
    word.x0, word.top = min(word.x0, box[0]), min(word.top, box[1])
    word.x1, word.bottom = max(word.x1, box[2]), max(word.bottom, box[3])


def _finish(result: Page, word: Word | None) -> None:
    if word is not None:
        word.text = unicodedata.normalize("NFC", word.text)
        result.words.append(word)


@dataclass(frozen=True, slots=True)
class _Look:
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    symbols: bool = False  # a font of signs, not of letters


def _look(handle: Any) -> _Look:
    """What the letters of one text object share."""
    if not handle:
        return _Look()
    font = pdfium.FPDFTextObj_GetFont(handle)
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.raw[: max(0, length - 1)].decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name  # subset prefix
    bold = "bold" in name.lower() or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    italic = "italic" in name.lower() or "oblique" in name.lower()
    size, matrix = ctypes.c_float(), _matrix(handle)
    pdfium.FPDFTextObj_GetFontSize(handle, size)
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(handle) == INVISIBLE
    height = size.value * math.hypot(matrix[2], matrix[3])
    return _Look(name, height, bold, italic, hidden, symbol_font(name) is not None)


# --- drawn objects -------------------------------------------------------------------------------------------------


def _read_objects(page: Any, result: Page, place: Callable[[float, float], Point]) -> None:
    squares: list[tuple[BBox, bool, bool]] = []
    for handle, matrix in _objects(page.raw, None, (1, 0, 0, 1, 0, 0), 0):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(handle, matrix, result, place, squares)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            full = _times(_matrix(handle), matrix)
            corners = [place(*_apply(full, x, y)) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))]
            xs, ys = [point[0] for point in corners], [point[1] for point in corners]
            result.pictures.append((min(xs), min(ys), max(xs), max(ys)))
    _sort_squares(result, squares)


def _objects(page: Any, form: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every object of the page, those of nested forms too, with the matrix that carries it onto the page."""
    count = pdfium.FPDFFormObj_CountObjects(form) if form else pdfium.FPDFPage_CountObjects(page)
    for index in range(count):
        handle = pdfium.FPDFFormObj_GetObject(form, index) if form else pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM and depth < 8:
            yield from _objects(page, handle, _times(_matrix(handle), matrix), depth + 1)
        else:
            yield handle, matrix


def _matrix(handle: Any) -> Matrix:
    value = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, value)
    return (value.a, value.b, value.c, value.d, value.e, value.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3], m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5])  # fmt: skip


def _apply(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _read_path(
    handle: Any,
    matrix: Matrix,
    result: Page,
    place: Callable[[float, float], Point],
    squares: list[tuple[BBox, bool, bool]],
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    full = _times(_matrix(handle), matrix)
    for points, curved in _subpaths(handle, full, place):
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        width, height = box[2] - box[0], box[3] - box[1]
        if curved:
            result.strokes.append(box)
        elif min(width, height) < THIN:
            _rule(result, box)
        elif _is_rectangle(points, box):
            squares.append((box, bool(stroke.value), bool(fill.value) and _is_dark(handle)))
        else:
            _read_polyline(points, result)


def _subpaths(
    handle: Any, matrix: Matrix, place: Callable[[float, float], Point]
) -> Iterator[tuple[list[Point], bool]]:
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(place(*_apply(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _is_rectangle(points: list[Point], box: BBox) -> bool:
    """Every point on the edge of the bounding box, and all four corners among them."""
    x0, y0, x1, y1 = box
    on_edge = all(min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < STRAIGHT for x, y in points)
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    return on_edge and all(any(abs(x - a) + abs(y - b) < 2 * STRAIGHT for x, y in points) for a, b in corners)


def _is_dark(handle: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    return red.value + green.value + blue.value < 3 * 128 and alpha.value > 64


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


def _sort_squares(result: Page, squares: list[tuple[BBox, bool, bool]]) -> None:
    """Rectangles are check boxes where they are small and stand alone, else table cells or shades."""
    low, high = BOX_SIDES
    for index, (box, stroked, dark) in enumerate(squares):
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        small = low <= width <= high and low <= height <= high and width < 3 * height
        if small and not _adjoins(index, squares, result.rulings):
            same = next((b for b in result.boxes if b.holds((x0 + x1) / 2, (top + bottom) / 2, 0)), None)
            if same is None and (stroked or dark):
                result.boxes.append(Box(x0, top, x1, bottom, filled=dark))
            elif same is not None:
                same.filled = same.filled or dark
        elif stroked:
            result.rulings += [Ruling(True, top, x0, x1), Ruling(True, bottom, x0, x1),
                               Ruling(False, x0, top, bottom), Ruling(False, x1, top, bottom)]  # fmt: skip


def _adjoins(index: int, squares: list[tuple[BBox, bool, bool]], rulings: list[Ruling]) -> bool:
    """Whether a rectangle shares an edge with another one or with a ruling that goes on past its corner: a cell."""
    x0, top, x1, bottom = squares[index][0]
    for other, (box, stroked, _) in enumerate(squares):
        if other == index or not stroked:
            continue
        a0, b0, a1, b1 = box
        beside = min(abs(a0 - x1), abs(a1 - x0)) < THIN and min(b1, bottom) - max(b0, top) > 2
        above = min(abs(b0 - bottom), abs(b1 - top)) < THIN and min(a1, x1) - max(a0, x0) > 2
        if beside or above:
            return True
    for ruling in rulings:
        first, second, low, high = (top, bottom, x0, x1) if ruling.horizontal else (x0, x1, top, bottom)
        on_edge = min(abs(ruling.at - first), abs(ruling.at - second)) < THIN
        if on_edge and (ruling.start < low - 3 or ruling.end > high + 3) and ruling.end > low and ruling.start < high:
            return True
    return False


# --- form fields and annotations -----------------------------------------------------------------------------------

_CHECK_BOX = 2  # FPDF_FORMFIELD_CHECKBOX
_RADIO = 3


def _read_fields(page: Any, result: Page, place: Callable[[float, float], Point]) -> None:
    """Check boxes and radio buttons of an AcroForm: on where /AS (or the inherited /V) is not /Off."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            rect = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, rect)
            box = _box(place, rect.left, rect.bottom, rect.right, rect.top)
            if kind == pdfium.FPDF_ANNOT_WIDGET:
                state = _name(annotation, b"AS") or _name(annotation, b"V")
                if state or max(box[2] - box[0], box[3] - box[1]) <= BOX_SIDES[1]:
                    _field(result, box, state)
            elif kind in (pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_STAMP):
                result.strokes.append(box)
            elif kind == pdfium.FPDF_ANNOT_FREETEXT:
                text = _name(annotation, b"Contents").strip()
                if text:
                    size = min(box[3] - box[1], 14.0)
                    result.words.append(Word(text, *box, baseline=box[3] - 0.2 * size, size=size))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _field(result: Page, box: BBox, state: str) -> None:
    width, height = box[2] - box[0], box[3] - box[1]
    if not (BOX_SIDES[0] <= width <= BOX_SIDES[1] and BOX_SIDES[0] <= height <= BOX_SIDES[1]):
        return
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    drawn = next((b for b in result.boxes if b.holds(*centre)), None)
    if drawn is None:
        drawn = Box(*box)
        result.boxes.append(drawn)
    drawn.kind, drawn.checked = "field", bool(state) and state.strip("/").lower() != "off"


def _name(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
