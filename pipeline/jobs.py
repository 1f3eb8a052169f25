"""What `ingest` was asked to read and what became of it, so that a killed run and failures can be taken up."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.database.base import now
from models.database.connection import Database
from models.database.work import Job
from models.errors import KiemdiemError, RefusedError, UsageError
from pipeline.photo_sets import again, walk_as_one
from pipeline.sources import ARCHIVES, SourceFile, walk
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
            _drop_single(session, chunk)
            known = session.execute(select(Job.id, Job.place, Job.member).where(Job.place.in_(places))).all()
            old = {(place, member): number for number, place, member in known if (place, member) in wanted}
            for key, source in wanted.items():
                asked = {"as_one": source.as_one, "split": source.split}
                if key in old:
                    waits = {"state": "waiting", "sha256": None, "changed_at": now()}
                    session.execute(update(Job).where(Job.id == old[key]).values(**waits, **asked))
                else:
                    session.execute(insert(Job).values(place=key[0], member=key[1], **asked))
    return count


def end_job(session: Session, source: SourceFile, error: KiemdiemError | None = None, sha256: str = "") -> None:
    """Say in the session's transaction what became of the source's job; a paper that may not be read leaves none.

    `sha256` is the content that was read, where it came to that.
    """
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
            sha256=sha256 or None,
            error=None if dumped is None else dumped["code"],
            values=None if dumped is None else dumped["values"],
            changed_at=now(),
        )
    )


def _drop_single(session: Session, sources: Iterable[SourceFile]) -> None:
    """What was left to do of a photo alone is done with its set."""
    photos = [_written(photo) for source in sources for photo in source.photos]
    if photos:
        session.execute(delete(Job).where(Job.place.in_(photos), Job.member == "", Job.state != "done"))


def unfinished(database: Database) -> Iterator[SourceFile]:
    """The sources of jobs that failed or still wait, in the order in which they were first asked for.

    What failed is to be read `again`, though part of it may be stored; what waits, only where it is not known. Of an
    archive that could not be opened, what it holds now is asked for.
    """
    _open_archives(database)
    with database.reading() as session:
        query = select(Job.place, Job.member, Job.as_one, Job.split, Job.state).where(Job.state != "done")
        jobs = session.execute(query.order_by(Job.id)).all()
    wanted: dict[str, dict[str, Row[*tuple[Any, ...]]]] = {}
    for job in jobs:
        wanted.setdefault(job.place, {})[job.member] = job
    return chain.from_iterable(_of_place(Path(place), members) for place, members in wanted.items())


def _open_archives(database: Database) -> None:
    """Archives that failed as a whole become jobs for what they hold."""
    with database.reading() as session:
        whole = select(Job.id, Job.place, Job.as_one, Job.split).where(Job.state == "failed", Job.member == "")
        jobs = [job for job in session.execute(whole) if Path(job.place).suffix.lower() in ARCHIVES]
    for job in jobs:
        paths = [Path(job.place)]
        walked = walk_as_one(paths) if job.as_one else walk(paths)
        sources = [replace(source, split=job.split) for source in walked]
        register(database, sources)  # before the archive's own job goes: a run that is killed in between loses nothing
        if all(_key(source) != (job.place, "") for source in sources):
            with database.writing() as session:
                session.execute(delete(Job).where(Job.id == job.id))


def _of_place(place: Path, members: dict[str, Row[*tuple[Any, ...]]]) -> Iterator[SourceFile]:
    met: set[str] = set()
    singly = walk([place]) if any(not job.as_one for job in members.values()) else ()
    sets = (source for member, job in members.items() if job.as_one for source in again(place, member))
    for source in chain(singly, sets):
        member = _key(source)[1]
        job = members.get(member)
        if job is not None and job.as_one == source.as_one:
            met.add(member)
            yield replace(source, split=job.split, again=job.state == "failed")
        elif source.error is not None:
            yield source
    for member, job in members.items():
        if member not in met and not (place.is_file() and not member):
            named = "" if member.startswith("[") else member  # photos that were named together lie below the place
            gone = UsageError("path_missing", path=str(place / named))
            yield SourceFile(named or place.name, error=gone, origin=place, member=member, as_one=job.as_one)


def count_unfinished(database: Database) -> int:
    """How many jobs failed or still wait."""
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Job.state != "done")) or 0


def _key(source: SourceFile) -> tuple[str, str]:
    """Place and member; of a name that is no UTF-8 what can be written."""
    return _written(source.origin or Path(source.name)), source.member.encode(errors="backslashreplace").decode()


def _written(path: Path) -> str:
    return os.fsencode(path.absolute()).decode(errors="backslashreplace")
