"""Columns without rulings: the head of a paper (issuer beside motto), its foot (recipients beside signature), and rows
of short cells whose texts wrap (four labels beside one another).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from parsers.readers.pages.lines import LOOSE, WIDE_GAP, Line
from parsers.readers.pages.page import Word, is_mark, is_typed_box

MIDDLE = (0.2, 0.75)  # of the text's width: where the gutter of a two-column head lies
FIRST_GUTTER = WIDE_GAP * 8  # points that the first line with both columns leaves free between them
GUTTER = 9.0  # points that the lines below leave free there
NEAR = 2.6  # of the font size: the distance of baselines within one head
SAME_AXIS = 16.0  # points by which centred lines of one column may differ
LEAST_CELLS = 3  # of a row of short cells; two are found as two columns
CELL_GAP = 0.9  # of the font size: what parts two cells, where wrapped lines below prove them
SAME_EDGE = 1.0  # points
BESIDE = 0.95  # of the font size between two baselines: what is nearer stands side by side
MOST_LINES = 14  # of a head
MOST_BEFORE = 2  # lines of a head on the left alone before the first on the right
LEAST_CAPITALS = 4  # letters of a motto or a signer's post
LEFT, RIGHT, BOTH = "left", "right", "both"
CELL_SLACK = 4.0  # points by which a wrapped line may begin beside its cell's first line


_Pieces = list[list[Word]]


@dataclass(slots=True)
class Columns:
    """Lines of each column, from left to right."""

    parts: list[list[Line]]
    gutters: list[float]  # the middle between each two, in points
    wrapped: bool = False  # each part is one short text that was broken over lines
    below: list[Columns] = field(default_factory=list)  # further rows of the same cells


def split_columns(lines: Sequence[Line], left: float, right: float) -> list[Line | Columns]:
    """The lines in order, runs of lines in columns put together."""
    result: list[Line | Columns] = []
    pieces = [_pieces(line) for line in lines]
    index = 0
    while index < len(lines):
        cells, count = _cells(lines, pieces, index)
        run, gutter = ([], None) if cells else _run(lines, pieces, index, left, right)
        if not cells and gutter is None:
            run, gutter = _flush_run(lines, index, left, right)
        if cells:
            above = result[-1] if result else None
            if isinstance(above, Columns) and _same_cells(above, cells):
                above.below.append(cells)
            else:
                result.append(cells)
            index += count
        elif len(run) > 1 and gutter is not None:
            result.append(_columns(run, [gutter]))
            index += len(run)
        else:
            result.append(lines[index])
            index += 1
    return result


def with_line_before(line: Line, columns: Columns) -> bool:
    """Puts a line from the end of the page before into the columns that go on; False: it is none of theirs."""
    if len(columns.gutters) != 1 or columns.wrapped:
        return False
    gutter = columns.gutters[0]
    gaps = [(a.x1, b.x0) for a, b in pairwise(line.words) if b.x0 - a.x1 > WIDE_GAP * line.size]
    if not any(low - GUTTER <= gutter <= high + GUTTER for low, high in gaps):
        return False
    middle = next((low + high) / 2 for low, high in gaps if low - GUTTER <= gutter <= high + GUTTER)
    for part, own in zip(columns.parts, _columns([line], [middle]).parts, strict=True):
        part[:0] = own
    return True


# --- rows of short cells -------------------------------------------------------------------------------------------


def _cells(lines: Sequence[Line], pieces: Sequence[_Pieces], start: int) -> tuple[Columns | None, int]:
    """A line of three or more short texts (or boxes) apart, whose words go on below, each in its own column."""
    first, cells = lines[start], pieces[start]
    following = pieces[start + 1] if start + 1 < len(lines) else []
    if len(following) > 1:
        cells = _pieces(first, [piece[0].x0 for piece in following])
    if len(cells) < LEAST_CELLS:
        return None, 0
    run = [first]
    for line, own in zip(lines[start + 1 :], pieces[start + 1 :], strict=True):
        near = line.page == first.page and line.baseline - run[-1].baseline <= LOOSE * line.size
        if not near or not all(_below(piece, cells) for piece in own):
            break
        run.append(line)
    if len(run) == 1 or not _surely_cells(run):
        return None, 0
    columns = _columns(run, [cell[0].x0 - CELL_SLACK for cell in cells[1:]])
    columns.wrapped = True
    return columns, len(run)


def _same_cells(above: Columns, cells: Columns) -> bool:
    """Another row of the same columns."""
    if not above.wrapped or len(above.gutters) != len(cells.gutters):
        return False
    return all(abs(a - b) < 2 * CELL_SLACK for a, b in zip(above.gutters, cells.gutters, strict=True))


def _pieces(line: Line, edges: Sequence[float] = ()) -> _Pieces:
    """The line's words, parted at gaps, beside marks, and at the left edges of what stands below."""
    words, gap = line.words, CELL_GAP * line.size
    if line.widest <= gap and not (line.marked or edges):
        return [words]
    parted = [after.x0 - before.x1 > gap for before, after in pairwise(words)]
    if line.marked:
        marks = pairwise(map(is_mark, words))
        parted = [apart or before or after for apart, (before, after) in zip(parted, marks, strict=True)]
    if edges:
        for edge in edges:
            parted = [apart or abs(word.x0 - edge) < SAME_EDGE for apart, word in zip(parted, words[1:], strict=True)]
    if True not in parted:
        return [words]
    starts = [0, *(index for index, apart in enumerate(parted, 1) if apart), len(words)]
    return [words[start:end] for start, end in pairwise(starts)]


