"""Which sign belongs to which option: by row and column, by order in the line, by the height of what floats.

Decided for the block as a whole: boxes stand before their labels or after them, never mixed. A sign whose place is not
plain stays loose, and a block with a loose mark has no level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from parsers.extractors.ratings.signs import Break, Item, Option, Rows, Sign

ROW_TOLERANCE = 0.5  # rows: how far from a row's middle the middle of a floating sign may stand …
ROW_DRIFT = 0.06  # … less this for each row between it and its anchor: line heights are reckoned, not measured
ROUND_LABEL = 30.0  # points: a drawn outline as wide as this goes round a label instead of beside it

Side = Literal["before", "after"]


@dataclass(slots=True)
class Assignment:
    """`signs` of each option, in the order of `options`; `loose`: those that cannot be given to one."""

    options: list[Option]
    signs: list[list[Sign]] = field(default_factory=list)
    loose: list[Sign] = field(default_factory=list)

    def give(self, option: Option, signs: Sequence[Sign]) -> None:
        """Adds signs to an option."""
        self.signs[next(place for place, own in enumerate(self.options) if own is option)] += signs


def assign(block: Rows) -> Assignment:
    """Joins the signs of a block to its options."""
    options = block.options
    result = Assignment(options, [[] for _ in options])
    floating = [sign for sign in block.signs if _floats(sign)]
    still = [[item for item in row if not _floats(item)] for row in block.rows]
    near, far = _in_their_rows(floating, block)
    for number, signs in near.items():
        still[number] = _with_floating(still[number], signs, result)
    _assign_far(far, block, result)
    if _alternate(still, result):
        return result
    side = _side(still)
    for number in range(len(still)):
        _assign_row(number, side, still, block, result)
    return result


def _alternate(rows: list[list[Item]], result: Assignment) -> bool:
    """A line for each box and a line for each label by turns: each pair belongs together."""
    filled = [[item for item in row if not isinstance(item, Break)] for row in rows]
    filled = [row for row in filled if row]
    kinds = [isinstance(row[0], Option) for row in filled]
    if len(filled) != 2 * len(result.options) or any(len(row) != 1 for row in filled) or len(filled) < 6:
        return False
    if any(first == second for first, second in pairwise(kinds)):
        return False
    for first, second in zip(filled[::2], filled[1::2], strict=True):
        option, sign = (first[0], second[0]) if kinds[0] else (second[0], first[0])
        if isinstance(option, Option) and isinstance(sign, Sign):
            result.give(option, [sign])
    return True


def _floats(item: Item) -> bool:
    return isinstance(item, Sign) and item.top is not None


def _options(row: Sequence[Item]) -> list[Option]:
    return [item for item in row if isinstance(item, Option)]


# --- what floats ---------------------------------------------------------------------------------------------------


def _height(sign: Sign) -> float:
    """Where the sign's middle stands, in rows from the top of its anchor's row."""
    return ((sign.top or 0.0) + sign.height / 2) / max(sign.line_height, 1.0)


def _in_their_rows(floating: list[Sign], block: Rows) -> tuple[dict[int, list[Sign]], list[Sign]]:
    """The signs that stand in the row of their anchor (if that row has labels), and the others."""
    near: dict[int, list[Sign]] = {}
    far: list[Sign] = []
    spread = _spread(floating)
    for sign in floating:
        row = sign.place.row
        labelled = row >= 0 and (bool(_options(block.rows[row])) or sign.place.cell is not None)
        own = labelled and -0.4 <= _height(sign) <= 1.3
        if own and row not in spread:
            near.setdefault(row, []).append(sign)
        else:
            far.append(sign)
    return near, far


def _spread(floating: list[Sign]) -> set[int]:
    """Rows that anchor boxes of several heights: some of them belong to other rows."""
    heights: dict[int, list[float]] = {}
    for sign in floating:
        heights.setdefault(sign.place.row, []).append(_height(sign))
    return {row for row, found in heights.items() if max(found) - min(found) > 0.7}


def _with_floating(row: list[Item], signs: list[Sign], result: Assignment) -> list[Item]:
    """The row with its floating signs in their place among the labels, or given away where the count is plain."""
    options = _options(row)
    if len(options) == 1:
        result.give(options[0], signs)
        return row
    if not options:
        return [*row, *signs]
    stacks = _stacks(signs)
    if len(stacks) == len(options):
        anchors = [min(sign.place.start for sign in stack) for stack in stacks]
        apart = len(set(anchors)) == len(anchors)
        cells = len({sign.place.column for sign in signs}) > 1
        if not cells and not (apart and anchors != sorted(anchors)):
            for option, stack in zip(options, stacks, strict=True):
                result.give(option, stack)
            return row
    return sorted([*row, *signs], key=lambda item: (item.place.column, item.place.start, item.place.end))


def _stacks(signs: list[Sign]) -> list[list[Sign]]:
    """Signs that lie over one another (a box and the lines that cross it), from left to right."""
    stacks: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: (sign.place.column, sign.left, sign.place.start)):
        last = stacks[-1][0] if stacks else None
        over = last is not None and last.place.column == sign.place.column
        if over and last is not None and abs(sign.left - last.left) < max(6.0, min(sign.width, last.width) * 0.6):
            stacks[-1].append(sign)
        else:
            stacks.append([sign])
    return stacks


def _assign_far(far: list[Sign], block: Rows, result: Assignment) -> None:
    """Signs anchored in another row than they stand in: in order if there is one for each row, else by height."""
    rows = [(number, _options(row)) for number, row in enumerate(block.rows)]
    single = [(number, options[0]) for number, options in rows if len(options) == 1]
    stacks = _piles(far)
    if len(stacks) == len(single) >= 2 and len(single) == len(result.options):
        for (_, option), stack in zip(single, stacks, strict=True):
            result.give(option, stack)
        return
    for stack in stacks:
        row = _row_of(stack[0], [number for number, options in rows if options])
        options = _options(block.rows[row]) if row is not None else []
        if len(options) == 1:
            result.give(options[0], stack)
        else:
            result.loose += stack


def _piles(signs: list[Sign]) -> list[list[Sign]]:
    """Signs at one height, from the top down."""
    piles: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.place.row + _height(sign)):
        last = piles[-1][0] if piles else None
        if last is not None and sign.place.row + _height(sign) - last.place.row - _height(last) < 0.4:
            piles[-1].append(sign)
        else:
            piles.append([sign])
    return piles


def _row_of(sign: Sign, rows: list[int]) -> int | None:
    """The row that the sign stands in; None if that is not plain."""
    middle = sign.place.row + _height(sign)
    for row in rows:
        if abs(middle - row - 0.5) < ROW_TOLERANCE - ROW_DRIFT * abs(row - sign.place.row):
            return row
    return None


# --- what stands in the line ---------------------------------------------------------------------------------------


def _assign_row(number: int, side: Side | None, rows: list[list[Item]], block: Rows, result: Assignment) -> None:
    row = rows[number]
    signs = [item for item in row if isinstance(item, Sign)]
    options = _options(row)
    if not signs:
        return
    if not options:
        _assign_without_label(signs, number, rows, block, result)
    elif len(options) == 1:
        result.give(options[0], signs)
    elif not _by_segment(row, result):
        _by_order(row, side, result)


def _assign_without_label(
    signs: list[Sign], number: int, rows: list[list[Item]], block: Rows, result: Assignment
) -> None:
    """Marks under (or over) a row of labels belong by column; as many as there are labels, by order."""
    labelled = [place for place, other in enumerate(rows) if _options(other)]
    above = [place for place in labelled if place < number]
    below = [place for place in labelled if place > number]
    marks_first = not above or (bool(below) and labelled[0] > 0 and _first_marks(rows) < labelled[0])
    nearest = (below[0] if marks_first and below else above[-1]) if labelled else None
    options = _options(rows[nearest]) if nearest is not None else []
    columns = {option.place.column: option for option in options}
    if block.in_table and len(columns) == len(options) > 1:
        for sign in signs:
            if sign.place.column in columns:
                result.give(columns[sign.place.column], [sign])
            else:
                result.loose.append(sign)
    elif len(result.options) == 1:
        result.give(options[0], signs)
    elif len(options) == len(signs) > 1:
        for option, sign in zip(options, signs, strict=True):
            result.give(option, [sign])
    else:
        result.loose += signs


def _first_marks(rows: list[list[Item]]) -> int:
    return next((n for n, row in enumerate(rows) if any(isinstance(item, Sign) for item in row)), len(rows))


def _by_segment(row: list[Item], result: Assignment) -> bool:
    """Labels parted by the edges of cells, tabs or semicolons: whatever stands in a label's part is its own."""
    for kinds in (("cell", "gap"), ("cell", "gap", "tab"), ("cell", "gap", "tab", "stop")):
        parts: list[list[Item]] = [[]]
        for item in row:
            if isinstance(item, Break) and item.kind in kinds:
                parts.append([])
            elif not isinstance(item, Break):
                parts[-1].append(item)
        counts = [(_options(part), [item for item in part if isinstance(item, Sign)]) for part in parts]
        if all(len(options) == 1 or (not options and not signs) for options, signs in counts):
            for options, signs in counts:
                if options:
                    result.give(options[0], signs)
            return True
    return False


