"""Signs at the beginning of a list's lines: "»" and "+" among "*" are the same sign, printed as a dot.

Signs that a keyboard has are read surely, so that a "+" below a "-" stays; a dot or a square is read as whatever looks
like it, line by line anew. Lines that begin otherwise than those around them would be a list within the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from models.document import Document, Paragraph
from parsers.repair.changes import Change

UNSURE = 0.8  # of a sign: those of a keyboard are read with more
LEAST_LINES = 3

LEVELS = {"+", "-"}  # which of the two a line has says how deep it stands
_SIGN = re.compile(r"[-+*»«›‹•●·~¬¢°©®–—=_]\s+(?=\S)")


def bullet_changes(document: Document) -> dict[int, list[Change]]:
    """The sign that most lines of a list begin with, for each that was hardly read, by the paragraph's identity."""
    changes: dict[int, list[Change]] = {}
    for lines in _lists(document):
        signs = Counter(line.text[0] for line in lines)
        ((usual, times),) = signs.most_common(1)
        if len(lines) >= LEAST_LINES and 2 * times > len(lines):
            for line in lines:
                if {line.text[0], usual} not in ({usual}, LEVELS) and line.spans[0].confidence < UNSURE:
                    changes[id(line)] = [Change(0, 1, usual, "order")]
    return changes


def _lists(document: Document) -> Iterator[Sequence[Paragraph]]:
    """Paragraphs that follow each other and begin with a sign."""
    lines: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.spans and _SIGN.match(block.text):
            lines.append(block)
            continue
        if lines:
            yield lines
        lines = []
    if lines:
        yield lines
