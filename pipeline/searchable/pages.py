"""The pages of a searchable copy: those of the PDF as they are, or pictures made into a PDF."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from models.document import Document, PageMap
from parsers.readers import Input
from parsers.readers.limits import Limits
from parsers.readers.pages.page import Page
from parsers.readers.pdf.page import read_page
from parsers.readers.scan.files import DAMAGED, Sheet, sheets
from parsers.readers.sniff import sniff
from pipeline.searchable.layer import Place, PlacedWord, through

STRAIGHT = 0.012  # of the page that a kept picture's corners may lie off a parallelogram: more is perspective
WHOLE = 0.9  # of the picture that the page fills (less, and it lies on a table), and of the page that its scan fills
UNMAPPED_SHARE = 0.1  # of a page's letters without a character: what is seen cannot be told from the file
QUALITY = 88  # of a JPEG that is made: letters keep their edges


# --- pages of a PDF ------------------------------------------------------------------------------------------------


def own_space(page: Any) -> Place:
    """Points from the top left of the page as it is shown → the page's own space, whatever `/Rotate` says."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x, y: (left + y, bottom + x)
    if turn == 180:
        return lambda x, y: (right - x, bottom + y)
    if turn == 270:
        return lambda x, y: (right - y, top - x)
    return lambda x, y: (left + x, top - y)


def drop_old_layer(page: Any, number: int) -> Page:
    """Takes out text that nobody sees: an earlier program's reading. What is left is what the page shows as text."""
    handles = [pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page))]
    ground = _ground(page, handles) if read_page(page, number).covered else 0
    for index, handle in enumerate(handles):
        if _is_old_text(handle, below=index < ground) and pdfium.FPDFPage_RemoveObject(page, handle):
            pdfium.FPDFPageObj_Destroy(handle)
    return read_page(page, number)


def _ground(page: Any, handles: Sequence[Any]) -> int:
    """The place of the last picture of the page's size: what was drawn before it lies under it."""
    width, height = page.get_size()
    last = 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index, handle in enumerate(handles):
        drawn = pdfium.FPDFPageObj_GetType(handle) in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
        if drawn and pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            area = (right.value - left.value) * (top.value - bottom.value)
            last = index if area >= WHOLE * width * height else last
    return last


def _is_old_text(handle: Any, below: bool) -> bool:
    """Text that is unseen, or a drawing of its own with nothing else in it: so do most programs that read letters."""
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        inner = [
            pdfium.FPDFFormObj_GetObject(handle, index) for index in range(pdfium.FPDFFormObj_CountObjects(handle))
        ]
        return bool(inner) and all(_is_old_text(one, below) for one in inner)
    unseen = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT and (below or pdfium.FPDFTextObj_GetTextRenderMode(handle) == unseen))


def unsaid(words: Sequence[PlacedWord], shown: Page, place: Place) -> Iterator[PlacedWord]:
    """The words that the page does not also show as text of its own, as a digital signature's are."""
    letters = sum(len(word.text) for word in shown.words)
    typed = shown.words if shown.unmapped <= UNMAPPED_SHARE * max(letters, 1) else []
    for word in words:
        x0, top, x1, bottom = word.bbox
        x, y = place((x0 + x1) / 2, (top + bottom) / 2)
        if not any(one.x0 <= x <= one.x1 and one.top <= y <= one.bottom for one in typed):
            yield word


def quarters(place: Place, width: float, height: float) -> int:
    """Degrees (0, 90, 180, 270) that the page must be turned clockwise for its text to stand upright."""
    (x0, y0), (x1, y1) = place(0, height / 2), place(width, height / 2)
    if abs(x1 - x0) >= abs(y1 - y0):
        return 0 if x1 > x0 else 180
    return 270 if y1 > y0 else 90


# --- pages of pictures ---------------------------------------------------------------------------------------------


