"""What a file is, by its bytes: names lie (a .doc that is HTML, a .docx that is a PDF)."""

from __future__ import annotations

import re

from parsers.readers.bundle import is_bundle

# format → the name that people know it by; neutral between the languages
FORMATS = {
    "docx": "Word (.docx)",
    "doc": "Word 97-2003 (.doc)",
    "pdf": "PDF",
    "rtf": "RTF",
    "odt": "OpenDocument (.odt)",
    "html": "HTML",
    "mhtml": "MHTML",
    "wordml": "Word 2003 XML",
    "flat_opc": "Word XML (Flat OPC)",
    "xlsx": "Excel (.xlsx)",
    "pptx": "PowerPoint (.pptx)",
    "ole": "OLE (.xls, .ppt, .msg)",
    "png": "PNG",
    "jpeg": "JPEG",
    "tiff": "TIFF",
    "gif": "GIF",
    "bmp": "BMP",
    "heic": "HEIC",
    "webp": "WebP",
    "photos": "photos",
    "jp2": "JPEG 2000",
    "rar": "RAR",
    "7z": "7-Zip",
    "xml": "XML",
    "text": "TXT",
}

_MAGIC = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),  # with offsets of 64 bits
    (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = re.compile(rb".{26}\x08\0..mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL)  # its first member
_HEAD = 4096  # bytes that a text format shows itself in
_LOCK_SIZES = range(150, 180)  # Word's owner file is 162 bytes, Excel's 165


def sniff(data: bytes) -> str:
    """A key of FORMATS, or "empty", "lock", "encrypted", "zip", "unknown".

    "zip" is any zip file: what it holds is for the one who opens it.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if _is_lock(data):
        return "lock"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "odt" if _ODT.match(data) else "photos" if is_bundle(data) else "zip"
    if data.startswith(_OLE):
        return _sniff_ole(data)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "heic"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _sniff_text(data)


def _is_lock(data: bytes) -> bool:
    """Word's "~$" file: the length of the user's name, the name, blanks, then the name again in UTF-16."""
    return len(data) in _LOCK_SIZES and 0 < data[0] <= 53 and data[54:56] == bytes((data[0], 0))


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    return "ole"


def _sniff_text(data: bytes) -> str:
    text = _decode(data[:_HEAD])
    if text is None:
        return "unknown"
    head = text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith("{\\rtf"):
        return "rtf"
    if "schemas.microsoft.com/office/word/2003/wordml" in head or 'progid="word.document"' in head:
        return "flat_opc" if "2006/xmlpackage" in head else "wordml"
    if "mime-version:" in head and "multipart/related" in head:
        return "mhtml"
    if re.match(r"<!doctype html|<html|<head|<body|<meta|<table|<div|<p[ >]", head) or "<html" in head:
        return "html"
    return "xml" if head.startswith("<?xml") else "text"


def _decode(data: bytes) -> str | None:
    """The text that the bytes are, None for bytes that are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        return None
    return data.decode("utf-8", errors="replace")
