"""The streams of an OLE file ([MS-CFB] 2): the container that .doc, .xls and .msg are kept in.

Only as much as tells whether a file is whole: chains that lead behind the file's end, or nowhere, end in
BrokenError. Sizes and places are bytes, sectors count from behind the header.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LARGEST = 0xFFFFFFFA  # sector numbers above it are marks: free, end of chain, of the table itself
_ENTRY = 128  # of the directory: name in UTF-16, its length at 64, kind at 66, first sector at 116, size at 120
_MINI = 64  # of a small sector
_STREAM, _ROOT = 2, 5  # kinds of entries


class BrokenError(Exception):
    """The file was cut off or overwritten."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream: where it begins and how long it is."""

    kind: int
    first: int
    size: int


class Container:
    """The streams of an OLE file by their names. Raises BrokenError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open(data)
        except (struct.error, IndexError):
            raise BrokenError("a table is cut off") from None

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, all of them. Raises BrokenError."""
        try:
            return self._stream(self.entries[name])
        except IndexError:
            raise BrokenError("a chain leads nowhere") from None

    def _open(self, data: bytes) -> None:
        (self._shift,) = struct.unpack_from("<H", data, 30)
        if self._shift not in (9, 12):
            raise BrokenError("no sector size")
        self._size = 1 << self._shift
        self._table = self._read_table()
        first, _, self._cutoff, self._first_mini = struct.unpack_from("<IIII", data, 48)
        self.entries: dict[str, Entry] = {}
        directory = self._chain(first)
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            self._enter(directory[start : start + _ENTRY])
        if not any(entry.kind == _ROOT for entry in self.entries.values()):
            raise BrokenError("no root")

    def _stream(self, entry: Entry) -> bytes:
        if entry.size >= self._cutoff:
            return self._chain(entry.first, entry.size)
        root = next(entry for entry in self.entries.values() if entry.kind == _ROOT)
        small, minis = self._chain(root.first), self._chain(self._first_mini)
        mini_table = struct.unpack(f"<{len(minis) // 4}I", minis)
        pieces, sector = [], entry.first
        for _ in range(-(-entry.size // _MINI)):
            pieces.append(small[sector * _MINI : (sector + 1) * _MINI])
            sector = mini_table[sector]
        found = b"".join(pieces)
        if len(found) < entry.size:
            raise BrokenError("a small stream is cut off")
        return found[: entry.size]

    def _enter(self, entry: bytes) -> None:
        (length,) = struct.unpack_from("<H", entry, 64)
        first, size = struct.unpack_from("<II", entry, 116)
        if 2 < length <= 64 and entry[66] in (_STREAM, _ROOT):
            name = entry[: length - 2].decode("utf-16-le", "replace")
            self.entries.setdefault(name, Entry(entry[66], first, size))

    def _read_table(self) -> tuple[int, ...]:
        """The table of sectors: for each the one that follows it."""
        (count,) = struct.unpack_from("<I", self._data, 44)
        places = list(struct.unpack_from("<109I", self._data, 76))
        (more,) = struct.unpack_from("<I", self._data, 68)
        seen = 0
        while more < _LARGEST and len(places) < count:
            sector = self._sector(more)
            numbers = struct.unpack(f"<{len(sector) // 4}I", sector)
            places += numbers[:-1]
            more, seen = numbers[-1], seen + 1
            if seen > len(self._data) // self._size:
                raise BrokenError("a chain without end")
        found: list[int] = []
        for place in places[:count]:
            sector = self._sector(place)
            found += struct.unpack(f"<{len(sector) // 4}I", sector)
        return tuple(found)

    def _sector(self, number: int) -> bytes:
        start = max(_HEADER, self._size) + number * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise BrokenError("a sector lies behind the file's end")
        return sector.ljust(self._size, b"\0")  # writers leave the last one short

    def _chain(self, sector: int, size: int | None = None) -> bytes:
        """The sectors of a chain, as many as `size` bytes take, else all."""
        pieces: list[bytes] = []
        most = len(self._data) // self._size + 1 if size is None else -(-size // self._size)
        while len(pieces) < most and not (size is None and sector > _LARGEST):
            if sector > _LARGEST:
                raise BrokenError("a chain ends too early")
            pieces.append(self._sector(sector))
            sector = self._table[sector]
        found = b"".join(pieces)
        return found if size is None else found[:size]
