"""What this machine has of what the program needs: each part, its version, and the command that gets it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from models.settings import Settings

State = Literal["there", "missing", "failing"]
PATIENCE = 20  # seconds that a program may take to say its version; LibreOffice starts slowly
INSTALL = "sudo apt-get install --no-install-recommends"
# Letters that fonts made for Western Europe lack, among them those of Debian's fonts-liberation 1.07.
LETTERS = "1a0 1b0 1ea1 1ec7 1ed9 1ee3 1ef1 1ef9"  # ơ ư ạ ệ ộ ợ ự ỹ, as fontconfig takes them
FONT_FILES = ("truetype/liberation2/LiberationSerif-Regular.ttf", "truetype/dejavu/DejaVuSerif.ttf")


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `key` names its purpose in the catalogue (`doctor.<key>`); `get` is the command that brings it."""

    name: str
    key: str
    needed: bool
    state: State
    version: str = ""
    get: str = ""
    reason: str = ""
    place: str = ""


def examine(settings: Settings) -> Iterator[Part]:
    """Every part: what the program runs on, where it keeps things, the programs beside it, the Python packages."""
    yield _python()
    yield _data_directory(settings.data_dir)
    yield _database(settings.database)
    yield _vocabulary(settings.vocabulary_dir)
    yield _libreoffice()
    yield _tesseract()
    yield _tesseract_data()
    yield _fonts()
    yield _bsdtar()
    yield _sandbox()
    yield from _packages()


def _python() -> Part:
    enough = sys.version_info >= (3, 11)
    state: State = "there" if enough else "failing"
    return Part("Python", "python", True, state, platform.python_version(), "" if enough else "uv python install 3.11")


# --- Python packages ---------------------------------------------------------------------------------------------


def _packages() -> Iterator[Part]:
    for requirement in sorted(metadata.requires("kiemdiem") or [], key=str.lower):
        wanted = Requirement(requirement)
        yield _package(wanted, optional=wanted.marker is not None and "extra" in str(wanted.marker))


def _package(wanted: Requirement, optional: bool) -> Part:
    key = "package_optional" if optional else "package"
    get = f"uv pip install '{wanted.name}{wanted.specifier}'"
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return Part(wanted.name, key, not optional, "missing", get=get)
    if not wanted.specifier.contains(version, prereleases=True):
        return Part(wanted.name, key, not optional, "failing", version, get, reason=str(wanted.specifier))
    return Part(wanted.name, key, not optional, "there", version)


# --- places ------------------------------------------------------------------------------------------------------


def _data_directory(folder: Path) -> Part:
    """Writable, or able to be made; nothing is made here."""
    nearest = next((parent for parent in (folder, *folder.parents) if _exists(parent)), Path("/"))
    writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    get = "" if writable else f"mkdir -p {folder} && chmod u+rwx {folder}"
    return Part("data folder", "data_directory", True, "there" if writable else "failing", get=get, place=str(folder))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder above it may not be entered
        return False


def _database(url: str) -> Part:
    """Whether the database answers and may be written. A SQLite file that is not there yet is no fault."""
    from sqlalchemy import create_engine, inspect, make_url
    from sqlalchemy.exc import SQLAlchemyError

    get = "unset KIEMDIEM_DATABASE_URL"
    try:
        parsed = make_url(url)
    except SQLAlchemyError:
        return Part("database", "database", True, "failing", get=get)
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite":
        file = Path(parsed.database or "")
        if not parsed.database or not _exists(file):
            return Part("database", "database_new", True, "there", place=shown)
        get = f"chmod u+rw {file}" if not os.access(file, os.R_OK | os.W_OK) else f"mv {file} {file}.damaged"
    elif parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed)
        with engine.connect() as connection:
            inspect(connection).get_table_names()
            version = ".".join(map(str, engine.dialect.server_version_info or ()))
        engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        return Part("database", "database", True, "failing", get=get, reason=type(error).__name__, place=shown)
    if get.startswith("chmod"):
        return Part("database", "database", True, "failing", get=get, place=shown)
    return Part("database", "database", True, "there", f"{engine.dialect.name} {version}", place=shown)


