"""Tables of awards, read by what their head labels mean: ranks as columns, titles as columns, lists of who has what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.report import Award, Evidence
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.headlines import read_setting
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.state import Setting
from parsers.extractors.awards.table_words import (
    Cellwords,
    Column,
    are_ranks,
    column_of,
    first_label,
    rank_label,
    say,
    tells_ranks_in_rows,
)
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.names import find_names, is_collective
from parsers.extractors.passages import DataBlock, Passage
from parsers.extractors.tables import Row, TableView, caption_of, cell_evidence, view_of
from parsers.text import fold, read_count, read_decimal, read_school_year, shadow

SURE, LIKELY = 0.93, 0.85  # the head names all; the caption or a neighbour had to
_ROUNDED = 0.6  # percent points that a share may differ from its numbers
_TOTAL = re.compile(rf"(?:tổng|cộng|tổng cộng|tổng số|{shadow('toàn')} trường|t\.?số)\b.*")
_PRIZES = re.compile(r"\d+ giải")  # a cell of a column that is a level
_RANKED = re.compile(
    r"\d+\s*(?:giải )?(?:nhất|nhì|ba|kk|khuyến khích|hc[vbđ])(?!\w)"
)  # "01 Nhất, 03 Nhì" in such a cell
_COUNTED = re.compile(r"\d+(?:\.\d{3})*(?:\s*/\s*\d+)?(?: (?:giải|em|hs|học sinh|đ/c|đồng chí|người|gv|tổ|lượt))?")
_PARTS = re.compile(r"[;+\n]|,(?=\s)")
_SCHOOL = re.compile(r"(?:tập thể\s+)?(?:nhà\s+)?(?:trường|trung tâm)(?!\w)")
_CATEGORIES = {"form": "commendation", "title": "title", "flag": "flag", "medal": "medal"}


@dataclass(slots=True)
class Entry:
    """One award of a list, its rows gathered."""

    award: Award
    names: list[str] = field(default_factory=list)
    count: int = 0
    rows: int = 0


def _gather(entries: dict[tuple[object, ...], Entry], award: Award) -> None:
    """Add a row's award to the entry of the same award."""
    key = (award.category, award.recipient_type, award.name, award.level, award.rank, award.issuer, award.year)
    entry = entries.setdefault(key, Entry(award))
    entry.names += award.recipients
    entry.count += award.count or 0
    entry.rows += 1
    if entry.award is not award and entry.award.evidence is not None and award.evidence is not None:
        entry.award.evidence.also.append(award.evidence)


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
    table = _Table(block, view, columns, setting, words, city)
    if ("rank" in roles and setting.ranks) or are_ranks(columns):
        return list(table.ranks_as_columns())
    if tells_ranks_in_rows(view, words, city) and (
        setting.ranks or setting.contest is not None or any(c.level for c in columns)
    ):
        return list(table.ranks_as_rows())
    if "honour_count" in roles:
        return list(table.honours_as_columns())
    if (
        "done" in roles
        or table.years()
        or (table.numbers("who") and "honour" not in roles)
        or _are_levels(columns, setting, view)
    ):
        return list(table.told_by_labels())
    if "honour" in roles or ("who" in roles and setting.honour is not None):
        return list(table.list_of_awards())
    return []


def _without_the_school(names: list[str]) -> list[str]:
    """The school that reports is not listed among those who have its awards."""
    return [name for name in names if not _SCHOOL.match(fold(name))]


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
    if any(_RANKED.match(fold(cell)) for cell in cells):
        return True
    return len(levels) >= 2 and (setting.ranks or any(_PRIZES.fullmatch(cell) for cell in cells))


