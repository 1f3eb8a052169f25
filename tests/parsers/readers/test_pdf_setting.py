"""Paragraphs of files whose lines lie far apart, or hang below the first one."""

from __future__ import annotations

import textwrap

import pytest
from pdf_builder import LEFT, Sheet, texts

ROOM = 74  # letters in a line
TEXTS = [
    "Trong năm chi bộ đã kết nạp được hai đảng viên mới, giới thiệu ba quần chúng ưu tú đi học lớp nhận thức về Đảng.",
    "Học sinh của trường tham gia đủ các cuộc thi do huyện tổ chức và mang về bốn giải nhì cùng sáu giải ba.",
    "Đường vào điểm trường lẻ còn khó đi trong mùa mưa nên việc dự giờ chéo giữa các tổ chưa được thật đều.",
    "Thư viện mở cửa cả buổi trưa để các em ở xa có chỗ đọc sách trong khi chờ giờ vào lớp của buổi chiều.",
    "Bằng khen của tỉnh được trao cho ba giáo viên của trường là các đồng chí Hà Thị Nga, Lò Văn Ơn và đồng chí "
    "Vàng A Sử.",
]


def written(step: float, first: float, others: float, *, between: float | None = None) -> list[str]:
    """What is read of paragraphs with lines `step` points apart, the first and the others indented so far."""
    sheet, y = Sheet(), 100.0
    for text in TEXTS:
        for number, line in enumerate(textwrap.wrap(text, ROOM - int(max(first, others) // 6))):
            sheet.text(LEFT + (others if number else first), y, line)
            y += step
        y += (between or step) - step
    return texts(sheet.read())


@pytest.mark.parametrize(
    ("step", "first", "others"),
    [
        pytest.param(16, 30, 0, id="single"),
        pytest.param(24, 30, 0, id="double: 2.0 of the size"),
        pytest.param(30, 30, 0, id="Word's own double of a tall font: 2.5"),
        pytest.param(16, 0, 24, id="hanging"),
        pytest.param(26, 0, 24, id="hanging, and far apart"),
    ],
)
def test_paragraphs(step: float, first: float, others: float) -> None:
    assert written(step, first, others) == TEXTS


def test_paragraphs_that_only_room_parts() -> None:
    assert written(24, 0, 0, between=44) == TEXTS


def test_a_block_among_hanging_paragraphs() -> None:
    sheet, y = Sheet(), 100.0
    for text, others in zip(TEXTS, (24, 24, 24, 24, 0), strict=True):
        for number, line in enumerate(textwrap.wrap(text, ROOM - 4)):
            sheet.text(LEFT + (others if number else 0), y, line)
            y += 16
    assert texts(sheet.read()) == TEXTS


def test_a_text_narrower_than_half_a_page() -> None:
    sheet, y = Sheet(9), 100.0
    sheet.text(LEFT, 70, "ĐẢNG BỘ XÃ BẢN BỐNG").text(LEFT + 300, 70, "ĐẢNG CỘNG SẢN VIỆT NAM")
    sheet.text(LEFT, 82, "CHI BỘ TRƯỜNG TIỂU HỌC").text(LEFT + 300, 82, "ngày 12 tháng 12 năm 2023")
    for text in [*TEXTS, *TEXTS]:
        for number, line in enumerate(textwrap.wrap(text, 60)):
            sheet.text(LEFT + (0 if number else 20), y, line)
            y += 12
    assert texts(sheet.read())[-10:] == [*TEXTS, *TEXTS]


def test_evenly_set_lines_tell_little_room_between_paragraphs() -> None:
    title = "1. Việc thực hiện nguyên tắc tập trung dân chủ và quy chế làm việc của bộ"  # no room for another word
    sheet, y = Sheet(), 100.0
    for text in (*TEXTS, title, *TEXTS):
        for line in textwrap.wrap(text, ROOM):
            sheet.text(LEFT, y, line)
            y += 15
        y += 4
    assert texts(sheet.read()) == [*TEXTS, title, *TEXTS]


def test_where_few_lines_are_full_the_margin_is_where_texts_go_on() -> None:
    short = [f"{number}. Chi bộ thực hiện nội dung này đúng kế hoạch đã đề ra" for number in range(1, 25)]
    sheet, y = Sheet(), 60.0
    for text in (*short, *TEXTS[:1]):
        for line in textwrap.wrap(text, ROOM):
            sheet.text(LEFT, y, line)
            y += 15
    assert texts(sheet.read()) == [*short, *TEXTS[:1]]


@pytest.mark.parametrize(("y", "gone"), [(30.0, True), (90.0, False)], ids=["at the rim", "where texts may stand"])
def test_what_both_of_two_pages_begin_with_is_a_running_head_at_the_rim(y: float, gone: bool) -> None:
    sheet = Sheet().text(400, y, "Mẫu 1A").text(LEFT, 120, TEXTS[0][:60]).next_page()
    sheet.text(400, y, "Mẫu 1A").text(LEFT, 120, TEXTS[1][:60])
    document = sheet.read()
    assert ("Mẫu 1A" in texts(document)) is not gone
    assert [part.text for part in document.skipped] == ["Mẫu 1A"] * 2 * gone
