"""What a tagged file itself says is page furniture: running heads, feet and page numbers are marked as artifacts.

Word and LibreOffice draw them before and after the page's own text, so the objects are asked from both ends, as far as
they are artifacts: a page without any costs two questions.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from parsers.readers.pages.page import Page
from parsers.readers.pdf.glyphs import Place

ARTIFACT = "Artifact"  # the tag of what is no content (ISO 32000-1, 14.8.2.2)
MOST_OBJECTS = 200  # that are asked from each end: backgrounds and lines may stand before the text
LONGEST_TAG = 64  # bytes


def read_artifacts(document: Any, page: Any, result: Page, place: Place) -> None:
    """Adds the places of texts marked as artifacts to `result.furniture`; nothing in a file without tags.

    `document` and `page` are pypdfium2's.
    """
    if not pdfium.FPDFCatalog_IsTagged(document.raw):
        return
    count = pdfium.FPDFPage_CountObjects(page.raw)
    first = _artifacts(page, range(count))
    if first < count:
        _add(page, range(first), result, place)
        last = _artifacts(page, range(count - 1, -1, -1))
        _add(page, range(count - last, count), result, place)


def _artifacts(page: Any, order: Iterable[int]) -> int:
    """How many objects come before the first text that is none; all of them where there is no such text."""
    asked = 0
    for index in islice(order, MOST_OBJECTS):
        handle = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_TEXT and not _is_artifact(handle):
            break
        asked += 1
    return asked


def _is_artifact(handle: Any) -> bool:
    return any(
        _tag(pdfium.FPDFPageObj_GetMark(handle, number)) == ARTIFACT
        for number in range(pdfium.FPDFPageObj_CountMarks(handle))
    )


def _tag(mark: Any) -> str:
    buffer, length = ctypes.create_string_buffer(LONGEST_TAG), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), LONGEST_TAG, length)
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _add(page: Any, indexes: Iterable[int], result: Page, place: Place) -> None:
    for index in indexes:
        handle = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        (ax, ay), (bx, by) = place(left.value, bottom.value), place(right.value, top.value)
        result.furniture.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
