"""The letters of one PDF page → words, whatever way the producer drew them.

pdfium gives the characters in the order of the page's commands. Between two of them stands a blank that the file
holds, or only room; accents may be drawn apart from their letters, before, after or over them; a heading may be
letter-spaced, with or without typed blanks. docs/design/pdf-reader.md has the cases.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox
from parsers.readers.legacy_encodings import font_encoding
from parsers.readers.pages.page import Page, Word, is_symbol, nameless_glyph
from parsers.readers.symbols import symbol_font

SPACE_SHARE = 0.22  # of the font size: a wider gap parts two words; Times' own space is 0.25
GUESSED_SHARE = 0.13  # the same where pdfium, which knows the font's own space, guesses one
TOUCHING = 0.1  # of the font size: pieces of one word that were drawn one after another in odd order
SPACED_LETTERS = 4  # single letters in a row that make a letter-spaced heading
WORD_GAP = 1.5  # times the gap between the letters of a letter-spaced word
WHOLE_GLYPH = 0.45  # of the font size: an accent alone is lower
BOLD_WEIGHT = 600
PALE = 240  # of 255, of every channel: white text on white paper is not seen
DARK = 60  # of 255, of every channel: as good as black
LEAST_SIZE = 2.0  # points: smaller text is not seen
LEVEL = math.radians(12)  # text that leans more does not run along the lines
BLANKS = {0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000}
NOTHING = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F}
INVISIBLE = 3  # text render mode of an OCR layer

_CODED = ("wingdings", "wingdings 2", "wingdings 3", "webdings")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
_SPACING = {"\u00b4": "\u0301", "\u0060": "\u0300", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02d8": "\u0306",
            "\u02ca": "\u0301", "\u02cb": "\u0300"}  # fmt: skip
_STYLE = re.compile(r"(?<=.)(?:[-,](?:regular|roman|bold|italic|oblique|bolditalic)|(?:ps)?mt)$", re.IGNORECASE)

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the letters of one text object share."""

    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    pale: bool = False
    colour: str | None = None
    symbols: bool = False  # a font of signs, not of letters
    coded: bool = False  # a symbol font whose bytes are no Latin letters, whatever the file says
    legacy: bool = False  # a font from before Unicode
    angle: float = 0.0  # radians against the page as it is shown; 0 for level text


@dataclass(slots=True)
class _Draft:
    """A word that is being put together, letter by letter."""

    look: _Look
    baseline: float
    top: float
    bottom: float
    letters: list[str] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    closed: bool = False  # a blank of the file itself stands after it

    @property
    def x0(self) -> float:
        return min(self.lefts)

    @property
    def x1(self) -> float:
        return max(self.rights)

    @property
    def size(self) -> float:
        return self.look.size or self.bottom - self.top

    def add(self, letter: str, box: BBox) -> None:
        self.letters.append(letter)
        self.lefts.append(box[0])
        self.rights.append(box[2])
        self.top, self.bottom = min(self.top, box[1]), max(self.bottom, box[3])

    def word(self) -> Word:
        look = self.look
        text = "".join(map(_composed, self.letters)) if not look.legacy else "".join(self.letters)
        return Word(
            text, self.x0, self.top, self.x1, self.bottom, self.baseline, self.size, look.font, look.bold, look.italic,
            colour=look.colour, pale=look.pale,
        )  # fmt: skip


def read_letters(page: Any, result: Page, place: Place) -> None:
    """Adds the words of a pypdfium2 page to `result`."""
    drafts, level, marks = _collect(page, result, place)
    for mark, box in marks:
        _set_on_letter(drafts, mark, box)
    lines = _lines(drafts)
    for line in lines:
        result.words += [draft.word() for draft in _without_letter_spacing(_stitched(line))]
    result.words += _leaning(level)


# --- from pdfium ---------------------------------------------------------------------------------------------------


def _collect(page: Any, result: Page, place: Place) -> tuple[list[_Draft], list[_Draft], list[tuple[str, BBox]]]:
    """Drafts of level text, drafts of turned text, and accents that found no letter beside them."""
    holder = page.get_textpage()  # keeps the handle alive: pypdfium2 closes it when the object goes
    text_page = holder.raw
    looks: dict[int, _Look] = {}
    level: list[_Draft] = []
    turned: list[_Draft] = []
    marks: list[tuple[str, BBox]] = []
    draft: _Draft | None = None
    guessed = False  # pdfium puts a blank of its own before the next letter
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in BLANKS:
            if draft is not None and pdfium.FPDFText_IsGenerated(text_page, index) != 1:
                draft.closed, draft = True, None
            guessed = True
            continue
        handle = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        look = looks.get(key) or looks.setdefault(key, _look(handle, place))
        unmapped = pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
        nameless = look.symbols and unmapped
        result.unmapped += unmapped and not look.symbols
        if (code == 0 and not nameless) or code in NOTHING or 0 < look.size < LEAST_SIZE:
            continue
        letter = nameless_glyph(code) if nameless else _letter(code, look)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        box = _box(place, rect)
        if not _on_page(box, result):
            continue
        result.invisible += look.hidden
        if letter in _SPACING or unicodedata.combining(letter):
            ink = _ink(text_page, index, place)
            if _add_mark(draft, letter, ink, marks):
                continue
        baseline = place(x.value, y.value)[1]
        if look.angle:
            draft = _turned(turned, draft, letter, box, look)
            continue
        if draft is None or not _joins(draft, letter, box, baseline, GUESSED_SHARE if guessed else SPACE_SHARE, look):
            draft = _Draft(look, baseline, box[1], box[3])
            level.append(draft)
        guessed = False
        draft.add(letter, box)
    return level, turned, marks


