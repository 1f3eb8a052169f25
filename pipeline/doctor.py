"""What this machine has of what the program needs: each part, its version, and the command that gets it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from models.settings import Settings

State = Literal["there", "missing", "failing"]
PATIENCE = 20  # seconds that a program may take to say its version; LibreOffice starts slowly
LANGUAGE_DATA = "vie.traineddata"
TESSDATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)


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


def examine(settings: Settings) -> Iterator[Part]:
    """Every part, the needed ones first."""
    yield Part("python", "python", True, "there", sys.version.split()[0])
    yield from _packages()
    yield _data_directory(settings.data_dir)
    yield _database(settings.database)
    yield _vocabulary(settings.vocabulary_dir)
    yield _program("LibreOffice", "libreoffice", ("soffice", "libreoffice"), "libreoffice-writer-nogui")
    yield _tesseract_data()
    yield _fonts()


# --- Python packages ---------------------------------------------------------------------------------------------


def _packages() -> Iterator[Part]:
    for requirement in sorted(metadata.requires("kiemdiem") or []):
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        optional = "extra ==" in requirement
        yield _package(name[0], optional)


def _package(name: str, optional: bool) -> Part:
    key = "package_optional" if optional else "package"
    get = "uv tool install 'kiemdiem[postgresql]'" if optional else "uv sync"
    try:
        return Part(name, key, not optional, "there", metadata.version(name))
    except metadata.PackageNotFoundError:
        return Part(name, key, not optional, "missing", get=get)


# --- places ------------------------------------------------------------------------------------------------------


def _data_directory(folder: Path) -> Part:
    """Writable, or able to be made; nothing is made here."""
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    get = f"mkdir -p {folder} && chmod u+rwx {folder}"
    return Part(str(folder), "data_directory", True, "there" if writable else "failing", get="" if writable else get)


def _database(url: str) -> Part:
    """Whether the database answers. A SQLite file that is not there yet is no fault: `ingest` makes it."""
    from sqlalchemy import create_engine, make_url, text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return Part("database", "database", True, "failing", get="unset KIEMDIEM_DATABASE_URL")
    place = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and (not place or not Path(place).exists()):
        return Part(shown, "database_new", True, "there")
    try:
        engine = create_engine(url)
        with engine.connect() as connection:
            connection.execute(text("select 1"))
        return Part(shown, "database", True, "there", engine.dialect.name)
    except (SQLAlchemyError, ImportError) as error:
        reason = type(error).__name__
        return Part(shown, "database", True, "failing", get="unset KIEMDIEM_DATABASE_URL", reason=reason)


def _vocabulary(folder: Path | None) -> Part:
    from pipeline.vocabulary_check import check_vocabulary

    problems = sum(1 for _ in check_vocabulary(folder))
    name = "vocabulary" if folder is None else str(folder)
    if problems:
        return Part(name, "vocabulary", True, "failing", get="kiemdiem vocabulary check", reason=str(problems))
    return Part(name, "vocabulary", True, "there")


# --- programs for later formats ----------------------------------------------------------------------------------


def _program(name: str, key: str, commands: tuple[str, ...], package: str) -> Part:
    path = next((found for command in commands if (found := shutil.which(command))), None)
    if path is None:
        return Part(name, key, False, "missing", get=f"sudo apt-get install {package}")
    return Part(name, key, False, "there", _version(path, lambda text: text.split("\n")[0]))


def _version(path: str, read: Callable[[str], str]) -> str:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.search(r"\d+(?:\.\d+)+", read(answer.stdout or answer.stderr))
    return match[0] if match else ""


def _tesseract_data() -> Part:
    folders = [os.environ.get("TESSDATA_PREFIX", ""), *TESSDATA_FOLDERS]
    place = next((folder for folder in folders if folder and (Path(folder) / LANGUAGE_DATA).is_file()), None)
    get = "sudo apt-get install tesseract-ocr-vie"
    if place is None:
        return Part(LANGUAGE_DATA, "tesseract_data", False, "missing", get=get)
    return Part(LANGUAGE_DATA, "tesseract_data", False, "there", reason=place)


def _fonts() -> Part:
    """Fonts with every Vietnamese letter, for PDFs that LibreOffice writes (`fonts-liberation` 1.07 lacks 92 of 98)."""
    folder = Path("/usr/share/fonts/truetype/liberation2")
    if folder.is_dir():
        return Part("fonts-liberation2", "fonts", False, "there")
    return Part("fonts-liberation2", "fonts", False, "missing", get="sudo apt-get install fonts-liberation2")
