"""Check boxes of a page: drawn ones with the ink in them, and glyphs of symbol fonts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.document import DOUBT, OBJECT, SCANNED, BBox, Mark
from parsers.readers.pages.grid import Grid
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.page import NAMELESS, Box, Page, Word
from parsers.readers.symbols import Glyph, glyph, symbol_font, unicode_marks

_LETTERS_OF_DINGBATS = "345678nopqr"  # ZapfDingbats without ToUnicode gives the plain letters
# LibreOffice puts every symbol font into OpenSymbol and keeps the code but not the font.
_ORIGINS = ("wingdings", "wingdings 2", "webdings", "symbol")
SMALL_CELL = (40.0, 30.0)  # points: a frame up to this size with at most two letters is a box, not a table
OVERLAP = 0.2  # of the narrower one's width
TOUCHING = 0.1  # of the font size between letters of one word
LABEL_GAP = 0.45  # of the font size: wider than a space, so that several labels stand in the line
TALL_FRAME = 1.8  # of the font size beside it: such a frame is a cell of a row
LONE_CELL = (150.0, 60.0)  # points: the same for a frame that has no neighbour beside it


def read_glyph(word: Word, start: int) -> tuple[str, Mark | None]:
    """The text that stands for a word of the page, and the mark that it is, if it is a glyph of a symbol font."""
    if len(word.text) != 1:
        return word.text, None
    sign = _glyph(word)
    if sign is None:
        marks = unicode_marks(word.text)
        return word.text, replace(marks[0], start=start, end=start + 1) if marks else None
    if not sign.code:
        return sign.text, None
    mark = Mark(
        start=start,
        end=start + 1,
        kind="symbol",
        checked=sign.checked,
        box=sign.box,
        code=sign.code,
        width=round(word.x1 - word.x0, 1),
        height=round(word.bottom - word.top, 1),
    )
    return sign.text, mark


def _glyph(word: Word) -> Glyph | None:
    """None for a letter."""
    code, font = ord(word.text), symbol_font(word.style.font)
    if font == "zapfdingbats" and word.text in _LETTERS_OF_DINGBATS:
        return glyph(font, code)
    if code >= NAMELESS:
        return Glyph(OBJECT, None, True, f"{word.style.font}:{code - NAMELESS:X}")
    if not 0xF000 <= code <= 0xF0FF:
        return None
    if font is not None:
        return glyph(font, code)
    readings = [reading for origin in _ORIGINS if (reading := glyph(origin, code)).text != OBJECT]
    readings = [reading for reading in readings if reading.code] or readings  # nobody rates with a letter of Symbol
    if not readings:
        return Glyph(OBJECT, None, True, f"{word.style.font}:{code:X}")
    states = {(reading.checked, bool(reading.code)) for reading in readings}
    if len(states) == 1:
        return readings[0]
    return Glyph(readings[0].text, None, True, f"{word.style.font}:{code:X}")  # two fonts differ: contrast must tell


def box_mark(box: Box, start: int) -> Mark:
    """A drawn box. Ink in it (letters, strokes, a dark fill) marks it; a form field says its state itself."""
    content = "".join(word.text for word in sorted(box.content, key=lambda word: word.x0))
    width, height = round(box.x1 - box.x0, 1), round(box.bottom - box.top, 1)
    if box.lost:
        return Mark(start, start + 1, "shape", None, code="lost:×", width=width, height=height)
    if box.misplaced:
        state = "×" if box.kind == "bare" or box.strokes or box.filled else content
        return Mark(start, start + 1, "shape", None, code=f"over:{state}", width=width, height=height)
    if box.kind == "bare":
        return Mark(start, start + 1, "shape", True, False, "×", "lines:×", width=width, height=height)
    if box.kind == "picture":
        return Mark(start, start + 1, "picture", None, code=box.code, width=width, height=height)
    if box.kind == "scan":
        return _judged_mark(box, start, content)
    checked = box.checked
    if checked is None:
        checked = bool(box.filled or box.strokes or content)
    return Mark(
        start=start,
        end=start + 1,
        kind="field" if box.kind == "field" else "shape",
        checked=checked,
        content=content,
        width=width,
        height=height,
    )


def _judged_mark(box: Box, start: int, content: str) -> Mark:
    """A box of a picture, judged by its ink: what was read in it says nothing more, or contradicts an empty one."""
    checked = None if not box.checked and any(map(str.isalnum, content)) else box.checked
    width, height = round(box.x1 - box.x0, 1), round(box.bottom - box.top, 1)
    code = DOUBT if checked is None else SCANNED
    return Mark(start, start + 1, "shape", checked, code=code, width=width, height=height)


def box_words(page: Page, boxes: list[Box]) -> list[Word]:
    """Each box as a word of its line; letters and strokes within become its content, and leave the page's words."""
    if not boxes:
        return []
    taken: set[int] = set()  # by identity
    result = []
    heights = Heights(page.words)
    outlines = [box for box in boxes if box.kind != "bare"]
    for box in boxes:
        if box.kind == "bare" and any(o.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for o in outlines):
            continue  # the tick in a box
        height = box.bottom - box.top
        near = heights.near(box.top - height, box.bottom + height)
        for word in near:
            inside = len(word.text) <= 2 and box.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
            if inside and id(word) not in taken:
                if not _given_back(word, near):
                    box.content.append(word)
                taken.add(id(word))
        for x0, top, x1, bottom in page.strokes:
            box.strokes += box.holds((x0 + x1) / 2, (top + bottom) / 2)
        baseline = _baseline(near, box)
        free = [word for word in near if id(word) not in taken]
        box.misplaced = box.kind != "scan" and _lies_on_words(free, box, baseline)
        result.append(Word("", box.x0, box.top, box.x1, box.bottom, baseline, min(height, 14.0), box=box))
    if taken:
        page.words = [word for word in page.words if id(word) not in taken]
    return result