def from_pictures(source: Input, document: Document, limits: Limits) -> tuple[Any, list[PageMap | None]]:
    """A PDF of the pictures, and for each page where its words' places lie on it now.

    A picture that shows the page flat is kept as it is (a JPEG byte for byte); a photographed one is squared.
    """
    copy = pypdfium2.PdfDocument.new()
    maps: list[PageMap | None] = []
    for sheet, size, page_map in zip(
        sheets(source, limits), document.source.page_sizes, document.source.page_maps, strict=False
    ):
        try:
            maps.append(_add_sheet(copy, source, sheet, size, page_map))
        except DAMAGED:
            copy.new_page(*size)
            maps.append(None)
    return copy, maps


def _add_sheet(
    copy: Any, source: Input, sheet: Sheet, size: tuple[float, float], page_map: PageMap | None
) -> PageMap | None:
    if sheet.picture is None:
        copy.new_page(*_blank(sheet))
        return None
    upright = sheet.upright
    inches = sheet.resolution(upright)
    shown = (upright.width * 72 / inches, upright.height * 72 / inches)
    if page_map is not None and not lies_flat(page_map, size):
        _add_jpeg(copy, _jpeg(_squared(np.asarray(upright), page_map, size)), size, 0)
        return (1 / size[0], 0.0, 0.0, 0.0, 1 / size[1], 0.0, 0.0, 0.0, 1.0)
    if sheet.picture.mode == "1":
        _add_bilevel(copy, upright.convert("1"), inches)
    elif sniff(source.data) == "jpeg" and (turn := _turn(sheet.picture)) is not None:
        _add_jpeg(copy, source.data, shown, turn)
    else:
        _add_jpeg(copy, _jpeg(upright), shown, 0)
    return page_map


def _blank(sheet: Sheet) -> tuple[float, float]:
    return (595.3, 841.9) if sheet.height >= sheet.width else (841.9, 595.3)


def lies_flat(page_map: PageMap, size: tuple[float, float]) -> bool:
    """Whether the page fills its picture without perspective."""
    place = through(page_map, 1.0, 1.0)
    width, height = size
    a, b, c, d = (np.array(place(x, y)) for x, y in ((0, 0), (width, 0), (width, height), (0, height)))
    bend = float(np.abs(a + c - b - d).max())
    (x1, y1), (x2, y2) = c - a, d - b
    area = abs(x1 * y2 - x2 * y1) / 2
    return bool(bend <= STRAIGHT and area >= WHOLE)


def _squared(picture: Any, page_map: PageMap, size: tuple[float, float]) -> Any:
    """The page alone, in colour, as fine as the picture shows it in its middle."""
    height, width = picture.shape[:2]
    place = through(page_map, width, height)
    x, y = size[0] / 2, size[1] / 2
    middle, beside = np.array(place(x, y)), np.array(place(x + 1, y))
    scale = min(float(np.hypot(*(beside - middle))), max(picture.shape[:2]) / max(size))
    onto = np.diag([width, height, 1.0]) @ np.array(page_map).reshape(3, 3) @ np.diag([1 / scale, 1 / scale, 1.0])
    return Image.fromarray(
        cv2.warpPerspective(
            picture,
            np.linalg.inv(onto),
            (round(size[0] * scale), round(size[1] * scale)),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )


def _jpeg(picture: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}  # EXIF's orientation → degrees clockwise; the others are mirrored


def _turn(picture: Any) -> int | None:
    """How a PDF must turn the picture as stored; None where turning is not enough."""
    return _TURNS.get(picture.getexif().get(0x0112, 1))


def _add_jpeg(copy: Any, data: bytes, shown: tuple[float, float], turn: int) -> None:
    width, height = shown if turn in (0, 180) else (shown[1], shown[0])
    page = copy.new_page(width, height)
    image = pypdfium2.PdfImage.new(copy)
    image.load_jpeg(io.BytesIO(data), pages=[page], inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.set_rotation(turn)
    page.gen_content()


def _add_bilevel(copy: Any, picture: Any, inches: float) -> None:
    """Black and white as fax machines pack it: a tenth of the bytes."""
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=inches)
    with pypdfium2.PdfDocument(buffer.getvalue()) as one:
        copy.import_pages(one)
