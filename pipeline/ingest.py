"""Files into the database: idempotent by content, one transaction a report, no file harms another.

Files are read by a runner (children that can be killed, several at once); one process writes, in the order of the
files, so that a run that was killed and taken up ends in the same database as one that was not.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.database.connection import Database
from models.database.registry import StoredReport
from models.errors import InputError, KiemdiemError, RefusedError, StoreError
from models.report import Report
from parsers.vocabulary import load_vocabulary
from pipeline.checks import check
from pipeline.erasure import NOTHING, Erased, refuse
from pipeline.jobs import end_job
from pipeline.known import (
    is_photo_of_secret,
    photos_of_secret,
    reports_of,
    reports_of_photos,
    set_with_photo,
)
from pipeline.originals import content_hash, display_name, keep_original, photo_hashes
from pipeline.outcome import Outcome
from pipeline.photo_sets import pointed_out, walk_as_one
from pipeline.sources import SourceFile, walk
from pipeline.stacks import Gone, align, files_there, was_split, withdraw_gone
from pipeline.store import Checker, Stored, store
from pipeline.workers import WORK_LIMITS, Here, Runner, Task, reading_limits
from pipeline.workers.batches import read_all
from pipeline.workers.parsing import ParseFile, ReadReport, read_answers
from pipeline.workers.seam import as_known

Status = Literal["new", "version", "unchanged", "reread", "gone", "passed_over", "failed"]
TRIES = 4  # to store a report while others write
PAUSE = 0.5  # seconds at most before the second try, then longer
NOT_READ = frozenset({"page", "limit", "damage"})  # kinds of skipped parts that make a reading partial


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file, or of one of the reports that it holds (`part` of `parts`).

    Where `parts` is more than one and nobody asked for all, `unread` says that only the first was read. `alone` are the
    reports that photos of a set stand in by themselves, `erased` what an earlier reading of a refused paper had left. A
    part of a stack that is found no more is "gone"; `note` says what became of its report.
    """

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
    part: int = 1
    parts: int = 1
    unread: bool = False
    alone: tuple[int, ...] = ()
    note: str | None = None  # what its user should know
    erased: Erased = NOTHING
    decisions: int = 0  # of people, on a report whose part is gone


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
    notes: Counter[str] = field(default_factory=Counter)
    exit_code: int = 0  # of the first file that failed or was cut

    def add(self, one: Ingested) -> None:
        """Count one file in; a further report of the same file is no further file."""
        self.files += one.part == 1
        self.statuses[one.status] += 1
        self.facts += one.facts
        self.findings += one.findings
        self.partial += one.partial
        self.attachments += one.kind is not None and one.kind != "collective_review"
        if one.waiting is not None:
            self.waiting[one.waiting] += 1
        if one.note is not None:
            self.notes[one.note] += 1
        if one.unread:
            self.notes["several_reports"] += 1
        if one.reason is not None:
            self.passed_over[one.reason] += 1
        if one.error is not None:
            reasons = self.failures if one.status == "failed" else self.cut
            reasons[one.error.code] += 1
            self.exit_code = self.exit_code or one.error.exit_code


def find_sources(paths: Sequence[Path], as_one: bool = False, split: bool = False) -> Iterator[SourceFile]:
    """The files that `ingest` reads, and those it passes over with the reason.

    With `as_one` photos that belong together are one source; with `split` each report of a stack is to be read.
    """
    sources = walk_as_one(paths) if as_one else pointed_out(walk(paths))
    return (replace(source, split=split) for source in sources)


def ingest(
    database: Database,
    data_directory: Path,
    sources: Iterable[SourceFile],
    vocabulary: Path | None = None,
    again: bool = False,
    runner: Runner | None = None,
) -> Iterator[Ingested]:
    """Read and store each file, one result a report in the order given.

    A file whose content is known is left alone; with `again` it is read anew (after the program or the vocabulary
    changed) and decisions on it stand. `vocabulary` is an office's folder of words, `runner` reads the files (in this
    process unless another is given). Errors of a file are in its result; StoreError of the database itself is raised.
    """
    work = _Work(database, data_directory, vocabulary, again)
    for begun, outcome in read_all(runner or Here(), map(work.begin, sources)):
        with begun.held:
            yield from work.finish(begun, outcome)


