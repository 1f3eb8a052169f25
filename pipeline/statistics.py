"""Questions across schools and years: one measure, by dimensions, under conditions; only what the scope may see.

A figure is counted once: grades are left out where their total is stated, a fact that two reports of one school and
year tell (the cell's and the leadership's) is taken from the first, quarters and terms are left out of years. A percent
is never added up, it is averaged over the reports. What no report states is no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models.database import facts
from models.database.registry import School, StoredReport
from models.errors import UsageError
from models.report import SURE, Organisation
from parsers.text import fold
from pipeline.schools import school_key
from pipeline.scope import Scope


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be asked for: rows, the number each row stands for, and the dimensions that are its own.

    `apart`: dimensions that no number may be added over; they become columns where they are not asked for.
    `usual`: what holds unless the dimension is named in the question. `filter` makes "awards.prize" of "awards".
    """

    rows: Any  # a table, or a subquery with the columns of `InForce` that statistics need
    value: Any
    dimensions: Mapping[str, Any]
    filter: str | None = None
    apart: tuple[str, ...] = ()
    usual: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    once: bool = True  # a fact told by two reports of one school and year is one


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns in order (dimensions first), and the rows. `reports` says over how many reports a number stands,
    `doubtful` how many of its facts a person should look at first."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    numbers: frozenset[str]  # columns that hold numbers


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: dimension, operator, the values that it takes."""

    dimension: str
    operator: str
    values: tuple[str, ...]


NUMBERS = ("value", "reports", "doubtful")
REPORT = {
    "school": School.name,
    "school_id": StoredReport.school_id,
    "commune": School.commune,
    "parent": School.parent,
    "education_level": School.education_level,
    "year": StoredReport.year,
    "review": StoredReport.subject,
    "period": StoredReport.period,
    "report": StoredReport.id,
}
_CONDITION = re.compile(r"\s*([a-z_]+)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*\Z", re.S)
_NUMERIC = {"year", "school_id", "report", "award_year", "grade", "placing", "value"}


def answer(session: Session, scope: Scope, metric: str, by: Sequence[str] = (), where: Iterable[str] = ()) -> Answer:
    """The metric's numbers, one row a combination of the dimensions `by`.

    `metric`: "reports", "ratings", "awards", "awards.prize", "admissions", "admissions.admitted", or a metric of the
    contract's statistics ("students.actual"; "students.conduct.*" for all that begin so). `where`: "year>=2021",
    "level=district,province". Raises UsageError: "metric_unknown", "dimension_unknown", "condition_unreadable".
    """
    measure, conditions = _measure(session, scope, metric, [parse_condition(text) for text in where])
    dimensions = {**REPORT, **measure.dimensions}
    named = {*by, *(condition.dimension for condition in conditions)}
    _check_known(named, dimensions)
    shown = list(dict.fromkeys([*by, *(name for name in measure.apart if name not in named)]))
    query = _facts(measure, scope, [dimensions[name].label(f"d{i}") for i, name in enumerate(shown)])
    query = query.where(*(condition_sql(condition, dimensions) for condition in conditions))
    query = query.where(*(usual for name, usual in measure.usual.items() if name not in named))
    if "period" not in named:
        query = query.where(StoredReport.period == "year")
    rows = [dict(row) for row in session.execute(_grouped(query, len(shown))).mappings()]
    return _answer(rows, shown, set(measure.apart) - set(by))


def metrics(session: Session, scope: Scope) -> list[str]:
    """Every metric that can be asked for with what the scope sees."""
    table = facts.Statistic
    query = select(table.metric).distinct().where(table.counted, *scope.conditions(table.school_id, table.report_year))
    return [*_MEASURES, *sorted(session.scalars(query))]


def parse_condition(text: str) -> Condition:
    """ "level=district,province" → Condition. Raises UsageError ("condition_unreadable")."""
    match = _CONDITION.match(text)
    if match is None:
        raise UsageError("condition_unreadable", condition=text)
    values = tuple(value.strip() for value in match[3].split(",")) if match[2] in ("=", "!=") else (match[3],)
    return Condition(match[1], match[2], values)


def _measure(
    session: Session, scope: Scope, metric: str, conditions: list[Condition]
) -> tuple[Measure, list[Condition]]:
    family, _, rest = metric.partition(".")
    if family in _MEASURES:
        measure = _MEASURES[family]
        if rest and measure.filter is None:
            raise UsageError("metric_unknown", metric=metric, known=list(_MEASURES))
        more = [Condition(measure.filter, "=", (rest,))] if rest and measure.filter else []
        return measure, [*conditions, *more]
    table = facts.Statistic
    wanted = table.metric == metric
    if metric.endswith("*"):
        wanted = table.metric.startswith(metric[:-1], autoescape=True)
    known = metrics(session, scope)
    if not any(name.startswith(metric[:-1]) if metric.endswith("*") else name == metric for name in known):
        near = [match[0] for match in process.extract(metric, known, limit=5, score_cutoff=60)]
        raise UsageError("metric_unknown", metric=metric, known=near or known[:10])
    apart = (*(("metric",) if metric.endswith("*") else ()), "school_year", "unit", "scale", "at_least")
    dimensions = {key: getattr(table, key) for key in ("metric", "school_year", "group", "unit", "scale", "at_least")}
    usual = {"metric": wanted, "group": table.part.is_(False)}
    return Measure(table, table.value, dimensions, apart=apart, usual=usual), conditions


def _facts(measure: Measure, scope: Scope, dimensions: list[Any]) -> Select[Any]:
    """One row a fact that counts: its dimensions, its number, its report, whether it is in doubt."""
    rows = measure.rows
    columns = rows.c if hasattr(rows, "c") else rows
    first: ColumnElement[Any] = literal(0)
    if measure.once:
        # the first report of the school and year that tells the fact: all its rows stay, other reports' rows go
        first = func.min(columns.report_id).over(
            partition_by=(columns.school_id, columns.report_year, columns.natural, StoredReport.period)
        )
    doubtful = case((or_(columns.confidence < SURE, columns.doubt.is_not(None)), 1), else_=0)
    is_percent = columns.unit == "percent" if rows is facts.Statistic else literal(False)
    return (
        select(
            *dimensions,
            measure.value.label("number"),
            columns.report_id.label("fact_report"),
            (first if measure.once else columns.report_id).label("first_report"),
            doubtful.label("in_doubt"),
            is_percent.label("percent"),
        )
        .select_from(rows)
        .join(StoredReport, StoredReport.id == columns.report_id)
        .outerjoin(School, School.id == StoredReport.school_id)
        .where(StoredReport.counted, *scope.conditions(StoredReport.school_id, StoredReport.year))
    )


def _grouped(query: Select[Any], width: int) -> Select[Any]:
    rows = query.subquery()
    groups = [rows.c[f"d{index}"] for index in range(width)]
    value = case(
        (func.max(case((rows.c.percent, 1), else_=0)) == 1, func.avg(rows.c.number)), else_=func.sum(rows.c.number)
    )
    return (
        select(
            *groups,
            value.label("value"),
            func.count(distinct(rows.c.fact_report)).label("reports"),
            func.sum(rows.c.in_doubt).label("doubtful"),
        )
        .where(rows.c.fact_report == rows.c.first_report)
        .group_by(*groups)
        .having(func.count() > 0)
        .order_by(*groups)
    )


def _answer(rows: list[dict[str, Any]], shown: list[str], droppable: set[str]) -> Answer:
    kept = [
        (index, name)
        for index, name in enumerate(shown)
        if name not in droppable or any(row[f"d{index}"] is not None for row in rows)
    ]
    answers = []
    for row in rows:
        number = None if row["value"] is None else float(row["value"])
        answers.append(
            {name: row[f"d{index}"] for index, name in kept}
            | {
                "value": int(number) if number is not None and number.is_integer() else number,
                "reports": row["reports"],
                "doubtful": int(row["doubtful"] or 0),
            }
        )
    names = tuple(name for _, name in kept)
    return Answer((*names, *NUMBERS), answers, frozenset({*NUMBERS, *(_NUMERIC & set(names))}))


def _check_known(names: Iterable[str], dimensions: Mapping[str, Any]) -> None:
    unknown = sorted(set(names) - set(dimensions))
    if unknown:
        raise UsageError("dimension_unknown", dimensions=unknown, known=sorted(dimensions))


def condition_sql(condition: Condition, dimensions: Mapping[str, Any]) -> ColumnElement[bool]:
    """The condition in SQL. Raises UsageError ("dimension_unknown", "condition_unreadable")."""
    _check_known([condition.dimension], dimensions)
    column = dimensions[condition.dimension]
    values: list[Any] = list(condition.values)
    if condition.dimension in _NUMERIC:
        try:
            values = [int(value) for value in values]
        except ValueError:
            raise UsageError("condition_unreadable", condition="".join(condition.values)) from None
    if condition.dimension == "at_least":
        values = [fold(value) in ("true", "1", "yes", "có") for value in values]
    if condition.dimension in ("school", "commune", "parent"):
        found: ColumnElement[bool] = or_(*(_named(condition.dimension, value) for value in values))
        return found if condition.operator == "=" else ~found
    none = [value for value in values if value in ("", "null")]
    known = [value for value in values if value not in ("", "null")]
    match condition.operator:
        case "=":
            return or_(column.in_(known), column.is_(None) if none else literal(False))
        case "!=":
            kept = column.not_in(known)
            return and_(column.is_not(None), kept) if none else or_(column.is_(None), kept)
        case ">":
            return bool_of(column > values[0])
        case "<":
            return bool_of(column < values[0])
        case ">=":
            return bool_of(column >= values[0])
        case _:
            return bool_of(column <= values[0])


def bool_of(expression: Any) -> ColumnElement[bool]:
    """The comparison as the type that it has."""
    checked: ColumnElement[bool] = expression
    return checked


def _named(dimension: str, value: str) -> ColumnElement[bool]:
    """Schools and places are asked for in any spelling."""
    if dimension == "school":
        return School.name_key == school_key(Organisation(school=value)).name
    if dimension == "commune":
        return School.place_key == school_key(Organisation(commune=value)).place
    return School.parent_key == school_key(Organisation(parent=value)).parent


def _admissions() -> Any:
    """One row a report and kind: the count that the text states, else the number of names."""
    counts, names = facts.AdmissionCounts, facts.Admission
    shared = ("report_id", "school_id", "report_year")
    listed = (
        select(names.report_id, names.kind, func.count().label("names"), func.min(names.confidence).label("confidence"))
        .group_by(names.report_id, names.kind)
        .subquery()
    )
    selects = []
    for kind in ("admitted", "introduced", "confirmed", "planned", "target"):
        stated = getattr(counts, kind)
        selects.append(
            select(
                *(getattr(counts, name) for name in shared),
                literal(kind).label("kind"),
                literal(kind).label("natural"),
                func.coalesce(stated, listed.c.names).label("number"),
                func.coalesce(case((stated.is_(None), listed.c.confidence)), counts.confidence).label("confidence"),
                counts.doubt,
            )
            .outerjoin(listed, and_(listed.c.report_id == counts.report_id, listed.c.kind == kind))
            .where(or_(stated.is_not(None), listed.c.names.is_not(None)))
        )
    return union_all(*selects).subquery("admissions_told")


def _measures() -> dict[str, Measure]:
    award, rating, paper, told = facts.Award, facts.Rating, facts.DocumentInfo, _admissions()
    award_names = ("category", "recipient_type", "name", "level", "rank", "issuer", "contest", "subject", "school_year")
    of_this_year = or_(award.year.is_(None), award.year >= award.report_year)
    return {
        "reports": Measure(paper, literal(1), {"form": paper.form, "term": paper.term}, once=False),
        "ratings": Measure(
            rating,
            literal(1),
            {name: getattr(rating, name) for name in ("section", "scale", "level", "status")},
            filter="scale",
            once=False,
        ),
        "awards": Measure(
            award,
            award.count,
            {**{name: getattr(award, name) for name in award_names}, "award_year": award.year, "grade": award.grade},
            filter="category",
            usual={"award_year": of_this_year},
        ),
        "admissions": Measure(told, told.c.number, {"kind": told.c.kind}, filter="kind", apart=("kind",)),
    }


_MEASURES = _measures()
