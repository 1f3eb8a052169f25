"""Tables that only frame the page: their text is the paper's own prose, so they are taken away.

Some authors set the whole report in a one-cell table for its border, or in two columns with the headings' numbers in
the first; some draw a box round each heading. What such a frame holds (paragraphs and tables) stands in the Document as
blocks of its own, in reading order, so that nothing after the reader has to know about frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.document import Block, Cell, Document, Paragraph, Table

FRAME_WORDS = 60  # a cell of fewer words is a cell of data, a caption or a rating
FRAME_BLOCKS = 2  # paragraphs and tables in it
TITLE_WORDS = 3  # a boxed title has as many at least; a single label is a rating's

_NUMBERED = re.compile(
    r"\W*(?:(?:phần|mục)\s+(?:thứ\s+)?\w+|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-HĐ])\s*[.):/–-]", re.IGNORECASE
)
_NUMBER_CELL = re.compile(r"\W*(?:(?:phần|mục)\s+)?(?:[IVXivx]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđA-ZĐ])?\W*")


def unframe(document: Document) -> Document:
    """The document with frames replaced by what they hold."""
    if not any(isinstance(block, Table) and _is_frame(block) for block in document.blocks):
        return document
    return replace(document, blocks=tuple(_unframed(document.blocks)))


def _unframed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and _is_frame(block):
            for row in range(block.rows):
                yield from _row([cell for cell in block.cells if cell.row == row])
        else:
            yield block


def _row(cells: list[Cell]) -> Iterator[Block]:
    """The blocks of a frame's row; a number in a cell of its own becomes the next paragraph's."""
    number = ""
    for cell in cells:
        text = cell.text.strip()
        if not text:
            continue
        if len(cells) > 1 and _NUMBER_CELL.fullmatch(text):
            number = text
            continue
        for block in _unframed(cell.blocks):
            if number and isinstance(block, Paragraph) and block.text:
                block, number = replace(block, number=number), ""
            yield block


def _is_frame(table: Table) -> bool:
    full = [cell for cell in table.cells if cell.text.strip()]
    prose = [cell for cell in full if not (table.columns > 1 and _NUMBER_CELL.fullmatch(cell.text.strip()))]
    if not prose or len({cell.column for cell in prose}) > 1 or table.columns > 3:
        return False
    if any(len(cell.blocks) >= FRAME_BLOCKS and len(cell.text.split()) > FRAME_WORDS for cell in prose):
        return True
    return _boxes_titles(table, full, prose)


def _boxes_titles(table: Table, full: list[Cell], prose: list[Cell]) -> bool:
    """Whether it only draws a box round a heading, or round each of several that follow one another."""
    if not all(_is_title(cell) for cell in prose):
        return False
    if len(full) > len(prose):
        return table.rows == 1  # "I." in a cell of its own
    return len(full) == 1 or (table.columns == 1 and all(_NUMBERED.match(cell.text) for cell in full))


def _is_title(cell: Cell) -> bool:
    if len(cell.blocks) != 1 or not isinstance(block := cell.blocks[0], Paragraph) or block.marks:
        return False
    return TITLE_WORDS <= sum(word[:1].isalpha() for word in block.text.split()) <= FRAME_WORDS
