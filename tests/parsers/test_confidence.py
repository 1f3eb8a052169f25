"""Facts of a scan are no surer than the words that state them."""

from __future__ import annotations

import pytest

from models.document import Document, Paragraph, Source, Span
from models.report import Admission, Evidence
from models.report import Source as ReportSource
from parsers.confidence import SURE, weigh
from parsers.extract import extract

TEXT = "Kết nạp 03 đảng viên"


def _document(reader: str, doubtful: str, confidence: float) -> Document:
    spans, start = [], 0
    for word in TEXT.split():
        end = start + len(word)
        spans.append(Span(start, end, 1, (0, 0, 1, 1), confidence if word == doubtful else 0.95))
        start = end + 1
    return Document(Source("x", "0", "x", reader), (Paragraph(TEXT, spans=tuple(spans)),))


@pytest.mark.parametrize(
    ("reader", "doubtful", "confidence", "sure"),
    [
        pytest.param("ocr", "03", 0.7, False, id="a figure in doubt"),
        pytest.param("ocr", "nạp", 0.3, False, id="a word in doubt"),
        pytest.param("ocr", "nạp", 0.7, True, id="letters are modest where they are right"),
        pytest.param("ocr", "viên", 0.1, True, id="a doubtful word beside the fact"),
        pytest.param("pdf", "03", 0.1, True, id="typed text is what it is"),
    ],
)
def test_confidence_follows_the_words(reader: str, doubtful: str, confidence: float, sure: bool) -> None:
    document = _document(reader, doubtful, confidence)
    report = extract(document)
    evidence = Evidence(block=0, start=0, end=len("Kết nạp 03 đảng"), text="Kết nạp 03 đảng")
    report.admissions = [Admission(name="Lò Thị Mẫu", kind="admitted", evidence=evidence, confidence=0.95)]
    weigh(report, document)
    assert (report.admissions[0].confidence >= SURE) is sure
    assert isinstance(report.source, ReportSource)
