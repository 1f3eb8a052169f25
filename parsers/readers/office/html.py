"""HTML (pages that were named .doc, pages that Word saved) → a Word package. Nothing is fetched, nothing is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from models.document import Skipped
from models.errors import InputError, LimitError
from parsers.readers.docx.names import W14
from parsers.readers.limits import Limits
from parsers.readers.office.css import INHERITED, Declarations, StyleSheet
from parsers.readers.office.html_tables import border, grid
from parsers.readers.office.package import Parts, Translated, put, root
from parsers.readers.symbols import symbol_font
from parsers.readers.xml import Element

if TYPE_CHECKING:
    from parsers.readers import Input

_SILENT = {"script", "style", "head", "title", "meta", "link", "noscript", "iframe", "object", "embed", "template"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
}  # fmt: skip
_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_LOOKS: dict[str, Declarations] = {
    **{name: {"font-weight": "bold"} for name in _BOLD},
    **{name: {"font-style": "italic"} for name in ("i", "em", "cite")},
    "u": {"text-decoration": "underline"},
    **{name: {"text-decoration": "line-through"} for name in ("s", "strike", "del")},
    "mark": {"background": "yellow"},
    "center": {"text-align": "center"},
    "pre": {"white-space": "pre"},
}
_COLOURS = {"white": "FFFFFF", "black": "000000", "red": "FF0000", "blue": "0000FF", "green": "008000"}
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_LIST_FORMATS = {"1": "decimal", "A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?[\d.]+)(pt|px|cm|mm|in)?\Z")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0}
_SYMBOLS = re.compile("([\uf020-\uf0ff]+)")  # where the codes of symbol fonts stand in Unicode
_FONTS = re.compile(r"(?:font-family:\s*|face=)[\"']?([A-Za-z][\w ]{0,30})", re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def translate(source: Input, limits: Limits) -> Translated:
    """The Word package. Raises InputError (no_text) and LimitError (xml_too_deep, cells)."""
    return translate_text(decode(source.data), source.filename, limits)


def translate_text(text: str, filename: str, limits: Limits) -> Translated:
    """`translate` for text already decoded: the page inside an MHTML file."""
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", _NOT_XML.sub("", text))
    page = _parse(text)
    if page is None:
        raise InputError("no_text", file=filename)
    sheet = StyleSheet(_inside(style) for style in page.iter("style"))
    writer = _Writer(filename, sheet, limits, _symbol_font(text))
    writer.element(page, {}, 0)
    if page.find(".//script") is not None:
        writer.skipped.append(Skipped("macro", "macro"))
    return Translated(writer.parts.pack(), tuple(writer.skipped))


def _parse(text: str) -> Element | None:
    try:
        return etree.fromstring(text, etree.HTMLParser(no_network=True, remove_pis=True))
    except etree.XMLSyntaxError:
        return None


def decode(data: bytes, charset: str = "") -> str:
    """The page's text: by its byte order mark, what it says of itself, then UTF-8, then Windows' Western letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    told = _CHARSET.search(data[:4096])
    for name in (charset, "utf-8-sig", told[1].decode("ascii") if told else "", "cp1252"):
        try:
            if name:
                return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