def _given_back(letter: Word, near: Sequence[Word]) -> bool:
    """Puts a letter that a frame slid over back to the rest of its word, which stands outside."""
    if not letter.text.isalpha():
        return False
    for rest in near:
        alike = rest.style.font == letter.style.font and rest.size == letter.size and rest.baseline == letter.baseline
        if alike and len(rest.text) > 1 and abs(rest.x0 - letter.x1) < TOUCHING * letter.size:
            rest.text, rest.x0 = letter.text + rest.text, letter.x0
            return True
    return False


def _baseline(near: Sequence[Word], box: Box) -> float:
    """That of the nearest word beside the box, so that both fall into one line; else the box's own foot."""
    middle, height = (box.top + box.bottom) / 2, box.bottom - box.top
    beside = [
        word
        for word in near
        if abs((word.top + word.bottom) / 2 - middle) < max(height, word.size) * 0.6
        and not box.x0 < word.x0 < box.x1
        and not box.holds((word.x0 + word.x1) / 2, middle)
    ]
    nearest = min(beside, key=lambda word: min(abs(word.x0 - box.x1), abs(box.x0 - word.x1)), default=None)
    if nearest is None:
        return box.bottom - 2
    if height > TALL_FRAME * nearest.size:  # a cell: its row begins with the first line beside it
        return min((word.baseline for word in beside if box.top < word.baseline < box.bottom), default=nearest.baseline)
    return nearest.baseline


def _lies_on_words(near: list[Word], box: Box, baseline: float) -> bool:
    """Whether a box was drawn over the letters of a line with several labels: whose it is cannot be seen."""
    line = [word for word in near if abs(word.baseline - baseline) < 0.3 * word.size]
    over = any(min(word.x1, box.x1) - max(word.x0, box.x0) > OVERLAP * min(word.x1 - word.x0, box.x1 - box.x0)
               for word in line if len(word.text) > 2)  # fmt: skip
    line.sort(key=lambda word: word.x0)
    return over and any(after.x0 - before.x1 > LABEL_GAP * before.size for before, after in pairwise(line))


def boxes_of_grid(grid: Grid, words: list[Word]) -> list[Box]:
    """The cells of a grid that is no table: frames with at most two letters each, small or with a label beside."""
    width, height = SMALL_CELL if len(grid.xs) > 2 else LONE_CELL
    small = all(x1 - x0 <= width and y1 - y0 <= height for x0, y0, x1, y1 in (cell.bbox for cell in grid.cells))
    if not small and len(grid.xs) > 2:
        return []
    least, top, most, bottom = box = grid.bbox
    inside = [word for word in words if _within(word, box) and not _crosses(word, grid)]
    if any(sum(len(word.text) for word in inside if _within(word, cell.bbox)) > 2 for cell in grid.cells):
        return []
    beside = [word for word in words if top < word.baseline < bottom and not least < (word.x0 + word.x1) / 2 < most]
    labelled = len(grid.xs) == 2 and all(
        any(low < word.baseline < high for word in beside) for low, high in pairwise(grid.ys)
    )
    return [Box(*cell.bbox) for cell in grid.cells] if small or labelled else []


def _crosses(word: Word, grid: Grid) -> bool:
    """Whether the word runs out of a frame that slid over it: it is no content."""
    return len(grid.cells) == 1 and (word.x0 < grid.xs[0] - 1 or word.x1 > grid.xs[-1] + 1)


def _within(word: Word, box: BBox) -> bool:
    return box[1] < (word.top + word.bottom) / 2 < box[3] and box[0] < (word.x0 + word.x1) / 2 < box[2]
