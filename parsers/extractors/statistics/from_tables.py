"""Statistics from tables of data: each cell of figures is what its column's labels and its row's labels say of it.

No layout is known here. Columns and rows are read alike, so grades may stand down or across, years too, and a label
that is missing on one side is looked for on the other, then in the caption and the headings above. A cell whose
labels hold a word that the vocabulary does not know is left alone: a wrong guess is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.document import Cell
from models.report import Evidence, Statistic, Unit
from parsers.extractors.passages import DataBlock
from parsers.extractors.statistics.labels import Label, Lexicon
from parsers.extractors.statistics.meaning import Meaning, cell_meaning, shared_labels
from parsers.extractors.statistics.scales import NUMBERS, scale_of
from parsers.extractors.statistics.table_shape import (
    Column,
    RowLabel,
    Surroundings,
    read_columns,
    read_row_label,
    read_surroundings,
)
from parsers.extractors.statistics.values import Figure, read_cell
from parsers.extractors.tables import TableView, cell_evidence, cell_text
from parsers.text import fold

TOTAL = "total"
DOUBTFUL = 0.8  # a bare number whose unit had to be told by its size


def table_statistics(block: DataBlock, view: TableView, words: Lexicon, before: TableView | None) -> list[Statistic]:
    """The statistics of one table; `before` lends its head to a table without one that goes on beneath it."""
    if not view.rows:
        return []
    if not any(view.header) and before is not None and len(before.header) == len(view.header) and not block.above:
        view = TableView(before.header, before.head_cells, view.rows)
    if sum(bool(path) and fold(path[-1]) in words.ranks for path in view.header) > 1:
        return []  # a table of prizes
    columns = read_columns(view, words)
    around = read_surroundings(block, view, columns, words)
    return list(_facts(block, view, columns, around, words))


def _facts(
    block: DataBlock, view: TableView, columns: list[Column], around: Surroundings, words: Lexicon
) -> Iterator[Statistic]:
    title = shared_labels(columns)
    places: dict[int, Evidence] = {}  # of labels: each is told of every figure under it or beside it

    def place(cell: Cell) -> Evidence:
        known = places.get(id(cell))
        if known is None:
            known = places[id(cell)] = cell_evidence(block, cell)
        return known

    latest = max((label.calendar_year or 0 for column in columns for label in column.labels), default=0)
    over: tuple[Label, ...] = ()
    above: dict[int, str] = {}
    totalled = False
    for row in view.rows:
        own = read_row_label(row, columns, (), above, words)
        if totalled and _is_share(own):
            own = replace(own, total=True)  # "Tỷ lệ %" under the total
        totalled = own.total
        figures = [
            (c, read_cell(row.text(c), words, _pair(column))) for c, column in enumerate(columns) if not column.is_label
        ]
        if all(figure.empty for _, figure in figures) and own.labels and not any(row.text(c) for c, _ in figures):
            over = own.labels  # "I. Hạnh kiểm | | |": what it says holds for the rows beneath
            continue
        if _opens_a_group(own):  # "II | Số học sinh chia theo học lực | 565 | …": a group with a figure of its own
            over = own.labels
        headed = bool(over) and not (own.total or own.codes("domain"))
        label = replace(own, labels=(*own.labels, *over)) if headed else own
        wide = _wide_figures(figures)
        for index, figure in figures:
            column = columns[index]
            if figure.empty or any(label_.calendar_year and label_.calendar_year < latest for label_ in column.labels):
                continue
            meaning = cell_meaning(column, label, around, columns, title, words)
            if meaning is not None and (cell := row.cells[index]) is not None:
                for fact in _cell_facts(cell, figure, meaning, column, label, around, wide):
                    also = [*map(place, column.cells), *map(place, label.cells), *around.evidence]
                    fact.evidence = cell_evidence(block, cell, also=also)
                    yield fact


def _is_share(own: RowLabel) -> bool:
    return own.group is None and bool(own.labels) and all(label.terms == (("unit", "percent"),) for label in own.labels)


def _opens_a_group(own: RowLabel) -> bool:
    return bool(own.codes("domain")) and not any(own.codes(kind) for kind in ("level", "metric", "office"))


def _pair(column: Column) -> bool:
    units = set(column.codes("unit"))
    return "percent" in units and bool(units & {"count", "total"})


def _wide_figures(figures: list[tuple[int, Figure]]) -> bool:
    """Whether a row of bare numbers cannot be percents: one is above 100, and none has decimals."""
    numbers = [figure for _, figure in figures if figure.number is not None]
    return all(f.count is not None for f in numbers) and any((f.number or 0) > 100 for f in numbers)


def _cell_facts(
    cell: Cell, figure: Figure, meaning: Meaning, column: Column, own: RowLabel, around: Surroundings,
    wide: bool,
) -> Iterator[Statistic]:  # fmt: skip
    group = _group(column, own, around)
    if group == "":
        return
    year = (
        own.school_year
        or next((label.school_year for label in column.labels if label.school_year), None)
        or around.school_year
    )
    for unit, value, doubt in _values(figure, meaning, own, wide):
        if unit == "percent" and meaning.metric in NUMBERS:
            continue
        yield Statistic(
            metric=meaning.metric, school_year=year, group=group, unit=unit, value=value,
            base=float(figure.base) if figure.base is not None and unit == "count" else None,
            scale=scale_of(meaning.metric, meaning.levels, year), raw=cell_text(cell),
            confidence=min(meaning.confidence, DOUBTFUL if doubt else 1.0),
        )  # fmt: skip


def _values(figure: Figure, meaning: Meaning, own: RowLabel, wide: bool) -> Iterator[tuple[Unit, float, bool]]:
    """(unit, value, in doubt) of each number in the cell."""
    rate = meaning.metric == "students.promotion_rate"
    if figure.percent is not None:
        yield "percent", figure.percent, False
        if figure.count is not None and not rate:
            yield "count", float(figure.count), False
        return
    if figure.number is None:
        if figure.count is not None and not rate:
            yield _counted(meaning.metric), float(figure.count), False
        return
    whole = figure.count is not None
    if meaning.unit == "percent" and not (figure.number > 100 and whole and not _may_exceed(meaning.metric)):
        doubt = whole and wide and "percent" in own.codes("unit")  # "Tốt (tỷ lệ so với tổng số) | 482 | 95 | …"
        if not doubt:
            yield "percent", figure.number, False
        elif not rate:
            yield "count", figure.number, True
    elif whole and not rate:
        yield _counted(meaning.metric), figure.number, meaning.unit == "percent"
    elif (rate or meaning.unit is None) and figure.number <= 100:
        yield "percent", figure.number, not rate


def _may_exceed(metric: str) -> bool:
    return metric in ("students.actual", "students.planned")


def _counted(metric: str) -> Unit:
    return "times" if metric in ("party.supervisions", "party.inspections") else "count"


def _group(column: Column, own: RowLabel, around: Surroundings) -> str | None:
    """The grade or age that the cell is of, "total", None where nothing is split; "" where two say different things."""
    across = next((label.group for label in column.labels if label.group), None)
    if across and own.group and across != own.group:
        return ""
    if found := across or own.group:
        return found
    return TOTAL if around.has_groups else None
