"""WordML, the XML of Word 2003: the same words as OOXML in one tree, some spelled otherwise, some in another place."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from models.document import Skipped
from parsers.readers.docx.names import W
from parsers.readers.limits import Limits
from parsers.readers.office.package import Parts, Translated, put, root
from parsers.readers.xml import Element, parse_xml

if TYPE_CHECKING:
    from parsers.readers import Input

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_ELEMENTS = {"vmerge": "vMerge", "hmerge": "hMerge", "listPr": "numPr", "ilfo": "numId", "hlink": "hyperlink"}
_ATTRIBUTES = {"fareast": "eastAsia"}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_FORMATS = {  # w:nfc, the number format code ([MS-DOC] 2.9.173 MSONFC) → w:numFmt
    "0": "decimal",
    "1": "upperRoman",
    "2": "lowerRoman",
    "3": "upperLetter",
    "4": "lowerLetter",
    "5": "ordinal",
    "22": "decimalZero",
    "23": "bullet",
    "255": "none",
}


def translate(source: Input, _limits: Limits) -> Translated:
    """The Word package. Raises InputError (damaged_part, doctype_refused) and LimitError (xml_too_deep)."""
    old = parse_xml(source.data, source.filename, source.filename)
    parts = Parts(root("document"))
    body = old.find(f"{_OLD}body")
    if body is not None:
        _take_stories(body, parts)
        _modernise(body)
        parts.document.append(body)
    parts.others.append(("styles", _styles(old)))
    lists = old.find(f"{_OLD}lists")
    if lists is not None:
        parts.others.append(("numbering", _numbering(lists)))
    macros = old.find(f"{_OLD}docSuppData") is not None
    return Translated(parts.pack(), (Skipped("macro", "macro"),) if macros else ())


def _take_stories(body: Element, parts: Parts) -> None:
    """Headers, notes and comments stand inside the body: out into parts of their own."""
    notes: dict[str, Element] = {}
    for old, kind in (("hdr", "header"), ("ftr", "footer")):
        for element in list(body.iter(_OLD + old)):
            _move(element, root(old), parts, kind)
    for name in ("footnote", "endnote"):
        for element in list(body.iter(_OLD + name)):
            holder = notes.setdefault(name, root(f"{name}s"))
            identifier = str(len(holder) + 1)
            _fill(put(holder, name, id=identifier), element)
            _replace(element, f"{name}Reference", identifier)
    for element in list(body.iter(f"{_AML}annotation")):
        if element.get(f"{_OLD}type") == "Word.Comment":
            holder = notes.setdefault("comment", root("comments"))
            _fill(put(holder, "comment", id=str(len(holder) + 1)), element)
            _drop(element)
    parts.others.extend((f"{name}s", holder) for name, holder in notes.items())


def _move(element: Element, into: Element, parts: Parts, kind: str) -> None:
    _fill(into, element)
    _drop(element)
    parts.others.append((kind, into))


def _fill(into: Element, element: Element) -> None:
    content = element.find(f"{_AML}content")
    into.extend(deepcopy(child) for child in (element if content is None else content))
    _modernise(into)


def _replace(element: Element, name: str, identifier: str) -> None:
    reference = etree.Element(W + name, {f"{W}id": identifier})
    reference.tail = element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, reference)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _modernise(tree: Element) -> None:
    """Every element of the tree under its name of today."""
    for element in list(tree.iter(etree.Element)):
        tag = str(element.tag)
        if tag == f"{_AML}annotation":
            name = _CHANGES.get(element.get(f"{_OLD}type", ""))
            element.tag = W + name if name else f"{_AML}container"
            for content in element.findall(f"{_AML}content"):
                element.extend(content)
                element.remove(content)
        elif tag.startswith(_HINT):
            _unwrap(element)
        elif tag.startswith(_OLD):
            name = tag[len(_OLD) :]
            element.tag = W + _ELEMENTS.get(name, _camel(name))
        for key, value in element.attrib.items():
            name = str(key)
            if name.startswith(_OLD):
                element.set(W + _camel(_ATTRIBUTES.get(name[len(_OLD) :], name[len(_OLD) :])), value)


def _unwrap(element: Element) -> None:
    """Its children in its place: sections are containers, the other hints repeat what Word drew and have none."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def _camel(name: str) -> str:
    """ "h-ansi" → "hAnsi"."""
    return re.sub(r"-(\w)", lambda match: match[1].upper(), name)


def _styles(old: Element) -> Element:
    """The styles, with the fonts of the document as their defaults."""
    styles = root("styles")
    fonts = old.find(f"{_OLD}fonts/{_OLD}defaultFonts")
    if fonts is not None:
        holder = put(put(put(styles, "docDefaults"), "rPrDefault"), "rPr")
        copy = deepcopy(fonts)
        copy.tag = f"{_OLD}rFonts"
        holder.append(copy)
    found = old.find(f"{_OLD}styles")
    if found is not None:
        styles.extend(found)
    _modernise(styles)
    return styles


def _numbering(lists: Element) -> Element:
    """List definitions first, then the lists that use them."""
    numbering = root("numbering")
    for definition in lists.iterfind(f"{_OLD}listDef"):
        abstract = put(numbering, "abstractNum", abstractNumId=definition.get(f"{_OLD}listDefId", ""))
        for element in definition:
            if element.tag == f"{_OLD}lvl":
                abstract.append(_level(deepcopy(element)))
            elif element.tag in (f"{_OLD}styleLink", f"{_OLD}listStyleLink"):
                name = "styleLink" if element.tag.endswith("}styleLink") else "numStyleLink"
                put(abstract, name, val=element.get(f"{_OLD}val", ""))
    for used in lists.iterfind(f"{_OLD}list"):
        number = put(numbering, "num", numId=used.get(f"{_OLD}ilfo", ""))
        definition_id = used.find(f"{_OLD}ilst")
        if definition_id is not None:
            put(number, "abstractNumId", val=definition_id.get(f"{_OLD}val", ""))
        for override in used.iterfind(f"{_OLD}lvlOverride"):
            copy = deepcopy(override)
            for level in copy.iterfind(f"{_OLD}lvl"):
                _level(level)
            number.append(copy)
    _modernise(numbering)
    return numbering


def _level(level: Element) -> Element:
    """A level with its number format by name."""
    code = level.find(f"{_OLD}nfc")
    name = "decimal" if code is None else _FORMATS.get(code.get(f"{_OLD}val", "0"), "decimal")
    if code is not None:
        level.remove(code)
    put(level, "numFmt", val=name)
    return level
