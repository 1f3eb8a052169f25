"""Boxes, marks and looks of typed PDFs: glyphs, drawings, form fields, annotations."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pdf_builder import LEFT, Sheet, font, paragraphs, read_pdf, tables, texts, without_names

from models.document import Mark

WINGDINGS = font("Wingdings-Regular", "\uf0a8\uf0fe¨þ")

Draw = Callable[[Sheet, float, float], object]


def one_mark(draw: Draw) -> Mark:
    """The only mark of a page with a box at (72, 90) and a label behind it."""
    sheet = Sheet()
    draw(sheet, LEFT, 100)
    document = sheet.text(LEFT + 20, 100, "Xuất sắc").read()
    (paragraph,) = paragraphs(document)
    assert paragraph.text.endswith("Xuất sắc")
    (mark,) = paragraph.marks
    return mark


def _box(sheet: Sheet, x: float, y: float, **looks: int) -> None:
    sheet.rect(x, y - 10, x + 11, y + 1, **looks)


def _crossed(sheet: Sheet, x: float, y: float) -> None:
    _box(sheet, x, y)
    sheet.rule(x, y - 10, x + 11, y + 1).rule(x, y + 1, x + 11, y - 10)


def _lettered(sheet: Sheet, x: float, y: float) -> None:
    _box(sheet, x, y)
    sheet.text(x + 3, y - 1, "x", size=9)


def _four_bars(sheet: Sheet, x: float, y: float) -> None:
    for x0, y0, x1, y1 in ((x, y - 10, x + 11, y - 9.5), (x, y + 0.5, x + 11, y + 1),
                           (x, y - 10, x + 0.5, y + 1), (x + 10.5, y - 10, x + 11, y + 1)):  # fmt: skip
        sheet.rect(x0, y0, x1, y1, fill=1, stroke=0)


def _hollow(sheet: Sheet, x: float, y: float, *, alternate: bool = True, inked: bool = False) -> None:
    """Two rectangles in one filled path, the inner one cutting the outer one out: by the rule, or by going round the
    other way.
    """
    path = sheet.pen.beginPath()
    path.rect(x, 841.9 - y - 1, 11, 11)
    low, high = (x + 1, 841.9 - y), (x + 10, 841.9 - y + 9)
    corners = [low, (low[0], high[1]), high, (high[0], low[1])]
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    sheet.pen.drawPath(path, stroke=0, fill=1, fillMode=0 if alternate else 1)
    if inked:
        sheet.text(x + 3, y - 1, "x", size=9)


def _hollow_round(sheet: Sheet, x: float, y: float) -> None:
    path = sheet.pen.beginPath()
    path.circle(x + 5, 841.9 - y + 4, 5)
    path.circle(x + 5, 841.9 - y + 4, 4.5)
    sheet.pen.drawPath(path, stroke=0, fill=1, fillMode=0)


def _ticked(sheet: Sheet, x: float, y: float) -> None:
    _box(sheet, x, y)
    path = sheet.pen.beginPath()
    path.moveTo(x + 2, 841.9 - y + 5)
    path.lineTo(x + 5, 841.9 - y + 1)
    path.lineTo(x + 10, 841.9 - y + 9)
    sheet.pen.drawPath(path)


def _round(sheet: Sheet, x: float, y: float) -> None:
    sheet.pen.circle(x + 5, 841.9 - y + 4, 5)


def _round_filled(sheet: Sheet, x: float, y: float) -> None:
    _round(sheet, x, y)
    sheet.pen.circle(x + 5, 841.9 - y + 4, 3, fill=1)


@pytest.mark.parametrize(
    ("draw", "checked", "box"),
    [
        pytest.param(_box, False, True, id="an empty rectangle"),
        pytest.param(_four_bars, False, True, id="four thin filled rectangles"),
        pytest.param(lambda s, x, y: _box(s, x, y, fill=1), True, True, id="filled black"),
        pytest.param(_hollow, False, True, id="a filled area with a hole, as HTML's borders are"),
        pytest.param(lambda s, x, y: _hollow(s, x, y, alternate=False), False, True, id="a hole that turns"),
        pytest.param(lambda s, x, y: _hollow(s, x, y, inked=True), True, True, id="a letter in the hole"),
        pytest.param(_hollow_round, False, True, id="a round area with a hole"),
        pytest.param(_crossed, True, True, id="two lines that cross"),
        pytest.param(_lettered, True, True, id="a letter inside"),
        pytest.param(_ticked, True, True, id="a tick drawn inside"),
        pytest.param(_round, False, True, id="a circle"),
        pytest.param(_round_filled, True, True, id="a circle with a dot"),
        pytest.param(lambda s, x, y: s.text(x, y, "☐"), False, True, id="U+2610"),
        pytest.param(lambda s, x, y: s.text(x, y, "☒"), True, True, id="U+2612"),
        pytest.param(lambda s, x, y: s.text(x, y, "✓"), True, False, id="a bare tick"),
        pytest.param(
            lambda s, x, y: s.text(x, y, "\uf0fe", face=WINGDINGS), True, True,
            id="Wingdings with its private codes, named as Word names it",
        ),
        pytest.param(
            lambda s, x, y: s.text(x, y, "þ", face=WINGDINGS), True, True, id="Wingdings with bytes"
        ),
        pytest.param(
            lambda s, x, y: s.text(x, y, "¨", face=WINGDINGS), False, True, id="an empty box as a byte"
        ),
        pytest.param(
            lambda s, x, y: s.text(x, y, "\uf052", face=font("OpenSymbol", "\uf052")), True, True,
            id="LibreOffice keeps the code and not the font",
        ),
    ],
)  # fmt: skip
def test_boxes(draw: Draw, checked: bool, box: bool) -> None:
    mark = one_mark(draw)
    assert (mark.checked, mark.box) == (checked, box)


def test_symbols_without_names_are_told_apart() -> None:
    face = WINGDINGS
    sheet = Sheet()
    for number, sign in enumerate("\uf0a8\uf0fe\uf0a8\uf0a8"):
        sheet.text(LEFT, 100 + 30 * number, sign, face=face).text(LEFT + 20, 100 + 30 * number, "Kem")
    data = without_names(sheet.pdf())
    document = read_pdf(data)
    codes = [paragraph.marks[0].code for paragraph in paragraphs(document) if paragraph.marks]
    assert len(codes) == 4
    assert codes[0] == codes[2] == codes[3] != codes[1]


def _with_annotation(sheet: Sheet, entries: str) -> bytes:
    """The sheet's file with one annotation on its page."""
    sheet.pen.linkURL("http://a", (0, 0, 1, 1))
    data = sheet.pdf()
    found = re.search(rb"/A <<.*?/Subtype /Link", data, re.DOTALL)
    assert found
    start, end = data.rindex(b"<<", 0, found.start()), data.index(b"endobj", found.end())
    new = f"<< /Type /Annot {entries} >>\n".encode()
    return data[:start] + new + data[end:]


