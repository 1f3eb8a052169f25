"""Printed deletions that are only a part of a word: "[x" with the x struck out in colour, "1314" for 13 made 14.

`pages/looks.py` sets whole words aside. What a stroke goes through in part is told by the text object below the stroke:
producers draw what was deleted by itself.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from models.document import Skipped
from parsers.readers.pages.heights import Heights
from parsers.readers.pages.looks import THROUGH
from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.pdf.glyphs import Place
from parsers.readers.pdf.unseen import Walk

SAME = 1.5  # points by which the stroke and what it strikes out may differ at either end
LONGEST = 60.0  # points of a part of a word
COLOURED = 60  # of 255, of the strongest channel: less is as good as black


def part_deletions(page: Any, result: Page, place: Place) -> None:
    """Takes what is struck out in colour within a word out of `result`, the words of a pypdfium2 page."""
    short = [rule for rule in result.rulings if rule.horizontal and rule.end - rule.start < LONGEST]
    if not short:
        return
    heights = Heights(result.words)
    struck = [(rule, word) for rule in short for word in _struck_in_part(rule, heights)]
    if not struck:
        return
    walk = Walk(page, place, False, [])
    for rule, word in struck:
        written = walk.written_at(rule.start, rule.end, rule.at, SAME)
        deleted = next((text for text, handle in written if _is_coloured(handle)), "")
        if deleted and _take_out(word, deleted, rule):
            result.skipped.append(Skipped("deleted_text", "deleted_text", deleted, result.number))
            result.rulings.remove(rule)


def _struck_in_part(rule: Ruling, heights: Heights) -> list[Word]:
    """The words that the stroke goes through, beginning or ending within them."""
    return [
        word
        for word in heights.near(rule.at, rule.at)
        if -THROUGH[1] <= (rule.at - word.baseline) / max(word.size, 1.0) <= -THROUGH[0]
        and rule.start >= word.x0 - SAME
        and rule.end <= word.x1 + SAME
        and rule.end - rule.start < word.x1 - word.x0 - 2 * SAME
    ]


def _take_out(word: Word, deleted: str, rule: Ruling) -> bool:
    """Takes the letters out of the word, from the end where the stroke is; False: they are not there."""
    at_end = abs(rule.end - word.x1) <= SAME
    place = word.text.rfind(deleted) if at_end else word.text.find(deleted)
    if place < 0 or len(deleted) == len(word.text):
        return False
    word.text = word.text[:place] + word.text[place + len(deleted) :]
    if at_end:
        word.x1 = rule.start
    elif place == 0:
        word.x0 = rule.end
    return True


def _is_coloured(handle: Any) -> bool:
    """Whether a text object is set in a colour that is seen as one."""
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(handle, *channels)
    red, green, blue = (channel.value for channel in channels[:3])
    return max(red, green, blue) > COLOURED and max(red, green, blue) - min(red, green, blue) > COLOURED // 2
