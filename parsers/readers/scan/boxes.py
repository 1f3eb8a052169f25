"""Check boxes of a scanned page: where they stand (`squares`), and which have a mark in them.

A mark is ink that holds together; how much of it tells a mark from grain and from what shines through is judged by the
other boxes of the block: they were printed alike, and most of them are empty. Where the ink leaves a doubt, so does the
answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from models.document import BBox
from parsers.readers.pages.page import Box
from parsers.readers.scan.groups import grouped
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.outlines import Outline, find_outlines, resized
from parsers.readers.scan.squares import Square, find_squares

PAPER = 222  # grey of the evened paper, less the faintest stroke of a pen
FAINT = 238  # grey that paper with show-through does not reach
BLACK = 120  # as dark as it gets in a stroke
MOST_EDGE = 9  # pixels that a printed edge may be thick
EDGE_COVER = 0.5  # of a row that belongs to the edge
BLUR = 3  # pixels inside the edge that it darkens
MOST_MARGIN = 0.3  # of the side: a filled box is dark to its middle
PEN = 1.15  # points: a stroke's width, by which ink is reckoned into length
PIECE = 0.2  # of the inside: smaller pieces are grain
STROKE = 0.35  # of the inside: a smaller piece is a mark only where it is drawn thin
BLOT = 0.68  # of its own box that a blot fills; a small x fills half
EDGE_PIECE = 4  # pixels: a piece no thicker, along the inside's border, is the edge itself
THICK_EDGE, LONG_EDGE, OUTER = 8, 0.5, 0.25  # pixels, of the side, of the inside from its border: a line of the frame
EMPTY = 0.1  # strokes of so many sides' length: grain, and what is left of an edge
MARKED = 0.2  # the shortest mark
ABOVE = (0.08, 0.17)  # over the block's empty boxes: still empty, surely marked
BLOTS = 0.12  # over the block's other boxes: more than what grain and an edge leave
BESIDE = 0.2  # of the block's heaviest mark: less is ink, but is it a mark?
NOTHING = 0.12  # of a mark that is plain: a hand that drew it drew no other so short
SPECKS, PLAIN = 0.25, 1.0  # strokes no longer beside a mark so long: specks
DOUBLE = 0.3  # of its box that the inside of a double frame takes, or less
LEAST_WALLED = 2  # boxes of a block that must have a second edge within
WALL, WALL_COVER = 9, 0.6  # pixels in which that edge lies, and how much of it each box of the block has
LONE_MARKED = 0.5  # as MARKED, of a box that stands alone
RIM, NEAR, WITHIN = 2, 0.35, 0.2  # pixels about a box that its edge takes; sides about it, and from its edge to within
ACROSS = 0.2  # strokes so long, both about a box and within, that hold together with its edge: a mark across that
CROWDED = 0.25  # the emptiest boxes of a block have so much: all are filled, or the page is dirty
SAME_SIZE = 0.3  # of their size that boxes of a block may differ
SAME_EDGE = 5  # pixels by which edges in one line may differ
OTHER_SIZE = 0.2  # of its height or width that a box may differ from one in line with it
ROW, COLUMN = 8.0, 10.0  # points that boxes of one row, one column may stand off the line
APART = (420.0, 75.0)  # points between boxes of one block, side by side and one below the other


Place = tuple[Square, Pixels | None]  # a box, and where in it a mark may be where that is known (255)


@dataclass(frozen=True, slots=True)
class Seen:
    """A box and the strokes in it, in lengths of its side; `faint` are those that are hardly darker than paper.

    `other` is ink that is no stroke: a blot, or a line that one of its own edges would be, were it seen a little off;
    `across` are strokes that hold together with its edge, the lesser of those about the box and those within.
    """

    square: Square
    ink: float
    faint: float
    other: float
    inside: Pixels | None = None  # of a frame that is no square: 255 where a mark may be
    across: float = 0.0


def find_boxes(grey: Pixels, full: Pixels, point: float, stamps: Sequence[BBox] = ()) -> list[Box]:
    """The boxes of a page, each with its mark judged; `full` has the ink of all pens, `point` is pixels a point.

    Under `stamps` (boxes in points) only what `grey` shows is a mark: the rest may be the stamp's ink.
    """
    squares = find_squares(grey, point)
    outlines, walled = find_outlines(grey, point, squares)
    rivals = grouped(squares, lambda one, other: _together(one, other, point))
    known = [block for block in outlines if _are_known(block, squares)]
    others = [block for block in outlines if block not in known and not _is_part(block, rivals)]
    empty = [frame for block in known for frame in block if frame.empty]
    drawn = [frame.square for block in others for frame in block]
    squares = [square for square in squares if not any(square.overlaps(other) for other in drawn)
               and not any(_is_same(frame.square, square) for frame in empty)]  # fmt: skip
    places: list[Place] = [*((square, None) for square in squares), *((frame.square, frame.inside) for frame in empty)]
    alike = grouped(places, lambda one, other: _together(one[0], other[0], point))
    blocks = [[_look(full, *place, point) for place in _walled(block, walled, full)] for block in alike]
    seen = [one for block in blocks for one in block]
    blocks += [[_look(full, one.square, one.inside, point) for one in block] for block in others]
    found: list[Box] = []
    for block in blocks:
        block = [_less_stamp(_with_below(full, one, block, point), grey, stamps, point) for one in block]
        for one, checked in zip(block, judged(block), strict=True):
            odd = any(_is_odd(one.square, other.square, point) for other in seen)
            unsure = (odd and not checked) or _may_be_wall(one, block, walled)
            found.append(_box(one.square, point, None if unsure else checked))
    return found


def judge_frames(full: Pixels, frames: Sequence[Box], point: float) -> list[Box]:
    """Frames (points) that are known to be a block, with their marks judged."""
    squares = [
        Square(*(round(value * point) for value in (one.x0, one.top, one.x1 - one.x0, one.bottom - one.top)))
        for one in frames
    ]
    states = judged([_look(full, square, None, point) for square in squares])
    return [_box(square, point, state) for square, state in zip(squares, states, strict=True)]


def _walled(block: Sequence[Place], walled: dict[Square, Pixels], grey: Pixels) -> list[Place]:
    """A block whose frames are double ones or thick, by two of them: what its marked ones have within is no mark.

    The second edge is printed in each: one without it tells that what is in the others was drawn.
    """
    insides = [walled[square] for square, _ in block if square in walled]
    if len(insides) < LEAST_WALLED:
        return list(block)
    high, wide = (size - RIM for size in insides[0].shape)
    as_large = [
        square for square, _ in block if square not in walled and square.width >= wide and square.height >= high
    ]
    if not all(_has_wall(grey, square, resized(insides[0], square)) for square in as_large):
        return list(block)
    return [(square, walled.get(square, resized(insides[0], square)) if mask is None else mask)
            for square, mask in block]  # fmt: skip


def _may_be_wall(one: Seen, block: Sequence[Seen], walled: dict[Square, Pixels]) -> bool:
    """Whether all that is in a box may be a second edge, for no other box of its size is there to tell."""
    return one.inside is None and one.square in walled and not any(
        other.square.width >= one.square.width - RIM and other.square.height >= one.square.height - RIM
        for other in block if other.square not in walled
    )  # fmt: skip


def _has_wall(grey: Pixels, square: Square, inside: Pixels) -> bool:
    """Whether ink goes along the border of the inside."""
    dark = (grey[square.y : square.y + square.height, square.x : square.x + square.width] < PAPER).astype(np.uint8)
    near = cv2.dilate(dark, np.ones((WALL, WALL), np.uint8))
    border = inside - cv2.erode(inside, np.ones((3, 3), np.uint8))
    return bool(near[border > 0].mean() >= WALL_COVER)


def _are_known(block: Sequence[Outline], squares: Sequence[Square]) -> bool:
    """Whether each frame of a block is seen as a square, and is no double one: that tells more."""
    return all(
        float(frame.inside.mean()) >= 255 * DOUBLE and any(_is_same(frame.square, square) for square in squares)
        for frame in block
    )


def _is_part(block: Sequence[Outline], rivals: Sequence[Sequence[Square]]) -> bool:
    """Whether squares tell more boxes where the frames of a block are, and these are no double ones."""
    plain = all(float(frame.inside.mean()) >= 255 * DOUBLE for frame in block)
    return plain and any(
        len(rival) > len(block) and any(square.overlaps(frame.square) for square in rival for frame in block)
        for rival in rivals
    )


def _is_same(one: Square, other: Square) -> bool:
    edges = zip((one.x, one.y, one.x + one.width, one.y + one.height),
                (other.x, other.y, other.x + other.width, other.y + other.height), strict=True)  # fmt: skip
    return max(abs(first - second) for first, second in edges) <= SAME_EDGE


def _less_stamp(one: Seen, grey: Pixels, stamps: Sequence[BBox], point: float) -> Seen:
    """What is seen in a box that a stamp touches, without the stamp's ink; how much that was is a doubt."""
    if not any(_touches(one.square, stamp, point) for stamp in stamps):
        return one
    bare = _look(grey, one.square, one.inside, point)
    return replace(bare, other=max(bare.other, one.ink - bare.ink))


