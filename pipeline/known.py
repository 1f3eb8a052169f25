"""What of a file's content is stored already."""

from __future__ import annotations

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from models.database.registry import File, Reading, StoredReport
from models.report import Report
from parsers.readers.bundle import MEDIA_TYPE


def reports_of(session: Session, sha256: str) -> dict[int, tuple[StoredReport, int]]:
    """The report that each part of this content stands in, and how many parts there are; empty for unknown content."""
    query = (
        select(File.part, File.parts, StoredReport)
        .join(Reading, Reading.report_id == StoredReport.id)
        .join(File, File.id == Reading.file_id)
        .where(File.sha256 == sha256)
        .order_by(File.part, Reading.id)
    )
    return {part: (report, parts) for part, parts, report in session.execute(query)}


def set_with_photo(session: Session, sha256: str) -> StoredReport | None:
    """The report that was read from a set of photos with this one among them; a set put together by mistake and
    withdrawn keeps none of its photos from being read alone."""
    query = (
        select(StoredReport)
        .join(Reading, Reading.report_id == StoredReport.id)
        .join(File, File.id == Reading.file_id)
        .where(File.media_type == MEDIA_TYPE, cast(Reading.source, Text).contains(sha256))
        .where(StoredReport.withdrawn.is_(False))
    )
    return session.scalars(query.order_by(Reading.id.desc()).limit(1)).first()


def reports_of_photos(session: Session, report: Report) -> tuple[int, ...]:
    """The reports that photos of this one's set stand in by themselves."""
    hashes = [photo.sha256 for photo in report.source.photos]
    if not hashes:
        return ()
    query = (
        select(StoredReport.id)
        .join(Reading, Reading.report_id == StoredReport.id)
        .join(File, File.id == Reading.file_id)
        .where(File.sha256.in_(hashes), StoredReport.withdrawn.is_(False))
    )
    return tuple(sorted(set(session.scalars(query))))
