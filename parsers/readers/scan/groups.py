"""What stands together: places for a mark that are one block by a rule of their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

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
