"""Files into the database: idempotent by content, one transaction a report, no file harms another.

Files are read by a runner (children that can be killed, several at once); one process writes, in the order of the
files, so that a run that was killed and taken up ends in the same database as one that was not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.database.connection import Database
from models.database.registry import File, Reading, StoredReport
from models.errors import InputError, KiemdiemError, RefusedError, StoreError
from models.report import Report
from parsers.vocabulary import load_vocabulary
from pipeline.checks import check
from pipeline.jobs import end_job
from pipeline.originals import content_hash, display_name, keep_original
from pipeline.outcome import Outcome
from pipeline.sources import SourceFile, walk
from pipeline.store import Stored, store, store_refusal
from pipeline.workers import WORK_LIMITS, Here, Runner, Task, reading_limits, run_all
from pipeline.workers.parsing import PageByPage, ParseFile, ReadReport, read_answer
from pipeline.workers.seam import as_known

Status = Literal["new", "version", "unchanged", "reread", "passed_over", "failed"]
NOT_READ = frozenset({"page", "limit"})  # kinds of skipped parts that make a reading partial


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
    error: KiemdiemError | None = None  # why it failed, or why part of it was not read


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
    cut: Counter[str] = field(default_factory=Counter)  # reasons why a part of a file was not read
    passed_over: Counter[str] = field(default_factory=Counter)
    exit_code: int = 0  # of the first file that failed or was cut

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
            reasons = self.failures if one.status == "failed" else self.cut
            reasons[one.error.code] += 1
            self.exit_code = self.exit_code or one.error.exit_code


def find_sources(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files that `ingest` reads, and those it passes over with the reason."""
    return walk(paths)


def ingest(
    database: Database,
    data_directory: Path,
    sources: Iterable[SourceFile],
    vocabulary: Path | None = None,
    again: bool = False,
    runner: Runner | None = None,
) -> Iterator[Ingested]:
    """Read and store each file, one result a file in the order given.

    A file whose content is known is left alone; with `again` it is read anew (after the program or the vocabulary
    changed) and decisions on it stand. `vocabulary` is an office's folder of words, `runner` reads the files (in this
    process unless another is given). Errors of a file are in its result; StoreError of the database itself is raised.
    """
    runner = PageByPage(runner or Here())
    work = _Work(database, data_directory, vocabulary, again)
    for begun, outcome in run_all(runner, map(work.begin, sources)):
        with begun.held:
            yield work.finish(begun, outcome)


@dataclass(slots=True)
class _Begun:
    """A source on its way: `ended` where it needs no reading; `held` holds its copy out of an archive."""

    source: SourceFile
    held: ExitStack = field(default_factory=ExitStack)
    path: Path | None = None
    sha256: str = ""
    ended: Ingested | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    database: Database
    data_directory: Path
    vocabulary: Path | None
    again: bool

    def begin(self, source: SourceFile) -> tuple[_Begun, Task | None]:
        """What there is to read of the source, if anything."""
        begun = _Begun(source)
        if source.passed_over is not None:
            begun.ended = Ingested(source.name, "passed_over", reason=source.passed_over)
            return begun, None
        try:
            begun.path = self._reach(source, begun.held)
            begun.sha256 = content_hash(begun.path)
            known = None if self.again else _known(self.database, begun.sha256)
        except KiemdiemError as error:
            begun.ended = Ingested(source.name, "failed", error=error)
            return begun, None
        except OSError as problem:
            unreadable = InputError("file_unreadable", file=source.name, reason=problem.strerror or "")
            begun.ended = Ingested(source.name, "failed", error=unreadable)
            return begun, None
        if known is not None:
            begun.ended = _unchanged(source.name, known)
            return begun, None
        return begun, Task(source.name, ParseFile(begun.path, self.vocabulary, reading_limits()))

    def finish(self, begun: _Begun, outcome: Outcome[bytes] | None) -> Ingested:
        """Store what was read, and in the same transaction what became of the job. Raises StoreError."""
        source = begun.source
        try:
            if outcome is not None and outcome.value is not None:
                return self._store(begun, read_answer(outcome.value), outcome)
            ended = outcome or begun.ended
            error = None if ended is None else ended.error
        except StoreError:
            raise
        except Exception as problem:  # a report that cannot be stored harms no other
            error = as_known(problem, source.name, WORK_LIMITS)
        if isinstance(error, StoreError):
            raise error
        if source.passed_over is None:
            with self.database.writing() as session:
                if isinstance(error, RefusedError):
                    store_refusal(session, begun.sha256, error.code)
                end_job(session, source, error)
        return begun.ended or Ingested(source.name, "failed", error=error)

    def _store(self, begun: _Begun, read: ReadReport, outcome: Outcome[bytes]) -> Ingested:
        assert begun.path is not None
        name = begun.source.name
        known = _known(self.database, begun.sha256)  # an equal file may have come since it was begun
        if known is not None and not self.again:
            return self._leave(begun, known)
        report = _named(read.report, begun.path)
        keep_original(self.data_directory, begun.path, begun.sha256)
        checker = partial(check, vocabulary=load_vocabulary(self.vocabulary))
        try:
            with self.database.writing() as session:
                size = begun.path.stat().st_size
                stored = store(session, report, read.document, size, read.own_findings, checker)
                end_job(session, begun.source, outcome.error)
        except IntegrityError:  # another process has just stored the same content
            known = _known(self.database, begun.sha256)
            if known is None:
                raise
            return self._leave(begun, known)
        return _result(name, report, stored, reread=known is not None, error=outcome.error)

    def _leave(self, begun: _Begun, known: StoredReport) -> Ingested:
        with self.database.writing() as session:
            end_job(session, begun.source)
        return _unchanged(begun.source.name, known)

    def _reach(self, source: SourceFile, held: ExitStack) -> Path:
        """The file on disk; a member of an archive is copied out, held until its turn is over."""
        if source.error is not None or source.place is None:
            raise source.error or InputError("file_missing", file=source.name)
        path = source.place if isinstance(source.place, Path) else held.enter_context(source.place())
        return path.absolute()


def _unchanged(name: str, known: StoredReport) -> Ingested:
    return Ingested(name, "unchanged", known.id, known.kind, known.waiting)


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


def _result(name: str, report: Report, stored: Stored, reread: bool, error: KiemdiemError | None) -> Ingested:
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
        partial=error is not None or any(part.what in NOT_READ for part in report.source.skipped),
        error=error,
    )
