"""Tables whose heads are ranks or titles and whose cells are their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from models.report import Award
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.table_frame import AwardTable
from parsers.extractors.awards.table_words import first_label, is_total, rank_label, say
from parsers.extractors.tables import Row
from parsers.text import fold, read_count


def ranks_as_columns(table: AwardTable) -> Iterable[Award]:
    """Contests as rows, ranks as columns; a row without ranks gives its total."""
    above: Contest | None = None
    for row in table.view.rows:
        label = table.label(row)
        if is_total(first_label(row, len(table.columns))):
            continue
        said = say(label, table.words, table.city)
        contest = table.contest_of(label, said) or above or table.setting.contest
        above = contest if table.contest_of(label, said) is not None else above
        level = said.level or table.level_of(row) or table.setting.level
        found = [award for award in (_count(table, row, i, contest, level) for i in table.with_role("rank")) if award]
        yield from found or _totals(table, row, contest, level)


def _count(table: AwardTable, row: Row, column: int, contest: Contest | None, level: str | None) -> Award | None:
    head = table.columns[column]
    count = read_count(row.text(column))
    return table.prize(row, column, contest, head.level or level, head.code, count) if count else None


def _totals(table: AwardTable, row: Row, contest: Contest | None, level: str | None) -> Iterable[Award]:
    for column in table.with_role("count")[:1]:
        count = read_count(row.text(column))
        if count:
            yield table.prize(row, column, contest, level, None, count)


def ranks_as_rows(table: AwardTable) -> Iterable[Award]:
    """Ranks as rows; columns are levels, contests, or one number."""
    for row in table.view.rows:
        label = first_label(row, len(table.columns))
        rank = rank_label(fold(label), table.words)
        if rank is None:
            continue
        counted = [
            c for c in range(len(table.columns)) if table.columns[c].role != "number" and read_count(row.text(c))
        ]
        for column in counted:
            head = table.columns[column]
            if is_total(head.label) and len(counted) > 1:
                continue
            said = say(head.label, table.words, table.city)
            contest = said.contest or table.setting.contest
            yield table.prize(
                row, column, contest, head.level or table.setting.level, rank, read_count(row.text(column))
            )


def honours_as_columns(table: AwardTable) -> Iterable[Award]:
    """Titles and forms as columns: the last row of numbers, or the total's, is the school's."""
    rows = [
        row
        for row in table.view.rows
        if any(read_count(row.text(c)) is not None for c in table.with_role("honour_count"))
    ]
    if not rows:
        return
    total = next((row for row in rows if is_total(first_label(row, len(table.columns)))), None)
    dated = len(rows) > 1 and all(table.own_year(row) for row in rows)
    if total is None and len(rows) > 1 and not dated:
        return  # teams in rows: nobody says how many they are together
    for row in rows if dated else [total or rows[0]]:
        for column in table.with_role("honour_count"):
            count = read_count(row.text(column))
            said = say(" / ".join(table.view.header[column]), table.words, table.city)
            said.honour = said.honour or ("title", table.columns[column].code)
            if count:
                yield table.honour(row, column, said, count, [])
