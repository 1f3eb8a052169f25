"""Ruled tables → Table: parts on several pages put together, heads that a page repeats, rows that its end cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document import BBox, Cell, Paragraph, Span, Table
from parsers.readers.pages.continuation import columns_of, common_edges, goes_on, joined_heads, runs_over
from parsers.readers.pages.grid import Grid, GridCell
from parsers.readers.pages.lines import Column, join_paragraphs, make_lines, make_paragraphs, to_paragraph

MOST_HEAD_ROWS = 4
MOST_PADDING = 8.0  # points; more is short text in the middle of its cell
GROUND = 0.8  # of a cell that a coloured ground covers


@dataclass(slots=True)
class TableDraft:
    """A table's parts: the page's number and the grid on it."""

    grids: list[tuple[int, Grid]]

    def goes_on(self, item: TableDraft, aside: float) -> bool:
        """Whether `item` is the same table on the next page, or in the next column, which begins `aside` points off."""
        (page, grid), (next_page, following) = self.grids[-1], item.grids[0]
        return next_page == page + (aside <= 0) and goes_on(grid, following, aside)

    def table(self) -> Table:
        """The whole table; a row that a page's end cut is one row again."""
        cells: list[Cell] = []
        rows = head_rows = 0
        first: list[list[str]] = []
        edges = common_edges([grid for _, grid in self.grids])
        above: Grid | None = None
        for page, grid in self.grids:
            texts = _texts(grid)
            repeated = _repeated_rows(first, texts) if first else 0
            head_rows = max(head_rows, repeated)
            first = first or texts
            part = _cells(grid, page, repeated, rows, edges)
            over = grid.cut or (above is not None and runs_over(above, grid, repeated))
            cut = _is_cut(cells, part, rows, over)
            if cut:
                cells = _with_rest(cells, part, rows)
            else:
                cells = [*cells, *part] if repeated else joined_heads(cells, part, rows)
            rows += len(grid.ys) - 1 - repeated - cut
            above = grid
        spans = tuple(Span(0, 0, page, _rounded(grid.bbox)) for page, grid in self.grids)
        return Table(rows, len(edges) - 1, tuple(cells), head_rows, spans)


def see_grounds(grids: Sequence[Grid], fills: Sequence[BBox]) -> None:
    """Marks the cells that stand on a coloured ground."""
    for cell in (cell for grid in grids for cell in grid.cells):
        x0, top, x1, bottom = cell.bbox
        for a0, b0, a1, b1 in fills:
            shared = max(0.0, min(x1, a1) - max(x0, a0)) * max(0.0, min(bottom, b1) - max(top, b0))
            cell.shaded = cell.shaded or shared >= GROUND * (x1 - x0) * (bottom - top)


# --- over the page's end -------------------------------------------------------------------------------------------


def _texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in grid.ys[1:]]
    for cell in grid.cells:
        rows[cell.row].append(" ".join(word.text for word in cell.words))
    return rows


def _repeated_rows(first: list[list[str]], texts: list[list[str]]) -> int:
    """How many rows at the top of a page repeat the table's head."""
    count = 0
    most = min(len(first), len(texts) - 1, MOST_HEAD_ROWS)
    while count < most and first[count] == texts[count] and any(first[count]):
        count += 1
    return count


def _is_cut(cells: list[Cell], added: list[Cell], row: int, over: bool) -> bool:
    """Whether the first added row is the rest of the last one: every text goes on below another, in lower case or
    because it had no more room there (`over`).
    """
    last = {cell.column: cell.text for cell in cells if cell.row == row - 1}
    rest = {cell.column: cell.text for cell in added if cell.row == row and cell.text}
    return bool(rest) and all((over or text[0].islower()) and last.get(column) for column, text in rest.items())


def _with_rest(cells: list[Cell], added: list[Cell], row: int) -> list[Cell]:
    """The cells with the rest of the cut row put to its beginning, the rows after it moved up."""
    rest = {cell.column: cell for cell in added if cell.row == row}
    result = []
    for cell in cells:
        more = rest.get(cell.column) if cell.row == row - 1 else None
        if more is not None and more.text:
            last, goes = cell.blocks[-1], more.blocks[0]
            assert isinstance(last, Paragraph)
            assert isinstance(goes, Paragraph)
            cell = replace(cell, blocks=(*cell.blocks[:-1], join_paragraphs(last, goes), *more.blocks[1:]))
        result.append(cell)
    return result + [replace(cell, row=cell.row - 1) for cell in added if cell.row > row]


def _cells(grid: Grid, page: int, repeated: int, rows: int, edges: list[float]) -> list[Cell]:
    """The cells of one part without the head that it repeats, in the whole table's rows and columns."""
    padding = _padding(grid)
    alone = edges == grid.xs  # nearly always: no other part has edges of its own
    return [
        _cell(
            cell, rows - repeated, page, padding,
            (cell.column, cell.column_span) if alone else columns_of(cell, grid, edges),
        )
        for cell in grid.cells
        if cell.row >= repeated
    ]  # fmt: skip


# --- cells ---------------------------------------------------------------------------------------------------------


def _padding(grid: Grid) -> float:
    """Points between a cell's edge and its text: the least that any cell of the table shows."""
    gaps = [min(word.x0 for word in cell.words) - cell.bbox[0] for cell in grid.cells if cell.words]
    return min(max(0.0, min(gaps, default=0.0)), MOST_PADDING)


def _cell(cell: GridCell, row_shift: int, page: int, padding: float, place: tuple[int, int]) -> Cell:
    """`place` is the first column and how many there are."""
    x0, _, x1, _ = cell.bbox
    column = Column(x0 + padding, x1 - padding)
    lines = make_lines(cell.words, page)
    room = column.right - column.left
    blocks = tuple(to_paragraph(group, column, room) for group in make_paragraphs(lines, column)) or (Paragraph(""),)
    return Cell(cell.row + row_shift, place[0], blocks, cell.row_span, place[1], cell.shaded)


def _rounded(box: BBox) -> BBox:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