def _groups(row: list[Item]) -> list[list[Item]]:
    """The signs and gaps before the first label, between each two, and after the last."""
    groups: list[list[Item]] = [[]]
    for item in row:
        if isinstance(item, Option):
            groups.append([])
        elif isinstance(item, Sign) or item.kind == "gap":
            groups[-1].append(item)
    return groups


def _side(rows: list[list[Item]]) -> Side | None:
    """Whether boxes stand before or after their labels, from the rows with several; None if those do not tell."""
    if all(option.colon for row in rows for option in _options(row)):
        return "after"
    sides = {_row_side(_groups(row)) for row in rows if len(_options(row)) > 1} - {None}
    return sides.pop() if len(sides) == 1 else None


def _row_side(groups: list[list[Item]]) -> Side | None:
    boxes = [any(isinstance(item, Break) or (isinstance(item, Sign) and item.box) for item in group)
             for group in groups]  # fmt: skip
    for filled in ([bool(group) for group in groups], boxes):
        if filled[0] != filled[-1] and (all(filled[1:-1]) or not any(filled[1:-1])):
            return "before" if filled[0] else "after"
    return None


def _by_order(row: list[Item], side: Side | None, result: Assignment) -> None:
    groups = _groups(row)
    options = _options(row)
    for place, group in enumerate(groups):
        signs = [item for item in group if isinstance(item, Sign)]
        if not signs:
            continue
        at = place if side == "before" else place - 1
        if place in (0, len(options)) and not 0 <= at < len(options):
            at = 0 if place == 0 else len(options) - 1  # a mark outside the row of boxes has one neighbour only
        elif side is None and place not in (0, len(options)):
            result.loose += signs
            continue
        elif side is None:
            at = 0 if place == 0 else len(options) - 1
        if 0 < place < len(options) and _torn(signs, side):
            result.loose += signs
        else:
            result.give(options[at], signs)


def _torn(signs: list[Sign], side: Side | None) -> bool:
    """A bare mark between a label and the box of the next ("Tốt x ☐ Kém") may belong to either."""
    if all(sign.box for sign in signs) or not any(sign.box for sign in signs):
        return len(signs) > 1 and not any(sign.box for sign in signs)
    if side == "before":
        return not signs[0].box
    last_box = max(place for place, sign in enumerate(signs) if sign.box)
    return last_box < len(signs) - 1 and signs[last_box].place.end != signs[last_box + 1].place.start
