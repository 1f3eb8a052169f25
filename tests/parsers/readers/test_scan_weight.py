"""Bold print on scans: seen by the strokes' width, whatever the size, the blur and the contrast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.weight import see_bold

FOLDER = "/usr/share/fonts/truetype/liberation2/LiberationSerif-"
POINT = 200 / 72
PLAIN = "Chi bộ họp đúng kỳ, mỗi tháng một lần; nội dung bám sát nhiệm vụ của nhà trường trong năm học này"
pytestmark = pytest.mark.skipif(not Path(FOLDER + "Bold.ttf").exists(), reason="needs fonts-liberation2")

Wear = Callable[[Pixels], Pixels]


def _typed(lines: list[tuple[str, float]]) -> tuple[list[Word], Pixels]:
    """Lines of so many points, words between asterisks in bold, as the words that a page of them has."""
    page = Image.new("L", (1500, 60 * len(lines) + 60), 255)
    draw, words = ImageDraw.Draw(page), []
    for row, (line, size) in enumerate(lines):
        x, baseline, bold = 60.0, 60.0 * (row + 1), False
        for piece in line.split():
            bold |= piece.startswith("*")
            text = piece.strip("*")
            font = ImageFont.truetype(f"{FOLDER}{'Bold' if bold else 'Regular'}.ttf", size * POINT)
            draw.text((x, baseline), text, font=font, fill=20, anchor="ls")
            places = draw.textbbox((x, baseline), text, font=font, anchor="ls")
            x0, top, x1, bottom = (value / POINT for value in places)
            words.append(Word(text, x0, top, x1, bottom, baseline / POINT, size, confidence=0.96))
            x, bold = x + font.getlength(text + " "), bold and not piece.endswith("*")
    return words, np.asarray(page, dtype=np.uint8)


def _blurred(page: Pixels) -> Pixels:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 1.2), dtype=np.uint8)


def _faded(page: Pixels) -> Pixels:
    return (255 - (255 - page.astype(float)) * 0.5).astype(np.uint8)


@pytest.mark.parametrize(
    "wear",
    [
        pytest.param(lambda page: page, id="as printed"),
        pytest.param(_blurred, id="out of focus"),
        pytest.param(_faded, id="little toner"),
    ],
)
@pytest.mark.parametrize(
    ("line", "size", "bold"),
    [
        pytest.param("*1. Kết quả thực hiện nhiệm vụ*", 14.0, "1. Kết quả thực hiện nhiệm vụ", id="a title"),
        pytest.param("Xuất sắc - *Tốt* - Trung bình - Kém", 14.0, "Tốt", id="one short word"),
        pytest.param("*IV. GIẢI TRÌNH:* Không có", 14.0, "IV. GIẢI TRÌNH:", id="a title and its answer"),
        pytest.param("*BÁO CÁO KIỂM ĐIỂM TẬP THỂ*", 18.0, "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", id="larger than all else"),
        pytest.param("ĐẢNG BỘ XÃ NẬM MẪU", 18.0, "", id="large and plain"),
        pytest.param("lớp năm, lớp bốn, lớp ba", 10.0, "", id="small and plain"),
    ],
)
def test_bold_words(line: str, size: float, bold: str, wear: Wear) -> None:
    words, page = _typed([(PLAIN, 14.0), (line, size), (PLAIN, 14.0), (PLAIN, 14.0)])
    see_bold(words, wear(page), POINT)
    assert " ".join(word.text for word in words if word.style.bold) == bold


def test_plain_print_of_two_sizes_has_no_bold() -> None:
    words, page = _typed([(PLAIN, 14.0)] * 3 + [(PLAIN, 10.5)] * 3)
    see_bold(words, page, POINT)
    assert not any(word.style.bold for word in words)


def test_a_few_words_tell_nothing() -> None:
    words, page = _typed([("*BÍ THƯ*", 14.0), ("Lò Văn Dín", 14.0)])
    see_bold(words, page, POINT)
    assert not any(word.style.bold for word in words)
