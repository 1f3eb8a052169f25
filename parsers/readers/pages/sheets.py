"""Sheets with two pages side by side, as printers lay them to save paper: read as the pages that they are.

Such a sheet is landscape, nothing stands in its middle, and both halves have the same margin: lines begin in the same
places. A table across the sheet begins its right columns elsewhere, newspaper columns stand nearer to one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from models.document import BBox, Block, Paragraph, Skipped, Span
from parsers.readers.pages.lines import make_lines
from parsers.readers.pages.page import Box, Page, Ruling, Word

STRIP = 0.02  # of the sheet's width on either side of its middle: two margins of a page are wider
LEAST_LINES = 3  # of each half that begin in the same place
SAME = 1.0  # points


def part_sheets(pages: Sequence[Page]) -> list[Page]:
    """Two pages for each of `pages`, numbered on and with places of their own; none where no sheet has two pages.

    A page that is no such sheet is followed by an empty one. `put_back` finds the sheets again.
    """
    wide = {page.number for page in pages if page.width > page.height and _is_parted(page)}
    if not any(page.number in wide and _are_alike(*_halves(page)) for page in pages):
        return []
    return [
        half
        for page in pages
        for half in (_halves(page) if page.number in wide else (_numbered(page, 0), _empty(page)))
    ]


def put_back(
    blocks: Sequence[Block], skipped: Sequence[Skipped], sheets: Sequence[Page]
) -> tuple[tuple[Block, ...], list[Skipped]]:
    """The blocks and what was set aside of parted `sheets`, with the places that they have there."""
    return (
        tuple(_block_back(block, sheets) for block in blocks),
        [replace(part, page=part.page and sheets[(part.page - 1) // 2].number) for part in skipped],
    )


def _is_parted(page: Page) -> bool:
    """Whether it was typed and nothing stands in its middle."""
    low, high = (page.width * (0.5 + side) for side in (-STRIP, STRIP))
    return not (
        any(word.confidence < 1.0 or (word.x0 < high and word.x1 > low) for word in page.words)
        or any(box.x0 < high and box.x1 > low for box in page.boxes)
        or any(_reaches(ruling, low, high) for ruling in page.rulings)
    )


def _reaches(ruling: Ruling, low: float, high: float) -> bool:
    """Whether a ruling has a part between two places; a fold's line down the middle has none beside it."""
    return ruling.start < low and ruling.end > high if ruling.horizontal else False


def _are_alike(left: Page, right: Page) -> bool:
    """Whether the lines of both begin in the same place, several of each."""
    starts = [Counter(round(line.x0 / SAME) for line in make_lines(half.words, 1)) for half in (left, right)]
    return any(
        count >= LEAST_LINES and sum(starts[1][place + by] for by in (-1, 0, 1)) >= LEAST_LINES
        for place, count in starts[0].most_common(2)
    )


def _halves(page: Page) -> tuple[Page, Page]:
    return _half(page, 0), _half(page, 1)


def _half(page: Page, side: int) -> Page:
    """What stands on the left (0) or the right (1) of the sheet, as a page of its own."""
    middle = page.width / 2
    start = side * middle

    def own(x0: float, x1: float) -> bool:
        return ((x0 + x1) / 2 >= middle) == bool(side)

    def moved(boxes: Sequence[BBox]) -> list[BBox]:
        return [(x0 - start, top, x1 - start, bottom) for x0, top, x1, bottom in boxes if own(x0, x1)]

    fills = [index for index, (x0, _, x1, _) in enumerate(page.fills) if own(x0, x1)]
    return replace(
        _numbered(page, side),
        width=middle,
        words=[_moved(word, start) for word in page.words if own(word.x0, word.x1)],
        rulings=[_ruling(ruling, start) for ruling in page.rulings if own(*_ends(ruling))],
        boxes=[_moved(box, start) for box in page.boxes if own(box.x0, box.x1)],
        strokes=moved(page.strokes),
        pictures=moved(page.pictures),
        fills=moved(page.fills),
        colours=[page.colours[index] for index in fills] if page.colours else [],
        rings=page.rings,
        furniture=moved(page.furniture),
    )


def _numbered(page: Page, side: int) -> Page:
    return replace(page, number=2 * page.number - 1 + side)


def _empty(page: Page) -> Page:
    return Page(2 * page.number, page.width, page.height)


_Thing = TypeVar("_Thing", Word, Box)


def _moved(thing: _Thing, start: float) -> _Thing:
    return replace(thing, x0=thing.x0 - start, x1=thing.x1 - start)


def _ends(ruling: Ruling) -> tuple[float, float]:
    return (ruling.start, ruling.end) if ruling.horizontal else (ruling.at, ruling.at)


def _ruling(ruling: Ruling, start: float) -> Ruling:
    if ruling.horizontal:
        return replace(ruling, start=ruling.start - start, end=ruling.end - start)
    return replace(ruling, at=ruling.at - start)


# --- back onto the sheets ------------------------------------------------------------------------------------------


def _block_back(block: Block, sheets: Sequence[Page]) -> Block:
    spans = tuple(_span_back(span, sheets) for span in block.spans)
    if isinstance(block, Paragraph):
        return replace(block, spans=spans)
    cells = (replace(cell, blocks=tuple(_block_back(part, sheets) for part in cell.blocks)) for cell in block.cells)
    return replace(block, cells=tuple(cells), spans=spans)


def _span_back(span: Span, sheets: Sequence[Page]) -> Span:
    sheet = sheets[(span.page - 1) // 2]
    aside = 0.0 if span.page % 2 else sheet.width / 2
    x0, top, x1, bottom = span.bbox
    return replace(span, page=sheet.number, bbox=(round(x0 + aside, 1), top, round(x1 + aside, 1), bottom))
