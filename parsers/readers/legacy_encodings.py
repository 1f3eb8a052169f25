"""Vietnamese before Unicode: TCVN3 (".VnTime", "ABC") and VNI text, told by its letters and its font together.

Both put Vietnamese letters on Latin-1 codes and leave the rest to a font. Decoding is a table from character to
string; VNI's marks become combining marks, which the folding to NFC then composes with the letter before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

# TCVN 5712:1993 VN3, bytes A1 to FE (glibc's TCVN5712-1 charmap); toned capitals are small letters in a "…H" font.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

# VNI-Windows: a mark stands after its vowel; a few letters have codes of their own.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_SMALL = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
    "ì": "ì", "í": "í", "ó": "ĩ", "æ": "ỉ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ",
}  # fmt: skip
_VNI = _VNI_SMALL | {mark.upper(): letter.upper() for mark, letter in _VNI_SMALL.items()}

_TABLES: dict[Encoding, dict[int, str]] = {"tcvn3": str.maketrans(_TCVN3), "vni": str.maketrans(_VNI)}

# What only the old encoding can be: Latin-1 codes that are no Vietnamese letters in Unicode, against a letter.
_UNICODE_TOO = set("áâãèéêìíòóôõùúýÊÌÒÓÔÕÝÐ")
_ODD = "".join(re.escape(code) for code in _TCVN3 if code not in _UNICODE_TOO)
_TELLS: dict[Encoding, re.Pattern[str]] = {
    "tcvn3": re.compile(f"[A-Za-z][{_ODD}]|[{_ODD}][A-Za-z]"),
    "vni": re.compile(r"[aeAE][øùûïâàáãåõêèéúäëüØÙÛÏÂÀÁÃÅÕÊÈÉÚÄËÜ]|[ouyOUYôöÔÖ][øûïäåëüØÛÏÄÅËÜ]|[ñöæîÑÖÆÎ]"),
}
# What only Unicode can be: letters past Latin-1, combining tones.
_UNICODE = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")

_TCVN3_FONT = re.compile(r"\.?vn(?!i)[ a-z]", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni\b|vni-", re.IGNORECASE)


def font_encoding(font: str | None) -> Encoding | None:
    """The old encoding that a font's name stands for; the letters may still be Unicode."""
    if not font:
        return None
    if _VNI_FONT.match(font):
        return "vni"
    return "tcvn3" if _TCVN3_FONT.match(font) else None


def decode(text: str, encoding: Encoding, font: str) -> str:
    """The text in Unicode, VNI's marks as combining marks; a TCVN3 font whose name ends in H draws capitals."""
    decoded = text.translate(_TABLES[encoding])
    if encoding == "tcvn3" and font.rstrip().endswith("H"):
        return decoded.upper()
    return decoded


class Votes:
    """What the texts in each old font turn out to be, over a whole document.

    A text that could be either ("tèt") follows the other texts of its font; where none tells, the font's name decides.
    `unsettled` becomes true when a text was decided before a later one told otherwise: then read once more.
    """

    def __init__(self) -> None:
        self._votes: Counter[tuple[str, bool]] = Counter()
        self._guessed: set[tuple[str, bool]] = set()

    def is_legacy(self, text: str, encoding: Encoding, font: str, context: str) -> bool:
        """Whether a text in an old font is in the old encoding; `context` is all the paragraph's text in that font."""
        told = _tell(text, encoding)
        if told is None:
            told = _tell(context, encoding)
        if told is not None:
            self._votes[font, told] += 1
            return told
        guess = self._majority(font)
        self._guessed.add((font, guess))
        return guess

    @property
    def unsettled(self) -> bool:
        """Whether a guess differs from what all the votes say."""
        return any(self._majority(font) != guess for font, guess in self._guessed)

    def again(self) -> None:
        """Forget the guesses, keep the votes: the document is read a second time."""
        self._guessed.clear()

    def _majority(self, font: str) -> bool:
        return self._votes[font, True] >= self._votes[font, False]


def _tell(text: str, encoding: Encoding) -> bool | None:
    """True for the old encoding, False for Unicode, None where the letters could be either."""
    if _UNICODE.search(text):
        return False
    return True if _TELLS[encoding].search(text) else None
