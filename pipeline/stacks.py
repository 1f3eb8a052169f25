"""A stack of reports that is read again: which part is which, and what becomes of a part that is no longer found.

The words, or a better reader, may find other heads than before: fewer reports, more, or others. Parts are known again
by what they say, so that each reading and each decision stays with its report. A report whose part is no longer found
leaves the answers: it is withdrawn in the program's name, and a person can restore it. One that a person approved, or
chose, stays; that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database.base import now
from models.database.registry import File, Reading
from models.database.review import Claim, Decision
from models.report import Report
from parsers.text import fold
from pipeline.kinds import keyed_facts
from pipeline.store import Checker, decisions_in_force, refresh

PROGRAM = "kiemdiem"  # who decides that a report is withdrawn because its part is gone
SHINGLE = 3  # words that follow each other: reports of one hand share words, not their order with names and figures


@dataclass(frozen=True, slots=True)
class Gone:
    """A report whose part of the file is no longer found: `withdrawn`, or still in force for `why` (a code)."""

    report_id: int
    part: int
    why: str
    decisions: int  # of people, not undone


def align(session: Session, sha256: str, reports: Sequence[Report], whole: bool) -> None:
    """Number the stored parts of the file as its `reports` are numbered now; parts no longer found come behind.

    `whole`: all of the file was read, so that what is not found is not there. A part that is found again after the
    program had withdrawn its report counts again.
    """
    files = list(session.scalars(select(File).where(File.sha256 == sha256).order_by(File.part)))
    if not files or (len(files) == 1 and len(reports) == 1):
        return
    found = _pairs([_said(session, file) for file in files], [_says(report) for report in reports])
    numbers = {files[old].id: new + 1 for old, new in found.items()}
    behind = len(reports)
    for file in files:
        if file.id not in numbers:
            behind += 1
            numbers[file.id] = behind
    if any(file.part != numbers[file.id] for file in files):
        for file in files:  # out of each other's way: two parts of one number may never stand beside each other
            file.part = -file.id
        session.flush()
        for file in files:
            file.part = numbers[file.id]
    for file in files:
        if whole or file.parts < len(reports):
            file.parts = len(reports)
    session.flush()
    for place in found:
        _count_again(session, files[place].id)


def withdraw_gone(session: Session, sha256: str, before: Iterable[int], checker: Checker) -> list[Gone]:
    """Take reports out of force whose part of the file is gone now; `before` are the files that were there (ids)."""
    lost = select(File).where(File.sha256 == sha256, File.part > File.parts, File.id.in_(list(before)))
    gone = []
    for file in session.scalars(lost.order_by(File.part)).all():
        in_reports = select(Reading.report_id).where(Reading.file_id == file.id).order_by(Reading.id.desc()).limit(1)
        report_id = session.scalar(in_reports)
        if report_id is not None:
            gone.append(_gone(session, report_id, file, checker))
    return gone


def files_there(session: Session, sha256: str) -> list[int]:
    """The ids of the file's parts that are not gone."""
    return list(session.scalars(select(File.id).where(File.sha256 == sha256, File.part <= File.parts)))


def was_split(session: Session, sha256: str) -> bool:
    """Whether the file was ever read as a stack."""
    return session.scalar(select(File.id).where(File.sha256 == sha256, File.part > 1).limit(1)) is not None


def _gone(session: Session, report_id: int, file: File, checker: Checker) -> Gone:
    decisions = decisions_in_force(session, report_id)
    mine = select(func.count()).where(
        Decision.report_id == report_id, Decision.undone_at.is_(None), Decision.who != PROGRAM
    )
    count = session.scalar(mine) or 0
    others = (
        select(Reading.id)
        .join(File, File.id == Reading.file_id)
        .where(Reading.report_id == report_id, File.part <= File.parts)
    )
    chosen = [d for d in (decisions.get("report"), decisions.get("version")) if d is not None and d.verdict != "reject"]
    if any(decision.file_id == file.id for decision in chosen):
        why = "part_gone_kept"
    elif session.scalar(others.limit(1)) is not None:
        why = "part_gone_other_file"
    else:
        why = "part_gone"
        if (about := decisions.get("report")) is None or about.verdict != "reject":
            session.add(Decision(report_id=report_id, key="report", verdict="reject", who=PROGRAM, note="part_gone"))
            session.flush()
    stands = refresh(session, report_id, checker=checker)
    return Gone(stands.id, file.part, why, count)


def _count_again(session: Session, file_id: int) -> None:
    """Undo the program's own withdrawal of the report that this part stands in."""
    report_id = session.scalar(select(Reading.report_id).where(Reading.file_id == file_id).order_by(Reading.id.desc()))
    about = decisions_in_force(session, report_id).get("report") if report_id is not None else None
    if about is not None and (about.who, about.note) == (PROGRAM, "part_gone"):
        about.undone_by, about.undone_at = PROGRAM, now()
        session.flush()


def _pairs(old: Sequence[set[str]], new: Sequence[set[str]]) -> dict[int, int]:
    """For each old part that is found again, which of the new ones it is: the most alike first, then by their place."""
    alike = sorted(
        (-_likeness(said, says), abs(before - after), before, after)
        for before, said in enumerate(old)
        for after, says in enumerate(new)
    )
    pairs: dict[int, int] = {}
    for likeness, _, before, after in alike:
        if likeness < 0 and before not in pairs and after not in pairs.values():
            pairs[before] = after
    if len(old) == len(new):  # nothing says otherwise
        for place in range(len(old)):
            if place not in pairs and place not in pairs.values():
                pairs[place] = place
    return pairs


def _likeness(said: set[str], says: set[str]) -> float:
    return len(said & says) / len(said | says) if said and says else 0.0


def _said(session: Session, file: File) -> set[str]:
    reading = select(Reading.id).where(Reading.file_id == file.id).order_by(Reading.id.desc()).limit(1)
    return _shingles(session.scalars(select(Claim.raw).where(Claim.reading_id == reading.scalar_subquery())))


def _says(report: Report) -> set[str]:
    return _shingles(item.kind.raw_form(item.fact) for item in keyed_facts(report))


def _shingles(texts: Iterable[str]) -> set[str]:
    found = set()
    for text in texts:
        words = fold(text).split()
        found |= {" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))}
    return found
