"""Files into the database: idempotent by content, one transaction a report, no file harms another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.database.connection import Database
from models.database.registry import File, Reading, StoredReport
from models.document import dump_document
from models.errors import KiemdiemError, RefusedError, StoreError
from models.report import Report
from parsers.vocabulary import Vocabulary
from pipeline.checks import check
from pipeline.originals import content_hash, display_name, keep_original
from pipeline.outcome import run
from pipeline.parse import Parsed, parse_file
from pipeline.sources import SourceFile, walk
from pipeline.store import Stored, store, store_refusal

Status = Literal["new", "version", "unchanged", "reread", "passed_over", "failed"]
NOT_READ = frozenset({"page", "limit"})  # kinds of skipped parts that make a reading partial

Parser = Callable[[Path, Vocabulary | None], Parsed]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file."""

    name: str
    status: Status
    report_id: int | None = None
    kind: str | None = None  # of paper: other than collective_review it is an attachment
    waiting: str | None = None
    facts: int = 0
    findings: int = 0
    partial: bool = False
    reason: str | None = None  # why it was passed over
    error: KiemdiemError | None = None


@dataclass(slots=True)
class Summary:
    """What became of all files."""

    files: int = 0
    facts: int = 0
    findings: int = 0
    partial: int = 0
    attachments: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    exit_code: int = 0  # of the first file that failed

    def add(self, one: Ingested) -> None:
        """Count one file in."""
        self.files += 1
        self.statuses[one.status] += 1
        self.facts += one.facts
        self.findings += one.findings
        self.partial += one.partial
        self.attachments += one.kind is not None and one.kind != "collective_review"
        if one.waiting is not None:
            self.waiting[one.waiting] += 1
        if one.reason is not None:
            self.passed_over[one.reason] += 1
        if one.error is not None:
            self.failures[one.error.code] += 1
            self.exit_code = self.exit_code or one.error.exit_code


def find_sources(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files that `ingest` reads, and those it passes over with the reason."""
    return walk(paths)


def ingest(
    database: Database,
    data_directory: Path,
    sources: Iterable[SourceFile],
    vocabulary: Vocabulary | None = None,
    again: bool = False,
    parser: Parser = parse_file,
) -> Iterator[Ingested]:
    """Read and store each file, one result a file in the order given.

    A file whose content is known is left alone; with `again` it is read anew (after the program or the vocabulary
    changed) and decisions on it stand. Errors of a file are in its result; StoreError of the database itself is raised.
    """
    for source in sources:
        if source.passed_over is not None:
            yield Ingested(source.name, "passed_over", reason=source.passed_over)
        elif source.error is not None or source.place is None:
            yield Ingested(source.name, "failed", error=source.error)
        else:
            outcome = run(
                partial(_ingest_one, database, data_directory, source, vocabulary, again, parser), source.name
            )
            if isinstance(outcome.error, StoreError):
                raise outcome.error
            yield outcome.value or Ingested(source.name, "failed", error=outcome.error)


def _ingest_one(
    database: Database,
    data_directory: Path,
    source: SourceFile,
    vocabulary: Vocabulary | None,
    again: bool,
    parser: Parser,
) -> Ingested:
    assert source.place is not None
    with nullcontext(source.place) if isinstance(source.place, Path) else source.place() as path:
        sha256 = content_hash(path)
        known = _known(database, sha256)
        if known is not None and not again:
            return Ingested(source.name, "unchanged", known.id, known.kind, known.waiting)
        try:
            parsed = parser(path, vocabulary)
        except RefusedError as error:
            with database.writing() as session:
                store_refusal(session, sha256, error.code)
            raise
        report = _named(parsed.report, path)
        keep_original(data_directory, path, sha256)
        checker = partial(check, vocabulary=vocabulary)
        document, size = dump_document(parsed.document), path.stat().st_size
        try:
            with database.writing() as session:
                stored = store(session, report, document, size, parsed.own_findings, checker)
        except IntegrityError:  # another process has just stored the same content
            known = _known(database, sha256)
            if known is None:
                raise
            return Ingested(source.name, "unchanged", known.id, known.kind, known.waiting)
    return _result(source.name, report, stored, reread=known is not None)


def _known(database: Database, sha256: str) -> StoredReport | None:
    """The report that this content stands in."""
    with database.reading() as session:
        query = (
            select(StoredReport)
            .join(Reading, Reading.report_id == StoredReport.id)
            .join(File, File.id == Reading.file_id)
            .where(File.sha256 == sha256)
        )
        return session.scalars(query.limit(1)).first()


def _named(report: Report, path: Path) -> Report:
    source = report.source.model_copy(update={"filename": display_name(path.name)})
    return report.model_copy(update={"source": source})


def _result(name: str, report: Report, stored: Stored, reread: bool) -> Ingested:
    lists: tuple[list[Any], ...] = (
        report.sections,
        report.ratings,
        report.tables,
        report.statistics,
        report.admissions,
        report.awards,
    )
    return Ingested(
        name,
        "reread" if reread else "version" if stored.version else "new",
        stored.report_id,
        report.document.kind,
        stored.waiting,
        facts=sum(len(items) for items in lists),
        findings=len(report.findings),
        partial=any(part.what in NOT_READ for part in report.source.skipped),
    )
