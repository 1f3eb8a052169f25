"""Searchable copies, read with the real engine and looked into with three programs that know nothing of ours."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import which

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from models.document import Document
from models.errors import InputError, UsageError
from parsers.readers import Input, read_bytes
from parsers.readers.scan.letters import model_folder
from pipeline.searchable import check_target, searchable_copy, write_copy
from pipeline.searchable.layer import PlacedWord, in_lines, through, words_of
from pipeline.searchable.pages import lies_flat
from samples.scanner import DPI, FONT, Pixels, draw_table, photograph, scan, type_page

scans = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)
LINES = [
    "Căn cứ kết quả lãnh đạo trong năm, tập thể chi ủy kiểm điểm như sau:",
    "Trong năm chi bộ đã kết nạp 03 đảng viên mới, cử 02 quần chúng đi học.",
    "[] Xuất sắc      [x] Tốt      [] Trung bình      [] Kém",
]
ROWS = [["Khối", "Số lớp", "Thực hiện", "Đạt %"], ["6", "5", "197", "99,5"]]
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def page() -> Pixels:
    return draw_table(type_page(LINES), ROWS, 800)


@pytest.fixture(scope="module")
def scanned(page: Pixels) -> bytes:
    return _pdf(scan(page, 7))


def _pdf(*pictures: Pixels, rotate: int = 0, before: Callable[[Canvas], None] | None = None) -> bytes:
    """Pictures as a scanner's PDF; `before` draws on each page what lies under the picture."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    for picture in pictures:
        height, width = (side * 72 / DPI for side in picture.shape[:2])
        canvas.setPageSize((width, height))
        if before is not None:
            before(canvas)
        canvas.scale(2, 2)  # never undone: scanners leave it so
        canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, width / 2, height / 2)
        canvas.showPage()
    canvas.save()
    if not rotate:
        return buffer.getvalue()
    with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
        turned = io.BytesIO()
        for page in pdf:
            page.set_rotation(rotate)
        pdf.save(turned)
        return turned.getvalue()


@cache
def _copied(data: bytes, name: str = "scan.pdf") -> tuple[Document, bytes]:
    source = Input(name, data)
    document = read_bytes(source)
    return document, searchable_copy(source, document)


def _streams(data: bytes) -> list[bytes]:
    """The pictures of a PDF as they are stored."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [
            bytes(image.get_data())
            for page in pdf
            for image in page.get_objects()
            if isinstance(image, pypdfium2.PdfImage)
        ]


def _overlap(one: Box, two: Box) -> float:
    """Intersection over union."""
    width, height = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    common = max(0.0, width) * max(0.0, height)
    both = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in (one, two))
    return common / (both - common)


# --- where the words are -------------------------------------------------------------------------------------------


@scans
@pytest.mark.parametrize(
    ("wear", "rotate"),
    [
        pytest.param(lambda page: scan(page, 1, 0.2), 0, id="a flatbed"),
        pytest.param(lambda page: scan(page, 2, 2.0), 0, id="leaning"),
        pytest.param(lambda page: photograph(page, 3, 0.02, table=False), 0, id="in perspective"),
        pytest.param(lambda page: scan(page, 3, 0.2), 90, id="shown turned a quarter, and so read turned back"),
        pytest.param(lambda page: np.rot90(scan(page, 4, 0.2)), 0, id="on its side"),
        pytest.param(lambda page: np.rot90(scan(page, 5, 0.2)), 90, id="on its side, and shown upright by the file"),
        pytest.param(lambda page: np.rot90(scan(page, 6, 0.2), 2), 0, id="on its head"),
    ],
)
def test_every_word_is_found_at_its_place(page: Pixels, wear: Callable[[Pixels], Pixels], rotate: int) -> None:
    document, copy = _copied(_pdf(np.ascontiguousarray(wear(page)), rotate=rotate))
    assert "kết nạp 03 đảng viên mới" in document.text
    found, (width, height) = _found(copy)
    assert height > width  # it stands upright now
    _same_words(_expected(document, width, height), found, 0.6)


def _found(copy: bytes) -> tuple[list[tuple[str, Box]], tuple[float, float]]:
    """The words of the first page with their boxes, and its size, as pdfplumber sees them."""
    with pdfplumber.open(io.BytesIO(copy)) as pdf:
        page = pdf.pages[0]
        words = [(w["text"], (w["x0"], w["top"], w["x1"], w["bottom"])) for w in page.extract_words(use_text_flow=True)]
        return words, (float(page.width), float(page.height))


def _expected(document: Document, width: float, height: float) -> list[tuple[str, Box]]:
    """The Document's words on the page as it was scanned, stood upright."""
    (page_map,) = document.source.page_maps
    assert page_map is not None
    place = through(page_map, 1, 1)
    (x0, y0), (x1, y1) = place(100, 400), place(500, 400)
    turned = abs(y1 - y0) > abs(x1 - x0)
    expected = []
    for word in in_lines(words_of(document)[1]):
        left, top, right, bottom = word.bbox
        (ax, ay), (bx, by) = place(left, (top + bottom) / 2), place(right, (top + bottom) / 2)
        x, y = (ax + bx) / 2, (ay + by) / 2
        if turned:
            x, y = (1 - y, x) if y1 < y0 else (y, 1 - x)
        elif x1 < x0:
            x, y = 1 - x, 1 - y
        half_width, half_height = (right - left) / 2, (bottom - top) / 2
        box = (x * width - half_width, y * height - half_height, x * width + half_width, y * height + half_height)
        if word.text != " ":
            expected.append((word.text, box))
    return expected


