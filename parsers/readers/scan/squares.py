"""Where check boxes stand on a scanned page: squares by their outline or by their four sides.

Edges break, ticks run over them, letters and rules touch them. So a box is what has most of four sides and its corners;
where some boxes of a block are seen well, the others are looked for beside and below them, of the same size, by less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from parsers.readers.pages.page import BOX_SIDES
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.pieces import boxes_of
from parsers.readers.scan.straight import CLOSE, OPEN, along

FAINT = 205  # of 255: a thin printed edge is darker
LEAST_BOX = 7.0  # points: smaller squares are letters
LEAST_BARE = 11.5  # points: the same where only the four sides were seen: no letter has that much
SOLID = 0.88  # of its bounding box that a square's outline encloses; a letter O encloses 0.78
SMALL_SOLID = 0.94  # the same between the middles of the edges' pixels, which tell a small square better
LEAST_FILLED = 5.0  # points: a smaller black square is a stop or a bullet
CORE = 0.7  # of its side that the smallest has without a gap
FILLED = 0.88  # of a black square that is ink; a letter has less
FILLED_SIZE = 0.3  # of its side by which a black square may differ from the empty boxes beside it
TICKED_SOLID, TICKED_SIZE = 0.84, 0.15  # as SMALL_SOLID and FILLED_SIZE, of a box with a tick that stands out
LEAST_EMPTY = 2  # empty boxes that must stand near a black square: else it is a bullet
NEAR = (0.4, 420.0, 100.0)  # of the side off the row or column; points along the row, down the column
WRAPPED = (30.0, 80.0)  # points: lines below the others' row, and how near text stands before it there
BOX_SHAPE = 2.2  # a box is at most this many times as wide as high, or as high as wide
SIDE_PIECE = 4.5  # points: the shortest straight piece of an upright side
SIDE_BREAK = 5.5  # points that may be missing between two; lines of text are further apart
UPRIGHT = (10.0, 150.0)  # points: longer than the stem of a letter, no longer than a stack of boxes that touch
SIDE_COVER = 0.6  # of each side that must be inked
FRAME_COVER = 0.87  # of the four sides together
SMALL_COVER = (0.6, 0.84)  # the same of a box no higher than letters
FELLOW_COVER = (0.4, 0.72)  # the same of a box beside one that is seen well
CORNER = 3  # pixels by which the ends of two sides may miss each other
PAST = (1, 26)  # pixels beyond a corner where a table's ruling goes on unbroken and a box's side does not
SERIF = (1, 3)  # pixels beyond a corner where a letter's serif is
CAPITALS = 17.0  # points: higher boxes are no letters
SHARED = 9  # pixels: two edges and their blur, that boxes which touch have in common
GROWTH = 7  # pixels that an edge may be thick
FELLOW_DOWN = 90.0  # points above and below in which a column of boxes goes on


@dataclass(frozen=True, slots=True)
class Square:
    """A box in pixels."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: Square) -> bool:
        """Whether they share more than the thickness of an edge: a letter beside a box borrows its side."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return min(across, down) > SHARED


def find_squares(grey: Pixels, point: float) -> list[Square]:
    """The squares of a page in evened grey, `point` pixels a point."""
    binary = np.asarray(
        cv2.threshold(cv2.GaussianBlur(grey, (3, 3), 0), FAINT - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8
    )
    found: list[Square] = []
    for way in (_by_outline, _by_sides):
        for square in way(binary, point):
            square = _grown(binary, square)
            if square.height < LEAST_BARE * point and _inked(binary, square) >= FILLED:
                continue  # a bullet, unless empty ones stand by it
            if not any(square.overlaps(other) for other in found) and not _goes_on(binary, square):
                found.append(square)
        for square in list(found):
            if min(square.width, square.height) < LEAST_BARE * point:
                continue  # beside a small one any letter would do
            found += [fellow for fellow in _fellows(binary, square, found, point) if not _goes_on(binary, fellow)]
    found += _ticked(binary, found, point)
    return [*found, *_filled(binary, found, point)]


# --- by outline ----------------------------------------------------------------------------------------------------


def _by_outline(binary: Pixels, point: float) -> Iterator[Square]:
    """Closed outlines of the size and shape of a box."""
    closed = cv2.morphologyEx(binary, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for square, contour in _sized(contours, LEAST_BOX * point):
        area = cv2.contourArea(contour)
        if not _is_box_sized(square, point) or not (
            area >= SOLID * square.width * square.height
            or area >= SMALL_SOLID * (square.width - 1) * (square.height - 1)
        ):
            continue
        least, mean = _cover(binary, square)
        if least >= SIDE_COVER and mean >= FRAME_COVER and _corners(binary, square) == 4:
            yield square


def _sized(contours: Sequence[Any], least: float) -> Iterator[tuple[Square, Any]]:
    """The boxes around the contours, with these; most are letters' and lower or narrower than `least` pixels."""
    for contour in contours:
        box = cv2.boundingRect(contour)
        if min(box[2:]) >= least:
            yield Square(*box), contour