def _box(place: Place, rect: Any) -> BBox:
    (x0, y0), (x1, y1) = place(rect.left, rect.bottom), place(rect.right, rect.top)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _on_page(box: BBox, page: Page) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return -2 <= x <= page.width + 2 and -2 <= y <= page.height + 2


def _letter(code: int, look: _Look) -> str:
    if code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if code in (0x02, 0xAD):  # a hyphen that pdfium takes for a word's division at the line's end
        return "\u00ad" if look.legacy else "-"  # TCVN3 has its ư there
    if look.symbols and look.coded and 0x20 < code <= 0xFF:
        return chr(0xF000 + code)  # the byte of a symbol font
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", chr(code))  # ligatures
    return chr(code)


def _joins(draft: _Draft, letter: str, box: BBox, baseline: float, space: float, look: _Look) -> bool:
    if is_symbol(letter) or is_symbol(draft.letters[-1]) or look.symbols != draft.look.symbols:
        return False
    size = draft.size
    gap = box[0] - draft.rights[-1]
    return abs(baseline - draft.baseline) < 0.3 * size and -0.5 * size < gap < space * size


def _look(handle: Any, place: Place) -> _Look:
    if not handle:
        return _Look()
    font = pdfium.FPDFTextObj_GetFont(handle)
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    full = buffer.raw[: max(0, length - 1)].decode("utf-8", "replace")
    full = full[7:] if full[6:7] == "+" else full  # subset prefix
    bold = "bold" in full.lower() or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    italic = "italic" in full.lower() or "oblique" in full.lower()
    name = font_name(full)
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    pdfium.FPDFTextObj_GetFontSize(handle, size)
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(handle) == INVISIBLE
    colour, pale = _colour(handle)
    signs = symbol_font(name)
    return _Look(
        name, size.value * math.hypot(matrix.c, matrix.d), bold, italic, hidden, pale, colour,
        signs is not None, (signs or "").endswith(_CODED), font_encoding(name) is not None, _angle(matrix, place),
    )  # fmt: skip


@lru_cache(maxsize=256)
def font_name(full: str) -> str:
    """The family: "Wingdings" for "Wingdings-Regular", "TimesNewRoman" for "TimesNewRomanPS-BoldMT"."""
    name, before = full, ""
    while name != before:
        name, before = _STYLE.sub("", name), name
    return name


def _colour(handle: Any) -> tuple[str | None, bool]:
    """The fill as "RRGGBB", None for what looks black; and whether it is as pale as paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return None, False
    channels = (red.value, green.value, blue.value)
    if max(channels) <= DARK:
        return None, False
    return "{:02X}{:02X}{:02X}".format(*channels), min(channels) >= PALE


def _angle(matrix: Any, place: Place) -> float:
    (ax, ay), (bx, by) = place(0, 0), place(matrix.a, matrix.b)
    angle = math.atan2(by - ay, bx - ax)
    return angle if abs(angle) > LEVEL else 0.0


# --- accents drawn apart -------------------------------------------------------------------------------------------


def _ink(text_page: Any, index: int, place: Place) -> BBox:
    """The box of the glyph's own ink: an accent's advance says nothing of where it is seen."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    (x0, y0), (x1, y1) = place(left.value, bottom.value), place(right.value, top.value)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _add_mark(draft: _Draft | None, mark: str, ink: BBox, marks: list[tuple[str, BBox]]) -> bool:
    """Sets an accent on the letter before it, or keeps it until all letters are known; False: it stands alone."""
    if draft is not None and ink[3] - ink[1] > WHOLE_GLYPH * draft.size:  # a slice of one glyph for several characters
        draft.letters[-1] += _SPACING.get(mark, mark)
        draft.rights[-1] = max(draft.rights[-1], ink[2])
        return True
    middle = (ink[0] + ink[2]) / 2
    over = draft is not None and draft.lefts[-1] - 0.5 <= middle <= draft.rights[-1] + 0.5
    if mark in _SPACING and not over:
        return False
    if over and draft is not None and draft.letters[-1][0].isalpha():
        draft.letters[-1] += _SPACING.get(mark, mark)
        return True
    if mark in _SPACING:
        return False
    marks.append((mark, ink))
    return True


