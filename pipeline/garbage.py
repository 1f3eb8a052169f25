"""Python's search for garbage, put off while thousands of objects are made that are none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

OBJECTS = 10_000  # made and still held between two searches; Python's 700 are for programs that make them one by one

_lock = Lock()
_thresholds: list[tuple[int, int, int]] = []  # those before, one for each who is at it; the first are the program's own


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Search after every `OBJECTS` instead of every 700: a Document and a Report are thousands at once, all in use.

    It is put off and never stopped: garbage of more than `OBJECTS` is found as before, so memory stays bounded. The
    thresholds are the whole process's: where several are at it, the last to leave sets them back.
    """
    with _lock:
        _thresholds.append(gc.get_threshold())
        if 0 < _thresholds[0][0] < OBJECTS:  # 0: the program does not search at all
            gc.set_threshold(OBJECTS, *_thresholds[0][1:])
    try:
        yield
    finally:
        with _lock:
            before = _thresholds[0]
            _thresholds.pop()
            if not _thresholds:
                gc.set_threshold(*before)