@dataclass(slots=True)
class _Table:
    block: DataBlock
    view: TableView
    columns: list[Column]
    setting: Setting
    words: AwardWords
    city: str | None

    # --- ranks × contests ---

    def ranks_as_columns(self) -> Iterable[Award]:
        """Contests as rows, ranks as columns; a row without ranks gives its total."""
        above: Contest | None = None
        for row in self.view.rows:
            label = self._label(row)
            if _TOTAL.fullmatch(fold(first_label(row, len(self.columns)))):
                continue
            said = say(label, self.words, self.city)
            contest = self._contest_of(label, said) or above or self.setting.contest
            above = contest if self._contest_of(label, said) is not None else above
            level = said.level or self._level_of(row) or self.setting.level
            found = [award for award in (self._count(row, i, contest, level) for i in self._with("rank")) if award]
            yield from found or self._totals(row, contest, level)

    def _count(self, row: Row, column: int, contest: Contest | None, level: str | None) -> Award | None:
        head = self.columns[column]
        count = read_count(row.text(column))
        return self._prize(row, column, contest, head.level or level, head.code, count) if count else None

    def _totals(self, row: Row, contest: Contest | None, level: str | None) -> Iterable[Award]:
        for column in self._with("count")[:1]:
            count = read_count(row.text(column))
            if count:
                yield self._prize(row, column, contest, level, None, count)

    def ranks_as_rows(self) -> Iterable[Award]:
        """Ranks as rows; columns are levels, contests, or one number."""
        for row in self.view.rows:
            label = first_label(row, len(self.columns))
            rank = rank_label(fold(label), self.words)
            if rank is None:
                continue
            counted = [
                c for c in range(len(self.columns)) if self.columns[c].role != "number" and read_count(row.text(c))
            ]
            for column in counted:
                head = self.columns[column]
                if _TOTAL.fullmatch(head.label) and len(counted) > 1:
                    continue
                said = say(head.label, self.words, self.city)
                contest = said.contest or self.setting.contest
                yield self._prize(
                    row, column, contest, head.level or self.setting.level, rank, read_count(row.text(column))
                )

    def _prize(
        self, row: Row, column: int, contest: Contest | None, level: str | None, rank: str | None, count: int | None
    ) -> Award:
        staff = contest is not None and contest.staff
        return Award(
            category="prize",
            recipient_type="staff" if staff or self.setting.kind == "staff" else "student",
            name=contest.text if contest is not None else "Giải thưởng",
            level=level,
            rank=rank,
            count=count,
            contest=contest.code if contest is not None else None,
            subject=contest.subject if contest is not None else None,
            grades=contest.grades if contest is not None else None,
            school_year=self._year_of(row),
            evidence=self._evidence(row, column),
            confidence=SURE if contest is not None and level is not None else 0.7,
        )

    # --- titles as columns ---

    def honours_as_columns(self) -> Iterable[Award]:
        """Titles and forms as columns: the last row of numbers, or the total's, is the school's."""
        rows = [
            row
            for row in self.view.rows
            if any(read_count(row.text(c)) is not None for c in self._with("honour_count"))
        ]
        if not rows:
            return
        total = next((row for row in rows if _TOTAL.fullmatch(fold(first_label(row, len(self.columns))))), None)
        dated = len(rows) > 1 and all(self._own_year(row) for row in rows)
        if total is None and len(rows) > 1 and not dated:
            return  # teams in rows: nobody says how many they are together
        for row in rows if dated else [total or rows[0]]:
            for column in self._with("honour_count"):
                count = read_count(row.text(column))
                said = say(" / ".join(self.view.header[column]), self.words, self.city)
                said.honour = said.honour or ("title", self.columns[column].code)
                if count:
                    yield self._honour(row, column, said, count, [])

    # --- a label and its number ---

    def told_by_labels(self) -> Iterable[Award]:
        """Rows that say what, columns how many: "Giải HSG cấp huyện | 15 | 17", "Bằng khen của UBND tỉnh | 1 | 2".

        Label, head and number are read as the sentence that they stand for.
        """
        columns = (
            self._with("done")
            or self.numbers("who")
            or self.years()
            or [
                index
                for index, column in enumerate(self.columns)
                if column.role == "other" and column.level is not None
            ]
        )
        shares = len(columns) == 1 and self._tells_shares(columns[0])
        for row in self.view.rows:
            label = self._label(row)
            if _TOTAL.fullmatch(fold(first_label(row, len(self.columns)))) or not label:
                continue
            for column in columns:
                head, value = self.columns[column], row.text(column)
                year = read_school_year(" ".join(self.view.header[column]))
                words = value if head.role == "done" or year else f"{value} {' '.join(self.view.header[column])}"
                if head.level is not None and head.role != "done":
                    ranked = _RANKED.match(fold(value)) is not None
                    prizes = value if ranked else f"{value.removesuffix('giải').strip()} giải"
                    words = f"{' '.join(self.view.header[column])} {prizes}"
                sentence = f"{label}: {words}"
                if self._with("honour") and self._names_a_contest_title(label):
                    sentence = f"{value} đồng chí đạt danh hiệu {label}"  # "Giáo viên dạy giỏi cấp huyện | 8 | 9"
                if value[:1].isdigit() and read_count(value) != 0:
                    awards = list(self._read(row, column, sentence))
                    for award in awards:
                        award.school_year = year or award.school_year
                        if len(awards) == 1 and shares:
                            award.share = award.share if award.share is not None else self._share_of(row)
                    yield from awards

    def _tells_shares(self, done: int) -> bool:
        """Whether the percents are of the staff, not of the plan beside the result: "5 | 6 | 120%"."""
        of_plan = []
        for row in self.view.rows:
            numbers = [read_count(row.text(c)) for c in range(done) if self.columns[c].role != "number"]
            plan = next((number for number in numbers if number), None)
            share, count = self._share_of(row), read_count(row.text(done))
            if plan and count and share is not None:
                of_plan.append(abs(share - 100 * count / plan) < _ROUNDED)
        return not of_plan or not all(of_plan)

    def _share_of(self, row: Row) -> float | None:
        return next((read_decimal(row.text(c)) for c in self._with("share")), None)

    def _names_a_contest_title(self, label: str) -> bool:
        contest = say(label, self.words, self.city).contest
        return contest is not None and "title" in self.words.contests.get(contest.code or "", {})

    def _read(self, row: Row, column: int, sentence: str) -> Iterable[Award]:
        """The awards of a sentence that a row stands for; their place is the cell."""
        context = (*self.block.context, *(line.words for line in self.block.above[-1:]))
        for award in read_passage(Passage(sentence, self.block.block, context=context), self.words, self.city):
            award.evidence = self._evidence(row, column)
            award.school_year = award.school_year or self._year_of(row)
            award.confidence = round(min(award.confidence, SURE), 3)
            yield award

    def years(self) -> list[int]:
        """Two columns or more that are school years: a label told of each."""
        dated = [index for index, path in enumerate(self.view.header) if read_school_year(" ".join(path))]
        return dated if len(dated) > 1 else []

    def numbers(self, role: str) -> list[int]:
        """The columns of a role in which every filled cell is a number."""
        found = []
        for column in self._with(role):
            cells = [row.text(column) for row in self.view.rows if row.text(column) not in ("", "-")]
            if cells and all(read_count(cell) is not None for cell in cells):
                found.append(column)
        return found

    # --- lists ---

    def list_of_awards(self) -> Iterable[Award]:
        """Who has what, a row each; rows of the same award are one, their people its recipients."""
        entries: dict[tuple[object, ...], Entry] = {}
        for row in self.view.rows:
            several = self._told_in_words(row)
            if several:
                yield from several
                continue
            for column, text in self._honours_of(row):
                award = self._listed(row, column, text)
                if award is not None:
                    _gather(entries, award)
        for entry in entries.values():
            entry.award.recipients = entry.names
            entry.award.count = entry.count or None
            if entry.rows > 1:
                entry.award.share = None
            yield entry.award

    def _told_in_words(self, row: Row) -> list[Award]:
        """ "HSG lớp 9 cấp huyện | 02 giải nhì, 03 giải ba": a cell that is a sentence of prizes with numbers."""
        column = next((c for c in self._with("honour") if row.text(c)), None)
        items = say(row.text(column), self.words, self.city).items if column is not None else []
        counted = any(
            first.label == "count" and second.label in ("rank", "bare_rank", "prize")
            for first, second in itertools.pairwise(items)
        )
        label = self._label(row)
        if column is None or not counted or label == row.text(column) or self._with("who") or self._with("count"):
            return []
        level = next((row.text(c) for c in self._with("level") if row.text(c)), "")
        where = level if not level or fold(level).startswith("cấp") else f"cấp {level.lower()}"
        return list(self._read(row, column, f"{label} {where}: {row.text(column)}"))

    def _honours_of(self, row: Row) -> list[tuple[int | None, str]]:
        """ "CSTĐ cơ sở; Giấy khen UBND huyện", or a column each: the honours of a row, each with its own words."""
        told: list[tuple[int | None, str]] = []
        for column in [c for c in self._with("honour") if row.text(c)]:
            text = row.text(column)
            parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
            each = len(parts) > 1 and all(self._tells_an_honour(part) for part in parts)
            told += [(column, part) for part in (parts if each else [text])]
        if len({column for column, _ in told}) > 1:
            told = [(column, text) for column, text in told if self._tells_an_honour(text)] or told[:1]
        return told or [(None, "")]

    def _tells_an_honour(self, text: str) -> bool:
        said = say(text, self.words, self.city)
        return said.honour is not None or said.rank is not None

    def _listed(self, row: Row, column: int | None, text: str) -> Award | None:
        said = say(text, self.words, self.city)
        others = " ; ".join(row.text(c) for c in (*self._with("issuer"), *self._with("level")) if row.text(c))
        beside = say(others, self.words, self.city)
        honour = said.honour or (self.setting.honour if column is None else None)
        names = self._names(row)
        if _TOTAL.fullmatch(fold(first_label(row, len(self.columns)))):
            return None
        counted = [read_count(row.text(c)) for c in self._with("count")]
        count = counted[0] if counted else (len(names) or 1)
        if not count:
            return None
        where = column if column is not None else self._with("who")[0]
        rank = said.rank or (rank_label(fold(text), self.words) if column is not None else None)
        if rank is not None and honour is None:
            return self._listed_prize(row, where, said, beside, rank, count, names)
        if honour is None:
            return None
        said.honour, said.level = honour, said.level or beside.level or self.setting.level
        said.issuer = said.issuer or beside.issuer
        if honour[0] == "title" and len([c for c in self._with("honour") if row.text(c)]) > 1:
            said.issuer, said.level = None, say(text, self.words, self.city).level  # the giver is the form's
        award = self._honour(row, where, said, count, names)
        award.share = self._share_of(row)
        return award

    def _listed_prize(
        self, row: Row, column: int, said: Cellwords, beside: Cellwords, rank: str, count: int, names: list[str]
    ) -> Award | None:
        label = next((row.text(c) for c in self._with("contest") if row.text(c)), "")
        contest = said.contest or (self._contest_of(label, say(label, self.words, self.city)) if label else None)
        contest = contest or self.setting.contest
        level = said.level or self._level_of(row) or beside.level or say(label, self.words, self.city).level
        level = level or self.setting.level
        award = self._prize(row, column, contest, level, f"overall_{rank}" if said.overall else rank, count)
        award.recipients = _without_the_school(names)
        if "class" not in [c.role for c in self.columns] and names and self.setting.kind == "staff":
            award.recipient_type = "staff"
        return award

    def _names(self, row: Row) -> list[str]:
        names: list[str] = []
        for column in self._with("who"):
            text = row.text(column)
            found = [
                name.text for name in find_names(text, 0, len(text), self.words.vocabulary) if name.confidence >= 0.6
            ]
            if is_collective(text, self.words.vocabulary):
                found = [text]
            names += found
        return names

    def _honour(self, row: Row, column: int, said: Cellwords, count: int, names: list[str]) -> Award:
        assert said.honour is not None
        label, code = said.honour
        level = said.level or self.words.title_levels.get(code)
        name = self.words.title_names.get(code, {}).get(level or "", code)
        kind = self.words.title_kinds.get(code)
        if kind is None or label != "title":
            collective = bool(names) and is_collective(names[0], self.words.vocabulary)
            collective = collective or (not names and "tập thể" in (fold(cell.text) for cell in row.cells if cell))
            pupils = self.setting.kind == "student" or "class" in [c.role for c in self.columns]
            kind = "collective" if collective or label == "flag" else ("student" if pupils else "staff")
        return Award(
            category=_CATEGORIES[label],
            recipient_type=kind,
            name=name,
            level=None if name == "CSTĐ cơ sở" else level,
            count=count,
            recipients=_without_the_school(names),
            issuer=said.issuer,
            school_year=self._year_of(row),
            evidence=self._evidence(row, column),
            confidence=SURE if label == "title" or level is not None else LIKELY,
        )

    # --- small things ---

    def _own_year(self, row: Row) -> str | None:
        """The school year that a cell of the row is."""
        years = (read_school_year(row.text(c)) for c in range(len(self.columns)) if len(row.text(c)) < 24)
        return next((year for year in years if year), None)

    def _year_of(self, row: Row) -> str | None:
        return self._own_year(row) or self.setting.school_year

    def _with(self, role: str) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column.role == role]

    def _label(self, row: Row) -> str:
        """The words that say what the row is: the contest's column, else the first words."""
        for column in self._with("contest"):
            if row.text(column):
                return row.text(column)
        skipped = {*self._with("rank"), *self._with("level"), *self._with("number"), *self._with("count")}
        free = [row.text(c) for c in range(len(self.columns)) if c not in skipped and row.text(c)]
        return next((text for text in free if not text.strip(". ").isdigit()), "")

    def _level_of(self, row: Row) -> str | None:
        text = " ; ".join(row.text(c) for c in self._with("level") if row.text(c))
        said = say(f"cấp {text}" if text and not fold(text).startswith("cấp") else text, self.words, self.city)
        return said.level

    def _contest_of(self, label: str, said: Cellwords) -> Contest | None:
        """The contest that a label names; a label that is only a level names none."""
        if said.contest is not None:
            return said.contest
        rest = label
        for item in said.items:
            if item.label == "level":
                rest = (label[: item.start] + label[item.end :]).strip(" -:()")
        if len(rest) < 2 or not any(letter.isalpha() for letter in rest):
            return None
        return Contest(" ".join(rest.split()), 0, 0, sure=0.9)

    def _evidence(self, row: Row, column: int) -> Evidence:
        cell = row.cells[column]
        assert cell is not None
        evidence = cell_evidence(self.block, cell)
        evidence.also = [cell_evidence(self.block, head) for head in self.columns[column].head]
        own = [c for c in row.cells if c is not None and c.column < column and any(x.isalpha() for x in c.text)]
        evidence.also += [cell_evidence(self.block, c) for c in own[:1]]
        return evidence
