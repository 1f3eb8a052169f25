"""What scanners, copiers, fax machines and phones do to a page: read as well as before, or said to be unclear."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from models.document import Document, walk_paragraphs
from parsers.readers import Input, read_bytes
from parsers.readers.scan import read_picture
from parsers.readers.scan.clarity import UNCLEAR
from parsers.readers.scan.letters import model_folder
from samples.scanner import DPI, FONT, Pixels, photograph, type_page
from tests.soak import soak_share

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)

WORDS = [
    "ĐẢNG BỘ XÃ NẬM MẪU",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Trong năm chi bộ đã kết nạp 03 đảng viên mới, cử 02 quần chúng",
    "đi học lớp cảm tình Đảng, xếp loại chung hoàn thành tốt nhiệm vụ.",
    "Một số đảng viên trẻ còn ngại phát biểu trong sinh hoạt, việc tự học",
    "nâng cao trình độ chưa thường xuyên, còn phải nhắc nhở nhiều lần.",
]
LINES = WORDS * 5
Wear = Callable[[Pixels], Pixels]


@cache
def _page() -> Pixels:
    return type_page(LINES)


def _moved(page: Pixels, down: Callable[[np.ndarray], np.ndarray]) -> Pixels:
    """Every column of the page moved by `down` of its place, 0 to 1."""
    height, width = page.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = (ys + down(xs / width)).astype(np.float32)
    return np.asarray(cv2.remap(page, xs, moved, cv2.INTER_LINEAR, borderValue=(255, 255, 255)), dtype=np.uint8)


def _curled(pixels: float) -> Wear:
    return lambda page: _moved(page, lambda at: pixels * np.sin(at * np.pi))


def _folded(page: Pixels) -> Pixels:
    return _moved(page, lambda at: 12 * np.abs(at - 0.5) * 2)


def _carbon(page: Pixels) -> Pixels:
    noise = np.random.default_rng(1).normal(0, 5, page.shape)
    return np.asarray((200 - (255 - page.astype(float)) * 0.3 + noise).clip(0, 255), dtype=np.uint8)


def _faint(page: Pixels) -> Pixels:
    noise = np.random.default_rng(2).normal(0, 4, page.shape)
    return np.asarray((255 - (255 - page.astype(float)) * 0.35 + noise).clip(0, 255), dtype=np.uint8)


def _shone_through(page: Pixels) -> Pixels:
    back = 255 - (255 - page[:, ::-1].astype(float)) * 0.2
    return np.asarray(np.minimum(page, back), dtype=np.uint8)


def _banded(page: Pixels) -> Pixels:
    worn = page.copy()
    worn[:, :60], worn[:40], worn[-50:] = 15, 20, 10
    for y in (700, 1600):
        cv2.circle(worn, (120, y), 28, (20, 20, 20), cv2.FILLED)
    return worn


def _shaded(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    light = np.ones((height, width))
    light[:, : width // 3] = 0.45
    light = cv2.GaussianBlur(light, (0, 0), 60) * np.linspace(1, 0.7, height)[:, None]
    return np.asarray(page * light[..., None], dtype=np.uint8)


def _black_and_white(page: Pixels) -> Pixels:
    return np.where(page < 128, 0, 255).astype(np.uint8)


def _booklet(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    open_pages = np.full((height + 100, 2 * width + 100, 3), 60, np.uint8)
    open_pages[50:-50, 50:-50] = np.hstack([page, page])
    return open_pages


def _read(picture: Pixels, across: float = DPI, down: float = DPI) -> Document:
    image = Image.fromarray(picture)
    image = image.resize((round(image.width * across / DPI), round(image.height * down / DPI)))
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", dpi=(across, down), compression="tiff_lzw")
    return read_bytes(Input("p.tiff", buffer.getvalue()))


def _wrong(document: Document) -> float:
    """Percent of the characters that were misread."""
    wanted = " ".join(LINES)
    return 100 * Levenshtein.distance(" ".join(document.text.split()), wanted) / len(wanted)


def test_the_empty_back_of_a_sheet_holds_nothing() -> None:
    empty = photograph(np.full_like(_page(), 255), 5)
    page = read_picture(empty, DPI, 1)
    assert (page.words, page.boxes, page.rulings, page.regions) == ([], [], [], [])


CASES = [
    pytest.param(_shaded, DPI, DPI, 1.0, id="a shadow over a third of the page"),
    pytest.param(_carbon, DPI, DPI, 1.0, id="a carbon copy: grey on grey"),
    pytest.param(_faint, DPI, DPI, 1.0, id="a worn cartridge: nothing is darker than half"),
    pytest.param(_banded, DPI, DPI, 1.0, id="black edges of a copier, punched holes"),
    pytest.param(_shone_through, DPI, DPI, 3.0, id="the other side shines through"),
    pytest.param(lambda page: photograph(page, 8, 0.09), DPI, DPI, 1.0, id="a phone held aslant"),
    pytest.param(_black_and_white, DPI, DPI, 1.0, id="one bit a pixel"),
    pytest.param(_curled(15), DPI, DPI, 1.0, id="curled by 2 mm"),
    pytest.param(_folded, DPI, DPI, 4.0, id="folded in the middle"),
    pytest.param(lambda page: page, 100, 100, 1.0, id="100 dpi"),
    pytest.param(lambda page: page, 600, 600, 1.0, id="600 dpi"),
    pytest.param(_black_and_white, 204, 98, 4.0, id="a fax in its coarse grade: pixels twice as high as wide"),
    pytest.param(_black_and_white, 204, 196, 1.5, id="a fax in its fine grade"),
]


@pytest.mark.soak
@pytest.mark.parametrize(("wear", "across", "down", "most"), soak_share(CASES, 3))
def test_a_worn_page_is_read(wear: Wear, across: float, down: float, most: float) -> None:
    document = _read(wear(_page()), across, down)
    assert _wrong(document) <= most
    assert [part for part in document.skipped if part.what == "page"] == []


@pytest.mark.soak
@pytest.mark.parametrize(
    ("wear", "reason"),
    soak_share(
        [
            pytest.param(_booklet, "two_pages", id="an open booklet"),
            pytest.param(_curled(40), "page_unclear", id="curled by 5 mm"),
            pytest.param(lambda page: cv2.GaussianBlur(page, (0, 0), 4), "page_unclear", id="out of focus"),
        ],
        1,
    ),
)
def test_a_page_that_cannot_be_read_says_so_and_is_never_sure(wear: Wear, reason: str) -> None:
    document = _read(wear(_page()))
    assert [part.reason for part in document.skipped if part.what == "page"] == [reason]
    spans = [span for paragraph in walk_paragraphs(document.blocks) for span in paragraph.spans]
    assert spans
    assert max(span.confidence for span in spans) <= UNCLEAR
