"""Printed deletions that begin or end within a word: "[x" with the x struck out in colour, "1314" for 13 made 14.

`pages/looks.py` sets whole words aside. What a stroke goes through in part is told by the text objects below the
stroke: producers draw what was deleted by itself.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from models.document import BBox, Skipped
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.looks import THROUGH
from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.pdf.glyphs import Place
from parsers.readers.pdf.unseen import Walk

SAME = 1.5  # points by which the stroke and what it strikes out may differ at either end
BLANK = 0.15  # of the font size: room between two text objects that a blank makes
LONGEST = 60.0  # points of a deletion on a page without a word in colour: parts of two words
COLOURED = 60  # of 255, of the strongest channel: less is as good as black


def part_deletions(page: Any, result: Page, place: Place) -> None:
    """Takes what is struck out in colour within a word out of `result`, the words of a pypdfium2 page."""
    flat = [rule for rule in result.rulings if rule.horizontal]
    if not result.coloured:
        flat = [rule for rule in flat if rule.end - rule.start < LONGEST]
    if not flat:
        return
    heights = Heights(result.words)
    strokes = [(rule, words) for rule in flat if (words := _struck_in_part(rule, heights))]
    if not strokes:
        return
    walk = Walk(page, place, False, [])
    for rule, words in strokes:
        deleted = _deleted(walk, rule, words[0].size)
        taken = _take_out(words, deleted, rule) if deleted else []
        if len(taken) > 1:
            _join(result, words[0], words[-1])
        result.skipped += [Skipped("deleted_text", "deleted_text", text, result.number) for text in taken]
        if taken and not _narrow(rule, words):
            result.rulings.remove(rule)


def _struck_in_part(rule: Ruling, heights: Heights) -> list[Word]:
    """The words that the stroke goes through, from left to right, where it begins or ends within one of them."""
    start, end = rule.start + SAME, rule.end - SAME
    struck = [word for word in heights.near(rule.at, rule.at) if word.x0 < end and word.x1 > start]
    if not any(word.x0 < rule.start - SAME or word.x1 > rule.end + SAME for word in struck):
        return []
    through = [word for word in struck if THROUGH[0] <= (word.baseline - rule.at) / max(word.size, 1.0) <= THROUGH[1]]
    return sorted(through, key=lambda word: word.x0)


def _deleted(walk: Walk, rule: Ruling, size: float) -> list[str]:
    """The texts in colour below the stroke, parted at blanks."""
    written: list[tuple[BBox, str]] = [
        (box, text)
        for box, text, handle in walk.written_between(rule.start, rule.end, rule.at, SAME)
        if text and _is_coloured(handle)
    ]
    if not written:
        return []
    written.sort(key=lambda part: part[0][0])
    joined = written[0][1]
    for (before, _), (box, text) in pairwise(written):
        joined += (" " if box[0] - before[2] > BLANK * size else "") + text
    return joined.split()


def _take_out(words: list[Word], deleted: list[str], rule: Ruling) -> list[str]:
    """Takes the deleted letters out of the first and the last word; returns them, nothing where they are not there."""
    first, last = words[0], words[-1]
    if first is last:
        return deleted if len(deleted) == 1 and _take_out_of(first, deleted[0], rule) else []
    cut_first, cut_last = first.x0 < rule.start - SAME, last.x1 > rule.end + SAME
    if (cut_first and not first.text.endswith(deleted[0])) or (cut_last and not last.text.startswith(deleted[-1])):
        return []
    if cut_first:
        first.text, first.x1 = first.text.removesuffix(deleted[0]), rule.start
    if cut_last:
        last.text, last.x0 = last.text.removeprefix(deleted[-1]), rule.end
    return [*(deleted[:1] if cut_first else []), *(deleted[-1:] if cut_last else [])]


def _join(result: Page, first: Word, last: Word) -> None:
    """Makes one word of what is left of two: the blank between them was deleted as well."""
    first.text, first.x1 = first.text + last.text, last.x1
    result.words = [word for word in result.words if word is not last]


def _take_out_of(word: Word, deleted: str, rule: Ruling) -> bool:
    """Takes the letters out of the one word where the stroke is; False: they are not there, or are all it has."""
    places = [place for place in range(len(word.text)) if word.text.startswith(deleted, place)]
    if not places or len(deleted) == len(word.text):
        return False
    drawn = (rule.start - word.x0) / (word.x1 - word.x0) * len(word.text)
    place = min(places, key=lambda place: abs(place - drawn))
    word.text = word.text[:place] + word.text[place + len(deleted) :]
    if place == 0:
        word.x0 = rule.end
    elif place == len(word.text):
        word.x1 = rule.start
    return True


def _narrow(rule: Ruling, words: list[Word]) -> bool:
    """Leaves the stroke over the words that it goes through as a whole; False where there are none."""
    whole = [word for word in words if word.x0 >= rule.start - SAME and word.x1 <= rule.end + SAME]
    whole = [word for word in whole if word.x1 > rule.start + SAME and word.x0 < rule.end - SAME]
    if whole:
        rule.start, rule.end = whole[0].x0, whole[-1].x1
    return bool(whole)


def _is_coloured(handle: Any) -> bool:
    """Whether a text object is set in a colour that is seen as one."""
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(handle, *channels)
    red, green, blue = (channel.value for channel in channels[:3])
    return max(red, green, blue) > COLOURED and max(red, green, blue) - min(red, green, blue) > COLOURED // 2
