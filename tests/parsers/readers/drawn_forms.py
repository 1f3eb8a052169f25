"""Pages of ratings that a hand answered without printed squares: brackets, leaders, cells, rings, lines, highlighters.

Drawn anew for every seed, in several types of print, as they come out of a scanner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from drawn_prints import Sheet, Spot, arranged, brackets, cells, few, framed, leaders, plain, squared
from drawn_unruly import UNRULY, copied, fluid
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.ink import MARKS, PENS, Colour, seal, strokes
from samples.scanner import DPI, PAGE, Kind, Pixels, photograph, scan

LEVELS = ("excellent", "good", "average", "poor")
FOLDER = "/usr/share/fonts/truetype/"
FONTS = tuple(
    FOLDER + name
    for name in (
        "liberation2/LiberationSerif-Regular.ttf",
        "liberation2/LiberationSerif-Regular.ttf",
        "liberation2/LiberationSans-Regular.ttf",
        "dejavu/DejaVuSerif.ttf",
        "liberation2/LiberationSerif-Bold.ttf",
        "liberation2/LiberationSerif-Italic.ttf",
    )
)
FAMILIES = (
    "brackets", "leaders", "cells", "rings", "underlines", "highlights", "boxes", "corrected", "few", "places", "hands",
    "unruly",
)  # fmt: skip
PROSE = (
    "Chi bộ duy trì nền nếp sinh hoạt hằng tháng, nội dung bám sát nhiệm vụ năm học,",
    "phân công từng đồng chí phụ trách tổ chuyên môn và kiểm tra việc thực hiện.",
    "Công tác phối hợp với ban đại diện cha mẹ học sinh được giữ vững trong cả năm.",
)
PROMPTS = ("Tự đánh giá về cấp độ thực hiện:", "Cấp độ thực hiện của tập thể:", "Tập thể tự đánh giá:")
HIGHLIGHTERS: tuple[Colour, ...] = ((255, 245, 90), (150, 240, 120), (255, 170, 200), (255, 200, 90))


@dataclass(frozen=True)
class Asked:
    """One rating: where its block begins on the printed page (pixels), which labels are marked, and how."""

    top: float
    marked: tuple[int, ...]
    told: str
    look: str = ""  # what was printed

    @property
    def answer(self) -> str:
        """The level that the hand gave, "blank" or "ambiguous"."""
        return "blank" if not self.marked else LEVELS[self.marked[0]] if len(self.marked) == 1 else "ambiguous"


@dataclass(frozen=True)
class Form:
    """A scanned page of ratings, at `dpi`; `share` are its pixels to one of the printed page."""

    picture: Pixels
    dpi: int
    share: float
    asked: tuple[Asked, ...]


def form(family: str, seed: int, kind: Kind = "clean") -> Form:
    """A page of six ratings or so, all of one family, as `kind` of scanner or camera gives it."""
    chance = np.random.default_rng([seed, FAMILIES.index(family)])
    image = Image.new("RGB", PAGE, "white")
    size = float(chance.uniform(12.5, 14.5)) * DPI / 72
    font = ImageFont.truetype(str(chance.choice(FONTS)), round(size))
    sheet = Sheet(image, ImageDraw.Draw(image), font, size, chance)
    asked: list[Asked] = []
    jobs: list[tuple[Spot, str]] = []
    number = 0
    while sheet.y < 1750:
        number += 1
        sheet.write(200, f"{number}. Về việc thực hiện nhiệm vụ")
        sheet.step()
        for line in PROSE[: int(chance.integers(1, 4))]:
            sheet.write(200, line)
            sheet.step()
        top = sheet.y
        sheet.write(230, str(chance.choice(PROMPTS)))
        sheet.step()
        spots = _PRINTERS[family](sheet)
        odds = chance.random()
        count = 0 if odds < 0.12 else 1 if odds < 0.94 else 2
        if family == "few":
            count = 1 if odds < 0.4 else 3 if odds < 0.9 else 2
        marked = tuple(sorted(int(index) for index in chance.choice(len(spots), min(count, len(spots)), replace=False)))
        told = str(chance.choice(_WAYS[family]))
        if family == "corrected" and len(marked) == 1:
            before = int(chance.choice([index for index in range(4) if index != marked[0]]))
            jobs += [(spots[before], told), (spots[before], "struck")]
            sheet.look += f", {before} struck"
        if told == "between" and marked and "in a line" not in sheet.look:  # it is nobody's
            marked = (min(marked[0], 2), min(marked[0], 2) + 1)
            x, y, width, height = spots[marked[0]]
            spots[marked[0]] = (x, (y + spots[marked[1]][1]) / 2, width, height)
        elif told == "fluid" and len(marked) == 1:
            painted = (marked[0] + 1) % 4
            jobs += [(spots[painted], "x"), (spots[painted], "painted")]
        asked.append(Asked(top, marked, told, sheet.look))
        jobs += [(spots[index], told) for index in (marked[:1] if told == "between" else marked)]
        sheet.step(1.3)
    page = np.array(image)
    for spot, told in jobs:
        page = fluid(page, spot, chance) if told == "painted" else _answered(page, spot, told, chance, size)
    if family == "unruly":
        odds = chance.random()
        page = copied(page, chance) if odds < 0.3 else seal(page, 700, round(asked[1].top) + 90) if odds < 0.5 else page
    return _scanned(page, tuple(asked), seed, kind, chance)


_PRINTERS = {"brackets": brackets, "leaders": leaders, "cells": cells,
             "rings": plain, "underlines": plain, "highlights": plain,
             "boxes": framed, "corrected": framed, "few": few,
             "places": arranged, "hands": arranged, "unruly": squared}  # fmt: skip
_INSIDE = (*(kind for kind in MARKS if kind != "typed x"), "dot")
_WAYS: dict[str, tuple[str, ...]] = {
    "brackets": _INSIDE,
    "leaders": ("x", "X", "v", "tick", "cross out"),
    "cells": _INSIDE,
    "rings": ("closed", "open", "overshooting", "doubled"),
    "underlines": ("line", "two lines", "wave"),
    "highlights": ("highlight",),
    "boxes": _INSIDE[:-1],
    "corrected": ("x", "v", "tick", "fill"),
    "few": ("x", "X", "v", "tick", "fill"),
    "places": ("x", "X", "v", "tick", "fill", "cross out"),
    "hands": ("felt", "pencil", "large tick", "aside", "plus", "fine"),
    "unruly": (*UNRULY, "fluid"),
}
# pen in pixels, strength, size of the mark, how far off the middle (of its size), what is drawn: of another hand
_HANDS: dict[str, tuple[float, float, float, float, str]] = {
    "felt": (9.0, 1.0, 1.0, 0.05, "x"),
    "pencil": (2.5, 0.55, 1.0, 0.05, "v"),
    "large tick": (4.0, 1.0, 1.9, 0.1, "tick"),
    "aside": (3.5, 1.0, 0.9, 0.35, "x"),
    "plus": (3.5, 0.8, 0.8, 0.05, "plus"),
    "fine": (1.5, 0.8, 0.9, 0.05, "tick"),
}


# --- by hand -------------------------------------------------------------------------------------------------------


def _answered(page: Pixels, spot: Spot, told: str, chance: np.random.Generator, size: float) -> Pixels:
    x, y, width, height = spot
    colour, pen = PENS[int(chance.integers(len(PENS)))], float(chance.uniform(2.0, 5.0))
    strength = float(chance.choice([1, 1, 1, 0.8, 0.7]))
    layer = np.full_like(page, 255)
    if told == "highlight":
        colour, pen = HIGHLIGHTERS[int(chance.integers(len(HIGHLIGHTERS)))], height * float(chance.uniform(0.9, 1.4))
        ends = np.array([[x + 0.1 * size, y + height / 2], [x + width - 0.1 * size, y + height / 2]])
        ends += chance.normal(0, 0.05, (2, 2)) * size
        _draw(layer, ends, pen, colour, chance)
    elif told in _WAYS["underlines"]:
        for number in range(2 if told == "two lines" else 1):
            _draw(layer, _line_under(spot, number, told == "wave", chance, size), pen, colour, chance)
    elif told in _WAYS["rings"]:
        _draw(layer, _loop(spot, told, chance, size), pen, colour, chance)
    elif told in UNRULY:
        layer = UNRULY[told](layer, spot, lambda points: _draw(layer, points, pen, colour, chance), chance)
    elif told == "struck":
        side = max(width, height) * float(chance.uniform(1.2, 1.7))
        middle = np.array([x + width / 2, y + height / 2])
        for line in strokes(str(chance.choice(["slash", "cross out", "fill", "dash"])), chance, 0.3):
            _draw(layer, middle + line * side / 2, max(pen, 3.5), colour, chance)
    else:
        told = "x" if told == "fluid" else told
        side, off = min(0.95 * size, width, height) * float(chance.uniform(0.7, 1.05)), 0.08
        if told in _HANDS:
            pen, strength, share, off, told = _HANDS[told]
            side *= share
        middle = np.array([x + width / 2, y + height / 2]) + chance.normal(0, off, 2) * side
        if told == "dot":
            turn = np.linspace(0, 4 * np.pi, 20)
            lines = [np.stack([0.25 * np.cos(turn), 0.25 * np.sin(turn)], axis=1) * np.linspace(1, 0, 20)[:, None]]
            pen = max(pen, 4.0)
        else:
            lines = strokes("x" if told == "plus" else told, chance, float(chance.uniform(0.0, 0.8)))
        if told == "plus":  # a cross that stands upright
            lines = [line @ np.array([[0.7, 0.7], [-0.7, 0.7]]) for line in lines]
        for line in lines:
            _draw(layer, middle + line * side / 2, pen, colour, chance)
    x0, y0, across, down = cv2.boundingRect(255 - layer.min(axis=2))
    place, page = (slice(y0, y0 + down), slice(x0, x0 + across)), page.copy()
    part = 255 - (255 - layer[place].astype(np.float64)) * strength
    page[place] = np.clip(page[place].astype(np.float64) * part / 255, 0, 255).astype(np.uint8)
    return page


def _line_under(spot: Spot, number: int, wave: bool, chance: np.random.Generator, size: float) -> NDArray[np.float64]:
    x, y, width, height = spot
    xs = np.linspace(x - chance.uniform(-0.1, 0.3) * size, x + width + chance.uniform(-0.1, 0.4) * size, 30)
    rise = chance.normal(0, 0.03) * (xs - x)
    swing = np.sin(np.linspace(0, chance.uniform(4, 9) * np.pi, 30)) * (0.1 if wave else 0.02) * size
    return np.stack([xs, y + height + (0.12 + 0.2 * number) * size + rise + swing], axis=1)


def _loop(spot: Spot, told: str, chance: np.random.Generator, size: float) -> NDArray[np.float64]:
    """A ring about a label, begun at its upper left."""
    x, y, width, height = spot
    turns = {"closed": 2.03, "open": float(chance.uniform(1.55, 1.85)), "overshooting": float(chance.uniform(2.2, 2.5)),
             "doubled": float(chance.uniform(3.7, 4.2))}[told]  # fmt: skip
    turn = np.linspace(0, turns * np.pi, round(40 * turns)) - chance.uniform(1.5, 2.8)
    drift = np.linspace(chance.uniform(0.9, 1.05), chance.uniform(0.98, 1.15), turn.size)
    wobble = 1 + 0.03 * np.sin(turn * 2.3 + chance.uniform(0, 6)) + 0.02 * np.sin(turn * 5.1 + chance.uniform(0, 6))
    across = (width / 2 + chance.uniform(0.35, 0.7) * size) * drift * wobble
    down = (height / 2 + chance.uniform(0.25, 0.5) * size) * drift * wobble
    middle = np.array([x + width / 2, y + height / 2]) + chance.normal(0, 0.06, 2) * size
    return middle + np.stack([across * np.cos(turn), down * np.sin(turn)], axis=1)


def _draw(layer: Any, points: NDArray[np.float64], pen: float, colour: Colour, chance: np.random.Generator) -> None:
    """A stroke under a hand's pressure: thicker here, thinner there. In place."""
    pressure = 1 + 0.25 * np.sin(np.linspace(chance.uniform(0, 6), chance.uniform(6, 12), len(points)))
    for start, end, press in zip(points[:-1], points[1:], pressure, strict=False):
        a, b = (tuple(round(float(value) * 8) for value in place) for place in (start, end))
        cv2.line(layer, a, b, colour, max(1, round(pen * float(press))), cv2.LINE_AA, 3)


