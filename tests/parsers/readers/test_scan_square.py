"""The sheet of paper in a photo: its corners, whatever light falls on it."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.readers.scan.square import find_paper
from samples.scanner import Pixels

CORNERS = [(120, 90), (1080, 90), (1080, 1510), (120, 1510)]


def _photo(lit: float, shade: float, ground: int = 60) -> Pixels:
    """A white sheet on a dark table; the left of both in light, the right in shadow."""
    picture = np.full((1600, 1200), float(ground))
    picture[90:1510, 120:1080] = 240
    picture[400:1300:40, 200:900] = 30
    light = np.interp(np.arange(1200), (500, 760), (lit, shade))
    return np.asarray(picture * light[None, :], np.uint8)


@pytest.mark.parametrize(
    ("lit", "shade"),
    [pytest.param(1.0, 1.0, id="even light"), pytest.param(1.0, 0.6, id="a shadow"),
     pytest.param(1.0, 0.36, id="half of it darker than between light and dark")],
)  # fmt: skip
def test_a_sheet_on_a_table(lit: float, shade: float) -> None:
    corners = find_paper(_photo(lit, shade))
    assert corners is not None
    assert np.abs(corners - np.array(CORNERS)).max() < 12


@pytest.mark.parametrize(
    "picture",
    [pytest.param(np.full((900, 700), 255, np.uint8), id="white"), pytest.param(np.zeros((900, 700), np.uint8),
     id="black"), pytest.param(_photo(1.0, 0.36, ground=240), id="a page to the edge, in shadow")],
)  # fmt: skip
def test_no_sheet(picture: Pixels) -> None:
    assert find_paper(picture) is None
