"""Small documents for the tests of ratings: lines, tables and marks as a reader gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.document import Block, Cell, Document, Mark, Paragraph, Run, Source, Table
from models.report import Rating
from parsers.extractors.ratings import read_rating
from parsers.extractors.ratings.blocks import find_rating_blocks
from parsers.extractors.ratings.words import rating_words
from parsers.vocabulary import load_vocabulary

CRITERION = ("Xuất sắc", "Tốt", "Trung bình", "Kém")
OVERALL = (
    "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành tốt nhiệm vụ",
)  # fmt: skip
PROMPT = "Tự đánh giá về cấp độ thực hiện:"
GLYPHS = {"☐": False, "☒": True, "☑": True, "□": False, "■": True, "✓": True}
_LOOK = re.compile(r"<(b|u|s|h)>(.*?)</\1>")
_LOOKS = {"b": "bold", "u": "underline", "s": "strike", "h": "highlight"}


def line(text: str, *marks: Mark, **properties: object) -> Paragraph:
    """A paragraph; boxes of Unicode become marks, and <b>, <u>, <s>, <h> looks of runs."""
    runs: list[Run] = []
    while match := _LOOK.search(text):
        start = match.start()
        text = text[:start] + match[2] + text[match.end() :]
        runs.append(Run(start, start + len(match[2]), **{_LOOKS[match[1]]: True}))  # type: ignore[arg-type]
    glyphs = [
        Mark(place, place + 1, "glyph", GLYPHS[sign], box=sign != "✓", code=f"U+{ord(sign):04X}")
        for place, sign in enumerate(text)
        if sign in GLYPHS
    ]
    return Paragraph(text, tuple(runs), (*glyphs, *marks), **properties)  # type: ignore[arg-type]


def table(*rows: Sequence[str | Paragraph], bordered: bool = False) -> Table:
    """A table of one paragraph a cell; `bordered` goes for every cell."""
    cells = [
        Cell(row, column, (content if isinstance(content, Paragraph) else line(content),), bordered=bordered)
        for row, contents in enumerate(rows)
        for column, content in enumerate(contents)
    ]
    return Table(len(rows), max(map(len, rows)), tuple(cells))


def paper(*blocks: str | Block) -> Document:
    """A document of these blocks."""
    source = Source("report.docx", "0" * 64, "application/octet-stream", "docx")
    return Document(source, tuple(line(block) if isinstance(block, str) else block for block in blocks))


def ratings(*blocks: str | Block) -> list[Rating]:
    """The ratings of a document of these blocks, annexes not told apart."""
    vocabulary = load_vocabulary()
    document = paper(*blocks)
    words = rating_words(vocabulary)
    return [read_rating(document, found, words) for found in find_rating_blocks(document, vocabulary)]


def reading(*blocks: str | Block) -> tuple[str, str | None] | None:
    """Status and level of the only rating of these blocks; None if there is none."""
    found = ratings(*blocks)
    assert len(found) <= 1, found
    return (found[0].status, found[0].level) if found else None
