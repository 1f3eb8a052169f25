"""Running text in newspaper columns: a page is parted into what stands across and each column by itself.

What tells columns from a paper's head, a list of values or an unruled table: on both sides of one strip lines fill
their room and go on in lower case below, and the paragraphs of one side begin where those of the other do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from models.document import BBox
from parsers.readers.pages.grid import Grid
from parsers.readers.pages.lines import FLUSH, LOOSE, Line, make_lines
from parsers.readers.pages.page import Box, Page, Ruling, Word

GUTTER = 8.0  # points that no word touches: LaTeX leaves 10, CSS an em
MIDDLE = (0.25, 0.75)  # of the text's width: where a gutter lies
SAMPLE = 3  # every third wide line is asked whether it may be two
WIDE, SHARE = 0.5, 1 / 3  # of the page's width; of those lines, which must have a gap in one place
LEAST_FULL, LEAST_WRAPPED = 4, 2  # lines of each column that fill it; that go on in lower case below such a line
FULL, LEAST_WORDS = 0.75, 4  # of the column's width; of a line that fills it: cells are narrower
ALIKE = 0.6  # of the wider column's width: so wide the other is, where both are single columns
ABREAST = 0.75  # of the paragraphs of one side: where so many begin beside one of the other they are rows of a table
LEAST_ROWS = 3
CENTRED = 14.0  # points by which the middle of a centred line may miss its column's
INDENT = 20.0  # points from a column's left: no paragraph's first line begins farther in


@dataclass(slots=True)
class _Item:
    """A line or a ruled table, and what it has on both sides of the gutter; `across` where it is on both at once."""

    top: float
    bottom: float
    across: bool
    parts: list[list[Word]] = field(default_factory=lambda: [[], []])
    starts: list[bool] = field(default_factory=lambda: [False, False])


@dataclass(frozen=True, slots=True)
class Gutter:
    """The strip between two columns, and where they begin and end."""

    at: float
    rooms: tuple[tuple[float, float], tuple[float, float]]


_Band = tuple[list[_Item], Gutter | None]  # None: what stands across, or in columns of another kind


def may_be_columns(lines: Sequence[Line], width: float) -> bool:
    """Whether several of the lines, taken over the whole page, have a gap in one place; cheap."""
    wide = [line for line in lines if line.x1 - line.x0 > WIDE * width][::SAMPLE]
    shared, _ = _shared(_gaps(wide))
    return shared > 1 and shared >= SHARE * len(wide)


def part_columns(page: Page, grids: Sequence[Grid], known: list[Gutter]) -> list[Page]:
    """What stands across and the columns, in reading order, as pages of their own; empty where there are none.

    `known` are the gutters of the pages before: there a few lines are proof enough. New ones are added.
    """
    inside = [grid.bbox for grid in grids]
    lines = make_lines([word for word in page.words if not any(_within(word, box) for box in inside)], page.number)
    own = _gutter(lines)
    places = [gutter.at for gutter in known[-1:]] + ([own] if own is not None else [])
    for at in places:
        bands: list[_Band] = []
        items = sorted([*_items(lines, at), *_tables(inside, at)], key=lambda item: item.top)
        for across, group in groupby(items, key=lambda item: item.across):
            run = list(group)
            bands += [(run, None)] if across else _parted(run, at, known)
        if any(gutter for _, gutter in bands):
            return _pages(page, bands)
    return []


# --- the gutter ----------------------------------------------------------------------------------------------------


def _gutter(lines: Sequence[Line]) -> float | None:
    """The place where most lines have a gap; of several, the one that the fewest others cross."""
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    low, high = (left + share * (right - left) for share in MIDDLE)
    gaps = [(start, end) for start, end in _gaps(lines) if start < high and end > low]
    places = [place for start, end in gaps for place in (start + GUTTER / 2, end - GUTTER / 2)]
    counts = [(sum(start < place < end for start, end in gaps), place) for place in places]
    shared = max(counts, default=(0, 0.0))[0]
    if shared < LEAST_ROWS:
        return None
    return max((place for count, place in counts if count == shared), key=lambda at: (-_crossed(lines, at), at))


def _crossed(lines: Sequence[Line], place: float) -> int:
    """How many lines have a word at the place."""
    return sum(any(word.x0 < place < word.x1 for word in line.words) for line in lines)


def _gaps(lines: Sequence[Line]) -> list[tuple[float, float]]:
    return [
        (before.x1, after.x0)
        for line in lines
        for before, after in pairwise(line.words)
        if after.x0 - before.x1 >= GUTTER
    ]


def _shared(gaps: list[tuple[float, float]]) -> tuple[int, float]:
    """How many of the gaps have a place in common, and that place."""
    places = ((start + end) / 2 for start, end in gaps)
    return max(((sum(start < place < end for start, end in gaps), place) for place in places), default=(0, 0.0))


def _items(lines: Sequence[Line], at: float) -> list[_Item]:
    items: list[_Item] = []
    for line in lines:
        left, right = [word for word in line.words if word.x1 <= at], [word for word in line.words if word.x0 >= at]
        crossed = len(left) + len(right) < len(line.words)
        near = bool(left and right) and right[0].x0 - left[-1].x1 < GUTTER
        top, bottom = min(word.top for word in line.words), max(word.bottom for word in line.words)
        items.append(_Item(top, bottom, crossed or near, [left, right]))
    return items


def _tables(boxes: Sequence[BBox], at: float) -> list[_Item]:
    return [_Item(top, bottom, x0 < at < x1) for x0, top, x1, bottom in boxes]


# --- columns or not ------------------------------------------------------------------------------------------------


def _parted(run: list[_Item], at: float, known: list[Gutter]) -> list[_Band]:
    """The run as it is, or as columns, without a head above and a foot below that stand in columns of their own."""
    familiar = next((gutter for gutter in known if abs(gutter.at - at) < INDENT), None)
    gutter = _gutter_of(run, at) or familiar
    if gutter is None:
        return [(run, None)]
    head, foot = _apart(run, gutter), _apart(run[::-1], gutter)
    body = run[head : len(run) - foot]
    gutter = _gutter_of(body, at) or gutter
    if not _is_running(body, gutter, familiar):
        return [(run, None)]
    if familiar is None:
        known.append(gutter)
    parts: list[_Band] = [(run[:head], None), (body, familiar or gutter), (run[len(run) - foot :], None)]
    return [part for part in parts if part[0]]


def _gutter_of(run: list[_Item], at: float) -> Gutter | None:
    """The gutter with the rooms beside it; both columns are as wide as the wider one, as far as there is paper."""
    sides = [[word for item in run for word in item.parts[side]] for side in (0, 1)]
    if not all(sides):
        return None
    (left, left_end), (right, right_end) = (
        (min(word.x0 for word in words), max(word.x1 for word in words)) for words in sides
    )
    width, narrower = max(left_end - left, right_end - right), min(left_end - left, right_end - right)
    width *= narrower >= ALIKE * width  # a short last line is narrower; what are two columns together is wider
    return Gutter(at, ((left, max(left_end, min(left + width, at))), (right, max(right_end, right + width))))


def _apart(run: list[_Item], gutter: Gutter) -> int:
    """How many lines at the beginning are no running text: centred on the right, and short on the left."""
    centred = []
    for number, item in enumerate(run, 1):
        left, right = item.parts
        if _fills(left, gutter.rooms[0]) or (right and not _is_centred(right, gutter.rooms[1])):
            break
        if right:
            centred.append(number)
    return centred[-1] if len(centred) > 1 else 0


def _fills(words: list[Word], room: tuple[float, float]) -> bool:
    return len(words) >= LEAST_WORDS and words[-1].x1 - words[0].x0 >= FULL * (room[1] - room[0])


def _is_centred(words: list[Word], room: tuple[float, float]) -> bool:
    x0, x1 = words[0].x0, words[-1].x1
    return x0 - room[0] > INDENT and abs(x0 + x1 - room[0] - room[1]) < 2 * CENTRED


def _is_running(run: list[_Item], gutter: Gutter, familiar: Gutter | None) -> bool:
    """Whether the texts on both sides are running text; where the gutter is known one line that wraps is enough."""
    full, wrapped = [0, 0], [0, 0]
    for side, room in enumerate((familiar or gutter).rooms):
        above: list[Word] = []
        for item in run:
            words = item.parts[side]
            if not words:
                continue
            goes_on = _fills(above, room) and _goes_on(above[0], words[0], room)
            item.starts[side] = not goes_on
            wrapped[side] += goes_on and words[0].text[:1].islower()
            full[side] += _fills(words, room)
            above = words
    if familiar is not None:
        return sum(wrapped) > 0
    return min(full) >= LEAST_FULL and min(wrapped) >= LEAST_WRAPPED and not _are_rows(run)


def _goes_on(above: Word, first: Word, room: tuple[float, float]) -> bool:
    return first.x0 - room[0] < FLUSH and first.baseline - above.baseline <= LOOSE * first.size


def _are_rows(run: list[_Item]) -> bool:
    """Whether the paragraphs of both sides begin beside one another."""
    fewest = min(sum(item.starts[side] for item in run) for side in (0, 1))
    return fewest >= LEAST_ROWS and sum(all(item.starts) for item in run) >= ABREAST * fewest


# --- the parts -----------------------------------------------------------------------------------------------------


def _pages(page: Page, bands: list[_Band]) -> list[Page]:
    edges = [-page.height]
    for (above, _), (below, _) in pairwise(bands):
        edges.append((max(item.bottom for item in above) + min(item.top for item in below)) / 2)
    parts: list[Page] = []
    for (_, gutter), (top, bottom) in zip(bands, pairwise([*edges, 2 * page.height]), strict=True):
        if gutter is None:
            parts.append(_part(page, (-page.width, top, 2 * page.width, bottom), None))
            continue
        parts.append(_part(page, (-page.width, top, gutter.at, bottom), gutter.rooms[0]))
        parts.append(_part(page, (gutter.at, top, 2 * page.width, bottom), gutter.rooms[1]))
    return [part for part in parts if part.words or part.boxes]


def _part(page: Page, area: BBox, room: tuple[float, float] | None) -> Page:
    """What of the page has its middle in the area."""
    boxes = [replace(box, content=[], strokes=0) for box in page.boxes if _within(box, area)]
    return replace(
        page,
        words=[word for word in page.words if _within(word, area)],
        rulings=[ruling for ruling in page.rulings if _holds(area, *_middle(ruling))],
        boxes=boxes,
        strokes=[box for box in page.strokes if _holds(area, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)],
        room=room,
    )


def _middle(ruling: Ruling) -> tuple[float, float]:
    along = (ruling.start + ruling.end) / 2
    return (along, ruling.at) if ruling.horizontal else (ruling.at, along)


def _within(what: Word | Box, area: BBox) -> bool:
    return _holds(area, (what.x0 + what.x1) / 2, (what.top + what.bottom) / 2)


def _holds(area: BBox, x: float, y: float) -> bool:
    return area[0] <= x < area[2] and area[1] <= y < area[3]
