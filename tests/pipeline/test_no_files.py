"""What has a name and is no file (a pipe, a device) is told and never waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import InputError
from parsers.readers import load
from parsers.readers.limits import LIMITS
from pipeline.outcome import Outcome
from pipeline.sources import walk
from pipeline.workers import Task, WorkLimits
from pipeline.workers.batches import read_files

PATIENCE = 60  # seconds: a pipe that nobody writes to would be waited for without end


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    os.mkfifo(path)
    return path


def linked(tmp_path: Path) -> Path:
    path = tmp_path / "endless.pdf"
    path.symlink_to("/dev/zero")
    return path


def test_a_pipe_is_not_opened(pipe: Path) -> None:
    with pytest.raises(InputError) as raised:
        load(pipe, "report.docx", LIMITS)
    assert raised.value.code == "file_is_device"


def test_named_it_is_told_and_in_a_folder_passed_over(pipe: Path, tmp_path: Path) -> None:
    for named in (pipe, linked(tmp_path)):
        (source,) = walk([named])
        assert source.error is not None and source.error.code == "file_is_device"
    assert [source.passed_over for source in walk([tmp_path])] == ["link", "no_file"]


@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_no_command_waits_for_it(pipe: Path, tmp_path: Path, command: str) -> None:
    environment = {
        **os.environ,
        "KIEMDIEM_DATA_DIR": str(tmp_path / "data"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    asked = [sys.executable, "-m", "cli", command, str(pipe), str(linked(tmp_path))]
    run = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert run.returncode == 3 and "device" in run.stdout + run.stderr and "Traceback" not in run.stderr


class Raving:
    """A runner whose child answers nonsense."""

    limits, at_once = WorkLimits(), 1

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: object = None) -> Outcome[bytes]:
        return Outcome("done", b'[{"report": 2, "document": 0, "own_findings": 0}]\n{}', limits=self.limits)

    def stop(self) -> None:
        """Nothing runs."""


def test_an_answer_that_is_no_report_fails_its_file_and_no_other(tmp_path: Path) -> None:
    files = [(name, tmp_path / name) for name in ("a.docx", "b.docx")]
    outcomes = dict(read_files(Raving(), files))
    assert {name: outcome.status for name, outcome in outcomes.items()} == {"a.docx": "failed", "b.docx": "failed"}
    assert all(outcome.error is not None and outcome.error.code == "unexpected" for outcome in outcomes.values())
