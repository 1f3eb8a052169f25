"""Punched holes of filed sheets: dark discs in the margin, which an engine reads as brackets and figures."""

from __future__ import annotations

from typing import Any

import numpy as np

from parsers.readers.scan.stamps import MM

SIZE = (4.0, 8.5)  # millimetres, least and most: offices punch 5.5 to 6, old machines up to 8
FILL = (0.68, 0.9)  # of the square around it that is dark: a disc's is 0.79
SHAPE = (0.85, 1.18)  # width to height
MARGIN = 25.0  # millimetres from the page's edge to the hole's middle
SOFT = 4  # pixels around it that are neither dark nor paper


def find_holes(stats: Any, shape: tuple[int, ...], dpi: float) -> list[tuple[slice, slice]]:
    """Where holes are, as rows and columns; `stats` (n, 5) are the pieces of ink, the paper first."""
    x, y, width, height, area = np.asarray(stats)[1:].T
    least, most, margin = (value * MM * dpi for value in (*SIZE, MARGIN))
    fill = area / (width * height)
    disc = (SHAPE[0] * height <= width) & (width <= SHAPE[1] * height) & (FILL[0] <= fill) & (fill <= FILL[1])
    across, down = x + width / 2, y + height / 2
    near = np.minimum.reduce([across, down, shape[1] - across, shape[0] - down]) <= margin
    found = np.flatnonzero(disc & near & (least <= width) & (width <= most))
    return [
        (
            slice(max(0, int(y[index]) - SOFT), int(y[index] + height[index]) + SOFT),
            slice(max(0, int(x[index]) - SOFT), int(x[index] + width[index]) + SOFT),
        )
        for index in found
    ]
