"""Words → lines → paragraphs: what a word processor joined before it broke the text over lines and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter

from models.document import OBJECT, Align, Mark, Paragraph, Run, Span
from parsers.readers.pages.marks import box_mark, read_glyph
from parsers.readers.pages.page import Word, is_mark, is_symbol, is_typed_box
from parsers.syllables import is_syllable

SAME_LINE = 0.45  # of the font size: baselines nearer than this are one line (superscripts, boxes beside words)
WIDE_GAP = 1.6  # of the font size: a gap that a tab or a column makes; justified text stays under it
LOOSE = 1.75  # of the font size between two baselines: more parts two paragraphs, where nothing else is usual
TIGHT = 1.5  # of the font size between two baselines: surely one paragraph
WIDER = 0.8  # of the font size: by which a cell may seem wider than it is
TAB = 0.7  # of the font size behind a number: what a list's label has, and no blank
DEEP = 60.0  # points from the column's left: no indent goes so far
SAME_START = 2.0  # points
WAVERS = 12.0  # points by which a photographed page's lines may end elsewhere than the others
FLUSH = 6.0  # points by which a line may miss the left edge
CENTRED = 6.0  # points by which a centred line may be off the middle

_BRACKETS = ("(", ")", "[", "]")
LABEL = re.compile(
    r"[^\w\s]|\(?(?:\d{1,2}|[a-zđA-ZĐ]|[IVX]{1,4})[./)]|(?:\d{1,2}\.){2,4}|\d{1,2}(?:\.\d{1,2}){1,3}"
)  # a list's
_LAST_LETTERS = re.compile(r".*[^\w]")  # what is before the last letters of "Tăng/giảm", "112-QĐ/ĐU"
_LEFT, _BASELINE = attrgetter("x0"), attrgetter("baseline")


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline, from left to right; what they are together is reckoned once."""

    words: list[Word]
    page: int
    x0: float = field(init=False)
    x1: float = field(init=False)
    baseline: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    marked: bool = field(init=False)  # with boxes, ticks or what may stand for one
    widest: float = field(init=False)  # points of the widest gap between two words; less than 0 for a single word

    def __post_init__(self) -> None:
        first = self.words[0]
        self.x0, self.baseline = first.x0, first.baseline
        x1, size, widest, marked, bold = first.x1, first.size, -1.0, False, True
        end = float("inf")  # of the word before
        for word in self.words:
            if word.x0 - end > widest:
                widest = word.x0 - end
            end = word.x1
            if end > x1:
                x1 = end
            if word.size > size:
                size = word.size
            if len(word.text) < 2 and is_mark(word):
                marked = True
            if not word.style.bold and word.box is None:
                bold = False
        self.x1, self.size, self.widest, self.marked, self.bold = x1, size, widest, marked, bold


@dataclass(frozen=True, slots=True)
class Column:
    """The room that lines are set in, in points."""

    left: float
    right: float
    loose: float = LOOSE  # of the font size between two baselines: more parts two paragraphs
    hang: float = 0.0  # from the left to where all lines of a paragraph but the first begin
    drawn: bool = True  # or known otherwise; False: its right edge is a guess, and lines may break before it
    spaced: float = LOOSE  # as `loose`, above a line that does not begin in lower case: paragraphs may have less room


