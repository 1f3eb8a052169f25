"""Documents as a scan gives them, written short: "chỉ~0.7" was read with 0.7, "1U~0.6|II/" has another reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.document import Block, Cell, Document, Paragraph, Source, Span, Table

SURE = 0.96
_WORD = re.compile(r"(?P<word>\S+?)(?:~(?P<confidence>[\d.]+))?(?:\|(?P<others>\S+))?")


def scanned(line: str) -> Paragraph:
    """One paragraph; words are parted by single spaces, other readings by "|"."""
    text, spans = "", []
    for piece in line.split(" "):
        match = _WORD.fullmatch(piece)
        assert match is not None
        start = len(text) + bool(text)
        text = f"{text} {match['word']}" if text else match["word"]
        others = tuple(match["others"].split("|")) if match["others"] else ()
        confidence = float(match["confidence"] or SURE)
        spans.append(Span(start, len(text), 1, (0.0, 0.0, 10.0, 10.0), confidence, others))
    return Paragraph(text, spans=tuple(spans))


def scanned_table(rows: Sequence[Sequence[str]]) -> Table:
    """A ruled table, one paragraph a cell."""
    cells = tuple(
        Cell(row, column, (scanned(text) if text else Paragraph(""),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(len(rows), len(rows[0]), cells)


def document(*blocks: Block | str) -> Document:
    """A scan of these paragraphs and tables."""
    parts = tuple(scanned(block) if isinstance(block, str) else block for block in blocks)
    return Document(Source("a.pdf", "0" * 64, "application/pdf", "ocr", pages=1), parts)
