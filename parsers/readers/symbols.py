"""Glyphs as data: which box or mark a code of a symbol font is, and which characters of Unicode are boxes or marks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.document import OBJECT, Mark

_STATES = {"empty": (False, True), "marked": (True, True), "bare": (True, False)}  # state → (checked, box)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a symbol font: what stands for it in the text, and what it says if it is a box or a mark."""

    text: str
    checked: bool | None = None
    box: bool = True
    code: str = ""  # empty for a sign that is no box and no mark


def symbol_font(font: str | None) -> str | None:
    """The canonical name of a symbol font ("wingdings"), None for a font of letters."""
    return _data().fonts.get(font.casefold().strip()) if font else None


def glyph(font: str, code: int) -> Glyph:
    """What a character of a symbol font is; `font` as `symbol_font` gave it, `code` with or without the F0 prefix.

    A glyph that the table lacks may still be a box (any sign repeated beside every option is one): its `checked` is
    None, for judgement by contrast.
    """
    byte = f"{code & 0xFF:02X}"
    data = _data()
    name = f"{font.title()}:{byte}"
    if entry := data.glyphs.get(font, {}).get(byte):
        text, state = entry
        if state == "plain":
            return Glyph(text)
        checked, box = _STATES[state]
        return Glyph(text, checked, box, name)
    if letter := data.letters.get(font, {}).get(byte):
        return Glyph(letter)
    if font == "symbol":  # the rest of its first half is ASCII
        return Glyph(chr(code & 0xFF) if code & 0xFF < 0x7F else OBJECT)
    return Glyph(OBJECT, None, True, name)


def glyph_text(text: str, font: str | None) -> str:
    """A text in a font that may be a symbol font (a bullet), as Unicode: "\uf0b7" in Symbol is "·"."""
    name = symbol_font(font)
    if name is None:
        return "".join("•" if "\uf000" <= letter <= "\uf0ff" else letter for letter in text)
    return "".join(shown if (shown := glyph(name, ord(letter)).text) != OBJECT else "•" for letter in text)


def unicode_marks(text: str) -> list[Mark]:
    """The boxes and marks among the characters of `text`."""
    data = _data()
    return [
        Mark(match.start(), match.end(), "glyph", *data.unicode[match[0]], code=f"U+{ord(match[0]):04X}")
        for match in data.pattern.finditer(text)
    ]


@dataclass(frozen=True, slots=True)
class _Data:
    fonts: dict[str, str]
    glyphs: dict[str, dict[str, tuple[str, str]]]
    letters: dict[str, dict[str, str]]
    unicode: dict[str, tuple[bool, bool]]
    pattern: re.Pattern[str]


@cache
def _data() -> _Data:
    table = tomllib.loads((files("parsers.readers") / "symbols.toml").read_text(encoding="utf-8"))
    unicode = {letter: _STATES[state] for state, letters in table["unicode"].items() for letter in letters}
    pattern = re.compile(f"[{''.join(map(re.escape, unicode))}]")
    return _Data(table["fonts"], table["glyphs"], table["text"], unicode, pattern)
