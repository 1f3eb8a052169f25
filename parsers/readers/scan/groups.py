"""What stands together: places for a mark that are one block by a rule of their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

STEPS = (0.5, 1.0, 2.0, 3.0)  # of the step between two lines of a block: where other lines of it may be

Place = TypeVar("Place")


def grouped(places: Iterable[Place], together: Callable[[Place, Place], bool]) -> list[list[Place]]:
    """`places` by block: whatever is together with one of a block is in it, in the order in which they were found."""
    left = list(places)
    blocks: list[list[Place]] = []
    while left:
        block = [left.pop(0)]
        for one in block:
            near = [other for other in left if together(one, other)]
            block += near
            left = [other for other in left if not any(other is own for own in near)]
        blocks.append(block)
    return blocks


def in_step(at: int, lines: Iterable[int], least: float, room: int) -> bool:
    """Whether a line at `at` is as far from a block's `lines` as these are from one another, or half or twice so far.

    All in pixels; lines no more than `least` apart are one, `room` is by how much a line may be off.
    """
    known = sorted(set(lines))
    step = min((below - above for above, below in pairwise(known) if below - above > least), default=None)
    return step is not None and any(abs(abs(at - line) - share * step) <= room for line in known for share in STEPS)
