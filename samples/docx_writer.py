"""A story as a Word file, in one of the many ways in which offices lay a report out."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.messages import label
from samples.boxes import write_rating
from samples.story import CRITERION, OVERALL, Boxes, Grid, Part, Story

PROMPTS = ("Tự đánh giá về cấp độ thực hiện:", "Tự đánh giá cấp độ thực hiện:", "* Tự đánh giá:", "")
_ARABIC = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7}
_ORDINALS = ("NHẤT", "HAI", "BA", "TƯ", "NĂM", "SÁU", "BẢY")
NUMBERINGS = ("dot", "slash", "dash", "part", "ordinal", "automatic", "arabic")


@dataclass(frozen=True)
class Style:
    """How one office writes."""

    head: str  # party | bare | administrative
    numbering: str
    heading: str  # plain | bold | capitals
    table: str  # merged | repeated | empty: how a head cell that spans is drawn
    prompt: str
    boxes: str  # a name of samples.boxes.ENCODINGS
    runs: str  # whole | split
    unicode: str  # NFC | NFD | mixed

    @staticmethod
    def of(chance: Random, boxes: str) -> Style:
        """A style drawn by chance; `boxes` names the encoding of the check boxes."""
        return Style(
            head=chance.choice(("party", "bare", "administrative")),
            numbering=chance.choice(NUMBERINGS),
            heading=chance.choice(("plain", "bold", "capitals")),
            table=chance.choice(("merged", "repeated", "empty")),
            prompt=chance.choice(PROMPTS),
            boxes=boxes,
            runs=chance.choice(("whole", "split")),
            unicode=chance.choice(("NFC", "NFC", "mixed", "NFD")),
        )

    def as_json(self) -> dict[str, str]:
        """For the file beside the report."""
        return asdict(self)


class Writer:
    """Writes one story; python-docx carries the package, the odd things are XML of their own."""

    def __init__(self, story: Story, style: Style, chance: Random) -> None:
        self.story, self.style, self.chance = story, style, chance
        self.document: Any = Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(14)

    def write(self, file: Path) -> None:
        """Lay the whole report out and save it."""
        self._head()
        for part in self.story.parts:
            self._heading(part)
            for item in part.items[self._answered(part) :]:
                self._item(item)
        self._signature()
        self.document.core_properties.author = ""
        self.document.save(str(file))

    # --- head and signature

    def _head(self) -> None:
        head = self.story.head
        year, month, day = head["date"]
        dated = f"{head['commune']}, ngày {day:02} tháng {month} năm {year}"
        number = f"Số: {head['number']}" if head["number"] else "Số:      -BC/CB"
        left = [head["parent"].upper(), head["name"].upper().replace(" - ", " "), number]
        if self.style.head == "party":
            self._columns([left[0], left[1], "*", left[2]], ["ĐẢNG CỘNG SẢN VIỆT NAM", dated])
        elif self.style.head == "administrative":
            self._columns(left, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", dated])
        else:
            if head["number"]:
                self._line(number)
            self._line(dated, align=WD_ALIGN_PARAGRAPH.RIGHT)
        self._line("BÁO CÁO KIỂM ĐIỂM TẬP THỂ", align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        self._line(f"Năm {head['year']}", align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        under = head["under"].format(**head)
        name = head["name"].replace("Chi bộ", "chi bộ", 1)
        self._line(head["preamble"].format(name=name, under=under, year=head["year"]))

    def _columns(self, left: list[str], right: list[str]) -> None:
        cells = self.document.add_table(1, 2).rows[0].cells
        for cell, lines in zip(cells, (left, right), strict=True):
            for index, text in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._run(paragraph, text, bold=index == 1)

    def _signature(self) -> None:
        head = self.story.head
        self._line(head["closing"].format(name=head["name"].replace("Chi bộ", "chi bộ", 1), year=head["year"]))
        lines = [head["on_behalf"], "BÍ THƯ", "", head["signer"]]
        if self.chance.random() < 0.5:
            self._columns(["Nơi nhận:", "- Như kính gửi;", "- Lưu CB."], lines)
        else:
            for text in lines:
                self._line(text, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)

    # --- sections

    def _answered(self, part: Part) -> int:
        """1 where the heading line itself holds the first item ("IV. … (nếu có): Không.")."""
        return int(part.path == "IV" and self.style.heading != "capitals" and self.style.numbering != "automatic")

    def _heading(self, part: Part) -> None:
        title = part.title.upper() if self.style.heading == "capitals" and "." not in part.path else part.title
        if self._answered(part):
            title += f": {part.items[0]}"
        paragraph = self._line(f"{self._number(part.path)}{title}", bold=self.style.heading == "bold")
        if self.style.numbering == "automatic":
            self._number_automatically(paragraph, "." in part.path)

    def _number(self, path: str) -> str:
        first, _, second = path.partition(".")
        number = _ARABIC[first]
        return {
            "dot": f"{second or first}. ",
            "slash": f"{second or first}/ ",
            "dash": f"{second}. " if second else f"{first}- ",
            "part": f"{second}. " if second else f"PHẦN {first}: ",
            "ordinal": f"{second}. " if second else f"PHẦN THỨ {_ORDINALS[number - 1]}: ",
            "arabic": f"{number}.{second}. " if second else f"{number}. ",
            "automatic": "",
        }[self.style.numbering]

    def _number_automatically(self, paragraph: Any, deep: bool) -> None:
        properties = paragraph._p.get_or_add_pPr()
        numbering = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", int(deep)), ("w:numId", self._list())):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(value))
            numbering.append(element)
        properties.append(numbering)

    def _list(self) -> int:
        """The id of a list with roman and arabic levels, made once."""
        part = self.document.part.numbering_part.element
        if not part.xpath('w:num[@w:numId="77"]'):
            abstract = OxmlElement("w:abstractNum")
            abstract.set(qn("w:abstractNumId"), "77")
            for level, (form, text) in enumerate((("upperRoman", "%1."), ("decimal", "%2."))):
                abstract.append(_level(level, form, text))
            part.insert(0, abstract)
            number = OxmlElement("w:num")
            number.set(qn("w:numId"), "77")
            reference = OxmlElement("w:abstractNumId")
            reference.set(qn("w:val"), "77")
            number.append(reference)
            part.append(number)
        return 77

    # --- items

    def _item(self, item: str | Grid | Boxes) -> None:
        if isinstance(item, str):
            self._line(item)
        elif isinstance(item, Grid):
            self._grid(item)
        else:
            self._boxes(item)

    def _boxes(self, item: Boxes) -> None:
        levels = CRITERION if item.scale == "criterion" else OVERALL
        labels = [label(f"labels.rating.{item.scale}.{level}") for level in levels]
        prompt = self.style.prompt if item.scale == "criterion" else ""
        write_rating(self.document, self.style.boxes, labels, set(item.marked), prompt or None)

    def _grid(self, grid: Grid) -> None:
        depth = max(len(path) for path in grid.head)
        table = self.document.add_table(depth + len(grid.rows), len(grid.head), style="Table Grid")
        for column, path in enumerate(grid.head):
            for row in range(depth):
                self._cell(table.cell(row, column), path[min(row, len(path) - 1)])
        if self.style.table != "repeated":
            self._span(table, grid, depth)
        for row, texts in enumerate(grid.rows, depth):
            for column, text in enumerate(texts):
                self._cell(table.cell(row, column), text)
        self._line("")

    def _span(self, table: Any, grid: Grid, depth: int) -> None:
        """Head cells that span: merged, or the places that continue them left empty."""
        for column, path in enumerate(grid.head):
            covered = [(row, column) for row in range(len(path), depth)]
            if len(path) == depth > 1 and column and grid.head[column - 1][:-1] == path[:-1]:
                covered.append((0, column))
            for row, place in covered:
                if self.style.table == "empty":
                    table.cell(row, place).paragraphs[0].clear()
                    continue
                origin = (len(path) - 1, column) if row else (0, column - 1)
                table.cell(row, place).paragraphs[0].clear()
                merged = table.cell(*origin).merge(table.cell(row, place))
                for extra in merged.paragraphs[1:]:
                    extra._p.getparent().remove(extra._p)

    def _cell(self, cell: Any, text: str) -> None:
        self._run(cell.paragraphs[0], text)

    def _line(self, text: str, align: Any = None, bold: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        if align is None:
            paragraph.paragraph_format.first_line_indent = Mm(10)
        self._run(paragraph, text, bold)
        return paragraph

    def _run(self, paragraph: Any, text: str, bold: bool = False) -> None:
        text = self._encoded(text)
        pieces = _split(text, self.chance) if self.style.runs == "split" else [text]
        for piece in pieces:
            paragraph.add_run(piece).bold = bold or None

    def _encoded(self, text: str) -> str:
        if self.style.unicode == "NFD" or (self.style.unicode == "mixed" and self.chance.random() < 0.3):
            return unicodedata.normalize("NFD", text)
        return text


def _split(text: str, chance: Random) -> list[str]:
    """`text` cut anywhere, as Word does after each correction, but never before a combining mark."""
    cuts = sorted({chance.randrange(len(text)) for _ in range(len(text) // 12)} if text else set())
    cuts = [cut for cut in cuts if not unicodedata.combining(text[cut])]
    edges = [0, *cuts, len(text)]
    return [text[a:b] for a, b in itertools.pairwise(edges) if a < b]


def _level(level: int, form: str, text: str) -> Any:
    element = OxmlElement("w:lvl")
    element.set(qn("w:ilvl"), str(level))
    for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        element.append(child)
    return element
