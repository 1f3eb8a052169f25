"""What stands in the database, to be read by people: the list of reports, and one report whole."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, func, select
from sqlalchemy.orm import Session

from models.database.registry import File, Reading, School, StoredReport
from models.database.review import Decision, StoredFinding
from models.errors import UsageError
from models.messages import Language
from models.report import SURE, Fact, Report
from pipeline.claims import not_carried
from pipeline.decisions import versions
from pipeline.identity import FEEDS
from pipeline.kinds import KINDS, Kind, facts_of, short_key
from pipeline.rebuild import report_in_force
from pipeline.scope import Scope, find_report
from pipeline.statistics import REPORT, condition_sql, parse_condition
from pipeline.store import decisions_in_force

NO_NAMES = Scope(names=False)
HIDDEN = "…"  # stands for a name that may not be seen

STATES = ("counted", "waiting", "withdrawn", "attachment", "newer")
_FILTERS = {**REPORT, "kind": StoredReport.kind, "waiting": StoredReport.waiting}


@dataclass(frozen=True, slots=True)
class ListedReport:
    """One line of the list."""

    id: int
    school_id: int | None
    school: str | None
    commune: str | None
    year: int | None
    subject: str | None
    period: str
    kind: str
    state: str  # one of STATES
    waiting: str | None
    approved: bool
    versions: int
    findings: int
    file: str | None
    read_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact in force, with its key, and what a person should know of it."""

    kind: Kind
    key: str
    fact: Fact
    decision: Decision | None
    doubt: str | None

    @property
    def sure(self) -> bool:
        """Needs no second look."""
        return self.doubt is None and self.fact.confidence >= SURE


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One report whole: its line in the list, its contract, its facts with keys, its history."""

    line: ListedReport
    report: Report
    facts: Mapping[str, list[ShownFact]]  # by the name of the kind
    decisions: list[Decision]  # all of them, undone ones too
    lost: list[Decision]  # on facts that the file in force does not state
    versions: list[File] = field(default_factory=list)


def list_reports(
    session: Session, scope: Scope, where: tuple[str, ...] = (), state: str | None = None
) -> list[ListedReport]:
    """The reports that the scope sees, by school and year; those that joined another are not listed.

    `where`: conditions as `pipeline.statistics` reads them, over school, commune, parent, year, review, period, kind,
    waiting. Raises UsageError for a dimension or condition that cannot be read.
    """
    conditions = [condition_sql(parse_condition(text), _FILTERS) for text in where]
    files = (
        select(Reading.report_id, func.count(func.distinct(Reading.file_id)).label("files"))
        .group_by(Reading.report_id)
        .subquery()
    )
    found = select(StoredFinding.report_id, func.count().label("findings")).group_by(StoredFinding.report_id).subquery()
    query = (
        select(StoredReport, School, File, Reading.read_at, files.c.files, found.c.findings)
        .join(Reading, Reading.id == StoredReport.reading_id)
        .join(File, File.id == Reading.file_id)
        .join(files, files.c.report_id == StoredReport.id)
        .outerjoin(found, found.c.report_id == StoredReport.id)
        .outerjoin(School, School.id == StoredReport.school_id)
        .where(StoredReport.merged_into_id.is_(None), *scope.conditions(StoredReport.school_id, StoredReport.year))
        .where(*conditions)
        .order_by(School.name_key, School.id, StoredReport.year, StoredReport.id)
    )
    lines = [
        _line(report, school, file_name(file) if scope.names else HIDDEN, read_at, count, findings)
        for report, school, file, read_at, count, findings in session.execute(query)
    ]
    return [line for line in lines if state is None or line.state == state]


def show_report(session: Session, scope: Scope, report_id: int, language: Language = "vi") -> ShownReport:
    """One report whole. Raises UsageError ("report_unknown")."""
    stored = find_report(session, report_id, scope)
    lines = [line for line in list_reports(session, scope, (f"report={stored.id}",)) if line.id == stored.id]
    if not lines:
        raise UsageError("report_unknown", report=report_id)
    report = report_in_force(session, stored.id, language)
    file_id = session.scalar(select(Reading.file_id).where(Reading.id == stored.reading_id))
    in_force = decisions_in_force(session, stored.id, file_id)
    report = report if scope.names else nameless(report)
    facts = {kind.name: _shown(session, kind, stored.id, report, scope) for kind in KINDS.values()}
    history = session.scalars(select(Decision).where(Decision.report_id == stored.id).order_by(Decision.id))
    return ShownReport(
        lines[0],
        report,
        facts,
        list(history) if scope.names else [],
        not_carried({fact.key for items in facts.values() for fact in items}, in_force) if scope.names else [],
        versions(session, stored) if scope.names else [],
    )


def nameless(report: Report) -> Report:
    """The report without what its columns' sensitivity keeps from those who may not see names."""
    changes: dict[str, Any] = {}
    for kind in KINDS.values():
        if kind.field and kind.name != "paper":
            hidden = _hidden_fields(kind)
            facts = [_without(fact, hidden) for fact in facts_of(report, kind)]
            changes[kind.field] = facts[0] if kind.single else facts
    changes["source"] = report.source.model_copy(update={"filename": HIDDEN, "skipped": [], "photos": []})
    changes["findings"] = [
        finding.model_copy(update={"values": {}, "message": "", "evidence": []}) for finding in report.findings
    ]
    changes["head_evidence"] = {}
    return report.model_copy(update=changes)


