"""What a secret paper leaves in the database: its hash, the time and the reason, and nothing else.

Mostly it is refused when it is first seen, and there is nothing to take out. But a stamp may be found later: by a newer
program, or on a page that an earlier reading had to leave out. Then all that came from the paper goes: its readings
with their claims, the decisions that judged it, the reports that stand on nothing else, the kept Document and original,
the names in jobs; of a stack those of all its parts, of a set of photos those of each photo alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.database.registry import File, KeptDocument, Reading, School, StoredReport
from models.database.review import Decision, StoredFinding
from models.database.work import Job
from models.errors import StoreError
from pipeline.checks import check
from pipeline.kinds import KINDS
from pipeline.known import PHOTO_OF_SECRET
from pipeline.originals import display_name, original_path
from pipeline.store import Checker, refresh


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: `reports` that are gone, those that `remain` on other files, how many `decisions` went."""

    reports: tuple[int, ...] = ()
    remain: tuple[int, ...] = ()
    decisions: int = 0

    def __bool__(self) -> bool:
        return bool(self.reports or self.remain)


NOTHING = Erased()


def refuse(
    session: Session,
    data_directory: Path,
    sha256: str,
    reason: str,
    photos: Sequence[str] = (),
    checker: Checker = check,
) -> Erased:
    """Leave of a paper that may not be read its hash, the time and the reason; `photos` are the hashes of a set's.

    The originals go last, when all else is ready to be committed: an end in between leaves the database as it was, and
    the paper is found again. Raises StoreError (originals_unwritable) where an original cannot be removed.
    """
    hashes = [sha256, *photos]
    stored = File.sha256.in_(hashes), File.refused.is_(None)
    found = session.execute(select(File.id, File.filename).where(*stored)).all()
    files = {file.id: file.filename for file in found}
    _forget_jobs(session, hashes, {name for name in files.values() if name})
    erased = _erase(session, list(files), checker) if files else NOTHING
    for one in dict.fromkeys(hashes):
        _keep_hash(session, one, reason if one == sha256 else PHOTO_OF_SECRET)
    session.flush()
    for one in hashes:
        _remove_original(data_directory, one)
    return erased


def _erase(session: Session, files: Sequence[int], checker: Checker) -> Erased:
    readings = session.execute(select(Reading.report_id, Reading.origin_id).where(Reading.file_id.in_(files)))
    decided = session.scalars(select(Decision.report_id).where(Decision.file_id.in_(files)))
    touched = {number for reading in readings for number in reading} | set(decided)
    counted = _count_decisions(session)
    schools = set(session.scalars(select(StoredReport.school_id).where(StoredReport.id.in_(touched))))
    for number in touched:
        _clear_values(session, number)
    session.execute(delete(Decision).where(Decision.file_id.in_(files)))
    session.execute(delete(Reading).where(Reading.file_id.in_(files)))  # their claims go with them
    session.execute(delete(KeptDocument).where(KeptDocument.file_id.in_(files)))
    session.execute(delete(File).where(File.id.in_(files)))
    gone = _without_readings(session, touched)
    session.execute(update(StoredReport).where(StoredReport.id.in_(gone)).values(merged_into_id=None))
    session.execute(delete(StoredReport).where(StoredReport.id.in_(gone)))
    session.expire_all()
    remain = sorted({refresh(session, number, checker=checker).id for number in sorted(touched - gone)})
    session.flush()
    _drop_schools(session, schools - {None})
    return Erased(tuple(sorted(gone)), tuple(remain), counted - _count_decisions(session))


def _count_decisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Decision)) or 0


def _clear_values(session: Session, report_id: int) -> None:
    tables: list[Any] = [kind.row for kind in KINDS.values()]
    for table in [*(each for kind in KINDS.values() for each in kind.lists.values()), *tables, StoredFinding]:
        session.execute(delete(table).where(table.report_id == report_id))


def _without_readings(session: Session, touched: set[int]) -> set[int]:
    """Those of the reports that no reading stands in or came in as, and the signposts that lead to them."""
    gone: set[int] = set()
    candidates = set(touched)
    while candidates:
        standing = [select(column).where(column.in_(candidates)) for column in (Reading.report_id, Reading.origin_id)]
        found = candidates - {number for query in standing for number in session.scalars(query)}
        signposts = select(StoredReport.id).where(StoredReport.merged_into_id.in_(found))
        gone |= found
        candidates = set(session.scalars(signposts)) - gone
    return gone


def _drop_schools(session: Session, schools: Collection[int | None]) -> None:
    """A school that only the paper named was a word of the paper."""
    assigned = session.scalars(select(Decision.value).where(Decision.key == "assignment"))
    named = {value.get("school_id") for value in assigned if value}
    held = set(session.scalars(select(StoredReport.school_id).where(StoredReport.school_id.in_(schools))))
    session.execute(delete(School).where(School.id.in_(set(schools) - held - named)))


def _keep_hash(session: Session, sha256: str, reason: str) -> None:
    file = session.scalar(select(File).where(File.sha256 == sha256, File.part == 1))
    if file is None:
        session.add(File(sha256=sha256, refused=reason))
    elif file.refused == PHOTO_OF_SECRET:
        file.refused = reason


def _forget_jobs(session: Session, hashes: Sequence[str], names: set[str]) -> None:
    """Take out the jobs that read the paper, under whatever name and place.

    Jobs that ended before hashes were kept are known by the file's name: one too many costs nothing, for it is done.
    """
    session.execute(delete(Job).where(Job.sha256.in_(hashes)))
    if names:
        old = select(Job.id, Job.place, Job.member).where(Job.sha256.is_(None), Job.state == "done")
        found = [number for number, *paths in session.execute(old) if names & {display_name(p) for p in paths if p}]
        for start in range(0, len(found), 500):
            session.execute(delete(Job).where(Job.id.in_(found[start : start + 500])))


def _remove_original(data_directory: Path, sha256: str) -> None:
    try:
        original_path(data_directory, sha256).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError("originals_unwritable", folder=str(data_directory), reason=error.strerror or "") from error
