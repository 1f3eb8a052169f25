"""A post alone on its line: "Bỉ Thư Chi Bộ" above a signature is "Bí Thư Chi Bộ", and no person.

The line says a known post letter for letter; only its marks differ. In capitals, in small letters or with a capital
each: where every word of a line belongs to a post, nothing else is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parsers.repair.changes import Change, like
from parsers.repair.lexicon import Phrase
from parsers.repair.phrases import MOST_MARKS, UNSURE, marks_apart
from parsers.repair.tokens import Token
from parsers.text import fold, letters_of
from parsers.vocabulary import Vocabulary, compiled

MOST_WRONG = 2  # words of a post whose marks may be misread
SURE_LENGTH = 3  # syllables of a post that is witness enough whatever the engine thought of its reading


def title_changes(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Change]:
    """The words of one paragraph that is a post and nothing else, but for marks."""
    if not tokens or not all(token.joined for token in tokens[1:]) or all(t.confidence == 1.0 for t in tokens):
        return []
    key = tuple(token.key for token in tokens)
    titles = compiled(_titles, vocabulary).get(tuple(map(letters_of, key)), ())
    if len(titles) != 1 or titles[0] == key:
        return []
    wrong = [(token, word) for token, word in zip(tokens, titles[0], strict=True) if token.key != word]
    if len(wrong) > MOST_WRONG or any(marks_apart(token.key, word) > MOST_MARKS for token, word in wrong):
        return []
    capitals = all(token.text.isupper() for token in tokens)
    if len(tokens) < SURE_LENGTH and not capitals and any(token.confidence >= UNSURE for token, _ in wrong):
        return []  # two syllables may be a person
    return [Change(token.start, token.end, like(word, token.text), "phrase") for token, word in wrong]


def _titles(vocabulary: Vocabulary) -> dict[Phrase, tuple[Phrase, ...]]:
    """The posts of two syllables and more by their letters."""
    found: dict[Phrase, set[Phrase]] = defaultdict(set)
    for entry in vocabulary["names"]["around_a_name"]["positions"]:
        words = tuple(fold(entry).split())
        if len(words) > 1 and all(map(str.isalpha, words)):
            found[tuple(map(letters_of, words))].add(words)
    return {letters: tuple(sorted(titles)) for letters, titles in found.items()}
