"""What the user names → the files to read: folders walked, archives opened a member at a time, the rest passed over.

An archive is opened one level deep. What it declares of its members is not believed: each is copied out in chunks
against the limits.
"""

from __future__ import annotations

import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from models.errors import InputError, KiemdiemError, LimitError, UsageError
from pipeline import unpacking
from pipeline.originals import display_name, sayable

SUFFIXES = {
    ".docx",
    ".docm",
    ".dotx",
    ".dotm",
    ".pdf",
    ".doc",
    ".rtf",
    ".odt",
    ".htm",
    ".html",
    ".mht",
    ".mhtml",
    ".xml",
}
PICTURES = {".jpg", ".jpeg", ".jfif", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".bmp", ".gif", ".jp2"}
SUFFIXES |= PICTURES
SYSTEM_FILES = {"__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"}
ARCHIVES = unpacking.SUFFIXES | {".zip"}
MEMBERS = 5_000  # files in one zip: a province's schools for a year, and a stop to floods of tiny ones
MEMBER_BYTES = 200 * 2**20  # one member unpacked: far above a long scan
ARCHIVE_BYTES = 4 * 2**30  # all members unpacked
RATIO = 200  # unpacked to packed bytes of a member: Office files and scans are packed already, text reaches about 20
RATIO_FROM = 10 * 2**20  # bytes below which the ratio does not matter
CHUNK = 2**16
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
FOLDER_DEPTH = 20  # folders within folders

PassedOver = str  # a code of the catalogue: labels.passed_over


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read. `name` is what the user calls it; `open` gives a path that holds as long as it is entered.

    With `passed_over` it is not to be read, and that says why; with `error` it cannot be reached. `origin` is the file
    on disk, `member` the name within it where that is an archive. With `as_one` it is a set of photos (`photos`, those
    on disk) bound into one file; with `split` each report of a stack is to be read, with `again` a known file too.
    `note` is something that its user should know, as a code.
    """

    name: str
    place: Callable[[], AbstractContextManager[Path]] | Path | None = None
    passed_over: PassedOver | None = None
    error: KiemdiemError | None = None
    origin: Path | None = None
    member: str = ""
    as_one: bool = False
    split: bool = False
    again: bool = False
    note: str | None = None
    photos: tuple[Path, ...] = ()


class TemporaryCopy(AbstractContextManager[Path]):
    """An archive's member copied out to a folder of its own, removed when left.

    `packed` is its size in the archive, 0 where that is not known of a member alone.
    """

    def __init__(self, opened: Callable[[], IO[bytes] | None], name: str, packed: int, budget: Budget) -> None:
        self._open, self._name, self._packed, self._budget = opened, name, packed, budget
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        self._folder = TemporaryDirectory(prefix="kiemdiem-")
        path = Path(self._folder.name) / display_name(self._name)
        try:
            _copy_member(self._open, path, self._packed, self._budget)
        except BaseException:
            self._folder.cleanup()
            raise
        return path

    def __exit__(self, *error: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()


@dataclass(slots=True)
class Budget:
    """How many bytes of an archive may still be unpacked."""

    left: int = ARCHIVE_BYTES

    def take(self, size: int, name: str) -> None:
        """Count bytes in. Raises LimitError (archive_budget)."""
        self.left -= size
        if self.left < 0:
            raise LimitError("archive_budget", file=name, limit=ARCHIVE_BYTES // 2**20)


def walk(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Every file under the paths, in the order given, folders in the order of names. Nothing is left out unsaid."""
    for path in paths:
        if path.is_dir():
            own = path.resolve() if path.name in ("", "..") else path
            yield from _walk_folder(path, sayable(own.name), FOLDER_DEPTH)
        elif not path.exists():
            shown = sayable(str(path))
            yield SourceFile(shown, error=UsageError("path_missing", path=shown), origin=path)
        else:
            yield from _walk_file(path, sayable(path.name), named=True)


def _walk_folder(folder: Path, name: str, depth: int) -> Iterator[SourceFile]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield SourceFile(name, error=InputError("file_unreadable", file=name, reason=error.strerror or ""))
        return
    for entry in entries:
        shown = f"{name}/{display_name(entry.name)}"
        if entry.is_symlink():
            yield SourceFile(shown, passed_over="link")  # it could lead anywhere, round in a circle too
        elif entry.is_dir():
            if _passed_over(entry.name) == "hidden":
                yield SourceFile(shown, passed_over="hidden")
            elif depth:
                yield from _walk_folder(entry, shown, depth - 1)
            else:
                yield SourceFile(shown, passed_over="too_deep")
        elif entry.is_file():
            yield from _walk_file(entry, shown)
        else:
            yield SourceFile(shown, passed_over="no_file")


def _walk_file(path: Path, name: str, named: bool = False) -> Iterator[SourceFile]:
    """A file that the user `named` is read whatever its suffix; its reader says what is wrong with it."""
    reason = _passed_over(path.name)
    if reason is not None and not (named and reason == "other_type"):
        yield SourceFile(name, passed_over=reason)
    elif path.suffix.lower() == ".zip":
        yield from _walk_zip(path, name)
    elif path.suffix.lower() in unpacking.SUFFIXES:
        yield from _walk_stream(path, name)
    else:
        yield SourceFile(name, path, origin=path)


