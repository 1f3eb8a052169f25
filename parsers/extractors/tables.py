"""Tables of data: where the head ends, the path of labels over each column, the rows as written, the caption.

Head rows are all rows above the first row of data. Three habits of drawing a head that spans are read alike: merged
cells, the label repeated in each place, and the label once with empty places beside or under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.document import Cell, Paragraph, Table
from models.report import DataTable, Evidence
from parsers.extractors.passages import DataBlock, Layout, Passage, cover
from parsers.phrases import any_of
from parsers.text import SCHOOL_YEAR, fold, read_school_year, with_dash
from parsers.vocabulary import Vocabulary, compiled

CAPTION_LENGTH = 300  # characters: a longer line is a paragraph that happens to stand above the table
_BULLET = re.compile(r"^[\s\-–—+*·•▪➢○●.]+")
_FIGURES = re.compile(r"[\d.,/%()\s:;=~≥≤<>+-]*\d[\d.,/%()\s:;=~≥≤<>+-]*")
_NUMBER_LABEL = re.compile(r"\(?(\d{1,2})\)?(?:\s*\(?\s*=.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_LINE = re.compile(r"\(?\s*(?:trong\s+)?năm(?: học)?\s*:?\s*[\d\s/-]+\)?\s*[:.]?")


class Place(NamedTuple):
    """A cell of the grid with its text, white space folded."""

    cell: Cell
    row: int
    column: int
    text: str


Grid = list[list[Place | None]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: its index in the table, and its cells, a spanned place holding the spanning cell."""

    index: int
    cells: tuple[Cell | None, ...]
    texts: tuple[str, ...]

    def text(self, column: int) -> str:
        """As written, white space folded; a merged cell's words stand in its first column and in each of its rows."""
        return self.texts[column]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is read: `header` one path of labels per column, `head_cells` the cells that they stand in."""

    header: tuple[tuple[str, ...], ...]
    head_cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]


def extract_tables(layout: Layout, vocabulary: Vocabulary) -> list[DataTable]:
    """One DataTable per data block of the layout, in its order."""
    return [_data_table(block, vocabulary) for block in layout.tables]


def _data_table(block: DataBlock, vocabulary: Vocabulary) -> DataTable:
    view = view_of(block, vocabulary)
    caption, lines = caption_of(block, vocabulary)
    first = next((cell for cell in block.table.cells if cell_text(cell)), None)
    evidence = cell_evidence(block, first) if first else Evidence(block=block.block, text="")
    evidence.cell, evidence.start, evidence.end = None, 0, len(block.table.text)
    evidence.also = [line.evidence(line.start, line.stop) for line in lines]
    clear = bool(view.rows) and any(view.header)
    return DataTable(
        section=block.section,
        caption=caption,
        header=[list(path) for path in view.header],
        rows=[[row.text(column) for column in range(block.table.columns)] for row in view.rows],
        annex=block.annex,
        evidence=evidence,
        confidence=0.97 if clear else 0.8,
    )


# --- head and body -------------------------------------------------------------------------------------------------


def view_of(block: DataBlock, vocabulary: Vocabulary) -> TableView:
    """`view_table` of a block's table, made once."""
    return block.once(_view, vocabulary)


def _view(block: DataBlock, vocabulary: Vocabulary) -> TableView:
    return view_table(block.table, vocabulary)


def view_table(table: Table, vocabulary: Vocabulary) -> TableView:
    """The table with its head told from its data; a head repeated after a page's end and empty rows are left out."""
    grid = _places(table)
    units = tuple(vocabulary.get("tables", {}).get("units", ()))
    head = _head_height(table, grid, units)
    paths, cells = _head_paths(grid, head, table.columns)
    repeated = {_folded(grid[row]) for row in range(head)}
    rows = [
        _row(index, grid[index])
        for index in range(head, table.rows)
        if any(folded := _folded(grid[index])) and not (folded in repeated and len(set(folded) - {""}) > 1)
    ]
    return TableView(paths, cells, tuple(rows))


def _places(table: Table) -> Grid:
    """The grid with each cell's text read once; a spanned place holds the spanning cell's."""
    places = {id(cell): Place(cell, cell.row, cell.column, cell_text(cell)) for cell in table.cells}
    return [[None if cell is None else places[id(cell)] for cell in row] for row in table.grid()]


def _row(index: int, places: list[Place | None]) -> Row:
    texts = ("" if place is None or place.column != column else place.text for column, place in enumerate(places))
    return Row(index, tuple(place.cell if place is not None else None for place in places), tuple(texts))


def _folded(row: list[Place | None]) -> tuple[str, ...]:
    return tuple(fold(cell.text) if cell else "" for cell in row)


