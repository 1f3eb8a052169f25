"""Report → database, and back: one transaction a report, values in force rewritten whole.

`store` keeps what a file says as a reading with its claims; `refresh` works out what is in force (which version, whose
report, which values, what does not add up) and is the only writer of the flat tables; `report_in_force` gives the
Report back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.database.registry import File, KeptDocument, Reading, StoredReport
from models.database.review import Claim, Decision, StoredFinding
from models.report import Finding, Report, Statistic
from pipeline.checks import check
from pipeline.claims import Value, resolve
from pipeline.identity import identify
from pipeline.kinds import KINDS, KeyedFact, keyed_facts, natural_part
from pipeline.known import allow_photos
from pipeline.originals import display_name
from pipeline.rebuild import report_in_force

__all__ = [
    "Checker",
    "Stored",
    "decisions_in_force",
    "program_version",
    "refresh",
    "report_in_force",
    "store",
]

Checker = Callable[[Report], list[Finding]]


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a reading went. `version`: it joined a report that was there; `reread`: as its file had before."""

    report_id: int
    reading_id: int
    version: bool
    reread: bool
    waiting: str | None


@cache
def program_version() -> str:
    """The version that readings and kept Documents carry."""
    try:
        return version("kiemdiem")
    except PackageNotFoundError:  # run from a bare source tree
        return "0"


def store(
    session: Session,
    report: Report,
    document: bytes | None = None,
    size: int | None = None,
    own_findings: int | None = None,
    checker: Checker = check,
) -> Stored:
    """Keep one reading of a file and bring it in force. The session's transaction holds all of it or nothing.

    `document` is the kept Document (`models.document.dump_document`), `size` the file's bytes. A file that is known
    gets a further reading in the report where it stands. The first `own_findings` of the report's findings are the
    reading's own; where that is not said, those that `checker` does not give.
    """
    report = _storable(report)
    checked = checker(report) if own_findings is None else report.findings[own_findings:]
    file, earlier = _file(session, report, size)
    if document is not None:
        session.merge(KeptDocument(file_id=file.id, version=program_version(), content=document))
    if earlier is None:
        stored = StoredReport(kind=report.document.kind)
        session.add(stored)
        session.flush()
        report_id, origin_id = stored.id, stored.id
    else:
        report_id, origin_id = earlier.report_id, earlier.origin_id
    reading = Reading(
        report_id=report_id,
        origin_id=origin_id,
        file_id=file.id,
        version=program_version(),
        reader=report.source.reader,
        source=report.source.model_dump(mode="json", exclude_defaults=True),
        findings=[_dump(finding) for finding in report.findings if finding not in checked],
    )
    session.add(reading)
    session.flush()
    decided = {
        key: one.raw for key, one in decisions_in_force(session, report_id, file.id).items() if one.raw is not None
    }
    facts = list(keyed_facts(report, decided))
    _write_claims(session, reading.id, facts)
    final = refresh(session, report_id, facts={reading.id: facts}, findings=report.findings, checker=checker)
    return Stored(
        final.id, reading.id, earlier is not None or final.id != report_id, earlier is not None, final.waiting
    )


def refresh(
    session: Session,
    report_id: int,
    facts: dict[int, list[KeyedFact]] | None = None,
    findings: Sequence[Finding] | None = None,
    checker: Checker = check,
) -> StoredReport:
    """Work out anew what is in force for the report, and write it; the report that it is now, where it joined another.

    `facts` are those of readings just made; `findings` those that came with them, good as long as no decision changes
    what is in force: checks run again only then.
    """
    report = session.get_one(StoredReport, report_id)
    decisions = decisions_in_force(session, report_id)
    reading = _choose_reading(session, report, decisions)
    if reading is None:  # its readings have joined another report
        _write_values(session, report, None, [])
        _write_findings(session, report_id, [])
        return report
    decisions = decisions_in_force(session, report_id, reading.file_id) if decisions else {}
    found = (facts or {}).get(reading.id) or _read_claims(session, reading.id)
    values = resolve(found, decisions, reading.file_id)
    other = identify(session, report, values, decisions)
    if other is not None:
        _join(session, report, other)
        return refresh(session, other.id, facts, findings, checker)
    written = report.reading_id is not None
    report.reading_id = reading.id
    session.flush()
    _write_values(session, report, reading.id, values, written)
    if findings is None or decisions or reading.id not in (facts or {}):
        own = [Finding.model_validate(finding) for finding in reading.findings]
        findings = [*own, *checker(report_in_force(session, report_id))]
    _write_findings(session, report_id, findings)
    return report


