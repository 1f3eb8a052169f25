"""Names of OOXML: the namespaces as lxml writes them, and how values are read."""

from __future__ import annotations

import re

from parsers.readers.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0, "px": 0.75}
_MEASURE = re.compile(r"\s*(-?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})?\s*\Z")
_LONGEST_NUMBER = 12  # characters: more is no measure of a page
EMU = 12700  # English metric units in a point


def value(element: Element | None, name: str = VAL) -> str | None:
    """An attribute of an element that may be absent."""
    return None if element is None else element.get(name)


def child_value(element: Element | None, name: str) -> str | None:
    """The `w:val` of a child that may be absent."""
    return None if element is None else value(element.find(name))


def switched_on(element: Element) -> bool:
    """An on/off property that is present: on unless its value says off (ECMA-376 part 1, 17.17.4)."""
    return element.get(VAL, "1").lower() not in _OFF


def whole(text: str | None, default: int = 0) -> int:
    """A whole number; `default` for none or nonsense."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def points(text: str | None, unit: float, default: float | None = None) -> float | None:
    """A measure in points: a bare number counts in `unit` points, strict files write "12pt" or "2.5cm"."""
    match = _MEASURE.match(text.lower()) if text else None
    if match is None or len(match[1]) > _LONGEST_NUMBER:
        return default
    return float(match[1]) * (_UNITS.get(match[2], 1.0) if match[2] else unit)
