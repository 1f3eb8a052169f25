"""The letters of one PDF page → words, whatever way the producer drew them.

pdfium gives the characters in the order of the page's commands. Between two of them stands a blank that the file
holds, or only room; accents may be drawn apart from their letters, before, after or over them; a heading may be
letter-spaced, with or without typed blanks. docs/design/pdf-reader.md has the cases, and why words are read as wholes
where their letters are known.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from models.document import BBox, Skipped
from parsers.readers.pages.page import Page, Word, is_symbol, nameless_glyph
from parsers.readers.pdf.drafts import (
    Draft,
    finished,
    is_drawn_again,
    lines_of,
    set_on_letter,
    start_draft,
    stitched,
    without_letter_spacing,
)
from parsers.readers.pdf.faces import Faces, Look
from parsers.readers.pdf.glyphs import BLANKS, LEAST_SIZE, Glyphs, Place
from parsers.readers.pdf.spelling import LETTERS, WHOLE_GLYPH, spell

SPACE_SHARE = 0.22  # of the font size: a wider gap parts two words; Times' own space is 0.25
GUESSED_SHARE = 0.13  # the same where pdfium, which knows the font's own space, guesses one
CELLS_SHARE = 0.1  # the same between "lớp" and "Nữ" or "12": the texts of two cells
LEAST_KERNED, MOST_KERNED = -0.25, 0.12  # of the font size: a word may be so much wider than its letters together
MOST_TURNED = 1.0  # of the font size between two words of one line of turned text: cells are farther apart
LEANING = math.sin(math.radians(5))  # text that leans more from the upright is a watermark
LEVEL_WITHIN = 0.05  # of the font size: the letters of a word that is read as a whole stand on one line

_NOTHING = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F}
_SPACING = {"\u00b4": "\u0301", "\u0060": "\u0300", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02d8": "\u0306",
            "\u02ca": "\u0301", "\u02cb": "\u0300"}  # fmt: skip
_GAPS = re.compile(f"([{BLANKS}]+)")
_TOKENS = re.compile(f"({LETTERS})|.", re.DOTALL)


def read_letters(page: Any, result: Page, place: Place, faces: Faces, *, whole: bool = True) -> None:
    """Adds the words of a pypdfium2 page to `result`; `faces` are those of the file so far.

    With `whole` false every letter is asked for: slower by far, with the same words.
    """
    glyphs = Glyphs(page, place, faces)
    reader = _Reader(glyphs, result)
    reader.read(whole=whole)
    result.texts = glyphs.text_objects()
    result.faint, result.pale, result.coloured = glyphs.faint, glyphs.pale, glyphs.coloured
    for mark, box in reader.marks:
        set_on_letter(reader.level, mark, box)
    for line in lines_of(reader.level):
        result.words += finished(without_letter_spacing(stitched(line, reader.is_closed), reader.is_closed))
    result.words += _leaning(reader.turned)
    if reader.beyond:
        result.skipped.append(Skipped("hidden_text", "beyond_page", _text_of(reader.beyond), result.number))


class _Reader:
    """Goes through the characters of a page; words of known letters are read as wholes."""

    def __init__(self, glyphs: Glyphs, page: Page) -> None:
        self.level: list[Draft] = []
        self.turned: list[Draft] = []
        self.marks: list[tuple[str, BBox]] = []  # accents that found no letter beside them
        self.beyond: list[tuple[int, str]] = []  # letters outside the page, with their indexes
        self._glyphs, self._page = glyphs, page
        self._draft: Draft | None = None
        self._blank: int | None = None  # where blanks began since then, which the file holds or pdfium guesses

    def read(self, *, whole: bool) -> None:
        """Fills `level`, `turned` and `marks`."""
        self._read(whole=whole)
        if whole and self.marks:  # they look for any letter's place
            self.level, self.turned, self.marks, self.beyond = [], [], [], []
            self._page.invisible = self._page.unmapped = 0
            self._draft = self._blank = None
            self._read(whole=False)

    def _read(self, *, whole: bool) -> None:
        pieces = _GAPS.split(self._glyphs.text)  # words and gaps in turn
        start = 0
        for word, gap in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            end = start + len(word)
            if word and not (whole and self._word(word, start, end)):
                self._tokens(start, end, whole=whole)
            start = end + len(gap)
            if gap:
                if self._blank is not None:  # nothing that is seen stood between two blanks
                    self._open_draft()
                self._blank = end
                if self._draft is not None:
                    self._draft.blank = self._blank

    def is_closed(self, draft: Draft) -> bool:
        """Whether the file itself has a blank after the draft."""
        return draft.blank is not None and self._glyphs.has_typed(draft.blank)

    def _open_draft(self) -> Draft | None:
        """The draft that may go on: the file has no blank of its own after it."""
        if self._draft is not None and self._blank is not None and self._glyphs.has_typed(self._blank):
            self._draft = None
        return self._draft

    def _tokens(self, start: int, end: int, *, whole: bool) -> None:
        """Characters without a blank between them that are no plain word."""
        for token in _TOKENS.finditer(self._glyphs.text, start, end):
            first, last = token.span()
            part = whole and token.lastindex == 1 and last - first < end - start
            if not (part and self._word(token[0], first, last)):
                for index in range(first, last):
                    self._letter(index)

    # --- words as wholes ---

    def _word(self, word: str, start: int, end: int) -> bool:
        """Adds a word whose letters are known by where it begins and ends; False: something in it is odd."""
        glyphs, page, draft = self._glyphs, self._page, self._draft
        look, until = glyphs.whole
        if end > until:
            look = glyphs.common_look(start, end - 1)
        if not look.plain:
            return False
        face, size, stretch = look.face, look.size, look.stretch
        spelling = face.words.get(word) or spell(word, start, look, glyphs)
        if spelling is None:
            return False
        text, letters, reach, left, top, right, bottom = spelling
        last = end - len(letters[-1])
        x0, baseline, x1, end_line = glyphs.ends(start, last)
        if last != start and not (
            LEAST_KERNED * size <= x1 - x0 - reach * stretch <= MOST_KERNED * size
            and abs(end_line - baseline) <= LEVEL_WITHIN * size
        ):
            return False
        begin, x0, x1 = x1, x0 + left * stretch, x1 + right * stretch  # of the last letter, of the word
        top, bottom = baseline + top * size, baseline + bottom * size
        if x0 < 0 or top < 0 or x1 > page.width or bottom > page.height:
            return False
        if look.hidden:
            page.invisible += end - start
        if (
            draft is not None
            and x0 - draft.right < SPACE_SHARE * draft.size  # few are: to ask costs more
            and self._joins(draft, letters[0], x0, baseline, look)
            and self._open_draft()
        ):
            draft.letters = [*draft.letters, *letters]
            draft.reach(x0, top, x1, bottom)
        else:
            self._draft = draft = Draft(text, x0, top, x1, bottom, baseline, size, look.style, look.pale)
            draft.look, draft.letters = look, letters
            self.level.append(draft)
        draft.left, draft.right = begin, x1
        draft.blank = self._blank = None
        return True

    # --- letter by letter ---

    def _letter(self, index: int) -> None:
        glyphs, page = self._glyphs, self._page
        code, look = glyphs.code(index), glyphs.look(index)
        unmapped = glyphs.is_unmapped(index)
        nameless = look.face.symbols and unmapped
        page.unmapped += unmapped and not look.face.symbols
        if (code == 0 and not nameless) or code in _NOTHING or 0 < look.size < LEAST_SIZE:
            return
        letter = nameless_glyph(code) if nameless else _letter(code, look)
        box = glyphs.box(index)
        if not _on_page(box, page):
            self.beyond.append((index, letter))
            return
        page.invisible += look.hidden
        if (letter in _SPACING or unicodedata.combining(letter)) and self._mark(letter, glyphs.ink(index)):
            return
        _, baseline = glyphs.origin(index)
        draft = self._open_draft()
        if look.angle:
            draft = _turned(self.turned, draft, letter, box, look)
        elif draft is not None and is_drawn_again(draft, [letter], box[0], box[2], baseline):
            return
        else:
            if draft is None or not self._joins(draft, letter, box[0], baseline, look):
                draft = start_draft(look, baseline, box)
                self.level.append(draft)
            draft.add(letter, box)
        self._draft, self._blank = draft, None

    def _joins(self, draft: Draft, letter: str, left: float, baseline: float, look: Look) -> bool:
        size, gap = draft.size, left - draft.right
        if gap >= (SPACE_SHARE if self._blank is None else GUESSED_SHARE) * size or gap <= -0.5 * size:
            return False
        if abs(baseline - draft.baseline) >= 0.3 * size:
            return False
        if gap >= CELLS_SHARE * size and _begins_anew(draft.letters[-1], letter):
            return False
        alike = look.face.symbols == draft.look.face.symbols
        return alike and not is_symbol(letter) and not is_symbol(draft.letters[-1])

    def _mark(self, mark: str, ink: BBox) -> bool:
        """Sets an accent on the letter before it, or keeps it until all letters are known; False: it stands alone."""
        draft = self._open_draft()
        if draft is not None and ink[3] - ink[1] > WHOLE_GLYPH * draft.size:  # a slice of one glyph for several
            draft.accent(_SPACING.get(mark, mark))
            draft.widen(max(draft.right, ink[2]))
            return True
        middle = (ink[0] + ink[2]) / 2
        over = draft is not None and draft.left - 0.5 <= middle <= draft.right + 0.5
        if mark in _SPACING and not over:
            return False
        if over and draft is not None and draft.letters[-1][0].isalpha():
            draft.accent(_SPACING.get(mark, mark))
            return True
        if mark in _SPACING:
            return False
        self.marks.append((mark, ink))
        return True


def _begins_anew(last: str, letter: str) -> bool:
    """Whether no word has the second letter after the first: a capital or a figure after a small letter or "%"."""
    return (last[0].islower() or last == "%") and (letter[0].isupper() or letter[0].isdigit())


def _on_page(box: BBox, page: Page) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return -2 <= x <= page.width + 2 and -2 <= y <= page.height + 2


def _text_of(letters: list[tuple[int, str]]) -> str:
    """Letters with their indexes as words: what stands between two words has an index of its own."""
    apart = ("" if index == before + 1 else " " for (before, _), (index, _) in pairwise([(-1, ""), *letters]))
    text = "".join(blank + letter for blank, (_, letter) in zip(apart, letters, strict=True))
    return unicodedata.normalize("NFC", text.strip())


def _letter(code: int, look: Look) -> str:
    if code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if code in (0x02, 0xAD):  # a hyphen that pdfium takes for a word's division at the line's end
        return "\u00ad" if look.face.legacy else "-"  # TCVN3 has its ư there
    if look.face.symbols and look.face.coded and 0x20 < code <= 0xFF:
        return chr(0xF000 + code)  # the byte of a symbol font
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", chr(code))  # ligatures
    return chr(code)


# --- turned text ---------------------------------------------------------------------------------------------------


def _turned(drafts: list[Draft], draft: Draft | None, letter: str, box: BBox, look: Look) -> Draft:
    """A letter of text that does not run along the lines: one draft for each line of it, with its blanks."""
    last = drafts[-1] if drafts else None
    gap = _gap(last, box) if last is not None and last.look is look else None
    if last is None or gap is None:
        last = start_draft(look, box[3], box)
        drafts.append(last)
    elif draft is None or gap > SPACE_SHARE * last.size:
        last.accent(" ")
    last.add(letter, box)
    return last


def _gap(draft: Draft, box: BBox) -> float | None:
    """Points between the end of a line of turned text and the next letter; None where that is of another line."""
    x0, top, x1, bottom = box
    size, angle = draft.size, draft.look.angle
    if abs(math.cos(angle)) > LEANING:  # slanting, or upside down
        return 0.0
    gap = draft.top - bottom if angle < 0 else top - draft.bottom
    beside = abs((x0 + x1) - (draft.x0 + draft.x1)) / 2
    return gap if beside < 0.5 * size and -0.5 * size < gap < MOST_TURNED * size else None


def _leaning(drafts: list[Draft]) -> Iterator[Word]:
    """Upright text (heads of narrow columns) as one word a line; a slanting watermark is none of the page's text."""
    for draft in drafts:
        if min(abs(math.cos(draft.look.angle)), abs(math.sin(draft.look.angle))) > LEANING:
            continue
        (word,) = finished([draft])
        word.text, word.baseline = word.text.strip(), word.bottom
        yield word
