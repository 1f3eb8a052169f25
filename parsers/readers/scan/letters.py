"""Letters from pixels: tesserocr, one engine per process, page segmentation 3, the Vietnamese model."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np

from models.errors import MissingPartError
from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels
from parsers.syllables import split_glued

Shape = Literal["page", "block", "line"]

LANGUAGE = "vie"
LEAST_CONFIDENCE = 0.12  # below it the engine saw grain, not letters
LINE_MARGIN = 16  # pixels of white around a single line: the engine loses letters at the edge
PAGE_MARGIN = 60  # pixels of white left around a page's ink: more is only looked through, less costs letters
DARK = 128  # of 255: ink for certain
PROPORTIONAL = {"textord_all_prop": "1"}  # fixed pitch is not looked for: it takes long and no report is typewritten
EM_OF_ROW = 0.9  # Times' ascender and descender take this share of the font size
DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)


def model_folder() -> Path | None:
    """Where `vie.traineddata` stands: TESSDATA_PREFIX, then the system's places."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for place in [*places, *map(Path, DATA_FOLDERS)]:
        if (place / f"{LANGUAGE}.traineddata").is_file():
            return place
    return None


@cache
def _engine() -> Any:
    """Raises MissingPartError where the package or the model is not there."""
    try:
        import tesserocr
    except ImportError:
        raise MissingPartError("ocr_missing") from None
    folder = model_folder()
    if folder is None:
        raise MissingPartError("ocr_model_missing", language=LANGUAGE)
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, psm=tesserocr.PSM.AUTO, variables=PROPORTIONAL)


def read_words(grey: Pixels, dpi: float) -> list[Word]:
    """The words of a page with their boxes in points and the engine's confidence (0 to 1)."""
    _, dark = cv2.threshold(grey, DARK, 255, cv2.THRESH_BINARY_INV)
    x, y, width, height = cv2.boundingRect(dark)
    left, top = max(0, x - PAGE_MARGIN), max(0, y - PAGE_MARGIN)
    inked = grey[top : y + height + PAGE_MARGIN, left : x + width + PAGE_MARGIN]
    return _moved(_recognised(inked, dpi, "page"), left * 72 / dpi, top * 72 / dpi)


def read_line(grey: Pixels, dpi: float, letters: str = "") -> list[Word]:
    """The words of a picture that holds one line; `letters` are the only ones that may be read, all where empty."""
    return _framed(grey, dpi, "line", letters)


def read_block(grey: Pixels, dpi: float) -> list[Word]:
    """The words of a picture that holds a few lines of one text, as a cell does."""
    return _framed(grey, dpi, "block")


def _framed(grey: Pixels, dpi: float, shape: Shape, letters: str = "") -> list[Word]:
    """Read with white around; the words' places are those in `grey`."""
    words = _recognised(np.pad(grey, LINE_MARGIN, constant_values=255), dpi, shape, letters)
    shift = LINE_MARGIN * 72 / dpi
    return _moved(words, -shift, -shift)


def _moved(words: list[Word], dx: float, dy: float) -> list[Word]:
    for word in words:
        word.x0, word.x1, word.top = word.x0 + dx, word.x1 + dx, word.top + dy
        word.bottom, word.baseline = word.bottom + dy, word.baseline + dy
    return words


def _recognised(grey: Pixels, dpi: float, shape: Shape, letters: str = "") -> list[Word]:
    import tesserocr

    engine = _engine()
    modes = {"page": tesserocr.PSM.AUTO, "block": tesserocr.PSM.SINGLE_BLOCK, "line": tesserocr.PSM.SINGLE_LINE}
    engine.SetPageSegMode(modes[shape])
    engine.SetVariable("tessedit_char_whitelist", letters)
    height, width = grey.shape
    engine.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(dpi))
    engine.Recognize()
    level = tesserocr.RIL.WORD
    words: list[Word] = []
    for item in tesserocr.iterate_level(engine.GetIterator(), level):
        box = item.BoundingBox(level)
        if box is None:
            continue
        text = unicodedata.normalize("NFC", (item.GetUTF8Text(level) or "").strip())
        confidence = item.Confidence(level) / 100
        if text and confidence >= LEAST_CONFIDENCE and not all(map(_is_mark, text)):
            words.append(_word(item, text, box, confidence, 72 / dpi))
    engine.Clear()
    return words


def _is_mark(letter: str) -> bool:
    """Whether it is a mark without its letter ("ˆ", "´"): what the engine sees in a pen's stroke."""
    return unicodedata.category(letter) in ("Lm", "Sk")


def part_glued(words: list[Word]) -> list[Word]:
    """`words`, those that lost a space between two syllables parted at their letters' share of the width."""
    result: list[Word] = []
    for word in words:
        parts = split_glued(word.text) if word.box is None else (word.text,)
        start, width = word.x0, (word.x1 - word.x0) / max(1, len(word.text))
        for part in parts:
            end = start + len(part) * width
            result.append(replace(word, text=part, x0=start, x1=end) if len(parts) > 1 else word)
            start = end
    return result


def _word(item: Any, text: str, box: tuple[int, int, int, int], confidence: float, point: float) -> Word:
    import tesserocr

    x0, top, x1, bottom = (value * point for value in box)
    row = item.RowAttributes()["row_height"] * point / EM_OF_ROW
    size = row if 6 < row < 40 else max(8.0, (bottom - top) * 1.3)
    line = item.Baseline(tesserocr.RIL.TEXTLINE)
    baseline = bottom
    if line is not None:
        (ax, ay), (bx, by) = line
        share = ((box[0] + box[2]) / 2 - ax) / (bx - ax) if bx != ax else 0.0
        baseline = (ay + share * (by - ay)) * point
    return Word(text, x0, top, x1, bottom, baseline, size, confidence=confidence)
