"""What readings say and what people said about it: claims, decisions, findings."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped

from models.database.base import Base, column, now


class Claim(Base):
    """One reading of one fact. `key` outlives readings: kind, section, natural key, an ordinal between equals."""

    __tablename__ = "claims"

    reading_id: Mapped[int] = column("internal", ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = column("sensitive", primary_key=True)  # may hold a name
    kind: Mapped[str] = column("internal")
    position: Mapped[int] = column("internal", Integer)  # among the facts of its kind
    raw: Mapped[str] = column("sensitive")  # the source's own words
    value: Mapped[dict[str, Any]] = column("sensitive")  # the fact's fields that are not default
    evidence: Mapped[dict[str, Any] | None] = column("sensitive")
    confidence: Mapped[float] = column("internal")


class Decision(Base):
    """What a person said on a key; `kiemdiem` itself says only that a report's part of a stack is gone. Rows are never
    changed but to be undone, and never deleted but with a secret paper.

    Keys of facts are the claims'; three keys are about the report itself: "report" (accept approves it, reject
    withdraws it), "assignment" (correct: whose review it is) and "version" (correct: which file is in force).
    """

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "report_id", "key"),)

    id: Mapped[int] = column("internal", primary_key=True)
    report_id: Mapped[int] = column("internal", ForeignKey("reports.id", ondelete="CASCADE"))
    key: Mapped[str] = column("sensitive")
    verdict: Mapped[str] = column("internal")  # accept | correct | reject | add
    value: Mapped[dict[str, Any] | None] = column("sensitive")  # in force by it; None for reject
    raw: Mapped[str | None] = column("sensitive")  # the raw form that it judged; None where there was no claim
    file_id: Mapped[int | None] = column("internal", ForeignKey("files.id"))  # the file that it judged
    who: Mapped[str] = column("personal")
    made_at: Mapped[datetime.datetime] = column("internal", default=now)
    note: Mapped[str | None] = column("sensitive")
    undone_by: Mapped[str | None] = column("personal")
    undone_at: Mapped[datetime.datetime | None] = column("internal")


class StoredFinding(Base):
    """What does not add up: code and values; the sentence is made when it is shown."""

    __tablename__ = "findings"

    report_id: Mapped[int] = column("internal", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = column("internal", Integer, primary_key=True)
    code: Mapped[str] = column("internal", index=True)
    severity: Mapped[str] = column("internal")
    values: Mapped[dict[str, Any]] = column("sensitive")  # may name persons (duplicate_name)
    evidence: Mapped[list[Any]] = column("sensitive")
