"""Styles: how a run and a paragraph look once document defaults, styles and direct properties are laid over each other.

Order of ECMA-376 part 1, 17.7.2: document defaults, table style, paragraph style, character style, direct. Toggles
(bold, italic, struck, hidden) of the style levels cancel each other out; a direct one is absolute (17.7.3).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from models.document import Align
from parsers.readers.docx.names import VAL, A, W, child_value, points, switched_on, value, whole
from parsers.readers.legacy_encodings import Encoding, font_encoding
from parsers.readers.symbols import symbol_font
from parsers.readers.xml import Element

Properties = dict[str, Any]

_TOGGLES = {f"{W}{name}": name for name in ("b", "i", "strike", "dstrike", "vanish")}
_TOGGLE_NAMES = tuple(_TOGGLES.values())
_WHITE = {"FFFFFF", "AUTO", "WHITE"}
_NO_BORDER = {"nil", "none"}


class Look(NamedTuple):
    """How characters look. `font` draws ASCII, `high_font` the other letters of Latin scripts."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    highlight: bool = False
    colour: str | None = None
    size: float | None = None
    font: str | None = None
    high_font: str | None = None
    hidden: bool = False
    bordered: bool = False
    symbol: str | None = None  # the symbol font that draws ASCII, of `symbol_font`
    high_symbol: str | None = None
    encoding: Encoding | None = None  # that the name of the font stands for


class Format(NamedTuple):
    """How a paragraph stands. `number` is the list that it belongs to."""

    style: str
    align: Align
    indent: float
    outline: int | None
    line: tuple[str, str] | None
    page_break: bool
    shaded: bool
    number: str | None
    level: int | None
    number_style: str  # the style whose level the number has, where the level is not given