def _same_words(expected: list[tuple[str, Box]], found: list[tuple[str, Box]], least: float = 0.9) -> None:
    """Every word once, each where it is expected."""
    assert sorted(text for text, _ in found) == sorted(text for text, _ in expected)
    for text, box in expected:
        assert max(_overlap(box, other) for same, other in found if same == text) > least, (text, box)


@scans
def test_a_level_scan_has_its_words_within_a_point(page: Pixels) -> None:
    document, copy = _copied(_pdf(page))
    _same_words(
        [(word.text, word.bbox) for word in in_lines(words_of(document)[1]) if word.text != " "], _found(copy)[0]
    )


@scans
def test_what_is_copied_reads_as_the_page_does(scanned: bytes) -> None:
    _, copy = _copied(scanned)
    with pypdfium2.PdfDocument(copy) as pdf:
        text = pdf[0].get_textpage().get_text_range().replace("\r\n", "\n")
    assert "Căn cứ kết quả lãnh đạo trong năm, tập thể chi ủy kiểm điểm như sau:" in text
    assert "☐ Xuất sắc ☒ Tốt ☐ Trung bình ☐ Kém" in text
    assert "6 5 197 99,5" in text
    assert text == text.encode("utf-8").decode("utf-8")


@scans
@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_poppler_reads_the_same(scanned: bytes, tmp_path: Path) -> None:
    _, copy = _copied(scanned)
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert "đã kết nạp 03 đảng viên mới, cử 02 quần chúng đi học." in text


# --- what stays as it is -------------------------------------------------------------------------------------------


@scans
def test_the_pictures_are_the_same_bytes_and_nothing_looks_different(scanned: bytes) -> None:
    _, copy = _copied(scanned)
    assert _streams(copy) == _streams(scanned)
    with pypdfium2.PdfDocument(scanned) as before, pypdfium2.PdfDocument(copy) as after:
        for one, two in zip(before, after, strict=True):
            assert np.array_equal(one.render().to_numpy(), two.render().to_numpy())


@scans
def test_reading_the_copy_gives_the_same_again(scanned: bytes) -> None:
    document, copy = _copied(scanned)
    again, _ = _copied(copy)
    assert again.text == document.text
    assert again.source.reader == "ocr"


@scans
def test_a_copy_of_the_copy_holds_every_word_once(scanned: bytes) -> None:
    document, copy = _copied(scanned)
    _, second = _copied(copy)
    with pypdfium2.PdfDocument(copy) as one, pypdfium2.PdfDocument(second) as two:
        assert one[0].get_textpage().get_text_range() == two[0].get_textpage().get_text_range()
    assert document.text


