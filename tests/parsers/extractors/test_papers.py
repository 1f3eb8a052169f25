"""Whole small papers in many hands: numbering, heads, kinds of school, templates, signatures."""

from __future__ import annotations

from typing import Any

import pytest
from paper_builder import papers

from models.document import Document
from parsers.extract import extract

PAPERS = papers()


@pytest.mark.parametrize(("document", "says"), [pytest.param(d, s, id=name) for name, d, s in PAPERS])
def test_sections(document: Document, says: dict[str, Any]) -> None:
    report = extract(document)
    found = {section.path: section.kind or "" for section in report.sections if not section.annex}
    assert found == says["sections"]
    titles = {section.path: section.title for section in report.sections if section.path in says.get("titles", {})}
    assert titles == says.get("titles", {})
    texts = {section.path: section.text for section in report.sections if section.path in says.get("texts", {})}
    assert texts == says.get("texts", {})


@pytest.mark.parametrize(("document", "says"), [pytest.param(d, s, id=name) for name, d, s in PAPERS])
def test_head(document: Document, says: dict[str, Any]) -> None:
    report = extract(document).model_dump()
    for key, value in says.items():
        if key == "absent":
            assert {name: report[name] for name in value["keys"]} == dict.fromkeys(value["keys"])
        elif key in ("sections", "titles", "texts"):
            continue
        elif isinstance(value, dict):
            assert {name: report[key][name] for name in value} == value, key
        else:
            assert report[key] == value, key
