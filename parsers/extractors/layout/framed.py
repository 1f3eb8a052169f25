"""A paper that was written into one table: its cells as the lines that they are.

Some offices set the whole report in a frame of rows: a section's text in one column, what the body says of itself
beside it under "Tự đánh giá". Such a table is no table of data. It is known by holding the paper's own sections and
most of its words; every other table stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.document import Block, Cell, Document, Paragraph, Table
from parsers.extractors.headings import read_label
from parsers.extractors.layout.section_kinds import Kinds, section_kinds
from parsers.extractors.ratings.words import PROMPTS, Words, rating_words
from parsers.vocabulary import Vocabulary

ENOUGH = 4  # sections of the paper that a table holds; a sheet of criteria has none but theirs
LABEL = 10  # characters of a cell that holds nothing but a number
OPENING = 40  # characters in which a section's label stands
_OPENS = re.compile(r"\s*(?:I|A|1|[Pp][Hh][Ầầ][Nn]\s.*)\s*(?:[.:)/\-]|\Z)")


def unframed(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with the cells of such a table in its place, row by row; any other as it is."""
    kinds = section_kinds(vocabulary)
    for place, block in enumerate(document.blocks):
        if isinstance(block, Table) and _may_frame(block) and 2 * len(block.text) > len(document.text):
            first = _first_section(block, kinds)
            if first is not None:
                lines = _lines(block, first, rating_words(vocabulary))
                return replace(document, blocks=(*document.blocks[:place], *lines, *document.blocks[place + 1 :]))
    return document


def _may_frame(table: Table) -> bool:
    """Whether a first section can begin in it: spares reading it."""
    return any(
        isinstance(cell.blocks[0], Paragraph) and _OPENS.match(cell.blocks[0].text)
        for cell in table.cells
        if cell.blocks
    )


def _first_section(table: Table, kinds: Kinds) -> int | None:
    """The row of the first section, where the table holds the paper's sections."""
    found: dict[str, int] = {}
    for row in _rows(table):
        for label, cell in _labelled(row):
            title = cell.text.partition("\n")[0]
            own = read_label(title[:OPENING])
            if label or (own is not None and own.family in ("roman", "part", "letter")):
                meaning = kinds.read(title[own.end if own else 0 :].strip())
                if meaning is not None and meaning.sure and meaning.level == 1 and meaning.kind is not None:
                    found.setdefault(meaning.kind, cell.row)
    return min(found.values()) if len(found) >= ENOUGH else None


def _lines(table: Table, first: int, words: Words) -> Iterator[Block]:
    """The cells' paragraphs and tables from the first section on; a level stands under what its column asks for."""
    asked = {cell.column: cell for cell in table.cells if cell.row < first and _asks(cell, words)}
    for row in _rows(table)[first:]:
        for label, cell in _labelled(row):
            if not any(map(str.isalnum, cell.text)):
                continue
            if cell.column in asked and words.read(cell.text).labels:
                yield from asked[cell.column].blocks
            for index, block in enumerate(cell.blocks):
                numbered = label and index == 0 and isinstance(block, Paragraph)
                yield replace(block, number=label) if numbered and isinstance(block, Paragraph) else block


def _rows(table: Table) -> list[list[Cell]]:
    """The cells that begin in each row, from the left."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _labelled(row: list[Cell]) -> Iterator[tuple[str, Cell]]:
    """A row's cells, each with the number that stands in a cell of its own before it ("I" | "Ưu điểm")."""
    label = ""
    for cell in row:
        text = cell.text.strip()
        number = read_label(f"{text.rstrip('.')}. ") if 0 < len(text) <= LABEL else None
        if not label and number is not None and number.end > len(text.rstrip(".")):
            label = f"{text.rstrip('.')}."
        else:
            yield label, cell
            label = ""


def _asks(cell: Cell, words: Words) -> bool:
    line = words.read(cell.text)
    return line.has(*PROMPTS, "bare") and not line.labels
