"""Admissions to the Party: who was admitted, sent to the awareness class, made an official member, and how many.

The way: passages that belong together → sentences → statements (`admission_statements`) → one fact for each person and
one count for each kind, however often the report says it. The cases are told in docs/design/names-and-admissions.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.report import Admission, AdmissionCounts, AdmissionKind, Evidence
from parsers.extractors.admission_grammar import AdmissionGrammar, admission_grammar
from parsers.extractors.admission_statements import Frame, Person, Statement, read_sentence
from parsers.extractors.names import find_names
from parsers.extractors.passages import DataBlock, Layout, Passage
from parsers.text import fold, read_count, shadow
from parsers.vocabulary import Vocabulary

COMING_SECTIONS = ("directions",)
PAST_SECTIONS = (
    "strengths", "organisation_principles", "targets_results", "party_building", "leadership_responsibility", "remediation"
)  # fmt: skip
ANNEX_FACTOR = 0.9  # an annex often repeats another year's figures
CONTRADICTED = 0.6  # two statements of one count that differ
ADDED = 0.8  # two statements that add up to one count
MOST_LINES = 60  # lines of one list of names

_OPEN_END = re.compile(r"(?:[:;,]|(?<!\w)(?:gồm|sau|đó là|sau đây|là))\s*\Z")
_BULLET = re.compile(r"[\s\-+*•·●▪–—o]*(?:\d{1,2}\s*[.)/]\s*|[a-zđ]\)\s*)?")
_ANSWER = re.compile(r"(?:chỉ tiêu|kế hoạch|thực hiện|kết quả|số lượng|đã thực hiện|trong đó)\b")
_STOP = re.compile(r"(?<=[^\W_])[.!?](?=\s)|(?<=[)\"])\.(?=\s)|\n")
_YEAR = re.compile(r"(?<!\w)năm\s+(20\d\d)(?!\d)")
_DAY = re.compile(r"tháng\s*(\d{1,2})\s*năm\s*(20\d\d)")


def extract_admissions(
    layout: Layout, vocabulary: Vocabulary, year: int | None = None
) -> tuple[list[Admission], AdmissionCounts]:
    """The persons admitted, introduced and confirmed in the year reviewed, and the counts as stated.

    `year` is the year reviewed; without it the head is asked. Targets and plans stand in the counts alone.
    """
    grammar = admission_grammar(vocabulary)
    reviewed = _year_reviewed(layout.head) if year is None else year
    found = list(_stated(layout, reviewed, grammar, vocabulary))
    return _persons(found), _counts(found)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Passages read as one text: a line that announces a list, and the lines of the list."""

    text: str
    small: str
    pieces: tuple[tuple[int, Passage], ...]  # where each begins

    @property
    def first(self) -> Passage:
        return self.pieces[0][1]

    def evidence(self, start: int, end: int, also: list[Evidence] | None = None) -> Evidence:
        """Where the characters stand in the passage that `start` is in."""
        begin, passage = next((b, p) for b, p in reversed(self.pieces) if b <= start)
        shift = passage.start - begin
        return passage.evidence(start + shift, min(end + shift, passage.stop), also)


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement with its place."""

    statement: Statement
    unit: _Unit
    factor: float = 1.0

    @property
    def confidence(self) -> float:
        return round(self.statement.confidence * self.factor, 3)

    def evidence(self) -> Evidence:
        return self.unit.evidence(self.statement.start, self.statement.end)


def _stated(layout: Layout, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> Iterator[_Found]:
    for unit in _units(layout.passages, grammar, vocabulary):
        frame = _frame(unit.first.kind, year)
        factor = ANNEX_FACTOR if unit.first.annex else 1.0
        for start, end in _sentences(unit, vocabulary):
            for statement in read_sentence(unit.text, unit.small, start, end, frame, grammar, vocabulary):
                yield _Found(statement, unit, factor)
    for block in layout.tables:
        yield from _tabled(block, year, grammar, vocabulary)


def _frame(kind: str | None, year: int | None) -> Frame:
    return Frame(year, coming=kind in COMING_SECTIONS, past=kind in PAST_SECTIONS)


def _year_reviewed(head: tuple[Passage, ...]) -> int | None:
    """The year in the title, else in the preamble, else by the date (a January paper reviews the year before)."""
    for roles in (("title",), ("preamble", "head", "body", "heading")):
        for passage in head:
            small = shadow(passage.words)
            if passage.role in roles and not _DAY.search(small) and (match := _YEAR.search(small)):
                return int(match[1])
    for passage in head:
        if match := _DAY.search(shadow(passage.words)):
            return int(match[2]) - (1 if int(match[1]) <= 2 else 0)
    return None


# --- units and sentences ---------------------------------------------------------------------------------------------


def _units(passages: Iterable[Passage], grammar: AdmissionGrammar, vocabulary: Vocabulary) -> Iterator[_Unit]:
    """The passages worth reading, each with the list that it announces."""
    todo = list(passages)
    index = 0
    while index < len(todo):
        passage = todo[index]
        index += 1
        if not grammar.quick.search(passage.shadow, passage.start, passage.stop):
            continue
        group = [passage]
        while index < len(todo) and len(group) <= MOST_LINES and _belongs(group, todo[index], grammar, vocabulary):
            group.append(todo[index])
            index += 1
        yield _unit(group)


def _unit(group: list[Passage]) -> _Unit:
    pieces: list[tuple[int, Passage]] = []
    length = 0
    for passage in group:
        pieces.append((length, passage))
        length += len(passage.words) + 1
    text = "\n".join(passage.words for passage in group)
    return _Unit(text, shadow(text), tuple(pieces))


def _belongs(group: list[Passage], line: Passage, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> bool:
    """Whether `line` goes on with the list that the group opened."""
    if line.section != group[0].section or line.annex != group[0].annex:
        return False
    opened = _OPEN_END.search(shadow(group[-1].words)) is not None
    if len(group) == 1 and not opened:
        return False
    small = shadow(line.words)
    if _ANSWER.match(small, _bullet_end(small)):
        return grammar.quick.search(small) is None or opened
    return _begins_with_name(line.words, 0, vocabulary)


def _sentences(unit: _Unit, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a line that goes on with a list belongs to the sentence that opened it."""
    start = 0
    listing = False
    for match in _STOP.finditer(unit.text):
        after = match.end()
        if match[0] == "\n":
            listing = _line_continues(unit, start, match.start(), after, listing, vocabulary)
            if listing or unit.text[after : after + 1].islower():
                continue
        elif listing or not _ends_sentence(unit.text, match.start(), vocabulary):
            continue
        yield start, after
        start, listing = after, False
    if start < len(unit.text):
        yield start, len(unit.text)


