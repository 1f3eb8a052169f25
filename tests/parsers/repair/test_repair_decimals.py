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
        pytest.param(["44,3", "7.5.2", "20,4"], ["44,3", "7.5.2", "20,4"], id="no figure"),
    ],
)
def test_points_and_commas(row: Sequence[str], wanted: Sequence[str]) -> None:
    assert _cells(scanned_table([row])) == wanted


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
