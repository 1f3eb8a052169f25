"""A page's size in points or in pixels costs no memory: it is drawn coarser, or not at all, and the result says so."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pdf_builder import LEFT, Sheet, texts
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from models.errors import LimitError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import Limits
from parsers.readers.pdf import render
from parsers.readers.scan.image import DPI


def _sheet(width: float, height: float) -> bytes:
    """A page that is one grey picture."""
    target = io.BytesIO()
    pen = Canvas(target, pagesize=(width, height))
    pen.drawImage(ImageReader(Image.new("L", (60, 60), 240)), 0, 0, width, height)
    pen.save()
    return target.getvalue()


@pytest.mark.parametrize(
    ("size", "coarser"),
    [
        pytest.param((595.3, 841.9), False, id="A4 at 200 dpi"),
        pytest.param((842, 1191), False, id="A3"),
        pytest.param((3024, 4032), True, id="a photo whose pixels were made points"),
        pytest.param((14_400, 14_400), True, id="the largest page that the format knows"),
        pytest.param((14_400, 20), False, id="a strip"),
        pytest.param((14_400, 600), True, id="a roll: no more pixels than allowed"),
    ],
)
def test_a_page_is_drawn_within_its_pixels(size: tuple[float, float], coarser: bool) -> None:
    page = pypdfium2.PdfDocument(_sheet(*size))[0]
    pixels, told = render(page, Limits().drawn_pixels)
    assert told is coarser
    assert pixels.shape[0] * pixels.shape[1] <= Limits().drawn_pixels * 1.01
    assert min(pixels.shape[:2]) >= 50


@pytest.mark.parametrize(
    ("mode", "red", "channels"),
    [
        pytest.param("1", False, 1, id="a black-and-white scan"),
        pytest.param("1", True, 3, id="something red drawn over one"),
        pytest.param("RGB", False, 3, id="a scan in colour"),
    ],
)
def test_a_page_is_drawn_in_grey_where_it_can_hold_no_colour(mode: str, red: bool, channels: int) -> None:
    target, picture = io.BytesIO(), Image.new(mode, (600, 800), "white")
    picture.paste("black", (100, 100, 300, 200))
    picture.save(target, "PDF")
    page = pypdfium2.PdfDocument(target.getvalue())[0]
    if red:
        line = pdfium.FPDFPageObj_CreateNewRect(10, 10, 200, 3)
        pdfium.FPDFPageObj_SetFillColor(line, 255, 0, 0, 255)
        pdfium.FPDFPage_InsertObject(page, line)
    pixels, _ = render(page, Limits().drawn_pixels)
    drawn = page.render(scale=DPI / 72).to_numpy()[..., :3][..., ::-1]
    assert pixels.shape == (drawn.shape if channels == 3 else drawn.shape[:2])
    assert np.array_equal(pixels if channels == 3 else np.dstack([pixels] * 3), drawn)


def _hostile(side: int) -> bytes:
    """A page of so many points, and a second one of plain text."""
    sheet = Sheet()
    sheet.pen.setPageSize((side, side))
    sheet.pen.drawImage(ImageReader(Image.new("L", (60, 60), 240)), 0, 0, side, side)
    sheet.next_page().pen.setPageSize((595.3, 841.9))
    return sheet.text(LEFT, 100, "Trang hai đọc được").pdf()


def test_a_page_of_twenty_thousand_points_costs_no_memory_and_is_told() -> None:
    tracemalloc.start()
    document = read_bytes(Input("large.pdf", _hostile(20_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150 * 2**20  # bytes; drawn at 200 dpi it would be nine thousand million
    assert texts(document) == ["Trang hai đọc được"]
    assert [(part.what, part.reason, part.page) for part in document.skipped] == [("limit", "drawn_coarser", 1)]


def _many_pixels(side: int) -> bytes:
    """A page whose picture has `side` by `side` grey pixels in a few kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\xf0" * side
    data = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    draw = b"endobj\n4 0 obj<</Length 27>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream endobj\n"
    picture = b"5 0 obj<</Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (side, side)
    body = b"/Filter/FlateDecode/Length %d>>stream\n" % len(data) + data + b"\nendstream endobj\n"
    return head + page + draw + picture + body + b"trailer<</Root 1 0 R>>\n"


LITTLE = Limits(page_pixels=3_000_000)


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    with pytest.raises(LimitError) as caught:
        read_bytes(Input("many.pdf", _many_pixels(2000)), LITTLE)
    assert caught.value.code == "page_pixels"


def test_the_other_pages_are_read_beside_it() -> None:
    both = pypdfium2.PdfDocument.new()
    for data in (_many_pixels(2000), Sheet().text(LEFT, 100, "Trang hai đọc được").pdf()):
        both.import_pages(pypdfium2.PdfDocument(data))
    target = io.BytesIO()
    both.save(target)
    document = read_bytes(Input("many.pdf", target.getvalue()), LITTLE)
    assert texts(document) == ["Trang hai đọc được"]
    assert [(part.what, part.reason, part.page) for part in document.skipped] == [("limit", "picture_too_large", 1)]
