"""Document → Report: the whole reading on one screen."""

from __future__ import annotations

from models.document import Document
from models.report import Photo, Report, SkippedPart, Source
from parsers.confidence import weigh
from parsers.extractors.admissions import extract_admissions
from parsers.extractors.awards import extract_awards
from parsers.extractors.head import extract_head
from parsers.extractors.head.document_kind import extract_document_info
from parsers.extractors.head.organisation import extract_organisation
from parsers.extractors.head.signature import extract_signatory
from parsers.extractors.layout import segment
from parsers.extractors.layout.framed import unframed
from parsers.extractors.layout.several import several_reports
from parsers.extractors.photos import photo_order
from parsers.extractors.ratings import extract_ratings
from parsers.extractors.sections import extract_sections
from parsers.extractors.statistics import extract_statistics
from parsers.extractors.tables import extract_tables
from parsers.vocabulary import Vocabulary, load_vocabulary


def extract(document: Document, vocabulary: Vocabulary | None = None) -> Report:
    """What the document means. Pure: no database, no network, no state."""
    words = load_vocabulary() if vocabulary is None else vocabulary
    document, findings = several_reports(document, words)
    document = unframed(document, words)
    layout = segment(document, words)
    head = extract_head(layout, words)
    tables = extract_tables(layout, words)
    admissions, counts = extract_admissions(layout, words, head.year)
    report = Report(
        source=_source(document),
        document=extract_document_info(document, layout, head.year, words),
        organisation=extract_organisation(document, layout, words, head.place),
        title=head.title,
        number=head.number,
        year=head.year,
        place=head.place,
        date=head.date,
        head_evidence=head.evidence,
        sections=extract_sections(layout, words),
        ratings=extract_ratings(document, layout, words),
        tables=tables,
        statistics=extract_statistics(layout, tables, words),
        admissions=admissions,
        admission_counts=counts,
        awards=extract_awards(layout, words, head.date),
        prompted=head.prompted,
        signatory=extract_signatory(layout, words, document),
        findings=[*findings, *photo_order(document)],
    )
    return weigh(report, document)


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
        part=source.part,
        parts=source.parts,
        photos=[Photo(page=photo.page, filename=photo.filename, sha256=photo.sha256) for photo in source.photos],
    )
