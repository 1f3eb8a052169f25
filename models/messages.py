"""The one catalogue of sentences, English and Vietnamese, and how figures look inside them.

Each file of `models/catalogue/` holds a table per key: `en`, `vi`, and for errors `next_en`, `next_vi`. Sentences are
`str.format` templates over the values; numbers are written as the language writes them ("10,1" in Vietnamese).
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["en", "vi"]


def message(key: str, values: Mapping[str, Any], language: Language = "vi") -> str:
    """The sentence of `key` ("errors.file_empty", "findings.sum_mismatch") with its values.

    Raises KeyError for a key that the catalogue lacks or a value that the sentence needs: both are programmer errors.
    """
    return _entry(key)[language].format_map({name: show(value, language) for name, value in values.items()})


def next_step(key: str, values: Mapping[str, Any], language: Language = "vi") -> str:
    """What to do about it; empty where the catalogue gives none."""
    template = _entry(key).get(f"next_{language}", "")
    return template.format_map({name: show(value, language) for name, value in values.items()})


def label(key: str, language: Language = "vi") -> str:
    """The short name of a code ("labels.rating.excellent")."""
    return _entry(key)[language]


def has_message(key: str) -> bool:
    """Whether the catalogue knows the key."""
    try:
        _entry(key)
    except KeyError:
        return False
    return True


def show(value: Any, language: Language) -> str:
    """A value as the language writes it: 52.9 → "52,9", 1254 → "1.254", a date dd/mm/yyyy, a list joined by commas."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return _number(value, language)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, list | tuple):
        return ", ".join(show(item, language) for item in value) or "–"
    return str(value)


def _number(value: float, language: Language) -> str:
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    if language == "en":
        return text
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _entry(key: str) -> dict[str, str]:
    entry: Any = _catalogue()
    for part in key.split("."):
        entry = entry[part]
    if not isinstance(entry, dict) or "en" not in entry:
        raise KeyError(key)
    return entry


@cache
def _catalogue() -> dict[str, Any]:
    """One branch per file, by its name."""
    folder = files("models") / "catalogue"
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
