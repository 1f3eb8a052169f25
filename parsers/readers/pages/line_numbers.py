"""Line numbers in the left margin, as word processors print them for readers' remarks: no part of the text.

What tells them from a column of running numbers: they stand beside what no row begins with, lines of a paragraph that
go on with the one above and titles with a label of their own, or count by fives or tens; and nothing on the page stands
left of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from models.document import Skipped
from parsers.readers.pages.lines import LABEL, SAME_LINE, Line, make_lines
from parsers.readers.pages.page import Page, Ruling, Word

GAP = 5.0  # points between the numbers and the text: Word leaves 18, LibreOffice 14
LEAST_NUMBERS, LEAST_SURE = 5, 3  # of a file; of those, beside lines that are surely no rows
FULL = 0.6  # of the page's width, which a line that goes on takes
NEAR = 2.5  # of the font size, between the lines of one paragraph
MOST_DIGITS = 4
_LEFT = attrgetter("x0")


def set_line_numbers_aside(pages: Sequence[Page]) -> list[Skipped]:
    """Takes the numbers of lines out of `pages`; returns what was taken."""
    first = next((page for page in pages if page.words), None)
    if first is None or not _is_number(min(first.words, key=_LEFT)):
        return []
    numbers = [_numbers(page) for page in pages]
    step = _step(numbers)
    if sum(map(len, numbers)) < LEAST_NUMBERS or not step:
        return []
    if step == 1 and sum(_sure(page, own) for page, own in zip(pages, numbers, strict=True)) < LEAST_SURE:
        return []
    return list(_taken(pages, numbers))


def _is_number(word: Word) -> bool:
    return len(word.text) <= MOST_DIGITS and word.text.isdecimal()


def _numbers(page: Page) -> list[Word]:
    """The numbers left of everything else, from top to bottom."""
    left = min((word.x0 for word in page.words if not _is_number(word)), default=0.0)
    beside = [word for word in page.words if _is_number(word) and word.x1 + GAP <= left]
    ruled = any(_lies_between(rule, word, left) for word in beside for rule in page.rulings)
    return [] if ruled else sorted(beside, key=attrgetter("baseline"))


def _lies_between(rule: Ruling, number: Word, left: float) -> bool:
    """Whether the number stands in a drawn table's column."""
    return not rule.horizontal and number.x1 <= rule.at <= left and rule.start <= number.baseline <= rule.end


def _step(numbers: Sequence[Sequence[Word]]) -> int:
    """By how much each is more than the one above: every line has its number, or every fifth; 0 where they differ.

    A running head may have a number of its own, after which the text's begin anew.
    """
    steps = [int(below.text) - int(above.text) for own in numbers for above, below in pairwise(own)]
    rising = {step for step in steps if step > 0}
    anew = sum(step <= 0 for step in steps)
    return min(rising) if len(rising) == 1 and anew <= len(numbers) else 0


def _sure(page: Page, numbers: Sequence[Word]) -> int:
    """How many of the numbers stand beside a title with its own label, or a line that goes on with the one above."""
    own = {id(word) for word in numbers}
    lines = make_lines([word for word in page.words if id(word) not in own], page.number)
    heights = [word.baseline for word in numbers]
    return sum(
        (_is_labelled(below) or _goes_on(above, below, FULL * page.width))
        and any(abs(below.baseline - height) < SAME_LINE * below.size for height in heights)
        for above, below in pairwise(lines)
    )


def _is_labelled(line: Line) -> bool:
    return len(line.words) > 1 and line.words[0].text[0].isalnum() and bool(LABEL.fullmatch(line.words[0].text))


def _goes_on(above: Line, below: Line, full: float) -> bool:
    near = below.baseline - above.baseline < NEAR * below.size
    return near and above.x1 - below.x0 > full and below.words[0].text[:1].islower()


def _taken(pages: Sequence[Page], numbers: Sequence[Sequence[Word]]) -> Iterator[Skipped]:
    for page, own in zip(pages, numbers, strict=True):
        if own:
            gone = {id(word) for word in own}
            page.words = [word for word in page.words if id(word) not in gone]
            yield Skipped("margin", "line_numbers", " ".join(word.text for word in own), page.number)
