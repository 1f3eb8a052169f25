"""PDFs drawn stroke by stroke for tests, in a font of our own: no font of the machine is needed."""

from __future__ import annotations

import io
import re
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.document import Document, Paragraph, Table, walk_paragraphs
from parsers.readers import Input, read_bytes

LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "".join(chr(code) for code in range(0xA1, 0x100) if code != 0xAD)
    + "–…“”☐☒☑✓✗●○²³"
)
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
WIDTH, SIZE, LEFT, RIGHT = 500, 12.0, 72.0, 520.0  # of each glyph in 1/1000 em; points


def _glyph(x0: int, y0: int, x1: int, y1: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((x0, y0))
    for corner in ((x0, y1), (x1, y1), (x1, y0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


@cache
def font_file(family: str, letters: str = LETTERS) -> bytes:
    """A TrueType font whose letters are bars, half an em wide; its accents have no width and stand to the left."""
    letters = "".join(dict.fromkeys(LETTERS[:95] + letters + MARKS))
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    glyphs = {".notdef": _glyph(0, 0, 400, 600)}
    metrics = {".notdef": (WIDTH, 0)}
    for letter, name in zip(letters, names[1:], strict=True):
        mark = letter in MARKS
        low, high = (-250, -120) if letter == "\u0323" else (620, 760)
        glyphs[name] = _glyph(-350, low, -150, high) if mark else _glyph(50, 0, 450, 600)
        metrics[name] = (0, -350) if mark else (WIDTH, 50)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    builder.setupOS2()
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def font(family: str = "Bars", letters: str = LETTERS) -> str:
    """Registers the font with ReportLab; returns its name there."""
    name = f"{family}-{zlib.crc32(repr(letters).encode())}"
    if name not in pdfmetrics.getRegisteredFontNames():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "font.ttf"
            file.write_bytes(font_file(family, letters))
            pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


class Sheet:
    """Pages of A4; `y` counts from the top as the reader does, in points."""

    def __init__(self, size: float = SIZE) -> None:
        self.target = io.BytesIO()
        self.pen = Canvas(self.target, pagesize=(595.3, 841.9), pageCompression=0)
        self.size = size
        self.face = font()

    def text(self, x: float, y: float, text: str, size: float | None = None, face: str | None = None) -> Sheet:
        """One line from its left end, on its baseline."""
        self.pen.setFont(face or self.face, size or self.size)
        self.pen.drawString(x, 841.9 - y, text)
        return self

    def centred(self, x: float, y: float, text: str) -> Sheet:
        """One line around its middle."""
        return self.text(x - self.width(text) / 2, y, text)

    def width(self, text: str) -> float:
        """Points that the text takes."""
        return len(text) * self.size * WIDTH / 1000

    def lines(self, y: float, *lines: str, x: float = LEFT, step: float = 16.0) -> Sheet:
        """Lines of one paragraph."""
        for number, line in enumerate(lines):
            self.text(x, y + number * step, line)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """A stroke."""
        self.pen.line(x0, 841.9 - y0, x1, 841.9 - y1)
        return self

    def rect(self, x0: float, y0: float, x1: float, y1: float, *, fill: int = 0, stroke: int = 1) -> Sheet:
        """A rectangle from its top left to its bottom right."""
        self.pen.rect(x0, 841.9 - y1, x1 - x0, y1 - y0, fill=fill, stroke=stroke)
        return self

    def table(self, y: float, rows: list[list[str]], *, xs: list[float], height: float = 20.0) -> Sheet:
        """A ruled table, one line of text a cell."""
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.text(xs[column] + 4, y + number * height + 14, text)
        for number in range(len(rows) + 1):
            self.rule(xs[0], y + number * height, xs[-1], y + number * height)
        for x in xs:
            self.rule(x, y, x, y + len(rows) * height)
        return self

    def next_page(self) -> Sheet:
        """Goes on to a new page."""
        self.pen.showPage()
        return self

    def pdf(self) -> bytes:
        """The file."""
        self.pen.save()
        return self.target.getvalue()

    def read(self) -> Document:
        """What the reader finds."""
        return read_pdf(self.pdf())


def read_pdf(data: bytes) -> Document:
    """What the reader finds in the file."""
    return read_bytes(Input("sheet.pdf", data))


def without_names(data: bytes) -> bytes:
    """The file without any ToUnicode: glyphs that say no character."""
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), data)


def texts(document: Document) -> list[str]:
    """The text of each paragraph, those of tables too."""
    return [paragraph.text for paragraph in walk_paragraphs(document.blocks)]


def tables(document: Document) -> list[list[list[str]]]:
    """Each table as rows of texts; a spanned place holds the spanning cell's text."""
    return [
        [[cell.text if cell else "" for cell in row] for row in block.grid()]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[Paragraph]:
    """All paragraphs."""
    return list(walk_paragraphs(document.blocks))