def _is_box_sized(square: Square, point: float, least: float = LEAST_BOX) -> bool:
    low, high = least * point, BOX_SIDES[1] * point
    sides = (square.width, square.height)
    return low <= min(sides) and max(sides) <= high and max(sides) <= BOX_SHAPE * min(sides)


# --- small ones beside small ones ------------------------------------------------------------------------------------


def _ticked(binary: Pixels, known: Sequence[Square], point: float) -> list[Square]:
    """Boxes no larger than letters whose tick runs over the edge ("☑"), by those of their size in the row or column."""
    small = [square for square in known if square.height < LEAST_BARE * point]
    if not small:
        return []
    contours, _ = cv2.findContours(binary, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Square] = []
    for square, contour in _sized(contours, LEAST_FILLED * point):
        near = any(_in_line(square, box, TICKED_SIZE, point) for box in small)
        if not near or any(square.overlaps(box) for box in (*known, *found)):
            continue
        least, mean = _cover(binary, square)
        solid = cv2.contourArea(contour) >= TICKED_SOLID * (square.width - 1) * (square.height - 1)
        if solid and least >= SIDE_COVER and mean >= FRAME_COVER and _corners(binary, square) == 4:
            found.append(square)
    return found


def _filled(binary: Pixels, known: Sequence[Square], point: float) -> list[Square]:
    """Black squares as printed for a marked box ("■ Tốt □ Khá"), by the empty boxes of their size that stand near."""
    empty = [square for square in known if square.height <= CAPITALS * point and _inked(binary, square) < FILLED]
    core = round(CORE * LEAST_FILLED * point)  # of a black square's ink; hardly a letter has so much in one place
    solid = cv2.erode(binary, np.ones((core, core), np.uint8)) if len(empty) >= LEAST_EMPTY else binary[:0]
    if not solid.any():
        return []
    reach = round((1 + FILLED_SIZE) * max(max(box.width, box.height) for box in empty))  # no black one is larger
    found: list[Square] = []
    for square in _pieces_about(np.asarray(solid, np.uint8), binary, reach):
        side, other = square.width, square.height
        if min(side, other) < LEAST_FILLED * point or max(side, other) > 1.25 * min(side, other):
            continue
        near = sum(_beside(binary, square, box, point) for box in empty)
        free = not any(square.overlaps(box) for box in (*known, *found))
        if near >= LEAST_EMPTY and free and _inked(binary, square) >= FILLED:
            found.append(square)
    return found


def _pieces_about(cores: Pixels, binary: Pixels, reach: int) -> Iterator[Square]:
    """The boxes of the pieces of ink around the cores, of those that reach no further than so many pixels."""
    for x, y, width, height in boxes_of(cores):
        left, top = max(0, x - reach), max(0, y - reach)
        part = binary[top : y + height + reach, left : x + width + reach]
        _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
        own = stats[labels[y - top, x - left + int(np.argmax(cores[y, x : x + width]))]]
        if own[0] and own[1] and own[0] + own[2] < part.shape[1] and own[1] + own[3] < part.shape[0]:
            yield Square(left + int(own[0]), top + int(own[1]), int(own[2]), int(own[3]))


