"""Figures in a sentence: "20/37 đạt 54,1%", "02/16(đạt 12,5%)", "482 em (85,3%)", "100%"; dates and names are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.extractors.statistics.labels import Lexicon
from parsers.text import COUNT, read_count, read_decimal

_PERCENT = r"\d+(?:[.,]\d+)?"
_NOUN = r"(?:\s*@counted(?!\w))"
# A count, its base, its noun and its percent; the percent must show its sign, or the next figure would be taken for it.
_QUANTITY = (
    rf"(?<![\w.,])(?<!\d/)(?:(?P<share>{_PERCENT})\s*(?:%|@percent)"
    rf"(?:\s*\(\s*(?P<part>{COUNT})(?:\s*/\s*(?P<of>{COUNT}))?{_NOUN}{{0,2}}\s*\))?"
    rf"|(?P<count>{COUNT})(?:\s*/\s*(?P<base>{COUNT}))?(?:{_NOUN}{{0,2}}"
    r"(?:\s*\(\s*(?:(?:@share|[=:-])\s*){0,3}|\s*[;,]?\s*(?:(?:@share|[=:-])\s*){1,3}|\s+|/)"
    rf"(?P<percent>{_PERCENT})\s*%\s*\)?)?)"
)
# Figures that number or date something: "lớp 6", "Thông tư 22/2021", "ngày 16", "mức độ 2", "số 5"; "sĩ số 5" does not.
_SIGN = r"(?<!@size_a )(?<!@size_b )(?<!@size_c )(?<!@size_d )@number_sign"
_NAMES = rf"(?<!\w)(?:@numbered|{_SIGN})\s*(?:@number_sign\s*)?:?\s*$"
_COUNTS_AFTER_ALL = r"(?::|@counted_after)$"  # "số lớp 12", "ra lớp 45/45"
_CLASSES_BEFORE = r"\d\s*@class\s*$"  # "3 lớp 98 em"
_PUPILS_BEHIND = r"\s*@children(?!\w)"
_AFTER = r"\s*(?:[-–/](?:[a-zđ]{1,6}\d*\b|\d)|@measured(?!\w)|°)"
_LISTED = r"(?:\d{1,3}[a-z]?\d?\s*(?:[,;-]|@and)\s*)+$"  # "lớp 6, 7, 8": the 8 numbers a grade as the 6 does
_BEHIND = r"\s*@of_another(?!\w)"
_LEAST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at the characters `start` to `end`: count, base and percent, None for what it does not state."""

    start: int
    end: int
    count: int | None = None
    base: int | None = None
    percent: float | None = None


def find_quantities(shade: str, words: Lexicon) -> list[Quantity]:
    """The figures of a shadow in order, those that date or number something left out."""
    found = []
    for match in words.pattern(_QUANTITY).finditer(shade):
        share = match["share"] or match["percent"]
        percent = read_decimal(share) if share else None
        if match["count"] and percent is not None and _of_another(shade, match, words):
            found += [_alone(match), Quantity(match.start("percent"), match.end(), percent=percent)]
        elif not _is_name(shade, match, words):
            count, base = _count(match["count"] or match["part"]), _count(match["base"] or match["of"])
            found.append(Quantity(match.start(), _end(shade, match), count, base, percent))
        elif percent is not None:  # "năm 2022 đạt 95%": the year is a name, the percent a figure
            found.append(Quantity(match.start("percent"), match.end(), percent=percent))
    return found


def _of_another(shade: str, match: re.Match[str], words: Lexicon) -> bool:
    """ "78 giáo viên (100% đạt chuẩn, …)": the percent in the bracket is of the words behind it."""
    opened = "(" in match[0] and not match[0].rstrip().endswith(")")
    return opened and words.pattern(_BEHIND).match(shade, match.end()) is not None


def _alone(match: re.Match[str]) -> Quantity:
    """The count of a figure whose percent is another's."""
    end = match.end("base") if match["base"] else match.end("count")
    return Quantity(match.start("count"), end, _count(match["count"]), _count(match["base"]))


def _end(shade: str, match: re.Match[str]) -> int:
    """The end without blanks, and without a bracket that closes one opened before the figure."""
    written = match[0].rstrip()
    if written.endswith(")") and "(" not in written:
        written = written[:-1].rstrip()
    return match.start() + len(written)


def _is_name(shade: str, match: re.Match[str], words: Lexicon) -> bool:
    if match["share"]:
        return False
    count, base = _count(match["count"]), _count(match["base"])
    if base is not None and (base >= _LEAST_YEAR or (count or 0) > base * 3):
        return True
    if base is None and count is not None and _LEAST_YEAR <= count < _LEAST_YEAR + 200:
        return True
    before = shade[max(0, match.start() - 40) : match.start()]
    if before.rstrip().endswith(words.listers):
        before = words.pattern(_LISTED).sub("", before)
    ends = before.rstrip().removesuffix(":").rstrip()
    named = ends.endswith(words.naming) and words.pattern(_NAMES).search(before)
    if named and not words.pattern(_COUNTS_AFTER_ALL).search(before.rstrip()):
        behind = words.pattern(_CLASSES_BEFORE).search(before) and match.end("count") >= 0
        return not (behind and words.pattern(_PUPILS_BEHIND).match(shade, match.end("count")))
    return not match["percent"] and bool(words.pattern(_AFTER).match(shade, match.end()))


def _count(text: str | None) -> int | None:
    return read_count(text) if text else None
