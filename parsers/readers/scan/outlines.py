"""Frames for a mark that are no plain squares: circles, rounded, double, dashed, faint ones, frames drawn by hand.

An empty one is a closed outline round white paper that stands alone. Where some alike stand together, the others of
their block are looked for by what these look like: an outline as large, or the ink of an empty one under a mark's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from parsers.readers.scan.groups import grouped, in_step
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.squares import LEAST_BARE, SHARED, Square

LIGHT = 232  # of 255: the faintest edge is darker than that, paper is lighter
CLOSE = 5  # pixels that may be missing between two dashes
SIDES = (7.0, 26.0)  # points
SHAPE = 2.0  # as wide as high at most, or as high as wide
ROUND = (0.85, 1.18)  # the same of one no larger than letters: an O and a 0 are narrower
LETTERS = 13.5  # points: larger frames are no letters
WALL = 7.0  # points that both edges take, of a double frame too
HULL = 0.92  # of its hull that an outline fills
FILL = 0.7  # of its box; a circle fills 0.785
CORNERS = 0.84  # of its box that the inside of a frame with four corners takes; an O less
CIRCLE = (0.74, 0.83)  # of its box that a circle takes: told in a table's cell, whose lines it touches
WALLED, INNEST = 2.4, 0.4  # points from a square's outer edge to its inside, of its width: a second frame, a thick edge
INNER = 0.5  # of the outer frame's sides: the inner one of a double frame
UNEVEN = 0.15  # of a frame's side by which its edges may differ in thickness
BLUR = 5  # pixels: twice what an edge darkens of its inside, and one
CLEAN = 0.02  # of an empty frame's inside that may be inked
ALONE, EDGE = 2.0, 0.15  # points of white beside it, but for a share above and below: a cell's lines go on there
APART = 0.25  # of its inside's height: white beside one without corners; the feet of an A reach nearly under an O
ALIKE, ALIKE_LARGE = 0.12, 0.3  # of their size that frames of a block may differ
LEAST_EMPTY, LEAST = 2, 3  # frames of a block: empty ones, and all
LINES, ALONG = 48.0, 420.0  # points between the frames of a block, down and along the line
IN_LINE = 6  # pixels that frames of a column or a row may be off
COVER = 0.93  # of an empty frame's ink that lies under a marked one's
WHOLE = 0.98  # the same where the mark runs on to the side: words may hold a frame's ink, but not so much of it
SAME_WHITE, WHITE = 2, 0.95  # pixels by which the white in two empty frames differs, and the share of it that is left
ONE_KIND = 0.8  # of the widest inside of a block that the others' are
RUN_OVER = (3.5, 2.4)  # of the frame's width and height that it and its mark may take


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A frame, and its inside: 255 where a mark may be."""

    square: Square
    inside: Pixels
    empty: bool


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on the page: its ink, and the outlines of it with their boxes and what lies in what."""

    ink: Pixels
    contours: Sequence[Any]
    boxes: Any  # x, y, width, height of each
    parents: Any  # of a hole the piece it is in, else -1


def find_outlines(
    grey: Pixels, point: float, squares: Sequence[Square] = ()
) -> tuple[list[list[Outline]], dict[Square, Pixels]]:
    """The frames of a page in evened grey by block; `point` is pixels a point.

    With the insides of those of `squares` that have a second edge within, or a thick one: 255 where a mark may be.
    """
    drawn = _drawn(grey)
    frames = _frames(drawn, point)
    alone = [frame for frame in frames if _stands_alone(drawn.ink, frame.square, _room(frame, point))]
    blocks = []
    for block in grouped(alone, lambda one, other: _together(one.square, other.square, point)):
        block = _of_one_kind(block)
        if sum(frame.empty for frame in block) < LEAST_EMPTY:
            block += _touched(drawn, block, point)
        if sum(frame.empty for frame in block) >= LEAST_EMPTY:
            places = [frame.square for frame in block]
            block += [frame for frame in frames if _is_fellow(frame.square, places, point)]
            block += _marked(drawn, block, point)
            if len(block) >= LEAST:
                blocks.append(block)
    return blocks, dict(_walled(drawn, squares, point))


def _drawn(grey: Pixels) -> _Drawn:
    ink = cv2.threshold(cv2.GaussianBlur(grey, (3, 3), 0), LIGHT - 1, 255, cv2.THRESH_BINARY_INV)[1]
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((CLOSE, CLOSE), np.uint8))
    contours, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes = np.array([cv2.boundingRect(contour) for contour in contours], np.int64).reshape(-1, 4)
    parents = np.zeros(0, np.int64) if tree is None else np.asarray(tree[0][:, 3], np.int64)
    return _Drawn(np.asarray(ink, np.uint8), contours, boxes, parents)


# --- closed ones ---------------------------------------------------------------------------------------------------


def _frames(drawn: _Drawn, point: float) -> list[Outline]:
    """Every outline with one hole in it nearly as large; of a double one, the inner hole."""
    boxes, parents = drawn.boxes, drawn.parents
    low, high, wall = SIDES[0] * point, SIDES[1] * point, WALL * point
    holes = np.flatnonzero(parents >= 0)
    if not holes.size:
        return []
    outer = boxes[parents[holes]]
    fits = (boxes[holes, 2:].min(axis=1) >= INNER * low) & (outer[:, 2:].max(axis=1) <= high)
    fits &= (outer[:, 2:].min(axis=1) >= INNER * low) & ((outer[:, 2:] - boxes[holes, 2:]).max(axis=1) <= wall)
    pairs = [int(hole) for hole in holes[fits] if _is_frame(drawn, int(hole))]
    found = [_circle(drawn, int(hole)) for hole in holes if _is_circle(drawn, int(hole), low, high)]
    for hole in pairs:
        square = Square(*(int(value) for value in boxes[parents[hole]]))
        if min(square.width, square.height) < low or any(_within(boxes, parents[hole], other) for other in pairs):
            continue
        sides = sorted((square.width, square.height))
        if sides[1] > SHAPE * sides[0] or (sides[1] < LETTERS * point and not _is_no_letter(drawn, hole, square)):
            continue
        within = [other for other in pairs if _within(boxes, parents[other], hole)]
        inner = max(within, key=lambda other: int(boxes[other][2]), default=hole)
        if _is_even(square, boxes[inner]):
            found.append(_outline(drawn, square, drawn.contours[inner]))
    return found


def _is_even(square: Square, inside: Any) -> bool:
    """Whether the edge is as thick on all sides: else a mark that touches it parts the inside, and this is one part."""
    x, y, width, height = (int(value) for value in inside)
    right, foot = square.x + square.width - x - width, square.y + square.height - y - height
    walls = (x - square.x, y - square.y, right, foot)
    return max(walls) - min(walls) <= UNEVEN * min(square.width, square.height)


def _walled(drawn: _Drawn, squares: Sequence[Square], point: float) -> Iterator[tuple[Square, Pixels]]:
    """The squares whose white inside lies far from their outer edge, as far on all sides."""
    x, y, wide, high = drawn.boxes.T
    for square in squares:
        low = (x - square.x >= WALLED * point) & (y - square.y >= WALLED * point)
        low &= (square.x + square.width - x - wide >= WALLED * point) & (drawn.parents >= 0)
        low &= (square.y + square.height - y - high >= WALLED * point) & (wide >= INNEST * square.width)
        for hole in np.flatnonzero(low):
            area = cv2.contourArea(drawn.contours[int(hole)])
            full = area >= CORNERS * (int(wide[hole]) - 1) * (int(high[hole]) - 1)
            if full and _is_even(square, drawn.boxes[hole]):
                yield square, _outline(drawn, square, drawn.contours[int(hole)]).inside
                break


def _is_frame(drawn: _Drawn, hole: int) -> bool:
    contour = drawn.contours[hole]
    area, (_, _, width, height) = cv2.contourArea(contour), drawn.boxes[hole]
    return bool(area >= FILL * (width - 1) * (height - 1) and area >= HULL * cv2.contourArea(cv2.convexHull(contour)))


def _is_no_letter(drawn: _Drawn, hole: int, square: Square) -> bool:
    """Whether it is as wide as high, or has corners."""
    _, _, width, height = drawn.boxes[hole]
    corners = cv2.contourArea(drawn.contours[hole]) >= CORNERS * (width - 1) * (height - 1)
    return bool(corners or ROUND[0] <= square.width / square.height <= ROUND[1])


def _is_circle(drawn: _Drawn, hole: int, low: float, high: float) -> bool:
    """Whether it is a circle that touches other lines, such as those of its cell."""
    _, _, width, height = drawn.boxes[hole]
    if not low <= min(width, height) <= max(width, height) <= high or not ROUND[0] <= width / height <= ROUND[1]:
        return False
    if drawn.boxes[drawn.parents[hole]][2] <= RUN_OVER[0] * width:
        return False
    share = cv2.contourArea(drawn.contours[hole]) / ((width - 1) * (height - 1))
    return CIRCLE[0] <= share <= CIRCLE[1] and _is_frame(drawn, hole)


def _circle(drawn: _Drawn, hole: int) -> Outline:
    x, y, width, height = (int(value) for value in drawn.boxes[hole])
    square = Square(max(0, x - BLUR), max(0, y - BLUR), width + 2 * BLUR, height + 2 * BLUR)
    return _outline(drawn, square, drawn.contours[hole])


def _within(boxes: Any, inner: int, outer: int) -> bool:
    """Whether one is the inner frame in the other."""
    x, y, width, height = boxes[inner]
    left, top, wide, high = boxes[outer]
    inside = left < x and top < y and x + width < left + wide and y + height < top + high
    return bool(inside and width >= INNER * wide and height >= INNER * high)


def _outline(drawn: _Drawn, square: Square, hole: Any) -> Outline:
    inside = np.zeros((square.height, square.width), np.uint8)
    cv2.drawContours(inside, [hole - np.array([square.x, square.y])], -1, 255, cv2.FILLED)
    inside = np.asarray(cv2.erode(inside, np.ones((BLUR, BLUR), np.uint8)), np.uint8)
    part = drawn.ink[square.y : square.y + square.height, square.x : square.x + square.width]
    return Outline(square, inside, bool(inside.any() and (part[inside > 0] > 0).mean() <= CLEAN))


def _touched(drawn: _Drawn, alone: Sequence[Outline], point: float) -> list[Outline]:
    """Empty frames that a stroke from outside touches: white as large as in one that stands alone, in line with it."""
    found: list[Outline] = []
    x, y, wide, high = drawn.boxes.T
    for frame in alone:
        if not frame.empty or not (_has_corners(frame) or frame.square.height >= LETTERS * point):
            continue
        left, top, width, height = cv2.boundingRect(frame.inside)
        left, top, width, height = left - BLUR // 2, top - BLUR // 2, width + BLUR - 1, height + BLUR - 1
        alike = (drawn.parents >= 0) & (abs(wide - width) <= SAME_WHITE) & (abs(high - height) <= SAME_WHITE)
        down, across = abs(y - top - frame.square.y), abs(x - left - frame.square.x)
        for hole in np.flatnonzero(alike & ((down <= IN_LINE) | (across <= IN_LINE))):
            at = (int(x[hole]) - left, int(y[hole]) - top)
            square = Square(max(0, at[0]), max(0, at[1]), frame.square.width, frame.square.height)
            free = not any(square.overlaps(other.square) for other in (*alone, *found))
            if free and _together(square, frame.square, point):
                other = _outline(drawn, square, drawn.contours[int(hole)])
                if other.empty and cv2.countNonZero(other.inside) >= WHITE * cv2.countNonZero(frame.inside):
                    found.append(other)
    return found


def _has_corners(frame: Outline) -> bool:
    _, _, width, height = cv2.boundingRect(frame.inside)
    return cv2.countNonZero(frame.inside) >= CORNERS * width * height


def _room(frame: Outline, point: float) -> int:
    """How many pixels of white stand beside an empty frame: more where it may be an O."""
    _, _, _, height = cv2.boundingRect(frame.inside)
    return round(ALONE * point) if _has_corners(frame) else round(max(ALONE * point, APART * height))


def _stands_alone(ink: Pixels, square: Square, room: int) -> bool:
    """Whether there is white to the left and to the right: letters of a word stand closer."""
    return sum(_white_beside(ink, square, room)) == 2


def _white_beside(ink: Pixels, square: Square, room: int) -> tuple[bool, bool]:
    edge = round(EDGE * square.height)
    rows = slice(square.y + edge, square.y + square.height - edge)
    left = ink[rows, max(0, square.x - room) : max(0, square.x - 1)]
    right = ink[rows, square.x + square.width + 1 : square.x + square.width + room]
    return not left.any(), not right.any()


def _together(one: Square, other: Square, point: float) -> bool:
    lines = 2 if abs(one.x - other.x) <= IN_LINE else 1  # in a column marked ones may stand between
    near = abs(one.y - other.y) <= lines * LINES * point and abs(one.x - other.x) <= ALONG * point
    return near and _alike(one, other, point)


def _is_fellow(square: Square, squares: Sequence[Square], point: float) -> bool:
    """Whether it is as large as one of the block, and in line with them; something touches it."""
    if square.height < LEAST_BARE * point or not any(_together(square, other, point) for other in squares):
        return False
    return _in_line(square, squares) and not any(square.overlaps(other) for other in squares)


def _alike(one: Square, other: Square, point: float) -> bool:
    room = ALIKE_LARGE if one.height >= LETTERS * point else ALIKE
    wide, high = abs(one.width - other.width), abs(one.height - other.height)
    return wide <= room * one.width + 1 and high <= room * one.height + 1


def _of_one_kind(block: Sequence[Outline]) -> list[Outline]:
    """A block printed alike: where one has far less white within than another, a ring in it is no second frame."""
    widest = max(block, key=lambda frame: float(frame.inside.mean()) if frame.empty else 0.0)
    least = ONE_KIND * float(widest.inside.mean()) if widest.empty else 0.0
    return [
        frame
        if float(frame.inside.mean()) >= least
        else Outline(frame.square, resized(widest.inside, frame.square), False)
        for frame in block
    ]


def resized(inside: Pixels, square: Square) -> Pixels:
    """The inside of one frame as large as it is in another."""
    size = (square.width, square.height)
    return np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_NEAREST), np.uint8)


# --- those that a pen ran through ------------------------------------------------------------------------------------


def _marked(drawn: _Drawn, block: Sequence[Outline], point: float) -> list[Outline]:
    """What else of the block there is: ink as large and as full as a frame, or with an empty one under it."""
    like = sorted((frame for frame in block if frame.empty), key=lambda frame: frame.square.width)
    usual = like[len(like) // 2]
    width, height = usual.square.width, usual.square.height
    stencil = _ink(drawn, usual.square)
    squares = [frame.square for frame in block]
    left, right = (value for value in (min(s.x for s in squares), max(s.x for s in squares)))
    top, bottom = min(s.y for s in squares), max(s.y + s.height for s in squares)
    x, y, wide, high = drawn.boxes.T
    fits = (drawn.parents < 0) & (wide >= 0.85 * width) & (high >= 0.85 * height)
    fits &= (wide <= RUN_OVER[0] * width) & (high <= RUN_OVER[1] * height)
    fits &= (y >= top - LINES * point) & (y <= bottom + LINES * point)
    fits &= (x >= left - ALONG * point) & (x <= right + ALONG * point)
    full = [_as_full(drawn, int(index), squares, usual, point) for index in np.flatnonzero(fits)]
    around = [*(Square(*map(int, drawn.boxes[index])) for index in np.flatnonzero(fits)), *_missing(squares)]
    known = list(squares)
    for one in around:
        while place := _placed(drawn, one, stencil, known, squares, point):  # two may touch
            known.append(place)
    for place in full:
        if place is not None and not any(place.overlaps(other) for other in known):
            known.append(place)
    return [Outline(place, resized(usual.inside, place), empty=False) for place in known[len(squares) :]]


def _missing(squares: Sequence[Square]) -> Iterator[Square]:
    """Where in a column one is missing, and where it would go on, with a little around."""
    for column in squares:
        ys = sorted(other.y for other in squares if abs(other.x - column.x) <= IN_LINE)
        steps = [below - above for above, below in pairwise(ys) if below > above]
        if column.y != ys[0] or not steps:
            continue
        for index in range(-1, (ys[-1] - ys[0]) // min(steps) + 2):
            x, y = column.x - IN_LINE, ys[0] + index * min(steps) - IN_LINE
            if x >= 0 and y >= 0:
                yield Square(x, y, column.width + 2 * IN_LINE, column.height + 2 * IN_LINE)


def _ink(drawn: _Drawn, square: Square) -> Pixels:
    part = drawn.ink[square.y : square.y + square.height, square.x : square.x + square.width]
    return (part > 0).astype(np.uint8)


def _as_full(drawn: _Drawn, index: int, squares: Sequence[Square], usual: Outline, point: float) -> Square | None:
    """A piece of ink whose outline is a frame's: as large as the others, in line with them."""
    square, contour = Square(*map(int, drawn.boxes[index])), drawn.contours[index]
    area = cv2.contourArea(contour)
    full = area >= FILL * square.width * square.height and area >= HULL * cv2.contourArea(cv2.convexHull(contour))
    sure = full and _alike(usual.square, square, point) and _stands_alone(drawn.ink, square, round(ALONE * point))
    return square if sure and _in_line(square, squares) else None