def make_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Lines from top to bottom."""
    lines: list[tuple[float, list[Word]]] = []
    sizes: list[float] = []  # the greatest of each line so far
    lowest, last = None, list[Word]()  # the last line's
    for word in sorted(sorted(words, key=_LEFT), key=_BASELINE):
        if word.baseline == lowest:
            last.append(word)
            if word.size > sizes[-1]:
                sizes[-1] = word.size
            continue
        near = _near(word, lines, sizes)
        if near is None:
            lowest, last = word.baseline, [word]
            lines.append((lowest, last))
            sizes.append(word.size)
        else:
            lines[near][1].append(word)
            sizes[near] = max(sizes[near], word.size)
    return sorted([Line(sorted(line, key=_LEFT), page) for _, line in lines], key=_BASELINE)


def _near(word: Word, lines: Sequence[tuple[float, list[Word]]], sizes: Sequence[float]) -> int | None:
    """The line that the word is of, the lowest first."""
    if not lines or word.baseline - lines[-1][0] > SAME_LINE * max(word.size, 6):
        return None  # lower than all of them: most words that ask
    for index in range(len(lines) - 1, max(-1, len(lines) - 5), -1):
        if abs(lines[index][0] - word.baseline) <= SAME_LINE * max(min(sizes[index], word.size), 6):
            return index
    return None


def column_of(lines: Sequence[Line], left: float | None = None, right: float | None = None) -> Column:
    """The room of the lines themselves, where no edge is given."""
    return Column(
        min((line.x0 for line in lines), default=0.0) if left is None else left,
        max((line.x1 for line in lines), default=0.0) if right is None else right,
    )


def align_of(line: Line, column: Column) -> Align:
    """How one line stands in its column."""
    left, right = line.x0 - column.left, column.right - line.x1
    if left > 12 and abs(left - right) < CENTRED * 2:
        return "center"
    if left > 60 and right < 12:
        return "right"
    return "left"


def make_paragraphs(lines: Sequence[Line], column: Column) -> list[list[Line]]:
    """Lines grouped into paragraphs."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and continues(paragraphs[-1], line, column):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def continues(paragraph: list[Line], line: Line, column: Column, above: Column | None = None) -> bool:
    """Whether `line` goes on with the paragraph: its first word found no room on the line before.

    `above` is the column of the line before, where it is another one.
    """
    last = paragraph[-1]
    room = (above or column).right - last.x1
    if line.page == last.page:
        step = (line.baseline - last.baseline) / max(last.size, line.size)
        if step > column.loose or (step > column.spaced and not line.words[0].text[:1].islower()):
            return False
    lone = len(line.words) == 1 and not any(letter.isalnum() for letter in line.words[0].text)
    if lone or line.words[0].box is not None or _is_drawn(last):
        return False
    if is_symbol(line.words[0].text[0]) or _starts_with_box(line):
        return False
    if _is_next_item(paragraph[0], last, line) or _is_new_item(last, line):
        return False
    if last.bold != line.bold and _parts_title(last, line, column):
        return False
    if _hangs(last, line, column):
        return True
    first = line.words[0]
    wanted = first.x1 - first.x0 + 0.3 * first.size
    if _is_flush(line, column) or (len(paragraph) > 1 and abs(line.x0 - last.x0) < FLUSH):
        return room <= wanted + (WAVERS if _is_second(line, last) else 0.0)
    if _is_item(last) and abs(line.x0 - last.words[1].x0) < SAME_START:
        return room <= wanted
    if line.page != last.page and abs(line.x0 - last.x0) < SAME_START:
        return False  # two first lines of paragraphs, alike by chance
    same_axis = abs(line.x0 + line.x1 - last.x0 - last.x1) < 2 * CENTRED
    return same_axis and (column.right - column.left) - (last.x1 - last.x0) <= wanted


def _parts_title(last: Line, line: Line, column: Column) -> bool:
    """Whether one of two lines, of which one is bold, is a title: it may fill its line, as may the text above it."""
    if line.x0 > column.left + FLUSH or _ends(last):
        return True
    return _is_item(line) if line.bold else line.words[0].text[:1].isupper()


def _is_drawn(line: Line) -> bool:
    """Whether it was read out of a dash or an ornament: ": : :" below the Party's name."""
    return not any(letter.isalnum() for word in line.words for letter in word.text) and all(
        word.confidence < 1.0 and word.box is None for word in line.words
    )


def _is_second(line: Line, last: Line) -> bool:
    """Whether a scanned line stands out from the line before and goes on with it, as a paragraph's second line does."""
    if last.x0 - line.x0 <= FLUSH or any(word.confidence == 1.0 for word in line.words):
        return False
    first = line.words[0].text
    figure = first[:1].isdigit() and not LABEL.fullmatch(first)
    return first[:1].islower() or figure or not _ends(last)


def _is_flush(line: Line, column: Column) -> bool:
    """Whether the line begins where those begin that go on with a paragraph; where they hang, some may not."""
    if line.x0 <= column.left + FLUSH:
        return not column.hang or line.words[0].text[:1].islower()
    return bool(column.hang) and abs(line.x0 - column.left - column.hang) < FLUSH


def _is_next_item(first: Line, last: Line, line: Line) -> bool:
    """Whether the line has the bullet of the paragraph's first line, below the end of a sentence."""
    bullet = line.words[0].text
    return len(bullet) == 1 and not bullet.isalnum() and bullet == first.words[0].text and _ends(last)


def _is_new_item(last: Line, line: Line) -> bool:
    """Whether a number with a capital after it begins the line: below the end of a sentence, before a tab, or before
    bold letters below others.
    """
    if not (_is_item(line) and line.words[0].text[-1] in "./)" and line.words[1].text[:1].isupper()):
        return False
    number, title = line.words[:2]
    bolder = title.style.bold and not last.words[-1].style.bold
    return bolder or last.words[-1].text[-1:] in (".", ":") or title.x0 - number.x1 > TAB * line.size


