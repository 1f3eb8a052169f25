"""Ratings answered by hand without printed squares, from the scanned page to the level: a wrong one is the worst."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from drawn_forms import FAMILIES, FONTS, Asked, Form, form
from PIL import Image, ImageDraw, ImageFont

from models.document import OBJECT, walk_paragraphs
from models.report import Rating
from parsers.extract import extract
from parsers.readers import Input, read_bytes
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
from parsers.readers.scan.letters import model_folder
from parsers.repair import repair
from parsers.vocabulary import load_vocabulary
from samples.scanner import FONT, INK, PAGE, Kind, Pixels, draw_table, scan, type_page
from tests.soak import WHOLE, soak_share

pytestmark = pytest.mark.skipif(
    model_folder() is None or not all(Path(font).exists() for font in FONTS),
    reason="needs tesseract-ocr-vie, fonts-liberation2 and fonts-dejavu",
)

LEAST_RIGHT = {"brackets": 0.9, "cells": 0.9, "rings": 0.8, "underlines": 0.75, "highlights": 0.8,
               "leaders": 0.75, "boxes": 0.6, "corrected": 0.45, "few": 0.45, "places": 0.8, "hands": 0.75,
               "unruly": 0.55}  # fmt: skip
LEAST_OF_FEW = 0.6  # of a share, and of noisy pages: a pen that a grey scan hides leaves a page open
HARD = {"boxes": 0.55, "corrected": 0.4, "few": 0.4, "unruly": 0.4}  # the same of families of which many are open
LEAST_OF_HARD = 0.3  # of two pages of these
KINDS: tuple[Kind, ...] = ("clean", "noisy", "photo")
UNASKED = {"rings", "underlines", "highlights", "leaders"}  # where nothing marked may also be "unknown"


def _kind(family: str) -> Kind:
    """What a family comes out of where not all is tried."""
    return KINDS[sorted(LEAST_RIGHT).index(family) % len(KINDS)]


def _ratings(sheet: Form) -> list[Rating]:
    file = io.BytesIO()
    Image.fromarray(sheet.picture).save(file, "PNG", dpi=(sheet.dpi, sheet.dpi))
    vocabulary = load_vocabulary()
    document = read_bytes(Input("form.png", file.getvalue()))
    return extract(repair(document, vocabulary), vocabulary).ratings


def _told(sheet: Form, ratings: list[Rating]) -> list[tuple[Asked, str]]:
    """Each block with the level, or the status, that was read of it; "unknown" where none or two ratings stand."""
    point = 72 / sheet.dpi * sheet.share
    tops = [asked.top * point - 6 for asked in sheet.asked]
    found: list[list[Rating]] = [[] for _ in tops]
    for rating in ratings:
        evidence = rating.evidence
        assert evidence is not None
        places = [part.bbox for part in (evidence, *evidence.also) if part.bbox is not None]
        above = [index for index, top in enumerate(tops) if places and top <= min(place[1] for place in places)]
        if above:
            found[above[-1]].append(rating)
    return [
        (asked, (own[0].level or own[0].status) if len(own) == 1 else "unknown")
        for asked, own in zip(sheet.asked, found, strict=True)
    ]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("family", "kind"),
    [(family, kind) for family in sorted(LEAST_RIGHT) for kind in (KINDS if WHOLE else (_kind(family),))],
)
def test_forms_answered_by_hand_give_no_wrong_level(family: str, kind: Kind) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for seed in soak_share(range(24), 2 if family in {*HARD, "leaders"} else 3):
        sheet = form(family, seed, kind)
        for asked, told in _told(sheet, _ratings(sheet)):
            right = told == asked.answer or (not asked.marked and family in UNASKED and told == "unknown")
            right = right or (family == "corrected" and told == "ambiguous")  # two marks: which was meant is not told
            counts["right" if right else "open" if told in ("unknown", "ambiguous") else "wrong"] += 1
            if not right and told not in ("unknown", "ambiguous"):
                wrong.append((seed, asked, told))
    if WHOLE:
        print(family, kind, counts)
    assert wrong == []
    least = LEAST_RIGHT[family] if WHOLE and kind == "clean" else HARD.get(family, LEAST_OF_FEW)
    if family in HARD and not WHOLE:
        least = LEAST_OF_HARD
    assert counts["right"] >= least * counts.total()


FOUND: list[tuple[str, Kind, int, int]] = [
    ("corrected", "noisy", 17, 3),  # frames too faint to see; a struck tick read as "v", the good one as a dot
    ("boxes", "photo", 100, 3),  # rings in two frames taken for a second edge of each
    ("boxes", "photo", 108, 1),  # circles in cells read as letters: no empty cells
    ("corrected", "noisy", 111, 3),  # one cross of two read as "x"
    ("corrected", "noisy", 118, 1),  # a frame that touches its fellows, taken for a cell with letters in it
    ("corrected", "clean", 106, 1),  # the second label misread: the first stood alone, as a statement in words does
    ("corrected", "clean", 115, 3),  # signs read in an empty double frame
    ("few", "photo", 107, 0),  # three ticks, one of them read as "v"
]


@pytest.mark.soak
@pytest.mark.parametrize(("family", "kind", "seed", "block"), soak_share(FOUND, 3))
def test_forms_that_once_gave_a_wrong_level(family: str, kind: Kind, seed: int, block: int) -> None:
    sheet = form(family, seed, kind)
    asked, told = _told(sheet, _ratings(sheet))[block]
    assert told in (asked.answer, "unknown", "ambiguous")


def test_every_family_is_drawn() -> None:
    assert set(LEAST_RIGHT) <= set(FAMILIES)


# --- what is no box ------------------------------------------------------------------------------------------------


def _boxes(page: Pixels) -> list[bool | None]:
    image = prepare(scan(page, 3), DPI)
    return [box.checked for box in find_drawings(image.grey, image.dpi, image.full).boxes]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Hoàn thành tốt nhiệm vụ (HTTNV), có 05 (năm) đảng viên (trong đó 02 nữ)."] * 8, id="words"),
        pytest.param(["Theo các văn bản [1], [2] và [3]; phụ lục (1), (2), (a), (b) kèm theo."] * 8, id="numbers"),
        pytest.param(["lllll IIIII iiiii ((((( ))))) JJJJ 1111 [[[[ ]]]] tttt"] * 8, id="strokes that look alike"),
        pytest.param(["Chi bộ có một ô để trống ( ) trong mẫu, còn lại là chữ thường."], id="one pair alone"),
    ],
)
def test_brackets_that_are_no_boxes(lines: list[str]) -> None:
    assert _boxes(type_page(lines)) == []


def test_words_beside_marked_brackets_are_read() -> None:
    """The fellows of a block are looked for in the lines around: letters must not be taken for brackets."""
    image = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 39)
    lines = ["Tổ chức bình bầu, lấy phiếu tín nhiệm đúng quy trình.", "( ) Xuất sắc", "(   ) Tốt", "(   ) Trung bình",
             "(   ) Kém", "Bộ phận, cá nhân liên quan báo cáo (bằng văn bản)."]  # fmt: skip
    for row, line in enumerate(lines):
        draw.text((230, 200 + 58 * row), line, fill=INK, font=font)
    file = io.BytesIO()
    Image.fromarray(scan(np.asarray(image, dtype=np.uint8), 4)).save(file, "PNG", dpi=(DPI, DPI))
    text = read_bytes(Input("form.png", file.getvalue())).text
    assert text.count(OBJECT) == 3
    assert lines[0] in text
    assert lines[-1] in text


def test_typed_marks_in_brackets_of_another_width() -> None:
    """ "[x]" is wider than the "[ ]" beside it: its signs are whole, and it stands in their row."""
    assert sorted(_boxes(type_page(["", "[ ] Xuất sắc     [X] Tốt     [ ] Trung bình     [ ] Kém"])), key=bool) == [
        False, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("marked", [1, 2])
def test_heavy_brackets_in_a_column_with_a_marked_pair_between(marked: int) -> None:
    """Bold signs hardly bow, and the empty pairs of a block may stand two lines apart."""
    image = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT.replace("-Regular", "-Bold"), 38)
    for row in range(10):
        draw.text((230, 700 + 58 * row), "Chi bộ duy trì sinh hoạt đúng quy định.", fill=INK, font=font)
    for row, label in enumerate(("Xuất sắc", "Tốt", "Trung bình", "Kém")):
        y = 200 + 70 * row
        draw.text((250, y), "[   ]", fill=INK, font=font)
        draw.text((800, y), label, fill=INK, font=font)
        if row == marked:
            draw.line((266, y + 10, 290, y + 34), fill=(40, 50, 150), width=5)
            draw.line((290, y + 10, 266, y + 34), fill=(40, 50, 150), width=5)
    image_read = prepare(scan(np.asarray(image, dtype=np.uint8), 4), DPI)
    boxes = find_drawings(image_read.grey, image_read.dpi, image_read.full).boxes
    assert [box.checked for box in sorted(boxes, key=lambda box: box.top)] == [row == marked for row in range(4)]


def test_a_table_of_data_keeps_its_signs() -> None:
    """Letters and figures in cells are text: only ink that is no text is a mark."""
    rows = [["Lớp", "Sĩ số", "Đạt", "Loại"], ["6A", "35", "35", "A"], ["6B", "7", "5", "B"], ["6C", "38", "36", "A"]]
    file = io.BytesIO()
    Image.fromarray(scan(draw_table(type_page(["Kết quả:"]), rows, 300), 5)).save(file, "PNG", dpi=(DPI, DPI))
    document = read_bytes(Input("form.png", file.getvalue()))
    assert not any(paragraph.marks for paragraph in walk_paragraphs(document.blocks))
