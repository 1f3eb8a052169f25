"""Whether letters are seen that may have the colour of what is behind them: the page as it is drawn tells.

White letters are read where they stand on a banner, a coloured head, a photograph or a rounded shape, and are named
where the paper is behind them; so are letters in the colour of their own ground. A page is drawn for it only where it
has such letters.
"""

from __future__ import annotations

import math
from typing import Any

from models.document import BBox, Skipped
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.page import Page, Word, is_mark

SCALE = 2.0  # pixels for a point: the strokes of small print are a pixel wide or more
MOST_PIXELS = 6_000_000  # that are drawn; a larger page is drawn smaller
SAME, OTHER = 32, 56  # of 255: colours nearer than the one are alike, farther than the other apart, by any channel
INK = (0.01, 0.65)  # of a word's place that has its colour: no letters, and nothing but ground
GROUND = 0.25  # of a word's place that has another colour, at least
ALL = 0.95  # of a word's place that has its colour, where dark letters are taken for unseen


def see_contrast(page: Any, result: Page) -> None:
    """Clears `pale` of the white words that are seen; takes out and names words in the colour of their ground.

    `page` is a pypdfium2 page, `result` what was read of it.
    """
    pale = [word for word in result.words if word.pale and not _in_box(result, word)] if result.pale else []
    like = _like_their_ground(result)
    if not pale and not like:
        return
    shown = Shown(page, result)
    for word in pale:
        word.pale = not shown.is_seen(word)
    gone = [word for word in like if shown.is_lost(word)]
    if gone:
        text = " ".join(word.text for word in gone)
        result.skipped.append(Skipped("hidden_text", "same_colour", text, result.number))
        lost = {id(word) for word in gone}
        result.words = [word for word in result.words if id(word) not in lost]


def _in_box(result: Page, word: Word) -> bool:
    """A white cross in a filled check box is the box's."""
    return any(box.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2) for box in result.boxes)


def _like_their_ground(result: Page) -> list[Word]:
    """The words that are not white and stand on a filled area of nearly their colour."""
    heights = Heights(result.words)
    found: dict[int, Word] = {}
    for (x0, top, x1, bottom), colour in zip(result.fills, result.colours, strict=True):
        for word in heights.near(top, bottom):
            inside = x0 <= word.x0 and word.x1 <= x1 and top <= word.baseline - word.size / 4 <= bottom
            if inside and not word.pale and _apart(_colour(word), colour) < OTHER and not is_mark(word):
                found[id(word)] = word
    return list(found.values())


def _colour(word: Word) -> tuple[int, int, int]:
    code = word.style.colour or "000000"
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


class Shown:
    """The page as a picture."""

    def __init__(self, page: Any, result: Page) -> None:
        most = math.sqrt(MOST_PIXELS / max(1.0, result.width * result.height))
        self._scale = min(SCALE, most)
        self._pixels = page.render(scale=self._scale).to_numpy()[..., :3][..., ::-1].astype("int16")

    def is_seen(self, word: Word) -> bool:
        """Whether the word's place shows letters of its colour on another."""
        ink, other = self._shares(word)
        return INK[0] <= ink <= INK[1] and other >= GROUND

    def is_blank(self, word: Word) -> bool:
        """Whether the word's place shows one colour alone."""
        place = self._place(word)
        return bool(place.size) and int((place.max(axis=(0, 1)) - place.min(axis=(0, 1))).max()) < SAME

    def is_lost(self, word: Word) -> bool:
        """Whether the word's place shows nothing but its colour."""
        return self._shares(word)[0] >= ALL

    def _shares(self, word: Word) -> tuple[float, float]:
        """The shares of the word's place with its colour, and with a colour that is surely another."""
        place = self._place(word)
        if not place.size:
            return 0.0, 0.0
        apart = abs(place - _colour(word)).max(axis=2)
        return float((apart < SAME).mean()), float((apart > OTHER).mean())

    def _place(self, word: Word) -> Any:
        x0, top, x1, bottom = _letters_of(word)
        rows = slice(max(0, round(top * self._scale)), max(0, round(bottom * self._scale)))
        columns = slice(max(0, round(x0 * self._scale)), max(0, round(x1 * self._scale)))
        return self._pixels[rows, columns]


def _letters_of(word: Word) -> BBox:
    """Where the word's letters stand, without the room above capitals and below the baseline."""
    return word.x0, word.baseline - 0.7 * word.size, word.x1, word.baseline
