"""Numerals of the sections: "U Ưu điểm" where "I/" was printed, and a second "II." where III should be.

The headings' numerals rise by one. Of all ways to take the lines that go on as a heading does, the one is chosen that
changes least and leaves the fewest gaps: a numeral surely read stays, an unsure or garbled one becomes what its strokes
or another reading allow. What is written must look like it, but for a letter or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from models.document import Document, Paragraph, Span
from parsers.repair.changes import Change
from parsers.text import fold, letters_of, shadow
from parsers.vocabulary import Vocabulary, compiled

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LIKE = 1  # letters by which what was read may differ from the numeral, when its strokes are read as such
UNSURE = 0.9  # of a numeral that may be another one
LONGEST = 220  # characters of a heading's line
LONGEST_GLUED = 5  # letters and sign of a label that stands at its title without a blank
CAPITALS = 0.8  # of a line's letters: a heading whatever it says
LEAST_NEARLY = 7  # letters and blanks of a title that may be misread by one

# What a way to number the headings costs; a change must save more than it costs.
READ_SO, DRAWN, NOT_EXACTLY = 0.5, 1.0, 0.25  # another reading says so; the strokes do; they do but for a letter
LEFT_OUT = 1.3  # a garbled label is no numeral
TITLE_LEFT_OUT = 2.2  # nor is one before the very words of a title, in capitals: dearer than two numerals drawn so
START, GAP, RESTART, BACK = 1.0, 1.5, 0.5, 3.0  # they begin; some are missing; they begin anew (an annex); they fall

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

_PART = re.compile(r"(?:phần(?: thứ)?|mục|chương) ", re.IGNORECASE)  # may stand before a numeral
_LABEL = re.compile(r"(?P<numeral>[IVX]{1,5})(?P<sign>[.)/:-]{0,2})(?=\s)")
_FIGURE = re.compile(r"(\d{1,2})[.)/]?(?=\s)")
_LETTER = re.compile(r"([ABCDĐÐEGH])[.)/] ")
_GARBLED = re.compile(r"[IVXUJLHTYĐUƯỤỦỰVỤỊỈÍÌÏIl1|!\[\]⁄/\\.,:)-]{1,6}(?=\s)")
_LABEL_READ = re.compile(r"[IVX]{1,5}[./:)-]")  # no blank is missed
_GLUED = re.compile(r"[IVXUJLH1l|!/.]+")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that begins with a numeral or with what may have been one: what its label may be, and at which cost.

    `value` is None where no numeral was read; `left_out` is what it costs to take none.
    """

    block: int
    value: int | None
    sign: str
    end: int
    read: str
    costs: Mapping[int, float]
    left_out: float = LEFT_OUT


def label_changes(document: Document, vocabulary: Vocabulary) -> dict[int, list[Change]]:
    """What the numerals of the document's headings should be, by the identity of the paragraph."""
    paragraphs = {index: block for index, block in enumerate(document.blocks) if isinstance(block, Paragraph)}
    figures = [(index, int(m[1])) for index, block in paragraphs.items() if (m := _FIGURE.match(block.text))]
    items = _items(figures) | _lettered(paragraphs)
    above = {one for (one, _), (_, below) in pairwise(figures) if below == 1}
    headings = [
        heading
        for index, paragraph in paragraphs.items()
        if index not in items and (heading := _heading(index, paragraph, vocabulary, above=index in above))
    ]
    changes: dict[int, list[Change]] = {}
    for heading, value in zip(headings, _numbered(headings), strict=True):
        if value is None:
            continue
        chosen = NUMERALS[value - 1] + (heading.sign or _usual_sign(headings))
        if chosen != heading.read and (value != heading.value or heading.sign):
            start = heading.end - len(heading.read)
            chosen += "" if paragraphs[heading.block].text[heading.end].isspace() else " "
            changes[id(paragraphs[heading.block])] = [Change(start, heading.end, chosen, "order")]
    return changes


def _items(figures: Sequence[tuple[int, int]]) -> set[int]:
    """The blocks whose figure counts on from the one before or is counted on: "1." before "2." is no I."""
    rising = [(one, other) for one, other in pairwise(figures) if other[1] == one[1] + 1]
    return {index for pair in rising for index, _ in pair}


def _lettered(paragraphs: Mapping[int, Paragraph]) -> set[int]:
    """The blocks that go on A., B., C. with a letter that may be taken for strokes: "Đ." is no V."""
    letters = {index: match[1] for index, block in paragraphs.items() if (match := _LETTER.match(block.text))}
    return {index for index in letters if letters[index] in "ĐÐH" and {"A", "B", "C"} <= {*letters.values()}}


def _heading(index: int, paragraph: Paragraph, vocabulary: Vocabulary, *, above: bool) -> _Heading | None:
    """What a line's numeral may be; `above`: items count from 1 below it, so that a figure of its own is a numeral."""
    text = paragraph.text
    if len(text) > LONGEST or not paragraph.spans or paragraph.spans[0].confidence == 1.0:
        return None
    begin = part.end() if (part := _PART.match(text)) else 0
    match = _LABEL.match(text, begin) or _GARBLED.match(text, begin)
    if match is None or not _is_title(text[match.end() :], vocabulary):
        match = _glued(text, begin, vocabulary)
    if match is None:
        return None
    read = match[0]
    first = next((span for span in paragraph.spans if span.start >= begin), paragraph.spans[0])
    numeral = match.groupdict().get("numeral")
    value = NUMERALS.index(numeral) + 1 if numeral in NUMERALS else None
    costs = {value: 0.0} if value else {}
    for number in range(1, len(NUMERALS) + 1):
        if number != value and (cost := _cost(read, NUMERALS[number - 1], first, value, above)) is not None:
            costs[number] = cost
    figure = any(map(str.isdigit, read))  # "1." and "1.1." may count the sections
    left_out = TITLE_LEFT_OUT if not figure and _is_plain_title(text[match.end() :], vocabulary) else LEFT_OUT
    sign = match["sign"] if numeral else ""
    return _Heading(index, value, sign, match.end(), read, costs, left_out) if costs else None


