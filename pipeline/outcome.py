"""What became of work that can fail (`pipeline.workers` carries it out)."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from models.errors import KiemdiemError

if TYPE_CHECKING:
    from pipeline.workers.limits import WorkLimits

T = TypeVar("T")
Status = Literal["done", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of a task: its value, its error, and the limits that it ran under.

    `done` has a value, `failed` an error; `partial` has both: the value of what could be read, and why the rest could
    not. A value that was cut is never `done`.
    """

    status: Status
    value: T | None = None
    error: KiemdiemError | None = None
    limits: WorkLimits | None = None


def run(task: Callable[[], T], name: str) -> Outcome[T]:
    """Carry the task out; whatever goes wrong becomes an outcome. `name` is what the user calls the input."""
    try:
        return Outcome("done", task())
    except KiemdiemError as error:
        return Outcome("failed", error=error)
    except (Exception, RecursionError, MemoryError) as error:
        return Outcome("failed", error=KiemdiemError("unexpected", file=name, reason=_reason(error)))


def _reason(error: BaseException) -> str:
    """The kind of error and its place, without its text: that could hold personal data of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place
