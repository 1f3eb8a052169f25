"""Tables drawn as lists of strings, and short forms of facts, for the tests of tables and statistics."""

from __future__ import annotations

from models.document import Cell, Paragraph, Table
from models.report import DataTable, Statistic
from parsers.extractors.passages import DataBlock, Layout, Passage, SectionSpan, passage
from parsers.extractors.statistics import extract_statistics
from parsers.extractors.tables import extract_tables
from parsers.vocabulary import load_vocabulary

LEFT, UP = "<", "^"  # a place that the cell to the left, or above, spans


def draw(rows: list[list[str]]) -> Table:
    """A Table from its rows; `LEFT` and `UP` continue a merged cell."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (LEFT, UP):
                continue
            width = next((n for n in range(1, len(row) - c) if row[c + n] != LEFT), len(row) - c)
            height = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != UP), len(rows) - r)
            cells.append(Cell(r, c, (Paragraph(text),), height, width))
    return Table(len(rows), max(map(len, rows)), tuple(cells))


def lay_out(*blocks: DataBlock, passages: tuple[Passage, ...] = ()) -> Layout:
    heading = passage("1. Kết quả", role="heading", section="I.2")
    section = SectionSpan("I.2", "Kết quả", "targets_results", heading, passages, ())
    return Layout((), (section,) if passages else (), blocks, (), ())


def block(rows: list[list[str]], *above: str, context: tuple[str, ...] = (), number: int = 9) -> DataBlock:
    lines = tuple(Passage(line, number - len(above) + index) for index, line in enumerate(above))
    return DataBlock(draw(rows), number, "I.2", "targets_results", context, lines)


def read_table(rows: list[list[str]], *above: str, context: tuple[str, ...] = ()) -> DataTable:
    return extract_tables(lay_out(block(rows, *above, context=context)), load_vocabulary())[0]


def table_facts(rows: list[list[str]], *above: str, context: tuple[str, ...] = ()) -> list[Statistic]:
    layout = lay_out(block(rows, *above, context=context))
    return extract_statistics(layout, extract_tables(layout, load_vocabulary()), load_vocabulary())


def prose_facts(*lines: str | Passage) -> list[Statistic]:
    made = [line if isinstance(line, Passage) else passage(line, section="I.2") for line in lines]
    numbered = tuple(Passage(**{f: getattr(p, f) for f in p.__slots__} | {"block": n}) for n, p in enumerate(made))
    return extract_statistics(lay_out(passages=numbered), [], load_vocabulary())


def short(fact: Statistic) -> str:
    """ "students.conduct.good 6 482 2022-2023", a percent with its sign, lượt as "x", "≥" for at least."""
    sign = {"count": "", "percent": "%", "times": "x"}[fact.unit]
    parts = [fact.metric, fact.group, f"{'≥' if fact.at_least else ''}{fact.value:g}{sign}", fact.school_year]
    return " ".join(part for part in parts if part)
