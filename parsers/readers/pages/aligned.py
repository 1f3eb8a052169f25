"""Tables whose rulings do not show their cells: rows of figures one under another, below a head.

Only a head ruled, every second row on a coloured ground, lines down but not across, or nothing drawn at all: what is
always there is that figures stand in columns, apart by strips that no word crosses. Prose has no such strips, labels
with check boxes are left to who reads marks, a table of contents has leaders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from models.document import BBox
from parsers.readers.pages.aligned_head import YEARS, Head, pieces_of, read_head
from parsers.readers.pages.grid import Grid, GridCell
from parsers.readers.pages.lines import LABEL, Line
from parsers.readers.pages.page import Ruling, Word, is_typed_box

LEAST_ROWS = 2
LEAST_COLUMNS = 3
GUTTER = (
    0.7  # of the font size, that no word of the body touches: cells of 14-point print have 0.77 between their texts
)
STEP = 3.2  # of the font size: the farthest that two baselines of one table lie apart
TIGHT = 1.35  # of the font size: lines of one cell
FIGURES = 2 / 3  # of a column's cells
RULE_SHARE = 0.5  # of the table's width that a rule or a ground's edge between two rows covers
BLANK = 0.25  # of the font size: the room between two words
LONGEST_TITLE = 12  # words of a text over several columns
EDGE = 2.0  # points
SPARE = 0.8  # of the font size: the room beside a column's widest line, less than a word's and more than a letter's
HEAD_SLACK = 20.0  # points by which a ruled head may be wider than the figures below it

_NUMBER = r"\d[\d.,]*"
FIGURE = re.compile(
    rf"[+-]?{_NUMBER}(?:\s*/\s*{_NUMBER})?\s*%?(?:\s*\({_NUMBER}\s*%?\))?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|[-–—]"
)  # a number, a part of one ("4/5"), one with its share ("8 (10,0%)"), a day
ORDINAL = re.compile(r"\d{1,3}\.?")


_Rooms = list[tuple[float, float]]  # left, right


@dataclass(slots=True)
class Body:
    """The lines with figures and what wraps between them; the middles of the strips between the columns."""

    lines: list[Line]
    gutters: list[float]
    blank: list[Word] = field(default_factory=list)  # of the head, over columns with nothing in them
    titles: frozenset[int] = frozenset()  # the `id`s of lines of one text over several columns

    @property
    def words(self) -> list[Word]:
        """Those that stand in one column."""
        return [word for line in self.lines if id(line) not in self.titles for word in line.words]


def find_aligned(
    lines: Sequence[Line], rulings: Sequence[Ruling], fills: Sequence[BBox], grids: Sequence[Grid]
) -> list[Grid]:
    """The tables among lines that stand in none of `grids`, their words in their cells; a ruled head goes with them.

    A table whose head is one of `grids` makes that grid longer, and is not among the result.
    """
    rows = [index for index, line in enumerate(lines) if has_figures(line)]
    if len(rows) < LEAST_ROWS:
        return []
    found: list[Grid] = []
    last = -1
    for start in rows:
        if start <= last or _are_years(lines[start], lines[start + 1 : start + 2]):
            continue
        body = _body(lines, start)
        if body is None:
            continue
        end = start + len(body.lines) - 1
        first = _begin(lines, last + 1, start, body)
        body.lines[:0] = lines[first:start]
        edges = row_edges(body, rulings, fills)
        ruled = _ruled_head(body, grids)
        if ruled is not None:
            _lengthen(ruled, body, edges)
        else:
            above = lines[last + 1 : first]
            head = read_head(above, _extents(body), body.lines[0])
            if head is None and above and _add_blank_columns(body, above[-1]):
                head = read_head(above, _extents(body), body.lines[0])
            if head is None:
                continue
            found.append(grid_of(head, body, edges))
        last = end
    return found


# --- the body ------------------------------------------------------------------------------------------------------


def has_figures(line: Line) -> bool:
    """Three texts apart at least, one of them a figure, or nothing but figures; no check boxes, no leaders."""
    least = GUTTER * line.size
    if line.widest < least:
        return False
    gaps = sum(after.x0 - before.x1 >= least for before, after in pairwise(line.words))
    if line.marked or any(map(is_typed_box, line.words)):
        return False
    first, *others = pieces_of(line.words, least)
    figures = sum(bool(FIGURE.fullmatch(piece.text)) for piece in others)
    if gaps < LEAST_COLUMNS - 1:
        return figures == len(others) and bool(FIGURE.fullmatch(first.text))
    return figures > 0 or bool(ORDINAL.fullmatch(first.text))


def _are_years(line: Line, below: Sequence[Line]) -> bool:
    """Whether the figures are the years that a bold head ends with, above lines that are not bold."""
    bold = line.bold and not any(other.bold for other in below)
    return bold and all(YEARS.fullmatch(piece.text) for piece in pieces_of(line.words, GUTTER * line.size))


def _body(lines: Sequence[Line], start: int) -> Body | None:
    run, titles = [lines[start]], set[int]()
    gutters = _gutters(run[0].words)
    whole = 1  # lines up to the last with figures
    for index, line in enumerate(lines[start + 1 :], start + 1):
        if line.baseline - run[-1].baseline > STEP * line.size or any(word.box for word in line.words):
            break
        if _is_title(line, lines[index - 1], lines[index + 1 : index + 2], gutters, run[0].x0):
            titles.add(id(line))
            run.append(line)
            continue
        figures = has_figures(line)
        wraps = _wraps(run[-1], line)
        wider = _gutters([word for other in (*run, line) if id(other) not in titles for word in other.words])
        if len(wider) < max(2, len(gutters)) or not all(
            _parted(other, wider) for other in (*run, line) if id(other) not in titles
        ):
            break
        run.append(line)
        gutters = wider
        if figures or (wraps and len(run) == whole + 1) or len(pieces_of(line.words, GUTTER * line.size)) > 2:
            whole = len(run)
    whole += sum(1 for _ in takewhile(lambda pair: _ends_row(*pair, gutters), pairwise(run[whole - 1 :])))
    body = Body(run[:whole], [], titles=frozenset(titles))
    body.gutters = _gutters(body.words)
    rows = [line for line in body.lines if has_figures(line)]
    if len(rows) < LEAST_ROWS or len(body.gutters) + 1 < LEAST_COLUMNS or not _is_of_figures(body):
        return None
    return body


def _is_title(line: Line, above: Line, below: Sequence[Line], gutters: list[float], left: float) -> bool:
    """Whether the line is a row of one text over several columns that heads the rows below it ("II. Học lực")."""
    if line.widest >= GUTTER * line.size or not _crosses(line, gutters) or not below:
        return False
    begins = abs(line.x0 - left) <= EDGE or (line.bold and not above.bold and not below[0].bold)
    plain = len(line.words) <= LONGEST_TITLE and line.words[-1].text[-1:] not in ".;,"
    return begins and plain and has_figures(above) and has_figures(below[0]) and not _crosses(below[0], gutters)


def _crosses(line: Line, gutters: list[float]) -> bool:
    """Whether the line's texts stand in a gutter."""
    pieces = pieces_of(line.words, GUTTER * line.size)
    return any(piece.x0 < gutter < piece.x1 for piece in pieces for gutter in gutters)


