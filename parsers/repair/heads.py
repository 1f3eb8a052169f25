"""Labels of tables: a cell's few words, held against the vocabulary's entries and the cells beside it.

"Công" under the grades is "Cộng"; "15" between "TS" and "TS" is "TS", where another reading of its ink says so; "I1"
under 10 and over 12 is 11. A figure is only ever put for letters, or letters for it, by its own ink and its neighbours,
never by the vocabulary alone; one figure is not put for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.document import Cell, Document, Paragraph, Table, walk_paragraphs
from parsers.repair.changes import Change, like
from parsers.repair.lexicon import Lexicon
from parsers.repair.phrases import GARBLED, MOST_MARKS, UNSURE, alike_in_print, marks_apart
from parsers.repair.tokens import tokens_of
from parsers.syllables import is_syllable
from parsers.text import fold, letters_of

LONGEST = 30  # characters of a label
TOO_SHORT = 2  # letters that say what they say: "Ba" is a third prize, "Bà" another word
LEAST_GARBLED = 4  # of one in which a letter may be misread
HEAD_ROWS = 1  # the last row of a head, where letters are put right
LONGEST_STROKES = 4  # letters that a figure of two digits is misread as

_STROKES = re.compile(r"[Il1|!iíìỉJ]{1,3}|(?=.*\d)[\dIl|!]{2,4}")  # what upright strokes are read as: "II", "5I"
_STAINS = "§¥€£©®|~^*\"'“”‘’_ "
_STAIN = re.compile(r"(?<=\S)\s+[†‡§¥€£©®|~^¬¡„“”‘’\"'`´_]+\s*$|^[†‡§¥€£©®|~^¬¡„“”‘’\"'`´_]+\s+(?=\S)")  # beside words
_FIGURE = re.compile(r"\d{1,4}")


def head_changes(document: Document, lexicon: Lexicon) -> dict[int, list[Change]]:
    """What the labels of the document's tables should be, by the identity of the paragraph that holds them."""
    changes: dict[int, list[Change]] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                if (found := _one_paragraph(cell)) and (wanted := _changes(found, cell, block, lexicon)):
                    changes[id(found)] = wanted
    return changes


def _one_paragraph(cell: Cell) -> Paragraph | None:
    paragraphs = list(walk_paragraphs(cell.blocks))
    short = len(paragraphs) == 1 and 0 < len(paragraphs[0].text) <= LONGEST
    return paragraphs[0] if short and any(span.confidence < 1.0 for span in paragraphs[0].spans) else None


def _changes(paragraph: Paragraph, cell: Cell, table: Table, lexicon: Lexicon) -> list[Change]:
    text = paragraph.text
    if fold(text) in lexicon.entries:
        return []
    if stain := _STAIN.search(text):
        return [Change(stain.start(), stain.end(), "", "phrase")]
    beside = set(_texts_beside(cell, table))
    others = paragraph.spans[0].alternatives if len(paragraph.spans) == 1 else ()
    if counted := _counted(text, others, cell, table):
        return [Change(0, len(text), counted, "reading" if counted in others else "order")]
    figure = any(map(str.isdigit, text))
    for other in others:
        if not other.isdigit() and fold(other) in lexicon.entries and (other in beside or not figure):
            return [Change(0, len(text), other, "reading")]
    if bare := _without_stains(text, lexicon):
        return [Change(0, len(text), bare, "phrase")]
    key = fold(text)
    in_head = cell.row <= HEAD_ROWS and min(span.confidence for span in paragraph.spans) < GARBLED
    if in_head and len(key) == len(text) and (meant := _garbled(key, lexicon)):
        return [Change(0, len(text), like(meant, text), "phrase")]
    entries = [entry for entry in lexicon.labels.get(letters_of(key), ()) if _near(key, entry)]
    lost_marks = len(entries) == 1 and alike_in_print(key, entries[0])
    unsure = len(key) > TOO_SHORT and (min(span.confidence for span in paragraph.spans) < UNSURE or lost_marks)
    if figure or len(entries) != 1 or len(key) != len(text) or not (unsure or entries[0] in map(fold, beside)):
        return []
    return [
        Change(token.start, token.end, like(word, token.text), "phrase" if unsure else "document")
        for token in tokens_of(paragraph)
        if (word := entries[0][token.start : token.end]) != token.key
    ]


def _garbled(key: str, lexicon: Lexicon) -> str | None:
    """The one entry that has another letter in one place: "khốt" in a head is "khối"."""
    entries = (entry for same in lexicon.labels.values() for entry in same if len(entry) == len(key) >= LEAST_GARBLED)
    near = (entry for entry in entries if sum(map(str.__ne__, entry, key)) == 1)
    found = [entry for entry in near if all(map(is_syllable, entry.split()))]
    return found[0] if len(found) == 1 else None


def _without_stains(text: str, lexicon: Lexicon) -> str | None:
    """The label without signs that no label has: "TSHS§"."""
    bare = text.strip(_STAINS)
    return bare if bare != text and fold(bare) in lexicon.entries else None


def _counted(text: str, others: Iterable[str], cell: Cell, table: Table) -> str | None:
    """The figure that strokes were, where the cells above and below are figures: 11 between 10 and 12."""
    if text.isdigit() or len(text) > LONGEST_STROKES:
        return None
    column = {other.row: other.text.strip() for other in table.cells if other.column == cell.column}
    above, below = (column.get(row, "") for row in (cell.row - 1, cell.row + cell.row_span))
    if not _FIGURE.fullmatch(above) and not _FIGURE.fullmatch(below):
        return None
    read = {other for other in others if _FIGURE.fullmatch(other)}
    drawn = {re.sub(r"\D", "1", text)} if _STROKES.fullmatch(text) else set()
    between = {str(int(above) + 1)} if above.isdigit() else set()
    between |= {str(int(below) - 1)} if below.isdigit() else set()
    one_missing = len(between) == 1 and above.isdigit() and below.isdigit()
    if one_missing and text.isalpha():
        drawn |= {value for value in between if set(value) == {"1"}}  # "hh": whatever strokes were read as
    fitting = (read | drawn) & between or (read or drawn if drawn and not one_missing else set())
    return fitting.pop() if len(fitting) == 1 else None


def _texts_beside(cell: Cell, table: Table) -> Iterator[str]:
    """What stands in the same row or column."""
    for other in table.cells:
        if other is not cell and (other.row == cell.row or other.column == cell.column):
            yield other.text


def _near(key: str, entry: str) -> bool:
    return len(key) == len(entry) and marks_apart(key, entry) <= MOST_MARKS
