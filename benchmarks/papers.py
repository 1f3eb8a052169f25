"""The paper that is measured: eight pages as offices write them, with eleven tables; invented from end to end."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document

SENTENCES = (
    "Chi bộ họp định kỳ vào ngày mùng năm hằng tháng, nghị quyết ngắn gọn và được phổ biến tới từng đảng viên.",
    "Nhà trường giữ vững nền nếp dạy học hai buổi, bếp ăn bán trú phục vụ 312 suất mỗi ngày, không xảy ra ngộ độc.",
    "Giáo viên cùng tổ dự giờ, góp ý cho nhau; phòng thiết bị được sắp xếp lại và có sổ mượn trả rõ ràng.",
    "Việc thu chi được niêm yết tại bảng tin, phụ huynh có ý kiến đều được trả lời trong vòng ba ngày làm việc.",
    "Một vài đồng chí còn nể nang khi góp ý, kế hoạch cá nhân có mục tiêu chưa đo đếm được.",
)
FACTS = (
    "Kết nạp được 02 quần chúng ưu tú vào Đảng: Lò Thị Mai Hiên; Vàng A Tủa Sình.",
    "Giới thiệu 01 quần chúng đi học lớp cảm tình Đảng: Quàng Thị Bun.",
    "- Thi cờ vua cấp huyện đạt 09 giải (01 giải nhất; 03 giải nhì; 05 giải khuyến khích).",
    "- Thi kể chuyện cấp tỉnh: 03 giải (01 giải ba, 02 giải khuyến khích).",
    "- 06 cá nhân đạt CSTĐ cơ sở; Giấy khen của UBND huyện 02 đ/c (Lò Thị Mai Hiên, Cà Văn Ún).",
    "+ Xếp loại viên chức: HTXS nhiệm vụ: 8/40 đạt 20,0%; HT tốt nhiệm vụ: 32/40 đạt 80,0%.",
)
CRITERIA = (
    "Việc chấp hành nguyên tắc tổ chức và hoạt động, nhất là nguyên tắc tập trung dân chủ; thực hiện quy chế làm việc",
    "Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ được đề ra trong nghị quyết, kế hoạch công tác năm",
    "Công tác xây dựng, chỉnh đốn Đảng và hệ thống chính trị; trách nhiệm nêu gương",
    "Trách nhiệm của tập thể lãnh đạo, quản lý trong thực hiện nhiệm vụ chính trị",
)
CHAPTERS = (
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "III. Kết quả khắc phục những hạn chế, khuyết điểm đã được chỉ ra ở các kỳ kiểm điểm trước",
    "IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có): Không.",
    "V. Trách nhiệm của tập thể, cá nhân",
    "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "VII. Đề nghị xếp loại mức chất lượng",
)
LEVELS = ("☐ Xuất sắc", "☒ Tốt", "☐ Trung bình", "☐ Kém")
CLASSES = (
    "☐ Hoàn thành xuất sắc nhiệm vụ",
    "☒ Hoàn thành tốt nhiệm vụ",
    "☐ Hoàn thành nhiệm vụ",
    "☐ Không hoàn thành nhiệm vụ",
)
PARAGRAPHS = 16  # of each criterion and chapter: together about eight pages
TABLES = 11


def write_paper(path: Path) -> Path:
    """Writes the paper; returns its path."""
    document = docx.Document()
    for line in ("CHI BỘ TRƯỜNG TIỂU HỌC BẢN BỐNG", "Số: 08-BC/CB", "Bản Bống, ngày 12 tháng 12 năm 2023"):
        document.add_paragraph(line)
    for line in ("BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023", "I. Ưu điểm, kết quả đạt được"):
        document.add_paragraph(line)
    for number, title in enumerate(CRITERIA, 1):
        document.add_paragraph(f"{number}. {title}.")
        _prose(document, PARAGRAPHS)
        if number == 2:
            _facts(document)
        _lines(document, "Tự đánh giá về cấp độ thực hiện:", *LEVELS)
    for title in CHAPTERS:
        document.add_paragraph(title)
        if "Giải trình" not in title and "xếp loại" not in title:
            _prose(document, PARAGRAPHS)
    _lines(document, *CLASSES, "T/M CHI BỘ", "BÍ THƯ", "Cà Văn Ún")
    document.save(str(path))
    return path


def _prose(document: Document, count: int) -> None:
    for number in range(count):
        document.add_paragraph(SENTENCES[number % len(SENTENCES)])


def _lines(document: Document, *lines: str) -> None:
    for line in lines:
        document.add_paragraph(line)


def _facts(document: Document) -> None:
    _lines(document, *FACTS)
    for number in range(TABLES):
        year = 2012 + number
        document.add_paragraph(f"- Duy trì sĩ số năm học {year}-{year + 1}")
        rows = [("Khối", "Số lớp", "KHG", "Thực hiện", "Đạt %")]
        rows += [(str(grade), "3", "90", "90", "100") for grade in range(1, 6)]
        rows.append(("Tổng", "15", "450", "450", "100"))
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
