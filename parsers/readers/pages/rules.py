"""Tables that are ruled across only: their columns are the gutters that no word crosses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.readers.pages.grid import SNAP, Grid, GridCell
from parsers.readers.pages.lines import make_lines
from parsers.readers.pages.page import Ruling, Word

LEAST_RULES = 3  # above and below the head, and at the foot: two lines may be anything
LEAST_WIDTH = 150.0  # points
LEAST_COLUMNS = 3
GUTTER = 0.8  # of the font size, that no word of the table touches: more than a space
HIGHEST = 500.0  # points from the first rule to the last


def find_ruled_across(rulings: Sequence[Ruling], words: Sequence[Word], grids: Sequence[Grid]) -> list[Grid]:
    """Tables of horizontal rules alone, outside the `grids` that are known."""
    free = [
        rule for rule in rulings if rule.horizontal and rule.end - rule.start >= LEAST_WIDTH and not is_in(rule, grids)
    ]
    found = []
    for rules in alike(free):
        if len(rules) >= LEAST_RULES and rules[-1].at - rules[0].at <= HIGHEST:
            grid = _grid(rules, words)
            if grid is not None:
                found.append(grid)
    return found


def is_in(rule: Ruling, grids: Sequence[Grid]) -> bool:
    """Whether the rule is one of a table's."""
    return any(
        grid.xs[0] - SNAP <= rule.start and rule.end <= grid.xs[-1] + SNAP and grid.ys[0] - SNAP <= rule.at
        and rule.at <= grid.ys[-1] + SNAP for grid in grids
    )  # fmt: skip


def alike(rules: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rules from and to the same places, each group from top to bottom."""
    groups: list[list[Ruling]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        for group in groups:
            if abs(group[0].start - rule.start) <= SNAP and abs(group[0].end - rule.end) <= SNAP:
                if rule.at - group[-1].at > SNAP:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _grid(rules: list[Ruling], words: Sequence[Word]) -> Grid | None:
    left, right = rules[0].start, rules[0].end
    inside = [
        word
        for word in words
        if rules[0].at < word.baseline < rules[-1].at and left <= (word.x0 + word.x1) / 2 <= right
    ]
    xs = [left, *_gutters(inside), right]
    if len(xs) - 1 < LEAST_COLUMNS:
        return None
    ys = _row_edges(rules, inside, xs[1])
    cells = [
        GridCell(row, column, 1, 1, (xs[column], ys[row], xs[column + 1], ys[row + 1]))
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    ]
    return Grid(xs, ys, cells)


def _gutters(words: Sequence[Word]) -> list[float]:
    """The middles of the strips that no word touches."""
    gutters = []
    reached = float("inf")
    for word in sorted(words, key=lambda word: word.x0):
        if word.x0 - reached >= GUTTER * word.size:
            gutters.append((reached + word.x0) / 2)
        reached = word.x1 if reached == float("inf") else max(reached, word.x1)
    return gutters


def _row_edges(rules: list[Ruling], words: Sequence[Word], first: float) -> list[float]:
    """The rules, and between two of them the middle above each further line that begins in the first column."""
    edges = [rules[0].at]
    for above, below in pairwise(rules):
        band = make_lines([word for word in words if above.at < word.baseline < below.at], 0)
        for upper, lower in pairwise(band):
            if any(word.x0 < first for word in lower.words):
                edges.append((upper.baseline + min(word.top for word in lower.words)) / 2)
        edges.append(below.at)
    return edges
