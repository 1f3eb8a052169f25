"""What one cell of figures is of: its metric, from the labels over it and beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from models.report import Unit
from parsers.extractors.statistics.labels import Label, Lexicon
from parsers.extractors.statistics.scales import TASKS, result_metric
from parsers.extractors.statistics.table_shape import Column, RowLabel, Surroundings

CERTAIN, DEDUCED = 0.97, 0.92  # the labels say all; the kind of class was told by its neighbours, or a word is misspelt
GUESSED = 0.85  # one of two readings, the likelier one


class Meaning(NamedTuple):
    """The metric of a cell and how it was told."""

    metric: str
    unit: Unit | None
    levels: frozenset[str]
    confidence: float


def cell_meaning(
    column: Column, own: RowLabel, around: Surroundings, columns: list[Column], title: set[str], words: Lexicon
) -> Meaning | None:
    """What a cell's labels make of it, None for no metric; `title` are the table's `shared_labels`."""
    labels = [label for label in (*reversed(column.labels), *own.labels) if label.text not in title]
    if not all(label.tells for label in labels):
        return None
    if around.has_groups and own.group is None and not own.total and around.groups_down and not _any_group(column):
        return None  # a row of a table by grade that is neither a grade nor the total
    titles = [label for label in column.labels if label.text in title] if title else []
    scope = (*labels, *titles, *around.captions)
    unit: Unit | None = _unit(labels)
    if around.planned and _share_of_target(column, own, around):
        return None
    told = _metric(labels, scope, own, around, unit, column, columns, words)
    if told is None:
        return None
    metric, levels, confidence = told
    if any(label.figures for label in labels):
        confidence = min(confidence, GUESSED)
    elif any(label.near for label in labels):
        confidence = min(confidence, DEDUCED)
    return Meaning(metric, unit, levels, confidence)


def _share_of_target(column: Column, own: RowLabel, around: Surroundings) -> bool:
    """ "Tỷ lệ" beside targets and results is the share reached; of pupils alone that is a statistic."""
    if "percent" not in column.codes("unit") or column.codes("measure"):
        return False
    told = any(code != "enrolment" for holder in (column, own) for code in holder.codes("domain"))
    told = told or any(holder.codes("metric") for holder in (column, own))
    return told or not around.enrolment


def shared_labels(columns: list[Column]) -> set[str]:
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
    """What the nearest label says: a percent column stands under the count's head, and a total may be a percent's."""
    total: Unit | None = None
    for label in labels:
        units = label.by_kind.get("unit", ())
        if "count" in units:
            return "count"
        if "percent" in units:
            return "percent"
        if "total" in units:
            total = "count"
    return total


def _first(scope: Iterable[Label], kind: str) -> str | None:
    return next((codes[-1] for label in scope if (codes := label.by_kind.get(kind))), None)


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
        return None if measure == "planned" else _graded(levels, labels, scope, around, columns, words)
    domain = _first(scope, "domain")
    office = None if measure == "planned" else _first(labels, "office")
    if office and domain == "teacher_excellent":
        return f"teachers.excellent.{office}", none, CERTAIN
    if office and domain == "initiatives":
        return f"initiatives.recognised.{office}", none, CERTAIN
    if office or any(label.has("domain", "other") for label in labels):
        return None
    who = _first(labels, "who")
    other = any(code != "enrolment" for label in labels for code in label.codes("domain"))
    enrols = around.enrolment or (around.takes_in and (measure or around.planned))  # "Số trẻ" beside "Kế hoạch giao"
    if enrols and not other and (who or measure or unit == "percent") and who in (None, "pupils", "children"):
        percent = unit == "percent"
        return ("students.planned" if measure == "planned" and not percent else "students.actual"), none, CERTAIN
    if measure or unit == "percent":
        return None
    return _population(who, _totalled(labels, column, around), scope, around, words)


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
    if level in words.growth:
        domain = _first(scope, "domain")
        beside = None if domain else _growth_beside(columns)
        metric = words.growth[level].get(domain or beside or "")
        return (metric, frozenset(), CERTAIN if domain else GUESSED) if metric else None
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
    if level in TASKS:
        who = _classified(labels, who, domain, around)
    metric = result_metric(level, domain, who, block, words)
    return (metric, block, confidence) if metric else None


def _growth_beside(columns: list[Column]) -> str | None:
    """ "Bình thường | SDD nhẹ cân | SDD thấp còi": the kind of growth that the column behind tells first."""
    for column in columns:
        for code in column.codes("metric"):
            if code.startswith("children."):
                return "weight" if code.startswith("children.weight.") else None
    return None


def _classified(labels: list[Label], who: str | None, domain: str | None, around: Surroundings) -> str | None:
    """Whose yearly class it is; teachers or clerks in a row of a table of staff are a part of it and nobody's total."""
    named = {code for label in labels for code in label.codes("who")}
    if "managers" in named:
        return "managers"
    if named & {"teachers", "clerks"} and around.people - {"teachers", "clerks"}:
        return None
    if who is None and domain != "academic" and len(around.people) == 1:
        return next(iter(around.people))
    return who


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


def _totalled(labels: list[Label], column: Column, around: Surroundings) -> list[Label]:
    """The labels that can say that the figure is a whole: of a table by grade not those of its total ("Cộng")."""
    if not around.has_groups:
        return labels
    return [label for label in labels if (label in column.labels) == around.groups_down]


def _population(
    who: str | None, labels: list[Label], scope: tuple[Label, ...], around: Surroundings, words: Lexicon
) -> tuple[str, frozenset[str], float] | None:
    """The number that a table of results starts from: named, or a bare total of what the table is about."""
    none: frozenset[str] = frozenset()
    if who in words.totals:
        return words.totals[who], none, CERTAIN
    if who is not None or not any(label.has("unit", "total") for label in labels):
        return None
    if any(label.codes("domain") for label in labels) and not around.levels:
        return None
    named = _first(scope, "who")
    if named is None:
        about = {_POPULATIONS.get(domain) for domain in ({_first(scope, "domain")} - {None} or around.domains)} - {None}
        named = next(iter(about)) if len(about) == 1 else None
    return (words.totals[named], none, DEDUCED) if named in words.totals else None


_POPULATIONS: dict[str | None, str] = {
    "conduct": "pupils",
    "academic": "pupils",
    "standard": "teachers",
    "teacher_excellent": "teachers",
}
