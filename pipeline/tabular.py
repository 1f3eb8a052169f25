"""Rows → CSV and JSON that offices open without harm.

CSV is UTF-8 with a byte order mark (Excel shows Vietnamese by it), has machine names as its head, and no text that a
spreadsheet would take for a formula (CWE-1236). Which columns hold numbers is said by the caller: "-" and "-3" are
common in these reports. JSON is the exact one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], numbers: Collection[str] = ()) -> str:
    """The rows as CSV; a text that begins like a formula gets an apostrophe before it."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), name in numbers) for name in columns])
    return "\ufeff" + target.getvalue()


def to_json(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as a JSON list of objects."""
    return json.dumps([{name: row.get(name) for name in columns} for row in rows], ensure_ascii=False, indent=2)


def _cell(value: Any, number: bool) -> str:
    if value is None:
        return ""
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text
