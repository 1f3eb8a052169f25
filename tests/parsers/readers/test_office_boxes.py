"""Rating blocks of every encoding as old Word files: read right or as unknown, never with a wrong level or as blank."""

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
# What LibreOffice moves, flattens or drops when it writes or reads the old formats: drawn things, frames of blanks.
LOSSY = ("wps", "vml", "ink", "equation", "anchored", "frame_over", "letter_over", "ellipse", "picture", "bordered_run")
FIELDS = ("form_field",)  # written without their state
OVERLAID = ("ink", "wps_tick", "vml_group")  # written without what lies over the box: the file itself shows it empty
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
    ("kind", "lossy", "emptied"),
    [
        pytest.param("doc", LOSSY, (), id="doc"),
        pytest.param("rtf", (*LOSSY, *FIELDS), OVERLAID, id="rtf"),
    ],
)
def test_never_a_wrong_answer(
    kind: str, lossy: tuple[str, ...], emptied: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    cases = soak_share(CASES, 24)
    papers = {f"{name} {marks}": _paper(name, marks) for name, marks in cases}
    old = saved_as(kind, papers, tmp_path_factory.mktemp(kind))
    documents = read_many([Input(name, data) for name, data in old.items()])
    wrong = {}
    for (name, marks), document in zip(cases, documents, strict=True):
        assert isinstance(document, Document)
        read = [(one.status, one.level) for one in extract(document, load_vocabulary()).ratings]
        meant = ("marked", "good") if marks == "one" else (getattr(ENCODINGS[name], marks), None)
        doubted = name.startswith(lossy) and all(status in ("unknown", "ambiguous") for status, _ in read)
        if read != [meant] and not doubted and not (name.startswith(emptied) and read == [("blank", None)]):
            wrong[name, marks] = read
    assert wrong == {}
