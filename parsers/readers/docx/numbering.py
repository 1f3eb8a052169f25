"""Automatic numbering: the labels that Word draws and no text holds ("I.", "1.1.", "a)", "-").

ECMA-376 part 1, 17.9: a paragraph names a `num`, that an `abstractNum`; counters belong to the abstract list, so that
two nums of one list count on; a `startOverride` restarts once, where its num is first used.
"""

from __future__ import annotations

import re
from copy import copy, deepcopy
from dataclasses import dataclass, field

from parsers.readers.docx.names import W, child_value, switched_on, value, whole
from parsers.readers.docx.styles import Styles
from parsers.readers.symbols import glyph_text
from parsers.readers.xml import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(slots=True)
class Level:
    """One level of a list."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # number of the level after which it restarts; 0 never, None any higher one
    legal: bool = False
    font: str | None = None
    style: str | None = None


@dataclass(slots=True)
class Num:
    """A list as paragraphs name it: its levels, the key of its counters, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """Counts through a document; ask `label` once per numbered paragraph, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstract[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._nums[element.get(f"{W}numId", "")] = element
        self._built: dict[str, Num | None] = {}
        self._counters: dict[str, list[int | None]] = {}

    def silent(self) -> Numbering:
        """A copy that counts on its own: for texts that are left out."""
        twin = copy(self)
        twin._counters = {key: counters[:] for key, counters in self._counters.items()}
        twin._built = deepcopy(self._built)
        return twin

    def label(self, number: str | None, level: int | None, style: str | None) -> tuple[str, int | None]:
        """The label of the next paragraph of that list and its level; ("", None) where there is none.

        `style` is the paragraph style that brings the list, if one does: its level is the one that names the style.
        """
        num = self._num(number)
        if num is None:
            return "", None
        if level is None:
            level = next((n for n, entry in num.levels.items() if style and entry.style == style), 0)
        entry = num.levels.get(level) if 0 <= level < _LEVELS else None
        if entry is None:
            return "", None
        counters = self._count(num, level)
        return self._write(num, entry, counters), level

    def _count(self, num: Num, level: int) -> list[int | None]:
        counters = self._counters.setdefault(num.abstract, [None] * _LEVELS)
        if level in num.overrides and level not in num.used:
            counters[level] = None
        start = num.overrides.get(level, num.levels[level].start)
        num.used.add(level)
        current = counters[level]
        counters[level] = start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or (restart > 0 and level < restart):
                counters[deeper] = None
        return counters

    @staticmethod
    def _write(num: Num, entry: Level, counters: list[int | None]) -> str:
        if entry.format == "none":
            return _PLACE.sub("", entry.text).strip()
        if entry.format == "bullet":
            return glyph_text(entry.text, entry.font).strip()

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = num.levels.get(index, Level())
            count = counters[index]
            return write_number(other.start if count is None else count, "decimal" if entry.legal else other.format)

        return _PLACE.sub(place, entry.text).strip()

    def _num(self, number: str | None) -> Num | None:
        if not number or number == "0":
            return None
        if number not in self._built:
            self._built[number] = self._build(number)
        return self._built[number]

    def _build(self, number: str, seen: frozenset[str] = frozenset()) -> Num | None:
        element = self._nums.get(number)
        if element is None or number in seen:
            return None
        key = child_value(element, f"{W}abstractNumId") or ""
        abstract = self._abstract.get(key)
        if abstract is None:
            return None
        link = child_value(abstract, f"{W}numStyleLink")
        if link and (style := self._styles.element(link)) is not None:
            linked = child_value(style.find(f"{W}pPr/{W}numPr"), f"{W}numId")
            base = self._build(linked, seen | {number}) if linked else None
            num = Num(base.abstract, dict(base.levels)) if base else Num(key, {})
        else:
            num = Num(key, {whole(lvl.get(f"{W}ilvl")): self._level(lvl) for lvl in abstract.iter(f"{W}lvl")})
        for override in element.iter(f"{W}lvlOverride"):
            self._override(num, override)
        return num

    def _override(self, num: Num, override: Element) -> None:
        level = whole(override.get(f"{W}ilvl"))
        own = override.find(f"{W}lvl")
        if own is not None:
            num.levels[level] = self._level(own)
        start = child_value(override, f"{W}startOverride")
        if start is not None:
            num.overrides[level] = whole(start, 1)

    def _level(self, element: Element) -> Level:
        format_ = element.find(f".//{W}numFmt")  # may stand in an AlternateContent for custom formats
        legal = element.find(f"{W}isLgl")
        restart = child_value(element, f"{W}lvlRestart")
        run = self._styles.run_properties(element.find(f"{W}rPr"))
        text = child_value(element, f"{W}lvlText") or ""
        if element.find(f"{W}lvlPicBulletId") is not None:
            text = "•"
        return Level(
            format=value(format_) or "decimal",
            text=text,
            start=whole(child_value(element, f"{W}start"), 1),
            restart=None if restart is None else whole(restart),
            legal=legal is not None and switched_on(legal),
            font=run.get("ascii") or run.get("hAnsi"),
            style=child_value(element, f"{W}pStyle"),
        )


def write_number(count: int, format_: str) -> str:
    """A counter in one of Word's formats; those that reports do not use are written as decimals."""
    if format_ in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman if format_ == "upperRoman" else roman.lower()
    if format_ in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 99)
        return letter if format_ == "upperLetter" else letter.lower()
    if format_ == "decimalZero":
        return f"{count:02d}"
    if format_ == "numberInDash":
        return f"- {count} -"
    if format_ in ("bullet", "none"):
        return ""
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for number, letters in _ROMAN:
        repeat, count = divmod(count, number)
        written += letters * repeat
    return written
