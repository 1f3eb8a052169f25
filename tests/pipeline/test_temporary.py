"""Temporary copies: bounded, and taken away after a run that was killed, never from one that lives."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from models.database.connection import Database
from models.errors import KiemdiemError
from pipeline.ingest import find_sources, ingest
from pipeline.originals import content_hash, keep_original
from pipeline.outcome import Outcome
from pipeline.temporary import OWNED, new_folder, sweep, temporary_folder, waiting_bytes
from pipeline.workers import WORK_LIMITS, Task

pytestmark = pytest.mark.skipif(find_spec("fcntl") is None, reason="this system has no locks")
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for one process on a busy machine
HOLDER = """
import sys, time
from pathlib import Path
from pipeline.temporary import new_folder
(new_folder(Path(sys.argv[1])) / "report.docx").write_bytes(b"Ha Thi Mo")
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def holder(place: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process with a copy in its folder."""
    command = [sys.executable, "-c", HOLDER, str(place)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_of_a_killed_process_nothing_stays_and_of_a_living_one_all(place: Path, holder: subprocess.Popen[str]) -> None:
    (copy,) = place.rglob("report.docx")
    assert sweep(place) == 0 and copy.exists()
    mine = new_folder()  # the start of another process sweeps as well
    assert copy.exists() and mine.is_dir()
    holder.send_signal(signal.SIGKILL)
    holder.wait(PATIENCE)
    assert copy.exists()  # nobody was there to take it away
    assert sweep(place) == 1 and not copy.exists()
    assert mine.is_dir() and [path.name for path in place.iterdir()] == [mine.parent.name]


def test_it_is_the_next_start_that_sweeps(place: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait(PATIENCE)
    with temporary_folder() as mine:
        assert list(place.rglob("report.docx")) == []
    assert not mine.exists()


def test_a_process_that_ends_by_itself_leaves_nothing(place: Path) -> None:
    code = HOLDER.replace("time.sleep(600)", "")
    subprocess.run([sys.executable, "-c", code, str(place)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    assert list(place.iterdir()) == []


def test_what_is_not_ours_is_left_alone(place: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (place / f"{OWNED}link").symlink_to(tmp_path / "other")
    (place / "kiemdiem-report").mkdir()
    (place / f"{OWNED}file").write_bytes(b"")
    assert sweep(place) == 0 and len(list(place.iterdir())) == 3 and (tmp_path / "other").is_dir()


def test_a_child_that_was_started_does_not_hold_the_lock(place: Path) -> None:
    """A program that outlives the one that started it must not keep its folder for ever."""
    code = HOLDER.replace("time.sleep(600)", 'import os, subprocess\nprint(subprocess.Popen(["sleep", "60"]).pid)')
    code += "\nsys.stdout.flush()\nos.kill(os.getpid(), 9)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code, str(place)], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        sleeper = int(process.stdout.readline())
        process.wait(PATIENCE)
    try:
        assert sweep(place) == 1
    finally:
        os.kill(sleeper, signal.SIGKILL)


def zip_of(path: Path, count: int, size: int) -> Path:
    noise = random.Random(3)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(count):
            archive.writestr(f"{number:03}.doc", b"{\\rtf1 " + noise.randbytes(size))
    return path


def test_a_real_run_that_is_killed_leaves_nothing_to_the_next(tmp_path: Path, place: Path) -> None:
    archive = zip_of(tmp_path / "all.zip", 40, 200_000)
    data = tmp_path / "data"
    environment = {**os.environ, "KIEMDIEM_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
    command = [sys.executable, "-m", "cli", "ingest", str(archive), "--quiet"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    end = time.monotonic() + PATIENCE
    with subprocess.Popen(command, env=environment, **quiet) as process:
        while len(list(place.rglob("*.doc"))) < 5 and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    left = list(place.glob(f"{OWNED}*"))
    assert len(left) == 1 and list(left[0].rglob("*.doc"))
    (tmp_path / "one.zip").write_bytes(zip_of(tmp_path / "x.zip", 1, 100).read_bytes())
    subprocess.run([*command[:-2], str(tmp_path / "one.zip"), "--quiet"], env=environment, check=False, **quiet)
    end = time.monotonic() + PATIENCE
    while list(place.glob("kiemdiem*")):  # the guards of the killed run's children end in their own time
        assert time.monotonic() < end, list(place.rglob("*"))
        sweep(place)
        time.sleep(0.05)


class Watching:
    """A runner that reads nothing and sees how much waits on the disk meanwhile."""

    limits, at_once = WORK_LIMITS, 2

    def __init__(self) -> None:
        self.most = 0
        self.tasks = 0

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        self.tasks += 1
        time.sleep(0.01)
        self.most = max(self.most, waiting_bytes())
        return Outcome("failed", error=KiemdiemError("work_crashed", file=task.name, reason=1))

    def stop(self) -> None:
        pass


@pytest.mark.parametrize(
    "kind", [b"{\\rtf1 ", b"%PDF-1.4 "], ids=["old files, in batches", "others, ahead of the first"]
)
def test_what_is_begun_ahead_takes_no_more_than_its_bound(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: bytes
) -> None:
    size, bound = 10_000, 35_000
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for number in range(30):
            archive.writestr(f"{number:03}.doc", kind + random.Random(number).randbytes(size))
    monkeypatch.setenv("KIEMDIEM_LIMIT_WAITING_BYTES", str(bound))
    runner = Watching()
    results = list(ingest(database, tmp_path / "data", find_sources([tmp_path / "all.zip"]), runner=runner))
    assert [one.name for one in results] == [f"all.zip/{number:03}.doc" for number in range(30)]
    assert 2 * size < runner.most < bound + size + 100  # one is begun before its size is known
    assert waiting_bytes() == 0


def test_what_is_left_of_an_original_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    home = tmp_path / "data" / "originals"
    (home / f"{OWNED}dead" / "1").mkdir(parents=True)
    (home / f"{OWNED}dead" / "1" / "half").write_bytes(b"half of a report")
    kept = keep_original(tmp_path / "data", tmp_path / "a.docx", content_hash(tmp_path / "a.docx"))
    assert kept.read_bytes() == b"x" and not (home / f"{OWNED}dead").exists()
