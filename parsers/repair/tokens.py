"""The words of a paragraph as repair looks at them: letters with their place, and what the reading thought of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.document import Paragraph, Span
from parsers.text import shadow, without_tones

_TOKEN = re.compile(r"[^\W_]+")
# Between two words of one phrase: a blank, and a sign that the engine sees in a stain or a serif.
_TOGETHER = re.compile(r"['\"“”‘’`*|]?[ \n]['\"“”‘’`*|]?")


@dataclass(frozen=True, slots=True)
class Token:
    """Letters and figures without a blank or sign: characters `start` to `end` of the paragraph."""

    start: int
    end: int
    text: str
    key: str  # as compared
    folded: str  # without tone marks, vowel signs and the bar of đ
    confidence: float
    alternatives: tuple[str, ...]  # what other readings of the ink saw in its place
    joined: bool  # a blank and nothing else parts it from the token before


def tokens_of(paragraph: Paragraph) -> list[Token]:
    """The paragraph's tokens in order; those outside any span are sure."""
    text = paragraph.text
    spans = list(paragraph.spans)
    tokens: list[Token] = []
    place, before = 0, -1
    for match in _TOKEN.finditer(text):
        while place < len(spans) and spans[place].end <= match.start():
            place += 1
        span = spans[place] if place < len(spans) and spans[place].start <= match.start() else None
        joined = before >= 0 and _TOGETHER.fullmatch(text[before : match.start()]) is not None
        confidence = 1.0 if span is None else span.confidence
        word = match[0]
        tokens.append(
            Token(
                *match.span(), word, shadow(word), without_tones(word), confidence, _others(text, span, match), joined
            )
        )
        before = match.end()
    return tokens


def _others(text: str, span: Span | None, match: re.Match[str]) -> tuple[str, ...]:
    """The other readings of one token: those of its span that hold as many tokens, at its place among them."""
    if span is None or not span.alternatives:
        return ()
    own = [found.start() for found in _TOKEN.finditer(text, span.start, span.end)]
    if match.start() not in own:
        return ()
    readings = ([found[0] for found in _TOKEN.finditer(other)] for other in span.alternatives)
    seen = [words[own.index(match.start())] for words in readings if len(words) == len(own)]
    return tuple(dict.fromkeys(word for word in seen if word != match[0]))
