"""The search for garbage is put off while a report is made, and is as it was behind it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread

import pytest

from pipeline.garbage import OBJECTS, collecting_seldom


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("own", "inside"),
    [
        pytest.param(700, OBJECTS, id="Python's own"),
        pytest.param(OBJECTS + 1, OBJECTS + 1, id="a program that searches more seldom"),
        pytest.param(0, 0, id="a program that does not search"),
    ],
)
def test_thresholds_inside_and_behind(own: int, inside: int) -> None:
    gc.set_threshold(own, 11, 12)
    with collecting_seldom():
        assert gc.get_threshold() == (inside, 11, 12)
    assert gc.get_threshold() == (own, 11, 12)


def test_an_error_sets_them_back() -> None:
    with pytest.raises(ValueError, match="odd"), collecting_seldom():
        raise ValueError("odd")
    assert gc.get_threshold()[0] == 700


def test_the_last_to_leave_sets_them_back() -> None:
    first, second = collecting_seldom(), collecting_seldom()
    first.__enter__()
    thread = Thread(target=second.__enter__)
    thread.start()
    thread.join()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] == OBJECTS
    second.__exit__(None, None, None)
    assert gc.get_threshold()[0] == 700


def test_garbage_is_still_found() -> None:
    class Ring:
        def __init__(self) -> None:
            self.own = self

    with collecting_seldom():
        gc.collect()
        for _ in range(10 * OBJECTS):
            Ring()
        assert sum(isinstance(one, Ring) for one in gc.get_objects()) < 2 * OBJECTS
