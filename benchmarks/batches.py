"""Many files at once: what killable children cost, and what the second core brings."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.race import Race, race
from pipeline.workers import Here, Pool, Runner, open_pool
from pipeline.workers.batches import read_files
from samples.make import make

ISOLATION_AT_MOST = 1.15  # times the same files in one process without walls
TWO_CORES_AT_MOST = 1 / 1.85  # times one child
FILES = 200
DIFFERENT = 20  # papers; the batch repeats them, for making one costs more than reading it
ROUNDS = 5  # a machine that others use for a while spoils two of them and not the middle one


def make_batch(folder: Path) -> list[Path]:
    """Typed reports for a batch."""
    papers = [make(seed, folder) for seed in range(1, DIFFERENT + 1)]
    return papers * (FILES // DIFFERENT)


def isolation(batch: Sequence[Path]) -> Race:
    """One child beside this process, on a quarter of the batch."""
    some = batch[: FILES // 4]
    with Pool(at_once=1) as child:
        return _race(f"{len(some)} files in a killable child", some, child, Here(), ISOLATION_AT_MOST)


def two_cores(batch: Sequence[Path]) -> Race:
    """The whole batch on two cores beside one, by the clock: a process each that may use no more than these."""
    seconds: dict[int, list[float]] = {2: [], 1: []}
    for _ in range(ROUNDS):
        for many, taken in seconds.items():
            taken.append(_seconds_on(many, batch))
    ours, peer = (statistics.median(taken) for taken in seconds.values())
    return Race(f"{len(batch)} files on two cores", ours, peer, TWO_CORES_AT_MOST)


def two_children(batch: Sequence[Path]) -> Race:
    """Two children beside one whose parent works on the other core meanwhile: what the parent itself costs."""
    with Pool(at_once=2) as two, Pool(at_once=1) as one:
        return _race(f"{len(batch)} files, two children beside one", batch, two, one, TWO_CORES_AT_MOST)


def _seconds_on(many: int, batch: Sequence[Path]) -> float:
    """What the batch takes a process, started and warm, on so many of the cores that this one may use."""
    allowed = sorted(os.sched_getaffinity(0))[:many]
    command = [sys.executable, "-m", "benchmarks.batches", *map(str, batch)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, allowed)
    )
    return float(done.stdout)


def main() -> None:
    """Prints the seconds that reading the files named takes, on the cores that this process may use."""
    files = [Path(name) for name in sys.argv[1:]]
    with open_pool() as pool:
        read_all(pool, files[:DIFFERENT])
        started = time.perf_counter()
        read_all(pool, files)
        print(time.perf_counter() - started)


def _race(name: str, files: Sequence[Path], ours: Runner, peer: Runner, at_most: float) -> Race:
    return race(name, lambda: read_all(ours, files), lambda: read_all(peer, files), at_most, ROUNDS, warm_ups=1)


def read_all(runner: Runner, files: Sequence[Path]) -> None:
    """Read every file. Raises AssertionError where one is not read whole."""
    for file, outcome in read_files(runner, ((file.name, file) for file in files)):
        assert outcome.status == "done", (file, outcome.error)


if __name__ == "__main__":
    main()
