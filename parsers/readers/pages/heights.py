"""Words by their height on the page: what lies near a line or a box is found without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from parsers.readers.pages.page import Word

_BASELINE = attrgetter("baseline")


class Heights:
    """Words as they stand below one another; sorted once, when the first drawn thing asks."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._baselines: list[float] = []
        self._tallest = 0.0

    def near(self, top: float, bottom: float) -> Sequence[Word]:
        """The words whose letters may reach into the band between two heights, in points, and a few more."""
        if len(self._baselines) != len(self._words):
            self._sort()
        first = bisect_left(self._baselines, top - self._tallest)
        return self._words[first : bisect_right(self._baselines, bottom + self._tallest)]

    def _sort(self) -> None:
        words = self._words = sorted(self._words, key=_BASELINE)
        self._baselines = [word.baseline for word in words]
        self._tallest = max(max([word.size for word in words]), max([word.bottom - word.top for word in words]))
