"""Words of a page on their way into a Document: lines, cells, places in tenths of a point."""

from __future__ import annotations

import pytest
from pdf_builder import LEFT, Sheet
from pypdfium2 import PdfDocument

from parsers.readers.pages.grid import Grid, GridCell, put_into_cells
from parsers.readers.pages.lines import Column, Line, make_lines, to_paragraph
from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.letters import read_letters
from parsers.readers.pdf.page import upright

ROOM = Column(50.0, 500.0)


def word(text: str, x0: float, x1: float, baseline: float = 100.0, size: float = 12.0) -> Word:
    return Word(text, x0, baseline - 0.8 * size, x1, baseline + 0.2 * size, baseline, size)


@pytest.mark.parametrize(
    ("place", "rounded"),
    [
        pytest.param(72.24, 72.2, id="down"),
        pytest.param(72.26, 72.3, id="up"),
        pytest.param(72.25, 72.3, id="a half goes up"),
        pytest.param(72.75, 72.8, id="and up, whatever the digit before"),
        pytest.param(0.0, 0.0, id="the page's edge"),
        pytest.param(14399.95, 14400.0, id="the largest page"),
    ],
)
def test_places_are_tenths_of_a_point(place: float, rounded: float) -> None:
    (span,) = to_paragraph([Line([Word("hai", place, place, place, place, place, 12.0)], 1)], ROOM).spans
    assert span.bbox == (rounded,) * 4


def test_a_line_knows_its_ends_and_its_widest_gap() -> None:
    line = Line([word("một", 60, 80), word("rất", 83, 140, size=14), word("xa", 120, 130), word("nữa", 150, 170)], 1)
    assert (line.x0, line.x1, line.size, line.widest) == (60, 170, 14, 20)
    assert Line([word("một", 60, 80)], 1).widest < 0


def test_words_of_one_line_may_stand_on_several_baselines() -> None:
    words = [word("m", 60, 70), word("2", 70, 74, 97.0, 7.0), word("là", 80, 90), word("dưới", 60, 90, 114.0)]
    lines = make_lines(words[::-1], 1)
    assert [[each.text for each in line.words] for line in lines] == [["m", "2", "là"], ["dưới"]]


def test_a_word_goes_into_the_cell_that_has_its_middle() -> None:
    cells = [GridCell(0, 0, 1, 1, (60, 80, 100, 110)), GridCell(0, 1, 1, 1, (100, 80, 140, 110))]
    grid = Grid([60, 100, 140], [80, 110], cells)
    words = [word("một", 65, 90), word("sang", 95, 130), word("ngoài", 150, 170), word("dưới", 65, 90, 130.0)]
    free = put_into_cells(words, [grid])
    assert [[each.text for each in cell.words] for cell in cells] == [["một"], ["sang"]]
    assert [each.text for each in free] == ["ngoài", "dưới"]


@pytest.mark.parametrize(
    ("first", "words"),
    [
        pytest.param("hai", ["haiba"], id="nothing between them: one word"),
        pytest.param("hai ", ["hai", "ba"], id="the file's own blank: two"),
    ],
)
def test_texts_that_touch_are_one_word_unless_the_file_has_a_blank(first: str, words: list[str]) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 100, first)
    sheet.text(LEFT + sheet.pen.stringWidth("hai", sheet.face, 12) + 0.5, 100, "ba")
    with PdfDocument(sheet.pdf()) as document:
        page = Page(1, *document[0].get_size())
        read_letters(document[0], page, upright(document[0]), {})
    assert [each.text for each in page.words] == words
