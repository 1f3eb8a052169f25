"""`signatory.signed` of typed papers: a small picture of a signature between the post and the name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse import parse
from samples.scanner import FONT

LINES = (
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "I. Ưu điểm, kết quả đạt được",
    "Chi bộ duy trì sinh hoạt đúng quy định.",
    "II. Hạn chế, khuyết điểm",
    "Việc tự học của một số đảng viên chưa thường xuyên.",
    "T/M CHI BỘ",
    "BÍ THƯ",
    "",
    "Lò Văn Mẫu",
)
PLACE = LINES.index("")


def _signature() -> io.BytesIO:
    picture, buffer = Image.new("RGB", (220, 90), "white"), io.BytesIO()
    ImageDraw.Draw(picture).line([(10, 70), (60, 15), (90, 75), (140, 20), (210, 60)], fill=(30, 40, 160), width=4)
    picture.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def _word(path: Path, at: int | None, in_table: bool = False) -> Path:
    document = Document()
    for number, line in enumerate(LINES[: PLACE - 2] if in_table else LINES):
        paragraph = document.add_paragraph(line)
        if number == at and not in_table:
            paragraph.add_run().add_picture(_signature(), width=Pt(110))
    if in_table:
        left, right = document.add_table(1, 2).rows[0].cells
        left.text = "Nơi nhận:\n- Lưu chi bộ."
        right.text = LINES[PLACE - 2]
        for number in range(PLACE - 1, len(LINES)):
            paragraph = right.add_paragraph(LINES[number])
            if number == at:
                paragraph.add_run().add_picture(_signature(), width=Pt(110))
    document.save(str(path))
    return path


def _pdf(path: Path, at: int | None, width: float = 110) -> Path:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Serif", 13)
    y = 780.0
    for number, line in enumerate(LINES):
        canvas.drawString(350 if number >= PLACE - 2 else 80, y, line)
        y -= 60 if number == PLACE else 22
        if number == at:
            canvas.drawImage(ImageReader(_signature()), 345, y + 8, width, width * 9 / 22)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("at", "in_table", "signed"),
    [
        pytest.param(PLACE, False, True, id="between post and name"),
        pytest.param(PLACE, True, True, id="in the right column of the closing table"),
        pytest.param(2, False, None, id="a picture elsewhere in the paper"),
        pytest.param(None, False, None, id="no picture: it may be signed on paper"),
    ],
)
def test_word_files(tmp_path: Path, at: int | None, in_table: bool, signed: bool | None) -> None:
    signatory = parse(_word(tmp_path / "a.docx", at, in_table)).signatory
    assert (signatory.signed, signatory.name) == (signed, "Lò Văn Mẫu")


@pytest.mark.skipif(not Path(FONT).exists(), reason="needs fonts-liberation2")
@pytest.mark.parametrize(
    ("at", "width", "signed"),
    [
        pytest.param(PLACE, 110, True, id="between post and name"),
        pytest.param(2, 110, None, id="a picture elsewhere in the paper"),
        pytest.param(None, 110, None, id="no picture: it may be signed on paper"),
    ],
)
def test_typed_pdfs(tmp_path: Path, at: int | None, width: float, signed: bool | None) -> None:
    signatory = parse(_pdf(tmp_path / "a.pdf", at, width)).signatory
    assert (signatory.signed, signatory.name) == (signed, "Lò Văn Mẫu")
