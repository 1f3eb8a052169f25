"""A Word package in memory, from what another format says: the least that the DOCX reader needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from models.document import Skipped
from parsers.readers.docx.names import W
from parsers.readers.xml import Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMESPACES = {
    "w": W[1:-1],
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}


class Translated(NamedTuple):
    """A Word package, and what of the original it does not hold."""

    data: bytes
    skipped: tuple[Skipped, ...] = ()
    converted: bool = False  # by LibreOffice, which moves and loses what a translation of our own keeps


def root(name: str) -> Element:
    """An empty part: its root element "document", "styles", "numbering", "hdr" …"""
    return etree.Element(W + name, nsmap=_NAMESPACES)


def put(parent: Element, name: str, **attributes: str) -> Element:
    """A new child of WordprocessingML with attributes of it."""
    return etree.SubElement(parent, W + name, {W + key: value for key, value in attributes.items()})


@dataclass(slots=True)
class Parts:
    """The document and what it refers to: (kind of relationship, root element)."""

    document: Element
    others: list[tuple[str, Element]] = field(default_factory=list)

    def pack(self) -> bytes:
        """The bytes of the package."""
        members = {"word/document.xml": etree.tostring(self.document, encoding="UTF-8", xml_declaration=True)}
        targets = []
        for place, (kind, element) in enumerate(self.others):
            members[f"word/part{place}.xml"] = etree.tostring(element, encoding="UTF-8", xml_declaration=True)
            targets.append((kind, f"part{place}.xml"))
        members["_rels/.rels"] = _relationships([("officeDocument", "word/document.xml")])
        members["word/_rels/document.xml.rels"] = _relationships(targets)
        return pack(members)


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members, stored: it is read at once and never kept."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _relationships(targets: list[tuple[str, str]]) -> bytes:
    element = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
    for place, (kind, target) in enumerate(targets):
        etree.SubElement(
            element,
            f"{{{_RELATIONSHIPS}}}Relationship",
            {"Id": f"rId{place}", "Type": f"{_OFFICE}/{kind}", "Target": target},
        )
    return etree.tostring(element)
