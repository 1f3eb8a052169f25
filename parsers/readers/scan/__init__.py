"""Scans and photos → Document: pixels → page (words, rulings, boxes) → the same blocks as a typed PDF's."""

from __future__ import annotations

from typing import Any

from parsers.readers.pages.page import Page
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
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
        words=read_labels(read_words(clean, image.dpi), clean, image.dpi),
        rulings=rulings,
        boxes=boxes,
        pictures=list(image.stamps),
    )
