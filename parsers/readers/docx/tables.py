"""Tables: `w:tbl` as cells with spans. Grid places come from gridBefore, gridSpan, vMerge and hMerge."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models.document import Cell, Table
from models.errors import LimitError
from parsers.readers.docx.alternates import choose
from parsers.readers.docx.names import MC, VAL, W, child_value, points, switched_on, value, whole
from parsers.readers.docx.styles import is_border, is_shaded
from parsers.readers.docx.teller import Teller
from parsers.readers.xml import Element

_EDGES = ("top", "left", "bottom", "right")
_INNER = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_FACING = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
_OTHER_NAMES = {"left": "start", "right": "end"}
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_SLACK = 5.0  # points by which the grids of one broken table may differ
_SLIVER = 3.0  # points: a thinner column holds no letter

Borders = dict[str, bool]


@dataclass(slots=True)
class _Draft:
    """A cell while its table is read."""

    element: Element
    row: int
    column: int
    span: int
    rows: int = 1
    properties: dict[str, Element] = field(default_factory=dict)  # of w:tcPr, by name


def read_table(story: Teller, element: Element) -> Table | None:
    """The table with all that its cells hold; None where it lies too deep in others, which is told.

    Raises LimitError (cells).
    """
    context = story.context
    if context.tables >= context.limits.table_depth:
        _skip_deep(story, element)
        return None
    outer = story.table_style, story.shaded
    context.tables += 1
    try:
        return _read(story, element)
    finally:
        context.tables -= 1
        story.table_style, story.shaded = outer


def _read(story: Teller, element: Element) -> Table:
    properties = element.find(f"{W}tblPr")
    style = story.context.styles.known(child_value(properties, f"{W}tblStyle"), "table")
    shaded_outside = story.shaded
    story.table_style = style
    drafts, rows, header_rows = _place(story, element)
    _without_slivers(drafts, _grid(element))
    columns = max((draft.column + draft.span for draft in drafts), default=0)
    limit = story.context.limits.cells
    if rows * columns > limit:
        raise LimitError("cells", file=story.context.package.archive.filename, limit=limit)
    borders = _table_borders(story, properties, style)
    style_shaded = _style_shaded(story, style)
    cells = []
    for draft, bordered in zip(drafts, _bordered(drafts, rows, columns, borders), strict=True):
        shading = draft.properties.get(f"{W}shd")
        shaded = is_shaded(shading) if shading is not None else False
        story.shaded = shaded_outside or shaded or style_shaded
        blocks = tuple(story.blocks(draft.element))
        cells.append(Cell(draft.row, draft.column, blocks, draft.rows, draft.span, shaded, bordered))
    return Table(rows, columns, tuple(cells), header_rows)


def _skip_deep(story: Teller, element: Element) -> None:
    """Its texts, one paragraph a line: in one loop, however deep it goes on."""
    parts = element.iter(f"{W}p", f"{W}t")
    text = "".join("\n" if part.tag == f"{W}p" else part.text or "" for part in parts)
    story.context.skip("limit", "tables_too_deep", text)


def same_grid(first: Element, second: Element) -> bool:
    """Whether a table goes on in the next one: nothing stands between them and their columns are the same."""
    if any(table.find(f"{W}tblPr/{W}tblpPr") is not None for table in (first, second)):
        return False
    grids = [_grid(table) for table in (first, second)]
    return len(grids[0]) == len(grids[1]) > 0 and all(
        abs(one - other) <= _SLACK for one, other in zip(*grids, strict=True)
    )


def _grid(table: Element) -> list[float]:
    """The widths of the grid's columns, in points."""
    return [points(column.get(f"{W}w"), 0.05, 0.0) or 0.0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def _without_slivers(drafts: list[_Draft], widths: list[float]) -> None:
    """Takes out grid columns that no cell stands in alone and no letter fits: rows of RTF miss each other by a hair."""
    thin = [column for column, width in enumerate(widths) if 0 < width < _SLIVER]
    if thin:
        alone = {
            d.column for d in drafts if bisect_left(thin, d.column + d.span) - bisect_left(thin, d.column) == d.span
        }
        slivers = [column for column in thin if column not in alone]
        for draft in drafts:
            end = draft.column + draft.span
            draft.column -= bisect_left(slivers, draft.column)
            draft.span = end - bisect_left(slivers, end) - draft.column


def join(first: Table, second: Table) -> Table:
    """One table of two, the second below the first."""
    moved = tuple(replace(cell, row=cell.row + first.rows) for cell in second.cells)
    return Table(
        first.rows + second.rows,
        max(first.columns, second.columns),
        first.cells + moved,
        first.header_rows,
    )


def _place(story: Teller, element: Element) -> tuple[list[_Draft], int, int]:
    """The cells at their grid places, the number of rows, and how many are marked as a repeated head."""
    drafts: list[_Draft] = []
    open_cells: dict[int, _Draft] = {}  # by column: what a continued cell continues
    row = header_rows = 0
    for tr in _unwrap(element, f"{W}tr"):
        properties = tr.find(f"{W}trPr")
        if not _row_seen(story, tr, properties):
            continue
        if properties is not None and header_rows == row and _on(properties, "tblHeader"):
            header_rows += 1
        column = max(whole(child_value(properties, f"{W}gridBefore")), 0)
        before: _Draft | None = None
        for tc in _unwrap(tr, f"{W}tc"):
            own = _cell_properties(tc)
            if f"{W}cellDel" in own:
                continue
            span = max(whole(value(own.get(f"{W}gridSpan")), 1), 1)
            if _continues(own, "hMerge") and before is not None:
                before.span += span
                _skip_merged(story, tc)
            else:
                before = _put(story, _Draft(tc, row, column, span, 1, own), open_cells, drafts)
            column += span
            if column > story.context.limits.cells:
                raise LimitError("cells", file=story.context.package.archive.filename, limit=story.context.limits.cells)
        row += 1
    return drafts, row, header_rows


def _put(story: Teller, draft: _Draft, open_cells: dict[int, _Draft], drafts: list[_Draft]) -> _Draft:
    above = open_cells.get(draft.column)
    if _continues(draft.properties, "vMerge") and above is not None and above.row + above.rows == draft.row:
        above.rows += 1
        _skip_merged(story, draft.element)
        return above
    drafts.append(draft)
    open_cells[draft.column] = draft
    return draft


def _unwrap(container: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, out of content controls and the like around them."""
    for child in container:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrap(child, wanted)
        elif child.tag == f"{MC}AlternateContent" and (chosen := choose(child)) is not None:
            yield from _unwrap(chosen, wanted)


def _row_seen(story: Teller, tr: Element, properties: Element | None) -> bool:
    if properties is None:
        return True
    if properties.find(f"{W}del") is not None:
        return False
    if _on(properties, "hidden"):
        text = story.plain(tr)
        if text:
            story.context.skip("hidden_text", "hidden_row", text)
        return False
    return True


def _skip_merged(story: Teller, tc: Element) -> None:
    """A cell that a merge swallowed shows nothing; a text left in it is told."""
    if next(tc.iter(f"{W}t"), None) is not None and (text := story.plain(tc)):
        story.context.skip("hidden_text", "merged_cell", text)


def _on(properties: Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and switched_on(found)


def _cell_properties(tc: Element) -> dict[str, Element]:
    own = tc[0] if len(tc) else None
    return {} if own is None or own.tag != f"{W}tcPr" else {child.tag: child for child in own}


def _continues(properties: dict[str, Element], name: str) -> bool:
    """A merge without a value goes on (17.4.84)."""
    merge = properties.get(f"{W}{name}")
    if merge is not None:
        return merge.get(VAL, "continue") == "continue"
    tracked = properties.get(f"{W}cellMerge")
    return name == "vMerge" and tracked is not None and tracked.get(f"{W}vMerge") == "cont"


# --- borders and shading -------------------------------------------------------------------------------------------


def _table_borders(story: Teller, properties: Element | None, style: str) -> Borders:
    borders: Borders = {}
    for element in story.context.styles.chain(style):
        borders |= _read_borders(element.find(f"{W}tblPr/{W}tblBorders"))
    if properties is not None:
        borders |= _read_borders(properties.find(f"{W}tblBorders"))
    return borders


def _read_borders(element: Element | None) -> Borders:
    found: Borders = {}
    if element is None:
        return found
    for edge in (*_EDGES, "insideH", "insideV"):
        line = element.find(f"{W}{edge}")
        if line is None and edge in _OTHER_NAMES:
            line = element.find(f"{W}{_OTHER_NAMES[edge]}")
        if line is not None:
            found[edge] = is_border(line)
    return found


def _bordered(drafts: list[_Draft], rows: int, columns: int, table: Borders) -> list[bool]:
    """For each cell, whether a line is drawn on all four sides. Neighbours share a side: either may draw it."""
    edges = [_edges(draft, rows, columns, table) for draft in drafts]
    if not any(f"{W}tcBorders" in draft.properties for draft in drafts):
        return [all(own.values()) for own in edges]
    places = {
        (row, column): number
        for number, draft in enumerate(drafts)
        for row in range(draft.row, draft.row + draft.rows)
        for column in range(draft.column, draft.column + draft.span)
    }
    found = []
    for draft, own in zip(drafts, edges, strict=True):
        beside = {
            "top": (draft.row - 1, draft.column),
            "left": (draft.row, draft.column - 1),
            "bottom": (draft.row + draft.rows, draft.column),
            "right": (draft.row, draft.column + draft.span),
        }
        found.append(
            all(
                drawn or (beside[side] in places and edges[places[beside[side]]][_FACING[side]])
                for side, drawn in own.items()
            )
        )
    return found


def _edges(draft: _Draft, rows: int, columns: int, table: Borders) -> Borders:
    """Which sides the cell draws: its own, else the table's outer or inner line."""
    own = _read_borders(draft.properties.get(f"{W}tcBorders"))
    outside = (draft.row == 0, draft.column == 0, draft.row + draft.rows == rows, draft.column + draft.span == columns)
    return {
        edge: own[edge] if edge in own else table.get(edge if outer else _INNER[edge], False)
        for edge, outer in zip(_EDGES, outside, strict=True)
    }


def _style_shaded(story: Teller, style: str) -> bool:
    return any(
        is_shaded(shading) for element in story.context.styles.chain(style) for shading in element.iter(f"{W}shd")
    )
