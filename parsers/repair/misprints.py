"""Letters and signs that no syllable is spelled with: "trườug", "NHII}M". What they are mistaken for, the vocabulary
says.

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
_SIGNED = re.compile(r"[^\W\d_]+[})‡][^\W\d_]+(?!\w)")  # a sign within a word
_SCHOOL_YEAR = re.compile(r"(?<!\S)(?P<first>[^\s-]{4})(?P<dash> ?[-–] ?)(?P<last>[^\s-]{4})(?![^\W_])")
LEAST_DIGITS = 2  # of a year that stand where they should
Places = frozenset[tuple[str, str]]


def comrade_changes(paragraph: Paragraph) -> list[Change]:
    """ "đ/c" behind a figure, as its stroke and its bar are misread."""
    if all(span.confidence == 1.0 for span in paragraph.spans):
        return []
    return [Change(*match.span(), "đ/c", "phrase") for match in _COMRADE.finditer(paragraph.text)]


def sign_changes(paragraph: Paragraph, vocabulary: Vocabulary) -> list[Change]:
    """ "NHII}M" for "NHIỆM": a letter filled with ink is a sign to the engine."""
    if all(span.confidence == 1.0 for span in paragraph.spans):
        return []
    found = ((match, _respelled(match[0], vocabulary)) for match in _SIGNED.finditer(paragraph.text))
    return [Change(*match.span(), meant, "phrase") for match, meant in found if is_syllable(shadow(meant))]


def year_changes(paragraph: Paragraph) -> list[Change]:
    """ "2(19-2020" for a school year: the other year tells this one. Two years that do not go together stay."""
    if all(span.confidence == 1.0 for span in paragraph.spans):
        return []
    changes = []
    for match in _SCHOOL_YEAR.finditer(paragraph.text):
        for read, other, step in (("first", "last", -1), ("last", "first", 1)):
            if not match[read].isdigit() and match[other].isdigit() and match[other].startswith("20"):
                year = str(int(match[other]) + step)
                if sum(map(str.__eq__, match[read], year)) >= LEAST_DIGITS:
                    changes.append(Change(*match.span(read), year, "order"))
    return changes


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
    meant = _respelled(word, vocabulary)
    return meant if is_syllable(shadow(meant)) else word


def _respelled(word: str, vocabulary: Vocabulary) -> str:
    for read, letters in vocabulary["repair"]["misprints"].items():
        for form in (str.lower, str.upper, str.capitalize):
            word = word.replace(form(read), form(letters))
    return word
