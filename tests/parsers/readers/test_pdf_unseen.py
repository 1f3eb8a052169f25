"""Text that nobody sees: invisible, clipped away, covered; what is drawn after it, or seen through, stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_builder import LEFT, Sheet, paragraphs, read_pdf, texts
from PIL import Image
from reportlab.lib.utils import ImageReader

SEEN = "Chi bộ kết nạp được hai đảng viên mới"


def _clip(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    path = sheet.pen.beginPath()
    path.rect(x0, 841.9 - y1, x1 - x0, y1 - y0)
    sheet.pen.clipPath(path, stroke=0, fill=0)


def _invisible(sheet: Sheet) -> None:
    text = sheet.pen.beginText(LEFT, 841.9 - 200)
    text.setFont(sheet.face, 12)
    text.setTextRenderMode(3)
    text.textOut("Ẩn hết")
    sheet.pen.drawText(text)


def _cut_off(sheet: Sheet) -> None:
    sheet.pen.saveState()
    _clip(sheet, LEFT, 300, 300, 340)
    sheet.text(LEFT, 200, "Ẩn hết")
    sheet.pen.restoreState()
    sheet.rect(LEFT + 200, 400, LEFT + 211, 411)  # a box, so that the page is looked at


def _painted_over(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Ẩn hết")
    sheet.pen.setFillColorRGB(1, 1, 1)
    sheet.rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)


def _blackened(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Ẩn hết").rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


def _under_picture(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Ẩn hết")
    sheet.pen.drawImage(ImageReader(Image.new("RGB", (20, 20), (90, 120, 60))), LEFT - 5, 841.9 - 220, 200, 60)


def _in_form(sheet: Sheet) -> None:
    sheet.pen.beginForm("inner")
    _clip(sheet, LEFT, 300, 300, 340)
    sheet.text(LEFT, 200, "Ẩn hết")
    sheet.pen.endForm()
    sheet.pen.doForm("inner")
    sheet.rect(LEFT + 200, 400, LEFT + 211, 411)


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        pytest.param(_invisible, "hidden_text", id="render mode 3"),
        pytest.param(_cut_off, "clipped_text", id="outside its clip path"),
        pytest.param(_in_form, "clipped_text", id="the same within a form"),
        pytest.param(_painted_over, "covered_text", id="painted white"),
        pytest.param(_blackened, "covered_text", id="blackened"),
        pytest.param(_under_picture, "covered_text", id="under a picture"),
    ],
)
def test_what_nobody_sees_is_named_and_not_read(draw: Callable[[Sheet], object], reason: str) -> None:
    sheet = Sheet().text(LEFT, 100, SEEN)
    draw(sheet)
    document = sheet.read()
    assert [text for text in texts(document) if text.strip("\ufffc ")] == [SEEN]
    assert [(part.what, part.reason, part.text, part.page) for part in document.skipped] == [
        ("hidden_text", reason, "Ẩn hết", 1)
    ]


def _ground(sheet: Sheet) -> None:
    sheet.pen.setFillColorRGB(1, 1, 0.6)
    sheet.rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)
    sheet.pen.setFillColorRGB(0, 0, 0)
    sheet.text(LEFT, 200, "Thấy rõ")


def _pen(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Thấy rõ")
    sheet.pen.setFillColorRGB(1, 1, 0, alpha=0.4)
    sheet.rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


def _stamp(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Thấy rõ")
    stamp = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    sheet.pen.drawImage(ImageReader(stamp), LEFT - 5, 841.9 - 220, 200, 60, mask="auto")


def _within_clip(sheet: Sheet) -> None:
    sheet.pen.saveState()
    _clip(sheet, LEFT - 2, 180, 300, 210)
    sheet.text(LEFT, 200, "Thấy rõ")
    sheet.pen.restoreState()
    sheet.rect(LEFT + 200, 400, LEFT + 211, 411)


def _rewritten(sheet: Sheet) -> None:
    sheet.text(LEFT, 200, "Chưa sửa")
    _ground(sheet)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(_ground, id="a ground under it"),
        pytest.param(_pen, id="a highlighter over it that lets it through"),
        pytest.param(_stamp, id="a stamp over it that lets it through"),
        pytest.param(_within_clip, id="inside its clip path"),
        pytest.param(_rewritten, id="written anew over what was painted over"),
    ],
)
def test_what_is_seen_stays(draw: Callable[[Sheet], object]) -> None:
    sheet = Sheet().text(LEFT, 100, SEEN)
    draw(sheet)
    assert [text for text in texts(sheet.read()) if text.strip("\ufffc ")] == [SEEN, "Thấy rõ"]


def test_a_text_that_runs_into_the_next_cell_ends_where_it_is_clipped() -> None:
    sheet = Sheet()
    sheet.pen.saveState()
    _clip(sheet, LEFT, 80, LEFT + 60, 110)
    sheet.text(LEFT, 100, "Giỏi toàn diện")
    sheet.pen.restoreState()
    sheet.text(LEFT + 64, 100, "125")
    (paragraph,) = paragraphs(sheet.read())
    assert paragraph.text == "Giỏi toàn 125"


LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")


def _boxes(places: list[tuple[float, float]], letter: tuple[float, float]) -> Sheet:
    """Labels with boxes before them, and a letter that its clip path hides."""
    sheet = Sheet()
    for (x, y), label in zip(places, LABELS, strict=True):
        sheet.rect(x, y - 12, x + 20, y + 2).text(x + 30, y, label)
    x, y = letter
    sheet.pen.saveState()
    _clip(sheet, x - 4, y - 12, x + 16, y - 7)
    sheet.text(x, y, "x", size=8)
    sheet.pen.restoreState()
    return sheet


ROWS = [(LEFT, 100.0 + 20 * number) for number in range(4)]
LINE = [(LEFT + 110.0 * number, 100.0) for number in range(4)]
BROKEN = [(LEFT, 100.0), (LEFT + 200, 100.0), (LEFT, 118.0), (LEFT + 200, 118.0)]


@pytest.mark.parametrize(
    ("places", "letter", "seen"),
    [
        pytest.param(ROWS, (LEFT + 6, 118.0), [False, True, False, False], id="a box a line: its own"),
        pytest.param(LINE, (LEFT + 116, 98.0), [False, True, False, False], id="one line of boxes: its own"),
        pytest.param(BROKEN, (LEFT + 206, 98.0), [None] * 4, id="a broken line: the box's below, as likely"),
        pytest.param(BROKEN, (LEFT + 160, 98.0), [None] * 4, id="in no box"),
    ],
)
def test_a_mark_that_was_cut_off(
    places: list[tuple[float, float]], letter: tuple[float, float], seen: list[bool | None]
) -> None:
    marks = [mark for paragraph in paragraphs(_boxes(places, letter).read()) for mark in paragraph.marks]
    assert [mark.checked for mark in marks] == seen
    assert all(mark.code == "lost:×" for mark in marks) is (seen[0] is None)


def test_white_letters_are_named() -> None:
    sheet = Sheet().text(LEFT, 100, SEEN)
    sheet.pen.setFillColorRGB(1, 1, 1)
    document = sheet.text(LEFT, 140, "Trắng tinh").read()
    assert [(part.reason, part.text) for part in document.skipped] == [("white_text", "Trắng tinh")]


def _with_user_unit(data: bytes, unit: int) -> bytes:
    return data.replace(b"/Type /Page\n", b"/UserUnit %d /Type /Page\n" % unit, 1)


def test_a_unit_of_its_own_changes_no_word() -> None:
    data = Sheet().text(LEFT, 100, SEEN).pdf()
    scaled = _with_user_unit(data, 2)
    assert scaled != data
    assert texts(read_pdf(scaled)) == [SEEN]
