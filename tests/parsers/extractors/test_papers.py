"""Whole small papers in many hands: numbering, heads, kinds of school, templates, signatures."""

from __future__ import annotations

from typing import Any

import pytest
from paper_builder import papers

from models.document import Document
from models.report import Section
from parsers.extractors.head import extract_head
from parsers.extractors.head.document_kind import extract_document_info
from parsers.extractors.head.organisation import extract_organisation
from parsers.extractors.head.signature import extract_signatory
from parsers.extractors.layout import segment
from parsers.extractors.sections import extract_sections
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()
PAPERS = papers()


def read_sections(document: Document) -> list[Section]:
    return extract_sections(segment(document, WORDS), WORDS)


def read_head(document: Document) -> dict[str, Any]:
    layout = segment(document, WORDS)
    head = extract_head(layout, WORDS)
    return {
        **{field: getattr(head, field) for field in ("title", "number", "year", "place", "date", "prompted")},
        "organisation": extract_organisation(document, layout, WORDS, head.place).model_dump(),
        "document": extract_document_info(document, layout, head.year, WORDS).model_dump(),
        "signatory": extract_signatory(layout, WORDS).model_dump(),
    }


@pytest.mark.parametrize(("document", "says"), [pytest.param(d, s, id=name) for name, d, s in PAPERS])
def test_sections(document: Document, says: dict[str, Any]) -> None:
    sections = [section for section in read_sections(document) if not section.annex]
    found = {section.path: section.kind or "" for section in sections}
    assert found == says["sections"]
    titles = {section.path: section.title for section in sections if section.path in says.get("titles", {})}
    assert titles == says.get("titles", {})
    texts = {section.path: section.text for section in sections if section.path in says.get("texts", {})}
    assert texts == says.get("texts", {})


@pytest.mark.parametrize(("document", "says"), [pytest.param(d, s, id=name) for name, d, s in PAPERS])
def test_head(document: Document, says: dict[str, Any]) -> None:
    report = read_head(document)
    for key, value in says.items():
        if key == "absent":
            assert {name: report[name] for name in value["keys"]} == dict.fromkeys(value["keys"])
        elif key in ("sections", "titles", "texts"):
            continue
        elif isinstance(value, dict):
            assert {name: report[key][name] for name in value} == value, key
        else:
            assert report[key] == value, key
