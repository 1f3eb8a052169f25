"""Tables that nothing rules and that a page's end cuts: what goes on without a head on the next page.

Such a table is known by its head, its rows and its columns together, and a page's end parts them. So where one page
ends and the next begins with what may be rows, the lines of both are laid under one another and looked at as one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.document import BBox
from parsers.readers.pages.aligned import find_aligned
from parsers.readers.pages.grid import Grid, GridCell
from parsers.readers.pages.headed import find_headed
from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.pages.tables import see_grounds

STEP = 3.2  # of the font size: the farthest that two baselines of one table lie apart
USUAL = 2.4  # of the font size: the farthest that rows are laid under those of the page before
APART = 0.6  # of the font size: room that parts two cells
NEAR_END = 3  # lines at a page's end, or at its top, of which one must have such room
SAMPLE = 16  # lines of a head and the few rows that are no table by themselves, and of a page's top looked at first


@dataclass(slots=True)
class PageDraft:
    """A page's lines that are in no table, and its tables from top to bottom."""

    page: Page
    typed: bool  # words recognised in a picture stand too loosely to be aligned
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)


def join_overleaf(drafts: Sequence[PageDraft]) -> None:
    """Puts what goes on with the last table of the page before into a grid with the same columns."""
    begun: tuple[list[Line], list[float]] | None = None  # a table's first lines and columns, where it fills a page
    for upper, lower in pairwise(drafts):
        foot, columns = begun or ([], None)
        begun = None
        if not (_may_go_on(upper, slice(-NEAR_END, None)) and _may_go_on(lower, slice(NEAR_END))):
            continue
        foot, top = foot or _at_foot(upper), _at_top(lower)
        parts = _find(foot, top[:SAMPLE], upper.page, lower.page) if foot and top else None
        if parts is not None and len(top) > SAMPLE and parts[1].ys[-1] > top[SAMPLE - 2].baseline:
            parts = _find(foot, top, upper.page, lower.page)
        if parts is None:
            continue
        above, below = parts
        if columns is None:
            if not _put(upper, above):
                continue
            columns = above.xs
        if len(columns) == len(below.xs) and _put(lower, below):
            below.xs = columns
            if not lower.lines or lower.lines[-1].baseline < below.ys[0]:
                begun = foot[:SAMPLE], columns


def _may_go_on(draft: PageDraft, end: slice) -> bool:
    """Whether the lines at one end of a typed page, no newspaper column, may be rows of a table."""
    if not draft.typed or draft.page.room:
        return False
    rows = [line.widest >= APART * line.size for line in draft.lines[end]]
    return True in rows or any(not grid.drawn for grid in draft.grids)


# --- the ends of two pages -----------------------------------------------------------------------------------------


def _at_foot(draft: PageDraft) -> list[Line]:
    """The lines below the last ruled table, as far up as they lie near one another.

    No more than a table's beginning above those that already are a table: a longer one would be.
    """
    floor = max((grid.ys[-1] for grid in draft.grids if grid.drawn), default=0.0)
    lines = [line for line in _free_lines(draft) if line.baseline > floor]
    known = max((grid.ys[0] for grid in draft.grids if not grid.drawn), default=draft.page.height)
    free = sum(line.baseline < known for line in lines)
    first = len(lines) - 1
    while first > max(0, free - SAMPLE) and _are_near(lines[first - 1], lines[first]):
        first -= 1
    return lines[max(first, 0) :]


def _at_top(draft: PageDraft) -> list[Line]:
    """The lines above the first ruled table, as far down as they lie near one another."""
    ceiling = min((grid.ys[0] for grid in draft.grids if grid.drawn), default=draft.page.height)
    lines = [line for line in _free_lines(draft) if line.baseline < ceiling]
    count = 1
    while count < len(lines) and _are_near(lines[count - 1], lines[count]):
        count += 1
    return lines[:count]


def _free_lines(draft: PageDraft) -> list[Line]:
    """The lines that nothing rules, those of tables among them."""
    words = [word for grid in draft.grids if not grid.drawn for cell in grid.cells for word in cell.words]
    lines = [*draft.lines, *make_lines(words, draft.page.number)] if words else draft.lines
    return sorted(lines, key=lambda line: line.baseline) if words else lines


def _are_near(above: Line, below: Line) -> bool:
    return below.baseline - above.baseline <= STEP * max(above.size, below.size)


# --- one page out of two -------------------------------------------------------------------------------------------


