"""Footnotes: small print below a short rule at a page's foot, set aside so that the text goes on over the page."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from models.document import Paragraph, Skipped
from parsers.readers.pages.lines import Column, Line, make_paragraphs, to_paragraph
from parsers.readers.pages.page import Page, Ruling

RULE = (50.0, 240.0)  # points: Word draws 144, LibreOffice a quarter of the text's width
LOWER = 0.35  # of the page's height: no rule of notes stands higher
SMALLER = 0.93  # of the text's size: that of notes
RAISED = 0.8  # of the text's size: that of the sign that points to a note, at most
NEAREST = 3.0  # of the font size from the rule to the first note, at most

Note = tuple[Line, ...]


def set_notes_aside(page: Page, lines: list[Line]) -> list[Note]:
    """Takes the footnotes out of `lines`, and the signs in the text that point to them; each note's lines.

    The signs are named in the page's `skipped`: they are no part of a sentence.
    """
    for rule in page.rulings:
        below = [line for line in lines if line.baseline > rule.at] if _may_part(rule, page) else []
        if not (below and _opens_notes(below[0], rule)):
            continue  # most are a table's
        if any(word.confidence < 1 for line in lines for word in line.words):
            return []  # the sizes of recognised words vary
        size = median(map(_size, lines))
        if all(_size(line) <= SMALLER * size for line in below):
            notes = _parted(below)
            signs = {note[0].words[0].text for note in notes}
            above = [line for line in lines if line.baseline <= rule.at]
            lines[:] = [kept for line in above if (kept := _without_signs(line, signs, size)) is not None]
            left = {id(word) for line in lines for word in line.words}
            taken = [word.text for line in above for word in line.words if id(word) not in left]
            if taken:
                page.skipped.append(Skipped("footnote", "note_signs", " ".join(taken), page.number))
            return [_without_sign(note) for note in notes]
    return []


def as_paragraphs(notes: list[Note]) -> list[Paragraph]:
    """The notes as the Word reader gives them."""
    result = []
    for note in notes:
        column = Column(min(line.x0 for line in note), max(line.x1 for line in note))
        result += [
            replace(to_paragraph(lines, column), role="footnote") for lines in make_paragraphs(list(note), column)
        ]
    return result


def _may_part(rule: Ruling, page: Page) -> bool:
    return rule.horizontal and RULE[0] <= rule.end - rule.start <= RULE[1] and rule.at > LOWER * page.height


def _opens_notes(first: Line, rule: Ruling) -> bool:
    """Whether a line stands right below the rule and from its left end, with a number or a star before it."""
    near = first.baseline - rule.at <= NEAREST * first.size and abs(first.x0 - rule.start) <= NEAREST * first.size
    return near and _has_sign(first)


def _size(line: Line) -> float:
    """That of most words: the sign before a note may be set larger and raised."""
    return median(word.size for word in line.words)


def _has_sign(line: Line) -> bool:
    text = line.words[0].text.strip("()[].")
    return (text.isdigit() and len(text) <= 2) or (bool(text) and set(text) <= {"*"})


def _parted(below: list[Line]) -> list[Note]:
    notes: list[list[Line]] = []
    for line in below:
        if not notes or _has_sign(line):
            notes.append([])
        notes[-1].append(line)
    return [tuple(note) for note in notes]


def _without_sign(note: Note) -> Note:
    """The note as it reads: its number is the producer's."""
    first, *others = note
    return (Line(first.words[1:], first.page), *others) if len(first.words) > 1 else note


def _without_signs(line: Line, signs: set[str], size: float) -> Line | None:
    """The line without the small raised numbers that point to notes: they would read as figures, or as a line."""
    kept = [word for word in line.words if word.text not in signs or word.size > RAISED * size or word.box]
    if len(kept) == len(line.words):
        return line
    return Line(kept, line.page) if kept else None
