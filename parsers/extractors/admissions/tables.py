"""Tables that list persons under a caption about admissions, and rows of figures about admissions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from models.report import AdmissionKind
from parsers.extractors.admissions.confidence import ANNEX_FACTOR, TABLED
from parsers.extractors.admissions.events import frame_of
from parsers.extractors.admissions.facts import Found
from parsers.extractors.admissions.grammar import AdmissionGrammar
from parsers.extractors.admissions.people import Person
from parsers.extractors.admissions.statements import Statement, read_sentence
from parsers.extractors.admissions.units import Unit, one_unit
from parsers.extractors.names import find_names
from parsers.extractors.passages import DataBlock, Passage
from parsers.text import fold, shadow
from parsers.vocabulary import Vocabulary

# A count, and no share or percent; what follows in the cell tells whom it counts.
_COUNTED = re.compile(r"\s*(\d{1,3})(?![\d.,/]*\d|\s*[%/])(?=\s*(?:\Z|[^\W\d]|[(:,;]))")
_NAMED = ": Nguyễn Văn Một"  # a list that a heading is tried with
_SENTENCE_END = re.compile(r"[^\W\d_]{2}\)?[.!?;]\s+(?=[^\W\d_]{2})|\n")


def tabled(block: DataBlock, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> Iterator[Found]:
    """Persons of a table whose caption (or whose row) tells of an event, and figures of rows about admissions."""
    if not grammar.quick.search(shadow(block.table.text + " ".join(p.words for p in block.above[-2:]))):
        return
    grid = [[cell.text if cell else "" for cell in row] for row in block.table.grid()]
    columns = {fold(text): column for row in grid[:3] for column, text in reversed(list(enumerate(row)))}
    names = next((columns[label] for label in columns if label in grammar.name_columns), None)
    days = {column: grammar.day_columns[label] for label, column in columns.items() if label in grammar.day_columns}
    caption = None if names is None else _caption(block, year, grammar, vocabulary, _named(grid, names))
    factor = ANNEX_FACTOR if block.annex else 1.0
    for number, row in enumerate(grid):
        if names is not None and names < len(row):
            kind = _kind_by_day(row, days, year) or _row_kind(row, names, caption, year, grammar, vocabulary)
            unit = _cell_unit(block, row, number, names)
            people = find_names(unit.text, 0, len(unit.text), vocabulary)
            if kind and len(people) == 1 and people[0].confidence >= 0.6:
                person = Person(people[0])
                place = person.name.start, person.name.end
                yield Found(Statement(kind, "done", *place, people=(person,), confidence=TABLED), unit, factor)
        elif names is None:
            yield from _row_figures(block, row, number, columns, grammar, vocabulary, factor)


def _named(grid: list[list[str]], column: int) -> int:
    """How many rows below the head have something in the column of names."""
    return sum(bool(row[column].strip()) for row in grid if column < len(row)) - 1


def _caption(
    block: DataBlock, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary, named: int
) -> AdmissionKind | None:
    """The event that the lines above the table announce: the last sentence that tells one."""
    for passage in reversed(block.above[-2:]):
        ends = [match.end() for match in _SENTENCE_END.finditer(passage.words)]
        for start, end in reversed(list(pairwise([0, *ends, len(passage.words)]))):
            words = passage.words[start:end].rstrip(" .:") + _NAMED
            kind = _kind_of(words, year, block.kind, grammar, vocabulary, named)
            if kind:
                return kind
    return None


def _kind_by_day(row: list[str], days: dict[int, AdmissionKind], year: int | None) -> AdmissionKind | None:
    """Of a column of admissions and one of confirmations the one that is filled, or filled with the year's day."""
    if len(set(days.values())) < 2:
        return None
    filled = {column: kind for column, kind in days.items() if any(map(str.isalnum, row[column]))}
    ours = {kind for column, kind in filled.items() if str(year) in row[column]}
    kinds = ours if len(set(filled.values())) > 1 else set(filled.values())
    return kinds.pop() if len(kinds) == 1 else None


def _row_kind(
    row: list[str],
    names: int,
    caption: AdmissionKind | None,
    year: int | None,
    grammar: AdmissionGrammar,
    vocabulary: Vocabulary,
) -> AdmissionKind | None:
    """The event that the row itself tells, else its caption's."""
    for column, text in enumerate(row):
        if column != names and grammar.quick.search(shadow(text)):
            return _kind_of(text + _NAMED, year, None, grammar, vocabulary)
    return caption


def _kind_of(
    words: str, year: int | None, section: str | None, grammar: AdmissionGrammar, vocabulary: Vocabulary,
    rows: int | None = None,
) -> AdmissionKind | None:  # fmt: skip
    """The kind of a heading, tried by giving it a name to list; of two kinds the one that counts the table's `rows`."""
    small = shadow(words)
    if "đảng viên" in small and not grammar.finder.find(words):
        return None
    statements = read_sentence(words, small, 0, len(words), frame_of(section, year), grammar, vocabulary)
    named = len(words) - len(_NAMED)
    told = [statement for statement in statements if statement.standing == "done"]
    done = [statement for statement in told if any(person.name.start >= named for person in statement.people)]
    counted = {statement.kind for statement in told if statement.count}
    if len(counted) > 1 and rows is not None and done and done[0].count != rows:
        return None  # "Kết nạp 03 …, chuyển chính thức 02 …:" over five names
    return done[0].kind if done else None


def _cell_unit(block: DataBlock, row: list[str], number: int, column: int) -> Unit:
    passage = Passage(
        row[column], block.block, section=block.section, kind=block.kind, annex=block.annex, cell=(number, column)
    )
    return one_unit([passage])


def _row_figures(
    block: DataBlock, row: list[str], number: int, columns: dict[str, int], grammar: AdmissionGrammar,
    vocabulary: Vocabulary, factor: float,
) -> Iterator[Found]:  # fmt: skip
    """ "Kết nạp đảng viên mới | chỉ tiêu 02 | thực hiện 03"; the cell may name whom: "01 (đ/c Lê Thị Mơ)"."""
    label = next((column for column, text in enumerate(row) if grammar.quick.search(shadow(text))), None)
    if label is None:
        return
    terms = [term for term in grammar.finder.find(row[label]) if term.label in ("event", "refusal")]
    if len(terms) != 1 or terms[0].label != "event":
        return
    kind: AdmissionKind = terms[0].code  # type: ignore[assignment]

    def figure(labels: frozenset[str]) -> tuple[int, int] | None:
        for name, column in columns.items():
            if name in labels and label < column < len(row) and (found := _COUNTED.match(row[column])):
                return int(found[1]), column
        return None

    done, target = figure(grammar.done_columns), figure(grammar.target_columns)
    if done is not None:
        unit = _cell_unit(block, row, number, done[1])
        aim = target[0] if target else None
        names = find_names(unit.text, 0, len(unit.text), vocabulary) if "(" in unit.text or ":" in unit.text else []
        people = tuple(Person(name) for name in names if name.confidence >= 0.6)
        statement = Statement(kind, "done", 0, len(unit.text), done[0], people=people, target=aim, confidence=TABLED)
        yield Found(statement, unit, factor)
