"""Second looks at drawn lines whose first reading is given wrong: names, cells, lone strokes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.pages.grid import GridCell
from parsers.readers.pages.page import Word
from parsers.readers.scan.cells import _is_parted as is_parted
from parsers.readers.scan.cells import _Picture as Picture
from parsers.readers.scan.cells import _Reading as Reading
from parsers.readers.scan.cells import _reading as as_reading
from parsers.readers.scan.doubts import NAME_UNSURE, read_doubts
from parsers.readers.scan.image import DPI, Pixels, ink
from parsers.readers.scan.leftovers import _before_line as before_line
from parsers.readers.scan.leftovers import read_leftovers
from parsers.readers.scan.letters import part_glued, read_words
from samples.scanner import FONT, type_page


def _grey(page: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _misread(words: list[Word], right: str, wrong: str, confidence: float) -> list[Word]:
    """`words` as if one of them had been read otherwise."""
    assert any(word.text == right for word in words)
    return [replace(word, text=wrong, confidence=confidence) if word.text == right else word for word in words]


@pytest.mark.parametrize(
    ("line", "right", "wrong", "confidence", "wanted"),
    [
        pytest.param("Kết nạp quần chúng Tô Trung Đông vào Đảng", "Đông", "Đồng", 0.87, "Đông", id="unsurely misread"),
        pytest.param("Kết nạp quần chúng Tô Trung Đông vào Đảng", "Đông", "Đồng", 0.95, "Đồng", id="surely: unasked"),
        pytest.param("Kết nạp quần chúng H'Lan Niê vào Đảng", "H'Lan", "HLan", 0.8, "H'Lan", id="a lost apostrophe"),
    ],
)
def test_names_are_read_as_most_readings_have_them(
    line: str, right: str, wrong: str, confidence: float, wanted: str
) -> None:
    grey = _grey(type_page([line]))
    words = [replace(word, confidence=0.95) for word in read_words(grey, DPI)]
    after = read_doubts(_misread(words, right, wrong, confidence), grey, ink(grey), DPI)
    (name,) = [word for word in after if word.text in (right, wrong)]
    assert name.text == wanted
    if wanted == right:
        assert name.confidence <= NAME_UNSURE
        assert wrong in name.alternatives


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param([("lớp", 30.0, 50.0, 0.97)], 0.97 * 0.5, id="half of the ink has no word"),
        pytest.param([("Khối", 10.0, 28.0, 0.9), ("lớp", 32.0, 50.0, 0.9)], 0.9, id="all of it has"),
        pytest.param([("Khối", 13.0, 28.0, 0.9), ("lớp", 32.0, 48.0, 0.9)], 0.9, id="the words' boxes are narrow"),
    ],
)
def test_a_cell_s_reading_is_believed_by_the_ink_it_covers(
    words: list[tuple[str, float, float, float]], wanted: float
) -> None:
    picture = Picture(GridCell(0, 0, 1, 1, (0.0, 0.0, 60.0, 20.0)), slice(0, 55), slice(0, 166), (28, 139), 40.0, 7, [])
    read = [Word(text, x0, 5.0, x1, 15.0, 14.0, 12.0, confidence=sure) for text, x0, x1, sure in words]
    assert as_reading(read, picture).belief == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("readings", "parted"),
    [
        pytest.param([["Tỷlệ%"], ["Tỷlệ%"]], False, id="no reading has its spaces: the cell is read alone"),
        pytest.param([["Tỷlệ%"], ["Tỷ", "lệ", "%"]], True, id="one has them"),
        pytest.param([["99,5%"], ["99,5%"]], True, id="a figure needs none"),
    ],
)
def test_words_of_a_cell_that_no_reading_parts_are_told(readings: list[list[str]], parted: bool) -> None:
    words = [[Word(text, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0) for text in reading] for reading in readings]
    assert is_parted([Reading(reading, 0.9) for reading in words]) is parted


@pytest.mark.parametrize(("x", "found"), [pytest.param(0, [], id="at the edge"), pytest.param(90, ["1"], id="inside")])
def test_a_lone_stroke_at_the_paper_s_edge_is_no_word(x: int, found: list[str]) -> None:
    page = Image.fromarray(type_page(["Chấp hành các nguyên tắc tổ chức, sinh hoạt Đảng"] * 3))
    ImageDraw.Draw(page).text((x, 180), "I", fill=(20, 20, 20), font=ImageFont.truetype(FONT, 39))
    grey = _grey(np.asarray(page, dtype=np.uint8))
    words = read_leftovers([word for word in read_words(grey, DPI) if word.x0 > 60], grey, ink(grey), DPI)
    assert [word.text for word in words if word.x1 < 60] == found


@pytest.mark.parametrize(
    ("shift", "found"),
    [
        pytest.param(0, "I.ƯU", id="the line's beginning"),
        pytest.param(-90, "", id="ink that stands apart from the line"),
    ],
)
def test_ink_before_a_line_is_read_with_it(shift: int, found: str) -> None:
    grey = _grey(type_page(["I. ƯU ĐIỂM, KẾT QUẢ ĐẠT ĐƯỢC"]))
    words = sorted(read_words(grey, DPI), key=lambda word: word.x0)
    rest = next(index for index, word in enumerate(words) if word.text.startswith("ĐIỂM"))
    lost, kept, point = words[:rest], words[rest:], DPI / 72
    x0, x1 = lost[0].x0 * point, lost[-1].x1 * point
    top, bottom = min(word.top for word in lost) * point, max(word.bottom for word in lost) * point
    piece = (round(x0) + shift, round(top), round(x1 - x0), round(bottom - top))
    after = sorted(before_line(piece, kept, grey, DPI), key=lambda word: word.x0)
    assert "".join(word.text for word in after) == found


def test_a_sign_of_percent_stands_apart_from_its_word() -> None:
    word = Word("lệ%", 0.0, 0.0, 30.0, 10.0, 10.0, 12.0)
    assert [part.text for part in part_glued([word])] == ["lệ", "%"]
