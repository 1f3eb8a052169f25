"""What an old file says before it is converted: that it is locked, and what the conversion will not bring."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from models.document import Skipped
from models.errors import InputError
from parsers.readers.archive import Archive
from parsers.readers.limits import Limits

if TYPE_CHECKING:
    from parsers.readers import Input

_SECTOR = 512  # bytes; streams of an OLE file begin at its multiples ([MS-CFB] 2.2)
_WORD = b"\xec\xa5"  # the first two bytes of the WordDocument stream, wIdent ([MS-DOC] 2.5.2)
_FLAGS = 10  # where its flags stand
_LOCKED = 0x0100  # fEncrypted
_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), b"Basic/Standard/")  # Word's storage, OpenDocument's library


def refuse_locked(source: Input, limits: Limits) -> None:
    """Raises InputError (encrypted; damaged_zip, unsafe_zip) and LimitError as `parsers.readers.archive` does."""
    data = source.data
    if data.startswith(b"PK"):
        archive = Archive(data, source.filename, limits)
        manifest = archive.find("META-INF/manifest.xml")
        locked = manifest is not None and b"encryption-data" in archive.read(manifest)
    else:
        locked = _is_locked(data)
    if locked:
        raise InputError("encrypted", file=source.filename)


def losses(data: bytes) -> tuple[Skipped, ...]:
    """What is known to be left behind: macros (never opened or run)."""
    return (Skipped("macro", "macro"),) if any(sign in data for sign in _MACROS) else ()


def _is_locked(data: bytes) -> bool:
    for start in range(_SECTOR, len(data) - _FLAGS - 2, _SECTOR):
        if data.startswith(_WORD, start):
            (flags,) = struct.unpack_from("<H", data, start + _FLAGS)
            return bool(flags & _LOCKED)
    return False
