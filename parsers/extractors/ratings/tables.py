"""Which rows of a table make a rating: a table of boxes and labels, or a matrix of criteria by levels."""

from __future__ import annotations

import re
from typing import Literal

from models.document import Cell, Table
from parsers.extractors.ratings.scores import find_score, is_range
from parsers.extractors.ratings.words import PROMPTS, Levels, Words
from parsers.text import shadow

ENOUGH_LEVELS = 3  # of four
MOST_CELLS = 400  # a larger table holds data
_GROUP = re.compile(r"\s*(?:[IVX]{1,5}|[A-H])\s*[.):/\-]?(?:\s|\Z)")

Rows = tuple[int, int] | None
CellKind = Literal["blank", "labels", "prompt", "points", "text", "figure"]
Kinds = dict[int, tuple[CellKind, tuple[Levels, ...]]]  # by the identity of a cell: its hash goes through all it holds


def rating_rows(table: Table, words: Words) -> list[tuple[Rows, tuple[Levels, ...]]]:
    """The ratings of a table: their rows (None: the whole table) and labels. Empty for every other table.

    A table of figures under "Tốt", "Khá", "Trung bình" is none: nothing but marks may stand in the places of marks.
    """
    if len(table.cells) > MOST_CELLS or len(set(words.anchor.findall(shadow(table.text)))) < ENOUGH_LEVELS - 1:
        return []
    counted = counting_columns(table)
    blank: tuple[CellKind, tuple[Levels, ...]] = ("blank", ())
    cells = {id(cell): blank if counts_row(cell, counted) else _read(cell, words) for cell in table.cells}
    labels = [cell for cell in table.cells if cells[id(cell)][0] == "labels"]
    if _distinct(level for cell in labels for level in cells[id(cell)][1]) < ENOUGH_LEVELS:
        return []
    kinds = {kind for kind, _ in cells.values()}
    if "points" in kinds and "blank" not in kinds and all(_only_words(cell) for cell in labels):
        return []  # what each class stands for, and nothing to mark
    if "figure" not in kinds and "text" not in kinds:
        return _runs(table, cells)
    head = head_row(table, words)
    heads = [cell.text for cell in table.cells if head is not None and cell.row <= head]
    if any(words.rows_of_others.search(shadow(text)) for text in heads):
        return []
    matrix = _matrix(table, cells)
    return _beside_text(table, cells) if matrix is None else matrix


def counting_columns(table: Table) -> set[int]:
    """The columns that number the rows (1, 2, 3, …): their figures are neither marks nor data."""
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.column, []).append(cell.text.strip().rstrip("."))
    figures = {column: [text for text in texts if text.isdecimal()] for column, texts in found.items()}
    return {
        column for column, texts in figures.items()
        if len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]
    }  # fmt: skip


def counts_row(cell: Cell, counted: set[int]) -> bool:
    """Whether the cell only numbers its row."""
    return cell.column in counted and cell.text.strip().rstrip(".").isdecimal()


def head_row(table: Table, words: Words) -> int | None:
    """The first row of single labels, each in a cell of its own: the head of a matrix."""
    grid = table.grid()
    cells = {id(cell): _read(cell, words) for cell in table.cells}
    return next((row for row in range(table.rows) if _label_columns(grid[row], cells, row)), None)


def _read(cell: Cell, words: Words) -> tuple[CellKind, tuple[Levels, ...]]:
    text = cell.text
    if not any(sign.isalnum() for sign in text):
        return "blank", ()
    if is_range(shadow(text)):
        return "points", ()
    line = words.read(text)
    if line.wordless:
        return "blank", ()
    levels = tuple(label.levels for label in line.labels if label.levels)
    if not line.pure:
        return ("figure" if line.has("number") and not line.unknown else "text"), ()
    if levels:
        return "labels", levels
    if line.has(*PROMPTS, "bare") or find_score(shadow(text)):
        return "prompt", ()
    return ("text" if line.pieces else "figure"), ()


def _only_words(cell: Cell) -> bool:
    """Whether no box and no bracket stands in the cell."""
    return all(sign.isalnum() or sign in " ,.:;-–\n" for sign in cell.text)


