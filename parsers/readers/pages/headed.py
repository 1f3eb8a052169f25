"""Tables that nothing rules, of two columns or of columns that nearly touch, found by their head and their edges.

Between two cells there may be less room than between two words. What a table has all the same: a head, rows below it
whose cells begin, end or have their middle at one place, and room that differs from row to row where the cells part,
which a blank within a text never does. `aligned.py` finds tables of figures whose heads span or stand in several lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from models.document import BBox
from parsers.readers.pages.aligned import FIGURE, ORDINAL, Body, grid_of, row_edges
from parsers.readers.pages.aligned_head import YEARS, Head, HeadCell
from parsers.readers.pages.grid import Grid
from parsers.readers.pages.lines import Line
from parsers.readers.pages.page import Ruling, Word, is_typed_box

LEAST_ROWS = 3
NEAR = 0.1  # of the font size, that no word touches: between cells in HTML without padding there are 3 points
RAGGED = 2.0  # blanks: within a text no room is so wide; between the cells of some row there is more
WITHIN = 1.0  # of the font size: texts so far apart are two cells
TEXT = 1.4  # blanks: two words that are nearer are of one text
BLANK, BLANKS = 0.25, (0.2, 0.6)  # of the font size: the room between two words, where none tells, and its bounds
SLIT = 0.05  # of the font size: what a row must leave of the room between two columns that its first rows showed
STEP = 2.6  # of the font size: the farthest that two baselines of one table lie apart
TIGHT = 1.45  # of the font size: lines of one cell
NEARER = 0.85  # of the room between two rows, at most, that parts two lines of one cell
EDGE = 1.0  # points by which the ends of one column's texts may differ
AXIS = 1.5  # points by which their middles may differ
HEAD_EDGE = 2.5  # points by which a head may stand beside the end or the middle of what is below it
LONGEST_HEAD, LONGEST = 40, 70  # letters of a cell's line
FIGURES = 2 / 3  # of a column's cells
MOST_WORDS = 3  # of a cell that stands among figures
FILLED = 0.5  # of the rows: a column has texts in them
GROUND = 0.6  # of the head's width that its own rule or ground covers

_LEFT = attrgetter("x0")
_SIGNS = frozenset("+-–—")  # that a figure may begin with or be
_BULLETS = frozenset("-–—+*•●▪◦")
_CLOSED = (".", ":", ";", ",")

_Cells = list[list[Word]]
_Strips = list[tuple[float, float]]  # low, high


@dataclass(slots=True)
class _Row:
    """A line with texts in two columns or more, and the lines in which its cells go on."""

    lines: list[Line]
    cells: _Cells  # of the line itself
    left: _Strips  # what this row and those above leave of the strips between the columns


def find_headed(lines: Sequence[Line], rulings: Sequence[Ruling], fills: Sequence[BBox]) -> tuple[list[Grid], set[int]]:
    """The tables among lines that stand in no table yet, and the `id` of each line that they take."""
    found: list[Grid] = []
    taken: set[int] = set()
    reached = 0
    for index in range(len(lines) - LEAST_ROWS):
        if index < reached or not (_may_begin(lines[index]) and _may_follow(lines, index + 1)):
            continue
        first = _run(lines[index : index + LEAST_ROWS + 1])
        if len(first) <= LEAST_ROWS or not _may_have_cells(first):
            continue
        blank = usual_blank(first)
        strips = _strips(first, blank)
        if not strips or (index > reached and _goes_up(first[0], lines[index - 1])):
            continue
        run = _run(lines[index:])
        rows = _rows(run, strips, blank)
        while len(rows) > LEAST_ROWS + 1 and not _are_in_line(rows[1:]):
            rows.pop()  # a line below the table that parts where its columns do
        if len(rows) > LEAST_ROWS and _is_table(rows, rulings, fills):
            found.append(_grid(rows, [(low + high) / 2 for low, high in rows[-1].left], rulings, fills))
            taken |= {id(line) for row in rows for line in row.lines}
            reached = index + sum(len(row.lines) for row in rows)
    return found, taken


# --- lines and columns ---------------------------------------------------------------------------------------------


def _may_begin(line: Line) -> bool:
    """Whether the line may be a head or a row: several words, the first with a capital or a figure."""
    first = line.words[0].text[:1]
    return len(line.words) > 1 and (first.isupper() or first.isdigit()) and not line.marked


def _may_follow(lines: Sequence[Line], index: int) -> bool:
    """Whether a row may follow, or first the rest of a head that wraps: a few small words."""
    words = lines[index].words
    wraps = len(words) <= MOST_WORDS and words[0].text[:1].islower() and not lines[index].marked
    return _may_begin(lines[index + wraps])


def _run(lines: Sequence[Line]) -> list[Line]:
    """The first line and those below it that lie near enough to be one table; none with boxes or leaders."""
    run = [lines[0]]
    for line in lines[1:]:
        last = run[-1]
        if line.page != last.page or line.baseline - last.baseline > STEP * max(line.size, last.size):
            break
        if line.marked or any(map(is_typed_box, line.words)):
            break
        run.append(line)
    return run


def usual_blank(lines: Sequence[Line]) -> float:
    """Points between two words of a text: the fonts' own blanks differ."""
    size = lines[0].size
    low, high = BLANKS[0] * size, BLANKS[1] * size
    gaps = sorted([gap for line in lines for a, b in pairwise(line.words) if low <= (gap := b.x0 - a.x1) <= high])
    return gaps[len(gaps) // 2] if gaps else BLANK * size


def _spaces(lines: Sequence[Line]) -> _Strips:
    """From where to where no word of the lines stands."""
    words = sorted([word for line in lines for word in line.words], key=_LEFT)
    spaces: _Strips = []
    reached = words[0].x1
    for word in words[1:]:
        if word.x0 - reached >= NEAR * word.size:
            spaces.append((reached, word.x0))
        if word.x1 > reached:
            reached = word.x1
    return spaces


def _may_have_cells(lines: Sequence[Line]) -> bool:
    """Whether some line has room that no blank has, or figures stand beside figures: prose mostly has neither."""
    widest = max([line.widest for line in lines])
    if widest >= RAGGED * BLANKS[0] * lines[0].size and widest >= RAGGED * usual_blank(lines):
        return True
    return sum(map(_has_figures_beside, lines)) >= LEAST_ROWS


def _has_figures_beside(line: Line) -> bool:
    before = False
    for word in line.words:
        first = word.text[:1]
        figure = first.isdigit() or first in _SIGNS
        if figure and before:
            return True
        before = figure
    return False


def _strips(lines: Sequence[Line], blank: float) -> _Strips:
    """The spaces that part cells."""
    strips = _spaces(lines)
    left, right = min(line.x0 for line in lines) - 1, max(line.x1 for line in lines)
    while True:
        edges = [left, *(high for _, high in strips), right]
        doubtful = [
            strip
            for index, strip in enumerate(strips)
            if not _parts_cells(*strip, edges[index], edges[index + 2], lines, RAGGED * blank)
        ]
        if not doubtful:
            return strips
        strips.remove(min(doubtful, key=lambda strip: strip[1] - strip[0]))


def _parts_cells(low: float, high: float, left: float, right: float, lines: Sequence[Line], most: float) -> bool:
    """Whether a strip is more than blanks one under another by chance; the next ones are `left`, `right`.

    Some line has more room than `most` there, or figures stand on both sides.
    """
    both = figures = 0
    for line in lines:
        count = sum([word.x1 <= low for word in line.words])
        if 0 < count < len(line.words):
            before, after = line.words[count - 1], line.words[count]
            if before.x1 <= left or after.x0 >= right:
                continue  # an empty cell between them, or none of this strip's
            if after.x0 - before.x1 >= most:
                return True
            both += 1
            figures += bool(FIGURE.fullmatch(before.text) and FIGURE.fullmatch(after.text))
    return figures >= LEAST_ROWS and figures >= both - 1  # the head has none


def _cells(line: Line, strips: _Strips, blank: float) -> tuple[_Cells, _Strips] | None:
    """The words of each column, and what is left of the strips between them.

    None where a word crosses a strip, or a column has two texts or a long one.
    """
    cells: _Cells = [[] for _ in range(len(strips) + 1)]
    left = list(strips)
    for word in line.words:
        column = 0
        while column < len(left) and not _stands_before(word, left[column], cells[column], blank):
            column += 1
        cells[column].append(word)
        if column < len(left):
            left[column] = (max(left[column][0], word.x1), left[column][1])
        if column:
            left[column - 1] = (left[column - 1][0], min(left[column - 1][1], word.x0))
    if any(high - low < SLIT * line.size for low, high in left):
        return None
    if any(b.x0 - a.x1 >= WITHIN * line.size for cell in cells for a, b in pairwise(cell)):
        return None
    return None if any(len(_text(cell)) > LONGEST for cell in cells) else (cells, left)


def _stands_before(word: Word, strip: tuple[float, float], cell: list[Word], blank: float) -> bool:
    """Whether the word is of the column before the strip; a short one within it, of the nearer text."""
    low, high = strip
    if not low <= word.x0 < high:
        return word.x0 < low
    gap = word.x0 - (cell[-1].x1 if cell else low)
    if cell and gap <= TEXT * blank:
        return True
    return word.x1 <= high and gap <= min(RAGGED * blank, high - word.x1)


def _text(cell: Sequence[Word]) -> str:
    return " ".join(word.text for word in cell)


# --- rows ----------------------------------------------------------------------------------------------------------


def _rows(run: list[Line], strips: _Strips, blank: float) -> list[_Row]:
    """The head and the rows below it, as far as they go."""
    rows: list[_Row] = []
    for line in run:
        parted = _cells(line, strips, blank)
        if parted is None:
            break
        cells, left = parted
        if rows and _goes_on(rows, line, cells, strips[0][0] - blank):
            rows[-1].lines.append(line)
        elif cells[0] and sum(map(bool, cells)) > 1:
            rows.append(_Row([line], cells, left))
        else:
            break
        rows[-1].left = strips = left
    return rows


def _goes_on(rows: list[_Row], line: Line, cells: _Cells, end: float) -> bool:
    """Whether every text of the line goes on with one of the last row's: in lower case, nearer than rows stand, or
    because its first word had no room there before `end`.
    """
    row = rows[-1]
    step = line.baseline - row.lines[-1].baseline
    below = [(cell, above) for cell, above in zip(cells, row.cells, strict=True) if cell]
    if step > TIGHT * line.size or not all(above for _, above in below):
        return False
    if all(cell[0].text[:1].islower() for cell, _ in below):
        return True
    steps = [b.lines[0].baseline - a.lines[-1].baseline for a, b in pairwise(rows)]
    if len(below) > 1 or not steps:
        return False
    last = [word for word in row.lines[-1].words if word in below[0][1]] or below[0][1]
    first = line.words[0]
    full = cells[0] and last[-1].x1 + first.x1 - first.x0 > end
    return bool(full) or step < NEARER * min(steps)


def _goes_up(head: Line, above: Line) -> bool:
    """Whether the line above may be the head's as well: then it is not for us to say what spans what."""
    near = above.page == head.page and head.baseline - above.baseline <= STEP * head.size
    return near and any(b.x0 - a.x1 >= WITHIN * above.size for a, b in pairwise(above.words))


# --- what is surely a table ----------------------------------------------------------------------------------------


def _is_table(rows: list[_Row], rulings: Sequence[Ruling], fills: Sequence[BBox]) -> bool:
    head, body = rows[0], rows[1:]
    columns = [[row.cells[index] for row in body if row.cells[index]] for index in range(len(head.cells))]
    if not all(map(_may_head, head.cells)) or _is_list(body):
        return False
    if any(len(column) < 2 for column in columns) or not _are_in_line(body):
        return False
    if any(len(column) < FILLED * len(body) and not _is_of_figures(column) for column in columns):
        return False
    if any(map(_is_mixed, columns[1:])):
        return False
    outstanding = _stands_out(rows) or _is_set_off(rows, rulings, fills)
    if any(map(_is_of_figures, columns[1:])):
        return outstanding or len(columns) > 2 or _stands_over(head.cells[1], columns[1])
    if _counts(columns[0]):
        return outstanding or len(columns) > 2
    capital = all(not cell[0].text[:1].islower() for column in columns for cell in column)
    return outstanding and capital and not any(cell[0].text.startswith("(") for cell in body[0].cells if cell)


def _may_head(cell: list[Word]) -> bool:
    """A few words that begin with a capital, no sentence and no figure but a year."""
    text = _text(cell)
    if not text or len(text) > LONGEST_HEAD or text.endswith(_CLOSED):
        return False
    if YEARS.fullmatch(text) or text == "%":
        return True
    return not text[0].islower() and any(letter.isalpha() for letter in text) and text[0] not in _BULLETS


def _is_list(body: list[_Row]) -> bool:
    """Labels with colons before values, or dashes before texts."""
    odd = sum(
        _text(row.cells[0]).endswith(":") or (row.cells[0][0].text in _BULLETS and len(row.cells[0]) > 1)
        for row in body
    )
    return 2 * odd >= len(body)


def _ends(cell: list[Word]) -> tuple[float, float, float]:
    """Left, right and middle."""
    return cell[0].x0, cell[-1].x1, (cell[0].x0 + cell[-1].x1) / 2


def _are_in_line(body: list[_Row]) -> bool:
    columns = zip(*(row.cells for row in body), strict=True)
    return all(_in_line([cell for cell in column if cell]) for column in columns)


def _in_line(column: _Cells) -> bool:
    """Whether the column's texts begin, end or have their middle at one place."""
    return bool(column) and any(
        max(places) - min(places) <= room
        for places, room in zip(zip(*map(_ends, column), strict=True), (EDGE, EDGE, AXIS), strict=True)
    )


def _is_of_figures(column: _Cells) -> bool:
    return sum(bool(FIGURE.fullmatch(_text(cell))) for cell in column) >= max(2.0, FIGURES * len(column))


def _is_mixed(column: _Cells) -> bool:
    """Figures of two columns that nothing parts, or the end of a text before a figure."""
    figures = _is_of_figures(column)
    return any(
        len(cell) > 1 and FIGURE.fullmatch(cell[-1].text) and (figures or FIGURE.fullmatch(cell[0].text))
        for cell in column
    ) or (figures and any(len(cell) > MOST_WORDS for cell in column))


def _counts(column: _Cells) -> bool:
    """1, 2, 3."""
    numbers = [int(text.rstrip(".")) for text in map(_text, column) if ORDINAL.fullmatch(text)]
    return len(numbers) == len(column) and all(b == a + 1 for a, b in pairwise(numbers))


def _stands_over(head: list[Word], column: _Cells) -> bool:
    """Whether the figures stand under their head's right end or middle: values of labels begin at one place."""
    places = [sum(ends) / len(column) for ends in zip(*map(_ends, column), strict=True)]
    own = _ends(head)
    return any(abs(own[index] - places[index]) <= HEAD_EDGE for index in (1, 2)) and _in_line([head, *column])


def _stands_out(rows: list[_Row]) -> bool:
    """A bold head over rows that are not; the sum at the foot may be."""
    return rows[0].lines[0].bold and not any(row.lines[0].bold for row in rows[1:-1])


def _is_set_off(rows: list[_Row], rulings: Sequence[Ruling], fills: Sequence[BBox]) -> bool:
    """A rule below the head, or a ground under the head alone."""
    words = [word for row in rows for line in row.lines for word in line.words]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    last, first = rows[0].lines[-1].baseline, rows[1].lines[0].baseline
    if any(
        rule.horizontal and last < rule.at < first and _share(rule.start, rule.end, left, right) >= GROUND
        for rule in rulings
    ):
        return True
    alone = [_share(x0, x1, left, right) for x0, top, x1, bottom in fills if top < last <= bottom < first and x1 > left]
    below = any(top < row.lines[0].baseline < bottom for row in rows[1:] for _, top, _, bottom in fills)
    return sum(alone) >= GROUND and not below


def _share(start: float, end: float, left: float, right: float) -> float:
    return max(0.0, min(end, right) - max(start, left)) / ((right - left) or 1.0)


# --- the grid ------------------------------------------------------------------------------------------------------


def _grid(rows: list[_Row], gutters: list[float], rulings: Sequence[Ruling], fills: Sequence[BBox]) -> Grid:
    head, body = rows[0], rows[1:]
    cells = [HeadCell(0, index, 1, 1) for index in range(len(head.cells))]
    for line in head.lines:
        for word in line.words:
            cells[sum((word.x0 + word.x1) / 2 > gutter for gutter in gutters)].words.append(word)
    whole = Body([line for row in body for line in row.lines], gutters)
    joined = {(id(before), id(line)) for row in body for before, line in pairwise(row.lines)}
    tops = [min(word.top for line in head.lines for word in line.words)]
    return grid_of(Head(cells, tops), whole, row_edges(whole, rulings, fills, joined))
