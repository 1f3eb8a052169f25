"""A child as the parent sees it: what goes to it, what comes from it, and its end.

The parent reads short lines (`child._say`) and, at the end, the file that holds the answer; it believes neither.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import stat
import time
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Lock
from typing import Any

from models.errors import KiemdiemError
from pipeline.outcome import Outcome
from pipeline.temporary import new_folder
from pipeline.workers import confinement
from pipeline.workers.child import ANSWER, guard
from pipeline.workers.limits import WorkLimits
from pipeline.workers.seam import Progress, Task, Tell, load_error, past_limit

LINE_BYTES = 2**16  # of one message: an error's values take some hundred
LOOK = 1.0  # seconds between looks at the task's folder
FIRST = "1"  # the folder of a child's first task
PATIENCE = 5.0  # seconds for the guard to end its family; SIGKILL takes a few milliseconds


class _BrokenOffError(Exception):
    """A task that ended without the child's last word: a limit's name, or "crashed"."""


class Child:
    """One guard with its worker. `line` are the folders of the tasks handed to it: the first is being carried out.

    `line`, `tasks`, `slow` and `ended` are the pool's, under its lock.
    """

    def __init__(self, context: Any, limits: WorkLimits, lock: Lock) -> None:
        self.tasks = 0
        self.line: list[Path] = []
        self.slow = False  # somebody has taken a task back from behind the one that it is at
        self.ended = False
        self.turn = Condition(lock)  # the line moved, or what waits in it may go elsewhere
        self._folder = new_folder()
        its_tasks, self._tasks = context.Pipe(duplex=False)
        messages, its_messages = context.Pipe(duplex=False)
        its_lifeline, self._lifeline = context.Pipe(duplex=False)
        self._ear = _Ear(messages)
        theirs: tuple[Connection, ...] = (its_tasks, its_messages, its_lifeline)
        self._process = context.Process(target=guard, args=(*theirs, str(self._folder), limits), daemon=True)
        with confinement.no_modules_from_here():
            self._process.start()
        for connection in theirs:
            connection.close()

    def hand(self, message: bytes) -> Path:
        """Give it a task, the pickled pair of task and limits; the folder that it will make when it begins."""
        self.tasks += 1
        home = self._folder / str(self.tasks)
        self.line.append(home)
        with suppress(BrokenPipeError):  # it died while idle: `carry_out` sees the end of its messages
            self._tasks.send_bytes(message)
        return home

    def take_back(self, home: Path) -> bool:
        """Whether the task was not begun, and now never will be here: who makes its folder has it."""
        try:
            home.mkdir()
        except OSError:
            return False
        return True

    def carry_out(self, task: Task, home: Path, limits: WorkLimits, tell: Tell) -> tuple[Outcome[bytes] | None, bool]:
        """The outcome of the task whose turn has come, and whether the child may be used again.

        None where the child had died before it began the task.
        """
        try:
            outcome = self._hear_out(home, limits, tell)
            _remove(home)
            return outcome
        except _BrokenOffError as ending:
            broke = str(ending)
        except (ValueError, TypeError, KeyError):  # no message of ours
            broke = "crashed"
        begun = home.exists() or home.name == FIRST  # a child that dies before its first task dies of its start
        self.end()
        if not begun:
            return None, False
        return Outcome("failed", error=self._why(broke, task.name, limits), limits=limits), False

    def _hear_out(self, home: Path, limits: WorkLimits, tell: Tell) -> tuple[Outcome[bytes], bool]:
        said = self._listen(home, limits, tell)
        clean = bool(said["clean"])
        if said["end"] != "done":
            return Outcome("failed", error=load_error(said["error"]), limits=limits), clean
        answer = _read_answer(home / ANSWER, limits.answer_bytes)
        if answer is None:
            raise _BrokenOffError("answer_bytes")
        return Outcome("done", answer, limits=limits), clean

    def kill(self) -> None:
        """Have the guard end its family; whoever listens hears that it broke off."""
        self._lifeline.close()

    def end(self) -> None:
        """End the worker and all that came from it."""
        for connection in (self._lifeline, self._tasks, self._ear):
            connection.close()
        self._process.join(PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _why(self, broke: str, name: str, limits: WorkLimits) -> KiemdiemError:
        code = self._process.exitcode
        if broke == "crashed" and code == confinement.OUT_OF_CPU:
            broke = "cpu_seconds"
        if broke == "crashed":
            return KiemdiemError("work_crashed", file=name, reason=code if code is not None else "?")
        return past_limit(broke, name, limits)

    def _listen(self, home: Path, limits: WorkLimits, on_progress: Tell) -> dict[str, Any]:
        """Hear the worker's messages until its last one, which is given back. Raises _BrokenOffError."""
        started = spoke = looked = time.monotonic()
        wall, progress = "wall_seconds", None
        while True:
            now = time.monotonic()
            if now - started > getattr(limits, wall):
                raise _BrokenOffError(wall)
            if now - spoke > limits.silence_seconds:
                raise _BrokenOffError("silence_seconds")
            if now - looked > LOOK:
                looked = now
                if _size(home) > limits.folder_bytes:
                    raise _BrokenOffError("folder_bytes")
            ends = (started + getattr(limits, wall), spoke + limits.silence_seconds, looked + LOOK)
            said = self._ear.next(max(0.0, min(ends) - now) + 0.001)
            if said is None:
                continue
            if "end" in said:
                return said
            told = Progress(int(said["at"]), int(said["of"]), bool(said["slow"]))
            if told != progress:  # saying the same again is no progress
                progress, spoke = told, time.monotonic()
                wall = "scan_seconds" if told.slow else wall
                on_progress(told)


class _Ear:
    """The child's messages. What comes after a task's last one is the next task's and is kept for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._poll = select.poll()
        self._poll.register(connection.fileno(), select.POLLIN)
        self._lines: deque[bytes] = deque()
        self._begun = b""

    def next(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None where none has come in time. Raises _BrokenOffError, ValueError and TypeError."""
        if not self._lines and self._poll.poll(1000 * seconds):
            received = os.read(self._connection.fileno(), LINE_BYTES)
            *lines, self._begun = (self._begun + received).split(b"\n")
            self._lines.extend(lines)
            if not received or len(self._begun) > LINE_BYTES:
                raise _BrokenOffError("crashed")
        if not self._lines:
            return None
        said = json.loads(self._lines.popleft())
        if not isinstance(said, dict):
            raise TypeError(said)
        return said

    def close(self) -> None:
        """Hear no more."""
        self._connection.close()


def _read_answer(path: Path, limit: int) -> bytes | None:
    """The bytes of a plain file of at most `limit` bytes, else None: the child may have put anything there."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
            return None
        return os.read(number, found.st_size)
    finally:
        os.close(number)


def _size(folder: Path) -> int:
    """Bytes of all files below; what vanishes meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total


def _remove(home: Path) -> None:
    """Take a task's folder away: most hold an answer and nothing else."""
    try:
        (home / ANSWER).unlink(missing_ok=True)
        home.rmdir()
    except OSError:
        shutil.rmtree(home, ignore_errors=True)
