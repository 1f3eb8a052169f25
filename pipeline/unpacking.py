"""RAR and 7-Zip archives through bsdtar: one tar stream, read a member at a time, never whole on disk.

The program reads what strangers packed, so it runs behind walls of its own; what it says of a member is not believed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from models.errors import InputError, MissingPartError
from pipeline.limits import BATCH_LIMITS, BatchLimits
from pipeline.rar import is_locked_rar

SUFFIXES = {".rar", ".7z"}
CHUNK = 1 << 16
PROGRAM = "bsdtar"
LOCKED = (b"encrypt", b"passphrase", b"crypto codec")
SAID = 4096  # bytes of what the program says that are looked at
GET = "sudo apt-get install libarchive-tools"


@contextmanager
def unpacked(path: Path, name: str, limits: BatchLimits = BATCH_LIMITS) -> Iterator[tarfile.TarFile]:
    """The archive as a stream: each member is read before the next is asked for.

    Raises MissingPartError (archive_program_missing), InputError (archive_encrypted, archive_damaged).
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingPartError("archive_program_missing", file=name, command=GET)
    if is_locked_rar(path):
        raise InputError("archive_encrypted", file=name)
    # blocks of 512 bytes: what a broken archive holds before the break must not wait in a buffer that is thrown away
    command = [*_walls(limits), program, "-b", "1", "-cf", "-", "--format=pax", f"@{path.absolute()}"]
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=_environment(), **streams) as process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                yield archive
            assert process.stdout is not None
            while process.stdout.read(CHUNK):  # the padding after the last member
                pass
            failed = process.wait(limits.unpack_seconds) != 0
        except (tarfile.TarError, EOFError, ValueError, OSError):
            failed = True
        finally:
            process.kill()
        if failed:
            locked = _says_locked(path, program, limits)
            raise InputError("archive_encrypted" if locked else "archive_damaged", file=name, reason=PROGRAM)


def _says_locked(path: Path, program: str, limits: BatchLimits) -> bool:
    """Whether the program, asked for the contents alone, says that they are locked: as a stream it gives no reason."""
    command = [*_walls(limits), program, "-xOf", str(path.absolute())]
    with TemporaryFile() as said, suppress(subprocess.TimeoutExpired):
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": said}
        subprocess.run(command, env=_environment(), timeout=limits.unpack_seconds, check=False, **streams)
        said.seek(0)
        words = said.read(SAID).lower()
        return any(word in words for word in LOCKED)
    return False


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def _walls(limits: BatchLimits) -> list[str]:
    """Words before the command that bound its memory and its computing, where the system has them."""
    if shutil.which("prlimit") is None:
        return []
    return ["prlimit", f"--as={limits.unpack_memory_bytes}", f"--cpu={limits.unpack_seconds}", "--core=0"]
