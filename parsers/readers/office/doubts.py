"""Marks that a conversion may have moved or emptied: joined again where one way fits, taken out where none does.

A block without marks is read as unknown; a box that only lost its cross would be read as blank: a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from models.document import Block, Document, Mark, Paragraph, Skipped, Table

_FIELD = b"FORMCHECKBOX"
_FIELD_DATA = re.compile(rb"\\fftype1\b")  # the data of a check box, which not every program writes
# A frame without outline and text at the end of a group: what LibreOffice leaves of a text that lay over a box.
_EMPTIED = re.compile(rb"<a:ln[^>]*><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></wpg:wgp>")
# A shape drawn by its points (OfficeArtFSP of msosptNotPrimitive, [MS-ODRAW] 2.4.24; the like in RTF), perhaps a tick
# or a crossed circle: LibreOffice makes a rectangle of it.
_FREE_DRAWN = re.compile(rb"\xf2\xff\x0a\xf0\x08\x00\x00\x00|\{\\sn shapeType\}\{\\sv 0\}")
_RECTANGLE = "rect:"

Judge = Callable[[tuple[Mark, ...]], tuple[Mark, ...]]


def without_doubtful(document: Document, original: bytes, body: bytes) -> Document:
    """The document with its marks as far as they can be believed.

    `original` is the old file, `body` the main part that the conversion made of it.
    """
    doubted: list[Mark] = []
    stateless = original.startswith(b"{\\rtf") and original.count(_FIELD) > len(_FIELD_DATA.findall(original))
    emptied = _EMPTIED.search(body) is not None
    free_drawn = _FREE_DRAWN.search(original) is not None

    def judge(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        kept = () if emptied and any(mark.kind == "shape" for mark in marks) else _rejoined(marks)
        if free_drawn and not any(mark.content or mark.checked for mark in kept):
            kept = tuple(mark for mark in kept if mark.kind != "shape" or mark.code != _RECTANGLE)
        if stateless:
            kept = tuple(mark for mark in kept if mark.kind != "field")
        if len(kept) < len(marks) and not (kept and _is_joined(marks, kept)):
            doubted.extend(marks)
        return kept

    blocks = _judged(document.blocks, judge)
    if blocks == document.blocks:
        return document
    told = (Skipped("mark", "mark_lost"),) * bool(doubted)
    return replace(document, blocks=blocks, skipped=(*document.skipped, *told))


def _judged(blocks: tuple[Block, ...], judge: Judge) -> tuple[Block, ...]:
    return tuple(_table(block, judge) if isinstance(block, Table) else _paragraph(block, judge) for block in blocks)


def _paragraph(paragraph: Paragraph, judge: Judge) -> Paragraph:
    if not paragraph.marks:
        return paragraph
    marks = judge(paragraph.marks)
    return paragraph if marks == paragraph.marks else replace(paragraph, marks=marks)


def _table(table: Table, judge: Judge) -> Table:
    cells = tuple(replace(cell, blocks=_judged(cell.blocks, judge)) for cell in table.cells)
    return replace(table, cells=cells)


def _rejoined(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Letters that stand apart from their boxes go back into them; none of the shapes stays where that is not sure."""
    letters = [mark for mark in marks if _is_letter(mark)]
    boxes = [mark for mark in marks if mark.kind == "shape" and mark.box]
    if _is_heaped(boxes):
        return tuple(mark for mark in marks if mark.kind != "shape")
    if not letters or len(boxes) < 2:  # a lone box and its letter are no riddle
        return marks
    contents: dict[int, str] = {}
    for letter in letters:
        under = [place for place, box in enumerate(boxes) if _lies_over(letter, box)]
        if len(under) != 1 or under[0] in contents or boxes[under[0]].content:
            return tuple(mark for mark in marks if mark.kind != "shape")
        contents[under[0]] = letter.content
    filled = {id(boxes[place]): content for place, content in contents.items()}
    return tuple(
        replace(mark, content=filled[id(mark)]) if id(mark) in filled else mark for mark in marks if mark not in letters
    )


def _is_heaped(boxes: list[Mark]) -> bool:
    """All boxes at one place and only the last one filled: a loose letter of any of them ends up there."""
    places = {(box.left, box.top) for box in boxes}
    if len(boxes) < 2 or len(places) > 1 or boxes[0].left is None:
        return False
    return bool(boxes[-1].content) and not any(box.content for box in boxes[:-1])


def _is_joined(marks: tuple[Mark, ...], kept: tuple[Mark, ...]) -> bool:
    return sum(bool(mark.content) for mark in kept) == sum(bool(mark.content) for mark in marks)


def _is_letter(mark: Mark) -> bool:
    return mark.kind == "shape" and not mark.box and bool(mark.content) and mark.width is not None


def _lies_over(letter: Mark, box: Mark) -> bool:
    if letter.left is None or box.left is None or not box.width:
        return False
    if letter.top is not None and box.top is not None and abs(letter.top - box.top) > (box.height or 0.0) / 2:
        return False
    return abs(letter.left - box.left) <= box.width / 2
