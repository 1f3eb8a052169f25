"""Brackets of which a hand left one pair empty: the others are judged by their ink, whatever letters it looks like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawn_forms import FONTS
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
from samples.scanner import INK, PAGE, Pixels, scan

pytestmark = pytest.mark.skipif(not all(Path(font).exists() for font in FONTS), reason="needs the fonts of drawn forms")

PROSE = (
    "Chi bộ duy trì nền nếp sinh hoạt hằng tháng (có biên bản), nội dung bám sát",
    "nhiệm vụ [1], phân công từng đồng chí (03) phụ trách tổ {} và kiểm tra việc",
    "thực hiện; phối hợp với ban đại diện cha mẹ học sinh (lll) [ll] được giữ vững.",
)
LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")


def _states(page: Pixels) -> list[bool | None]:
    """The marks of a page's boxes, in the order in which they are read."""
    image = prepare(scan(page, 4), DPI)
    boxes = find_drawings(image.grey, image.dpi, image.full).boxes
    return [box.checked for box in sorted(boxes, key=lambda box: (round(box.top / 12), box.x0))]


def _block(pair: str, empty: int, *, row: bool, reach: float) -> Pixels:
    """Four pairs, each but one with a cross that goes `reach` of its height from its middle."""
    image = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONTS[0], 38)
    for line in range(8):
        draw.text((230, 700 + 58 * line), PROSE[line % 3].format("chuyên môn"), fill=INK, font=font)
    arm, wide = reach * 38, draw.textlength(pair, font=font)
    for index, label in enumerate(LABELS):
        x, y = (230 + 320 * index, 300) if row else (260, 200 + 62 * index)
        draw.text((x, y), pair, fill=INK, font=font)
        draw.text((x + wide + 18, y), label, fill=INK, font=font)
        if index != empty:
            across, down = x + wide / 2, y + 24
            draw.line((across - arm, down - arm, across + arm, down + arm), fill=(40, 50, 150), width=4)
            draw.line((across - arm, down + arm, across + arm, down - arm), fill=(40, 50, 150), width=4)
    return np.asarray(image, dtype=np.uint8)


@pytest.mark.parametrize("row", [pytest.param(True, id="in a row"), pytest.param(False, id="in a column")])
@pytest.mark.parametrize("pair", ["[   ]", "(   )", "[    ]", "(    )"])
@pytest.mark.parametrize(
    "reach", [pytest.param(0.25, id="marks between the signs"), pytest.param(0.55, id="marks through the signs")]
)
@pytest.mark.parametrize("empty", [0, 2])
def test_one_pair_left_empty_tells_what_the_others_are(pair: str, empty: int, row: bool, reach: float) -> None:
    assert _states(_block(pair, empty, row=row, reach=reach)) == [index != empty for index in range(4)]


@pytest.mark.parametrize("font", sorted(set(FONTS)), ids=lambda font: Path(font).stem)
@pytest.mark.parametrize("pair", ["( )", "[ ]", "(  )", "[   ]", "(    )"])
def test_an_empty_pair_among_words_is_no_block(pair: str, font: str) -> None:
    image = Image.new("RGB", PAGE, "white")
    draw, type_ = ImageDraw.Draw(image), ImageFont.truetype(font, 36)
    for line in range(18):
        draw.text((150, 200 + 56 * line), PROSE[line % 3].format(pair if line == 7 else "Toán"), fill=INK, font=type_)
    assert _states(np.asarray(image, dtype=np.uint8)) == []