def decisions_in_force(session: Session, report_id: int, file_id: int | None = None) -> dict[str, Decision]:
    """The last decision of each key that is not undone; on facts, the last on this file where there is one."""
    query = select(Decision).where(Decision.report_id == report_id, Decision.undone_at.is_(None))
    decisions = session.scalars(query.order_by(Decision.id)).all()
    last = {decision.key: decision for decision in decisions}
    on_file = (one for one in decisions if one.file_id == file_id and one.key.split(":")[0] in KINDS)
    return last | {decision.key: decision for decision in on_file if file_id is not None}


def _file(session: Session, report: Report, size: int | None) -> tuple[File, Reading | None]:
    """The file of this content (the report's part of it), made where it is new, and its newest reading."""
    source = report.source
    file = session.scalar(select(File).where(File.sha256 == source.sha256, File.part == source.part))
    if file is not None:
        file.parts = source.parts
        if file.refused is not None:  # a newer program sees no stamp
            file.refused, file.filename, file.media_type, file.size = None, source.filename, source.media_type, size
            allow_photos(session, [photo.sha256 for photo in source.photos])
        query = select(Reading).where(Reading.file_id == file.id).order_by(Reading.id.desc())
        return file, session.scalars(query.limit(1)).first()
    file = File(
        sha256=source.sha256,
        part=source.part,
        parts=source.parts,
        filename=source.filename,
        media_type=source.media_type,
        size=size,
    )
    session.add(file)
    session.flush()
    return file, None


def _choose_reading(session: Session, report: StoredReport, decisions: dict[str, Decision]) -> Reading | None:
    """The newest file's newest reading, unless a person approved or chose a file: then a newer one waits.

    A part that its stack no longer holds is behind all other files.
    """
    readings = session.scalars(select(Reading).where(Reading.report_id == report.id).order_by(Reading.id)).all()
    about = decisions.get("report")
    report.withdrawn = about is not None and about.verdict == "reject"
    report.approved = about is not None and about.verdict == "accept"
    report.newer_reading_id = None
    if not readings:
        report.reading_id = None
        report.counted = False
        return None
    first_of = {reading.file_id: reading.id for reading in reversed(readings)}
    gone = set(session.scalars(select(File.id).where(File.id.in_(first_of), File.part > File.parts)))
    there = [reading for reading in readings if reading.file_id not in gone]
    newest = max(there or readings, key=lambda reading: (first_of[reading.file_id], reading.id))
    chosen = [decision for decision in (about, decisions.get("version")) if decision and decision.verdict != "reject"]
    files = {decision.file_id for decision in chosen if decision.id == max(d.id for d in chosen)}
    of_choice = [reading for reading in readings if reading.file_id in files]
    if not of_choice:
        return newest
    if newest.file_id not in files:
        report.newer_reading_id = newest.id
    return of_choice[-1]


def _join(session: Session, report: StoredReport, other: StoredReport) -> None:
    """Make the report's readings versions of the other; a report that nobody has worked on leaves no trace."""
    touched = session.scalar(select(Decision.id).where(Decision.report_id == report.id).limit(1)) is not None
    for reading in session.scalars(select(Reading).where(Reading.report_id == report.id)):
        reading.report_id = other.id
        reading.origin_id = reading.origin_id if touched else other.id
    session.flush()
    _write_values(session, report, None, [])
    _write_findings(session, report.id, [])
    if touched:
        report.merged_into_id, report.reading_id, report.counted = other.id, None, False
    else:
        session.delete(report)
    session.flush()


