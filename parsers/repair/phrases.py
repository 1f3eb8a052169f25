"""Misread words inside known phrases: "cấp có thấm quyền" → "thẩm", "BÍ IHƯ" → "THƯ".

One word of a phrase may differ, the others stand as they should. A word whose letters make no syllable is taken to be
misread; a syllable is where the engine was unsure of it, or where a witness stands beside it: another reading of the
same ink, or the phrase itself elsewhere in the document. A sure syllable without a witness is left alone: it may well
be what the report says.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from parsers.repair.changes import Change, like
from parsers.repair.lexicon import ALIKE, LONGEST, SHORTEST, Lexicon, Phrase, in_print
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable
from parsers.text import letters_of, shadow

UNSURE = 0.8  # of a syllable: below it a phrase is witness enough
GARBLED = 0.9  # of letters that make no syllable
LONG = 4  # syllables of a phrase that may stand with a letter misread too
NAMED = 3  # syllables of a known phrase in which names are put right: "khỏe Phù Đổng"
MOST_MARKS = 2  # marks of one syllable that a reading may have wrong
SHORTEST_GARBLED = 3  # letters of the shortest word in which one may be misread

_ALIKE = [*map(set, ALIKE)]

Said = Counter[Phrase]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a word is held against."""

    lexicon: Lexicon
    said: Said


def count_phrases(sentences: Iterable[Sequence[Token]], lexicon: Lexicon) -> Said:
    """How often the document says each known phrase, as read."""
    said: Said = Counter()
    for tokens in sentences:
        said.update(tuple(token.key for token in tokens[a:b]) for a, b in _exact(tokens, lexicon))
    return said


def phrase_changes(tokens: Sequence[Token], lexicon: Lexicon, said: Said) -> list[Change]:
    """The words of one paragraph that a phrase puts right."""
    doubtful = [index for index, token in enumerate(tokens) if token.confidence < 1.0 and _may_be_word(token)]
    if not doubtful:
        return []
    stretches = list(_exact(tokens, lexicon))
    sure = {index for a, b in stretches for index in range(a, b)}
    known = _Known(lexicon, said)
    found = (_change(tokens, index, stretches, known) for index in doubtful if index not in sure)
    single = {change.start: change for change in found if change is not None}
    several = {change.start: change for change in _several(tokens, sure, lexicon)}
    counted = {change.start: change for change in _counted(tokens, lexicon)}
    return [change for _, change in sorted((counted | several | single).items())]


def _counted(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Change]:
    """What figures count, as print confuses it: "3 tuối" in a table of children by age; "4 tuốt", unsurely read."""
    for before, token in pairwise(tokens):
        if not before.text.isdigit() or not token.joined or token.confidence == 1.0 or token.key in lexicon.counted:
            continue
        words = [word for word in lexicon.counted if letters_of(word) == letters_of(token.key)]
        if not words and token.confidence < UNSURE and len(tokens) == SHORTEST:
            words = [word for word in lexicon.counted if OSA.distance(letters_of(word), token.folded) == 1]
        elif len(words) == 1 and not alike_in_print(token.key, words[0]):
            continue
        if len(words) == 1:
            yield Change(token.start, token.end, like(words[0], token.text), "phrase")


def _several(tokens: Sequence[Token], sure: set[int], lexicon: Lexicon) -> Iterator[Change]:
    """Phrases in which print confused several words ("kiếm điếm"), the longest first."""
    done: set[int] = set()
    stretches = [(start, end) for start in range(len(tokens)) for end in _ends(tokens, start)]
    for start, end in sorted(stretches, key=lambda stretch: stretch[0] - stretch[1]):
        places = range(start, end)
        if not done.isdisjoint(places) or not sure.isdisjoint(places) or is_name(tokens, start):
            continue
        key = tuple(in_print(token.key) for token in tokens[start:end])
        phrases = lexicon.printed.get(key, ())
        if len(phrases) == 1 and any(tokens[place].confidence < 1.0 for place in places):
            done.update(places)
            for token, word in zip(tokens[start:end], phrases[0], strict=True):
                if token.key != word and token.key not in lexicon.loose:
                    yield Change(token.start, token.end, like(word, token.text), "phrase")


def _may_be_word(token: Token) -> bool:
    """Letters only, or what another reading of the ink took for letters only ("3ảng", "Đảng")."""
    return token.text.isalpha() or any(map(str.isalpha, token.alternatives))


