"""The sign of decimal figures in tables: "35.3" where the report's other tables and cells write "35,3".

"97/1" is one of two counts, unless its column is of percents or another reading of its ink saw the comma. A percent's
sign may be read as the 9 that it looks like: "92,39%" for "92,3%" is told by nothing, and goes to review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.document import Document, Paragraph, Table, walk_paragraphs
from parsers.repair.changes import Change
from parsers.repair.tokens import Token

_TWO_PLACES = re.compile(r"(?<![\d,.])\d{1,3},\d(?P<last>\d)(?!\d)")
_ONE_PLACE = re.compile(r"(?<![\d,.])\d{1,3},\d *%")
_DECIMAL = re.compile(r"\s*\d{1,3}(?P<sign>[.,/])\d{1,2}\s*%?\s*")  # three digits behind a point are thousands


def decimal_changes(document: Document) -> dict[int, list[Change]]:
    """A comma for each point that was read where most of the report's cells have commas, by paragraph identity."""
    cells = list(_decimal_cells(document))
    commas = sum(match["sign"] == "," for _, match, _ in cells)
    if 2 * commas <= len(cells):
        return {}
    return {
        id(paragraph): [Change(match.start("sign"), match.end("sign"), ",", "document")]
        for paragraph, match, percent in cells
        if _is_comma(paragraph, match, percent) and all(span.confidence < 1.0 for span in paragraph.spans)
    }


def signs_in_doubt(document: Document) -> bool:
    """Whether the report's percents have one decimal place, and a second one, where there is one, is a 9."""
    texts = [paragraph.text for paragraph in walk_paragraphs(document.blocks)]
    last = {match["last"] for text in texts for match in _TWO_PLACES.finditer(text)}
    return last == {"9"} and any(map(_ONE_PLACE.search, texts))


def sign_doubts(tokens: Sequence[Token], text: str) -> list[Token]:
    """The figures of one paragraph whose last digit may be a percent's sign."""
    places = [match.span() for match in _TWO_PLACES.finditer(text)]
    return [token for token in tokens if any(start <= token.start < end for start, end in places)]


def _is_comma(paragraph: Paragraph, match: re.Match[str], percent: bool) -> bool:
    if match["sign"] != "/" or percent:
        return match["sign"] != ","
    start, end = match.span("sign")
    meant = f"{paragraph.text[:start]},{paragraph.text[end:]}".strip()
    return any(meant in span.alternatives for span in paragraph.spans)


def _decimal_cells(document: Document) -> Iterator[tuple[Paragraph, re.Match[str], bool]]:
    """The paragraphs that are a figure with a sign in it, and whether another cell of the column says percent."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        percents = {cell.column for cell in table.cells if "%" in cell.text and not _DECIMAL.fullmatch(cell.text)}
        for cell in table.cells:
            for paragraph in walk_paragraphs(cell.blocks):
                if match := _DECIMAL.fullmatch(paragraph.text):
                    yield paragraph, match, cell.column in percents
