"""The head above columns of figures that nothing rules: its lines, and which texts span several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from parsers.readers.pages.lines import Line
from parsers.readers.pages.page import Word, is_mark, is_typed_box

CELL_GAP = 0.6  # of the font size: what parts two texts of a head
STEP = 2.6  # of the font size: the farthest that two baselines of a head lie apart
TIGHT = 1.35  # of the font size: lines of one cell
MOST_LINES = 8
MOST_COLUMNS = 60
MIDDLE = 5.0  # points by which a text may miss the middle of the columns that it spans

YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?")
_PLAIN_FIGURE = re.compile(r"[\d.,/%\s]+")


@dataclass(slots=True)
class Piece:
    """Words of one line without a wide gap."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class HeadCell:
    """A text of the head and the places of the grid that it takes."""

    row: int
    column: int
    rows: int
    columns: int
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Head:
    """The head's cells; `edges` are the tops of its levels."""

    cells: list[HeadCell]
    edges: list[float]

    @property
    def levels(self) -> int:
        return len(self.edges)

    @property
    def words(self) -> list[Word]:
        return [word for cell in self.cells for word in cell.words]


Extents = list[tuple[float, float]]
_Placed = list[tuple[Piece, int]]  # the texts of a line, each with the column below its middle


def pieces_of(words: Sequence[Word], gap: float) -> list[Piece]:
    """The words of a line, parted where they stand `gap` points apart or more."""
    pieces = [Piece([words[0]])]
    for before, after in pairwise(words):
        if after.x0 - before.x1 >= gap:
            pieces.append(Piece([]))
        pieces[-1].words.append(after)
    return pieces


def read_head(above: Sequence[Line], columns: Extents, first: Line) -> Head | None:
    """The head that stands above columns with the given extents, right over their `first` line; None without one."""
    if len(columns) > MOST_COLUMNS:
        return None
    lines: list[_Placed] = []  # from the top
    below = first
    for line in reversed(above[-MOST_LINES:]):
        if below.baseline - line.baseline > STEP * max(line.size, below.size):
            break
        placed = _placed(line, columns)
        if placed is None or (len(placed) == 1 and not _belongs(placed[0], line, below, lines)):
            break
        lines.insert(0, placed)
        below = line
    lines = _below_caption(lines, columns)
    covered = {column for line in lines for _, column in line}
    spanned = _spans(lines, columns)
    for _, start, count in spanned:
        covered |= set(range(start, start + count))
    if len(covered) < 2 or not covered >= set(range(1, len(columns))):  # the corner may be empty
        return None
    return _levels(lines, spanned, len(columns))


def _placed(line: Line, columns: Extents) -> _Placed | None:
    """Each text with its column; None where the line is no part of a head."""
    if any(is_mark(word) or is_typed_box(word) for word in line.words):
        return None
    pieces = pieces_of(line.words, CELL_GAP * line.size)
    placed = [(piece, _nearest(piece, columns)) for piece in pieces]
    if len({column for _, column in placed}) < len(placed):
        return None  # two texts over one column: stretched prose
    if any(_PLAIN_FIGURE.fullmatch(piece.text) and not YEARS.fullmatch(piece.text) and piece.text.strip() != "%"
           for piece in pieces):  # fmt: skip
        return None
    return placed


def _nearest(piece: Piece, columns: Extents) -> int:
    return min(range(len(columns)), key=lambda index: _distance(piece, columns[index]))


def _distance(piece: Piece, extent: tuple[float, float]) -> float:
    """Columns are left, right or centred, and so are their heads: the nearest of the three."""
    start, end = extent
    apart = max(piece.x0 - end, start - piece.x1, 0.0)
    return apart * 100 + min(
        abs(piece.middle - (start + end) / 2), abs(piece.x0 - start) + 0.1, abs(piece.x1 - end) + 0.1
    )


def _belongs(placed: tuple[Piece, int], line: Line, below: Line, lines: list[_Placed]) -> bool:
    """Whether a lone text is a head's: the first line of a wrapped cell, or one that spans; no sentence, no caption."""
    piece, _ = placed
    if piece.text[-1:] in ".:;,":
        return False
    if not lines:
        # the last line of a cell that wraps; what is above must be the head's too
        return piece.text[:1].islower() or (line.bold and not below.bold)
    return below.baseline - line.baseline <= TIGHT * line.size


def _below_caption(lines: list[_Placed], columns: Extents) -> list[_Placed]:
    """The lines below a lone text that is no part of the head: over several columns from the first on, which a head
    leaves to what its rows are called; at the top, over none or all of the texts below it.
    """
    for index in range(len(lines) - 2, -1, -1):
        if len(lines[index]) > 1:
            continue
        piece, column = lines[index][0]
        lower = [text for line in lines[index + 1 :] for text in line]
        reach = [own for other, own in lower if own == column or (other.x0 < piece.x1 and other.x1 > piece.x0)]
        over = {number for number, (start, end) in enumerate(columns) if start < piece.x1 and end > piece.x0}
        over |= set(reach)
        if (len(over) > 1 and 0 in over) or (not index and not 0 < len(reach) < len(lower)):
            return lines[index + 1 :]
    return lines