def _set_on_letter(drafts: list[_Draft], mark: str, ink: BBox) -> None:
    """An accent that was drawn before its letter, or long after: the letter that its ink stands over or under."""
    middle = (ink[0] + ink[2]) / 2
    best: tuple[float, _Draft, int] | None = None
    for draft in drafts:
        if not draft.top - 0.3 * draft.size <= (ink[1] + ink[3]) / 2 <= draft.bottom + 0.3 * draft.size:
            continue
        for index, (left, right) in enumerate(zip(draft.lefts, draft.rights, strict=True)):
            distance = abs((left + right) / 2 - middle)
            fits = left - 1 <= middle <= right + 1 and draft.letters[index][0].isalpha()
            if fits and (best is None or distance < best[0]):
                best = (distance, draft, index)
    if best is not None:
        best[1].letters[best[2]] += mark


def _composed(letter: str) -> str:
    """NFC, the marks that shape the letter (â, ă, ơ) before those that tone it."""
    if len(letter) == 1:
        return letter
    shaped = sorted(letter[1:], key=lambda mark: (mark in _TONES, mark not in _SHAPES))
    return unicodedata.normalize("NFC", letter[0] + "".join(shaped))


# --- lines ---------------------------------------------------------------------------------------------------------


def _lines(drafts: list[_Draft]) -> Iterator[list[_Draft]]:
    """Drafts that follow one another on one baseline, in the order of the page's commands."""
    line: list[_Draft] = []
    for draft in drafts:
        if line and abs(draft.baseline - line[-1].baseline) > 0.3 * max(draft.size, line[-1].size):
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _stitched(line: list[_Draft]) -> list[_Draft]:
    """Pieces of one word put together: letters drawn one by one in odd order, a word in two fonts."""
    if len(line) < 2:
        return line
    result: list[_Draft] = []
    for draft in sorted(line, key=lambda draft: draft.x0):
        last = result[-1] if result else None
        if last is not None and not last.closed and _touch(last, draft):
            last.letters += draft.letters
            last.lefts += draft.lefts
            last.rights += draft.rights
            last.top, last.bottom, last.closed = min(last.top, draft.top), max(last.bottom, draft.bottom), draft.closed
        else:
            result.append(draft)
    return result


def _touch(last: _Draft, draft: _Draft) -> bool:
    symbols = any(is_symbol(piece.letters[0]) or piece.look.symbols for piece in (last, draft))
    same_size = abs(last.size - draft.size) < 0.15 * max(last.size, draft.size)
    gap = draft.x0 - last.x1
    return not symbols and same_size and -0.3 * last.size < gap < TOUCHING * last.size


def _without_letter_spacing(line: list[_Draft]) -> list[_Draft]:
    """ "B Á O   C Á O" → "BÁO", "CÁO": the gaps tell letters from words; where they do not, nothing is changed."""
    result: list[_Draft] = []
    run: list[_Draft] = []
    for draft in [*line, None]:
        if draft is not None and len(draft.letters) == 1 and draft.letters[0][0].isalnum():
            run.append(draft)
            continue
        result += _joined(run)
        run = []
        if draft is not None:
            result.append(draft)
    return result


def _joined(run: list[_Draft]) -> list[_Draft]:
    if len(run) < SPACED_LETTERS:
        return run
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 4]
    wide = [gap > max(WORD_GAP * usual, usual + 1.5) for gap in gaps]
    if not any(wide) and any(draft.closed for draft in run[:-1]):
        return run  # typed blanks, all alike: where a word ends cannot be seen
    result = [run[0]]
    for draft, parted in zip(run[1:], wide, strict=True):
        if parted:
            result.append(draft)
        else:
            result[-1].letters += draft.letters
            result[-1].lefts += draft.lefts
            result[-1].rights += draft.rights
    return result


# --- turned text ---------------------------------------------------------------------------------------------------


def _turned(drafts: list[_Draft], draft: _Draft | None, letter: str, box: BBox, look: _Look) -> _Draft:
    """A letter of text that does not run along the lines: one draft for each line of it, blanks kept."""
    last = drafts[-1] if drafts else None
    if last is None or last.look is not look:
        last = _Draft(look, box[3], box[1], box[3])
        drafts.append(last)
    elif draft is None:
        last.letters[-1] += " "
    last.add(letter, box)
    return last


def _leaning(drafts: list[_Draft]) -> Iterator[Word]:
    """Upright text (heads of narrow columns) as one word a line; a slanting watermark is none of the page's text."""
    for draft in drafts:
        quarter = abs(draft.look.angle) / (math.pi / 2)
        if abs(quarter - round(quarter)) > 0.05:
            continue
        word = draft.word()
        word.text = word.text.strip()
        word.baseline = word.bottom
        yield word
