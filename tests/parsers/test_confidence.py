"""Facts of a scan are no surer than the words that state them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.document import Cell, Document, OrderNote, Paragraph, Repair, Source, Span, Table
from models.report import Admission, Evidence, Rating
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


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        pytest.param("photo_order_unclear", False, id="its heading may stand on another photo"),
        pytest.param("photos_reordered", True, id="page numbers told the order"),
    ],
)
def test_a_rating_in_photos_without_order(code: str, sure: bool) -> None:
    document = _document("ocr", "", 0.95)
    document = replace(document, source=replace(document.source, order=(OrderNote(code),)))
    report = extract(document)
    report.ratings = [Rating(section="II", scale="criterion", level="good", status="marked", confidence=0.95)]
    weigh(report, document)
    assert (report.ratings[0].confidence >= SURE) is sure


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        pytest.param(["X", "Xuất sắc", "", "Tốt", "", "Kém"], True, id="a cell for each label's mark"),
        pytest.param(["X", "Xuất sắc", "Tốt", "", "Kém"], False, id="one was lost: whose are the others?"),
        pytest.param(["Tự đánh giá", "Tốt", "x", "Kém", ""], True, id="the row's own words in front"),
        pytest.param(["Xuất sắc", "Tốt", "x", "Kém", ""], True, id="what may be the row's own words"),
        pytest.param(["Xuất sắc", "Tốt", "Kém", ""], False, id="two were lost"),
        pytest.param(["Tốt", "Kém"], True, id="marks are within the labels' cells"),
    ],
)
def test_a_rating_in_a_row_that_lost_a_cell(row: list[str], sure: bool) -> None:
    cells = tuple(Cell(0, column, (Paragraph(text),)) for column, text in enumerate(row))
    document = Document(Source("x", "0", "x", "ocr"), (Table(1, len(row), cells),))
    report = extract(document)
    evidence = Evidence(block=0, start=0, end=1, text="X", cell=(0, 0))
    report.ratings = [
        Rating(section="II", scale="criterion", level="good", status="marked", evidence=evidence, confidence=0.95)
    ]
    weigh(report, document)
    assert (report.ratings[0].confidence >= SURE) is sure


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        pytest.param(("Bùi Ngọc", "Ánh"), False, id="the last syllable had no room"),
        pytest.param(("Bùi Ngọc", "Lò Thị Ánh"), True, id="another person"),
        pytest.param(("Bùi Ngọc", "giáo viên"), True, id="a trade"),
        pytest.param(("Bùi Ngọc",), True, id="nothing else"),
    ],
)
def test_a_name_that_goes_on_in_its_cell(lines: tuple[str, ...], sure: bool) -> None:
    paragraphs = tuple(Paragraph(line, spans=(Span(0, len(line), 1, (0, 0, 1, 1), 0.95),)) for line in lines)
    document = Document(Source("x", "0", "x", "ocr"), (Table(1, 1, (Cell(0, 0, paragraphs),)),))
    report = extract(document)
    evidence = Evidence(block=0, start=0, end=8, text="Bùi Ngọc", cell=(0, 0))
    report.admissions = [Admission(name="Bùi Ngọc", kind="admitted", evidence=evidence, confidence=0.95)]
    weigh(report, document)
    assert (report.admissions[0].confidence >= SURE) is sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("đồng chí vnĐàm Vĩnh An", False, id="the word before is none: part of the name, perhaps"),
        pytest.param("đồng chí Vĩnh An", True, id="a word before"),
        pytest.param("đ/c: Vĩnh An", True, id="an abbreviation before"),
        pytest.param("Vĩnh An", True, id="nothing before"),
    ],
)
def test_a_name_behind_what_is_no_word(text: str, sure: bool) -> None:
    start = text.index("Vĩnh An")
    document = Document(
        Source("x", "0", "x", "ocr"), (Paragraph(text, spans=(Span(0, len(text), 1, (0, 0, 1, 1), 0.95),)),)
    )
    report = extract(document)
    evidence = Evidence(block=0, start=start, end=len(text), text="Vĩnh An")
    report.admissions = [Admission(name="Vĩnh An", kind="admitted", evidence=evidence, confidence=0.95)]
    weigh(report, document)
    assert (report.admissions[0].confidence >= SURE) is sure


@pytest.mark.parametrize(
    ("start", "end", "read", "witness", "read_as", "sure"),
    [
        pytest.param(4, 7, "nap", "phrase", "Kết nap 03 đảng", True, id="a word by its phrase"),
        pytest.param(0, 3, "Kêt", "document", "Kêt nạp 03 đảng", True, id="a word by the same words elsewhere"),
        pytest.param(8, 10, "08", "arithmetic", "Kết nạp 08 đảng", False, id="a figure goes to review"),
        pytest.param(4, 7, "nap", "name", "Kết nap 03 đảng", False, id="a name goes to review"),
        pytest.param(16, 20, "vien", "phrase", None, True, id="a word beside the fact"),
    ],
)
def test_evidence_tells_how_repaired_words_were_read(
    start: int, end: int, read: str, witness: str, read_as: str | None, sure: bool
) -> None:
    document = _document("ocr", "", 1.0)
    document = replace(document, repairs=(Repair(0, start, end, read, TEXT[start:end], witness),))
    report = extract(document)
    evidence = Evidence(block=0, start=0, end=len("Kết nạp 03 đảng"), text="Kết nạp 03 đảng")
    report.admissions = [Admission(name="Lò Thị Mẫu", kind="admitted", evidence=evidence, confidence=0.97)]
    weigh(report, document)
    told = report.admissions[0]
    assert told.evidence is not None
    assert told.evidence.read_as == read_as
    assert (told.confidence >= SURE) is sure
    assert (told.confidence < 0.97) is (read_as is not None)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("Kết nạp Lò Thị Mẫu và hai người", True, id="all letters are known"),
        pytest.param("Kết nạp Lò Thị M\ufffdu và hai người", False, id="one within the name is not"),
        pytest.param("Kết nạp Lò Thị \ufffdẫu và hai người", False, id="one behind it, where the name may go on"),
        pytest.param("Kết nạp Lò Thị \x1fẫu và hai người", False, id="a control character there"),
        pytest.param("Kết nạp Lò Thị Mẫu và hai ng\ufffdời", True, id="one farther off"),
        pytest.param("Kết nạp Lò Thị Mẫu\nvà hai người", True, id="a new line is no letter lost"),
    ],
)
def test_a_letter_that_could_not_be_read(text: str, sure: bool) -> None:
    document = Document(Source("x", "0", "x", "pdf"), (Paragraph(text),))
    report = extract(document)
    end = len("Kết nạp Lò Thị Mẫu") if "M" in text else len("Kết nạp Lò Thị")
    evidence = Evidence(block=0, start=len("Kết nạp "), end=end, text=text[len("Kết nạp ") : end])
    report.admissions = [Admission(name="Lò Thị Mẫu", kind="admitted", evidence=evidence, confidence=0.95)]
    weigh(report, document)
    assert (report.admissions[0].confidence >= SURE) is sure


def test_what_a_fact_leans_on_tells_it_too() -> None:
    document = replace(_document("ocr", "", 1.0), repairs=(Repair(0, 4, 7, "nap", "nạp", "phrase"),))
    report = extract(document)
    besides = Evidence(block=0, start=0, end=7, text="Kết nạp")
    place = Evidence(block=0, start=8, end=10, text="03", also=[besides])
    report.admissions = [Admission(name="Lò Thị Mẫu", kind="admitted", evidence=place, confidence=0.97)]
    weigh(report, document)
    assert besides.read_as == "Kết nap"
    assert place.read_as is None


@pytest.mark.parametrize(
    ("text", "name", "reader", "sure"),
    [
        pytest.param("H' Rô sa Mlô", "H' Rô", "ocr", False, id="a small letter where a capital was"),
        pytest.param("H' Rô sa Mlô", "H' Rô", "pdf", True, id="typed text is what it is"),
        pytest.param("H' Rô Sa Mlô", "H' Rô Sa Mlô", "ocr", True, id="the whole name"),
        pytest.param("Lò Thị Mẫu giáo viên", "Lò Thị Mẫu", "ocr", True, id="what she is"),
        pytest.param("Lò Thị Mẫu (tổ Toán)", "Lò Thị Mẫu", "ocr", True, id="where she is"),
        pytest.param("Lò Thị Mẫu sinh", "Lò Thị Mẫu", "ocr", True, id="nothing behind"),
    ],
)
def test_a_name_of_which_a_part_is_left(text: str, name: str, reader: str, sure: bool) -> None:
    words = Paragraph(text, spans=(Span(0, len(text), 1, (0, 0, 1, 1), 0.95),))
    document = Document(Source("x", "0", "x", reader), (Table(1, 1, (Cell(0, 0, (words,)),)),))
    report = extract(document)
    evidence = Evidence(block=0, start=0, end=len(name), text=name, cell=(0, 0))
    report.admissions = [Admission(name=name, kind="admitted", evidence=evidence, confidence=0.95)]
    weigh(report, document)
    assert (report.admissions[0].confidence >= SURE) is sure
