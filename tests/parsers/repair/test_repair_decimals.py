"""Points read for the commas of decimal figures in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from scanned import document, scanned_table

from models.document import Cell, Paragraph, Span, Table
from parsers.repair import repair
from parsers.vocabulary import load_vocabulary


def _cells(table: Table) -> list[str]:
    after = repair(document("Kết quả năm học 2022-2023", table), load_vocabulary()).blocks[-1]
    assert isinstance(after, Table)
    return [cell.text for cell in after.cells]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        pytest.param(["44,3", "35.3", "20,4"], ["44,3", "35,3", "20,4"], id="the others have commas"),
        pytest.param(["44,3%", "35.3%", "20,4%"], ["44,3%", "35,3%", "20,4%"], id="with the sign of percent"),
        pytest.param(["44,3", "35.3"], ["44,3", "35.3"], id="as many points as commas"),
        pytest.param(["44.3", "35.3", "20.4"], ["44.3", "35.3", "20.4"], id="the report writes points"),
        pytest.param(["44,3", "1.250", "20,4"], ["44,3", "1.250", "20,4"], id="thousands"),
        pytest.param(
            ["44,3", "35/3|35,3", "20,4"], ["44,3", "35,3", "20,4"], id="a stroke that was seen as a comma too"
        ),
        pytest.param(["44,3", "35/3", "20,4"], ["44,3", "35/3", "20,4"], id="one of two counts"),
        pytest.param(["44,3", "7/5", "20,4"], ["44,3", "7/5", "20,4"], id="a date"),
        pytest.param(["44,3", "7.5.2", "20,4"], ["44,3", "7.5.2", "20,4"], id="no figure"),
    ],
)
def test_points_and_commas(row: Sequence[str], wanted: Sequence[str]) -> None:
    assert _cells(scanned_table([row])) == wanted


def test_a_stroke_under_a_head_of_percents_is_a_comma() -> None:
    table = scanned_table([["Lớp", "Tỷ lệ %"], ["3/1", "95/1"], ["1", "99,0"], ["2", "98,4"], ["3", "97,5"]])
    assert _cells(table) == ["Lớp", "Tỷ lệ %", "3/1", "95,1", "1", "99,0", "2", "98,4", "3", "97,5"]


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        pytest.param("Tốt 92,39%, khá 7,7%, yếu 1,19; giỏi 9,1%", ["92,39%,", "1,19;"], id="a sign as a 9"),
        pytest.param("Tốt 92,39%, khá 7,71%, giỏi 9,1%", [], id="the report has two places"),
        pytest.param("Tốt 92,39%, khá 7,69%", [], id="nothing has one place"),
        pytest.param("Thu 12.439 đồng, tốt 92,3%", [], id="thousands"),
    ],
)
def test_a_percent_sign_read_as_a_nine_goes_to_review(text: str, unsure: list[str]) -> None:
    (block,) = repair(document(text), load_vocabulary()).blocks
    assert isinstance(block, Paragraph)
    assert [block.text[span.start : span.end] for span in block.spans if span.confidence < 0.5] == unsure


def test_what_was_typed_stays() -> None:
    table = scanned_table([["44,3", "35.3", "20,4"]])
    typed = replace(
        table.cells[1], blocks=(Paragraph("35.3", spans=(replace(_span(table.cells[1]), confidence=1.0),)),)
    )
    assert _cells(replace(table, cells=(table.cells[0], typed, table.cells[2]))) == ["44,3", "35.3", "20,4"]


def _span(cell: Cell) -> Span:
    paragraph = cell.blocks[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.spans[0]
