"""What people decide: on facts (accept, correct, reject, add) and on reports (approve, withdraw, assign, choose).

Every decision is a row that stays; undoing one leaves it as history and brings back what was in force before it. After
each the report's values, its identity and its findings are worked out anew in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.database.base import now
from models.database.registry import File, Reading, School, StoredReport
from models.database.review import Claim, Decision
from models.errors import UsageError
from models.report import Fact, Organisation
from pipeline.checks import check
from pipeline.kinds import KINDS, Kind, fact_key, short_key
from pipeline.schools import find_school
from pipeline.scope import Scope, find_report
from pipeline.store import Checker, decisions_in_force, refresh

Verdict = Literal["accept", "correct", "reject", "add"]
ABOUT_REPORT = ("report", "assignment", "version")  # keys that are no facts (see models.database.review.Decision)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, what of the database that person sees, and the checks of the office's own vocabulary."""

    who: str
    scope: Scope
    checker: Checker = check


def decide(
    session: Session,
    reviewer: Reviewer,
    report_id: int,
    key: str,
    verdict: Verdict,
    value: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> Decision:
    """Decide on one fact. `value` holds the fields to correct, or those of the fact to add.

    `key` is a fact's key, its short key, or the name of a kind that stands once ("head"); for `add` it is a kind, with
    the section where there is one ("award:I.2"). Raises UsageError: "report_unknown", "fact_unknown", "value_invalid".
    """
    report = find_report(session, report_id, reviewer.scope)
    reading = _reading(session, report)
    if verdict == "add":
        kind, fact = _new_fact(key, value or {})
        section = key.partition(":")[2] or getattr(fact, "section", None) or ""
        full_key, raw = _free_key(session, report, fact_key(kind, fact, section)), None
    else:
        full_key = find_key(session, report, key)
        kind = KINDS[full_key.split(":")[0]]
        claim = session.get(Claim, (reading.id, full_key))
        raw = claim.raw if claim is not None else None
        fact = _corrected(kind, _value_in_force(session, report, kind, full_key, claim), value or {})
    decided = None if verdict == "reject" else kind.value(fact)
    return _record(session, reviewer, report, full_key, verdict, decided, raw, reading.file_id, note)


def undo(session: Session, reviewer: Reviewer, report_id: int, key: str) -> Decision:
    """Take back the last decision on a key that is not undone; the one before it is in force again.

    Raises UsageError ("nothing_to_undo") where nothing was decided.
    """
    report = session.get(StoredReport, report_id) if key == "assignment" else None  # it may have joined another by it
    if report is None or not reviewer.scope.sees(report):
        report = find_report(session, report_id, reviewer.scope)
    decisions = decisions_in_force(session, report.id)
    full_key = key if key in ABOUT_REPORT else find_key(session, report, key)
    decision = decisions.get(full_key)
    if decision is None:
        raise UsageError("nothing_to_undo", report=report_id, key=key)
    decision.undone_by, decision.undone_at = reviewer.who, now()
    session.flush()
    _bring_in_force(session, reviewer, report, moved=full_key == "assignment")
    return decision


def approve(session: Session, reviewer: Reviewer, report_id: int, note: str | None = None) -> Decision:
    """Say that the report is good as it is: a new version waits until a person chooses it."""
    report = find_report(session, report_id, reviewer.scope)
    file_id = _reading(session, report).file_id
    return _record(session, reviewer, report, "report", "accept", {}, None, file_id, note)


def withdraw(session: Session, reviewer: Reviewer, report_id: int, note: str | None = None) -> Decision:
    """Take the report out of force: it stays, and counts nowhere."""
    report = find_report(session, report_id, reviewer.scope)
    if report.withdrawn:
        raise UsageError("already_withdrawn", report=report_id)
    return _record(session, reviewer, report, "report", "reject", None, None, None, note)


def restore(session: Session, reviewer: Reviewer, report_id: int) -> Decision:
    """Put a withdrawn report back in force, approved if it was. Raises UsageError ("not_withdrawn")."""
    if not find_report(session, report_id, reviewer.scope).withdrawn:
        raise UsageError("not_withdrawn", report=report_id)
    return undo(session, reviewer, report_id, "report")


def choose_version(session: Session, reviewer: Reviewer, report_id: int, number: Any) -> Decision:
    """Put the report's `number`-th file (from 1, by arrival) in force. Raises UsageError ("version_unknown")."""
    report = find_report(session, report_id, reviewer.scope)
    files = versions(session, report)
    if not isinstance(number, int) or not 1 <= number <= len(files):
        raise UsageError("version_unknown", report=report_id, version=number, known=len(files))
    return _record(session, reviewer, report, "version", "correct", {}, None, files[number - 1].id, None)


def assign(
    session: Session, reviewer: Reviewer, report_id: int, place: Mapping[str, Any], note: str | None = None
) -> Decision:
    """Say whose review it is: any of `school_id`, `subject`, `year`, `period`; the rest stays as the report says.

    Where a report of that identity stands already, the file becomes its newest version; `undo` on "assignment" takes
    it out again. Raises UsageError ("school_number_unknown", "nothing_assigned").
    """
    report = find_report(session, report_id, reviewer.scope)
    if not place:
        raise UsageError("nothing_assigned", report=report_id)
    if "school_id" in place and session.get(School, place["school_id"]) is None:
        raise UsageError("school_number_unknown", school=place["school_id"])
    before = decisions_in_force(session, report.id).get("assignment")
    value = {**((before.value or {}) if before else {}), **place}
    return _record(session, reviewer, report, "assignment", "correct", value, None, None, note)


def versions(session: Session, report: StoredReport) -> list[File]:
    """The report's files in order of arrival."""
    query = select(File.id).join(Reading, Reading.file_id == File.id).where(Reading.report_id == report.id)
    ids = dict.fromkeys(session.scalars(query.order_by(Reading.id)))
    return [session.get_one(File, file_id) for file_id in ids]


def find_key(session: Session, report: StoredReport, key: str) -> str:
    """The full key of a fact of the report: in force, claimed by the file in force, or decided on.

    Raises UsageError ("fact_unknown", "fact_ambiguous").
    """
    known = set(session.scalars(select(Claim.key).where(Claim.reading_id == report.reading_id)))
    known |= set(session.scalars(select(Decision.key).where(Decision.report_id == report.id))) - set(ABOUT_REPORT)
    if key in known:
        return key
    matches = [full for full in known if short_key(full) == key.lower()] or [full for full in known if key in full]
    if len(matches) == 1:
        return matches[0]
    raise UsageError("fact_ambiguous" if matches else "fact_unknown", report=report.id, key=key, count=len(matches))


def _record(
    session: Session,
    reviewer: Reviewer,
    report: StoredReport,
    key: str,
    verdict: str,
    value: dict[str, Any] | None,
    raw: str | None,
    file_id: int | None,
    note: str | None,
) -> Decision:
    decision = Decision(
        report_id=report.id,
        key=key,
        verdict=verdict,
        value=value,
        raw=raw,
        file_id=file_id,
        who=reviewer.who,
        note=note,
    )
    session.add(decision)
    session.flush()
    _bring_in_force(session, reviewer, report, moved=False)
    return decision


def _bring_in_force(session: Session, reviewer: Reviewer, report: StoredReport, moved: bool) -> None:
    """Refresh the report; where an assignment is undone, first take its readings back from the report they joined."""
    other_id = report.merged_into_id
    if moved and other_id is not None:
        session.execute(
            update(Reading)
            .where(Reading.origin_id == report.id, Reading.report_id == other_id)
            .values(report_id=report.id)
        )
        report.merged_into_id = None
        session.flush()
        refresh(session, other_id, checker=reviewer.checker)
    refresh(session, report.id, checker=reviewer.checker)


def _reading(session: Session, report: StoredReport) -> Reading:
    if report.reading_id is None:
        raise UsageError("report_unknown", report=report.id)
    return session.get_one(Reading, report.reading_id)


def _new_fact(key: str, value: Mapping[str, Any]) -> tuple[Kind, Fact]:
    name = key.partition(":")[0]
    kind = KINDS.get(name)
    if kind is None or kind.single:
        raise UsageError("kind_unknown", kind=name, known=[kind.name for kind in KINDS.values() if not kind.single])
    return kind, _corrected(kind, {}, value)


def _free_key(session: Session, report: StoredReport, key: str) -> str:
    """The key, with the next ordinal where equals are there already."""
    readings = select(Reading.id).where(Reading.report_id == report.id)
    known = set(session.scalars(select(Claim.key).where(Claim.reading_id.in_(readings))))
    known |= set(session.scalars(select(Decision.key).where(Decision.report_id == report.id)))
    number = 1
    while (full := key if number == 1 else f"{key}#{number}") in known:
        number += 1
    return full


def _value_in_force(
    session: Session, report: StoredReport, kind: Kind, key: str, claim: Claim | None
) -> dict[str, Any]:
    """The value that a correction starts from: what is in force, else what was read, else what was decided."""
    file_id = _reading(session, report).file_id
    decision = decisions_in_force(session, report.id, file_id).get(key)
    row = session.get(kind.row, (report.id, key))
    if row is not None and decision is not None and row.decision_id == decision.id and row.doubt is None:
        return dict(decision.value or {})
    if claim is not None:
        return dict(claim.value)
    if decision is not None and decision.value is not None:
        return dict(decision.value)
    raise UsageError("fact_unknown", report=report.id, key=key)


def _corrected(kind: Kind, value: dict[str, Any], fields: Mapping[str, Any]) -> Fact:
    unknown = sorted(set(fields) - set(kind.fields))
    if unknown:
        raise UsageError("field_unknown", kind=kind.name, fields=unknown, known=list(kind.fields))
    try:
        return kind.fact({**value, **fields})
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()]
        raise UsageError("value_invalid", kind=kind.name, problems=problems) from error


def name_school(session: Session, organisation: Organisation) -> School:
    """The school that a person names, made where it is new.

    Raises UsageError ("school_needs_place", "school_several").
    """
    found = find_school(session, organisation)
    if isinstance(found, School):
        return found
    code = "school_several" if found.reason == "school_unclear" else "school_needs_place"
    raise UsageError(code, school=organisation.school or "")


def stands_in(session: Session, report_id: int) -> int:
    """The report that this one joined, or itself."""
    report = session.get_one(StoredReport, report_id)
    return report_id if report.merged_into_id is None else stands_in(session, report.merged_into_id)
