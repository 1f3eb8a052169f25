"""Tokens and phrases: spaCy's Vietnamese without pyvi, fed from the vocabulary.

pyvi would join words into compounds and brings 180 MB; these reports need the opposite: every syllable, number and
sign a token of its own, so that a phrase is found whatever is glued to it ("01(Phạm Thị Thủy)", "Oanh;").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from parsers.text import shadow

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A syllable (with an inner apostrophe as in H'Bia), a number, or one sign; a letter never sticks to a digit.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """A vocabulary phrase found in a text: `label` its table, `code` its entry, characters `start` to `end`."""

    label: str
    code: str
    start: int
    end: int


class PhraseFinder:
    """Finds the phrases of several tables in a text, compared as `shadow` has them.

    `tables` is label → code → phrases. Of phrases that overlap the longest stands; equal ones go by table order.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        from spacy.matcher import PhraseMatcher

        self._language = _language()
        self._matcher = PhraseMatcher(self._language.vocab, attr="NORM")
        self._codes: list[tuple[str, str]] = []
        for label, entries in tables.items():
            for code, phrases in entries.items():
                key = str(len(self._codes))
                self._codes.append((label, code))
                self._matcher.add(key, [self._language.make_doc(phrase) for phrase in phrases])

    def find(self, text: str) -> list[Term]:
        """The terms of `text` in order, none overlapping another."""
        doc = self._language.make_doc(text)
        strings = self._language.vocab.strings
        matches = sorted(
            ((start, end, int(strings[key])) for key, start, end in self._matcher(doc)),
            key=lambda match: (match[0] - match[1], match[2], match[0]),
        )
        taken = [False] * len(doc)
        terms: list[Term] = []
        for start, end, index in matches:
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            span = doc[start:end]
            terms.append(Term(*self._codes[index], span.start_char, span.end_char))
        return sorted(terms, key=lambda term: term.start)


def tokens(text: str) -> list[tuple[int, int]]:
    """The character ranges of the tokens of `text`, white space left out."""
    return [match.span() for match in _TOKEN.finditer(text) if not match[0].isspace()]


@cache
def _language() -> Language:
    import spacy

    language = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    language.tokenizer = _Tokenizer(language.vocab)
    return language


class _Tokenizer:
    """Every token with its shadow as NORM; a blank that follows belongs to the token before it, as spaCy has it."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            piece = match[0]
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            token.norm_ = shadow(token.text)
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> _Tokenizer:
        return self
