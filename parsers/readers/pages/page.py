"""What a page shows, whoever looked: words, ruling lines, small boxes, strokes, pictures.

The PDF reader fills it from drawing commands, the scan reader from pixels; everything after is the same. All places
are points from the top left of the upright page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.document import BBox, PageMap, Region, Skipped

BOX_SIDES = (5.0, 34.0)  # points: a check box; forms in use have 6 to 22
THIN = 2.2  # points: a filled rectangle thinner than this is a ruling


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look that were set alike: one object for all words of a text."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    colour: str | None = None  # "FF0000"; None for what looks black


PLAIN = Style()


@dataclass(slots=True)
class Word:
    """Letters without a gap; with `box`, a drawn check box that stands in the line like a letter."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float  # points
    style: Style = PLAIN
    pale: bool = False  # as light as paper: seen on a dark ground only
    box: Box | None = None
    confidence: float = 1.0  # of the reading; 1 for typed text
    alternatives: tuple[str, ...] = ()  # other readings of the same ink, the likeliest first
    underline: bool = False
    strike: bool = False
    highlight: bool = False
    ring: int | None = None  # the drawn line round the word: equal numbers, one line

    @property
    def bbox(self) -> BBox:
        """x0, top, x1, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Ruling:
    """A straight line along an axis: at `at`, from `start` to `end` along the other axis."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Box:
    """A drawn check box and the ink in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool = False
    strokes: int = 0  # slanted lines or curves inside
    checked: bool | None = None  # said by a form field
    kind: str = "shape"  # "field", "picture", "scan"; "bare": strokes without an outline
    code: str = ""  # names equal pictures alike
    misplaced: bool = False  # drawn over the letters of a label: it may belong to another
    lost: bool = False  # the mark of its block was cut off: it may have been in this one
    content: list[Word] = field(default_factory=list)

    def holds(self, x: float, y: float, margin: float = 1.5) -> bool:
        """Whether the point lies in the box."""
        return self.x0 - margin <= x <= self.x1 + margin and self.top - margin <= y <= self.bottom + margin


@dataclass(slots=True)
class Page:
    """One page as it is drawn."""

    number: int  # from 1
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    strokes: list[BBox] = field(default_factory=list)  # slanted lines and curves
    pictures: list[BBox] = field(default_factory=list)
    fills: list[BBox] = field(default_factory=list)  # coloured grounds: shaded cells, highlighters
    colours: list[tuple[int, int, int]] = field(default_factory=list)  # of the fills, one by one; empty for a scan
    rings: list[BBox] = field(default_factory=list)  # drawn round words
    invisible: int = 0  # characters of an OCR layer
    unmapped: int = 0  # letters whose character the file does not tell
    crowded: bool = False  # so many text objects that they were not read one by one
    clipped: bool = False  # there are forms with text, which may have a clip path
    texts: Sequence[int] = ()  # the text objects by the reader's own handles, which may have clip paths
    faint: bool = False  # there are large pale letters, as of a watermark
    pale: bool = False  # there are letters as light as paper
    coloured: bool = False  # there are letters that do not look black
    covered: bool = False  # a picture of the page's size lies over its text
    covers: list[BBox] = field(default_factory=list)  # pictures and filled areas that were drawn after some text
    furniture: list[BBox] = field(default_factory=list)  # texts that the file itself marks as running heads or feet
    skipped: list[Skipped] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)  # stamps, signatures
    room: tuple[float, float] | None = None  # left and right of a newspaper column; None for a whole page
    onto: PageMap | None = None  # of a recognised page: where its places lie on the page as the file shows it

    @property
    def picture_share(self) -> float:
        """The share of the page under pictures, 0 to 1."""
        area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.pictures)
        return min(1.0, area / (self.width * self.height or 1))


NAMELESS = 0xF0000  # plane 15, private: glyphs of a symbol font that the file gives no character for


def nameless_glyph(code: int) -> str:
    """A character that stands for a glyph known by its code alone: equal glyphs are equal, and that is all it says."""
    return chr(NAMELESS + code)


def is_symbol(letter: str) -> bool:
    """A glyph of a symbol font in the private use area, or a Unicode box or tick."""
    return (
        letter >= chr(NAMELESS) or "\ue000" <= letter <= "\uf8ff" or "\u2500" <= letter <= "\u27bf" or letter in "⬜🗷🗹"
    )


_MARKS = set("xXvV×√+")  # letters and signs that are typed where a box would be ticked


def is_mark(word: Word) -> bool:
    """A box, a tick, a cross, or a single letter that may stand for one."""
    return word.box is not None or (len(word.text) == 1 and (word.text in _MARKS or is_symbol(word.text)))


_TYPED_BOX = set("[](){}./|…xXvV×✓✔✗✘√")


def is_typed_box(word: Word) -> bool:
    """What is typed to stand for a box: "[x]", "( )", "....x....", "…"."""
    text = word.text
    return len(text) > 1 and text[0] in _TYPED_BOX and set(text) <= _TYPED_BOX  # the first says no to nearly all