@dataclass(slots=True)
class _Writer:
    """Walks the page and writes paragraphs into the open container: the body or a table's cell."""

    filename: str
    sheet: StyleSheet
    limits: Limits
    symbols: str
    parts: Parts = field(init=False)
    container: Element = field(init=False)
    paragraph: Element | None = None
    numbering: Element = field(init=False)
    lists: list[str] = field(default_factory=list)
    item: bool = False  # the next paragraph begins a list's item
    block: tuple[str, Declarations] = ("", {})  # the element that the next paragraph is of
    skipped: list[Skipped] = field(default_factory=list)
    cells: int = 0

    def __post_init__(self) -> None:
        self.parts = Parts(root("document"))
        self.container = put(self.parts.document, "body")
        self.numbering = root("numbering")
        self.parts.others.append(("numbering", self.numbering))

    def element(self, element: Element, above: Declarations, depth: int) -> None:
        """One element with what it inherits; its text, its children, their tails."""
        if depth > self.limits.page_depth:
            raise LimitError("xml_too_deep", file=self.filename, part=self.filename, limit=self.limits.page_depth)
        name = element.tag.lower() if isinstance(element.tag, str) else ""
        if not name or name in _SILENT:
            self._skip(name)
            return
        if name == "del" and (element.get("datetime") or element.get("cite")):  # Word's tracked deletion
            return
        look = {key: value for key, value in above.items() if key in INHERITED} | _LOOKS.get(name, {})
        look |= _attributes(element)
        look |= self.sheet.of(name, element.get("class", ""), element.get("style", ""))
        if name == "table":
            self._table(element, look, depth)
        elif name in ("br", "hr"):
            self._break(name, look)
        elif name in ("input", "select", "textarea"):
            self._control(element, name, look)
        else:
            self._content(element, name, look, depth)

    def _content(self, element: Element, name: str, look: Declarations, depth: int) -> None:
        block, outer = name in _BLOCKS, self.block
        if name in ("ol", "ul"):
            self.lists.append(self._new_list(element, name))
        if name == "li":
            self.item = True
        if block:
            self.paragraph, self.block = None, (name, look)
        if name == "img":
            self._picture(element)
        self.text(element.text, look)
        for child in element:
            self.element(child, look, depth + 1)
            self.text(child.tail, look)
        if block:
            self.paragraph, self.block = None, outer
        if name in ("ol", "ul"):
            self.lists.pop()

    # --- text ------------------------------------------------------------------------------------------------------

    def text(self, text: str | None, look: Declarations) -> None:
        """Text between tags: its blanks and line ends are one blank each, but not the no-break ones."""
        if not text:
            return
        if look.get("white-space", "").startswith("pre"):
            for place, line in enumerate(text.split("\n")):
                if place:
                    self._break("br", look)
                self._text(line, look)
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if text != " " or self.paragraph is not None:
            self._text(text, look)

    def _text(self, text: str, look: Declarations) -> None:
        """Letters of a symbol font that lost its name (LibreOffice drops a paragraph's first) get the page's own."""
        for place, part in enumerate(_SYMBOLS.split(text) if _SYMBOLS.search(text) else [text]):
            lost = place % 2 == 1 and symbol_font(_family(look)) is None
            self._write(part, look | {"font-family": self.symbols} if lost else look)

    def _write(self, text: str, look: Declarations) -> None:
        if text:
            written = put(self._run(look), "t")
            written.text = text
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _run(self, look: Declarations) -> Element:
        if self.paragraph is None:
            self._open(*self.block)
        assert self.paragraph is not None
        run = put(self.paragraph, "r")
        properties = put(run, "rPr")
        if family := _family(look):
            put(properties, "rFonts", ascii=family, hAnsi=family)
        if look.get("font-weight", "") in ("bold", "bolder", "600", "700", "800", "900"):
            put(properties, "b")
        if look.get("font-style", "") in ("italic", "oblique"):
            put(properties, "i")
        decoration = look.get("text-decoration", "")
        if "underline" in decoration:
            put(properties, "u", val="single")
        if "line-through" in decoration:
            put(properties, "strike")
        if look.get("display") == "none" or look.get("mso-hide") == "all":
            put(properties, "vanish")
        if colour := _colour(look.get("color", "")):
            put(properties, "color", val=colour)
        if (ground := _colour(look.get("background", "").split(" ")[0])) and ground != "FFFFFF":
            put(properties, "shd", val="clear", fill=ground)
        if (size := length(look.get("font-size"))) is not None:
            put(properties, "sz", val=str(max(1, round(2 * size))))
        return run

    def _break(self, name: str, look: Declarations) -> None:
        if name == "hr":
            self.paragraph = None
        elif "page-break-before" in look:
            put(self._run(look), "br", type="page")
        else:
            put(self._run(look), "br")

    def _open(self, name: str, look: Declarations) -> None:
        """A new paragraph."""
        self.paragraph = put(self.container, "p")
        properties = put(self.paragraph, "pPr")
        if self.item and self.lists:
            numbers = put(properties, "numPr")
            put(numbers, "ilvl", val="0")
            put(numbers, "numId", val=self.lists[-1])
            self.item = False
        if align := _ALIGN.get(look.get("text-align", "")):
            put(properties, "jc", val=align)
        if name[:1] == "h" and name[1:].isdigit():
            put(properties, "outlineLvl", val=str(int(name[1:]) - 1))
        indent = length(look.get("text-indent")) or 0.0
        left = length(look.get("margin-left")) or 0.0
        if indent or left:
            put(properties, "ind", left=str(round(20 * left)), firstLine=str(round(20 * indent)))

    def _new_list(self, element: Element, name: str) -> str:
        """A list of its own; the definitions must stand before the lists in the part, which no reader asks for."""
        identifier = str(len(self.numbering) + 1)
        abstract = put(self.numbering, "abstractNum", abstractNumId=identifier)
        level = put(abstract, "lvl", ilvl="0")
        start = element.get("start", "1")
        put(level, "start", val=start if start.isdecimal() else "1")
        numbered = name == "ol"
        put(level, "numFmt", val=_LIST_FORMATS.get(element.get("type", "1"), "decimal") if numbered else "bullet")
        put(level, "lvlText", val="%1." if numbered else "-")
        put(put(self.numbering, "num", numId=identifier), "abstractNumId", val=identifier)
        return identifier

    def _control(self, element: Element, name: str, look: Declarations) -> None:
        """A form's control: its state is its attribute."""
        kind = element.get("type", "text").lower()
        if name == "input" and kind in ("checkbox", "radio"):
            on = element.get("checked") is not None
            run = self._run(look)
            put(run, "t").text = "☒" if on else "☐"
            parent = run.getparent()
            assert parent is not None
            control = put(parent, "sdt")
            box = etree.SubElement(put(control, "sdtPr"), f"{W14}checkbox")
            etree.SubElement(box, f"{W14}checked", {f"{W14}val": "1" if on else "0"})
            put(control, "sdtContent").append(run)
        elif name == "input" and kind in ("text", "number", "date"):
            self._text(element.get("value", ""), look)
        elif name == "textarea":
            self._text(element.text or "", look)
        else:
            for option in element.iter("option"):
                if option.get("selected") is not None:
                    self._text(_inside(option).strip(), look)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Element, look: Declarations, depth: int) -> None:
        """The table in the open container: a cell for each place of the grid, spans as Word writes them."""
        outside, outer, self.paragraph = self.container, self.block, None
        for caption in element.iterfind("caption"):
            self.element(caption, look, depth + 1)
        table = put(outside, "tbl")
        if border(element, look):
            borders = put(put(table, "tblPr"), "tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                put(borders, side, val="single", sz="4")
        for row in grid(element):
            written = put(table, "tr")
            if row.head:
                put(put(written, "trPr"), "tblHeader")
            self.cells += len(row.places)
            if self.cells > self.limits.cells:
                raise LimitError("cells", file=self.filename, limit=self.limits.cells)
            for place in row.places:
                cell = put(written, "tc")
                properties = put(cell, "tcPr")
                put(properties, "gridSpan", val=str(place.columns))
                if place.merged:
                    put(properties, "vMerge", val="restart" if place.first else "continue")
                self.container, self.paragraph = cell, None
                self.block = ("", {})
                if place.cell is not None and place.first:
                    self._cell(place.cell, look, properties, depth)
                if len(cell) == 1:  # its properties alone
                    put(cell, "p")
        self.container, self.paragraph, self.block = outside, None, outer

    def _cell(self, element: Element, above: Declarations, properties: Element, depth: int) -> None:
        name = element.tag.lower()
        look = {key: value for key, value in above.items() if key in INHERITED and key != "background"}
        look |= _LOOKS.get(name, {}) | _attributes(element)
        look |= self.sheet.of(name, element.get("class", ""), element.get("style", ""))
        if ground := _colour(look.pop("background", "").split(" ")[0]):
            put(properties, "shd", val="clear", fill=ground)
        if border(element, look):
            borders = put(properties, "tcBorders")
            for side in ("top", "left", "bottom", "right"):
                put(borders, side, val="single", sz="4")
        self.block = (name, look)
        self._content(element, name, look, depth + 1)

    # --- what is left out ------------------------------------------------------------------------------------------

    def _skip(self, name: str) -> None:
        if name in ("iframe", "object", "embed"):
            self.skipped.append(Skipped("embedded_object", "embedded_object"))

    def _picture(self, element: Element) -> None:
        outside = element.get("src", "").strip().lower().startswith(("http:", "https:", "ftp:", "//"))
        if outside:
            self.skipped.append(Skipped("external_reference", "external_picture", element.get("src", "").strip()))
        else:
            self.skipped.append(Skipped("picture", "picture_not_read", element.get("alt", "")))


def _family(look: Declarations) -> str:
    return look.get("font-family", "").split(",")[0].strip("\"' ")


def _symbol_font(text: str) -> str:
    """The one symbol font that the page names; Wingdings, which Word's own boxes are of, for none or several."""
    named = {name for font in set(_FONTS.findall(text)) if (name := symbol_font(font))}
    return named.pop() if len(named) == 1 else "Wingdings"


def _inside(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _attributes(element: Element) -> Declarations:
    """The look that HTML's own attributes say."""
    found: Declarations = {}
    if element.tag == "font":
        found |= {
            css: value for css, name in (("font-family", "face"), ("color", "color")) if (value := element.get(name))
        }
    if value := element.get("align"):
        found["text-align"] = value.lower()
    if value := element.get("bgcolor"):
        found["background"] = value
    if element.get("hidden") is not None:
        found["display"] = "none"
    return found


def _colour(text: str) -> str:
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text[1:].upper()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "".join(2 * letter for letter in text[1:]).upper()
    match = re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", text)
    if match:
        return "".join(f"{min(int(part), 255):02X}" for part in match.groups())
    return _COLOURS.get(text, "")


def length(text: str | None) -> float | None:
    """A length of CSS in points; None for none, for shares and for words."""
    match = _LENGTH.match(text.strip().lower()) if text else None
    if match is None:
        return None
    try:
        return float(match[1]) * _POINTS[match[2] or "px"]
    except ValueError:
        return None
