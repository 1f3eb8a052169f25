"""Drawn boxes that a reader says it cannot join surely with a label: the level is unknown, never a guess."""

from __future__ import annotations

import pytest

from models.document import OBJECT, SCANNED, Mark, Paragraph, Span
from tests.parsers.extractors.rating_papers import CRITERION, PROMPT, ratings, reading


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


def read(text: str, *marks: Mark) -> Paragraph:
    """A line that was recognised in a picture."""
    return Paragraph(text, marks=marks, spans=(Span(0, len(text), 1, (0, 0, 90, 12), 0.9),))


def hardly(text: str, *, sure: float, told: float) -> Paragraph:
    """The same where the last word was read with `told` and what stands before it with `sure`."""
    start = text.rindex(" ") + 1
    return Paragraph(text, spans=(Span(0, start - 1, 1, (0, 0, 70, 12), sure),
                                  Span(start, len(text), 1, (80, 0, 90, 12), told)))  # fmt: skip


def box(label: str, checked: bool | None) -> Paragraph:
    """The same behind a box that was seen."""
    return read(f"{OBJECT} {label}", Mark(0, 1, "shape", checked, code=SCANNED))


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        pytest.param([box("Xuất sắc", True), read("H Tốt"), box("Trung bình", False), box("Kém", True)],
                     ("unknown", None), id="a box read as a letter is an option's still"),
        pytest.param([box("Xuất sắc", True), read("[# Tốt"), read("Dung bánh"), box("Kém", False)],
                     ("unknown", None), id="a box was seen at one option, none at the next"),
        pytest.param([box("Xuất sắc", True), read("Dung bánh"), read("Kiếm")],
                     ("unknown", None), id="of a scale one level was read"),
        pytest.param([read("Xuất sắc #]"), read("Tốt L"), read("Trung bình L]"), read("Kém w")],
                     ("unknown", None), id="all boxes read as letters: no statement in words"),
        pytest.param([read("Xuất sắc"), read("Tốt 8"), box("Trung bình", False), box("Kém", False)],
                     ("unknown", None), id="a box read as a figure"),
        pytest.param([read("H Xuất sắc"), read("L] Tốt"), box("Trung bình", False), box("Kém", True)],
                     ("unknown", None), id="the first lines too"),
        pytest.param([read("(x) Xuất sắc"), read("( ) Tốt"), read("( ) Trung bình"), read("( ) Kém")],
                     ("unknown", None), id="what lies in brackets that are read as empty was not seen"),
        pytest.param([read("( ) Xuất sắc"), read("( ) Tốt"), read("( ) Trung bình"), read("( ) Kém")],
                     ("unknown", None), id="and so they are not blank either"),
        pytest.param([read("(x) Xuất sắc"), read("Tốt"), read("Trung bình"), read("Kém")],
                     ("unknown", None), id="a bracket beside one option alone"),
        pytest.param([read("Xuất sắc ....."), read("Tốt ....."), read("Trung bình ....."), read("Kém .....")],
                     ("unknown", None), id="dots that were read may have lost their mark"),
        pytest.param([read("Xuất sắc H"), read("Tốt L"), read("Trung bình"), read("Kém x")],
                     ("unknown", None), id="a cross that may be a box read as a letter as well"),
        pytest.param([read("Xuất sắc"), read("V Tốt"), read("w Trung bình"), read("Kém")],
                     ("unknown", None), id="a tick read as a letter, another as a letter of its label"),
        pytest.param([read("Xuất sắc"), read("V Tốt"), read("Trung bình"), read("Kém")],
                     ("marked", "good"), id="a tick read as a letter"),
        pytest.param([read("Xuất sắc"), hardly("Tốt v", sure=0.96, told=0.97), read("Trung bình"), read("Kém")],
                     ("marked", "good"), id="a tick that is surely one"),
        pytest.param([read("Xuất sắc"), hardly("Tốt v", sure=0.96, told=0.6), read("Trung bình"), read("Kém")],
                     ("unknown", None), id="a tick hardly read may be a box's mark struck out"),
        pytest.param([hardly("Xuất sắc .", sure=0.96, told=0.41), hardly("Tốt v", sure=0.96, told=0.97),
                      read("Trung bình"), read("Kém")],
                     ("unknown", None), id="a dot that was hardly read is what is left of another mark"),
        pytest.param([hardly("Xuất sắc #", sure=0.96, told=0.9), hardly("Tốt v", sure=0.96, told=0.97),
                      read("Trung bình"), read("Kém")],
                     ("unknown", None), id="a sign that nobody types there"),
        pytest.param([hardly("Xuất sắc .", sure=0.96, told=0.95), hardly("Tốt v", sure=0.96, told=0.97),
                      read("Trung bình"), read("Kém")],
                     ("marked", "good"), id="a full stop is one"),
        pytest.param([read("Xuất sắc.")], ("marked", "excellent"), id="a statement in words"),
        pytest.param([read("Xuất sắc"), read("V/ Tết"), read("Trung bình"), read("W Kém")],
                     ("unknown", None), id="a list of which the second label was misread is no statement"),
        pytest.param([read("Xuất"), box("Tốt", False), box("Trung bình", False), box("Kém", False)],
                     ("unknown", None), id="the mark may be where a level was not read"),
        pytest.param([box("Xuất sắc", False), box("Tốt", True), box("Trung bình", False), box("Kém", False)],
                     ("marked", "good"), id="all seen"),
    ],
)  # fmt: skip
def test_boxes_that_were_read_as_letters(lines: list[Paragraph], seen: tuple[str, str | None]) -> None:
    assert reading(read(PROMPT), *lines) == seen


def test_a_statement_in_a_picture_above_another() -> None:
    """What asks anew parts the two: they are no list."""
    found = ratings(read(PROMPT), read("Xuất sắc."), read(f"{PROMPT} Tốt."))
    assert [rating.level for rating in found] == ["excellent", "good"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Xuất sắc 12", id="a figure: a list of counts"),
        pytest.param("Kém hiệu quả", id="words: prose"),
        pytest.param("Xuất sắc H", id="nobody asks"),
    ],
)
def test_lines_that_are_no_options(line: str) -> None:
    assert reading(read("Công tác thi đua trong năm."), read(line), read("Tốt 5"), read("Kém 1")) is None


@pytest.mark.parametrize("colon", ["", ":"])
def test_counts_below_a_prompt(colon: str) -> None:
    """They are no rating, or one that gives no level."""
    lines = [read(f"{label}{colon} {count}") for label, count in (("Xuất sắc", 12), ("Tốt", 5), ("Kém", 1))]
    assert reading(read(PROMPT), *lines) in (None, ("unknown", None))
