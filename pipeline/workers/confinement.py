"""What the system gives to confine a process: the only module of the workers that knows Linux.

Another system has its own module with these functions; where `AVAILABLE` is False work runs in this process.
Residual risk: a task can use CPU and memory up to its limits times the processes it starts (no cgroup is asked for), it
can read what the user can read, and it can speak to sockets that are files.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import util
from pathlib import Path
from types import ModuleType

from pipeline.workers.limits import WorkLimits

AVAILABLE = sys.platform == "linux" and hasattr(os, "pidfd_open")
OUT_OF_CPU = 128 + signal.SIGXCPU  # exit code of a guard whose worker used its CPU time up

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 36, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)
SOCKET_FOLDER = 60  # bytes of a folder's path: with the two names below it a socket's address stays within its 107


def keep_sockets_short() -> None:
    """Let the fork server's socket stand in a short folder where the temporary one is too long for an address.

    The folder is private to this process and is removed with it; where there is none, starting a child fails and says
    so.
    """
    if len(os.fsencode(tempfile.gettempdir())) <= SOCKET_FOLDER:
        return
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    short = (named, f"/run/user/{os.getuid()}", "/tmp", "/var/tmp", "/dev/shm")
    usual = tempfile.tempdir
    for folder in short:
        if folder and len(os.fsencode(folder)) <= SOCKET_FOLDER and os.access(folder, os.W_OK | os.X_OK):
            try:
                tempfile.tempdir = folder
                util.get_temp_dir()  # made once a process, and kept for all its sockets
                return
            except OSError:  # full, or taken away meanwhile
                continue
            finally:
                tempfile.tempdir = usual


def adopt_orphans() -> None:
    """Descendants whose parent dies become our children: whatever they do, they cannot leave the family."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextmanager
def no_modules_from_here() -> Iterator[None]:
    """What Python starts meanwhile imports nothing from the current folder: it may be the one that reports came in.

    The fork server is started by `python -c`, which looks there first. Nor does it import the program that runs:
    multiprocessing would do so in every child, for functions of it that no task is.
    """
    before, program = os.environ.get("PYTHONSAFEPATH"), sys.modules["__main__"]
    os.environ["PYTHONSAFEPATH"] = "1"
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


def left_behind() -> bool:
    """Whether a process below this one still lives; dead ones are buried."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def die_with_parent() -> None:
    """SIGKILL for this process when the process that started it dies."""
    guard = os.getppid()
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != guard:  # it died before the call
        os._exit(1)


def confine(limits: WorkLimits) -> None:
    """Walls around this process and all that it will start: memory, size of files, no core dump, no new rights."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def allow_cpu(seconds: int) -> None:
    """So many seconds more than this process has used: the limit adds up over its life, so each task moves it on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def cut_network() -> bool:
    """An empty network for this process and all that it will start; False where the system forbids it.

    Root may have one at once; anybody else within a user namespace, where the user stays who they are.
    """
    if _libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def network_can_be_cut() -> bool:
    """Whether this system lets `cut_network` work; tried in a process of its own."""
    if not AVAILABLE:
        return False
    child = os.fork()
    if child == 0:
        os._exit(0 if cut_network() else 1)
    return os.waitpid(child, 0)[1] == 0


def wait_for_end(worker: int, lifeline: int) -> int:
    """Wait until the worker ends by itself, the lifeline is cut or SystemExit comes; then end all of the family.

    Returns 0 to 127 for the worker's own exit code, 128 + N where signal N ended it.
    """
    with suppress(SystemExit):
        select.select([os.pidfd_open(worker), lifeline], [], [])
    code = _end(worker)
    _end_descendants()
    return code


def _end(worker: int) -> int:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(worker, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)  # it may not have come to make its group yet
    code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    return code if code >= 0 else 128 - code


def _end_descendants() -> None:
    """All processes below this one: those of a killed one come to us, until there is none."""
    while True:
        for process in _children():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> Iterator[int]:
    """Our children's process ids, by the parent that /proc tells of each process."""
    own = str(os.getpid())
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
                if parent == own:
                    yield int(entry.name)
