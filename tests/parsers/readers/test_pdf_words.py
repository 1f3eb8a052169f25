"""Words that are read as wholes are those that their letters give, one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builder import LEFT, LETTERS, Sheet, font, texts

from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.faces import Faces
from parsers.readers.pdf.letters import read_letters
from parsers.readers.pdf.page import upright
from tests.soak import soak_examples

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "pdf").glob("*.pdf"))
NEAR = 0.5  # points
SENTENCE = "Chi bộ kết nạp hai đảng viên, hai đoàn viên ưu tú"


def words_of(data: bytes, *, whole: bool) -> list[Word]:
    """The words of all pages."""
    faces: Faces = {}
    words = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            result = Page(number, *page.get_size())
            read_letters(page, result, upright(page), faces, whole=whole)
            words += result.words
    return words


def assert_both_ways_agree(data: bytes) -> None:
    quick, slow = words_of(data, whole=True), words_of(data, whole=False)
    assert [word.text for word in quick] == [word.text for word in slow]
    for one, other in zip(quick, slow, strict=True):
        assert one.bbox == pytest.approx(other.bbox, abs=NEAR)
        assert one.baseline == pytest.approx(other.baseline, abs=NEAR)
        assert (one.style, one.size) == (other.style, other.size)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_of_three_producers(sample: Path) -> None:
    assert_both_ways_agree(sample.read_bytes())


def letters_apart(sheet: Sheet) -> list[str]:
    sheet.text(LEFT, 100, "hai")
    sheet.text(LEFT, 130, "h").text(LEFT + 6 + 0.4 * 12, 130, "ai")
    return ["hai", "h", "ai"]


def raised_end(sheet: Sheet) -> list[str]:
    sheet.text(LEFT, 100, "hai2 m2")
    sheet.text(LEFT, 130, "hai").text(LEFT + 18, 124, "2", size=7)
    return ["hai2", "m2", "hai", "2"]


def same_name_other_widths(sheet: Sheet) -> list[str]:
    """Two fonts that call themselves alike: the second sets its letters twice as wide."""
    sheet.text(LEFT, 100, "hai")
    text = sheet.pen.beginText(LEFT, 700)
    text.setFont(sheet.face, 12)
    text.setHorizScale(200)
    text.textOut("hai đoàn viên")
    sheet.pen.drawText(text)
    return ["hai", "hai", "đoàn", "viên"]


def scaled_form(sheet: Sheet) -> list[str]:
    sheet.text(LEFT, 100, "hai")
    sheet.pen.beginForm("half")
    sheet.pen.setFont(sheet.face, 12)
    sheet.pen.drawString(0, 0, "hai đoàn viên")
    sheet.pen.endForm()
    sheet.pen.translate(LEFT, 600)
    sheet.pen.scale(0.5, 0.5)
    sheet.pen.doForm("half")
    return ["hai", "hai", "đoàn", "viên"]


def accents_apart(sheet: Sheet) -> list[str]:
    """The same letters whole, and from parts."""
    sheet.text(LEFT, 100, "tế").text(LEFT, 130, "te\u0302\u0301")
    return ["tế", "tế"]


def other_letters(sheet: Sheet) -> list[str]:
    """A letter of another font in the midst of a word, and one at its end."""
    signs = font("Signs", LETTERS)
    sheet.text(LEFT, 100, "hai").text(LEFT, 130, "ha").text(LEFT + 12, 130, "i", face=signs)
    return ["hai", "hai"]


def beyond_the_page(sheet: Sheet) -> list[str]:
    sheet.text(LEFT, 100, "hai").text(-40, 130, "hai").text(590, 160, "hai")
    return ["hai", "h"]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(letters_apart, id="room within a word that was seen whole before"),
        pytest.param(raised_end, id="the last letter raised and smaller"),
        pytest.param(same_name_other_widths, id="letters stretched"),
        pytest.param(scaled_form, id="text in a form that is drawn half as large"),
        pytest.param(accents_apart, id="accents drawn apart after they were seen as one"),
        pytest.param(other_letters, id="the last letter of another font"),
        pytest.param(beyond_the_page, id="letters beyond the page's edge"),
    ],
)
def test_odd_words_are_read_by_their_letters(draw: Callable[[Sheet], list[str]]) -> None:
    sheet = Sheet()
    expected = draw(sheet)
    data = sheet.pdf()
    assert [word.text for word in words_of(data, whole=True)] == expected
    assert_both_ways_agree(data)


def test_size_is_that_seen_on_the_page() -> None:
    sheet = Sheet()
    scaled_form(sheet)
    assert [word.size for word in words_of(sheet.pdf(), whole=True)] == pytest.approx([12, 6, 6, 6])


@settings(max_examples=soak_examples(25, 1000), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [SENTENCE, SENTENCE.upper(), "B Á O C Á O", "tế te\u0302\u0301 tê\u0301", "(3), 97,5%; 2022-2023"]
            ),
            st.sampled_from([7.0, 12.0, 13.5]),
            st.floats(-0.6, 4.0),
            st.sampled_from([80, 100, 130]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_spacing_and_stretch(lines: list[tuple[str, float, float, int]]) -> None:
    sheet = Sheet()
    for number, (drawn, size, spacing, stretch) in enumerate(lines):
        text = sheet.pen.beginText(20, 780 - 40 * number)
        text.setFont(sheet.face, size)
        text.setCharSpace(spacing)
        text.setHorizScale(stretch)
        text.textOut(drawn)
        sheet.pen.drawText(text)
    assert_both_ways_agree(sheet.pdf())


def test_texts_of_two_cells_that_nearly_touch_are_two_words() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 100, "lớp").text(LEFT + sheet.width("lớp") + 0.12 * sheet.size, 100, "Nữ")
    sheet.text(LEFT, 130, "9%").text(LEFT + sheet.width("9%") + 0.12 * sheet.size, 130, "7%")
    assert texts(sheet.read()) == ["lớp Nữ", "9% 7%"]
