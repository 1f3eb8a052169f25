"""An ingest that is killed and taken up ends in the same database as one that was left alone."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.workers.confinement import AVAILABLE

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="this system cannot confine a child")

TIMES = {"arrived_at", "read_at", "changed_at", "attempts"}  # what two runs may tell differently
FILES = 12
PATIENCE = 120.0  # seconds for one run on a busy machine


def paper(path: Path, number: int) -> None:
    document = docx.Document()
    for line in (
        "ĐẢNG BỘ XÃ NÀ HOA",
        f"CHI BỘ TRƯỜNG THCS SỐ {number // 2} XÃ NÀ HOA",  # every second file is a new version of a report
        "Nà Hoa, ngày 18 tháng 12 năm 2023",
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        f"Kết nạp được {number + 1} đảng viên.",
    ):
        document.add_paragraph(line)
    document.save(str(path))


def start(asked: Path | str, data: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "KIEMDIEM_DATA_DIR": str(data), "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-m", "cli", "ingest", str(asked), "--quiet"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_when_done(folder: Path, data: Path, done: int) -> None:
    """Run until so many jobs are done, then SIGKILL."""
    with start(folder, data) as process:
        end = time.monotonic() + PATIENCE
        while _done(data) < done and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)


def _done(data: Path) -> int:
    try:
        with sqlite3.connect(f"file:{data / 'kiemdiem.sqlite3'}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM jobs WHERE state = 'done'").fetchone()[0])
    except sqlite3.OperationalError:
        return -1


def content(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the times."""
    with sqlite3.connect(data / "kiemdiem.sqlite3") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            columns = [
                f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in TIMES
            ]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            found[table] = sorted(rows, key=repr)
    return found


def test_killed_at_several_moments_and_taken_up(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        paper(folder / f"{number:02}.docx", number)
    (folder / "50.docx").write_bytes(b"PK\3\4 no more")  # a failure is told once, however often it is met
    assert start(folder, tmp_path / "whole").wait(PATIENCE) == 3
    for done in (0, 1, 5, 9):
        kill_when_done(folder, tmp_path / "killed", done)
    assert start(folder, tmp_path / "killed").wait(PATIENCE) == 3
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
    assert originals(tmp_path / "killed") == originals(tmp_path / "whole")


def test_what_failed_is_read_again_when_asked(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    paper(folder / "a.docx", 1)
    (folder / "b.docx").write_bytes(b"PK\3\4 no more")
    assert start(folder, data).wait(PATIENCE) == 3
    paper(folder / "b.docx", 4)
    assert start("--retry-failed", data).wait(PATIENCE) == 0
    assert _done(data) == 2
    assert len(content(data)["reports"]) == 2


def originals(data: Path) -> set[str]:
    """Names of the originals that are kept whole."""
    return {path.name for path in (data / "originals").rglob("*") if path.is_file() and not path.name.startswith(".")}
