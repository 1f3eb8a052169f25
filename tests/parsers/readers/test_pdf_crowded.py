"""Pages of more text objects than a page holds: pdfium's work over them grows with the square, so it is not begun."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from raw_pdf import RawPdf, codes

from models.errors import LimitError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import Limits

LITTLE = Limits(page_texts=500)
SEEN = "Chi bo ket nap hai dang vien"


def _leftwards(count: int) -> str:
    """So many letters on one line, each a text object left of the one before: what pdfium sorts slowest."""
    letter = f"{codes('a')} Tj -6 0 Td "
    return f"BT /F0 12 Tf 300 700 Td {letter * count}ET"


def _page(content: str) -> pypdfium2.PdfDocument:
    pdf = RawPdf()
    pdf.composite()
    return pypdfium2.PdfDocument(pdf.page(content).pdf())


def _file(count: int, *, form: bool = False, beside: bool = False) -> bytes:
    """A page of so many letters, drawn by the page or by a form on it; perhaps a second one of plain text."""
    file, crowd = pypdfium2.PdfDocument.new(), _page(_leftwards(count))
    if form:
        page = file.new_page(595, 842)
        page.insert_obj(crowd.page_as_xobject(0, file).as_pageobject())
        page.gen_content()
    else:
        file.import_pages(crowd)
    if beside:
        file.import_pages(_page(f"BT /F0 12 Tf 72 700 Td {codes(SEEN)} Tj ET"))
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


@pytest.fixture
def put_in_order(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many letters each page had that pdfium was asked to put in order."""
    seen: list[int] = []
    ask = pypdfium2.PdfPage.get_textpage

    def count(page: Any) -> Any:
        text_page = ask(page)
        seen.append(text_page.count_chars())
        return text_page

    monkeypatch.setattr(pypdfium2.PdfPage, "get_textpage", count)
    return seen


BY = [pytest.param(False, id="drawn by the page"), pytest.param(True, id="drawn by a form on it")]


@pytest.mark.parametrize("form", BY)
def test_a_crowded_page_is_never_put_in_order_and_is_told(form: bool, put_in_order: list[int]) -> None:
    document = read_bytes(Input("crowded.pdf", _file(501, form=form, beside=True)), LITTLE)
    assert max(put_in_order) < 100
    told = [(part.what, part.reason, part.page) for part in document.skipped if part.what == "limit"]
    assert told == [("limit", "too_many_texts", 1)]
    assert SEEN in document.text


@pytest.mark.parametrize("form", BY)
def test_as_many_as_the_limit_are_read(form: bool, put_in_order: list[int]) -> None:
    document = read_bytes(Input("full.pdf", _file(500, form=form, beside=True)), LITTLE)
    assert max(put_in_order) >= 500
    assert "too_many_texts" not in {part.reason for part in document.skipped}


def test_a_hundred_thousand_letters_end_in_an_error_that_names_the_limit(put_in_order: list[int]) -> None:
    with pytest.raises(LimitError) as caught:
        read_bytes(Input("crowded.pdf", _file(100_000)))
    assert (caught.value.code, caught.value.values["limit"]) == ("page_texts", Limits().page_texts)
    assert put_in_order == []
