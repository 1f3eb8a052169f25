"""Documents from plain text, for tests: one line a paragraph.

`**…**` around a line or its opening is bold, `{I.} …` a number that Word generates, `⏎` a line break, rows that open
with `|` a table (`⏎` between a cell's paragraphs, `^` continues the cell to the left), `::` before a line a text box.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from models.document import Block, Cell, Document, Paragraph, Run, Skipped, Source, Table
from parsers.readers.frames import unframe

PAPERS = Path(__file__).parent / "papers"


def paper(text: str, skipped: tuple[Skipped, ...] = ()) -> Document:
    """The document that `text` describes."""
    blocks: list[Block] = []
    rows: list[str] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks.append(table(rows))
            rows = []
        blocks.append(paragraph(line))
    return unframe(Document(Source("paper.docx", "0" * 64, "application/test", "test"), tuple(blocks), skipped))


def paragraph(line: str) -> Paragraph:
    """One paragraph."""
    role = "textbox" if line.startswith("::") else "body"
    line = line.removeprefix("::")
    number = re.match(r"\{(.*?)\}\s*", line)
    line = line[number.end() :] if number else line
    bold = re.match(r"\s*\*\*(.+?)\*\*", line)
    text = line.replace("**", "").replace("⏎", "\n").strip()
    runs = (Run(0, len(bold[1].strip()), bold=True),) if bold else ()
    return Paragraph(text, runs=runs, number=number[1] if number else "", role=role)  # type: ignore[arg-type]


def table(rows: list[str]) -> Table:
    """One table; "^" spans to the right."""
    grid = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text == "^":
                continue
            span = 1
            while c + span < len(row) and row[c + span] == "^":
                span += 1
            blocks = tuple(paragraph(piece) for piece in text.split("⏎"))
            cells.append(Cell(r, c, blocks, column_span=span))
    return Table(len(grid), max(map(len, grid)), tuple(cells))


def papers() -> list[tuple[str, Document, dict[str, Any]]]:
    """Every paper beside this module: its name, the document, and what it says (NAME.toml)."""
    found = []
    for file in sorted(PAPERS.glob("*.txt")):
        says = tomllib.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))
        found.append((file.stem, paper(file.read_text(encoding="utf-8")), says))
    return found
