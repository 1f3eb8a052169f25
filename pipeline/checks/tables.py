"""Sums and shares of the tables of data, read from the grid as written.

Columns that end in a total row, grades that stand as columns beside a total column, and pairs of count and percent
under one head. A table whose rows have two readings (sub-totals) is wrong only where no reading holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.report import DataTable, Evidence, Report
from parsers.text import decimals, read_count, read_decimal
from pipeline.checks.figures import Figure, Share, Sum, of_one_base
from pipeline.checks.words import CheckWords, bare

_EMPTY = frozenset({"", "-", "0", "không", "x", "/", "...", "…"})
SPLIT = 2.0  # points: how far from a hundred the percents of a split may be, a wrong part among them
_ROMAN = re.compile(r"[ivx]+\Z")
_DIGIT = re.compile(r"\d")
_CLASS = re.compile(r"\d{1,2}\s*[a-zđ]\d{0,2}\Z")  # "6A", "lớp 6a1"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows with the place of each cell in the document."""

    table: DataTable
    index: int
    first_row: int  # the document's row of the first data row
    cells: dict[tuple[int, int], Evidence]  # what statistics already say about a cell

    def figure(self, row: int, column: int, value: float, label: str) -> Figure:
        block = self.table.evidence.block if self.table.evidence else -1 - self.index
        cell = (row + self.first_row, column)
        return Figure(label, value, (block, *cell), lambda: self.cells.get(cell) or self._evidence(cell, row, column))

    def _evidence(self, cell: tuple[int, int], row: int, column: int) -> Evidence | None:
        whole = self.table.evidence
        if whole is None:
            return None
        text = self.table.rows[row][column]
        return Evidence(page=whole.page, bbox=whole.bbox, block=whole.block, end=len(text), cell=cell, text=text)

    def value(self, row: int, column: int) -> float | None:
        cells = self.table.rows[row]
        return read_count(cells[column]) if column < len(cells) else None


def table_sums(grids: Iterable[Grid], words: CheckWords) -> Iterator[Sum]:
    """Every column with a total row, and every row of grades with a total column."""
    for grid in grids:
        yield from _column_sums(grid, words)
        yield from _row_sums(grid, words)
        yield from _split_sums(grid, words)


def table_shares(grids: Iterable[Grid], words: CheckWords) -> Iterator[Share]:
    """Every percent that stands under one head with its count, in a row that names its base."""
    for grid in grids:
        yield from of_one_base(list(_shares(grid, words)))
        yield from of_one_base(list(_shares_of_total_row(grid, words)))
        yield from of_one_base(list(_shares_of_target(grid, words)))


def grids(report: Report) -> Iterator[Grid]:
    """The report's tables, each with what its statistics say about its cells."""
    told: dict[int, dict[tuple[int, int], Evidence]] = defaultdict(dict)
    for statistic in report.statistics:
        evidence = statistic.evidence
        if evidence and evidence.cell:
            told[evidence.block][evidence.cell] = evidence
    for index, table in enumerate(report.tables):
        if table.rows and table.header:
            cells = told[table.evidence.block] if table.evidence else {}
            yield Grid(table, index, _first_row(table, cells), cells)


def _first_row(table: DataTable, cells: dict[tuple[int, int], Evidence]) -> int:
    """How many rows of the document's table stand above the first row of data: the number most cells fit."""
    deepest = max(len(path) for path in table.header)
    if not cells:
        return deepest

    def agreeing(first: int) -> int:
        return sum(
            0 <= row - first < len(table.rows)
            and column < len(table.rows[row - first])
            and cell.text in table.rows[row - first][column]
            for (row, column), cell in cells.items()
        )

    return max(range(deepest + 3), key=lambda first: (agreeing(first), -abs(first - deepest)))


# --- columns with a total row ------------------------------------------------------------------------------------