def _is_item(line: Line) -> bool:
    """Whether the line begins with a bullet or a number, as the first of a list's item does."""
    return len(line.words) > 1 and bool(LABEL.fullmatch(line.words[0].text))


def _starts_with_box(line: Line) -> bool:
    """ "( )", "[x]", "…." before a label, in one word or in several."""
    opening = 0
    for word in line.words:
        if not (is_typed_box(word) or word.text in _BRACKETS):
            break
        opening += 1
    return opening > 1 or (opening == 1 and is_typed_box(line.words[0]))


def _hangs(last: Line, line: Line, column: Column) -> bool:
    """A text deep in the line that goes on right below itself, in lower case: a cell whose edges are not drawn.

    Where the column itself is such a cell, a figure goes on with a text too: "ngày 10 tháng 12 năm", "2024".
    """
    if (column.drawn and line.x0 - column.left < DEEP) or _ends(last):
        return False
    first = line.words[0].text[:1]
    figure = not column.drawn and first.isdigit() and last.words[-1].text.islower()
    if not (first.islower() or figure):
        return False
    starts = [last.x0, *(b.x0 for a, b in pairwise(last.words) if b.x0 - a.x1 > WIDE_GAP * last.size)]
    step = TIGHT if column.drawn else LOOSE
    tight = line.page == last.page and line.baseline - last.baseline < step * line.size
    return tight and any(abs(line.x0 - start) < SAME_START for start in starts)


def _ends(line: Line) -> bool:
    return line.words[-1].text[-1:] in (".", ":", ";", "!", "?")


def to_paragraph(lines: Sequence[Line], column: Column, cell_width: float | None = None) -> Paragraph:
    """The paragraph that the lines make; a wide gap within a line is a tab.

    `cell_width` is the room for text in a narrow cell: a word broken over its lines is put together again.
    """
    builder = _Builder()
    for index, line in enumerate(lines):
        if index:
            broken = cell_width is not None and _broken(lines[index - 1], line, cell_width)
            builder.join("" if broken or _hyphenated(lines[index - 1], line) else " ")
        builder.add_line(line)
    first = lines[0]
    return Paragraph(
        text=builder.text,
        runs=builder.runs(),
        marks=builder.all_marks(),
        spans=tuple(builder.spans),
        align=align_of(first, column),
        indent=round(first.x0 - column.left, 1),
        line_height=round(first.size * 1.15, 1),
    )


def join_paragraphs(before: Paragraph, after: Paragraph) -> Paragraph:
    """One paragraph of two parts that a page's end tore apart."""
    shift = len(before.text) + 1

    return replace(
        before,
        text=f"{before.text} {after.text}",
        runs=(*before.runs, *(replace(r, start=r.start + shift, end=r.end + shift) for r in after.runs)),
        marks=(*before.marks, *(replace(m, start=m.start + shift, end=m.end + shift) for m in after.marks)),
        spans=(*before.spans, *(replace(s, start=s.start + shift, end=s.end + shift) for s in after.spans)),
    )