def _vocabulary(folder: Path | None) -> Part:
    from models.errors import VocabularyError
    from pipeline.vocabulary_check import check_vocabulary

    place = "" if folder is None else str(folder)
    try:
        problems = sum(1 for _ in check_vocabulary(folder))
    except VocabularyError as error:
        return Part("vocabulary", "vocabulary", True, "failing", "", "kiemdiem vocabulary check", error.code, place)
    if problems:
        get = "kiemdiem vocabulary check"
        return Part("vocabulary", "vocabulary", True, "failing", get=get, reason=str(problems), place=place)
    return Part("vocabulary", "vocabulary", True, "there", place=place)


# --- programs beside it: typed Word and PDF files are read without them --------------------------------------------


def _libreoffice() -> Part:
    from parsers.readers.office.soffice import office_program

    path = office_program()
    if path is None:
        return Part("LibreOffice", "libreoffice", False, "missing", get=f"{INSTALL} libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # the user's own may be in use
        version = _version(path, f"-env:UserInstallation={Path(profile).as_uri()}")
    if not version:
        get = f"{INSTALL} --reinstall libreoffice-writer-nogui"
        return Part("LibreOffice", "libreoffice", False, "failing", get=get, place=path)
    return Part("LibreOffice", "libreoffice", False, "there", version, place=path)


def _tesseract() -> Part:
    """The engine stands within the package tesserocr; that it loads is what counts."""
    get = "uv pip install --reinstall tesserocr"
    try:
        import tesserocr
    except ImportError as error:
        return Part("tesseract", "tesseract", False, "failing", get=get, reason=type(error).__name__)
    version = re.search(r"\d+(?:\.\d+)+", tesserocr.tesseract_version())
    return Part("tesseract", "tesseract", False, "there", version[0] if version else "")


def _tesseract_data() -> Part:
    from parsers.readers.scan.letters import LANGUAGE, model_folder

    folder, name = model_folder(), f"{LANGUAGE}.traineddata"
    if folder is None:
        get = f"{INSTALL} tesseract-ocr-vie"
        return Part(name, "tesseract_data", False, "missing", get=get)
    size = (folder / name).stat().st_size
    return Part(name, "tesseract_data", False, "there", f"{size / 1e6:.1f} MB", place=str(folder))


def _fonts() -> Part:
    """A serif font with the letters of Vietnamese, for the PDFs that LibreOffice writes.

    Asked of fontconfig, as LibreOffice does; where that is not there, known files are looked for.
    """
    get = f"{INSTALL} fonts-liberation2"
    pattern = f":charset={LETTERS}"
    answer = _say(["fc-list", pattern, "family"])
    families = {line.split(",")[0].strip() for line in answer.splitlines() if line.strip()}
    if not answer:
        families = {Path(file).stem for file in FONT_FILES if (Path("/usr/share/fonts") / file).is_file()}
    serif = sorted(name for name in families if "serif" in name.lower() or "times" in name.lower())
    if not serif:
        return Part("Vietnamese font", "fonts", False, "missing", get=get)
    preferred = next((name for name in serif if "Liberation" in name or "Times" in name), serif[0])
    return Part("Vietnamese font", "fonts", False, "there", preferred)


def _bsdtar() -> Part:
    path = shutil.which("bsdtar")
    if path is None:
        return Part("bsdtar", "bsdtar", False, "missing", get=f"{INSTALL} libarchive-tools")
    return Part("bsdtar", "bsdtar", False, "there", _version(path), place=path)


def _sandbox() -> Part:
    """Whether a child process can be cut off from the network: some systems and containers forbid it."""
    from pipeline.workers.confinement import network_can_be_cut

    if network_can_be_cut():
        return Part("sandbox", "sandbox", False, "there")
    return Part("sandbox", "sandbox", False, "failing", get="sudo sysctl -w kernel.unprivileged_userns_clone=1")


def _say(words: list[str]) -> str:
    """What a program prints; empty where it is not there or does not answer. Its whole group ends with it."""
    try:
        program = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
    except OSError:
        return ""
    try:
        return program.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        return ""
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _version(path: str, *options: str) -> str:
    match = re.search(r"\d+(?:\.\d+)+", _say([path, *options, "--version"]))
    return match[0] if match else ""
