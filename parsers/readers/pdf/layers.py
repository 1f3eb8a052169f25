"""Text on layers (optional content) that are switched off: pdfium tells it like any other, and does not draw it.

Which layers are shown stands in the file's catalog, of which pdfium tells nothing. So a page of a file with layers is
drawn, and words where it shows nothing are taken out and named.
"""

from __future__ import annotations

from typing import Any

from models.document import Skipped
from parsers.readers.pages.page import Page, Word
from parsers.readers.pdf.contrast import Shown

LAYERS = b"/OCProperties"  # ISO 32000-1, 8.11.4: of the catalog


def has_layers(data: bytes) -> bool:
    """Whether the file has layers; a catalog in a compressed stream does not tell."""
    return LAYERS in data


def set_hidden_layers_aside(page: Any, result: Page) -> None:
    """Takes the words that are not drawn out of `result`, the words of a pypdfium2 page."""
    shown = Shown(page, result)
    unseen = [word for word in result.words if _has_ink(word) and shown.is_blank(word)]
    if unseen:
        text = " ".join(word.text for word in unseen)
        result.skipped.append(Skipped("hidden_text", "hidden_text", text, result.number))
        gone = {id(word) for word in unseen}
        result.words = [word for word in result.words if id(word) not in gone]


def _has_ink(word: Word) -> bool:
    """Whether the word has letters or figures: a dot or a dash leaves most of its place white."""
    return any(letter.isalnum() for letter in word.text)
