"""How sure a fact read from a picture is: no surer than the words that state it.

An engine's confidence in a word of letters says little above a half: tone marks make it modest where it is right. A
figure has no syllable to lean on, so its own confidence counts at once; one whose readings differed stays below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.document import Document, Paragraph, Span, Table, walk_paragraphs
from models.report import Evidence, Fact, Report

SURE = 0.9  # the contract's line: what is below it goes to review
DOUBTFUL_WORD = 0.5  # a word of letters read with less is in doubt
DOUBTFUL_FIGURE = 0.82  # a figure read with less is
READER = "ocr"


def weigh(report: Report, document: Document) -> Report:
    """`report`, its facts that doubtful words state lowered below 0.9; typed sources are left as they are."""
    if document.source.reader != READER:
        return report
    for fact in _facts(report):
        if fact.evidence is None:
            continue
        doubt = min((_doubt(word, span) for word, span in _words(fact.evidence, document)), default=1.0)
        if doubt < 1.0:
            fact.confidence = round(min(fact.confidence, SURE * doubt), 3)
    return report


def _facts(report: Report) -> Iterator[Fact]:
    groups: tuple[Iterable[Fact], ...] = (
        report.sections,
        report.ratings,
        report.tables,
        report.statistics,
        report.admissions,
        report.awards,
    )
    for group in groups:
        yield from group
    for fact in (report.organisation, report.admission_counts, report.signatory):
        if isinstance(fact, Fact):
            yield fact


def _doubt(word: str, span: Span) -> float:
    """1 for a word that is sure enough, else how sure it is, 0 to 1."""
    line = DOUBTFUL_FIGURE if any(map(str.isdigit, word)) else DOUBTFUL_WORD
    known = any(map(str.isalnum, word))
    return span.confidence if known and span.confidence < line else 1.0


def _words(evidence: Evidence, document: Document) -> Iterator[tuple[str, Span]]:
    """The words within the evidence, each with its place and confidence."""
    block = document.blocks[evidence.block] if evidence.block < len(document.blocks) else None
    if isinstance(block, Paragraph):
        paragraphs: Iterable[Paragraph] = (block,)
    elif isinstance(block, Table) and evidence.cell is not None:
        row, column = evidence.cell
        cell = block.grid()[row][column] if row < block.rows and column < block.columns else None
        paragraphs = walk_paragraphs(cell.blocks) if cell is not None else ()
    else:
        return
    shift = 0
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if span.start + shift < evidence.end and span.end + shift > evidence.start:
                yield paragraph.text[span.start : span.end], span
        shift += len(paragraph.text) + 1
