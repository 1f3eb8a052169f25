"""How the running text of a file is set: its column, how far apart its lines lie, whether all but the first hang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from parsers.readers.pages.lines import FLUSH, LOOSE, SAME_START, Column, Line

ENOUGH = 80  # lines that surely go on with the one above tell it
LEAST = 4
MANY, EVEN = 6, 1.05  # such lines, whose distances differ by no more, tell what room parts two paragraphs
SPACED = 1.2  # times the usual distance: less than Word's least spacing of paragraphs adds
SLACK = 1.15  # times the usual distance of lines: more parts two paragraphs
MOST_STEP = 3.2  # of the font size between two lines of one text
MOST_HANG = 60.0  # points from the column's left
HANGING = 0.6  # of those lines


def set_as(pages: Iterable[Sequence[Line]], column: Column) -> Column:
    """The column with what the lines of the pages show of their setting."""
    sure = list(islice(_sure(pages, column), ENOUGH))
    if len(sure) < LEAST:
        return column
    steps = sorted((line.baseline - above.baseline) / above.size for above, line in sure)
    starts = sorted(line.x0 - column.left for _, line in sure)
    middle = starts[len(starts) // 2]
    alike = sum(abs(start - middle) < SAME_START for start in starts)
    hang = middle if FLUSH < middle < MOST_HANG and alike >= HANGING * len(starts) else 0.0
    usual = steps[len(steps) // 2]
    loose = max(LOOSE, SLACK * usual)
    even = len(steps) >= MANY and steps[-1] <= EVEN * usual
    return Column(column.left, column.right, loose, hang, spaced=min(loose, SPACED * usual) if even else loose)


def wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines below which a text goes on in lower case: most of them have no room for the next word."""
    return [above for above, line in pairwise(lines) if line.words[0].text[:1].islower()]


def _sure(pages: Iterable[Sequence[Line]], column: Column) -> Iterable[tuple[Line, Line]]:
    """Lines that begin in lower case, each with the one above, which has no room for the first word."""
    for lines in pages:
        for above, line in pairwise(lines):
            first = line.words[0]
            full = column.right - above.x1 <= first.x1 - first.x0 + 0.3 * first.size
            if full and first.text[:1].islower() and line.baseline - above.baseline < MOST_STEP * above.size:
                yield above, line
