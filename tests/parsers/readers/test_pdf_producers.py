"""The habits of producers that are not at hand: each page reads like what was typed, whoever wrote the file."""

from __future__ import annotations

import itertools

import pytest
from pdf_builder import paragraphs, read_pdf, tables, texts
from raw_pdf import RawPdf, codes, kerned

FIRST = "Trong năm học chi bộ đã kết nạp được hai đảng viên mới, hoàn thành chỉ"
SECOND = "tiêu đại hội đề ra."
BOTH = f"{FIRST} {SECOND}"


def at(x: float, y: float, show: str, font: str = "F0", size: float = 12) -> str:
    """One text object; `y` counts from the top."""
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {842 - y} Tm {show} ET\n"


def word_run(x: float, y: float, text: str) -> str:
    """A run as Word saves it: marked content, a clip round the page, a kerning array, the trailing blank apart."""
    body = at(x, y, kerned(text))
    blank = at(x + 6 * len(text), y, f"{codes(' ')} Tj")
    return f"/P <</MCID 0>> BDC q 0 0 595 842 re W* n {body}Q q 0 0 595 842 re W* n {blank}Q EMC\n"


def word_by_runs(x: float, y: float, text: str) -> str:
    """A run for each few letters: spelling, language and revision marks cut a sentence anywhere, inside words too."""
    return "".join(word_run(x + 6 * place, y, text[place : place + 4]).replace(
        at(x + 6 * place + 6 * len(text[place : place + 4]), y, f"{codes(' ')} Tj"), ""
    ) for place in range(0, len(text), 4))  # fmt: skip


def glyph_by_glyph(x: float, y: float, text: str) -> str:
    """Microsoft Print to PDF: every glyph placed by itself, no blanks at all."""
    return "".join(at(x + 6 * place, y, f"{codes(letter)} Tj") for place, letter in enumerate(text) if letter != " ")


def itext(x: float, y: float, text: str) -> str:
    """One text object for the whole line, moved into place by Td, word spacing by Tw."""
    return f"q BT 1 0 0 1 0 0 Tm /F0 12 Tf {x} {842 - y} Td 0 Tw {codes(text)} Tj ET Q\n"


def scaled(x: float, y: float, text: str) -> str:
    """Skia and Quartz: the page upside down in pixels, the font one unit high."""
    return f"q .24 0 0 -.24 0 842 cm BT /F0 1 Tf 50 0 0 -50 {x / 0.24} {y / 0.24} Tm {codes(text)} Tj ET Q\n"


@pytest.mark.parametrize("write", [word_run, word_by_runs, glyph_by_glyph, itext, scaled])
def test_a_sentence_over_two_lines(write: object) -> None:
    assert callable(write)
    pdf = RawPdf()
    pdf.composite()
    assert texts(read_pdf(pdf.page(write(90, 100, FIRST) + write(90, 116, SECOND)).pdf())) == [BOTH]


def test_google_docs_draws_its_fonts_and_parts_words() -> None:
    pdf = RawPdf()
    letters = "".join(dict.fromkeys(BOTH.replace(" ", "")))
    pdf.drawn(letters)
    content = ""
    for y, line in ((100, FIRST), (116, SECOND)):
        x = 90.0
        for word in line.split():
            code = "".join(f"{letters.index(letter) + 1:02X}" for letter in word)
            content += at(x, y, f"<{code}> Tj")
            x += 6 * len(word) + 6
    assert texts(read_pdf(pdf.page(content).pdf())) == [BOTH]


def test_one_glyph_that_says_two_letters_by_actual_text() -> None:
    pdf = RawPdf()
    pdf.composite()
    line = at(90, 100, f"{codes('Kế')} Tj")
    line += f"/Span <</ActualText <FEFF00740069>>> BDC {at(102, 100, codes('t') + ' Tj')} EMC "
    line += at(108, 100, f"{codes('n chung')} Tj")
    assert texts(read_pdf(pdf.page(line).pdf())) == ["Kếtin chung"]


def test_word_s_running_head_is_an_artifact_of_each_page() -> None:
    pdf = RawPdf()
    pdf.composite()
    for number in range(1, 4):
        head = "/Artifact <</Type/Pagination/Subtype/Header>> BDC " + at(200, 40, kerned("Chi bộ 22")) + " EMC "
        foot = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC " + at(300, 810, kerned(str(number))) + " EMC "
        pdf.page(head + word_run(90, 200, FIRST) + word_run(90, 216, SECOND) + foot)
    document = read_pdf(pdf.pdf())
    assert texts(document) == [BOTH] * 3
    assert len(document.skipped) == 6


ROWS = [["Khối", "Số lớp", "Tỷ lệ"], ["1", "3", "98,5"], ["2", "3", "99,1"]]
XS, YS = (90.0, 200.0, 300.0, 400.0), (100.0, 120.0, 140.0, 160.0)


def word_table() -> str:
    """Each cell's edges as thin filled rectangles, with a square of its own at every corner."""
    content = "0 g\n"
    for x in XS:
        for y in YS:
            content += f"{x} {842 - y} .48 .48 re f*\n"
    for left, right in itertools.pairwise(XS):
        content += "".join(f"{left + 0.48} {842 - y} {right - left - 0.48} .48 re f*\n" for y in YS)
    for top, bottom in itertools.pairwise(YS):
        content += "".join(f"{x} {842 - bottom + 0.48} .48 {bottom - top - 0.48} re f*\n" for x in XS)
    for row, top in zip(ROWS, YS, strict=False):
        content += "".join(word_run(x + 5.4, top + 14, text) for x, text in zip(XS, row, strict=False))
    return content


def test_word_s_tables_are_thin_rectangles() -> None:
    pdf = RawPdf()
    pdf.composite()
    assert tables(read_pdf(pdf.page(word_table()).pdf())) == [ROWS]


@pytest.mark.parametrize("family", [b"BCDEEE+MS-Gothic", b"BCDFEE+SegoeUISymbol"])
def test_word_s_content_controls_are_glyphs_of_another_font(family: bytes) -> None:
    pdf = RawPdf()
    pdf.composite()
    pdf.composite(family)
    content = ""
    for number, (sign, label) in enumerate(zip("☐☒☐☐", ("Xuất sắc", "Tốt", "Trung bình", "Kém"), strict=True)):
        content += at(90, 100 + 24 * number, kerned(sign), "F1") + word_run(108, 100 + 24 * number, label)
    found = paragraphs(read_pdf(pdf.page(content).pdf()))
    assert [[mark.checked for mark in paragraph.marks] for paragraph in found] == [[False], [True], [False], [False]]


@pytest.mark.parametrize(
    ("entries", "moved"),
    [
        pytest.param(b"/CropBox[20 30 575 800]", (20, 42), id="the crop box begins elsewhere"),
        pytest.param(b"/UserUnit 2", (0, 0), id="a unit of two points"),
        pytest.param(b"/Rotate 360", (0, 0), id="turned the whole way round"),
    ],
)
def test_page_entries(entries: bytes, moved: tuple[float, float]) -> None:
    pdf = RawPdf()
    pdf.composite()
    document = read_pdf(pdf.page(word_run(90, 100, SECOND), entries).pdf())
    (paragraph,) = paragraphs(document)
    assert paragraph.text == SECOND
    x0, _, _, bottom = paragraph.spans[0].bbox
    assert x0 == pytest.approx(90 - moved[0], abs=1)
    assert bottom == pytest.approx(102 - moved[1], abs=3)
