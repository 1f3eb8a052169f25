"""How a table of figures is built: which columns and rows are labels, what they say, what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.document import Cell
from models.report import Evidence
from parsers.extractors.passages import DataBlock
from parsers.extractors.statistics.labels import Codes, Label, Lexicon, codes_of
from parsers.extractors.statistics.values import read_cell
from parsers.extractors.tables import Row, TableView, caption_of, lines_above
from parsers.text import last_sentence, read_school_year

_ENROLMENT_METRICS = {"students.classes"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its labels from the top, and whether its cells are labels of their rows."""

    labels: tuple[Label, ...]
    cells: tuple[Cell, ...]
    is_label: bool = False
    grades: bool = False  # its cells are grades, bare numbers ("6") included
    by_kind: Codes = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_kind", codes_of(self.labels))

    def codes(self, kind: str) -> tuple[str, ...]:
        return self.by_kind.get(kind, ())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the caption and the headings say, nearest first, and what kind of table it is."""

    captions: tuple[Label, ...]
    evidence: tuple[Evidence, ...]
    enrolment: bool
    takes_in: bool  # it counts classes or speaks of enrolment, whatever else it tells
    levels: frozenset[str]
    people: frozenset[str]  # whose figures the columns and rows name
    domains: frozenset[str]  # the kinds of results that they name
    planned: bool  # targets stand beside results
    has_groups: bool
    groups_down: bool  # rows are grades or ages
    school_year: str | None


# --- columns and rows ----------------------------------------------------------------------------------------------


def read_columns(view: TableView, words: Lexicon) -> list[Column]:
    columns = [
        Column(tuple(map(words.label, path)), cells)
        for path, cells in zip(view.header, view.head_cells, strict=True)
    ]  # fmt: skip
    bare = [c for c, path in enumerate(view.header) if path and path[-1].isdigit() and len(path[-1]) < 3]
    columns = [
        replace(column, labels=(*column.labels[:-1], Label(path[-1], group=str(int(path[-1])))))
        if index in bare and _grades_across(view, bare, words) else column
        for index, (column, path) in enumerate(zip(columns, view.header, strict=True))
    ]  # fmt: skip
    read = [_as_label_column(column, index, view, words) for index, column in enumerate(columns)]
    first = next((index for index, column in enumerate(read) if not column.is_label), len(read))
    read = [
        column
        if not column.is_label or index < first or column.codes("dimension")
        else replace(column, is_label=False)  # "Ghi chú", "So sánh"
        for index, column in enumerate(read)
    ]
    return [_as_class_count(column, read) for column in read]


def _as_class_count(column: Column, columns: list[Column]) -> Column:
    """ "Lớp" beside "Khối" counts the classes of the grade, where its cells are figures."""
    label = column.labels[-1] if column.labels else None
    beside = any(other.is_label and other.grades for other in columns if other is not column)
    if column.is_label or label is None or not beside or label.terms != (("dimension", "grade"),):
        return column
    return replace(column, labels=(*column.labels[:-1], Label(label.text, (("metric", "students.classes"),))))


def _grades_across(view: TableView, bare: list[int], words: Lexicon) -> bool:
    """Bare numbers are grades where they go up by one and the first column or the label above says grade."""
    numbers = [int(view.header[c][-1]) for c in bare]
    over = [words.label(text) for c in (0, *bare) for text in view.header[c]]
    said = any(label.has("dimension", "grade") or "khối" in label.text.lower() for label in over)
    return said and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= 12


def _as_label_column(column: Column, index: int, view: TableView, words: Lexicon) -> Column:
    texts = [text for row in view.rows if (text := row.text(index))]
    dimensions = column.codes("dimension")
    figures = sum(not read_cell(text, words).empty for text in texts)
    measured = any(column.codes(kind) for kind in ("level", "metric", "who", "measure"))
    # "Kết quả" may stand over figures, some with words beside them
    counts = index > 0 and set(dimensions) == {"content"} and 2 * figures > len(texts)
    if dimensions and not measured and not counts and (index == 0 or figures < len(texts) or "number" in dimensions):
        grades = bool({"grade", "age"} & set(dimensions))
        return replace(column, is_label=True, grades=grades)
    if dimensions and not measured and index == 1 and "grade" in dimensions and _counts_up(texts):
        return replace(column, is_label=True, grades=True)
    letters = sum(any(map(str.isalpha, text)) and read_cell(text, words).empty for text in texts)
    if texts and 2 * letters > len(texts):
        return replace(column, is_label=True)
    return column


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= 12


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What a row's own cells and the group row above it say."""

    labels: tuple[Label, ...]
    group: str | None
    total: bool
    school_year: str | None
    cells: tuple[Cell, ...]
    by_kind: Codes = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_kind", codes_of(self.labels))

    def codes(self, kind: str) -> tuple[str, ...]:
        return self.by_kind.get(kind, ())


