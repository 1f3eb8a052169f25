"""Blocks of places for a mark: what a chain of neighbours holds together."""

from __future__ import annotations

import pytest

from parsers.readers.scan.groups import grouped


@pytest.mark.parametrize(
    ("places", "blocks"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1, 9, 2, 10, 3], [[1, 2, 3], [9, 10]], id="in the order in which they were found"),
        pytest.param([1, 5, 3], [[1, 3, 5]], id="ends that only the middle joins"),
        pytest.param([4, 4, 9], [[4, 4], [9]], id="two that are equal stay two"),
    ],
)
def test_neighbours_of_neighbours_are_one_block(places: list[int], blocks: list[list[int]]) -> None:
    assert grouped(places, lambda one, other: abs(one - other) <= 2) == blocks
