"""Names that stand in capitals, written as people write them."""

from __future__ import annotations

import re
from collections.abc import Collection

from parsers.text import fold, shadow


def is_upper(text: str) -> bool:
    """Whether every letter is a capital."""
    return text.upper() == text and text.lower() != text


def as_written_elsewhere(name: str, text: str) -> str | None:
    """`name` as `text` writes it in small and capital letters; None where it stands there in capitals only."""
    words = [re.escape(word) for word in fold(name).split()]
    if not words:
        return None
    for match in re.finditer(r"(?<!\w)" + r"[\s\-–]+".join(words) + r"(?!\w)", shadow(text)):
        found = text[match.start() : match.end()]
        if not is_upper(found):
            return " ".join(found.split())
    return None


def sentence_case(text: str) -> str:
    """ "BÍ THƯ CHI BỘ" as "Bí thư chi bộ"; what is not all in capitals stays as it is."""
    if not is_upper(text):
        return text
    return text[:1] + text[1:].lower()


def person_case(name: str) -> str:
    """ "TRẦN THỊ A" as "Trần Thị A"; what is not all in capitals stays as it is."""
    if not is_upper(name) or all(len(word) == 1 for word in name.split()):
        return name
    return re.sub(r"[^\W\d_]+", lambda match: _capital(match[0]), name)


def name_case(name: str, phrases: re.Pattern[str], cased: dict[str, str], acronyms: Collection[str]) -> str:
    """A body's or a school's name in capitals as people write it; what is not all in capitals stays as it is.

    "ĐẢNG BỘ THỊ TRẤN MƯỜNG A" is "Đảng bộ thị trấn Mường A", "TRƯỜNG TH&THCS SỐ 1" is "Trường TH&THCS số 1":
    `phrases` finds what `cased` has the case of, `acronyms` stay capitals, other words begin with one.
    """
    if not is_upper(name):
        return name
    parts, place = [], 0
    for match in phrases.finditer(shadow(name)):
        parts += [
            _words(name[place : match.start()], acronyms),
            _like(cased[match[0]], name[match.start() : match.end()]),
        ]
        place = match.end()
    text = "".join([*parts, _words(name[place:], acronyms)])
    return text[:1].upper() + text[1:]


def _like(cased: str, source: str) -> str:
    """The letters of `source` (whose tone places stay) in the case of `cased`."""
    return "".join(b.upper() if a.isupper() else b.lower() for a, b in zip(cased, source, strict=True))


def _words(text: str, acronyms: Collection[str]) -> str:
    return re.sub(r"[^\W_]+", lambda match: _word(match[0], acronyms), text)


def _word(word: str, acronyms: Collection[str]) -> str:
    return word if fold(word) in acronyms or re.fullmatch(r"[IVX]+", word) else _capital(word)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
