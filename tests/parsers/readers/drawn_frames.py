"""Printed frames to put a mark in, of every kind that forms have: one function a kind, `FRAMES` names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from samples.scanner import INK

Place = tuple[float, float, float, float]  # x, y, width, height in pixels
Frame = Callable[[Any, Place, np.random.Generator], None]
Grey = tuple[int, int, int]


def _square(width: int = 2, grey: Grey = INK) -> Frame:
    def drawn(draw: Any, place: Place, _: np.random.Generator) -> None:
        x, y, wide, high = place
        draw.rectangle((x, y, x + wide, y + high), outline=grey, width=width)

    return drawn


def _double(draw: Any, place: Place, _: np.random.Generator) -> None:
    x, y, wide, high = place
    draw.rectangle((x, y, x + wide, y + high), outline=INK, width=2)
    draw.rectangle((x + 5, y + 5, x + wide - 5, y + high - 5), outline=INK, width=2)


def _rounded(draw: Any, place: Place, _: np.random.Generator) -> None:
    x, y, wide, high = place
    draw.rounded_rectangle((x, y, x + wide, y + high), radius=0.25 * high, outline=INK, width=2)


def _shadowed(draw: Any, place: Place, _: np.random.Generator) -> None:
    x, y, wide, high = place
    draw.rectangle((x + 4, y + high, x + wide + 4, y + high + 4), fill=(60, 60, 60))
    draw.rectangle((x + wide, y + 4, x + wide + 4, y + high + 4), fill=(60, 60, 60))
    draw.rectangle((x, y, x + wide, y + high), outline=INK, width=2)


def _circle(draw: Any, place: Place, _: np.random.Generator) -> None:
    x, y, wide, high = place
    draw.ellipse((x, y, x + min(wide, high), y + min(wide, high)), outline=INK, width=2)


def _specked(draw: Any, place: Place, chance: np.random.Generator) -> None:
    x, y, wide, high = place
    _square()(draw, place, chance)
    for _ in range(int(chance.integers(0, 4))):
        a, b = x + chance.uniform(0.2, 0.8) * wide, y + chance.uniform(0.2, 0.8) * high
        size = float(chance.uniform(0.5, 1.8))
        draw.ellipse((a - size, b - size, a + size, b + size), fill=(70, 70, 70))


def _sides(place: Place) -> list[tuple[float, float, float, float]]:
    x, y, wide, high = place
    return [(x, y, x + wide, y), (x + wide, y, x + wide, y + high), (x, y + high, x + wide, y + high),
            (x, y, x, y + high)]  # fmt: skip


def _half_lost(draw: Any, place: Place, chance: np.random.Generator) -> None:
    """A side, another for every box, of which half did not print."""
    lost = int(chance.integers(4))
    for number, (x0, y0, x1, y1) in enumerate(_sides(place)):
        start = float(chance.uniform(0.4, 0.6)) if number == lost else 0.0
        draw.line((x0 + start * (x1 - x0), y0 + start * (y1 - y0), x1, y1), fill=INK, width=2)


def _dashed(draw: Any, place: Place, _: np.random.Generator) -> None:
    for x0, y0, x1, y1 in _sides(place):
        for step in np.arange(0, 1, 0.2):
            a, b = step, step + 0.12
            draw.line((x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0)),
                      fill=INK, width=2)  # fmt: skip


def _by_hand(draw: Any, place: Place, chance: np.random.Generator) -> None:
    """Four strokes with a pen that meet nearly at the corners."""
    x, y, wide, high = place
    corners = np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]) + chance.normal(0, 1.5, (4, 2))
    for number in range(4):
        start, end = corners[number], corners[(number + 1) % 4]
        along = np.linspace(chance.uniform(-0.06, 0.03), chance.uniform(0.97, 1.06), 6)[:, None]
        points = start + along * (end - start) + chance.normal(0, 0.6, (6, 2))
        draw.line([tuple(point) for point in points.tolist()], fill=(40, 40, 60), width=3)


FRAMES: dict[str, Frame] = {
    "plain": _square(),
    "thick": _square(4),
    "faint": _square(1, (135, 135, 135)),
    "double": _double,
    "rounded": _rounded,
    "shadowed": _shadowed,
    "circle": _circle,
    "specked": _specked,
    "half lost": _half_lost,
    "dashed": _dashed,
    "by hand": _by_hand,
}
