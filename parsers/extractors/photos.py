"""A set of photos read as one report: what is to be known of its order, and which photo each place is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from models.document import Document
from models.messages import message
from models.report import Evidence, Finding, Report


def photo_order(document: Document) -> list[Finding]:
    """The finding for each note of the reader, with the photos' names in the order chosen."""
    names = [photo.filename for photo in document.source.photos]
    findings = []
    for note in document.source.order if document.source.part == 1 else ():
        values: dict[str, Any] = {"pages": list(note.pages)} if note.pages else {"order": names}
        findings.append(Finding(code=note.code, values=values, message=message(f"findings.{note.code}", values)))
    return findings


def name_photos(report: Report) -> None:
    """Say in every evidence of a set which photo holds its page."""
    photos = report.source.photos
    if not photos:
        return
    for evidence in _evidences(report):
        if evidence.page is not None:
            begun = [photo for photo in photos if photo.page <= evidence.page]
            evidence.photo = begun[-1].filename if begun else None


def _evidences(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    if isinstance(value, BaseModel):
        value = dict(value)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _evidences(item)