def _write_claims(session: Session, reading_id: int, facts: Iterable[KeyedFact]) -> None:
    rows = [
        {
            "reading_id": reading_id,
            "key": item.key,
            "kind": item.kind.name,
            "position": item.position,
            "raw": item.kind.raw_form(item.fact),
            "value": item.kind.value(item.fact),
            "evidence": _dump(item.fact.evidence) if item.fact.evidence is not None else None,
            "confidence": item.fact.confidence,
        }
        for item in facts
    ]
    session.connection().execute(insert(Claim.__table__), rows)  # type: ignore[arg-type]


def _read_claims(session: Session, reading_id: int) -> list[KeyedFact]:
    rows = session.scalars(select(Claim).where(Claim.reading_id == reading_id).order_by(Claim.kind, Claim.position))
    return [
        KeyedFact(kind := KINDS[row.kind], row.key, row.position, kind.fact(row.value, row.evidence, row.confidence))
        for row in rows
    ]


def _write_values(
    session: Session, report: StoredReport, reading_id: int | None, values: list[Value], written: bool = True
) -> None:
    """Write the flat tables of the report anew; `written`: there may be rows of before."""
    connection = session.connection()
    rows: dict[type[Any], list[dict[str, Any]]] = {}
    totals = _totals(values)
    for value in values:
        kind = value.kind
        row = value.fact.model_dump(include=set(kind.fields))
        mine = rows.setdefault(kind.row, [])
        for name, table in kind.lists.items():
            rows.setdefault(table, []).extend(
                {"report_id": report.id, "key": value.key, "position": position, "name": item}
                for position, item in enumerate(row.pop(name))
            )
        row |= {
            "report_id": report.id,
            "school_id": report.school_id,
            "report_year": report.year,
            "counted": report.counted,
            "key": value.key,
            "natural": kind.natural_key(value.fact) if value.decision_id else natural_part(value.key),
            "ordinal": len(mine),
            "reading_id": reading_id if value.claimed else None,
            "decision_id": value.decision_id,
            "confidence": value.fact.confidence,
            "doubt": value.doubt,
        }
        if isinstance(value.fact, Statistic):
            row["part"] = value.fact.group not in _WHOLE and _figure(value.fact) in totals
        mine.append(row)
    for kind in KINDS.values() if written else ():
        connection.execute(delete(kind.row.__table__).where(kind.row.report_id == report.id))  # type: ignore[arg-type]
    for table, items in rows.items():
        if items:
            connection.execute(insert(table.__table__), items)


_WHOLE = (None, "total")


def _totals(values: Iterable[Value]) -> set[tuple[Any, ...]]:
    """The figures whose total the report states itself."""
    statistics = (value.fact for value in values if isinstance(value.fact, Statistic))
    return {_figure(statistic) for statistic in statistics if statistic.group in _WHOLE}


def _figure(statistic: Statistic) -> tuple[Any, ...]:
    return statistic.metric, statistic.school_year, statistic.unit, statistic.at_least


def _write_findings(session: Session, report_id: int, findings: Sequence[Finding]) -> None:
    connection = session.connection()
    connection.execute(delete(StoredFinding.__table__).where(StoredFinding.report_id == report_id))  # type: ignore[arg-type]
    if findings:
        rows = [
            {"report_id": report_id, "position": position, **_dump(finding)}
            for position, finding in enumerate(findings)
        ]
        connection.execute(insert(StoredFinding.__table__), rows)  # type: ignore[arg-type]


def _dump(item: Any) -> dict[str, Any]:
    if isinstance(item, Finding):
        return {
            "code": item.code,
            "severity": item.severity,
            "values": item.model_dump(mode="json", include={"values"})["values"],
            "evidence": [_dump(evidence) for evidence in item.evidence],
        }
    dumped: dict[str, Any] = item.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _storable(report: Report) -> Report:
    """The report with a clean file name and without characters that a database refuses (NUL, lone surrogates)."""
    source = report.source.model_copy(update={"filename": display_name(report.source.filename)})
    report = report.model_copy(update={"source": source})
    try:
        if "\\u0000" not in report.model_dump_json():
            return report
    except ValueError:  # PydanticSerializationError: a lone surrogate
        pass
    return Report.model_validate(_without_refused(report.model_dump()))


def _without_refused(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if isinstance(value, dict):
        return {_without_refused(key): _without_refused(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_refused(item) for item in value]
    return value
