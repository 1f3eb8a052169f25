"""RAR and 7-Zip archives through bsdtar: one tar stream, read a member at a time, never whole on disk.

The program reads what strangers packed, so it runs behind walls of its own; what it says of a member is not believed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from models.errors import InputError, MissingPartError

SUFFIXES = {".rar", ".7z"}
MEMORY = 2 << 30  # bytes of address space: a 7-Zip dictionary takes up to 1.5 GiB
SECONDS = 600  # of computing: 4 GiB unpack in a tenth of it
CHUNK = 1 << 16
PROGRAM = "bsdtar"
GET = "sudo apt-get install libarchive-tools"


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[tarfile.TarFile]:
    """The archive as a stream: each member is read before the next is asked for.

    Raises MissingPartError (archive_program_missing), InputError (archive_encrypted, archive_damaged).
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingPartError("archive_program_missing", file=name, command=GET)
    command = [*_walls(), program, "-cf", "-", "--format=pax", f"@{path.absolute()}"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        ) as process,
    ):
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                yield archive
            assert process.stdout is not None
            while process.stdout.read(CHUNK):  # the padding after the last member
                pass
            failed = process.wait(SECONDS) != 0
        except (tarfile.TarError, EOFError, ValueError, OSError):
            failed = True
        finally:
            process.kill()
        if failed:
            said.seek(0)
            words = said.read(4096).lower()
            locked = b"encrypt" in words or b"passphrase" in words
            raise InputError("archive_encrypted" if locked else "archive_damaged", file=name, reason=PROGRAM)


def _walls() -> list[str]:
    """Words before the command that bound its memory and its computing, where the system has them."""
    if shutil.which("prlimit") is None:
        return []
    return ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}", "--core=0"]
