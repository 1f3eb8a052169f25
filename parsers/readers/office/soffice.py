"""LibreOffice as a converter to .docx: a throwaway profile, a closed room, a time limit, and an output that is checked.

Two processes on one profile lose files without a word, so each call has its own. A batch is one process (0.14 s a file
against 0.9 s for a process each); a file that a batch did not bring is tried once more alone, so that no file harms
another.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from models.errors import InputError, KiemdiemError, MissingPartError
from parsers.readers.limits import LIMITS, Limits

COMMANDS = ("soffice", "libreoffice")
GET = "sudo apt-get install libreoffice-writer-nogui fonts-liberation2"
BATCH = 20  # files for one process: more gain nothing in speed and lose more when one of them fails
OFFLINE = ("unshare", "--map-current-user", "--net")
_TARGET = "docx:MS Word 2007 XML"  # Writer's own filter: what is no text document is refused


@dataclass(frozen=True, slots=True)
class Old:
    """One file to convert: its bytes, the extension of its real format, and the name that people know it by."""

    filename: str
    suffix: str
    data: bytes


def convert(old: Old, limits: Limits = LIMITS) -> bytes:
    """The file as .docx.

    Raises MissingPartError (office_missing) and InputError (office_failed, office_timeout).
    """
    (result,) = convert_many([old], limits)
    if isinstance(result, KiemdiemError):
        raise result
    return result


def convert_many(olds: Sequence[Old], limits: Limits = LIMITS) -> list[bytes | KiemdiemError]:
    """Each file as .docx or why not (office_missing too), in the order given."""
    program = office_program()
    if program is None:
        return [MissingPartError("office_missing", command=GET) for _ in olds]
    results: list[bytes | KiemdiemError] = []
    for start in range(0, len(olds), BATCH):
        batch = olds[start : start + BATCH]
        brought, in_time = _run(program, batch, limits)
        for old, data in zip(batch, brought, strict=True):
            if data is None and len(batch) > 1:
                (data,), in_time = _run(program, [old], limits)
            failure = "office_failed" if in_time else "office_timeout"
            results.append(data or InputError(failure, file=old.filename, limit=limits.office_seconds))
    return results


def office_program() -> str | None:
    """The LibreOffice command of this machine."""
    return next((path for command in COMMANDS if (path := shutil.which(command))), None)


def _run(program: str, olds: Sequence[Old], limits: Limits) -> tuple[list[bytes | None], bool]:
    """What one process made of the files, None for those that it did not bring, and whether it ended in time."""
    with TemporaryDirectory(prefix="kiemdiem-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        names = [_lay(room, place, old) for place, old in enumerate(olds)]
        in_time = _wait(_start(program, room, names, limits), limits.office_seconds)
        return [_output(room, name) for name in names], in_time


def _lay(room: Path, place: int, old: Old) -> Path:
    """The file under a name of our own: a user's name could be taken for an option, or for a type."""
    path = room / f"{place:02}.{old.suffix}"
    path.write_bytes(old.data)
    return path


def _start(program: str, room: Path, inputs: Sequence[Path], limits: Limits) -> subprocess.Popen[bytes]:
    settings = room / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_bytes((files("parsers.readers.office") / "profile.xcu").read_bytes())
    command = [
        *_confinement(limits),
        program,
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", _TARGET, "--outdir", str(room / "made")),
        *map(str, inputs),
    ]
    return subprocess.Popen(
        command,
        cwd=room,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": _folder(room, "home"), "TMPDIR": _folder(room, "tmp")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _folder(room: Path, name: str) -> str:
    """A new folder of that name."""
    (room / name).mkdir()
    return str(room / name)


def _wait(process: subprocess.Popen[bytes], seconds: int) -> bool:
    """Whether the process ended in time; its whole group is gone afterwards in any case."""
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _output(room: Path, given: Path) -> bytes | None:
    """What was written for it; LibreOffice ends with 0 whether it wrote or not."""
    path = room / "made" / f"{given.stem}.docx"
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if data.startswith(b"PK") else None


@cache
def _confinement(limits: Limits) -> tuple[str, ...]:
    """Words before the command that take the network and boundless memory away, where the system has them."""
    memory, written = f"--as={limits.office_memory_bytes}", f"--fsize={limits.office_written_bytes}"
    return tuple(
        word for words in (OFFLINE, ("prlimit", memory, written, "--core=0")) if _works(words) for word in words
    )


def _works(words: tuple[str, ...]) -> bool:
    """Whether a command runs behind these words: some systems forbid users a network room of their own."""
    if shutil.which(words[0]) is None:
        return False
    return subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
