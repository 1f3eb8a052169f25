"""Tables of awards, read by what their head labels mean: ranks as columns, titles as columns, lists of who has what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.document import Cell
from models.report import Award, Evidence
from parsers.extractors.awards.annotate import annotate
from parsers.extractors.awards.contests import read_contest
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.headlines import read_setting
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import Setting, State
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.names import find_names, is_collective
from parsers.extractors.passages import DataBlock, passage
from parsers.extractors.tables import Row, TableView, caption_of, cell_evidence, view_table
from parsers.text import fold, read_count, shadow

SURE, LIKELY = 0.93, 0.85  # the head names all; the caption or a neighbour had to
_TOTAL = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số|toàn trường|t\.?số)\b.*")
_FIGURES = ("a", "b", "c", "i", "ii", "iii")
_CATEGORIES = {"form": "commendation", "title": "title", "flag": "flag", "medal": "medal"}


@dataclass(slots=True)
class Column:
    """What a column holds: `role` by its head, with the rank, title or level that the head names."""

    role: str  # rank, honour_count, level, who, honour, issuer, count, share, contest, class, number, other
    label: str = ""
    code: str = ""
    level: str | None = None
    head: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Cellwords:
    """What the words of a cell or line say of an award."""

    items: list[Item]
    rank: str | None = None
    honour: tuple[str, str] | None = None
    level: str | None = None
    issuer: str | None = None
    contest: Contest | None = None
    overall: bool = False


@dataclass(slots=True)
class Entry:
    """One award of a list, its rows gathered."""

    award: Award
    names: list[str] = field(default_factory=list)
    count: int = 0


def read_table(block: DataBlock, words: AwardWords, city: str | None) -> list[Award]:
    """The awards of a table; none of plans and registrations, nor of tables that speak of other things."""
    around = " ".join((*block.context, *(line.words for line in block.above), block.table.text))
    if not words.anchor.search(shadow(around)):
        return []
    caption, _lines = caption_of(block, words.vocabulary)
    setting = read_setting((*block.context, *([caption] if caption else [])), words, city)
    if setting.planned:
        return []
    view = view_table(block.table, words.vocabulary)
    columns = [_column(path, cells, words, city) for path, cells in zip(view.header, view.head_cells, strict=True)]
    roles = [column.role for column in columns]
    table = _Table(block, view, columns, setting, words, city)
    if ("rank" in roles and setting.ranks) or _are_ranks(columns):
        return list(table.ranks_as_columns())
    if _ranks_as_rows(view, words, city) and (
        setting.ranks or setting.contest is not None or any(c.level for c in columns)
    ):
        return list(table.ranks_as_rows())
    if "honour_count" in roles:
        return list(table.honours_as_columns())
    if "honour" in roles or ("who" in roles and setting.honour is not None):
        return list(table.list_of_awards())
    return []


# --- heads ---


def _column(path: tuple[str, ...], cells: tuple[Cell, ...], words: AwardWords, city: str | None) -> Column:
    label = fold(" / ".join(path))
    speaks = "cấp" in label or words.anchor.search(label) is not None
    said = _say(" / ".join(path), words, city) if speaks else Cellwords([])
    last = fold(path[-1]) if path else ""
    for role, pattern in words.table_heads.items():
        if pattern.fullmatch(last) or pattern.fullmatch(label):
            return Column(role, label, level=said.level, head=cells)
    rank = _rank_label(last, words)
    if rank is not None:
        return Column("rank", label, rank, said.level, cells)
    if said.honour is not None:
        return Column("honour_count", label, said.honour[1], said.level, cells)
    return Column("other", label, level=said.level, head=cells)


def _rank_label(label: str, words: AwardWords) -> str | None:
    """ "Nhất", "Giải nhì", "KK", "HCV", "Số giải ba": the rank that a label is; None for anything else."""
    bare = re.sub(r"^(?:số\s+)?(?:lượng\s+)?(?:giải|sl|huy chương)?\s*|[\s.:\"]+$", "", label)
    return words.rank_labels.get(bare) or words.rank_labels.get(label)


def _are_ranks(columns: list[Column]) -> bool:
    """Two ranks or more beside one another; plain "A", "B", "C" and "I", "II" may be classes of anything."""
    ranks = [column for column in columns if column.role == "rank"]
    return (
        len(ranks) >= 2
        and any("giải" in column.label or len(column.code) > 1 for column in ranks)
        and not all(column.label in _FIGURES for column in ranks)
    )


def _ranks_as_rows(view: TableView, words: AwardWords, city: str | None) -> bool:
    labels = [_first_label(row, len(view.header)) for row in view.rows]
    return sum(_rank_label(fold(label), words) is not None for label in labels) >= 2


def _first_label(row: Row, width: int) -> str:
    """The first cell of words of a row."""
    return next((row.text(c) for c in range(width) if row.text(c) and not row.text(c).strip(". ").isdigit()), "")


def _say(text: str, words: AwardWords, city: str | None) -> Cellwords:
    """The terms of a short text, and the contest that it names."""
    said = Cellwords(annotate(text, 0, len(text), words, city))
    state = State(passage(text), said.items, words, Setting())
    state.small = state.passage.shadow
    for index, item in enumerate(said.items):
        match item.label:
            case "rank" if said.rank is None:
                said.rank = item.code
            case "form" | "title" | "flag" | "medal" if said.honour is None:
                said.honour = (item.label, item.code)
            case "level" if said.level is None:
                said.level = item.level
            case "issuer" if said.issuer is None:
                said.issuer, said.level = " ".join(text[item.start : item.end].split()), said.level or item.level
            case "overall":
                said.overall = True
            case "lead" | "contest" if said.contest is None and not item.used:
                said.contest = read_contest(state, index, forward=True)
            case _:
                pass
    return said


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
            if _TOTAL.fullmatch(fold(label)):
                continue
            said = _say(label, self.words, self.city)
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
            label = _first_label(row, len(self.columns))
            rank = _rank_label(fold(label), self.words)
            if rank is None:
                continue
            counted = [
                c for c in range(len(self.columns)) if self.columns[c].role != "number" and read_count(row.text(c))
            ]
            for column in counted:
                head = self.columns[column]
                if _TOTAL.fullmatch(head.label) and len(counted) > 1:
                    continue
                said = _say(head.label, self.words, self.city)
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
            school_year=self.setting.school_year,
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
        total = next((row for row in rows if _TOTAL.fullmatch(fold(_first_label(row, len(self.columns))))), None)
        if total is None and len(rows) > 1:
            return  # years or teams in rows: nobody says which is this year's
        for column in self._with("honour_count"):
            head = self.columns[column]
            share = "%" in head.label or "tỷ lệ" in head.label or "tỉ lệ" in head.label
            count = read_count((total or rows[0]).text(column))
            said = _say(" / ".join(self.view.header[column]), self.words, self.city)
            if not share and count and said.honour is not None:
                yield self._honour(total or rows[0], column, said, count, [])

    # --- lists ---

    def list_of_awards(self) -> Iterable[Award]:
        """Who has what, a row each; rows of the same award are one, their people its recipients."""
        entries: dict[tuple[object, ...], Entry] = {}
        for row in self.view.rows:
            award = self._listed(row)
            if award is None:
                continue
            key = (award.category, award.recipient_type, award.name, award.level, award.rank, award.issuer, award.year)
            entry = entries.setdefault(key, Entry(award))
            entry.names += award.recipients
            entry.count += award.count or 0
            if entry.award is not award and entry.award.evidence is not None and award.evidence is not None:
                entry.award.evidence.also.append(award.evidence)
        for entry in entries.values():
            entry.award.recipients = entry.names
            entry.award.count = entry.count or None
            yield entry.award

    def _listed(self, row: Row) -> Award | None:
        column = next((c for c in self._with("honour") if row.text(c)), None)
        text = row.text(column) if column is not None else ""
        said = _say(text, self.words, self.city)
        others = " ; ".join(row.text(c) for c in (*self._with("issuer"), *self._with("level")) if row.text(c))
        beside = _say(others, self.words, self.city)
        honour = said.honour or (self.setting.honour if column is None else None)
        names = self._names(row)
        if _TOTAL.fullmatch(fold(_first_label(row, len(self.columns)))):
            return None
        counted = [read_count(row.text(c)) for c in self._with("count")]
        count = counted[0] if counted else (len(names) or 1)
        if not count:
            return None
        where = column if column is not None else self._with("who")[0]
        rank = said.rank or (_rank_label(fold(text), self.words) if column is not None else None)
        if rank is not None and honour is None:
            return self._listed_prize(row, where, said, beside, rank, count, names)
        if honour is None:
            return None
        said.honour, said.level = honour, said.level or beside.level or self.setting.level
        said.issuer = said.issuer or beside.issuer
        return self._honour(row, where, said, count, names)

    def _listed_prize(
        self, row: Row, column: int, said: Cellwords, beside: Cellwords, rank: str, count: int, names: list[str]
    ) -> Award | None:
        label = next((row.text(c) for c in self._with("contest") if row.text(c)), "")
        contest = said.contest or (self._contest_of(label, _say(label, self.words, self.city)) if label else None)
        contest = contest or self.setting.contest
        level = said.level or self._level_of(row) or beside.level or _say(label, self.words, self.city).level
        level = level or self.setting.level
        award = self._prize(row, column, contest, level, f"overall_{rank}" if said.overall else rank, count)
        award.recipients = names
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
                found = [] if fold(text) in ("trường", "nhà trường", "tập thể nhà trường", "tập thể trường") else [text]
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
            pupils = self.setting.kind == "student" or "class" in [c.role for c in self.columns]
            kind = "collective" if collective or label == "flag" else ("student" if pupils else "staff")
        return Award(
            category=_CATEGORIES[label],
            recipient_type=kind,
            name=name,
            level=None if name == "CSTĐ cơ sở" else level,
            count=count,
            recipients=names,
            issuer=said.issuer,
            school_year=self.setting.school_year,
            evidence=self._evidence(row, column),
            confidence=SURE if label == "title" or level is not None else LIKELY,
        )

    # --- small things ---

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
        said = _say(f"cấp {text}" if text and not fold(text).startswith("cấp") else text, self.words, self.city)
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