def _placed(
    drawn: _Drawn, square: Square, stencil: Pixels, known: Sequence[Square], squares: Sequence[Square], point: float
) -> Square | None:
    """Where in a piece of ink that of an empty frame lies, beside those that are `known`, in line with `squares`."""
    height, width = stencil.shape
    top, left = max(0, square.y - 2), max(0, square.x - 2)
    part = (drawn.ink[top : square.y + square.height + 2, left : square.x + square.width + 2] > 0).astype(np.uint8)
    if part.shape[0] < height or part.shape[1] < width:
        return None
    ink = cv2.dilate(part, np.ones((3, 3), np.uint8)).astype(np.float32)
    cover: Any = cv2.matchTemplate(ink, stencil.astype(np.float32), cv2.TM_CCORR) / max(1.0, float(stencil.sum()))
    for other in known:
        rows = slice(max(0, other.y - height + SHARED - top), max(0, other.y + other.height - SHARED - top))
        cover[rows, max(0, other.x - width + SHARED - left) : max(0, other.x + other.width - SHARED - left)] = 0
    _, best, _, (x, y) = cv2.minMaxLoc(cover)
    place = Square(left + x, top + y, width, height)
    if best < COVER or not (_in_line(place, squares) or _on_a_line(place, squares, point)):
        return None
    room = round(ALONE * point)
    column = sum(abs(place.x - other.x) <= IN_LINE for other in squares) >= LEAST_EMPTY
    free = column or _stands_alone(drawn.ink, place, room)  # else it is in a word
    large = height >= LETTERS * point and best >= WHOLE
    return place if free or (large and _stands_alone(drawn.ink, square, room)) else None


def _on_a_line(place: Square, squares: Sequence[Square], point: float) -> bool:
    """In a line of its own between those of others, or next to them: what is larger than letters may stand anywhere."""
    lines = [other.y for other in squares]
    return place.height >= LETTERS * point and in_step(place.y, lines, place.height / 2, IN_LINE)


def _in_line(place: Square, squares: Sequence[Square]) -> bool:
    """In one row with one that is seen, or in the column of two; their middles or their left sides in one line."""
    row = any(abs(place.y + place.height / 2 - other.y - other.height / 2) <= IN_LINE for other in squares)
    column = sum(
        min(abs(place.x - other.x), abs(place.x + place.width / 2 - other.x - other.width / 2)) <= IN_LINE
        for other in squares
    )
    return row or column >= LEAST_EMPTY
