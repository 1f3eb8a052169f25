"""Flat OPC: a Word package written as one XML file; its parts are packed again as they are."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from lxml import etree

from models.errors import InputError
from parsers.readers.limits import Limits
from parsers.readers.office.package import Translated, pack
from parsers.readers.xml import parse_xml

if TYPE_CHECKING:
    from parsers.readers import Input

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def translate(source: Input, _limits: Limits) -> Translated:
    """The Word package. Raises InputError (damaged_part, doctype_refused) and LimitError (xml_too_deep)."""
    root = parse_xml(source.data, source.filename, source.filename)
    members: dict[str, bytes] = {}
    types = etree.Element(f"{{{_TYPES}}}Types")
    for part in root.iter(f"{_PKG}part"):
        name = part.get(f"{_PKG}name", "").lstrip("/")
        if not name or name in members:
            continue
        kind = part.get(f"{_PKG}contentType", "")
        etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": kind})
        members[name] = _content(part, source.filename)
    return Translated(pack({"[Content_Types].xml": etree.tostring(types), **members}))


def _content(part: etree._Element, filename: str) -> bytes:
    tree = part.find(f"{_PKG}xmlData")
    if tree is not None:
        return etree.tostring(tree[0]) if len(tree) else b""
    try:
        return base64.b64decode(part.findtext(f"{_PKG}binaryData", ""))
    except (binascii.Error, ValueError):
        raise InputError("damaged_part", file=filename, part=part.get(f"{_PKG}name", "")) from None
