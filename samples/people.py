"""Invented people, places and schools."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The samples' own vocabulary, `words.toml`."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def pick(chance: Random, *path: str) -> Any:
    """One of the entries that stand at `path` in `words.toml`."""
    branch: Any = words()
    for key in path:
        branch = branch[key]
    return chance.choice(branch)


def people(chance: Random, count: int) -> list[str]:
    """`count` different names, one in five not Kinh."""
    names: list[str] = []
    while len(names) < count:
        name = pick(chance, "people", "whole") if chance.random() < 0.2 else _kinh(chance)
        if name not in names:
            names.append(name)
    return names


def _kinh(chance: Random) -> str:
    sex = chance.choice("fm")
    return " ".join(pick(chance, "people", "kinh", part) for part in ("family", f"middle_{sex}", f"given_{sex}"))


def joined(names: list[str], way: str, title: str = "") -> str:
    """The names as a sentence has them: `comma`, `semicolon`, or `and` ("A, B và C")."""
    if way == "semicolon":
        return "; ".join(names)
    if way == "comma" or len(names) == 1:
        return ", ".join(names)
    return f"{', '.join(names[:-1])} và {f'{title} ' if title else ''}{names[-1]}"
