"""Figures of a scan that were read in two ways: the reading that its table's own arithmetic bears out is taken.

A figure with one reading is never touched, so what the report itself has wrong stays wrong and is told. Where another
reading of the same ink makes more sums and percents right, and only one does, it is chosen: the read form stays beside
it (`Document.repairs`), and the figure goes to review. Where none does, the figure stays as read, and unsure. A comma
is lost more easily than seen: "971" in a percent that is wrong is tried as "97,1" without another reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.document import Cell, Document, Paragraph, Table, walk_paragraphs
from models.report import Report, Source
from parsers.extractors.layout import segment
from parsers.extractors.passages import DataBlock, Layout
from parsers.extractors.statistics import extract_statistics
from parsers.extractors.tables import extract_tables
from parsers.repair import each_paragraph, with_changes
from parsers.repair.changes import Change
from parsers.vocabulary import Vocabulary
from pipeline.checks.figures import Share, Sum
from pipeline.checks.statistics import statistic_rows, statistic_shares, statistic_sums
from pipeline.checks.tables import grids, table_shares, table_sums
from pipeline.checks.words import CheckWords, check_words

MOST_CHOICES = 40  # readings tried of one table: a page of grain has no end of them
UNSURE = 0.6  # what a figure carries at most whose readings no arithmetic decides

_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?%?|\d{1,6}|\d{1,3}(?:\.\d{3})+")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d{1,2}%?\Z)")
_WITHOUT_COMMA = re.compile(r"(\d\d)(\d{1,2})(%?)")  # a percent above 100, as no table has it
_ABOUT_ARITHMETIC = Source(filename="", sha256="", media_type="", reader="")


@dataclass(frozen=True, slots=True)
class _Choice:
    """Another reading of the one figure that a cell's paragraph holds."""

    cell: Cell
    paragraph: Paragraph
    reading: str
    seen: bool = True  # False: what it would be with the comma that nobody saw


def choose_readings(document: Document, vocabulary: Vocabulary) -> Document:
    """`document` with the readings of figures that arithmetic chooses; itself where none was read in two ways."""
    if not any(isinstance(block, Table) and any(_all_choices(block)) for block in document.blocks):
        return document
    layout = segment(document, vocabulary)
    changes: dict[int, list[Change]] = {}
    unsure: set[int] = set()
    for block in layout.tables:
        chosen, open_ones = _decide(block, layout, vocabulary)
        changes |= {id(choice.paragraph): [_change(choice)] for choice in chosen}
        unsure |= {id(choice.paragraph) for choice in open_ones}
    return with_changes(_doubted(document, unsure - changes.keys()), changes) if changes or unsure else document


def _all_choices(table: Table) -> Iterator[_Choice]:
    yield from _choices(table)
    yield from _with_comma(table)


def _choices(table: Table) -> Iterator[_Choice]:
    """Every other reading of a figure."""
    for cell, paragraph in _read_alone(table):
        readings = map(_with_decimal_comma, paragraph.spans[0].alternatives)
        for reading in dict.fromkeys(readings):
            if _FIGURE.fullmatch(reading) and reading != paragraph.text:
                yield _Choice(cell, paragraph, reading)


def _with_comma(table: Table) -> Iterator[_Choice]:
    """Every figure that a comma behind its second digit makes a percent."""
    for cell, paragraph in _read_alone(table):
        match = _WITHOUT_COMMA.fullmatch(paragraph.text)
        if not match or paragraph.spans[0].confidence == 1.0:
            continue
        if all(_digits(reading) != _digits(paragraph.text) for reading in paragraph.spans[0].alternatives):
            yield _Choice(cell, paragraph, f"{match[1]},{match[2]}{match[3]}", seen=False)


def _with_decimal_comma(reading: str) -> str:
    """One form of a figure whose sign was seen as a point and as a comma: else neither would be the only one."""
    return _DECIMAL_POINT.sub(",", reading)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _read_alone(table: Table) -> Iterator[tuple[Cell, Paragraph]]:
    """The cells of one paragraph that is one word, with it."""
    for cell in table.cells:
        if len(cell.blocks) != 1 or (isinstance(cell.blocks[0], Paragraph) and len(cell.blocks[0].spans) != 1):
            continue
        paragraphs = list(walk_paragraphs(cell.blocks))
        if len(paragraphs) == 1 and len(paragraphs[0].spans) == 1 and paragraphs[0].text.strip():
            yield cell, paragraphs[0]


