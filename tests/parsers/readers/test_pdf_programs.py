"""A font's own program says bold where the file gives all faces of a family one name and no weight, as jsPDF does."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from pdf_builder import font_file, paragraphs, read_pdf
from raw_pdf import RawPdf, codes

from parsers.readers.pdf.programs import says_bold


def program(*, bold: bool) -> bytes:
    """A TrueType font whose style is bold, or not."""
    font = TTFont(io.BytesIO(font_file("Bars")))
    font["head"].macStyle = int(bold)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def looks(stem: int) -> list[tuple[bool, str]]:
    """Bold and the font's name, of a line in either face of one family."""
    pdf = RawPdf()
    lines = ""
    for number, bold in enumerate((True, False)):
        face = pdf.composite(b"Times", stem=stem, program=program(bold=bold))
        lines += f"BT /{face} 12 Tf 72 {700 - 60 * number} Td {codes('Chi bộ họp đều.')} Tj ET\n"
    return [(run.bold, run.font) for part in paragraphs(read_pdf(pdf.page(lines).pdf())) for run in part.runs]


def test_the_program_says_which_face_is_bold() -> None:
    assert looks(stem=0) == [(True, "Times"), (False, "Times")]


def test_a_file_that_tells_the_weight_is_believed() -> None:
    assert looks(stem=80) == [(False, "Times"), (False, "Times")]


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(program(bold=True)[:20], id="cut off within the tables' list"),
        pytest.param(program(bold=True).replace(b"head", b"haed"), id="no such table"),
        pytest.param(b"\0\1\0\0\0\1" + bytes(6) + b"head" + bytes(4) + b"\xff" * 8, id="a table beyond the end"),
        pytest.param(b"\0\1\0\0\xff\xff" + bytes(1_000_000), id="more tables than there can be"),
    ],
)
def test_a_damaged_program_says_nothing(damaged: bytes) -> None:
    assert says_bold(program(bold=True))
    assert not says_bold(damaged)
