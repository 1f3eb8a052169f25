"""How far a reader is: told page by page to whoever listens, a supervisor that kills what makes no progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int, bool], None]  # the page that begins, of how many, whether its letters are recognised

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While entered, `listener` hears of every page that a reader begins."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def page_begins(number: int, of: int, scan: bool = False) -> None:
    """Tell it; readers call this before the work of the page, so that the last page told is the one that hangs."""
    if (listener := _listener.get()) is not None:
        listener(number, of, scan)
