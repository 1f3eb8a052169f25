"""Rows of a scanned table that a fold or a stroke cut in two: what stands below goes on with the cells above.

Read as a row of its own, "giỏi các môn văn hóa" is lost, and the figures above it are those of "Học sinh".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from models.document import Block, Cell, Document, Paragraph, Table
from parsers.text import read_school_year


def rejoin_rows(document: Document) -> Document:
    """`document` with such rows one again; itself where there are none."""
    blocks = tuple(_rejoined(block) if isinstance(block, Table) else block for block in document.blocks)
    same = all(new is old for new, old in zip(blocks, document.blocks, strict=True))
    return document if same else replace(document, blocks=blocks)


def rejoin_tables(document: Document) -> Document:
    """`document` with tables one again that a stain parts: the second counts its rows on from the first one's last.

    The stain stands behind them.
    """
    blocks: list[Block] = []
    for block in document.blocks:
        stains = _stains_at_end(blocks)
        above = blocks[-1 - len(stains)] if len(stains) < len(blocks) else None
        if stains and isinstance(above, Table) and isinstance(block, Table) and _counts_on(above, block):
            blocks[-1 - len(stains)] = _one_below_the_other(above, block)
        else:
            blocks.append(block)
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=tuple(blocks))


def _stains_at_end(blocks: Sequence[Block]) -> list[Block]:
    """The last paragraphs that hold no letter and no figure."""
    return list(takewhile(lambda b: isinstance(b, Paragraph) and not any(map(str.isalnum, b.text)), reversed(blocks)))


def _counts_on(above: Table, below: Table) -> bool:
    last, first = (
        next((cell.text.strip() for cell in table.cells if (cell.row, cell.column) == (row, 0)), "")
        for table, row in ((above, above.rows - 1), (below, 0))
    )
    return above.columns == below.columns and last.isdecimal() and first.isdecimal() and int(first) == int(last) + 1


def _one_below_the_other(above: Table, below: Table) -> Table:
    cells = (*above.cells, *(replace(cell, row=cell.row + above.rows) for cell in below.cells))
    return replace(above, rows=above.rows + below.rows, cells=cells, spans=(*above.spans, *below.spans))


def _rejoined(table: Table) -> Table:
    row, rows = 1, _rows(table)
    while row < table.rows:
        if words := _cut(rows[row - 1], rows[row]):
            table = _without(table, row, words)
            rows = _rows(table)
        else:
            row += 1
    return table


def _rows(table: Table) -> list[dict[int, Cell]]:
    """The cells that begin in each row, by their column."""
    rows: list[dict[int, Cell]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell
    return rows


def _cut(above: dict[int, Cell], own: dict[int, Cell]) -> dict[int, Cell]:
    """The cells of a row that have words, by their column, where all go on with the cells above; else none.

    One other cell above is filled at least: a line of a single cell is a title or a group of rows.
    """
    ends = {column for column, cell in above.items() if cell.row_span == 1}
    if own.keys() != ends or any(cell.row_span > 1 for cell in own.values()):
        return {}
    words = {column: cell for column, cell in own.items() if cell.text.strip()}
    goes_on = all(_goes_on(above[column], cell) for column, cell in words.items())
    filled = sum(bool(cell.text.strip()) for cell in above.values())
    return words if goes_on and filled > len(words) else {}


def _goes_on(above: Cell, below: Cell) -> bool:
    """Whether words go on below: they begin small, or with the second of a school year's years."""
    before, after = above.text.strip(), below.text.strip()
    if above.column_span != below.column_span or not before:
        return False
    return after[0].islower() or (before.endswith("-") and read_school_year(before + after) is not None)


def _without(table: Table, row: int, words: dict[int, Cell]) -> Table:
    """`table` without that row, its words put behind those above."""
    cells = []
    for cell in table.cells:
        if cell.row == row:
            continue
        if cell.row == row - 1 and cell.column in words:
            cell = replace(cell, blocks=(*cell.blocks, *words[cell.column].blocks))
        elif cell.row > row:
            cell = replace(cell, row=cell.row - 1)
        elif cell.row + cell.row_span > row:
            cell = replace(cell, row_span=cell.row_span - 1)
        cells.append(cell)
    return replace(table, rows=table.rows - 1, cells=tuple(cells))
