"""Check boxes typed as brackets, "[ ]" and "( )", on a scanned page, and whether a hand marked them.

An empty pair is seen by its two signs. Where several of one kind and width stand in a block, their own shapes are laid
over the lines around: a pair that a pen ran through, which the engine would read as letters, still has the ink of both
signs under it. What ink there is besides them is judged by the block's other pairs, as that of printed squares is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.readers.pages.page import Box
from parsers.readers.scan.boxes import FAINT, PAPER, PEN, Seen, judged, stroke_ink
from parsers.readers.scan.groups import grouped, in_step
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.pieces import Pieces
from parsers.readers.scan.squares import Square

Mask = NDArray[np.uint8]

HEIGHT = (7.0, 24.0)  # points of a bracket
WIDTH = (0.06, 0.5)  # of its height
STROKE = 0.26  # of its height that its stroke is thick
BOW = 0.02  # of its height by which its middle lies off the line from end to end
ENDS, MIDDLE = 0.08, 0.3  # of its height: the rows of an end, those of the middle
GAP = (0.2, 4.0)  # of the height between the two signs of a pair
LEVEL = 0.16  # of the height by which the two may differ in place and in height
DOT = 0.3  # of the height: what stands in an empty pair is no higher (a row of dots)
LETTER = 1.15  # of the height: the widest typed mark
SAME = 0.12  # of height and width by which pairs of one block may differ
LINES = 48.0  # points between the lines of one block
ALONG = 420.0  # points along one line
LEAST_EMPTY, LEAST_PAIRS = 2, 3  # pairs that a block must have: empty ones; of any kind where one alone is empty
AROUND = 64.0  # points above and below the block in which it may go on; twice as far from a pair that is alone
IN_LINE = 4  # pixels that pairs of one column or one row may be off
COVER, LEAST = 0.88, 0.8  # of the two signs' ink that must lie under them, and of each
FREE_COVER, FREE_LEAST = 0.94, 0.88  # the same of a pair that is in no column and in no row with another
TIPS = 0.12  # of the height: both ends of a sign, which go above and below most letters
TIPS_COVER = 0.7  # of the ends' ink
BESIDE = (0.06, 0.2)  # of the height beside a pair, where letters keep off
WHITE = 0.3  # of its columns that a stroke may cross
DOTS = (0.65, 0.92)  # of the height, from the top: where the middle of a dot lies
OVERSHOOT = 1.3  # of the height: a larger rest of a mark outside its pair may be a letter that it touches


@dataclass(frozen=True, slots=True)
class _Sign:
    """One bracket: its place and its ink."""

    x: int
    y: int
    mask: Mask

    @property
    def height(self) -> int:
        return int(self.mask.shape[0])

    @property
    def end(self) -> int:
        return self.x + int(self.mask.shape[1])


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two brackets, as the box around them and the ink of both in it."""

    place: Square
    mask: Mask
    opening: int  # columns of the first sign

    @property
    def halves(self) -> tuple[Mask, Mask]:
        """The ink of each sign alone."""
        first, second = self.mask.copy(), self.mask.copy()
        first[:, self.opening :], second[:, : self.opening] = 0, 0
        return first, second


def find_brackets(binary: Pixels, pieces: Pieces, full: Pixels, point: float) -> list[Box]:
    """The pairs of every block, each with its mark judged.

    `binary` is the page's ink (255) and `pieces` what it is made of, `full` has all pens'.
    """
    found: list[tuple[_Pair, bool | None]] = []
    empty, filled = _pairs(binary, pieces, point)
    for block in grouped(empty, lambda one, other: _together(one.place, other.place, point)):
        lone = len(block) < LEAST_EMPTY
        if lone:
            block = [*block, *(pair for pair in filled if _is_marked(pair.place, block[0].place, point))]
        typed = [pair for pair in filled if _is_of(pair.place, block) and not _is_seen(pair.place, block)]
        fellows = _fellows(binary, [*block, *typed], point, sure=lone)
        if lone and len(block) + len(fellows) < LEAST_PAIRS:
            continue
        pairs = [*block, *typed, *fellows]
        states = judged([_look(full, pair, point) for pair in pairs])
        known = [pair for pair, _ in found]  # blocks one below the other may reach into each other
        found += [one for one in zip(pairs, states, strict=True) if not _is_seen(one[0].place, known)]
    return [_box(pair, checked, point) for pair, checked in found]


