"""How sure a fact read from a picture is: no surer than the words that state it.

An engine's confidence in a word of letters says little above a half: tone marks make it modest where it is right. A
figure has no syllable to lean on, so its own confidence counts at once; one whose readings differed stays below.

A typed file may hold letters that it gives no character for: what stands beside one may go on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.document import OBJECT, Document, Paragraph, Repair, Span, Table, walk_paragraphs
from models.report import Evidence, Fact, Rating, Report
from parsers.coherence import weigh_together
from parsers.syllables import is_readable

SURE = 0.9  # the contract's line: what is below it goes to review
DOUBTFUL_WORD = 0.5  # a word of letters read with less is in doubt
DOUBTFUL_FIGURE = 0.82  # a figure read with less is
REPAIRED = 0.97  # what is left of the confidence of a fact whose words a phrase put right
REVIEWED = 0.85  # and of one whose name or figure was
READER = "ocr"
UNORDERED = "photo_order_unclear"  # the note of a set of photos whose order nothing tells
BESIDE = 2  # characters: a letter before or behind, with or without a blank
_LAST_SYLLABLE = re.compile(r"\s*\n[A-ZĐÀ-Ỹ][^\W\d_]+\s*$")
_NO_LETTER = re.compile("[\x0e-\x1f\ufffd]")


def weigh(report: Report, document: Document) -> Report:
    """`report`, its facts that doubtful words state lowered below 0.9, those of repaired words lowered too.

    The evidence of repaired words tells how they were first read. In typed sources nothing is weighed but facts against
    each other (`coherence.py`), and letters that could not be read.
    """
    weigh_together(report, scanned=document.source.reader == READER)
    if any(_lacks_letters(paragraph.text) for paragraph in walk_paragraphs(document.blocks)):
        _weigh_gaps(report, document)
    if document.source.reader != READER:
        return report
    unordered = _is_unordered(document)  # a rating may stand under another page's heading
    for rating in report.ratings:
        if unordered or _is_in_torn_row(rating, document):
            rating.confidence = min(rating.confidence, REVIEWED)
    for fact in _facts(report):
        if fact.evidence is None:
            continue
        doubt = min((_doubt(word, span) for word, span in _words(fact.evidence, document)), default=1.0)
        if doubt < 1.0:
            fact.confidence = round(min(fact.confidence, SURE * doubt), 3)
        if document.repairs:
            fall = min((_fall(repair) for repair in _told(fact.evidence, document)), default=1.0)
            fact.confidence = round(fact.confidence * fall, 3)
    for person in _names_cut_short(report, document):
        person.confidence = min(person.confidence, REVIEWED)
    for evidence in (*report.head_evidence.values(), *(e for finding in report.findings for e in finding.evidence)):
        _told(evidence, document)
    return report


def _is_unordered(document: Document) -> bool:
    return any(note.code == UNORDERED for note in document.source.order)


def _is_in_torn_row(rating: Rating, document: Document) -> bool:
    """Whether it stands in a row of labels, each with a cell for its mark, that lost one of them ("X | Tốt | Kém").

    Where the first cell holds words, they may be the row's own.
    """
    evidence = rating.evidence
    table = document.blocks[evidence.block] if evidence is not None and evidence.cell is not None else None
    if not isinstance(table, Table) or table.rows > 1:
        return False
    words = [len(cell.text.strip()) > 1 for cell in sorted(table.cells, key=lambda cell: cell.column)]
    labels, marks = sum(words), len(words) - sum(words)
    return 0 < marks != labels and not (words[0] and labels == marks + 1)


def _names_cut_short(report: Report, document: Document) -> Iterator[Fact]:
    """Persons beside whose name another part of it may stand.

    A word that is none comes before ("vnĐàm Vĩnh An"), or the cell goes on: of "H' Rô sa Mlô" only "H' Rô" is one, and
    "Ánh" alone in the line below "Bùi Ngọc" is no person.
    """
    for person in report.admissions:
        if (evidence := person.evidence) is not None:
            text = "\n".join(paragraph.text for paragraph in _paragraphs(evidence, document))
            before = text[: evidence.start].split(" ")[-2:]
            small, *after = text[evidence.end :].split()[:2] or [""]
            goes_on = small.isalpha() and small.islower() and bool(after) and after[0].istitle()
            goes_on = goes_on or _LAST_SYLLABLE.match(text, evidence.end) is not None
            if (before[-1:] == [""] and not is_readable(before[0])) or (evidence.cell is not None and goes_on):
                yield person


def _lacks_letters(text: str) -> bool:
    return ("\ufffd" in text or not text.isprintable()) and _NO_LETTER.search(text) is not None


def _weigh_gaps(report: Report, document: Document) -> None:
    """Lower the facts in or beside whose words a letter could not be read."""
    for fact in _facts(report):
        if fact.evidence is None:
            continue
        for evidence in (fact.evidence, *fact.evidence.also):
            text = "\n".join(paragraph.text for paragraph in _paragraphs(evidence, document))
            if _NO_LETTER.search(text, max(0, evidence.start - BESIDE), evidence.end + BESIDE):
                fact.confidence = min(fact.confidence, REVIEWED)


def _fall(repair: Repair) -> float:
    """What is left of a fact's confidence: a name or a figure that was repaired goes to review."""
    return REVIEWED if repair.witness in ("name", "arithmetic") else REPAIRED


def _told(evidence: Evidence, document: Document) -> list[Repair]:
    """The repairs of the evidence's own words, told in it and in what the fact leans on besides."""
    for other in evidence.also:
        _told(other, document)
    cell = tuple(evidence.cell) if evidence.cell else None
    own = [
        repair
        for repair in document.repairs
        if (repair.block, repair.cell) == (evidence.block, cell)
        and repair.start < evidence.end
        and evidence.start < repair.end
    ]
    if own:
        words = "\n".join(paragraph.text for paragraph in _paragraphs(evidence, document))
        start, end = min(evidence.start, *(r.start for r in own)), max(evidence.end, *(r.end for r in own))
        for repair in sorted(own, key=lambda repair: -repair.start):
            words = words[: repair.start] + repair.read + words[repair.end :]
            end += len(repair.read) - len(repair.chosen)
        evidence.read_as = words[start:end].replace(OBJECT, "").strip()
    return own


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
    shift = 0
    for paragraph in _paragraphs(evidence, document):
        for span in paragraph.spans:
            if span.start + shift < evidence.end and span.end + shift > evidence.start:
                yield paragraph.text[span.start : span.end], span
        shift += len(paragraph.text) + 1


def _paragraphs(evidence: Evidence, document: Document) -> Iterable[Paragraph]:
    """The paragraphs in whose text the evidence counts."""
    block = document.blocks[evidence.block] if evidence.block < len(document.blocks) else None
    if isinstance(block, Paragraph):
        return (block,)
    if isinstance(block, Table) and evidence.cell is not None:
        row, column = evidence.cell
        cell = block.grid()[row][column] if row < block.rows and column < block.columns else None
        return walk_paragraphs(cell.blocks) if cell is not None else ()
    return ()
