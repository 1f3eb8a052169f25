"""Whether a RAR archive is locked with a password: bsdtar gives the ciphertext of a locked file without a word.

The blocks are walked by their headers, as in the formats' technotes. Version 4: checksum, kind, flags, size, packed
size. Version 5: checksum, size, kind, flags, sizes of the extra area and of the data, all in seven bits a byte.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import IO

RAR4, RAR5 = b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\1\0"
BLOCKS = 20_000  # headers looked at: four times the members that are read
HEADER = 2 << 20  # bytes of one header of version 5: the format's own most
FILE_4, PASSWORD_4, LONG_4 = 0x74, 0x4, 0x8000
FILE_5, LOCKED_NAMES_5, LOCKED_FILE_5 = 2, 4, 1  # kinds of blocks, and of a record in a file's extra area
EXTRA_5, DATA_5 = 1, 2  # flags


def is_locked_rar(path: Path) -> bool:
    """Whether a file in the archive, or the list of files itself, is locked; False for what is no RAR archive."""
    with suppress(OSError, struct.error, IndexError), path.open("rb") as file:
        if file.read(len(RAR4)) == RAR4:
            return _is_locked_4(file)
        file.seek(0)
        if file.read(len(RAR5)) == RAR5:
            return _is_locked_5(file)
    return False


def _is_locked_4(file: IO[bytes]) -> bool:
    for _ in range(BLOCKS):
        kind, flags, size = struct.unpack("<2xBHH", file.read(7))
        packed = struct.unpack("<I", file.read(4))[0] if flags & LONG_4 else 0
        if kind == FILE_4 and flags & PASSWORD_4:
            return True
        file.seek(max(size, 7) - (11 if flags & LONG_4 else 7) + packed, os.SEEK_CUR)
    return False


def _is_locked_5(file: IO[bytes]) -> bool:
    for _ in range(BLOCKS):
        begin = file.read(4 + 3)  # the checksum, and a size of three bytes at most
        size, at = _number(begin, 4)
        if not 0 < size <= HEADER:
            return False
        header = (begin[at:] + file.read(max(0, size - (len(begin) - at))))[:size]
        kind, at = _number(header, 0)
        flags, at = _number(header, at)
        extra, at = _number(header, at) if flags & EXTRA_5 else (0, at)
        data, at = _number(header, at) if flags & DATA_5 else (0, at)
        if kind == LOCKED_NAMES_5 or (kind == FILE_5 and _has_lock(header[len(header) - extra :] if extra else b"")):
            return True
        file.seek(max(0, data), os.SEEK_CUR)
    return False


def _has_lock(records: bytes) -> bool:
    at = 0
    while at < len(records):
        size, at = _number(records, at)
        kind, _ = _number(records, at)
        if kind == LOCKED_FILE_5:
            return True
        at += max(size, 1)
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where the next thing stands. Raises IndexError."""
    value = 0
    for place in range(10):
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise IndexError
