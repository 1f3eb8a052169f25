"""How words look by what is drawn about them: underlined, struck out, on a coloured ground, ringed; ticks by hand."""

from __future__ import annotations

from models.document import Skipped
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.page import Box, Page, Ruling, Word

UNDER = (0.0, 0.2)  # of the font size below the baseline: an underline; a cell's edge lies lower
THROUGH = (0.12, 0.5)  # of the font size above the baseline: a line through the word
COVER = 0.7  # of the word's width that the line must cover
OVERHANG = 2.0  # points by which an underline may go past its words; a table's edge goes on for its padding
TALLEST_GROUND = 2.4  # of the font size: a highlighter or a shaded paragraph line; a higher ground is a cell's
RING_ROOM = 3.0  # of the font size: how high a ring round one line of words may be
TICK = (4.0, 45.0)  # points: the sides of a tick, a cross or a slash drawn without a box
MOST_STROKES = 12  # of one tick; more is a drawing, a signature or a logo
WITHIN, BLANK = 0.6, 0.25  # of the font size: the widest room between the words of a text, and the usual one
BESIDE = 25.0  # points from the nearest words: a tick in a row of empty cells
NEAR = 2.0  # points between the strokes of one tick


def see_looks(page: Page) -> None:
    """Puts the page's lines, grounds and rings on its words; what was used up leaves the page."""
    heights = Heights(page.words)
    rulings = [ruling for ruling in page.rulings if not (ruling.horizontal and _lines_words(heights, ruling))]
    lined, page.rulings = len(rulings) < len(page.rulings), rulings
    for fill in page.fills:
        for word in heights.near(fill[1], fill[3]):
            x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            if fill[0] <= x <= fill[2] and fill[1] <= y <= fill[3]:
                word.highlight = word.highlight or fill[3] - fill[1] <= TALLEST_GROUND * word.size
    if page.pale or lined:
        _set_aside(page)
    see_rings(page)
    page.boxes += _ticks(page)


def _set_aside(page: Page) -> None:
    """Takes out and names what nobody sees on white paper, and what was struck out by a tracked change."""
    pale = [word.text for word in page.words if word.pale]
    if pale:
        page.skipped.append(Skipped("hidden_text", "white_text", " ".join(pale), page.number))
    deleted = [word.text for word in page.words if _withdrawn(word)]
    if deleted:
        page.skipped.append(Skipped("deleted_text", "deleted_text", " ".join(deleted), page.number))
        _close_gaps(page.words)
    page.words = [word for word in page.words if not word.pale and not _withdrawn(word)]


def _close_gaps(words: list[Word]) -> None:
    """Lets the word before a deletion reach to the one after it: no tab and no column parts them."""
    before: Word | None = None  # the last word that stays, as long as what follows stands within a blank
    reached = baseline = float("-inf")
    for word in sorted(words, key=lambda word: (word.baseline, word.x0)):
        if word.baseline != baseline or word.x0 - reached > WITHIN * word.size:
            before, baseline = None, word.baseline
        reached = word.x1
        if not _withdrawn(word):
            if before is not None:
                before.x1 = max(before.x1, word.x0 - BLANK * word.size)
            before = word


def see_rings(page: Page) -> None:
    """Puts the rings on the words that they were drawn round."""
    for number, ring in enumerate(page.rings):
        _ring(page, number, ring)


def _withdrawn(word: Word) -> bool:
    """What a tracked change took away: struck out in the colour of who did it. Struck out in black is a look."""
    return word.strike and word.style.colour is not None


def _lines_words(heights: Heights, ruling: Ruling) -> bool:
    """Marks the words that the line underlines or strikes out; False: it is a ruling."""
    under: list[Word] = []
    through: list[Word] = []
    for word in heights.near(ruling.at, ruling.at):
        drop = (ruling.at - word.baseline) / max(word.size, 1.0)
        if not -THROUGH[1] <= drop <= UNDER[1]:
            continue  # most rules are a table's
        if min(word.x1, ruling.end) - max(word.x0, ruling.start) < COVER * (word.x1 - word.x0):
            continue
        if UNDER[0] <= drop <= UNDER[1]:
            under.append(word)
        elif -THROUGH[1] <= drop <= -THROUGH[0]:
            through.append(word)
    words = under or through
    if not words:
        return False
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    before = OVERHANG if under else words[0].size  # a blank may be struck out with a word
    if ruling.start < left - before or ruling.end > right + words[0].size:
        return False
    for word in words:
        word.underline, word.strike = word.underline or bool(under), word.strike or not under
    return True


def _ring(page: Page, number: int, ring: tuple[float, float, float, float]) -> None:
    x0, top, x1, bottom = ring
    inside = [
        word
        for word in page.words
        if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    if not any(any(map(str.isalnum, word.text)) for word in inside):
        return  # round a mark: somebody took it back, or the pen slipped
    if bottom - top <= RING_ROOM * max(word.size for word in inside):
        for word in inside:
            word.ring = number


def _ticks(page: Page) -> list[Box]:
    """Strokes that stand alone on a line of words: a mark without a box."""
    clusters: list[tuple[list[float], int]] = []
    for x0, top, x1, bottom in page.strokes:
        if any(box.holds((x0 + x1) / 2, (top + bottom) / 2) for box in page.boxes):
            continue
        for place, (box, count) in enumerate(clusters):
            if x0 <= box[2] + NEAR and x1 >= box[0] - NEAR and top <= box[3] + NEAR and bottom >= box[1] - NEAR:
                joined = [min(box[0], x0), min(box[1], top), max(box[2], x1), max(box[3], bottom)]
                clusters[place] = (joined, count + 1)
                break
        else:
            clusters.append(([x0, top, x1, bottom], 1))
    low, high = TICK
    return [
        Box(box[0], box[1], box[2], box[3], kind="bare")
        for box, count in clusters
        if count <= MOST_STROKES and max(box[2] - box[0], box[3] - box[1]) >= low
        and box[2] - box[0] <= high and box[3] - box[1] <= high and _beside_words(page, box)
    ]  # fmt: skip


def _beside_words(page: Page, box: list[float]) -> bool:
    middle = (box[1] + box[3]) / 2
    return any(word.top - BESIDE <= middle <= word.bottom + BESIDE for word in page.words)