def _exact(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where known phrases stand as they are written, as (first, one after the last)."""
    for start in range(len(tokens)):
        for end in _ends(tokens, start):
            if tuple(token.key for token in tokens[start:end]) in lexicon.exact:
                yield start, end


def _ends(tokens: Sequence[Token], start: int) -> Iterator[int]:
    """Every end of a stretch from `start` whose words nothing parts."""
    for end in range(start + 1, min(len(tokens), start + LONGEST) + 1):
        if end - 1 > start and not tokens[end - 1].joined:
            return
        if end - start >= SHORTEST:
            yield end


def _change(tokens: Sequence[Token], index: int, stretches: list[tuple[int, int]], known: _Known) -> Change | None:
    """What the longest phrase around the word says that it is; None where phrases differ."""
    token = tokens[index]
    fitting: dict[str, Phrase] = {}
    for start, phrase in _phrases_around(tokens, index, stretches, known.lexicon):
        word = phrase[index - start]
        if len(phrase) > len(fitting.get(word, ())) and _may_be(tokens, index, word, phrase, known):
            fitting[word] = phrase
    if not fitting:
        return None
    longest = max(map(len, fitting.values()))
    words = [word for word, phrase in fitting.items() if len(phrase) == longest]
    if len(words) > 1:
        words = [word for word in words if _same(word, token.alternatives)]
    if len(words) != 1:
        return None
    witness = _witness(token, words[0], fitting[words[0]], known.said)
    seen = next((reading for reading in token.alternatives if shadow(reading) == words[0]), None)
    return Change(token.start, token.end, seen or like(words[0], token.text), witness)


def _phrases_around(
    tokens: Sequence[Token], index: int, stretches: list[tuple[int, int]], lexicon: Lexicon
) -> Iterator[tuple[int, Phrase]]:
    """The phrases that stand around the word but for itself, each with its first token."""
    beside = {other for a, b in stretches if not a <= index < b for other in range(a, b)}
    for start in range(max(0, index - LONGEST + 1), index + 1):
        for end in _ends(tokens, start):
            if end <= index or (end - start == SHORTEST and not beside.isdisjoint(range(start, end))):
                continue  # the one word beside it belongs to another phrase: "chỉ | bộ phận"
            before = (token.key for token in tokens[start:index])
            behind = (token.key for token in tokens[index + 1 : end])
            for phrase in lexicon.holed.get((*before, None, *behind), ()):
                yield start, phrase


def _may_be(tokens: Sequence[Token], index: int, word: str, phrase: Phrase, known: _Known) -> bool:
    """Whether the ink that was read as this token may well say `word`."""
    token = tokens[index]
    same_letters = letters_of(token.key) == letters_of(word)
    if same_letters:
        near = marks_apart(token.key, word) <= MOST_MARKS
    else:
        near = len(word) >= SHORTEST_GARBLED and OSA.distance(token.folded, letters_of(word), score_cutoff=1) <= 1
    if not near:
        return False
    read_so = _same(word, token.alternatives)
    named = is_name(tokens, index)
    if named and same_letters and len(phrase) >= NAMED and alike_in_print(token.key, word):
        return True  # "Phù Đống" in "Hội khỏe Phù Đống"
    if read_so or named:
        return read_so and (same_letters or not is_syllable(token.text) or len(phrase) >= LONG)
    stands = _stands(token, word, phrase, known.said)
    if not token.text.isalpha():
        return False
    if not is_syllable(token.text):
        foreign = token.text.isascii() and len(phrase) == SHORTEST  # "bit", "TOC": a word of its own, perhaps
        return not foreign and (stands or token.confidence < GARBLED)
    if token.key in known.lexicon.loose:
        return same_letters and stands and len(phrase) > SHORTEST
    if not same_letters:
        return False  # "đoạt giải" beside "đạt giải": both are said
    return stands or token.confidence < UNSURE or alike_in_print(token.key, word)


def is_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word stands with another one that begins with a capital too: "Đào Đức", but not "BÍ THƯ"."""
    if not tokens[index].text.istitle():
        return False
    before = index > 0 and tokens[index].joined and tokens[index - 1].text.istitle()
    after = index + 1 < len(tokens) and tokens[index + 1].joined and tokens[index + 1].text.istitle()
    return before or after


def _stands(token: Token, word: str, phrase: Phrase, said: Said) -> bool:
    """Whether the document says the phrase elsewhere, and more often than as it was read here."""
    read = tuple(token.key if other == word else other for other in phrase)
    return said[phrase] > said[read]


def _witness(token: Token, word: str, phrase: Phrase, said: Said) -> str:
    if _same(word, token.alternatives):
        return "reading"
    return "document" if _stands(token, word, phrase, said) else "phrase"


def _same(word: str, readings: Iterable[str]) -> bool:
    return any(shadow(reading) == word for reading in readings)


def alike_in_print(read: str, word: str) -> bool:
    """Whether two words of the same letters differ only as print does, whatever the engine thinks of what it read.

    Marks get lost, and some are confused: a hook above another mark ends as an acute, the dot of an i as a hook, a
    tilde as a breve.
    """
    pairs = zip(read, word, strict=True)
    return all(a == b or {a, b} in _ALIKE or _marks(a) < _marks(b) for a, b in pairs)


def marks_apart(one: str, other: str) -> int:
    """How many marks differ between two words of the same letters: tone marks, vowel signs, the bar of đ."""
    pairs = zip(map(_marks, one), map(_marks, other), strict=True)
    return sum(max(len(a - b), len(b - a)) for a, b in pairs)


def _marks(letter: str) -> set[str]:
    return {"bar"} if letter == "đ" else set(unicodedata.normalize("NFD", letter)[1:])