def _inked(binary: Pixels, square: Square) -> float:
    part = binary[square.y : square.y + square.height, square.x : square.x + square.width]
    return float(part.mean()) / 255


def _beside(binary: Pixels, black: Square, box: Square, point: float) -> bool:
    """Whether a black square is of the box's size, and in its row, its column, or in a line that its row goes on in."""
    if _in_line(black, box, FILLED_SIZE, point):
        return True
    down = black.y - box.y
    if max(abs(black.width - box.width), abs(black.height - box.height)) > FILLED_SIZE * box.height:
        return False
    before = binary[black.y : black.y + black.height, max(0, black.x - round(WRAPPED[1] * point)) : max(0, black.x - 4)]
    return bool(abs(down) <= WRAPPED[0] * point and before.size and before.any())


def _in_line(one: Square, other: Square, size: float, point: float) -> bool:
    """Whether they stand in one row or one column, of one size but for a share `size`."""
    if max(abs(one.width - other.width), abs(one.height - other.height)) > size * other.height:
        return False
    across = abs(one.x - other.x + (one.width - other.width) / 2)
    down = abs(one.y - other.y + (one.height - other.height) / 2)
    off, along, below = NEAR[0] * other.height, NEAR[1] * point, NEAR[2] * point
    return (down <= off and across <= along) or (across <= off and down <= below)


# --- by four sides -------------------------------------------------------------------------------------------------


def _by_sides(binary: Pixels, point: float) -> Iterator[Square]:
    """Two upright pieces side by side that level lines join above and below, the best covered first."""
    pieces = _uprights(binary, point)
    high = BOX_SIDES[1] * point
    found: list[tuple[float, Square]] = []
    tried: set[Square] = set()
    for index, (x, top, _, height) in enumerate(pieces):
        for right, other_top, other_width, other_height in pieces[index + 1 :]:
            if right - x > high:
                break
            start, end = max(top, other_top), min(top + height, other_top + other_height)
            if right - x < LEAST_BARE * point or end - start < 0.5 * min(height, other_height):
                continue
            for skipped, square in _closed(binary, x, right + other_width, start, end, round(high)):
                if square in tried or not _is_box_sized(square, point, LEAST_BARE):
                    continue
                tried.add(square)
                least, mean = _cover(binary, square)
                low = square.height <= CAPITALS * point
                if least < SIDE_COVER or mean < FRAME_COVER or _corners(binary, square) < (4 if low else 3):
                    continue
                if not (low and _has_serifs(binary, square)):
                    found.append((mean - skipped, square))
    found.sort(key=lambda pair: -pair[0])
    yield from (square for _, square in found)


def _uprights(binary: Pixels, point: float) -> list[tuple[int, int, int, int]]:
    """Straight upright pieces of a box's side, as x, y, width, height, from left to right."""
    thick = cv2.dilate(binary, np.ones((1, 2), np.uint8))  # one that leans by a pixel stays one
    steps = (OPEN, round(SIDE_PIECE * point)), (CLOSE, round(SIDE_BREAK * point))
    mask = along(np.asarray(thick, np.uint8), *steps, flat=False)
    low, high = (side * point for side in UPRIGHT)
    return sorted((x, y, w, h) for x, y, w, h in boxes_of(mask) if w <= 3 * point and low <= h <= high)


