"""The seam behind which work that can fail runs: `run(task, limits, on_progress) -> Outcome`.

Here it runs in this process; `pipeline.workers.pool` runs it in children that can be killed.
"""

from __future__ import annotations

import errno
import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.errors import KiemdiemError, LimitError
from parsers.readers.limits import MIB
from pipeline.outcome import Outcome
from pipeline.workers.limits import WORK_LIMITS, WorkLimits


@dataclass(frozen=True, slots=True)
class Progress:
    """The part that a task is at, of how many; `slow` where scans are read and the longer clock counts."""

    at: int
    of: int
    slow: bool = False


Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Task:
    """`work` can be pickled, knows no state but its own, and gives bytes back: a child's objects are never unpickled.

    `name` is what the user calls the input.
    """

    name: str
    work: Callable[[Tell], bytes]


class Runner(Protocol):
    """The seam. Nothing that a task does comes back as an exception; an exception is a fault of the program."""

    @property
    def limits(self) -> WorkLimits:
        """Those in force unless `run` is given others."""
        ...

    @property
    def at_once(self) -> int:
        """How many tasks it can carry out side by side."""
        ...

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        """Carry the task out: done with its bytes, or failed with its reason."""
        ...

    def stop(self) -> None:
        """End what runs, as far as that can be done; later tasks fail."""
        ...


class Here:
    """In this process: for work that is trusted, and for systems where children cannot be confined."""

    at_once = 1

    def __init__(self, limits: WorkLimits = WORK_LIMITS) -> None:
        self.limits = limits

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        """Carry the task out; only the clocks and walls of a child are missing."""
        limits = limits or self.limits
        try:
            return Outcome("done", task.work(on_progress or (lambda progress: None)), limits=limits)
        except Exception as error:
            return Outcome("failed", error=as_known(error, task.name, limits), limits=limits)

    def stop(self) -> None:
        """What runs in this process cannot be ended."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""


def as_known(error: BaseException, name: str, limits: WorkLimits) -> KiemdiemError:
    """The error as one of ours. Its own text stays behind: that could hold personal data of the file."""
    cause = error.__cause__ if isinstance(error, KiemdiemError) else error
    if isinstance(cause, MemoryError):
        return past_limit("memory_bytes", name, limits)
    if isinstance(cause, OSError) and cause.errno == errno.EFBIG:
        return past_limit("written_bytes", name, limits)
    if isinstance(error, KiemdiemError):
        return error
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return KiemdiemError("unexpected", file=name, reason=type(error).__name__ + place)


def past_limit(limit: str, name: str, limits: WorkLimits) -> KiemdiemError:
    """The error of a task that went past a limit of work."""
    value = getattr(limits, limit)
    return LimitError(f"work_{limit}", file=name, limit=value // MIB if limit.endswith("_bytes") else value)


def dump_error(error: KiemdiemError) -> dict[str, object]:
    """The error as JSON values, to come back from a child."""
    values = json.loads(json.dumps(error.values, default=str))
    return {"family": type(error).__name__, "code": error.code, "values": values}


def load_error(dumped: dict[str, object]) -> KiemdiemError:
    """The error that a child sent. Raises KeyError, TypeError or ValueError for what is none."""
    families = {kind.__name__: kind for kind in _families(KiemdiemError)}
    code, values = dumped["code"], dumped["values"]
    if not isinstance(code, str) or not isinstance(values, dict):
        raise TypeError(code)
    error = families[str(dumped["family"])](code, **values)
    error.sentence()  # the catalogue knows the code, and no value of its sentence is missing
    return error


def _families(kind: type[KiemdiemError]) -> list[type[KiemdiemError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _families(child))]