@dataclass(slots=True)
class _Begun:
    """A source on its way: `ended` where it needs no reading; `held` holds its copy out of an archive.

    `known` are the reports that its content stands in, by the place within the file.
    """

    source: SourceFile
    held: ExitStack = field(default_factory=ExitStack)
    path: Path | None = None
    sha256: str = ""
    known: dict[int, StoredReport] = field(default_factory=dict)
    split: bool = False
    ended: list[Ingested] = field(default_factory=list)


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
            begun.ended = [Ingested(source.name, "passed_over", reason=source.passed_over)]
            return begun, None
        try:
            begun.path = self._reach(source, begun.held)
            begun.sha256 = content_hash(begun.path)
            self._know(begun)
        except KiemdiemError as error:
            begun.ended = [Ingested(source.name, "failed", error=error)]
        except OSError as problem:
            unreadable = InputError("file_unreadable", file=source.name, reason=problem.strerror or "")
            begun.ended = [Ingested(source.name, "failed", error=unreadable)]
        if begun.ended:
            return begun, None
        assert begun.path is not None
        return begun, Task(source.name, ParseFile(begun.path, self.vocabulary, reading_limits(), begun.split))

    def finish(self, begun: _Begun, outcome: Outcome[bytes] | None) -> list[Ingested]:
        """Store what was read, and in the same transaction what became of the job. Raises StoreError."""
        source = begun.source
        try:
            if outcome is not None and outcome.value is not None:
                return self._store_at_last(begun, read_answers(outcome.value), outcome)
            error = begun.ended[0].error if outcome is None else outcome.error
        except StoreError:
            raise
        except Exception as problem:  # a report that cannot be stored harms no other
            error = as_known(problem, source.name, WORK_LIMITS)
        if isinstance(error, StoreError):
            raise error
        if isinstance(error, RefusedError):
            return [self._refuse(begun, error)]
        if source.passed_over is None:
            with self.database.writing() as session:
                end_job(session, source, error, begun.sha256)
        return begun.ended or [Ingested(source.name, "failed", error=error)]

    def _refuse(self, begun: _Begun, error: KiemdiemError) -> Ingested:
        """Leave nothing of a secret paper, also of what an earlier reading stored that did not see the stamp."""
        try:
            changed = begun.path is not None and content_hash(begun.path) != begun.sha256
            photos = photo_hashes(begun.path) if begun.path is not None else []
        except OSError:
            changed = True
        if changed:  # what is stored under the hash is not the paper that was refused
            error = InputError("file_changed", file=begun.source.name)
            with self.database.writing() as session:
                end_job(session, begun.source, error)
            return Ingested(begun.source.name, "failed", error=error)
        for last in (False, True):
            try:
                with self.database.writing() as session:
                    end_job(session, begun.source, error)
                    erased = refuse(session, self.data_directory, begun.sha256, error.code, photos, self.checker)
                break
            except IntegrityError:  # another process has just met the same paper
                if last:
                    raise
        if erased:
            self.database.scrub()
        return Ingested(
            begun.source.name, "failed", error=error, note="secret_erased" if erased else None, erased=erased
        )

    def _know(self, begun: _Begun) -> None:
        """Find what is stored of the content; where nothing more is to be read, that is the end.

        A stack that was split once stays so.
        """
        with self.database.reading() as session:
            self._look_up(session, begun)

    def _look_up(self, session: Session, begun: _Begun) -> None:
        source = begun.source
        known = reports_of(session, begun.sha256)
        begun.known = {part: report for part, (report, _) in known.items()}
        begun.split = source.split or was_split(session, begun.sha256)
        whole = not begun.split or len(known) >= max((parts for _, parts in known.values()), default=1)
        if known and whole and not (self.again or source.again):
            begun.ended = [_unchanged(source.name, report, part, parts) for part, (report, parts) in known.items()]
        elif not known and (of_set := set_with_photo(session, begun.sha256)) is not None:
            begun.ended = [replace(_unchanged(source.name, of_set), note="photo_of_set")]
        elif not known and is_photo_of_secret(session, begun.sha256):
            begun.ended = [Ingested(source.name, "failed", error=RefusedError("photo_of_secret", file=source.name))]

    def _has_come(self, session: Session, begun: _Begun) -> bool:
        """Whether equal content was stored since the file was begun, so that there is nothing left to store."""
        if self.again or begun.source.again:
            return False
        known_before = set(begun.known)
        self._look_up(session, begun)
        return bool(begun.ended) and set(begun.known) != known_before

    def _store_at_last(self, begun: _Begun, read: list[ReadReport], outcome: Outcome[bytes]) -> list[Ingested]:
        """`_store`, again where another writer was in the way: of two that wait for each other PostgreSQL ends one."""
        for attempt in range(1, TRIES):
            try:
                return self._store(begun, read, outcome)
            except StoreError as busy:
                if busy.code != "database_busy":
                    raise
                time.sleep(random.uniform(0, PAUSE * attempt))
        return self._store(begun, read, outcome)

    def _store(self, begun: _Begun, read: list[ReadReport], outcome: Outcome[bytes]) -> list[Ingested]:
        assert begun.path is not None
        source = begun.source
        if any(one.report.source.sha256 != begun.sha256 for one in read):
            raise InputError("file_changed", file=source.name)
        keep_original(self.data_directory, begun.path, begun.sha256)
        size = begun.path.stat().st_size
        reports = [_named(one.report, begun.path) for one in read]
        results = []
        try:
            with self.database.writing() as session:
                if self._has_come(session, begun):  # while this process waited to write, another wrote the same
                    end_job(session, source, sha256=begun.sha256)
                    return begun.ended
                before = files_there(session, begun.sha256)
                all_parts = len(reports) == reports[0].source.parts
                if all_parts:
                    align(session, begun.sha256, reports, whole=not _is_cut(reports, outcome.error))
                for one, report in zip(read, reports, strict=True):
                    stored = store(session, report, one.document, size, one.own_findings, self.checker)
                    result = _result(source, report, stored, begun, outcome.error)
                    results.append(_with_photos(session, result, report))
                if all_parts:
                    gone = withdraw_gone(session, begun.sha256, before, self.checker)
                    results += [_withdrawn(source.name, len(reports), one) for one in gone]
                end_job(session, source, outcome.error, begun.sha256)
        except IntegrityError:  # another process has just stored the same content
            self._know(begun)
            if not begun.ended:
                raise
            return self._leave(begun)
        return results

    @property
    def checker(self) -> Checker:
        """The checks with the office's words."""
        return partial(check, vocabulary=load_vocabulary(self.vocabulary))

    def _leave(self, begun: _Begun) -> list[Ingested]:
        with self.database.writing() as session:
            end_job(session, begun.source, sha256=begun.sha256)
        return begun.ended

    def _reach(self, source: SourceFile, held: ExitStack) -> Path:
        """The file on disk; what must be copied out of an archive or bound is held until its turn is over."""
        if source.error is not None or source.place is None:
            raise source.error or InputError("file_missing", file=source.name)
        path = source.place if isinstance(source.place, Path) else held.enter_context(source.place())
        return path.absolute()


