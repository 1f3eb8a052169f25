"""Document → Report: the whole reading on one screen."""

from __future__ import annotations

from models.document import Document
from models.report import Report, SkippedPart, Source
from parsers.vocabulary import Vocabulary, load_vocabulary


def extract(document: Document, vocabulary: Vocabulary | None = None) -> Report:
    """What the document means. Pure: no database, no network, no state."""
    words = load_vocabulary() if vocabulary is None else vocabulary
    del words
    return Report(source=_source(document))


def _source(document: Document) -> Source:
    source = document.source
    return Source(
        filename=source.filename,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=source.pages,
        page_sizes=list(source.page_sizes),
        skipped=[SkippedPart(what=s.what, reason=s.reason, text=s.text, page=s.page) for s in document.skipped],
        reader=source.reader,
    )
