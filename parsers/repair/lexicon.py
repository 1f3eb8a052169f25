"""The phrases that a misread word is held against: those of the vocabulary, found by their letters without tones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parsers.syllables import is_syllable
from parsers.text import fold, without_tones
from parsers.vocabulary import Vocabulary, compiled

Phrase = tuple[str, ...]

LONGEST = 6  # syllables of one phrase: of a longer one every stretch of so many is a phrase
SHORTEST = 2
LEAST_STRETCH = 3  # syllables of a stretch that is not a whole phrase: two may meet by chance
ALIKE = ("ấẩ", "ếể", "ốổ", "ắẳ", "ớở", "ứử", "iỉ", "iì", "ýỷ", "ăã")  # letters that low print confuses
_STROKES = str.maketrans("TL1!|J", "IIIIII")
LONGEST_ABBREVIATION = 8  # letters
_IN_PRINT = str.maketrans("".join(pair[1] for pair in ALIKE), "".join(pair[0] for pair in ALIKE))
_PATTERN = re.compile(r"[\\^$|?*+\[\]{}]")  # signs of a regular expression: no phrase
_PARTS = re.compile(r"[^\w\s]|_")
_NO_PHRASES = ("names", "document", "templates")  # people, and patterns


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`exact` are the phrases, `holed` those that may put a word right, by all their syllables but one.

    A hole's key is the phrase with None at its place. `entries` are the vocabulary's whole entries, `labels` the same
    by their letters.
    """

    exact: frozenset[Phrase]
    holed: dict[tuple[str | None, ...], tuple[Phrase, ...]]
    printed: dict[Phrase, tuple[Phrase, ...]]  # the phrases as low print shows them
    loose: frozenset[str]  # words that go with any other
    counted: frozenset[str]  # words behind figures
    abbreviations: dict[str, tuple[str, ...]]  # by their strokes
    entries: frozenset[str]
    labels: dict[str, tuple[str, ...]]


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The vocabulary's phrases, made ready once."""
    return compiled(_make, vocabulary)


def _make(vocabulary: Vocabulary) -> Lexicon:
    entries = {
        fold(entry) for name, branch in vocabulary.items() if name not in _NO_PHRASES for entry in _texts(branch)
    }
    toned = {without_tones(entry) for entry in entries if without_tones(entry) != entry}
    known = {entry for entry in entries if without_tones(entry) != entry or entry not in toned}
    sure = {tuple(fold(compound).split()) for compound in vocabulary["repair"]["compounds"]}
    loose = frozenset(map(fold, vocabulary["repair"]["loose"]))
    parts = (part.split() for entry in known for part in _PARTS.split(entry))
    phrases = {phrase for part in parts for phrase in _stretches(part, sure)}
    holed: dict[tuple[str | None, ...], list[Phrase]] = defaultdict(list)
    printed: dict[Phrase, list[Phrase]] = defaultdict(list)
    for phrase in sorted(phrases):
        if len(phrase) == SHORTEST and phrase not in sure and not loose.isdisjoint(phrase):
            continue
        printed[tuple(map(in_print, phrase))].append(phrase)
        for hole in range(len(phrase)):
            holed[(*phrase[:hole], None, *phrase[hole + 1 :])].append(phrase)
    labels: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(known):
        labels[without_tones(entry)].append(entry)
    return Lexicon(
        exact=frozenset(phrases),
        holed={key: tuple(found) for key, found in holed.items()},
        printed={key: tuple(found) for key, found in printed.items()},
        loose=loose,
        counted=frozenset(map(fold, vocabulary["repair"]["counted"])),
        abbreviations=_abbreviations(known),
        entries=frozenset(known),
        labels={key: tuple(found) for key, found in labels.items()},
    )


def _abbreviations(entries: set[str]) -> dict[str, tuple[str, ...]]:
    """The words of the entries that are no syllables: "htxsnv", "thcs", "lđtt"."""
    words = {word for entry in entries for word in entry.split() if word.isalpha() and not is_syllable(word)}
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(word for word in words if LEAST_STRETCH <= len(word) <= LONGEST_ABBREVIATION):
        found[drawn(word)].append(word)
    return {strokes: tuple(same) for strokes, same in found.items()}


def drawn(word: str) -> str:
    """`word` in capitals, every upright stroke as an I."""
    return word.upper().translate(_STROKES)


def in_print(word: str) -> str:
    """`word` as low print shows it: one form for letters that it confuses."""
    return word.translate(_IN_PRINT)


def _texts(branch: Any) -> Iterator[str]:
    """Every entry that is written as words; keys are codes, but for those that are words themselves."""
    if isinstance(branch, str):
        if not _PATTERN.search(branch):
            yield branch
    elif isinstance(branch, dict):
        for value in branch.values():
            yield from _texts(value)
    elif isinstance(branch, list):
        for value in branch:
            yield from _texts(value)


def _stretches(words: list[str], sure: set[Phrase]) -> Iterator[Phrase]:
    """The phrase and what of it makes a phrase too, no longer than LONGEST; nothing that is not made of syllables.

    A stretch does not begin or end within a word of two syllables.
    """
    if len(words) < SHORTEST or not all(map(is_syllable, words)):
        return
    cuts = [at for at in range(len(words) + 1) if tuple(words[max(0, at - 1) : at + 1]) not in sure]
    for start in cuts:
        for end in cuts:
            length = end - start
            if length == len(words) <= LONGEST or LEAST_STRETCH <= length <= LONGEST:
                yield tuple(words[start:end])
