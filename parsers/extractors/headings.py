"""Lines that may be headings: their label in any numbering, their look, and how much they read like a title.

What is seen in real reports: "I." "I-" "I/" "PHẦN I:" "PHẦN THỨ NHẤT" "Phần 1." "Mục I" "A." "1." "1/" "1.Về" "1.1"
"I.1" "a)", a label doubled by an editor ("1. I."), a number that Word generates and the text does not hold, and
titles without any. Prose that begins alike ("XII đã nêu", "05 đồng chí", "V.I. Lênin") is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from models.document import Paragraph
from parsers.text import shadow

Family = Literal["part", "roman", "letter", "arabic", "dotted", "small", "none"]

_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_ROMAN = r"(?:[ivxl]{1,6}|[ⅰ-ⅻ])"
_ONE_SIGN = dict(zip("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ", range(1, 13), strict=True))  # Unicode has a letter for each numeral
_LIKE_I = str.maketrans("l|1", "iii")  # how a scan reads "I", "II": only a title that is sure makes a heading of it
_SCANNED = re.compile(r"\s*(?P<number>[IVX]*[l|1][IVXl|1]*)\s?[.:)/\-]\s*(?=[^\W\d])")
# A label must end in a sign ("I.", "1)"), or stand before a title that is known; "12 buổi" and "XII đã" are prose.
_SIGN = r"\s?[.:)\]/\-]+"
_PART = re.compile(
    rf"\s*(?P<word>phần|mục)\s+(?:thứ\s+)?(?P<number>{_ROMAN}|\d{{1,2}}|{'|'.join(_WORDS)})(?![\w])(?:{_SIGN})?\s*"
)
_ROMAN_LABEL = re.compile(rf"\s*\(?(?P<number>{_ROMAN})(?:{_SIGN}(?!\d|v\b)|(?=\s))\s*")
_DOTTED = re.compile(rf"\s*(?P<number>(?:{_ROMAN}|\d{{1,2}})(?:\.\d{{1,2}}){{1,4}})(?:{_SIGN}|(?=\s))\s*(?!\d)")
_ARABIC = re.compile(rf"\s*\(?(?P<number>\d{{1,2}}){_SIGN}\s*(?![\d%])")
_COMMA = re.compile(r"\s*(?P<number>[IVX]{1,5})\s?[,;]\s*(?=[^\W\d])")
_LETTER = re.compile(rf"\s*(?P<number>[a-hkđ]){_SIGN}\s*")
_SPELT = re.compile(
    rf"\s*(?:(?P<number>{'|'.join(_WORDS)})\s+là(?!\w)|thứ\s+(?P<order>{'|'.join(_WORDS)})(?=\s*(?:là\b|[,:])))"
    r"\s*(?:là\b)?\s*[,:]?\s*"
)
_BULLET = re.compile(r"\s*(?P<bullet>[-+*•·●○▪■□◦➢✓→❖]|o(?=\s)|\.(?!\.))")

_LETTERS = "abcdđefghik"  # with and without đ: the place in a list of letters is counted, not read off
MAX_NUMBER = 30  # of a heading; a greater one is a date or a count


@dataclass(frozen=True, slots=True)
class Label:
    """A heading's label: "II.2." is family dotted, numbers (2, 2); `end` is where the title begins in the text."""

    family: Family
    numbers: tuple[int, ...]
    end: int
    signed: bool = True  # ends in a sign of its own

    @property
    def number(self) -> int:
        """The place among its siblings."""
        return self.numbers[-1]


def roman_value(text: str) -> int | None:
    """The value of a roman number from I to XXX, None where the letters are none ("IIX", "XL")."""
    text = text.lower()
    if text in _ONE_SIGN:
        return _ONE_SIGN[text]
    if not text or any(letter not in _ROMANS for letter in text):
        return None
    values = [_ROMANS[letter] for letter in text]
    total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return total if 1 <= total <= MAX_NUMBER and to_roman(total).lower() == text else None