def _distinct(levels: object) -> int:
    seen: list[Levels] = []
    for level in levels:  # type: ignore[attr-defined]  # any iterable of levels
        if level not in seen:
            seen.append(level)
    return len(seen)


def _runs(table: Table, cells: Kinds, first: int = 0, end: int | None = None) -> list[tuple[Rows, tuple[Levels, ...]]]:
    """The rows cut where a level comes again: "1. Xếp loại viên chức" and "2. Xếp loại đảng viên" in one table."""
    stop = table.rows if end is None else end
    runs: list[tuple[int, list[Levels]]] = [(first, [])]
    for row in range(first, stop):
        here = [level for cell in table.cells if cell.row == row for level in cells[id(cell)][1]]
        if any(level in runs[-1][1] for level in here):
            runs.append((row, []))
        runs[-1][1].extend(here)
    ends = [begin for begin, _ in runs[1:]] + [stop]
    whole = [((begin, after), tuple(levels)) for (begin, levels), after in zip(runs, ends, strict=True)]
    good = [run for run in whole if _distinct(run[1]) >= ENOUGH_LEVELS]
    if len(runs) == 1 and (first, stop) == (0, table.rows):
        return [(None, good[0][1])] if good else []
    return [*good]


def _matrix(table: Table, cells: Kinds) -> list[tuple[Rows, tuple[Levels, ...]]] | None:
    """Criteria by levels: a head row of labels, and below it rows with a text and marks under the labels.

    Empty for a table of figures, None for one that has no such rows.
    """
    grid = table.grid()
    head = next((row for row in range(table.rows) if _label_columns(grid[row], cells, row)), None)
    if head is None:
        return None
    columns = _label_columns(grid[head], cells, head)
    levels = tuple(cells[id(cell)][1][0] for column in columns if (cell := grid[head][column]) is not None)
    ratings: list[tuple[Rows, tuple[Levels, ...]]] = []
    for row in range(head + 1, table.rows):
        places = [cell for column in columns if (cell := grid[row][column]) is not None]
        texts = [cell.text for cell in grid[row] if cell is not None and cells[id(cell)][0] in ("text", "prompt")]
        if any(sign.isdecimal() for cell in places for sign in cell.text) and texts:
            return []  # beside a text even a 1 is a figure
        if any(cells[id(cell)][0] != "blank" for cell in places):
            continue
        marked = any(cell.text.strip() for cell in places)
        if texts and len(set(map(id, places))) == len(columns) and (marked or not _is_group(texts)):
            ratings.append(((row, row + 1), levels))
    return ratings or None


def _label_columns(row: list[Cell | None], cells: Kinds, number: int) -> list[int]:
    """The columns of a head row of single labels; empty if it is none."""
    columns = [
        column for column, cell in enumerate(row)
        if cell is not None and cell.row == number and cell.column == column and len(cells[id(cell)][1]) == 1
    ]  # fmt: skip
    found = [cells[id(cell)][1][0] for column in columns if (cell := row[column]) is not None]
    return columns if _distinct(found) == len(found) >= ENOUGH_LEVELS else []


def _is_group(texts: list[str]) -> bool:
    """A row that only heads a group of criteria: "I | ..." or capitals throughout."""
    return any(_GROUP.match(text) for text in texts) or all(text.upper() == text for text in texts)


def _beside_text(table: Table, cells: Kinds) -> list[tuple[Rows, tuple[Levels, ...]]]:
    """A criterion's text in the left column, its boxes and labels to the right of it."""
    labels = [cell for cell in table.cells if cells[id(cell)][0] == "labels"]
    left = min(cell.column for cell in labels)
    rows = sorted({cell.row for cell in labels})
    for cell in table.cells:
        kind = cells[id(cell)][0]
        if kind == "figure" or (kind == "text" and cell.column >= left and cell.row in range(rows[0], rows[-1] + 1)):
            return []
    following = [cell for cell in table.cells if cell.row > rows[-1] and cell.column >= left]
    if any(cells[id(cell)][0] == "text" for cell in following):
        return []
    return _runs(table, cells, rows[0], rows[-1] + 1)
