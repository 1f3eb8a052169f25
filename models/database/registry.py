"""Who reports, and with which files: schools, reports, files, readings, kept Documents."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.database.base import Base, column, now


class School(Base):
    """One school. The keys are folded (`pipeline.schools`): two schools of one name differ by place or parent."""

    __tablename__ = "schools"
    __table_args__ = (UniqueConstraint("name_key", "place_key", "parent_key"),)

    id: Mapped[int] = column("internal", primary_key=True)
    name: Mapped[str] = column("internal")  # as the first report wrote it
    name_key: Mapped[str] = column("internal")
    place_key: Mapped[str] = column("internal", default="")  # commune or ward; empty for unknown
    parent_key: Mapped[str] = column("internal", default="")  # the Party body above; empty for unknown
    commune: Mapped[str | None] = column("internal")
    parent: Mapped[str | None] = column("internal")
    education_level: Mapped[str | None] = column("internal")


class File(Base):
    """One file by its content, or one of the reports of a stack in one file: `part` of `parts`.

    `parts` is how many the file was last seen to hold, and a `part` beyond it was there once and is found no more; only
    the first is read unless the others are asked for. Of a refused (secret) paper only hash, time and reason are kept.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("sha256", "part"),)

    id: Mapped[int] = column("internal", primary_key=True)
    sha256: Mapped[str] = column("internal")
    part: Mapped[int] = column("internal", default=1, server_default="1")
    parts: Mapped[int] = column("internal", default=1, server_default="1")
    filename: Mapped[str | None] = column("personal")  # cleaned for display; the original lies under its hash
    media_type: Mapped[str | None] = column("internal")
    size: Mapped[int | None] = column("internal")  # bytes
    arrived_at: Mapped[datetime.datetime] = column("internal", default=now)
    refused: Mapped[str | None] = column("internal")  # code of the refusal


class KeptDocument(Base):
    """What one reader saw in a file (`models.document.dump_document`): no hostile file is opened twice."""

    __tablename__ = "documents"

    file_id: Mapped[int] = column("internal", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[str] = column("internal", primary_key=True)  # of the program that read it
    content: Mapped[bytes] = column("sensitive", LargeBinary)


class StoredReport(Base):
    """One report: a school's review of one subject in one year and period; its versions are its readings' files.

    All but `id` follows from readings and decisions and is written anew by `pipeline.store.refresh`. `waiting` says why
    it has no place yet ("school_unknown", …): such a report is never merged with another and counts nowhere.
    """

    __tablename__ = "reports"
    __table_args__ = (Index(None, "school_id", "year", "period", "subject"),)

    id: Mapped[int] = column("internal", primary_key=True)
    school_id: Mapped[int | None] = column("internal", ForeignKey("schools.id"))
    subject: Mapped[str | None] = column("internal")
    year: Mapped[int | None] = column("internal")
    period: Mapped[str] = column("internal", default="year")
    cell_key: Mapped[str] = column("internal", default="")  # folded name or number of the cell; empty for unknown
    kind: Mapped[str] = column("internal", default="other")
    waiting: Mapped[str | None] = column("internal")
    withdrawn: Mapped[bool] = column("internal", default=False)
    approved: Mapped[bool] = column("internal", default=False)
    counted: Mapped[bool] = column("internal", default=False)  # its facts feed statistics
    reading_id: Mapped[int | None] = column("internal")  # in force; no foreign key: the two tables name each other
    newer_reading_id: Mapped[int | None] = column("internal")  # a version that waits for a person's word
    merged_into_id: Mapped[int | None] = column("internal", ForeignKey("reports.id"))


class Reading(Base):
    """One reading of a file: the claims hang on it. A new file is a new version, a new reading of a file is not."""

    __tablename__ = "readings"
    __table_args__ = (Index(None, "report_id"), Index(None, "file_id"))

    id: Mapped[int] = column("internal", primary_key=True)
    report_id: Mapped[int] = column("internal", ForeignKey("reports.id", ondelete="CASCADE"))
    origin_id: Mapped[int] = column("internal", ForeignKey("reports.id"))  # the report that it came in as
    file_id: Mapped[int] = column("internal", ForeignKey("files.id"))
    version: Mapped[str] = column("internal")  # of the program that read it
    reader: Mapped[str] = column("internal")
    read_at: Mapped[datetime.datetime] = column("internal", default=now)
    source: Mapped[dict[str, Any]] = column("sensitive")  # the contract's `source`; skipped parts may hold names
    findings: Mapped[list[Any]] = column(
        "sensitive"
    )  # what the reading itself found; checks are made on what is in force