def _ends_row(above: Line, line: Line, gutters: list[float]) -> bool:
    """Whether the line without figures is the rest of the row above: tight below it, each text under another one."""
    own = {_column(piece.middle, gutters) for piece in pieces_of(above.words, GUTTER * above.size)}
    rest = {_column(piece.middle, gutters) for piece in pieces_of(line.words, GUTTER * line.size)}
    first = line.words[0].text
    new = rest == {0} and (first[:1].isupper() or bool(LABEL.fullmatch(first)))
    return line.baseline - above.baseline <= TIGHT * line.size and rest <= own and not new


def _begin(lines: Sequence[Line], floor: int, start: int, body: Body) -> int:
    """Where the first row begins: its text may be broken over lines above its figures."""
    figures = _figure_columns(body)
    while start > floor:
        line, below = lines[start - 1], lines[start]
        pieces = pieces_of(line.words, GUTTER * line.size)
        column = _column(pieces[0].middle, body.gutters)
        alone = len(pieces) == 1 and column not in figures and _column(pieces[0].x1, body.gutters) == column
        if not alone or below.baseline - line.baseline > TIGHT * line.size or pieces[0].text[-1:] in ".:;":
            break
        if line.bold and not below.bold:
            break  # the end of the head
        start -= 1
    return start


