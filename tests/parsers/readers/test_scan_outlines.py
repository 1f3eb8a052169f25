"""Frames on scans that are no plain squares, and dots and blanks behind labels: which a hand marked, by their ink."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_frames import FRAMES
from PIL import Image, ImageDraw, ImageFont

from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
from parsers.readers.scan.letters import model_folder
from parsers.readers.scan.outlines import find_outlines
from parsers.readers.scan.squares import Square
from samples.ink import draw_mark
from samples.scanner import FONT, INK, PAGE, Pixels, scan, type_page

pytestmark = pytest.mark.skipif(
    model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and fonts-liberation2"
)

LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
LEFT, TOP, STEP = 300, 400, 70
Answer = Callable[[Pixels], Pixels]


def _typed() -> tuple[Image.Image, ImageDraw.ImageDraw, ImageFont.FreeTypeFont]:
    """A page with a prompt, and prose enough to tell the size of its letters by."""
    image = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 39)
    draw.text((230, TOP - 80), "Tự đánh giá về cấp độ thực hiện của tập thể:", fill=INK, font=font)
    for row in range(12):
        draw.text((230, 900 + row * 60), "Chi bộ duy trì sinh hoạt đúng quy định, có nội dung.", fill=INK, font=font)
    return image, draw, font


def _states(page: Pixels) -> list[bool | None]:
    """What the places for a mark say after a scan, from the top."""
    image = prepare(scan(page, 3, lean=0.3), DPI)
    boxes = find_drawings(image.grey, image.dpi, image.full).boxes
    return [box.checked for box in sorted(boxes, key=lambda box: box.top)]


def _framed(kind: str, side: float, marked: tuple[int, ...], how: str) -> Pixels:
    image, draw, font = _typed()
    chance = np.random.default_rng(7)
    for row, label in enumerate(LABELS):
        FRAMES[kind](draw, (LEFT, TOP + row * STEP, side, side), chance)
        draw.text((LEFT + side + 16, TOP + row * STEP + side / 2), label, fill=INK, font=font, anchor="lm")
    page = np.array(image)
    for row in marked:
        page = draw_mark(page, LEFT, TOP + row * STEP, side, how, chance, overflow=0.3, pen=4)
    return page


@pytest.mark.parametrize(("kind", "side"), [("circle", 30), ("circle", 48), ("rounded", 40), ("double", 44),
                                            ("faint", 40), ("shadowed", 40), ("by hand", 44)])  # fmt: skip
@pytest.mark.parametrize("how", ["x", "tick", "fill"])
def test_a_frame_of_any_kind(kind: str, side: float, how: str) -> None:
    """One mark is that row's or a doubt, never another's."""
    states = _states(_framed(kind, side, (2,), how))
    assert [row for row, state in enumerate(states) if state] in ([2], [])
    if kind in ("circle", "faint", "rounded"):
        assert states == [False, False, True, False]


def test_frames_by_hand_behind_labels_of_all_lengths() -> None:
    """No two stand in one column, and a cross runs over the edge of one: it stands a line from the others."""
    image, draw, font = _typed()
    chance, places = np.random.default_rng(7), []
    for row, label in enumerate(LABELS):
        draw.text((LEFT, TOP + row * STEP + 22), label, fill=INK, font=font, anchor="lm")
        places.append(LEFT + draw.textlength(label, font=font) + 24)
        FRAMES["by hand"](draw, (places[-1], TOP + row * STEP, 60, 44), chance)
    page = np.array(image)
    page = draw_mark(page, places[1] + 8, TOP + STEP, 44, "x", np.random.default_rng(7), overflow=0.9, pen=4)
    assert _states(page) == [False, True, False, False]


@pytest.mark.parametrize(
    "tick",
    [
        pytest.param((7, 20, 12, 24, 24, 7), id="short"),
        pytest.param((6, 20, 12, 25, 25, 5), id="longer"),
        pytest.param((5, 19, 12, 25, 26, 5), id="from edge to edge"),
    ],
)
def test_a_printed_tick_that_parts_the_inside(tick: tuple[int, ...]) -> None:
    """☑: what is left of the inside behind the tick is no empty frame."""
    image = Image.new("L", (900, 400), 255)
    draw = ImageDraw.Draw(image)
    for x in range(100, 700, 150):
        draw.rectangle((x, 200, x + 30, 230), outline=20, width=3)
    draw.line([(250 + x, 200 + y) for x, y in zip(tick[::2], tick[1::2], strict=True)], fill=20, width=3)
    ((block,), _) = find_outlines(np.array(image), DPI / 72)
    assert [frame.empty for frame in sorted(block, key=lambda frame: frame.square.x)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param((), [False] * 4, id="nothing marked"),
        pytest.param((0, 3), [True, False, False, True], id="two"),
    ],
)
def test_circles(marked: tuple[int, ...], expected: list[bool]) -> None:
    assert _states(_framed("circle", 40, marked, "x")) == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["O O O O O O O O", "ĐOÀN TNCS HỒ CHÍ MINH, CÔNG ĐOÀN, ĐỘI"] * 8, id="letters"),
        pytest.param(["0   0   0   0", "Q   Q   D   D"] * 8, id="figures apart"),
    ],
)
def test_what_is_no_frame(lines: list[str]) -> None:
    assert not any(state for state in _states(type_page(lines)))


@pytest.mark.parametrize("gap", [6, 8, 12])
def test_a_frame_close_to_the_lines_of_its_cell(gap: int) -> None:
    """What is taken out with the frame are its own edges, not its table's lines."""
    image, draw, font = _typed()
    side, down = 40, STEP - 40 - gap
    for row, label in enumerate(LABELS):
        top = TOP + row * STEP
        draw.rectangle((LEFT, top, LEFT + 260, top + STEP), outline=INK, width=2)
        draw.rectangle((LEFT + 260, top, LEFT + 260 + side + 60, top + STEP), outline=INK, width=2)
        draw.text((LEFT + 12, top + STEP / 2), label, fill=INK, font=font, anchor="lm")
        draw.rectangle((LEFT + 290, top + down, LEFT + 290 + side, top + down + side), outline=INK, width=2)
    page = draw_mark(np.array(image), LEFT + 290, TOP + STEP + down, side, "x", np.random.default_rng(7), pen=4)
    found = prepare(scan(page, 3, lean=0.3), DPI)
    drawings = find_drawings(found.grey, found.dpi, found.full)
    level = [ruling for ruling in drawings.rulings if ruling.horizontal]
    assert len(level) == len(LABELS) + 1
    assert max(ruling.end for ruling in level) - min(ruling.end for ruling in level) < 2
    assert [box.checked for box in sorted(drawings.boxes, key=lambda box: box.top)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("inner", "mark", "seen"),
    [
        pytest.param(5, (), True, id="a second frame"),
        pytest.param(5, (118, 218, 132, 232), True, id="a mark that keeps off it"),
        pytest.param(5, (98, 198, 152, 252), False, id="a mark through both: its inside is in parts"),
        pytest.param(0, (), False, id="one frame"),
    ],
)
def test_the_inside_of_a_double_frame_whose_cell_runs_into_it(inner: int, mark: tuple[int, ...], seen: bool) -> None:
    """What a second frame draws in an empty box is no mark."""
    image = Image.new("L", (400, 400), 250)
    draw = ImageDraw.Draw(image)
    draw.rectangle((96, 196, 154, 254), outline=20, width=2)
    for gap in {0, inner}:
        draw.rectangle((100 + gap, 200 + gap, 150 - gap, 250 - gap), outline=20, width=2)
    if mark:
        draw.line(mark, fill=20, width=4)
    square = Square(100, 200, 51, 51)
    _, insides = find_outlines(np.array(image), DPI / 72, [square])
    assert list(insides) == [square] * seen
    assert all(cv2.boundingRect(inside)[0] > inner for inside in insides.values())


