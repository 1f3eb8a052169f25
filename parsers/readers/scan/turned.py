"""Pages that lie on their side or stand on their head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from parsers.readers.pages.page import Word
from parsers.readers.scan.square import halved
from parsers.syllables import is_readable

SIDEWAYS = 1.6  # times as sharp as the rows that the columns of ink must be: tables draw both
SMALL = 500  # pixels of the longer side: lines of text still stand apart
LEAST_SENSE = 0.55  # share of the letters, weighed by confidence, in Vietnamese words: less is a page on its head
LEAST_WORDS = 8  # fewer tell nothing


def lies_sideways(binary: Any) -> bool:
    """Whether the lines of text run from top to bottom: then the columns of ink change more sharply than the rows."""
    shrink = 2 * SMALL / max(binary.shape)
    small = cv2.resize(halved(binary), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    return _sharpness(small, 0) > SIDEWAYS * _sharpness(small, 1)


def _sharpness(binary: Any, axis: int) -> float:
    profile = binary.mean(axis=axis, dtype=np.float64)
    return float((np.diff(profile) ** 2).mean())


def sense(words: Sequence[Word]) -> float:
    """How much of what was read is Vietnamese, 0 to 1."""
    letters = sum(len(word.text) for word in words)
    known = sum(
        len(word.text) * word.confidence
        for word in words
        if is_readable(word.text) and any(map(str.isalnum, word.text))
    )
    return known / letters if letters else 0.0
