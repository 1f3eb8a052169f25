"""Parsers that misbehave, one way each. Children import this module by its name."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from models.errors import InputError
from pipeline.workers.seam import Progress, Tell

MIB = 2**20


def behaves(tell: Tell) -> bytes:
    return str(os.getpid()).encode()


def refuses(tell: Tell) -> bytes:
    raise InputError("file_empty", file="x.docx")


def says_where_it_writes(tell: Tell) -> bytes:
    import tempfile

    Path(tempfile.mkdtemp(), "left").write_bytes(b"x")
    return tempfile.gettempdir().encode()


def looks_outside(tell: Tell) -> bytes:
    """The network devices that it sees."""
    return Path("/proc/self/net/dev").read_bytes()


def leaves_later(tell: Tell) -> bytes:
    time.sleep(0.5)
    os._exit(3)


def takes_long(tell: Tell) -> bytes:
    time.sleep(3)
    return b"read"


def takes_a_moment(tell: Tell) -> bytes:
    time.sleep(0.5)
    return b"read"


def says_that_it_begins(tell: Tell) -> bytes:
    tell(Progress(1, 1))
    return b"read"


@dataclass(frozen=True)
class Leaves:
    """A mark on the disk that it was begun."""

    mark: Path

    def __call__(self, tell: Tell) -> bytes:
        self.mark.touch()
        return b"read"


def sleeps(tell: Tell) -> bytes:
    time.sleep(60)
    return b""


def repeats_itself(tell: Tell) -> bytes:
    while True:
        tell(Progress(1, 9))
        time.sleep(0.01)


def goes_on_and_on(tell: Tell) -> bytes:
    for number in range(10**9):
        tell(Progress(number, 10**9))
        time.sleep(0.01)
    return b""


def scans_slowly(tell: Tell) -> bytes:
    for page in range(4):
        tell(Progress(page, 4, slow=True))
        time.sleep(0.5)
    return b"read"


def burns(tell: Tell) -> bytes:
    while True:
        pass


def sleeps_through_everything(tell: Tell) -> bytes:
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    time.sleep(60)
    return b""


def allocates(tell: Tell) -> bytes:
    return b"".join(b"x" * (64 * MIB) for _ in range(1000))


def leaves_in_peace(tell: Tell) -> bytes:
    os._exit(0)


def leaves(tell: Tell) -> bytes:
    os._exit(3)


def crashes(tell: Tell) -> bytes:
    ctypes.string_at(0)
    return b""


def aborts(tell: Tell) -> bytes:
    os.abort()


def kills_its_group(tell: Tell) -> bytes:
    os.killpg(0, signal.SIGKILL)
    return b""


def raises(tell: Tell) -> bytes:
    raise ZeroDivisionError("Hà Thị Mơ")


def raises_base(tell: Tell) -> bytes:
    raise KeyboardInterrupt


def exits(tell: Tell) -> bytes:
    raise SystemExit(0)


def recurses(tell: Tell) -> bytes:
    return recurses(tell)


def floods(tell: Tell) -> bytes:
    for stream in (1, 2):
        for _ in range(50):
            os.write(stream, b"x" * MIB)
    return b"read"


def answers_too_much(tell: Tell) -> bytes:
    return b"x" * (3 * MIB)


def answers_with_a_pipe(tell: Tell) -> bytes:
    """A file that gives nothing and never ends, in the place of the answer."""
    os.mkfifo("answer")
    number = os.open("answer", os.O_RDWR)
    os.write(number, b"x")
    os.set_inheritable(number, True)
    _speak(b'{"end": "done", "clean": true}\n')
    time.sleep(60)
    return b""


def answers_with_a_link(tell: Tell) -> bytes:
    Path("answer").symlink_to("/etc/hostname")
    _speak(b'{"end": "done", "clean": true}\n')
    time.sleep(60)
    return b""


def speaks_nonsense(tell: Tell) -> bytes:
    _speak(b"\0\1nonsense\n")
    time.sleep(60)
    return b""


def speaks_without_end(tell: Tell) -> bytes:
    while True:
        _speak(b"x" * 60_000)


def invents_an_error(tell: Tell) -> bytes:
    _speak(b'{"end": "failed", "clean": true, "error": {"family": "SystemExit", "code": "x", "values": {}}}\n')
    time.sleep(60)
    return b""


def fills_the_disk(tell: Tell) -> bytes:
    with Path("big").open("wb") as file:
        while True:
            file.write(b"x" * MIB)


def fills_the_disk_with_many(tell: Tell) -> bytes:
    for number in range(10**6):
        Path(f"{number}").write_bytes(b"x" * MIB)
        time.sleep(0.02)
    return b""


def leaves_a_child(tell: Tell) -> bytes:
    """A grandchild that outlives an answer."""
    subprocess.Popen(["sleep", MARK])
    return b"read"


def hides_a_child(tell: Tell) -> bytes:
    """A grandchild in a session of its own, its parent gone, while the worker hangs."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execvp("sleep", ["sleep", MARK])
        os._exit(0)
    time.sleep(60)
    return b""


MARK = f"9{os.getpid() % 10**6 if os.environ.get('FAKE_MARK') is None else os.environ['FAKE_MARK']}"


def _speak(line: bytes) -> None:
    """Write to every pipe that is open: one of them is the parent's ear."""
    for number in range(3, 64):
        try:
            if Path(f"/proc/self/fd/{number}").readlink().name.startswith("pipe:"):
                os.write(number, line)
        except OSError:
            continue
