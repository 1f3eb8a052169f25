"""More boxes in a picture than labels: one is no box, and the level is unknown."""

from __future__ import annotations

import pytest

from models.document import OBJECT, SCANNED, Mark, Paragraph
from tests.parsers.extractors.rating_papers import reading


def line(label: str, checked: bool, code: str) -> Paragraph:
    """A label with its box before it."""
    return Paragraph(f"{OBJECT} {label}", marks=(Mark(0, 1, "shape", checked, code=code, width=18, height=13),))


@pytest.mark.parametrize(
    ("code", "status"),
    [
        pytest.param(SCANNED, "unknown", id="one of two in a picture is a letter"),
        pytest.param("", "ambiguous", id="drawn boxes are what they are"),
    ],
)
def test_two_boxes_at_one_option(code: str, status: str) -> None:
    marks = [Mark(place, place + 1, "shape", place in (0, 5), code=code) for place in (0, 5)]
    torn = Paragraph(f"{OBJECT} Kém{OBJECT}", marks=tuple(marks))
    assert reading(line("Xuất sắc", False, code), line("Tốt", True, code), line("Trung bình", False, code),
                   torn)[0] == status  # fmt: skip