def _hidden_fields(kind: Kind) -> dict[str, Any]:
    """The fields that names hide, with what stands in their place."""
    columns = kind.row.__table__.columns
    lists = {name: table.__table__.columns["name"] for name, table in kind.lists.items()}
    hidden = {}
    for name in kind.fields:
        column = lists[name] if name in lists else columns[name]
        if not NO_NAMES.shows(column):
            hidden[name] = [] if name in lists or isinstance(column.type, JSON) else HIDDEN
    return hidden


def _without(fact: Fact, hidden: Mapping[str, Any]) -> Fact:
    changes: dict[str, Any] = {name: value for name, value in hidden.items() if getattr(fact, name) is not None}
    if isinstance(getattr(fact, "date", None), datetime.date) and "date" in changes:
        changes["date"] = None
    if fact.evidence is not None:  # the source's words name persons
        withheld: dict[str, Any] = {"text": HIDDEN, "read_as": None, "photo": None, "also": []}
        changes["evidence"] = fact.evidence.model_copy(update=withheld)
    return fact.model_copy(update=changes)


def file_name(file: File) -> str | None:
    """The file's name; of a report out of a stack with its place in it: "a.pdf (2/3)", while it is found there."""
    if file.filename is None or file.parts == 1 or file.part > file.parts:
        return file.filename
    return f"{file.filename} ({file.part}/{file.parts})"


def _line(
    report: StoredReport,
    school: School | None,
    filename: str | None,
    read_at: datetime.datetime | None,
    files: int,
    findings: int | None,
) -> ListedReport:
    return ListedReport(
        id=report.id,
        school_id=report.school_id,
        school=school.name if school is not None else None,
        commune=school.commune if school is not None else None,
        year=report.year,
        subject=report.subject,
        period=report.period,
        kind=report.kind,
        state=_state(report),
        waiting=report.waiting,
        approved=report.approved,
        versions=files,
        findings=findings or 0,
        file=filename,
        read_at=read_at,
    )


def _state(report: StoredReport) -> str:
    if report.withdrawn:
        return "withdrawn"
    if report.kind != FEEDS:
        return "attachment"
    if report.waiting is not None:
        return "waiting"
    return "newer" if report.newer_reading_id is not None else "counted"


def _shown(session: Session, kind: Kind, report_id: int, report: Report, scope: Scope) -> list[ShownFact]:
    """The facts with their keys; for those who may not see names the short keys, for a key may hold one."""
    query = (
        select(kind.row.key, kind.row.doubt, Decision)
        .outerjoin(Decision, Decision.id == kind.row.decision_id)
        .where(kind.row.report_id == report_id)
        .order_by(kind.row.ordinal)
    )
    rows = session.execute(query).all()
    return [
        ShownFact(kind, key, fact, decision, doubt)
        if scope.names
        else ShownFact(kind, short_key(key), fact, None, doubt)
        for (key, doubt, decision), fact in zip(rows, facts_of(report, kind), strict=True)
    ]