def _wraps(last: Line, line: Line) -> bool:
    tight = line.baseline - last.baseline <= TIGHT * line.size
    return tight and line.words[0].text[:1].islower()


def _gutters(words: Sequence[Word]) -> list[float]:
    """The middles of the strips that no word touches."""
    gutters = []
    ordered = sorted(words, key=lambda word: word.x0)
    reached = ordered[0].x1
    for word in ordered[1:]:
        if word.x0 - reached >= GUTTER * word.size:
            gutters.append((reached + word.x0) / 2)
        reached = max(reached, word.x1)
    return gutters


def _parted(line: Line, gutters: list[float]) -> bool:
    """Whether no two texts of the line stand in one column."""
    pieces = pieces_of(line.words, GUTTER * line.size)
    return all(any(a.x1 <= gutter <= b.x0 for gutter in gutters) for a, b in pairwise(pieces))


def _is_of_figures(body: Body) -> bool:
    """A column of figures behind the first, or rows that are counted 1, 2, 3."""
    if _figure_columns(body):
        return True
    counted = [int(text.rstrip(".")) for text in _columns(body)[0] if ORDINAL.fullmatch(text)]
    return len(counted) >= LEAST_ROWS and all(b == a + 1 for a, b in pairwise(counted))


def _figure_columns(body: Body) -> set[int]:
    """The columns behind the first that hold figures."""
    return {
        index
        for index, texts in enumerate(_columns(body))
        if index and sum(bool(FIGURE.fullmatch(text)) for text in texts) >= max(2.0, FIGURES * len(texts))
    }


def _columns(body: Body) -> list[list[str]]:
    """The texts of each column in the lines with figures."""
    columns: list[list[str]] = [[] for _ in range(len(body.gutters) + 1)]
    for line in filter(has_figures, body.lines):
        for piece in pieces_of(line.words, GUTTER * line.size):
            columns[_column(piece.middle, body.gutters)].append(piece.text)
    return columns


def _column(x: float, gutters: list[float]) -> int:
    return sum(x > gutter for gutter in gutters)


def _extents(body: Body) -> list[tuple[float, float]]:
    """From where to where the words of each column stand."""
    columns: list[list[Word]] = [[] for _ in range(len(body.gutters) + 1)]
    for word in (*body.words, *body.blank):
        columns[_column((word.x0 + word.x1) / 2, body.gutters)].append(word)
    return [(min(word.x0 for word in own), max(word.x1 for word in own)) for own in columns]


def _add_blank_columns(body: Body, head: Line) -> bool:
    """Gives the body the columns that are empty in all rows ("Ghi chú"): the head has a text beside all others."""
    extents = _extents(body)
    least = GUTTER * head.size
    for piece in pieces_of(head.words, least):
        if all(piece.x1 + least <= left or right + least <= piece.x0 for left, right in extents):
            body.blank += piece.words
            extents.append((piece.x0, piece.x1))
    body.gutters = [(before[1] + after[0]) / 2 for before, after in pairwise(sorted(extents))]
    return bool(body.blank)


# --- rows ----------------------------------------------------------------------------------------------------------