def _touches(square: Square, stamp: BBox, point: float) -> bool:
    x0, top, x1, bottom = (value * point for value in stamp)
    return x0 < square.x + square.width and square.x < x1 and top < square.y + square.height and square.y < bottom


def _box(square: Square, point: float, checked: bool | None) -> Box:
    x0, top = square.x / point, square.y / point
    return Box(x0, top, x0 + square.width / point, top + square.height / point, checked=checked, kind="scan")


# --- what is in them -----------------------------------------------------------------------------------------------


def _look(grey: Pixels, square: Square, mask: Pixels | None, point: float) -> Seen:
    """The box and its ink; grain and the printed edge, or what lies outside `mask`, are left out."""
    crop = grey[square.y : square.y + square.height, square.x : square.x + square.width]
    side = PEN * point * min(square.width, square.height)
    across = _across(grey, square) / side
    if mask is not None:
        inside: Any = np.where(mask > 0, cv2.GaussianBlur(crop, (3, 3), 0), np.uint8(255))
        (ink, other), (faint, _) = stroke_ink(inside, PAPER), stroke_ink(inside, FAINT)
        return Seen(square, ink / side, faint / side, other / side, mask, across)
    top, bottom, left, right = (_margin(side) for side in (crop, crop[::-1], crop.T, crop.T[::-1]))
    inside = cv2.GaussianBlur(crop, (3, 3), 0)[top : crop.shape[0] - bottom, left : crop.shape[1] - right]
    if min(inside.shape) < 3:
        return Seen(square, 0.0, 0.0, 0.0, None, across)
    ink, other = stroke_ink(inside, PAPER)
    faint, _ = stroke_ink(inside, FAINT)
    return Seen(square, ink / side, faint / side, other / side, None, across)