def _below(piece: list[Word], cells: list[list[Word]]) -> bool:
    """Whether the piece goes on with the text of a cell: in lower case, at its left edge or axis, in its room."""
    if not piece[0].text[:1].islower() or is_mark(piece[0]):
        return False
    for number, cell in enumerate(cells):
        room = cells[number + 1][0].x0 if number + 1 < len(cells) else float("inf")
        axis = abs(piece[0].x0 + piece[-1].x1 - cell[0].x0 - cell[-1].x1) / 2
        if (abs(piece[0].x0 - cell[0].x0) <= CELL_SLACK or axis <= CELL_SLACK) and piece[-1].x1 < room:
            return not is_mark(cell[0])
    return False


def _surely_cells(run: list[Line]) -> bool:
    """Not a stretched line of prose with the short end of its paragraph below."""
    gaps = sum(after.x0 - before.x1 > WIDE_GAP * run[0].size for before, after in pairwise(run[0].words))
    return gaps >= LEAST_CELLS - 1 or run[0].marked or any(line.x0 > run[0].x0 + CELL_SLACK for line in run[1:])


# --- two columns ---------------------------------------------------------------------------------------------------


def _run(
    lines: Sequence[Line], pieces: Sequence[_Pieces], start: int, left: float, right: float
) -> tuple[list[Line], float | None]:
    """The longest run from `start` on that one gutter parts, with two lines or more on each side."""
    low, high = left + MIDDLE[0] * (right - left), left + MIDDLE[1] * (right - left)
    free = (low, high)
    run: list[Line] = []
    best: tuple[list[Line], float | None] = ([], None)
    both = 0
    for line in lines[start:]:
        if run and (line.page != run[-1].page or line.baseline - run[-1].baseline > NEAR * max(line.size, 10)):
            break
        if line.marked:
            break
        least = GUTTER if both else FIRST_GUTTER
        across = line.widest <= least and line.x0 <= free[0] and line.x1 >= free[1]
        narrowed = None if across else _narrow(line.words, free, least)
        if narrowed is None:
            break
        parted = line.x0 < narrowed[0] and line.x1 > narrowed[1]
        if parted and _wordless([word for word in line.words if word.x0 < narrowed[0]]):
            break  # brackets or dots before a label: a row of its own
        if parted and not both and next(word for word in line.words if word.x0 >= narrowed[1]).text.islower():
            break  # a blank for a figure: "ngày      tháng"
        if not parted and both and _begins_anew(run, line, (free[0] + free[1]) / 2):
            break
        if not parted and not run and not _followed(lines, pieces, start, narrowed):
            break
        free, both = narrowed, both + parted
        run = [*run, line]
        if parted or _aligned(run, line, (free[0] + free[1]) / 2):
            best = (run, (free[0] + free[1]) / 2)
    return best if both >= 2 or (both == 1 and len(best[0]) > 2) else ([], None)


def _flush_run(lines: Sequence[Line], start: int, left: float, right: float) -> tuple[list[Line], float | None]:
    """The lines from `start` on whose right column begins in one place, however near the left one comes to it.

    Two lines show the place, one of them clearly: with room before it, or beside a line of another height.
    """
    if start and lines[start].widest < FIRST_GUTTER and not _is_beside(*lines[start : start + 2]):
        return [], None
    low, high = left + MIDDLE[0] * (right - left), left + MIDDLE[1] * (right - left)
    near = _near(lines, start)
    edge = next((edge for before, line in pairwise([near[0], *near]) if (edge := _clear(before, line, low, high))), 0.0)
    if not edge:
        return [], None
    near = list(takewhile(lambda line: _side_of(line, edge) is not None, near))
    sides = [_side_of(line, edge) for line in near]
    before = next((index for index, side in enumerate(sides) if side != LEFT), len(sides))
    if before > (0 if start else MOST_BEFORE) or not _are_columns(near, edge):
        return [], None
    run: list[Line] = []
    best = 0
    for line, side in zip(near, sides, strict=True):
        if side == LEFT and run and _begins_anew(run, line, edge - SAME_EDGE):
            break
        run.append(line)
        if side != LEFT or abs(line.x0 - run[0].x0) < SAME_EDGE / 2:
            best = len(run)
    return run[:best], edge - SAME_EDGE


