"""Whole Word reports of many hands, from bytes to facts and findings of form."""

from __future__ import annotations

from typing import Any

import pytest

from models.report import Report
from parsers.readers import Input
from parsers.text import fold
from pipeline.parse import parse_bytes
from tests.parsers.extractors.hand_papers import hands, word_file

PAPERS = hands()
FORM = (
    "rating_blank", "rating_ambiguous", "section_missing", "date_implausible", "number_missing", "head_missing",
    "several_reports", "not_a_review",
)  # fmt: skip
HEAD = ("title", "number", "year", "place", "prompted")


def read(text: str) -> Report:
    return parse_bytes(Input("paper.docx", word_file(text))).report


def found(report: Report) -> dict[str, Any]:
    """The report in the short form in which the papers say what they hold."""
    ratings = [
        f"{r.section} {r.scale} {r.level or r.status}" + (f" {r.score:g}" if r.score is not None else "")
        for r in report.ratings
    ]
    tables = [
        f"{'annex' if t.annex else t.section} | {'; '.join('/'.join(path) for path in t.header)} | {len(t.rows)}"
        for t in report.tables
    ]
    return {
        **{name: getattr(report, name) for name in HEAD},
        "date": report.date,
        "document": report.document.model_dump(),
        "organisation": report.organisation.model_dump(),
        "signatory": report.signatory.model_dump(),
        "sections": [f"{s.path} {s.kind or '-'}" for s in report.sections if not s.annex],
        "annex": [f"{s.path} {s.kind or '-'}" for s in report.sections if s.annex],
        "titles": {s.path: s.title for s in report.sections if not s.annex},
        "texts": {s.path: s.text for s in report.sections if not s.annex},
        "ratings": ratings,
        "tables": tables,
        "captions": [t.caption for t in report.tables],
        "findings": sorted(_finding(f) for f in report.findings if f.code in FORM),
    }


def _finding(finding: Any) -> str:
    kind = str(finding.values.get("kind", "")).rpartition(".")[2]
    return f"{finding.code} {kind}".strip() if finding.code == "section_missing" else str(finding.code)


def wrong(says: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    """What differs, each field as (said, found); a part of a table of facts that the paper leaves out is not held."""
    differences: dict[str, Any] = {}
    for key, value in says.items():
        if key in ("sections", "ratings", "annex"):
            value = [entry.strip() for entry in value.replace("\n", ";").split(";") if entry.strip()]
        if key == "absent":
            differences |= {name: (None, report[name]) for name in value if report[name] is not None}
        elif isinstance(value, dict):
            differences |= {
                f"{key}.{name}": (entry, report[key].get(name))
                for name, entry in value.items()
                if _plain(report[key].get(name)) != _plain(entry)
            }
        elif _plain(report[key]) != _plain(value):
            differences[key] = (value, report[key])
    return differences


def _plain(value: Any) -> Any:
    """Words but for tone places and capitals, which the names in a head do not keep; "" is none."""
    return fold(value) if isinstance(value, str) and value else value or (False if value is False else None)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_another_hand(name: str) -> None:
    says, text = PAPERS[name]
    assert wrong(says, found(read(text))) == {}
