"""A set of photos in one file: a zip of them as they are, told by its first member as an OpenDocument is.

Where a source may be a file or a set of photos, the set is bound first: then it is kept, sent to a child and read like
any file. Its hash is made of the photos' hashes alone: neither names nor order make the same photos another set.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.errors import InputError, LimitError
from parsers.readers.limits import CHUNK, MIB, Limits

MEDIA_TYPE = "application/vnd.kiemdiem.photos+zip"
HEAD = 128  # bytes that tell a bundle
_FIRST = "mimetype"
_HEAD = re.compile(rb"PK\x03\x04.{26}mimetype" + re.escape(MEDIA_TYPE.encode()), re.DOTALL)
_PLACE = re.compile(r"\d+ ")  # before each name: names of two folders may be equal
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # equal sets are equal files
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


def is_bundle(data: bytes) -> bool:
    """Whether the bytes begin a bound set of photos."""
    return _HEAD.match(data) is not None


def natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A key that puts 2 before 10 and "a" before "a2", whatever the letters' case and composition."""
    stem, dot, suffix = unicodedata.normalize("NFC", name).casefold().rpartition(".")
    parts = re.findall(r"(\d+)|(\D+)", stem if dot else suffix, re.ASCII)
    return tuple((0, int(digits), "") if digits else (1, 0, letters) for digits, letters in parts), suffix


def are_series(names: Sequence[str]) -> bool:
    """Whether the names differ in one number only: then their order was meant."""
    shapes = {re.sub(r"\d+", "#", name.casefold(), flags=re.ASCII) for name in names}
    numbers = [re.findall(r"\d+", name, re.ASCII) for name in names]
    if len(names) < 2 or len(shapes) > 1 or not numbers[0]:
        return False
    changing = [column for column in zip(*numbers, strict=True) if len(set(column)) > 1]
    return len(changing) == 1 and len({int(number) for number in changing[0]}) == len(names)


class Binder:
    """Writes a bundle: `add` each photo, then leave it as a context."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "x", zipfile.ZIP_STORED, strict_timestamps=False)
        self._zip.writestr(zipfile.ZipInfo(_FIRST, _LONG_AGO), MEDIA_TYPE)
        self._hashes: list[str] = []

    def add(self, name: str, photo: IO[bytes]) -> None:
        """One photo under the name that people know it by."""
        member = zipfile.ZipInfo(f"{len(self._hashes) + 1:03} {name}", _LONG_AGO)
        digest = hashlib.sha256()
        with self._zip.open(member, "w", force_zip64=True) as target:
            while chunk := photo.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        self._hashes.append(digest.hexdigest())

    @property
    def sha256(self) -> str:
        """The hash of the set so far."""
        return set_hash(self._hashes)

    def __enter__(self) -> Binder:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()


class Bundle:
    """A set of photos opened to be read: one photo in memory at a time.

    Raises InputError (damaged_zip, encrypted) and LimitError (pages, file_bytes).
    """

    def __init__(self, file: zipfile.ZipFile, filename: str, limits: Limits) -> None:
        self._zip, self._filename, self._limits = file, filename, limits
        self._members = _photos_of(file)
        if len(self._members) > limits.pages:
            raise LimitError("pages", file=filename, limit=limits.pages)
        self.names = [_PLACE.sub("", info.filename, count=1) for info in self._members]

    def photo(self, place: int) -> bytes:
        """The bytes of one photo."""
        member, limit = self._members[place], self._limits.file_bytes
        try:
            with self._zip.open(member) as opened:
                data = opened.read(limit + 1)
        except _DAMAGE:
            raise InputError("damaged_zip", file=self._filename) from None
        if len(data) > limit:
            raise LimitError("file_bytes", file=self.names[place], limit=limit // MIB)
        return data


@contextmanager
def opened_bundle(file: Path | bytes, filename: str, limits: Limits) -> Iterator[Bundle]:
    """The bundle, from its file or its bytes. Raises as `Bundle` does."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
    except _DAMAGE:
        raise InputError("damaged_zip", file=filename) from None
    with archive:
        try:
            bundle = Bundle(archive, filename, limits)
        except ValueError:
            raise InputError("damaged_zip", file=filename) from None
        yield bundle


def _photos_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that are photos. Raises ValueError where they are packed or lie over one another: then a small file
    would be endless work, and no binder of ours wrote it."""
    photos = [info for info in archive.infolist() if not info.is_dir() and info.filename != _FIRST]
    packed = any(info.compress_type != zipfile.ZIP_STORED for info in photos)
    if packed or sum(info.file_size for info in photos) > archive.start_dir:
        raise ValueError
    return photos


def set_hash(hashes: Iterable[str]) -> str:
    """SHA-256 over the sorted hashes of the photos, each counted once; all in hexadecimal."""
    return hashlib.sha256("".join(sorted(set(hashes))).encode()).hexdigest()


def hash_of_bundle(path: Path) -> str | None:
    """The hash of the set in a file, None where it cannot be opened."""
    hashes = hashes_of_photos(path)
    return None if hashes is None else set_hash(hashes)


def hashes_of_photos(path: Path) -> list[str] | None:
    """The hash of each photo of the set in a file, None where it cannot be opened."""
    hashes = []
    try:
        with zipfile.ZipFile(path) as archive:
            for info in _photos_of(archive):
                digest = hashlib.sha256()
                with archive.open(info) as photo:
                    while chunk := photo.read(CHUNK):
                        digest.update(chunk)
                hashes.append(digest.hexdigest())
    except _DAMAGE:
        return None
    return hashes