def _passed_over(name: str) -> PassedOver | None:
    if name.startswith(("~$", ".~lock.")):
        return "lock_file"
    if (name.startswith(".") and name.strip(".")) or name.casefold() in SYSTEM_FILES:
        return "hidden"
    return None if Path(name).suffix.lower() in SUFFIXES | ARCHIVES else "other_type"


def _walk_zip(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        error = InputError("archive_damaged", file=name, reason=type(problem).__name__)
        yield SourceFile(name, error=error, origin=path)
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MEMBERS:
            yield SourceFile(name, error=LimitError("archive_members", file=name, limit=MEMBERS), origin=path)
            return
        budget = Budget()
        for member in sorted(members, key=member_name):
            source = _member(archive, member, f"{name}/{member_name(member)}", budget)
            yield replace(source, origin=path, member=member_name(member))


def _walk_stream(path: Path, name: str) -> Iterator[SourceFile]:
    """The members of a RAR or 7-Zip archive; each must be copied out before the next is asked for."""
    budget = Budget()
    try:
        with unpacking.unpacked(path, name) as archive:
            for count, member in enumerate(archive):
                if count >= MEMBERS:
                    raise LimitError("archive_members", file=name, limit=MEMBERS)
                if not member.isdir():
                    source = _streamed(archive, member, f"{name}/{member.name}", budget)
                    yield replace(source, origin=path, member=member.name)
    except KiemdiemError as error:  # what came before it is read
        yield SourceFile(name, error=error, origin=path)


def _streamed(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, budget: Budget) -> SourceFile:
    shown = _shown(name)
    reason = "link" if member.issym() or member.islnk() else _member_passed_over(member.name)
    if reason is None and not member.isfile():
        reason = "no_file"
    if reason is not None:
        return SourceFile(shown, passed_over=reason)
    return SourceFile(shown, lambda: TemporaryCopy(lambda: archive.extractfile(member), member.name, 0, budget))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, budget: Budget) -> SourceFile:
    shown, inner = _shown(name), member_name(member)
    reason = "link" if stat.S_ISLNK(member.external_attr >> 16) else _member_passed_over(inner)
    if reason is not None:
        return SourceFile(shown, passed_over=reason)
    if member.flag_bits & 1:
        return SourceFile(shown, error=InputError("archive_encrypted", file=shown))
    packed = max(member.compress_size, 1)
    return SourceFile(shown, lambda: TemporaryCopy(lambda: archive.open(member), inner, packed, budget))


def _shown(name: str) -> str:
    return "/".join(display_name(part) for part in name.split("/"))


def _member_passed_over(name: str) -> PassedOver | None:
    *folders, last = name.split("/")
    if any(_passed_over(folder) == "hidden" for folder in folders):
        return "hidden"
    return _passed_over(last) or ("zip_in_zip" if Path(last).suffix.lower() in ARCHIVES else None)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name. Packers keep Vietnamese names in UTF-8 bytes without saying so, beside the name (field 0x7075
    of APPNOTE.TXT), or in the code page of a Vietnamese Windows (1258: vowels, then tone marks)."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        written = member.filename.encode("cp437")
    except UnicodeError:
        return member.filename
    return _name_beside(member.extra, written) or _first_fitting(written) or member.filename


def _name_beside(extra: bytes, written: bytes) -> str | None:
    while len(extra) >= 4:
        field, size = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + size], extra[4 + size :]
        if field == 0x7075 and content[1:5] == struct.pack("<I", zlib.crc32(written)):
            return content[5:].decode("utf-8", "replace")
    return None


def _first_fitting(written: bytes) -> str | None:
    try:
        return written.decode("utf-8")
    except UnicodeError:
        pass
    try:
        name = unicodedata.normalize("NFC", written.decode("cp1258"))
    except UnicodeError:
        return None
    return name if all(letter < "\x80" or letter.lower() in VIETNAMESE for letter in name) else None


def _copy_member(opened: Callable[[], IO[bytes] | None], path: Path, packed: int, budget: Budget) -> None:
    size = 0
    try:
        source = opened()
        if source is None:
            raise ValueError(path.name)
        with source, path.open("xb") as target:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                budget.left -= len(chunk)
                if size > MEMBER_BYTES or budget.left < 0 or (packed and size > RATIO_FROM and size > RATIO * packed):
                    raise LimitError("archive_budget", file=path.name, limit=MEMBER_BYTES // 2**20)
                target.write(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise InputError("archive_damaged", file=path.name, reason=type(error).__name__) from error
    except Exception as error:  # zlib.error and its like have no common family
        raise (
            error
            if isinstance(error, KiemdiemError)
            else InputError("archive_damaged", file=path.name, reason=type(error).__name__)
        ) from error
