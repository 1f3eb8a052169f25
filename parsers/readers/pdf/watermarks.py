"""A watermark along the lines: large pale letters behind the text, in the words that stand over them no part.

One that slants is left out with the letters already (`letters.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from models.document import Skipped
from parsers.readers.pages.page import Page, Word

LARGE = 22.0  # points: headings of a report have 13 to 16
FAINT = 0xA0  # of 255, of every channel at least
INK = (0.75, 0.05)  # of the font size above the baseline: where the ink of the letters ends and begins
RISE = 0.25  # of the font size from the baseline to the middle of the small letters


def is_faint(colour: str | None, size: float) -> bool:
    """Whether letters of this colour ("RRGGBB") and size, in points, may be a watermark's."""
    if colour is None or size < LARGE:
        return False
    return min(bytes.fromhex(colour)) >= FAINT


def set_watermark_aside(page: Page) -> None:
    """Takes large pale words out of the page's where smaller ones stand over any of them."""
    if not page.faint:
        return
    faint = [word for word in page.words if is_faint(word.style.colour, word.size)]
    gone = {id(word) for word in faint}
    others = [word for word in page.words if id(word) not in gone]
    if not any(_lies_under(word, others) for word in faint):
        return
    page.words = others
    page.skipped.append(Skipped("hidden_text", "watermark", " ".join(word.text for word in faint), page.number))


def _lies_under(word: Word, others: Sequence[Word]) -> bool:
    top, bottom = word.baseline - INK[0] * word.size, word.baseline - INK[1] * word.size
    return any(
        other.x0 < word.x1 and word.x0 < other.x1 and top < other.baseline - RISE * other.size < bottom
        for other in others
    )
