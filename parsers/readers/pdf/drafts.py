"""Words of a PDF page that are being put together: accents to their letters, pieces to words, letters to headings."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.document import BBox
from parsers.readers.pages.page import Word, is_symbol
from parsers.readers.pdf.faces import Look

TOUCHING = 0.1  # of the font size: pieces of one word that were drawn one after another in odd order
SHADOW = 0.6  # of a letter's width: so much farther lies the same letter that is drawn again
SPACED_LETTERS = 4  # single letters in a row that make a letter-spaced heading
LEAST_LETTERS = 3  # of them that are no digits: figures in narrow columns stand like that too
MOST_SPACING = 1.0  # of the font size between the letters of a heading: a table's columns are farther apart
WORD_GAP = 1.5  # times the gap between the letters of a letter-spaced word

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"


@dataclass(slots=True)
class Draft:
    """A word that is being put together."""

    look: Look
    baseline: float
    size: float
    x0: float
    top: float
    x1: float
    bottom: float
    letters: list[str]
    last: tuple[float, float]  # left and right of the last letter
    text: str | None = None  # composed, where it is known
    closed: bool = False  # a blank of the file itself stands after it
    places: list[tuple[float, float]] | None = None  # left and right of all letters, of a word that was read by letters

    def add(self, letter: str, box: BBox) -> None:
        """One more letter."""
        self.letters.append(letter)
        self.last = (box[0], box[2])
        if self.places is not None:
            self.places.append(self.last)
        self.reach(*box)

    def widen(self, right: float) -> None:
        """The last letter goes on to `right`."""
        self.last = (self.last[0], right)
        if self.places:
            self.places[-1] = self.last
        self.x1 = max(self.x1, right)
        self.text = None

    def reach(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Makes room for more letters."""
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)
        self.text = None

    def take(self, other: Draft) -> None:
        """The letters of a draft that goes on with this one."""
        self.letters += other.letters
        if self.places is not None and other.places is not None:
            self.places += other.places
        self.last = other.last
        self.reach(other.x0, other.top, other.x1, other.bottom)

    def word(self) -> Word:
        """The word as it is."""
        look, text = self.look, self.text
        face = look.face
        if text is None:
            text = compose(self.letters, legacy=face.legacy)
        return Word(
            text, self.x0, self.top, self.x1, self.bottom, self.baseline, self.size, face.name, face.bold, face.italic,
            look.colour, look.pale,
        )  # fmt: skip


def start_draft(look: Look, baseline: float, box: BBox) -> Draft:
    """A draft without letters yet."""
    return Draft(look, baseline, look.size or box[3] - box[1], *box, letters=[], last=(box[0], box[2]), places=[])


# --- letters -------------------------------------------------------------------------------------------------------


def compose(letters: Sequence[str], *, legacy: bool) -> str:
    """Letters with their accents as text; a font from before Unicode keeps its codes."""
    return "".join(letters) if legacy else "".join(map(_composed, letters))


@lru_cache(maxsize=4096)
def _composed(letter: str) -> str:
    """NFC, the marks that shape the letter (â, ă, ơ) before those that tone it."""
    if len(letter) == 1:
        return letter
    shaped = sorted(letter[1:], key=lambda mark: (mark in _TONES, mark not in _SHAPES))
    return unicodedata.normalize("NFC", letter[0] + "".join(shaped))


def set_on_letter(drafts: Iterable[Draft], mark: str, ink: BBox) -> None:
    """An accent that was drawn before its letter, or long after: the letter that its ink stands over or under."""
    middle = (ink[0] + ink[2]) / 2
    best: tuple[float, Draft, int] | None = None
    for draft in drafts:
        if not draft.top - 0.3 * draft.size <= (ink[1] + ink[3]) / 2 <= draft.bottom + 0.3 * draft.size:
            continue
        for index, (left, right) in enumerate(draft.places or ()):
            distance = abs((left + right) / 2 - middle)
            fits = left - 1 <= middle <= right + 1 and draft.letters[index][0].isalpha()
            if fits and (best is None or distance < best[0]):
                best = (distance, draft, index)
    if best is not None:
        best[1].letters[best[2]] += mark


# --- lines ---------------------------------------------------------------------------------------------------------


def lines_of(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Drafts that follow one another on one baseline, in the order of the page's commands."""
    line: list[Draft] = []
    for draft in drafts:
        if line and draft.baseline != line[-1].baseline and _parted(draft, line[-1]):
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _parted(draft: Draft, last: Draft) -> bool:
    return abs(draft.baseline - last.baseline) > 0.3 * max(draft.size, last.size)


def stitched(line: list[Draft]) -> list[Draft]:
    """Pieces of one word put together: letters drawn one by one in odd order, a word in two fonts; shadows go."""
    if len(line) < 2:
        return line
    result: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(line, key=_left):
        if last is not None and draft.x0 < last.x1 and is_drawn_again(last, draft.letters, draft.last, draft.baseline):
            if last.look.colour is not None:
                last.look = draft.look
            last.closed = last.closed or draft.closed
        elif last is not None and not last.closed and _touch(last, draft):
            last.take(draft)
            last.closed = draft.closed
        else:
            result.append(draft)
            last = draft
    return result


def _left(draft: Draft) -> float:
    return draft.x0


def is_drawn_again(last: Draft, letters: list[str], end: tuple[float, float], baseline: float) -> bool:
    """Whether the letters are those that `last` ends with, a little beside them: a shadow, or bold by overstrike.

    `end` is the last letter's left and right.
    """
    left, right = last.last
    least = SHADOW * (right - left)
    near = abs(end[1] - right) < least and abs(end[0] - left) < least and abs(baseline - last.baseline) < least
    return near and last.letters[-len(letters) :] == letters


def _touch(last: Draft, draft: Draft) -> bool:
    if not -0.3 * last.size < draft.x0 - last.x1 < TOUCHING * last.size:
        return False
    symbols = any(is_symbol(piece.letters[0]) or piece.look.face.symbols for piece in (last, draft))
    return not symbols and abs(last.size - draft.size) < 0.15 * max(last.size, draft.size)


def without_letter_spacing(line: list[Draft]) -> list[Draft]:
    """ "B Á O   C Á O" → "BÁO", "CÁO": the gaps tell letters from words; where they do not, nothing is changed."""
    result: list[Draft] = []
    run: list[Draft] = []
    for draft in line:
        if len(draft.letters) == 1 and draft.letters[0][0].isalnum():
            run.append(draft)
            continue
        if run:
            result += _joined(run)
            run = []
        result.append(draft)
    return result + _joined(run)


def _joined(run: list[Draft]) -> list[Draft]:
    if len(run) < SPACED_LETTERS or sum(draft.letters[0][0].isalpha() for draft in run) < LEAST_LETTERS:
        return run
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 4]
    if usual > MOST_SPACING * run[0].size:
        return run
    wide = [gap > max(WORD_GAP * usual, usual + 1.5) for gap in gaps]
    if not any(wide) and any(draft.closed for draft in run[:-1]):
        return run  # typed blanks, all alike: where a word ends cannot be seen
    result = [run[0]]
    for draft, parted in zip(run[1:], wide, strict=True):
        if parted:
            result.append(draft)
        else:
            result[-1].take(draft)
    return result
