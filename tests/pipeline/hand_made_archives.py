"""RAR and 7-Zip archives made by hand: nothing free writes a RAR, and bsdtar locks no 7-Zip."""

from __future__ import annotations

import struct
import zlib


def rar(members: dict[str, bytes], archive_flags: int = 0, file_flags: int = 0) -> bytes:
    """A RAR archive of version 4 with its members stored: made by hand, for nothing free writes one."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    made = b"Rar!\x1a\x07\0" + block(0x73, archive_flags, bytes(6))
    for name, data in members.items():
        sizes = struct.pack("<IIBII", len(data), len(data), 3, zlib.crc32(data), 0x57210000)
        about = struct.pack("<BBHI", 20, 0x30, len(name.encode()), 0o100644)
        made += block(0x74, 0x8000 | file_flags, sizes + about + name.encode()) + data
    return made + block(0x7B, 0x4000, b"")


def locked_7z(data: bytes) -> bytes:
    """A 7-Zip archive whose one file is packed by AES, by hand (7zFormat.txt): numbers below 128 are one byte."""
    name = "a.docx\0".encode("utf-16-le")
    packed = bytes((0x06, 0, 1, 0x09, len(data), 0))
    coder = bytes((0x24, 0x06, 0xF1, 0x07, 0x01, 2, 0x13, 0))  # one coder with two bytes of properties
    folder = bytes((0x07, 0x0B, 1, 0, 1)) + coder + bytes((0x0C, len(data), 0))
    files = bytes((0x05, 1, 0x11, len(name) + 1, 0)) + name + bytes((0,))
    header = bytes((0x01, 0x04)) + packed + folder + bytes((0x08, 0, 0)) + files + bytes((0,))
    start = struct.pack("<QQI", len(data), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + data + header


def number(value: int) -> bytes:
    """A number as RAR 5 writes it: seven bits a byte, the lowest first."""
    made = b""
    while value > 0x7F:
        made += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return made + bytes((value,))


def rar5(members: dict[str, bytes], locked: bool = False, locked_names: bool = False) -> bytes:
    """A RAR archive of version 5 with its members stored; `locked` says that they are encrypted, or the names too."""

    def block(kind: int, flags: int, body: bytes, extra: bytes = b"", data: bytes = b"") -> bytes:
        sizes = (number(len(extra)) if extra else b"") + (number(len(data)) if data else b"")
        flags |= (1 if extra else 0) | (2 if data else 0)
        rest = number(kind) + number(flags) + sizes + body + extra
        rest = number(len(rest)) + rest
        return struct.pack("<I", zlib.crc32(rest)) + rest + data

    made = b"Rar!\x1a\x07\1\0"
    if locked_names:
        return made + block(4, 0, number(0) + number(0) + bytes((15,)) + bytes(16)) + bytes(range(64))
    made += block(1, 0, number(0))
    for name, data in members.items():
        record = number(1) + number(0) + number(0) + bytes((15,)) + bytes(32)
        extra = number(len(record)) + record if locked else b""
        about = number(4) + number(len(data)) + number(0o100644) + struct.pack("<I", zlib.crc32(data))
        about += number(0) + number(1) + number(len(name.encode())) + name.encode()
        made += block(2, 0, about, extra, data)
    return made + block(5, 0, number(0))
