"""Every kind of picture through the real reader, each file made on the spot."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageOps

from benchmarks.memory import peak_of
from models.document import Document, Paragraph
from models.errors import InputError, LimitError
from parsers.readers import Input, read_bytes
from parsers.readers.limits import Limits
from parsers.readers.progress import listening
from parsers.readers.scan.files import sheets
from parsers.readers.scan.letters import model_folder
from parsers.readers.sniff import sniff
from parsers.text import fold
from samples.scanner import DPI, FONT, save, scan, type_page
from tests.soak import WHOLE, soak_share

scans = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)
LINE = "Báo cáo kiểm điểm tập thể năm học"
WORDS = fold("kiểm điểm tập thể")


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return Image.fromarray(type_page([LINE]))


def _bytes(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _sixteen(page: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)


def _clear(page: Image.Image) -> Image.Image:
    """Letters on nothing: the paper is transparent, and black below."""
    grey = page.convert("L")
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(ImageOps.invert(grey))
    return clear


def _fax(page: Image.Image) -> Image.Image:
    """As a fax in its coarse mode: half as many rows."""
    return page.convert("L").resize((page.width, page.height // 2)).convert("1")


KINDS: list[tuple[str, Callable[[Image.Image], bytes]]] = [
    ("JPEG in grey", lambda page: _bytes(page.convert("L"), "jpeg")),
    ("JPEG in CMYK", lambda page: _bytes(page.convert("CMYK"), "jpeg")),
    ("progressive JPEG", lambda page: _bytes(page, "jpeg", progressive=True)),
    ("PNG of sixteen bits", lambda page: _bytes(_sixteen(page), "png")),
    ("PNG with alpha", lambda page: _bytes(_clear(page), "png")),
    ("PNG with a palette", lambda page: _bytes(page.convert("P", palette=Image.Palette.ADAPTIVE), "png")),
    ("PNG of one bit", lambda page: _bytes(page.convert("1"), "png")),
    ("GIF", lambda page: _bytes(page.convert("L"), "gif")),
    ("BMP", lambda page: _bytes(page, "bmp")),
    ("WebP without loss", lambda page: _bytes(page, "webp", lossless=True)),
    ("JPEG 2000", lambda page: _bytes(page, "jpeg2000")),
    ("TIFF, G4", lambda page: _bytes(page.convert("1"), "tiff", compression="group4")),
    ("TIFF, LZW", lambda page: _bytes(page.convert("L"), "tiff", compression="tiff_lzw")),
    ("TIFF, JPEG within", lambda page: _bytes(page, "tiff", compression="jpeg")),
    ("TIFF of sixteen bits", lambda page: _bytes(_sixteen(page), "tiff")),
    ("TIFF in CMYK", lambda page: _bytes(page.convert("CMYK"), "tiff", compression="tiff_lzw")),
    ("TIFF with offsets of 64 bits", lambda page: _bytes(page.convert("L"), "tiff", big_tiff=True)),
    ("TIFF of a fax", lambda page: _bytes(_fax(page), "tiff", compression="group4", dpi=(DPI, DPI / 2))),
]


@scans
@pytest.mark.soak
@pytest.mark.parametrize("make", soak_share([pytest.param(make, id=name) for name, make in KINDS], 7))
def test_a_kind_of_picture(page: Image.Image, make: Callable[[Image.Image], bytes]) -> None:
    assert WORDS in fold(read_bytes(Input("p", make(page))).text)


@scans
@pytest.mark.skipif(which("heif-enc") is None, reason="nothing here writes HEIC: needs Debian's libheif-examples")
def test_heic(page: Image.Image, tmp_path: Path) -> None:
    picture, file = tmp_path / "p.png", tmp_path / "p.heic"
    page.save(picture)
    subprocess.run(["heif-enc", "-q", "90", str(picture), "-o", str(file)], check=True, capture_output=True)
    document = read_bytes(Input("p.heic", file.read_bytes()))
    assert document.source.media_type == "image/heic"
    assert WORDS in fold(document.text)


@pytest.mark.parametrize("name", [name for name, _ in KINDS if "TIFF" in name or "2000" in name])
def test_told_by_their_first_bytes(page: Image.Image, name: str) -> None:
    assert sniff(dict(KINDS)[name](page)) == ("jp2" if "2000" in name else "tiff")


# --- files of many pages -------------------------------------------------------------------------------------------


def _tiff(words: list[str], **options: object) -> bytes:
    pages = [Image.fromarray(type_page([f"Trang này là trang thứ {word} của báo cáo"])) for word in words]
    return _bytes(pages[0], "tiff", save_all=True, append_images=pages[1:], dpi=(DPI, DPI), **options)


def _pages_read(document: Document) -> set[int]:
    return {span.page for block in document.blocks if isinstance(block, Paragraph) for span in block.spans}


@scans
def test_a_broken_page_leaves_the_others_and_every_page_is_told() -> None:
    data = bytearray(_tiff(["nhất", "hai", "ba"], compression="jpeg"))
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(1)
        strips, lengths = picture.tag_v2[273], picture.tag_v2[279]
    for start, length in zip(strips, lengths, strict=True):
        data[start : start + length] = bytes(length)
    told: list[tuple[int, int, bool]] = []
    with listening(lambda *progress: told.append(progress)):
        document = read_bytes(Input("p.tif", bytes(data)))
    assert _pages_read(document) == {1, 3}
    assert [(part.reason, part.page) for part in document.skipped if part.what == "page"] == [("page_unreadable", 2)]
    assert told == [(1, 3, True), (2, 3, True), (3, 3, True)]


@scans
def test_a_broken_picture_in_a_pdf_leaves_the_other_pages(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    save([scan(type_page([f"Trang này là trang thứ {word} của báo cáo"]), 1) for word in ("nhất", "hai")], file)
    data = bytearray(file.read_bytes())
    second = data.rfind(b"\xff\xd8\xff")
    data[second : second + 3_000] = b"\0" * 3_000
    document = read_bytes(Input("scan.pdf", bytes(data)))
    assert "thứ nhất" in document.text
    assert _pages_read(document) == {1}


@scans
def test_a_small_copy_of_a_page_is_no_page() -> None:
    page = Image.fromarray(type_page([LINE]))
    small = page.resize((page.width // 8, page.height // 8))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    buffer = io.BytesIO()
    page.save(buffer, "tiff", save_all=True, append_images=[small])
    assert read_bytes(Input("p.tif", buffer.getvalue())).source.pages == 1


@scans
def test_a_second_frame_that_is_no_page_is_not_read() -> None:
    frames = [Image.fromarray(type_page([line])).convert("L") for line in (LINE, "Trang khác")]
    data = _bytes(frames[0], "gif", save_all=True, append_images=frames[1:])
    assert read_bytes(Input("p.gif", data)).source.pages == 1


def test_a_file_of_nothing_but_broken_pages_is_damaged() -> None:
    data = bytearray(_tiff(["nhất"], compression="jpeg"))
    start = data.find(b"\xff\xd8\xff")
    data[start : start + 5_000] = b"\0" * 5_000
    with pytest.raises(InputError) as error:
        read_bytes(Input("p.tif", bytes(data)))
    assert error.value.code == "damaged_picture"


def test_limits_of_pages_and_of_every_pages_pixels() -> None:
    small = [Image.new("1", (50, 50)), Image.new("1", (4000, 4000))]
    data = _bytes(small[0], "tiff", save_all=True, append_images=small[1:])
    with pytest.raises(LimitError) as error:
        read_bytes(Input("p.tif", data), Limits(pages=1))
    assert error.value.code == "pages"
    with pytest.raises(LimitError) as error:
        read_bytes(Input("p.tif", data), Limits(page_pixels=1_000_000))
    assert error.value.code == "page_pixels"


# --- memory --------------------------------------------------------------------------------------------------------

READ_ONE = "from parsers.readers import read; read(Path(sys.argv[1]))"
MOST_MEMORY = 600  # MB that a scan of 300 pages may take
MORE_MEMORY = 40  # MB that many pages may take more than four: the engine's own tables fill up in the first ones
PAGE_MEMORY = 0.4  # MB that each page may leave: its share of the file and its words; its picture would be 4 MB


def _peak(pages: int, folder: Path) -> float:
    """MB at the peak of a process that reads a scan of so many pages."""
    lines = [LINE, *("Chi bộ họp định kỳ vào ngày mùng năm hằng tháng, nghị quyết ngắn gọn." for _ in range(6))]
    file = folder / f"{pages}.pdf"
    one = folder / "one.pdf"
    save([cv2.GaussianBlur(scan(type_page(lines), 1), (3, 3), 0)], one, quality=50)
    with pypdfium2.PdfDocument.new() as whole, pypdfium2.PdfDocument(one) as page:
        for _ in range(pages):
            whole.import_pages(page)
        whole.save(file)
    return peak_of(READ_ONE, file)


@scans
@pytest.mark.soak
def test_memory_holds_no_pictures_of_pages_gone_by(tmp_path: Path) -> None:
    pages = 300 if WHOLE else 12
    most = _peak(pages, tmp_path)
    assert most < _peak(4, tmp_path) + MORE_MEMORY + pages * PAGE_MEMORY
    assert most < MOST_MEMORY


@scans
@pytest.mark.parametrize(
    ("name", "mode", "turned"),
    [
        pytest.param("p.jpg", "RGB", 6, id="a photo held upright"),
        pytest.param("p.jpg", "L", 1, id="a grey scan"),
        pytest.param("p.tif", "1", 1, id="black and white, which is not unpacked coarser"),
    ],
)
def test_a_picture_finer_than_reading_needs_is_made_coarser(name: str, mode: str, turned: int) -> None:
    page = Image.fromarray(type_page(["Trong năm chi bộ đã kết nạp 03 đảng viên mới."])).resize((6616, 9356))
    page = page.rotate(90, expand=True) if turned == 6 else page
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0112] = turned
    page.convert(mode).save(buffer, "jpeg" if name == "p.jpg" else "tiff", dpi=(800, 800), exif=exif)
    pages = sheets(Input(name, buffer.getvalue()), Limits())  # held: the file is closed with it
    sheet = next(pages)
    seen = sheet.looked_at
    assert (seen.size, seen.mode) == ((3308, 4678), "RGB" if mode == "RGB" else "L")
    assert sheet.resolution(seen) == pytest.approx(400, abs=1)
    document = read_bytes(Input(name, buffer.getvalue()))
    assert "kết nạp 03 đảng viên mới" in document.text
    assert document.source.page_sizes == (pytest.approx((595.4, 842.0), abs=1),)


@scans
@pytest.mark.parametrize(
    ("dpi", "told"),
    [
        pytest.param(300, True, id="a sheet of A1: 150 points of ink an inch are left"),
        pytest.param(800, False, id="a sheet of A3, scanned finer than reading needs"),
    ],
)
def test_a_sheet_whose_print_is_lost_says_so(dpi: int, told: bool) -> None:
    buffer = io.BytesIO()
    page = Image.fromarray(type_page(["Trong năm chi bộ đã kết nạp 03 đảng viên mới."])).convert("L")
    page.resize((7016, 9933)).save(buffer, "jpeg", dpi=(dpi, dpi))
    document = read_bytes(Input("p.jpg", buffer.getvalue()))
    assert [(part.what, part.reason, part.page) for part in document.skipped] == (
        [("limit", "drawn_coarser", 1)] if told else []
    )