def _unchanged(name: str, known: StoredReport, part: int = 1, parts: int = 1) -> Ingested:
    return Ingested(name, "unchanged", known.id, known.kind, known.waiting, part=part, parts=parts)


def _is_cut(reports: Sequence[Report], error: KiemdiemError | None) -> bool:
    skipped = (part for report in reports for part in report.source.skipped)
    return error is not None or any(part.what in NOT_READ for part in skipped)


def _withdrawn(name: str, parts: int, gone: Gone) -> Ingested:
    return Ingested(name, "gone", gone.report_id, part=gone.part, parts=parts, note=gone.why, decisions=gone.decisions)


def _named(report: Report, path: Path) -> Report:
    source = report.source.model_copy(update={"filename": display_name(path.name)})
    return report.model_copy(update={"source": source})


def _with_photos(session: Session, result: Ingested, report: Report) -> Ingested:
    """The result of a set with what is known of its photos."""
    photos = [photo.sha256 for photo in report.source.photos]
    if not photos:
        return result
    note = "photos_of_secret" if photos_of_secret(session, photos) else result.note
    return replace(result, alone=reports_of_photos(session, photos), note=note)


def _result(
    source: SourceFile,
    report: Report,
    stored: Stored,
    begun: _Begun,
    error: KiemdiemError | None,
) -> Ingested:
    lists: tuple[list[Any], ...] = (
        report.sections,
        report.ratings,
        report.tables,
        report.statistics,
        report.admissions,
        report.awards,
    )
    part, parts = report.source.part, report.source.parts
    return Ingested(
        source.name,
        "reread" if stored.reread else "version" if stored.version else "new",
        stored.report_id,
        report.document.kind,
        stored.waiting,
        facts=sum(len(items) for items in lists),
        findings=len(report.findings),
        partial=_is_cut([report], error),
        error=error if part == 1 else None,  # told once a file
        part=part,
        parts=parts,
        unread=parts > 1 and not begun.split,
        note=source.note if part == 1 else None,
    )
