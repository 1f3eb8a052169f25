"""Scans and photos → Document: pixels → page (words, rulings, boxes) → the same blocks as a typed PDF's."""

from __future__ import annotations

from typing import Any

from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.scan.cells import in_grids, read_cells
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, Pixels, prepare
from parsers.readers.scan.labels import read_labels
from parsers.readers.scan.letters import read_words

__all__ = ["DPI", "read_picture"]


def read_picture(pixels: Any, dpi: float, number: int) -> Page:
    """A page from its picture (grey or RGB array). Raises MissingPartError where the OCR engine or its model lacks."""
    image = prepare(pixels, dpi)
    width, height = image.size
    rulings, boxes, clean = find_drawings(image.grey, image.dpi)
    return Page(
        number=number,
        width=width,
        height=height,
        words=_words(clean, image.dpi, rulings),
        rulings=rulings,
        boxes=boxes,
        pictures=list(image.stamps),
    )


def _words(clean: Pixels, dpi: float, rulings: list[Ruling]) -> list[Word]:
    """The page's words; lone list numbers and table cells are read a second time on their own."""
    words = read_words(clean, dpi)
    ruled = in_grids(rulings, words)
    taken = set(map(id, ruled))
    free = read_labels([word for word in words if id(word) not in taken], clean, dpi)
    return [*free, *read_cells(ruled, rulings, clean, dpi)]
