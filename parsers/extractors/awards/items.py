"""The pieces that the grammar of awards reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Item:
    """One piece of a sentence. `value` is a number's; `level` what a body or a level word gives; `used`: read."""

    label: str
    code: str
    start: int
    end: int
    value: float | None = None
    level: str | None = None
    used: bool = False
