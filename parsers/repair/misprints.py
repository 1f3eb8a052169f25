"""Letters that no syllable is spelled with: "trườug", "lưưug". What they are mistaken for, the vocabulary says.

A word is put right only where it is no syllable as read and one as meant; a name only where the word is a family name.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.repair.changes import Change
from parsers.repair.names import is_surname
from parsers.repair.phrases import is_name
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable
from parsers.text import shadow
from parsers.vocabulary import Vocabulary


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
