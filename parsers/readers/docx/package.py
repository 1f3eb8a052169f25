"""The parts of an OOXML package: found by relationship type, parsed hardened, strict made transitional."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from models.errors import InputError
from parsers.readers.archive import Archive
from parsers.readers.sniff import FORMATS
from parsers.readers.xml import Element, parse_xml

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part that another part names. `kind` is the last word of its type ("styles", "header", "image")."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word package. `main` is its document part, whatever its name and content type (.docx, .docm, .dotx).

    Raises InputError: zip_without_document, wrong_type, damaged_part, doctype_refused.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.main = self._find_main()

    def root(self, part: str) -> Element:
        """The XML of a part."""
        root = parse_xml(self.archive.read(part), part, self.archive.filename)
        if "purl.oclc.org" in root.tag:
            data = etree.tostring(root)
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
            root = parse_xml(data, part, self.archive.filename)
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What the part refers to, by relationship id; targets are members of the archive unless external."""
        if part not in self._relationships:
            self._relationships[part] = self._read_relationships(part)
        return self._relationships[part]

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(part)
        member = self.archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        if member is None:
            return {}
        found: dict[str, Relationship] = {}
        for element in parse_xml(self.archive.read(member), member, self.archive.filename).iter(_RELATIONSHIP):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                path = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                target = self.archive.find(path) or ""
            found[element.get("Id", "")] = Relationship(element.get("Type", "").rpartition("/")[2], target, external)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The members of that kind that the part names."""
        return [r.target for r in self.relationships(part).values() if r.kind == kind and r.target and not r.external]

    def content_type(self, part: str) -> str:
        """The media type that [Content_Types].xml gives for a part; empty if it says none."""
        member = self.archive.find("[Content_Types].xml")
        if member is None:
            return ""
        for element in parse_xml(self.archive.read(member), member, self.archive.filename):
            if element.get("PartName", "").lower() == f"/{part.lower()}":
                return element.get("ContentType", "")
        return ""

    def _find_main(self) -> str:
        archive = self.archive
        mimetype = archive.find("mimetype")
        if mimetype and archive.read(mimetype).startswith(b"application/vnd.oasis.opendocument"):
            raise InputError("wrong_type", file=archive.filename, found=FORMATS["odt"])
        for part in self.related("", "officeDocument"):
            kind = self.content_type(part)
            for word, name in (("spreadsheetml", "xlsx"), ("ms-excel", "xlsx"), ("presentationml", "pptx")):
                if word in kind:
                    raise InputError("wrong_type", file=archive.filename, found=FORMATS[name])
            return part
        fallback = archive.find("word/document.xml")  # a damaged package whose root relationships are gone
        if fallback is None:
            raise InputError("zip_without_document", file=archive.filename)
        return fallback
