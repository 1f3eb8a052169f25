"""Dots and blanks behind labels ("Tốt: ......", "Tốt ______") as places for a mark, and whether a hand put one there.

They are no letters: the engine drops a cross on them or makes letters of dots. Those of one block are printed alike,
one as long as the next or all to one end, so what an empty one is they tell themselves; ink over one of them is judged
as that in squares is. What was written over them in letters and figures makes them lines to write on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from parsers.readers.pages.grid import find_grids
from parsers.readers.pages.page import Box, Ruling
from parsers.readers.scan.boxes import FAINT, PAPER, PEN, Seen, judged, stroke_ink
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.letters import read_line
from parsers.readers.scan.pieces import Pieces, boxes_of
from parsers.readers.scan.squares import Square
from parsers.readers.scan.straight import CLOSE, along

DOT = (0.05, 0.24)  # of the font size: a dot's sides
STEP = 0.36  # of the font size: white between one dot and the next
FLAT = 0.26  # of the font size that a row of dots is high
BRIDGE = 1.6  # of the font size that a mark takes out of a row of dots; a label between two of them is wider
LENGTH = (1.3, 18.0)  # of the font size
SEEN, WHOLE = 0.2, 0.7  # of a row of dots that shows beside a mark, and without one
ALIKE = 0.45  # of the font size by which those of a block may differ in length, or in where they end
LEAST_EMPTY, LEAST = 2, 3  # of them in a block: whole ones, and all
LINES = 3.4  # of the font size between the lines of one block
ABOVE, BELOW = 0.78, 0.3  # of the font size over and under the dots, where a mark may be
SMALL = (0.3, 0.16)  # of the font size: a dot that is read as no dot, by its size and its place off the line
LINE = 3  # pixels above and below the middle of a blank that are its own
LABEL = 9.0  # of the font size in which a label ends before it
MARK = 2.0  # of the font size: more inked columns has no mark
SURE = 0.9  # of a figure read over one: it is one
WORD = 3  # letters: a mark is read as fewer


@dataclass(frozen=True, slots=True)
class _Leader:
    """A row of dots or a blank: from `x0` to `x1`, its middle at `y`, in pixels; `seen` is how much of it shows."""

    x0: int
    x1: int
    y: float
    dotted: bool
    seen: int

    @property
    def is_whole(self) -> bool:
        """Whether no mark broke it."""
        return self.seen >= WHOLE * self.length

    @property
    def length(self) -> int:
        return self.x1 - self.x0


def find_leaders(
    binary: Pixels, parts: Pieces, full: Pixels, clean: Pixels, rulings: Sequence[Ruling], point: float, em: float
) -> list[Box]:
    """The leaders of rating blocks, each with its mark judged; `clean` loses them and what stands on them.

    `binary` is the page's ink (255), `parts` what it is made of, `full` has all pens', `em` is the font size in pixels
    (0 where nobody knows it).
    """
    if not em:
        return []
    found: list[Box] = []
    pieces = [*_dotted(binary, parts, em), *_blanks(rulings, point)]
    joined = _joined(binary, pieces, em)
    rows = [*joined, *_apart(pieces, [one for one in joined if one.is_whole], em)]
    sized = [one for one in rows if LENGTH[0] * em <= one.length <= LENGTH[1] * em and one.seen >= SEEN * one.length]
    for block in _blocks([leader for leader in sized if _has_label(binary, leader, em)], em):
        seen = [_look(full, leader, point, em) for leader in block]
        states = judged(seen)
        inked = [leader for leader, state in zip(block, states, strict=True) if state is not False]
        if len(inked) == len(block) or any(_is_written(full, leader, em) for leader in inked):
            continue
        for leader, state in zip(block, states, strict=True):
            entire = any(other is not leader and _is_fellow(leader, other, em) for other in block)
            _erase(clean, binary, leader, em)
            found.append(_box(leader, state if state or entire else None, point, em))
    return found


# --- where they are ------------------------------------------------------------------------------------------------


def _dotted(binary: Pixels, found: Pieces, em: float) -> Iterator[_Leader]:
    """Rows of dots."""
    low, high = DOT[0] * em, DOT[1] * em
    stats = found.stats
    small = (stats[:, 2:4].min(axis=1) >= low) & (stats[:, 2:4].max(axis=1) <= high)
    dots = np.zeros_like(binary)
    for x, y, width, height, _ in stats[small].tolist():
        dots[y : y + height, x : x + width] = 255
    rows = along(dots, (CLOSE, round(STEP * em)), flat=True)
    for x, y, width, height in boxes_of(rows):
        if height <= FLAT * em:  # a lone dot may be what a pen left of the row
            yield _Leader(x, x + width, y + height / 2, dotted=True, seen=width)


def _blanks(rulings: Sequence[Ruling], point: float) -> Iterator[_Leader]:
    """Level lines outside tables."""
    tables = [grid.bbox for grid in find_grids(list(rulings)) if len(grid.cells) > 1]
    for line in rulings:
        inside = any(
            x0 - 2 <= line.start and line.end <= x1 + 2 and top - 2 <= line.at <= end + 2 for x0, top, x1, end in tables
        )
        if line.horizontal and not inside:
            start, end = round(line.start * point), round(line.end * point)
            yield _Leader(start, end, line.at * point, dotted=False, seen=end - start)


def _joined(binary: Pixels, pieces: Sequence[_Leader], em: float) -> list[_Leader]:
    """Those that a mark broke made whole."""
    left = sorted(pieces, key=lambda piece: piece.x0)
    whole: list[_Leader] = []
    while left:
        first = left.pop(0)
        for piece in list(left):
            if piece.x0 - first.x1 > BRIDGE * em:
                break
            if (
                piece.dotted == first.dotted
                and abs(piece.y - first.y) <= SMALL[1] * em
                and (_is_bridged(binary, first, piece, em))
            ):
                first = _Leader(first.x0, max(first.x1, piece.x1), first.y, first.dotted, first.seen + piece.seen)
                left.remove(piece)
        whole.append(first)
    return whole


def _is_bridged(binary: Pixels, first: _Leader, second: _Leader, em: float) -> bool:
    """Whether ink stands between them, no further from either than a dot is from the next."""
    between = binary[max(0, round(first.y - ABOVE * em)) : round(first.y + BELOW * em), first.x1 : second.x0]
    inked = np.flatnonzero(between.any(axis=0))
    return bool(inked.size and inked[0] <= STEP * em and between.shape[1] - inked[-1] <= STEP * em)


def _has_label(binary: Pixels, leader: _Leader, em: float) -> bool:
    """Whether something is printed in its line before it."""
    top, bottom = round(leader.y - ABOVE * em), round(leader.y)
    before = binary[max(0, top) : bottom, max(0, round(leader.x0 - LABEL * em)) : max(0, leader.x0 - 2)]
    return bool(before.size and before.any(axis=0).sum() >= em)


def _blocks(leaders: Sequence[_Leader], em: float) -> Iterator[list[_Leader]]:
    """Those alike that stand in one line or in lines one below the other, and what a mark left of others."""
    left = sorted((one for one in leaders if one.is_whole), key=lambda one: one.y)
    while left:
        block = [left.pop(0)]
        for one in block:
            near = [other for other in left if _together(one, other, em) and _is_fellow(one, other, em)]
            block += near
            left = [other for other in left if other not in near]
        if len(block) >= LEAST_EMPTY:
            rest = [one for one in leaders if any(_together(one, other, em) for other in block)]
            for one in sorted(rest, key=lambda one: min(abs(one.length - other.length) for other in block)):
                fits = any(
                    _in_line(one, other, em) and (_is_fellow(one, other, em) or one.length < other.length)
                    for other in block
                )
                if fits and not any(_overlap(one, other, em) for other in block):
                    block.append(one)
            left = [other for other in left if other not in block]
        if len(block) >= LEAST:
            yield block


def _together(one: _Leader, other: _Leader, em: float) -> bool:
    return one.dotted == other.dotted and abs(one.y - other.y) <= LINES * em


def _is_fellow(one: _Leader, other: _Leader, em: float) -> bool:
    """Whether one is as long as the other, or goes as far in a line of its own."""
    below = abs(one.y - other.y) > em / 2 and abs(one.x1 - other.x1) <= ALIKE * em / 2
    return abs(other.length - one.length) <= ALIKE * em or below


def _in_line(one: _Leader, other: _Leader, em: float) -> bool:
    """Whether they stand in one line, or begin or end one below the other: dots of letters do not."""
    ends = min(abs(one.x0 - other.x0), abs(one.x1 - other.x1)) <= SMALL[1] * em
    return ends or abs(one.y - other.y) <= SMALL[1] * em


def _apart(pieces: Sequence[_Leader], whole: Sequence[_Leader], em: float) -> Iterator[_Leader]:
    """The pieces that are no part of what was made whole."""
    lines = sorted(whole, key=lambda one: one.y)
    heights = [one.y for one in lines]
    for piece in pieces:
        near = lines[bisect_left(heights, piece.y - em / 2) : bisect_right(heights, piece.y + em / 2)]
        if not any(_overlap(piece, other, em) for other in near):
            yield piece


def _overlap(one: _Leader, other: _Leader, em: float) -> bool:
    return abs(one.y - other.y) <= em / 2 and min(one.x1, other.x1) > max(one.x0, other.x0)


# --- what is on them -----------------------------------------------------------------------------------------------


def _place(leader: _Leader, em: float) -> Square:
    top = max(0, round(leader.y - ABOVE * em))
    return Square(leader.x0, top, leader.length, round(leader.y + BELOW * em) - top)


def _inside(full: Pixels, leader: _Leader, em: float) -> Pixels:
    """What stands over a leader, without its own ink."""
    place = _place(leader, em)
    crop = full[place.y : place.y + place.height, place.x : place.x + place.width]
    inside = cv2.GaussianBlur(crop, (3, 3), 0)
    without = _without_dots if leader.dotted else _without_line
    return np.ascontiguousarray(without(inside, leader.y - place.y, em), np.uint8)


def _look(full: Pixels, leader: _Leader, point: float, em: float) -> Seen:
    """The ink over a leader that is not its own."""
    place, inside = _place(leader, em), _inside(full, leader, em)
    (ink, other), (faint, _) = stroke_ink(inside, PAPER), stroke_ink(inside, FAINT)
    side = PEN * point * em
    return Seen(place, ink / side, faint / side, other / side)


def _without_dots(inside: Any, line: float, em: float) -> Any:
    count, labels, stats, middles = cv2.connectedComponentsWithStats((inside < FAINT).astype(np.uint8), connectivity=8)
    own = [
        index
        for index in range(1, count)
        if max(stats[index][2], stats[index][3]) <= SMALL[0] * em and abs(middles[index][1] - line) <= SMALL[1] * em
    ]
    return np.where(np.isin(labels, own), np.uint8(255), inside)


def _without_line(inside: Any, line: float, _: float) -> Any:
    inside = inside.copy()
    inside[max(0, round(line) - LINE) : round(line) + LINE + 1] = 255
    return inside


def _is_written(full: Pixels, leader: _Leader, em: float) -> bool:
    """Whether what stands over it is a word or a figure, or wider than any mark."""
    inside = _inside(full, leader, em)
    if int((inside < PAPER).any(axis=0).sum()) > MARK * em:
        return True
    text = "".join(word.text for word in read_line(inside, 200) if word.confidence >= SURE)
    return any(sign.isdigit() for sign in text) or sum(sign.isalpha() for sign in text) >= WORD


def _erase(clean: Pixels, binary: Pixels, leader: _Leader, em: float) -> None:
    """Takes it out of the picture, and the pieces of ink that stand on it. In place."""
    place, room = _place(leader, em), round(em / 2)
    top, left = max(0, place.y - room), max(0, place.x - room)
    part = (slice(top, place.y + place.height + room), slice(left, place.x + place.width + room))
    clean[place.y : place.y + place.height, place.x : place.x + place.width] = 250
    count, labels, stats, middles = cv2.connectedComponentsWithStats(binary[part], connectivity=8)
    for index in range(1, count):
        x, y = middles[index][0] + left, middles[index][1] + top
        within = place.x <= x <= place.x + place.width and place.y <= y <= place.y + place.height
        if within and stats[index][3] <= 2 * em:
            clean[part][cv2.dilate((labels == index).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 250


def _box(leader: _Leader, checked: bool | None, point: float, em: float) -> Box:
    place = _place(leader, em)
    x0, top = place.x / point, place.y / point
    return Box(x0, top, x0 + place.width / point, top + place.height / point, checked=checked, kind="scan")
