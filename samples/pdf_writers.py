"""Stories as typed PDFs of three producers: LibreOffice (from the Word file), Chromium (from HTML), ReportLab.

ReportLab draws the boxes in ways that the others do not: ZapfDingbats and a symbol font without ToUnicode, AcroForm
fields, vector frames with a cross, a letter or a fill.
"""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.messages import label
from samples.story import CRITERION, OVERALL, Boxes, Grid, Part, Story

FONTS = Path("/usr/share/fonts/truetype/liberation2")
LEFT, RIGHT, TOP, BOTTOM = 85.0, 552.0, 785.0, 60.0  # points on an A4 page
SIZE, LEADING = 13.0, 17.0
REPORTLAB_BOXES = ("dingbats", "nameless_symbols", "fields", "cross", "letter", "fill")


def libreoffice(word_file: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a Word file."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
                   "--outdir", str(folder), str(word_file)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{word_file.stem}.pdf"


def chromium(story: Story, file: Path) -> Path:
    """The PDF that Chromium prints."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_html(story), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                   "--disable-background-networking", f"--user-data-dir={folder}/profile",
                   "--no-pdf-header-footer", f"--print-to-pdf={file}", page.as_uri()]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file


def lines_of(story: Story) -> Iterator[tuple[str, Any]]:
    """The report as (kind, content): head, center, heading, text, table, boxes, signature."""
    head = story.head
    year, month, day = head["date"]
    dated = f"{head['commune']}, ngày {day:02} tháng {month} năm {year}"
    number = f"Số: {head['number']}" if head["number"] else "Số:      -BC/CB"
    name = head["name"].replace("Chi bộ", "chi bộ", 1)
    yield "head", ((head["parent"].upper(), head["name"].upper().replace(" - ", " "), number),
                   ("ĐẢNG CỘNG SẢN VIỆT NAM", dated))  # fmt: skip
    yield "center", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ"
    yield "center", f"Năm {head['year']}"
    yield "text", head["preamble"].format(name=name, under=head["under"].format(**head), year=head["year"])
    for part in story.parts:
        yield "heading", _heading(part)
        for item in part.items:
            yield "table" if isinstance(item, Grid) else "boxes" if isinstance(item, Boxes) else "text", item
    yield "text", head["closing"].format(name=name, year=head["year"])
    yield "signature", (head["on_behalf"], "BÍ THƯ", head["signer"])


def _heading(part: Part) -> str:
    first, _, second = part.path.partition(".")
    return f"{second or first}. {part.title}"


def _labels(boxes: Boxes) -> list[str]:
    levels = CRITERION if boxes.scale == "criterion" else OVERALL
    return [label(f"labels.rating.{boxes.scale}.{level}") for level in levels]


# --- HTML ----------------------------------------------------------------------------------------------------------

_STYLE = """@page { size: A4; margin: 20mm 15mm 20mm 30mm } body { font: 14pt/1.3 "Liberation Serif", serif }
p { margin: 4pt 0; text-align: justify; text-indent: 10mm } .c { text-align: center; font-weight: bold; text-indent: 0 }
.h { font-weight: bold } table { border-collapse: collapse; width: 100% } td, th { border: 1px solid; padding: 2pt }
.bare td { border: 0; text-align: center; width: 50%; vertical-align: top } .bare p { text-indent: 0 }
.box { display: inline-block; width: 11pt; height: 11pt; line-height: 11pt; border: 1px solid; text-align: center;
text-indent: 0; font-size: 10pt; margin-right: 4pt } .boxes { text-indent: 0; text-align: left }"""


def page_html(story: Story) -> str:
    """The report as one HTML page."""
    body = "".join(_HTML[kind](content) for kind, content in lines_of(story))
    return f'<!doctype html><html lang="vi"><meta charset="utf-8"><style>{_STYLE}</style><body>{body}</body></html>'


def _columns_html(sides: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    cells = "".join(f"<td>{'<br>'.join(html.escape(line) for line in side)}</td>" for side in sides)
    return f'<table class="bare"><tr>{cells}</tr></table>'


def _table_html(grid: Grid) -> str:
    depth = max(len(path) for path in grid.head)
    rows = []
    for row in range(depth):
        cells = []
        for column, path in enumerate(grid.head):
            if row >= len(path) or (row == 0 and len(path) > 1 and column and grid.head[column - 1][0] == path[0]):
                continue
            width = sum(other[:1] == path[:1] for other in grid.head[column:]) if row == 0 and len(path) > 1 else 1
            height = depth - row if row == len(path) - 1 else 1
            cells.append(f'<th colspan="{width}" rowspan="{height}">{html.escape(path[row])}</th>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in grid.rows)
    return f"<table><thead>{''.join(rows)}</thead>{body}</table>"


def _boxes_html(boxes: Boxes) -> str:
    parts = [
        f'<span class="box">{"x" if index in boxes.marked else "&nbsp;"}</span>{html.escape(text)}'
        for index, text in enumerate(_labels(boxes))
    ]
    joint = "<br>" if boxes.scale == "overall" else " &emsp; "
    return f'<p class="boxes">{joint.join(parts)}</p>'


def _signature_html(lines: tuple[str, ...]) -> str:
    return _columns_html((("Nơi nhận:", "- Lưu CB."), lines))


_HTML: dict[str, Callable[[Any], str]] = {
    "head": _columns_html,
    "center": lambda text: f'<p class="c">{html.escape(text)}</p>',
    "heading": lambda text: f'<p class="h">{html.escape(text)}</p>',
    "text": lambda text: f"<p>{html.escape(text)}</p>",
    "table": _table_html,
    "boxes": _boxes_html,
    "signature": _signature_html,
}

# --- ReportLab -----------------------------------------------------------------------------------------------------


def reportlab(story: Story, file: Path, boxes: str) -> Path:
    """The PDF that ReportLab draws line by line; `boxes` is one of REPORTLAB_BOXES."""
    canvas = _Canvas(file, boxes)
    for kind, content in lines_of(story):
        getattr(canvas, kind)(content)
    canvas.save()
    return file


class _Canvas:
    """A pen on A4 pages: justified by nobody, wrapped at the right margin, a new page where the last is full."""

    def __init__(self, file: Path, boxes: str) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "LiberationSerif-Regular.ttf")))
        pdfmetrics.registerFont(TTFont("Serif-Bold", str(FONTS / "LiberationSerif-Bold.ttf")))
        self.file, self.style = file, boxes
        self.pen = Canvas(str(file), pageCompression=0)
        self.y = TOP
        self.fields = 0
        if boxes == "nameless_symbols":
            pdfmetrics.registerFont(TTFont("Symbols", str(_symbol_font(file.parent))))

    def save(self) -> None:
        self.pen.save()
        if self.style == "nameless_symbols":
            data = self.file.read_bytes()
            for name in re.findall(rb"/BaseFont /\S*Wingdings\S*[^>]*?(/ToUnicode \d+ 0 R)", data):
                data = data.replace(name, b" " * len(name))
            self.file.write_bytes(data)

    def head(self, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        top = self.y
        lows = []
        for lines, middle in zip(sides, (LEFT + 105, LEFT + 345), strict=True):
            self.y = top
            for line in (part for text in lines for part in self._wrapped(text, "Serif", 215)):
                self.pen.setFont("Serif", SIZE)
                self.pen.drawCentredString(middle, self.y, line)
                self.y -= LEADING
            lows.append(self.y)
        self.y = min(lows) - LEADING

    def signature(self, lines: tuple[str, ...]) -> None:
        self._room(90)
        self.head((("Nơi nhận:", "- Lưu CB."), (*lines[:-1], "", lines[-1])))

    def center(self, text: str) -> None:
        self._room(LEADING)
        self.pen.setFont("Serif-Bold", SIZE)
        self.pen.drawCentredString((LEFT + RIGHT) / 2, self.y, text)
        self.y -= LEADING

    def heading(self, text: str) -> None:
        self._paragraph(text, "Serif-Bold")

    def text(self, text: str) -> None:
        self._paragraph(text, "Serif")

    def table(self, grid: Grid) -> None:
        depth, columns = max(len(path) for path in grid.head), len(grid.head)
        width, height = (RIGHT - LEFT) / columns, LEADING + 4
        if self.y - height * (depth + 1) < BOTTOM:
            self._next_page()
        texts = [
            [path[min(row, len(path) - 1)] if row < len(path) else "" for path in grid.head] for row in range(depth)
        ]
        for row, cells in enumerate([*texts, *grid.rows]):
            if self.y - height < BOTTOM:
                self._next_page()
            for column, text in enumerate(cells):
                path = grid.head[column]
                joined = row == 0 and len(path) > 1 and column > 0 and grid.head[column - 1][0] == path[0]
                self._cell(LEFT + column * width, width, height, text if not joined else "", row, depth, path, joined)
            self.y -= height
        self.pen.line(LEFT, self.y + LEADING - 4, RIGHT, self.y + LEADING - 4)
        self.y -= LEADING

    def _cell(
        self, x: float, width: float, height: float, text: str, row: int, depth: int, path: list[str], joined: bool
    ) -> None:
        top = self.y + LEADING - 4
        if not joined:
            self.pen.line(x, top, x, top - height)
        if not (0 < row < depth and row >= len(path)):
            self.pen.line(x, top, x + width, top)
        self.pen.line(RIGHT, top, RIGHT, top - height)
        self.pen.setFont("Serif", 9)
        self.pen.drawString(x + 3, self.y, text)

    def boxes(self, boxes: Boxes) -> None:
        self._room(LEADING)
        x = LEFT
        for index, text in enumerate(_labels(boxes)):
            if boxes.scale == "overall" and index:
                self.y -= LEADING
                x = LEFT
            self._box(x, index in boxes.marked)
            self.pen.setFont("Serif", SIZE)
            self.pen.drawString(x + 18, self.y, text)
            x += 115
        self.y -= LEADING

    def _box(self, x: float, marked: bool) -> None:
        pen, y, side = self.pen, self.y - 1, 11.0
        if self.style == "dingbats":
            pen.setFont("ZapfDingbats", SIZE)
            pen.drawString(x, self.y, "\u2714" if marked else "\u274f")
        elif self.style == "nameless_symbols":
            pen.setFont("Symbols", SIZE)
            pen.drawString(x, self.y, "\uf0fe" if marked else "\uf0a8")
        elif self.style == "fields":
            self.fields += 1
            pen.acroForm.checkbox(name=f"box{self.fields}", x=x, y=y, size=side, checked=marked, borderWidth=1)
        else:
            pen.rect(x, y, side, side, fill=int(marked and self.style == "fill"))
            if marked and self.style == "cross":
                pen.line(x, y, x + side, y + side)
                pen.line(x, y + side, x + side, y)
            elif marked and self.style == "letter":
                pen.setFont("Serif", 10)
                pen.drawString(x + 3, y + 2, "X")

    def _paragraph(self, text: str, font: str) -> None:
        for index, line in enumerate(self._wrapped(text, font, RIGHT - LEFT - 28, RIGHT - LEFT)):
            self._room(LEADING)
            self.pen.setFont(font, SIZE)
            self.pen.drawString(LEFT if index else LEFT + 28, self.y, line)
            self.y -= LEADING

    def _wrapped(self, text: str, font: str, first: float, others: float | None = None) -> list[str]:
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            wider = f"{line} {word}".strip()
            room = first if not lines or others is None else others
            if line and self.pen.stringWidth(wider, font, SIZE) > room:
                lines.append(line)
                line = word
            else:
                line = wider
        return [*lines, line]

    def _room(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self._next_page()

    def _next_page(self) -> None:
        self.pen.setFont("Serif", 11)
        self.pen.drawCentredString((LEFT + RIGHT) / 2, 30, str(self.pen.getPageNumber()))
        self.pen.showPage()
        self.y = TOP


def _symbol_font(folder: Path) -> Path:
    """A font named Wingdings with two glyphs of our own, an empty and a marked box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def square(*rings: tuple[int, int]) -> Any:
        pen = TTGlyphPen(None)
        for low, high in rings:
            corners = [(low, low), (low, high), (high, high), (high, low)]
            for index, corner in enumerate(corners if low < high else []):
                pen.moveTo(corner) if index == 0 else pen.lineTo(corner)
            pen.closePath()
        return pen.glyph()

    names = [".notdef", "empty", "marked"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0xF0A8: "empty", 0xF0FE: "marked"})
    builder.setupGlyf({".notdef": square((0, 500)), "empty": square((0, 700)), "marked": square((0, 700), (200, 500))})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Wingdings", "styleName": "Regular", "psName": "Wingdings"})
    builder.setupOS2()
    builder.setupPost()
    file = folder / "symbols.ttf"
    builder.save(str(file))
    return file
