"""Phrases of the vocabulary in a text: spaCy's phrase matcher over tokens of our own.

spaCy's Vietnamese would join syllables into compounds; these reports need the opposite: every syllable, number and sign
a token of its own, so that a phrase is found whatever is glued to it ("01(Phạm Thị Thủy)", "Oanh;").
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from parsers.text import shadow

if TYPE_CHECKING:
    from spacy.vocab import Vocab

# A syllable (with an inner apostrophe as in H'Bia), a number, or one sign; a letter never sticks to a digit.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^ ]")
_ANOTHER = "\ufffc"  # stands for every word that no phrase has: spaCy would keep each in its store for good


class Term(NamedTuple):
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
        _import_spacy()
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc

        self._doc = Doc
        self._matcher = PhraseMatcher(_vocab())
        self._places: dict[int, int] = {}  # spaCy's key → place in the tables
        self._entries: list[tuple[str, str]] = []  # label and code by place
        self._keys: dict[str, Any] = {}  # word of a phrase → spaCy's key: spares it the word's hash at every token
        self._another = _vocab().strings.add(_ANOTHER)
        self._first_words: set[str] = set()
        for label, entries in tables.items():
            for code, phrases in entries.items():
                place = len(self._entries)
                split = [words for phrase in phrases if (words := _words(phrase)[0])]
                self._matcher.add(str(place), [Doc(_vocab(), words=words) for words in split])
                self._places[_vocab().strings[str(place)]] = place
                self._entries.append((label, code))
                self._keys |= {word: _vocab().strings[word] for words in split for word in words}
                self._first_words.update(words[0] for words in split)

    def find(self, text: str) -> list[Term]:
        """The terms of `text` in order, none overlapping another."""
        words, starts = _words(text)
        if self._first_words.isdisjoint(words):
            return []
        places, key_of, another = self._places, self._keys.get, self._another
        doc = self._doc(_vocab(), words=[key_of(word, another) for word in words])
        longest = sorted([(start - end, places[key], start, end) for key, start, end in self._matcher(doc)])
        taken = bytearray(len(words))
        found: list[tuple[int, int, int]] = []
        for length, place, start, end in longest:
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * -length
                found.append((start, end - 1, place))
        found.sort()
        entries = self._entries
        return [Term(*entries[place], starts[start], starts[last] + len(words[last])) for start, last, place in found]


def _words(text: str) -> tuple[list[str], list[int]]:
    """The tokens of `text` as they are matched, and where each begins.

    Nearly all that stands between two blanks is a word, a number, or a word with a sign behind it.
    """
    low = shadow(text)
    words: list[str] = []
    starts: list[int] = []
    start = 0
    for piece in text.split(" "):
        end = start + len(piece)
        if piece.isalpha() or piece.isdecimal():
            words.append(low[start:end])
            starts.append(start)
        elif piece[:-1].isalpha() and not piece[-1].isalnum():
            words += low[start : end - 1], low[end - 1]
            starts += start, end - 1
        elif piece:
            for match in _TOKEN.finditer(text, start, end):
                words.append(low[match.start() : match.end()])
                starts.append(match.start())
        else:
            words.append(_ANOTHER)  # more than a single blank parts a phrase
            starts.append(start)
        start = end + 1
    return words, starts


def _import_spacy() -> None:
    """spaCy without its command line: that brings web clients, which a program that works offline has no use for.

    They take half of the time and a third of the memory that spaCy costs. Stand-ins are there while it is imported.
    """
    if "spacy" in sys.modules:
        return
    info = ModuleType("spacy.cli.info")
    vars(info)["info"] = None
    absent = {"spacy.cli": ModuleType("spacy.cli"), info.__name__: info}
    sys.modules.update(absent)
    with suppress(ImportError, AttributeError):  # a spaCy that needs it after all is imported whole
        importlib.import_module("spacy")
    for name in absent:
        del sys.modules[name]
    importlib.import_module("spacy")


@cache
def _vocab() -> Vocab:
    from spacy.vocab import Vocab

    return Vocab()
