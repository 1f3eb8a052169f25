"""Imported once by the process that children are forked from: they find the reader imported and the words compiled."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # before any import: children share the cores as processes
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from models.document import Cell, Document, Paragraph, Source, Table
from models.errors import KiemdiemError
from models.settings import Settings
from parsers.vocabulary import load_vocabulary
from pipeline.parse import parse_document
from pipeline.workers.parsing import answer_of

_LINES = (
    "ĐẢNG BỘ XÃ A",
    "CHI BỘ TRƯỜNG THCS XÃ A",
    "Số: 01-BC/CB",
    "A, ngày 01 tháng 12 năm 2023",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2023",
    "I. Ưu điểm, kết quả đạt được",
    "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
    "Năm học 2022-2023: kết nạp 01 đảng viên; tổng số học sinh 197/197 đạt 100%; hạnh kiểm tốt 190 em.",
    "Đạt 05 giải (01 giải nhất; 04 giải ba) thi học sinh giỏi cấp huyện; 02 đ/c được UBND huyện tặng giấy khen.",
    "Tự đánh giá về cấp độ thực hiện: ☐ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém",
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được chỉ ra",
    "IV. Giải trình những vấn đề được gợi ý kiểm điểm",
    "V. Trách nhiệm của tập thể, cá nhân",
    "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "VII. Đề nghị xếp loại: ☐ Hoàn thành xuất sắc nhiệm vụ ☒ Hoàn thành tốt nhiệm vụ",
    "BÍ THƯ",
)
_ROWS = (
    ("TT", "Lớp", "Sĩ số", "Giỏi", "Khá", "Tỷ lệ %"),
    ("1", "6A", "35", "12", "23", "100"),
    ("Cộng", "", "35", "12", "23", "100"),
)


def warm_up() -> None:
    """Go the way of a report once, so that what is made at first use is made."""
    lines = tuple(Paragraph(line) for line in _LINES)
    cells = (Cell(row, at, (Paragraph(text),)) for row, texts in enumerate(_ROWS) for at, text in enumerate(texts))
    table = Table(len(_ROWS), len(_ROWS[0]), tuple(cells))
    document = Document(Source("warm", "0" * 64, "", "docx"), (*lines[:-1], table, lines[-1]))
    answer_of(parse_document(document, load_vocabulary(Settings().vocabulary_dir)))


try:
    import parsers.readers.docx  # noqa: F401

    warm_up()
except (KiemdiemError, ValueError):  # settings or words that cannot be used: the command itself says so
    pass
gc.collect()
gc.freeze()  # children share these pages with us as long as nobody counts in them
