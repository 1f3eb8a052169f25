"""Figures as they are written: one cell or one stretch of a sentence to count, base and percent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.extractors.statistics.labels import Lexicon
from parsers.text import COUNT, read_count, read_decimal, shadow

_PERCENT = r"\d+(?:[.,]\d+)?"
_UNIT_WORD = r"(?:\s*@cell_noun(?!\w))?"
_PAIR = (
    rf"(?P<count>{COUNT})(?:\s*/\s*(?P<base>{COUNT}))?{_UNIT_WORD}"
    rf"(?:\s*[-;,:=]?\s*(?P<open>[(/]?)\s*(?:@share\s*){{0,3}}:?\s*(?P<percent>{_PERCENT})\s*(?P<sign>%?)\s*\)?)?"
)
_SHARE = (
    rf"(?:@share\s*){{0,3}}(?P<percent>{_PERCENT})\s*%"
    rf"(?:\s*\(?\s*(?P<count>{COUNT})(?:\s*/\s*(?P<base>{COUNT}))?{_UNIT_WORD}\s*\)?)?"
)
_BOTH = re.compile(rf"({COUNT})\s*[/;-]\s*({_PERCENT})")
_APART = re.compile(r"\d\s+\d")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell states: a count, the base that it is a part of, a percent; None for what it does not.

    `number`: a bare decimal ("94.1") or whole number whose head alone says whether it is a count or a percent.
    """

    count: int | None = None
    base: int | None = None
    percent: float | None = None
    number: float | None = None

    @property
    def empty(self) -> bool:
        """Nothing stated: "-", "", words."""
        return self.count is None and self.percent is None and self.number is None


@lru_cache(maxsize=1024)
def read_cell(text: str, words: Lexicon, pair: bool = False) -> Figure:
    """A table cell. `pair`: its head says count and percent at once, so that the 54,1 of "20/54,1" is a percent."""
    folded = " ".join(shadow(text).split()).strip(" .;:")
    if _APART.search(folded) and not folded.endswith(("%", ")")) and not _THOUSANDS.fullmatch(folded):
        return Figure()  # two figures on two lines of a cell are no number
    if (count := read_count(folded)) is not None:
        return Figure(count=count, number=float(count))
    if not folded.endswith("%") and (number := read_decimal(folded)) is not None:
        return Figure(number=number)
    if match := words.pattern(_SHARE).fullmatch(folded):
        return Figure(_count(match["count"]), _count(match["base"]), read_decimal(match["percent"]))
    if pair and (match := _BOTH.fullmatch(folded)):
        return Figure(count=read_count(match[1]), percent=read_decimal(match[2]))
    match = words.pattern(_PAIR).fullmatch(folded)
    if not match or (match["percent"] and not (match["sign"] or match["open"] == "(" or pair)):
        return Figure()
    return Figure(_count(match["count"]), _count(match["base"]), read_decimal(match["percent"] or ""))


def _count(text: str | None) -> int | None:
    return read_count(text) if text else None
