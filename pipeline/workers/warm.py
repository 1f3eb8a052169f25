"""Imported once by the process that children are forked from: they find the reader imported and the words compiled."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # before any import: children share the cores as processes
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from models.document import Document, Paragraph, Source
from models.errors import KiemdiemError
from models.settings import Settings
from parsers.extract import extract
from parsers.vocabulary import load_vocabulary
from pipeline.checks import check

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
    "VII. Đề nghị xếp loại: ☐ Hoàn thành xuất sắc nhiệm vụ ☒ Hoàn thành tốt nhiệm vụ",
    "BÍ THƯ",
)


def warm_up() -> None:
    """Go the way of a report once, so that what is made at first use is made."""
    paragraphs = tuple(Paragraph(line) for line in _LINES)
    document = Document(Source("warm", "0" * 64, "", "docx"), paragraphs)
    words = load_vocabulary(Settings().vocabulary_dir)
    report = extract(document, words)
    check(report, words)


try:
    import parsers.readers.docx  # noqa: F401

    warm_up()
except (KiemdiemError, ValueError):  # settings or words that cannot be used: the command itself says so
    pass
gc.collect()
gc.freeze()  # children share these pages with us as long as nobody counts in them
