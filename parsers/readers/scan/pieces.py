"""Pieces of ink: what of a mask hangs together, numbered, or the boxes around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

FIRST_CORNER = np.array([[1, 1], [1, 0]], np.uint8)  # the pixels before one, row by row, that hang together with it
MOST_SMALL = 65_000  # pieces that a number of sixteen bits tells apart


@dataclass(frozen=True, slots=True)
class Pieces:
    """What of a mask hangs together: the number of each pixel's piece, and a row a piece (x, y, width, height, area);
    number 0 is the ground."""

    labels: NDArray[np.integer[Any]]
    stats: NDArray[np.int32]

    def place(self, *numbers: int) -> tuple[slice, slice]:
        """Rows and columns of the box around these pieces."""
        x, y, width, height = self.stats[list(numbers), :4].T
        return slice(int(y.min()), int((y + height).max())), slice(int(x.min()), int((x + width).max()))


def pieces_of(mask: Pixels) -> Pieces:
    """It takes longer than all else that is looked for on a page: so it is done once where several need it.

    Small numbers take half the time of large ones, which heavy grain alone needs.
    """
    before = cv2.dilate(mask, FIRST_CORNER, anchor=(1, 1))
    corners = cv2.countNonZero(cv2.compare(mask, before, cv2.CMP_GT))  # no piece is without one
    depth = cv2.CV_16U if corners < MOST_SMALL else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=depth)
    return Pieces(np.asarray(labels), np.asarray(stats, np.int32))


def boxes_of(mask: Any) -> list[tuple[int, int, int, int]]:
    """The box (x, y, width, height) around each piece of a mask; for a mask with little in it, the quickest way."""
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if hierarchy is None:
        return []
    boxes = [cv2.boundingRect(contours[index]) for index in np.flatnonzero(hierarchy[0][:, 3] < 0)]
    return [(int(x), int(y), int(width), int(height)) for x, y, width, height in boxes]
