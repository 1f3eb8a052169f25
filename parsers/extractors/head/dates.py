"""The date of a paper: "ngày 16 tháng 12 năm 2023", "ngày 27/5/ 2009", "ngày hai mươi ba tháng mười hai năm 2022"."""

from __future__ import annotations

import datetime
import re

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_IN_WORDS = rf"(?:(?:hai|ba)\s+mươi(?:\s+(?:{_UNIT}))?|mười(?:\s+(?:{_UNIT}))?|(?:{_UNIT}))"
# "ngày 16 tháng 12 năm 2023", "ngày 27/5/ 2009", "07 tháng 12 năm2010", "ngày 5-12-2022"; a day's words stand behind
# "ngày" only.
DATE = re.compile(
    r"(?:ngày\s*)?(?<!\d)(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})(?!\d)"
    r"|ngày\s*(?P<day2>\d{1,2})\s*[/.\-]\s*(?P<month2>\d{1,2})\s*[/.\-]\s*(?P<year2>\d{4})(?!\d)"
    rf"|ngày\s+(?:m[ùồ]ng\s+)?(?P<day3>{_IN_WORDS})\s+tháng\s+(?P<month3>{_IN_WORDS}|\d{{1,2}})\s+năm\s*"
    r"(?P<year3>\d{4})(?!\d)"
)
BLANK_DATE = re.compile(r"ngày\s*[\d.…_/\s]*(?:tháng\s*[\d.…_\s]*)?(?:năm\s*[\d.…_]*)?")


def read_date(match: re.Match[str]) -> datetime.date | None:
    """The day that a match of `DATE` names; None where the calendar has no such day ("31 tháng 11")."""
    day, month, year = (_number(match[key] or match[key + "2"] or match[key + "3"]) for key in ("day", "month", "year"))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """Digits, or words up to ba mươi chín."""
    if text.isdecimal():
        return int(text)
    *tens, last = text.split()
    if not tens:
        return 10 if last == "mười" else _UNITS[last]
    if last == "mươi":
        return 10 * _UNITS[tens[0]]
    return 10 * (1 if tens[0] == "mười" else _UNITS[tens[0]]) + _UNITS[last]
