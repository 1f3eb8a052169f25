"""Findings and their sentences: the catalogue's words over a finding's values, in either language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from models.messages import Language, label, message, show
from models.report import Evidence, Finding, Severity

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def finding(
    code: str, values: dict[str, Any], evidence: Iterable[Evidence | None] = (), severity: Severity = "warning"
) -> Finding:
    """A finding with its Vietnamese sentence; each place of evidence once, those that are missing left out."""
    return Finding(
        code=code,
        severity=severity,
        values=values,
        message=finding_message(code, values, "vi"),
        evidence=_distinct(evidence),
    )


def finding_message(code: str, values: Mapping[str, Any], language: Language = "vi") -> str:
    """The sentence of a finding. Raises KeyError for a code that `models/catalogue/findings.toml` lacks."""
    return message(f"findings.{code}", {**values, **_shown(values, language)}, language)


def _shown(values: Mapping[str, Any], language: Language) -> dict[str, str]:
    """The values that a sentence says otherwise than they are kept: sums as "Tốt 482 + Khá 83", codes by name."""
    shown = {}
    if "parts" in values:
        labels = values.get("labels") or [""] * len(values["parts"])
        terms = zip(labels, values["parts"], strict=True)
        shown["terms"] = " + ".join(_term(name, show(part, language)) for name, part in terms)
    for name, value in values.items():
        if isinstance(value, str) and value.startswith("labels."):
            shown[name] = label(value, language)
        elif isinstance(value, str) and _ISO_DATE.match(value):
            shown[name] = show(datetime.date.fromisoformat(value), language)
    return shown


def _term(name: str, part: str) -> str:
    """ "Tốt 482"; a name that ends in a digit is set apart: "Khối 6: 120"."""
    return f"{name}: {part}" if name[-1:].isdigit() else f"{name} {part}".strip()


def _distinct(evidence: Iterable[Evidence | None]) -> list[Evidence]:
    places: dict[object, Evidence] = {}
    for item in evidence:
        if item is not None:
            places.setdefault((item.block, item.start, item.end, item.cell), item)
    return list(places.values())
