"""The normalised shadow of a text, and the small readings that every extractor needs: numbers, percents, dates.

A shadow has the length of its text, character for character, so an offset found in it is an offset of the source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Tone on the first or the second vowel is one spelling in two styles (hoà, hòa); Unicode look-alikes are one letter.
_TONE_PLACES = {
    a + b: c + d
    for a, b, c, d in (
        *(("o", new, old, "a") for new, old in zip("àáảãạ", "òóỏõọ", strict=True)),
        *(("o", new, old, "e") for new, old in zip("èéẻẽẹ", "òóỏõọ", strict=True)),
        *(("u", new, old, "y") for new, old in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)),
    )
}
_TONE_PLACE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_LOOK_ALIKES = {
    "Ð": "đ", "Ɖ": "đ", "ð": "đ",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\n": " ",
}  # fmt: skip
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


@lru_cache(maxsize=4096)
def shadow(text: str) -> str:
    """`text` as it is matched: lower case, tones on their old place, one dash, one quote, blanks as spaces.

    The result is as long as `text`; `text` must be NFC.
    """
    lowered = text.lower()
    if len(lowered) != len(text) or "Σ" in text:  # İ grows, Σ looks at its neighbours: letter by letter they do neither
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    lowered = _LOOK_ALIKE.sub(lambda match: _LOOK_ALIKES[match[0]], lowered)
    return _TONE_PLACE.sub(lambda match: _TONE_PLACES[match[0]], lowered)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which two texts are compared: shadow of the NFC text, white space as one space, none at the ends."""
    return " ".join(shadow(unicodedata.normalize("NFC", text)).split())


def fold_tight(text: str) -> str:
    """Like `fold`, without any white space: narrow head cells break words ("chuyể n lớp")."""
    return "".join(fold(text).split())


@lru_cache(maxsize=4096)
def without_tones(text: str) -> str:
    """Like `fold`, without tone marks, vowel signs and the bar of đ: how offices type file names and searches."""
    return letters_of(fold(text))


def letters_of(word: str) -> str:
    """The letters of a lower-case word without any mark; nothing else of it is changed."""
    decomposed = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(letter for letter in decomposed if letter < "\u0300" or not unicodedata.combining(letter))


def clean(text: str) -> str:
    """`text` as the report shows it: NFC, white space folded to one space, none at the ends; newlines are kept."""
    composed = unicodedata.normalize("NFC", text)
    if "\n" not in composed:
        return " ".join(composed.split())
    lines = (" ".join(line.split()) for line in composed.split("\n"))
    return "\n".join(line for line in lines if line)


# --- numbers -------------------------------------------------------------------------------------------------------

# "1.254" and "1 254" are thousands, "94.1" and "94,1" are decimals: three digits after a point make the difference.
COUNT = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?![.,]?\d)"
DECIMAL = r"\d+(?:[.,]\d+)?"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?\Z")


def read_count(text: str) -> int | None:
    """A whole number as reports write it ("03", "1.254", "1 254"); None for anything else ("-", "", "3,5")."""
    text = text.strip().replace(" ", "")
    if text.isdecimal():
        return int(text)
    if text[:1].isdecimal() and _THOUSANDS.match(text):
        return int(text.replace(".", ""))
    return None


def read_decimal(text: str) -> float | None:
    """A number with comma or point ("85,3", "94.1", "100", "54,1%", "15 %"); None for anything else."""
    text = text.strip().removesuffix("%").strip()
    return float(text.replace(",", ".")) if text[:1].isdecimal() and _DECIMAL.match(text) else None


def decimals(text: str) -> int:
    """How many digits stand after the decimal sign: the precision in which a figure was written."""
    match = re.search(r"[.,](\d+)\s*%?\s*\Z", text.strip())
    return len(match[1]) if match else 0


_SENTENCES_BEFORE = re.compile(r"^.*[^\W\d_]{2}[.!?;]\s+(?=[^\W\d_]{2})", re.DOTALL)


def last_sentence(text: str) -> str:
    """The last sentence of a line: the one that announces a list or a table, whatever the line tells before it."""
    return _SENTENCES_BEFORE.sub("", text)


SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d|\d\d)(?!\d)")


_NO_DASH = re.compile(r"(?<![\d/-])((?:19|20)\d\d)\s+((?:19|20)\d\d)(?![\d/-])")


def with_dash(label: str) -> str:
    """`label` with the dash between two years that follow each other: "2022 2023" is a school year, broken in its cell.

    For labels of tables only: prose may tell the figures of two years in a row.
    """
    return _NO_DASH.sub(lambda years: "-".join(years.groups()) if _follow(*years.groups()) else years[0], label)


def _follow(first: str, second: str) -> bool:
    return int(second) == int(first) + 1


def read_school_year(text: str) -> str | None:
    """The first school year that `text` names, as "2022-2023" ("2021 – 2022", "2022-23"); None if it names none.

    Two years further apart than one are a term, not a school year.
    """
    for match in SCHOOL_YEAR.finditer(text):
        first = int(match[1])
        second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        if second == first + 1:
            return f"{first}-{second}"
    return None
