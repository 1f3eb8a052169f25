"""The order of a set of photos: by their names, held against what stands on the pages.

Names that are a series (IMG_1, IMG_2; trang 1, trang 2) are the order in which somebody took or numbered them. Page
numbers that are read on all pages are stronger; section numerals and the time of taking order what has neither. Where
names and pages contradict each other, a finding says so, with the order that was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from models.document import OrderNote
from parsers.readers.bundle import are_series, natural
from parsers.readers.limits import LIMITS
from parsers.readers.pages.furniture import printed_number
from parsers.readers.pages.lines import make_lines
from parsers.readers.pages.page import Page
from parsers.text import without_tones

REORDERED, UNCLEAR, GAP = "photos_reordered", "photo_order_unclear", "photo_pages_missing"

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_SECTION = re.compile(r"([IVX]{1,4})\s*[.:)/-]\s*\w")
_HEAD = re.compile(r".*(?:dang cong san viet nam|cong hoa xa hoi)|(?:bao cao|ban) (?:tu )?kiem diem|bao cao$")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page says of its place: its printed number, its first section's numeral, whether it bears the report's
    head or begins an annex."""

    number: int | None = None
    numeral: int | None = None
    head: bool = False
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The chosen order, as indices into the pages given, and what is to be told of it."""

    order: tuple[int, ...]
    told: tuple[OrderNote, ...] = ()


def before_reading(names: Sequence[str], times: Sequence[str | None]) -> list[int]:
    """The order by names where they are a series, else by the time of taking where each has one, else by names."""
    by_name = sorted(range(len(names)), key=lambda place: natural(names[place]))
    known = {time for time in times if time}
    if are_series(names) or len(known) < len(names):
        return by_name
    return sorted(by_name, key=lambda place: times[place] or "")


def clues_of(page: Page) -> Clues:
    """What stands on the page about its place."""
    lines = make_lines(page.words, page.number)
    texts = [" ".join(word.text for word in line.words) for line in lines]
    numerals = (_SECTION.match(text) for text in texts)
    folded = [without_tones(text) for text in texts]
    number = printed_number(lines, page.height)
    return Clues(
        number=number if number is not None and 0 < number <= LIMITS.pages else None,
        numeral=next((_ROMAN[match[1]] for match in numerals if match and match[1] in _ROMAN), None),
        head=any(
            _HEAD.match(plain) and text == text.upper() and 2 * line.baseline < page.height
            for line, text, plain in zip(lines, texts, folded, strict=True)
        ),
        annex=any(text.startswith("phu luc") for text in folded[:4]),
    )


def settle(clues: Sequence[Clues], meant: bool, known: bool = True) -> Settled:
    """The order of pages that lie in the order of `before_reading`.

    `meant`: their names are a series; `known`: that, or the time of each was known, so that the order they lie in is
    more than chance.
    """
    usual = tuple(range(len(clues)))
    numbers = _all_numbers(clues)
    if numbers is not None:
        order = tuple(sorted(usual, key=numbers.__getitem__))
        lacking = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
        return Settled(order, (*_note(REORDERED, meant and order != usual), *_note(GAP, bool(lacking), lacking)))
    order = usual if meant else _head_first(clues)
    lying = [clues[place] for place in order]
    told = sum(clue != Clues() for clue in clues)
    if _agree(lying) and (known or 2 * told >= len(clues)):
        lacking = _gaps([clue.number for clue in lying])
        return Settled(order, _note(GAP, bool(lacking), lacking))
    by_numeral = None if meant else _by_numeral(clues)
    return Settled(order, _note(UNCLEAR, True)) if by_numeral is None else Settled(by_numeral)


def _head_first(clues: Sequence[Clues]) -> tuple[int, ...]:
    """The page that bears the head before the others, where one alone does."""
    heads = [place for place, clue in enumerate(clues) if clue.head]
    first = heads if len(heads) == 1 else []
    return (*first, *(place for place in range(len(clues)) if place not in first))


def _note(code: str, true: bool, pages: Sequence[int] = ()) -> tuple[OrderNote, ...]:
    return (OrderNote(code, tuple(pages)),) if true else ()


def _all_numbers(clues: Sequence[Clues]) -> list[int] | None:
    """Every page's number where that is beyond doubt: all distinct, at most one page without, and its place known."""
    numbers = [clue.number for clue in clues]
    known = [number for number in numbers if number is not None]
    bare = [place for place, number in enumerate(numbers) if number is None]
    if len(set(known)) < len(known) or len(known) < 2 or len(bare) > 1:
        return None
    lacking = sorted(set(range(min(known), max(known))) - set(known))
    first = bool(bare) and (clues[bare[0]].head or (min(known) == 2 and not lacking))  # a first page bears no number
    if bare and not first and (len(lacking) != 1 or min(known) > 1):
        return None
    place = min(known) - 1 if first else next(iter(lacking), 0)
    return [place if number is None else number for number in numbers]


def _by_numeral(clues: Sequence[Clues]) -> tuple[int, ...] | None:
    """The order by section numerals where every page but the head's has one of its own."""
    keys = [0 if clue.head else clue.numeral for clue in clues]
    known = [key for key in keys if key is not None]
    if len(set(known)) < len(clues):
        return None
    return tuple(sorted(range(len(keys)), key=known.__getitem__))


def _agree(clues: Sequence[Clues]) -> bool:
    """Whether nothing on the pages speaks against the order that they lie in."""
    body = list(takewhile(lambda clue: not clue.annex, clues))  # an annex counts its sections anew
    numbers = [clue.number for clue in clues if clue.number is not None]
    numerals = [clue.numeral for clue in body if clue.numeral is not None]
    heads = [place for place, clue in enumerate(clues) if clue.head]
    rising = all(one < other for one, other in pairwise(numbers))
    return rising and all(one <= other for one, other in pairwise(numerals)) and heads[:1] in ([], [0])


def _gaps(numbers: Sequence[int | None]) -> list[int]:
    """The numbers between those of two pages that follow each other."""
    pairs = ((one, other) for one, other in pairwise(numbers) if one is not None and other is not None)
    return [number for one, other in pairs for number in range(one + 1, other)]