@scans
@pytest.mark.parametrize("mode", [pytest.param(3, id="unseen"), pytest.param(0, id="under the picture")])
def test_an_earlier_programs_reading_is_taken_out(page: Pixels, mode: int) -> None:
    def ruined(canvas: Canvas) -> None:
        text = canvas.beginText(80, 500)
        text.setTextRenderMode(mode)
        for number in range(30):
            text.textLine(f"Can cur ket qua lanh dao {number} trang nam tap the chi uy kiem diem")
        canvas.drawText(text)

    _, copy = _copied(_pdf(scan(page, 13), before=ruined))
    with pypdfium2.PdfDocument(copy) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "Can cur" not in text
    assert "Căn cứ kết quả" in text


@scans
def test_typed_pages_of_a_mixed_file_stay_as_they_are(page: Pixels) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(30):
        canvas.drawString(72, 780 - 20 * number, f"Line {number} of a typed page with some words in it")
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(_pdf(scan(page, 14))) as mixed, pypdfium2.PdfDocument(buffer.getvalue()) as typed:
        mixed.import_pages(typed)
        source = io.BytesIO()
        mixed.save(source)
    document, copy = _copied(source.getvalue())
    assert [page_map is None for page_map in document.source.page_maps] == [False, True]
    with pypdfium2.PdfDocument(source.getvalue()) as before, pypdfium2.PdfDocument(copy) as after:
        assert before[1].get_textpage().get_text_range() == after[1].get_textpage().get_text_range()
        assert "kết nạp" in after[0].get_textpage().get_text_range()


# --- pictures ------------------------------------------------------------------------------------------------------


def _saved(picture: Pixels, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, kind, **options)
    return buffer.getvalue()


@scans
def test_a_scanners_jpeg_is_kept_byte_for_byte(page: Pixels) -> None:
    data = _saved(scan(page, 15), "jpeg", dpi=(DPI, DPI))
    document, copy = _copied(data, "p.jpg")
    assert data in copy
    found, (width, height) = _found(copy)
    _same_words(_expected(document, width, height), found, 0.8)


@scans
def test_a_phones_jpeg_is_turned_by_the_page_not_by_its_pixels(page: Pixels) -> None:
    picture = Image.fromarray(np.rot90(scan(page, 16, 0.2)))
    exif = picture.getexif()
    exif[0x0112] = 6  # shown turned a quarter to the right
    buffer = io.BytesIO()
    picture.save(buffer, "jpeg", exif=exif, dpi=(DPI, DPI))
    document, copy = _copied(buffer.getvalue(), "p.jpg")
    assert buffer.getvalue() in copy
    found, (width, height) = _found(copy)
    assert height > width
    _same_words(_expected(document, width, height), found, 0.8)


@scans
def test_a_photo_on_a_table_becomes_its_page_alone(page: Pixels) -> None:
    document, copy = _copied(_saved(photograph(page, 17), "jpeg", quality=92), "p.jpg")
    with pypdfium2.PdfDocument(copy) as pdf:
        assert pdf[0].get_size() == pytest.approx(document.source.page_sizes[0], abs=1)
        picture = pdf[0].render(scale=1).to_numpy()
        assert min(int(picture[y, x].min()) for y in (4, -5) for x in (4, -5)) > 110  # the dark table is gone
    _same_words(
        [(word.text, word.bbox) for word in in_lines(words_of(document)[1]) if word.text != " "], _found(copy)[0]
    )


@scans
def test_a_tiff_of_several_pages_black_and_white_ones_packed_as_a_fax() -> None:
    pages = [Image.fromarray(type_page([f"Trang này là trang thứ {word} của báo cáo"])) for word in ("nhất", "hai")]
    pages[0] = pages[0].convert("1")
    buffer = io.BytesIO()
    pages[0].save(buffer, "tiff", save_all=True, append_images=pages[1:], dpi=(DPI, DPI), compression="tiff_deflate")
    _, copy = _copied(buffer.getvalue(), "p.tif")
    assert b"CCITTFaxDecode" in copy
    with pypdfium2.PdfDocument(copy) as pdf:
        texts = [page.get_textpage().get_text_range().strip() for page in pdf]
    assert texts == [f"Trang này là trang thứ {word} của báo cáo" for word in ("nhất", "hai")]