def _across(grey: Pixels, square: Square) -> float:
    """The ink that holds together with a box's edge, about the box or within, whichever is less, in pixels."""
    side = min(square.width, square.height)
    reach, within = round(NEAR * side), round(WITHIN * side)
    x, y = max(0, square.x - reach), max(0, square.y - reach)
    around = grey[y : square.y + square.height + reach, x : square.x + square.width + reach]
    _, labels = cv2.connectedComponents((around < PAPER).astype(np.uint8), connectivity=8)
    left, top = square.x - x, square.y - y
    box = labels[top : top + square.height, left : left + square.width]
    edge = np.concatenate([box[0], box[-1], box[:, 0], box[:, -1]])
    own = np.isin(labels, edge[edge > 0])
    inner = own[top : top + square.height, left : left + square.width][within:-within, within:-within].sum()
    own[max(0, top - RIM) : top + square.height + RIM, max(0, left - RIM) : left + square.width + RIM] = False
    return float(min(inner, own.sum()))


def _with_below(full: Pixels, one: Seen, block: Sequence[Seen], point: float) -> Seen:
    """The box with what lies between it and the next one of its column: a mark there is nobody's."""
    x, foot, side = one.square.x, one.square.y + one.square.height, min(one.square.width, one.square.height)
    below = [
        other.square.y for other in block if abs(other.square.x - x) <= SAME_EDGE and other.square.y > one.square.y
    ]
    strip = full[foot + RIM : max(0, min(below) - RIM), x : x + one.square.width] if below else full[:0]
    if not 2 < strip.shape[0] <= 2 * side:
        return one
    ink = np.count_nonzero(cv2.medianBlur(strip, 3) < PAPER) / (PEN * point * side)
    return replace(one, across=max(one.across, ink))


def stroke_ink(inside: Pixels, paper: int) -> tuple[float, float]:
    """The ink of the strokes, and that of blots and of lines near the border, in pixels of full black."""
    dark = (inside < paper).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    depth = np.clip((paper + 20.0 - inside) / (paper + 20.0 - BLACK), 0, 1)
    ink = other = 0.0
    for index in range(1, count):
        if _is_edge(stats[index], dark.shape):
            other += float(depth[labels == index].sum())
        elif (span := _span(stats[index], dark.shape)) >= PIECE:
            length = float(depth[labels == index].sum())
            ink, other = (
                (ink + length, other) if span >= STROKE or _fill(stats[index]) < BLOT else (ink, other + length)
            )
    return ink, other


def _is_edge(stat: Any, shape: tuple[int, ...]) -> bool:
    x, y, width, height = (int(value) for value in stat[:4])
    thin, long, place, room, span = (
        (height, width, y + height / 2, shape[0], shape[1])
        if width >= height
        else (width, height, x + width / 2, shape[1], shape[0])
    )
    return thin <= THICK_EDGE and long >= LONG_EDGE * span and not OUTER < place / room < 1 - OUTER


