"""Whole reports as other hands write them, built as real Word files: NAME.txt holds what it says, `===`, and the paper.

One line is a paragraph: `**…**` bold, `__…__` underlined, `~~…~~` struck out, `⏎` a line break, `⇥` a tab; `{I.}` a
number that Word generates; `:: ` a line of a text box; `| a | b |` a row of a ruled table, `¦ a ¦ b ¦` of one without
lines (`^` goes on to the left, `"` upwards, `⏎` parts the paragraphs of a cell, `[X]` a cell of marks); `---` a break
between neighbouring tables without a paragraph. `⟦+…⟧` was inserted and `⟦-…⟧` deleted under tracking, `⟦#…⟧` is a
comment on the words before it; `⟦x1⟧` is a marked check box of Word, `⟦f1⟧` one of an old form (`0` if empty), `⟦wFE⟧`
a sign of Wingdings; `%% ` is a line of the page's header, `%_ ` of its footer.
"""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HANDS = Path(__file__).parent / "hands"
WHOLE = Path(__file__).parent / "whole_reports"
_SIGNS = ("**", "__", "~~")
_LOOK = re.compile(r"(\*\*|(?<!_)__(?!_)|~~|⟦.*?⟧)")
_BOX = (
    '<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202" '
    'style="position:absolute;margin-left:10pt;margin-top:2pt;width:200pt;height:60pt">'
    "<v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
)
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_BOXES = {
    "x": '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>",
    "f": '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="{state}"/>'
    "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "w": '<w:r><w:sym w:font="Wingdings" w:char="F0{state}"/></w:r>',
}


def hands(folder: Path = HANDS) -> dict[str, tuple[dict[str, Any], str]]:
    """Every paper of a folder: what it says, and its text."""
    found = {}
    for file in sorted(folder.glob("*.txt")):
        says, _, text = file.read_text(encoding="utf-8").partition("\n===\n")
        found[file.stem] = (tomllib.loads(says), text)
    return found


def word_file(text: str) -> bytes:
    """The Word file that `text` describes."""
    document: Any = Document()
    rows: list[str] = []
    box: Any = None
    for line in [*text.strip("\n").split("\n"), ""]:
        if rows and (line[:1] != rows[0][:1] or line == "---"):
            _table(document, rows)
            rows = []
        if line[:1] in ("|", "¦"):
            rows.append(line)
            continue
        if line == "---":
            continue
        if line[:2] in ("%%", "%_"):
            section = document.sections[0]
            margin = section.header if line[1] == "%" else section.footer
            margin.add_paragraph(line[2:].strip())
            continue
        if line.startswith("::"):
            box = _text_box(document) if box is None else box
            paragraph = document.add_paragraph()
            box.append(paragraph._p)
        else:
            box = None
            paragraph = document.add_paragraph()
        _write(paragraph, line.removeprefix("::").strip())
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _text_box(document: Any) -> Any:
    run = parse_xml(_BOX.format(ns=nsdecls("w")))
    document.add_paragraph()._p.append(run)
    return next(run.iter(qn("w:txbxContent")))


def _write(paragraph: Any, line: str) -> None:
    if number := re.match(r"\{(.*?)\}\s*", line):
        line = line[number.end() :]
        _number(paragraph, number[1])
    looks: set[str] = set()
    for piece in _LOOK.split(line):
        if piece in _SIGNS:
            looks ^= {piece}
        elif piece.startswith("⟦") and piece[1] in _BOXES:
            _box(paragraph, piece[1], piece[2:-1])
        elif piece.startswith("⟦"):
            _track(paragraph, piece[1], piece[2:-1])
        elif piece:
            run = paragraph.add_run(piece.replace("⏎", "\n").replace("⇥", "\t"))
            run.bold, run.underline, run.font.strike = (sign in looks or None for sign in _SIGNS)


def _box(paragraph: Any, kind: str, state: str) -> None:
    """A check box: a content control or an old form's field with its state, or a sign of Wingdings with its code."""
    box = _BOXES[kind].format(state=state, glyph="☒" if state == "1" else "☐")
    for part in parse_xml(f"<w:p {nsdecls('w')} {_W14}>{box}</w:p>"):
        paragraph._p.append(part)


def _track(paragraph: Any, deed: str, text: str) -> None:
    """Words inserted or deleted under tracking, or a comment on the last run."""
    if deed == "#":
        paragraph.part.document.add_comment(paragraph.runs[-1], text=text, author="Văn phòng")
        return
    run = paragraph.add_run(text)._r
    change = parse_xml(f'<w:{"ins" if deed == "+" else "del"} {nsdecls("w")} w:id="7" w:author="Văn phòng"/>')
    run.addprevious(change)
    change.append(run)
    if deed == "-":
        for written in run.iter(qn("w:t")):
            written.tag = qn("w:delText")


def _number(paragraph: Any, label: str) -> None:
    """A list of its own whose label is fixed text."""
    numbering = paragraph.part.numbering_part.element
    name = str(1000 + len(numbering))
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{name}"/></w:numPr>'))


def _table(document: Any, rows: list[str]) -> None:
    sign = rows[0][0]
    grid = [[cell.strip() for cell in row.strip().strip(sign).split(sign)] for row in rows]
    width = max(map(len, grid))
    table = document.add_table(len(grid), width, style="Table Grid" if sign == "|" else None)
    for r, texts in enumerate(grid):
        for c, text in enumerate(texts):
            if text in ("^", '"'):
                continue
            right, down = c, r
            while right + 1 < len(texts) and texts[right + 1] == "^":
                right += 1
            while down + 1 < len(grid) and c < len(grid[down + 1]) and grid[down + 1][c] == '"':
                down += 1
            cell = table.cell(r, c)
            if (right, down) != (c, r):
                cell = cell.merge(table.cell(down, right))
            for extra in cell.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            for index, piece in enumerate(text.split("⏎")):
                _write(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), piece.strip())
