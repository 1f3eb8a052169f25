"""Numerals of the sections: "U Ưu điểm" where "I/" was printed, and a second "II." where III should be.

A numeral is put right only where the line goes on as a section's heading does and the numerals before and behind leave
one place: I, ?, III. What is written must look like it, but for a letter or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from models.document import Document, Paragraph
from parsers.repair.changes import Change
from parsers.text import fold, letters_of, shadow
from parsers.vocabulary import Vocabulary, compiled

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LIKE = 1  # letters by which what was read may differ from the numeral, when its strokes are read as such
UNSURE = 0.8  # of a numeral that stands twice
LONGEST = 220  # characters of a heading's line
CAPITALS = 0.8  # of a line's letters: a heading whatever it says

_STROKES = {
    "U": "I/",
    "H": "II",
    "L": "I",
    "1": "I",
    "|": "I",
    "!": "I",
    "J": "I",
    "T": "I",
    "Y": "V",
    "\\": "/",
    "⁄": "/",
}

_LABEL = re.compile(r"(?P<numeral>[IVX]{1,5})(?P<sign>[.)/:-]{0,2})(?=\s)")
_GARBLED = re.compile(r"[IVXUJLHTYĐUƯỤỦỰVỤỊỈÍÌÏIl1|!\[\]⁄/\\.,:)-]{1,6}(?=\s)")


@dataclass(slots=True)
class _Heading:
    """A line that begins with a numeral or with what may have been one; `value` is None where it was not read."""

    block: int
    value: int | None
    sign: str
    end: int
    read: str
    confidence: float
    alternatives: tuple[str, ...]


def label_changes(document: Document, vocabulary: Vocabulary) -> dict[int, list[Change]]:
    """What the numerals of the document's headings should be, by the identity of the paragraph."""
    headings = [
        heading
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and (heading := _heading(index, block, vocabulary))
    ]
    changes: dict[int, list[Change]] = {}
    for place, heading in enumerate(headings):
        value = _between(headings, place) if heading.value is None else _after_itself(headings, place)
        if value is None:
            continue
        heading.value = value
        sign = heading.sign or _usual_sign(headings)
        chosen = NUMERALS[value - 1] + sign
        if chosen != heading.read and _looks_like(heading.read, chosen):
            start = heading.end - len(heading.read)
            changes[id(document.blocks[heading.block])] = [Change(start, heading.end, chosen, "order")]
    return changes


def _heading(index: int, paragraph: Paragraph, vocabulary: Vocabulary) -> _Heading | None:
    text = paragraph.text
    if len(text) > LONGEST or not paragraph.spans or paragraph.spans[0].confidence == 1.0:
        return None
    match = _LABEL.match(text)
    garbled = match is None
    match = match or _GARBLED.match(text)
    if match is None or not _is_title(text[match.end() :], vocabulary):
        return None
    if garbled and not any(_looks_like(match[0], numeral) for numeral in NUMERALS):
        return None
    value = None if garbled or match["numeral"] not in NUMERALS else NUMERALS.index(match["numeral"]) + 1
    first = paragraph.spans[0]
    return _Heading(
        index, value, "" if garbled else match["sign"], match.end(), match[0], first.confidence, first.alternatives
    )


def _looks_like(read: str, chosen: str) -> bool:
    """Whether strokes that were read as other letters may be the numeral with its sign."""
    letters = letters_of(read.lower()).upper()
    drawn = "".join(_STROKES.get(letter, letter) for letter in letters)
    numeral = chosen.rstrip(".)/:-")
    return any(letter.isalnum() or letter == "|" for letter in read) and (
        OSA.distance(drawn, chosen) <= LIKE or OSA.distance(drawn.rstrip(".,)/:-"), numeral) <= LIKE
    )


def _between(headings: list[_Heading], place: int) -> int | None:
    """The numeral that the headings around leave for one that could not be read."""
    before = next((h for h in reversed(headings[:place]) if h.value is not None), None)
    last = before.value if before is not None and before.value is not None else 0
    behind = next((h for h in headings[place + 1 :] if h.value is not None), None)
    lost = sum(1 for h in headings[place + 1 :] if h.value is None and (behind is None or h.block < behind.block))
    value = last + 1
    fits = behind is None or behind.value is None or behind.value == value + lost + 1
    return value if fits and value <= len(NUMERALS) and (last or behind is not None) else None


def _after_itself(headings: list[_Heading], place: int) -> int | None:
    """The next numeral for one that was read like the one before, where the one behind or another reading says so."""
    heading = headings[place]
    if not place or heading.value is None or headings[place - 1].value != heading.value:
        return None
    value = heading.value + 1
    if value > len(NUMERALS):
        return None
    behind = headings[place + 1].value if place + 1 < len(headings) else None
    read_so = any(reading.strip("[.)/:-") == NUMERALS[value - 1] for reading in heading.alternatives)
    return value if read_so or (behind == value + 1 and heading.confidence < UNSURE) else None


def _usual_sign(headings: Iterable[_Heading]) -> str:
    signs = [heading.sign for heading in headings if heading.value is not None and heading.sign]
    return max(set(signs), key=signs.count) if signs else "."


def _is_title(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line goes on as a section's heading: in capitals, or with the words of one."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= 6 and sum(map(str.isupper, letters)) >= CAPITALS * len(letters):
        return True
    return bool(letters) and letters[0].isupper() and bool(compiled(_titles, vocabulary).match(shadow(text)))


def _titles(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Openings of the headings of the first level."""
    sections = vocabulary["sections"]
    kinds = [kind for kind in sections["kinds"].values() if kind["level"] == 1]
    words = {fold(entry) for kind in kinds for entry in (*kind["titles"], *kind["phrases"])}
    leads = "|".join(re.escape(fold(lead)) for lead in sorted(sections["lead_ins"], key=len, reverse=True))
    openings = "|".join(
        re.escape(word).replace("…", r".{0,40}") for word in sorted(words, key=len, reverse=True) if len(word) > 3
    )
    return re.compile(rf"\s*(?:(?:{leads})\s+){{0,2}}(?:{openings})(?!\w)")
