"""Words of a face from the shapes of its letters, each of which is looked at once in a file.

pdfium tells a character's room and ink at two calls; a page has a thousand characters or more, but hardly a hundred
different ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from parsers.readers.pdf.drafts import compose
from parsers.readers.pdf.faces import Look, Shape, Spelling
from parsers.readers.pdf.glyphs import Glyphs

WHOLE_GLYPH = 0.45  # of the font size: an accent alone is lower

# Letters that mean themselves, with the accents of their own; every other character is looked at one by one.
_LETTER = "!-_a-~\xa1-\xac\xae-\xb3\xb5-\u02c5\u0370-\u03ff\u1e00-\u1eff\u2010-\u2027\u20a0-\u20bf"
_ACCENTS = "\u0300-\u036f"
LETTERS = f"[{_LETTER}][{_LETTER}{_ACCENTS}]*"
_LETTER_BY_LETTER = re.compile(f".[{_ACCENTS}]*")
_WORD = re.compile(LETTERS)
_ACCENT = re.compile(f"[{_ACCENTS}]")


def spell(word: str, start: int, look: Look, glyphs: Glyphs) -> Spelling | None:
    """The word that begins at the character `start` in that look.

    None where one of its characters is no plain letter, or one of its letters is not drawn as one.
    """
    face = look.face
    letters, text = (word, word) if word.isalpha() else _letters(word, face.legacy)
    try:
        spelling = text, letters, *_measures(letters, face.shapes)
    except KeyError:
        if not (_WORD.fullmatch(word) and _learn_all(letters, start, look, glyphs)):
            return None
        spelling = text, letters, *_measures(letters, face.shapes)
    face.words[word] = spelling
    return spelling


def _measures(letters: Sequence[str], shapes: dict[str, Shape]) -> tuple[float, float, float, float, float]:
    """The lengths of a Spelling. Raises KeyError where a letter's shape is not known."""
    _, left, top, _, bottom = shapes[letters[0]]
    reach = width = right = 0.0
    for letter in letters:
        reach += width
        width, _, high, right, low = shapes[letter]
        if high < top:
            top = high
        if low > bottom:
            bottom = low
    return reach, left, top, right, bottom


@lru_cache(maxsize=8192)
def _letters(word: str, legacy: bool) -> tuple[Sequence[str], str]:
    """The letters with their accents, and the text that they make; many files have the same words."""
    if not _ACCENT.search(word):
        return word, word
    letters = tuple(_LETTER_BY_LETTER.findall(word))
    if legacy:
        return letters, word
    text = unicodedata.normalize("NFC", word)
    return letters, compose(letters, legacy=False) if _ACCENT.search(text) else text


def _learn_all(letters: Sequence[str], index: int, look: Look, glyphs: Glyphs) -> bool:
    """Whether the shapes of all letters are known now."""
    face = look.face
    for letter in letters:
        if letter not in face.shapes:
            shape = None if letter in face.odd else _learn(letter, index, look, glyphs)
            if shape is None:
                face.odd.add(letter)
                return False
            face.shapes[letter] = shape
        index += len(letter)
    return True


def _learn(letter: str, index: int, look: Look, glyphs: Glyphs) -> Shape | None:
    """The shape of a letter as it stands here; None for accents drawn apart, and codes without characters."""
    size, stretch = look.size, look.stretch
    x, baseline, left, top, right, bottom = glyphs.stance(index)
    for mark in range(index + 1, index + len(letter)):
        ink = glyphs.ink(mark)
        if ink[3] - ink[1] <= WHOLE_GLYPH * size:
            return None
        right = max(right, ink[2])
    if glyphs.is_unmapped(index) or glyphs.look(index) is not look:
        return None
    return (
        (right - left) / stretch, (left - x) / stretch, (top - baseline) / size,
        (right - x) / stretch, (bottom - baseline) / size,
    )  # fmt: skip