def _column_sums(grid: Grid, words: CheckWords) -> Iterator[Sum]:
    label_column = _label_column(grid.table, words)
    labels = [_row_label(row, label_column) for row in grid.table.rows]
    totals = [row for row, label in enumerate(labels) if label in words.totals]
    grouped = any(_ROMAN.match(bare(cell)) for row in grid.table.rows for cell in row[: label_column + 1])
    if len(totals) != 1 or grouped:
        return  # without one total, or with groups (I, II) and their items in one column
    readings = _readings(labels, totals[0], words)
    for column in range(label_column + 1, len(grid.table.header)):
        if _adds_up(grid.table, column, words):
            yield from _column_sum(grid, column, totals[0], readings, label_column)


def _label_column(table: DataTable, words: CheckWords) -> int:
    return next((c for c, path in enumerate(table.header) if bare(" ".join(path)) not in words.indices), 0)


def _row_label(row: list[str], label_column: int) -> str:
    """The row's name: a total's may be merged over the number column before it."""
    return next((label for cell in row[: label_column + 1][::-1] if (label := bare(cell))), "")


def _readings(labels: list[str], total: int, words: CheckWords) -> list[list[int]]:
    """The sets of rows that may be meant by the total; none where the rows are no plain parts.

    All rows; the sub-totals ("Cộng khối 6"); grades without their classes, classes without their grades; named groups
    ("Nhà trẻ", "Mẫu giáo") without their ages, ages without them.
    """
    last = total == len(labels) - 1
    rows = [row for row in range(len(labels)) if row != total and not words.nested.match(labels[row])]
    if not last and not all(words.grade.fullmatch(labels[row]) for row in rows):
        return []  # a total above or amid other rows: only grades are sure to be its parts
    subtotals = [row for row in rows if words.subtotal.match(labels[row])]
    plain = [row for row in rows if row not in subtotals]
    numbered = [row for row in plain if _DIGIT.search(labels[row])]
    classes = [row for row in numbered if _CLASS.search(labels[row])]
    groups = [plain, subtotals, *([row for row in plain if row not in part] for part in (numbered, classes))]
    readings = [reading for reading in (*groups, numbered, classes) if len(reading) > 1]
    return [reading for place, reading in enumerate(readings) if reading not in readings[:place]]


def _adds_up(table: DataTable, column: int, words: CheckWords) -> bool:
    head = [bare(label) for label in table.header[column]]
    return not any("%" in label or label in words.percents or words.not_additive.search(label) for label in head)


def _column_sum(grid: Grid, column: int, total: int, readings: list[list[int]], label_column: int) -> Iterator[Sum]:
    stated = grid.value(total, column)
    if stated is None or not readings:
        return
    sums = []
    for reading in readings:
        figures = _parts(grid, column, reading, label_column)
        if figures is None or _spread(figures, stated):
            return
        if len(figures) > 1:
            sums.append(Sum(tuple(figures), grid.figure(total, column, stated, _column_label(grid.table, column))))
    if not sums:
        return
    right = next((entry for entry in sums if not entry.wrong), None)
    nested = sums[0].total == 2 * stated  # every part stands twice: alone and within its group
    if not nested:
        yield right or min(sums, key=lambda entry: abs(entry.difference))


def _parts(grid: Grid, column: int, rows: list[int], label_column: int) -> list[Figure] | None:
    """The column's figures in these rows; None where a cell holds anything but a whole number or a sign of none."""
    figures = []
    for row in rows:
        cells = grid.table.rows[row]
        text = cells[column].strip().lower() if column < len(cells) else ""
        value = grid.value(row, column)
        if value is None and text not in _EMPTY:
            return None
        if value is not None:
            figures.append(grid.figure(row, column, value, cells[label_column]))
    return figures


def _spread(figures: list[Figure], stated: float) -> bool:
    """One merged cell over all rows, its figure repeated."""
    return {figure.value for figure in figures} == {stated}


def _column_label(table: DataTable, column: int) -> str:
    return " - ".join(table.header[column])


# --- a total column ----------------------------------------------------------------------------------------------