# --- dots and blanks -----------------------------------------------------------------------------------------------


def _dotted(inner: str, written: dict[int, str] | None = None, crossed: tuple[int, ...] = ()) -> Pixels:
    """The four labels with `inner` behind them, text or crosses over some."""
    image, draw, font = _typed()
    for row, label in enumerate(LABELS):
        draw.text((LEFT, TOP + row * STEP), f"{label}: ", fill=INK, font=font)
        start = LEFT + 210
        draw.text((start, TOP + row * STEP), inner, fill=INK, font=font)
        draw.text((start + 40, TOP + row * STEP), (written or {}).get(row, ""), fill=INK, font=font)
    page = np.array(image)
    for row in crossed:
        x, y = LEFT + 290, TOP + row * STEP + 8
        for turn in (0, 34):
            cv2.line(page, (x, y + turn), (x + 34, y + 34 - turn), (40, 50, 150), 4, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("inner", ["................", "……………", "__________"])
@pytest.mark.parametrize(
    ("crossed", "expected"),
    [
        pytest.param((), [False] * 4, id="nothing marked"),
        pytest.param((1,), [False, True, False, False], id="one"),
        pytest.param((0, 3), [True, False, False, True], id="two"),
    ],
)
def test_a_cross_on_dots(inner: str, crossed: tuple[int, ...], expected: list[bool]) -> None:
    assert _states(_dotted(inner, crossed=crossed)) == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param({0: "năm học", 2: "toàn trường"}, id="words"),
        pytest.param({0: "125", 1: "48", 2: "12"}, id="figures"),
    ],
)
def test_lines_to_write_on_are_no_boxes(written: dict[int, str]) -> None:
    assert _states(_dotted("................", written)) == []


def test_rings_drawn_in_frames_are_no_second_frames() -> None:
    """Two of four frames have a small ring in the middle: the two others have no edge within, so it is a mark."""
    image, draw, font = _typed()
    chance = np.random.default_rng(7)
    for row, label in enumerate(LABELS):
        top = TOP + row * STEP
        FRAMES["by hand"](draw, (LEFT, top, 50, 50), chance)
        if row in (1, 3):
            draw.ellipse((LEFT + 13, top + 13, LEFT + 37, top + 37), outline=(90, 90, 95), width=5)
        draw.text((LEFT + 66, top + 25), label, fill=INK, font=font, anchor="lm")
    assert _states(np.array(image)) == [False, True, False, True]
