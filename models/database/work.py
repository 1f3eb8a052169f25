"""Work on files that was asked for, and what became of it: what is left to do after a failure stands here."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Index, Integer, UniqueConstraint, false
from sqlalchemy.orm import Mapped

from models.database.base import Base, column, now


class Job(Base):
    """One file that `ingest` was asked to read: a file on disk, or a member of an archive there.

    With `as_one` it is a set of photos: of the folder `place`, of the folder `member` within the archive `place` ("."
    for those at its root), or the files whose names `member` lists as JSON. With `split` every report of a stack is
    read. `sha256` is the content that it read last: a paper found secret takes the names of its copies along.

    `state`: waiting (not read yet, or an ingest was killed before it was), done, failed. What a job did to the database
    is in the transaction that ends it.
    """

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("place", "member"), Index(None, "state"), Index(None, "sha256"))

    id: Mapped[int] = column("internal", primary_key=True)
    place: Mapped[str] = column("personal")  # absolute path
    member: Mapped[str] = column("personal", default="")  # of an archive; empty for a file of its own
    state: Mapped[str] = column("internal", default="waiting")
    as_one: Mapped[bool] = column("internal", default=False, server_default=false())
    split: Mapped[bool] = column("internal", default=False, server_default=false())
    sha256: Mapped[str | None] = column("internal")
    attempts: Mapped[int] = column("internal", Integer, default=0)
    error: Mapped[str | None] = column("internal")  # code of the catalogue
    values: Mapped[dict[str, Any] | None] = column("personal")  # of the error's sentence
    changed_at: Mapped[datetime.datetime] = column("internal", default=now)
