"""Labels of rating boxes: "[X] “ốt" among Xuất sắc, Trung bình and Kém is "Tốt".

All labels of a scale but one stand as they should, in one line or in the lines around, and one word is left that lacks
one letter of the missing label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from models.document import OBJECT, Document, Paragraph, walk_paragraphs
from parsers.repair.changes import Change, like
from parsers.text import fold, letters_of, shadow
from parsers.vocabulary import Vocabulary

AROUND = 3  # lines before and behind in which the other labels may stand
LEAST_OTHERS = 2  # labels of the scale that stand as they should
LONGEST = 100  # characters of a line of labels

_PIECE = re.compile(rf"[^\s\[\](){{}}☐☒□■.:;,{OBJECT}]+")


def level_changes(document: Document, vocabulary: Vocabulary) -> dict[int, list[Change]]:
    """What misread labels should be, by the identity of the paragraph that holds them."""
    labels = [fold(phrases[0]) for phrases in vocabulary["ratings"]["levels"]["criterion"].values()]
    lines = [paragraph for paragraph in walk_paragraphs(document.blocks) if paragraph.text.strip()]
    changes: dict[int, list[Change]] = {}
    for index, line in enumerate(lines):
        if len(line.text) <= LONGEST and any(span.confidence < 1.0 for span in line.spans):
            around = [line] if _standing(line.text, labels) >= LEAST_OTHERS else _around(lines, index)
            if change := _change(line, around, labels):
                changes[id(line)] = [change]
    return changes


def _around(lines: Sequence[Paragraph], index: int) -> list[Paragraph]:
    """The line and its neighbours, where it is a label alone."""
    if sum(len(piece) > 1 for piece in _PIECE.findall(lines[index].text)) != 1:  # a mark is one letter
        return []
    near = lines[max(0, index - AROUND) : index + AROUND + 1]
    return [line for line in near if len(line.text) <= LONGEST]


def _change(line: Paragraph, around: Sequence[Paragraph], labels: Sequence[str]) -> Change | None:
    text = "\n".join(paragraph.text for paragraph in around)
    missing = [label for label in labels if not _standing(text, [label])]
    if len(missing) != 1 or len(labels) - 1 < LEAST_OTHERS or " " in missing[0]:
        return None
    words = {word for label in labels for word in label.split()}
    found = [match for match in _pieces(line.text, words) if _lacks_a_letter(match[0], missing[0])]
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return Change(start, end, like(missing[0], missing[0].capitalize()), "phrase")


def _standing(text: str, labels: Sequence[str]) -> int:
    """How many of the labels stand in the text."""
    small = shadow(text)
    return sum(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", small) is not None for label in labels)


def _pieces(text: str, words: set[str]) -> Iterator[re.Match[str]]:
    return (match for match in _PIECE.finditer(text) if shadow(match[0]) not in words)


def _lacks_a_letter(read: str, label: str) -> bool:
    letters, wanted = letters_of(shadow(read)), letters_of(label)
    return OSA.distance(letters, wanted, score_cutoff=1) <= 1 and any(map(str.isalpha, read))
