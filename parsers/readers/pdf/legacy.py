"""Words in fonts from before Unicode (TCVN3, VNI) → Unicode; the letters decide, the font's name only suspects."""

from __future__ import annotations

import unicodedata

from parsers.readers.legacy_encodings import Votes, decode, font_encoding
from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.faces import Faces

_MICRO = {0x3BC: "\u00b5"}  # Greek mu stands for the micro sign that is TCVN3's à


def decode_legacy(pages: list[Page], faces: Faces) -> None:
    """Puts the words of `pages` into Unicode where their font was made for another encoding and their letters agree.

    `faces` are those of the file.
    """
    for font in {face.name for face in faces.values() if face.legacy}:
        _decode_font(font, [word for page in pages for word in page.words if word.style.font == font])


def _decode_font(font: str, words: list[Word]) -> None:
    encoding = font_encoding(font)
    assert encoding is not None
    votes = Votes()
    for word in words:
        word.text = word.text.translate(_MICRO)
        votes.is_legacy(word.text, encoding, font, "")
    for word in words:
        legacy = votes.is_legacy(word.text, encoding, font, "")
        word.text = unicodedata.normalize("NFC", decode(word.text, encoding, font) if legacy else word.text)
