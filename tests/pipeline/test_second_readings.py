"""Figures read in two ways: the table's own arithmetic chooses, and only there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.document import Cell, Document, Paragraph, Source, Span, Table
from parsers.vocabulary import load_vocabulary
from pipeline.second_readings import UNSURE, choose_readings

CONDUCT = [["Khối", "Tổng số HS", "Tốt", "Tốt", "Khá", "Khá"], ["Khối", "Tổng số HS", "SL", "%", "SL", "%"]]
ENROLMENT = [["Khối", "Số lớp", "Số học sinh"]]


def _paragraph(text: str) -> Paragraph:
    """ "853|85,3": read as 853, once as 85,3."""
    read, *others = text.split("|")
    return Paragraph(read, spans=(Span(0, len(read), 1, (0.0, 0.0, 9.0, 9.0), 0.97, tuple(others)),) if read else ())


def _document(rows: Sequence[Sequence[str]], caption: str = "Kết quả hạnh kiểm năm học 2022-2023:") -> Document:
    cells = tuple(Cell(r, c, (_paragraph(text),)) for r, texts in enumerate(rows) for c, text in enumerate(texts))
    table = Table(len(rows), len(rows[0]), cells)
    source = Source("a.pdf", "0" * 64, "application/pdf", "ocr", pages=1)
    title = "2. Việc thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ được giao"
    return Document(source, (_paragraph("I. Ưu điểm"), _paragraph(title), _paragraph(caption), table))


def _texts(document: Document) -> list[str]:
    table = document.blocks[-1]
    assert isinstance(table, Table)
    return [cell.text for cell in table.cells]


@pytest.mark.parametrize(
    ("head", "rows", "wanted"),
    [
        pytest.param(
            CONDUCT, [["6", "200", "150", "75,0", "50", "250|25,0|26,0"]], "25,0", id="a percent that lost its comma"
        ),
        pytest.param(
            CONDUCT, [["6", "200", "150", "75,0", "50", "250|25,0|25.0"]], "25,0", id="its sign read in two ways"
        ),
        pytest.param(CONDUCT, [["6", "200", "156|150", "75,0", "50", "25,0"]], "150", id="a part of a sum"),
        pytest.param(
            ENROLMENT,
            [["6", "2", "71|77"], ["7", "3", "90"], ["8", "2", "60"], ["Tổng", "7", "227"]],
            "77",
            id="a column and its total",
        ),
        pytest.param(
            ENROLMENT,
            [["6", "2", "77"], ["7", "3", "90"], ["8", "2", "60"], ["Tổng", "7", "221|227|22"]],
            "227",
            id="the total itself",
        ),
    ],
)
def test_the_reading_that_makes_the_table_right(head: list[list[str]], rows: list[list[str]], wanted: str) -> None:
    read = next(text for row in rows for text in row if "|" in text).split("|")[0]
    after = choose_readings(_document([*head, *rows]), load_vocabulary())
    assert wanted in _texts(after)
    assert read not in _texts(after)
    (told,) = after.repairs
    assert (told.read, told.chosen, told.witness) == (read, wanted, "arithmetic")


def test_a_comma_that_nobody_saw() -> None:
    after = choose_readings(_document([*CONDUCT, ["6", "200", "150", "75,0", "50", "250"]]), load_vocabulary())
    assert _texts(after)[-1] == "25,0"
    assert [(told.read, told.chosen, told.witness) for told in after.repairs] == [("250", "25,0", "arithmetic")]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["6", "200", "150|156", "75,0", "50", "25,0"]], id="what was read is right"),
        pytest.param([["6", "200", "156", "75,0", "50", "25,0"]], id="one reading: the report has it wrong"),
        pytest.param([["6", "200", "156|159", "75,0", "50", "25,0"]], id="no reading is right"),
        pytest.param([["6", "209|206", "150", "75,0", "50", "25,0"]], id="a total that no reading mends"),
        pytest.param([["6", "200", "156|T5O", "75,0", "50", "25,0"]], id="the other reading is no figure"),
        pytest.param([["6", "200", "150", "770", "50", "25,0"]], id="with a comma the percent is wrong too"),
        pytest.param([["6", "200", "150", "77,0|770", "50", "25,0"]], id="a reading that only hides the percent"),
    ],
)
def test_what_stays_as_read(rows: list[list[str]]) -> None:
    before = _document([*CONDUCT, *rows])
    after = choose_readings(before, load_vocabulary())
    assert _texts(after) == _texts(before)
    assert not after.repairs


def test_two_figures_that_could_both_mend_a_sum_are_left() -> None:
    rows = [["6", "2", "71|77"], ["7", "3", "84|90"], ["8", "2", "60"], ["Tổng", "7", "221"]]
    before = _document([*ENROLMENT, *rows])
    assert _texts(choose_readings(before, load_vocabulary())) == _texts(before)


def test_a_figure_that_nothing_decides_is_unsure() -> None:
    rows = [["6", "200", "156|159", "75,0", "50", "25,0"]]
    after = choose_readings(_document([*CONDUCT, *rows]), load_vocabulary())
    table = after.blocks[-1]
    assert isinstance(table, Table)
    sure = {cell.text: cell.blocks[0].spans[0].confidence for cell in table.cells if cell.blocks[0].spans}
    assert sure["156"] == UNSURE
    assert sure["75,0"] > UNSURE


def test_a_document_with_single_readings_is_handed_back() -> None:
    before = _document([*CONDUCT, ["6", "200", "156", "75,0", "50", "25,0"]])
    assert choose_readings(before, load_vocabulary()) is before
