"""Masks looked at in ways of our own give what OpenCV gives, pixel by pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from parsers.readers.scan.pieces import MOST_SMALL, pieces_of
from parsers.readers.scan.straight import CLOSE, OPEN, along

WAYS = {OPEN: cv2.MORPH_OPEN, CLOSE: cv2.MORPH_CLOSE}


def _grain(seed: int, height: int, width: int, share: float) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.asarray((np.random.default_rng(seed).random((height, width)) < share) * 255, np.uint8)


@given(
    size=some.tuples(some.integers(1, 70), some.integers(1, 70)),
    steps=some.lists(some.tuples(some.sampled_from((OPEN, CLOSE)), some.integers(1, 40)), min_size=1, max_size=3),
    flat=some.booleans(),
    seed=some.integers(0, 1000),
    share=some.sampled_from((0.1, 0.5, 0.9)),
)
def test_strokes_are_those_of_opening_and_closing(
    size: tuple[int, int], steps: list[tuple[str, int]], flat: bool, seed: int, share: float
) -> None:
    mask = wanted = _grain(seed, *size, share)
    for step, length in steps:
        wanted = cv2.morphologyEx(wanted, WAYS[step], np.ones((1, length) if flat else (length, 1), np.uint8))
    assert np.array_equal(along(mask, *steps, flat=flat), wanted)


@pytest.mark.parametrize(
    ("apart", "kind"),
    [
        pytest.param(9, np.uint16, id="a page of letters: small numbers do"),
        pytest.param(2, np.int32, id="grain: more pieces than small numbers tell apart"),
    ],
)
def test_every_piece_has_its_number(apart: int, kind: type) -> None:
    mask = np.zeros((700, 700), np.uint8)
    mask[1::apart, 1::apart] = 255
    count = int((mask > 0).sum())
    pieces = pieces_of(mask)
    assert (count > MOST_SMALL) == (kind is np.int32)
    assert pieces.labels.dtype == kind
    assert len(pieces.stats) == count + 1
    assert len(np.unique(pieces.labels)) == count + 1
    assert (pieces.stats[1:, 2:] == 1).all()