def _margin(crop: Pixels) -> int:
    """Rows from the first that the printed edge and its blur take."""
    inked = (crop[:MOST_EDGE] < PAPER).mean(axis=1) >= EDGE_COVER
    first = int(np.argmax(inked)) if inked.any() else 0
    white = np.flatnonzero(~inked[first:])
    edge = first + int(white[0]) if white.size else len(inked)
    return int(min(edge + BLUR, round(MOST_MARGIN * crop.shape[0])))


def _fill(stat: Any) -> float:
    """How much of its own box a piece of ink takes."""
    return float(stat[4]) / float(stat[2] * stat[3])


def _span(stat: Any, shape: tuple[int, ...]) -> float:
    """The greater side of a piece of ink, as a share of the inside; 0 for what the edge left along the border."""
    x, y, width, height = (int(value) for value in stat[:4])
    at_edge = x == 0 or y == 0 or x + width == shape[1] or y + height == shape[0]
    if at_edge and min(width, height) <= EDGE_PIECE:
        return 0.0
    return max(width, height) / min(shape)


def judged(block: Sequence[Seen]) -> list[bool | None]:
    """Each box of a block by the others: printed alike, most are empty."""
    if len(block) == 1:
        one = block[0]
        is_empty = one.faint + one.other <= EMPTY and one.across < ACROSS
        return [True if one.ink >= LONE_MARKED else False if is_empty else None]
    base, faint = _of_empty([one.ink for one in block]), _of_empty([one.faint for one in block])
    if base >= CROWDED:
        clean = [one for one in block if one.ink <= EMPTY]
        if not clean:
            return [None] * len(block)
        base, faint = max(one.ink for one in clean), max(one.faint for one in clean)  # too many are marked
    most, blots = max(one.ink for one in block), _of_empty([one.other for one in block])
    states = [_state_beside(one.ink, base, most) for one in block]
    doubts = [_has_specks(one, faint, blots) and not _is_clean_beside(one, most) for one in block]
    if True not in states:  # else what lies across an edge may be the mark of the next box
        doubts = [doubt or one.across >= ACROSS for doubt, one in zip(doubts, block, strict=True)]
    return [None if state is False and doubt else state for state, doubt in zip(states, doubts, strict=True)]


def _has_specks(one: Seen, faint: float, blots: float) -> bool:
    return one.faint >= max(EMPTY, faint) + ABOVE[1] or one.other >= blots + BLOTS


def _is_clean_beside(one: Seen, most: float) -> bool:
    """Whether what is in an empty box is nothing beside a mark that is plain."""
    return most >= PLAIN and max(one.faint, one.ink) + one.other <= SPECKS


def _of_empty(inks: list[float]) -> float:
    """What an empty box of the block has: the median of the lower half."""
    lower = sorted(inks)[: (len(inks) + 1) // 2]
    return lower[len(lower) // 2]


def _state_beside(ink: float, base: float, most: float) -> bool | None:
    """What a box's ink says in a block whose heaviest mark is `most`."""
    if EMPTY < ink < BESIDE * most:
        return False if most >= PLAIN and ink <= min(SPECKS, NOTHING * most) else None
    return _state(ink, base)


def _state(ink: float, base: float) -> bool | None:
    if ink <= max(EMPTY, base + ABOVE[0]):
        return False
    return True if ink >= max(MARKED, base + ABOVE[1]) else None


# --- which belong together -----------------------------------------------------------------------------------------


def _is_odd(one: Square, other: Square, point: float) -> bool:
    """Whether a box is as wide as another in its row or column and not as high, or as high and not as wide.

    Then a dash, or a stroke from edge to edge, closed it early.
    """
    across, down = abs(one.x - other.x), abs(one.y - other.y)
    right, foot = abs(one.x + one.width - other.x - other.width), abs(one.y + one.height - other.y - other.height)
    wide, high = other.width - one.width, other.height - one.height
    near = across <= APART[0] * point and down <= APART[1] * point
    in_line = min(across, right) <= SAME_EDGE or min(down, foot) <= SAME_EDGE
    low = abs(wide) <= SAME_EDGE and high > OTHER_SIZE * other.height
    narrow = abs(high) <= SAME_EDGE and wide > OTHER_SIZE * other.width
    return near and in_line and (low or narrow)


def _together(one: Square, other: Square, point: float) -> bool:
    if abs(one.width - other.width) > SAME_SIZE * one.width or abs(one.height - other.height) > SAME_SIZE * one.height:
        return False
    across, down = abs(one.x - other.x) / point, abs(one.y - other.y) / point
    return (down <= ROW and across <= APART[0]) or (across <= COLUMN and down <= APART[1])