def _row_sums(grid: Grid, words: CheckWords) -> Iterator[Sum]:
    """Grades, or ranks of prizes, as columns beside one total column."""
    leaves = [_total_or_leaf(path, words) for path in grid.table.header]
    totals = [column for column, leaf in enumerate(leaves) if leaf in words.totals or leaf in words.award_totals]
    if len(totals) != 1 or len(set(leaves)) < len(leaves):
        return
    for parts in (
        [column for column, leaf in enumerate(leaves) if words.grade.fullmatch(leaf)],
        [column for column, leaf in enumerate(leaves) if leaf in words.ranks],
    ):
        if len(parts) > 1:
            beside = _columns_beside(parts, totals[0], _label_column(grid.table, words), len(leaves))
            yield from _sums_of_rows(grid, [parts, beside] if beside != parts else [parts], totals[0])


def _columns_beside(parts: list[int], total: int, label_column: int, width: int) -> list[int]:
    """All columns between the labels and the total, or behind a total that stands first: a group without a number
    of its own ("Nhà trẻ") may be a part too."""
    return list(range(label_column + 1, total)) if total > parts[0] else list(range(total + 1, width))


def _total_or_leaf(path: list[str], words: CheckWords) -> str:
    """The lowest label of a column; of the count under a total ("Toàn trường" over "SL") the total's."""
    leaf = bare(path[-1]) if path else ""
    return bare(path[-2]) if leaf in words.counts and len(path) > 1 and bare(path[-2]) in words.totals else leaf


def _sums_of_rows(grid: Grid, readings: list[list[int]], total: int) -> Iterator[Sum]:
    """The sum of each row: of its readings the one that holds, else the nearest."""
    for row, cells in enumerate(grid.table.rows):
        if any("%" in cell or "tỷ lệ" in bare(cell) or "tỉ lệ" in bare(cell) for cell in cells):
            continue
        sums = [found for columns in readings if (found := _sum_of_row(grid, row, columns, total))]
        if sums:
            yield min(sums, key=lambda entry: (entry.wrong, abs(entry.difference)))


def _sum_of_row(grid: Grid, row: int, columns: list[int], total: int) -> Sum | None:
    stated = grid.value(row, total)
    if stated is None or not all(_count_or_none(grid, row, column) for column in columns):
        return None
    values = [(column, grid.value(row, column)) for column in columns]
    parts = [grid.figure(row, c, value, grid.table.header[c][-1]) for c, value in values if value is not None]
    if len(parts) < 2 or _spread(parts, stated):
        return None
    return Sum(tuple(parts), grid.figure(row, total, stated, grid.table.rows[row][0]))


def _split_sums(grid: Grid, words: CheckWords) -> Iterator[Sum]:
    """Counts beside their base whose percents say, by making a hundred, that they split it ("Tốt 30 | 60 %" …)."""
    header = grid.table.header
    bases = [column for column, path in enumerate(header) if bare(" ".join(path)) in words.bases]
    pairs = [pair for pair in _pairs(grid.table, words) if not words.apart.search(bare(" ".join(header[pair[0]])))]
    if len(bases) != 1 or len(pairs) < 2:
        return
    for row in range(len(grid.table.rows)):
        stated = grid.value(row, bases[0])
        counts = [(count, grid.value(row, count)) for count, _ in pairs]
        percents = [_percent(grid, row, percent) for _, percent in pairs]
        parts = [grid.figure(row, c, value, " - ".join(header[c][:-1])) for c, value in counts if value is not None]
        whole = abs(sum(percent or 0 for percent in percents) - 100) <= SPLIT
        if stated is not None and whole and len(parts) > 1:
            yield Sum(tuple(parts), grid.figure(row, bases[0], stated, " ".join(header[bases[0]])))


def _count_or_none(grid: Grid, row: int, column: int) -> bool:
    cells = grid.table.rows[row]
    return column < len(cells) and (grid.value(row, column) is not None or cells[column].strip().lower() in _EMPTY)


# --- shares ------------------------------------------------------------------------------------------------------


