"""Words in doubt, read again: with their neighbours alone on white, gaps closed up, smoothed and at several sizes.

In doubt is a word of little confidence, or one that is no Vietnamese syllable. All of a line's doubts are read at once;
its other words stand. The page's reading is one witness; the line that is surest over its ink is taken, whole.

Names have no phrase to lean on, and of five misread ones four are read otherwise at another size: where one of a line
is not quite sure its names are read twice more, each as most readings have it, in doubt where they differ.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.readers.pages.lines import Line, make_lines
from parsers.readers.pages.page import Word
from parsers.readers.scan.image import Pixels
from parsers.readers.scan.letters import read_line
from parsers.syllables import is_readable
from parsers.text import letters_of, shadow

DOUBT = 0.6  # a word of letters below this is read again
SHORT = 12  # letters of a line that gives the engine little to lean on
DOUBT_SHORT = 0.9  # as DOUBT, for a word of such a line
NEIGHBOURS = 2  # words on each side that are read with one in doubt: with one alone numerals and "đ/c" are misread
MOST_READ = 0.75  # of a line's letters: where more would be read, all of it is
SIZES = (0.8, 1.0, 1.25)  # of the page's own: each shows the engine another raster, the first is surest most often
ROW = (0.95, 0.32)  # of the font size above and below the baseline: what a line's letters take
WIDE = 1.1  # of the font size: a wider gap is closed up
CLOSED = 0.45  # of the font size: what is left of it
LEAST_GAIN = 0.04  # by which another reading must be surer than the page's
SURE = 0.93  # of a line: the engine is never surer than 0.97, so that no further reading gains enough
SAME_PLACE = 0.7  # of the wider of two words: what both must cover to be readings of one ink
NAME_SIZES = (0.8, 1.25)
NAME_DOUBT = 0.93  # of a name's word: below it the line is read again
NAME_SYLLABLES = 2  # words with capitals in a row that may be a name
SELDOM_SEEN = frozenset("'ẩểổẳởử")
NAME_UNSURE = 0.45  # the most that a word of a name carries on whose marks the readings differ
REACH = 0.6  # of the font size beyond the first and the last word, where letters may have been lost

_SIGNS = ".,;:()[]-\"'"  # before and behind a name


@dataclass(frozen=True, slots=True)
class _Strip:
    """What of a line is read again, its gaps closed, and where its columns stand on the page."""

    picture: Pixels
    columns: NDArray[np.intp]  # of the page, one per column of the picture
    inked: NDArray[np.intp]  # the columns of the page that hold ink of the line
    top: int


@dataclass(frozen=True, slots=True)
class _Look:
    """A line, its words that stand, the strip of the others, and what was read of that at each size so far."""

    line: Line
    rest: list[Word]
    strip: _Strip
    dpi: float
    seen: dict[float, list[Word]] = field(default_factory=dict)

    def at(self, size: float) -> list[Word]:
        """The line, its strip read at so many times its size."""
        if size not in self.seen:
            words = read_line(_raster(self.strip.picture, size), self.dpi * size)
            placed = [_placed(word, self.strip, self.line, self.dpi) for word in words]
            self.seen[size] = sorted([*placed, *self.rest], key=lambda word: word.x0)
        return self.seen[size]


def read_doubts(words: list[Word], grey: Pixels, binary: Pixels, dpi: float) -> list[Word]:
    """`words`, with those in doubt read again. `binary` is the ink (255)."""
    result: list[Word] = []
    for line in make_lines(words, 0):
        doubts, names = _doubts(line), _unsure_names(line.words)
        look = _look(line, [*doubts, *names], grey, binary, dpi) if doubts or names else None
        read = _second_look(look) if look is not None and doubts else line.words
        if look is not None and _unsure_names(read):
            _settle_names(read, look)
        result += read
    return result


def _doubts(line: Line) -> list[Word]:
    doubt = DOUBT if _letters_in(line.words) > SHORT else DOUBT_SHORT
    return [
        word
        for word in line.words
        if (word.confidence < doubt and any(map(str.isalnum, word.text))) or not is_readable(word.text)
    ]


def _unsure_names(words: list[Word]) -> list[Word]:
    """All names of the line, where one of them is not quite sure."""
    names = _names(words)
    return names if any(word.confidence < NAME_DOUBT or word.alternatives for word in names) else []


def _look(line: Line, asked: Sequence[Word], grey: Pixels, binary: Pixels, dpi: float) -> _Look | None:
    rest = _rest(line, asked)
    strip = _strip(line, rest, grey, binary, dpi / 72)
    return None if strip is None else _Look(line, rest, strip, dpi)


def _rest(line: Line, asked: Sequence[Word]) -> list[Word]:
    """The words of the line that are not read again: where a few stand together far from those asked for."""
    numbers = {id(word): number for number, word in enumerate(line.words)}
    places = [numbers[id(word)] for word in asked]

    def near(word: Word) -> bool:
        return any(abs(numbers[id(word)] - place) <= NEIGHBOURS for place in places)

    runs = [list(run) for is_near, run in itertools.groupby(line.words, near) if not is_near]
    rest = [word for run in runs if len(run) > NEIGHBOURS for word in run]
    return rest if _letters_in(rest) >= (1 - MOST_READ) * _letters_in(line.words) else []


def _letters_in(words: list[Word]) -> int:
    return sum(len(word.text) for word in words)


def _second_look(look: _Look) -> list[Word]:
    words, inked, point = look.line.words, look.strip.inked, look.dpi / 72
    best, belief = words, _belief(words, inked, point)
    readings = [words]
    for size in SIZES:
        reading = look.at(size)
        surer = _belief(reading, inked, point)
        readings.append(reading)
        if surer > belief + (LEAST_GAIN if best is words else 0.0):
            best, belief = reading, surer
        if belief >= SURE:
            break
    return _with_alternatives(best, [reading for reading in readings if reading is not best])


def _names(words: list[Word]) -> list[Word]:
    """The words that stand with others that begin with a capital and go on without one."""
    runs: list[list[Word]] = [[]]
    for word in words:
        letters = _bare(word)
        named = letters[:1].isupper() and not letters.isupper()
        if named:
            runs[-1].append(word)
        if not named or not word.text.endswith(letters):
            runs.append([])
    return [word for run in runs if len(run) >= NAME_SYLLABLES for word in run]


def _settle_names(words: list[Word], look: _Look) -> None:
    """Each word of the names as most readings of the line have its marks; in place."""
    readings = [replace(reading) for size in NAME_SIZES for reading in look.at(size)]
    for word in _names(words):
        votes: dict[str, float] = {}
        for other in (word, *(reading for reading in readings if _same_place(word, reading))):
            if _letters(other) == _letters(word):
                votes[_bare(other)] = votes.get(_bare(other), 0.0) + other.confidence
        if len(votes) > 1:
            told = sorted(votes, key=lambda form: (_seldom_seen(form), votes[form]), reverse=True)
            forms = [word.text.replace(_bare(word), form) for form in told]
            word.text = forms[0]
            word.alternatives = tuple(dict.fromkeys([*forms[1:], *word.alternatives]))
            word.confidence = min(word.confidence, NAME_UNSURE)


def _seldom_seen(name: str) -> int:
    """How many signs it has that get lost, or end as an acute, and are seen by none where there are none: "H'Nuôn",
    "Huổi"."""
    return sum(letter in SELDOM_SEEN for letter in shadow(name))


def _bare(word: Word) -> str:
    return word.text.strip(_SIGNS)


def _letters(word: Word) -> str:
    """What is left of the word without its marks, in which a name's readings may differ."""
    return letters_of(shadow(_bare(word))).replace("'", "")


