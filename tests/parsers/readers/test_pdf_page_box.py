"""What lies outside the page's box is named, and places count from the corner of what is shown."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from pdf_builder import LEFT, Sheet, paragraphs, read_pdf, texts

from models.document import Document

SEEN = "Chi bộ kết nạp được hai đảng viên mới"


def _cropped(data: bytes, box: tuple[float, float, float, float]) -> bytes:
    """The file with a crop box, in PDF's own space, on its only page."""
    target = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        document[0].set_cropbox(*box)
        document.save(target)
    return target.getvalue()


def _unseen(document: Document) -> list[tuple[str, str, str, int | None]]:
    return [(part.what, part.reason, part.text, part.page) for part in document.skipped]


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param(-200.0, 200.0, id="left of the page"),
        pytest.param(640.0, 200.0, id="right of it"),
        pytest.param(LEFT, -40.0, id="above it"),
        pytest.param(LEFT, 900.0, id="below it"),
    ],
)
def test_words_outside_the_page_are_named(x: float, y: float) -> None:
    document = Sheet().text(LEFT, 100, SEEN).text(x, y, "Ẩn hết").read()
    assert texts(document) == [SEEN]
    assert _unseen(document) == [("hidden_text", "beyond_page", "Ẩn hết", 1)]


@pytest.mark.parametrize(
    ("y", "seen", "named"),
    [
        pytest.param(30.0, [SEEN], "Ẩn hết", id="in the part that is cut away"),
        pytest.param(300.0, [SEEN, "Ẩn hết"], None, id="in the part that is left"),
    ],
)
def test_words_outside_the_crop_box_are_named(y: float, seen: list[str], named: str | None) -> None:
    data = Sheet().text(LEFT, 200, SEEN).text(LEFT, y, "Ẩn hết").pdf()
    document = read_pdf(_cropped(data, (0, 0, 595.3, 750)))
    assert texts(document) == seen
    assert [part.text for part in document.skipped] == ([named] if named else [])


def test_of_a_word_that_the_edge_cuts_the_part_outside_is_named() -> None:
    document = Sheet().text(LEFT, 100, SEEN).text(580, 200, "giỏi nhất").read()
    assert texts(document) == [SEEN, "giỏ"]
    assert [part.text for part in document.skipped] == ["i nhất"]


def test_words_outside_on_two_lines_stay_apart_and_accents_stay_with_their_letters() -> None:
    sheet = Sheet().text(LEFT, 100, SEEN).text(700, 200, "te\u0302\u0301 mới").text(700, 230, "Ẩn")
    assert [part.text for part in sheet.read().skipped] == ["tế mới Ẩn"]


def test_a_turned_page_names_what_lies_outside_too() -> None:
    sheet = Sheet()
    sheet.pen.setPageRotation(180)
    sheet.text(LEFT, 100, SEEN).text(700, 200, "Ẩn hết")
    assert [part.text for part in sheet.read().skipped] == ["Ẩn hết"]


def test_nothing_is_named_where_all_is_seen() -> None:
    assert _unseen(Sheet().text(LEFT, 100, SEEN).text(2, 838, "Mép").read()) == []


def _places(data: bytes) -> list[tuple[str, tuple[float, ...]]]:
    return [(paragraph.text, paragraph.spans[0].bbox) for paragraph in paragraphs(read_pdf(data))]


def test_a_crop_box_larger_than_the_page_moves_nothing() -> None:
    """The page that is shown is what lies in both boxes."""
    data = Sheet().text(LEFT, 20, SEEN).text(LEFT, 830, "Trang cuối").pdf()
    assert _places(_cropped(data, (-30, -40, 700, 900))) == _places(data)


def test_a_page_that_inherits_its_size_loses_nothing() -> None:
    """fpdf2 says the size once, for all pages: the first line of each was above the page that was thought of."""
    data = Sheet().text(LEFT, 20, SEEN).text(LEFT, 830, "Trang cuối").pdf()
    size = re.search(rb"/MediaBox \[[^\]]*\]", data)
    assert size is not None
    inherited = data.replace(size[0], b"").replace(b"/Type /Pages", size[0] + b" /Type /Pages")
    assert inherited.index(size[0]) != size.start()
    assert _places(inherited) == _places(data)
    assert read_pdf(inherited).skipped == ()
