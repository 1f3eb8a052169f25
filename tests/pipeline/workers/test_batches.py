"""Old files share one LibreOffice, and each has the outcome that it would have alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest

from models.database.connection import Database
from models.errors import KiemdiemError
from parsers.readers.office.soffice import office_program
from pipeline.ingest import find_sources, ingest
from pipeline.jobs import count_unfinished, register, unfinished
from pipeline.limits import BATCH_LIMITS
from pipeline.outcome import Outcome
from pipeline.workers import WORK_LIMITS, Here, Pool, Task, WorkLimits
from pipeline.workers.batches import ParseBatch, read_all, read_files
from pipeline.workers.confinement import AVAILABLE
from pipeline.workers.parsing import ParseFile, read_answers
from pipeline.workers.seam import Tell

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
LINES = (
    "ĐẢNG BỘ XÃ NÀ HOA",
    "CHI BỘ TRƯỜNG THCS SỐ {} XÃ NÀ HOA",
    "Nà Hoa, ngày 18 tháng 12 năm 2023",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2023",
    "I. Ưu điểm, kết quả đạt được",
    "Chi ủy đã họp đủ 12 kỳ.",
)


def old(folder: Path, number: int) -> Path:
    """An RTF file, as an old machine would name it."""
    text = "".join(f"\\pard {line.format(number)}\\par\n" for line in LINES)
    escaped = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in text)
    path = folder / f"{number:02}.doc"
    path.write_bytes(b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}" + escaped.encode() + b"}")
    return path


def new(folder: Path, number: int) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line.format(number))
    document.save(str(folder / f"{number:02}.docx"))
    return folder / f"{number:02}.docx"


class Watching:
    """A runner that keeps what it is asked, and whose child a batch may end."""

    limits, at_once = WORK_LIMITS, 2

    def __init__(self, breaks: str = "") -> None:
        self.asked: list[int] = []  # files of each task
        self._breaks = breaks

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        batch = isinstance(task.work, ParseBatch)
        self.asked.append(len(task.work.files) if isinstance(task.work, ParseBatch) else 1)
        if batch and self._breaks:
            return Outcome("failed", error=KiemdiemError(self._breaks, file=task.name, reason=1, limit=1))
        return Here().run(task)

    def stop(self) -> None:
        pass


def read(runner: object, paths: Iterable[Path]) -> list[tuple[str, str, str | None]]:
    """Each file's name, status, and school or error."""
    results: list[tuple[str, str, str | None]] = []
    for name, outcome in read_files(runner, ((path.name, path) for path in paths)):  # type: ignore[arg-type]
        if outcome.value is None:
            results.append((name, outcome.status, outcome.error.code if outcome.error else None))
        else:
            results.append((name, outcome.status, outcome.value[0].report.organisation.school))
    return results


def school(number: int) -> str:
    return f"Trường THCS số {number} xã Nà Hoa"


@needs_office
def test_one_libreoffice_reads_them_and_each_has_its_outcome(tmp_path: Path) -> None:
    bad = tmp_path / "03.doc"  # an Excel file by its head
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600))
    paths = [old(tmp_path, 1), new(tmp_path, 2), bad, tmp_path / "gone.doc", old(tmp_path, 4)]
    runner = Watching()
    assert read(runner, paths) == [
        ("01.doc", "done", school(1)),
        ("02.docx", "done", school(2)),
        ("03.doc", "failed", "wrong_type"),
        ("gone.doc", "failed", "file_missing"),
        ("04.doc", "done", school(4)),
    ]
    assert sorted(runner.asked) == [1, 1, 3]  # the three old ones together


@needs_office
@pytest.mark.parametrize("breaks", ["work_crashed", "work_silence_seconds", "unexpected"])
def test_a_batch_that_breaks_off_is_read_one_by_one(tmp_path: Path, breaks: str) -> None:
    paths = [old(tmp_path, number) for number in (1, 2)]
    runner = Watching(breaks)
    assert read(runner, paths) == [("01.doc", "done", school(1)), ("02.doc", "done", school(2))]
    assert runner.asked == [2, 1, 1]


@needs_office
@pytest.mark.skipif(not AVAILABLE, reason="this system cannot confine a child")
def test_in_a_child_it_is_the_same(tmp_path: Path) -> None:
    paths = [old(tmp_path, number) for number in (1, 2, 3)]
    with Pool(at_once=2) as pool:
        assert read(pool, paths) == [(f"0{n}.doc", "done", school(n)) for n in (1, 2, 3)]


def test_batches_are_filled_and_closed(tmp_path: Path) -> None:
    """Grouping alone: a runner that reads nothing."""

    class Counting(Watching):
        def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
            self.asked.append(len(task.work.files) if isinstance(task.work, ParseBatch) else 1)
            return Outcome("failed", error=KiemdiemError("encrypted", file=task.name))

    first = old(tmp_path, 1)
    paths = [shutil.copy(first, tmp_path / f"{number:03}.doc") for number in range(BATCH_LIMITS.batch_files + 2)]
    runner = Counting()
    items = [(path, Task(path.name, ParseFile(path))) for path in map(Path, paths)]
    results = list(read_all(runner, [*items, (tmp_path, None)]))
    assert [item for item, _ in results] == [*(path for path, _ in items), tmp_path]  # in order, none lost
    assert sorted(runner.asked)[-2:] == [2, BATCH_LIMITS.batch_files]


@needs_office
def test_the_database_is_the_same_as_one_by_one(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 3):
        old(folder, number)
    new(folder, 2)
    results = list(ingest(database, tmp_path / "data", find_sources([folder]), runner=Watching()))
    assert [(one.name, one.status, one.report_id) for one in results] == [
        ("in/01.doc", "new", 1),
        ("in/02.docx", "new", 2),
        ("in/03.doc", "new", 3),
    ]


@needs_office
def test_what_waited_for_libreoffice_is_read_when_it_is_there(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2):
        old(folder, number)
    register(database, find_sources([folder]))
    with monkeypatch.context() as machine:
        machine.setattr("parsers.readers.office.soffice.COMMANDS", ("no-such-program",))
        first = list(ingest(database, tmp_path / "data", find_sources([folder])))
    assert [one.error and one.error.code for one in first] == ["office_missing"] * 2
    second = list(ingest(database, tmp_path / "data", unfinished(database)))
    assert [(one.status, one.report_id) for one in second] == [("new", 1), ("new", 2)]
    assert count_unfinished(database) == 0


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    answer = Here().run(Task("a", ParseFile(new(tmp_path, 7)))).value
    assert answer is not None and read_answers(answer)[0].report.organisation.school == school(7)
