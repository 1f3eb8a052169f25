"""Check boxes on scans: marks by hand in every way that people make them, and what only looks like a box."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_boxes import Block, Sheet, sheet
from PIL import Image, ImageDraw, ImageFont

from models.document import DOUBT
from parsers.readers.pages.marks import box_mark
from parsers.readers.pages.page import Box
from parsers.readers.scan.boxes import find_boxes
from parsers.readers.scan.drawings import find_drawings
from parsers.readers.scan.image import DPI, prepare
from samples.ink import MARKS, PENS, Colour, draw_box, draw_mark
from samples.scanner import FONT, INK, PAGE, Pixels, draw_table, scan, type_page
from tests.soak import WHOLE, soak_share

pytestmark = pytest.mark.skipif(not Path(FONT).exists(), reason="needs fonts-liberation2")

POINT = DPI / 72
MOST_OPEN = 0.2  # share of the drawn blocks that may be left unknown; a third of them has broken edges
SIDE, LEFT, TOP, STEP = 44, 300, 400, 64


def _states(page: Pixels, seed: int = 1) -> list[bool | None]:
    """What the four boxes of `_column` say after a scan, from the top."""
    image = prepare(scan(page, seed), DPI)
    boxes = find_drawings(image.grey, image.dpi, image.full).boxes
    return [box.checked for box in sorted(boxes, key=lambda box: box.top)]


def _column(*, width: int = 2, grey: int = 40, broken: float = 0.0, gap: int = 14) -> Pixels:
    """Four empty boxes in a column, each before its label."""
    image = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 39)
    draw.text((230, TOP - 70), "Tự đánh giá về cấp độ thực hiện của tập thể:", fill=INK, font=font)
    for row, label in enumerate(("Xuất sắc", "Tốt", "Trung bình", "Kém")):
        draw.text((LEFT + SIDE + gap, TOP + row * STEP + SIDE / 2), label, fill=INK, font=font, anchor="lm")
    for row in range(15):
        draw.text(
            (230, 800 + row * 60), "Chi bộ duy trì sinh hoạt đúng quy định, có nội dung cụ thể.", fill=INK, font=font
        )
    page, chance = np.array(image), np.random.default_rng(5)
    for row in range(4):
        draw_box(page, LEFT, TOP + row * STEP, SIDE, chance, width=width, grey=grey, broken=broken)
    return page


def _marked(page: Pixels, row: int, kind: str, seed: int = 3, **how: float) -> Pixels:
    chance = np.random.default_rng(seed)
    return draw_mark(page, LEFT, TOP + row * STEP, SIDE, kind, chance, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize("row", [0, 2])
def test_every_way_of_marking(kind: str, row: int) -> None:
    assert _states(_marked(_column(), row, kind)) == [index == row for index in range(4)]


@pytest.mark.parametrize("colour", PENS, ids=["black", "blue", "light blue", "red", "pencil", "dark blue"])
def test_every_pen(colour: Colour) -> None:
    page = draw_mark(_column(), LEFT, TOP + STEP, SIDE, "tick", np.random.default_rng(4), colour=colour, overflow=0.9)
    assert _states(page) == [False, True, False, False]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(_column(), [False] * 4, id="all empty: blank"),
        pytest.param(_column(broken=0.15), [False] * 4, id="broken edges"),
        pytest.param(_column(width=1, grey=120), [False] * 4, id="faint thin edges"),
        pytest.param(_column(gap=1), [False] * 4, id="labels touch the boxes"),
        pytest.param(_marked(_marked(_column(), 0, "x"), 2, "v"), [True, False, True, False], id="two marks"),
        pytest.param(_marked(_column(gap=1), 3, "tick", overflow=1.0), [False, False, False, True],
                     id="a tick that runs a side over the edge, into the label"),
    ],
)  # fmt: skip
def test_a_block(page: Pixels, expected: list[bool]) -> None:
    assert _states(page) == expected


def test_boxes_that_are_all_filled_tell_nothing() -> None:
    page = _column()
    for row in range(4):
        page = _marked(page, row, "fill")
    assert _states(page) == [None] * 4


def test_a_blot_is_a_doubt_and_no_mark() -> None:
    page = _column()
    cv2.circle(page, (LEFT + SIDE // 2, TOP + STEP + SIDE // 2), 4, (90, 90, 90), cv2.FILLED)
    assert _states(page) == [False, None, False, False]


@pytest.mark.parametrize(
    ("right", "down"),
    [
        pytest.param(0.5, 0.0, id="the upper edge"),
        pytest.param(0.5, 1.0, id="the lower edge"),
        pytest.param(0.0, 0.5, id="the left edge"),
        pytest.param(0.0, 0.0, id="a corner"),
    ],
)
def test_a_cross_over_an_edge_is_a_doubt_or_a_mark(right: float, down: float) -> None:
    page = _column()
    x, y, arm = round(LEFT + right * SIDE), round(TOP + 2 * STEP + down * SIDE), 15
    cv2.line(page, (x - arm, y - arm), (x + arm, y + arm), (30, 30, 40), 4)
    cv2.line(page, (x - arm, y + arm), (x + arm, y - arm), (30, 30, 40), 4)
    states = _states(page)
    assert states[2] is not False
    assert [states[row] for row in (0, 1, 3)] == [False] * 3


def test_a_doubt_is_told_and_is_no_empty_box() -> None:
    mark = box_mark(Box(10, 10, 24, 24, checked=None, kind="scan"), 0)
    assert (mark.checked, mark.code) == (None, DOUBT)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(type_page(["III. HẠN CHẾ, KHUYẾT ĐIỂM", "ĐỘI HÌNH BÓNG ĐÁ HHHH DDDD OOOO", "108 88 00 183"] * 9),
                     id="capitals and figures"),
        pytest.param(type_page(["BÁO CÁO ĐẢNG BỘ DDD BBB HHH"] * 9, 20), id="large letters"),
        pytest.param(draw_table(type_page(["Kết quả:"]), [["Khối", "Lớp", "Số", "%"], ["6", "5", "197", "9,5"]], 300),
                     id="a table"),
        pytest.param(draw_table(type_page(["Kết quả:"]), [["1", "2", "3", "4"] * 7, ["0", "x", "5", "6"] * 7], 300),
                     id="a table of narrow columns"),
    ],
)  # fmt: skip
def test_what_is_no_box(page: Pixels) -> None:
    image = prepare(scan(page, 2), DPI)
    assert find_boxes(image.grey, image.full, POINT) == []


# --- drawn by the hundred ------------------------------------------------------------------------------------------


def _seen(drawn: Sheet) -> list[tuple[Block, list[bool | str | None]]]:
    """Each block with what its boxes say; "unseen" for a box that was not found."""
    image = prepare(drawn.picture, drawn.dpi)
    boxes = find_drawings(image.grey, image.dpi, image.full).boxes
    back = np.linalg.inv(image.back) @ drawn.onto
    result = []
    for block in drawn.blocks:
        states: list[bool | str | None] = []
        for x, y, width, height in block.places:
            at = back @ np.array([x + width / 2, y + height / 2, 1])
            column, row = at[:2] / at[2] / POINT
            here = [
                box for box in boxes if np.hypot((box.x0 + box.x1) / 2 - column, (box.top + box.bottom) / 2 - row) < 7
            ]
            states.append(here[0].checked if here else "unseen")
        result.append((block, states))
    return result


def _told(states: list[bool | str | None]) -> str | int:
    """The level, as a reader would tell it from these boxes: its index, "blank", "ambiguous" or "unknown"."""
    marked = [index for index, state in enumerate(states) if state is True]
    if None in states or (not marked and "unseen" in states):
        return "unknown"
    return "ambiguous" if len(marked) > 1 else marked[0] if marked else "blank"


@pytest.mark.soak
def test_hundreds_of_drawn_blocks_give_no_wrong_level() -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for seed in soak_share(range(60), 4):
        for block, states in _seen(sheet(seed)):
            true = "blank" if not block.marked else block.marked[0] if len(block.marked) == 1 else "ambiguous"
            told = _told(states)
            counts["right" if told == true else "open" if told in ("unknown", "ambiguous") else "wrong"] += 1
            if told not in (true, "unknown", "ambiguous"):
                wrong.append((seed, block.told, block.marked, states))
    if WHOLE:
        print(counts)
    assert wrong == []
    assert counts["open"] <= MOST_OPEN * counts.total()
