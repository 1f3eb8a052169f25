"""Tables whose rows say what and whose columns say how many: read as the sentences that they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from models.report import Award
from parsers.extractors.awards.table_frame import AwardTable
from parsers.extractors.awards.table_words import first_label, is_ranked, is_total, say
from parsers.text import read_count, read_school_year

_ROUNDED = 0.6  # percent points that a share may differ from its numbers


def told_by_labels(table: AwardTable) -> Iterable[Award]:
    """Rows that say what, columns how many: "Giải HSG cấp huyện | 15 | 17", "Bằng khen của UBND tỉnh | 1 | 2".

    Label, head and number are read as the sentence that they stand for.
    """
    columns = (
        table.with_role("done")
        or numbers(table, "who")
        or years(table)
        or [index for index, column in enumerate(table.columns) if column.role == "other" and column.level is not None]
    )
    shares = len(columns) == 1 and _tells_shares(table, columns[0])
    for row in table.view.rows:
        label = table.label(row)
        if is_total(first_label(row, len(table.columns))) or not label:
            continue
        for column in columns:
            head, value = table.columns[column], row.text(column)
            year = read_school_year(" ".join(table.view.header[column]))
            words = value if head.role == "done" or year else f"{value} {' '.join(table.view.header[column])}"
            if head.level is not None and head.role != "done":
                ranked = is_ranked(value)
                prizes = value if ranked else f"{value.removesuffix('giải').strip()} giải"
                words = f"{' '.join(table.view.header[column])} {prizes}"
            sentence = f"{label}: {words}"
            if table.with_role("honour") and _names_a_contest_title(table, label):
                sentence = f"{value} đồng chí đạt danh hiệu {label}"  # "Giáo viên dạy giỏi cấp huyện | 8 | 9"
            if value[:1].isdigit() and read_count(value) != 0:
                awards = list(table.read_as_sentence(row, column, sentence))
                for award in awards:
                    award.school_year = year or award.school_year
                    if len(awards) == 1 and shares:
                        award.share = award.share if award.share is not None else table.share_of(row)
                yield from awards


def _tells_shares(table: AwardTable, done: int) -> bool:
    """Whether the percents are of the staff, not of the plan beside the result: "5 | 6 | 120%"."""
    of_plan = []
    for row in table.view.rows:
        numbers = [read_count(row.text(c)) for c in range(done) if table.columns[c].role != "number"]
        plan = next((number for number in numbers if number), None)
        share, count = table.share_of(row), read_count(row.text(done))
        if plan and count and share is not None:
            of_plan.append(abs(share - 100 * count / plan) < _ROUNDED)
    return not of_plan or not all(of_plan)


def _names_a_contest_title(table: AwardTable, label: str) -> bool:
    contest = say(label, table.words, table.city).contest
    return contest is not None and "title" in table.words.contests.get(contest.code or "", {})


def years(table: AwardTable) -> list[int]:
    """Two columns or more that are school years: a label told of each."""
    dated = [index for index, path in enumerate(table.view.header) if read_school_year(" ".join(path))]
    return dated if len(dated) > 1 else []


def numbers(table: AwardTable, role: str) -> list[int]:
    """The columns of a role in which every filled cell is a number."""
    found = []
    for column in table.with_role(role):
        cells = [row.text(column) for row in table.view.rows if row.text(column) not in ("", "-")]
        if cells and all(read_count(cell) is not None for cell in cells):
            found.append(column)
    return found
