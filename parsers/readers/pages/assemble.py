"""Pages → blocks: ruled tables, columns and paragraphs, and what a page's end cut put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.document import Block, Cell, Skipped, Table
from parsers.readers.pages.aligned import find_aligned
from parsers.readers.pages.columns import Columns, split_columns, with_line_before
from parsers.readers.pages.framed import find_ruled_rows, part_frames
from parsers.readers.pages.furniture import set_furniture_aside
from parsers.readers.pages.grid import Grid, find_grids, put_into_cells
from parsers.readers.pages.headed import find_headed
from parsers.readers.pages.line_numbers import set_line_numbers_aside
from parsers.readers.pages.lines import (
    CENTRED,
    SAME_START,
    WIDE_GAP,
    Column,
    Line,
    column_of,
    continues,
    make_lines,
    make_paragraphs,
    to_paragraph,
)
from parsers.readers.pages.marks import box_words, boxes_of_grid
from parsers.readers.pages.newspaper import Gutter, may_be_columns, part_columns
from parsers.readers.pages.notes import as_paragraphs, set_notes_aside
from parsers.readers.pages.overleaf import PageDraft, join_overleaf
from parsers.readers.pages.page import Box, Page, Word
from parsers.readers.pages.rules import find_ruled_across
from parsers.readers.pages.setting import set_as, wrapped
from parsers.readers.pages.sheets import part_sheets, put_back
from parsers.readers.pages.tables import TableDraft, see_grounds

COLUMN_SLACK = 6.0  # points: what indents and cell padding take from a column whose edges are not drawn


SHARED = 0.03  # of a file's lines that begin at its margin, at least
LEAST_SHARED = 3
MOST_INDENT = 60.0  # points from the margin to the first lines of paragraphs
MOST_SHIFT = 24.0  # points that a page may lie off the others: more is another margin

FEW = 0.12  # of a file's lines are long: its text is narrower than half a page
MARGIN_SHARE = 0.08  # of a page's lines that begin at its margin, at least: the others are indented
MARGIN_WIDTH = 4.0  # points within which they do on a scan

_Draft = list[Line] | TableDraft | Columns


def assemble(pages: Sequence[Page]) -> tuple[tuple[Block, ...], list[Skipped]]:
    """The blocks of the pages in reading order, and the page furniture that was set aside."""
    halves = part_sheets(pages)
    if halves:
        return put_back(*assemble(halves), pages)
    numbers = set_line_numbers_aside(pages)
    gutters: list[Gutter] = []
    drafts = [draft for page in pages for draft in _drafts(page, gutters)]
    skipped = set_furniture_aside(
        [draft.lines for draft in drafts],
        [draft.page.height for draft in drafts],
        [draft.page.furniture for draft in drafts],
    )
    notes = [note for draft in drafts for note in set_notes_aside(draft.page, draft.lines)]
    body = _body_column(drafts)
    part_frames(drafts)
    join_overleaf(drafts)
    blocks = (_block(item, column, body) for item, column in _joined(drafts, body))
    return (*(block for block in blocks if block.text.strip()), *as_paragraphs(notes)), [*numbers, *skipped]


# --- one page ------------------------------------------------------------------------------------------------------


def _drafts(page: Page, gutters: list[Gutter]) -> list[PageDraft]:
    """The page, or what stands across it and its newspaper columns in reading order."""
    drawn = page.words  # some go into boxes
    typed = False not in [word.confidence == 1.0 for word in page.words]
    grids, words, lines = _first_look(page, typed)
    if typed and (gutters or may_be_columns(lines, page.width)):
        parts = part_columns(replace(page, words=drawn), grids, gutters)
        if parts:
            return [draft for part in parts for draft in _drafts(part, [])]
    return [_draft(page, typed, grids, words, lines)]


def _first_look(page: Page, typed: bool) -> tuple[list[Grid], list[Word], list[Line]]:
    """The ruled tables, the boxes as words, and the lines of what stands in none of the tables."""
    grids, boxes = [], list(page.boxes)
    for grid in find_grids(page.rulings):
        framed = boxes_of_grid(grid, page.words)
        if framed:
            boxes += [frame for frame in framed if not any(_is_judged(box, frame) for box in page.boxes)]
        elif len(grid.cells) > 1 or _holds_text(grid, page.words):
            grids.append(grid)
    words = box_words(page, boxes)
    words += page.words
    if typed:
        grids += find_ruled_rows(page.rulings, words, grids)
    return grids, words, make_lines(put_into_cells(words, grids), page.number)


def _is_judged(box: Box, frame: Box) -> bool:
    """Whether a box is this frame, or in it, and its ink was looked at."""
    return box.kind == "scan" and frame.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)


def _draft(page: Page, typed: bool, grids: list[Grid], words: list[Word], lines: list[Line]) -> PageDraft:
    if typed:
        headed, own = find_headed(lines, page.rulings, page.fills)
        rest = [line for line in lines if id(line) not in own] if own else lines
        grids += [*headed, *find_aligned(rest, page.rulings, page.fills, grids)]
    across = find_ruled_across(page.rulings, page.words, grids)
    taken = {id(word) for grid in grids for cell in grid.cells for word in cell.words}
    if len(taken) + sum(len(line.words) for line in lines) > len(words) or across:  # some were free until now
        free = [word for word in words if id(word) not in taken]
        lines = make_lines(put_into_cells(free, across), page.number)
    grids = sorted([*grids, *across], key=lambda grid: grid.ys[0])
    see_grounds(grids, page.fills)
    return PageDraft(page, typed, lines, [grid for grid in grids if any(c.words for c in grid.cells)])


def _holds_text(grid: Grid, words: list[Word]) -> bool:
    x0, top, x1, bottom = grid.bbox
    return any(x0 < word.x0 and word.x1 < x1 and top < word.baseline < bottom for word in words)


def _body_column(drafts: list[PageDraft]) -> Column:
    """The room of running text: the edges that most long lines share, over the whole file, or those of its columns."""
    rooms = [draft.page.room for draft in drafts if draft.page.room]
    if rooms:
        return Column(min(left for left, _ in rooms), max(right for _, right in rooms))
    lines = [line for draft in drafts for line in draft.lines if line.x1 - line.x0 > 0.5 * draft.page.width]
    if len(lines) < FEW * sum(len(draft.lines) for draft in drafts):
        lines = [line for draft in drafts for line in wrapped(draft.lines)] or lines
    if not lines:
        return column_of([line for draft in drafts for line in draft.lines])
    lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    left = lefts[len(lefts) // 10]
    typed = all(draft.typed for draft in drafts)
    if typed:
        left = min(left, _shared([line.x0 for draft in drafts for line in draft.lines], left))
    right = rights[-1 - len(rights) // 10]
    if typed:  # where few lines are full, most long ones end before it
        plain = (line for draft in drafts for line in wrapped(draft.lines) if line.widest <= WIDE_GAP * line.size)
        right = max([right, *(line.x1 for line in plain)])
    column = Column(left, right)
    return set_as((draft.lines for draft in drafts), column) if typed else column


def _shared(starts: list[float], left: float) -> float:
    """The leftmost place where lines begin, short ones too: where most paragraphs have one line, all long ones are
    indented.
    """
    least = max(LEAST_SHARED, round(len(starts) * SHARED))
    near = sorted(start for start in starts if left - MOST_INDENT <= start < left)
    for first, last in zip(near, near[least - 1 :], strict=False):
        if last - first <= SAME_START:
            return first
    return left


def _as_laid(body: Column, draft: PageDraft) -> Column:
    """The body's room on one page: a scanned one lies a little to the left or the right of the others."""
    if draft.page.room is not None:
        return Column(*draft.page.room)
    if draft.typed:
        return body
    left = _margin([line.x0 for line in draft.lines if abs(line.x0 - body.left) <= MOST_SHIFT])
    if left is None:
        return body
    shift = left - body.left
    return Column(body.left + shift, max(body.right + shift, max(line.x1 for line in draft.lines)))