def read_row_label(
    row: Row, columns: list[Column], over: tuple[Label, ...], above: dict[int, str], words: Lexicon
) -> RowLabel:
    labels: list[Label] = []
    cells: list[Cell] = []
    stages: list[Label] = []
    group = year = None
    total = False
    for index, column in enumerate(columns):
        if index == 0 and not column.is_label and (share := words.label(row.text(0))).has("unit", "percent"):
            labels.append(share)  # "Tỷ lệ %" under the figures of a table without a column of labels
        if not column.is_label:
            continue
        cell = row.cells[index]
        text = row.text(index)
        if "number" in column.codes("dimension") and not words.label(text).has("unit", "total"):
            continue  # "Tổng cộng" may be merged over the numbers
        if (
            not text
            and cell is not None
            and cell.column == index
            and index in above
            and _has_label_right(row, columns, index)
        ):
            text = above[index]
        above[index] = text
        if not text:
            continue
        label = words.label(text)
        if column.grades and text.isdigit() and 1 <= int(text) <= 12:
            label = Label(text, group=str(int(text)))
        elif column.grades and label.group is None and not label.has("unit", "total") and label.unknown:
            label = replace(label, unknown=True)
        (stages if "stage" in column.codes("dimension") else labels).append(label)
        if cell is not None:
            cells.append(cell)
        group = group or label.group
        year = year or label.school_year
        total = total or (label.has("unit", "total") and not _says_more(label))
    if group is None:
        labels += stages  # "Tiểu học | 320": a part of the school that is no grade
    return RowLabel((*labels, *over), group, total, year, tuple(cells))


def _has_label_right(row: Row, columns: list[Column], index: int) -> bool:
    return any(columns[c].is_label and row.text(c) for c in range(index + 1, len(columns)))


def _says_more(label: Label) -> bool:
    return any(label.has(kind) for kind in ("level", "metric", "measure", "domain", "office"))


# --- the table as a whole ------------------------------------------------------------------------------------------


def read_surroundings(block: DataBlock, view: TableView, columns: list[Column], words: Lexicon) -> Surroundings:
    caption, lines = caption_of(block, words.vocabulary)
    nearest = [words.label(line.words) for line in reversed(lines)]
    if caption and not lines:
        nearest = [words.label(caption)]
    over = next((line for line in lines_above(block) if line not in lines), None)
    if over is not None and over.words.rstrip().endswith(":"):  # "Chất lượng năm học 2020-2021:" over "- Học lực"
        nearest.append(words.label(over.words))
    headings = [words.label(text) for text in reversed(block.context)]
    inside = [label for column in columns for label in column.labels]
    rows = [
        words.label(text)
        for row in view.rows
        for c, column in enumerate(columns)
        if column.is_label and (text := row.text(c))
    ]
    everything = [*inside, *rows]
    levels = frozenset(code for label in everything for code in label.codes("level"))
    metrics = {code for label in everything for code in label.codes("metric")}
    measures = any(label.has("measure") for label in everything)
    graded = levels - {"pass"} or any(code.startswith("children.") for code in metrics)
    takes_in = bool(_ENROLMENT_METRICS & metrics) or any(_tells_enrolment(label) for label in nearest)
    down = _groups_down(view, columns, words)
    years = [year for label in nearest if (year := _announced_year(label))]
    years += [year for line in lines_above(block) if (year := _announced_year(words.label(line.words)))]
    years += [year for label in headings if label.text.rstrip().endswith(":") and (year := label.school_year)]
    shared = {label.school_year for column in columns for label in column.labels if label.school_year}
    return Surroundings(
        captions=(*nearest, *headings),
        evidence=tuple(line.evidence(line.start, line.stop) for line in lines),
        enrolment=(takes_in or measures) and not graded,
        takes_in=takes_in,
        levels=levels,
        people=frozenset(code for label in everything for code in label.codes("who")),
        domains=frozenset(code for label in everything for code in label.codes("domain")),
        planned=any(label.has("measure", "planned") for label in everything),
        has_groups=down or any(label.group for label in inside),
        groups_down=down,
        school_year=next(iter(shared)) if len(shared) == 1 else (years[0] if years else None),
    )


def _announced_year(label: Label) -> str | None:
    """The year of the sentence that announces the table, else the first that its line names."""
    return label.school_year and (read_school_year(last_sentence(label.text)) or label.school_year)


def _groups_down(view: TableView, columns: list[Column], words: Lexicon) -> bool:
    """Whether the rows are grades or ages: half of them at least, so that one "Tuyển mới lớp 6" makes no such table."""
    grades = others = 0
    for row in view.rows:
        texts = [(column, text) for c, column in enumerate(columns) if column.is_label and (text := row.text(c))]
        if any((column.grades and text.isdigit()) or words.label(text).group for column, text in texts):
            grades += 1
        elif not any(words.label(text).has("unit", "total") for _, text in texts):
            others += 1
    return grades > 0 and grades >= others


def _tells_enrolment(label: Label) -> bool:
    return label.has("domain", "enrolment") or label.has("metric", "students.retained")