def _columnar(line: Line) -> bool:
    """Justified lines stretch every gap; a tab stretches one or a few."""
    gaps = [b.x0 - a.x1 for a, b in zip(line.words, line.words[1:], strict=False)]
    usual = sorted(gaps)[len(gaps) // 2]
    return len(gaps) < 3 or usual > WIDE_GAP * line.size or max(gaps) > 2.2 * max(usual, 0.25 * line.size)


def _broken(before: Line, after: Line, width: float) -> bool:
    """A narrow cell breaks a word that is wider than itself: the next letter would not have fitted either.

    Where the parts are no syllables but their word is ("Tổn", "g"), a cell whose edges are not drawn may seem wider.
    """
    letter = after.words[0].text[0]
    if not (letter.isalnum() or letter in ",.%") or len(before.words) != 1:
        return False
    word = after.words[0]
    parts = _LAST_LETTERS.sub("", before.words[0].text), word.text
    syllables, whole = all(map(is_syllable, parts)), "".join(parts)
    if syllables and not is_syllable(whole):
        return False  # "Tổng", "số": two words that fill their lines
    if _closed(before.words[0].text) or (letter.isdigit() and is_syllable(parts[0])):
        return False  # "nhóm,", "lớp"; "Khối", "10"
    torn = not syllables and (is_syllable(whole) or (len(word.text) == 1 and whole.isupper()))
    letter_width = (word.x1 - word.x0) / max(1, len(word.text))
    return before.x1 - before.x0 + letter_width > width - (WIDER * word.size if torn else 0.0)


def _closed(text: str) -> bool:
    """Whether it ends with a comma or the like behind a letter: behind a figure more of it may follow."""
    return len(text) > 1 and text[-1] in ",;:" and text[-2].isalpha()


def _hyphenated(before: Line, after: Line) -> bool:
    """Lines may break behind the hyphen or the slash of "2022-2023", "đ/c", where no blank stands."""
    last, first = before.words[-1].text, after.words[0].text
    return len(last) > 1 and last[-1] in "-/" and last[-2].isalnum() and first[:1].isalnum()


class _Builder:
    """Text with its looks, marks and places."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.spans: list[Span] = []
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def join(self, blank: str) -> None:
        if blank and self._parts and self._parts[-1][-1] not in " \t":
            self._parts.append(blank)
            self._length += len(blank)

    def add_line(self, line: Line) -> None:
        parts, spans, end, page = self._parts, self.spans, self._length, line.page
        previous: Word | None = None
        tabs = line.widest > WIDE_GAP * min([word.size for word in line.words]) and _columnar(line)
        for word in line.words:
            if previous is not None and parts and parts[-1][-1] not in " \t":
                wide = tabs and word.x0 - previous.x1 > WIDE_GAP * max(word.size, previous.size)
                parts.append("\t" if wide else " ")
                end += 1
            start, text = end, word.text
            if len(text) < 2:
                text = self._sign(word, start)
            if text:
                parts.append(text)
                end = start + len(text)
            spans.append(Span(start, end, page, _rounded(word), word.confidence, word.alternatives))
            previous = word
        self._length = end
        self._words += line.words

    def _sign(self, word: Word, start: int) -> str:
        """What stands in the text for a box or a single character, which may be a mark."""
        text, mark = (OBJECT, box_mark(word.box, start)) if word.box is not None else read_glyph(word, start)
        if mark is not None:
            self.marks.append(mark)
        return text

    def all_marks(self) -> tuple[Mark, ...]:
        """Boxes and glyphs, and the lines drawn round words."""
        rings: dict[int, tuple[int, int]] = {}
        if True in [word.ring is not None for word in self._words]:
            for span, word in zip(self.spans, self._words, strict=True):
                if word.ring is not None:
                    rings[word.ring] = (rings.get(word.ring, (span.start, span.end))[0], span.end)
        if not (self.marks or rings):
            return ()
        framed = [Mark(start, end, "border", None, code="border") for start, end in rings.values()]
        return tuple(sorted([*self.marks, *framed], key=lambda mark: (mark.start, mark.end)))

    def runs(self) -> tuple[Run, ...]:
        """Words of one look, one after another, are one run."""
        words, spans = self._words, self.spans
        looks = [
            (word.style, word.size, word.underline, word.strike, word.highlight, word.confidence) for word in words
        ]
        runs: list[Run] = []
        first, own = 0, _look(words[0]) if words else ()
        for index in [index for index, (one, other) in enumerate(pairwise(looks), 1) if one != other]:
            look = _look(words[index])
            if look != own:
                runs.append(Run(spans[first].start, spans[index - 1].end, *own))
                first, own = index, look
        return (*runs, Run(spans[first].start, spans[-1].end, *own)) if words else ()


def _look(word: Word) -> tuple[bool, bool, bool, bool, bool, str | None, float | None, str]:
    """The fields of a Run. The size of recognised letters is an estimate, by a tenth off from line to line: no look."""
    style = word.style
    return (
        style.bold, style.italic, word.underline, word.strike, word.highlight, style.colour,
        (word.size * 10 + 0.5) // 1 / 10 if word.confidence == 1.0 else None, style.font,
    )  # fmt: skip


_UNITS = 1.5 * 2.0**52  # a double of this size has no room for anything behind the point
_TENTHS = 10.000000001  # a hair more than ten: halves go up


def _rounded(word: Word, tenths: float = _TENTHS, units: float = _UNITS) -> tuple[float, float, float, float]:
    """The word's box in tenths of a point; `round` takes five times as long, and there are many words."""
    return (
        (word.x0 * tenths + units - units) / 10,
        (word.top * tenths + units - units) / 10,
        (word.x1 * tenths + units - units) / 10,
        (word.bottom * tenths + units - units) / 10,
    )
