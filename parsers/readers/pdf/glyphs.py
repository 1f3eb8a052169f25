"""What pdfium knows of the characters of one page: text, places, looks.

A call into pdfium costs as much as ten steps of Python, so what the characters of one text object share is asked once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox
from parsers.readers.pages.page import Style
from parsers.readers.pdf import calls
from parsers.readers.pdf.faces import NO_LOOK, Face, Faces, Look, make_face
from parsers.readers.pdf.programs import is_bold
from parsers.readers.pdf.watermarks import is_faint

BOLD_WEIGHT = 600
PALE = 240  # of 255, of every channel: white text on white paper is not seen
OPAQUE = 250  # of 255: the paper shines through what is less
DARK = 60  # of 255, of every channel: as good as black
LEAST_SIZE = 2.0  # points: smaller text is not seen
LEVEL = math.radians(12)  # text that leans more does not run along the lines
INVISIBLE = 3  # text render mode of an OCR layer
LONGEST_NAME = 256  # bytes of a font's name

BLANKS = "\x20\xa0\x0d\x0a\x09\u2002\u2003\u2009\u202f\u3000"
_BLANKS = re.compile(f"[{BLANKS}]+")
_MIRRORED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")  # letters that run from right to left
_DIVIDED = 0xFFFE  # pdfium's text has it for a hyphen at a line's end, whose own code only the character tells

Place = Callable[[float, float], tuple[float, float]]

_read_ends, _read_stance = calls.BOX.unpack_from, calls.STANCE.unpack_from


class Glyphs:
    """The characters of one pypdfium2 page, by their index; `text` has one character for each."""

    def __init__(self, page: Any, place: Place, faces: Faces) -> None:
        self._holder = page.get_textpage()  # keeps the handle alive: pypdfium2 closes it when the object goes
        self._page: int = calls.address(self._holder.raw)
        self._place = place
        x, y = place(0.0, 0.0)
        self._upright = (x, y) if place(1.0, 1.0) == (x + 1, y - 1) else None  # a page that is not turned only moves it
        self._faces = faces
        self._own_faces: dict[int, Face] = {}  # by handle
        self._objects: dict[int | None, Look] = {None: NO_LOOK}  # by handle of the text object
        self.faint = self.pale = self.coloured = False  # whether the page has such letters, as its Page tells them
        self._looks: dict[tuple[object, ...], Look] = {}
        self._memory = calls.Memory(LONGEST_NAME)
        self.text = self._text()
        self._last: tuple[int | None, Look] = None, NO_LOOK  # the text object in which the last word ended
        self.whole: tuple[Look, int] = NO_LOOK, 0  # the look of a text object, and the character before which it ends
        self._mixed = _MIRRORED.search(self.text) is not None  # a text object's characters may stand apart

    def _text(self) -> str:
        """The characters at once; those without a code, which pdfium leaves out of the text, one by one."""
        count = pdfium.FPDFText_CountChars(self._holder.raw)
        memory = calls.Memory(2 * count + 2)
        length = calls.text_of(self._page, 0, count, memory.start) - 1
        text = memory.raw(2 * max(0, length)).decode("utf-16-le", "replace")  # half a pair is no letter
        if length == len(text) == count:
            return text
        if not 0 < length == len(text) < count:  # codes that take two places in it
            return "".join(map(self._own, range(count)))
        pieces, index = [], 0
        for start, end, shift in self._stretches(0, length):
            pieces += [*map(self._own, range(index, start + shift)), text[start:end]]
            index = end + shift
        return "".join([*pieces, *map(self._own, range(index, count))])

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The stretches of pdfium's text that leave nothing out: start, end, how much farther their characters stand.

        Few characters are left out, so the text is halved until both ends of a part stand equally far.
        """
        first, last = (calls.character_of(self._page, place) - place for place in (start, end - 1))
        if first == last:
            yield start, end, first
        else:
            middle = (start + end) // 2
            yield from self._stretches(start, middle)
            yield from self._stretches(middle, end)

    def _own(self, index: int) -> str:
        """What the file tells of one character."""
        code = calls.unicode_of(self._page, index)
        return "\ufffd" if 0xD800 <= code < 0xE000 or code >= 0x110000 else chr(code)

    def code(self, index: int) -> int:
        """The character's own code; 0 where the file tells none."""
        code = ord(self.text[index])
        return calls.unicode_of(self._page, index) if code == _DIVIDED else code

    def has_typed(self, start: int) -> bool:
        """Whether the file itself holds one of the blanks that begin there; pdfium puts others, for room it found."""
        blanks = _BLANKS.match(self.text, start)
        return blanks is not None and any(calls.is_generated(self._page, index) != 1 for index in range(*blanks.span()))

    def is_unmapped(self, index: int) -> bool:
        """Whether the file does not tell the character of the glyph."""
        return bool(calls.has_map_error(self._page, index) == 1)

    def origin(self, index: int) -> tuple[float, float]:
        """Where the glyph's own origin stands: its left side on the baseline."""
        x, y, _, _ = self._memory.doubles
        calls.char_origin(self._page, index, x, y)
        return self._place(*self._memory.read(calls.PLACE))

    def ends(self, first: int, last: int) -> tuple[float, float, float, float]:
        """The origins of the first and the last glyph of a word."""
        x0, y0, x1, y1 = self._memory.doubles
        calls.char_origin(self._page, first, x0, y0)
        calls.char_origin(self._page, last, x1, y1)
        left, base, right, end = _read_ends(self._memory.room)
        if self._upright is None:
            return *self._place(left, base), *self._place(right, end)
        x, y = self._upright
        return left + x, y - base, right + x, y - end

    def stance(self, index: int) -> tuple[float, float, float, float, float, float]:
        """The glyph's origin, and the box of its room: `origin` and `box` together."""
        x0, y0, rest, _ = self._memory.doubles
        calls.char_origin(self._page, index, x0, y0)
        calls.loose_box(self._page, index, rest)
        x, y, left, top, right, bottom = _read_stance(self._memory.room)
        if self._upright is None or left > right or bottom > top:
            return *self._place(x, y), *self._placed(left, bottom, right, top)
        aside, down = self._upright
        return x + aside, down - y, left + aside, down - top, right + aside, down - bottom

    def box(self, index: int) -> BBox:
        """The room of the glyph: its advance and its ink."""
        calls.loose_box(self._page, index, self._memory.start)
        left, top, right, bottom = self._memory.read(calls.RECT)
        return self._placed(left, bottom, right, top)

    def ink(self, index: int) -> BBox:
        """The box of the glyph's own ink: an accent's advance says nothing of where it is seen."""
        calls.char_box(self._page, index, *self._memory.doubles)
        left, right, bottom, top = self._memory.read(calls.BOX)
        return self._placed(left, bottom, right, top)

    def _placed(self, left: float, bottom: float, right: float, top: float) -> BBox:
        (x0, y0), (x1, y1) = self._place(left, bottom), self._place(right, top)
        if x0 <= x1 and y1 <= y0:
            return (x0, y1, x1, y0)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def text_objects(self) -> Sequence[int]:
        """Those whose look was asked for, by their handles."""
        return [handle for handle in self._objects if handle is not None]

    def look(self, index: int) -> Look:
        """How the character looks."""
        return self._look_of(calls.text_object(self._page, index), index)

    def common_look(self, first: int, last: int) -> Look:
        """The look that two characters of a word share; no look where they differ. Words are asked one after another.

        pdfium keeps the characters of a text object together: one that has the last of the word before has all up to
        it, and one that has the line's last has all before it, which `whole` tells of the words that follow.
        """
        handle = calls.text_object(self._page, last)
        if handle == self._last[0] and not self._mixed:
            return self._last[1]
        look = self._look_of(handle, last)
        if first != last and self.look(first) is not look:
            return NO_LOOK
        if not self._mixed:
            self._last = handle, look
            end = self.text.find("\r", last)
            if end > 0 and calls.text_object(self._page, end - 1) == handle:
                self.whole = look, end
        return look

    def _look_of(self, handle: int | None, index: int) -> Look:
        """The look of a text object that has the character."""
        return self._objects.get(handle) or self._objects.setdefault(handle, self._new_look(handle, index))

    def _new_look(self, handle: int | None, index: int) -> Look:
        font = calls.text_font(handle)
        face = self._own_faces.get(font) or self._own_faces.setdefault(font, self._face(font))
        _, _, third, fourth = self._memory.doubles
        filled = calls.fill_colour(handle, *self._memory.singles)
        calls.font_size(handle, third)
        calls.char_matrix(self._page, index, fourth)
        red, green, blue, alpha, size, a, b, c, d, _, _ = self._memory.read(calls.LOOK)
        colour = (red, green, blue, alpha) if filled else None
        hidden = calls.render_mode(handle) == INVISIBLE
        key = (font, size, a, b, c, d, hidden, colour)
        return self._looks.get(key) or self._looks.setdefault(key, self._kind(face, size, (a, b, c, d), hidden, colour))

    def _kind(
        self, face: Face, size: float, matrix: tuple[float, float, float, float], hidden: bool, fill: Any
    ) -> Look:
        a, b, c, d = matrix
        height, stretch = size * math.hypot(c, d), size * math.hypot(a, b)
        colour, pale = _colour(fill)
        self.faint = self.faint or is_faint(colour, height)
        self.pale, self.coloured = self.pale or pale, self.coloured or colour is not None
        angle = self._angle(a, b)
        plain = not face.symbols and angle == 0.0 and height >= LEAST_SIZE and stretch > 0
        style = Style(face.name, face.bold, face.italic, colour)
        return Look(face, height, stretch, hidden, style, pale, angle, plain)

    def _angle(self, a: float, b: float) -> float:
        (ax, ay), (bx, by) = self._place(0, 0), self._place(a, b)
        angle = math.atan2(by - ay, bx - ax)
        return angle if abs(angle) > LEVEL else 0.0

    def _face(self, font: int) -> Face:
        length = calls.base_font_name(font, self._memory.start, LONGEST_NAME)
        full = self._memory.raw(max(0, length - 1)).decode("utf-8", "replace")
        weight = calls.font_weight(font)
        if not weight and full and is_bold(font):
            full += ",Bold"  # as PDF names the style of a family
        key = (full, weight >= BOLD_WEIGHT)
        if not full:
            return make_face(*key)  # fonts without names have nothing in common
        return self._faces.get(key) or self._faces.setdefault(key, make_face(*key))


def _colour(fill: tuple[int, int, int, int] | None) -> tuple[str | None, bool]:
    """The fill on paper as "RRGGBB", None for what looks black; and whether it is as pale as paper."""
    if fill is None:
        return None, False
    *colours, alpha = fill
    if alpha < OPAQUE:  # the paper shines through
        colours = [255 - (255 - value) * alpha // 255 for value in colours]
    if max(colours) <= DARK:
        return None, False
    return "{:02X}{:02X}{:02X}".format(*colours), min(colours) >= PALE