def _glued(text: str, begin: int, vocabulary: Vocabulary) -> re.Match[str] | None:
    """A label that no blank parts from its title: "UƯU ĐIỂM" for "I/ ƯU ĐIỂM"."""
    exact = compiled(_titles, vocabulary).exact
    if exact.match(shadow(text[begin:])) or _LABEL_READ.match(text, begin):
        return None
    matches = (_GLUED.match(text, begin, begin + length) for length in range(LONGEST_GLUED, 0, -1))
    return next((m for m in matches if m and exact.match(shadow(text[m.end() :]))), None)


def _cost(read: str, numeral: str, span: Span, value: int | None, above: bool) -> float | None:
    """What it costs to take what was read (as `value`, None if as no numeral) for this one; None where it cannot be."""
    if any(_apart(reading, numeral) == 0 for reading in span.alternatives):
        return READ_SO * span.confidence  # what was hardly read is given up for little
    apart = _apart(read, numeral)
    lost = above and span.confidence < UNSURE  # strokes of a figure
    if apart > (0 if any(map(str.isdigit, read)) and value is None and not lost else LIKE):
        return None
    if value and (span.confidence >= UNSURE or len(numeral) <= sum(map(str.isalpha, read))):
        return None  # strokes get lost, none are added
    return DRAWN + NOT_EXACTLY * apart


def _numbered(headings: Sequence[_Heading]) -> list[int | None]:
    """The numeral of each heading, None for what is none: the way through them that costs least."""
    ways: dict[int, tuple[float, tuple[int | None, ...]]] = {0: (0.0, ())}  # by the numeral that it ends with
    for heading in headings:
        longer: dict[int, tuple[float, tuple[int | None, ...]]] = {}
        for last, (so_far, way) in ways.items():
            steps = [(value, so_far + cost + _step(last, value)) for value, cost in heading.costs.items()]
            if heading.value is None:
                steps.append((0, so_far + heading.left_out))
            for value, cost in steps:
                end = value or last
                if end not in longer or cost < longer[end][0]:
                    longer[end] = cost, (*way, value or None)
        ways = longer
    return list(min(ways.values(), key=lambda way: way[0])[1])


def _step(last: int, value: int) -> float:
    """What it costs that this numeral comes behind that one."""
    if value == last + 1 or not last:
        return (0.0 if last else START) + (0.0 if value == last + 1 else GAP)
    return GAP if value > last else RESTART if value == 1 else BACK


def _apart(read: str, numeral: str) -> int:
    """By how many letters the strokes of what was read differ from the numeral's, with its sign or without."""
    if not any(letter.isalnum() or letter == "|" for letter in read):
        return LIKE + 1
    drawn = "".join(_STROKES.get(letter, letter) for letter in letters_of(read.lower()).upper())
    bare = drawn.rstrip(".,)/:-")
    return min(OSA.distance(bare, numeral), *(OSA.distance(drawn, numeral + sign) for sign in "./)"))


def _usual_sign(headings: Iterable[_Heading]) -> str:
    signs = [heading.sign for heading in headings if heading.value is not None and heading.sign]
    return max(set(signs), key=signs.count) if signs else "."


def _is_title(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line goes on as a section's heading: in capitals, or with the words of one."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= 6 and sum(map(str.isupper, letters)) >= CAPITALS * len(letters):
        return True
    titles = compiled(_titles, vocabulary)
    return bool(letters) and letters[0].isupper() and (bool(titles.exact.match(shadow(text))) or titles.nearly(text))


def _is_plain_title(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line goes on with the very words of a heading, in capitals."""
    match = compiled(_titles, vocabulary).exact.match(shadow(text))
    return match is not None and text[: match.end()].isupper()


@dataclass(frozen=True, slots=True)
class _Titles:
    """Openings of the headings of the first level; `plain` are those of some length, without marks."""

    exact: re.Pattern[str]
    leads: re.Pattern[str]
    plain: tuple[str, ...]

    def nearly(self, text: str) -> bool:
        """Whether the text opens as a title does, but for one letter and the marks: "Về u điểm"."""
        small = shadow(text)
        plain = letters_of(small[self.leads.match(small).end() :])  # type: ignore[union-attr]  # matches nothing too
        return any(
            OSA.distance(plain[: len(title) + more], title, score_cutoff=1) <= 1
            for title in self.plain
            for more in (-1, 0, 1)
        )


def _titles(vocabulary: Vocabulary) -> _Titles:
    sections = vocabulary["sections"]
    kinds = [kind for kind in sections["kinds"].values() if kind["level"] == 1]
    words = {fold(entry) for kind in kinds for entry in (*kind["titles"], *kind["phrases"])}
    leads = "|".join(re.escape(fold(lead)) for lead in sorted(sections["lead_ins"], key=len, reverse=True))
    openings = "|".join(
        re.escape(word).replace("…", r".{0,40}") for word in sorted(words, key=len, reverse=True) if len(word) > 3
    )
    lead_in = rf"\s*(?:(?:{leads})\s+){{0,2}}"
    return _Titles(
        exact=re.compile(rf"{lead_in}(?:{openings})(?!\w)"),
        leads=re.compile(lead_in),
        plain=tuple(sorted(letters_of(word) for word in words if len(word) >= LEAST_NEARLY and "…" not in word)),
    )