def row_edges(
    body: Body, rulings: Sequence[Ruling], fills: Sequence[BBox], joined: set[tuple[int, int]] | None = None
) -> list[float]:
    """The edges between the rows, from the first row's top to the last one's bottom.

    `joined` has the `id`s of neighbouring lines that are of one row, where they are known.
    """
    drawn = list(_drawn(body, rulings, fills))
    groups: list[list[Line]] = [[body.lines[0]]]
    own = _own_rows(body, drawn) if joined is None else joined
    for before, line in pairwise(body.lines):
        if any(before.baseline < edge < line.baseline for edge in drawn) or (id(before), id(line)) not in own:
            groups.append([])
        groups[-1].append(line)
    edges = [_top(groups[0])]
    for above, below in pairwise(groups):
        low, high = above[-1].baseline, _top(below)
        between = [edge for edge in drawn if low < edge < below[0].baseline]
        edges.append(between[0] if between else (low + max(low, high)) / 2)
    return [*edges, max(word.bottom for word in groups[-1][-1].words)]


def _top(lines: list[Line]) -> float:
    return min(word.top for line in lines for word in line.words)


def _drawn(body: Body, rulings: Sequence[Ruling], fills: Sequence[BBox]) -> Iterator[float]:
    """Where rules and coloured grounds part two rows."""
    words = body.words
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    least = RULE_SHARE * (right - left)
    for rule in rulings:
        if rule.horizontal and min(rule.end, right) - max(rule.start, left) >= least:
            yield rule.at
    bands: dict[tuple[float, float], float] = {}  # cells of one row have their grounds side by side
    for x0, top, x1, bottom in fills:
        key = (round(top), round(bottom))
        bands[key] = bands.get(key, 0.0) + max(0.0, min(x1, right) - max(x0, left))
    for (top, bottom), width in bands.items():
        if width >= least:
            yield from (top, bottom)


def _own_rows(body: Body, drawn: list[float]) -> set[tuple[int, int]]:
    """Pairs of neighbouring lines that are of one row.

    A line without figures goes with the nearer of the neighbours that it goes on with, the one above where both are as
    near; a line that goes on with neither is a row that heads those below it ("2. Học lực"). Between two drawn edges
    with one line of figures all lines are one row.
    """
    joined: set[tuple[int, int]] = set()
    lines, extents = body.lines, _extents(body)
    figures = _figure_columns(body) or set(range(1, len(extents)))
    apart = [_apart(upper, lower, body, extents) for upper, lower in pairwise(lines)]
    for index, line in enumerate(lines):
        if id(line) in body.titles or _fills_row(line, body, figures):
            continue
        above = apart[index - 1] if index else float("inf")
        below = apart[index] if index < len(apart) else float("inf")
        if min(above, below) > (float("1e9") if drawn else TIGHT * line.size):
            continue
        if above <= below + 0.5:
            joined.add((id(lines[index - 1]), id(line)))
        else:
            joined.add((id(line), id(lines[index + 1])))
    return joined


def _apart(upper: Line, lower: Line, body: Body, extents: list[tuple[float, float]]) -> float:
    """Points between the baselines of two lines; infinite where a text of the lower one begins anew: with a list's
    label, or with a capital below a text that had room for its first word.
    """
    if id(upper) in body.titles or id(lower) in body.titles:
        return float("inf")
    above = {_column(piece.middle, body.gutters): piece for piece in pieces_of(upper.words, GUTTER * upper.size)}
    for piece in pieces_of(lower.words, GUTTER * lower.size):
        column = _column(piece.middle, body.gutters)
        own, first = above.get(column), piece.words[0]
        if own is None or first.text[:1].islower():
            continue
        left, right = extents[column]
        if len(piece.words) > 1 and LABEL.fullmatch(first.text):
            return float("inf")
        if own.x1 - own.x0 + BLANK * lower.size + first.x1 - first.x0 <= right - left:
            return float("inf")
    return lower.baseline - upper.baseline


def _fills_row(line: Line, body: Body, figures: set[int]) -> bool:
    """Whether the line is a row's own: figures in one of the columns of `figures`, or a count before a text."""
    pieces = pieces_of(line.words, GUTTER * line.size)
    if any(_column(piece.middle, body.gutters) in figures and FIGURE.fullmatch(piece.text) for piece in pieces):
        return True
    return len(pieces) > 1 and bool(ORDINAL.fullmatch(pieces[0].text))


