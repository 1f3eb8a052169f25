"""Letters in the colour of what is behind them: read where they are seen, named where they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_builder import LEFT, Sheet, tables, texts
from PIL import Image
from reportlab.lib.utils import ImageReader

SEEN = "Chi bộ kết nạp được hai đảng viên mới"
WORDS = "Bản sao lưu"


def _colour(sheet: Sheet, red: float, green: float, blue: float) -> Sheet:
    sheet.pen.setFillColorRGB(red, green, blue)
    return sheet


def _banner(sheet: Sheet) -> None:
    _colour(sheet, 0.1, 0.2, 0.5).rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


def _light_banner(sheet: Sheet) -> None:
    _colour(sheet, 0.45, 0.6, 0.75).rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


def _rounded(sheet: Sheet) -> None:
    _colour(sheet, 0.1, 0.4, 0.2).pen.roundRect(LEFT - 5, 841.9 - 210, 240, 30, 8, fill=1, stroke=0)


def _arrow(sheet: Sheet) -> None:
    path = _colour(sheet, 0.6, 0.1, 0.1).pen.beginPath()
    path.moveTo(LEFT - 10, 841.9 - 220)
    for x, y in ((LEFT - 10, 180), (LEFT + 200, 180), (LEFT + 230, 200), (LEFT + 200, 220)):
        path.lineTo(x, 841.9 - y)
    path.close()
    sheet.pen.drawPath(path, fill=1, stroke=0)


def _photograph(sheet: Sheet) -> None:
    picture = Image.effect_noise((60, 30), 40).convert("RGB").point(lambda value: value // 2)
    sheet.pen.drawImage(ImageReader(picture), LEFT - 10, 841.9 - 220, 300, 60)


def _shading(sheet: Sheet) -> None:
    sheet.pen.saveState()
    path = sheet.pen.beginPath()
    path.rect(LEFT - 10, 841.9 - 220, 300, 60)
    sheet.pen.clipPath(path, stroke=0, fill=0)
    sheet.pen.linearGradient(LEFT, 641, LEFT + 300, 641, ("#203060", "#4060a0"))
    sheet.pen.restoreState()


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(_banner, id="a dark banner"),
        pytest.param(_light_banner, id="a paler banner"),
        pytest.param(_rounded, id="a rounded frame"),
        pytest.param(_arrow, id="an arrow"),
        pytest.param(_photograph, id="a photograph"),
        pytest.param(_shading, id="a shading"),
    ],
)
def test_white_letters_on_what_is_dark_are_read(ground: Callable[[Sheet], None]) -> None:
    sheet = Sheet().text(LEFT, 100, SEEN)
    ground(sheet)
    document = _colour(sheet, 1, 1, 1).text(LEFT, 203, WORDS).read()
    assert texts(document) == [SEEN, WORDS]
    assert not [part for part in document.skipped if part.what == "hidden_text"]


def _paper(sheet: Sheet) -> None:
    _colour(sheet, 1, 1, 1)


def _nearly_white(sheet: Sheet) -> None:
    _colour(sheet, 1, 1, 0.92).rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)
    _colour(sheet, 1, 1, 1)


def _white_photograph(sheet: Sheet) -> None:
    picture = Image.new("RGB", (60, 30), (252, 252, 252))
    picture.paste((20, 40, 90), (50, 0, 60, 30))
    sheet.pen.drawImage(ImageReader(picture), LEFT - 10, 841.9 - 220, 300, 60)
    _colour(sheet, 1, 1, 1)


def _beside_a_banner(sheet: Sheet) -> None:
    _colour(sheet, 0.1, 0.2, 0.5).rect(LEFT + 150, 185, 500, 210, fill=1, stroke=0)
    _colour(sheet, 1, 1, 1)


def _black_bar(sheet: Sheet) -> None:
    _colour(sheet, 0, 0, 0).rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


def _red_on_red(sheet: Sheet) -> None:
    _colour(sheet, 0.8, 0.1, 0.1).rect(LEFT - 5, 185, 300, 210, fill=1, stroke=0)


@pytest.mark.parametrize(
    ("ground", "reason"),
    [
        pytest.param(_paper, "white_text", id="white on paper"),
        pytest.param(_nearly_white, "white_text", id="white on what is nearly white"),
        pytest.param(_white_photograph, "white_text", id="white on a picture's white part"),
        pytest.param(_beside_a_banner, "white_text", id="white beside a banner"),
        pytest.param(_black_bar, "same_colour", id="black on a black bar"),
        pytest.param(_red_on_red, "same_colour", id="red on red"),
    ],
)
def test_letters_that_nobody_sees_are_named(ground: Callable[[Sheet], None], reason: str) -> None:
    sheet = Sheet().text(LEFT, 100, SEEN)
    ground(sheet)
    document = sheet.text(LEFT, 203, WORDS).read()
    assert [text for text in texts(document) if text.strip("\ufffc ")] == [SEEN]
    assert [(part.reason, part.text) for part in document.skipped] == [(reason, WORDS)]


def test_black_letters_on_a_white_card_on_a_black_frame_are_read() -> None:
    sheet = _colour(Sheet(), 0, 0, 0).rect(LEFT - 20, 170, 320, 230, fill=1, stroke=0)
    _colour(sheet, 1, 1, 1).rect(LEFT - 10, 180, 310, 220, fill=1, stroke=0)
    assert WORDS in texts(_colour(sheet, 0, 0, 0).text(LEFT, 203, WORDS).read())


def test_the_white_head_of_a_coloured_table_is_its_head() -> None:
    sheet = Sheet().text(LEFT, 60, SEEN)
    _colour(sheet, 0.1, 0.2, 0.5).rect(80, 100, 400, 120, fill=1, stroke=0)
    _colour(sheet, 1, 1, 1).text(84, 114, "Lớp").text(244, 114, "Sĩ số")
    _colour(sheet, 0, 0, 0).table(100, [["", ""], ["1A", "28"], ["1B", "31"]], xs=[80, 240, 400])
    assert tables(sheet.read()) == [[["Lớp", "Sĩ số"], ["1A", "28"], ["1B", "31"]]]
