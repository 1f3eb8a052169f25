"""The files themselves, kept in the data directory under their content's hash; a file's name is only a column."""

from __future__ import annotations

import hashlib
import shutil
import unicodedata
from pathlib import Path

from models.errors import InputError, StoreError
from parsers.readers.bundle import HEAD, hash_of_bundle, hashes_of_photos, is_bundle
from pipeline.temporary import new_folder

CHUNK = 1 << 20  # bytes read at once
LONGEST_NAME = 200  # characters of a shown name; longer ones are cut before the suffix


def content_hash(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal; of a bound set of photos, that of the set (`parsers.readers.bundle`)."""
    with path.open("rb") as file:
        if is_bundle(file.read(HEAD)) and (of_set := hash_of_bundle(path)) is not None:
            return of_set
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def photo_hashes(path: Path) -> list[str]:
    """SHA-256 of each photo of a bound set; none for another file."""
    with path.open("rb") as file:
        bound = is_bundle(file.read(HEAD))
    return (hashes_of_photos(path) or []) if bound else []


def sayable(name: str) -> str:
    """The name with "?" for bytes that are no UTF-8: such names cannot be printed, stored or sent."""
    return name.encode("utf-8", "replace").decode()


def display_name(name: str) -> str:
    """The name as it may be shown: NFC, one line, without folders, control characters and bidi overrides."""
    name = unicodedata.normalize("NFC", sayable(name))
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp"))
    name = " ".join(name.split()) or "?"
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def original_path(data_directory: Path, sha256: str) -> Path:
    """Where the original of this content lies, or would."""
    return data_directory / "originals" / sha256[:2] / sha256


def keep_original(data_directory: Path, path: Path, sha256: str) -> Path:
    """Copy the file to its place, all of it or nothing; a second time does nothing.

    Raises StoreError ("originals_unwritable") where the data directory cannot take it, InputError ("file_changed",
    "file_unreadable") where the file is no longer what was read.
    """
    place = original_path(data_directory, sha256)
    if place.exists():
        return place
    try:
        source = path.open("rb")
    except OSError as error:
        raise InputError("file_unreadable", file=display_name(path.name), reason=error.strerror or "") from error
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = new_folder(data_directory / "originals")  # taken away at the next start where this run is killed
        try:
            with source, (folder / sha256).open("xb") as target:
                shutil.copyfileobj(source, target, CHUNK)
            if content_hash(folder / sha256) != sha256:
                raise InputError("file_changed", file=display_name(path.name))
            (folder / sha256).replace(place)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise StoreError("originals_unwritable", folder=str(data_directory), reason=error.strerror or "") from error
    return place
