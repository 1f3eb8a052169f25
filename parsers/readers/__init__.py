"""File → Document. `read` looks at the bytes, never at the name, and calls the reader of that format.

A new format is one module with a `read(source: Input, limits: Limits) -> Document` and one line in `_READERS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from models.document import Document
from models.errors import InputError, KiemdiemError, LimitError
from parsers.readers.bundle import is_bundle
from parsers.readers.frames import unframe
from parsers.readers.limits import LIMITS, MIB, Limits
from parsers.readers.sniff import FORMATS, sniff

_READERS = {  # sniffed format → module, loaded when needed
    "zip": "parsers.readers.docx",
    "pdf": "parsers.readers.pdf",
    "doc": "parsers.readers.office",
    "rtf": "parsers.readers.office",
    "odt": "parsers.readers.office",
    "wordml": "parsers.readers.office",
    "flat_opc": "parsers.readers.office",
    "html": "parsers.readers.office",
    "mhtml": "parsers.readers.office",
    "jpeg": "parsers.readers.scan.files",
    "png": "parsers.readers.scan.files",
    "tiff": "parsers.readers.scan.files",
    "webp": "parsers.readers.scan.files",
    "heic": "parsers.readers.scan.files",
    "jp2": "parsers.readers.scan.files",
    "bmp": "parsers.readers.scan.files",
    "gif": "parsers.readers.scan.files",
    "photos": "parsers.readers.scan.photos",
}
CONVERTED = frozenset({"doc", "rtf", "odt"})  # by LibreOffice: better many at once
_REFUSED = {"empty": "file_empty", "lock": "lock_file", "encrypted": "encrypted", "unknown": "not_a_report_file"}


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one file and the name that people know it by (messages and the contract's `filename`)."""

    filename: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The content hash in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read(path: Path, filename: str | None = None, limits: Limits = LIMITS) -> Document:
    """What the file says.

    Raises InputError (file_missing, file_is_folder, file_unreadable, file_empty, lock_file, encrypted, damaged_zip,
    unsafe_zip, zip_without_document, wrong_type, not_a_report_file, damaged_part, damaged_old, doctype_refused) and
    LimitError (file_bytes, zip_members, zip_bytes, zip_ratio, xml_too_deep, blocks, cells).
    """
    name = filename or path.name
    data = load(path, name, limits)
    if is_bundle(data):  # larger than one file may be: its photos come into memory one by one
        from parsers.readers.scan.photos import read_set

        return unframe(read_set(path, name, limits))
    return read_bytes(Input(name, data), limits)


def read_bytes(source: Input, limits: Limits = LIMITS) -> Document:
    """`read` for bytes already in memory."""
    if len(source.data) > limits.file_bytes:
        raise LimitError("file_bytes", file=source.filename, limit=limits.file_bytes // MIB)
    kind = sniff(source.data)
    if kind in _REFUSED:
        raise InputError(_REFUSED[kind], file=source.filename)
    if kind == "ole" and _is_cut_off(source.data):
        raise InputError("damaged_old", file=source.filename)
    if kind not in _READERS:
        raise InputError("wrong_type", file=source.filename, found=FORMATS[kind])
    reader: Callable[[Input, Limits], Document] = import_module(_READERS[kind]).read
    return unframe(reader(source, limits))


def _is_cut_off(data: bytes) -> bool:
    """Whether an OLE file is not whole and does not show what it held: mostly a .doc whose list of parts is gone."""
    from parsers.readers.office.word97 import examine

    known = any(name.encode("utf-16-le") in data for name in ("Workbook", "PowerPoint Document", "__substg1.0"))
    return not known and examine(data).broken


def read_many(sources: Sequence[Input], limits: Limits = LIMITS) -> list[Document | KiemdiemError]:
    """`read_bytes` for many files, each with its Document or why there is none, in the order given.

    Old Word files share LibreOffice's start: several times as quick as one by one.
    """
    old = [place for place, source in enumerate(sources) if _is_old(source, limits)]
    results: dict[int, Document | KiemdiemError] = {}
    if old:
        from parsers.readers import office

        made = office.read_many([sources[place] for place in old], limits)
        results = {
            place: unframe(one) if isinstance(one, Document) else one for place, one in zip(old, made, strict=True)
        }
    for place, source in enumerate(sources):
        if place not in results:
            try:
                results[place] = read_bytes(source, limits)
            except KiemdiemError as error:
                results[place] = error
    return [results[place] for place in range(len(sources))]


def _is_old(source: Input, limits: Limits) -> bool:
    return len(source.data) <= limits.file_bytes and sniff(source.data) in CONVERTED


def load(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a file, one more than allowed at most; `name` is told where it cannot be read.

    Raises InputError (file_missing, file_is_folder, file_is_device, file_unreadable).
    """
    try:
        if not (path.is_file() or path.is_dir()) and path.exists():  # to open a pipe is to wait for who writes to it
            raise InputError("file_is_device", file=name)
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)  # one byte more than allowed tells that it is too large
    except FileNotFoundError:
        raise InputError("file_missing", file=name) from None
    except IsADirectoryError:
        raise InputError("file_is_folder", file=name) from None
    except OSError as error:
        raise InputError("file_unreadable", file=name, reason=error.strerror or "") from None
