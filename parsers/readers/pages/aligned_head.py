"""The head above columns of figures that nothing rules: its lines, and which texts span several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.readers.pages.lines import Line
from parsers.readers.pages.page import Word, is_mark, is_typed_box

CELL_GAP = 0.6  # of the font size: what parts two texts of a head
STEP = 2.6  # of the font size: the farthest that two baselines of a head lie apart
TIGHT = 1.35  # of the font size: lines of one cell
MOST_LINES = 8
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
    lines: list[list[tuple[Piece, int]]] = []  # from the top, each text with the column below its middle
    below = first
    for line in reversed(above[-MOST_LINES:]):
        if below.baseline - line.baseline > STEP * max(line.size, below.size):
            break
        placed = _placed(line, columns)
        if placed is None or (len(placed) == 1 and not _belongs(placed[0], line, below, lines)):
            break
        lines.insert(0, placed)
        below = line
    while lines and len(lines[0]) == 1 and len(lines) > 1 and not _over_some(lines[0][0], lines[1]):
        lines.pop(0)
    covered = {column for line in lines for _, column in line}
    spanned = _spans(lines, columns)
    for _, start, count in spanned:
        covered |= set(range(start, start + count))
    if len(covered) < 2 or not covered >= set(range(1, len(columns))):  # the corner may be empty
        return None
    return _levels(lines, spanned, len(columns))


def _placed(line: Line, columns: Extents) -> list[tuple[Piece, int]] | None:
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


def _belongs(placed: tuple[Piece, int], line: Line, below: Line, lines: list[list[tuple[Piece, int]]]) -> bool:
    """Whether a lone text is a head's: the first line of a wrapped cell, or one that spans; no sentence, no caption."""
    piece, _ = placed
    if piece.text[-1:] in ".:;,":
        return False
    if not lines:
        # the last line of a cell that wraps; what is above must be the head's too
        return piece.text[:1].islower() or (line.bold and not below.bold)
    return below.baseline - line.baseline <= TIGHT * line.size


def _over_some(placed: tuple[Piece, int], below: list[tuple[Piece, int]]) -> bool:
    """Whether a lone text at the top stands over texts of the line below: it is no line of prose beside them."""
    piece, column = placed
    reach = [other for other, own in below if own == column or (other.x0 < piece.x1 and other.x1 > piece.x0)]
    return 0 < len(reach) < len(below)


def _spans(lines: list[list[tuple[Piece, int]]], columns: Extents) -> list[tuple[Piece, int, int]]:
    """Texts over several columns: (text, first column, how many)."""
    found = []
    for index, line in enumerate(lines[:-1]):
        taken = {column for _, column in line}
        lower = {column: piece for below in lines[index + 1 :] for piece, column in below}
        for piece, column in line:
            own = lower.get(column)
            if _between(piece, columns, column) if own is None else not own.text[:1].islower():
                best = _best_group(piece, column, taken, lower)
                if best is not None:
                    found.append((piece, *best))
    return found


def _between(piece: Piece, columns: Extents, column: int) -> bool:
    """Whether the text stands in the gap beside its column."""
    start, end = columns[column]
    return piece.middle < start or piece.middle > end


def _best_group(piece: Piece, column: int, taken: set[int], lower: dict[int, Piece]) -> tuple[int, int] | None:
    """The neighbouring columns without a text of their own beside `piece` whose middle is its middle, or that it
    begins with.
    """
    groups = []
    for start in range(column, -1, -1):
        if start not in lower or (start != column and start in taken):
            break
        for end in range(max(column, start), max(lower) + 1):
            if end not in lower or (end != column and end in taken):
                break
            if end > start:
                groups.append((start, end))
    centred = [g for g in groups if abs(piece.middle - (lower[g[0]].x0 + lower[g[1]].x1) / 2) <= MIDDLE]
    if centred:
        start, end = max(centred, key=lambda g: g[1] - g[0])
        return start, end - start + 1
    led = [g for g in groups if g[0] == column and abs(piece.x0 - lower[column].x0) <= MIDDLE]
    if led:
        start, end = max(led, key=lambda g: g[1])
        return start, end - start + 1
    return None


def _levels(lines: list[list[tuple[Piece, int]]], spans: list[tuple[Piece, int, int]], count: int) -> Head:
    """One level, or two where texts span: what spans above, what it spans below, the others beside both."""
    tops = [min(word.top for piece, _ in line for word in piece.words) for line in lines]
    spanning = {id(piece) for piece, _, _ in spans}
    under = {column for _, start, size in spans for column in range(start, start + size)}
    cells = [HeadCell(0, start, 1, size, list(piece.words)) for piece, start, size in spans]
    levels = 2 if spans else 1
    for column in range(count):
        low = column in under
        words = [
            word for line in lines for piece, own in line if own == column and id(piece) not in spanning
            for word in piece.words
        ]  # fmt: skip
        cells.append(HeadCell(1 if low else 0, column, 1 if low or levels == 1 else 2, 1, words))
    edges = tops[:1]
    if spans:
        last = max(index for index, line in enumerate(lines) if any(id(piece) in spanning for piece, _ in line))
        edges.append(tops[last + 1])
    return Head(sorted(cells, key=lambda cell: (cell.row, cell.column)), edges)