def _closed(binary: Pixels, left: int, right: int, top: int, bottom: int, high: int) -> Iterator[tuple[int, Square]]:
    """The boxes that level lines close between two uprights, which stand side by side from `top` to `bottom`.

    With the number of lines between, for a dash or a filling is level too.
    """
    first = max(0, top - high)
    cover = binary[first : bottom + high, left:right].mean(axis=1) / 255
    lines = np.flatnonzero(cover >= SIDE_COVER) + first
    if lines.size < 2:
        return
    cuts = np.flatnonzero(np.diff(lines) > 1)
    starts, ends = lines[[0, *(cuts + 1)]], lines[[*cuts, lines.size - 1]]
    for skipped in (0, 1, 2):
        for upper, lower in zip(starts, ends[1 + skipped :], strict=False):
            if lower > top and upper < bottom:
                yield skipped, Square(left, int(upper), right - left, int(lower) + 1 - int(upper))


def _grown(binary: Pixels, square: Square) -> Square:
    """The box to the outer side of its edges: an outline may have been followed along the inner one."""
    left, top, right, bottom = square.x, square.y, square.x + square.width, square.y + square.height
    for _ in range(GROWTH):
        columns, rows = slice(left, right), slice(top, bottom)
        up = top > 0 and binary[top - 1, columns].mean() >= 255 * SIDE_COVER
        down = bottom < binary.shape[0] and binary[bottom, columns].mean() >= 255 * SIDE_COVER
        west = left > 0 and binary[rows, left - 1].mean() >= 255 * SIDE_COVER
        east = right < binary.shape[1] and binary[rows, right].mean() >= 255 * SIDE_COVER
        if not (up or down or west or east):
            break
        top, bottom, left, right = top - int(up), bottom + int(down), left - int(west), right + int(east)
    return Square(left, top, right - left, bottom - top)


def _cover(binary: Pixels, square: Square) -> tuple[float, float]:
    """The least and the mean share of a side that is inked."""
    x, y, right, bottom = square.x, square.y, square.x + square.width, square.y + square.height
    columns, rows = slice(x, right), slice(y, bottom)
    sides = (
        _straightest(binary[max(0, y - 1) : y + CORNER + 1, columns], 0),
        _straightest(binary[bottom - CORNER - 1 : bottom + 1, columns], 0),
        _straightest(binary[rows, max(0, x - 1) : x + CORNER + 1], 1),
        _straightest(binary[rows, right - CORNER - 1 : right + 1], 1),
    )
    return min(sides), sum(sides) / 4


def _straightest(strip: Any, axis: int) -> float:
    """The share of the strip's length that one straight line of two pixels' width takes."""
    if not strip.size:
        return 0.0
    lines = strip if axis == 0 else strip.T
    pairs = np.maximum(lines[:-1], lines[1:]) if len(lines) > 1 else lines
    return float(pairs.mean(axis=1).max()) / 255


def _corners(binary: Pixels, square: Square) -> int:
    """How many of the four corners are inked along both sides."""
    near = 2 * CORNER
    x, y, right, bottom = square.x, square.y, square.x + square.width, square.y + square.height
    places = [binary[b : b + near, a : a + near] for a in (x, right - near) for b in (y, bottom - near)]
    return sum(place.any(axis=0).sum() >= near - 2 and place.any(axis=1).sum() >= near - 2 for place in places)


def _has_serifs(binary: Pixels, square: Square) -> bool:
    """Whether strokes stand out at the corners to the sides: two letters of a word have sides like a box."""
    near, far = SERIF
    x, right, bottom = square.x, square.x + square.width, square.y + square.height
    rows = (slice(max(0, square.y - 1), square.y + 4), slice(bottom - 4, bottom + 1))
    columns = (slice(max(0, x - far), max(0, x - near)), slice(right + near, right + far))
    places = [binary[row, column] for row in rows for column in columns]
    return sum(bool(place.size and place.max(axis=0).all()) for place in places) >= 2


