"""Two ways of doing one thing, interleaved in one process, so that both meet the same machine."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 25
WARM_UPS = 3


@dataclass(frozen=True, slots=True)
class Race:
    """Medians in seconds."""

    name: str
    ours: float
    peer: float
    at_most: float  # times the peer

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    def __str__(self) -> str:
        times = f"{1000 * self.ours:8.1f} ms   peer {1000 * self.peer:8.1f} ms   ratio {self.ratio:5.2f}"
        return f"{self.name:<44}{times}   at most {self.at_most:.3g}: {'reached' if self.reached else 'MISSED'}"

    @property
    def reached(self) -> bool:
        """Whether the bound holds."""
        return self.ratio <= self.at_most


def race(
    name: str,
    ours: Callable[[], object],
    peer: Callable[[], object],
    at_most: float,
    rounds: int = ROUNDS,
    warm_ups: int = WARM_UPS,
) -> Race:
    """Runs both in turn, `rounds` times each after a few warm-ups."""
    for _ in range(warm_ups):
        ours()
        peer()
    mine, theirs = [], []
    for _ in range(rounds):
        theirs.append(_seconds(peer))
        mine.append(_seconds(ours))
    return Race(name, statistics.median(mine), statistics.median(theirs), at_most)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
