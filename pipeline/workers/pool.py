"""Children that carry tasks out and can be killed: each has pipes of its own, so that none can harm another."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock
from types import TracebackType
from typing import TypeVar

from models.errors import KiemdiemError
from pipeline.garbage import collecting_seldom
from pipeline.outcome import Outcome
from pipeline.workers import confinement
from pipeline.workers.kept import Child
from pipeline.workers.limits import WORK_LIMITS, WorkLimits
from pipeline.workers.seam import Here, Runner, Task, Tell

PRELOADED = "pipeline.workers.warm"  # what children find already imported and compiled
FRONT_BYTES = (
    2**14
)  # of a task that waits in front of a child: its pipe takes four times as much without anybody reading
MOVES = 2  # from a child to another, beside those from children that died while they were idle
AHEAD = 4  # tasks for each that a runner has use for, begun before an earlier one of the batch has ended
Item = TypeVar("Item")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_pool(limits: WorkLimits = WORK_LIMITS, at_once: int | None = None) -> Pool | Here:
    """Killable children where this system can confine them, else this process."""
    return Pool(limits, at_once) if confinement.AVAILABLE else Here(limits)


class Pool:
    """Children started when needed and reused after clean outcomes only, one a core unless told otherwise.

    `run` may be called from several threads; what no child is free for waits in front of one, so that the child goes on
    without waiting for its parent. Leave it by `close` or as a context.
    """

    def __init__(self, limits: WorkLimits = WORK_LIMITS, at_once: int | None = None) -> None:
        self.limits = limits
        self._most = at_once or cores()
        self.at_once = 2 * self._most  # one that is carried out and one in front, for each child
        confinement.keep_sockets_short()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([PRELOADED])
        self._children: list[Child] = []
        self._stopped = False
        self._lock = Lock()  # guards the children's lines too
        self._room = Condition(self._lock)  # some child can take a task
        atexit.register(self.close)

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        """Carry the task out in a child; `limits` are the pool's unless others are given (memory stays the child's)."""
        limits = limits or self.limits
        tell = on_progress or (lambda progress: None)
        message = pickle.dumps((task, limits))
        for _ in range(self._most + MOVES):
            try:
                child, home = self._line_up(message, limits)
            except (OSError, EOFError) as error:
                return Outcome("failed", error=_no_child(task.name, error), limits=limits)
            outcome, clean = None, True
            try:
                if self._turn_comes(child, home):
                    clean = False
                    outcome, clean = child.carry_out(task, home, limits, tell)
            finally:
                self._leave(child, home, clean, limits)
            if outcome is not None:
                return outcome
        return Outcome("failed", error=_no_child(task.name, EOFError()), limits=limits)

    def stop(self) -> None:
        """End all tasks that run, in whatever thread: they come back as failed, and so does every later one."""
        with self._lock:
            self._stopped = True
            for child in self._children:
                if child.line:
                    child.kill()
            self._room.notify_all()

    def close(self) -> None:
        """End all children."""
        self.stop()
        with self._lock:
            idle = [child for child in self._children if not child.line]
            self._children = [child for child in self._children if child.line]
        for child in idle:
            child.end()
        atexit.unregister(self.close)

    def _line_up(self, message: bytes, limits: WorkLimits) -> tuple[Child, Path]:
        """A child with the task handed to it: one that is free, a new one, or one that has but one task."""
        with self._lock:
            while not self._stopped:
                child = self._free() or self._with_room(len(message), limits)
                if child is not None:
                    return child, child.hand(message)
                self._room.wait()
            raise EOFError

    def _free(self) -> Child | None:
        free = next((child for child in self._children if not child.line), None)
        if free is None and len(self._children) < self._most:
            free = Child(self._context, self.limits, self._lock)
            self._children.append(free)
        return free

    def _with_room(self, size: int, limits: WorkLimits) -> Child | None:
        open_ones = (child for child in self._children if len(child.line) == 1 and not child.slow)
        fitting = (child for child in open_ones if child.tasks < limits.tasks and size <= FRONT_BYTES)
        return next(fitting, None)

    def _turn_comes(self, child: Child, home: Path) -> bool:
        """Wait until the child comes to the task. False where the task must go elsewhere, or may: another is free."""
        with self._lock:
            while not child.ended:
                if child.line[0] == home:
                    return True
                if self._is_one_free() and child.take_back(home):
                    child.slow = True
                    return False
                child.turn.wait()
            return False

    def _is_one_free(self) -> bool:
        return len(self._children) < self._most or not all(child.line for child in self._children)

    def _leave(self, child: Child, home: Path, clean: bool, limits: WorkLimits) -> None:
        with self._lock:
            child.slow = child.slow and child.line[0] != home
            child.line.remove(home)
            spent = not child.line and (self._stopped or child.tasks >= limits.tasks)
            over = child in self._children and (spent or not clean)
            if over:
                child.ended = True
                self._children.remove(child)
            self._room.notify_all()
            for waiting in self._children if self._is_one_free() else ():
                waiting.turn.notify()  # what lies in front of it may go to the free one
            child.turn.notify()
        if over:
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
    with collecting_seldom(), ThreadPoolExecutor(runner.at_once, thread_name_prefix="work") as threads:

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


def _no_child(name: str, error: Exception) -> KiemdiemError:
    return KiemdiemError("work_no_child", file=name, reason=type(error).__name__)
