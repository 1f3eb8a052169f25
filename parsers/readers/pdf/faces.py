"""The fonts of a PDF file, what their letters share, and what was seen of their shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.readers.legacy_encodings import font_encoding
from parsers.readers.pages.page import PLAIN, Style
from parsers.readers.symbols import symbol_font

_CODED = ("wingdings", "wingdings 2", "wingdings 3", "webdings")
_STYLE = re.compile(r"(?<=.)(?:[-,](?:regular|roman|bold|italic|oblique|bolditalic)|(?:ps)?mt)$", re.IGNORECASE)

_NO_NAME = re.compile(  # "CIDFont+F1", "T3_2"
    r"(?:cid|unnamed|embedded|type ?3)?(?:font)?[-+_ ]?[a-z]{0,3}[\d_]*", re.IGNORECASE
)

Shape = tuple[float, float, float, float, float]
"""A letter of one face with its accents: its width, then left, top, right and bottom from its origin.

In shares of the font size, as in a Spelling.
"""

Spelling = tuple[str, Sequence[str], float, float, float, float, float]
"""A word of one face: its text; its letters with their accents; from the first letter's origin to the last one's; left
and top from the first origin, right and bottom from the last.
"""


@dataclass(slots=True)
class Face:
    """A font as the file names it, and what was seen of its letters and words.

    `odd` are letters whose accents are drawn apart or that have no character in the file.
    """

    name: str
    bold: bool
    italic: bool
    symbols: bool  # a font of signs, not of letters
    coded: bool  # a symbol font whose bytes are no Latin letters, whatever the file says
    legacy: bool  # a font from before Unicode
    shapes: dict[str, Shape] = field(default_factory=dict)
    odd: set[str] = field(default_factory=set)
    words: dict[str, Spelling] = field(default_factory=dict)


Faces = dict[tuple[str, bool], Face]  # by full name and weight, over the pages of one file


@dataclass(frozen=True, slots=True)
class Look:
    """What the letters of one text object share; there is one Look of a kind on a page."""

    face: Face
    size: float = 0.0  # points
    stretch: float = 0.0  # points of the font size along the line
    hidden: bool = False
    style: Style = PLAIN
    pale: bool = False
    angle: float = 0.0  # radians against the page as it is shown; 0 for level text
    plain: bool = False  # level letters of a size that is seen: words of it may be read as wholes


NO_LOOK = Look(Face("", False, False, False, False, False))


def make_face(full: str, heavy: bool) -> Face:
    """A face by its full name in the file, and whether its weight is that of bold letters.

    The weight decides for fonts without a name: pdfium takes it from StemV, which Ghostscript writes for plain letters
    as others do for bold ones (128).
    """
    full = full[7:] if full[6:7] == "+" else full  # subset prefix
    name = font_name(full)
    signs = symbol_font(name)
    return Face(
        name,
        "bold" in full.lower() or (heavy and _NO_NAME.fullmatch(name) is not None),
        "italic" in full.lower() or "oblique" in full.lower(),
        signs is not None,
        (signs or "").endswith(_CODED),
        font_encoding(name) is not None,
    )


@lru_cache(maxsize=256)
def font_name(full: str) -> str:
    """The family: "Wingdings" for "Wingdings-Regular", "TimesNewRoman" for "TimesNewRomanPS-BoldMT"."""
    name, before = full, ""
    while name != before:
        name, before = _STYLE.sub("", name), name
    return name
