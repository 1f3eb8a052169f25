"""A page's characters, asked for at once, are those that pdfium tells one by one."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from raw_pdf import RawPdf, codes

from parsers.readers import Input, read_bytes
from parsers.readers.pdf.glyphs import Glyphs
from parsers.readers.pdf.page import upright
from tests.soak import soak_examples

CONTROL = "\x02"  # what a font may call its hyphen: pdfium leaves it out of the text
WORDS = ["hai", "B", "x-", "2022-2023", "một hai ba bốn năm sáu bảy tám", CONTROL]


def page_of(lines: list[list[str]]) -> bytes:
    pdf = RawPdf()
    face, odd = pdf.composite(), pdf.drawn(CONTROL)
    shown = []
    for number, line in enumerate(lines):
        words = [f"/{odd} 12 Tf <01> Tj" if word == CONTROL else f"/{face} 12 Tf {codes(word)} Tj" for word in line]
        shown.append(f"BT 50 {780 - 20 * number} Td {' '.join(words)} ET")
    return pdf.page("\n".join(shown)).pdf()


def both_ways(data: bytes) -> tuple[str, str]:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        one_by_one = [pdfium.FPDFText_GetUnicode(text, index) for index in range(pdfium.FPDFText_CountChars(text))]
        return Glyphs(page, upright(page), {}).text, "".join(map(chr, one_by_one))


def same(text: str, slow: str) -> bool:
    """A divided word's hyphen has a code of pdfium's own in the text, which `Glyphs.code` looks behind."""
    return len(text) == len(slow) and all(quick in (one, "\ufffe") for quick, one in zip(text, slow, strict=True))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([["hai", "ba"]], id="nothing left out"),
        pytest.param([[CONTROL, "hai"]], id="the first character"),
        pytest.param([["hai", CONTROL]], id="the last one"),
        pytest.param([["hai", CONTROL, CONTROL, "ba"], ["bốn"]], id="two, one after another"),
        pytest.param([[CONTROL, CONTROL]], id="all"),
    ],
)
def test_characters_that_pdfium_leaves_out(lines: list[list[str]]) -> None:
    text, slow = both_ways(page_of(lines))
    assert same(text, slow)
    assert text.count(CONTROL) == sum(line.count(CONTROL) for line in lines)


@settings(max_examples=soak_examples(25, 1000), deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=8))
@example([["hai", CONTROL] * 4] * 8)
def test_any_mixture(lines: list[list[str]]) -> None:
    assert same(*both_ways(page_of(lines)))


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("\ud83d", id="the first half of a pair"),
        pytest.param("\ude00", id="the second half"),
        pytest.param("\0", id="no character"),
        pytest.param("\uffff", id="one that never was"),
        pytest.param("\x1f", id="a control character"),
    ],
)
def test_what_is_no_letter_can_be_told_and_stored(odd: str) -> None:
    pdf = RawPdf()
    face, other = pdf.composite(), pdf.drawn(odd)
    words = [f"/{face} 12 Tf {codes(WORDS[4])} Tj", f"/{other} 12 Tf <01> Tj", f"/{face} 12 Tf {codes('tư')} Tj"]
    document = read_bytes(Input("odd.pdf", pdf.page(f"BT 50 780 Td {' '.join(words)} ET").pdf()))
    assert WORDS[4] in document.text
    assert "tư" in document.text
    document.text.encode()