def _decide(block: DataBlock, layout: Layout, vocabulary: Vocabulary) -> tuple[list[_Choice], list[_Choice]]:
    """The readings that the table's arithmetic chooses, and those of figures that it finds wrong without a better."""
    chosen: list[_Choice] = []
    left = list(_choices(block.table))[:MOST_CHOICES]
    without_comma = list(_with_comma(block.table))
    if not left and not without_comma:
        return [], []
    balance = _Arithmetic(layout, vocabulary, check_words(vocabulary))
    now = balance.of(block)
    left += [choice for choice in without_comma if (choice.cell.row, choice.cell.column) in now.places][:MOST_CHOICES]
    while now.wrong and left:
        tried = [(balance.of(_with(block, choice)), choice) for choice in left]
        better = [(result, choice) for result, choice in tried if len(result.wrong) < len(now.wrong)
                  and result.right > now.right]  # fmt: skip
        fewest = min((len(result.wrong) for result, _ in better), default=0)
        best = [(result, choice) for result, choice in better if len(result.wrong) == fewest]
        if len(best) != 1:
            break
        now, choice = best[0]
        block = _with(block, choice)
        chosen.append(choice)
        left = [other for other in left if other.cell != choice.cell]
    return chosen, [c for c in left if c.seen and (c.cell.row, c.cell.column) in now.places]


@dataclass(frozen=True, slots=True)
class _Balance:
    """How many sums and percents are right, and the cells of each that is wrong."""

    right: int
    wrong: list[set[tuple[int, int]]]

    @property
    def places(self) -> set[tuple[int, int]]:
        """The cells of everything that is wrong."""
        return {place for entry in self.wrong for place in entry}


@dataclass(frozen=True, slots=True)
class _Arithmetic:
    """The checks of one table, apart from the rest of the report."""

    layout: Layout
    vocabulary: Vocabulary
    words: CheckWords

    def of(self, block: DataBlock) -> _Balance:
        layout = replace(self.layout, sections=(), tables=(block,), ratings=(), closing=())
        tables = extract_tables(layout, self.vocabulary)
        report = Report(source=_ABOUT_ARITHMETIC, tables=tables)
        report.statistics = extract_statistics(layout, tables, self.vocabulary)
        views, rows = list(grids(report)), statistic_rows(report)
        entries: list[Sum | Share] = [*table_sums(views, self.words), *statistic_sums(rows, self.words)]
        entries += [*table_shares(views, self.words), *statistic_shares(rows, self.words)]
        wrong = [_cells(entry) for entry in entries if entry.wrong]
        return _Balance(len(entries) - len(wrong), wrong)


def _cells(entry: Sum | Share) -> set[tuple[int, int]]:
    figures = (*entry.parts, entry.stated) if isinstance(entry, Sum) else (entry.part, entry.base, entry.percent)
    evidence = [figure.where() for figure in figures]
    return {place.cell for place in evidence if place is not None and place.cell is not None}


def _with(block: DataBlock, choice: _Choice) -> DataBlock:
    text = choice.reading
    paragraph = replace(
        choice.paragraph, text=text, spans=(replace(choice.paragraph.spans[0], end=len(text)),), runs=()
    )
    cells = tuple(
        replace(cell, blocks=(paragraph,)) if (cell.row, cell.column) == (choice.cell.row, choice.cell.column) else cell
        for cell in block.table.cells
    )
    return replace(block, table=replace(block.table, cells=cells))


def _change(choice: _Choice) -> Change:
    return Change(0, len(choice.paragraph.text), choice.reading, "arithmetic")


def _doubted(document: Document, paragraphs: set[int]) -> Document:
    """`document` with the figures of these paragraphs unsure."""

    def doubted(paragraph: Paragraph) -> Paragraph:
        if id(paragraph) not in paragraphs:
            return paragraph
        spans = (replace(span, confidence=min(span.confidence, UNSURE)) for span in paragraph.spans)
        return replace(paragraph, spans=tuple(spans))

    return each_paragraph(document, doubted) if paragraphs else document