def _goes_on(binary: Pixels, square: Square) -> bool:
    """Whether edges go on past their corners: then it is a table's cell. Boxes one upon the other may touch."""
    x, y, width, height = square.x, square.y, square.width, square.height
    rows = (slice(max(0, y - 1), y + 4), slice(y + height - 4, y + height + 1))
    columns = (slice(max(0, x - 1), x + 4), slice(x + width - 4, x + width + 1))
    level = sum(
        _is_line(binary[row, side].max(axis=0)) and _is_thin(binary, row, side, 1)
        for row in rows
        for side in _past(x, width)
    )
    upright = sum(
        _is_line(binary[side, column].max(axis=1)) and _is_thin(binary, column, side, 0)
        for column in columns
        for side in _past(y, height)
    )
    return level >= 2 or (level >= 1 and upright >= 2)


def _is_line(strip: Any) -> bool:
    return bool(strip.size > 0 and float(strip.mean()) / 255 > 0.97)


def _is_thin(binary: Pixels, across: slice, along: slice, axis: int) -> bool:
    """Whether what lies there is a line and not the top or foot of letters."""
    wide = slice(max(0, across.start - 5), across.stop + 5)
    strip = binary[wide, along] if axis else binary[along, wide]
    return strip.size > 0 and float(strip.mean()) / 255 < 0.6


def _past(start: int, length: int) -> tuple[slice, slice]:
    near, far = PAST
    return slice(max(0, start - far), max(0, start - near)), slice(start + length + near, start + length + far)


# --- beside those that are seen well -------------------------------------------------------------------------------


def _fellows(binary: Pixels, square: Square, known: Sequence[Square], point: float) -> list[Square]:
    """Boxes of the same size in the same row or column, seen less well."""
    down = round(FELLOW_DOWN * point)
    y0, y1 = max(0, square.y - down), min(binary.shape[0], square.y + square.height + down)
    row = (range(binary.shape[1] - square.width), range(square.y - 4, square.y + 5))
    column = (range(square.x - 4, square.x + 5), range(y0, y1 - square.height))
    found: list[Square] = []
    for columns, rows in (row, column):
        for cover, place in _placed(binary, square, columns, rows, small=square.height <= CAPITALS * point):
            free = cover and not any(place.overlaps(other) for other in (square, *found, *known))
            if free and _corners(binary, place) >= 2:
                found.append(place)
    return found


def _placed(
    binary: Pixels, like: Square, columns: range, rows: range, *, small: bool
) -> Iterable[tuple[float, Square]]:
    """Places where a frame of that size has enough ink under it, the best first."""
    y0, y1 = max(0, rows.start - 1), min(binary.shape[0], rows.stop + like.height + 2)
    x0, x1 = max(0, columns.start - 1), min(binary.shape[1], columns.stop + like.width + 2)
    part = (binary[y0:y1, x0:x1] > 0).astype(np.uint8)
    width, height = like.width, like.height
    if part.shape[0] <= height + 2 or part.shape[1] <= width + 2:
        return []
    level = _share(cv2.dilate(part, np.ones((2, 1), np.uint8)), width, 1)
    upright = _share(cv2.dilate(part, np.ones((1, 2), np.uint8)), height, 0)
    high, wide = part.shape[0] - height, part.shape[1] - width
    top, bottom = level[:high, :wide], level[height - 2 : height - 2 + high, :wide]
    left, right = upright[:high, :wide], upright[:high, width - 2 : width - 2 + wide]
    least = np.minimum(np.minimum(top, bottom), np.minimum(left, right))
    mean = (top + bottom + left + right) / 4
    wanted = SMALL_COVER if small else FELLOW_COVER
    good = (least >= wanted[0]) & (mean >= wanted[1])
    ys, xs = np.nonzero(good)
    order = np.argsort(-mean[ys, xs])
    return [(float(mean[ys[i], xs[i]]), Square(x0 + int(xs[i]), y0 + int(ys[i]), width, height)) for i in order[:200]]


def _share(part: Any, length: int, axis: int) -> Any:
    """The share of ink over the next `length` pixels along the axis, from each place."""
    window = (length, 1) if axis else (1, length)
    sums = cv2.boxFilter(part, cv2.CV_32F, window, anchor=(0, 0), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return sums / np.float32(length)
