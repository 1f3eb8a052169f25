"""Boxes that a producer laid over the labels they belong to: labels stay whole, marks stay in their boxes."""

from __future__ import annotations

from pdf_builder import LEFT, Sheet, paragraphs, texts

from parsers.readers.pages.marks import box_words
from parsers.readers.pages.page import Box, Page, Word

LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")


def test_frames_of_four_lines_that_slid_over_labels_are_boxes() -> None:
    words = ("Giỏi", "Khá", "Vừa", "Kém")
    sheet = Sheet()
    for number, label in enumerate(words):
        y = 100 + 30.0 * number
        sheet.text(LEFT, y, label)
        for x0, y0, x1, y1 in ((4, -12, 22, -12), (4, 4, 22, 4), (4, -12, 4, 4), (22, -12, 22, 4)):
            sheet.rule(LEFT + x0, y + y0, LEFT + x1, y + y1)
    sheet.text(LEFT + 10, 100 + 30 - 1, "X", size=10).text(LEFT + 10, 100 + 60 - 1, "X", size=10)
    found = paragraphs(sheet.read())
    assert [[mark.checked for mark in paragraph.marks] for paragraph in found] == [[False], [True], [True], [False]]
    assert [paragraph.text.strip("\ufffc ") for paragraph in found] == list(words)


def test_a_letter_under_a_frame_goes_back_to_its_word() -> None:
    words = [
        Word("K", 74, 90, 80, 102, 100, 12),
        Word("x", 75, 92, 79, 101, 99, 8),
        Word("ém", 80, 90, 92, 102, 100, 12),
    ]
    page = Page(1, 595, 842, words=words, boxes=[Box(72, 90, 81, 102)])
    (box,) = box_words(page, page.boxes)
    assert [word.text for word in page.words] == ["Kém"]
    assert box.box is not None
    assert [word.text for word in box.box.content] == ["x"]


def test_an_opaque_box_hides_no_label() -> None:
    sheet = Sheet()
    for number, label in enumerate(LABELS):
        sheet.text(LEFT, 100 + 24 * number, label)
        sheet.pen.setFillColorRGB(1, 1, 1)
        sheet.rect(LEFT - 2, 90 + 24 * number, LEFT + 20, 103 + 24 * number, fill=1)
        sheet.pen.setFillColorRGB(0, 0, 0)
    assert [text.strip("\ufffc ") for text in texts(sheet.read())] == list(LABELS)


def test_a_heading_at_the_page_s_end_is_not_joined_with_the_next_paragraph() -> None:
    room = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"
    sheet = (
        Sheet()
        .text(LEFT, 100, room + " x")
        .text(LEFT + 28, 780, "4. Trách nhiệm của tập thể lãnh đạo trong năm học qua")
    )
    sheet.next_page().text(LEFT + 28, 80, "Phòng học tạm ở điểm trường lẻ đã được thay bằng phòng").text(
        LEFT, 96, "mới."
    )
    heading = texts(sheet.read())[1]
    assert heading.startswith("4. Trách nhiệm")
    assert heading.endswith("qua")


def test_the_margin_is_where_short_lines_begin_though_all_long_ones_are_indented() -> None:
    first = "Nhà trường giữ vững nền nếp dạy học hai buổi, bếp ăn bán trú cho em"
    sheet = Sheet()
    for number in range(12):
        sheet.text(LEFT + 28, 100 + 50 * number, first).text(LEFT, 116 + 50 * number, "nhỏ.")
    sheet.text(LEFT + 28, 750, "4. Trách nhiệm của tập thể lãnh đạo trong năm học vừa qua ở trường")
    sheet.next_page().text(LEFT + 28, 80, "Phòng học tạm ở điểm trường lẻ đã được thay bằng phòng mới")
    found = texts(sheet.read())
    assert found[0] == f"{first} nhỏ."
    assert found[-1].startswith("Phòng học")
