"""Tables of awards, read by what their head labels mean: ranks as columns, titles as columns, lists of who has what."""

from __future__ import annotations

import re

from models.report import Award
from parsers.extractors.awards.headlines import read_setting
from parsers.extractors.awards.state import Setting
from parsers.extractors.awards.table_counts import honours_as_columns, ranks_as_columns, ranks_as_rows
from parsers.extractors.awards.table_frame import AwardTable
from parsers.extractors.awards.table_labels import numbers, told_by_labels, years
from parsers.extractors.awards.table_lists import list_of_awards
from parsers.extractors.awards.table_words import (
    Column,
    are_ranks,
    column_of,
    is_ranked,
    say,
    tells_ranks_in_rows,
)
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.passages import DataBlock
from parsers.extractors.tables import TableView, caption_of, view_of
from parsers.text import fold, shadow

_PRIZES = re.compile(r"\d+ giải")  # a cell of a column that is a level
_COUNTED = re.compile(r"\d+(?:\.\d{3})*(?:\s*/\s*\d+)?(?: (?:giải|em|hs|học sinh|đ/c|đồng chí|người|gv|tổ|lượt))?")


def read_table(block: DataBlock, words: AwardWords, city: str | None) -> list[Award]:
    """The awards of a table; none of plans and registrations, nor of tables that speak of other things."""
    around = " ".join((*block.context, *(line.words for line in block.above), block.table.text))
    if not words.anchor.search(shadow(around)):
        return []
    caption, _lines = caption_of(block, words.vocabulary)
    setting = read_setting((*block.context, *([caption] if caption else [])), words, city)
    if setting.planned:
        return []
    view = view_of(block, words.vocabulary)
    columns = [column_of(path, cells, words, city) for path, cells in zip(view.header, view.head_cells, strict=True)]
    _tell_results(columns, view)
    _tell_contest_titles(columns, words, city)
    roles = [column.role for column in columns]
    table = AwardTable(block, view, columns, setting, words, city)
    if ("rank" in roles and setting.ranks) or are_ranks(columns):
        return list(ranks_as_columns(table))
    if tells_ranks_in_rows(view, words, city) and (
        setting.ranks or setting.contest is not None or any(c.level for c in columns)
    ):
        return list(ranks_as_rows(table))
    if "honour_count" in roles:
        return list(honours_as_columns(table))
    if (
        "done" in roles
        or years(table)
        or (numbers(table, "who") and "honour" not in roles)
        or _are_levels(columns, setting, view)
    ):
        return list(told_by_labels(table))
    if "honour" in roles or ("who" in roles and setting.honour is not None):
        return list(list_of_awards(table))
    return []


def _tell_results(columns: list[Column], view: TableView) -> None:
    """ "Danh hiệu | Chỉ tiêu | Kết quả": a further column of honours that holds numbers only tells how many."""
    honours = [index for index, column in enumerate(columns) if column.role == "honour"]
    for index in [i for i in honours if i != honours[0] or columns[i].label.startswith("kết quả")]:
        cells = [row.text(index) for row in view.rows if row.text(index) not in ("", "-")]
        if cells and all(_COUNTED.fullmatch(fold(cell)) for cell in cells):
            columns[index].role = "done"


def _tell_contest_titles(columns: list[Column], words: AwardWords, city: str | None) -> None:
    """ "CSTĐ cơ sở | LĐTT | GVDG cấp huyện": beside columns of titles a contest that lends a title is one too."""
    if not any(column.role == "honour_count" for column in columns):
        return
    for column in columns:
        contest = say(column.label, words, city).contest if column.role == "other" else None
        title = words.contests.get(contest.code or "", {}).get("title") if contest is not None else None
        if title is not None:
            column.role, column.code = "honour_count", str(title)


def _are_levels(columns: list[Column], setting: Setting, view: TableView) -> bool:
    """Levels as columns, of prizes that the caption or the cells themselves speak of."""
    levels = [index for index, column in enumerate(columns) if column.role == "other" and column.level is not None]
    cells = [row.text(index) for row in view.rows for index in levels]
    if any(is_ranked(cell) for cell in cells):
        return True
    return len(levels) >= 2 and (setting.ranks or any(_PRIZES.fullmatch(cell) for cell in cells))
