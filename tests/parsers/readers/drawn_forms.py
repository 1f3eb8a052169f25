"""Pages of ratings that a hand answered without printed squares: brackets, leaders, cells, rings, lines, highlighters.

Drawn anew for every seed, in several types of print, as they come out of a scanner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from drawn_frames import FRAMES
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.ink import MARKS, PENS, Colour, strokes
from samples.scanner import DPI, INK, PAGE, Pixels, scan

LEVELS = ("excellent", "good", "average", "poor")
LABELS = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
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
FAMILIES = ("brackets", "leaders", "cells", "rings", "underlines", "highlights", "boxes", "corrected", "few")
PROSE = (
    "Chi bộ duy trì nền nếp sinh hoạt hằng tháng, nội dung bám sát nhiệm vụ năm học,",
    "phân công từng đồng chí phụ trách tổ chuyên môn và kiểm tra việc thực hiện.",
    "Công tác phối hợp với ban đại diện cha mẹ học sinh được giữ vững trong cả năm.",
)
PROMPTS = ("Tự đánh giá về cấp độ thực hiện:", "Cấp độ thực hiện của tập thể:", "Tập thể tự đánh giá:")
HIGHLIGHTERS: tuple[Colour, ...] = ((255, 245, 90), (150, 240, 120), (255, 170, 200), (255, 200, 90))
Spot = tuple[float, float, float, float]  # x, y, width, height in pixels of the printed page


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


@dataclass
class _Sheet:
    """A page while it is written."""

    page: Any
    draw: Any
    font: Any
    size: float  # pixels of an em
    chance: np.random.Generator
    y: float = 150.0
    look: str = ""  # what was printed last

    def write(self, x: float, text: str) -> float:
        """Prints a piece of a line; where the next goes."""
        self.draw.text((x, self.y), text, fill=INK, font=self.font)
        return float(x + self.draw.textlength(text, font=self.font))

    def step(self, lines: float = 1.0) -> None:
        self.y += lines * 1.42 * self.size


def form(family: str, seed: int, *, noisy: bool = False) -> Form:
    """A page of six ratings or so, all of one family."""
    chance = np.random.default_rng([seed, FAMILIES.index(family)])
    image = Image.new("RGB", PAGE, "white")
    size = float(chance.uniform(12.5, 14.5)) * DPI / 72
    font = ImageFont.truetype(str(chance.choice(FONTS)), round(size))
    sheet = _Sheet(image, ImageDraw.Draw(image), font, size, chance)
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
        asked.append(Asked(top, marked, told, sheet.look))
        jobs += [(spots[index], told) for index in marked]
        sheet.step(1.3)
    page = np.array(image)
    for spot, told in jobs:
        page = _answered(page, spot, told, chance, size)
    return _scanned(page, tuple(asked), seed, noisy, chance)


# --- printed -------------------------------------------------------------------------------------------------------


def _brackets(sheet: _Sheet) -> list[Spot]:
    """A pair of brackets before or after each label; where their insides are."""
    chance = sheet.chance
    left, right = (("[", "]"), ("(", ")"))[int(chance.integers(2))]
    inner = str(chance.choice(["  ", "   ", "    ", "     ", "...", "……"]))
    after, colon = chance.random() < 0.45, str(chance.choice(["", ":", ""]))
    return _each(sheet, left, inner, right, after=after, colon=colon, row=chance.random() < 0.45)


def _leaders(sheet: _Sheet) -> list[Spot]:
    """Dots or a blank behind each label."""
    dots = str(sheet.chance.choice([".", "…", "_"]))
    inner = dots * int(sheet.chance.integers(3, 5) if dots == "…" else sheet.chance.integers(6, 12))
    sheet.look = inner
    return _each(sheet, "", inner, "", after=True, colon=str(sheet.chance.choice([":", " "])),
                 row=sheet.chance.random() < 0.4)  # fmt: skip


def _each(sheet: _Sheet, left: str, inner: str, right: str, *, after: bool, colon: str, row: bool) -> list[Spot]:
    x, spots = float(sheet.chance.uniform(215, 320)), []
    gap = float(sheet.chance.uniform(0.25, 0.8)) * sheet.size
    aligned = x + max(sheet.draw.textlength(label, font=sheet.font) for label in LABELS) + 30
    lined_up = after and not row and sheet.chance.random() < 0.5
    start = x
    for label in LABELS:
        if after:
            x = sheet.write(x, label + colon) + gap
            x = aligned if lined_up else x
        x = sheet.write(x, left)
        end = x + sheet.draw.textlength(inner, font=sheet.font)
        sheet.write(x, inner)
        spots.append((x, sheet.y + 0.1 * sheet.size, end - x, 0.95 * sheet.size))
        x = sheet.write(end, right)
        if not after:
            x = sheet.write(x + gap, label)
        if row:
            x += 1.2 * sheet.size
        else:
            sheet.step()
            x = start
    if row:
        sheet.step()
    return spots


def _cells(sheet: _Sheet) -> list[Spot]:
    """A ruled table: a row of labels and a row for the marks, a row a label, or label and cell side by side."""
    chance, height = sheet.chance, round(1.6 * sheet.size)
    kind = str(chance.choice(["under", "rows", "rows before", "side by side"]))
    x, y, spots = 230.0, sheet.y + 6, []
    wide = float(chance.uniform(6.5, 8.0)) * sheet.size
    if kind == "under":
        _grid(sheet, [x + wide * column for column in range(5)], [y, y + height, y + 2 * height])
        for column, label in enumerate(LABELS):
            sheet.draw.text((x + wide * (column + 0.5), y + height / 2), label, fill=INK, font=sheet.font, anchor="mm")
            spots.append((x + wide * column, y + height, wide, float(height)))
        sheet.y += 2 * height
    elif kind.startswith("rows"):
        narrow, before = float(chance.uniform(2.0, 5.0)) * sheet.size, kind == "rows before"
        _grid(sheet, [x, x + (narrow if before else wide), x + wide + narrow], [y + height * row for row in range(5)])
        for row, label in enumerate(LABELS):
            place = (x + (narrow if before else 0) + 16, y + height * (row + 0.5))
            sheet.draw.text(place, label, fill=INK, font=sheet.font, anchor="lm")
            spots.append((x if before else x + wide, y + height * row, narrow, float(height)))
        sheet.y += 4 * height
    else:
        edges, narrow = [x], 2.0 * sheet.size
        for label in LABELS:
            length = sheet.draw.textlength(label, font=sheet.font) + 30
            place = (edges[-1] + length / 2, y + height / 2)
            sheet.draw.text(place, label, fill=INK, font=sheet.font, anchor="mm")
            spots.append((edges[-1] + length, y, narrow, float(height)))
            edges += [edges[-1] + length, edges[-1] + length + narrow]
        _grid(sheet, edges, [y, y + height])
        sheet.y += height
    sheet.y += 10
    return spots


LAYOUTS = (
    "before",
    "before",
    "after",
    "after, in a column",
    "in a row",
    "after, in a row",
    "touching",
    "cells",
    "mixed",
)


def _framed(sheet: _Sheet) -> list[Spot]:
    """Printed frames of one kind, before or behind the labels, in lines, in a row, one upon the other, in cells."""
    chance, names = sheet.chance, sorted(FRAMES)
    kind, layout = names[int(chance.integers(len(names)))], str(chance.choice(LAYOUTS))
    side = float(chance.choice([chance.uniform(20, 28), chance.uniform(28, 44), chance.uniform(44, 63)]))
    if kind == "double" or layout == "touching":
        side = max(side, 30.0 if kind == "double" else 1.3 * sheet.size)
    row = "row" in layout
    sheet.look = f"{kind}, {layout}, {side / DPI * 25.4:.1f} mm"
    wide = side * (1.4 if kind != "circle" and side < 45 and chance.random() < 0.2 else 1.0)
    step = side + 1 if layout == "touching" else max(1.42 * sheet.size, side + 10)
    longest = max(sheet.draw.textlength(label, font=sheet.font) for label in LABELS)
    x, y = float(chance.uniform(230, 300)), sheet.y + (6 if side > sheet.size else 0)
    start, spots = x, []
    for label in LABELS:
        own = side * float(chance.uniform(0.8, 1.25)) if layout == "mixed" else side
        length = sheet.draw.textlength(label, font=sheet.font)
        middle, height = y + step / 2, (own / side * wide, own)
        if layout == "cells":
            sheet.draw.rectangle((x, y - 4, x + longest + 40, y + step - 4), outline=INK, width=2)
            sheet.draw.rectangle((x, y - 4, x + longest + 80 + wide, y + step - 4), outline=INK, width=2)
        if "after" in layout or layout == "cells":
            sheet.draw.text((x + 12 * (layout == "cells"), middle), label, fill=INK, font=sheet.font, anchor="lm")
            at = x + (longest + 60 if layout == "cells" else longest + 30 if "column" in layout else length + 18)
            x = at + wide
        else:
            at = x
            sheet.draw.text((x + wide + 16, middle), label, fill=INK, font=sheet.font, anchor="lm")
            x += wide + 16 + length
        place = (at, middle - own / 2, *height)
        FRAMES[kind](sheet.draw, place, chance)
        spots.append(place)
        if row:
            x += 1.2 * sheet.size
        else:
            y, x = y + step, start
    sheet.y = y + (step if row else 0)
    return spots


def _few(sheet: _Sheet) -> list[Spot]:
    """Brackets or boxes, of which a hand leaves one or none: by mistake, or there are two in all."""
    return (_brackets, _framed)[int(sheet.chance.integers(2))](sheet)


def _grid(sheet: _Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        sheet.draw.line((x, ys[0], x, ys[-1]), fill=INK, width=2)
    for y in ys:
        sheet.draw.line((xs[0], y, xs[-1], y), fill=INK, width=2)


def _plain(sheet: _Sheet) -> list[Spot]:
    """The four labels in a row or a column; where they stand."""
    row, x = sheet.chance.random() < 0.6, float(sheet.chance.uniform(215, 320))
    between = str(sheet.chance.choice([" / ", "      ", "; ", "        ", " - "]))
    spots = []
    for index, label in enumerate(LABELS):
        x0, top, x1, bottom = (float(value) for value in sheet.draw.textbbox((x, sheet.y), label, font=sheet.font))
        spots.append((x0, top, x1 - x0, bottom - top))
        end = sheet.write(x, label)
        if row:
            x = sheet.write(end, between) if index < 3 else end
        else:
            sheet.step(1.25)
    if row:
        sheet.step()
    return spots


_PRINTERS = {"brackets": _brackets, "leaders": _leaders, "cells": _cells,
             "rings": _plain, "underlines": _plain, "highlights": _plain,
             "boxes": _framed, "corrected": _framed, "few": _few}  # fmt: skip
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
    elif told == "struck":
        side = max(width, height) * float(chance.uniform(1.2, 1.7))
        middle = np.array([x + width / 2, y + height / 2])
        for line in strokes(str(chance.choice(["slash", "cross out", "fill", "dash"])), chance, 0.3):
            _draw(layer, middle + line * side / 2, max(pen, 3.5), colour, chance)
    else:
        side = min(0.95 * size, width, height) * float(chance.uniform(0.7, 1.05))
        middle = np.array([x + width / 2, y + height / 2]) + chance.normal(0, 0.08, 2) * side
        if told == "dot":
            turn = np.linspace(0, 4 * np.pi, 20)
            lines = [np.stack([0.25 * np.cos(turn), 0.25 * np.sin(turn)], axis=1) * np.linspace(1, 0, 20)[:, None]]
            pen = max(pen, 4.0)
        else:
            lines = strokes(told, chance, float(chance.uniform(0.0, 0.8)))
        for line in lines:
            _draw(layer, middle + line * side / 2, pen, colour, chance)
    part = 255 - (255 - layer.astype(np.float64)) * strength
    return np.clip(page.astype(np.float64) * part / 255, 0, 255).astype(np.uint8)


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


def _scanned(page: Pixels, asked: tuple[Asked, ...], seed: int, noisy: bool, chance: np.random.Generator) -> Form:
    lean, grain, shadow = (2.0, 0.0006, 0.5) if noisy else (0.4, 0.0, 0.0)
    picture = scan(page, seed, lean, grain, shadow)
    if chance.random() < 0.4:
        picture = np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(np.uint8)
    dpi = int(chance.choice([150, 200, 300] if noisy else [200, 200, 300]))
    share = dpi / DPI
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=way), np.uint8)
    quality = int(chance.integers(45, 80) if noisy else chance.integers(75, 95))
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded: Any = cv2.imdecode(data, cv2.IMREAD_COLOR)
    decoded = np.ascontiguousarray(decoded[..., ::-1])
    return Form(np.asarray(decoded, np.uint8), dpi, share, asked)
