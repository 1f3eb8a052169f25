"""Ruling lines → tables as grids of cells with spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.document import BBox
from parsers.readers.pages.page import Ruling, Word

SNAP = 2.5  # points: rulings nearer than this are one; the two edges of a line drawn as a box lie 0.5 to 1.5 apart
MOST_TORN = 50  # cells of a table that are no rectangles
OVERHANG = 12.0  # points that lines must go past the last drawn edge to make a column or row of their own
WALL_SHARE = 0.6  # of a cell's side that a ruling must cover to part it from its neighbour


@dataclass(slots=True)
class GridCell:
    """A cell: its place and spans in the grid, its box in points, its words."""

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    words: list[Word] = field(default_factory=list)
    shaded: bool = False


@dataclass(slots=True)
class Grid:
    """A table, ruled or not."""

    xs: list[float]  # column edges
    ys: list[float]  # row edges
    cells: list[GridCell]
    drawn: bool = True  # False: no ruling shows the cells
    head_rows: int = 0  # where nothing is drawn: the rows of its head
    cut: bool = False  # its first row goes on with the last one of the page before

    @property
    def bbox(self) -> BBox:
        """x0, top, x1, bottom."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell that a point lies in."""
        for cell in self.cells:
            x0, top, x1, bottom = cell.bbox
            if top - 1 <= y <= bottom + 1 and x0 - 1 <= x <= x1 + 1:
                return cell
        return None


