"""Statistics from tables of data: each cell of figures is what its column's labels and its row's labels say of it.

No layout is known here. Columns and rows are read alike, so grades may stand down or across, years too, and a label
that is missing on one side is looked for on the other, then in the caption and the headings above. A cell whose
labels hold a word that the vocabulary does not know is left alone: a wrong guess is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.document import Cell
from models.report import DataTable, Evidence, Statistic, Unit
from parsers.extractors.passages import DataBlock
from parsers.extractors.statistics.labels import Label, Lexicon
from parsers.extractors.statistics.scales import TASKS, result_metric, scale_of
from parsers.extractors.statistics.values import Figure, read_cell
from parsers.extractors.tables import Row, TableView, caption_of, cell_evidence, cell_text, view_table

TOTAL = "total"
CERTAIN, DEDUCED, DOUBTFUL = 0.97, 0.92, 0.8  # labels say all; the kind of class was told by its neighbours; a guess
_ENROLMENT_METRICS = {"students.classes"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its labels from the top, and whether its cells are labels of their rows."""

    labels: tuple[Label, ...]
    cells: tuple[Cell, ...]
    is_label: bool = False
    grades: bool = False  # its cells are grades, bare numbers ("6") included

    def codes(self, kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for label in self.labels for code in label.codes(kind)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the caption and the headings say, nearest first, and what kind of table it is."""

    captions: tuple[Label, ...]
    evidence: tuple[Evidence, ...]
    enrolment: bool
    levels: frozenset[str]
    has_groups: bool
    groups_down: bool  # rows are grades or ages
    school_year: str | None


def table_statistics(block: DataBlock, table: DataTable, words: Lexicon, before: TableView | None) -> list[Statistic]:
    """The statistics of one table; `before` lends its head to a table without one that goes on beneath it."""
    view = view_table(block.table, words.vocabulary)
    if not view.rows:
        return []
    if not any(view.header) and before is not None and len(before.header) == len(view.header) and not block.above:
        view = TableView(before.header, before.head_cells, view.rows)
    columns = _columns(view, words)
    around = _surroundings(block, table, view, columns, words)
    return list(_facts(block, view, columns, around, words))


# --- columns and rows ----------------------------------------------------------------------------------------------


def _columns(view: TableView, words: Lexicon) -> list[Column]:
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
    return [_as_label_column(column, index, view, words) for index, column in enumerate(columns)]


def _grades_across(view: TableView, bare: list[int], words: Lexicon) -> bool:
    """Bare numbers are grades where they go up by one and the first column or the label above says grade."""
    numbers = [int(view.header[c][-1]) for c in bare]
    over = [words.label(text) for c in (0, *bare) for text in view.header[c]]
    said = any(label.has("dimension", "grade") or "khối" in label.text.lower() for label in over)
    return said and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= 12


def _as_label_column(column: Column, index: int, view: TableView, words: Lexicon) -> Column:
    texts = [text for row in view.rows if (text := row.text(index))]
    dimensions = column.codes("dimension")
    figures = sum(not read_cell(text).empty for text in texts)
    measured = any(column.codes(kind) for kind in ("level", "metric", "who", "measure"))
    if dimensions and not measured and (index == 0 or figures < len(texts) or "number" in dimensions):
        grades = bool({"grade", "age"} & set(dimensions))
        return replace(column, is_label=True, grades=grades)
    if dimensions and not measured and index == 1 and "grade" in dimensions and _counts_up(texts):
        return replace(column, is_label=True, grades=True)
    letters = sum(any(map(str.isalpha, text)) and read_cell(text).empty for text in texts)
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

    def codes(self, kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for label in self.labels for code in label.codes(kind)))


def _row_label(
    row: Row, columns: list[Column], over: tuple[Label, ...], above: dict[int, str], words: Lexicon
) -> RowLabel:
    labels: list[Label] = []
    cells: list[Cell] = []
    group = year = None
    total = False
    for index, column in enumerate(columns):
        if not column.is_label or "number" in column.codes("dimension"):
            continue
        cell = row.cells[index]
        text = row.text(index)
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
        labels.append(label)
        if cell is not None:
            cells.append(cell)
        group = group or label.group
        year = year or label.school_year
        total = total or (label.has("unit", "total") and not _says_more(label))
    return RowLabel((*labels, *over), group, total, year, tuple(cells))


def _has_label_right(row: Row, columns: list[Column], index: int) -> bool:
    return any(columns[c].is_label and row.text(c) for c in range(index + 1, len(columns)))


def _says_more(label: Label) -> bool:
    return any(label.has(kind) for kind in ("level", "metric", "measure", "domain", "office"))


# --- the table as a whole ------------------------------------------------------------------------------------------


def _surroundings(
    block: DataBlock, table: DataTable, view: TableView, columns: list[Column], words: Lexicon
) -> Surroundings:
    caption, lines = caption_of(block, words.vocabulary)
    nearest = [words.label(line.words) for line in reversed(lines)]
    if caption and not lines:
        nearest = [words.label(caption)]
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
    enrolment = bool(_ENROLMENT_METRICS & metrics or measures or any(_tells_enrolment(label) for label in nearest))
    down = any(label.group for label in rows) or any(
        column.grades and row.text(c).isdigit() for c, column in enumerate(columns) for row in view.rows
    )
    years = [label.school_year for label in nearest if label.school_year]
    shared = {label.school_year for column in columns for label in column.labels if label.school_year}
    return Surroundings(
        captions=(*nearest, *headings),
        evidence=tuple(line.evidence(line.start, line.stop) for line in lines),
        enrolment=enrolment and not graded,
        levels=levels,
        has_groups=down or any(label.group for label in inside),
        groups_down=down,
        school_year=next(iter(shared)) if len(shared) == 1 else (years[0] if years else None),
    )


def _tells_enrolment(label: Label) -> bool:
    return label.has("domain", "enrolment") or label.has("metric", "students.retained")


def _facts(
    block: DataBlock, view: TableView, columns: list[Column], around: Surroundings, words: Lexicon
) -> Iterator[Statistic]:
    latest = max((label.calendar_year or 0 for column in columns for label in column.labels), default=0)
    over: tuple[Label, ...] = ()
    above: dict[int, str] = {}
    for row in view.rows:
        own = _row_label(row, columns, (), above, words)
        figures = [
            (c, read_cell(row.text(c), _pair(column))) for c, column in enumerate(columns) if not column.is_label
        ]
        if all(figure.empty for _, figure in figures) and own.labels and not any(row.text(c) for c, _ in figures):
            over = own.labels  # "I. Hạnh kiểm | | |": what it says holds for the rows beneath
            continue
        if _opens_a_group(own):  # "II | Số học sinh chia theo học lực | 565 | …": a group with a figure of its own
            over = own.labels
        label = replace(own, labels=(*own.labels, *(() if own.total or own.codes("domain") else over)))
        wide = _wide_figures(figures)
        for index, figure in figures:
            column = columns[index]
            if figure.empty or any(label_.calendar_year and label_.calendar_year < latest for label_ in column.labels):
                continue
            yield from _cell_facts(block, row, index, figure, column, label, around, wide, columns, words)


def _opens_a_group(own: RowLabel) -> bool:
    return bool(own.codes("domain")) and not any(own.codes(kind) for kind in ("level", "metric", "office"))


def _pair(column: Column) -> bool:
    units = set(column.codes("unit"))
    return "percent" in units and bool(units & {"count", "total"})


def _wide_figures(figures: list[tuple[int, Figure]]) -> bool:
    """Whether a row of bare numbers cannot be percents: one is above 100."""
    return any(figure.number is not None and figure.number > 100 for _, figure in figures)


# --- one cell ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meaning:
    """The metric of a cell and how it was told."""

    metric: str
    unit: Unit | None
    levels: frozenset[str]
    confidence: float


def _cell_facts(
    block: DataBlock, row: Row, index: int, figure: Figure, column: Column, own: RowLabel, around: Surroundings,
    wide: bool, columns: list[Column], words: Lexicon,
) -> Iterator[Statistic]:  # fmt: skip
    meaning = _meaning(column, own, around, columns, words)
    if meaning is None:
        return
    group = _group(column, own, around)
    if group == "":
        return
    year = (
        own.school_year
        or next((label.school_year for label in column.labels if label.school_year), None)
        or around.school_year
    )
    cell = row.cells[index]
    if cell is None:
        return
    also = [cell_evidence(block, head) for head in (*column.cells, *own.cells)] + list(around.evidence)
    for unit, value, doubt in _values(figure, meaning, own, wide):
        yield Statistic(
            metric=meaning.metric, school_year=year, group=group, unit=unit, value=value,
            base=float(figure.base) if figure.base is not None and unit == "count" else None,
            scale=scale_of(meaning.metric, meaning.levels, year), raw=cell_text(cell),
            evidence=cell_evidence(block, cell).model_copy(update={"also": also}),
            confidence=min(meaning.confidence, DOUBTFUL if doubt else 1.0),
        )  # fmt: skip


def _values(figure: Figure, meaning: Meaning, own: RowLabel, wide: bool) -> Iterator[tuple[Unit, float, bool]]:
    """(unit, value, in doubt) of each number in the cell."""
    rate = meaning.metric == "students.promotion_rate"
    if figure.percent is not None:
        yield "percent", figure.percent, False
        if figure.count is not None and not rate:
            yield "count", float(figure.count), False
        return
    if figure.number is None:
        if figure.count is not None and not rate:
            yield _counted(meaning.metric), float(figure.count), False
        return
    whole = figure.count is not None
    if meaning.unit == "percent" and not (figure.number > 100 and whole and not _may_exceed(meaning.metric)):
        doubt = whole and wide and "percent" in own.codes("unit")  # "Tốt (tỷ lệ so với tổng số) | 482 | 95 | …"
        if not doubt:
            yield "percent", figure.number, False
        elif not rate:
            yield "count", figure.number, True
    elif whole and not rate:
        yield _counted(meaning.metric), figure.number, meaning.unit == "percent"
    elif (rate or meaning.unit is None) and figure.number <= 100:
        yield "percent", figure.number, not rate


def _may_exceed(metric: str) -> bool:
    return metric in ("students.actual", "students.planned")


def _counted(metric: str) -> Unit:
    return "times" if metric in ("party.supervisions", "party.inspections") else "count"


def _group(column: Column, own: RowLabel, around: Surroundings) -> str | None:
    """The grade or age that the cell is of, "total", None where nothing is split; "" where two say different things."""
    across = next((label.group for label in column.labels if label.group), None)
    if across and own.group and across != own.group:
        return ""
    if found := across or own.group:
        return found
    return TOTAL if around.has_groups else None


def _meaning(
    column: Column, own: RowLabel, around: Surroundings, columns: list[Column], words: Lexicon
) -> Meaning | None:
    title = _shared_labels(columns)
    labels = [label for label in (*reversed(column.labels), *own.labels) if label.text not in title]
    if any(label.unknown or label.has("ignored") for label in labels):
        return None
    if around.has_groups and own.group is None and not own.total and around.groups_down and not _any_group(column):
        return None  # a row of a table by grade that is neither a grade nor the total
    scope = (
        *labels,
        *(label for column_label in column.labels if (label := column_label).text in title),
        *around.captions,
    )
    near = any(label.near for label in labels)
    unit: Unit | None = _unit(labels)
    told = _metric(labels, scope, own, around, unit, column, columns, words)
    if told is None:
        return None
    metric, levels, confidence = told
    return Meaning(metric, unit, levels, min(confidence, DEDUCED if near else 1.0))


def _shared_labels(columns: list[Column]) -> set[str]:
    """Labels that stand over every column of figures: the table's title drawn as its first row."""
    figures = [column for column in columns if not column.is_label]
    if len(figures) < 2:
        return set()
    shared = set.intersection(*({label.text for label in column.labels[:1]} for column in figures))
    labelled = {label.text for column in columns if column.is_label for label in column.labels[:1]}
    return shared & labelled if labelled else shared if len(figures[0].labels) > 1 else set()


def _any_group(column: Column) -> bool:
    return any(label.group for label in column.labels)


def _unit(labels: Iterable[Label]) -> Unit | None:
    """What the nearest label says: a percent column stands under the count's head."""
    for label in labels:
        if label.has("unit", "percent") and not label.has("unit", "count"):
            return "percent"
        if label.has("unit", "count") or label.has("unit", "total"):
            return "count"
    return None


def _first(scope: Iterable[Label], kind: str) -> str | None:
    return next((label.codes(kind)[-1] for label in scope if label.has(kind)), None)


def _metric(
    labels: list[Label], scope: tuple[Label, ...], own: RowLabel, around: Surroundings, unit: Unit | None,
    column: Column, columns: list[Column], words: Lexicon,
) -> tuple[str, frozenset[str], float] | None:  # fmt: skip
    """The metric, the classes of its block, the confidence: the cases from the plainest to the most deduced."""
    none: frozenset[str] = frozenset()
    metrics = {code for label in labels for code in label.codes("metric")}
    measure = _first(labels, "measure")
    levels = [code for label in labels for code in label.codes("level")]
    if around.enrolment and set(levels) <= {"pass"}:
        levels = []
    if metrics:
        metric = _named(metrics, measure, own, scope)
        return (metric, none, CERTAIN) if metric else None
    if levels:
        return _graded(levels, labels, scope, around, columns, words)
    domain = _first(scope, "domain")
    office = _first(labels, "office")
    if office and domain == "teacher_excellent":
        return f"teachers.excellent.{office}", none, CERTAIN
    if office and domain == "initiatives":
        return f"initiatives.recognised.{office}", none, CERTAIN
    if office or any(label.has("domain", "other") for label in labels):
        return None
    who = _first(labels, "who")
    if around.enrolment and (who or measure or unit == "percent") and who in (None, "pupils", "children"):
        percent = unit == "percent"
        return ("students.planned" if measure == "planned" and not percent else "students.actual"), none, CERTAIN
    if measure or unit == "percent":
        return None
    return _population(who, labels, scope, around, words)


def _named(metrics: set[str], measure: str | None, own: RowLabel, scope: tuple[Label, ...]) -> str | None:
    """The metric that its own words name; a plan of anything but pupils is no metric."""
    if len(metrics) > 1 or measure == "planned":
        return None
    metric = next(iter(metrics))
    if metric == "disciplined":
        who = _first(scope, "who")
        return {"party": "party.members.disciplined", "staff": "staff.disciplined"}.get(who or "")
    return None if metric == "party.members.official" else metric


def _graded(
    levels: list[str], labels: list[Label], scope: tuple[Label, ...], around: Surroundings, columns: list[Column],
    words: Lexicon,
) -> tuple[str, frozenset[str], float] | None:  # fmt: skip
    """A class of results. Its kind is said by its own labels, else by the caption, else by the classes beside it."""
    level = levels[0]
    who = _first(scope, "who")
    domain = _first(labels, "domain")
    block = _levels_beside(labels, columns, around)
    confidence = CERTAIN
    if domain is None:
        said = [
            [
                d
                for d in label.codes("domain")
                if d in ("conduct", "academic", "standard", "principal_standard", "other")
            ]
            for label in around.captions
        ]
        found = next((codes for codes in said if codes), [])
        if len(found) > 1 or not found:
            confidence = DEDUCED
            domain = _by_classes(block) if len(found) > 1 else None
            if len(found) > 1 and domain is None:
                return None
        else:
            domain = found[0]
    if level in TASKS and who is None:
        return None
    metric = result_metric(level, domain, who, block, words)
    return (metric, block, confidence) if metric else None


def _by_classes(levels: frozenset[str]) -> str | None:
    """Of "hạnh kiểm, học lực" in one caption: Giỏi is learning, Tốt beside TB or Yếu is conduct."""
    if levels & {"excellent", "excellent_title", "poor"}:
        return "academic"
    return "conduct" if "good" in levels and levels & {"average", "weak"} else None


def _levels_beside(labels: list[Label], columns: list[Column], around: Surroundings) -> frozenset[str]:
    """The classes printed in the same block: columns (or all rows) under the same labels of kind."""
    domains = {code for label in labels for code in label.codes("domain")}
    if not domains:
        return around.levels
    beside = {
        code
        for column in columns
        if domains & set(column.codes("domain"))
        for code in column.codes("level")
    }  # fmt: skip
    return frozenset(beside) or around.levels


def _population(
    who: str | None, labels: list[Label], scope: tuple[Label, ...], around: Surroundings, words: Lexicon
) -> tuple[str, frozenset[str], float] | None:
    """The number that a table of results starts from: named, or a bare total of what the caption is about."""
    none: frozenset[str] = frozenset()
    if who in words.totals:
        return words.totals[who], none, CERTAIN
    if who is not None or not any(label.has("unit", "total") for label in labels):
        return None
    if any(label.codes("domain") for label in labels) and not around.levels:
        return None
    domain, named = _first(scope, "domain"), _first(scope, "who")
    if named in words.totals:
        return words.totals[named], none, DEDUCED
    by_domain = {"conduct": "pupils", "academic": "pupils", "standard": "teachers", "teacher_excellent": "teachers"}
    population = by_domain.get(domain or "")
    return (words.totals[population], none, DEDUCED) if population else None
