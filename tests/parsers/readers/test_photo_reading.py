"""A set of photos read as one report with the real engine: pages in order, each place with its photo."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.document import Document, Table, walk_paragraphs
from models.errors import InputError
from parsers.extract import extract
from parsers.extractors.photos import name_photos
from parsers.readers import Input, read, read_bytes
from parsers.readers.bundle import Binder
from parsers.readers.limits import LIMITS
from parsers.readers.scan.letters import model_folder
from parsers.readers.scan.photos import read_set
from parsers.text import without_tones
from samples.scanner import DPI, FONT, type_page

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)

PAGES = (
    [
        "ĐẢNG BỘ XÃ NÀ HOA",
        "CHI BỘ TRƯỜNG THCS XÃ NÀ HOA",
        "Nà Hoa, ngày 18 tháng 12 năm 2023",
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        "Chi ủy đã họp đủ 12 kỳ trong năm học này.",
    ],
    ["II. Hạn chế, khuyết điểm và nguyên nhân", "Còn một số hồ sơ nộp chậm so với thời gian quy định."],
    ["III. Kết quả khắc phục hạn chế, khuyết điểm", "Chi bộ đã khắc phục xong các hạn chế của năm trước."],
)


def shot(page: int, kind: str = "JPEG", numbered: bool = True, taken: str | None = None) -> bytes:
    """A page as a picture file, its number at the foot."""
    picture = Image.fromarray(type_page(PAGES[page - 1]))
    if numbered:
        font = ImageFont.truetype(FONT, round(14 * DPI / 72))
        ImageDraw.Draw(picture).text((picture.width // 2, picture.height - 150), str(page), fill=(0, 0, 0), font=font)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[36867] = taken
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def bound(path: Path, photos: dict[str, bytes]) -> Path:
    with Binder(path) as binder:
        for name, data in photos.items():
            binder.add(name, io.BytesIO(data))
    return path


WORDS = {"trong nam hoc nay": 1, "ho so nop cham": 2, "cua nam truoc": 3}  # that only one page has


def pages_in_order(document: Document) -> list[int]:
    """The pages by their words, in reading order."""
    found = []
    for paragraph in walk_paragraphs(document.blocks):
        found += [page for words, page in WORDS.items() if words in without_tones(paragraph.text)]
    return found


def test_pages_of_many_kinds_are_one_document(tmp_path: Path) -> None:
    photos = {"p1.jpg": shot(1), "p2.png": shot(2, "PNG"), "p10.webp": shot(3, "WEBP")}
    document = read(bound(tmp_path / "Nà Hoa", photos))
    assert pages_in_order(document) == [1, 2, 3]
    assert [(photo.page, photo.filename) for photo in document.source.photos] == [
        (1, "p1.jpg"),
        (2, "p2.png"),
        (3, "p10.webp"),
    ]
    assert (document.source.pages, len(document.source.page_sizes), document.source.order) == (3, 3, ())
    assert document == read_bytes(Input("Nà Hoa", (tmp_path / "Nà Hoa").read_bytes()))
    report = extract(document)
    name_photos(report)
    places = {section.path: section.evidence for section in report.sections}
    told = {path: (place.page, place.photo) for path, place in places.items() if place}
    assert told["I"] == (1, "p1.jpg") and told["II"] == (2, "p2.png")


def test_page_numbers_are_stronger_than_names_and_the_order_is_told(tmp_path: Path) -> None:
    document = read(bound(tmp_path / "a", {"p1.jpg": shot(1), "p2.jpg": shot(3), "p3.jpg": shot(2)}))
    assert pages_in_order(document) == [1, 2, 3]
    (finding,) = [one for one in extract(document).findings if one.code.startswith("photo")]
    assert (finding.code, finding.values) == ("photos_reordered", {"order": ["p1.jpg", "p3.jpg", "p2.jpg"]})
    assert "p1.jpg, p3.jpg, p2.jpg" in finding.message


def test_without_names_and_numbers_the_time_of_taking_orders(tmp_path: Path) -> None:
    photos = {
        "zc7.jpg": shot(1, numbered=False, taken="2023:12:01 08:00:01"),
        "za.jpg": shot(3, numbered=False, taken="2023:12:01 08:00:03"),
        "zb.jpg": shot(2, numbered=False, taken="2023:12:01 08:00:02"),
    }
    assert pages_in_order(read(bound(tmp_path / "a", photos))) == [1, 2, 3]


def test_what_cannot_be_read_is_named_and_the_rest_stands(tmp_path: Path) -> None:
    whole = shot(2)
    photos = {
        "p1.jpg": shot(1),
        "p2.jpg": whole[: len(whole) // 20],
        "p3.jpg": shot(3),
        "p3 (1).jpg": shot(3),
        "p4.jpg": b"no picture",
    }
    document = read(bound(tmp_path / "a", photos))
    told = {(part.what, part.reason, part.page) for part in document.skipped if part.what in ("page", "photo")}
    assert ("photo", "photo_twice", None) in told and ("page", "photo_unreadable", None) in told
    assert any(what == "page" and page == 2 for what, _, page in told)
    assert pages_in_order(document) == [1, 3]


def test_a_tiff_of_many_pages_is_one_photo_of_the_set(tmp_path: Path) -> None:
    pages = [Image.open(io.BytesIO(shot(page))) for page in (1, 2)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    document = read(bound(tmp_path / "a", {"a1.tif": buffer.getvalue(), "a2.jpg": shot(3)}))
    assert [(photo.page, photo.filename) for photo in document.source.photos] == [(1, "a1.tif"), (3, "a2.jpg")]
    assert pages_in_order(document) == [1, 2, 3]


def test_a_page_of_another_photo_between_those_of_a_tiff_has_its_own_name(tmp_path: Path) -> None:
    pages = [Image.open(io.BytesIO(shot(page))) for page in (1, 3)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    document = read(bound(tmp_path / "a", {"a1.tif": buffer.getvalue(), "a2.jpg": shot(2)}))
    assert pages_in_order(document) == [1, 2, 3]
    found = [(photo.page, photo.filename) for photo in document.source.photos]
    assert found == [(1, "a1.tif"), (2, "a2.jpg"), (3, "a1.tif")]


def test_a_frame_round_the_page_is_taken_away_as_of_a_single_photo(tmp_path: Path) -> None:
    photos = {}
    for number, page in enumerate(PAGES[:2], 1):
        lines = [*page, *["Chi bộ đã họp đều và làm đúng quy chế làm việc của năm học này."] * 6]
        picture = Image.fromarray(type_page(lines))
        box = (170, 130, picture.width - 60, 180 + 54 * (len(lines) + 1))
        ImageDraw.Draw(picture).rectangle(box, outline=(0, 0, 0), width=3)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        photos[f"p{number}.png"] = buffer.getvalue()
    path = bound(tmp_path / "a", photos)
    assert any(isinstance(block, Table) for block in read_set(path, "a", LIMITS).blocks)
    document = read(path)
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert pages_in_order(document)[0] == 1


def test_a_page_that_is_to_be_left_out_is(tmp_path: Path) -> None:
    path = bound(tmp_path / "a", {"p1.jpg": shot(1), "p2.jpg": shot(2), "p3.jpg": shot(3)})
    document = read(path, limits=replace(LIMITS, leave_out=frozenset({2})))
    assert pages_in_order(document) == [1, 3]
    assert ("left_out", 2) in {(part.reason, part.page) for part in document.skipped}


def test_a_set_without_any_picture_is_an_error(tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.fromarray(np.full((1000, 800), 255, np.uint8)).save(blank, "PNG")
    for photos, code in (({"a": b"x", "b": b"y"}, "damaged_picture"), ({"a.png": blank.getvalue()}, "no_text")):
        with pytest.raises(InputError) as error:
            read(bound(tmp_path / code, photos))
        assert error.value.code == code and error.value.sentence("vi")


def test_the_head_that_is_not_on_the_first_photo_is_told(tmp_path: Path) -> None:
    photos = {"p1.jpg": shot(2, numbered=False), "p2.jpg": shot(1, numbered=False)}
    document = read(bound(tmp_path / "a", photos))
    assert pages_in_order(document) == [2, 1]  # names that are a series were meant
    assert [note.code for note in document.source.order] == ["photo_order_unclear"]
