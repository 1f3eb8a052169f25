"""The grid of an HTML table: which cell stands where, with its spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.readers.office.css import Declarations
from parsers.readers.xml import Element

SPAN = 200  # rows or columns that one cell may cover: more is nonsense, and floods the grid
_BORDER = re.compile(r"\b(?:solid|double|dotted|dashed|inset|outset|ridge|groove)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """One cell in one row. `first`: its top row; `merged`: it covers several rows; no cell: a gap in the grid."""

    cell: Element | None
    columns: int = 1
    first: bool = True
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row from left to right."""

    places: tuple[Place, ...]
    head: bool


@dataclass(frozen=True, slots=True)
class _Hanging:
    cell: Element
    columns: int
    rows: int  # still to come


def grid(table: Element) -> Iterator[Row]:
    """The rows of the table itself, not those of tables inside it."""
    hanging: dict[int, _Hanging] = {}
    for row, head in _rows(table):
        places: list[Place] = []
        column = 0
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        while cells or any(start >= column for start in hanging):
            if column in hanging:
                over = hanging.pop(column)
                places.append(Place(over.cell, over.columns, first=False, merged=True))
                if over.rows > 1:
                    hanging[column] = _Hanging(over.cell, over.columns, over.rows - 1)
                column += over.columns
                continue
            if not cells:
                places.append(Place(None))
                column += 1
                continue
            cell = cells.pop(0)
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            places.append(Place(cell, columns, merged=rows > 1))
            if rows > 1:
                hanging[column] = _Hanging(cell, columns, rows - 1)
            column += columns
        yield Row(tuple(places), head)


def border(element: Element, look: Declarations) -> bool:
    """Whether a table or a cell draws its outline."""
    told = element.get("border")
    if told is not None and told.strip() not in ("", "0"):
        return True
    return any(name.startswith("border") and _BORDER.search(value) for name, value in look.items())


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child.iterfind("tr"):
                yield row, child.tag == "thead"


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), SPAN) if text.isdecimal() and len(text) < 6 else 1
