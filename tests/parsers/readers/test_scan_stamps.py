"""Stamps and signatures on scans: what they are, that the text under them stays, and what they say of the paper."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.errors import RefusedError
from parsers.extract import extract
from parsers.readers import Input, read_bytes
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
from parsers.readers.scan.letters import model_folder
from parsers.readers.scan.stamps import take_colour
from pipeline.parse import parse_bytes
from samples.ink import BLACK, BOLD, draw_box, draw_mark, framed, seal, sign
from samples.scanner import BLUE, RED, Pixels, draw_table, photograph, scan, type_page

pytestmark = pytest.mark.skipif(not Path(BOLD).exists(), reason="needs fonts-liberation2")
reads = pytest.mark.skipif(model_folder() is None, reason="needs tesseract-ocr-vie")

LINES = [
    "CHI BỘ TRƯỜNG TIỂU HỌC MẪU", "", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023", "I. Ưu điểm, kết quả đạt được",
    "Trong năm chi bộ đã kết nạp 03 đảng viên mới, cử 02 quần chúng", "II. Hạn chế, khuyết điểm và nguyên nhân",
    "Một số đảng viên trẻ còn ngại phát biểu trong sinh hoạt.", "", "T/M CHI BỘ", "BÍ THƯ", "", "", "", "Lò Văn Mẫu",
]  # fmt: skip
TITLE = 180 + 9 * 54  # pixels: where the signature block begins
PAGE = type_page(LINES)


def _text(page: Pixels, words: str, y: int, colour: tuple[int, int, int], underline: bool = False) -> Pixels:
    image = Image.fromarray(page)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(BOLD, 40)
    draw.text((236, y), words, fill=colour, font=font)
    if underline:
        draw.line((236, y + 50, 1100, y + 50), fill=colour, width=4)
    return np.asarray(image, dtype=np.uint8)


def _grey(page: Pixels) -> Pixels:
    return np.repeat(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)


def _found(page: Pixels) -> list[str]:
    """The kinds of ink on the page that are no text, by colour or by outline."""
    image = prepare(page, DPI)
    drawings = find_drawings(image.grey, image.dpi, image.full)
    return sorted(patch.kind for patch in (*image.patches, *drawings.strokes.patches))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(seal(PAGE, 700, 1300), ["stamp"], id="round and red"),
        pytest.param(seal(PAGE, 700, 1300, strength=0.3), ["stamp"], id="round and faint"),
        pytest.param(seal(PAGE, 320, TITLE + 130), ["stamp"], id="round over the post and the name"),
        pytest.param(framed(PAGE, ["MẬT"], 1100, 120, angle=9), ["stamp"], id="square, leaning"),
        pytest.param(framed(PAGE, ["ĐẾN", "Số: 12", "Ngày: 3/4"], 300, 1500, colour=BLUE), ["stamp"], id="blue"),
        pytest.param(sign(PAGE, 260, TITLE + 90, 1), ["signature"], id="a blue signature"),
        pytest.param(sign(PAGE, 260, TITLE + 90, 2, strength=0.35), ["signature"], id="a faint signature"),
        pytest.param(sign(seal(PAGE, 320, TITLE + 130), 280, TITLE + 60, 3), ["signature", "stamp"], id="both"),
        pytest.param(sign(PAGE, 800, TITLE + 90, 4, colour=BLACK), ["signature"], id="a black signature"),
        pytest.param(_grey(seal(PAGE, 900, 1300)), ["stamp"], id="a seal on a grey scan"),
        pytest.param(_grey(framed(PAGE, ["TỐI MẬT"], 900, 1300, angle=5)), ["stamp"], id="a leaning grey frame"),
        pytest.param(PAGE, [], id="a page without any"),
        pytest.param(_text(PAGE, "NĂM HỌC 2023-2024", 1200, RED, underline=True), [], id="a red heading, underlined"),
        pytest.param(_text(_text(PAGE, "ĐỀ MỤC MỘT", 1200, RED, True), "ĐỀ MỤC HAI", 1270, RED, True), [],
                     id="two red headings, one below the other"),
        pytest.param(_text(PAGE, "Ngày 15 tháng 12 năm 2023", 1200, BLUE), [], id="a blue line of print"),
        pytest.param(draw_table(PAGE, [["Khối", "Số lớp"], ["6", "5"]], 1300), [], id="a table"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wear", [lambda page: scan(page, 1), lambda page: photograph(page, 2)], ids=["scan", "photo"])
def test_what_is_a_stamp_or_a_signature(page: Pixels, expected: list[str], wear) -> None:  # type: ignore[no-untyped-def]
    assert _found(wear(page)) == expected


def test_black_under_a_stamp_stays_and_the_stamp_goes() -> None:
    taken = take_colour(seal(PAGE, 320, TITLE + 130), DPI)
    plain = cv2.cvtColor(PAGE, cv2.COLOR_RGB2GRAY)
    assert (taken.text[plain < 60] < 110).mean() > 0.98
    assert (taken.text[plain > 250] > 200).mean() > 0.998


def test_a_stamp_over_boxes_leaves_a_doubt_and_gives_no_level() -> None:
    page, chance = PAGE.copy(), np.random.default_rng(2)
    for row in range(4):
        draw_box(page, 300, 1300 + row * 70, 44, chance)
    page = draw_mark(seal(page, 330, 1420), 300, 1370, 44, "tick", chance, colour=RED, pen=4)
    image = prepare(page, DPI)
    boxes = find_drawings(image.grey, image.dpi, image.full, image.stamps).boxes
    states = [box.checked for box in sorted(boxes, key=lambda box: box.top)]
    assert len(states) == 4
    assert states[1] is not False
    assert True not in states  # the tick or the stamp: nobody can tell


# --- read ----------------------------------------------------------------------------------------------------------


def _file(page: Pixels) -> Input:
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "jpeg", quality=80)
    return Input("bao-cao.jpg", buffer.getvalue())


@reads
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(framed(PAGE, ["MẬT"], 1100, 110, angle=7), "MẬT", id="red, leaning"),
        pytest.param(framed(PAGE, ["TUYỆT MẬT"], 900, 110, angle=-5, strength=0.5, double=True), "TUYỆT MẬT",
                     id="faint, with two lines round it"),
        pytest.param(framed(PAGE, ["TỐI MẬT"], 260, 160, angle=4), "TỐI MẬT", id="over the text"),
        pytest.param(_grey(framed(PAGE, ["TỐI MẬT"], 950, 110, angle=6)), "TỐI MẬT", id="on a grey scan"),
        pytest.param(framed(PAGE, ["TỐI MẬT"], 1150, 110, angle=90), "TỐI MẬT", id="set on its side"),
        pytest.param(framed(PAGE, ["MẬT"], 950, 130, angle=180, strength=0.4), "MẬT", id="on its head, faint"),
        pytest.param(framed(PAGE, ["TUYỆT MẬT"], 900, 130, colour=(120, 60, 60)), "TUYỆT MẬT", id="hardly red"),
    ],
)  # fmt: skip
def test_a_secrecy_stamp_stops_the_file(page: Pixels, expected: str) -> None:
    with pytest.raises(RefusedError) as error:
        parse_bytes(_file(scan(page, 3)))
    assert error.value.code == "secret_paper"
    assert error.value.values["stamp"] == expected


@reads
@pytest.mark.parametrize(
    ("page", "signed", "name"),
    [
        pytest.param(PAGE, False, "Lò Văn Mẫu", id="an empty place"),
        pytest.param(seal(PAGE, 1300, 300), False, "Lò Văn Mẫu", id="a stamp elsewhere"),
        pytest.param(sign(PAGE, 220, TITLE + 150, 5, width=360, height=150), True, "Lò Văn Mẫu", id="on the name"),
        pytest.param(sign(seal(PAGE, 300, TITLE + 170), 260, TITLE + 100, 6), True, "Lò Văn Mẫu",
                     id="a seal and a signature over the name"),
        pytest.param(sign(PAGE, 260, TITLE + 90, 7, colour=BLACK), True, "Lò Văn Mẫu", id="black"),
        pytest.param(sign(PAGE, 250, TITLE + 90, 8, colour=(120, 120, 120), strength=0.5, pen=2), None, "Lò Văn Mẫu",
                     id="pencil: ink that nobody can name"),
    ],
)  # fmt: skip
def test_whether_the_paper_is_signed(page: Pixels, signed: bool | None, name: str) -> None:
    signatory = extract(read_bytes(_file(scan(page, 4)))).signatory
    assert (signatory.signed, signatory.name) == (signed, name)


@reads
@pytest.mark.parametrize("words", [["BẢO MẬT"], ["MẬT ĐỘ"], ["LƯU HÀNH", "NỘI BỘ"], ["THƯỢNG KHẨN"]])
def test_another_stamp_stops_nothing(words: list[str]) -> None:
    page = scan(framed(PAGE, words, 900, 110, angle=7), 3)
    assert "đã kết nạp 03 đảng viên mới" in parse_bytes(_file(page)).document.text


@reads
def test_ink_that_nobody_read_is_named() -> None:
    page = sign(PAGE, 250, TITLE + 90, 8, colour=(120, 120, 120), strength=0.5, pen=2)
    assert ("ink", "unread_ink") in {(part.what, part.reason) for part in read_bytes(_file(scan(page, 4))).skipped}
    assert not [part for part in read_bytes(_file(scan(PAGE, 4))).skipped if part.what == "ink"]


@reads
def test_a_stamp_over_a_table_eats_no_figure_and_one_of_arrival_gives_no_number() -> None:
    page = draw_table(PAGE, [["Khối", "Số lớp", "Đạt %"], ["6", "5", "99,5"], ["7", "4", "95,5"]], 1300)
    page = framed(seal(page, 1180, 1400), ["CÔNG VĂN ĐẾN", "Số: 145", "Ngày: 12/12/2023"], 1050, 100, size=12, angle=3)
    document = read_bytes(_file(scan(page, 5)))
    assert "99,5" in document.text
    assert "95,5" in document.text
    assert "145" not in document.text
    arrival = next(region for region in document.regions if "145" in region.text)
    assert (arrival.kind, arrival.page) == ("stamp", 1)
    assert [(part.reason, part.text) for part in document.skipped] == [("stamp_text", arrival.text)]
