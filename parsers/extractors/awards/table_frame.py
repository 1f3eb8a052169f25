"""A table of awards as it is read: its columns by meaning, and what a row of it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.report import Award, Evidence
from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.state import Setting
from parsers.extractors.awards.table_words import Cellwords, Column, say
from parsers.extractors.awards.words import AwardWords
from parsers.extractors.names import is_collective
from parsers.extractors.passages import DataBlock, Passage
from parsers.extractors.tables import Row, TableView, cell_evidence
from parsers.text import fold, read_decimal, read_school_year

SURE, LIKELY = 0.93, 0.85  # the head names all; the caption or a neighbour had to
_SCHOOL = re.compile(r"(?:tập thể\s+)?(?:nhà\s+)?(?:trường|trung tâm)(?!\w)")
_CATEGORIES = {"form": "commendation", "title": "title", "flag": "flag", "medal": "medal"}


@dataclass(slots=True)
class AwardTable:
    """A table with the roles of its columns, and what its caption and the lines above say."""

    block: DataBlock
    view: TableView
    columns: list[Column]
    setting: Setting
    words: AwardWords
    city: str | None

    def with_role(self, role: str) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column.role == role]

    def label(self, row: Row) -> str:
        """The words that say what the row is: the contest's column, else the first words."""
        for column in self.with_role("contest"):
            if row.text(column):
                return row.text(column)
        skipped = {
            *self.with_role("rank"),
            *self.with_role("level"),
            *self.with_role("number"),
            *self.with_role("count"),
        }
        free = [row.text(c) for c in range(len(self.columns)) if c not in skipped and row.text(c)]
        return next((text for text in free if not text.strip(". ").isdigit()), "")

    def level_of(self, row: Row) -> str | None:
        text = " ; ".join(row.text(c) for c in self.with_role("level") if row.text(c))
        said = say(f"cấp {text}" if text and not fold(text).startswith("cấp") else text, self.words, self.city)
        return said.level

    def contest_of(self, label: str, said: Cellwords) -> Contest | None:
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

    def own_year(self, row: Row) -> str | None:
        """The school year that a cell of the row is."""
        years = (read_school_year(row.text(c)) for c in range(len(self.columns)) if len(row.text(c)) < 24)
        return next((year for year in years if year), None)

    def year_of(self, row: Row) -> str | None:
        return self.own_year(row) or self.setting.school_year

    def share_of(self, row: Row) -> float | None:
        return next((read_decimal(row.text(c)) for c in self.with_role("share")), None)

    def evidence(self, row: Row, column: int) -> Evidence:
        cell = row.cells[column]
        assert cell is not None
        evidence = cell_evidence(self.block, cell)
        evidence.also = [cell_evidence(self.block, head) for head in self.columns[column].head]
        own = [c for c in row.cells if c is not None and c.column < column and any(x.isalpha() for x in c.text)]
        evidence.also += [cell_evidence(self.block, c) for c in own[:1]]
        return evidence

    def prize(
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
            school_year=self.year_of(row),
            evidence=self.evidence(row, column),
            confidence=SURE if contest is not None and level is not None else 0.7,
        )

    def honour(self, row: Row, column: int, said: Cellwords, count: int, names: list[str]) -> Award:
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
            recipients=without_the_school(names),
            issuer=said.issuer,
            school_year=self.year_of(row),
            evidence=self.evidence(row, column),
            confidence=SURE if label == "title" or level is not None else LIKELY,
        )

    def read_as_sentence(self, row: Row, column: int, sentence: str) -> Iterable[Award]:
        """The awards of a sentence that a row stands for; their place is the cell."""
        context = (*self.block.context, *(line.words for line in self.block.above[-1:]))
        for award in read_passage(Passage(sentence, self.block.block, context=context), self.words, self.city):
            award.evidence = self.evidence(row, column)
            award.school_year = award.school_year or self.year_of(row)
            award.confidence = round(min(award.confidence, SURE), 3)
            yield award


def without_the_school(names: list[str]) -> list[str]:
    """The school that reports is not listed among those who have its awards."""
    return [name for name in names if not _SCHOOL.match(fold(name))]
