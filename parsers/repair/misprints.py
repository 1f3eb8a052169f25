"""Letters that no syllable is spelled with: "trườug", "lưưug". What they are mistaken for, the vocabulary says.

A word is put right only where it is no syllable as read and one as meant; a name only where the word is a family name.
"la Klơ" is a place where the report says IA KLƠ, and "02 ở/c" are comrades.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from models.document import Paragraph
from parsers.repair.changes import Change
from parsers.repair.names import is_surname
from parsers.repair.phrases import is_name
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

_COMRADE = re.compile(r"(?:(?<=\d )|(?<=\d))(?:[ởớờợôdð]/c|đ/[eo]|đ[íìilI1|!]c)(?!\w)")
Places = frozenset[tuple[str, str]]


def comrade_changes(paragraph: Paragraph) -> list[Change]:
    """ "đ/c" behind a figure, as its stroke and its bar are misread."""
    if all(span.confidence == 1.0 for span in paragraph.spans):
        return []
    return [Change(*match.span(), "đ/c", "phrase") for match in _COMRADE.finditer(paragraph.text)]


def count_places(sentences: Iterable[Sequence[Token]]) -> Places:
    """The places of two words whose first is "Ia", in capitals or not."""
    return frozenset(
        (one.key, other.key) for tokens in sentences for one, other in _pairs(tokens) if one.text in ("Ia", "IA")
    )


def place_changes(tokens: Sequence[Token], places: Places) -> list[Change]:
    """ "Ia" that was read as "la", before a word that the report has behind it elsewhere."""
    return [
        Change(one.start, one.end, "Ia", "name")
        for one, other in _pairs(tokens)
        if one.text == "la" and one.confidence < 1.0 and other.text.istitle() and ("ia", other.key) in places
    ]


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return ((one, other) for one, other in pairwise(tokens) if other.joined)


def misprint_changes(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Change]:
    """The words of one paragraph that their spelling puts right."""
    changes = []
    for index, token in enumerate(tokens):
        meant = as_spelled(token.text, vocabulary) if token.confidence < 1.0 else token.text
        if meant != token.text and (not is_name(tokens, index) or is_surname(meant, vocabulary)):
            changes.append(Change(token.start, token.end, meant, "phrase"))
    return changes


def as_spelled(word: str, vocabulary: Vocabulary) -> str:
    """`word` with the letters that were meant, where they alone make it a syllable; else as it is."""
    if not word.isalpha() or is_syllable(word):
        return word
    meant = word
    for read, letters in vocabulary["repair"]["misprints"].items():
        meant = meant.replace(read, letters).replace(read.upper(), letters.upper())
    return meant if is_syllable(shadow(meant)) else word
