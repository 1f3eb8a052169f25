"""A photographed page made square: its own lines say how it stood before the camera.

Lines of text and level rulings were parallel on paper, and so were margins and upright rulings. In the picture each
family runs towards a point of its own; the map that sends both points to infinity squares the page. That needs no edge
of the paper in the picture, and where there is one it is found first (`find_paper`).

With x' = (x + s·y) / w, y' = (k·x + y) / w and w = p·x + q·y + 1, "both ends of a level line come to one height" is
linear in k and P = p - k·q: k·(x1 - x2) + P·(x2·y1 - x1·y2) = y2 - y1; uprights likewise in s and Q = q - s·p.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.readers.scan.pieces import pieces_of
from parsers.readers.scan.straight import CLOSE, OPEN, along

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Segment = tuple[float, float, float, float]

WORDS_APART = 17  # pixels at 100 dpi: words nearer than this are one line
LEAST_LINE = 0.12  # of the page's width: shorter pieces of text say too little about their slope
LINE_HEIGHT = (4, 34)  # pixels at 100 dpi
UPRIGHT = 24  # pixels at 100 dpi: longer than any letter
MARGIN_LINES = 6  # lines that must begin on one straight edge before it counts as a margin
MARGIN_SLACK = 2.5  # pixels at 100 dpi
MOST_ENDS = 60  # ends of lines, two of which make a margin
MOST_TURN = 0.3  # of s, k, p and q: more is no page but noise
RIDGE = 0.02  # how strongly p and q are held to 0: lines at one place of the page cannot tell them
PAPER_SHARE = (0.3, 0.94)  # of the picture: less is a table, more is a page whose edges are not in the picture
EDGE_STEP = 7.0  # pixels (of 600) to either side of the paper's edge
EDGE_DROP = 35.0  # of 255: how much darker the ground is than the paper


def squaring(binary: Pixels) -> Matrix | None:
    """The map (3 by 3) that squares the page, in pixels of `binary` (ink 255, about 100 dpi); None where too little
    is written to tell."""
    height, width = binary.shape
    lines = _lines_of_text(binary)
    lying = np.asarray(cv2.transpose(binary), np.uint8)
    rulings = [(top, x1, bottom, x2) for x1, top, x2, bottom in _upright_rulings(lying)]
    level = [*rulings, *(line for line in lines if line[2] - line[0] >= LEAST_LINE * width)]
    upright = [*_upright_rulings(binary), *_margins(lines, height, width)]
    if len(level) < 3:
        return None
    scale = width / 2
    into = np.array([[1 / scale, 0, -1], [0, 1 / scale, -height / width], [0, 0, 1]])
    k, mixed_p = _solve([_normal(line, into) for line in level], level=True)
    s, mixed_q = _solve([_normal(line, into) for line in upright], level=False) if upright else (-k, 0.0)
    share = 1 - k * s
    if abs(share) < 0.5:
        return None
    p, q = (mixed_p + k * mixed_q) / share, (mixed_q + s * mixed_p) / share
    if max(abs(value) for value in (k, s, p, q)) > MOST_TURN:
        return None
    square = np.array([[1, s, 0], [k, 1, 0], [p, q, 1]])
    return np.asarray(np.linalg.inv(into) @ square @ into, dtype=np.float64)


def moves(matrix: Matrix, binary: Pixels) -> float:
    """The furthest that the map carries what is on the page, in pixels."""
    corners = _written(binary)
    return float(np.abs(cv2.perspectiveTransform(corners, matrix) - corners).max())


def within(matrix: Matrix, binary: Pixels) -> Matrix:
    """The map, made smaller where it would carry what is written over the page's edge."""
    height, width = binary.shape
    placed = cv2.perspectiveTransform(_written(binary), matrix)[0]
    low, high = placed.min(axis=0), placed.max(axis=0)
    size = np.array([width, height], dtype=np.float64)
    scale = min(1.0, float((size / np.maximum(high - low, 1)).min()))
    shift = np.clip(scale * low, 0, np.maximum(size - scale * (high - low), 0)) - scale * low
    return np.asarray(np.array([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]]) @ matrix, dtype=np.float64)


