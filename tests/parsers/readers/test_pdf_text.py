"""Letters, words, lines and paragraphs of typed PDFs, however their producers drew them."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest
from pdf_builder import LEFT, LETTERS, RIGHT, Sheet, font, paragraphs, read_pdf, tables, texts, without_names

SENTENCE = "Chi bộ Bản Bống kết nạp được hai đảng viên mới"
FULL = "Nhà trường giữ vững nền nếp dạy học hai buổi và bếp ăn bán trú cho các em"  # fills the line
LESS = FULL.rsplit(" ", 1)[0]


def test_words_drawn_letter_by_letter_stay_words() -> None:
    sheet = Sheet()
    for place, letter in enumerate(SENTENCE):
        if letter != " ":
            sheet.text(LEFT + place * 6, 100, letter)
    assert texts(sheet.read()) == [SENTENCE]


def test_letters_drawn_out_of_order_stay_words() -> None:
    sheet = Sheet()
    for place, letter in reversed(list(enumerate(SENTENCE))):
        if letter != " ":
            sheet.text(LEFT + place * 6, 100, letter)
    assert texts(sheet.read()) == [SENTENCE]


@pytest.mark.parametrize(
    ("drawn", "spacing"),
    [
        pytest.param("BÁO CÁO KIỂM ĐIỂM", 4.0, id="the producer spaces letters, blanks included"),
        pytest.param("B Á O   C Á O   K I Ể M   Đ I Ể M", 0.0, id="blanks typed between letters, three between words"),
    ],
)
def test_letter_spaced_headings(drawn: str, spacing: float) -> None:
    sheet = Sheet()
    text = sheet.pen.beginText(LEFT, 700)
    text.setFont(sheet.face, 12)
    text.setCharSpace(spacing)
    text.textOut(drawn)
    sheet.pen.drawText(text)
    assert texts(sheet.read()) == ["BÁO CÁO KIỂM ĐIỂM"]


def test_letters_spaced_alike_are_left_as_they_are_typed() -> None:
    assert texts(Sheet().text(LEFT, 100, "B Á O C Á O").read()) == ["B Á O C Á O"]


@pytest.mark.parametrize(
    ("row", "width"),
    [
        pytest.param(["A", "4", "1", "4", "2"], 48.0, id="figures of one digit"),
        pytest.param(["1", "2", "3", "4", "5"], 12.0, id="digits alone are no heading, however near"),
        pytest.param(["T", "K", "Đ", "C", "Y"], 24.0, id="heads of one letter stand farther apart than letters"),
    ],
)
def test_single_letters_in_cells_are_no_letter_spaced_heading(row: list[str], width: float) -> None:
    sheet = Sheet()
    for place, letter in enumerate(row):
        sheet.text(LEFT + place * width + 4, 100, letter)
        sheet.rect(LEFT + place * width, 88, LEFT + (place + 1) * width, 106)
    sheet.rect(LEFT, 88, LEFT + len(row) * width, 124)
    assert tables(sheet.read())[0][0] == row


@pytest.mark.parametrize("order", ["after", "before", "last"])
def test_accents_drawn_apart_join_their_letters(order: str) -> None:
    sheet = Sheet()
    late = []
    x = LEFT
    for letter in SENTENCE:
        if letter == "đ":
            base, marks = letter, ""
        else:
            base, marks = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
        drawn = [(x + 6, mark) for mark in marks]
        for place, mark in drawn if order == "before" else []:
            sheet.text(place, 100, mark)
        if base != " ":
            sheet.text(x, 100, base)
        for place, mark in drawn if order == "after" else []:
            sheet.text(place, 100, mark)
        late += drawn if order == "last" else []
        x += 6
    for place, mark in late:
        sheet.text(place, 100, mark)
    assert texts(sheet.read()) == [SENTENCE]


@pytest.mark.parametrize(
    ("family", "typed", "meant"),
    [
        pytest.param(".VnTime", "Chi bé nhµ tr­êng", "Chi bộ nhà trường", id="TCVN3, its ư on the soft hyphen"),
        pytest.param(".VnTimeH", "§¶ng bé", "ĐẢNG BỘ", id="TCVN3 capitals"),
        pytest.param("VNI-Times", "Ñaûng boä xaõ", "Đảng bộ xã", id="VNI"),
        pytest.param(".VnTime", "Chi bộ nhà trường", "Chi bộ nhà trường", id="Unicode in an old font"),
    ],
)
def test_old_encodings(family: str, typed: str, meant: str) -> None:
    face = font(family, LETTERS + "\u00ad")
    assert texts(Sheet().text(LEFT, 100, typed, face=face).read()) == [meant]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    sheet = Sheet()
    pen = sheet.pen
    width, height = (841.9, 595.3) if turn in (90, 270) else (595.3, 841.9)  # ReportLab turns the sheet too
    pen.setPageRotation(turn)
    for top, line in ((100.0, "Dòng một."), (140.0, "Dòng hai.")):
        corner = {0: (LEFT, height - top), 90: (top, LEFT), 180: (width - LEFT, top), 270: (width - top, height - LEFT)}
        pen.saveState()
        pen.translate(*corner[turn])
        pen.rotate(turn)
        pen.setFont(sheet.face, 12)
        pen.drawString(0, 0, line)
        pen.restoreState()
    found = sheet.read()
    assert texts(found) == ["Dòng một.", "Dòng hai."]
    first, second = (paragraph.spans[0].bbox for paragraph in paragraphs(found))
    assert first[0] == pytest.approx(LEFT, abs=2)
    assert second[1] - first[1] == pytest.approx(40, abs=1)


def test_what_the_crop_box_cuts_off_is_not_read_and_places_count_from_its_corner() -> None:
    sheet = Sheet().text(LEFT, 30, "Ngoài khung").text(LEFT, 300, "Trong khung")
    sheet.pen.setCropBox((50, 100, 500, 700))
    (paragraph,) = paragraphs(sheet.read())
    assert paragraph.text == "Trong khung"
    assert paragraph.spans[0].bbox[0] == pytest.approx(LEFT - 50, abs=1)
    assert paragraph.spans[0].bbox[3] == pytest.approx(300 - 141.9, abs=4)


def test_white_and_tiny_text_is_not_seen() -> None:
    sheet = Sheet().text(LEFT, 100, "Thấy")
    sheet.pen.setFillColorRGB(1, 1, 1)
    sheet.text(LEFT, 140, "Trắng")
    sheet.pen.setFillColorRGB(0, 0, 0)
    sheet.text(LEFT, 180, "Nhỏ", size=1)
    assert texts(sheet.read()) == ["Thấy"]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    sheet = Sheet().rect(LEFT - 5, 80, 300, 120, fill=1)
    sheet.pen.setFillColorRGB(1, 1, 1)
    assert texts(sheet.text(LEFT, 104, "Trắng trên nền").read()) == ["Trắng trên nền"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([(LEFT, FULL), (LEFT, "đều tốt.")], [f"{FULL} đều tốt."], id="a full line goes on"),
        pytest.param([(LEFT, "Không có."), (LEFT, FULL)], ["Không có.", FULL], id="a short line ends its paragraph"),
        pytest.param([(LEFT + 28, LESS), (LEFT, FULL)], [f"{LESS} {FULL}"], id="first line indented"),
        pytest.param([(LEFT, FULL), (LEFT + 28, "Mới.")], [FULL, "Mới."], id="an indent begins a paragraph"),
        pytest.param(
            [(LEFT, f"{FULL[:65]} 2022-"), (LEFT, "2023 đạt.")],
            [f"{FULL[:65]} 2022-2023 đạt."],
            id="broken at a hyphen",
        ),
    ],
)
def test_paragraphs(lines: list[tuple[float, str]], found: list[str]) -> None:
    sheet = Sheet().text(LEFT, 60, FULL + " x")
    for number, (x, line) in enumerate(lines):
        sheet.text(x, 120 + 16 * number, line)
    assert texts(sheet.read())[1:] == found


@pytest.mark.parametrize(
    ("label", "lines", "found"),
    [
        pytest.param("-", [FULL[:-3], "đều tốt."], ["- {} đều tốt."], id="a dash"),
        pytest.param("✓", [FULL[:-3], "đều tốt."], ["✓ {} đều tốt."], id="a tick as bullet"),
        pytest.param("a)", [FULL[:-3], "đều tốt."], ["a) {} đều tốt."], id="a letter"),
        pytest.param("-", ["Không có.", "Chỗ khác."], ["- Không có.", "Chỗ khác."], id="a short item has ended"),
        pytest.param("Tổ", [FULL[:-3], "đều tốt."], ["Tổ {}", "đều tốt."], id="a word is no label"),
    ],
)
def test_the_lines_of_an_item_hang_below_its_text(label: str, lines: list[str], found: list[str]) -> None:
    sheet = Sheet().text(LEFT, 60, FULL + " x").text(LEFT, 120, label)
    for number, line in enumerate(lines):
        sheet.text(LEFT + 18, 120 + 16 * number, line)
    assert texts(sheet.read())[1:] == [text.format(FULL[:-3].strip()) for text in found]


def test_a_paragraph_goes_on_over_the_page_and_furniture_is_set_aside() -> None:
    sheet = Sheet()
    for number in range(1, 5):
        sheet.text(LEFT, 40, "Báo cáo kiểm điểm năm nay").centred(297, 810, str(number))
        sheet.text(LEFT, 760 if number == 1 else 300, FULL)
        sheet.text(LEFT, 100, "đã xong.") if number == 2 else None
        sheet.next_page()
    document = sheet.read()
    assert texts(document)[0] == f"{FULL} đã xong."
    assert {part.what for part in document.skipped} == {"header", "footer"}


@pytest.mark.parametrize(
    ("top", "taken"),
    [
        pytest.param(["Báo cáo kiểm điểm (nháp)"], True, id="a running head"),
        pytest.param(["Báo cáo kiểm điểm của Chi bộ", "Trường Tiểu học Bản Bống"], True, id="one that wraps"),
        pytest.param(["ĐẢNG BỘ XÃ BẢN BỐNG"], False, id="capitals: an annex has the head again"),
        pytest.param(["Đảng bộ xã Bản Bống", "Chi bộ trường", "Số 05"], False, id="more lines than a running head has"),
    ],
)
def test_what_stands_at_the_top_of_both_of_two_pages(top: list[str], *, taken: bool) -> None:
    sheet = Sheet().lines(66, *top, step=14).text(LEFT, 160, FULL).next_page()
    document = sheet.lines(66, *top, step=14).text(LEFT, 160, f"{FULL[:40]} khác.").read()
    assert sum(text in texts(document) for text in top) == (0 if taken else len(top))
    assert [part.text for part in document.skipped] == (top * 2 if taken else [])


def test_a_list_number_set_apart_is_a_tab() -> None:
    assert texts(Sheet().text(LEFT, 100, "1.").text(LEFT + 40, 100, "Ưu điểm").read()) == ["1.\tƯu điểm"]


def test_the_head_s_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for y, line in ((60, "ĐẢNG BỘ XÃ BẢN BỐNG"), (77, "CHI BỘ TRƯỜNG TIỂU HỌC")):
        sheet.centred(160, y, line)
    for y, line in ((64, "ĐẢNG CỘNG SẢN VIỆT NAM"), (90, "Bản Bống, ngày 12 tháng 12")):
        sheet.centred(410, y, line)
    sheet.text(LEFT, 160, FULL)
    assert tables(sheet.read())[0] == [
        ["ĐẢNG BỘ XÃ BẢN BỐNG\nCHI BỘ TRƯỜNG TIỂU HỌC", "ĐẢNG CỘNG SẢN VIỆT NAM\nBản Bống, ngày 12 tháng 12"]
    ]


def test_a_long_name_in_the_head_leaves_a_narrower_gutter_than_the_line_above() -> None:
    sheet = Sheet()
    name, date = "CHI BỘ TRƯỜNG TRUNG HỌC CƠ", "Bản Bống, ngày 12 tháng 12"
    for y, line in ((60, "ĐẢNG BỘ XÃ BẢN BỐNG"), (77, name), (94, "SỞ XÃ BẢN BỐNG")):
        sheet.centred(LEFT + sheet.width(name) / 2, y, line)
    beside = LEFT + sheet.width(name) + 11  # points: two thirds of what the first line needs
    for y, line in ((60, "ĐẢNG CỘNG SẢN VIỆT NAM"), (77, date)):
        sheet.centred(beside + sheet.width(date) / 2, y, line)
    sheet.text(LEFT, 160, FULL)
    left, right = tables(sheet.read())[0][0]
    assert left.replace("\n", " ") == f"ĐẢNG BỘ XÃ BẢN BỐNG {name} SỞ XÃ BẢN BỐNG"
    assert right.replace("\n", " ") == f"ĐẢNG CỘNG SẢN VIỆT NAM {date}"


def test_letters_that_name_no_character_are_left_to_recognition() -> None:
    from parsers.readers.pdf.page import read_page
    from parsers.readers.pdf.scans import is_scan

    data = without_names(Sheet().text(LEFT, 100, SENTENCE).pdf())
    assert is_scan(read_page(pypdfium2.PdfDocument(data)[0], 1))


def test_the_words_at_a_span_s_place_are_its_text() -> None:
    data = Sheet().lines(100, SENTENCE, FULL).pdf()
    text_page = pypdfium2.PdfDocument(data)[0].get_textpage()
    for paragraph in paragraphs(read_pdf(data)):
        for span in paragraph.spans:
            x0, top, x1, bottom = span.bbox
            seen = text_page.get_text_bounded(x0 - 0.5, 841.9 - bottom - 0.5, x1 + 0.5, 841.9 - top + 0.5)
            assert paragraph.text[span.start : span.end] in seen


def test_right_margin_constant_fits_the_font() -> None:
    assert Sheet().width(FULL) == pytest.approx(RIGHT - LEFT, abs=20)
