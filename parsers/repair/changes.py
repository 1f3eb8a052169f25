"""Changes of a text, and a paragraph rewritten by them so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document import Paragraph
from parsers.repair.tokens import Token

MOST_SURE = 0.85  # what a repaired word's place carries at most
MOST_SURE_FIGURE = 0.6  # and a figure's: it goes to review
DOUBTED = 0.45  # a word that may be misread and that nothing puts right


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `start` to `end` of a paragraph become `chosen`."""

    start: int
    end: int
    chosen: str
    witness: str


def changed(paragraph: Paragraph, changes: Sequence[Change]) -> tuple[Paragraph, list[tuple[int, int, Change]]]:
    """The paragraph with the changes made, and where each stands in the new text.

    `changes` do not overlap and stand in order. The read form becomes the first of the place's other readings.
    """
    pieces: list[str] = []
    places: list[tuple[int, int, Change]] = []
    done = length = 0
    for change in changes:
        before = paragraph.text[done : change.start]
        start = length + len(before)
        pieces += [before, change.chosen]
        length = start + len(change.chosen)
        places.append((start, length, change))
        done = change.end
    text = "".join([*pieces, paragraph.text[done:]])

    def moved(offset: int, *, end: bool = False) -> int:
        shift = 0
        for start, stop, change in places:
            if offset < change.start or (offset == change.start and not end):
                break
            if offset < change.end:
                return stop if end else start
            shift = stop - change.end
        return offset + shift

    spans = []
    for span in paragraph.spans:
        start, stop = moved(span.start), moved(span.end, end=True)
        if start >= stop:  # the whole word went
            continue
        read = paragraph.text[span.start : span.end]
        if any(span.start < change.end and change.start < span.end for change in changes):
            others = tuple(other for other in span.alternatives if other not in (read, text[start:stop]))
            most = MOST_SURE_FIGURE if any(map(str.isdigit, text[start:stop])) else MOST_SURE
            span = replace(span, confidence=min(span.confidence, most), alternatives=(read, *others))
        spans.append(replace(span, start=start, end=stop))
    result = replace(
        paragraph,
        text=text,
        spans=tuple(spans),
        runs=tuple(replace(r, start=moved(r.start), end=moved(r.end, end=True)) for r in paragraph.runs),
        marks=tuple(replace(m, start=moved(m.start), end=moved(m.end, end=True)) for m in paragraph.marks),
    )
    return result, places


def doubted(paragraph: Paragraph, tokens: Sequence[Token]) -> Paragraph:
    """The paragraph with the places of these words unsure."""
    if not tokens:
        return paragraph
    spans = (
        replace(span, confidence=min(span.confidence, DOUBTED))
        if any(span.start < token.end and token.start < span.end for token in tokens)
        else span
        for span in paragraph.spans
    )
    return replace(paragraph, spans=tuple(spans))


def like(chosen: str, read: str) -> str:
    """`chosen`, in the form in which words are compared, as it is written in the case of `read`."""
    word = _TONE_WITHIN.sub(lambda match: _MOVED[match[0]], chosen)
    letters = [letter for letter in read if letter.isalpha()]
    if len(letters) > 1 and sum(map(str.isupper, letters)) * 2 > len(letters):
        return word.upper()
    return word[:1].upper() + word[1:] if read[:1].isupper() else word


# Words are compared with the tone on the first of two vowels; it is written there only where nothing follows: "hòa",
# but "hoạt", "ngoài", "huỳnh"; and never on the u of "qu".
_MOVED = {
    toned + vowel: plain + moved
    for plain, vowel, marked, tones in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for toned, moved in zip(marked, tones, strict=True)
}
_TONE_WITHIN = re.compile("|".join([*(f"{pair}(?=[^\\W\\d_])" for pair in _MOVED), *(f"(?<=q){u}y" for u in "ùúủũụ")]))
