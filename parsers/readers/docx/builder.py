"""A paragraph while it is being read: raw pieces with their looks, marks with their raw places; then folded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from models.document import OBJECT, Mark, MarkKind, Paragraph, Run
from parsers.readers.docx.shapes import Shape
from parsers.readers.docx.styles import Look
from parsers.readers.folding import NOTHING, fold_text
from parsers.readers.legacy_encodings import Votes, decode
from parsers.readers.symbols import glyph, unicode_marks

_LONGEST_SLASH = 40.0  # points: a longer slanting line is a drawing
_LONGEST_BORDERED = 3  # characters: a longer text in a frame is a text in a frame


@dataclass(slots=True)
class RawMark:
    """A mark at raw offsets; its shape, if it is drawn, may still be joined with others."""

    start: int
    end: int
    kind: MarkKind
    checked: bool | None = None
    box: bool = True
    content: str = ""
    code: str = ""
    shape: Shape | None = None


@dataclass(slots=True)
class Builder:
    """Collects what one paragraph holds, in reading order. Offsets are those of the raw text until `finish`."""

    votes: Votes
    pieces: list[tuple[str, Look]] = field(default_factory=list)
    marks: list[RawMark] = field(default_factory=list)
    lines: list[tuple[int, Shape, Look]] = field(default_factory=list)  # place of its NOTHING, the line
    length: int = 0
    page_break: bool = False  # a page begins before its first character
    after: list[Any] = field(default_factory=list)  # blocks of text boxes anchored here

    def add(self, text: str, look: Look) -> None:
        """Characters in reading order; those of a symbol font become their Unicode signs and marks."""
        name = look.symbol or (look.high_symbol if look.high_symbol and not text.isascii() else None)
        if name is not None:
            for letter in text:
                if letter.isspace():
                    self._put(letter, look)
                else:
                    self.add_symbol(name, ord(letter), look)
            return
        self._put(text, look)

    def add_symbol(self, font: str, code: int, look: Look) -> None:
        """One glyph of a symbol font."""
        found = glyph(font, code)
        start = self.length
        self._put(found.text, look)
        if found.code:
            self.marks.append(RawMark(start, self.length, "symbol", found.checked, found.box, code=found.code))

    def add_object(self, mark: RawMark, look: Look) -> None:
        """An object without a character: it stands as OBJECT."""
        mark.start, mark.end = self.length, self.length + 1
        self._put(OBJECT, look)
        self.marks.append(mark)

    def cover_symbols(self, mark: RawMark) -> None:
        """A mark whose state the format gives: the glyphs that picture it are no marks besides."""
        self.marks = [other for other in self.marks if other.start < mark.start or other.kind != "symbol"]
        self.marks.append(mark)

    def add_line(self, line: Shape, look: Look) -> None:
        """A drawn line: what it is shows when the paragraph is whole."""
        self.lines.append((self.length, line, look))
        self._put(NOTHING, look)

    def has_text_since(self, start: int) -> bool:
        """Whether anything but blanks was added since a raw offset."""
        place = self.length
        for text, _ in reversed(self.pieces):
            if place <= start:
                return False
            if text.strip().strip(NOTHING):
                return True
            place -= len(text)
        return False

    def _put(self, text: str, look: Look) -> None:
        if text:
            self.pieces.append((text, look))
            self.length += len(text)

    @property
    def blank(self) -> bool:
        """Whether nothing was added at all."""
        return not self.pieces and not self.after

    def finish(self, **properties: Any) -> Paragraph:
        """The paragraph: text folded, runs of one look joined, marks at their places."""
        if self.marks or self.lines:
            self._join_shapes()
        self._decode()
        if any(look.bordered for _, look in self.pieces):
            self._frame_runs()
        text, offsets = fold_text("".join([piece for piece, _ in self.pieces]))
        place: Callable[[int], int] = (lambda raw: raw) if offsets is None else offsets.__getitem__
        marks = unicode_marks(text)
        if self.marks:
            own = [_finish_mark(mark, place) for mark in self.marks]
            taken = {offset for mark in own for offset in range(mark.start, mark.end)}
            marks = own + [mark for mark in marks if mark.start not in taken]
            marks.sort(key=lambda mark: (mark.start, mark.end))
        return Paragraph(text=text, runs=self._runs(place), marks=tuple(marks), **properties)

    def _runs(self, place: Callable[[int], int]) -> tuple[Run, ...]:
        runs: list[Run] = []
        last: Look | None = None
        raw = 0
        for text, look in self.pieces:
            start, raw = place(raw), raw + len(text)
            end = place(raw)
            if start == end:
                continue
            if look is last or look == last:
                runs[-1] = replace(runs[-1], end=end)
                continue
            last = look
            runs.append(
                Run(
                    start, end, look.bold, look.italic, look.underline, look.strike, look.highlight, look.colour,
                    look.size, look.font,
                )
            )  # fmt: skip
        return tuple(runs)

    # --- drawn shapes ---

    def _join_shapes(self) -> None:
        """Lines over a box become its mark, a frameless text over a box its content, two crossing lines a cross."""
        boxes = [(mark, mark.shape) for mark in self.marks if mark.shape is not None and mark.box]
        loose = []
        for mark in [mark for mark in self.marks if mark.shape is not None and not mark.box]:
            box = _box_under(mark.shape, mark.start, [pair for pair in boxes if not pair[0].content])
            if box is not None:
                box.content, box.checked = mark.content, mark.checked
                box.code += "" if mark.content else f"+{mark.code}"
                self._erase(mark)
        for place, line, look in self.lines:
            box = _box_under(line, place, boxes)
            if box is None:
                loose.append((place, line, look))
            elif box.content not in ("", "/"):
                box.code += "+/"  # a text with a line through it: what that means is not ours to say
            else:
                box.content, box.checked = ("×" if box.content == "/" else "/"), True
                box.code = box.code.partition("+")[0] + "+" + box.content
        self._cross(loose)

    def _cross(self, lines: list[tuple[int, Shape, Look]]) -> None:
        """Two lines that cross are a mark of their own, and so is a short slanting one; others are rules."""
        while lines:
            place, line, _ = lines.pop(0)
            if not line.width or not line.height:
                continue
            other = next((n for n, (_, b, _) in enumerate(lines) if b.covers(line) and b.rising != line.rising), None)
            if other is None and max(line.width, line.height) > _LONGEST_SLASH:
                continue
            content = "/" if other is None else "×"
            if other is not None:
                lines.pop(other)
            self._replace(place, OBJECT)
            self.marks.append(RawMark(place, place + 1, "shape", True, False, content, f"lines:{content}", line))

    def _erase(self, mark: RawMark) -> None:
        self.marks.remove(mark)
        self._replace(mark.start, NOTHING)

    def _replace(self, place: int, letter: str) -> None:
        start = 0
        for index, (text, look) in enumerate(self.pieces):
            if start <= place < start + len(text):
                self.pieces[index] = (text[: place - start] + letter + text[place - start + 1 :], look)
                return
            start += len(text)

    # --- old encodings ---

    def _decode(self) -> None:
        """Texts in TCVN3 and VNI become Unicode; raw offsets move with them."""
        if not any(look.encoding for _, look in self.pieces):
            return
        fonts = [look.high_font for _, look in self.pieces]
        moved: list[int] = []  # new raw offset by old one
        length = 0
        for index, (text, look) in enumerate(self.pieces):
            encoding, font = look.encoding, look.high_font or ""
            context = "".join(piece for (piece, _), other in zip(self.pieces, fonts, strict=True) if other == font)
            legacy = encoding is not None and self.votes.is_legacy(text, encoding, font, context)
            for letter in text:
                moved.append(length)
                length += len(decode(letter, encoding, font)) if legacy and encoding else 1
            if legacy and encoding:
                self.pieces[index] = (decode(text, encoding, font), look)
        moved.append(length)
        for mark in self.marks:
            mark.start, mark.end = moved[mark.start], moved[mark.end]
        self.length = length

    # --- bordered runs ---

    def _frame_runs(self) -> None:
        """A short or blank text in a border of its own is a box: "|x|", "| |"."""
        index = 0
        start = 0
        while index < len(self.pieces):
            text, look = self.pieces[index]
            if not look.bordered:
                start += len(text)
                index += 1
                continue
            last = index
            while last + 1 < len(self.pieces) and self.pieces[last + 1][1].bordered:
                last += 1
            whole = "".join(piece for piece, _ in self.pieces[index : last + 1])
            content = fold_text(whole)[0]
            if len(content) <= _LONGEST_BORDERED and not any(start <= m.start < start + len(whole) for m in self.marks):
                if not content and whole:
                    self.pieces[index] = (OBJECT + self.pieces[index][0][1:], look)
                self.marks.append(RawMark(start, start + len(whole), "border", None, True, content, "border"))
            start += len(whole)
            index = last + 1


def _box_under(shape: Shape | None, place: int, boxes: list[tuple[RawMark, Shape]]) -> RawMark | None:
    """The box that a shape lies on; none where its height is unknown and several could be meant.

    Of several at one distance from their own anchors (offsets that count from a character) the one anchored nearest.
    """
    found = [mark for mark, box in boxes if shape is not None and box.covers(shape)]
    known = shape is not None and shape.top is not None
    return min(found, key=lambda mark: abs(mark.start - place)) if found and (known or len(found) == 1) else None


def _finish_mark(mark: RawMark, place: Callable[[int], int]) -> Mark:
    shape = mark.shape
    start, end = place(mark.start), place(mark.end)
    return Mark(
        start,
        end,
        mark.kind,
        mark.checked,
        mark.box,
        mark.content,
        mark.code,
        *((shape.left, shape.top, shape.width, shape.height) if shape else (None, None, None, None)),
    )
