"""What people add to a printed page: stamps, signatures, and marks by hand in check boxes.

All is drawn as ink is: over a letter both stay, the darker of each colour. The same seed draws the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.scanner import BLUE, DPI, FONT, RED, Pixels

BOLD = FONT.replace("-Regular", "-Bold")
Colour = tuple[int, int, int]
BLACK: Colour = (30, 30, 35)


def seal(page: Pixels, x: int, y: int, size: int = 280, *, strength: float = 1.0, colour: Colour = RED) -> Pixels:
    """A round stamp with its middle at x, y: two rings, words along them, a star."""
    layer = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(layer)
    draw.ellipse((3, 3, size - 4, size - 4), outline=colour, width=max(3, size // 45))
    inner = size * 0.2
    draw.ellipse((inner, inner, size - inner, size - inner), outline=colour, width=max(2, size // 80))
    font = ImageFont.truetype(BOLD, size // 11)
    words = "ĐẢNG BỘ XÃ MẪU * CHI BỘ TRƯỜNG HỌC * "
    for index, letter in enumerate(words):
        angle = 2 * np.pi * index / len(words)
        tile = Image.new("RGB", (size // 7, size // 7), "white")
        ImageDraw.Draw(tile).text((size // 40, 0), letter, fill=colour, font=font)
        turned = tile.rotate(-90 - np.degrees(angle), fillcolor="white")
        place = (
            round(size / 2 + 0.395 * size * np.cos(angle) - size / 14),
            round(size / 2 + 0.395 * size * np.sin(angle) - size / 14),
        )
        _darken(layer, turned, place)
    star = [(size / 2 + r * np.sin(a), size / 2 - r * np.cos(a)) for a, r in _star(size * 0.12)]
    draw.polygon(star, fill=colour)
    return _inked(page, np.asarray(layer, dtype=np.uint8), x - size // 2, y - size // 2, strength)


def framed(
    page: Pixels, lines: Sequence[str], x: int, y: int, *, size: int = 18, angle: float = 0.0, strength: float = 1.0,
    colour: Colour = RED, double: bool = False,
) -> Pixels:  # fmt: skip
    """A stamp with a square frame and its upper left at x, y, turned by `angle` degrees: "MẬT", "ĐẾN"."""
    font = ImageFont.truetype(BOLD, round(size * DPI / 72))
    step = round(size * DPI / 72 * 1.25)
    wide = round(max(font.getlength(line) for line in lines)) + 50
    layer = Image.new("RGB", (wide, step * len(lines) + 26), "white")
    draw = ImageDraw.Draw(layer)
    draw.rectangle((1, 1, layer.width - 2, layer.height - 2), outline=colour, width=5)
    if double:
        draw.rectangle((10, 10, layer.width - 11, layer.height - 11), outline=colour, width=2)
    for row, line in enumerate(lines):
        draw.text((layer.width / 2, 13 + row * step + step / 2), line, fill=colour, font=font, anchor="mm")
    turned = layer.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return _inked(page, np.asarray(turned, dtype=np.uint8), x, y, strength)


def sign(
    page: Pixels, x: int, y: int, seed: int, width: int = 330, height: int = 130, colour: Colour = BLUE, *,
    strength: float = 1.0, pen: int = 4,
) -> Pixels:  # fmt: skip
    """A signature in the box with its upper left at x, y: loops that lean, and a stroke under them."""
    chance = np.random.default_rng(seed)
    turns = int(chance.integers(4, 7))
    t = np.linspace(0, turns * 2 * np.pi, 60 * turns)
    swell = 0.55 + 0.45 * np.sin(np.linspace(0, 3, t.size) + chance.uniform(0, 2))
    xs = 0.08 + 0.8 * t / t[-1] + 0.06 * np.cos(t) + 0.1 * swell * np.sin(t) * 0.5
    ys = 0.5 - 0.42 * swell * np.sin(t + chance.uniform(0, 1))
    layer = np.full((height + 20, width + 20, 3), 255, np.uint8)
    points = np.stack([10 + xs * width, 10 + np.clip(ys, 0, 1) * height], axis=1)
    cv2.polylines(layer, [np.round(points * 8).astype(np.int32)], False, colour, pen, cv2.LINE_AA, 3)
    end = (round(10 + width * 0.95), round(10 + height * chance.uniform(0.6, 0.9)))
    cv2.line(layer, (round(points[-1, 0]), round(points[-1, 1])), end, colour, pen, cv2.LINE_AA)
    return _inked(page, layer, x, y, strength)


def _inked(page: Pixels, layer: Pixels, x: int, y: int, strength: float) -> Pixels:
    """The page with the layer printed on it, as light as `strength` makes it."""
    result = page.copy()
    height, width = page.shape[:2]
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(width, x + layer.shape[1]), min(height, y + layer.shape[0])
    part = 255 - (255 - layer[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.float64)) * strength
    under = result[y0:y1, x0:x1].astype(np.float64)
    result[y0:y1, x0:x1] = np.clip(under * part / 255, 0, 255).astype(np.uint8)
    return result


def _darken(layer: Image.Image, tile: Image.Image, place: tuple[int, int]) -> None:
    box = (*place, place[0] + tile.width, place[1] + tile.height)
    both = np.minimum(np.asarray(layer.crop(box)), np.asarray(tile))
    layer.paste(Image.fromarray(both), place)


def _star(radius: float) -> list[tuple[float, float]]:
    return [(np.pi * index / 5, radius if index % 2 == 0 else radius * 0.4) for index in range(10)]


# --- marks by hand in check boxes ----------------------------------------------------------------------------------

MARKS = ("x", "X", "v", "tick", "fill", "cross out", "slash", "loop", "typed x", "dash")
PENS: tuple[Colour, ...] = ((30, 30, 35), (35, 45, 150), (60, 80, 190), (190, 40, 45), (90, 90, 95), (20, 20, 90))
Line = NDArray[np.float64]


def strokes(kind: str, chance: np.random.Generator, overflow: float) -> list[Line]:
    """The strokes of a mark, as points (n, 2) over a box from -1 to 1; `overflow` is by how many half sides it may
    run over the edge."""
    reach = 0.75 + overflow * chance.uniform(0.3, 1.0)
    far = 0.6 + 2 * overflow * chance.uniform(0.2, 1.0)  # a tick's long arm
    if kind in ("x", "X", "cross out"):
        lines = [[(-reach, -reach), (reach, reach)], [(reach, -reach), (-reach, reach)]]
        if kind == "cross out":
            lines += [[(-reach, 0.1), (reach, -0.1)], [(-reach, -reach), (reach, reach * 0.8)]]
    elif kind in ("v", "tick"):
        foot = (-0.1, 0.55)
        lines = [[(-0.65, -0.25), foot, (far, -far if kind == "tick" else -0.65)]]
    elif kind == "slash":
        lines = [[(-reach, reach), (reach, -reach)]]
    elif kind == "dash":
        lines = [[(-0.6, 0.0), (0.65, -0.05)]]
    elif kind == "loop":
        turn = np.linspace(0.3, 2 * np.pi + 0.5, 24)
        return [_shaky(np.stack([0.6 * np.cos(turn), 0.55 * np.sin(turn)], axis=1), chance, 0.03)]
    else:  # filled: a pen going to and fro
        rows = np.linspace(-0.75, 0.75, 9)
        path = [(0.75 * (-1) ** index, row) for index, row in enumerate(rows)]
        return [_shaky(np.array(path), chance, 0.06)]
    return [_shaky(_dense(np.array(line)), chance, 0.05) for line in lines]


def draw_box(page: Pixels, x: float, y: float, side: float, chance: np.random.Generator, *, width: int = 2,
             grey: int = 40, broken: float = 0.0, wide: float = 1.0) -> None:  # fmt: skip
    """Prints an empty box; `broken` is the share of its edges that did not print. In place."""
    corners = [(x, y), (x + side * wide, y), (x + side * wide, y + side), (x, y + side)]
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        gap, at = broken * chance.uniform(0, 1), chance.uniform(0.1, 0.9)
        for low, high in ((0.0, max(0.0, at - gap / 2)), (min(1.0, at + gap / 2), 1.0)):
            a, b = (np.array(start) + share * (np.array(end) - np.array(start)) for share in (low, high))
            cv2.line(page, _point(a), _point(b), (grey, grey, grey), width, cv2.LINE_AA, 3)


def draw_mark(
    page: Pixels, x: float, y: float, side: float, kind: str, chance: np.random.Generator, *,
    colour: Colour = BLACK, pen: int = 3, overflow: float = 0.4, strength: float = 1.0,
) -> Pixels:  # fmt: skip
    """The page with a mark by hand in the box at x, y; up to half a side off its middle where the pen slipped."""
    layer = np.full_like(page, 255)
    middle = np.array([x + side / 2, y + side / 2]) + chance.normal(0, 0.06, 2) * side
    if kind == "typed x":
        image = Image.fromarray(layer)
        font = ImageFont.truetype(FONT, round(side * 0.75))
        ImageDraw.Draw(image).text((middle[0], middle[1]), "x", fill=colour, font=font, anchor="mm")
        layer = np.array(image)
    else:
        turn = np.radians(chance.normal(0, 6))
        rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        for line in strokes(kind, chance, overflow):
            points = middle + line @ rotation.T * side / 2
            cv2.polylines(layer, [np.round(points * 8).astype(np.int32)], False, colour, pen, cv2.LINE_AA, 3)
    return _inked(page, layer, 0, 0, strength)


def _dense(line: Line) -> Line:
    places = np.linspace(0, len(line) - 1, 8 * len(line))
    return np.stack([np.interp(places, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)


def _shaky(line: Line, chance: np.random.Generator, much: float) -> Line:
    jitter = chance.normal(0, much, line.shape)
    smooth = np.stack([np.convolve(jitter[:, axis], np.ones(5) / 5, mode="same") for axis in (0, 1)], axis=1)
    return np.asarray(line + smooth, dtype=np.float64)


def _point(place: Line) -> tuple[int, int]:
    return round(float(place[0]) * 8), round(float(place[1]) * 8)
