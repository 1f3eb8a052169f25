"""Answers of hands that do not keep to the box: one function a habit, `UNRULY` names them.

Each draws on a layer of its own, white where there is no ink; `FLUID` paints white over what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.ink import strokes
from samples.scanner import FONT, Pixels

Spot = tuple[float, float, float, float]  # x, y, width, height of a frame
Stroke = Callable[[Any], None]  # draws points (n, 2) in pixels
Habit = Callable[[Any, Spot, Stroke, np.random.Generator], Any]


def _outside(layer: Any, spot: Spot, stroke: Stroke, chance: np.random.Generator) -> Any:
    """A tick that begins before the box and ends above the next word."""
    x, y, width, height = spot
    foot = np.array([x + 0.45 * width, y + 0.8 * height]) + chance.normal(0, 1.5, 2)
    stroke(np.array([[x - 0.35 * width, y + 0.3 * height], foot, [x + 1.5 * width, y - 0.35 * height]]))
    return layer


def _overtyped(layer: Any, spot: Spot, _: Stroke, chance: np.random.Generator) -> Any:
    """A capital X out of a typewriter, a little beside the middle of the printed square."""
    x, y, width, height = spot
    image = Image.fromarray(layer)
    font = ImageFont.truetype(FONT.replace("-Regular", "-Bold"), round(1.1 * height))
    place = (x + width / 2 + chance.normal(0, 0.1) * width, y + height / 2 + chance.normal(0, 0.1) * height)
    ImageDraw.Draw(image).text(place, "X", fill=(40, 40, 45), font=font, anchor="mm")
    return np.array(image)


def _twice(layer: Any, spot: Spot, stroke: Stroke, chance: np.random.Generator) -> Any:
    """A cross, and a ring about it and its box."""
    x, y, width, height = spot
    middle = np.array([x + width / 2, y + height / 2])
    for line in strokes("x", chance, 0.1):
        stroke(middle + line * height / 2)
    turn = np.linspace(0, 2.1 * np.pi, 50) - 2
    stroke(middle + np.stack([1.25 * width * np.cos(turn), 1.05 * height * np.sin(turn)], axis=1))
    return layer


def _between(layer: Any, spot: Spot, stroke: Stroke, chance: np.random.Generator) -> Any:
    """A cross where `spot` is: halfway from one box to the next."""
    x, y, width, height = spot
    for line in strokes("x", chance, 0.2):
        stroke(np.array([x + width / 2, y + height / 2]) + line * height / 2)
    return layer


UNRULY: dict[str, Habit] = {"outside": _outside, "overtyped": _overtyped, "twice": _twice, "between": _between}


def fluid(page: Pixels, spot: Spot, chance: np.random.Generator) -> Pixels:
    """Correction fluid over a mark: most of it and some of the frame are gone."""
    x, y, width, height = spot
    page = page.copy()
    middle = (round(x + width / 2), round(y + height / 2))
    axes = (round(width * chance.uniform(0.45, 0.7)), round(height * chance.uniform(0.4, 0.6)))
    cv2.ellipse(page, middle, axes, float(chance.uniform(-20, 20)), 0, 360, (253, 253, 253), cv2.FILLED)
    return page


def copied(page: Pixels, chance: np.random.Generator) -> Pixels:
    """A copy of a copy: black and white, its strokes thicker or thinner, with specks."""
    grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 1.0)
    bare = np.where(grey < chance.uniform(140, 200), 30, 250).astype(np.uint8)
    bare[chance.random(bare.shape) < 0.0003] = 60
    return np.repeat(cv2.GaussianBlur(bare, (3, 3), 0.7)[..., None], 3, axis=2).astype(np.uint8)