def _written(binary: Pixels) -> NDArray[np.float64]:
    """The corners of the box around all ink, grain left out."""
    inked = cv2.morphologyEx(binary, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    x, y, width, height = cv2.boundingRect(inked)
    return np.array([[[x, y], [x + width, y], [x, y + height], [x + width, y + height]]], dtype=np.float64)


def _normal(line: Segment, into: Matrix) -> Segment:
    scale, dy = into[0, 0], into[1, 2]
    x1, y1, x2, y2 = line
    return (x1 * scale - 1, y1 * scale + dy, x2 * scale - 1, y2 * scale + dy)


def _solve(lines: list[Segment], *, level: bool) -> tuple[float, float]:
    """k and P of level lines, s and Q of upright ones: least squares, lines that do not fit losing their weight."""
    rows, wanted = [], []
    for x1, y1, x2, y2 in lines:
        if level:
            rows.append((x1 - x2, x2 * y1 - x1 * y2))
            wanted.append(y2 - y1)
        else:
            rows.append((y1 - y2, x1 * y2 - x2 * y1))
            wanted.append(x2 - x1)
    matrix, target = np.array(rows), np.array(wanted)
    length = np.hypot(matrix[:, 0], target) + 1e-9
    weight = np.ones(len(rows))
    solution = np.zeros(2)
    for _ in range(8):
        weighted = matrix * weight[:, None]
        normal = weighted.T @ matrix + np.diag([0.0, RIDGE * float(weight.sum()) * 0.02])
        solution = np.linalg.lstsq(normal, weighted.T @ target, rcond=None)[0]
        slope_error = np.abs(matrix @ solution - target) / length
        weight = 1 / (1 + (slope_error / 0.004) ** 2)
    return float(solution[0]), float(solution[1])


# --- lines on the page ---------------------------------------------------------------------------------------------


def _lines_of_text(binary: Pixels) -> list[Segment]:
    """Each piece of a line of text as the straight line through the middle of its ink."""
    closed: Any = along(binary, (CLOSE, WORDS_APART), flat=True)
    closed = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    pieces = pieces_of(closed)
    found = []
    for index, (x, y, width, height, _) in enumerate(pieces.stats.tolist()):
        if not index or not (LINE_HEIGHT[0] <= height <= LINE_HEIGHT[1] + 0.06 * width and width > 3 * height):
            continue
        slope, middle = _through(pieces.labels[y : y + height, x : x + width] == index)
        found.append((float(x), y + middle, float(x + width), y + middle + slope * width))
    return found


def _upright_rulings(binary: Pixels) -> list[Segment]:
    wide = cv2.dilate(binary, np.ones((1, 2), np.uint8))
    mask: Any = along(np.asarray(wide, np.uint8), (OPEN, UPRIGHT), flat=False)
    if not mask.any():
        return []
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 3), np.uint8))
    pieces = pieces_of(mask)
    found = []
    for index, (x, y, width, height, _) in enumerate(pieces.stats.tolist()):
        if not index or height < 2 * UPRIGHT or width > 4 + 0.12 * height:
            continue
        slope, middle = _through((pieces.labels[y : y + height, x : x + width] == index).T)
        found.append((x + middle, float(y), x + middle + slope * height, float(y + height)))
    return found


def _through(piece: Any) -> tuple[float, float]:
    """The slope of the straight line through the middle of the piece (True), and its row at the first column."""
    inked = cv2.moments(np.ascontiguousarray(piece, np.uint8), binaryImage=True)
    slope = inked["mu11"] / inked["mu20"]
    return slope, (inked["m01"] - slope * inked["m10"]) / inked["m00"]


def _margins(lines: list[Segment], height: int, width: int) -> list[Segment]:
    """The straight edges on which most long lines begin, and on which most end."""
    long = [line for line in lines if line[2] - line[0] > 0.3 * width]
    edges = ([(line[1], line[0]) for line in long], [(line[3], line[2]) for line in long])
    return [margin for points in edges if (margin := _straightest(points, height)) is not None]


