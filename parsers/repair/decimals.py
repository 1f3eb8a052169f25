"""The sign of decimal figures in tables: "35.3" where the report's other tables and cells write "35,3".

"97/1" is one of two counts, unless another reading of its ink saw the comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.document import Document, Paragraph, Table, walk_paragraphs
from parsers.repair.changes import Change

_DECIMAL = re.compile(r"\s*\d{1,3}(?P<sign>[.,/])\d{1,2}\s*%?\s*")  # three digits behind a point are thousands


def decimal_changes(document: Document) -> dict[int, list[Change]]:
    """A comma for each point that was read where most of the report's cells have commas, by paragraph identity."""
    cells = list(_decimal_cells(document))
    commas = sum(match["sign"] == "," for _, match in cells)
    if 2 * commas <= len(cells):
        return {}
    return {
        id(paragraph): [Change(match.start("sign"), match.end("sign"), ",", "document")]
        for paragraph, match in cells
        if _is_comma(paragraph, match) and all(span.confidence < 1.0 for span in paragraph.spans)
    }


def _is_comma(paragraph: Paragraph, match: re.Match[str]) -> bool:
    if match["sign"] != "/":
        return match["sign"] == "."
    start, end = match.span("sign")
    meant = f"{paragraph.text[:start]},{paragraph.text[end:]}".strip()
    return any(meant in span.alternatives for span in paragraph.spans)


def _decimal_cells(document: Document) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    for table in (block for block in document.blocks if isinstance(block, Table)):
        for paragraph in walk_paragraphs((table,)):
            if match := _DECIMAL.fullmatch(paragraph.text):
                yield paragraph, match