def _line_continues(unit: _Unit, start: int, end: int, after: int, listing: bool, vocabulary: Vocabulary) -> bool:
    opened = _OPEN_END.search(unit.small, start, end) is not None
    if not (opened or listing):
        return False
    if _ANSWER.match(unit.small, _bullet_end(unit.small, after)):
        return True
    return _begins_with_name(unit.text, after, vocabulary)


def _ends_sentence(text: str, stop: int, vocabulary: Vocabulary) -> bool:
    """ "." behind a number may number a list ("1. A 2. B"), and behind one letter shorten a word ("Th. S")."""
    if text[stop - 1].isdigit():
        return not _begins_with_name(text, stop + 1, vocabulary)
    following = text[stop + 1 :].lstrip()[:1]
    return not following.islower() and not (stop >= 2 and not text[stop - 2].isalnum() and text[stop - 1].isupper())


def _bullet_end(small: str, start: int = 0) -> int:
    match = _BULLET.match(small, start)
    return match.end() if match else start


def _begins_with_name(text: str, start: int, vocabulary: Vocabulary) -> bool:
    """Whether a name (behind a bullet and titles) opens the line that begins at `start`."""
    end = text.find("\n", start)
    end = min(len(text) if end < 0 else end, start + 90)
    names = find_names(text, start, end, vocabulary)
    if not names or names[0].confidence < 0.6:
        return False
    before = text[_bullet_end(shadow(text), start) : names[0].start]
    return len(before.split()) <= 4 and not re.search(r"[;,.]", before.rstrip(" .:"))


