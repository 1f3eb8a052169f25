"""Tables whose rows are ruled and whose columns are not, in a frame or none: the strips that no text crosses part them.

Rulings are set down the middle of those strips, but where a text of a row stands across one; then the ruling grid
finds the cells with their spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise, zip_longest
from typing import NamedTuple

from parsers.readers.pages.aligned import has_figures
from parsers.readers.pages.aligned_head import pieces_of
from parsers.readers.pages.continuation import OUTER_MATCH
from parsers.readers.pages.grid import SNAP, Grid, GridCell, edges_of, find_grids, merged, put_into_cells
from parsers.readers.pages.headed import usual_blank
from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.overleaf import PageDraft
from parsers.readers.pages.page import Ruling, Word
from parsers.readers.pages.rules import LEAST_COLUMNS, LEAST_WIDTH, alike, is_in

LEAST_ROWS = 3  # of the whole table; a frame with fewer is a box round a text
LEAST_HEADED = 4  # columns of two rows, of which one is the head: levels above the mark
WIDER = 1.3  # blanks between two words: less room parts no columns
WIDEST = 2.0  # blanks: no text has such room; a strip that texts of a few rows may stand across
MOST_ACROSS = 3  # one of so many rows may have a text over several columns
SAME_START = 0.6  # points
HEAD, STEP = 5.0, 1.5  # of the font size: how far a head reaches above its rule, and its lines lie apart
CELLS = 0.8  # of the font size between the texts of two cells
ROOM = 1.0  # points by which text between two tables stands farther below the rule than that of cells

_Row = list[Line]
_Band = tuple[float, float, _Row]  # top, bottom, what stands between


class _Strip(NamedTuple):
    """Room between two columns, and where it is cut: where the fewest rows have a word."""

    left: float
    right: float
    cut: float


def find_ruled_rows(rulings: Sequence[Ruling], words: Sequence[Word], grids: Sequence[Grid]) -> list[Grid]:
    """Tables without a frame that have a rule between each two rows, as grids of one column yet, outside `grids`."""
    free = [rule for rule in rulings if rule.horizontal and not is_in(rule, grids)]
    if len(free) < LEAST_ROWS:
        return []
    return [grid for rules in alike(merged(free)) for grid in _ruled(rules, words)]


def _ruled(rules: Sequence[Ruling], words: Sequence[Word]) -> Iterator[Grid]:
    """The tables among rules from and to the same places: what stands between two of them may be prose."""
    left, right = rules[0].start, rules[0].end
    if len(rules) < LEAST_ROWS or right - left < LEAST_WIDTH:
        return
    ys = [rule.at for rule in rules]
    whole = _one_column(left, right, ys)
    put_into_cells(words, [whole])
    bands = [make_lines(cell.words, 0) for cell in whole.cells]
    for start, end in _tables(ys, bands):
        head = _head(words, left, right, ys[start])
        rows = [row for row in (head, *bands[start:end]) if row]
        if len(rows) > 1 and not any(map(_are_many, rows)) and _have_columns(rows):
            top = [min(word.top for line in head for word in line.words) - SNAP] if head else []
            yield _one_column(left, right, [*top, *ys[start : end + 1]])


def _head(words: Sequence[Word], left: float, right: float, rule: float) -> _Row:
    """The lines of a head that has no rule above it: right over the first rule, each with several texts."""
    near = [word for word in words if rule - HEAD * word.size < word.baseline < rule and left <= word.x0 <= right]
    head: _Row = []
    for line in reversed(make_lines(near, 0)):
        below = head[0].baseline if head else rule
        if below - line.baseline > STEP * line.size or len(pieces_of(line.words, CELLS * line.size)) < LEAST_COLUMNS:
            break
        head.insert(0, line)
    return head


def _one_column(left: float, right: float, ys: list[float]) -> Grid:
    cells = [GridCell(row, 0, 1, 1, (left, top, right, bottom)) for row, (top, bottom) in enumerate(pairwise(ys))]
    return Grid([left, right], ys, cells)


def _tables(ys: Sequence[float], bands: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The first band of each table, and the one behind its last."""
    rooms = [_room(row, top) if row else 0.0 for row, top in zip(bands, ys, strict=False)]
    of_rows = sorted(room for room, row in zip(rooms, bands, strict=True) if row and not _is_prose(row))
    if not of_rows:
        return
    usual = of_rows[len(of_rows) // 2]
    start = 0
    for index, row in enumerate(bands):
        if not row or (_is_prose(row) and rooms[index] > usual + ROOM):
            yield start, index
            start = index + 1
    yield start, len(bands)


def _room(row: _Row, top: float) -> float:
    """Points between a rule and the first line below it: cells of one table have the same."""
    return row[0].baseline - top


def _is_prose(row: _Row) -> bool:
    """Whether most lines have no two texts apart; a justified line has the same room everywhere."""
    apart = 0
    for line in row:
        gaps = [after.x0 - before.x1 for before, after in pairwise(line.words)]
        wide = sum(gap >= CELLS * line.size for gap in gaps)
        apart += wide > 0 and (wide == len(gaps) or line.widest >= 2 * min(gaps))
    return 2 * apart < len(row)


def _are_many(row: _Row) -> bool:
    """Whether what stands between two rules is more than one row."""
    return sum(map(has_figures, row)) > 1


def _have_columns(rows: Sequence[_Row]) -> bool:
    blank = usual_blank([line for row in rows for line in row])
    strips = _strips(rows, blank)
    wide = len(rows) >= LEAST_ROWS or all(strip.right - strip.left >= WIDEST * blank for strip in strips)
    return wide and len(strips) + 1 >= LEAST_COLUMNS


def part_frames(drafts: Sequence[PageDraft]) -> None:
    """Puts cells into the tables of one drawn column, over the pages that they stand on."""
    parts: list[tuple[PageDraft, Grid]] = []
    for draft in drafts:
        for grid in list(draft.grids):
            if parts and not _goes_on(*parts[-1], draft, grid):
                _part(parts)
                parts = []
            if grid.drawn and len(grid.xs) == 2:
                parts.append((draft, grid))
    if parts:
        _part(parts)


def _goes_on(upper: PageDraft, above: Grid, lower: PageDraft, below: Grid) -> bool:
    """Whether `below` stands first on the page after the one that `above` ends."""
    if lower.page.number != upper.page.number + 1 or upper.grids[-1] is not above or len(below.xs) != 2:
        return False
    if any(line.baseline > above.ys[-1] for line in upper.lines):
        return False
    if any(line.baseline < below.ys[0] for line in lower.lines):
        return False
    return all(abs(one - other) <= OUTER_MATCH for one, other in zip(above.xs, below.xs, strict=True))


def _part(parts: Sequence[tuple[PageDraft, Grid]]) -> None:
    bands = [_bands(draft, grid) for draft, grid in parts]
    rows = [row for own in bands for _, _, row in own if row]
    if len(rows) < LEAST_ROWS - 1:
        return
    blank = usual_blank([line for row in rows for line in row])
    ends = [end for draft, grid in parts for rule in _rules(draft, grid) for end in (rule.start, rule.end)]
    strips = [_where_rules_end(strip, ends) for strip in _strips(rows, blank)]
    if not strips or not _are_columns(strips, rows, blank):
        return
    for (draft, grid), own in zip(parts, bands, strict=True):
        draft.grids[draft.grids.index(grid)] = _parted(draft, grid, own, strips, WIDER * blank)


def _bands(draft: PageDraft, grid: Grid) -> list[_Band]:
    """What stands between each two rules of the frame, those across some columns too."""
    rules = [rule.at for rule in _rules(draft, grid)]
    words = [word for cell in grid.cells for word in cell.words]
    return [
        (top, bottom, make_lines([word for word in words if top < word.baseline <= bottom + SNAP], draft.page.number))
        for top, bottom in pairwise(edges_of([*grid.ys, *rules]))
    ]


def _rules(draft: PageDraft, grid: Grid) -> list[Ruling]:
    x0, top, x1, bottom = grid.bbox
    return [
        rule
        for rule in draft.page.rulings
        if rule.horizontal
        and top - SNAP <= rule.at <= bottom + SNAP
        and x0 - SNAP <= rule.start
        and rule.end <= x1 + SNAP
    ]


def _are_columns(strips: Sequence[_Strip], rows: Sequence[_Row], blank: float) -> bool:
    """Whether the strips part columns: one is on all rows between two texts, two rows are a head and what it heads."""
    if len(rows) < LEAST_ROWS:
        wide = all(strip.right - strip.left >= WIDEST * blank for strip in strips)
        return len(strips) >= LEAST_HEADED - 1 and wide
    return len(strips) > 1 or all(_on_both_sides(row, strips[0]) for row in rows)


# --- columns -------------------------------------------------------------------------------------------------------


def _strips(rows: Sequence[_Row], blank: float) -> list[_Strip]:
    """From where to where no word stands, but for texts of a few rows that go right across."""
    stretches = _stretches(rows, WIDER * blank)
    found: list[_Strip] = []
    for across in range(1 + len(rows) // MOST_ACROSS):
        for strip in _covered_by(stretches, across):
            wide = strip.right - strip.left >= (WIDEST if across else WIDER) * blank
            if wide and all(strip.right < other.left or other.right < strip.left for other in found):
                found.append(strip)
    return sorted(found, key=lambda strip: strip.left)


def _where_rules_end(strip: _Strip, ends: Sequence[float]) -> _Strip:
    """The strip, cut where a rule below some of the columns ends."""
    return strip._replace(cut=next((end for end in ends if strip.left < end < strip.right), strip.cut))


def _stretches(rows: Sequence[_Row], blank: float) -> list[tuple[float, float, int]]:
    """The width of the table in stretches: left, right, how many rows have a text there."""
    ends: list[tuple[float, int]] = []
    for row in rows:
        for low, high in _merged(sorted((word.x0, word.x1) for line in row for word in line.words), blank):
            ends += [(low, 1), (high, -1)]
    ends.sort()
    depths = accumulate(step for _, step in ends)
    return [(low, high, depth) for ((low, _), (high, _)), depth in zip(pairwise(ends), depths, strict=False)]


def _covered_by(stretches: Sequence[tuple[float, float, int]], most: int) -> Iterator[_Strip]:
    """The strips between words in which no more than `most` rows have one."""
    runs = [(free, list(run)) for free, run in groupby(stretches, key=lambda stretch: stretch[2] <= most)]
    for free, strip in runs[1:-1]:
        if free:
            fewest = min(strip, key=lambda stretch: (stretch[2], stretch[0] - stretch[1]))
            yield _Strip(strip[0][0], strip[-1][1], (fewest[0] + fewest[1]) / 2)


def _merged(spans: Sequence[tuple[float, float]], blank: float) -> Iterator[tuple[float, float]]:
    low, high = spans[0] if spans else (0.0, 0.0)
    for left, right in spans:
        if left - high >= blank:
            yield low, high
            low = left
        high = max(high, right)
    if spans:
        yield low, high


def _on_both_sides(row: _Row, strip: _Strip) -> bool:
    words = [word for line in row for word in line.words]
    return any(word.x1 <= strip.left for word in words) and any(word.x0 >= strip.right for word in words)


# --- cells ---------------------------------------------------------------------------------------------------------


def _parted(draft: PageDraft, grid: Grid, bands: Sequence[_Band], strips: Sequence[_Strip], blank: float) -> Grid:
    """The grid with rulings down the strips, but where texts cross them."""
    rulings = [Ruling(False, side, grid.ys[0], grid.ys[-1]) for side in grid.xs]
    rulings += _rules(draft, grid)
    for index, (top, bottom, row) in enumerate(bands):
        below = bands[1][2] if index == 0 and len(bands) > 1 else []
        rulings += [
            Ruling(False, strip.cut, top, bottom)
            for strip, following in zip_longest(strips, strips[1:])
            if not (any(_crosses(line, strip, blank) for line in row) or _heads(row, below, strip, following))
        ]
    (parted,) = find_grids(rulings)
    put_into_cells(list(chain.from_iterable(cell.words for cell in grid.cells)), [parted])
    return parted


def _crosses(line: Line, strip: _Strip, blank: float) -> bool:
    """Whether a text of the line stands across the strip's cut: a word, or two with a mere blank between."""
    before = max((word.x1 for word in line.words if word.x0 < strip.cut), default=None)
    after = min((word.x0 for word in line.words if word.x0 >= strip.cut), default=None)
    if before is None:
        return False
    if before > strip.cut:
        return True
    return after is not None and after - before < blank and abs(after - strip.right) > SAME_START


def _heads(row: _Row, below: _Row, strip: _Strip, following: _Strip | None) -> bool:
    """Whether a head's row has nothing in the column behind the strip, but the row of words below it has: a text
    before it heads both.
    """
    until = following.cut if following else float("inf")
    words = [word for line in below for word in line.words]
    return (
        any(strip.cut < word.x0 < until for word in words)
        and not any(word.text[0].isdigit() for word in words)
        and not any(strip.cut < word.x0 < until for line in row for word in line.words)
    )
