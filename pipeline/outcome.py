"""What became of work that can fail (`pipeline.workers` carries it out)."""

from __future__ import annotations

from dataclasses import dataclass
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