# --- head and cells ------------------------------------------------------------------------------------------------


def _ruled_head(body: Body, grids: Sequence[Grid]) -> Grid | None:
    """The grid right above the figures that has their columns."""
    left, right, top = body.words[0].x0, max(word.x1 for word in body.words), _top(body.lines[:1])
    left = min(word.x0 for word in body.words)
    for grid in grids:
        x0, _, x1, bottom = grid.bbox
        near = -2.0 <= top - bottom <= STEP * body.lines[0].size / 2
        around = x0 - 2 <= left and right <= x1 + 2 and left - x0 <= 10 * HEAD_SLACK
        if near and around and len(grid.xs) == len(body.gutters) + 2 and _in_columns(body, grid.xs):
            return grid
    return None


def _in_columns(body: Body, xs: list[float]) -> bool:
    return all(any(a - 1 <= word.x0 and word.x1 <= b + 1 for a, b in pairwise(xs)) for word in body.words)


def _lengthen(grid: Grid, body: Body, edges: list[float]) -> None:
    """Puts the rows of figures under the head that is ruled."""
    rows = len(grid.ys) - 1
    edges = [grid.ys[-1], *edges[1:]]
    grid.cells += _cells(body, grid.xs, list(pairwise(grid.xs)), edges, rows)
    grid.ys += edges[1:]


def _cells(body: Body, xs: list[float], rooms: _Rooms, edges: list[float], first: int) -> list[GridCell]:
    cells = {
        (row, column): GridCell(first + row, column, 1, 1, (left, edges[row], right, edges[row + 1]))
        for row in range(len(edges) - 1)
        for column, (left, right) in enumerate(rooms)
    }
    for line in body.lines:
        row = sum(line.baseline > edge for edge in edges[1:-1])
        if id(line) in body.titles:
            whole = (rooms[0][0], edges[row], rooms[-1][1], edges[row + 1])
            cells = {place: cell for place, cell in cells.items() if place[0] != row}
            cells[row, 0] = GridCell(first + row, 0, 1, len(rooms), whole, list(line.words))
            continue
        for word in line.words:
            cells[row, _column(word.x0 + 1, xs[1:-1])].words.append(word)
    return list(cells.values())


def grid_of(head: Head, body: Body, edges: list[float]) -> Grid:
    """The table of a head and its body, whose rows the `edges` part."""
    xs, rooms = _sides(head, body), _rooms(head, body)
    levels = head.levels
    ys = [*head.edges, edges[0]]
    cells = [
        GridCell(
            cell.row, cell.column, cell.rows, cell.columns,
            (rooms[cell.column][0], ys[cell.row], rooms[cell.column + cell.columns - 1][1], ys[cell.row + cell.rows]),
            cell.words,
        )
        for cell in head.cells
    ]  # fmt: skip
    cells += _cells(body, xs, rooms, edges, levels)
    return Grid(xs, [*ys, *edges[1:]], cells, drawn=False, head_rows=levels)


def _rooms(head: Head, body: Body) -> _Rooms:
    """From where to where the texts of each column stand: lines that were broken in a cell had no more room."""
    extents = _extents(body)
    for cell in head.cells:
        if cell.columns == 1 and cell.words:
            left, right = extents[cell.column]
            extents[cell.column] = (
                min(left, *(word.x0 for word in cell.words)), max(right, *(word.x1 for word in cell.words))
            )  # fmt: skip
    return [(left - 1, right + SPARE * body.lines[0].size) for left, right in extents]


def _sides(head: Head, body: Body) -> list[float]:
    """Each column ends with its widest text: where lines break, its edge cannot be far."""
    words = [*body.words, *head.words]
    sides = [min(word.x0 for word in words)]
    extents = _extents(body)
    for index, ((_, end), (start, _)) in enumerate(pairwise(extents)):
        heads = [word.x1 for cell in head.cells if (cell.column, cell.columns) == (index, 1) for word in cell.words]
        sides.append(min(max(end, *heads) if heads else end, start - 1) + 1)
    return [*sides, max(word.x1 for word in words) + 1]
