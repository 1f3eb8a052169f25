"""Drawn boxes that a reader says it cannot join surely with a label: the level is unknown, never a guess."""

from __future__ import annotations

import pytest

from models.document import OBJECT, SCANNED, Mark, Paragraph
from tests.parsers.extractors.rating_papers import CRITERION, reading


def line(label: str, checked: bool | None, code: str = "") -> Paragraph:
    """A label with its box before it."""
    return Paragraph(f"{OBJECT} {label}", marks=(Mark(0, 1, "shape", checked, code=code, width=18, height=13),))


@pytest.mark.parametrize(
    ("boxes", "seen"),
    [
        pytest.param([(False, ""), (True, ""), (False, ""), (False, "")], ("marked", "good"), id="all are sure"),
        pytest.param([(None, "lost:×")] * 4, ("unknown", None), id="the block's mark was cut off"),
        pytest.param([(False, ""), (None, "lost:×"), (False, ""), (False, "")], ("unknown", None), id="one is unsure"),
        pytest.param(
            [(False, ""), (True, ""), (None, "over:×"), (False, "")], ("unknown", None),
            id="a mark, and one that slid over a label",
        ),
    ],
)  # fmt: skip
def test_unsure_boxes(boxes: list[tuple[bool | None, str]], seen: tuple[str, str | None]) -> None:
    assert reading(*(line(label, *box) for label, box in zip(CRITERION, boxes, strict=True))) == seen


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        pytest.param([line("Xuất sắc", False, SCANNED), line("Tốt", True, SCANNED), line("Trung bình", False, SCANNED),
                      line("Kém", False, SCANNED)], ("marked", "good"), id="each has its box"),
        pytest.param([Paragraph("Xuất sắc"), line("Tốt", True, SCANNED), line("Trung bình", False, SCANNED),
                      line("Kém", False, SCANNED)], ("unknown", None), id="one was overlooked: it may be marked too"),
        pytest.param([line("Xuất sắc", False, SCANNED), Paragraph("Tốt ....."), line("Trung bình", False, SCANNED),
                      line("Kém", False, SCANNED)], ("unknown", None), id="dots that were not judged by their ink"),
        pytest.param([Paragraph("Xuất sắc"), line("Tốt", True), line("Trung bình", False), line("Kém", False)],
                     ("marked", "good"), id="a typed page shows what there is"),
    ],
)  # fmt: skip
def test_boxes_overlooked_in_a_picture(lines: list[Paragraph], seen: tuple[str, str | None]) -> None:
    assert reading(*lines) == seen
