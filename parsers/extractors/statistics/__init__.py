"""Statistics: figures of pupils, children, teachers, staff and the Party cell, from tables and from prose."""

from __future__ import annotations

from models.report import DataTable, Statistic
from parsers.extractors.passages import Layout
from parsers.extractors.statistics.from_prose import prose_statistics
from parsers.extractors.statistics.from_tables import table_statistics
from parsers.extractors.statistics.labels import lexicon
from parsers.extractors.statistics.merge import merge_statements
from parsers.extractors.tables import TableView, view_of
from parsers.vocabulary import Vocabulary

__all__ = ["extract_statistics"]


def extract_statistics(layout: Layout, tables: list[DataTable], vocabulary: Vocabulary) -> list[Statistic]:
    """Every figure that the report states, each once.

    `tables` are those of `extract_tables`, in the layout's order; a table that they do not hold is not read.
    """
    words = lexicon(vocabulary)
    found: list[Statistic] = []
    before: TableView | None = None
    for block, _ in zip(layout.tables, tables, strict=True):
        view = view_of(block, vocabulary)
        found += table_statistics(block, view, words, before)
        before = view
    found += prose_statistics(layout.passages, words)
    return merge_statements(found)