def _shares(grid: Grid, words: CheckWords) -> Iterator[Share]:
    header = grid.table.header
    bases = [column for column, path in enumerate(header) if bare(" ".join(path)) in words.bases]
    pairs = list(_pairs(grid.table, words))
    if len(bases) != 1 or not pairs:
        return
    for row in range(len(grid.table.rows)):
        base = grid.value(row, bases[0])
        counts = {count: grid.value(row, count) for count, _ in pairs}
        if base is None or base == 0:
            continue
        whole = sum(value or 0 for value in counts.values()) == base
        for count, percent in pairs:
            part = counts[count]
            text = grid.table.rows[row][percent] if percent < len(grid.table.rows[row]) else ""
            written = read_decimal(text)
            if part is None or written is None:
                continue
            label = " - ".join(header[count][:-1])
            yield Share(
                part=grid.figure(row, count, part, label),
                base=grid.figure(row, bases[0], base, " ".join(header[bases[0]])),
                percent=grid.figure(row, percent, written, label),
                decimals=decimals(text),
                others=() if whole else _other_bases(grid, row, count, counts),
            )


def _pairs(table: DataTable, words: CheckWords) -> Iterator[tuple[int, int]]:
    """The columns of a count and its percent: alone together under one head."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for column, path in enumerate(table.header):
        if len(path) > 1:
            groups.setdefault(tuple(path[:-1]), []).append(column)
    for columns in groups.values():
        percents = [column for column in columns if bare(table.header[column][-1]) in words.percents]
        counts = [column for column in columns if bare(table.header[column][-1]) in words.counts]
        if len(columns) == 2 and len(percents) == len(counts) == 1:
            yield counts[0], percents[0]


def _other_bases(grid: Grid, row: int, count: int, counts: dict[int, int | float | None]) -> tuple[float, ...]:
    """Where the counts are no split of the base (levels within levels), each may be a share of another."""
    column = [grid.value(other, count) for other in range(len(grid.table.rows)) if other != row]
    return tuple(value for value in (*counts.values(), *column) if value)


def _shares_of_total_row(grid: Grid, words: CheckWords) -> Iterator[Share]:
    """Levels as rows: "Tốt | 482 | 85,3" over "Tổng | 565 | 100"; the 100 says that percents are of the total row."""
    label_column = _label_column(grid.table, words)
    labels = [_row_label(row, label_column) for row in grid.table.rows]
    totals = [row for row, label in enumerate(labels) if label in words.totals]
    if len(totals) != 1:
        return
    total = totals[0]
    for percent, path in enumerate(grid.table.header):
        count = percent - 1
        base = grid.value(total, count) if count > label_column else None
        if len(path) != 1 or bare(path[0]) not in words.percents or not base or _percent(grid, total, percent) != 100:
            continue
        for row, label in enumerate(labels):
            part, written = grid.value(row, count), _percent(grid, row, percent)
            if row != total and part is not None and written is not None and not words.subtotal.match(label):
                yield Share(
                    part=grid.figure(row, count, part, grid.table.rows[row][label_column]),
                    base=grid.figure(total, count, base, labels[total]),
                    percent=grid.figure(row, percent, written, label),
                    decimals=decimals(grid.table.rows[row][percent]),
                )


def _shares_of_target(grid: Grid, words: CheckWords) -> Iterator[Share]:
    """ "Chỉ tiêu giao 12 | Thực hiện 9 | Đạt % 75": 100 may mean no more than that the target was met."""
    leaves = [bare(path[-1]) if path else "" for path in grid.table.header]
    places = [
        [column for column, leaf in enumerate(leaves) if leaf in of]
        for of in (words.targets, words.done, words.reached)
    ]
    if any(len(columns) != 1 for columns in places):
        return
    target, done, percent = (columns[0] for columns in places)
    for row, cells in enumerate(grid.table.rows):
        base, part, written = grid.value(row, target), grid.value(row, done), _percent(grid, row, percent)
        if base and part is not None and written is not None and written != 100:
            label = next((cell for cell in cells[:target][::-1] if cell), "")
            yield Share(
                part=grid.figure(row, done, part, label),
                base=grid.figure(row, target, base, leaves[target]),
                percent=grid.figure(row, percent, written, label),
                decimals=decimals(cells[percent]),
            )


def _percent(grid: Grid, row: int, column: int) -> float | None:
    cells = grid.table.rows[row]
    return read_decimal(cells[column]) if column < len(cells) else None