def to_roman(number: int) -> str:
    """The roman numeral of 1 to 89."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones] if tens < 4 else str(number)


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """The label that `text` begins with, a doubled one ("1. I.") read as its second part; None if there is none."""
    words = shadow(text)
    label = _one_label(words, text, 0)
    if label and label.family in ("roman", "arabic"):
        second = _one_label(words, text, label.end)
        twice = {"roman": ("arabic",), "arabic": ("roman", "arabic", "dotted", "part")}[label.family]
        if second and second.signed and second.family in twice:
            return second if label.family == "arabic" else Label("dotted", label.numbers + second.numbers, second.end)
    return label or _scanned_label(text)


def _scanned_label(text: str) -> Label | None:
    """ "Il. Hạn chế", "l. Ưu điểm" of a scan, and "IV, Giải trình": no sure label without a sure title."""
    if match := _SCANNED.match(text):
        value = roman_value(match["number"].lower().translate(_LIKE_I))
        return Label("roman", (value,), match.end(), signed=False) if value else None
    if match := _COMMA.match(text):
        value = roman_value(match["number"])
        return Label("roman", (value,), match.end(), signed=False) if value else None
    return None


def _one_label(words: str, text: str, start: int) -> Label | None:
    if match := _PART.match(words, start):
        number = _value(match["number"])
        numbered = match["word"] == "mục" and match["number"].isdigit()  # "Mục 1." stands under "Phần I." or alone
        return Label("arabic" if numbered else "part", (number,), match.end()) if number else None
    if match := _DOTTED.match(words, start):
        numbers = tuple(_value(part.strip()) or 0 for part in match["number"].split("."))
        if all(0 < number <= MAX_NUMBER for number in numbers):
            return Label("dotted", numbers, match.end())
    if (match := _ROMAN_LABEL.match(words, start)) and text[match.start("number") : match.end("number")].isupper():
        value = roman_value(match["number"])
        signed = words[match.end("number") : match.end()].strip() != ""
        return Label("roman", (value,), match.end(), signed) if value else None
    if match := _ARABIC.match(words, start):
        number = int(match["number"])
        return Label("arabic", (number,), match.end()) if 0 < number <= MAX_NUMBER else None
    if match := _SPELT.match(words, start):  # "Một là, …", "Thứ hai: …"
        return Label("small", (_WORDS[match["number"] or match["order"]],), match.end())
    if match := _LETTER.match(words, start):
        letter = text[match.start("number") : match.end("number")]
        family: Family = "letter" if letter.isupper() else "small"
        return Label(family, (_LETTERS.index(match["number"]) + 1,), match.end())
    return None


def _value(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS.get(text) or roman_value(text) or 0


def bullet(text: str) -> str:
    """The sign of a list item that `text` begins with ("-", "+", "*"), empty if there is none."""
    match = _BULLET.match(text)
    return match["bullet"] if match else ""


def is_bold(paragraph: Paragraph, start: int = 0, end: int | None = None) -> bool:
    """Whether every letter from `start` to `end` is bold, or the paragraph's style is a heading's."""
    if paragraph.outline is not None and paragraph.outline < 9:
        return True
    bold = sorted((run.start, run.end) for run in paragraph.runs if run.bold)
    if not bold:
        return False
    stop = len(paragraph.text) if end is None else end
    plain, place = "", start
    for first, last in bold:
        plain += paragraph.text[place : min(first, stop)]
        place = max(place, last)
    plain += paragraph.text[place:stop]
    return not any(map(str.isalnum, plain)) and any(map(str.isalnum, paragraph.text[start:stop]))


def bold_opening(paragraph: Paragraph, start: int) -> int:
    """Where the bold text that opens the title at `start` ends; `start` if it is not bold."""
    end = start
    for run in sorted(paragraph.runs, key=lambda run: run.start):
        if run.end <= start:
            continue
        between = paragraph.text[end : run.start]
        if not run.bold or (run.start > end and between.strip()):
            break
        end = run.end
    return end


def is_capitals(text: str) -> bool:
    """Whether the letters are capitals, two words at least."""
    opening = text[:8]  # tells nearly always, and capitals of a long text cost a walk over it
    return opening.upper() == opening and text.upper() == text and sum(map(str.isalpha, text)) > 5


_CLOSING_YEAR = re.compile(r"\s(?:năm|qúy\s+\w+[,/]?)\s+(?:học\s+)?(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?[\s*)]*\Z")
TITLE_LINE = 15  # words: a longer line with a year at its end is a sentence


def closes_with_year(text: str) -> bool:
    """Whether a short line ends in a year, no stop behind it, as titles do: "Ban Chấp hành Đảng bộ năm 2024"."""
    return text[:1] != "(" and len(text.split()) <= TITLE_LINE and _CLOSING_YEAR.search(shadow(text)) is not None