def _rect(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"/Rect [{x0} {841.9 - y1} {x1} {841.9 - y0}]"


@pytest.mark.parametrize(
    ("entries", "seen"),
    [
        pytest.param("/Subtype /Ink /InkList [[1 1 2 2]] " + _rect(73, 91, 82, 100), True, id="ink in the box"),
        pytest.param("/Subtype /FreeText /DA (x) /Contents (x) " + _rect(73, 91, 82, 100), True, id="free text"),
        pytest.param("/Subtype /Stamp " + _rect(73, 91, 82, 100), True, id="a stamp in the box"),
        pytest.param("/Subtype /Ink /F 2 /InkList [[1 1 2 2]] " + _rect(73, 91, 82, 100), False, id="hidden ink"),
        pytest.param("/Subtype /Widget /FT /Sig /T (s) " + _rect(60, 60, 300, 160), False, id="a signature's field"),
        pytest.param(
            "/Subtype /Widget /FT /Btn /AS /Yes /V /Yes " + _rect(72, 90, 83, 101), True, id="a field that is on"
        ),
        pytest.param("/Subtype /Widget /FT /Btn /AS /Off " + _rect(72, 90, 83, 101), False, id="a field that is off"),
        pytest.param(
            "/Subtype /Widget /FT /Btn /V /agb " + _rect(72, 90, 83, 101), True, id="only /V, a name of its own"
        ),
    ],
)
def test_annotations(entries: str, seen: bool) -> None:
    sheet = Sheet()
    _box(sheet, LEFT, 100)
    (paragraph,) = paragraphs(read_pdf(_with_annotation(sheet.text(LEFT + 20, 100, "Tốt"), entries)))
    assert paragraph.text.endswith("Tốt")
    assert [mark.checked for mark in paragraph.marks] == [seen]


LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")


def _labels(sheet: Sheet) -> Sheet:
    for number, label in enumerate(LABELS):
        sheet.text(LEFT + 110 * number, 100, label)
    return sheet


@pytest.mark.parametrize(
    ("entries", "look"),
    [
        ("/Subtype /Highlight", "highlight"),
        ("/Subtype /StrikeOut", "strike"),
        ("/Subtype /Underline", "underline"),
    ],
)
def test_annotations_that_change_a_word_s_look(entries: str, look: str) -> None:
    data = _with_annotation(_labels(Sheet()), f"{entries} {_rect(LEFT + 108, 88, LEFT + 130, 104)}")
    (paragraph,) = paragraphs(read_pdf(data))
    assert [paragraph.text[run.start : run.end] for run in paragraph.runs if getattr(run, look)] == ["Tốt"]


@pytest.mark.parametrize(("drop", "look"), [(1.5, "underline"), (-3.5, "strike")])
def test_lines_at_words_are_their_looks(drop: float, look: str) -> None:
    sheet = _labels(Sheet()).rule(LEFT + 110, 100 + drop, LEFT + 128, 100 + drop)
    (paragraph,) = paragraphs(sheet.read())
    assert [paragraph.text[run.start : run.end] for run in paragraph.runs if getattr(run, look)] == ["Tốt"]


def test_a_printed_deletion_is_named_and_not_read_but_what_is_struck_out_in_black_stays() -> None:
    sheet = Sheet().text(LEFT, 100, "Kết nạp").text(LEFT + 72, 100, "đảng viên.")
    sheet.text(LEFT, 130, "Bỏ đi").rule(LEFT, 126.5, LEFT + 30, 126.5)
    sheet.pen.setFillColorRGB(0.8, 0, 0)
    sheet.text(LEFT + 48, 100, "13").rule(LEFT + 48, 96.5, LEFT + 60, 96.5)
    document = sheet.read()
    kept, struck = paragraphs(document)
    assert kept.text.split() == ["Kết", "nạp", "đảng", "viên."]
    assert (struck.text, struck.runs[0].strike) == ("Bỏ đi", True)
    assert [(part.reason, part.text) for part in document.skipped] == [("deleted_text", "13")]


def test_a_part_of_a_word_that_was_deleted_is_taken_out_of_it() -> None:
    sheet = Sheet()
    for y, before, deleted, after in ((100, "[", "x", "] Tốt"), (140, "", "13", "14 em")):
        x = LEFT + sheet.width(before)
        sheet.text(LEFT, y, before)
        sheet.pen.setFillColorRGB(0.8, 0, 0)
        sheet.text(x, y, deleted).rule(x, y - 3.5, x + sheet.width(deleted), y - 3.5)
        sheet.pen.setFillColorRGB(0, 0, 0)
        sheet.text(x + sheet.width(deleted), y, after)
    document = sheet.read()
    assert [text.replace(" ", "") for text in texts(document)] == ["[]Tốt", "14em"]
    assert [part.text for part in document.skipped] == ["x", "13"]


WITHDRAWN = [
    pytest.param("nhà trư{abc}ờng họp", "nhà trường họp", ["abc"], id="in the middle of a word"),
    pytest.param("nhà nh{nh}à trường", "nhà nhà trường", ["nh"], id="letters that the word has twice"),
    pytest.param("hi{ê}e{m}u thi", "hieu thi", ["ê", "m"], id="two in one word"),
    pytest.param("xuất s{ăc giỏi t}ắc", "xuất sắc", ["ăc", "t", "giỏi"], id="from within a word into another"),
    pytest.param("một{ ba bốn} năm", "một năm", ["ba bốn"], id="from the blank before a word on"),
    pytest.param("đạt{ hai mươi ba} bốn em", "đạt bốn em", ["hai mươi ba"], id="the words beside stay one text"),
]


@pytest.mark.parametrize(("line", "read", "deleted"), WITHDRAWN)
def test_what_a_tracked_change_took_away_is_named_and_the_rest_of_the_words_stays_whole(
    line: str, read: str, deleted: list[str]
) -> None:
    sheet, x = Sheet(), LEFT
    for part in re.findall(r"{[^}]*}|[^{]+", line):
        text = part.strip("{}")
        end = x + sheet.width(text)
        sheet.pen.setFillColorRGB(0.8 * (part != text), 0, 0)
        sheet.text(x, 100, text)
        if part != text:
            sheet.rule(x, 96.5, end, 96.5)
        x = end
    document = sheet.read()
    assert texts(document) == [read]
    assert [part.text for part in document.skipped] == deleted


def test_a_coloured_ground_is_a_highlight_and_a_colour_is_kept() -> None:
    sheet = Sheet()
    sheet.pen.setFillColorRGB(1, 1, 0)
    sheet.rect(LEFT + 109, 88, LEFT + 130, 104, fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)
    _labels(sheet).pen.setFillColorRGB(1, 0, 0)
    sheet.text(LEFT, 160, "Đỏ.")
    labels, red = paragraphs(sheet.read())
    assert [labels.text[run.start : run.end] for run in labels.runs if run.highlight] == ["Tốt"]
    assert red.runs[0].colour == "FF0000"


@pytest.mark.parametrize("square", [False, True])
def test_a_line_round_a_label_is_a_border(square: bool) -> None:
    sheet = _labels(Sheet())
    if square:
        data = _with_annotation(sheet, f"/Subtype /Square {_rect(LEFT + 100, 84, LEFT + 140, 108)}")
    else:
        sheet.pen.ellipse(LEFT + 100, 841.9 - 84, LEFT + 140, 841.9 - 108)
        data = sheet.pdf()
    (paragraph,) = paragraphs(read_pdf(data))
    (mark,) = paragraph.marks
    assert (mark.kind, paragraph.text[mark.start : mark.end]) == ("border", "Tốt")


def test_a_tick_without_a_box_is_a_mark_without_a_box() -> None:
    mark = one_mark(lambda sheet, x, y: sheet.rule(x, y - 5, x + 4, y).rule(x + 4, y, x + 10, y - 9))
    assert (mark.checked, mark.box) == (True, False)


def test_a_box_over_the_letters_of_one_of_several_labels_says_nothing_sure() -> None:
    sheet = _labels(Sheet())
    _lettered(sheet, LEFT + 112, 100)
    (paragraph,) = paragraphs(sheet.read())
    assert [mark.checked for mark in paragraph.marks] == [None]


def test_frames_beside_labels_are_boxes_however_wide() -> None:
    sheet = Sheet()
    for number, label in enumerate(LABELS):
        sheet.rect(LEFT, 88 + 20 * number, LEFT + 150, 108 + 20 * number).text(LEFT + 160, 102 + 20 * number, label)
    found = paragraphs(sheet.text(LEFT + 4, 122, "X").read())
    assert [[mark.checked for mark in paragraph.marks] for paragraph in found] == [[False], [True], [False], [False]]


def test_labels_that_wrap_in_cells_without_edges_are_whole() -> None:
    sheet = Sheet()
    for number, label in enumerate(("Xuất|sắc", "Tốt", "Trung|bình", "Kém")):
        x = LEFT + 110 * number
        sheet.text(x, 100, "[x]" if number == 2 else "[ ]")
        for line, word in enumerate(label.split("|")):
            sheet.text(x + 40, 100 + 15 * line, word)
    cells = ["[ ]", "Xuất sắc", "[ ]", "Tốt", "[x]", "Trung bình", "[ ]", "Kém"]
    assert tables(sheet.read()) == [[cells]]


def test_brackets_and_labels_in_two_columns_keep_their_rows() -> None:
    sheet = Sheet()
    for number, label in enumerate(LABELS):
        sheet.text(LEFT, 100 + 16 * number, "(x)" if number == 1 else "( )").text(LEFT + 200, 100 + 16 * number, label)
    assert texts(sheet.read()) == ["( )\tXuất sắc", "(x)\tTốt", "( )\tTrung bình", "( )\tKém"]


@pytest.mark.parametrize("grey", [pytest.param(0.75, id="silver letters"), pytest.param(0.2, id="dark large letters")])
def test_the_letters_of_a_watermark_are_no_ticks(grey: float) -> None:
    sheet = Sheet().text(LEFT, 300, "Tốt").text(LEFT + 100, 300, "Khá")
    path = sheet.pen.beginPath()
    for number in range(5):  # slanting bars and rounds, as outlines of letters have them, all one path
        x, y = LEFT + 60 * number, 841.9 - 310 + 5 * number
        path.moveTo(x, y)
        for dx, dy in ((12, 3), (22, 28), (10, 25)):
            path.lineTo(x + dx, y + dy)
        path.close()
        path.moveTo(x + 30, y)
        path.curveTo(x + 45, y + 5, x + 45, y + 25, x + 30, y + 30)
        path.close()
    sheet.pen.setFillColorRGB(grey, grey, grey)
    sheet.pen.drawPath(path, fill=1, stroke=0)
    (paragraph,) = paragraphs(sheet.read())
    assert (paragraph.text, paragraph.marks) == ("Tốt\tKhá", ())
