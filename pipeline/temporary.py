"""Folders for temporary copies that hold reports: a run that is killed does not leave them for ever.

All of a process stand in one folder, under a lock that the system lets go when the process ends, however it ends. The
next process that needs one takes away those whose lock nobody holds; never that of a living process.
"""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

try:
    import fcntl
except ImportError:  # no locks: nothing is taken away that may be somebody's
    fcntl = None  # type: ignore[assignment]

OWNED = "kiemdiem-run-"  # the folder of a process, locked
MADE = "kiemdiem-new-"  # one that is not locked yet, and empty


@dataclass(slots=True)
class _Home:
    path: Path
    process: int
    lock: int | None  # descriptor of the folder, open as long as the process lives


_homes: dict[Path, _Home] = {}
_making = Lock()
_numbers = itertools.count(1)
_waiting: dict[Path, int] = {}  # copies that are held: folder → bytes


def new_folder(beside: Path | None = None) -> Path:
    """An empty folder of this process, below the temporary one or `beside`; the caller removes it."""
    folder = _home(Path(tempfile.gettempdir()) if beside is None else beside) / str(next(_numbers))
    folder.mkdir(mode=0o700)
    return folder


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder as long as it is entered."""
    folder = new_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def hold(folder: Path, size: int) -> None:
    """Count in the bytes of a copy in this folder that waits for its turn; 0 when it is gone."""
    if size:
        _waiting[folder] = size
    else:
        _waiting.pop(folder, None)


def waiting_bytes() -> int:
    """Bytes of all copies that are held now."""
    return sum(_waiting.values())


def sweep(parent: Path) -> int:
    """Take away folders below `parent` whose process is dead; how many there were."""
    found = 0
    for folder in parent.glob(f"{OWNED}*"):
        with suppress(OSError):  # another user's, or another process is at it
            if fcntl is None or folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                found += 1
            finally:
                os.close(lock)
    return found


def _home(parent: Path) -> Path:
    with _making:
        home = _homes.get(parent)
        if home is None or home.process != os.getpid() or not home.path.is_dir():
            sweep(parent)
            home = _homes[parent] = _made(parent)
            atexit.register(_remove, home)
        return home.path


def _made(parent: Path) -> _Home:
    """Locked before it has the name that is looked for: between the two nobody takes it for a dead one's."""
    new = Path(tempfile.mkdtemp(prefix=MADE, dir=parent))
    lock = None
    if fcntl is not None:
        lock = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
        with suppress(OSError):  # a file system without locks: `sweep` cannot take one there either
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return _Home(new.rename(parent / new.name.replace(MADE, OWNED, 1)), os.getpid(), lock)


def _remove(home: _Home) -> None:
    if home.process == os.getpid():
        shutil.rmtree(home.path, ignore_errors=True)
        if home.lock is not None:
            os.close(home.lock)
            home.lock = None
