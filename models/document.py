"""The Document: what a file says, whatever its format.

A reader of `parsers.readers` makes it, the extractors read nothing else. Two honest kinds share it: a declarative
source (DOCX) has no pages, its evidence is block and characters; a paginated one (PDF, scan) also fills `spans`.

Text is Unicode NFC. White space is folded: a run of blanks is one space, a run with a tab one tab, a run with a line
break one newline; none stands at either end. An object without a character of its own (a drawn box, a form field, a
picture) stands in the text as `OBJECT`, so that marks have a place in reading order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

OBJECT = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: Unicode's own placeholder for an inline object

SCANNED = "scan"  # the code of a box seen in a picture: another of its block may have been overlooked
DOUBT = "scan:doubt"  # the code of a mark whose ink may be a mark or none: nothing may be concluded from it

Align = Literal["left", "center", "right", "justify"]
Role = Literal["body", "textbox", "footnote", "endnote"]
MarkKind = Literal["control", "field", "symbol", "glyph", "shape", "picture", "border", "annotation"]
RegionKind = Literal["stamp", "signature", "picture", "ink"]
BBox = tuple[float, float, float, float]
PageMap = tuple[float, ...]
"""3 by 3, row by row, projective: points of the upright page onto shares (0 to 1) of the width and the height of the
page as the file shows it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The look of the characters `start` to `end` of a paragraph; only looks that can carry a meaning are kept."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    highlight: bool = False  # highlighter or shading other than white
    colour: str | None = None  # "FF0000"; None for automatic and black
    size: float | None = None  # points
    font: str | None = None


@dataclass(slots=True, unsafe_hash=True)  # not frozen: a page has hundreds, and they would take thrice the time to make
class Span:
    """Where the characters `start` to `end` stand on a page: a word or a line of a paginated source.

    `bbox` is (x0, top, x1, bottom) in points from the upright page's top left; `confidence` 0 to 1, 1 for typed text.
    `alternatives` are other readings of the same ink that a second look gave, the likeliest first. It is never changed.
    """

    start: int
    end: int
    page: int
    bbox: BBox
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing that can be a check box or the mark in one: glyph, control, form field, drawn shape, bordered run.

    `checked` is what the format itself says (a control's state, a glyph whose meaning is fixed); None where only the
    comparison with the block's other marks can tell. `box`: it has the outline of a box (☐, ☑, a rectangle), so that a
    bare cross (✓, ✗, two crossing lines) is a mark without a box. `content` is the text inside a drawn box.
    `code` names equal marks alike ("Wingdings:6F", a picture's hash), for judgement by contrast.
    `left`, `top`, `width`, `height` are points; the first two from the paragraph's own left and top when it floats.
    """

    start: int
    end: int
    kind: MarkKind
    checked: bool | None
    box: bool = True
    content: str = ""
    code: str = ""
    left: float | None = None
    top: float | None = None
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` is the label that the format generates ("I.", "1.", "-"), which `text` does not hold."""

    text: str
    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    number: str = ""
    level: int | None = None  # depth of the generated number, from 0
    align: Align = "left"
    indent: float = 0.0  # points, of the first line
    style: str = ""
    outline: int | None = None  # outline level of a heading style, from 0
    line_height: float = 16.0  # points, measured or reckoned from the font: lines up floating marks
    role: Role = "body"
    page_break: bool = False  # a page begins with this paragraph

    @property
    def is_recognised(self) -> bool:
        """Whether its letters were read in a picture: some may be misread."""
        return any(span.confidence < 1 for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with its top left grid place and its spans (both at least 1)."""

    row: int
    column: int
    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False
    bordered: bool = True

    @property
    def text(self) -> str:
        """The cell's text, its paragraphs (and those of tables within) joined by newlines; offsets count in it."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):
            return self.blocks[0].text
        return "\n".join(paragraph.text for paragraph in walk_paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as cells with spans; `grid()` is a view."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0  # rows that the format itself marks as repeated head
    spans: tuple[Span, ...] = ()  # of a paginated source: one per page that the table stands on, start and end 0

    def grid(self) -> list[list[Cell | None]]:
        """`rows` lists of `columns` cells; a spanned place holds the spanning cell, a missing one None."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid

    @property
    def text(self) -> str:
        """All cells' text in reading order, joined by newlines."""
        return "\n".join(cell.text for cell in self.cells)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that the file holds and the blocks do not.

    `what` (open): header, footer, hidden_text, table_of_contents, comment, alternate_content, embedded_object,
    external_reference, macro, picture, page, limit, damage … `reason` is a code of the message catalogue.
    """

    what: str
    reason: str
    text: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A place on a page that holds no text: "stamp", "signature", "picture" (of a typed page), "ink" that nobody read.

    `bbox` is as a Span's; `text` what a stamp says, where it could be read; `readings` what it may say instead, as read
    the other way round, at another size or in another light.
    """

    kind: RegionKind
    page: int
    bbox: BBox
    text: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of a set: the first page that it gave, from 1, its name and its hash.

    A picture file of several pages stands there again where another photo's page lies between them.
    """

    page: int
    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OrderNote:
    """Something to be known of the order of a set of photos: a finding's code, and the printed numbers it is about."""

    code: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file itself. `pages` is None and `page_sizes` empty for a format without pages of its own.

    `page_maps` is empty unless pages were recognised: then one for each page, None for those that were typed. A file
    may hold several reports: this is `part` of `parts`. `photos` are those of a set that is one report, in the order
    read; `order` says what is to be known of that order.
    """

    filename: str
    sha256: str
    media_type: str
    reader: str
    size: int = 0  # bytes
    pages: int | None = None
    page_sizes: tuple[tuple[float, float], ...] = ()
    page_maps: tuple[PageMap | None, ...] = ()
    part: int = 1
    parts: int = 1
    photos: tuple[Photo, ...] = ()
    order: tuple[OrderNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """Words of a scan that were resolved by meaning: what was read, what stands in the text now, and who bears it out.

    `block`, `cell`, `start` and `end` say where `chosen` stands, as evidence does. `witness` (open): "phrase" (a phrase
    of the vocabulary), "document" (the same words elsewhere in it), "name" (the other times it is named), "reading" (a
    second reading of the same ink), "order" (the numerals before and after), "arithmetic" (the sums of its table).
    """

    block: int
    start: int
    end: int
    read: str
    chosen: str
    witness: str
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Ordered blocks, what was left out with its reason, the places that hold no text, and what was repaired."""

    source: Source
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = field(default=())
    regions: tuple[Region, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def text(self) -> str:
        """Everything the blocks say, one block a line; for looking words up, not for offsets."""
        return "\n".join(block.text for block in self.blocks)


def walk_paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph in reading order, those of tables and nested tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for cell in block.cells:
            if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
                yield cell.blocks[0]  # nearly every cell: a walk of its own would cost ten times as much
            else:
                yield from walk_paragraphs(cell.blocks)


def dump_document(document: Document) -> bytes:
    """Compressed JSON, the form in which a Document is kept."""
    return zlib.compress(_adapter().dump_json(document, exclude_defaults=True))


def load_document(data: bytes) -> Document:
    """The inverse of `dump_document`. Raises zlib.error or pydantic.ValidationError on other bytes."""
    return _adapter().validate_json(zlib.decompress(data))


@cache
def _adapter() -> TypeAdapter[Document]:
    from pydantic import TypeAdapter  # heavy: only keeping and fetching a Document needs it

    return TypeAdapter(Document)