def _head_height(table: Table, grid: Grid, units: tuple[str, ...]) -> int:
    """How many rows the head has: up to the first row of figures, and no further than the head's own shape reaches."""
    first = next((row for row in range(table.rows) if _is_data(grid, row, units)), table.rows)
    if first == 0:
        return 0
    height = 1
    while height < min(first, table.rows - 1) and _continues_head(grid, height):
        height += 1
    while height < table.rows - 1 and _is_number_row(grid[height]):  # "(1) | (2) | (3=1+2)" under the last labels
        height += 1
    return height


def _is_data(grid: Grid, row: int, units: tuple[str, ...]) -> bool:
    texts = [cell.text for cell in _own(grid, row)]
    figures = [text for text in texts if is_figure(text, units)]
    if not figures or (all(_YEAR.fullmatch(text) for text in figures) and row == 0):
        return False
    return not (_is_number_row(grid[row]) or _is_grade_row(grid, row))


def _own(grid: Grid, row: int) -> list[Place]:
    """The cells that begin in this row, each once."""
    cells: list[Place] = []
    for cell in grid[row]:
        if cell is not None and cell.row == row and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


@lru_cache(maxsize=8192)
def is_figure(text: str, units: tuple[str, ...]) -> bool:
    """Whether a cell holds figures and nothing else: "482", "85,3%", "20/37 (54,1%)", "482 em"; a year is a label."""
    folded = with_dash(fold(text))
    if SCHOOL_YEAR.fullmatch(folded) or not folded.lstrip("(~≥≤<>+ ")[:1].isdigit():  # "lớp 6" is a label
        return False
    return bool(_FIGURES.fullmatch(_unit_words(units).sub(" ", folded)))


@lru_cache(maxsize=8)
def _unit_words(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){any_of(map(fold, units))}(?![^\W\d_])")


def _is_number_row(row: list[Place | None]) -> bool:
    """A row that numbers the columns: "(1) | (2) | (3)", "A | B | 1 | 2=4+5"; three at least, in order from 1."""
    texts: list[str] = []
    previous: Place | None = None
    for cell in row:
        if cell is not None and cell is not previous:
            texts.append(fold(cell.text))
        previous = cell
    while texts and re.fullmatch(r"[a-e]?", texts[0]):
        texts.pop(0)
    numbers = [int(match[1]) if (match := _NUMBER_LABEL.fullmatch(text)) else None for text in texts]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))


def _is_grade_row(grid: Grid, row: int) -> bool:
    """Bare grades as column labels: "Khối | 6 | 7 | 8 | 9 | Tổng"; a row of data does not count upwards by one."""
    numbers = [int(text) for cell in _own(grid, row) if (text := cell.text).isdigit() and len(text) < 3]
    others = [text for cell in _own(grid, row) if (text := cell.text) and not text.isdigit()]
    reached = all(cell is None or cell.row < row or cell.text.isdigit() or not cell.text for cell in grid[row])
    consecutive = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    enough = len(numbers) >= 3 or (len(numbers) == 2 and row > 0 and reached)
    return row < 3 and consecutive and enough and numbers[-1] <= 12 and not any(map(_has_digit, others))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _continues_head(grid: Grid, row: int) -> bool:
    """Whether a text row still belongs to the head, by the shape of the head above it."""
    cells, above = grid[row], grid[row - 1]
    texts = [cell.text if cell else "" for cell in cells]
    if len({id(cell) for cell in above}) == 1:  # a title over the whole table
        return True
    filled = [column for column, text in enumerate(texts) if text]
    if not filled or len({id(cell) for cell in cells}) == 1:
        return False
    own_first = cells[0] is not None and cells[0].row == row and bool(texts[0])
    if own_first and filled[-1] <= 1 and len(cells) > 2:  # "I | Hạnh kiểm | | |": a group of rows
        return False
    if any(cell is not None and cell.row < row for cell in cells):  # a head cell reaches down into it
        return True
    if not own_first and any(cell.text for cell in above if cell):  # an empty place under a label
        return True
    labels = [cell.text if cell else "" for cell in above]
    if all(texts) and any(column and above[column] is above[column - 1] for column in range(len(above))):
        return True  # every place beneath a head cell that spans has a label of its own
    if all(texts) and labels[0] and not all(labels):  # the same, the spanned places left empty
        return True
    spans = any(
        column and (above[column] is above[column - 1] or not labels[column] or labels[column] == labels[column - 1])
        for column in range(len(above))
    )
    return spans and any(text and text == label for text, label in zip(texts, labels, strict=True))


