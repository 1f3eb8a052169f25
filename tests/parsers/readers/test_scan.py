"""Scans and photos read with the real engine: a few pages, each with what a scanner or a phone does to paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.document import Document, Paragraph, Table
from models.errors import InputError, LimitError, MissingPartError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import Limits
from parsers.readers.scan import letters, read_picture
from parsers.readers.scan.letters import model_folder
from parsers.text import fold
from samples.scanner import DPI, FONT, Pixels, draw_table, photograph, scan, stamp, type_page

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)

LINES = [
    "Căn cứ kết quả lãnh đạo trong năm, tập thể chi ủy kiểm điểm như sau:",
    "Trong năm chi bộ đã kết nạp 03 đảng viên mới, cử 02 quần chúng đi học.",
    "Tự đánh giá về cấp độ thực hiện:",
    "[] Xuất sắc      [x] Tốt      [] Trung bình      [] Kém",
]
ROWS = [["Khối", "Số lớp", "Thực hiện", "Đạt %"], ["6", "5", "197", "99,5"], ["7", "4", "145", "5,5"]]


@pytest.fixture(scope="module")
def page() -> Pixels:
    return draw_table(type_page(LINES), ROWS, 800)


def _document(picture: Pixels, name: str = "p.png", **options: object) -> Document:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, name.rsplit(".")[-1], **options)
    return read_bytes(Input(name, buffer.getvalue()))


def _rows(document: Document) -> list[list[str]]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


@pytest.mark.parametrize(
    "wear",
    [
        pytest.param(lambda page: scan(page, 1), id="a flatbed: leaning, soft"),
        pytest.param(lambda page: scan(page, 2, grain=0.0006), id="grain"),
        pytest.param(lambda page: photograph(page, 3), id="a phone over a dark table: perspective, shadow"),
        pytest.param(lambda page: photograph(page, 4, 0.02, table=False), id="no edge of the paper in the picture"),
        pytest.param(lambda page: np.rot90(scan(page, 5)), id="on its side"),
        pytest.param(lambda page: np.rot90(scan(page, 6), 2), id="on its head"),
    ],
)
def test_text_boxes_and_table(page: Pixels, wear: Callable[[Pixels], Pixels]) -> None:
    document = _document(wear(page))
    text = fold(document.text)
    assert "kết nạp 03 đảng viên mới" in text
    assert _rows(document) == ROWS
    marks = [mark.checked for block in document.blocks if isinstance(block, Paragraph) for mark in block.marks]
    assert marks == [False, True, False, False]


def test_stamps_are_regions_and_hide_no_letters() -> None:
    page = stamp(type_page(["", "", "BÍ THƯ CHI BỘ", "", "", "Lò Văn Mẫu"]), 400, 300)
    read = read_picture(scan(page, 7), DPI, 1)
    assert {region.kind for region in read.regions} >= {"stamp", "signature"}
    assert {"THƯ", "CHI"} <= {word.text for word in read.words}


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        pytest.param("p.jpeg", "image/jpeg", id="JPEG"),
        pytest.param("p.png", "image/png", id="PNG"),
        pytest.param("p.webp", "image/webp", id="WebP"),
        pytest.param("p.tiff", "image/tiff", id="TIFF"),
    ],
)
def test_picture_formats(name: str, media_type: str) -> None:
    document = _document(type_page(["Báo cáo kiểm điểm tập thể năm học"]), name)
    assert document.source.media_type == media_type
    assert document.source.reader == "ocr"
    assert document.source.pages == 1
    assert fold("kiểm điểm tập thể") in fold(document.text)


def test_a_tiff_of_two_pages() -> None:
    pages = [Image.fromarray(type_page([f"Trang này là trang thứ {word} của báo cáo"])) for word in ("nhất", "hai")]
    buffer = io.BytesIO()
    pages[0].save(buffer, "tiff", save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
    document = read_bytes(Input("p.tif", buffer.getvalue()))
    assert document.source.pages == 2
    pages_seen = {span.page for block in document.blocks if isinstance(block, Paragraph) for span in block.spans}
    assert pages_seen == {1, 2}


def test_exif_says_how_the_phone_was_held() -> None:
    picture = Image.fromarray(np.rot90(type_page(LINES)))
    exif = picture.getexif()
    exif[0x0112] = 6  # shown turned a quarter to the right
    buffer = io.BytesIO()
    picture.save(buffer, "jpeg", exif=exif)
    document = read_bytes(Input("p.jpg", buffer.getvalue()))
    width, height = document.source.page_sizes[0]
    assert height > width
    assert "03" in document.text


def test_words_carry_their_place_and_how_sure_they_are(page: Pixels) -> None:
    block = next(block for block in _document(page).blocks if isinstance(block, Paragraph) and block.spans)
    span = block.spans[0]
    assert 0 < span.confidence < 1
    assert 60 < span.bbox[0] < 110  # the margin of 236 pixels, in points
    assert span.page == 1


def test_a_blank_page_has_no_text() -> None:
    with pytest.raises(InputError) as error:
        _document(np.full((600, 400, 3), 255, np.uint8))
    assert error.value.code == "no_text"


def test_a_damaged_picture() -> None:
    with pytest.raises(InputError) as error:
        read_bytes(Input("p.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64))
    assert error.value.code == "damaged_picture"


def test_too_many_pixels_are_refused_unopened() -> None:
    buffer = io.BytesIO()
    Image.new("1", (4000, 4000)).save(buffer, "png")
    with pytest.raises(LimitError) as error:
        read_bytes(Input("p.png", buffer.getvalue()), Limits(page_pixels=1_000_000))
    assert error.value.code == "page_pixels"


def test_no_model_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "model_folder", lambda: None)
    letters._engine.cache_clear()
    try:
        with pytest.raises(MissingPartError) as error:
            _document(type_page(["Báo cáo"]))
        assert error.value.code == "ocr_model_missing"
    finally:
        letters._engine.cache_clear()
