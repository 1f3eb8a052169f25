"""What one task may cost: every limit with its unit and its reason (the catalogue's `limits` say it to users).

Each can be set: `KIEMDIEM_LIMIT_WALL_SECONDS=300`. The limits in force come back with every outcome.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import UsageError
from parsers.readers.limits import LIMITS, MIB, Limits

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PREFIX = "KIEMDIEM_LIMIT_"


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """The limits of one task in a child. Past one of them the child is killed and the outcome names it."""

    wall_seconds: int = 120  # a typed report takes a tenth of a second, a bound volume of 300 pages ten
    scan_seconds: int = 900  # instead of `wall_seconds` once a page is a scan: 300 pages at 1 to 2 s, with air
    silence_seconds: int = 90  # without progress: above the 60 that LibreOffice has; the slowest scanned page takes 8
    cpu_seconds: int = 900  # of one process: holds where the parent is stopped and cannot look at its clocks
    memory_bytes: int = 2048 * MIB  # address space of one process: reading needs 0.4 GiB, a large scan 1
    written_bytes: int = 512 * MIB  # one file written: LibreOffice's output and the reader's limits stay far below
    folder_bytes: int = 1024 * MIB  # all files of the task: a LibreOffice profile takes 5 MiB
    answer_bytes: int = 64 * MIB  # what the task gives back: a report's Document and facts take 50 KiB
    tasks: int = 1000  # of one child, clean ones: what a library leaks goes with it (134 MB after 100 and after 800)


WORK_LIMITS = WorkLimits()
_Any = TypeVar("_Any", bound="DataclassInstance")


def work_limits(environment: Mapping[str, str] = os.environ) -> WorkLimits:
    """The limits of work in force. Raises UsageError (settings_invalid)."""
    return in_force(WORK_LIMITS, environment)


def reading_limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """The reader's limits in force. Raises UsageError (settings_invalid)."""
    return in_force(LIMITS, environment)


def settable(limits: DataclassInstance) -> dict[str, int]:
    """Each limit that can be set, by its name."""
    values = {one.name: getattr(limits, one.name) for one in fields(limits)}
    return {name: value for name, value in values.items() if isinstance(value, int)}


def unit(name: str) -> str:
    """The unit of a limit, by the last word of its name; empty for a number of things."""
    last = name.rsplit("_", 1)[-1]
    return {"bytes": "byte", "seconds": "s", "from": "byte"}.get(last, "")


def in_force(defaults: _Any, environment: Mapping[str, str]) -> _Any:
    """The limits with what the environment sets. Raises UsageError (settings_invalid)."""
    changes: dict[str, Any] = {}
    for name in settable(defaults):
        variable = PREFIX + name.upper()
        if variable in environment:
            if not environment[variable].isdecimal() or int(environment[variable]) == 0:
                raise UsageError("settings_invalid", names=[variable])
            changes[name] = int(environment[variable])
    return replace(defaults, **changes)
