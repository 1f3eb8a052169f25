"""Form fields and annotations of a PDF page: boxes that say their state, marks that a reader's pen left.

A signature's widget is no mark, whatever its appearance shows.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox
from parsers.readers.pages.page import BOX_SIDES, Box, Page, Word
from parsers.readers.pdf.glyphs import Place

NO_VIEW = 0x02 | 0x20  # /F: hidden, or not shown on the screen

_PENS = {pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_POLYLINE}
_FRAMES = {pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE}
_LOOKS = {
    pdfium.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium.FPDF_ANNOT_SQUIGGLY: "underline",
    pdfium.FPDF_ANNOT_STRIKEOUT: "strike",
}


def read_annotations(page: Any, result: Page, place: Place) -> None:
    """Adds the form fields and annotations of a pypdfium2 page to `result`, whose words it must have."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & NO_VIEW:
                _read(annotation, result, place)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _read(annotation: Any, result: Page, place: Place) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    (x0, y0), (x1, y1) = place(rect.left, rect.bottom), place(rect.right, rect.top)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        _field(result, box, _name(annotation, b"AS") or _name(annotation, b"V"))
    elif kind in _LOOKS:
        for word in result.words:
            if _over(box, word):
                setattr(word, _LOOKS[kind], True)
    elif kind in _PENS:
        result.strokes.append(box)
    elif kind in _FRAMES:
        _frame(result, box)
    elif kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = " ".join(_name(annotation, b"Contents").split())
        if text:
            size = min(box[3] - box[1], 14.0)
            result.words.append(Word(text, *box, baseline=box[3] - 0.2 * size, size=size))


def _over(box: BBox, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _frame(result: Page, box: BBox) -> None:
    """A square or circle round words, or one as small as a box."""
    if max(box[2] - box[0], box[3] - box[1]) > BOX_SIDES[1] or any(_over(box, word) for word in result.words):
        result.rings.append(box)
    else:
        result.boxes.append(Box(*box))


def _field(result: Page, box: BBox, state: str) -> None:
    """Check boxes and radio buttons: on where /AS (or the inherited /V) is not /Off."""
    low, high = BOX_SIDES
    if not (low <= box[2] - box[0] <= high and low <= box[3] - box[1] <= high):
        return
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    drawn = next((known for known in result.boxes if known.holds(*centre)), None)
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
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