# --- what cannot be done -------------------------------------------------------------------------------------------


def test_a_typed_file_has_nothing_to_recognise() -> None:
    source = Input("typed.pdf", Path("samples/pdf/reportlab-061.pdf").read_bytes())
    with pytest.raises(InputError) as error:
        searchable_copy(source, read_bytes(source))
    assert error.value.code == "nothing_scanned"


@pytest.mark.parametrize(
    ("target", "replace", "code"),
    [
        pytest.param("there.pdf", False, "output_exists", id="another file stands there"),
        pytest.param("source.pdf", True, "output_is_source", id="the source itself, whatever is asked"),
        pytest.param("link.pdf", True, "output_is_source", id="another name of the source"),
        pytest.param("folder", True, "output_is_folder", id="a folder"),
        pytest.param("nowhere/copy.pdf", False, "output_folder_missing", id="a folder that is not there"),
    ],
)
def test_where_a_copy_may_not_go(tmp_path: Path, target: str, replace: bool, code: str) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(b"the source")
    (tmp_path / "there.pdf").write_bytes(b"there before")
    (tmp_path / "link.pdf").symlink_to(source)
    (tmp_path / "folder").mkdir()
    for work in (check_target, lambda *rest: write_copy(b"copy", *rest)):
        with pytest.raises(UsageError) as error:
            work(tmp_path / target, source, replace)
        assert error.value.code == code
    assert source.read_bytes() == b"the source"
    assert (tmp_path / "there.pdf").read_bytes() == b"there before"


def test_a_copy_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    source.write_bytes(b"the source")
    target.write_bytes(b"there before")
    write_copy(b"copy", target, source, replace=True)
    assert target.read_bytes() == b"copy"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.pdf", "source.pdf"]


def test_a_copy_that_is_interrupted_leaves_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    source = tmp_path / "source.pdf"
    source.write_bytes(b"the source")
    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_copy(b"copy", tmp_path / "copy.pdf", source, replace=False)
    assert [path.name for path in tmp_path.iterdir()] == ["source.pdf"]


# --- the parts -----------------------------------------------------------------------------------------------------


def test_words_of_a_line_share_their_height_and_have_blanks_between() -> None:
    words = [
        PlacedWord("Đã", (10, 10, 30, 24)),
        PlacedWord("xem", (34, 14, 50, 24)),
        PlacedWord("-", (54, 18, 58, 19)),
        PlacedWord("Dưới", (10, 30, 40, 44)),
    ]
    assert [(word.text, word.bbox[1], word.bbox[3]) for word in in_lines(words)] == [
        ("Đã", 12, 24), (" ", 12, 24), ("xem", 12, 24), (" ", 12, 24), ("-", 12, 24), ("Dưới", 30, 44),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page_map", "flat"),
    [
        pytest.param((1 / 600, 0, 0, 0, 1 / 800, 0, 0, 0, 1), True, id="the whole picture"),
        pytest.param((0, -1 / 800, 1, 1 / 600, 0, 0, 0, 0, 1), True, id="on its side"),
        pytest.param((0.5 / 600, 0, 0.25, 0, 0.5 / 800, 0.25, 0, 0, 1), False, id="a sheet in the middle of a table"),
        pytest.param((1 / 600, 0, 0, 0, 1 / 800, 0, 0.0001, 0, 1), False, id="perspective"),
    ],
)
def test_pictures_that_show_their_page_flat(page_map: tuple[float, ...], flat: bool) -> None:
    assert lies_flat(page_map, (600, 800)) is flat


def test_places_go_through_the_map() -> None:
    assert through((0, -1 / 800, 1, 1 / 600, 0, 0, 0, 0, 1), 800, 600)(60, 80) == pytest.approx((720, 60))
