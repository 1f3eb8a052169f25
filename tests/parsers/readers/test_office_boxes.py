"""Rating blocks of every encoding as old Word files: read right or as unknown, never with a wrong level."""

from __future__ import annotations

import io

import docx
import pytest
from office_files import needs_office, saved_as
from soak import soak_share

from models.document import Document
from parsers.extract import extract
from parsers.readers import Input, read_many
from parsers.vocabulary import load_vocabulary
from samples.boxes import ENCODINGS, write_rating

LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
MARKS = {"none": frozenset[int](), "one": frozenset({1}), "two": frozenset({0, 2})}
# Drawn things, which LibreOffice moves, flattens or drops when it writes or reads the old formats.
DRAWN = ("wps", "vml", "ink", "equation", "anchored", "frame_over", "letter_over", "ellipse", "picture")
CASES = [
    (name, marks)
    for name, encoding in ENCODINGS.items()
    for marks in MARKS
    if marks == "one" or getattr(encoding, marks) is not None
]


def _paper(encoding: str, marks: str) -> bytes:
    paper = docx.Document()
    for line in (
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ NĂM 2023",
        "I. Ưu điểm, kết quả đạt được",
        "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
        "Chi uỷ luôn giữ nền nếp sinh hoạt.",
    ):
        paper.add_paragraph(line)
    write_rating(paper, encoding, LABELS, MARKS[marks])
    paper.add_paragraph("2. Kết quả thực hiện các mục tiêu, nhiệm vụ")
    paper.add_paragraph("Các chỉ tiêu đều được triển khai.")
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


@needs_office
@pytest.mark.soak
@pytest.mark.parametrize(
    ("kind", "lossy"),
    [
        pytest.param("doc", DRAWN, id="doc"),
        pytest.param("rtf", (*DRAWN, "form_field"), id="rtf: LibreOffice writes form fields without their state"),
    ],
)
def test_never_a_wrong_level(kind: str, lossy: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> None:
    cases = soak_share(CASES, 24)
    papers = {f"{name} {marks}": _paper(name, marks) for name, marks in cases}
    old = saved_as(kind, papers, tmp_path_factory.mktemp(kind))
    documents = read_many([Input(name, data) for name, data in old.items()])
    wrong = {}
    for (name, marks), document in zip(cases, documents, strict=True):
        assert isinstance(document, Document)
        read = [(one.status, one.level) for one in extract(document, load_vocabulary()).ratings]
        meant = ("marked", "good") if marks == "one" else (getattr(ENCODINGS[name], marks), None)
        lost = name.startswith(lossy) and all(level is None for _, level in read)
        if read != [meant] and not lost:
            wrong[name, marks] = read
    assert wrong == {}
