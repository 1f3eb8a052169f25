"""Blocks of places for a mark: what a chain of neighbours holds together."""

from __future__ import annotations

import pytest

from parsers.readers.scan.groups import grouped, in_step


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


@pytest.mark.parametrize(
    ("at", "lines", "expected"),
    [
        pytest.param(150, [100, 200], True, id="half a step: the one between is missing"),
        pytest.param(302, [100, 200], True, id="a step further"),
        pytest.param(270, [100, 200], False, id="in no step"),
        pytest.param(200, [100], False, id="one line has no step"),
        pytest.param(200, [100, 104, 100], False, id="lines that are one"),
    ],
)
def test_lines_of_a_block_are_a_step_apart(at: int, lines: list[int], expected: bool) -> None:
    assert in_step(at, lines, 10, 4) == expected
