"""Classes in a table's head that stand as one alone is misread: "TL | K | Đ | CĐ" is "T | K | Đ | CĐ".

A letter alone in its cell is hardly read. The classes beside it name the scale, and where only one scale has them, the
one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.document import Cell, Document, Paragraph, Table, walk_paragraphs
from parsers.repair.changes import Change
from parsers.text import fold
from parsers.vocabulary import Vocabulary

UNSURE = 0.9  # of what was read in the class's place
HEAD_ROWS = 3

Scale = tuple[str, ...]


def scale_changes(document: Document, vocabulary: Vocabulary) -> dict[int, list[Change]]:
    """What misread classes in the heads of tables should be, by the identity of the paragraph that holds them."""
    scales = [tuple(scale) for scale in vocabulary["repair"]["scales"]]
    changes: dict[int, list[Change]] = {}
    for table in (block for block in document.blocks if isinstance(block, Table)):
        for row in range(min(HEAD_ROWS, table.rows)):
            cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)
            for paragraph, meant in _misread(cells, scales):
                changes[id(paragraph)] = [Change(0, len(paragraph.text), meant, "order")]
    return changes


def _misread(cells: Sequence[Cell], scales: Sequence[Scale]) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs that stand for a class of the one scale that all cells beside them have, with that class."""
    texts = [cell.text.strip() for cell in cells]
    for index, cell in enumerate(cells):
        missing = {
            scale[place]
            for scale in scales
            for place in range(len(scale))
            if _stands(scale, place, [fold(text) for text in _window(texts, index - place, len(scale))])
            and _side_by_side(cells[index - place : index - place + len(scale)])
        }
        paragraphs = list(walk_paragraphs(cell.blocks))
        if len(missing) == 1 and len(paragraphs) == 1 and _is_unsure(paragraphs[0]):
            (meant,) = missing
            yield paragraphs[0], meant.upper() if any(map(str.isupper, "".join(texts))) else meant


def _window(texts: Sequence[str], start: int, length: int) -> Sequence[str]:
    return texts[start : start + length] if start >= 0 else ()


def _stands(scale: Scale, place: int, texts: Sequence[str]) -> bool:
    """Whether the texts are the scale's classes, but for the one at that place."""
    return len(texts) == len(scale) and all(
        (text == level) != (at == place) for at, (text, level) in enumerate(zip(texts, scale, strict=True))
    )


def _side_by_side(cells: Sequence[Cell]) -> bool:
    return all(one.column + one.column_span == other.column for one, other in pairwise(cells))


def _is_unsure(paragraph: Paragraph) -> bool:
    return bool(paragraph.spans) and all(span.confidence < UNSURE for span in paragraph.spans)