def _margin(starts: list[float]) -> float | None:
    """Where the lines begin that are not indented: the leftmost place that several share. None where none is shared."""
    starts = sorted(starts)
    least = max(2, round(len(starts) * MARGIN_SHARE))
    for index, start in enumerate(starts):
        together = [other for other in starts[index:] if other - start <= MARGIN_WIDTH]
        if len(together) >= least:
            return together[len(together) // 2]
    return None


# --- over the pages ------------------------------------------------------------------------------------------------


def _joined(drafts: list[PageDraft], body: Column) -> list[tuple[_Draft, Column]]:
    """Everything in reading order, with its column; what the end of a page or a column cut is put together again."""
    result: list[tuple[_Draft, Column]] = []
    room = None  # of the draft before, where that is a newspaper column
    for draft in drafts:
        column = _as_laid(body, draft)
        alike = (room is None) == (draft.page.room is None)
        aside = draft.page.room[0] - room[0] if room and draft.page.room else 0.0
        for index, item in enumerate(_flow(draft, column)):
            before, above = result[-1] if result and index == 0 and alike else (None, None)
            if isinstance(before, list) and isinstance(item, list) and continues(before, item[0], column, above):
                before += item
            elif (
                isinstance(before, list)
                and isinstance(item, Columns)
                and len(before) == 1
                and with_line_before(before[0], item)
            ):
                result[-1] = (item, column)
            elif isinstance(before, TableDraft) and isinstance(item, TableDraft) and before.goes_on(item, aside):
                before.grids += item.grids
            else:
                result.append((item, column))
        room = draft.page.room
    return result


def _flow(draft: PageDraft, body: Column) -> list[_Draft]:
    """The page's paragraphs, tables and two-column parts from top to bottom."""
    result: list[_Draft] = []
    lines = list(draft.lines)
    for grid in [*draft.grids, None]:
        above = [line for line in lines if grid is None or line.baseline < grid.ys[0] + 4]
        lines = lines[len(above) :]
        run: list[Line] = []
        for part in split_columns(above, body.left, body.right):
            if isinstance(part, Line):
                run.append(part)
                continue
            result += [*make_paragraphs(run, body), part]
            run = []
        result += make_paragraphs(run, body)
        if grid is not None:
            result.append(TableDraft([(draft.page.number, grid)]))
    return result


# --- drafts → blocks -----------------------------------------------------------------------------------------------


def _block(item: _Draft, column: Column, body: Column) -> Block:
    if isinstance(item, Columns):
        return _columns(item, body)
    if isinstance(item, TableDraft):
        return item.table()
    return to_paragraph(item, column)


def _columns(item: Columns, body: Column) -> Table:
    rows = [item, *item.below]
    cells = [
        _column_cell(row, number, index, body) for number, row in enumerate(rows) for index in range(len(row.parts))
    ]
    return Table(len(rows), len(item.parts), tuple(cells))


def _column_cell(row: Columns, number: int, index: int, body: Column) -> Cell:
    edges = [body.left, *row.gutters, body.right]
    lines, left, right = row.parts[index], edges[index], edges[index + 1]
    column = _side(lines, left, right) if lines else Column(left, right)
    groups = [lines] if row.wrapped and lines else make_paragraphs(lines, column)
    return Cell(number, index, tuple(to_paragraph(group, column) for group in groups), bordered=False)


def _side(lines: list[Line], left: float, right: float) -> Column:
    """The room of one column; around the axis where its lines are centred, for its real edge is not drawn."""
    own = column_of(lines)
    left, right = min(left, own.left), max(right, own.right)
    axes = sorted((line.x0 + line.x1) / 2 for line in lines)
    axis = axes[len(axes) // 2]
    if sum(abs(value - axis) < CENTRED for value in axes) * 2 <= len(axes):
        return Column(left, right, drawn=False)
    half = max(min(axis - left, right - axis) - COLUMN_SLACK, (own.right - own.left) / 2)
    return Column(axis - half, axis + half, drawn=False)