def _spans(lines: list[_Placed], columns: Extents) -> list[tuple[Piece, int, int]]:
    """Texts over several columns, from the top: (text, first column, how many)."""
    found: list[tuple[Piece, int, int]] = []
    for index in range(len(lines) - 2, -1, -1):
        line, below = lines[index], lines[index + 1 :]
        lower = {column: piece for other in below for piece, column in other}
        nearest = {column: piece for other in reversed(below) for piece, column in other}
        wrapped = {id(piece) for piece, _, _ in found}  # may be the rest of a text over several columns
        choices = []
        for piece, column in line:
            own = nearest.get(column)
            may_span = (
                _between(piece, columns, column) if own is None else id(own) in wrapped or not own.text[:1].islower()
            )
            choices.append(_groups(piece, column, lower) if may_span else [])
        shared = _share_out(line, choices)
        found[:0] = [(piece, *group) for (piece, _), group in zip(line, shared, strict=True) if group is not None]
    return found


def _between(piece: Piece, columns: Extents, column: int) -> bool:
    """Whether the text stands in the gap beside its column."""
    start, end = columns[column]
    return piece.middle < start or piece.middle > end


def _groups(piece: Piece, column: int, lower: dict[int, Piece]) -> list[tuple[int, int]]:
    """The neighbouring columns (first, how many) whose middle is the text's, or else those that it begins with."""
    first = last = column
    while first - 1 in lower:
        first -= 1
    while last + 1 in lower:
        last += 1
    groups = [(a, b) for a in range(first, column + 1) for b in range(max(column, a + 1), last + 1)]
    groups = [(a, b) for a, b in groups if a in lower and b in lower]
    centred = [(a, b) for a, b in groups if abs(piece.middle - (lower[a].x0 + lower[b].x1) / 2) <= MIDDLE]
    led = [(a, b) for a, b in groups if 0 < a == column and abs(piece.x0 - lower[column].x0) <= MIDDLE]
    return [(a, b - a + 1) for a, b in centred or led]


def _share_out(line: _Placed, choices: list[list[tuple[int, int]]]) -> list[tuple[int, int] | None]:
    """The columns of each text of a line, none of two texts: most texts with several columns, then most columns."""

    @cache
    def best(index: int, reached: int) -> tuple[int, int, int, tuple[tuple[int, int] | None, ...]]:
        """How many texts lost their column, have several, and how many these are, with them, from `index` on."""
        if index == len(line):
            return 0, 0, 0, ()
        column = line[index][1]
        lost, several, taken, groups = best(index + 1, max(reached, column + 1))
        found = (lost - (column < reached), several, taken, (None, *groups))
        for start, size in choices[index]:
            if start >= reached:
                lost, several, taken, groups = best(index + 1, start + size)
                found = max(found, (lost, several + 1, taken + size, ((start, size), *groups)), key=lambda own: own[:3])
        return found

    return list(best(0, 0)[3])


def _levels(lines: list[_Placed], spans: list[tuple[Piece, int, int]], count: int) -> Head:
    """A level for each depth of texts that span, and one below: what a text spans is below it, other cells beside."""
    depths = [0] * count  # how many texts span each column
    spanning: dict[int, HeadCell] = {}
    for piece, start, size in spans:  # from the top
        above = next((cell for cell in spanning.values() if (cell.column, cell.columns) == (start, size)), None)
        if above is not None:  # the next line of the same text
            above.words += piece.words
            spanning[id(piece)] = above
            continue
        depth = max(depths[start : start + size])
        depths[start : start + size] = [depth + 1] * size
        spanning[id(piece)] = HeadCell(depth, start, 1, size, list(piece.words))
    levels = max(depths) + 1
    cells = list({id(cell): cell for cell in spanning.values()}.values())
    for column, depth in enumerate(depths):
        words = [
            word for line in lines for piece, own in line if own == column and id(piece) not in spanning
            for word in piece.words
        ]  # fmt: skip
        cells.append(HeadCell(depth, column, levels - depth, 1, words))
    return Head(sorted(cells, key=lambda cell: (cell.row, cell.column)), _tops(lines, spanning, levels))


def _tops(lines: list[_Placed], spanning: dict[int, HeadCell], levels: int) -> list[float]:
    """The top of each level: the first, and below the last line of the texts that span the one above."""
    tops = [min(word.top for piece, _ in line for word in piece.words) for line in lines]
    edges = tops[:1]
    for level in range(levels - 1):
        last = max(
            index
            for index, line in enumerate(lines)
            if any(id(piece) in spanning and spanning[id(piece)].row == level for piece, _ in line)
        )
        edges.append(tops[min(last + 1, len(tops) - 1)])
    return edges
