"""Two columns without rulings: the head of a paper (issuer beside motto) and its foot (recipients beside signature)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.readers.pages.lines import WIDE_GAP, Line
from parsers.readers.pages.page import Word

MIDDLE = (0.2, 0.75)  # of the text's width: where the gutter of a two-column head lies
GUTTER = 9.0  # points that must stay free between the columns
NEAR = 2.6  # of the font size: the distance of baselines within one head
SAME_AXIS = 16.0  # points by which centred lines of one column may differ


@dataclass(slots=True)
class TwoColumns:
    """Lines of the left and of the right column."""

    left: list[Line]
    right: list[Line]
    gutter: float  # its middle, in points


def split_columns(lines: Sequence[Line], left: float, right: float) -> list[Line | TwoColumns]:
    """The lines in order, runs of two-column lines put together."""
    result: list[Line | TwoColumns] = []
    index = 0
    while index < len(lines):
        run, gutter = _run(lines, index, left, right)
        if len(run) > 1 and gutter is not None:
            result.append(_columns(run, gutter))
            index += len(run)
        else:
            result.append(lines[index])
            index += 1
    return result


def _run(lines: Sequence[Line], start: int, left: float, right: float) -> tuple[list[Line], float | None]:
    """The longest run from `start` on that one gutter parts, with two lines or more on each side."""
    low, high = left + MIDDLE[0] * (right - left), left + MIDDLE[1] * (right - left)
    free = (low, high)
    run: list[Line] = []
    best: tuple[list[Line], float | None] = ([], None)
    both = 0
    for line in lines[start:]:
        if run and (line.page != run[-1].page or line.baseline - run[-1].baseline > NEAR * max(line.size, 10)):
            break
        if any(word.box is not None for word in line.words):
            break
        narrowed = _narrow(line.words, free)
        if narrowed is None:
            break
        parted = line.x0 < narrowed[0] and line.x1 > narrowed[1]
        if not parted and not run and not _followed(lines, start, narrowed):
            break
        free, both = narrowed, both + parted
        run = [*run, line]
        if parted or _aligned(run, line, (free[0] + free[1]) / 2):
            best = (run, (free[0] + free[1]) / 2)
    return best if both >= 2 or (both == 1 and len(best[0]) > 2) else ([], None)


def _followed(lines: Sequence[Line], start: int, free: tuple[float, float]) -> bool:
    """A line on one side alone begins a head only where the next line has both sides."""
    if start + 1 >= len(lines):
        return False
    following = lines[start + 1]
    narrowed = _narrow(following.words, free)
    return narrowed is not None and following.x0 < narrowed[0] and following.x1 > narrowed[1]


def _narrow(words: Sequence[Word], free: tuple[float, float]) -> tuple[float, float] | None:
    """The widest part of `free` that no word touches; None where too little is left."""
    edges = sorted((word.x0, word.x1) for word in words)
    best: tuple[float, float] | None = None
    position = free[0]
    for x0, x1 in [*edges, (free[1], free[1])]:
        gap = (position, min(x0, free[1]))
        if gap[1] - gap[0] > (best[1] - best[0] if best else max(GUTTER, WIDE_GAP * 8)):
            best = gap
        position = max(position, x1)
    return best


def _aligned(run: list[Line], line: Line, gutter: float) -> bool:
    """Whether a one-sided line stands on the axis (or the edge) of its side's lines before it."""
    side = line.x0 > gutter
    for other in run[:-1]:
        words = [word for word in other.words if (word.x0 > gutter) == side]
        if not words:
            continue
        axis = (words[0].x0 + words[-1].x1) / 2
        if abs(axis - (line.x0 + line.x1) / 2) < SAME_AXIS or abs(words[0].x0 - line.x0) < 3:
            return True
    return False


def _columns(run: list[Line], gutter: float) -> TwoColumns:
    left, right = [], []
    for line in run:
        sides: tuple[list[Word], list[Word]] = ([], [])
        for word in line.words:
            sides[word.x0 > gutter].append(word)
        if sides[0]:
            left.append(Line(sides[0], line.page))
        if sides[1]:
            right.append(Line(sides[1], line.page))
    return TwoColumns(left, right, gutter)
