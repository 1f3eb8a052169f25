"""A zip file that was looked through before anything of it is used."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import NoReturn

from models.errors import InputError, LimitError
from parsers.readers.limits import CHUNK, MIB, Limits

_KEPT = (".xml", ".rels")  # small text parts stay in memory after the look-through; pictures are read again if wanted
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


class Archive:
    """The members of a zip file, each streamed once against the limits: headers are not believed.

    Raises InputError (damaged_zip, unsafe_zip, encrypted) and LimitError (zip_members, zip_bytes, zip_ratio).
    """

    def __init__(self, data: bytes, filename: str, limits: Limits) -> None:
        self.filename = filename
        self._limits = limits
        self._kept: dict[str, bytes] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = [info for info in self._zip.infolist() if not info.is_dir()]
        except _DAMAGE:
            raise InputError("damaged_zip", file=filename) from None
        if len(members) > limits.zip_members:
            raise LimitError("zip_members", file=filename, limit=limits.zip_members)
        self._check_names(members)
        self._names = {info.filename.replace("\\", "/"): info for info in members}
        self._by_folded = {name.lower(): name for name in self._names}
        self._look_through()

    def find(self, name: str) -> str | None:
        """The member's name as it is written, whatever its case (part names are case-insensitive), or None."""
        name = name.lstrip("/")
        return name if name in self._names else self._by_folded.get(name.lower())

    def read(self, name: str) -> bytes:
        """The bytes of a member that `find` gave."""
        if name not in self._kept:
            return self._stream(self._names[name], keep=True)
        return self._kept[name]

    @property
    def names(self) -> list[str]:
        """All members, in the order of the file."""
        return list(self._names)

    def _check_names(self, members: list[zipfile.ZipInfo]) -> None:
        seen: set[str] = set()
        for info in members:
            name = info.filename.replace("\\", "/")
            if info.flag_bits & 1:
                raise InputError("encrypted", file=self.filename)
            if ".." in PurePosixPath(name).parts or name.startswith("/") or PureWindowsPath(name).drive:
                raise InputError("unsafe_zip", file=self.filename, member=name)
            if stat.S_ISLNK(info.external_attr >> 16) or name.lower() in seen:
                raise InputError("unsafe_zip", file=self.filename, member=name)
            seen.add(name.lower())

    def _look_through(self) -> None:
        total = 0
        for name, info in self._names.items():
            keep = name.endswith(_KEPT)
            data = self._stream(info, keep=keep, spent=total)
            total += len(data) if keep else self._length
            if keep:
                self._kept[name] = data

    def _stream(self, info: zipfile.ZipInfo, *, keep: bool, spent: int = 0) -> bytes:
        limits, chunks, size = self._limits, [], 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(CHUNK):
                    size += len(chunk)
                    if size > limits.member_bytes or spent + size > limits.total_bytes:
                        self._refuse("zip_bytes", info, limits.member_bytes // MIB)
                    if size > limits.ratio_from and size > limits.ratio * max(info.compress_size, 1):
                        self._refuse("zip_ratio", info, limits.ratio)
                    if keep:
                        chunks.append(chunk)
        except (*_DAMAGE, RuntimeError):
            raise InputError("damaged_zip", file=self.filename) from None
        self._length = size
        return b"".join(chunks)

    def _refuse(self, code: str, info: zipfile.ZipInfo, limit: int) -> NoReturn:
        raise LimitError(code, file=self.filename, member=info.filename, limit=limit)
