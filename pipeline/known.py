"""What of a file's content is stored already."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.orm import Session

from models.database.registry import File, Reading, StoredReport
from parsers.readers.bundle import MEDIA_TYPE

PHOTO_OF_SECRET = "photo_of_secret"  # why a photo is refused that was one of a set under a secrecy stamp


def reports_of(session: Session, sha256: str) -> dict[int, tuple[StoredReport, int]]:
    """The report that each part of this content stands in, and how many parts there are; empty for unknown content.

    Parts that were found once and are no longer are not among them.
    """
    query = (
        select(File.part, File.parts, StoredReport)
        .join(Reading, Reading.report_id == StoredReport.id)
        .join(File, File.id == Reading.file_id)
        .where(File.sha256 == sha256, File.part <= File.parts)
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


def reports_of_photos(session: Session, photos: Collection[str]) -> tuple[int, ...]:
    """The reports that these photos of a set stand in by themselves."""
    query = (
        select(StoredReport.id)
        .join(Reading, Reading.report_id == StoredReport.id)
        .join(File, File.id == Reading.file_id)
        .where(File.sha256.in_(photos), StoredReport.withdrawn.is_(False))
    )
    return tuple(sorted(set(session.scalars(query))))


def is_photo_of_secret(session: Session, sha256: str) -> bool:
    """Whether this is a photo of a set that was refused: alone it may not show the stamp."""
    query = select(File.id).where(File.sha256 == sha256, File.refused == PHOTO_OF_SECRET)
    return session.scalar(query) is not None


def photos_of_secret(session: Session, photos: Collection[str]) -> int:
    """How many of these photos belong to a set that was refused."""
    query = select(func.count()).where(File.sha256.in_(photos), File.refused == PHOTO_OF_SECRET)
    return session.scalar(query) or 0


def allow_photos(session: Session, photos: Collection[str]) -> None:
    """Their set is no secret paper after all: nothing keeps them from being read alone."""
    session.execute(delete(File).where(File.sha256.in_(photos), File.refused == PHOTO_OF_SECRET))
