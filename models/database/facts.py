"""The values in force: one flat table per kind of fact, written by `pipeline.store.refresh` and by nothing else.

The columns of a kind have the names of its model's fields in `models.report`, and `InForce` before them. A list of
names is a table of its own, so that names can be searched and withheld.
"""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped, declared_attr

from models.database.base import Base, Key, column


class InForce(Base):
    """What every value in force carries: whose it is, where it stands, how sure it is."""

    __abstract__ = True

    @declared_attr
    def report_id(cls) -> Mapped[int]:  # noqa: N805
        return column("internal", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, sort_order=-3)

    @declared_attr
    def school_id(cls) -> Mapped[int | None]:  # noqa: N805
        return column("internal", ForeignKey("schools.id"), index=True, sort_order=-1)

    @declared_attr
    def decision_id(cls) -> Mapped[int | None]:  # noqa: N805
        return column("internal", ForeignKey("decisions.id"))

    key: Mapped[str] = column("sensitive", primary_key=True, sort_order=-2)
    natural: Mapped[str] = column("sensitive")  # the key without section and ordinal: one fact told by two reports
    ordinal: Mapped[int] = column("internal", Integer)  # among the report's facts of its kind, from 0
    reading_id: Mapped[int | None] = column("internal")  # with `key` its claim; None for a fact that a person added
    report_year: Mapped[int | None] = column("internal")
    counted: Mapped[bool] = column("internal")  # the report feeds statistics
    confidence: Mapped[float] = column("internal")
    doubt: Mapped[str | None] = column("internal")  # why a person should look: "decision_differs"


class Head(InForce):
    """Title, number, year, place, date, and whether matters were put to them."""

    __tablename__ = "heads"

    title: Mapped[str | None] = column("internal")
    number: Mapped[str | None] = column("internal")
    year: Mapped[int | None] = column("internal")
    place: Mapped[str | None] = column("internal")
    date: Mapped[datetime.date | None] = column("internal")
    prompted: Mapped[bool | None] = column("internal")
    head_evidence: Mapped[dict[str, Any]] = column("internal")


class DocumentInfo(InForce):
    """What sort of paper it is."""

    __tablename__ = "papers"

    kind: Mapped[str] = column("internal")
    subject: Mapped[str | None] = column("internal")
    period: Mapped[str] = column("internal")
    term: Mapped[str | None] = column("internal")
    form: Mapped[str | None] = column("internal")


class Organisation(InForce):
    """Who reports, as written."""

    __tablename__ = "organisations"

    name: Mapped[str | None] = column("internal")
    cell: Mapped[str | None] = column("internal")
    school: Mapped[str | None] = column("internal")
    education_level: Mapped[str | None] = column("internal")
    parent: Mapped[str | None] = column("internal")
    commune: Mapped[str | None] = column("internal")


class Section(InForce):
    """One section with its own text."""

    __tablename__ = "sections"

    path: Mapped[str] = column("internal")
    title: Mapped[str] = column("internal")
    kind: Mapped[str | None] = column("internal")
    flow: Mapped[list[str]] = column("internal")
    text: Mapped[str] = column("sensitive")  # prose names persons
    annex: Mapped[bool] = column("internal")


class Rating(InForce):
    """One block of check boxes."""

    __tablename__ = "ratings"

    section: Mapped[str | None] = column("internal")
    scale: Mapped[str] = column("internal")
    level: Mapped[str | None] = column("internal")
    status: Mapped[str] = column("internal")
    marks: Mapped[list[str]] = column("internal")
    score: Mapped[float | None] = column("internal")


class DataTable(InForce):
    """One table of data; the view `table_cells` unrolls its cells."""

    __tablename__ = "tables"

    section: Mapped[str | None] = column("internal")
    caption: Mapped[str | None] = column("internal")
    header: Mapped[list[list[str]]] = column("internal")
    rows: Mapped[list[list[str]]] = column("sensitive")  # cells may name persons
    annex: Mapped[bool] = column("internal")


class Statistic(InForce):
    """One figure. `part`: one grade of a figure whose total the report also states, so that sums leave it out."""

    __tablename__ = "statistics"
    __table_args__ = (Index(None, "metric", "report_year", "school_id"),)

    metric: Mapped[str] = column("internal")
    school_year: Mapped[str | None] = column("internal")
    group: Mapped[str | None] = column("internal")
    unit: Mapped[str] = column("internal")
    value: Mapped[float] = column("internal")
    base: Mapped[float | None] = column("internal")
    at_least: Mapped[bool | None] = column("internal")
    scale: Mapped[str | None] = column("internal")
    raw: Mapped[str | None] = column("internal")
    part: Mapped[bool] = column("internal")


class Admission(InForce):
    """One person admitted, introduced or confirmed."""

    __tablename__ = "admissions"

    name: Mapped[str] = column("sensitive")
    kind: Mapped[str] = column("internal")
    date: Mapped[datetime.date | None] = column("sensitive")
    who: Mapped[str | None] = column("internal")


class AdmissionCounts(InForce):
    """The counts of admissions as the text states them."""

    __tablename__ = "admission_counts"

    admitted: Mapped[int | None] = column("internal")
    introduced: Mapped[int | None] = column("internal")
    confirmed: Mapped[int | None] = column("internal")
    planned: Mapped[int | None] = column("internal")
    target: Mapped[int | None] = column("internal")
    target_met: Mapped[bool | None] = column("internal")


class Award(InForce):
    """One rank, title or commendation."""

    __tablename__ = "awards"
    __table_args__ = (Index(None, "category", "report_year", "school_id"),)

    category: Mapped[str] = column("internal")
    recipient_type: Mapped[str] = column("internal")
    name: Mapped[str] = column("internal")
    level: Mapped[str | None] = column("internal")
    rank: Mapped[str | None] = column("internal")
    count: Mapped[int | None] = column("internal")
    share: Mapped[float | None] = column("internal")
    issuer: Mapped[str | None] = column("internal")
    contest: Mapped[str | None] = column("internal")
    subject: Mapped[str | None] = column("internal")
    grades: Mapped[list[str] | None] = column("internal")
    year: Mapped[int | None] = column("internal")
    school_year: Mapped[str | None] = column("internal")
    grade: Mapped[int | None] = column("internal")
    placing: Mapped[int | None] = column("internal")


class AwardRecipient(Base):
    """One person or collective that an award names."""

    __tablename__ = "award_recipients"
    __table_args__ = (
        ForeignKeyConstraint(["report_id", "key"], ["awards.report_id", "awards.key"], ondelete="CASCADE"),
    )

    report_id: Mapped[int] = column("internal", Key, primary_key=True)
    key: Mapped[str] = column("internal", primary_key=True)
    position: Mapped[int] = column("internal", Integer, primary_key=True)
    name: Mapped[str] = column("personal")


class Signatory(InForce):
    """Who signs."""

    __tablename__ = "signatories"

    name: Mapped[str | None] = column("sensitive")
    position: Mapped[str | None] = column("internal")
    on_behalf_of: Mapped[str | None] = column("internal")
    signed: Mapped[bool | None] = column("internal")