def _are_columns(lines: Sequence[Line], edge: float) -> bool:
    """Two lines or more on each side; on the right the motto's or the signer's capitals."""
    sides = [_side_of(line, edge) for line in lines]
    right = [_text(word for word in line.words if word.x0 > edge - SAME_EDGE) for line in lines]
    few = min(len(sides) - sides.count(RIGHT), len(sides) - sides.count(LEFT)) < 2
    return not few and any(text.isupper() and len(text) >= LEAST_CAPITALS for text in right)


def _near(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines from `start` on that may be one head: typed, near one another, without boxes."""
    near = [lines[start]]
    for line in lines[start + 1 : start + MOST_LINES]:
        last = near[-1]
        if line.page != last.page or line.baseline - last.baseline > NEAR * max(line.size, 10) or line.marked:
            break
        near.append(line)
    return near if lines[start].words[0].confidence == 1.0 and not lines[start].marked else near[:1]


def _clear(before: Line, line: Line, low: float, high: float) -> float | None:
    """Where a right column clearly begins: behind room in the line, or beside the line before, which is higher up."""
    for word, after in pairwise(line.words):
        if after.x0 - word.x1 >= FIRST_GUTTER and low < after.x0 < high:
            return after.x0
    return line.x0 if _is_beside(before, line) and low < line.x0 < high else None


def _is_beside(before: Line, line: Line | None = None) -> bool:
    """Whether the line stands right of the one before, lower by less than a line."""
    if line is None:
        return False
    return 0 < line.baseline - before.baseline < BESIDE * line.size and before.x1 < line.x0


def _side_of(line: Line, edge: float) -> str | None:
    """The sides of the edge that the line has words on; None where one stands across it."""
    if line.x1 < edge:
        return LEFT
    if line.x0 >= edge - SAME_EDGE / 2:
        return RIGHT if line.x0 <= edge + SAME_EDGE / 2 else None
    return BOTH if any(abs(word.x0 - edge) <= SAME_EDGE / 2 for word in line.words) else None


def _wordless(words: Sequence[Word]) -> bool:
    return bool(words) and all(is_mark(word) or is_typed_box(word) or word.text in "()[]" for word in words)


def _followed(lines: Sequence[Line], pieces: Sequence[_Pieces], start: int, free: tuple[float, float]) -> bool:
    """A line on one side alone begins a head only where the next line has both sides."""
    if start + 1 >= len(lines):
        return False
    line, following = lines[start], lines[start + 1]
    asks = line.words[-1].text[-1:] in (":", ".", ";")
    if _cells(lines, pieces, start + 1)[0] is not None:
        return False
    if asks and not following.words[0].text.startswith(("-", "–", "+")):  # "Nơi nhận:" goes on with its list
        return False
    narrowed = _narrow(following.words, free, FIRST_GUTTER)
    return narrowed is not None and following.x0 < narrowed[0] and following.x1 > narrowed[1]


def _narrow(words: Sequence[Word], free: tuple[float, float], least: float) -> tuple[float, float] | None:
    """The widest part of `free` that no word touches, of words from left to right; None where not `least` is left."""
    position, end = free
    best: tuple[float, float] | None = None
    widest = least
    for word in words:
        x0 = word.x0
        if x0 >= end:
            break
        if x0 - position > widest:
            best, widest = (position, x0), x0 - position
        if word.x1 > position:
            position = word.x1
    return (position, end) if end - position > widest else best


def _aligned(run: list[Line], line: Line, gutter: float) -> bool:
    """Whether a one-sided line stands on the axis (or the edge) of its side's lines before it."""
    side = line.x0 > gutter
    for other in run[:-1]:
        words = [word for word in other.words if (word.x0 > gutter) == side]
        if not words:
            continue
        axis = (words[0].x0 + words[-1].x1) / 2
        if abs(axis - (line.x0 + line.x1) / 2) < SAME_AXIS or abs(words[0].x0 - line.x0) < 3:
            return True
    return False


def _begins_anew(run: Sequence[Line], line: Line, gutter: float) -> bool:
    """Whether a line on the left is what follows a head that is set at the margin: capitals below the paper's number,
    or below the list of recipients.

    A head's own capitals, the names of its issuers, stand above what is in small letters.
    """
    own = [text for other in run if (text := _text(word for word in other.words if word.x1 < gutter))]
    if line.x1 >= gutter or not own or not _text(line.words).isupper():
        return False
    return own[0].endswith(":") or (any(map(str.isupper, own[:-1])) and not own[-1].isupper())


def _text(words: Iterable[Word]) -> str:
    """The words that have letters."""
    return " ".join(word.text for word in words if any(map(str.isalpha, word.text)))


def _columns(run: Sequence[Line], gutters: list[float]) -> Columns:
    parts: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in run:
        sides: list[list[Word]] = [[] for _ in parts]
        for word in line.words:
            sides[sum(word.x0 > gutter for gutter in gutters)].append(word)
        for part, words in zip(parts, sides, strict=True):
            if words:
                part.append(Line(words, line.page))
    return Columns(parts, gutters)