def erase(box: Box, clean: Pixels, binary: Pixels, point: float) -> None:
    """Takes a pair out of both pictures, and what of its mark runs over it. In place."""
    x0, y0, x1, y1 = (round(value * point) for value in (box.x0, box.top, box.x1, box.bottom))
    x0, y0, x1, y1 = max(0, x0 - 2), max(0, y0 - 2), x1 + 3, y1 + 3
    clean[y0:y1, x0:x1], binary[y0:y1, x0:x1] = 255, 0
    most = round(OVERSHOOT * (y1 - y0))
    left, top = max(0, x0 - most - 3), max(0, y0 - most - 3)
    around = binary[top : y1 + most + 3, left : x1 + most + 3]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(around, connectivity=8)
    for index in range(1, count):
        x, y, width, height = (int(value) for value in stats[index][:4])
        x, y = x + left, y + top
        touches = x <= x1 and x + width >= x0 and y <= y1 and y + height >= y0
        if touches and max(width, height) <= most:
            own = cv2.dilate((labels == index).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            clean[top : y1 + most + 3, left : x1 + most + 3][own], around[own] = 255, 0


# --- empty ones ----------------------------------------------------------------------------------------------------


def _pairs(binary: Pixels, pieces: Pieces, point: float) -> tuple[list[_Pair], list[_Pair]]:
    """Two whole signs with nothing between them, and with something no wider than a letter: a mark may be typed."""
    signs = list(_signs(pieces, point))
    openings = [sign for sign, opens in signs if opens]
    closings = [sign for sign, opens in signs if not opens]
    empty: list[_Pair] = []
    filled: list[_Pair] = []
    for first in openings:
        height = first.height
        near = [
            second
            for second in closings
            if GAP[0] * height <= second.x - first.end <= GAP[1] * height
            and abs(second.y - first.y) <= LEVEL * height
            and abs(second.height - height) <= LEVEL * height
        ]
        second = min(near, key=lambda sign: sign.x, default=None)
        if second is not None and _is_empty(binary, first, second):
            empty.append(_pair(first, second))
        elif second is not None and second.x - first.end <= LETTER * height:
            filled.append(_pair(first, second))
    return empty, filled


def _is_marked(place: Square, empty: Square, point: float) -> bool:
    """Whether a pair with something in it is printed as the empty one is, in one line or one column with it."""
    in_line = abs(place.y - empty.y) <= IN_LINE or abs(place.x - empty.x) <= IN_LINE
    return in_line and _together(place, empty, point)


def _is_of(place: Square, block: Sequence[_Pair]) -> bool:
    """Whether a pair of another width is one of the block: of its height, in one of its rows or its column."""
    alike = [pair.place for pair in block if abs(pair.place.height - place.height) <= SAME * place.height]
    row = any(abs(place.y - other.y) <= IN_LINE for other in alike)
    near = any(abs(place.y - other.y) <= 2 * LINES for other in alike)
    column = sum(min(abs(place.x - other.x), abs(place.x + place.width - other.x - other.width)) <= IN_LINE
                 for other in alike)  # fmt: skip
    return row or (near and column >= LEAST_EMPTY)


def _signs(pieces: Pieces, point: float) -> Iterator[tuple[_Sign, bool]]:
    """What looks like a bracket, and whether it opens."""
    labels, stats = pieces.labels, pieces.stats
    heights, widths = stats[:, 3], stats[:, 2]
    fits = (heights >= HEIGHT[0] * point) & (heights <= HEIGHT[1] * point)
    fits &= (widths >= WIDTH[0] * heights) & (widths <= WIDTH[1] * heights)
    fits[0] = False
    for index in np.flatnonzero(fits):
        x, y, width, height = (int(value) for value in stats[index][:4])
        piece = (labels[y : y + height, x : x + width] == index).astype(np.uint8)
        bow = _bow(piece)
        if abs(bow) >= BOW:
            yield _Sign(x, y, piece), bow < 0


def _bow(piece: Mask) -> float:
    """How far the stroke's middle lies right of its ends, in its heights; 0 for what is no single stroke."""
    height, width = piece.shape
    first, last = piece.argmax(axis=1), width - 1 - piece[:, ::-1].argmax(axis=1)
    runs = last - first + 1
    if (piece.sum(axis=1) < runs).mean() > 0.1 or float(np.median(runs)) > STROKE * height:
        return 0.0
    end, middle = max(1, round(ENDS * height)), round(MIDDLE * height / 2)
    centre = (first + last) / 2
    top, bottom = (
        float(centre[: end + 1][runs[: end + 1].argmax()]),
        float(centre[-end - 1 :][runs[-end - 1 :].argmax()]),
    )
    within = float(centre[height // 2 - middle : height // 2 + middle + 1].mean())
    if (within - top) * (within - bottom) <= 0 and abs(top - bottom) > 0.3 * height:
        return 0.0
    return float((within - (top + bottom) / 2) / height)


def _is_empty(binary: Pixels, first: _Sign, second: _Sign) -> bool:
    """Whether nothing stands between the signs, or a row of dots."""
    inside = binary[first.y : first.y + first.height, first.end : second.x]
    rows = np.flatnonzero((inside > 0).any(axis=1))
    return rows.size == 0 or int(rows[-1] - rows[0]) + 1 <= DOT * first.height


def _pair(first: _Sign, second: _Sign) -> _Pair:
    top = min(first.y, second.y)
    bottom = max(first.y + first.height, second.y + second.height)
    mask = np.zeros((bottom - top, second.end - first.x), np.uint8)
    for sign in (first, second):
        height, width = sign.mask.shape
        mask[sign.y - top : sign.y - top + height, sign.x - first.x : sign.x - first.x + width] |= sign.mask
    place = Square(first.x, top, mask.shape[1], mask.shape[0])
    return _Pair(place, mask, (first.end + second.x) // 2 - first.x)


def _together(one: Square, other: Square, point: float) -> bool:
    if abs(one.height - other.height) > SAME * one.height or abs(one.width - other.width) > SAME * one.width + 2:
        return False
    lines = 2 if abs(one.x - other.x) <= IN_LINE else 1  # in a column a marked one may stand between
    return abs(one.y - other.y) <= lines * LINES * point and abs(one.x - other.x) <= ALONG * point


# --- those that a pen ran through ------------------------------------------------------------------------------------


def _fellows(binary: Pixels, block: Sequence[_Pair], point: float, *, sure: bool) -> list[_Pair]:
    """Places around where the ink of an empty pair lies under something more; none in doubt if they must be `sure`."""
    like = min(block, key=lambda pair: abs(pair.place.width - float(np.median([p.place.width for p in block]))))
    height, width = like.mask.shape
    around, along = round(AROUND * (2 if sure else 1) * point), round(ALONG * point)
    top = max(0, min(pair.place.y for pair in block) - around)
    bottom = max(pair.place.y for pair in block) + height + around
    left = max(0, min(pair.place.x for pair in block) - along)
    right = max(pair.place.x for pair in block) + width + along
    part = (binary[top:bottom, left:right] > 0).astype(np.uint8)
    if part.shape[0] <= height or part.shape[1] <= width:
        return []
    ink = cv2.dilate(part, np.ones((3, 3), np.uint8)).astype(np.float32)
    halves = like.halves
    covers = [_cover(ink, half) for half in halves]
    sizes = [float(half.sum()) for half in halves]
    least = np.minimum(covers[0], covers[1])
    tips = _cover(ink, _tips(like.mask))
    mean = (covers[0] * sizes[0] + covers[1] * sizes[1]) / sum(sizes)
    rows, columns = np.nonzero((mean >= COVER) & (least >= LEAST) & (tips >= TIPS_COVER))
    order = np.argsort(-mean[rows, columns])
    lines = [pair.place.y for pair in block]
    found: list[_Pair] = []
    for index in order:
        y, x = int(rows[index]), int(columns[index])
        place = Square(x + left, y + top, width, height)
        covered = mean[y, x] >= FREE_COVER and least[y, x] >= FREE_LEAST
        stepped = covered and in_step(place.y, lines, place.height / 2, IN_LINE + 2)
        if not stepped and (not _in_line(place, block) or (sure and not covered)):
            continue
        if _is_seen(place, [*block, *found]) or not _stands_alone(part, x, y, width, height):
            continue
        found.append(_Pair(place, like.mask, like.opening))
    return found


def _cover(ink: Any, half: Mask) -> Any:
    """At each place, the share of the sign's ink that has ink under it."""
    return cv2.matchTemplate(ink, half.astype(np.float32), cv2.TM_CCORR) / max(1.0, float(half.sum()))


def _tips(mask: Mask) -> Mask:
    """The ends of both signs."""
    tips, end = mask.copy(), max(2, round(TIPS * mask.shape[0]))
    tips[end:-end] = 0
    return tips


def _in_line(place: Square, block: Sequence[_Pair]) -> bool:
    """In one row with a pair that is seen, or in the column of two; of the only one, where one alone is."""
    column = sum(abs(place.x - pair.place.x) <= IN_LINE for pair in block)
    return column >= min(LEAST_EMPTY, len(block)) or any(abs(place.y - pair.place.y) <= IN_LINE for pair in block)


def _is_seen(place: Square, pairs: Iterable[_Pair]) -> bool:
    return any(_meet(place, pair.place) for pair in pairs)


def _meet(one: Square, other: Square) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0 and down > 0


def _stands_alone(part: Mask, x: int, y: int, width: int, height: int) -> bool:
    """Whether letters keep off the pair on both sides."""
    near, far = round(BESIDE[0] * height), round(BESIDE[1] * height)
    rows = slice(y, y + height)
    sides = (part[rows, max(0, x - far) : max(0, x - near)], part[rows, x + width + near : x + width + far])
    return all(side.size == 0 or float(side.mean(axis=0).max()) <= WHITE for side in sides)


# --- what is in them -----------------------------------------------------------------------------------------------


def _look(full: Pixels, pair: _Pair, point: float) -> Seen:
    """The pair and the ink in it that is not the signs' own."""
    place = pair.place
    crop = full[place.y : place.y + place.height, place.x : place.x + place.width]
    own = cv2.dilate(pair.mask, np.ones((5, 5), np.uint8))[: crop.shape[0], : crop.shape[1]] > 0
    inside = _without_dots(np.where(own, np.uint8(255), cv2.GaussianBlur(crop, (3, 3), 0)).astype(np.uint8))
    ink, other = stroke_ink(inside, PAPER)
    faint, _ = stroke_ink(inside, FAINT)
    side = PEN * point * place.height
    return Seen(place, ink / side, faint / side, other / side)


def _without_dots(inside: Mask) -> Mask:
    """Without the dots that were printed between the signs."""
    height = inside.shape[0]
    count, labels, stats, middles = cv2.connectedComponentsWithStats((inside < FAINT).astype(np.uint8), connectivity=8)
    low = [
        index
        for index in range(1, count)
        if stats[index][3] <= DOT * height and DOTS[0] <= middles[index][1] / height <= DOTS[1]
    ]
    return np.where(np.isin(labels, low), np.uint8(255), inside).astype(np.uint8) if low else inside


def _box(pair: _Pair, checked: bool | None, point: float) -> Box:
    x0, top = pair.place.x / point, pair.place.y / point
    width, height = pair.place.width / point, pair.place.height / point
    return Box(x0, top, x0 + width, top + height, checked=checked, kind="scan")
