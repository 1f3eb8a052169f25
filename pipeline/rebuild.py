"""The database → Report: everything that is in force of one report, as the contract has it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database.registry import Reading, StoredReport
from models.database.review import Claim, StoredFinding
from models.errors import UsageError
from models.messages import Language
from models.report import Evidence, Finding, Report, Section, Source
from pipeline.checks import finding_message
from pipeline.kinds import KINDS, Kind, build_report


def report_in_force(session: Session, report_id: int, language: Language = "vi") -> Report:
    """The Report of the values in force; equal to what was stored as long as nobody decided otherwise.

    Raises UsageError ("report_unknown") for a report that is not there or holds no reading.
    """
    stored = session.get(StoredReport, report_id)
    if stored is None or stored.reading_id is None:
        raise UsageError("report_unknown", report=report_id)
    reading = session.get_one(Reading, stored.reading_id)
    query = select(Claim.key, Claim.evidence).where(Claim.reading_id == reading.id, Claim.evidence.is_not(None))
    evidence = {row.key: row.evidence for row in session.execute(query)}
    found = {kind.name: _facts(session, kind, report_id, evidence) for kind in KINDS.values()}
    found["section"] = _renumber_flow(found["section"], _kept(session, reading.id, report_id))
    return build_report(Source.model_validate(reading.source), found, _findings(session, report_id, language))


def _facts(session: Session, kind: Kind, report_id: int, evidence: dict[str, Any]) -> list[Any]:
    columns = [getattr(kind.row, name) for name in kind.fields if name not in kind.lists]
    rows = session.execute(
        select(kind.row.key, kind.row.reading_id, kind.row.confidence, *columns)
        .where(kind.row.report_id == report_id)
        .order_by(kind.row.ordinal)
    ).mappings()
    lists = {name: _list(session, table, report_id) for name, table in kind.lists.items()}
    facts = []
    for row in rows:
        value = {column.key: row[column.key] for column in columns}
        value |= {name: items.get(row["key"], []) for name, items in lists.items()}
        place = evidence.get(row["key"]) if row["reading_id"] is not None else None
        facts.append(kind.fact(value, place, row["confidence"]))
    return facts


def _list(session: Session, table: Any, report_id: int) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    query = select(table.key, table.name).where(table.report_id == report_id).order_by(table.position)
    for key, name in session.execute(query):
        lists.setdefault(key, []).append(name)
    return lists


def _findings(session: Session, report_id: int, language: Language) -> list[Finding]:
    query = select(StoredFinding).where(StoredFinding.report_id == report_id).order_by(StoredFinding.position)
    return [_finding(row, language) for row in session.scalars(query)]


def _finding(row: StoredFinding, language: Language) -> Finding:
    try:
        sentence = finding_message(row.code, row.values, language)
    except KeyError:  # a code, or values, of another version of the catalogue
        sentence = ""
    evidence = [Evidence.model_validate(item) for item in row.evidence]
    return Finding.model_validate(
        {"code": row.code, "severity": row.severity, "values": row.values, "message": sentence, "evidence": evidence}
    )


def _kept(session: Session, reading_id: int, report_id: int) -> dict[str, dict[int, int | None]]:
    """For tables ("t") and rating blocks ("r"): the number that the reading gave → the number in force, or None."""
    numbers: dict[str, dict[int, int | None]] = {}
    for sign, name in (("t", "table"), ("r", "rating")):
        row = KINDS[name].row
        query = (
            select(Claim.position, row.ordinal)
            .outerjoin(row, (row.key == Claim.key) & (row.report_id == report_id))
            .where(Claim.reading_id == reading_id, Claim.kind == name)
        )
        numbers[sign] = dict(session.execute(query).all())  # a Result itself has keys(), which dict() would ask for
    return numbers


def _renumber_flow(sections: list[Section], numbers: dict[str, dict[int, int | None]]) -> list[Section]:
    """Sections name tables and rating blocks by number: where a person rejected one, the others move up."""
    for section in sections:
        steps = (_renumbered(step, numbers) for step in section.flow)
        section.flow = [step for step in steps if step is not None]
    return sections


def _renumbered(step: str, numbers: dict[str, dict[int, int | None]]) -> str | None:
    if step[:1] not in numbers or not step[1:].isdecimal():
        return step
    known = numbers[step[0]]
    number = known.get(int(step[1:]), int(step[1:]))
    return None if number is None else f"{step[0]}{number}"
