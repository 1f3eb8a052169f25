"""Words by their height on the page: what lies near a line or a box is found without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from parsers.readers.pages.page import Word


class Heights:
    """Words as they stand below one another; built once, asked for every drawn thing."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = sorted(words, key=attrgetter("baseline"))
        self._baselines = [word.baseline for word in self._words]
        self._tallest = max(
            [*(word.size for word in self._words), *(word.bottom - word.top for word in self._words)], default=0.0
        )

    def near(self, top: float, bottom: float) -> list[Word]:
        """The words whose letters may reach into the band between two heights, in points, and a few more."""
        first = bisect_left(self._baselines, top - self._tallest)
        return self._words[first : bisect_right(self._baselines, bottom + self._tallest)]