def _head_paths(
    grid: Grid, head: int, columns: int
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[Cell, ...], ...]]:
    """For each column the labels above it, from the top, a label that repeats its neighbour once; and their cells."""
    places: list[list[Place | None]] = [
        [cell if (cell := grid[row][column]) and cell.text else None for column in range(columns)]
        for row in range(head)
        if not _is_number_row(grid[row])
    ]
    numbering = [grid[row] for row in range(head) if _is_number_row(grid[row])]
    for row, cells in enumerate(places):
        for column in range(1, columns):
            if cells[column] is None and _reaches_right(places, row, column):
                cells[column] = cells[column - 1]
    paths, path_cells = [], []
    for column in range(columns):
        path: list[str] = []
        stack: list[Cell] = []
        for cells in [*places, *numbering]:
            cell = cells[column]
            if cell is None or not cell.text or (path and path[-1] == cell.text):
                continue
            path.append(cell.text)
            stack.append(cell.cell)
        paths.append(tuple(path))
        path_cells.append(tuple(stack))
    return tuple(paths), tuple(path_cells)


def _reaches_right(places: list[list[Place | None]], row: int, column: int) -> bool:
    """Whether the label left of an empty head place spans it: both have labels of their own beneath, or neither."""
    left = places[row][column - 1]
    if left is None:
        return False
    below = places[row + 1 :]
    mine = any(cells[column] is not None for cells in below)
    if not mine:  # nothing above, here or beneath: the place is the left label's own
        return all(cells[column] is None for cells in places[:row])
    return any(cells[column - 1] is not None and cells[column - 1] is not left for cells in below)


def cell_text(cell: Cell) -> str:
    """The cell's text with white space folded to one space."""
    return " ".join(cell.text.split())


# --- caption and evidence ------------------------------------------------------------------------------------------


def caption_of(block: DataBlock, vocabulary: Vocabulary) -> tuple[str | None, list[Passage]]:
    """The words that name the table, from the line or lines directly above it, and the passages that they stand in."""
    return block.once(_caption_of, vocabulary)


def _caption_of(block: DataBlock, vocabulary: Vocabulary) -> tuple[str | None, list[Passage]]:
    lines: list[Passage] = []
    for passage in lines_above(block):
        if lines and _says_nothing(lines[0].words, vocabulary):
            lines.pop(0)
        lines.insert(0, passage)
        if not (_adds_to_the_line_before(passage.words, vocabulary) or _says_nothing(passage.words, vocabulary)):
            break
    if lines:
        return " ".join(_caption_words(line.words) for line in lines), lines
    if not block.above and block.context:
        return _caption_words(block.context[-1]), []
    return None, []


def lines_above(block: DataBlock) -> Iterator[Passage]:
    """The lines directly above the table that can name it, nearest first, up to the first paragraph of prose."""
    nearest = True
    for passage in reversed(block.above):
        words = passage.words.strip()
        if len(words) > CAPTION_LENGTH or (_is_prose(words) and not (nearest and read_school_year(words))):
            return
        if words:
            yield passage
            nearest = False


def _caption_words(text: str) -> str:
    return _BULLET.sub("", " ".join(text.split())).rstrip(" :;")


def _is_prose(words: str) -> bool:
    """A closed sentence; "… như sau:" and a line without a full stop are none. Directly above a table it may still
    name the year of its figures."""
    return words.endswith(".") and len(words.split()) > 15


def _says_nothing(words: str, vocabulary: Vocabulary) -> bool:
    """ "Cụ thể như sau:": it points at the table, the line before it names the table."""
    return fold(_BULLET.sub("", words)).rstrip(" :.;") in compiled(_pointing_lines, vocabulary)


def _adds_to_the_line_before(words: str, vocabulary: Vocabulary) -> bool:
    folded = fold(_BULLET.sub("", words)).lstrip("(")
    return bool(_YEAR_LINE.fullmatch(folded)) or folded.startswith(compiled(_units_lines, vocabulary))


def _pointing_lines(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(fold(line) for line in vocabulary.get("tables", {}).get("pointing_lines", ()))


def _units_lines(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(fold(line) for line in vocabulary.get("tables", {}).get("units_line", ()))


def cell_evidence(
    block: DataBlock, cell: Cell, start: int = 0, end: int | None = None, also: list[Evidence] | None = None
) -> Evidence:
    """Where a cell's characters stand; the page and box are those of its first paragraph that has any."""
    text = cell.text
    stop = len(text) if end is None else end
    page, bbox = None, None
    offset = 0
    for paragraph in cell.blocks:
        if isinstance(paragraph, Paragraph):
            page, bbox = cover(paragraph.spans, max(0, start - offset), stop - offset)
            if page is not None:
                break
            offset += len(paragraph.text) + 1
    if page is None and block.table.spans:
        page = block.table.spans[0].page
    return Evidence(
        page=page, bbox=bbox, block=block.block, start=start, end=stop, cell=(cell.row, cell.column),
        text=" ".join(text[start:stop].split()), also=also or [],
    )  # fmt: skip