def _raster(picture: Pixels, size: float) -> Pixels:
    """The line at another size; at its own it is smoothed, for as it is the page's reading saw it."""
    if size == 1.0:
        return np.asarray(cv2.medianBlur(picture, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(picture, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _with_alternatives(words: list[Word], others: list[list[Word]]) -> list[Word]:
    """`words`, each with what the other readings of the line saw in its place, most often seen first."""
    for word in words:
        seen = Counter(other.text for reading in others for other in reading if _same_place(word, other))
        word.alternatives = tuple(text for text, _ in seen.most_common() if text != word.text)
    return words


def _same_place(word: Word, other: Word) -> bool:
    shared = min(word.x1, other.x1) - max(word.x0, other.x0)
    return shared >= SAME_PLACE * max(word.x1 - word.x0, other.x1 - other.x0)


def _strip(line: Line, rest: list[Word], grey: Pixels, binary: Pixels, point: float) -> _Strip | None:
    em = line.size * point
    rows = slice(max(0, round(line.baseline * point - ROW[0] * em)), round(line.baseline * point + ROW[1] * em))
    start = max(0, round(line.x0 * point - REACH * em))
    end = min(grey.shape[1], round(line.x1 * point + REACH * em))
    inked = np.flatnonzero(binary[rows, start:end].any(axis=0))
    if inked.size < 4 or rows.stop - rows.start < 8:
        return None
    keep = np.ones(end - start, dtype=bool)
    for before, after in itertools.pairwise(inked.tolist()):
        if after - before > WIDE * em:
            keep[before + round(CLOSED * em / 2) : after - round(CLOSED * em / 2)] = False
    for left, right in _places(line, rest):
        keep[max(0, round(left * point) - start) : max(0, round(right * point) - start)] = False
    columns = np.flatnonzero(keep) + start
    return _Strip(np.ascontiguousarray(grey[rows][:, columns]), columns, inked + start, rows.start)


def _places(line: Line, rest: list[Word]) -> Iterator[tuple[float, float]]:
    """Where these words of the line stand, each to the middle of the gaps beside it, in points."""
    taken = set(map(id, rest))
    middles = [(before.x1 + after.x0) / 2 for before, after in itertools.pairwise(line.words)]
    reach = REACH * line.size
    ends = [line.x0 - reach, *middles, line.x1 + reach]
    for word, place in zip(line.words, itertools.pairwise(ends), strict=True):
        if id(word) in taken:
            yield place


def _placed(word: Word, strip: _Strip, line: Line, dpi: float) -> Word:
    point = dpi / 72
    last = len(strip.columns) - 1
    left, right = (min(last, max(0, round(x * point))) for x in (word.x0, word.x1))
    word.x0, word.x1 = float(strip.columns[left]) / point, float(strip.columns[right]) / point
    word.top, word.bottom = word.top + strip.top / point, word.bottom + strip.top / point
    word.baseline, word.size = line.baseline, line.size
    return word


def _belief(words: list[Word], inked: NDArray[np.intp], point: float) -> float:
    """The mean confidence of the letters that make syllables, times the share of the line's ink under the words.

    `inked` are the columns of the page that hold ink of this line.
    """
    letters = _letters_in(words)
    if not letters:
        return 0.0
    sure = sum(word.confidence * len(word.text) for word in words if is_readable(word.text)) / letters
    covered = np.zeros(inked.size, dtype=bool)
    for word in words:
        covered |= (inked >= word.x0 * point - 2) & (inked <= word.x1 * point + 2)
    return float(sure * (covered.mean() if inked.size else 0.0))
