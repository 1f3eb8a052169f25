"""Scans and photos → Document: pixels → page (words, rulings, boxes) → the same blocks as a typed PDF's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from models.document import Region, Skipped
from parsers.readers.pages.looks import see_rings
from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.scan.cells import parted, read_cells, without_tables
from parsers.readers.scan.clarity import tell_unclear
from parsers.readers.scan.doubts import read_doubts
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, Pixels, ink, prepare
from parsers.readers.scan.labels import read_labels
from parsers.readers.scan.leftovers import read_leftovers
from parsers.readers.scan.letters import part_glued, read_words
from parsers.readers.scan.lined import find_grounds, lightened, see_grounds, see_lines
from parsers.readers.scan.memory import keep_memory
from parsers.readers.scan.regions import (
    doubt_under,
    read_regions,
    stamps_told,
    unread_ink,
    unread_told,
    without_scribble,
)
from parsers.readers.scan.rings import without_ringed
from parsers.readers.scan.ticked import tick_cells
from parsers.readers.scan.turned import LEAST_SENSE, LEAST_WORDS, sense
from parsers.readers.scan.weight import see_bold

__all__ = ["DPI", "read_picture"]

cv2.setNumThreads(1)  # files are read side by side, one a core: threads within would only wait for each other
keep_memory()


def read_picture(pixels: Any, dpi: float, number: int) -> Page:
    """A page from its picture (grey or RGB array), whichever way round it lies.

    Raises MissingPartError (ocr_missing, ocr_model_missing).
    """
    page, clean = _read_upright(pixels, dpi, number)
    if len(page.words) >= LEAST_WORDS and sense(page.words) < LEAST_SENSE:
        turned, turned_clean = _read_upright(np.rot90(pixels, 2), dpi, number)
        turned.onto = _on_its_head(turned.onto)
        if sense(turned.words) > sense(page.words):
            page, clean = turned, turned_clean
    tell_unclear(page, clean)
    return page


def _read_upright(pixels: Any, dpi: float, number: int) -> tuple[Page, Pixels]:
    """The page read as it lies, and its picture without what is drawn on it."""
    image = prepare(pixels, dpi)
    width, height = image.size
    grounds = find_grounds(pixels, dpi, image.full, image.back, image.dpi / 72, image.patches)
    grey, full = (lightened(page, grounds, image.dpi / 72) for page in (image.grey, image.full))
    drawings = find_drawings(grey, image.dpi, grey if image.full is image.grey else full, image.stamps)
    regions = read_regions((*without_ringed(image.patches, drawings.rings), *drawings.strokes.patches), number)
    tall, wide = np.shape(pixels)[:2]
    scale = image.dpi / 72
    onto = np.diag([1 / wide, 1 / tall, 1.0]) @ image.back @ np.diag([scale, scale, 1.0])
    words, scribble = _words(drawings.clean, image.dpi, drawings.rulings, regions)
    see_bold(words, drawings.clean, scale)
    see_lines(words, drawings.lines)
    see_grounds(words, grounds)
    doubt_under(words, drawings.strokes.patches)
    ticks = tick_cells(words, drawings.boxes, drawings.rulings, drawings.clean, full, image.dpi)
    page = Page(
        number=number,
        width=width,
        height=height,
        words=words,
        rulings=drawings.rulings,
        boxes=[*drawings.boxes, *ticks],
        rings=list(drawings.rings),
        skipped=[*stamps_told(regions), *scribble],
        regions=[*regions, *unread_ink(drawings.clean, words, regions, number)],
        onto=tuple(float(value) for value in (onto / onto[2, 2]).flat),
    )
    page.skipped += unread_told(page.regions)
    see_rings(page)
    return page, drawings.clean


def _on_its_head(onto: tuple[float, ...] | None) -> tuple[float, ...] | None:
    """The map of a page that was read turned by half, onto the page as it lies."""
    if onto is None:
        return None
    half = np.array([[-1.0, 0, 1], [0, -1, 1], [0, 0, 1]]) @ np.array(onto).reshape(3, 3)
    return tuple(float(value) for value in (half / half[2, 2]).flat)


def _words(
    clean: Pixels, dpi: float, rulings: list[Ruling], regions: Sequence[Region]
) -> tuple[list[Word], list[Skipped]]:
    """The page's words; lone list numbers, cells, lines in doubt and what was left out are read a second time.

    With what was read out of stamps and signatures.
    """
    words = read_words(clean, dpi)
    ruled, free = parted(words, rulings)
    written = ink(clean)
    prose, prose_written = without_tables(clean, rulings, dpi, 255), without_tables(written, rulings, dpi, 0)
    free = read_labels(free, prose, prose_written, dpi)
    free = part_glued(read_leftovers(free, prose, prose_written, dpi))
    free = read_doubts(free, prose, prose_written, dpi)
    free, scribble = without_scribble(free, regions)
    return part_glued([*free, *read_cells(ruled, rulings, clean, written, dpi)]), scribble
