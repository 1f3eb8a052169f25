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
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from models.errors import InputError, KiemdiemError, LimitError, UsageError
from parsers.readers.limits import MIB
from pipeline import unpacking
from pipeline.limits import BatchLimits, batch_limits
from pipeline.originals import display_name, sayable
from pipeline.temporary import hold, temporary_folder

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
CHUNK = 2**16
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")

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
        self._held = ExitStack()

    def __enter__(self) -> Path:
        with ExitStack() as held:
            folder = held.enter_context(temporary_folder())
            path = folder / display_name(self._name)
            _copy_member(self._open, path, self._packed, self._budget)
            hold(folder, path.stat().st_size)
            held.callback(hold, folder, 0)
            self._held = held.pop_all()
        return path

    def __exit__(self, *error: object) -> None:
        self._held.close()


class Budget:
    """How many bytes of an archive may still be unpacked."""

    def __init__(self, limits: BatchLimits) -> None:
        self.limits, self._left = limits, limits.archive_bytes

    def take(self, size: int, name: str) -> None:
        """Count bytes in. Raises LimitError (archive_bytes)."""
        self._left -= size
        if self._left < 0:
            raise LimitError("archive_bytes", file=name, limit=self.limits.archive_bytes // MIB)

    def judge(self, size: int, packed: int, name: str) -> None:
        """Whether one member of so many bytes may be. Raises LimitError (archive_member_bytes, archive_ratio)."""
        limits = self.limits
        if size > limits.archive_member_bytes:
            raise LimitError("archive_member_bytes", file=name, limit=limits.archive_member_bytes // MIB)
        if packed and size > limits.archive_ratio_from and size > limits.archive_ratio * packed:
            raise LimitError("archive_ratio", file=name, limit=limits.archive_ratio)


def walk(paths: Iterable[Path], limits: BatchLimits | None = None) -> Iterator[SourceFile]:
    """Every file under the paths, in the order given, folders in the order of names. Nothing is left out unsaid.

    `limits` are those in force unless others are given.
    """
    limits = limits or batch_limits()
    for path in paths:
        if path.is_dir():
            own = path.resolve() if path.name in ("", "..") else path
            yield from _walk_folder(path, sayable(own.name), limits)
        elif not path.exists():
            shown = sayable(str(path))
            yield SourceFile(shown, error=UsageError("path_missing", path=shown), origin=path)
        elif not path.is_file():
            shown = sayable(path.name)
            yield SourceFile(shown, error=InputError("file_is_device", file=shown), origin=path)
        else:
            yield from _walk_file(path, sayable(path.name), limits, named=True)


def _walk_folder(folder: Path, name: str, limits: BatchLimits, depth: int = 1) -> Iterator[SourceFile]:
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
            elif depth <= limits.folder_depth:
                yield from _walk_folder(entry, shown, limits, depth + 1)
            else:
                yield SourceFile(shown, passed_over="too_deep")
        elif entry.is_file():
            yield from _walk_file(entry, shown, limits)
        else:
            yield SourceFile(shown, passed_over="no_file")


def _walk_file(path: Path, name: str, limits: BatchLimits, named: bool = False) -> Iterator[SourceFile]:
    """A file that the user `named` is read whatever its suffix; its reader says what is wrong with it."""
    reason = _passed_over(path.name)
    if reason is not None and not (named and reason == "other_type"):
        yield SourceFile(name, passed_over=reason)
    elif path.suffix.lower() == ".zip":
        yield from _walk_zip(path, name, limits)
    elif path.suffix.lower() in unpacking.SUFFIXES:
        yield from _walk_stream(path, name, limits)
    else:
        yield SourceFile(name, path, origin=path)


def _passed_over(name: str) -> PassedOver | None:
    if name.startswith(("~$", ".~lock.")):
        return "lock_file"
    if (name.startswith(".") and name.strip(".")) or name.casefold() in SYSTEM_FILES:
        return "hidden"
    return None if Path(name).suffix.lower() in SUFFIXES | ARCHIVES else "other_type"


def _walk_zip(path: Path, name: str, limits: BatchLimits) -> Iterator[SourceFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        error = InputError("archive_damaged", file=name, reason=type(problem).__name__)
        yield SourceFile(name, error=error, origin=path)
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > limits.archive_members:
            error = LimitError("archive_members", file=name, limit=limits.archive_members)
            yield SourceFile(name, error=error, origin=path)
            return
        budget = Budget(limits)
        for member in sorted(members, key=member_name):
            source = _member(archive, member, f"{name}/{member_name(member)}", budget)
            yield replace(source, origin=path, member=member_name(member))


def _walk_stream(path: Path, name: str, limits: BatchLimits) -> Iterator[SourceFile]:
    """The members of a RAR or 7-Zip archive; each must be copied out before the next is asked for."""
    budget = Budget(limits)
    try:
        with unpacking.unpacked(path, name, limits) as archive:
            for count, member in enumerate(archive):
                if count >= limits.archive_members:
                    raise LimitError("archive_members", file=name, limit=limits.archive_members)
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
                budget.take(len(chunk), path.name)
                budget.judge(size, packed, path.name)
                target.write(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise InputError("archive_damaged", file=path.name, reason=type(error).__name__) from error
    except Exception as error:  # zlib.error and its like have no common family
        raise (
            error
            if isinstance(error, KiemdiemError)
            else InputError("archive_damaged", file=path.name, reason=type(error).__name__)
        ) from error
