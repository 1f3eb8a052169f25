"""Children that carry tasks out and can be killed: each has a pipe of its own, so that none can harm another.

The parent reads short lines (`child._say`) and, at the end, the file that holds the answer; it believes neither.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import shutil
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from models.errors import KiemdiemError
from pipeline.outcome import Outcome
from pipeline.temporary import new_folder
from pipeline.workers import confinement
from pipeline.workers.child import ANSWER, guard
from pipeline.workers.limits import WORK_LIMITS, WorkLimits
from pipeline.workers.seam import Here, Progress, Runner, Task, Tell, load_error, past_limit

PRELOADED = "pipeline.workers.warm"  # what children find already imported and compiled
LINE_BYTES = 2**16  # of one message: an error's values take some hundred
LOOK = 1.0  # seconds between looks at the task's folder
PATIENCE = 5.0  # seconds for the guard to end its family; SIGKILL takes a few milliseconds
AHEAD = 8  # tasks per child begun before an earlier one of the batch has ended
Item = TypeVar("Item")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_pool(limits: WorkLimits = WORK_LIMITS, at_once: int | None = None) -> Pool | Here:
    """Killable children where this system can confine them, else this process."""
    return Pool(limits, at_once) if confinement.AVAILABLE else Here(limits)


class Pool:
    """Children started when needed and reused after clean outcomes only, one a core unless told otherwise.

    `run` may be called from several threads, `at_once` of them. Leave it by `close` or as a context.
    """

    def __init__(self, limits: WorkLimits = WORK_LIMITS, at_once: int | None = None) -> None:
        self.limits = limits
        self.at_once = at_once or cores()
        confinement.keep_sockets_short()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([PRELOADED])
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._stopped = False
        self._lock = Lock()
        atexit.register(self.close)

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        """Carry the task out in a child; `limits` are the pool's unless others are given (memory stays the child's)."""
        limits = limits or self.limits
        try:
            child = self._borrow()
        except (OSError, EOFError) as error:
            return Outcome("failed", error=_no_child(task.name, error), limits=limits)
        try:
            outcome, clean = child.carry_out(task, limits, on_progress or (lambda progress: None))
        except BaseException:
            self._give_back(child, again=False)
            raise
        self._give_back(child, again=clean and child.tasks < limits.tasks)
        return outcome

    def stop(self) -> None:
        """End all tasks that run, in whatever thread: they come back as failed, and so does every later one."""
        with self._lock:
            self._stopped = True
            for child in self._busy:
                child.kill()

    def close(self) -> None:
        """End all children."""
        self.stop()
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()
        atexit.unregister(self.close)

    def _borrow(self) -> _Child:
        with self._lock:
            if self._stopped:
                raise EOFError
            child = self._idle.pop() if self._idle else _Child(self._context, self.limits)
            self._busy.add(child)
            return child

    def _give_back(self, child: _Child, again: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            again = again and not self._stopped
            if again:
                self._idle.append(child)
        if not again:
            child.end()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Running:
    task: Task
    future: Future[Outcome[bytes]]


def run_all(
    runner: Runner,
    items: Iterable[tuple[Item, Task | None]],
    has_room: Callable[[], bool] = lambda: True,
    shared_within: int = 64,
) -> Iterator[tuple[Item, Outcome[bytes] | None]]:
    """Every task's outcome in the order given, as many running as the runner can; an item without a task has none.

    Items with one and the same task share its outcome, `shared_within` tasks after its first at most. Later items are
    asked for as room comes: none as long as `has_room` says that what is begun fills the disk.
    """
    begun: deque[tuple[Item, _Running | None]] = deque()
    recent: deque[_Running] = deque(maxlen=shared_within)
    with ThreadPoolExecutor(runner.at_once, thread_name_prefix="work") as threads:

        def begin(task: Task) -> _Running:
            same = next((running for running in reversed(recent) if running.task is task), None)
            if same is None:
                same = _Running(task, threads.submit(runner.run, task))
                recent.append(same)
            return same

        try:
            for item, task in items:
                begun.append((item, None if task is None else begin(task)))
                while begun and (_ended(begun[0][1]) or _tasks(begun) > runner.at_once * AHEAD or not has_room()):
                    yield _outcome(*begun.popleft())
            while begun:
                yield _outcome(*begun.popleft())
        except BaseException:  # Ctrl-C, or nobody wants the rest
            runner.stop()
            raise
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _ended(running: _Running | None) -> bool:
    return running is None or running.future.done()


def _tasks(begun: Iterable[tuple[Item, _Running | None]]) -> int:
    return len({id(running) for _, running in begun if running is not None})


def _outcome(item: Item, running: _Running | None) -> tuple[Item, Outcome[bytes] | None]:
    return item, None if running is None else running.future.result()


@dataclass(slots=True)
class _Ending:
    """How a task ended: the child's last word, or what the parent saw (`broke`: a limit's name, "crashed")."""

    said: dict[str, Any] | None = None
    broke: str = ""


class _Child:
    """One guard with its worker, as the parent sees it."""

    def __init__(self, context: Any, limits: WorkLimits) -> None:
        self.tasks = 0
        self._folder = new_folder()
        its_tasks, self._tasks = context.Pipe(duplex=False)
        self._messages, its_messages = context.Pipe(duplex=False)
        its_lifeline, self._lifeline = context.Pipe(duplex=False)
        theirs: tuple[Connection, ...] = (its_tasks, its_messages, its_lifeline)
        self._process = context.Process(target=guard, args=(*theirs, str(self._folder), limits), daemon=True)
        self._process.start()
        for connection in theirs:
            connection.close()

    def carry_out(self, task: Task, limits: WorkLimits, on_progress: Tell) -> tuple[Outcome[bytes], bool]:
        """The outcome, and whether the child may be used again."""
        self.tasks += 1
        home = self._folder / str(self.tasks)
        home.mkdir()
        try:
            with suppress(BrokenPipeError):  # it died while idle: `_listen` sees the end of its messages
                self._tasks.send((task, str(home), limits))
            ending = self._listen(home, limits, on_progress)
            said = ending.said
            if said is not None and said["end"] == "done":
                answer = _read_answer(home / ANSWER, limits.answer_bytes)
                if answer is not None:
                    return Outcome("done", answer, limits=limits), bool(said["clean"])
                ending = _Ending(broke="answer_bytes")
            elif said is not None:
                return Outcome("failed", error=load_error(said["error"]), limits=limits), bool(said["clean"])
        except (ValueError, TypeError, KeyError):  # no message of ours
            ending = _Ending(broke="crashed")
        finally:
            shutil.rmtree(home, ignore_errors=True)
        self.end()
        return Outcome("failed", error=self._why(ending.broke, task.name, limits), limits=limits), False

    def kill(self) -> None:
        """Have the guard end its family; whoever listens hears that it broke off."""
        self._lifeline.close()

    def end(self) -> None:
        """End the worker and all that came from it."""
        for connection in (self._lifeline, self._tasks, self._messages):
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

    def _listen(self, home: Path, limits: WorkLimits, on_progress: Tell) -> _Ending:
        """Hear the worker's messages until its last one, its end, or the end of a clock."""
        started = spoke = looked = time.monotonic()
        wall, progress, buffer = "wall_seconds", None, b""
        while True:
            now = time.monotonic()
            if now - started > getattr(limits, wall):
                return _Ending(broke=wall)
            if now - spoke > limits.silence_seconds:
                return _Ending(broke="silence_seconds")
            if now - looked > LOOK:
                looked = now
                if _size(home) > limits.folder_bytes:
                    return _Ending(broke="folder_bytes")
            ends = (started + getattr(limits, wall), spoke + limits.silence_seconds, looked + LOOK)
            if not wait([self._messages], max(0.0, min(ends) - now) + 0.001):
                continue
            received = os.read(self._messages.fileno(), LINE_BYTES)
            if not received:
                return _Ending(broke="crashed")
            *lines, buffer = (buffer + received).split(b"\n")
            if len(buffer) > LINE_BYTES:
                return _Ending(broke="crashed")
            for line in lines:
                said = json.loads(line)
                if "end" in said:
                    return _Ending(said)
                told = Progress(int(said["at"]), int(said["of"]), bool(said["slow"]))
                if told != progress:  # saying the same again is no progress
                    progress, spoke = told, time.monotonic()
                    wall = "scan_seconds" if told.slow else wall
                    on_progress(told)


def _no_child(name: str, error: Exception) -> KiemdiemError:
    return KiemdiemError("work_no_child", file=name, reason=type(error).__name__)


def _read_answer(path: Path, limit: int) -> bytes | None:
    """The bytes of a plain file of at most `limit` bytes, else None: the child may have put anything there."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return None
        answer = file.read(limit + 1)
    return answer if len(answer) <= limit else None


def _size(folder: Path) -> int:
    """Bytes of all files below; what vanishes meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total
