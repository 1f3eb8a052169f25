"""Tables in a frame that is ruled across only: one column is drawn, its cells are the strips that no text crosses.

Rulings are set down the middle of those strips, but where a text of a row stands across one; then the ruling grid
finds the cells with their spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise, zip_longest
from typing import NamedTuple

from parsers.readers.pages.continuation import OUTER_MATCH
from parsers.readers.pages.grid import SNAP, Grid, edges_of, find_grids, put_into_cells
from parsers.readers.pages.headed import usual_blank
from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.overleaf import PageDraft
from parsers.readers.pages.page import Ruling

LEAST_ROWS = 3  # of the whole table; a frame with fewer is a box round a text
LEAST_HEADED = 4  # columns of two rows, of which one is the head: levels above the mark
WIDER = 1.3  # blanks between two words: less room parts no columns
WIDEST = 2.0  # blanks: no text has such room; a strip that texts of a few rows may stand across
MOST_ACROSS = 3  # one of so many rows may have a text over several columns
SAME_START = 0.6  # points

_Row = list[Line]
_Band = tuple[float, float, _Row]  # top, bottom, what stands between


class _Strip(NamedTuple):
    """Room between two columns, and where it is cut: where the fewest rows have a word."""

    left: float
    right: float
    cut: float


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
