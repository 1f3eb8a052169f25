"""Who a report is: school, subject, year and period; and which other report it is therefore a version of.

What the report itself says, or what a person assigned. Where something needed is missing, or another report may or may
not be the same one, it waits with its reason and is never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import report as model
from models.database.registry import School, StoredReport
from models.database.review import Decision
from pipeline.claims import Value
from pipeline.kinds import DocumentInfo, Head
from pipeline.schools import Unclear, cell_key, find_school

FEEDS = "collective_review"  # the one kind of paper that feeds statistics; others are attachments


def identify(
    session: Session, report: StoredReport, values: Iterable[Value], decisions: Mapping[str, Decision]
) -> StoredReport | None:
    """Write the report's identity by its values in force and its assignment; the report that it must join, if any."""
    singles: dict[str, Any] = {value.kind.name: value.fact for value in values if value.kind.single}
    organisation: model.Organisation = singles.get("organisation") or model.Organisation()
    head: Head = singles.get("head") or Head()
    paper: DocumentInfo = singles.get("paper") or DocumentInfo()
    assignment = decisions.get("assignment")
    assigned = (assignment.value or {}) if assignment is not None else {}

    school = _school(session, organisation, paper.kind == FEEDS, assigned)
    report.kind = paper.kind
    report.year = assigned.get("year", head.year)
    report.subject = assigned.get("subject", paper.subject)
    report.period = assigned.get("period", paper.period)
    report.cell_key = cell_key(organisation)
    report.school_id = school.id if isinstance(school, School) else None
    report.merged_into_id = None
    report.waiting = _why_waiting(report, school)
    other = None
    if report.kind == FEEDS and report.waiting is None:
        other = _same_report(session, report, chosen=assignment is not None)
    report.counted = report.kind == FEEDS and report.waiting is None and not report.withdrawn and other is None
    return other


def _school(
    session: Session, organisation: model.Organisation, may_be_new: bool, assigned: Mapping[str, Any]
) -> School | Unclear:
    if "school_id" in assigned:
        return session.get_one(School, assigned["school_id"])
    return find_school(session, organisation, may_be_new)


def _why_waiting(report: StoredReport, school: School | Unclear) -> str | None:
    if report.kind != FEEDS:
        return None  # an attachment waits for nothing
    if isinstance(school, Unclear):
        return school.reason
    return "year_unknown" if report.year is None else None


def _same_report(session: Session, report: StoredReport, chosen: bool) -> StoredReport | None:
    """The one report of the same identity. One that may be it makes this one wait, unless a person `chosen` its place.

    Subject and cell tell reports of one school, year and period apart where both know them; where one does not, nobody
    but a person can say.
    """
    query = select(StoredReport).where(
        StoredReport.id != report.id,
        StoredReport.school_id == report.school_id,
        StoredReport.year == report.year,
        StoredReport.period == report.period,
        StoredReport.kind == FEEDS,
        StoredReport.waiting.is_(None),
        StoredReport.withdrawn.is_(False),
        StoredReport.merged_into_id.is_(None),
        StoredReport.reading_id.is_not(None),
    )
    if report.withdrawn:
        return None
    others = session.scalars(query.order_by(StoredReport.id)).all()
    for other in others:
        if (other.subject, other.cell_key) == (report.subject, report.cell_key):
            return other
    maybe = [other for other in others if _may_be_same(report, other)]
    if chosen:
        return next((other for other in maybe if other.subject == report.subject), None)
    if maybe:
        report.waiting = "report_unclear"
    return None


def _may_be_same(report: StoredReport, other: StoredReport) -> bool:
    subjects = report.subject is None or other.subject is None or report.subject == other.subject
    cells = not report.cell_key or not other.cell_key or report.cell_key == other.cell_key
    return subjects and cells