def find_grids(rulings: list[Ruling]) -> list[Grid]:
    """The ruled tables from top to bottom; a lone frame of one cell is one too."""
    horizontal = merged([r for r in rulings if r.horizontal])
    vertical = merged([r for r in rulings if not r.horizontal])
    grids = [_grid(lines) for lines in _components(horizontal, vertical)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def put_into_cells(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """Gives the cells the words whose middle they have; returns the others."""
    if not grids:
        return list(words)
    free: list[Word] = []
    boxes = [(*grid.bbox, grid) for grid in grids]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for x0, top, x1, bottom, grid in boxes:
            if top <= y <= bottom and x0 <= x <= x1 and (cell := grid.cell_at(x, y)) is not None:
                cell.words.append(word)
                break
        else:
            free.append(word)
    return free


def merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Pieces of one line put together: cells draw their own edges, double lines are drawn twice."""
    lines: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: (r.at, r.start)):
        for known in reversed(lines):
            if ruling.at - known.at > SNAP:
                continue
            if ruling.start <= known.end + SNAP and ruling.end >= known.start - SNAP:
                known.start, known.end = min(known.start, ruling.start), max(known.end, ruling.end)
                break
        else:
            lines.append(Ruling(ruling.horizontal, ruling.at, ruling.start, ruling.end))
    return lines


def _components(horizontal: list[Ruling], vertical: list[Ruling]) -> list[list[Ruling]]:
    """Lines that touch one another, as groups."""
    lines = [*horizontal, *vertical]
    group = list(range(len(lines)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, flat in enumerate(horizontal):
        for j, upright in enumerate(vertical, len(horizontal)):
            crosses = flat.start - SNAP <= upright.at <= flat.end + SNAP
            if crosses and upright.start - SNAP <= flat.at <= upright.end + SNAP:
                group[root(i)] = root(j)
    groups: dict[int, list[Ruling]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), []).append(line)
    return list(groups.values())


def _grid(lines: list[Ruling]) -> Grid | None:
    flat = [line for line in lines if line.horizontal]
    upright = [line for line in lines if not line.horizontal]
    if len(flat) > 1 and upright:  # a table whose outer edges are not drawn reaches as far as its lines
        upright += _missing(flat, upright)
        flat += _missing(upright, flat)
    xs = edges_of([line.at for line in upright])
    ys = edges_of([line.at for line in flat])
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    walls, floors = [_along(x, upright) for x in xs], [_along(y, flat) for y in ys]
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _walled(walls[c + 1], ys[r], ys[r + 1]):
                owner[max(root((r, c)), root((r, c + 1)))] = min(root((r, c)), root((r, c + 1)))
            if r + 1 < rows and not _walled(floors[r + 1], xs[c], xs[c + 1]):
                owner[max(root((r, c)), root((r + 1, c)))] = min(root((r, c)), root((r + 1, c)))
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        places.setdefault(root(place), []).append(place)
    cells = [_cell(members, xs, ys) for members in places.values()]
    grid = Grid(xs, ys, sorted(cells, key=lambda cell: (cell.row, cell.column)))
    if len(cells) < len(owner) < sum([cell.row_span * cell.column_span for cell in cells]):
        whole = zip(cells, places.values(), strict=True)
        torn = [cell for cell, members in whole if len(members) < cell.row_span * cell.column_span]
        return _without_nested(grid, torn[:MOST_TORN])
    return grid


def _without_nested(grid: Grid, torn: list[GridCell]) -> Grid:
    """The grid without the cells that lie within one that is no rectangle: a nested table whose edge is its cell's.
    Its texts are the outer cell's, and its edges no columns and rows of their own.
    """
    xs, ys = grid.xs, grid.ys
    outer = [
        cell
        for cell in grid.cells
        if not any(other is not cell and _lies_in(cell, other) and _place(other) < _place(cell) for other in torn)
    ]
    columns = sorted({edge for cell in outer for edge in (cell.column, cell.column + cell.column_span)})
    rows = sorted({edge for cell in outer for edge in (cell.row, cell.row + cell.row_span)})
    for cell in outer:
        cell.column_span = columns.index(cell.column + cell.column_span) - columns.index(cell.column)
        cell.row_span = rows.index(cell.row + cell.row_span) - rows.index(cell.row)
        cell.column, cell.row = columns.index(cell.column), rows.index(cell.row)
    return Grid([xs[edge] for edge in columns], [ys[edge] for edge in rows], outer)


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _lies_in(cell: GridCell, other: GridCell) -> bool:
    return (
        other.row <= cell.row
        and cell.row + cell.row_span <= other.row + other.row_span
        and other.column <= cell.column
        and cell.column + cell.column_span <= other.column + other.column_span
    )


def _missing(lines: list[Ruling], edges: list[Ruling]) -> list[Ruling]:
    """The outermost edges that are not drawn although two lines or more go on past those that are, to one place."""
    across = not lines[0].horizontal
    low, high = min(line.at for line in edges), max(line.at for line in edges)
    first, last = min(line.at for line in lines), max(line.at for line in lines)
    found = []
    for ends, drawn in (([line.start for line in lines], low), ([line.end for line in lines], high)):
        far = max(ends, key=lambda end: abs(end - drawn)) if ends else drawn
        outside = far < low if drawn == low else far > high
        agreed = sum(abs(end - far) <= SNAP for end in ends)
        if outside and abs(far - drawn) > OVERHANG and agreed >= max(2, len(lines) // 2):
            found.append(Ruling(across, far, first, last))
    return found


def _cell(members: list[tuple[int, int]], xs: list[float], ys: list[float]) -> GridCell:
    top, left = min(r for r, _ in members), min(c for _, c in members)
    bottom, right = max(r for r, _ in members), max(c for _, c in members)
    box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    return GridCell(top, left, bottom - top + 1, right - left + 1, box)


def edges_of(values: list[float]) -> list[float]:
    """The places of lines, those nearer than SNAP as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _along(edge: float, lines: list[Ruling]) -> list[Ruling]:
    """The lines that draw an edge."""
    return [line for line in lines if abs(line.at - edge) <= SNAP + 0.5]


def _walled(edge: list[Ruling], start: float, end: float) -> bool:
    """Whether the lines of an edge part what lies on both sides of it."""
    covered = sum([max(0.0, min(line.end, end) - max(line.start, start)) for line in edge])
    return covered >= WALL_SHARE * (end - start)