def _straightest(points: list[tuple[float, float]], height: int) -> Segment | None:
    """The line x = a + b·y that half of the points (y, x) lie on, or more; leaning by less than one in six.

    Ragged lines end on no such edge, and headings do not make one.
    """
    if len(points) < MARGIN_LINES:
        return None
    ys, xs = np.array(points).T
    first, second = np.triu_indices(min(len(points), MOST_ENDS), 1)
    down, across = ys[second] - ys[first], xs[second] - xs[first]
    apart = (np.abs(down) >= 0.15 * height) & (np.abs(across) <= np.abs(down) / 6)
    first, slopes = first[apart], across[apart] / down[apart]
    near = np.abs(xs[first, None] + slopes[:, None] * (ys - ys[first, None]) - xs) < MARGIN_SLACK
    on_it = near[int(near.sum(axis=1).argmax())] if len(near) else np.zeros(len(points), bool)
    if int(on_it.sum()) < max(MARGIN_LINES, len(points) // 2):
        return None
    ys, xs = ys[on_it], xs[on_it]
    slope, start = np.polyfit(ys, xs, 1)
    top, bottom = float(ys.min()), float(ys.max())
    return (float(start + slope * top), top, float(start + slope * bottom), bottom)


# --- the paper's own edges -----------------------------------------------------------------------------------------


def find_paper(picture: Any) -> NDArray[np.float32] | None:
    """The four corners of a bright sheet on a darker ground (top left, top right, bottom right, bottom left)."""
    shrink = 600 / max(picture.shape[:2])
    small: Any = cv2.resize(halved(picture), None, fx=2 * shrink, fy=2 * shrink, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (9, 9), 0)
    corners = next((found for level in _levels(small) if (found := _corners(small, level)) is not None), None)
    if corners is None:
        return None
    points = corners.astype(np.float32) / shrink
    ends, turns = points.sum(axis=1), np.diff(points, axis=1).ravel()
    order = [int(ends.argmin()), int(turns.argmin()), int(ends.argmax()), int(turns.argmax())]
    return points[order] if len(set(order)) == 4 else None


def _levels(grey: Any) -> Iterator[float]:
    """Between light and dark, then between the dark and what is darker still: a shadow on the sheet is no ground."""
    light, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    yield light
    if (dark := grey[grey <= light]).size:
        yield cv2.threshold(dark, 0, 255, cv2.THRESH_OTSU)[0]


def _corners(grey: Any, level: float) -> Any:
    """The four corners of the sheet that is lighter than `level`, in any order; None where there is none."""
    _, bright = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(sheet)
    corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True)
    share, area = cv2.contourArea(corners) / grey.size, cv2.contourArea(sheet)
    if len(corners) != 4 or not PAPER_SHARE[0] <= share <= PAPER_SHARE[1] or area < 0.9 * cv2.contourArea(corners):
        return None
    return corners.reshape(4, 2) if _is_sheet(grey, corners.reshape(4, 2)) else None


def halved(picture: Any) -> Any:
    """At half its size: the quickest step on the way to a small picture."""
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _is_sheet(grey: Any, corners: Any) -> bool:
    """Whether the picture darkens at once beyond the sides, as a table does; a shadow on the paper darkens slowly."""
    middle = corners.mean(axis=0)
    height, width = grey.shape
    seen = 0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + np.linspace(0.1, 0.9, 25)[:, None] * (end - start)
        normal = np.array([end[1] - start[1], start[0] - end[0]], dtype=np.float64)
        normal /= np.hypot(*normal) or 1.0
        if normal @ (along[12] - middle) < 0:
            normal = -normal
        outside, inside = (along + EDGE_STEP * side * normal for side in (1, -1))
        within = (outside >= 0).all(axis=1) & (outside[:, 0] < width) & (outside[:, 1] < height)
        if within.sum() < 8:
            continue
        values = [
            grey[p[within][:, 1].astype(int), p[within][:, 0].astype(int)].astype(float) for p in (inside, outside)
        ]
        if float(np.median(values[0] - values[1])) < EDGE_DROP:
            return False
        seen += 1
    return seen >= 2
