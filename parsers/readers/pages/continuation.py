"""A table that a page's end cut: its parts on one set of columns, and the cells whole that the cut went through.

The part above may show only the wide cells of a spanning head, the part below only the narrow ones: each part has
the columns that its own rulings draw, and the table has them all.
"""

from __future__ import annotations

from models.document import Cell
from parsers.readers.pages.grid import Grid, GridCell

OUTER_MATCH = 8.0  # points by which the sides of two parts may differ: pages are laid on the glass by hand
BLANK = 0.25  # of the font size
EDGE_MATCH = 4.0  # points by which a column's edge may differ once the sides are laid on each other


def goes_on(above: Grid, below: Grid, aside: float = 0.0) -> bool:
    """Whether `below`, first thing on the next page, has the sides of `above`, and its columns or parts of them.

    In a newspaper column it stands `aside` points farther to the right. A single row may have fewer columns than what
    stands above, a total or a remark; several rows of fewer columns are another table.
    """
    if len(below.xs) < len(above.xs) and len(below.ys) > 2:
        return False
    if any(abs(above.xs[end] + aside - below.xs[end]) > OUTER_MATCH for end in (0, -1)):
        return False
    theirs = _laid_on(below.xs, above.xs)
    few, many = sorted((above.xs, theirs), key=len)
    return all(any(abs(edge - other) <= EDGE_MATCH for other in many) for edge in few)


def common_edges(grids: list[Grid]) -> list[float]:
    """The column edges that any part draws, in the places of the first."""
    edges = list(grids[0].xs)
    for grid in grids[1:]:
        edges += [edge for edge in _laid_on(grid.xs, grids[0].xs) if all(abs(edge - old) > EDGE_MATCH for old in edges)]
    return sorted(edges)


def columns_of(cell: GridCell, grid: Grid, edges: list[float]) -> tuple[int, int]:
    """The cell's first column and its span among the common edges."""
    own = _laid_on(grid.xs, edges)
    start, end = own[cell.column], own[cell.column + cell.column_span]
    first = min(range(len(edges)), key=lambda index: abs(edges[index] - start))
    last = min(range(len(edges)), key=lambda index: abs(edges[index] - end))
    return first, max(1, last - first)


def runs_over(above: Grid, below: Grid, row: int) -> bool:
    """Whether `row` of `below` is what found no room in the last row of `above`.

    It has nothing in the first column, and no first word of its texts would have gone into the last line of the cell
    above it.
    """
    rest = [cell for cell in below.cells if cell.row == row and cell.words]
    foot = above.ys[-1] - 2.0
    return bool(rest) and all(
        cell.column > 0 and (upper := above.cell_at((cell.bbox[0] + cell.bbox[2]) / 2, foot)) is not None
        and _is_full(upper, cell) for cell in rest
    )  # fmt: skip


def _is_full(upper: GridCell, lower: GridCell) -> bool:
    """Whether the last line of `upper` had no room for the first word of `lower`."""
    if not upper.words:
        return False
    last = max(upper.words, key=lambda word: (round(word.baseline), word.x1))
    first = min(lower.words, key=lambda word: (round(word.baseline), word.x0))
    padding = min(word.x0 for word in upper.words) - upper.bbox[0]
    return last.x1 + BLANK * last.size + first.x1 - first.x0 > upper.bbox[2] - padding


def joined_heads(above: list[Cell], below: list[Cell], row: int) -> list[Cell]:
    """All cells, where the cut between `row` - 1 and `row` went through a spanning head.

    A row with wide cells over several narrow ones, and no figures, is the upper row of a head: its narrow cells stand
    beside both rows, so what the next page shows under them is theirs.
    """
    last = [cell for cell in above if cell.row + cell.row_span == row]
    first = {cell.column: cell for cell in below if cell.row == row and cell.column_span == 1}
    wide = [cell for cell in last if cell.column_span > 1 and all(cell.column + i in first for i in range(2))]
    if not wide or any(letter.isdigit() for cell in last for letter in cell.text):
        return [*above, *below]
    joined = {cell.column: cell for cell in last if cell.column_span == 1 and cell.column in first}
    taken = {id(first[column]) for column in joined}
    whole = [_one(cell, first[cell.column]) if joined.get(cell.column) is cell else cell for cell in above]
    return [*whole, *(cell for cell in below if id(cell) not in taken)]


def _one(upper: Cell, lower: Cell) -> Cell:
    blocks = tuple(block for block in (*upper.blocks, *lower.blocks) if block.text.strip())
    return Cell(
        upper.row,
        upper.column,
        blocks or upper.blocks,
        upper.row_span + lower.row_span,
        upper.column_span,
        upper.shaded,
        upper.bordered,
    )


def _laid_on(xs: list[float], sides: list[float]) -> list[float]:
    """`xs` moved and stretched so that its sides are those of `sides`."""
    width = xs[-1] - xs[0] or 1.0
    return [sides[0] + (x - xs[0]) * (sides[-1] - sides[0]) / width for x in xs]
