"""One PDF page as it looks, out of pypdfium2: words, ruling lines, small boxes, strokes, pictures.

All places are points from the top left of the upright page, whatever `/Rotate` and the crop box say.
"""

from __future__ import annotations

from typing import Any

from parsers.readers.limits import LIMITS
from parsers.readers.pages.page import Page
from parsers.readers.pdf.annotations import read_annotations
from parsers.readers.pdf.drawings import read_drawings
from parsers.readers.pdf.faces import Faces
from parsers.readers.pdf.glyphs import Place
from parsers.readers.pdf.letters import read_letters


def read_page(page: Any, number: int, faces: Faces | None = None, most_texts: int = LIMITS.page_texts) -> Page:
    """`page` is a pypdfium2 PdfPage; `faces`, the fonts of its file so far, learn what the page shows of them.

    A page of more than `most_texts` text objects is `crowded`: its words are left to be recognised. Raises PdfiumError
    where the page's content cannot be parsed.
    """
    width, height = page.get_size()
    result = Page(number, width, height)
    place = upright(page)
    result.crowded = read_drawings(page, result, place) > most_texts
    if not result.crowded:
        read_letters(page, result, place, {} if faces is None else faces)
    read_annotations(page, result, place)
    return result


def upright(page: Any) -> Place:
    """PDF user space → points from the top left of the page as it is shown: its crop box within its media box."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)
