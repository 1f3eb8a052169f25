"""Inside a child: a guard, and below it the worker that carries tasks out.

The guard only waits. When the worker ends, when the parent cuts the lifeline, and when the parent dies (which
cuts it too), it ends the worker and every process that came from it, however they hid, and removes their folder.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from pipeline.workers import confinement
from pipeline.workers.limits import WorkLimits
from pipeline.workers.seam import Progress, Task, as_known, dump_error

ANSWER = "answer"  # the file in the task's folder that holds the bytes it gives back
UNCLEAN = {
    "unexpected",
    "work_memory_bytes",
    "work_written_bytes",
}  # codes after which nobody knows what state the worker is in


def guard(tasks: Connection, messages: Connection, lifeline: Connection, folder: str, limits: WorkLimits) -> NoReturn:
    """Entry of the child process."""
    os.setsid()  # Ctrl-C at the terminal is for the parent alone
    _close_all_but(tasks, messages, lifeline)
    confinement.adopt_orphans()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    worker = os.fork()
    if worker == 0:
        try:
            lifeline.close()
            os.setpgid(0, 0)
            confinement.adopt_orphans()
            confinement.die_with_parent()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _silence()
            confinement.confine(limits)
            confinement.cut_network()
            _serve(tasks, messages, Path(folder))
        finally:
            os._exit(1)
    tasks.close()
    messages.close()
    code = confinement.wait_for_end(worker, lifeline.fileno())
    with suppress(EOFError, OSError, SystemExit):
        lifeline.recv_bytes(0)  # until it is cut: the parent may still want the answer that lies in the folder
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(code)


def _close_all_but(*ours: Connection) -> None:
    """Pipes of the fork server came along: who writes to them ends it, and with it the next child's start."""
    kept = sorted(connection.fileno() for connection in ours)
    for low, high in zip([2, *kept], [*kept, os.sysconf("SC_OPEN_MAX")], strict=True):
        os.closerange(low + 1, high)


def _silence() -> None:
    """What a library prints is for nobody: it could hold the file's text, and a flood of it would fill a pipe."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)


def _serve(tasks: Connection, messages: Connection, folder: Path) -> None:
    """Task after task, until one was not clean or the parent sends no more.

    The next one may lie in the pipe already. Who makes its folder has it: where the parent did, it has taken it back.
    """
    clean, number = True, 0
    while clean:
        try:
            task, limits = tasks.recv()
        except EOFError:
            os._exit(0)
        number += 1
        home = folder / str(number)
        try:
            home.mkdir()
        except FileExistsError:
            continue
        clean = _carry_out(task, home, limits, messages.fileno())


def _carry_out(task: Task, home: Path, limits: WorkLimits, messages: int) -> bool:
    os.chdir(home)
    os.environ["TMPDIR"] = tempfile.tempdir = str(home)
    confinement.allow_cpu(limits.cpu_seconds)
    try:
        answer = task.work(lambda progress: _tell_progress(messages, progress))
        (home / ANSWER).write_bytes(answer)
    except BaseException as error:
        known = as_known(error, task.name, limits)
        error.__traceback__ = None  # frees what filled the memory before more is asked for
        clean = known.code not in UNCLEAN and not confinement.left_behind()
        _say(messages, {"end": "failed", "clean": clean, "error": dump_error(known)})
        return clean
    clean = not confinement.left_behind()
    _say(messages, {"end": "done", "clean": clean})
    return clean


def _tell_progress(messages: int, progress: Progress) -> None:
    _say(messages, {"at": progress.at, "of": progress.of, "slow": progress.slow})


def _say(messages: int, what: dict[str, Any]) -> None:
    line = json.dumps(what).encode() + b"\n"
    while line:
        line = line[os.write(messages, line) :]