class Styles:
    """The styles of a document, resolved when asked for."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._elements: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}  # style type → id of its default style
        self._run: dict[str, Properties] = {}
        self._looks: dict[Any, Look] = {}
        self._paragraph: dict[str, Properties] = {}
        self._formats: dict[Any, Format] = {}
        self.default_run: Properties = {}
        self._default_paragraph: Properties = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}style":
                self._add(element)
            elif element.tag == f"{W}docDefaults":
                self.default_run = self.run_properties(element.find(f"{W}rPrDefault/{W}rPr"))
                self._default_paragraph = paragraph_properties(element.find(f"{W}pPrDefault/{W}pPr"))

    def _add(self, element: Element) -> None:
        identifier = element.get(f"{W}styleId", "")
        self._elements[identifier] = element
        if element.get(f"{W}default") in ("1", "true", "on"):
            self._defaults[element.get(f"{W}type", "")] = identifier

    def element(self, identifier: str) -> Element | None:
        """The style's own XML."""
        return self._elements.get(identifier)

    def known(self, identifier: str | None, kind: str) -> str:
        """The style in force: the one named if there is such, else the default of its kind."""
        if identifier is not None and identifier in self._elements:
            return identifier
        return self._defaults.get(kind, "")

    def name(self, identifier: str) -> str:
        """The name that people see; the id where the style has none."""
        return child_value(self._elements.get(identifier), f"{W}name") or identifier

    def chain(self, identifier: str) -> list[Element]:
        """The style and what it is based on, the base first."""
        found: list[Element] = []
        while (element := self._elements.get(identifier)) is not None and element not in found:
            found.append(element)
            identifier = child_value(element, f"{W}basedOn") or ""
        return found[::-1]

    def style_run(self, identifier: str) -> Properties:
        """The run properties that a style of any kind gives."""
        if identifier not in self._run:
            merged: Properties = {}
            for element in self.chain(identifier):
                merged |= self.run_properties(element.find(f"{W}rPr"))
            self._run[identifier] = merged
        return self._run[identifier]

    def style_paragraph(self, identifier: str) -> Properties:
        """The paragraph properties that a style gives over the document defaults."""
        if identifier not in self._paragraph:
            merged = dict(self._default_paragraph)
            for element in self.chain(identifier):
                merged |= paragraph_properties(element.find(f"{W}pPr"))
                merged.pop("mark", None)
                merged.pop("section", None)
                if element.find(f"{W}pPr/{W}numPr") is not None:
                    merged["number_style"] = element.get(f"{W}styleId")
            if "outline" not in merged and self.name(identifier).lower().startswith("heading "):
                level = whole(self.name(identifier)[8:].strip(), 0)
                if 1 <= level <= 9:
                    merged["outline"] = level - 1
            self._paragraph[identifier] = merged
        return self._paragraph[identifier]

    def format(self, style: str, own: Properties) -> Format:
        """How a paragraph of that style stands with its own properties."""
        key = (style, tuple(own.items()))
        if key not in self._formats:
            merged = self.style_paragraph(style) | own
            number_style = None if "number" in own else merged.get("number_style")
            self._formats[key] = Format(
                style=self.name(style),
                align=merged.get("align", "left"),
                indent=merged.get("left", 0.0) + merged.get("first", 0.0),
                outline=merged.get("outline"),
                line=merged.get("line"),
                page_break=merged.get("page_break", False),
                shaded=merged.get("shading", False),
                number=merged.get("number"),
                level=own.get("level", None if number_style else merged.get("level")),
                number_style=number_style or style,
            )
        return self._formats[key]

    def look(self, paragraph_style: str, table_style: str, direct: Element | None) -> Look:
        """How a run looks that stands in a paragraph of that style, in a table of that style, with those properties."""
        own = self.run_properties(direct)
        key = (paragraph_style, table_style, tuple(own.items()))
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._resolve(paragraph_style, table_style, own)
        return look

    def _resolve(self, paragraph_style: str, table_style: str, own: Properties) -> Look:
        character = own.get("style")
        levels = [self.style_run(table_style), self.style_run(paragraph_style)]
        levels.append(self.style_run(character) if character in self._elements else {})
        merged: Properties = {}
        for level in (self.default_run, *levels, own):
            merged |= level
        for toggle in _TOGGLE_NAMES:
            if toggle not in own:
                count = sum(bool(level.get(toggle)) for level in levels)
                merged[toggle] = count % 2 == 1 or bool(self.default_run.get(toggle))
        shown = merged.get("highlight", False) or merged.get("shading", False)
        font = merged.get("ascii") or merged.get("hAnsi")
        high_font = merged.get("hAnsi") or font
        size = merged.get("size", 10.0)  # Word's own default where nothing says a size
        return Look(
            bold=merged["b"],
            italic=merged["i"],
            underline=merged.get("underline", False),
            strike=merged["strike"] or merged["dstrike"],
            highlight=shown,
            colour=merged.get("colour"),
            size=size,
            font=font,
            high_font=high_font,
            hidden=merged["vanish"] or size <= 1,
            bordered=merged.get("border", False),
            symbol=symbol_font(font),
            high_symbol=symbol_font(high_font),
            encoding=font_encoding(high_font),
        )

    def run_properties(self, element: Element | None) -> Properties:
        """`w:rPr` as the few properties that carry a meaning."""
        found: Properties = {}
        if element is None:
            return found
        for child in element:
            tag = child.tag
            if tag in _TOGGLES:
                found[_TOGGLES[tag]] = switched_on(child)
            elif (reader := _RUN_READERS.get(tag)) is not None:
                reader(child, found)
            elif tag == f"{W}rFonts":
                self._read_fonts(child, found)
        return found

    def _read_fonts(self, element: Element, found: Properties) -> None:
        for slot in ("ascii", "hAnsi"):
            theme = element.get(f"{W}{slot}Theme")
            font = self._fonts.get(theme[:5]) if theme else element.get(f"{W}{slot}")
            if font:
                found[slot] = font


def paragraph_properties(element: Element | None) -> Properties:
    """`w:pPr` as the few properties that carry a meaning, and as XML the paragraph's mark and the section it ends."""
    found: Properties = {}
    if element is None:
        return found
    for child in element:
        reader = _PARAGRAPH_READERS.get(child.tag)
        if reader is not None:
            reader(child, found)
    return found


