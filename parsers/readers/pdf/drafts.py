"""Words of a PDF page that are being put together: accents to their letters, pieces to words, letters to headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from models.document import BBox
from parsers.readers.pages.page import Word, is_symbol
from parsers.readers.pdf.faces import NO_LOOK, Look

TOUCHING = 0.1  # of the font size: pieces of one word that were drawn one after another in odd order
SHADOW = 0.6  # of a letter's width: so much farther lies the same letter that is drawn again
SPACED_LETTERS = 4  # single letters in a row that make a letter-spaced heading
LEAST_LETTERS = 3  # of them that are no digits: figures in narrow columns stand like that too
MOST_SPACING = 1.0  # of the font size between the letters of a heading: a table's columns are farther apart
WORD_GAP = 1.5  # times the gap between the letters of a letter-spaced word

_LEFT = attrgetter("x0")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"


@dataclass(slots=True, eq=False)
class Draft(Word):
    """A word that is being put together; its text is empty while its letters are still to be composed."""

    look: Look = NO_LOOK
    letters: Sequence[str] = ()  # with their accents
    left: float = 0.0  # of the last letter
    right: float = 0.0
    places: list[tuple[float, float]] | None = None  # left and right of all letters, of a word that was read by letters
    blank: int | None = None  # the character with which blanks begin after it

    def add(self, letter: str, box: BBox) -> None:
        """One more letter."""
        self.letters = [*self.letters, letter]
        self.left, _, self.right, _ = box
        self.blank = None
        if self.places is not None:
            self.places.append((self.left, self.right))
        self.reach(*box)

    def wear(self, look: Look) -> None:
        """Looks as those letters do."""
        self.look, self.style, self.pale = look, look.style, look.pale

    def accent(self, mark: str, place: int = -1) -> None:
        """One more mark of one of its letters."""
        letters = [*self.letters]
        letters[place] += mark
        self.letters, self.text = letters, ""

    def widen(self, right: float) -> None:
        """The last letter goes on to `right`."""
        self.right = right
        if self.places:
            self.places[-1] = (self.left, right)
        self.x1 = max(self.x1, right)
        self.text = ""

    def reach(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Makes room for more letters."""
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)
        self.text = ""

    def take(self, other: Draft) -> None:
        """The letters of a draft that goes on with this one."""
        self.letters = [*self.letters, *other.letters]
        if self.places is not None and other.places is not None:
            self.places += other.places
        self.left, self.right = other.left, other.right
        self.reach(other.x0, other.top, other.x1, other.bottom)


def start_draft(look: Look, baseline: float, box: BBox) -> Draft:
    """A draft without letters yet."""
    size = look.size or box[3] - box[1]
    return Draft("", *box, baseline, size, look.style, look.pale, look=look, places=[])


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
        best[1].accent(mark, best[2])


def finished(drafts: list[Draft]) -> list[Draft]:
    """The drafts as words: each has its text."""
    if "" in [draft.text for draft in drafts]:
        for draft in drafts:
            draft.text = draft.text or compose(draft.letters, legacy=draft.look.face.legacy)
    return drafts


# --- lines ---------------------------------------------------------------------------------------------------------


def lines_of(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Drafts that follow one another on one baseline, in the order of the page's commands."""
    line: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if last is not None and draft.baseline != last.baseline and _parted(draft, last):
            yield line
            line = []
        line.append(draft)
        last = draft
    if line:
        yield line


def _parted(draft: Draft, last: Draft) -> bool:
    return abs(draft.baseline - last.baseline) > 0.3 * max(draft.size, last.size)


def stitched(line: list[Draft], is_closed: Callable[[Draft], bool]) -> list[Draft]:
    """Pieces of one word put together: letters drawn one by one in odd order, a word in two fonts; shadows go.

    `is_closed` tells whether the file itself has a blank after a draft.
    """
    result: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(line, key=_LEFT):
        if last is None or draft.x0 - last.x1 >= TOUCHING * last.size:
            result.append(draft)
            last = draft
        elif draft.x0 < last.x1 and is_drawn_again(last, draft.letters, draft.left, draft.right, draft.baseline):
            if last.look.style.colour is not None:
                last.wear(draft.look)
            last.blank = last.blank if is_closed(last) else draft.blank
        elif _touch(last, draft) and not is_closed(last):
            last.take(draft)
            last.blank = draft.blank
        else:
            result.append(draft)
            last = draft
    return result


def is_drawn_again(last: Draft, letters: Sequence[str], left: float, right: float, baseline: float) -> bool:
    """Whether the letters are those that `last` ends with, a little beside them: a shadow, or bold by overstrike.

    `left` and `right` are those of the last letter.
    """
    least = SHADOW * (last.right - last.left)
    near = abs(right - last.right) < least and abs(left - last.left) < least and abs(baseline - last.baseline) < least
    return near and [*last.letters[-len(letters) :]] == [*letters]


def _touch(last: Draft, draft: Draft) -> bool:
    """Whether drafts that are not apart are pieces of one word: neither one over the other, nor signs."""
    if draft.x0 - last.x1 <= -0.3 * last.size:  # how far apart they are was asked before: it is often all
        return False
    symbols = any(is_symbol(piece.letters[0]) or piece.look.face.symbols for piece in (last, draft))
    return not symbols and abs(last.size - draft.size) < 0.15 * max(last.size, draft.size)


def without_letter_spacing(line: list[Draft], is_closed: Callable[[Draft], bool]) -> list[Draft]:
    """ "B Á O   C Á O" → "BÁO", "CÁO": the gaps tell letters from words; where they do not, nothing is changed."""
    if [len(draft.letters) for draft in line].count(1) < SPACED_LETTERS:
        return line
    result: list[Draft] = []
    run: list[Draft] = []
    for draft in line:
        if len(draft.letters) == 1 and draft.letters[0][0].isalnum():
            run.append(draft)
            continue
        if run:
            result += _joined(run, is_closed)
            run = []
        result.append(draft)
    return result + _joined(run, is_closed)


def _joined(run: list[Draft], is_closed: Callable[[Draft], bool]) -> list[Draft]:
    if len(run) < SPACED_LETTERS or sum(draft.letters[0][0].isalpha() for draft in run) < LEAST_LETTERS:
        return run
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 4]
    if usual > MOST_SPACING * run[0].size:
        return run
    wide = [gap > max(WORD_GAP * usual, usual + 1.5) for gap in gaps]
    if not any(wide) and any(map(is_closed, run[:-1])):
        return run  # typed blanks, all alike: where a word ends cannot be seen
    result = [run[0]]
    for draft, parted in zip(run[1:], wide, strict=True):
        if parted:
            result.append(draft)
        else:
            result[-1].take(draft)
    return result