def _find(foot: list[Line], top: list[Line], upper: Page, lower: Page) -> tuple[Grid, Grid] | None:
    """The table that has rows on both pages, as its two parts."""
    steps = [below.baseline - above.baseline for above, below in pairwise(foot[-NEAR_END - 2 :])]
    size = foot[-1].size
    step = min(max(steps, default=USUAL * size), USUAL * size)
    down = foot[-1].baseline + step - top[0].baseline
    own: dict[int, Word] = {}  # the words of the lower page by the `id` of those that were laid below the upper's
    laid = [Line([_laid(word, down, own) for word in line.words], foot[0].page) for line in top]
    end = foot[-1].baseline + step / 2
    rulings = [rule for rule in upper.rulings if _top(rule) < end]
    rulings += [rule for rule in (_lowered(rule, down) for rule in lower.rulings) if _top(rule) > end]
    fills = [fill for fill in upper.fills if fill[1] < end]
    fills += [(x0, y0 + down, x1, y1 + down) for x0, y0, x1, y1 in lower.fills if y1 + down > end]
    for grid in _tables([*foot, *laid], rulings, fills):
        rows = [cell.row for cell in grid.cells for word in cell.words if id(word) in own]
        if rows and min(rows) >= grid.head_rows and any(id(w) not in own for cell in grid.cells for w in cell.words):
            return _parted(grid, min(rows), own, down)
    return None


def _tables(lines: list[Line], rulings: list[Ruling], fills: list[BBox]) -> list[Grid]:
    headed, taken = find_headed(lines, rulings, fills)
    return [*headed, *find_aligned([line for line in lines if id(line) not in taken], rulings, fills, [])]


def _laid(word: Word, down: float, own: dict[int, Word]) -> Word:
    lowered = Word(
        word.text, word.x0, word.top + down, word.x1, word.bottom + down, word.baseline + down, word.size, word.style,
        word.pale, word.box, word.confidence, word.alternatives, word.underline, word.strike, word.highlight, word.ring,
    )  # fmt: skip
    own[id(lowered)] = word
    return lowered


def _lowered(rule: Ruling, down: float) -> Ruling:
    if rule.horizontal:
        return Ruling(True, rule.at + down, rule.start, rule.end)
    return Ruling(False, rule.at, rule.start + down, rule.end + down)


def _top(rule: Ruling) -> float:
    return rule.at if rule.horizontal else rule.start


# --- two grids out of one ------------------------------------------------------------------------------------------


def _parted(grid: Grid, row: int, own: dict[int, Word], down: float) -> tuple[Grid, Grid]:
    """The parts above and below the page's end, which goes before `row` or through it."""
    cut = any(id(word) not in own for cell in grid.cells if cell.row == row for word in cell.words)
    above = [_part(cell, [w for w in cell.words if id(w) not in own]) for cell in grid.cells if cell.row < row + cut]
    below = [
        _part(cell, [own[id(word)] for word in cell.words if id(word) in own], -row, -down)
        for cell in grid.cells
        if cell.row >= row
    ]
    last = max(word.bottom for cell in above for word in cell.words)
    first = min(word.top for cell in below for word in cell.words)
    upper = Grid(grid.xs, [*grid.ys[: row + cut], last], above, drawn=False, head_rows=grid.head_rows)
    return upper, Grid(grid.xs, [first, *(y - down for y in grid.ys[row + 1 :])], below, drawn=False, cut=cut)


def _part(cell: GridCell, words: list[Word], rows: int = 0, down: float = 0.0) -> GridCell:
    x0, top, x1, bottom = cell.bbox
    box = (x0, top + down, x1, bottom + down)
    return GridCell(cell.row + rows, cell.column, cell.row_span, cell.column_span, box, words)


def _put(draft: PageDraft, part: Grid) -> bool:
    """Puts the part in the place of its lines and of the tables that they were in; False where one has others too."""
    taken = {id(word) for cell in part.cells for word in cell.words}
    old = [grid for grid in draft.grids if any(id(word) in taken for cell in grid.cells for word in cell.words)]
    if any(id(word) not in taken for grid in old for cell in grid.cells for word in cell.words):
        return False
    see_grounds([part], draft.page.fills)
    draft.lines[:] = [line for line in draft.lines if id(line.words[0]) not in taken]
    draft.grids = sorted([part, *(grid for grid in draft.grids if grid not in old)], key=lambda grid: grid.ys[0])
    return True