def is_shaded(element: Element) -> bool:
    """Whether a `w:shd` is seen: a fill other than white, or a pattern."""
    if element.get(VAL) == "solid" and element.get(f"{W}color", "auto").upper() not in _WHITE:
        return True
    return element.get(f"{W}fill", "auto").upper() not in _WHITE or "themeFill" in str(element.attrib)


def is_border(element: Element | None) -> bool:
    """Whether a border element draws a line."""
    return element is not None and element.get(VAL, "nil") not in _NO_BORDER


def _read_colour(element: Element, found: Properties) -> None:
    colour = (element.get(VAL) or "auto").upper()
    if element.get(f"{W}themeColor") in ("background1", "light1"):
        colour = "FFFFFF"
    found["colour"] = None if colour in ("AUTO", "000000") else colour


def _read_size(element: Element, found: Properties) -> None:
    size = points(element.get(VAL), 0.5)
    if size is not None:
        found["size"] = size


def _read_underline(element: Element, found: Properties) -> None:
    found["underline"] = element.get(VAL, "single") != "none"


def _read_highlight(element: Element, found: Properties) -> None:
    found["highlight"] = element.get(VAL, "none") not in ("none", "white")


def _read_shading(element: Element, found: Properties) -> None:
    found["shading"] = is_shaded(element)


def _read_border(element: Element, found: Properties) -> None:
    found["border"] = is_border(element)


def _read_style(element: Element, found: Properties) -> None:
    found["style"] = element.get(VAL)


_RUN_READERS = {
    f"{W}color": _read_colour,
    f"{W}sz": _read_size,
    f"{W}u": _read_underline,
    f"{W}highlight": _read_highlight,
    f"{W}shd": _read_shading,
    f"{W}bdr": _read_border,
    f"{W}rStyle": _read_style,
}


_ALIGN = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}


def _read_align(element: Element, found: Properties) -> None:
    found["align"] = _ALIGN.get(element.get(VAL, ""), "left")


def _read_indent(element: Element, found: Properties) -> None:
    left = points(element.get(f"{W}left") or element.get(f"{W}start"), 0.05)
    first = points(element.get(f"{W}firstLine"), 0.05)
    hanging = points(element.get(f"{W}hanging"), 0.05)
    if left is not None:
        found["left"] = left
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first


def _read_spacing(element: Element, found: Properties) -> None:
    line = element.get(f"{W}line")
    if line is not None:
        found["line"] = (line, element.get(f"{W}lineRule", "auto"))


def _read_outline(element: Element, found: Properties) -> None:
    level = whole(element.get(VAL), 9)
    found["outline"] = level if 0 <= level < 9 else None


def _read_number(element: Element, found: Properties) -> None:
    number, level = child_value(element, f"{W}numId"), child_value(element, f"{W}ilvl")
    if number is not None:
        found["number"] = number
    if level is not None:
        found["level"] = whole(level)


def _read_break(element: Element, found: Properties) -> None:
    found["page_break"] = switched_on(element)


def _read_paragraph_shading(element: Element, found: Properties) -> None:
    found["shading"] = is_shaded(element)


def _keep_mark(element: Element, found: Properties) -> None:
    found["mark"] = element


def _keep_section(element: Element, found: Properties) -> None:
    found["section"] = element


_PARAGRAPH_READERS = {
    f"{W}rPr": _keep_mark,
    f"{W}sectPr": _keep_section,
    f"{W}jc": _read_align,
    f"{W}ind": _read_indent,
    f"{W}spacing": _read_spacing,
    f"{W}outlineLvl": _read_outline,
    f"{W}numPr": _read_number,
    f"{W}pageBreakBefore": _read_break,
    f"{W}shd": _read_paragraph_shading,
    f"{W}pStyle": _read_style,
}


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts that "minorHAnsi" and "majorHAnsi" stand for, by their first five letters."""
    if theme is None:
        return {}
    fonts = {name: value(theme.find(f".//{A}{name}Font/{A}latin"), "typeface") for name in ("minor", "major")}
    return {name: font for name, font in fonts.items() if font}
