"""What `ingest` was asked to read and what became of it, so that a killed run and failures can be taken up."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.database.base import now
from models.database.connection import Database
from models.database.work import Job
from models.errors import KiemdiemError, RefusedError
from pipeline.sources import SourceFile, walk
from pipeline.workers.seam import dump_error

AT_ONCE = 500  # files registered in one transaction


def register(database: Database, sources: Iterable[SourceFile]) -> int:
    """Every source that is to be read waits from now on; returns how many there are, those passed over counted too."""
    remaining, count = iter(sources), 0
    while chunk := list(islice(remaining, AT_ONCE)):
        count += len(chunk)
        wanted = {_key(source): source for source in chunk if source.origin and source.passed_over is None}
        places = {place for place, _ in wanted}
        with database.writing() as session:
            known = session.execute(select(Job.id, Job.place, Job.member).where(Job.place.in_(places))).all()
            old = {(place, member): number for number, place, member in known if (place, member) in wanted}
            session.execute(
                update(Job).where(Job.id.in_(old.values())).values(state="waiting", changed_at=now()),
            )
            new = [{"place": place, "member": member} for place, member in wanted if (place, member) not in old]
            if new:
                session.execute(insert(Job), new)
    return count


def end_job(session: Session, source: SourceFile, error: KiemdiemError | None = None) -> None:
    """Say in the session's transaction what became of the source's job; a paper that may not be read leaves none."""
    place, member = _key(source)
    this = (Job.place == place, Job.member == member)
    if isinstance(error, RefusedError):  # its hash, the time and the reason are kept, and not its name
        session.execute(delete(Job).where(*this))
        return
    dumped = None if error is None else dump_error(error)
    session.execute(
        update(Job)
        .where(*this)
        .values(
            state="done" if dumped is None else "failed",
            attempts=Job.attempts + 1,
            error=None if dumped is None else dumped["code"],
            values=None if dumped is None else dumped["values"],
            changed_at=now(),
        )
    )


def unfinished(database: Database) -> Iterator[SourceFile]:
    """The sources of jobs that failed or still wait, in the order in which they were first asked for."""
    with database.reading() as session:
        query = select(Job.place, Job.member).where(Job.state != "done").order_by(Job.id)
        wanted: dict[str, set[str]] = {}
        for place, member in session.execute(query):
            wanted.setdefault(place, set()).add(member)
    for place, members in wanted.items():
        for source in walk([Path(place)]):
            if source.member in members or source.error is not None:
                yield source


def count_unfinished(database: Database) -> int:
    """How many jobs failed or still wait."""
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Job.state != "done")) or 0


def _key(source: SourceFile) -> tuple[str, str]:
    """Place and member; of a name that is no UTF-8 what can be written."""
    place = os.fsencode((source.origin or Path(source.name)).absolute())
    return place.decode(errors="backslashreplace"), source.member.encode(errors="backslashreplace").decode()