def _scanned(page: Pixels, asked: tuple[Asked, ...], seed: int, kind: Kind, chance: np.random.Generator) -> Form:
    lean, grain, shadow = (2.0, 0.0006, 0.5) if kind == "noisy" else (0.4, 0.0, 0.0)
    picture = _shadowed(photograph(page, seed), chance) if kind == "photo" else scan(page, seed, lean, grain, shadow)
    if chance.random() < 0.4:
        picture = np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)
    dpi = int(chance.choice({"clean": [200, 200, 300], "noisy": [150, 200, 300], "photo": [180, 220, 300]}[kind]))
    share = dpi / DPI
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=way), np.uint8)
    quality = int(chance.integers(75, 95) if kind == "clean" else chance.integers(45, 80))
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded: Any = cv2.imdecode(data, cv2.IMREAD_COLOR)
    decoded = np.ascontiguousarray(decoded[..., ::-1])
    return Form(np.asarray(decoded, np.uint8), dpi, share, asked)


def _shadowed(picture: Pixels, chance: np.random.Generator) -> Pixels:
    """A hand's shadow over a corner of a photo, soft at its edge, and a camera that is a little out of focus."""
    height, width = picture.shape[:2]
    angle, depth = float(chance.uniform(0, 2 * np.pi)), float(chance.uniform(0.0, 0.4))
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    edge = (across * np.cos(angle) + down * np.sin(angle) - chance.uniform(0.0, 0.8)) / 0.08
    light = 1 - depth / (1 + np.exp(-np.clip(edge, -50, 50)))
    soft = cv2.GaussianBlur(picture, (3, 3), float(chance.uniform(0.5, 1.0)))
    return np.asarray(np.clip(soft * light[..., None], 0, 255), np.uint8)
