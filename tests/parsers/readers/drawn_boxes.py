"""Pages of rating blocks with marks by hand, as they come out of a scanner: drawn anew for every seed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.ink import MARKS, PENS, draw_box, draw_mark
from samples.scanner import DPI, FONT, INK, PAGE, Pixels, scan

LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
MOST_SIDE = 92  # pixels: a larger frame is no check box


@dataclass(frozen=True)
class Block:
    """Four boxes (x, y, width, height on the page as it was printed), which of them are marked, and how."""

    places: tuple[tuple[float, float, float, float], ...]
    marked: tuple[int, ...]
    told: str


@dataclass(frozen=True)
class Sheet:
    """A scanned page, its resolution, and the map (3 by 3) from the printed page's pixels to the scan's."""

    picture: Pixels
    dpi: int
    onto: np.ndarray
    blocks: tuple[Block, ...]


def sheet(seed: int) -> Sheet:
    """Seven blocks or so: in a row or a column, of all sizes, with edges broken, pens of all colours."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", PAGE, "white")
    blocks: list[tuple[Block, dict[str, float]]] = []
    y = 150.0
    while y < 1950:
        places, y = _printed(image, y, chance)
        odds = chance.random()
        count = 0 if odds < 0.15 else 1 if odds < 0.93 else 2
        marked = tuple(sorted(int(index) for index in chance.choice(4, count, replace=False)))
        look = {
            "width": int(chance.integers(2, 4)) if chance.random() < 0.8 else 1,
            "grey": int(chance.integers(20, 110)),
            "broken": float(chance.choice([0, 0, 0, 0.1, 0.2])),
        }
        blocks.append((Block(tuple(places), marked, str(chance.choice(MARKS))), look))
    page = np.array(image)
    for block, look in blocks:
        for x, top, width, side in block.places:
            draw_box(page, x, top, side, chance, wide=width / side, width=int(look["width"]), grey=int(look["grey"]),
                     broken=look["broken"])  # fmt: skip
        colour, pen = PENS[int(chance.integers(len(PENS)))], int(chance.integers(2, 6))
        overflow, strength = float(chance.uniform(0, 1)), float(chance.choice([1, 1, 1, 0.8, 0.65]))
        for index in block.marked:
            x, top, width, side = block.places[index]
            page = draw_mark(page, x + (width - side) / 2, top, side, block.told, chance, colour=colour, pen=pen,
                             overflow=overflow, strength=strength)  # fmt: skip
    return _scanned(page, tuple(block for block, _ in blocks), seed, chance)


def _printed(
    image: Image.Image, y: float, chance: np.random.Generator
) -> tuple[list[tuple[float, float, float, float]], float]:
    """A question and its four labels; where the boxes go, and where the next question does."""
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 39)
    draw.text((200, y), "Tự đánh giá về cấp độ thực hiện nhiệm vụ của tập thể:", fill=INK, font=font)
    side = float(chance.uniform(26, 58))
    width = min(MOST_SIDE, side * (1.0 if chance.random() < 0.7 else float(chance.uniform(1.0, 1.7))))
    touch, y = chance.random() < 0.25, y + 62
    places = []
    if chance.random() < 0.6:
        left, step = float(chance.uniform(215, 420)), max(54, side + float(chance.uniform(7, 16)))
        for index, label in enumerate(LABELS):
            gap = 2 if touch else float(chance.uniform(10, 40))
            places.append((left, y + index * step, width, side))
            draw.text((left + width + gap, y + index * step + side / 2), label, fill=INK, font=font, anchor="lm")
        return places, y + 4 * step + 70
    x, after, gap = float(chance.uniform(215, 260)), chance.random() < 0.3, 3 if touch else 12
    for label in LABELS:
        length = draw.textlength(label, font=font)
        places.append((x + length + gap if after else x, y, width, side))
        draw.text((x if after else x + width + gap, y + side / 2), label, fill=INK, font=font, anchor="lm")
        x += width + gap + length + 60
    return places, y + side + 90


def _scanned(page: Pixels, blocks: tuple[Block, ...], seed: int, chance: np.random.Generator) -> Sheet:
    picture = scan(page, seed, 1.2, float(chance.choice([0, 0, 0.0004, 0.0008])))
    lean = float(np.random.default_rng(seed).uniform(-1.2, 1.2))  # as `scan` draws it
    turn = np.vstack([cv2.getRotationMatrix2D((PAGE[0] / 2, PAGE[1] / 2), lean, 1.0), [0, 0, 1]])
    if chance.random() < 0.4:
        picture = np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)
    dpi = int(chance.choice([150, 200, 200, 300]))
    share = dpi / DPI
    picture = np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(45, 90))])
    decoded = np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])
    return Sheet(np.asarray(decoded, np.uint8), dpi, np.diag([share, share, 1.0]) @ turn, blocks)
