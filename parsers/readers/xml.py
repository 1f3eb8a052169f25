"""The one XML parser that every byte of XML in a file goes through."""

from __future__ import annotations

from lxml import etree

from models.errors import InputError, LimitError

Element = etree._Element

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes, part: str, filename: str) -> Element:
    """The root of an XML part.

    No DTD, no entities, no network; at most 256 levels deep and 10 MB of text in one node (libxml2's own limits, kept
    by `huge_tree=False`). A DOCTYPE is a refusal: OOXML forbids it, and it is where entity bombs live.

    Raises InputError (doctype_refused, damaged_part) and LimitError (xml_too_deep).
    """
    if any(doctype in data for doctype in _DOCTYPES):
        raise InputError("doctype_refused", file=filename, part=part)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise LimitError("xml_too_deep", file=filename, part=part, limit=256) from None
        raise InputError("damaged_part", file=filename, part=part) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError("doctype_refused", file=filename, part=part)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