# --- tables ----------------------------------------------------------------------------------------------------------


def _tabled(block: DataBlock, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Persons of a table whose caption (or whose row) tells of an event, and figures of rows about admissions."""
    if not grammar.quick.search(shadow(block.table.text + " ".join(p.words for p in block.above[-2:]))):
        return
    grid = [[cell.text if cell else "" for cell in row] for row in block.table.grid()]
    caption = _caption(block, year, grammar, vocabulary)
    columns = {fold(text): column for row in grid[:3] for column, text in reversed(list(enumerate(row)))}
    names = next((columns[label] for label in columns if label in grammar.name_columns), None)
    factor = ANNEX_FACTOR if block.annex else 1.0
    for number, row in enumerate(grid):
        if names is not None and names < len(row):
            kind = _row_kind(row, names, caption, year, grammar, vocabulary)
            unit = _cell_unit(block, row, number, names)
            people = find_names(unit.text, 0, len(unit.text), vocabulary)
            if kind and len(people) == 1 and people[0].confidence >= 0.6:
                person = Person(people[0])
                yield _Found(Statement(kind, "done", people[0].start, people[0].end, None, (person,), confidence=0.93), unit, factor)  # fmt: skip
        elif names is None:
            yield from _row_figures(block, row, number, columns, grammar)


def _caption(
    block: DataBlock, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary
) -> AdmissionKind | None:
    """The event that the line above the table announces."""
    for passage in reversed(block.above[-2:]):
        kind = _kind_of(passage.words + ": Nguyễn Văn Một", year, block.kind, grammar, vocabulary)
        if kind:
            return kind
    return None


def _row_kind(
    row: list[str], names: int, caption: AdmissionKind | None, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary
) -> AdmissionKind | None:  # fmt: skip
    for column, text in enumerate(row):
        if column != names and grammar.quick.search(shadow(text)):
            return _kind_of(text + ": Nguyễn Văn Một", year, None, grammar, vocabulary)
    return caption


def _kind_of(
    words: str, year: int | None, section: str | None, grammar: AdmissionGrammar, vocabulary: Vocabulary
) -> AdmissionKind | None:
    """The kind of a heading, tried by giving it a name to list."""
    small = shadow(words)
    if "đảng viên" in small and not grammar.finder.find(words):
        return None
    statements = read_sentence(words, small, 0, len(words), _frame(section, year), grammar, vocabulary)
    done = [statement for statement in statements if statement.standing == "done" and statement.people]
    return done[0].kind if done else None


def _cell_unit(block: DataBlock, row: list[str], number: int, column: int) -> _Unit:
    passage = Passage(
        row[column], block.block, section=block.section, kind=block.kind, annex=block.annex, cell=(number, column)
    )
    return _unit([passage])


def _row_figures(
    block: DataBlock, row: list[str], number: int, columns: dict[str, int], grammar: AdmissionGrammar
) -> Iterator[_Found]:
    """ "Kết nạp đảng viên mới | chỉ tiêu 02 | thực hiện 03"."""
    label = next((column for column, text in enumerate(row) if grammar.quick.search(shadow(text))), None)
    if label is None:
        return
    terms = [term for term in grammar.finder.find(row[label]) if term.label in ("event", "refusal")]
    if len(terms) != 1 or terms[0].label != "event":
        return
    kind: AdmissionKind = terms[0].code  # type: ignore[assignment]

    def figure(labels: frozenset[str]) -> tuple[int, int] | None:
        for name, column in columns.items():
            if name in labels and label < column < len(row) and (value := read_count(row[column])) is not None:
                return value, column
        return None

    done, target = figure(grammar.done_columns), figure(grammar.target_columns)
    if done is not None:
        unit = _cell_unit(block, row, number, done[1])
        yield _Found(Statement(kind, "done", 0, len(unit.text), done[0], target=target[0] if target else None, confidence=0.92), unit)  # fmt: skip


# --- facts -----------------------------------------------------------------------------------------------------------


def _persons(found: list[_Found]) -> list[Admission]:
    """One fact a person and kind; a second statement is kept as evidence beside the first."""
    facts: dict[tuple[str, AdmissionKind], Admission] = {}
    for item in found:
        if item.statement.standing not in ("done", "term"):
            continue
        for person in item.statement.people:
            fact = _admission(person, item)
            key = (fold(person.name.text), item.statement.kind)
            known = facts.get(key)
            if known is None:
                facts[key] = fact
                continue
            if known.evidence and fact.evidence:
                known.evidence.also.append(fact.evidence)
            known.confidence = max(known.confidence, fact.confidence)
            known.date, known.who = known.date or fact.date, known.who or fact.who
    return list(facts.values())


def _admission(person: Person, item: _Found) -> Admission:
    name, statement = person.name, item.statement
    lead = item.unit.evidence(statement.start, max(statement.start + 1, min(statement.end, name.start)))
    return Admission(
        name=name.text,
        kind=statement.kind,
        date=person.date,
        who=person.who,
        evidence=item.unit.evidence(name.start, name.end, also=[lead]),
        confidence=round(min(name.confidence, item.confidence), 3),
    )


def _counts(found: list[_Found]) -> AdmissionCounts:
    """The counts as stated; the fact's confidence is its least sure count's, its evidence the first one's place."""
    values: dict[str, int] = {}
    used: list[tuple[_Found, float]] = []

    def take(field: str, chosen: tuple[int, _Found, float] | None) -> None:
        if chosen is not None:
            values[field] = chosen[0]
            used.append(chosen[1:])

    for kind in ("admitted", "introduced", "confirmed"):
        take(kind, _agreed([item for item in found if item.statement.kind == kind and item.statement.standing == "done"])
             or _agreed([item for item in found if item.statement.kind == kind and item.statement.standing == "term"]))  # fmt: skip
    admitted = [item for item in found if item.statement.kind == "admitted"]
    take("planned", _agreed([item for item in admitted if item.statement.standing == "planned"]))
    take("target", _target(admitted))
    met = next(
        (item for item in admitted if item.statement.target_met is not None and item.statement.standing == "done"), None
    )
    places = [item.evidence() for item, _ in used] or ([met.evidence()] if met else [])
    counts = AdmissionCounts(**values, target_met=met.statement.target_met if met else None)  # type: ignore[arg-type]
    if places:
        counts.evidence = places[0].model_copy(update={"also": places[1:]})
        counts.confidence = min([confidence for _, confidence in used] or [CONTRADICTED])
    return counts


def _target(admitted: list[_Found]) -> tuple[int, _Found, float] | None:
    for item in admitted:
        if item.statement.target is not None:
            return item.statement.target, item, item.confidence
    return _agreed([item for item in admitted if item.statement.standing == "target"])


def _agreed(items: list[_Found]) -> tuple[int, _Found, float] | None:
    """The one count that the statements make: equal ones are one, those about other persons add up."""
    stated = [item for item in items if item.statement.count is not None]
    if not stated:
        return None
    positive = [item for item in stated if item.statement.count] or stated
    best = max(positive, key=lambda item: (bool(item.statement.people), item.confidence))
    if len({item.statement.count for item in positive}) == 1 and not _others(best, positive):
        return best.statement.count or 0, best, best.confidence
    apart = _others(best, positive)
    if apart:
        total = sum(item.statement.count or 0 for item in [best, *apart])
        whole = next((item for item in positive if item.statement.count == total), None)
        return total, whole or best, ADDED
    return best.statement.count or 0, best, CONTRADICTED


def _others(best: _Found, items: list[_Found]) -> list[_Found]:
    """Statements with names of their own, none of them named before."""
    seen = {fold(person.name.text) for person in best.statement.people}
    apart: list[_Found] = []
    for item in items:
        names = {fold(person.name.text) for person in item.statement.people}
        if item is not best and seen and names and not names & seen:
            apart.append(item)
            seen |= names
    return apart
